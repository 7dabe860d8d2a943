"""A list item that begins with a label and goes on to define it: "**Term**: This method …"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lecturedeck.lecture import Tier
from lecturedeck.reading.facts import wording
from lecturedeck.reading.facts.draft import Draft, Pattern, draft_of
from lecturedeck.reading.facts.flat import CODE, Flat
from lecturedeck.reading.facts.generic import is_generic
from lecturedeck.reading.facts.label import SYNONYM, Label
from lecturedeck.reading.facts.language import is_foreign, word_set
from lecturedeck.reading.facts.masking import mentions, places
from lecturedeck.reading.facts.page import Page, Passage
from lecturedeck.reading.facts.regex import regex

_PRONOUN = regex(
    r"(?:This|These|It|They)(?:['’]s)?\b(?!\s+(?:example|code|section|lecture|lesson|snippet|means\s+you"
    r"|helps?|makes?|ensures?|depends|can\s+be|could|may|might|also|is\s+(?:important|possible|common"
    r"|recommended|best|good|often|easy|hard|because|why|useful|helpful|not|more|less|very|better"
    r"|especially|particularly|where\s+you|done|usually|generally|considered)|are\s+(?:important|common"
    r"|recommended|often|useful|very|better|not|especially)|should|must|improves?|reduces?|saves?"
    r"|gives\s+you)\b)|In\s+[A-Z]\w+,\s+(?:this|these)\s+(?:is|are)\b"
)
_PURPOSE = regex(
    r"(?:The\s+(?:error|exception)\s+\S+\s+(?:raises|throws)|Used|Defined|Responsible|Designed|Short\s+for"
    r"|Stands\s+for|Refers|Known\s+as|Occurs|Raised|Thrown|Returned|Sent|Triggered|Fired|Happens|(?:True"
    r"|False)\s+(?:if|when)|can\s+be\s+used)\b",
    re.I,
)
_THIRD = regex(rf"(?:(?:Automatically|Simply|Immediately|Randomly|Only)\s+)?(?:{wording.THIRD_PERSON})\b", re.I)
_ARTICLE_NOUN = regex(r"(?:An?|The)\s")
_GERUND = regex(r"[A-Z][a-z]+ing\s")
_IMPERATIVE = regex(
    r"(?:use|add|decrement|increment|remove|create|declare|set|get|make|write|read|run|check|test|print"
    r"|list|show|display|delete|"
    r"copy|move|open|close|change|convert|compare|sort|find|search|replace|pause|visualize|encrypt|decrypt"
    r"|instantiate|invert|autocomplete|recursively|press|click|go|exit|clear|suspend|interrupt|shift"
    r"|rotate|scroll|type|hold|send|kill|resume|log|mark|group|combine|wrap|join|multiply|divide|subtract"
    r"|raise|round|push|pull|fetch|merge|reset|revert|switch|clone|commit|launch|scan|count|enable|disable"
    r"|create|prevent|treat|turn|bring|pass|force|ignore|sign|connect|manage|control|trigger|represent"
    r"|indicate|determine|refer|modify|access|negate|reverse|link|contain|retrieve|evaluate|generate"
    r"|validate|verify|process|render|track|map|filter|quit|save|start|stop|keep|choose|"
    r"avoid|ensure|provide|include|store|return|define|match|call|select|apply|assign|update|insert"
    r"|execute|install|put|perform|repeat|extract|navigate|"
    r"allow|let|enable|break|handle|split|skip|jump|cut|paste|undo|redo|toggle|enter|view|import|export"
    r"|build|limit|rename|specify|help|focus|identify|organize|reduce|redirect)\s",
    re.I,
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
    rf"|(?:{wording.THIRD_PERSON})\b)",
    re.I,
)
_ADVICE = regex(
    r"(?:you\s+(?:should|must|need)|make\s+sure|always|never|remember|note|if|when|here|there|let['’]s|we"
    r"|i|use|it['’]?s?\s+(?:is\s+)?(?:important|best|good|common)|this|these|one\s+of)\b",
    re.I,
)
_PLURAL = regex(r"(?:Have|Can|Are|Do\s+not|Cannot)\s")  # "Kettles: Have a lid and a spout"
_NO_FRAGMENT = regex(
    r"(?:multiple|different|various|several|many|some|few|more|less|fewer|better|faster|easier|great|good"
    r"|best|makes?|helps?|improves?|"
    r"reduces?|increases?|saves?|takes?|gives?|needs?|requires?|works?|looks?|comes?|keeps?|remember|think"
    r"|imagine|please|everything|anything|something|"
    r"no|not|only|can|have|has|is|are|was|were|will|should|must|may|be|\W*\d|[\"“'])(?:\b|(?<=[\d\"“']))",
    re.I,
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
    r"|\b\w{3,}(?:izes|ises|ifies)\b",
    re.I,
)
_IMPERATIVE_FORM = regex(r"(?!Private|Immediate|Separate|Alternate|Appropriate)[A-Z][a-z]+(?:ize|ise|ify|ate)\s")
_VARIOUS = regex(
    r"\b(?:supports?|has|have|provides?|offers?)\s+(?:various|several|many|different|multiple)\b", re.I
)
_ALSO = regex(r"\b(?:is|are)\s+also\b|,\s+but\b")
_RELATES = regex(r"\b(?:that|which|who|used|of|for|in|to|with|without|from|between|where|by|when|on)\b")
_OTHER = regex(
    r"(?:you|we|if|when|for|to|as|by|with|in|on|at|from|since|because|while|although|though|after|before"
    r"|once|unlike|like|"
    r"instead|here|there|there['’]s|remember|note|try|consider|also|both|each|every|all|some|many|most"
    r"|there|what|why|how|"
    r"not|no|yes|(?-i:and|or)|but|so|then|now|let['’]s|one|think|imagine|sometimes|usually|often|always"
    r"|never|e\.g|i\.e|see|i|my)\b",
    re.I,
)


def opening(flat: Flat, label: Label) -> str:
    """How the definition of a label opens; "" for openings that are not to be trusted."""
    begin = label.said
    end = next((b for a, b in flat.sentences if b > begin), len(flat.text))
    first = flat.shadow[begin:end]
    if _PRONOUN.match(first):
        return "pronoun"
    if _subject(flat, label, begin, end):
        return "subject"
    if _PURPOSE.match(first):
        return "purpose"
    if _STATUS.match(flat.text[label.start : label.end]):
        return "status"
    if re.match(r"for\s+\w+ing\b", first) and CODE in flat.shadow[label.start : label.end]:
        return "imperative"
    if _USAGE.match(first) and _names(flat, label, begin, end):
        return "usage"
    if _RAISES.match(first) and _names(flat, label, begin, end):
        return "raised"
    if _OTHER.match(first) or first.startswith(CODE):
        return ""
    if _THIRD.match(first) or _ANY_VERB.match(first):
        return "verb"
    if _PLURAL.match(first) and flat.text[label.start : label.end].rstrip(") ").endswith("s"):
        return "plural"
    if _IMPERATIVE.match(first) or _IMPERATIVE_FORM.match(first):
        return "imperative" if not first.startswith("Use") else ""
    if _NO_FRAGMENT.match(first) or _clause(first):
        return ""
    if _ARTICLE_NOUN.match(first):
        return "article"
    if _GERUND.match(first):
        return "gerund"
    return "noun"


def is_fragment(first: str) -> bool:
    """Whether a definition's first sentence (shadow) is a noun phrase that stands for its label."""
    return not (
        _OTHER.match(first)
        or first.startswith(CODE)
        or _IMPERATIVE.match(first)
        or _IMPERATIVE_FORM.match(first)
        or _NO_FRAGMENT.match(first)
        or _clause(first)
    )


