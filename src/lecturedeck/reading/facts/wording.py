"""English wording that several patterns share: verbs that define, labels that name nothing, vague beginnings."""

from __future__ import annotations

import re

from lecturedeck.reading.facts.flat import CODE, Flat

# Verbs that say what a thing does, as a definition's first word ("Returns the …").
THIRD_PERSON = (
    "returns|adds|removes|creates|converts|checks|sets|gets|allows|lets|provides|defines|specifies|represents|indicates|"
    "contains|stores|holds|determines|displays|shows|prints|reads|writes|deletes|updates|inserts|moves|copies|"
    "lists|opens|closes|starts|stops|runs|executes|calls|invokes|applies|selects|targets|matches|finds|searches|"
    "replaces|splits|joins|sorts|filters|reverses|combines|compares|counts|calculates|computes|generates|handles|"
    "controls|describes|enables|disables|prevents|ensures|extracts|fetches|retrieves|sends|receives|loads|saves|"
    "accepts|throws|raises|triggers|occurs|happens|refers|means|rounds|evaluates|assigns|declares|tests|verifies|"
    "validates|renders|styles|aligns|changes|modifies|wraps|marks|identifies|tells|supports|iterates|performs|"
    "pushes|pops|measures|limits|restricts|divides|multiplies|subtracts|swaps|initializes|instructs|groups|"
    "organizes|manages|transforms|produces|appends|prepends|attaches|binds|positions|places|fills|rotates|scales|"
    "hides|clears|cancels|pauses|resumes|waits|logs|switches|merges|stages|downloads|uploads|installs|publishes|"
    "lowers|raises|forces|keeps|treats|targets|links|connects|blocks|grants|encrypts|compresses|parses|serializes"
)
# Verbs with which a sentence about X defines X.
DEFINES = (
    r"(?:is|are)\s+(?:commonly\s+|often\s+|typically\s+|usually\s+|mainly\s+|primarily\s+|generally\s+|simply\s+)?"
    r"(?:used|designed|defined|responsible|intended|meant|known)\b"
    r"|(?:is|are)\s+(?:when|where|how|what)\b"
    r"|(?:is|are)\s+(?:a|an|the|one)\b"
    r"|(?:is|are)\s+(?:returned|sent|called|triggered|fired|raised|thrown|executed)\s+(?:when|whenever|if|by|after|before|once|each)\b"
    r"|refers?\s+to\b|means?\b|stands?\s+for\b|represents?\b|indicates?\b|describes?\b|specif(?:y|ies)\b|defines?\b"
    r"|allows?\b|lets?\b|enables?\b|provides?\b|determines?\b|controls?\b|returns?\b|contains?\b|consists?\s+of\b"
)
# A sentence that opens so says nothing about the thing before it, but about the lecture or its example.
_POINTS_AWAY = re.compile(
    r"\b(?:in|from|with|for)\s+(?:this|these|our|your|that)\s+(?:above\s+|previous\s+|following\s+|last\s+|next\s+|first\s+|modified\s+|particular\s+)?"
    r"(?:examples?|code|case|lesson|lecture|snippet|function|program|loop|workshop|challenge|condition|output|command|line)\b"
    r"|\b(?:in|from)\s+the\s+(?:above\s+|previous\s+|following\s+|last\s+|next\s+|first\s+|modified\s+)?(?:examples?|code|lessons?|lectures?|snippet|workshop|challenge|terminal\s+output|component)\b"
    r"|\b(?:example|code|snippet|lesson|lecture|section)s?\s+(?:above|below)|(?:above|below|following|previous|next|last)\s+"
    r"(?:examples?|code|snippet|lessons?|lectures?|modules?|section|image|table)\b|like\s+(?:this|so|these)\s*[.:,]|as\s+follows\b|(?:shown|seen|see)\s+(?:below|above|here|earlier)"
    r"|\bas\s+(?:you|we)\s+(?:can\s+)?(?:see|saw|learned|know)|\b(?:you|we)(?:'ll|’ll|\s+will|'ve|’ve|\s+have)\s+(?:learn|be\s+learning|see|cover|look|explore|discuss|seen|already)"
    r"|\bhere(?:'s|’s|\s+is|\s+are)\s+|\blet(?:'s|’s|\s+us)\b|\bthis\s+example\b|\bour\s+(?:example|code|function)|\bin\s+this\s+(?:example|case)\b"
    r"|\bthe\s+(?:following|code\s+below|example)\b|\bearlier\b|\bhere\s+called\b|\bhere,?\s+(?:we|you)\b|\bwe\s+have\s+(?:selected|used|set|added|created)\b|\bin\s+the\s+future\b",
    re.I,
)
# Labels that name a part of the text, not a thing to learn.
_GENERIC = re.compile(
    r"""(?:\W*(?:important\s+|side\s+|quick\s+|key\s+|pro\s+|please\s+|final\s+)?
      (?:notes?|tips?|warnings?|caution|remember|reminder|hint|fun\s+fact|important|attention|info|todo|bonus|disclaimer|takeaways?)\b.*
    | (?:step|part|phase|day|week|level|option|case|rule|question|answer|scenario|task|problem|solution|method|approach|way|user\s+story|lesson|module|chapter|section|line|row|column|world|person|speaker|iteration|round|pass)\s+(?:\#?\d+|[A-Z]|one|two|three|four|five)\b.*
    | .*\bexamples?\b.* | .*\b(?:best|good|bad|common)\s+(?:practices?|uses?|use\s+cases?|mistakes?|debugging|ways?)\b.*
    | (?:basic\s+|general\s+|common\s+)?syntax(?:\s+(?:for|of)\b.*)? | output | input | result | code | explanation | analysis | summary | conclusion | question | answer | outcome
    | (?:key\s+|main\s+|core\s+|common\s+|other\s+|additional\s+|basic\s+|built-in\s+)*(?:features?|benefits?|advantages?|disadvantages?|drawbacks?|limitations?|pros?|cons?|strengths?|weakness(?:es)?|differences?|concepts?|characteristics?|properties|attributes|parameters?|arguments?|methods|values|elements|operations?|steps|components|rules|points?|details|considerations|use\s+cases?|usage|uses?|applications?|techniques|tools|types|roles?|goals?|returns?|requirements|options|patterns|topics|facts|roles)
    | purpose | structure | traversal | memory | access | insert\b.* | delete\b.* | search(?:ing)? | overview | basics | recap | review | more\b.* | other\b.* | another\b.* | alternatives?
    | .*\b(?:time|space)\s+complexity(?:\s+of\b.*)? | complexity | worst\s+case | best\s+case | average\s+case | (?:best|worst|average)(?:[-\s]case)?\s+time.* | performance | efficiency | speed | cost | readability | scalability | simplicity | flexibility | security | consistency | maintainability | reusability | portability | (?:cross-)?compatibility | accessibility | debugging
    | (?:types?|kinds?|list|set|series|examples?|pros|cons|benefits?|advantages?|disadvantages?|importance|purpose|parts?|characteristics|properties|features|rules|steps|uses?|role|anatomy|basics|number|names?|ways?|when|comparison|differences?|methods?|tools|features|use)\s+(?:of|to|for|in|between|on)\b.*
    | (?:tools|ways|tips|rules|reasons|steps|things|resources|methods|properties|when|where|why|how|what|which|who|if|as|because|before|after|until|unless|once|while|for|in|on|at|by|with|without|to|from|like|unlike|note|first|second|third|fourth|fifth|finally|next|then|last|lastly|also|however|not|no|never|always|do|don't|don’t|avoid|yes|you|your|we|our|it|it's|this|these|that|those|they|their|there|here|today|some|any|many|most|all|each|every|both|only)\b.*
    | .*\b(?:vs\.?|versus)\b.* | .*\bdifferences?\b.* | .*\?$ | .*\b(?:is|are|was|were|has|have|can|can't|should|must|doesn't|don't|does)\b.*
    | \W*\d[\d.,:]*\W*%? | \d.*
    | (?:invalid|valid|wrong|right|correct|incorrect|good|bad|recommended|before|after|old|new|true|false|pro|con|easy|fast|slow|simple|minimal|great|massive|predictable|improved?|better|faster|easier|reduced|increased|enhanced|high|low|less|fewer|limited|no)\b(?!\s+(?:pass|order|fidelity|level|contrast|value))[\s-].*
    | (?:invalid|valid|wrong|right|correct|incorrect|good|bad|recommended|before|after|pros|cons)
    )""",
    re.I | re.X,
)
_TASK = re.compile(
    r"(?:using|creating|calling|accessing|adding|removing|defining|declaring|setting|getting|working|naming|importing|exporting|"
    r"iterating|looping|checking|installing|writing|reading|running|building|making|handling|updating|deleting|converting|"
    r"styling|combining|passing|returning|understanding|choosing|finding|changing|comparing|initializing|managing|testing|"
    r"applying|modifying|redeclaring|leveraging|improving|opening|closing|starting|viewing|connecting|selecting|inserting|"
    r"retrieving|displaying|formatting|storing|sorting|targeting|nesting|concatenating|extracting|replacing|splitting|merging|"
    r"avoiding|ensuring|keeping|providing|identifying|preventing|optimizing|breaking|customizing|configuring|embedding|cloning|"
    r"copying|implementing|ordering|grouping|filtering|joining|generating|controlling|specifying|validating|sending|fetching|"
    r"assigning|constructing|instantiating|overriding|reusing|rendering|resetting|reversing|enabling|disabling)\s+\S"
    r"|(?:use|create|call|access|add|remove|define|declare|set|get|make|write|read|run|build|keep|choose|check|test|try|avoid|"
    r"provide|ensure|update|delete|convert|break|find|start|stop|open|install|include|look|ask|give|put|identify|consider|"
    r"understand|learn|follow|focus|plan|review|place|apply|specify|limit|minimize|maximize|optimize|prevent|improve|reduce|"
    r"increase|handle|manage)\s+(?:a|an|the|your|of|to|for|with|all|it|up|out|if|in|on|as|clear|multiple|new|only|them|this|and)\b",
    re.I,
)
_STATUS = re.compile(r"\d{3}\s+[A-Z]")
_SAFE = re.compile(r"\b(?:operators?|nodes?|list)\s*(?:\([^()]*\))?$", re.I)
_VAGUE = re.compile(
    r"\b(?:a|one)\s+(?:specific|special|certain|particular|different)\s+(?:type|kind|case|form)\s+of\s+\w+\s*\.?$|\brelated\s+to\b|\bknown\s+as\b|\bkey\s+difference\b"
    r"|\b(?:important|essential|powerful|popular|useful|common|crucial|fundamental|great|key|vital|interesting|simple|basic|helpful|core|excellent|invaluable|incredibly)\s+(?:\w+\s+)?(?:\w+)(?:\s+(?:in|of|for)\s+(?:\w+\s*){1,4})?\.?$"
    r"|\bmost\s+(?:common|popular|important|used|widely|basic)\b|\bone\s+of\s+the\b|\bsimilar\s+to\b|\bvery\s+(?:important|useful|common|powerful)\b"
    r"|\bdifferent\s+(?:from|than)\b|\banother\s+(?:way|type|kind|one|common|popular)\b",
    re.I,
)
_PRONOUN = re.compile(r"(?:This|These|It|They|Its|Their)\b")
_WORDS = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*|\ue000+|[^\w\s]{2,}")
# What a sentence says of a thing's worth, and not what it is.
PRAISE = re.compile(
    r"\s*(?:an?|the|one)?\s*(?:(?:very|most|by\s+far|incredibly|extremely|especially|particularly|really|more|less|so|also|highly|quite|seen|made|defined\s+with)\s+)*"
    r"(?:powerful|important|essential|popular|great|crucial|useful|versatile|ideal|suitable|perfect|flexible|widely|seen|made|example|"
    r"common|key|fundamental|vital|helpful|good|best|excellent|convenient|easy|simple|handy|valuable|effective|another|other|able|"
    r"same|only|first|second|last|next|most|more|less|main|part|must|big|major|significant|better|bit|lot|number|few|different|necessary|"
    r"available|critical|integral|wonderful|similar|due|there|why|because|not|no|great|complex|tricky|beneficial|commonly|new|recent|moving|going)\b(?!-)",
    re.I,
)
_TELLS = re.compile(r"\b(?:that|which)\s+(?:will\s+|can\s+)?(?:allows?|lets?|helps?|enables?|provides?|returns?|is\s+used|are\s+used|contains?|stores?|represents?|takes?|holds?|you)\b|\bused\s+to\b|\bmeans\b")


