"""What is on a card already stays unchanged where it is safe, and is cleaned where it is not."""

from __future__ import annotations

import pytest

from lecturedeck.markup.safe import safe_audio, safe_html


@pytest.mark.parametrize(
    "html",
    [
        "Tea",
        "Tea &amp; milk",
        '<p class="ld"><bdi>tea</bdi></p>',
        '<img src="pot.png" alt="a pot">',
        '<a href="https://tea.example">tea</a>',
        "Pour [sound:pour.mp3] and [sound:sip.mp3] slowly",
        r"The pot holds \(2x\) cups",
        r"The pot holds \[2x\] cups",
        r"\(2x\)",
        "[sound:pour.mp3]",
        "<b>1 &lt; 2</b>",
    ],
)
def test_safe_html_is_not_touched(html: str) -> None:
    assert safe_html(html) == html


@pytest.mark.parametrize(
    ("html", "safe"),
    [
        ("tea\x1f", "tea"),
        ("<b>tea\x1f</b>", "<b>tea</b>"),
        ("<script>pour()</script>tea", "tea"),
        ('<b onclick="pour()">tea</b>', "<b>tea</b>"),
        ("tea < milk", "tea &lt; milk"),
        ("[latex]tea[/latex]", "&#91;latex]tea&#91;/latex]"),
        ("[sound:a/b.mp3]", "&#91;sound:a/b.mp3]"),
        ("[anki:play:q:0]", "&#91;anki:play:q:0]"),
        ('tea<img src="https://tea.example/pot.png">', "tea"),
        ('tea<img src="//tea.example/pot.png">', "tea"),
        ('tea<img src="file:pot.png">', "tea<img>"),
        ("[latex] [sound:pour.mp3] [latex]", "&#91;latex] [sound:pour.mp3] &#91;latex]"),
    ],
)
def test_what_would_run_or_be_fetched_goes(html: str, safe: str) -> None:
    assert safe_html(html) == safe


@pytest.mark.parametrize("html", [r"\(\unknown{tea}\)", r"\[\unknown{tea}\]", r"\(tea"])
def test_a_formula_that_a_build_would_not_write_is_text(html: str) -> None:
    assert safe_html(html) != html
    assert "\\(" not in safe_html(html)
    assert "\\[" not in safe_html(html)


@pytest.mark.parametrize(
    "value",
    [
        "",
        "[sound:pour.mp3]",
        " [sound:pour.mp3] [sound:sip.mp3] ",
        "[anki:tts lang=en_US]tea[/anki:tts]",
        "[anki:tts lang=en_US voices=Tea,Pot speed=0.9]tea[/anki:tts]",
    ],
)
def test_voices_and_recordings_may_be_heard(value: str) -> None:
    assert safe_audio(value) == value


@pytest.mark.parametrize(
    "value",
    ["tea", "[sound:pour.mp3] tea", "[anki:tts lang=en_US]<b>[/anki:tts]", "[anki:tts lang=tea]x[/anki:tts]"],
)
def test_nothing_else_may(value: str) -> None:
    assert safe_audio(value) == ""