def _speaks_of(flat: Flat, label: Label, end: int) -> bool:
    """Whether a sentence that opens in some other way still names its label, and says enough."""
    said = flat.text[label.said : end]
    if not wording.has_words(said, 7) or _ADVICE.match(said) or said.rstrip().endswith((":", "?")):
        return False
    return mentions(flat.text[label.start : label.end], label.aliases, said)


def _states(said: str) -> bool:
    """Whether a label is followed by a whole statement about something else than the reader."""
    return wording.has_words(said, 6) and not (
        _OTHER.match(said)
        or _ADVICE.match(said)
        or _NO_FRAGMENT.match(said)
        or _IMPERATIVE.match(said)
        or _IMPERATIVE_FORM.match(said)
        or said.startswith(CODE)
        or said.rstrip().endswith((":", "?"))
    )


def _covering(flat: Flat, label: Label, at: int) -> int | None:
    """Where the sentences end that name each of several codes of a label: 0 for one, None if none do."""
    codes = [
        flat.text[run.start : run.end].removesuffix("()")
        for run in flat.runs
        if run.kind == "code" and label.start <= run.start < label.end
    ]
    names = re.split(r"\s+and\s+", flat.text[label.start : label.end])
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
    if not codes and not re.search(r"(?:Error|Exception)$", flat.text[label.start : label.end]):
        return False
    names = [flat.text[run.start : run.end] for run in codes] or [flat.text[label.start : label.end]]
    spoken = [
        flat.text[run.start : run.end].removesuffix("()")
        for run in flat.runs
        if begin <= run.start < end and run.kind == "code"
    ]
    if codes and all(name.removesuffix("()") in spoken for name in names):
        return True
    return (not codes and names[0] in said) or bool(
        re.search(
            r"\bthis\s+(?:method|function|property|attribute|element|operator|error|command|hook|keyword"
            r"|flag|statement|exception)\b",
            said,
        )
    )


