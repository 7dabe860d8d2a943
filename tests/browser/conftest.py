"""Chromium for the tests of this folder, and our sample cards as the real engine renders them.

They run with `pytest -m browser`. Without Chromium or without Anki's web pages (`pip install --no-deps aqt`) they
skip; where CI is set they fail instead, so that they cannot go missing unnoticed.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, ViewportSize, sync_playwright

from tests.browser.engine import Rendered, open_collection, render
from tests.browser.samples import SAMPLES
from tests.browser.screen import Client, web_assets

QUIET = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking"
    " --disable-component-update --disable-sync"
).split()
# MathJax says this of its own parts, on every page that shows a formula.
NOT_OURS = "No version information available for component"

Cards = dict[str, tuple[Rendered, ...]]
OpenClient = Callable[..., Any]


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark this folder's tests, before pytest chooses by mark."""
    for item in items:
        if item.path.is_relative_to(Path(__file__).parent):
            item.add_marker(pytest.mark.browser)


def _executable() -> str | None:
    return os.environ.get("LECTUREDECK_CHROMIUM") or next(
        filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None
    )


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """A headless Chromium."""
    executable = _executable()
    reason = ""
    if executable is None:
        reason = "no Chromium (set LECTUREDECK_CHROMIUM, or install the package chromium)"
    elif web_assets() is None:
        reason = "Anki's own pages are missing (pip install --no-deps aqt)"
    if reason:
        pytest.fail(reason) if os.environ.get("CI") else pytest.skip(reason)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=QUIET)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def cards(tmp_path_factory: pytest.TempPathFactory) -> Cards:
    """The cards of every sample by its name, rendered by the real engine."""
    collection = open_collection(tmp_path_factory.mktemp("collection"))
    made = {sample.name: render(collection, sample.note_type, sample.fields) for sample in SAMPLES}
    collection.close()
    return made


@pytest.fixture
def open_client(chromium: Browser) -> Iterator[OpenClient]:
    """Open a client: `open_client(SamePage, size=(390, 844), night=False, zoom=1, script=…, **context)`.

    `script` runs before any page's own. A client that complained fails the test when it ends.
    """
    opened: list[Client] = []

    def open_one(
        kind: type[Client],
        *,
        size: tuple[int, int] = (390, 844),
        night: bool = False,
        zoom: float = 1,
        script: str = "",
        **context: Any,
    ) -> Client:
        viewport = ViewportSize(width=size[0], height=size[1])
        made = chromium.new_context(viewport=viewport, has_touch=True, is_mobile=True, **context)
        if script:
            made.add_init_script(script)
        client = kind(made, night, zoom)
        opened.append(client)
        return client

    yield open_one
    for client in opened:
        client.context.close()
        assert [said for said in client.complaints if NOT_OURS not in said] == []
