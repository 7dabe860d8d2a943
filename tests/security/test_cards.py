"""Nothing of a lecture runs on a card, makes a request, or plays a file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from anki.collection import Collection
from click.testing import Result

from lecturedeck.markup.formulas import is_formula
from lecturedeck.markup.html import Renderer
from lecturedeck.markup.safe import safe_audio, safe_html
from tests.conftest import (
    assert_healthy,
    blank_text,
    codes,
    import_package,
    lecture_text,
    note_fields,
    question_text,
    read,
)
from tests.curricula import structure, write_lecture
from tests.fuzz.checks import unsafe

Run = Callable[..., Result]
SPOKEN = "<!-- (Audio) Tom: Hi! -->\n\n# --questions--\n\n" + question_text()


def built(lecturedeck: Run, collection: Collection, text: str, folder: Path) -> list[dict[str, str]]:
    """The fields of all notes that a lecture gives in the real engine."""
    (folder / "tea.md").write_text(text)
    result = lecturedeck("build", folder / "tea.md", "-o", folder / "tea.apkg")
    assert result.exit_code == 0, result.output
    import_package(collection, folder / "tea.apkg")
    assert_healthy(collection)
    return note_fields(collection)


@pytest.mark.parametrize(
    "lang", ["en]x[/anki:tts]<script>alert(1)</script>", "_", "en us", "<b>", "e" * 40, "en_US]"]
)
def test_a_language_that_is_no_tag_is_a_problem_and_gives_no_voice(
    lecturedeck: Run, collection: Collection, tmp_path: Path, lang: str
) -> None:
    text = lecture_text(SPOKEN, lang=f"'{lang}'")
    assert [code for code, _ in codes(read(text))] == ["LD118"]
    for fields in built(lecturedeck, collection, text, tmp_path):
        audio = fields.pop("Audio")
        assert safe_audio(audio) == audio
        assert "<" not in audio
        assert [unsafe(value) for value in fields.values() if unsafe(value)] == []


@pytest.mark.parametrize(
    "comment",
    [
        "Tom: [sound:a.mp3]",
        "[sound: a.mp3]",
        "[anki: tts lang=en_US]x[/anki:tts]",
        "[sound:a.mp3]: Hi!",
        "Tom: [anki:play:q:0]",
        "Tom: </div><script>alert(1)</script>",
    ],
)
def test_a_spoken_comment_is_only_said(
    lecturedeck: Run, collection: Collection, tmp_path: Path, comment: str
) -> None:
    text = lecture_text(SPOKEN.replace("Tom: Hi!", comment), lang="en-US")
    for fields in built(lecturedeck, collection, text, tmp_path):
        audio = fields.pop("Audio")
        assert safe_audio(audio) == audio
        assert [unsafe(value) for value in fields.values() if unsafe(value)] == []


def test_names_in_an_address_play_nothing(lecturedeck: Run, collection: Collection, tmp_path: Path) -> None:
    block = "lecture-[sound:b.mp3]"
    structure(tmp_path, curriculum={"superblocks": ["tea"]}, superblocks__tea={"blocks": [block]})
    path = write_lecture(tmp_path, block, "w1", title="'[sound:c.mp3]<b>'")
    odd = "dashedName: '[sound:a.mp3]\"onclick=x'"
    path.write_text(path.read_text().replace("dashedName: teapots", odd))
    result = lecturedeck("build", tmp_path, "-o", tmp_path / "tea.apkg")
    assert result.exit_code == 0, result.output
    import_package(collection, tmp_path / "tea.apkg")
    (fields,) = note_fields(collection)
    assert "https://www.freecodecamp.org/learn/tea/" in fields["Lecture"]
    assert [unsafe(value) for value in fields.values() if unsafe(value)] == []


@pytest.mark.parametrize(
    "markdown",
    [
        "![a](<https://tea.example/[sound:a.mp3]>)",
        '<img src="https://tea.example/[sound:a.mp3]">',
        '<a href="https://tea.example/[sound:a.mp3]">a</a>',
        '<img src="[sound:a.mp3].png">',
        "![[sound:a.mp3]](a.png)",
        r"\\<wbr>(x\\<wbr>)",
        "`\\(x\\)` \\\\(x\\\\)",
        "&#91;sound:a.mp3]",
        "&#92;(x&#92;)",
        "<code dir=rtl class=right>a</code>",
    ],
)
def test_what_anki_runs_is_text_wherever_it_is_written(markdown: str) -> None:
    assert unsafe(Renderer()(markdown)) == ()
    assert "class=" not in Renderer()(markdown).replace('class="tex2jax_ignore"', "")


@pytest.mark.parametrize(
    "tex",
    [
        r"\style{background-image:url(https://evil.example/x)}{x}",
        r"\href{javascript:alert(1)}{x}",
        r"\class{right}{x}",
        r"\cssId{answer}{x}",
        r"\require{action}x",
        r"\mathtip{x}{y}",
        r"\def\x{\x\x}\x",
        r"\newcommand{\x}{\x}\x",
        r"\unicode[url(https://evil.example)]{x41}",
        r"\color{red;background:url(https://evil.example)}{x}",
        r"\begin{mmlToken}x\end{mmlToken}",
        r"x\)\(\style{a}{b}",
        r"\html{x}",
        "{" * 40 + "x" + "}" * 40,
        "x" * 3_000,
    ],
)
def test_a_formula_that_is_more_than_one_stays_text(tex: str) -> None:
    assert not is_formula(tex)
    for sign in ("$", "$$"):
        html = Renderer(math=True)(f"{sign}{tex}{sign}")
        assert r"\(" not in html.replace(r"\</span>(", "")
        assert r"\[" not in html.replace(r"\</span>[", "")


@pytest.mark.parametrize(
    "tex",
    [
        r"\frac{1}{2}",
        r"a \bmod b = \sqrt[3]{x^2} \times \sum_{i=1}^{n} i",
        r"\begin{cases} a & b \\ c & d \end{cases}",
        r"\left\{ x \in A \mid \text{hot} \right\}",
        r"\color{red}{x} + \textcolor{#ff0000}{y}",
        "E = mc^2",
    ],
)
def test_a_plain_formula_is_drawn(tex: str) -> None:
    assert is_formula(tex)
    assert Renderer(math=True)(f"${tex}$").startswith(r"\(")


SAFE = [
    "plain",
    "<p>a &amp; b</p>",
    '<ol class="options"><li>a</li></ol>',
    '<pre class="code"><code><span class="k">let</span> a</code></pre>',
    r"\(\frac{1}{2}\) and <span class=" + '"tex2jax_ignore">\\</span>(',
    "{{c1::tea}} &#91;sound:a.mp3] {&#123;c1",
    '<img src="tea-0123.png" alt="tea">',
    '<a href="https://tea.example">tea</a>',
    '<bdi dir="ltr">tea()</bdi>',
    "[sound:mine.mp3]",
]


@pytest.mark.parametrize("html", SAFE)
def test_a_field_that_is_safe_is_carried_unchanged(html: str) -> None:
    assert safe_html(html) == html


@pytest.mark.parametrize(
    "html",
    [
        "<script>alert(1)</script>",
        "<b onclick=alert(1)>a</b>",
        '<img src="https://evil.example/x.png">',
        '<img src=x onerror="alert(1)">',
        "<p style='background:url(https://evil.example)'>a</p>",
        '<a href="javascript:alert(1)">a</a>',
        "[anki:tts lang=en_US]x[/anki:tts]",
        "[latex]x[/latex]",
        r"\(\href{javascript:alert(1)}{x}\)",
        "<svg><style><img src=x onerror=alert(1)></style></svg>",
        "<!-- --!><script>alert(1)</script>",
        "<iframe src=https://evil.example></iframe>",
        "a\x1fb",
        "<b",
        "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
    ],
)
def test_a_field_that_is_not_safe_is_cleaned(html: str) -> None:
    assert unsafe(safe_html(html)) == ()
    assert safe_html(html) != html
    assert safe_html(safe_html(html)) == safe_html(html)


@pytest.mark.parametrize(
    "value", ["<script>x</script>", "[anki:tts lang=en_US]<b>x[/anki:tts]", "a[sound:a.mp3]", "x"]
)
def test_audio_that_is_no_voice_and_no_recording_is_dropped(value: str) -> None:
    assert safe_audio(value) == ""


CONTROL = ["\x1f", "\x00", "&#13;", "&#31;", "&#x1F;", "&#0;", "&#xd800;", "\ufffe"]


@pytest.mark.parametrize("sign", CONTROL)
@pytest.mark.parametrize(
    "body",
    [
        blank_text("A BLANK keeps? warm."),
        blank_text(blanks=(("co?sy", "It? is"),)),
        "# --questions--\n\n" + question_text("<div>\nWho? keeps tea warm\n</div>"),
    ],
)
def test_a_control_character_stops_nothing(
    lecturedeck: Run, collection: Collection, tmp_path: Path, body: str, sign: str
) -> None:
    text = lecture_text(body.replace("?", sign), lang="en-US")
    notes = built(lecturedeck, collection, text, tmp_path)
    assert notes
    for fields in notes:
        assert not set("".join(fields.values())) & set("\x00\x0d\x1f\ufffe")


@pytest.mark.parametrize("half", [r"\ud800", r"\udfff", r"\u001f", r"\u0000"])
def test_half_a_character_in_json_stops_nothing(
    lecturedeck: Run, collection: Collection, tmp_path: Path, half: str
) -> None:
    scene = f'# --scene--\n\n```json\n{{"commands": [{{"character": "A{half}", "dialogue": {{"text": "{half}x"}}}}]}}\n```\n'
    text = lecture_text(f"{scene}\n# --questions--\n\n{question_text()}", lang="en-US")
    assert built(lecturedeck, collection, text, tmp_path)
    assert lecturedeck("extract", tmp_path / "tea.md").exit_code == 0
