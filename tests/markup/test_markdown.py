"""The Markdown library reads what another CommonMark implementation reads, and its positions are true."""

import re
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from lecturedeck.markup.markdown import Node, Source, blocks, to_html
from tests.whole import CURRICULA, Curriculum

REFERENCE = MarkdownIt("commonmark").enable(["table", "strikethrough"])

SAMPLES = [
    "# Title\n\nA paragraph with *stress*, **weight**, `code` and [a link](https://tea.example).",
    "- one\n- two\n  - three\n\n    four\n\n1) five",
    "> quote\n> more\n\n```js\nlet a = 1;\n```\n\n    indented\n",
    "| a | b |\n|---|:-:|\n| `x` | ~~y~~ |",
    "Line one  \nline two\\\nline three\n\n---\n\nSetext\n======",
    "<div>\n*raw*\n</div>\n\n&copy; \\* <b>x</b> <!-- note -->",
    "![pot](pot.png 'title')\n\n[ref]\n\n[ref]: /there",
]


def normal(html: str) -> str:
    html = unescape(html).replace(" />", ">").replace("<s>", "<del>").replace("</s>", "</del>")
    html = re.sub(r' style="text-align: ?(\w+);?"', r' align="\1"', html)
    return re.sub(r"\s*(</?(?:tbody|thead|tr|td|th|table|li|ul|ol|p|blockquote)\b[^>]*>)\s*", r"\1", html).strip()


@pytest.mark.parametrize("markdown", SAMPLES)
def test_it_agrees_with_another_commonmark_library(markdown: str) -> None:
    assert normal(to_html(markdown)) == normal(REFERENCE.render(markdown))


@pytest.mark.parametrize("curriculum", CURRICULA, ids=str)
def test_it_agrees_with_another_commonmark_library_on_a_curriculum(curriculum: Curriculum) -> None:
    paths = sorted(curriculum.folder("english").glob("*/*.md"))
    files = [path for path in paths if b"--questions--" in path.read_bytes()]
    assert len(files) >= curriculum.questions
    for path in files[:: len(files) // 200 + 1]:
        body = path.read_text(encoding="utf-8").split("---\n", 2)[2]
        assert normal(to_html(body)) == normal(REFERENCE.render(body)), path


def walk(nodes: tuple[Node, ...]) -> list[Node]:
    return [found for node in nodes for found in (node, *walk(node.children))]


@given(st.text(st.characters(codec="utf-8", exclude_characters="\r\x00"), max_size=80) | st.sampled_from(SAMPLES))
def test_every_node_lies_inside_its_parent_and_the_file(text: str) -> None:
    source = Source(text.encode())

    def inside(nodes: tuple[Node, ...], start: int, end: int) -> None:
        for node in nodes:
            assert start <= node.start <= node.end <= end
            inside(node.children, node.start, node.end)

    inside(blocks(source), 0, len(source.data))
    ends = [0]
    for block in blocks(source):
        assert ends[-1] <= block.start < block.end
        ends.append(block.end)


def test_positions_count_characters_not_bytes() -> None:
    source = Source("é\nöü *x*".encode())
    (paragraph,) = blocks(source)
    stress = next(node for node in walk((paragraph,)) if node.kind == "emphasis")
    assert source.text(stress.start, stress.end) == "*x*"
    assert source.position(stress.start).line == 2
    assert source.position(stress.start).column == 4
