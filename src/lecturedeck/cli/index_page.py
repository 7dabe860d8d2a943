"""The page in front of a release: what is in each deck, and how to import it on each client."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from urllib.parse import quote

from lecturedeck.anki.decks import MovedDecks
from lecturedeck.anki.publication import Publication
from lecturedeck.building.report import Built
from lecturedeck.cli.changes import BEFORE_IMPORT, WHY_DECKS, deck_lines
from lecturedeck.cli.terminal import size
from lecturedeck.text import counted

_PAGE = """<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>{title}</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<style>
body {{ font: 17px/1.5 system-ui, sans-serif; max-width: 44rem; margin: 2rem auto; padding: 0 1rem; }}
:root {{ color-scheme: light dark; }}
h2 {{ margin-top: 2rem; }} li {{ margin: .3rem 0; }}
</style>
<h1>{title}</h1>
{about}
<p>Version {version}: <a href="{changes}">what is new</a> · <a href="preview.html">all cards on one page</a></p>
{before}<h2>Decks</h2>
{decks}
<h2>How to import a deck</h2>
<ul>
<li><b>Anki on a computer:</b> open the file, or use File › Import; then click Sync for your phone.</li>
<li><b>AnkiDroid:</b> download the file on the phone and open it, or use the menu › Import.</li>
<li><b>AnkiMobile:</b> download the file on the iPhone or iPad and open it with Anki.</li>
</ul>
<p>Import a newer version in the same way: what you know keeps its schedule.</p>
<h2>License</h2>
<p>{license}</p>
{report}
</html>
"""


def index_page(packages: Sequence[Built], publication: Publication, version: str, decks: MovedDecks) -> str:
    """Return the page as HTML."""
    about = f"<p>{escape(publication.description)}</p>" if publication.description else ""
    address = publication.general_address
    report = f'<p>Found a mistake? <a href="{escape(address)}">Report a problem</a>.</p>' if address else ""
    return _PAGE.format(
        title=escape(publication.deck),
        about=about,
        version=escape(version),
        changes=f"CHANGES-{quote(version)}.md",
        before=_before(decks),
        decks="\n".join(map(_deck, packages)),
        license=escape(publication.license),
        report=report,
    )


def _before(decks: MovedDecks) -> str:
    """What to do with decks before an import; "" where there is nothing to do."""
    lines = "\n".join(f"<li>{escape(line)}</li>" for line in deck_lines(decks))
    return f"<h2>{BEFORE_IMPORT}</h2>\n<p>{WHY_DECKS}</p>\n<ul>\n{lines}\n</ul>\n" if lines else ""


def _deck(built: Built) -> str:
    name = built.target.name
    cards = sum(row.cards for row in built.rows)
    lectures = "\n".join(
        f"<li>{escape(row.title)}: {counted(row.tasks, 'task')}, {counted(row.facts, 'fact')}</li>"
        for row in built.rows
    )
    return (
        f'<h3><a href="{quote(name)}">{escape(name)}</a></h3>\n'
        f"<p>{counted(cards, 'card')}, {size(built.size)}</p>\n<ul>\n{lectures}\n</ul>"
    )
