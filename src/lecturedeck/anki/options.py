"""The options of a question as a card shows them: in which order, and which of them may change places.

"All of the above" makes no sense at the top, and "A and B" none where A has moved.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from lecturedeck.lecture import Option, Question
from lecturedeck.regex import regex
from lecturedeck.text import one_line, text_of, words_of

Order = Literal["shuffled", "kept", "lettered"]

# Options that speak of the other options, in the languages of the curriculum. Each is a whole option; what
# follows a comma or a dash explains it.
_OF_OTHERS = (
    # English
    r"(?:all|none|both|neither|either|any|each|some|two|three)(?: of)?(?: the| these| those)?(?: two| three)?"
    r" (?:above|below|these|those|them|others?"
    r"|(?:other |listed |given |mentioned )*(?:answers?|options?|choices?|statements?))"
    r"(?: (?:above|below|are|is)\b.*)?",
    r"(?:all|none|both|neither|either|any of them|all the above|none above|all three|(?:all|none) of the listed)",
    r"(?:all|none|both|neither|all three|all of them|both of them) (?:is|are) (?:correct|right|true|wrong|false)",
    r"(?:none|all) of the other.*",
    r"(?:both|neither|either) .{1,60} (?:and|nor|or) .{1,60}",
    # French
    r"(?:tou(?:te)?s|aucune?|les deux|ni l['’]une? ni l['’]autre)"
    r"(?: (?:les|des|de ces|ces|parmi les|d['’]entre (?:elles|eux)))?"
    r"(?: (?:deux|autres|réponses|choix|options|propositions|affirmations))*"
    r"(?: (?:ci-dessus|précédente?s|mentionnée?s|proposée?s|citée?s|sont \w+))?",
    # Spanish, Portuguese, Italian
    r"(?:l[ao]s|as|os|tutt[ei] e) (?:dos|tres|duas|dois|três|due|tre)(?: (?:anteriores|son correct[ao]s"
    r"|(?:estão )?corret[ao]s))?",
    r"(?:tod[ao]s?|ning[uú]n[ao]?|ambas|ambos|nada|todo)(?: de)?(?: las?| los?| lo)?(?: dos| otr[ao]s)?"
    r"(?: (?:(?:respuestas|opciones|alternativas) )?(?:anterior(?:es)?|de arriba|mencionad[ao]s?)|"
    r" (?:respuestas|opciones|alternativas|demás|otras|estas|estos|ellas|ellos|son correctas)(?: .*)?)?",
    r"(?:tod[ao]s|nenhum[ao]?|ambas|ambos|tudo|nada)(?: (?:as|os|das|dos|o|do|de))?"
    r"(?: (?:(?:respostas|opções|alternativas) )?(?:anterior(?:es)?|acima|citad[ao]s|mencionad[ao]s)|"
    r" (?:respostas|opções|alternativas|outras|outros|estas|estes|elas|eles|destas|destes|delas|deles)(?: .*)?)?",
    r"(?:tutt[eio]|nessun[ao]?|entramb[ei]|niente)(?: (?:le|i|gli|delle|dei|degli|di))?"
    r"(?: (?:(?:risposte|opzioni) )?(?:precedenti|sopra|elencat[ei]|di cui sopra|quanto sopra)|"
    r" (?:risposte|opzioni|altre|altri|queste|questi|loro)(?: .*)?)?",
    # German
    r"alle (?:zwei|drei|vier)(?: (?:sind|stimmen|treffen).*)?",
    r"(?:alles?|keine?[rs]?|beide[s]?|nichts)(?: (?:der|die|davon|von|von beiden|beiden))?"
    r"(?: (?:(?:oben )?genannten?|obigen|oben|vorherigen|vorstehenden|anderen|antworten|optionen|möglichkeiten))*"
    r"(?: (?:ist|sind|treffen|trifft) .*)?",
    # Ukrainian
    r"(?:(?:усі|всі|усе|все|жоден|жодна|жодне|нічого|обидва|обидві|обидвоє)(?: (?:з|із|зі))?"
    r"(?: (?:перелічен|перерахован|вищезазначен|вищевказан|вищенаведен|наведен|зазначен|вказан|назван)\w*"
    r"| цих| них| інших"
    r"| вище| варіант\w*| відповід\w*)*(?: .{0,20})?)",
    # Arabic
    r"(?:كل|جميع|لا شيء|ولا واحد|ليس أي|لا أي|أي)\s(?:من\s)?(?:ما|مما|الخيارات|الإجابات|الاجابات|هذه)\b.*"
    r"|كلاهما|كلتاهما|جميعها|كلا? (?:الخيارين|الإجابتين|الاجابتين|الأمرين).*"
    r"|(?:لا شيء|لا أحد|لا أي|ليس أي|ليس أيا|ليس أيًا|أي)\s(?:من|مما)"
    r"\s(?:ذلك|سبق|ذكر|هذه|هؤلاء|الخيارات|الإجابات).*"
    r"|(?:لا أحد|ليس أيا|ليس أيًا) مما.*",
    # Swahili
    r"(?:majibu |chaguo )?(?:yote|zote|wote|vyote|hakuna)(?: (?:mawili|mbili|hata moja|kati))?"
    r"(?: (?:ya|za|yaliyo|zilizo|hapo juu|yaliyotajwa|zilizotajwa|hizi|haya|majibu|chaguo).*)?",
    # Chinese
    r"(?:以上|上述|前述|前面|上面)(?:.{0,8})|(?:所有|全部)(?:以上|上述|选项|選項|答案|都|皆|均).{0,6}"
    r"|(?:两者|兩者|二者)(?:都|皆|均).{0,4}|(?:都|皆)(?:不?是|不?对|不?對|非)|三者(?:都|皆|均).{0,4}"
    r"|(?:没有|沒有)(?:一个|一個|任何一个|任何一個)(?:正确|正確|对|對|是对的|是對的)?",
    # Japanese
    r"(?:上記|以上|上)の?(?:すべて|全て|全部|いずれ|どれ|両方|どちら).{0,8}|(?:すべて|全て)(?:正しい|該当.{0,4})"
    r"|(?:いずれ|どれ|どちら)(?:も|でも).{0,6}|両方(?:とも)?",
    # Korean
    r"위(?:의|에)?\s?(?:모든|모두|어느|보기|항목|것|내용).{0,14}|모두\s?(?:정답|해당|맞|아니|옳).{0,6}"
    r"|(?:해당|정답)\s?없음|둘\s?다.{0,6}",
)
# Those that speak of the options above them only.
_OF_ABOVE = regex(r"\b(?:above|anterior(?:es)?|acima|precedenti|oben|obigen|вище\w*)\b|سبق|以上|上述|上記|위")
_SPEAKS = regex(rf"(?:{'|'.join(_OF_OTHERS)})(?:[,;:–—-].*)?", re.IGNORECASE)
# Options that name others by letter or by place: "A and B", "the first two", "answers 1 and 3".
_AND = r"(?:,|/|&|\+|and|or|nor|but not|y|o|ni|e|ou|und|oder|et|і|та|або|و|أو|na|au|[和与與及或と、와과및])"
_BEFORE = (
    r"(?:(?:both|only|neither|options?|answers?|choices?|statements?|ambas|ambos|solo|sólo|opciones|respuestas|opções"
    r"|apenas|entrambe|sowohl|nur|antworten|обидва|тільки|лише|варіанти|відповіді|选项|選項|答案|只有|選択肢|보기)\s*)*"
)
_LETTER = r"\(?([A-HА-Еأبجد])[).]?"
_LETTERS = regex(rf"{_BEFORE}{_LETTER}(?:\s*{_AND}\s*{_LETTER})+\W*", re.IGNORECASE)
_PLACES = regex(
    rf"{_BEFORE}\(?\d\)?(?:\s*{_AND}\s*\(?\d\)?)+\W*"
    r"|(?:both |all |only )?the (?:first|last|second|third|former|latter)"
    r"(?: two| three| and (?:the )?(?:second|third|last))?"
    r"(?: (?:options?|answers?|choices?|statements?))?\W*"
    r"|(?:las|los|as|os|le|i|die)? ?(?:dos primer[ao]s|primer[ao]s dos|duas primeiras|dois primeiros"
    r"|prime due|primi due|ersten beiden|beiden ersten)(?: \w+)?\W*|(?:перші дві|перші два)(?: \w+)?\W*"
    r"|前[两兩二][个個项項者].{0,4}|最初の(?:二|2)つ.{0,4}|처음 두.{0,6}",
    re.IGNORECASE,
)
_LONE_LETTER = regex(r"(?<![a-zа-яأ-ي])[a-hа-еأبجد](?![a-zа-яأ-ي])", re.IGNORECASE)
_NAMES_OPTIONS = regex(r"\b(?:first|second|third|former|latter|option|answer)s?\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Layout:
    """The options in the order of the card; those in `last` stay there, in their order, when it is shuffled."""

    options: tuple[Option, ...]
    order: Order
    last: frozenset[int]


def layout_of(question: Question) -> Layout:
    """How a question's options are laid out."""
    options = list(question.options)
    if question.quiz is not None:
        # The curriculum writes a quiz's right answer last; an order drawn from the texts gives nothing away
        # and stays the same in every build.
        options.sort(key=lambda option: hashlib.sha256(f"{question.text}\0{option.text}".encode()).digest())
    plain = [_plain(option) for option in options]
    if question.quiz is None:
        order = _order(plain, words_of(question.text))
        if order != "shuffled":
            return Layout(tuple(options), order, frozenset())
    speaking = [number for number, text in enumerate(plain) if _SPEAKS.fullmatch(text)]
    if question.quiz is None and any(_in_the_middle(number, speaking, plain) for number in speaking):
        return Layout(tuple(options), "kept", frozenset())
    others = [number for number in range(len(options)) if number not in speaking]
    laid_out = tuple(options[number] for number in [*others, *speaking])
    return Layout(laid_out, "shuffled", frozenset(range(len(others), len(options))))