def only_praise(shadow: str) -> bool:
    """Whether what follows "X is" speaks of worth or likeness and never says what X is or does."""
    return bool(PRAISE.match(shadow)) and not _TELLS.search(shadow)


FINITE = re.compile(
    r"\b(?:is|are|was|were|has|have|had|can|could|will|would|should|must|may|might|does|do|did|isn['’]t|aren['’]t|"
    r"doesn['’]t|don['’]t|can['’]t|won['’]t)\b",
    re.I,
)


def words(text: str) -> int:
    """How many words a text has (a code span counts as one)."""
    return len(_WORDS.findall(text))


def points_away(shadow: str) -> bool:
    """Whether a sentence leans on something outside it: an example, another lesson, the reader's screen."""
    return bool(_POINTS_AWAY.search(shadow))


def is_generic(label: str) -> bool:
    """Whether a label (the shadow of its flat text) names a part of the text or an action, and no term."""
    label = label.strip(" :\"'“”")
    if _STATUS.match(label) or _SAFE.search(label):
        return False
    return bool(_GENERIC.fullmatch(label) or _TASK.match(label))


def is_vague(shadow: str) -> bool:
    """Whether a defining sentence (without its term) says too little to stand alone."""
    return words(shadow) < 8 or bool(_VAGUE.search(shadow))


