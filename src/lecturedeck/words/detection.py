"""The language of a text, told by its script and its commonest little words; only where that is sure."""

from __future__ import annotations

import re
import string
from collections import Counter

from lecturedeck.regex import regex

# What cannot tell: code, HTML, addresses, and what stands for another text.
# Nothing here goes past the next beginning of its own kind: what never ends must not be tried from each beginning.
_NOISE, _NOISE_AND_MAIL = [
    regex(
        r"^ {0,3}(```++|~~~++).*?^ {0,3}\1|`[^`]*`|<!--(?:(?!<!--).)*?-->|<[^<>]*>|https?://\S+"
        rf"{mail}|\bBLANK\b|--\w{{1,40}}--",
        re.DOTALL | re.MULTILINE,
    )
    for mail in ("", r"|[^\s@]{1,80}@\S+")  # which is tried at every letter, and seldom there
]
_WORD = regex(r"[^\W\d_]+(?:'[^\W\d_]+)?")
_SCRIPTS = {
    "han": regex(r"[\u3400-\u9fff]"),
    "kana": regex(r"[\u3041-\u30ff]"),
    "hangul": regex(r"[\uac00-\ud7a3]"),
    "arabic": regex(r"[\u0620-\u064a\u066e-\u06d3]"),
    "cyrillic": regex(r"[\u0400-\u04ff]"),
    "greek": regex(r"[\u0370-\u03ff]"),
    "hebrew": regex(r"[\u05d0-\u05ea]"),
    "devanagari": regex(r"[\u0900-\u097f]"),
    "latin": regex(r"[\u00c0-\u024f]"),  # and those of ASCII
}
_ASCII, _ASCII_LETTERS = bytes(range(128)), string.ascii_letters.encode()
# Characters that are written in one of the two scripts of Chinese only.
_SIMPLIFIED = frozenset("这个们来时说为会过对问题个学习进还没发现关开门间见车东书长马语请让认识点样应该")
_TRADITIONAL = frozenset("這個們來時說為會過對問題學習進還沒發現關開門間見車東書長馬語請讓認識點樣應該")
# Letters that one language of a script has, and its relatives have not.
_LETTERS = {
    "arabic": {"fa": "پچژگ", "ur": "ٹڈڑےں", "ar": "ةىأإ"},
    "cyrillic": {"uk": "іїєґ", "ru": "ыэёъ"},
}
_WORDS = {
    "en": "the and of to is that for it you with are this be on not what which from have when as can will she they"
    " our your has about been there would",
    "de": "der die das und ist nicht ein eine mit für auf den zu von sie wird wie im auch werden einen"
    " dem es um ich du dir dich aus bei nach oder als hat noch zum zur einer eines diese dieser"
    " dieses wenn man kann sind",
    "es": "el los las una que es en del con por para como se lo más está son cuando puede qué un y su"
    " la de no si te al sobre esta este estos pero porque entre",
    "fr": "le les des une est dans pour pas sur qui avec sont vous nous et du que plus ce cette au la"
    " il elle par comme ne se on tu je être",
    "it": "il gli della che di nel questo sono una per con è non più del come un si le dei anche alla"
    " la al nella alle questa quando perché o ma ho",
    "pt": "não uma com os dos da um do em que é para por são você ao na mais como se ou seu de o a no"
    " mas esta este quando pode",
    "sw": "na ya wa kwa ni katika hii kama au hiyo yako unaweza la za kuwa ili hivyo cha kwenye si",
    "nl": "het een van en niet voor met zijn dat op de worden wordt deze aan ook je naar uit bij",
    "pl": "nie jest się że to do na oraz dla jak który przez są może czy tego po od lub",
    "tr": "bir ve bu için ile olarak da de olan daha gibi çok ne kadar veya değil en sonra her",
    "id": "yang dan di untuk dengan ini dari pada adalah tidak akan atau dapat ke dalam anda itu sebagai",
    "vi": "là và của các một có trong được cho không với này những khi để người bạn từ thể",
}
_EVIDENCE = {language: frozenset(words.split()) for language, words in _WORDS.items()}
_SCRIPT_OF = {
    "zh": "han", "ja": "kana", "ko": "hangul", "ar": "arabic", "fa": "arabic", "ur": "arabic", "uk": "cyrillic",
    "ru": "cyrillic", "el": "greek", "he": "hebrew", "hi": "devanagari",
}  # fmt: skip
_ENOUGH = 8_000  # characters are looked at
_FEW = 40  # letters, below which no script is evidence
_SURE = 0.14  # of a text's words are little ones in its own language
_LIKELY = (
    0.1  # of a text's words are little ones, or of its letters in a script, if it may be in a language at all
)
_DIFFERENT = 3  # little words: one that is said again and again may be a word of another language
_LEAD = 1.6  # times as many as in any other


