"""Lectures from a seed: grown from a grammar of what authors and attackers write, or mutated samples."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path
from random import Random

from lecturedeck.reading.markers import MARKERS
from tests.fixtures import cases

LARGEST = 64_000  # bytes

_WORDS = (
    "tea pot kettle leaf cosy water milk cup saucer is are a the of that means called 茶 水 شاي чай Tee"
    " 茶は葉です 「茶」とは、 茶壶（chá hú）是壶。 你好(nǐ hǎo) 차는 잎이다 ティー𠮷 é́́ 👩‍👩‍👧 עִבְרִית"
).split()
_SIGNS = list("<>&\"'`*_~[](){}!#\\$|:;=/-+.,?…\n\t ") + [
    "\n\n",
    "\\(",
    "\\)",
    "\\[",
    "](",
    "![",
    "\u202e",
    "\xa0",
]
_CONTROL = [
    "\x00",
    "\x07",
    "\x0b",
    "\x1b",
    "\x1f",
    "\x7f",
    "\x85",
    "\ufffe",
    "&#31;",
    "&#13;",
    "\r",
    "&#0;",
    "&#x1f;",
    "&#xd800;",
]
TAGS = (
    "script style iframe object svg math title textarea template noscript xmp plaintext b i em strong code pre p"
    " div span a img table tr td th ul ol li ruby rt wbr br details form input base link meta video audio source embed"
    " select option button marquee noembed font body html head frame"
).split()
ATTRIBUTES = [
    "onclick=alert(1)",
    'onerror="alert(1)"',
    "style='background:url(https://evil.example/x)'",
    'style="text-align:center;position:fixed"',
    "href=javascript:alert(1)",
    'href="java&#x0A;script:alert(1)"',
    'href="data:text/html,<script>alert(1)</script>"',
    "href=https://tea.example/[sound:a.mp3]",
    'src="https://evil.example/x.png"',
    "src=//evil.example/x.png",
    'src="\\\\evil.example\\x"',
    'srcset="https://evil.example/x 1x"',
    "class='math math-inline'",
    "class=mathjax",
    "id=answer",
    "lang=en",
    "dir='rtl'",
    'title="<img src=x onerror=alert(1)>"',
    "title='[sound:a.mp3]'",
    "ping=https://evil.example",
    "background=https://evil.example/x.png",
    "formaction=javascript:alert(1)",
]
PAYLOADS = [
    "[sound:a.mp3]",
    "[anki:tts lang=en_US]x[/anki:tts]",
    "[anki:play:q:0]",
    "[latex]\\input{/etc/passwd}[/latex]",
    "[$]x[/$]",
    "[$$]x[/$$]",
    "[SOUND:a.mp3]",
    "\\(x\\)",
    "\\[x\\]",
    "\\\\(x\\\\)",
    "\\\\<wbr>(x\\\\<wbr>)",
    "$\\frac{1}{2}$",
    "$\\style{background-image:url(https://evil.example/x)}{x}$",
    "$\\href{javascript:alert(1)}{x}$",
    "$$\\class{x}{y}\\cssId{a}{b}$$",
    "$\\require{action}\\mathtip{a}{b}$",
    "$\\def\\x{\\x\\x}\\x$",
    "$\\unicode[url(https://evil.example)]{x41}$",
    "{{c1::x}}",
    "{{Front}}",
    "{{c1::x::y}}",
    "}}",
    "::",
    "BLANK",
    "<!--",
    "-->",
    "<![CDATA[",
    "]]>",
    "<?x",
    "<!DOCTYPE x>",
    "</",
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    "<svg><style><img src=x onerror=alert(1)></style></svg>",
    "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "<title><img src=x onerror=alert(1)></title>",
    "![tea](https://evil.example/tea.png)",
    "![tea](tea.png)",
    "![tea](../../etc/passwd)",
    "![tea](<https://tea.example/[sound:a.mp3]>)",
    "[tea](javascript:alert(1))",
    "[tea](<javascript:alert(1)>)",
    "<javascript:alert(1)>",
    "[tea]: javascript:alert(1)",
    "[tea]",
    "<!-- (Audio) Tom: Hi! -->",
    "<!-- (audio) [sound:x.mp3] -->",
    "<!-- (Quiz audio)\nTom: a\nAna: [anki:tts lang=x] -->",
    "`你好 (nǐ hǎo)`",
    ":::note",
    ":::",
]
_LANGUAGES = [
    "en-US",
    "zh-CN",
    "es",
    "en]x[/anki:tts]<script>alert(1)</script>",
    "_",
    "a_b_c",
    "zh-Hans-CN",
    "x" * 99,
]
_INFO = [
    "js",
    "html",
    "css",
    "python",
    "json",
    "bash",
    "xml",
    "yaml",
    "c++",
    "nothing",
    "js onclick=x",
    '"><b>',
    "",
]


def lecture(seed: int) -> bytes:
    """A lecture of at most `LARGEST` bytes; the same for the same seed."""
    random = Random(seed)
    kind = random.random()
    if kind < 0.45:
        text = _grown(random)
    elif kind < 0.9:
        text = _mutated(random, random.choice(samples()))
    else:
        text = _mutated(random, _grown(random))
    data = text.encode("utf-8", "surrogatepass" if random.random() < 0.02 else "replace")
    return data[:LARGEST]


@cache
def samples() -> tuple[str, ...]:
    """Lectures and paragraphs of our own to mutate."""
    project = Path(__file__).parents[2]
    found = [path.read_text(encoding="utf-8") for path in sorted((project / "content").rglob("*.md"))]
    for path in sorted((project / "tests" / "reading" / "fixtures").glob("*.md")):
        found += ["---\nid: a\ntitle: Tea\ndashedName: tea\n---\n\n" + case.text for case in cases(path)]
    return tuple(found)


def _grown(random: Random) -> str:
    sections = (_questions, _quizzes, _blanks, _scene, _prose, _prose, _lost)
    body = "".join(random.choice(sections)(random) for _ in range(random.randint(1, 4)))
    return _front_matter(random) + body


def _front_matter(random: Random) -> str:
    lines = ["---", f"id: {_value(random, '5f00aa')}", f"title: {_value(random, 'Tea')}"]
    lines.append(f"dashedName: {_value(random, 'tea')}")
    if random.random() < 0.4:
        lines.append(f"lang: {_quoted(random.choice(_LANGUAGES))}")
    if random.random() < 0.2:
        lines.append(f"challengeType: {random.choice(['8', '19', '[1]'])}")
    if random.random() < 0.2:
        lines.append(_edits(random))
    if random.random() < 0.1:
        lines.insert(random.randrange(len(lines)) + 1, _odd_line(random))
    return "\n".join(lines) + "\n---\n\n"


def _edits(random: Random) -> str:
    def value() -> str:
        return _quoted(random.choice([_words(random, 2), _inline(random), _fact(random), random.choice(PAYLOADS)]))

    facts = ", ".join(
        random.choice(
            [
                f"{{term: {value()}, definition: {value()}}}",
                f"{{term: {value()}, definition: {value()}, category: {value()}}}",
                f"{{term: {value()}}}",
                f"{{term: [{value()}], definition: 1}}",
                value(),
            ]
        )
        for _ in range(random.randint(0, 3))
    )
    return f"lecturedeck: {{skip: [{random.choice([value(), value(), '1', '{a: b}', ''])}], facts: [{facts}]}}"


def _odd_line(random: Random) -> str:
    return random.choice(
        [
            f"{random.choice(['title', 'id', 'lang', 'dashedName', 'tea', '茶', '<b>'])}: {_inline(random)}",
            f"a: &a [*a, {_quoted(_inline(random))}]",
            "a: &a {b: *a}\n<<: *a",
            f"? {_inline(random)}\n: b",
            f"title: |\n  {_inline(random)}\n  {_inline(random)}",
            f"id: !!{random.choice(['python/object:os.system', 'binary', 'timestamp', 'float', 'set'])} x",
            f"id: {random.choice(['2026-01-01', '1e999', '.nan', '0x1F', '~', 'on', '1_000', '[]', '{}'])}",
            "lecturedeck: " + random.choice(["[" * 500, "{a: " * 300, "{{x}}", "- - - a", "1"]),
            "---",
            _inline(random),
        ]
    )


def _value(random: Random, plain: str) -> str:
    return plain if random.random() < 0.8 else _quoted(random.choice([_text(random), random.choice(PAYLOADS)]))


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''").replace("\n", " ") + "'"


def _questions(random: Random) -> str:
    answers = []
    for _ in range(random.randint(1, 4)):
        feedback = f"\n\n### --feedback--\n\n{_text(random)}" if random.random() < 0.5 else ""
        answers.append(_text(random) + feedback)
    number = random.choice(["1", "2", str(random.randint(-1, 9)), "9" * 400, "1.0", _text(random)])
    return (
        f"# --questions--\n\n## --text--\n\n{_text(random)}\n\n## --answers--\n\n"
        + "\n\n---\n\n".join(answers)
        + f"\n\n## --video-solution--\n\n{number}\n\n# --explanation--\n\n{_text(random)}\n\n"
    )


def _quizzes(random: Random) -> str:
    three = "\n\n---\n\n".join(_text(random) for _ in range(3))
    audio = f"#### --audio--\n\n```json\n{_json(random)}\n```\n\n" if random.random() < 0.3 else ""
    return (
        f"# --quizzes--\n\n## --quiz--\n\n### --question--\n\n#### --text--\n\n{_text(random)}\n\n"
        f"#### --distractors--\n\n{three}\n\n#### --answer--\n\n{_text(random)}\n\n{audio}"
    )


def _blanks(random: Random) -> str:
    sentence = " ".join(random.choice(["BLANK", _words(random, 3), random.choice(PAYLOADS)]) for _ in range(4))
    gaps = max(1, sentence.count("BLANK") + random.choice([0, 0, 0, 1]))
    blanks = "\n\n---\n\n".join(f"`{_inline(random)}`\n\n### --feedback--\n\n{_text(random)}" for _ in range(gaps))
    return f"# --fillInTheBlank--\n\n## --sentence--\n\n`{sentence}`\n\n## --blanks--\n\n{blanks}\n\n"


def _scene(random: Random) -> str:
    return f"# --scene--\n\n```json\n{_json(random)}\n```\n\n"


def _json(random: Random) -> str:
    text = random.choice(
        [r"\ud800", r"\u001f", "Hi!", "[sound:a.mp3]", "<b>x</b>", r"\u0000", "[/anki:tts]<script>"]
    )
    line = f'{{"character": "{text}", "dialogue": {{"text": "{text}"}}, "text": "{text}"}}'
    if random.random() < 0.15:
        return "[" * random.choice([50, 2_000, 20_000])
    return f'{{"commands": [{line}], "audio": {{"filename": "a"}}, "transcript": [{line}, {line}]}}'


def _prose(random: Random) -> str:
    name = random.choice(["description", "interactive", "instructions", "explanation"])
    return f"# --{name}--\n\n" + "\n\n".join(_text(random) for _ in range(random.randint(1, 5))) + "\n\n"


def _lost(random: Random) -> str:
    marker = random.choice(list(MARKERS))
    return f"{'#' * random.randint(1, 6)} --{marker}--\n\n{_text(random)}\n\n"


def _text(random: Random) -> str:
    return random.choice(_TEXTS)(random)


def _words(random: Random, count: int) -> str:
    return " ".join(random.choice(_WORDS) for _ in range(count))


def _inline(random: Random) -> str:
    return " ".join(
        random.choice([_words(random, 2), random.choice(PAYLOADS), random.choice(_SIGNS), _tag(random)])
        for _ in range(random.randint(1, 5))
    ).replace("\n", " ")


def _fact(random: Random) -> str:
    term = random.choice([_words(random, 1), random.choice(PAYLOADS)])
    return random.choice(
        [
            f"A **{term}** is {_inline(random)} that {_words(random, 4)}.",
            f"- **{term}**: {_inline(random)} {_words(random, 4)}",
        ]
    )


def _list(random: Random) -> str:
    mark = random.choice(["-", "1.", "*", "1)"])
    return "\n".join(f"{mark} {_inline(random)}" for _ in range(random.randint(1, 5)))


def _table(random: Random) -> str:
    row = f"| {_inline(random)} | {_inline(random)} |"
    return f"{row}\n|---|---|\n{row}\n{row}"


def _fence(random: Random) -> str:
    lines = "\n".join(_inline(random) for _ in range(random.randint(1, 4)))
    return f"```{random.choice(_INFO)}\n{lines}\n```"


def _html(random: Random) -> str:
    return "".join(_tag(random) + random.choice([_words(random, 1), random.choice(PAYLOADS)]) for _ in range(4))


def _tag(random: Random) -> str:
    name = random.choice(TAGS)
    if random.random() < 0.3:
        return f"</{name}>"
    attributes = "".join(" " + random.choice(ATTRIBUTES) for _ in range(random.randint(0, 2)))
    return f"<{name}{attributes}{random.choice(['>', '>', '>', '/>', ''])}"


def _formula(random: Random) -> str:
    inside = "".join(random.choice(["x", "^2", "\\frac{1}{2}", "{", "}", "\\", "\\text{a}"]) for _ in range(6))
    return random.choice([f"${inside}$", f"$${inside}$$", f"${inside}\\le y$"])


def _long(random: Random) -> str:
    piece = random.choice(_REPEATED)
    return piece * random.choice([10, 300, min(12_000, 60_000 // len(piece))])


_REPEATED = [
    ".", "…", "?", "a.", "1. ", "- ", "> ", "*", "**", "_", "`", "[", "![", "](", "<b>", "<b class=a id=b>",
    "<a href=x>",
    "<!--", "<!-- (audio) ", "<!-- (audio)" + " " * 50, "\x1b", "\x07", "茶", "茶 (chá) ", "BLANK ", "---\n\n",
    "#",    "$", "$a", "$a+", "\\(", "\\", "&", "&amp;", "|", "|a", "<p>", "<script>", "</p>", ":", ": ", "tea ", "(", ")",
    "~~", "a\n", "\n", " ", "\t", "**tea** is a pot. ", "- **tea**: pot\n", "<font color=red size=3>", "<table><tr><td>",
    "a:\n", "[a]: b\n", "[^", "http://a.b ", "《》", "“", "”", "'", '"', "x=", "==", "/*", "{{", "}}", "<i><u><s>",
]  # fmt: skip
_TEXTS: list[Callable[[Random], str]] = [
    lambda random: _words(random, random.randint(1, 12)),
    _inline, _inline, _fact, _fact, _list, _table, _fence, _html, _html, _formula,
    lambda random: random.choice(PAYLOADS),
    lambda random: random.choice(_CONTROL) + _words(random, 2),
    lambda random: _long(random) if random.random() < 0.1 else _inline(random),
]  # fmt: skip


def _mutated(random: Random, text: str) -> str:
    for _ in range(random.choice([1, 1, 2, 4, 8])):
        at = random.randint(0, len(text))
        end = min(len(text), at + random.choice([1, 3, 20, 200]))
        text = random.choice(_CHANGES)(random, text, at, end)
    return text


_CHANGES: list[Callable[[Random, str, int, int], str]] = [
    lambda _, text, at, end: text[:at] + text[end:],
    lambda _, text, at, end: text[:end] + text[at:],
    lambda random, text, at, end: text[:at] + text[at:end] * random.choice([2, 5, 50]) + text[end:],
    lambda random, text, at, _: text[:at] + random.choice(PAYLOADS) + text[at:],
    lambda random, text, at, _: text[:at] + random.choice(_SIGNS) + text[at:],
    lambda random, text, at, _: text[:at] + random.choice(_CONTROL) + text[at:],
    lambda random, text, at, _: text[:at] + _tag(random) + text[at:],
    lambda random, text, at, _: text[:at] + (_long(random) if random.random() < 0.2 else "") + text[at:],
    lambda _, text, at, end: text[:at] + text[at:end].swapcase() + text[end:],
    lambda random, text, at, end: text[:at] + "".join(random.sample(text[at:end], end - at)) + text[end:],
    lambda random, text, at, _: text[:at] + chr(random.randint(0, random.choice([255, 0xD7FF]))) + text[at:],
]  # fmt: skip
