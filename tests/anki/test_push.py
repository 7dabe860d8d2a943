"""`lecturedeck push`, against a stand-in for AnkiConnect that speaks its protocol on a loopback port."""

from __future__ import annotations

import json
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

from lecturedeck.anki import push
from lecturedeck.anki.push import PushError, check_address
from tests.conftest import small_package

Run = Callable[..., Result]


class StandIn(ThreadingHTTPServer):
    """Answers as AnkiConnect does (plugin/__init__.py, handler): always 200, {"result", "error"}."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.requests: list[Any] = []
        self.actions = {"getActiveProfile", "guiImportFile"}
        self.profile: str | None = "Tea"
        self.key: str | None = None
        self.error: str | None = None
        self.raw: tuple[int, bytes] | None = None
        self.release = threading.Event()
        self.release.set()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"

    def handle_error(self, *_: object) -> None:
        """A client that gave up waiting is what one test is about."""

    def answer(self, request: Any) -> dict[str, Any]:
        if self.key is not None and request.get("key") != self.key:
            return {"result": None, "error": "valid api key must be provided"}
        if request["action"] not in self.actions:
            return {"result": None, "error": "unsupported action"}
        result = self.profile if request["action"] == "getActiveProfile" else None
        return {"result": result, "error": self.error}


class _Handler(BaseHTTPRequestHandler):
    server: StandIn

    def do_POST(self) -> None:
        request = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.requests.append(request)
        self.server.release.wait(10)
        status, body = self.server.raw or (200, json.dumps(self.server.answer(request)).encode())
        self.send_response(status)
        if status == 302:
            self.send_header("Location", "http://192.0.2.1/")
        self.send_header("Content-Type", "text/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


@contextmanager
def running() -> Iterator[StandIn]:
    server = StandIn()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield server
    finally:
        server.release.set()
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.fixture
def anki(monkeypatch: pytest.MonkeyPatch) -> Iterator[StandIn]:
    monkeypatch.delenv("ANKICONNECT_KEY", raising=False)
    with running() as server:
        yield server


@pytest.fixture
def package(tmp_path: Path) -> Path:
    path = tmp_path / "déck.apkg"
    small_package(path)
    return path


def test_the_import_dialog_is_asked_for(
    lecturedeck: Run, anki: StandIn, package: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By `guiImportFile` after a look at the profile, with the absolute path from any current folder."""
    monkeypatch.chdir(package.parent)
    result = lecturedeck("push", package.name, "--url", anki.url)
    assert result.exit_code == 0, result.output
    assert "Click Import" in result.output
    assert "sent to Anki (profile Tea)" in result.output
    assert "opened" not in result.output
    assert anki.requests == [
        {"action": "getActiveProfile", "version": 6, "params": {}},
        {"action": "guiImportFile", "version": 6, "params": {"path": package.resolve().as_posix()}},
    ]