def _clause(first: str) -> bool:
    """Whether a text is a whole sentence about something, and no fragment that stands for the label."""
    main = re.split(r"\b(?:that(?!\s+is,)|which|who|whose|where|when|used)\b", first, maxsplit=1)[0]
    return bool(wording.FINITE.search(main) or _MAIN_VERB.search(main) or _ALSO.search(first))


def _subject(flat: Flat, label: Label, begin: int, end: int) -> bool:
    """Whether the definition begins with the term itself, or with its last word."""
    term = flat.text[label.start : label.end]
    said = flat.text[begin:end]
    skip = re.match(r"(?:in\s+[\w.+# ]{2,24},\s+)?(?:(?:an?|the)\s+)?[\"“]?", said, re.I)
    at = skip.end() if skip else 0
    head = term.split()[-1] if term.split() else ""
    codes = [
        flat.text[run.start : run.end]
        for run in flat.runs
        if run.kind == "code" and label.start <= run.start < label.end
    ]
    near = said[: at + 80].lower()
    for name in dict.fromkeys((term, head, *codes[:1])):
        stem = name.lower().strip("`.@#$:-<\"'“").removeprefix("the ")[:3]
        if stem not in near and not label.aliases and not name.isupper():
            continue
        if any(
            a <= at < b and _SUBJECT_VERB.match(said[b:]) for a, b in places(name, label.aliases, said[: at + 80])
        ):
            return True
    return False


_TIERS: dict[str, Tier] = {
    "pronoun": "careful",
    "subject": "careful",
    "purpose": "careful",
    "verb": "careful",
    "article": "careful",
    "noun": "careful",
    "gerund": "careful",
    "imperative": "all",
    "plural": "all",
    "clause": "all",
    "phrase": "careful",
    "named": "all",
    "usage": "careful",
    "raised": "careful",
    "status": "careful",
}
# Under these headings an item says when, why or where, whatever its label.
_SKIP_HEADING = regex(
    r"^(?:when\s+to|how\s+to|why\b)|real-world|\b(?:advantages?|disadvantages?|benefits|drawbacks"
    r"|limitations|applications|pros|cons|use\s+cases|mistakes|checklist|examples?)\b",
    re.I,
)
_SKIP_FRAGMENT = regex(r"\b(?:best\s+practices|tips|differences?|steps|guidelines|improving)\b|\bvs\.?\b", re.I)
# Words that are a term under a heading of the same name, and a mere label elsewhere.
_TOPICS = word_set(
    "methods attributes properties parameters arguments values elements operators modules patterns methods"
)
_COMMANDS = regex(r"\b(?:commands?|operators?|shortcuts?|options?|flags?|keys?|operations?|expressions?)\b", re.I)


def _repeats(flat: Flat, label: Label) -> bool:
    """Whether the definition begins with its label (in whatever language)."""
    name = flat.text[label.start : label.end].casefold()
    return len(name) > 1 and name in flat.text[label.said : label.said + len(name) + 12].casefold()


def _read(page: Page) -> Iterator[Draft]:
    glossary = bool(page.teaches) and page.review  # a language course lists its phrases in paragraphs, too
    for passage in page.passages:
        if passage.item or (glossary and passage.nodes[0].kind == "code"):
            yield from _in(page, passage)


