"""A desktop and a phone that sync through a server: updates cost neither of them anything.

The phone is a collection of its own in a process of its own, once with this engine and once with the one that
AnkiDroid ships (anki 25.9.2): set LECTUREDECK_PHONE_PYTHON to a Python that has it.
"""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from lecturedeck.anki.identity import assign
from tests.anki import phone
from tests.anki.identity.test_lockfile import git
from tests.anki.learner import COLD, NAMES, POUR, TEA, WARM, Asked, Learner
from tests.conftest import assert_healthy, found_by_check

ADDED = Asked("How long does green tea stay in the pot?", (("An hour", "Bitter."), ("Two minutes", None)), 2)
FIXED = "Who keeps the tea warm in a pot?"
# A question and a definition edited, a question added in the middle, one deleted.
EDITED = replace(
    TEA,
    questions=(replace(WARM, text=FIXED), ADDED, COLD),
    facts=(("Spout", "a bent pipe for pouring that every pot has."), TEA.facts[1]),
)


@pytest.fixture
def endpoint(tmp_path: Path) -> Iterator[str]:
    """A sync server on loopback, ready to answer."""
    for _ in range(3):
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        environment = {
            **os.environ,
            "SYNC_USER1": f"{phone.USER}:{phone.PASSWORD}",
            "SYNC_HOST": "127.0.0.1",
            "SYNC_PORT": str(port),
            "SYNC_BASE": str(tmp_path / "server"),
            "RUST_LOG": "anki=error",
        }
        server = subprocess.Popen([sys.executable, "-m", "anki.syncserver"], env=environment)
        try:
            if answers(port, server):
                yield f"http://127.0.0.1:{port}/"
                return
        finally:
            server.terminate()
            server.wait(10)
    pytest.fail("the sync server did not start")


def answers(port: int, server: subprocess.Popen[bytes]) -> bool:
    """Whether the server takes a connection, before it ends or 1,000 attempts are made."""
    for _ in range(1_000):
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            try:
                server.wait(0.02)
            except subprocess.TimeoutExpired:
                continue
            return False
        return True
    return False