def test_the_key_goes_along(
    lecturedeck: Run, anki: StandIn, package: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    anki.key = "secret"
    without = lecturedeck("push", package, "--url", anki.url)
    assert without.exit_code == 1
    assert "ANKICONNECT_KEY" in without.output
    monkeypatch.setenv("ANKICONNECT_KEY", "secret")
    assert lecturedeck("push", package, "--url", anki.url).exit_code == 0
    assert "secret" not in without.output


@pytest.mark.parametrize("profile", [None, ""])
def test_without_an_open_profile_nothing_is_sent(
    lecturedeck: Run, anki: StandIn, package: Path, profile: str | None
) -> None:
    """Anki shows its profile chooser; an import dialog on top of it could not import."""
    anki.profile = profile
    result = lecturedeck("push", package, "--url", anki.url)
    assert (result.exit_code, result.output.count("\n")) == (1, 1)
    assert "no profile is open in Anki" in result.output
    assert [request["action"] for request in anki.requests] == ["getActiveProfile"]


def test_an_older_add_on_does_not_say_the_profile(lecturedeck: Run, anki: StandIn, package: Path) -> None:
    anki.actions = {"guiImportFile"}
    result = lecturedeck("push", package, "--url", anki.url)
    assert result.exit_code == 0, result.output
    assert "sent to Anki. Click Import" in result.output


def test_no_anki(lecturedeck: Run, package: Path) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{free.getsockname()[1]}"
        result = lecturedeck("push", package, "--url", url)
    assert result.exit_code == 1
    assert result.output.startswith(f"lecturedeck: no answer at {url}: start Anki")
    assert result.output.count("\n") == 1


def test_an_add_on_that_is_too_old(lecturedeck: Run, anki: StandIn, package: Path) -> None:
    anki.actions = {"getActiveProfile", "importPackage"}
    result = lecturedeck("push", package, "--url", anki.url)
    assert result.exit_code == 1
    assert "AnkiConnect is too old" in result.output


def test_an_error_of_ankis(lecturedeck: Run, anki: StandIn, package: Path) -> None:
    anki.error = "the file is locked\nby another program"
    result = lecturedeck("push", package, "--url", anki.url)
    assert result.exit_code == 1
    assert result.output == "lecturedeck: Anki did not take the file: the file is locked by another program\n"


@pytest.mark.parametrize(
    "raw", [(200, b"AnkiConnect v.6"), (200, b"null"), (200, b'{"result": 1}'), (200, b""), (404, b""), (302, b"")]
)
def test_another_program_on_the_port(
    lecturedeck: Run, anki: StandIn, package: Path, raw: tuple[int, bytes]
) -> None:
    anki.raw = raw
    result = lecturedeck("push", package, "--url", anki.url)
    assert result.exit_code == 1
    assert "not AnkiConnect" in result.output
    assert result.output.count("\n") == 1
    assert len(anki.requests) == 1


def test_an_anki_that_does_not_answer(anki: StandIn, package: Path) -> None:
    anki.release.clear()
    with pytest.raises(PushError, match=r"did not answer in 0\.1 seconds"):
        push.push(package, anki.url, timeout=0.1)


@pytest.mark.parametrize(
    "url",
    [
        "http://192.0.2.1:8765",
        "http://example.org:8765",
        "http://127.0.0.1.example.org",
        "http://127.0.0.1@example.org",
        "http://0.0.0.0:8765",
        "https://127.0.0.1:8765",
        "file:///etc/passwd",
        "127.0.0.1:8765",
        "http://127.0.0.1:99999999",
        "http://[::1",
        "",
    ],
)
def test_no_other_computer_is_spoken_to(lecturedeck: Run, package: Path, url: str) -> None:
    result = lecturedeck("push", package, "--url", url)
    assert result.exit_code == 1
    assert "only to this computer" in result.output


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1:8765", "http://localhost:1", "http://[::1]:8765", "http://127.1.2.3"]
)
def test_every_name_of_this_computer_will_do(url: str) -> None:
    check_address(url)


def test_no_proxy_is_used(lecturedeck: Run, anki: StandIn, package: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        proxy = f"http://127.0.0.1:{free.getsockname()[1]}"
        monkeypatch.setenv("http_proxy", proxy)
        monkeypatch.setenv("no_proxy", "")
        assert lecturedeck("push", package, "--url", anki.url).exit_code == 0


def test_a_name_that_means_a_whole_collection_is_refused(lecturedeck: Run, anki: StandIn, tmp_path: Path) -> None:
    path = tmp_path / "collection.apkg"
    path.write_bytes(b"")
    result = lecturedeck("push", path, "--url", anki.url)
    assert result.exit_code == 1
    assert "whole collection" in result.output
    assert anki.requests == []


def test_a_missing_file_is_one_line(lecturedeck: Run, tmp_path: Path) -> None:
    result = lecturedeck("push", tmp_path / "missing.apkg")
    assert (result.exit_code, result.output) == (1, f"lecturedeck: {tmp_path}/missing.apkg: no such file\n")