def detect(text: str, expected: str = "") -> str:
    """The BCP 47 tag of a text's language; "" where it is not sure. One that is expected needs fewer words."""
    text = text[:_ENOUGH]
    text = (_NOISE_AND_MAIL if "@" in text else _NOISE).sub(" ", text)
    written = text.encode(errors="replace")
    others = written.translate(None, _ASCII).decode()
    counts = Counter({name: len(letters.findall(others)) if others else 0 for name, letters in _SCRIPTS.items()})
    counts["latin"] += len(written) - len(written.translate(None, _ASCII_LETTERS))
    counts["han"] *= 2  # a character says more than a letter
    counts["kana"] *= 2
    counts["hangul"] *= 2
    total = sum(counts.values())
    if total < _FEW:
        return expected if counts["latin"] == total and _by_words(text, expected) == expected else ""
    if counts["kana"] > 0.1 * total and counts["kana"] + counts["han"] > 0.3 * total:
        return "ja"
    script, most = counts.most_common(1)[0]
    if most < 0.6 * total and not (script != "latin" and most > 0.3 * total):
        return ""
    match script:
        case "han":
            return _chinese(text)
        case "hangul":
            return "ko"
        case "greek":
            return "el"
        case "hebrew":
            return "he"
        case "arabic" | "cyrillic":
            return _by_letters(text, _LETTERS[script])
        case "latin":
            return _by_words(text, expected)
    return ""


def is_likely(text: str, language: str) -> bool:
    """Whether a text may well be in a language: many of its words or letters are. Quicker than to detect it."""
    language = language.partition("-")[0]
    if little := _EVIDENCE.get(language):
        words = text.lower().split()
        return _LIKELY * len(words) <= sum(map(little.__contains__, words))
    letters = _SCRIPTS.get(_SCRIPT_OF.get(language, ""))
    return letters is None or len(letters.findall(text)) >= _LIKELY * len(text)


def _chinese(text: str) -> str:
    only_simplified, only_traditional = _SIMPLIFIED - _TRADITIONAL, _TRADITIONAL - _SIMPLIFIED
    simplified = sum(letter in only_simplified for letter in text)
    traditional = sum(letter in only_traditional for letter in text)
    if simplified > 3 * traditional:
        return "zh-Hans"
    return "zh-Hant" if traditional > 3 * simplified else "zh"


def _by_letters(text: str, letters: dict[str, str]) -> str:
    counts = Counter({language: sum(map(text.count, own)) for language, own in letters.items()})
    (first, most), (_, second) = counts.most_common(2)
    return first if most > 2 * second else ""


def _by_words(text: str, expected: str) -> str:
    words = Counter(map(str.lower, _WORD.findall(text)))
    counts = Counter(
        {name: sum([words[word] for word in little & words.keys()]) for name, little in _EVIDENCE.items()}
    )
    (first, most), (_, second) = counts.most_common(2)
    if first != expected and len(_EVIDENCE[first].intersection(words)) < _DIFFERENT:
        return ""
    count = words.total()
    enough = 1 if first == expected else 8
    return first if count >= enough and most >= _SURE * count and most >= _LEAD * second else ""
