"""How a label's definition opens, which tells whether it is one: "This method …", "A pot with a lid"."""

from __future__ import annotations

from lecturedeck.facts import wording
from lecturedeck.facts.flat import CODE, Flat, lower_case
from lecturedeck.facts.label import Label
from lecturedeck.facts.language import word_set
from lecturedeck.facts.masking import places
from lecturedeck.regex import regex

_PRONOUN = regex(
    r"(?:This|These|It|They)(?:['’]s)?\b(?!\s+(?:example|code|section|lecture|lesson|snippet|means\s+you"
    r"|helps?|makes?|ensures?|depends|can\s+be|could|may|might|also|is\s+(?:important|possible|common"
    r"|recommended|best|good|often|easy|hard|because|why|useful|helpful|not|more|less|very|better"
    r"|especially|particularly|where\s+you|done|usually|generally|considered)|are\s+(?:important|common"
    r"|recommended|often|useful|very|better|not|especially)|should|must|improves?|reduces?|saves?"
    r"|gives\s+you)\b)|In\s+[A-Z]\w+,\s+(?:this|these)\s+(?:is|are)\b"
)
_PURPOSE = regex(
    r"(?:the\s+(?:error|exception)\s+\S+\s+(?:raises|throws)|used|defined|responsible|designed|short\s+for"
    r"|stands\s+for|refers|known\s+as|occurs|raised|thrown|returned|sent|triggered|fired|happens|(?:true"
    r"|false)\s+(?:if|when)|can\s+be\s+used)\b"
)
_THIRD = regex(r"(?:(?:automatically|simply|immediately|randomly|only)\s+)?(\w+)")
_ARTICLE_NOUN = regex(r"(?:An?|The)\s")
_GERUND = regex(r"[A-Z][a-z]+ing\s")
_COMMANDS = word_set(
    "access add allow apply assign autocomplete avoid break bring build call change check choose clear"
    " click clone close combine commit compare connect contain control convert copy count create cut"
    " declare decrement decrypt define delete determine disable display divide enable encrypt ensure enter"
    " evaluate execute exit export extract fetch filter find focus force generate get go group handle help"
    " hold identify ignore import include increment indicate insert install instantiate interrupt invert"
    " join jump keep kill launch let limit link list log make manage map mark match merge modify move"
    " multiply navigate negate open organize pass paste pause perform press prevent print process provide"
    " pull push put quit raise read recursively redirect redo reduce refer remove rename render repeat"
    " replace represent reset resume retrieve return reverse revert rotate round run save scan scroll"
    " search select send set shift show sign skip sort specify split start stop store subtract suspend"
    " switch test toggle track treat trigger turn type undo update use validate verify view visualize wrap"
    " write"
)
_ANY_VERB = regex(
    r"[A-Z][a-z]{2,}(?<!s)s\s+(?:the|an?|all|each|when|whenever|if|your|one|any|whether|how)\b(?<!\bhas the)"
)
_USAGE = regex(r"(?:You\s+(?:can|use|would\s+use)|To|If\s+you|When\s+you|When\s+present|For)\s")
_RAISES = regex(
    r"(?:Python|JavaScript|Node\.js|You['’]ll\s+get|You\s+will\s+get|You\s+get"
    r"|The\s+interpreter)\s(?:(?:raises|throws)\s)?"
)
_STATUS = regex(r"[1-5]\d\d\s+\(?[A-Z]")
_SUBJECT_VERB = regex(
    rf"\s*[\"”]?(?:\s*\([^()]*\))?(?:,\s+(?:or|also\s+known\s+as"
    rf"|short\s+for)\s[^,]{{1,50}},)?\s+(?:[^\s,.;:]+\s+){{0,3}}?(?:is|are|was|gives?|were|can|will|has"
    rf"|have|let|allow|store|return|refers?|means?|makes?|uses?|helps?|works?|{wording.DEFINES}"
    rf"|(?:{wording.THIRD_PERSON})\b)"
)
_ADVICE = regex(
    r"(?:you\s+(?:should|must|need)|make\s+sure|always|never|remember|note|if|when|here|there|let['’]s|we"
    r"|i|use|it['’]?s?\s+(?:is\s+)?(?:important|best|good|common)|this|these|one\s+of)\b"
)
_PLURAL = regex(r"(?:Have|Can|Are|Do\s+not|Cannot)\s")  # "Kettles: Have a lid and a spout"
_NO_FRAGMENT = regex(
    r"(?:multiple|different|various|several|many|some|few|more|less|fewer|better|faster|easier|great|good"
    r"|best|makes?|helps?|improves?|"
    r"reduces?|increases?|saves?|takes?|gives?|needs?|requires?|works?|looks?|comes?|keeps?|remember|think"
    r"|imagine|please|everything|anything|something|"
    r"no|not|only|can|have|has|is|are|was|were|will|should|must|may|be|\W*\d|[\"“'])(?:\b|(?<=[\d\"“']))"
)
# A verb in the middle: "The lid falls to the left", "Kettles track the heat", "Cooks raise this pot".
_MAIN_VERB = regex(
    r"\s(?!(?:of|in|is|its|this|as)\b)\w+(?:[^s\W]s)\s+(?:an?|the|this|these|your|you|it|all|each|every|up"
    r"|down|only|as|how|what|if|whether|out|into|no|both)\b"
    r"|\w\s+(?:raises|throws|makes|contains|requires|appears?|accounts|tells|shows|means|allows?|lets?"
    r"|needs?|happens?|comes|goes|becomes|works|looks?|tracks?|helps?|keeps?|uses?|returns|takes|gives"
    r"|gets|adds|provides?|triggers|starts|runs|stays|depends|remains|exists?|consists?|belongs?|defines"
    r"|specifies|represents|indicates|determines|behaves|acts|refers|falls|grows|increases|decreases|tends"
    r"|serves|follows)\b"
    r"|\b\w{3,}(?:izes|ises|ifies)\b"
)
_IMPERATIVE_FORM = regex(r"(?!Private|Immediate|Separate|Alternate|Appropriate)[A-Z][a-z]+(?:ize|ise|ify|ate)\s")
_ALSO = regex(r"\b(?:is|are)\s+also\b")
_CONTRAST = regex(r",\s+but\b")
_OTHER = regex(
    r"(?:you|we|if|when|for|to|as|by|with|in|on|at|from|since|because|while|although|though|after|before"
    r"|once|unlike|like|"
    r"instead|here|there|there['’]s|remember|note|try|consider|also|both|each|every|all|some|many|most"
    r"|there|what|why|how|"
    r"not|no|yes|but|so|then|now|let['’]s|one|think|imagine|sometimes|usually|often|always"
    r"|never|e\.g|i\.e|see|i|my)\b"
)

