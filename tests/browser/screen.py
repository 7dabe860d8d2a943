"""Anki's own pages in a headless browser: what a card meets on the desktop and on a phone.

`SamePage` is Anki's reviewer (desktop, AnkiDroid's new screen, AnkiWeb): its own HTML, CSS and script from
the `aqt` package, shown as aqt/reviewer.py shows it. `FreshPages` is AnkiDroid's classic viewer: a page of
its own for each side, with AnkiDroid's frame around the card.
"""

from __future__ import annotations

import importlib.util
import mimetypes
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from anki.sound import AV_REF_RE
from playwright.sync_api import BrowserContext, Page, Route

ORIGIN = "http://localhost"
NIGHT = " nightMode night_mode"
# aqt/sound.py writes this for each sound; a click goes to `pycmd`, which a test's page has not got.
_PLAY = (
    '<a class="replay-button soundLink" href=# onclick="return false;" draggable="false"><svg class="playImage"'
    ' viewBox="0 0 64 64" version="1.1"><circle cx="32" cy="32" r="29"/>'
    '<path d="M56.502,32.301l-37.502,20.101l0.329,-40.804l37.173,20.703Z"/></svg></a>'
)


def web_assets() -> Path | None:
    """Where the `aqt` package keeps the files of its pages; None where it is not installed."""
    spec = importlib.util.find_spec("_aqt")
    for place in (spec.submodule_search_locations or ()) if spec else ():
        folder = Path(place, "data", "web")
        if (folder / "js" / "reviewer.js").is_file():
            return folder
    return None


def _reviewer(night: bool) -> str:
    css = "".join(f'<link rel="stylesheet" href="/_anki/css/{name}.css">' for name in ("webview", "reviewer"))
    return (
        f'<!doctype html><html class="{"night-mode" if night else ""}" dir="ltr" lang="en"'
        f' data-bs-theme="{"dark" if night else "light"}"><head><title>main webview</title>'
        f'<meta name="viewport" content="width=device-width,initial-scale=1"><meta charset="utf-8">{css}</head>'
        f'<body class="isLin fancy{NIGHT if night else ""}">'
        "<script>window.bridgeCommand = window.pycmd = () => {};</script>"
        '<script src="/_anki/js/reviewer.js"></script>'
        '<div id="_mark" hidden>&#x2605;</div><div id="_flag" hidden>&#x2691;</div>'
        '<div id="qa" dir="auto"></div></body></html>'
    )


# What AnkiDroid's own script does on every page, whatever ours did before: card.js of its classic viewer.
_SCROLLS_UP = "<script>window.onload = function () { window.scrollTo(0, 0); };</script>"


def _android(html: str, ordinal: int, night: bool, zoom: float) -> str:
    classes = f"card card{ordinal + 1} mathjax-rendered{' night_mode nightMode' if night else ''}"
    return (
        '<!doctype html><html class="mobile android linux js" lang="en"><head><title>AnkiDroid Flashcard</title>'
        '<meta name="viewport" content="width=device-width,initial-scale=1"><meta charset="utf-8">'
        "<style>body{margin:0;padding:0;margin-bottom:30px}body.night_mode{color:white;background-color:black}"
        "#content{margin:.5em}.replaybutton span svg{min-width:32px;min-height:32px}</style>"
        f"{_SCROLLS_UP}</head>"
        f'<body class="{classes}" style="zoom: {zoom}"><div id="content" dir="auto">{html}</div></body></html>'
    )


@dataclass
class Client:
    """A client showing cards in a browser context. `complaints` collects what went wrong meanwhile: console
    errors and warnings, exceptions, and any request that leaves the page's own origin."""

    context: BrowserContext
    night: bool = False
    zoom: float = 1
    complaints: list[str] = field(default_factory=list)
    _pages: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        web = web_assets()
        assert web is not None
        self._pages["/reviewer.html"] = _reviewer(self.night)

        def answer(route: Route) -> None:
            path = route.request.url.removeprefix(ORIGIN).partition("?")[0]
            if not route.request.url.startswith(ORIGIN + "/"):
                self.complaints.append(f"asked the network for {route.request.url}")
                route.abort()
            elif path in self._pages:
                route.fulfill(body=self._pages[path], content_type="text/html; charset=utf-8")
            elif path.startswith("/_anki/") and (web / path[7:]).is_file():
                kind = mimetypes.guess_type(path)[0] or "application/octet-stream"
                route.fulfill(path=web / path[7:], content_type=kind)
            else:
                route.fulfill(status=204 if path == "/favicon.ico" else 404)

        self.context.route("**/*", answer)
        self.page = self.context.new_page()
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on(
            "console",
            lambda said: self.complaints.append(said.text) if said.type in {"error", "warning"} else None,
        )

    def front(self, html: str, ordinal: int = 0) -> Page:
        """Show the front of a card."""
        raise NotImplementedError

    def back(self, html: str, ordinal: int = 0) -> Page:
        """Show the back of the card whose front is shown."""
        raise NotImplementedError


class SamePage(Client):
    """One page for all cards and sides, and scripts run again for each."""

    def front(self, html: str, ordinal: int = 0) -> Page:
        """Show the front as aqt's `Reviewer._showQuestion` does."""
        if self.page.url != f"{ORIGIN}/reviewer.html":
            self.page.goto(f"{ORIGIN}/reviewer.html")
        classes = f"card card{ordinal + 1} isLin{NIGHT if self.night else ''} fancy"
        self._show("([html, classes]) => _showQuestion(html, '', classes)", [with_buttons(html), classes])
        return self.page

    def back(self, html: str, ordinal: int = 0) -> Page:
        """Show the back as aqt's `Reviewer._showAnswer` does: the body keeps the classes of the front."""
        assert f"card{ordinal + 1} " in str(self.page.evaluate("document.body.className"))
        self._show("([html]) => _showAnswer(html)", [with_buttons(html)])
        return self.page

    def _show(self, call: str, arguments: Sequence[str]) -> None:
        # The reviewer works through a queue; what is queued behind the card runs when the card stands.
        self.page.evaluate(call, list(arguments))
        self.page.evaluate("() => new Promise((done) => _queueAction(done))")


class FreshPages(Client):
    """A new page for each side, with sessionStorage as the only memory."""

    def front(self, html: str, ordinal: int = 0) -> Page:
        """Load the front as a page."""
        return self._load(html, ordinal)

    def back(self, html: str, ordinal: int = 0) -> Page:
        """Load the back as a page."""
        return self._load(html, ordinal)

    def _load(self, html: str, ordinal: int) -> Page:
        self._pages["/card.html"] = _android(with_buttons(html), ordinal, self.night, self.zoom)
        self.page.goto(f"{ORIGIN}/card.html")
        return self.page


def with_buttons(html: str) -> str:
    """A rendered side with Anki's play buttons in place of its sound marks."""
    return AV_REF_RE.sub(_PLAY, html)
