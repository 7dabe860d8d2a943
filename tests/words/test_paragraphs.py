"""The language of each paragraph, written down only where the text is sure to show it."""

from __future__ import annotations

import pytest

from lecturedeck.words.paragraphs import with_languages

EN = "The pot is on the table and this is what you need for it."
DE = "Die Kanne steht auf dem Tisch, und das ist nicht der Deckel."
ES = "La tetera está en la mesa y esto es lo que se necesita para el té."
JA = "急須は食卓の上にあります。これはお茶を入れるために必要なものです。ふたは見つかりません。"


@pytest.mark.parametrize(
    ("html", "lang", "expected"),
    [
        (f"<p>{EN}</p>", "de", f'<p lang="en">{EN}</p>'),
        (f"<p>{DE}</p>\n<p>{EN}</p>", "de", f'<p>{DE}</p>\n<p lang="en">{EN}</p>'),
        (f"<ul><li>{DE}</li><li>{EN}</li></ul>", "en", f'<ul><li lang="de">{DE}</li><li>{EN}</li></ul>'),
        (f"<p>{EN}</p>", "ar", f'<p lang="en">{EN}</p>'),
        (f"<p>{JA}</p>", "en", f'<p lang="ja">{JA}</p>'),
        (f"<p>{ES}</p>", "zh-Hans", f'<p lang="es">{ES}</p>'),
        (EN, "ja", f'<span lang="en">{EN}</span>'),
        (EN, "en-GB", EN),
        (f"<p>{EN}</p>", "", f"<p>{EN}</p>"),
        ("<p>A pot, a cup, a cosy: all that a tea house has to sell.</p>", "de", None),  # too few small words
        (f"<p><code>{EN}</code></p>", "de", None),
        (f"<pre><code>{EN}</code></pre>", "de", None),
        (
            "<p>如果没有茶壶，就用杯子。The pot is what you need for it, and this is not on the table.</p>",
            "zh-Hans",
            None,
        ),
        ("<p>La pregunta es sobre la tetera, no sobre la mesa de la casa.</p>", "es", None),
        ("<p>Es geht um Tee, und um Kannen geht es auch, um Wasser aber nie.</p>", "de", None),
    ],
)
def test_a_paragraph_in_another_language_says_so(html: str, lang: str, expected: str | None) -> None:
    assert with_languages(html, lang) == (html if expected is None else expected)
