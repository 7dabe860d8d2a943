"""What every template and the stylesheet must keep to, seen in their text alone."""

from __future__ import annotations

import re

import pytest

from lecturedeck.anki.notetypes import NOTE_TYPES, Side, asset, stylesheet, template_html

STEMS = [template.stem for note_type in NOTE_TYPES for template in note_type.templates]
SIDES: tuple[Side, Side] = ("front", "back")


@pytest.mark.parametrize("name", ["choice.js", "card.js", "style.css"])
def test_no_script_or_style_holds_what_anki_takes_for_a_field(name: str) -> None:
    assert "{{" not in asset(name)
    assert "}}" not in asset(name)


@pytest.mark.parametrize("name", ["choice.js", "card.js"])
def test_a_script_declares_nothing_global_and_leaves_the_apps_alone(name: str) -> None:
    code = re.sub(r"^ *//.*$", "", asset(name), flags=re.MULTILINE).strip()
    assert code.startswith("(function () {")
    assert code.endswith("})();")
    for word in (
        "localStorage",
        "pycmd",
        "AnkiDroidJS",
        "buttonAnswerEase",
        "preventDefault",
        "stopPropagation",
        "fetch(",
    ):
        assert word not in code
    # MathJax would be loaded for a card whose script holds its delimiters.
    assert not re.search(r"\\[(\[]", code)


@pytest.mark.parametrize("stem", STEMS)
def test_every_front_leans_on_one_plain_field(stem: str) -> None:
    """genanki works out from these which cards are empty."""
    plain = {"choice": "Question", "fact": "Prompt", "reverse": "Reverse prompt", "blank": "cloze:Text"}
    plain["extra"] = "Extra front"
    # Anki makes a card as soon as any field on its front says something, so the reverse card stands and falls
    # with its prompt: a fact that has a category only must not get one.
    front = re.sub(r"\{\{[#/](?:Reverse prompt|Extra front)\}\}", "", template_html(stem, "front"))
    outside = re.sub(r"\{\{[#^]([^}]+)\}\}.*?\{\{/\1\}\}", "", front, flags=re.DOTALL)
    assert "{{" + plain[stem] + "}}" in outside


@pytest.mark.parametrize("stem", STEMS)
@pytest.mark.parametrize("side", SIDES)
def test_a_side_names_only_fields_of_its_note_type(stem: str, side: Side) -> None:
    fields = next(
        set(note_type.field_names)
        for note_type in NOTE_TYPES
        for template in note_type.templates
        if template.stem == stem
    )
    named = {
        name.lstrip("#^/").removeprefix("cloze:")
        for name in re.findall(r"\{\{([^}]+)\}\}", template_html(stem, side))
    }
    assert named <= fields


@pytest.mark.parametrize("stem", ["choice", "blank"])
def test_no_front_holds_what_belongs_on_the_back(stem: str) -> None:
    front = template_html(stem, "front")
    for field in ("Feedback", "Explanation", "Passage"):
        assert field not in front


@pytest.mark.parametrize("stem", STEMS)
@pytest.mark.parametrize("side", SIDES)
def test_a_side_is_whole_without_any_file_beside_it(stem: str, side: Side) -> None:
    html = template_html(stem, side)
    assert "src=" not in html
    assert "url(" not in stylesheet()
    assert "@import" not in stylesheet()


# Contrast, as WCAG 2.1 defines it: text 4.5 to 1, what shows the state of a control 3 to 1.


def _palette(night: bool) -> dict[str, str]:
    light, dark = re.findall(r"\{\s*((?:--ld-[a-z-]+: [^;]+;\s*)+)", stylesheet())
    return dict(re.findall(r"--ld-([a-z-]+): (#[0-9a-f]{6});", dark if night else light))


def _luminance(colour: str) -> float:
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _contrast(one: str, other: str) -> float:
    high, low = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


GROUNDS = ("page", "surface", "sunken", "accent-soft", "right-soft", "wrong-soft", "code")
TEXT = [
    *(("text", ground) for ground in GROUNDS),
    *(("quiet", ground) for ground in ("page", "surface", "right-soft", "wrong-soft", "accent-soft")),
    *(("accent", ground) for ground in ("page", "surface", "accent-soft", "sunken", "right-soft", "wrong-soft")),
    ("on-accent", "accent"),
    ("right", "right-soft"),
    ("right", "surface"),
    ("wrong", "wrong-soft"),
    ("wrong", "surface"),
    *((f"token-{kind}", "code") for kind in ("keyword", "string", "comment", "number", "name", "type")),
    *((f"token-{kind}", "surface") for kind in ("keyword", "string", "comment", "number", "name", "type")),
    *((f"token-{kind}", "accent-soft") for kind in ("keyword", "string", "comment", "number", "name", "type")),
]


@pytest.mark.parametrize("night", [False, True], ids=["light", "dark"])
def test_every_text_colour_stands_out_from_every_ground_it_is_used_on(night: bool) -> None:
    palette = _palette(night)
    faint = {pair: round(c, 2) for pair in TEXT if (c := _contrast(palette[pair[0]], palette[pair[1]])) < 4.5}
    assert faint == {}


@pytest.mark.parametrize("night", [False, True], ids=["light", "dark"])
def test_the_edge_of_an_option_can_be_seen(night: bool) -> None:
    palette = _palette(night)
    for edge in ("edge", "accent"):
        for ground in ("page", "surface"):
            assert _contrast(palette[edge], palette[ground]) >= 3