def with_next(flat: Flat, at: int, said_from: int, *, pronoun: bool = True, always: bool = False) -> tuple[int, int]:
    """The range of the sentence `at`, with the next one where the first says too little.

    `said_from` is where the sentence stops naming the term and begins to say something. The next one
    must begin with a pronoun; without `pronoun` any will do where the first only gives another name.
    With `always` the first is taken to say too little.
    """
    sentences = flat.sentences
    start, end = sentences[at]
    if not (always or is_vague(flat.shadow[said_from:end])) or at + 1 >= len(sentences):
        return start, end
    a, b = sentences[at + 1]
    following = flat.shadow[a:b]
    renamed = not pronoun and re.search(r"\b(?:known\s+as|called)\b", flat.shadow[said_from:end])
    goes_on = _PRONOUN.match(following) or renamed
    if goes_on and not points_away(following) and words(following) > 4 and not following.endswith((":", "?")):
        return start, b
    return start, end


def continues(shadow: str) -> bool:
    """Whether a sentence goes on about the thing before it ("It …", "These codes …")."""
    return bool(_PRONOUN.match(shadow))


# "In CSS, …": where a definition holds; not "In conclusion, …".
DOMAIN = (
    r"(?:in\s+(?!(?:conclusion|summary|this|these|the|that|those|our|your|addition|fact|short|general|other|contrast|most|many|"
    r"some|all|both|each|such|order|an?|it|here|case|particular|reality|practice|essence|simple)\b)[\w.+#-][\w.+# -]{0,28},\s+)?"
)

