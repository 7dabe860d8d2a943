"""Labels that name no term: parts of the text ("Note"), qualities ("Speed"), tasks ("Adding a row").

Lists of plain words, so that one sees at a glance what is in them; "_" stands for any space.
"""

from __future__ import annotations

import re
from functools import lru_cache

from lecturedeck.facts.flat import CODE
from lecturedeck.facts.language import either, word_set
from lecturedeck.regex import regex

# A label with one of these words, or that begins with them, is about the text or about the reader.
_ADMONITION = either(
    "notes? tips? warnings? caution remember reminder hint fun_fact important attention info todo"
    " bonus disclaimer takeaways?"
)
_NUMBERED = either(
    "step part phase day week level option case rule question answer scenario task problem solution method"
    " approach way user_story lesson module chapter section line row column world person speaker iteration"
    " round pass"
)
_OPENINGS = word_set(
    "tools ways tips rules reasons steps things resources methods properties when where why how what"
    " which who if as because before after until unless once while for in on at by with without to"
    " from like unlike first second third fourth fifth finally next then last lastly also however not"
    " no never always do avoid yes you your we our it this these that those they"
    " their there here today some any many most all each every both only more other another insert"
    " delete"
)
# A label that consists of these words only.
_PART = either(
    "features? benefits? issues? problems? challenges? advantages? disadvantages? drawbacks?"
    " limitations? pros? cons? strengths? weakness(?:es)? differences? concepts? characteristics?"
    " properties attributes parameters? arguments? methods values elements operations? steps"
    " components rules points? details considerations use_cases? usage uses? applications? techniques"
    " tools types roles? goals? returns? requirements options patterns topics facts"
)
_WHOLE = either(
    "output input result code explanation analysis summary conclusion question answer outcome"
    " structure traversal memory access search(?:ing)? overview basics recap review alternatives?"
    " complexity (?:worst|best|average)_case performance efficiency speed cost readability scalability"
    " simplicity flexibility security consistency maintainability reusability portability"
    " (?:cross-)?compatibility accessibility debugging pros_and_cons invalid valid wrong right correct"
    " incorrect good bad recommended before after"
)
_ABOUT = either(
    "types? kinds? list set series examples? pros cons benefits? advantages? disadvantages?"
    " importance purpose parts? characteristics properties features rules steps uses? role anatomy"
    " basics number names? ways? when comparison differences? methods? tools use syntax"
)
_QUALITY = either(
    "invalid valid wrong right correct incorrect good bad recommended before after old new true false"
    " pro con easy fast slow simple minimal great massive predictable improved? better faster easier"
    " reduced increased enhanced high low less fewer limited no"
)
_SEVERAL = either("common popular default different various")
_WORTH = either("important_ side_ quick_ key_ pro_ please_ final_")
_LEADING = either("key_ main_ core_ common_ other_ additional_ basic_ built-in_")
_THINGS = either("tools types methods values styles options libraries")
_HABITS = either("practices? uses? use_cases? mistakes? debugging ways?")
_FINITE = either("is are was were has have can can['’]t should must does doesn['’]t don['’]t")
_RANKS = either("pass order fidelity level contrast value")  # "High order" is a term
_GENERIC = regex(
    rf"""\W*(?:{_WORTH}|pro-)?{_ADMONITION}\b.*
    | {_NUMBERED}\s+(?:\#?\d+|[a-z]|one|two|three|four|five)\b.*
    | don['’]t\b.*
    | {_LEADING}*{_PART}
    | {_WHOLE}
    | {_ABOUT}\s+(?:of|to|for|in|between|on)\b.*
    | (?:basic\s+|general\s+|common\s+|the\s+)?(?:syntax|purpose)(?:\s+(?:for|of)\b.*)?
    | {_SEVERAL}\s.*{_THINGS}
    | (?:best|worst|average)(?:[-\s]case)?\s+time.*
    | .*\b(?:(?:best|good|bad|common)\s+{_HABITS}\b.* | (?:time|space)\s+complexity(?:\s+of\b.*)?
        | (?:examples?|vs\.?|versus|differences?)\b.* | {_FINITE}\b.* | only)
    | \W*\d.* | .*\?
    """,
    re.X,
)
_QUALIFIED = regex(rf"{_QUALITY}\b(?!\s+{_RANKS})[\s-].*")
# "Creating a row", "Use the", …
_DOING = word_set(
    "using creating calling accessing adding removing defining declaring setting getting working"
    " naming importing exporting iterating looping checking installing writing reading running"
    " building making handling updating deleting converting styling combining passing returning"
    " understanding choosing finding changing comparing initializing managing testing applying"
    " modifying redeclaring leveraging improving opening closing starting viewing connecting"
    " selecting inserting retrieving displaying formatting storing sorting targeting nesting"
    " concatenating extracting replacing splitting merging avoiding ensuring keeping providing"
    " identifying preventing optimizing breaking customizing configuring embedding cloning copying"
    " implementing ordering grouping filtering joining generating controlling specifying"
    " validating sending fetching assigning constructing instantiating overriding reusing"
    " rendering resetting reversing enabling disabling"
)
_DO = word_set(
    "use create call access add remove define declare set get make write read run build keep"
    " choose check test try avoid provide ensure update delete convert break find start stop open"
    " install include look ask give put identify consider understand learn follow focus plan"
    " review place apply specify limit minimize maximize optimize prevent improve reduce increase"
    " handle manage"
)
_WHAT = word_set("a an the your of to for with all it up out if in on as clear multiple new only them this and")
_FIRST_WORD = regex(r"\w*")
_STATUS = regex(r"\d{3}\s+\(?[A-Z]")
# "Next.js routing", "First-class value", "insert()", "WHERE", "First kettle (FK)", "Not equal (`!=`)": words that
# open many a task, in what is a name.
_NAMED = regex(
    rf"^(?:(?!\d)\w+(?:[.-]\w|\(\))|[A-Z]{{2,}}$)|\((?:[A-Z][A-Z0-9]{{1,5}}|{CODE}+)\)$|\sor\s[A-Z][A-Z0-9]{{1,5}}$"
)
_KIND = regex(r"\b(?:operators?|nodes?|list)\s*(?:\([^()]*\))?$")  # "Difference operator" is a term


@lru_cache(maxsize=1024)  # several patterns ask of the same label
def is_generic(label: str) -> bool:
    """Whether a label (the shadow of its flat text) names a part of the text or an action, and no term."""
    label = label.strip(" :\"'“”")
    if _STATUS.match(label):
        return False
    named = _NAMED.search(label)
    label = label.lower()
    if _KIND.search(label):
        return False
    first = _FIRST_WORD.match(label)
    if not named and ((first and first[0] in _OPENINGS) or _QUALIFIED.fullmatch(label)):
        return True
    return _is_task(label) or bool(_GENERIC.fullmatch(label))


def _is_task(label: str) -> bool:
    """Whether a label (in lower case) says what to do."""
    words = label.split(None, 1)
    if len(words) < 2 or not label.startswith(words[0]):
        return False
    if words[0] in _DOING:
        return True
    what = _FIRST_WORD.match(words[1]) if words[0] in _DO else None
    return what is not None and what[0] in _WHAT
