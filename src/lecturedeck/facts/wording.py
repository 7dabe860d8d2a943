"""English wording that several patterns share: defining verbs, vague sentences, pointers elsewhere."""

from __future__ import annotations

from functools import lru_cache
from itertools import islice

from lecturedeck.facts.flat import Flat
from lecturedeck.facts.language import either, word_set
from lecturedeck.regex import regex

# Verbs that say what a thing does, as a definition's first word ("Returns the …").
_THIRD = (
    "returns adds removes creates converts checks sets gets allows lets provides defines"
    " specifies represents indicates contains stores holds determines displays shows prints reads"
    " writes deletes updates inserts moves copies lists opens closes starts stops runs executes"
    " calls invokes applies selects targets matches finds searches replaces splits joins sorts"
    " filters reverses combines compares counts calculates computes generates handles controls"
    " describes enables disables prevents ensures extracts fetches retrieves sends receives loads"
    " saves accepts throws raises triggers occurs happens refers means rounds evaluates assigns"
    " declares tests verifies validates renders styles aligns changes modifies wraps marks"
    " identifies tells iterates performs pushes pops measures limits restricts divides"
    " multiplies subtracts swaps initializes instructs groups organizes manages transforms"
    " produces appends prepends attaches binds positions places fills rotates scales hides clears"
    " cancels pauses resumes waits logs switches merges stages downloads uploads installs"
    " publishes lowers forces keeps treats links connects blocks grants encrypts compresses parses"
    " serializes"
)
THIRD_PERSON = either(_THIRD)
THIRD_PERSONS = word_set(_THIRD)
# Verbs with which a sentence about X defines X.
DEFINES = (
    r"(?:is|are)\s+(?:commonly\s+|often\s+|typically\s+|usually\s+|mainly\s+|primarily\s+|generally\s+"
    r"|simply\s+)?"
    r"(?:used\s+(?:to|for|by|with|inside|together)|designed|defined|responsible|intended|meant|known)\b"
    r"|(?:is|are)\s+(?:when|where|how|what)\b"
    r"|(?:is|are)\s+(?:a|an|the|one)\b"
    r"|(?:is|are)\s+(?:returned|sent|called|triggered|fired|raised|thrown|executed)\s+(?:when|whenever|if"
    r"|by|after|before|once|each)\b"
    r"|refers?\s+to\b|means?\b|stands?\s+for\b|represents?\b|indicates?\b|describes?\b|specif(?:y|ies)\b"
    r"|defines?\b"
    r"|allows?\b|lets?\b|enables?\b|provides?\b|determines?\b|controls?\b|returns?\b|contains?\b"
    r"|consists?\s+of\b"
)
# A sentence that opens so says nothing about the thing before it, but about the lecture or its example.
_WHICH_ONE = either("above_ previous_ following_ last_ next_ first_ modified_ particular_") + "?"
_POINTS_AWAY = regex(
    rf"\b(?:(?:in|from|with|for)\s+(?:this|these|our|your|that)\s+{_WHICH_ONE}"
    + either(
        "examples? code case lesson lecture snippet function program loop workshop challenge condition"
        " output command line"
    )
    + rf"\b|(?:in|from)\s+the\s+{_WHICH_ONE}"
    + either("examples? code lessons? lectures? snippet workshop challenge terminal_output component")
    + r"\b|(?:example|code|snippet|lesson|lecture|section)s?\s+(?:above|below)|"
    + either("above below following previous next last")
    + r"\s+"
    + either("examples? code snippet lessons? lectures? modules? section image table")
    + r"\b|like\s+(?:this|so|these)\s*[.:,]|as\s+follows\b|(?:shown|seen|see)\s+(?:below|above|here|earlier)"
    + r"|as\s+(?:you|we)\s+(?:can\s+)?(?:see|saw|learned|know)|(?:you|we)(?:['’]ll|\s+will|['’]ve|\s+have)\s+"
    + either("learn be_learning see cover look explore discuss seen already")
    + r"|here(?:['’]s|\s+is|\s+are)\s+|let(?:['’]s|\s+us)\b|this\s+example\b|our\s+(?:example|code|function)"
    + r"|the\s+(?:following|code\s+below|example)\b|earlier\b|here\s+called\b|here,?\s+(?:we|you)\b"
    + r"|topic\s+of\s+this\b|we\s+have\s+(?:selected|used|set|added|created)\b|in\s+the\s+future\b)",
)
_WORTH = either(
    "important essential powerful popular useful common crucial fundamental great key vital interesting"
    " simple basic"
    " helpful core excellent invaluable incredibly"
)
_VAGUE = regex(
    r"\b(?:(?:a|one)\s+(?:specific|special|certain|particular|different)\s+(?:type|kind|case"
    r"|form)\s+of\s+\w+\s*\.?$"
    rf"|{_WORTH}\s+(?:\w+\s+)?(?:\w+)(?:\s+(?:in|of|for)\s+(?:\w+\s*){{1,4}})?\.?$"
    r"|most\s+(?:common|popular|important|used|widely|basic)\b|very\s+(?:important|useful|common"
    r"|powerful)\b|"
    + either("related_to known_as key_difference one_of_the similar_to different_from different_than")
    + r"\b|another\s+(?:way|type|kind|one|common|popular)\b)",
)
_RENAMES = regex(r"\b(?:known\s+as|called)\b")
_PRONOUN = regex(r"(?:This|These|It|They|Its|Their)\b")
_WORDS = regex(r"[^\W_]+(?:['’-][^\W_]+)*|\x1a+|[^\w\s]{2,}")
# What a sentence says of a thing's worth, and not what it is.
PRAISE = regex(
    r"\s*(?!the\s+(?:first|second|last|only|next|number|part|main)\b)(?:by\s+far\s+)?(?:an?|the|one(?:\s+of\s+the)?)?\s*(?:"
    + either(
        "very most by_far incredibly extremely especially particularly really more less so also highly"
        " quite seen made"
        " defined_with"
    )
    + r"\s+)*"
    + either(
        "powerful important essential popular great crucial useful versatile ideal suitable perfect"
        " flexible widely seen"
        " made example common key fundamental vital helpful good best excellent convenient easy simple"
        " handy valuable"
        " effective another other able same only first second last next most more less main part must big"
        " major"
        " significant better bit lot number few different necessary available critical integral wonderful"
        " similar due"
        " there why because not no complex tricky beneficial commonly new recent moving going"
    )
    + r"\b(?!-)",
)
_TELLS = regex(
    r"\b(?:that|which)\s+(?:will\s+|can\s+)?"
    + either(
        "allows? lets? helps? enables? provides? returns? is_used are_used contains? stores? represents?"
        " takes? holds? you"
    )
    + r"\b|\bused\s+to\b|\bmeans\b|\b"
    + either(
        "tools? ways? method technique feature function mechanism process library libraries frameworks? languages?"
    )
    + r"\s+(?:for|of)\s+\w+ing\b"
)


