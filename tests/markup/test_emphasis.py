"""Emphasis beside letters of scripts that write no spaces."""

from __future__ import annotations

import pytest

from lecturedeck.markup.html import Renderer

render = Renderer()


@pytest.mark.parametrize(
    ("markdown", "html"),
    [
        ("**「茶」**は熱い。", "<strong>「茶」</strong>は熱い。"),
        ("熱い**「茶」**です。", "熱い<strong>「茶」</strong>です。"),
        ("这是**“茶”**吗？", "这是<strong>“茶”</strong>吗？"),
        ("**茶（chá）**是热的。", "<strong>茶（chá）</strong>是热的。"),
        ("**`pot`**는 뜨겁다.", "<strong><code>pot</code></strong>는 뜨겁다."),
        ("用*（热）*水。", "用<em>（热）</em>水。"),
        ("**茶**很好。", "<strong>茶</strong>很好。"),
        ("`热**「茶」**的` 茶", "<code>热**「茶」**的</code> 茶"),
        ("2*3*4 是 24", "2<em>3</em>4 是 24"),
        ("\\*\\*「茶」\\*\\*は", "**「茶」**は"),
        ("Tea **(hot)**now", "Tea **(hot)**now"),
    ],
)
def test_asterisks_mark_what_they_stand_around(markdown: str, html: str) -> None:
    assert render(markdown) == html