_CONJUNCTION = regex(r"(?:and|or)\b")
_RELATIVE = regex(r"\b(?:that(?!\s+is,)|which|who|whose|where|when|used)\b")
_SKIP = regex(r"(?:in\s+[\w.+# ]{2,24},\s+)?(?:(?:an?|the)\s+)?[\"“]?")
_FOR_DOING = regex(r"for\s+\w+ing\b")
_AND = regex(r"\s+and\s+")
_THIS_CODE = regex(
    r"\bthis\s+(?:method|function|property|attribute|element|operator|error|command|hook|keyword"
    r"|flag|statement|exception)\b"
)


def opening(flat: Flat, label: Label) -> str:
    """How the definition of a label opens; "" for openings that are not to be trusted."""
    begin = label.said
    end = next((b for a, b in flat.sentences if b > begin), len(flat.text))
    first, low = flat.shadow[begin:end], flat.lower[begin:end]
    if _PRONOUN.match(first):
        return "pronoun"
    if subject(flat, label, begin, end):
        return "subject"
    if _PURPOSE.match(low):
        return "purpose"
    if _STATUS.match(flat.text[label.start : label.end]):
        return "status"
    if _FOR_DOING.match(first) and CODE in flat.shadow[label.start : label.end]:
        return "imperative"
    if _USAGE.match(first) and _names(flat, label, begin, end):
        return "usage"
    if _RAISES.match(first) and _names(flat, label, begin, end):
        return "raised"
    if _other(first, low):
        return ""
    verb = _THIRD.match(low)
    if (verb and verb[1] in wording.THIRD_PERSONS) or _ANY_VERB.match(first):
        return "verb"
    if _PLURAL.match(first) and flat.text[label.start : label.end].rstrip(") ").endswith("s"):
        return "plural"
    if _command(first, low):
        return "imperative" if not first.startswith("Use") else ""
    if _NO_FRAGMENT.match(low) or _clause(first):
        return ""
    if _ARTICLE_NOUN.match(first):
        return "article"
    if _GERUND.match(first):
        return "gerund"
    return "noun"