def _in(page: Page, passage: Passage) -> Iterator[Draft]:
    flat = passage.flat
    label = passage.label
    if label is None or not label.sealed:
        return
    name = flat.text[label.start : label.end]
    titled = name.casefold() == passage.heading.plain.casefold() and name.casefold() in _TOPICS
    if (
        SYNONYM.fullmatch(name)
        or (is_generic(flat.shadow[label.start : label.end]) and not titled)
        or len(name) > 70
        or len(name.split()) > 9
    ):
        return
    if _SKIP_HEADING.search(passage.category):
        return
    at = flat.sentence_at(label.said)
    if at is None:
        return
    end = flat.sentences[at][1]
    said = flat.shadow[label.said : end]
    if page.english and at + 1 < len(flat.sentences) and not opening(flat, label):
        follow = Label(label.kind, label.start, label.end, flat.sentences[at + 1][0], label.aliases, True)
        begin, close = flat.sentences[at + 1]
        if _subject(flat, follow, begin, close) and re.search(
            rf"^\W*(?:\S+\s+){{1,5}}(?:{wording.DEFINES})", flat.shadow[begin:close], re.I
        ):
            label, end, at, said = follow, close, at + 1, flat.shadow[begin:close]
    if page.english and not is_foreign(flat.text):
        opens = opening(flat, label)
        if page.teaches and page.review and not is_generic(flat.shadow[label.start : label.end]):
            opens = "phrase"
        if not opens and label.kind != "plain" and _speaks_of(flat, label, end):
            opens = "named"
        if not opens and label.kind == "strong" and page.review and _states(said):
            opens = "clause"
        if _VARIOUS.search(said):
            return
        if not opens or (wording.points_away(said) and opens != "phrase"):
            return
        fragment = opens in ("article", "noun", "gerund")
        if fragment and _SKIP_FRAGMENT.search(passage.category):
            return
        if opens == "gerund" and ("ing" in name or wording.FINITE.search(said)):
            return
        if opens == "usage" and said.rstrip().endswith(":"):
            return
        code = CODE in flat.shadow[label.start : label.end]
        if opens == "imperative" and not code and not _COMMANDS.search(f"{passage.category} {page.title}"):
            return
        if not page.article and fragment and not page.review:
            return
        tier = _TIERS[opens]
        if fragment and (label.kind == "plain" or (not wording.has_words(said, 4) or not _RELATES.search(said))):
            tier = "careful" if page.teaches and page.review and label.kind != "plain" else "all"
    else:
        if label.kind == "plain" or (not wording.has_words(said, 4) and not re.search(r"[\u3040-\u9fff]{6,}", said)):
            return
        if not _repeats(flat, label) and CODE not in flat.shadow[label.start : label.end]:
            return
        if not page.article and not page.review:
            return
        opens, tier = "structure", "all"
    if (said.rstrip().endswith(("?", "...")) and opens != "phrase") or not wording.has_words(said, 2):
        return
    stop = end
    whole = _covering(flat, label, at)
    if page.english and opens == "subject" and whole is None:
        return
    if page.english and opens == "subject" and whole:
        stop = whole
    elif page.english and opens == "pronoun" and not wording.has_words(said, 6):
        stop = wording.with_next(flat, at, label.said, always=True, pronoun=False)[1]
    elif page.english and wording.is_vague(said) and opens in ("pronoun", "subject"):
        stop = wording.with_next(flat, at, label.said, pronoun=False)[1]
    term: tuple[int, int] | str = (label.start, label.end)
    aliases = label.aliases
    if name.startswith("-") and passage.parents and re.fullmatch(r"[\w.-]+(?: [\w.-]+)?", passage.parents[-1]):
        term = f"`{passage.parents[-1]} {name}`" if "`" not in name else term
        aliases = (*aliases, name)
    yield draft_of(
        passage,
        f"label-{opens}"
        if opens
        in (
            "article",
            "noun",
            "gerund",
            "imperative",
            "plural",
            "clause",
            "structure",
            "phrase",
            "usage",
            "named",
        )
        else PATTERN.name,
        tier,
        term,
        (label.said, stop),
        aliases=aliases,
        again=True,
        least=1 if opens == "phrase" else 4,
    )


PATTERN = Pattern("label-item", 10, False, _read)
