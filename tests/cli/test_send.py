"""`lecturedeck send`, on loopback: one file, once, and nothing else."""

from __future__ import annotations

import re
import socket
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.parse import unquote, urlsplit
from urllib.request import Request, urlopen

import pytest
from click.testing import Result

from lecturedeck.cli.offer import offered
from lecturedeck.cli.terminal import size
from tests.cli.terminals import on_terminal, shown, widest
from tests.conftest import small_package

Run = Callable[..., Result]
DATA = b"a package" * 1000


def status(url: str, method: str = "GET", data: bytes = DATA) -> int:
    try:
        with urlopen(Request(url, method=method), timeout=10) as answer:
            assert (answer.read() == data) is (method == "GET")
            return int(answer.status)
    except HTTPError as error:
        with error:
            return error.code if not error.read() else 0


def test_the_file_is_served_once_with_its_name() -> None:
    with offered("té pot.apkg", DATA, "127.0.0.1") as offer:
        assert offer.wait(0) is None
        with urlopen(offer.url, timeout=10) as answer:
            assert answer.read() == DATA
            assert answer.headers["Content-Type"] == "application/apkg"
            assert unquote(answer.headers["Content-Disposition"]).endswith("té pot.apkg")
        assert offer.wait(10) == "127.0.0.1"
        assert status(offer.url) == 404


def test_nothing_else_is_served(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "secret.txt").write_text("secret")
    with offered("a.apkg", DATA, "127.0.0.1") as offer:
        root = offer.url.removesuffix(urlsplit(offer.url).path)
        token = urlsplit(offer.url).path.split("/")[1]
        for path in ("/", "/a.apkg", "/secret.txt", f"/{token}/", f"/{token}", f"/{token}/../secret.txt",
                     f"/{token}/secret.txt", f"/{token[:-1]}/a.apkg", "//", f"/{token}/a.apkg?x"):  # fmt: skip
            assert status(root + path) == 404, path
        assert status(root + "/", "HEAD") == 404
        assert offer.wait(0) is None  # none of that counts as fetched


def test_a_look_at_the_address_does_not_use_it_up() -> None:
    with offered("a.apkg", DATA, "127.0.0.1") as offer:
        assert status(offer.url, "HEAD") == 200
        assert status(offer.url) == 200


def test_a_device_that_hangs_up_may_try_again() -> None:
    data = b"x" * 50_000_000  # more than the buffers of a connection hold
    with offered("a.apkg", data, "127.0.0.1") as offer:
        parts = urlsplit(offer.url)
        assert parts.port is not None
        with socket.create_connection(("127.0.0.1", parts.port), timeout=10) as early:
            early.sendall(f"GET {parts.path} HTTP/1.0\r\n\r\n".encode())
            assert early.recv(100).startswith(b"HTTP/1.0 200")
        for _ in range(1000):  # until the server has noticed
            try:
                with urlopen(offer.url, timeout=10) as answer:
                    assert len(answer.read()) == len(data)
                break
            except HTTPError as error:
                error.close()
        assert offer.wait(10) == "127.0.0.1"


def test_two_addresses_are_never_alike() -> None:
    with offered("a.apkg", DATA, "127.0.0.1") as one, offered("a.apkg", DATA, "127.0.0.1") as two:
        tokens = [urlsplit(offer.url).path.split("/")[1] for offer in (one, two)]
    assert tokens[0] != tokens[1]
    assert min(map(len, tokens)) >= 20


def test_the_command_says_what_it_does_sends_and_ends(tmp_path: Path) -> None:
    data = small_package(tmp_path / "pots.apkg")
    process = subprocess.Popen(
        [sys.executable, "-m", "lecturedeck", "send", "pots.apkg", "--address", "127.0.0.1"],
        cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
    )  # fmt: skip
    timer = threading.Timer(60, process.kill)
    timer.start()
    assert process.stdout is not None
    first = process.stdout.readline()
    assert first == f"Serving pots.apkg ({size(len(data))}) once, to a device on this network, for 10 minutes.\n"
    process.stdout.readline()
    url = process.stdout.readline().strip()
    assert re.fullmatch(r"http://127\.0\.0\.1:\d+/[\w-]{20,}/pots\.apkg", url)
    assert status(url, data=data) == 200
    rest, _ = process.communicate()
    timer.cancel()
    assert rest == "Fetched by 127.0.0.1; nothing is served any more.\n"
    assert process.returncode == 0
    with pytest.raises(URLError):
        urlopen(url, timeout=10)
    assert [path.name for path in tmp_path.iterdir()] == ["pots.apkg"]


@pytest.mark.parametrize("columns", [60, 120])
def test_a_terminal_shows_a_code_that_fits(columns: int) -> None:
    show = "echo_qr_code('http://192.168.100.200:54321/' + 'x' * 40)"
    output = on_terminal(columns=columns, program=f"from lecturedeck.cli.terminal import echo_qr_code; {show}")
    assert any(letter in shown(output) for letter in "▀▄█")
    assert widest(output) <= 60


def test_a_missing_or_dangerous_file_is_not_served(lecturedeck: Run, tmp_path: Path) -> None:
    result = lecturedeck("send", tmp_path / "missing.apkg")
    assert (result.exit_code, result.output) == (1, f"lecturedeck: {tmp_path}/missing.apkg: no such file\n")
    (tmp_path / "collection.apkg").write_bytes(DATA)
    result = lecturedeck("send", tmp_path / "collection.apkg", "--address", "127.0.0.1")
    assert result.exit_code == 1
    assert "would replace the whole collection" in result.output


@pytest.mark.parametrize("command", ["send", "push", "pull", "diff"])
def test_a_file_that_is_no_package_is_refused_first(
    lecturedeck: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "no.apkg").write_bytes(DATA)
    more = {
        "send": ["--address", "192.0.2.1"],
        "push": ["--url", "http://127.0.0.1:1"],
        "pull": ["missing.md"],
        "diff": ["no.apkg"],
    }
    result = lecturedeck(command, "no.apkg", *more[command])
    assert (result.exit_code, result.output) == (
        1, "lecturedeck: no.apkg: it is damaged, or no Anki package\n",
    )  # fmt: skip


def test_an_address_that_is_not_this_computers(lecturedeck: Run, tmp_path: Path) -> None:
    small_package(tmp_path / "a.apkg")
    result = lecturedeck("send", tmp_path / "a.apkg", "--address", "192.0.2.1")
    assert result.exit_code == 1
    assert "192.0.2.1:0: cannot serve" in result.output