def _other(first: str, low: str) -> bool:
    """Whether a text opens as no definition of a label does."""
    return bool(_OTHER.match(low) or _CONJUNCTION.match(first) or first.startswith(CODE))


def _command(first: str, low: str) -> bool:
    """Whether a text opens with a verb that tells the reader what to do."""
    word = low.split(None, 1)[0] if low else ""
    if word in _COMMANDS and low.startswith(word) and len(low) > len(word):
        return True
    return bool(_IMPERATIVE_FORM.match(first))


def states(said: str) -> bool:
    """Whether a label is followed by a whole statement about something else than the reader."""
    low = said.lower()
    return wording.has_words(said, 6) and not (
        _other(said, low)
        or _ADVICE.match(low)
        or _NO_FRAGMENT.match(low)
        or _command(said, low)
        or said.rstrip().endswith((":", "?"))
    )


def covering(flat: Flat, label: Label, at: int) -> int | None:
    """Where the sentences end that name each of several codes of a label: 0 for one, None if none do."""
    codes = [
        flat.text[run.start : run.end].removesuffix("()")
        for run in flat.runs
        if run.kind == "code" and label.start <= run.start < label.end
    ]
    names = _AND.split(flat.text[label.start : label.end])
    if not codes and len(names) == 2:  # "Undefined and Null": told by the first letters of each
        codes = [name.split()[0][:5] for name in names if name.split()]
    if len(codes) < 2:
        return 0
    for _, end in flat.sentences[at : at + 3]:
        said = flat.text[label.said : end].casefold()
        if all(code.casefold() in said for code in codes):
            return end
    return None


def _names(flat: Flat, label: Label, begin: int, end: int) -> bool:
    """Whether a label with code in it is named again, by that code or by "this method", in a sentence."""
    codes = [run for run in flat.runs if run.kind == "code" and label.start <= run.start < label.end]
    said = flat.text[begin:end]
    if not codes and not flat.text[label.start : label.end].endswith(("Error", "Exception")):
        return False
    names = [flat.text[run.start : run.end] for run in codes] or [flat.text[label.start : label.end]]
    spoken = [
        flat.text[run.start : run.end].removesuffix("()")
        for run in flat.runs
        if begin <= run.start < end and run.kind == "code"
    ]
    if codes and all(name.removesuffix("()") in spoken for name in names):
        return True
    return (not codes and names[0] in said) or bool(_THIS_CODE.search(said))


def _clause(first: str) -> bool:
    """Whether a text is a whole sentence about something, and no fragment that stands for the label."""
    main = main_part(first).lower()
    return bool(
        wording.FINITE.search(main) or _MAIN_VERB.search(main) or _ALSO.search(first) or _CONTRAST.search(main)
    )


def main_part(first: str) -> str:
    """What stands before the first relative clause of a text."""
    relative = _RELATIVE.search(first)
    return first[: relative.start()] if relative else first


def subject(flat: Flat, label: Label, begin: int, end: int) -> bool:
    """Whether the definition begins with the term itself, or with its last word."""
    term = flat.text[label.start : label.end]
    said = flat.text[begin:end]
    low = lower_case(said)
    skip = _SKIP.match(low)
    at = skip.end() if skip else 0
    head = term.split()[-1] if term.split() else ""
    codes = [
        flat.text[run.start : run.end]
        for run in flat.runs
        if run.kind == "code" and label.start <= run.start < label.end
    ]
    near = low[: at + 80]
    first = near[at : at + 1] if near[at : at + 1].isalnum() and near.isascii() else ""
    for name in dict.fromkeys((term, head, *codes[:1])):
        stem = name.lower().strip("`.@#$:-<\"'“").removeprefix("the ")[:3]
        if stem not in near and not label.aliases and not name.isupper():
            continue
        if first not in name.lower() and not any(first in alias.lower() for alias in label.aliases):
            continue  # no way to write the name begins here
        for a, b in places(name, label.aliases, said[: at + 80]):
            if a <= at < b and _SUBJECT_VERB.match(low, b):
                return True
    return False