def speaks_of_others(option: Option) -> bool:
    """Whether an option speaks of the other options, such as "All of the above"."""
    return _SPEAKS.fullmatch(_plain(option)) is not None


def _order(texts: Sequence[str], question: str) -> Order:
    """Whether options name each other by letter or place, which holds only in the order of the lecture."""
    for text in texts:
        letters = _LETTERS.fullmatch(text)
        if letters and not _are_names(text, question, texts):
            return "lettered"
        if _PLACES.fullmatch(text) and _count_named(texts) <= 1 and not _speaks_of_places(question):
            return "kept"
    return "shuffled"


def _are_names(text: str, question: str, texts: Sequence[str]) -> bool:
    """Whether the letters of an option are names of things: in the question, or alone in another option."""
    said = {*_LONE_LETTER.findall(question), *(other for other in texts if len(other) == 1)}
    return said.issuperset(_LONE_LETTER.findall(text))


def _speaks_of_places(question: str) -> bool:
    """Whether "the first" of an option may be a thing of the question."""
    return _NAMES_OPTIONS.search(question) is not None


def _count_named(texts: Sequence[str]) -> int:
    """How many options are places and nothing else: where most are, they are answers, such as "1, 2"."""
    return sum(_PLACES.fullmatch(text) is not None for text in texts)


def _in_the_middle(number: int, speaking: Sequence[int], texts: Sequence[str]) -> bool:
    """Whether an option speaks of those above it and has others below it."""
    below = range(number + 1, len(texts))
    return _OF_ABOVE.search(texts[number]) is not None and any(other not in speaking for other in below)


def _plain(option: Option) -> str:
    """The words of an option; of one that is all code ("None" is a value), nothing."""
    if option.text.startswith("<code>") and option.text.endswith("</code>"):
        return ""
    return one_line(text_of(option.text)).rstrip(".!。 ")