def only_praise(shadow: str) -> bool:
    """Whether what follows "X is" speaks of worth or likeness and never says what X is or does."""
    return bool(PRAISE.match(shadow.lower())) and not _TELLS.search(shadow)


FINITE = regex(
    r"\b(?:is|are|was|were|has|have|had|can|could|will|would|should|must|may|might|does|do|did|isn['’]t"
    r"|aren['’]t|"
    r"doesn['’]t|don['’]t|can['’]t|won['’]t)\b"
)


def words(text: str) -> int:
    """How many words a text has (a code span counts as one)."""
    return len(_WORDS.findall(text))


def has_words(text: str, least: int) -> bool:
    """Whether a text has at least so many words."""
    first = text.split(None, least)[:least]
    if len(first) == least and all(word[0].isalnum() for word in first):
        return True
    return len(list(islice(_WORDS.finditer(text), least))) == least


@lru_cache(maxsize=1024)  # several patterns ask of the same sentence
def points_away(shadow: str) -> bool:
    """Whether a sentence leans on something outside it: an example, another lesson, the reader's screen."""
    return bool(_POINTS_AWAY.search(shadow.lower()))


@lru_cache(maxsize=1024)  # evidence asks of the same sentence again
def is_vague(shadow: str) -> bool:
    """Whether a defining sentence (without its term) says too little to stand alone."""
    return not has_words(shadow, 8) or bool(_VAGUE.search(shadow.lower()))


def with_next(
    flat: Flat, at: int, said_from: int, *, pronoun: bool = True, always: bool = False
) -> tuple[int, int]:
    """The range of the sentence `at`, with the next one where the first says too little.

    `said_from` is where the sentence stops naming the term and begins to say something. The next one
    must begin with a pronoun; without `pronoun` any will do where the first only renames or praises.
    With `always` the first is taken to say too little.
    """
    sentences = flat.sentences
    start, end = sentences[at]
    if not (always or is_vague(flat.shadow[said_from:end])) or at + 1 >= len(sentences):
        return start, end
    a, b = sentences[at + 1]
    following = flat.shadow[a:b]
    first = flat.shadow[said_from:end]
    renamed = _VAGUE.search(first.lower()) or _RENAMES.search(first)
    goes_on = _PRONOUN.match(following) or (not pronoun and (always or renamed))
    if goes_on and not points_away(following) and has_words(following, 5) and not following.endswith((":", "?")):
        return start, b
    return start, end


def continues(shadow: str) -> bool:
    """Whether a sentence goes on about the thing before it ("It …", "These codes …")."""
    return bool(_PRONOUN.match(shadow))


NOUN_STOP = word_set(
    "and or but so although though because while whether once after before until unless if when since"
    " whenever imagine however this these that those it they he she we you i there here what which who"
    " why how where one another other some any many most all each every both first second third last"
    " next final difference differences value example purpose reason goal result output answer idea"
    " point way thing things problem question key main following same such rest code line lines number"
    " numbers only our your their its my his her"
)