NOUN_STOP = frozenset(
    "although though because while whether once after before until unless if when since whenever imagine howeverthis these that those it they he she we you i there here what which who why how when where one another other some"
    " any many most all each every both first second third last next final difference differences value example"
    " purpose reason goal result output answer idea point way thing things problem question key main following same"
    " such rest code line lines number numbers only our your their its my his her".split()
)


def is_noun_phrase(shadow: str) -> bool:
    """Whether a sentence's subject (without article) may be a term: short, and not about the text itself."""
    tokens = shadow.replace(",", " , ").split()
    if not 1 <= len(tokens) <= 6 or "," in tokens:
        return False
    low = [token.casefold().strip("\"'“”") for token in tokens]
    if any(word in NOUN_STOP for word in low[:1]) or low[-1] in NOUN_STOP:
        return False
    small = {"to", "this", "these", "use", "uses", "need", "needs", "find", "make", "makes", "declared", "that", "which", "who", "if", "when", "is", "are", "was", "can", "will", "you", "we", "because", "as", "than", "it", "also", "not", "has", "have", "do", "does", "would", "should", "could", "but", "so"}
    if any(word in small for word in low) or any(token in ("and", "or") for token in tokens):
        return False
    return not (CODE in shadow and shadow.count(CODE) > 40)