@pytest.fixture(params=["this engine", "AnkiDroid's engine"])
def phone_python(request: pytest.FixtureRequest) -> str:
    """The Python that runs the phone."""
    if request.param == "this engine":
        return sys.executable
    python = os.environ.get("LECTUREDECK_PHONE_PYTHON", "")
    if not python:
        pytest.skip("LECTUREDECK_PHONE_PYTHON names no Python with anki 25.9.2")
    version = subprocess.run(
        [python, "-c", "import anki.buildinfo; print(anki.buildinfo.version)"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout.strip()
    # The engine calls 25.9.2 by the name "25.09.2".
    assert [int(part) for part in version.split(".")] == [25, 9, 2], version
    return python


class Devices:
    """A desktop, a phone, and what the phone last had."""

    def __init__(self, learner: Learner, python: str, endpoint: str, folder: Path) -> None:
        self.learner, self.python, self.endpoint = learner, python, endpoint
        self.path = folder / "phone" / "collection.anki2"
        self.path.parent.mkdir()

    def phone(self, *steps: str) -> dict[str, Any]:
        """Let the phone do something; returns its collection."""
        command = [self.python, str(Path(phone.__file__)), str(self.path), self.endpoint, *steps]
        done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
        assert done.returncode == 0, done.stderr
        report: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
        assert found_by_check(report["message"]) == []
        return report

    def sync_desktop(self) -> dict[str, Any]:
        """Sync the desktop; returns its collection."""
        phone.sync(self.learner.collection, self.endpoint, upload=True)
        self.learner.collection.models._clear_cache()
        return phone.report(self.learner.collection)

    def start(self, *, study: bool = True) -> dict[str, Any]:
        """Both have the deck, the phone has studied it, and both know."""
        self.learner.build(replace(TEA, questions=(replace(WARM, text="Who keeps teh tea warm?"), POUR, COLD)))
        self.learner.build(TEA)
        self.learner.import_it()
        self.sync_desktop()
        before = self.phone("sync", *(("study", "sync") if study else ()))
        assert all(card[8] == study for card in before["cards"])
        same(self.sync_desktop(), before)
        self.learner.clock = 2_000_000_000
        return before

    def agree(self) -> dict[str, Any]:
        """Sync until both have heard of each other; returns what both have then."""
        self.sync_desktop()
        there = self.phone("sync")
        here = self.sync_desktop()
        same(here, there)
        assert_healthy(self.learner.collection)
        return here


@pytest.fixture
def devices(learner: Learner, phone_python: str, endpoint: str, tmp_path: Path) -> Devices:
    return Devices(learner, phone_python, endpoint, tmp_path)


def same(one: dict[str, Any], other: dict[str, Any]) -> None:
    for part in ("notes", "cards", "log"):
        assert one[part] == other[part], part


def kept(before: dict[str, Any], after: dict[str, Any], *, new: int) -> None:
    """No card and no line of the log has changed, and there are exactly so many new notes."""
    cards = {card[0]: card for card in after["cards"]}
    assert [cards[card[0]] for card in before["cards"]] == before["cards"]
    assert after["log"] == before["log"]
    assert len(after["notes"]) == len(before["notes"]) + new
    assert len({note[0] for note in after["notes"]}) == len(after["notes"])
    assert len(after["cards"]) == len(before["cards"]) + new


def text_of(report: dict[str, Any], start: str) -> list[str]:
    return [note[2] for note in report["notes"] if note[2].startswith(start)]


def test_an_update_reaches_the_phone_and_costs_it_nothing(devices: Devices) -> None:
    before = devices.start()
    devices.learner.update(EDITED)
    after = devices.agree()
    kept(before, after, new=1)
    assert len(before["notes"]) == len(NAMES)
    assert len(text_of(after, FIXED)) == len(text_of(after, ADDED.text)) == len(text_of(after, POUR.text)) == 1
    tags = {note[0]: note[3] for note in after["notes"]}
    untouched = [note for note in before["notes"] if note[2].startswith((COLD.text, "Lid"))]
    assert [tags[note[0]] for note in untouched] == [note[3] for note in untouched]
    assert all("mine" in note[3] for note in untouched)


@pytest.mark.parametrize("phone_python", ["this engine"], indirect=True)
def test_an_update_without_matching_gives_duplicates(devices: Devices) -> None:
    """The same, with the matching turned off: this is what it is for."""
    before = devices.start()
    devices.learner.remembers = "nothing"
    devices.learner.update(EDITED)
    after = devices.agree()
    with pytest.raises(AssertionError):
        kept(before, after, new=1)


def test_both_devices_import_the_same_package_before_they_sync(devices: Devices) -> None:
    before = devices.start()
    devices.learner.update(EDITED)
    devices.phone(f"import={devices.learner.package}")
    kept(before, devices.agree(), new=1)


@pytest.mark.parametrize("phone_python", ["this engine"], indirect=True)
def test_both_devices_import_different_builds_before_they_sync(devices: Devices) -> None:
    """Both builds hold the new question. It is one note, since its ids come from what it says."""
    before = devices.start()
    devices.learner.update(EDITED)
    devices.learner.build(replace(EDITED, questions=(replace(WARM, text=FIXED + "!"), ADDED, POUR, COLD)))
    devices.phone(f"import={devices.learner.package}")
    after = devices.agree()
    kept(before, after, new=1)


def test_the_phone_studies_on_while_the_desktop_updates(devices: Devices) -> None:
    """Reviews made on the phone before it hears of the update survive it."""
    devices.start(study=False)
    devices.learner.update(EDITED)
    studied = devices.phone("study")
    after = devices.agree()
    assert after["log"] == studied["log"] != []
    kept(studied, after, new=1)
    assert len(after["notes"]) == len(NAMES) + 1


def merged(learner: Learner) -> None:
    """The next release, from two branches: one rewords a question and adds one, the other edits a definition."""
    home = learner.folder
    (home / ".gitignore").write_text("*.apkg\n*.md\n")
    for arguments in (("init",), ("add", "-A"), ("commit", "-m", "Release")):
        git(home, *arguments)
    for branch, source in (
        ("left", replace(EDITED, facts=TEA.facts)),
        ("right", replace(EDITED, questions=TEA.questions)),
    ):
        git(home, "checkout", "-b", branch, "main")
        learner.build(source)
        git(home, "commit", "-am", branch)
        learner.package.unlink()
    git(home, "merge", "left")  # marks of a conflict are no matter
    learner.build(EDITED)
    learner.import_it()


def updated(memory: str) -> Callable[[Learner], None]:
    def update(learner: Learner) -> None:
        learner.remembers = memory
        learner.update(EDITED)

    return update


@pytest.mark.parametrize("phone_python", ["this engine"], indirect=True)
@pytest.mark.parametrize("matching", [True, False], ids=["", "without matching"])
@pytest.mark.parametrize(
    "release", [updated("lockfile"), updated("package"), merged], ids=["lockfile", "package", "merged branches"]
)
def test_an_update_reaches_the_phone_whatever_is_remembered_from(
    devices: Devices, release: Callable[[Learner], None], matching: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = devices.start()
    if not matching:
        monkeypatch.setattr(assign, "match", lambda *_: {})
    release(devices.learner)
    with nullcontext() if matching else pytest.raises(AssertionError):
        kept(before, devices.agree(), new=1)
