"""The lockfile: what it holds, how it merges, and what becomes of notes that move between packages."""

from __future__ import annotations

import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from lecturedeck.anki.identity import NAME, Lock, NewerLockfile, read_lock, write_lock
from lecturedeck.anki.identity.places import places
from lecturedeck.anki.notes import RETIRED
from lecturedeck.anki.package import read_package
from lecturedeck.building import run as running
from tests.anki.learner import COLD, LATER, NAMES, POUR, TEA, WARM, Asked, Learner, guids, guids_with, progress
from tests.conftest import lecture_text, question_text

ADDED = Asked("How long does green tea stay in the pot?", (("An hour", "Bitter."), ("Two minutes", None)), 2)
OTHER = Asked("Which leaves are rolled by hand before they dry?", (("Oolong", None), ("Mint", "A herb.")), 1)


def lock_of(folder: Path) -> Lock:
    lock = read_lock(folder)
    assert lock is not None
    return lock


def git(folder: Path, *arguments: str) -> str:
    settings = ("-c", "user.name=Author", "-c", "user.email=author@example.org", "-c", "init.defaultBranch=main")
    done = subprocess.run(
        ["git", *settings, *arguments], cwd=folder, capture_output=True, text=True, check=False, timeout=60
    )
    return f"{done.returncode} {done.stdout}{done.stderr}"


def test_one_note_a_line_in_an_order_that_never_changes(learner: Learner) -> None:
    learner.build(TEA)
    lines = (learner.folder / NAME).read_text().splitlines()
    notes = [line for line in lines if line.startswith('{"guid"')]
    assert len(notes) == len(NAMES)
    assert notes == sorted(notes)
    learner.build(replace(TEA, questions=TEA.questions[::-1], facts=TEA.facts[::-1]))
    again = [line for line in (learner.folder / NAME).read_text().splitlines() if line.startswith('{"guid"')]
    assert [line[:20] for line in again] == [line[:20] for line in notes]


def test_an_edited_note_changes_one_line(learner: Learner) -> None:
    learner.build(TEA)
    before = (learner.folder / NAME).read_text().splitlines()
    learner.build(TEA.with_question(0, text=WARM.text + "!"))
    after = (learner.folder / NAME).read_text().splitlines()
    assert sum(one != other for one, other in zip(before, after, strict=True)) == 1


def test_a_note_in_the_middle_changes_no_other_line(learner: Learner) -> None:
    learner.build(TEA)
    before = (learner.folder / NAME).read_text().splitlines()
    learner.build(replace(TEA, questions=(WARM, ADDED, POUR, COLD)))
    after = (learner.folder / NAME).read_text().splitlines()
    assert set(before) < set(after)
    assert len(after) == len(before) + 1


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ([], []),
        ([0, 0], [1000, 2000]),
        ([1000, 0, 2000], [1000, 1500, 2000]),
        ([0, 1000], [500, 1000]),
        ([3000, 1000, 2000], [500, 1000, 2000]),
        ([1, 0, 2], [1000, 2000, 3000]),
        ([1, 0, 3], [1, 2, 3]),
        ([0, 0, 6], [2, 4, 6]),
        ([-5, 7], [3, 7]),
        ([5, 5], [2, 5]),
        ([2000, 0, 1000], [333, 666, 1000]),
        ([1, 0], [1, 1001]),
    ],
)
def test_places_stay_where_they_can(before: list[int], after: list[int]) -> None:
    assert places(before) == after


def test_nothing_is_written_where_nothing_changed(learner: Learner) -> None:
    learner.build(TEA)
    time = (learner.folder / NAME).stat().st_mtime_ns
    learner.build(TEA)
    assert (learner.folder / NAME).stat().st_mtime_ns == time


def test_a_fresh_clone_builds_the_same_package(learner: Learner) -> None:
    """With a history that only the lockfile knows."""
    learner.build(TEA)
    learner.build(TEA.with_question(0, text=WARM.text + "!"))
    data = learner.package.read_bytes()
    learner.package.unlink()
    learner.clock = LATER
    assert "6 unchanged" in learner.build(TEA.with_question(0, text=WARM.text + "!")).output
    assert learner.package.read_bytes() == data


@pytest.mark.parametrize("clean", [True, False], ids=["cleanly", "with the marks of a conflict"])
def test_two_branches_merge(learner: Learner, clean: bool) -> None:
    """Each edits a question and adds one. After the merge every note is the one that it was on its branch."""
    home = learner.folder
    home.mkdir()
    git(home, "init")
    before = learner.start()
    if not clean:
        (home / ".gitattributes").unlink()
    (home / ".gitignore").write_text("*.apkg\n*.md\n")
    git(home, "add", "-A")
    git(home, "commit", "-m", "Release")
    left = replace(TEA, questions=(replace(WARM, text=WARM.text + "!"), ADDED, POUR, COLD))
    warm = WARM if clean else replace(WARM, text=WARM.text + "?")
    right = replace(TEA, questions=(warm, POUR, replace(COLD, text="Which pot is cold on a cold day?"), OTHER))
    known: dict[str, str] = {}
    for branch, source in (("left", left), ("right", right)):
        git(home, "checkout", "-b", branch, "main")
        learner.build(source)
        known |= {entry.text: entry.guid for entry in lock_of(home).entries.values()}
        git(home, "commit", "-am", branch)
        learner.package.unlink()
    merged = git(home, "merge", "left")
    assert merged.startswith("0" if clean else "1"), merged
    both = replace(TEA, questions=(left.questions[0], ADDED, POUR, right.questions[2], OTHER))
    result = learner.build(both)
    assert f"0 removed, {8 if clean else 7} unchanged" in result.output, result.output
    assert (home / NAME).read_text().count("<<<") == 0
    assert {entry.text: entry.guid for entry in lock_of(home).entries.values()}.items() <= known.items()
    learner.import_it()
    learner.keeps(
        before,
        renamed={WARM.text: left.questions[0].text, COLD.text: right.questions[2].text},
        changed=(WARM.text, COLD.text),
        new=(ADDED.text, OTHER.text),
    )


def test_a_line_that_cannot_be_read_costs_only_itself(learner: Learner) -> None:
    learner.build(TEA)
    path = learner.folder / NAME
    lines = path.read_text().splitlines(keepends=True)
    path.write_text("".join([*lines[:-1], lines[-1][:30] + "\n", "???\n"]))
    result = learner.build(TEA)
    assert f"{path}: 2 lines cannot be read" in result.output
    assert (learner.folder / f"{NAME}.bak").exists()
    assert len(lock_of(learner.folder).entries) == len(NAMES)
    assert "6 unchanged" in result.output, "the package knows the rest"


def test_a_lockfile_of_a_newer_version_is_refused(learner: Learner) -> None:
    learner.build(TEA)
    path = learner.folder / NAME
    path.write_text(path.read_text().replace("lecturedeck.lock 1", "lecturedeck.lock 2"))
    with pytest.raises(NewerLockfile):
        read_lock(learner.folder)
    data = learner.package.read_bytes()
    result = learner.build(TEA.with_question(0, text=WARM.text + "!"))
    assert result.exit_code == 1
    assert "written by a newer version of Lecturedeck" in result.output
    assert learner.package.read_bytes() == data


def test_what_is_written_is_read_again(learner: Learner, tmp_path: Path) -> None:
    learner.build(TEA)
    lock = lock_of(learner.folder)
    write_lock(tmp_path, lock)
    assert read_lock(tmp_path) == lock


def test_the_lockfile_is_never_trusted_over_content(learner: Learner) -> None:
    """It comes from another branch: what the lecture says is what counts, and it is newer than both."""
    learner.build(TEA)
    lock = (learner.folder / NAME).read_text()
    learner.import_it()
    learner.build(TEA.with_question(0, text=WARM.text + "!"))
    (learner.folder / NAME).write_text(lock)
    learner.package.unlink()
    assert "1 updated" in learner.build(TEA.with_question(0, text=WARM.text + "?")).output
    learner.import_it()
    assert WARM.text + "?" in progress(learner.collection)


def test_an_interruption_before_the_lockfile_costs_nothing(
    learner: Learner, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = learner.start()
    fixed = TEA.with_question(0, text=WARM.text + "!")
    with monkeypatch.context() as patch:
        patch.setattr(running, "write_lockfile", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
        learner.build(replace(fixed, questions=(*fixed.questions[:2], ADDED)))
    known = guids(learner.package)
    result = learner.build(replace(fixed, questions=(*fixed.questions[:2], ADDED)))
    assert "0 added, 0 updated, 1 removed, 6 unchanged" in result.output
    assert guids(learner.package) == known
    learner.import_it()
    learner.keeps(before, renamed={WARM.text: WARM.text + "!"}, changed=(WARM.text,), new=(ADDED.text,))


# What a build says.


def test_a_build_that_remembers_nothing_says_so_before_it_writes(learner: Learner) -> None:
    """Where packages were built before: in a repository, or on this computer. A first build says nothing."""
    first = learner.build(TEA)
    assert "remembered" not in first.output
    for options, said in (((), True), (("--new",), False)):
        learner.package.unlink()
        (learner.folder / NAME).unlink()
        result = learner.build(TEA, *options)
        assert ("warning: nothing is remembered of an earlier release" in result.stderr) == said
        assert "6 added" in result.output


def test_a_fresh_clone_without_a_lockfile_is_told(learner: Learner) -> None:
    learner.folder.mkdir()
    git(learner.folder, "init")
    assert "nothing is remembered of an earlier release" in learner.build(TEA).stderr


@pytest.mark.parametrize("lost", ["teapots.apkg", NAME])
def test_a_build_says_what_it_remembers_from(learner: Learner, lost: str) -> None:
    learner.build(TEA)
    (learner.folder / lost).unlink()
    result = learner.build(TEA)
    source = learner.package if lost == NAME else f"{learner.folder / NAME} (6 notes)"
    assert f"remembered from {source}" in result.output
    assert "6 unchanged" in result.output


# Several packages in one folder.


def lectures(learner: Learner, **questions: tuple[str, ...]) -> Path:
    """Lectures by the name of their file, each with its questions."""
    folder = learner.folder / "lectures"
    folder.mkdir(parents=True, exist_ok=True)
    for file in folder.iterdir():
        file.unlink()
    for name, texts in questions.items():
        text = lecture_text(
            "# --questions--\n\n" + "".join(map(question_text, texts)), id=name, title=name.title()
        )
        (folder / f"{name}.md").write_text(text.replace("dashedName: teapots", f"dashedName: {name}"))
    return folder


def build(learner: Learner, *options: object, **questions: tuple[str, ...]) -> str:
    learner.clock += 1
    learner.monkeypatch.setenv("SOURCE_DATE_EPOCH", str(learner.clock))
    return learner.run("build", lectures(learner, **questions), "-o", learner.folder / "decks", *options).output


POTS, CUPS = ("What keeps tea warm in a pot?", "What is a lid made of?"), ("What is a saucer for?",)


def test_a_question_that_moves_between_packages_is_not_removed(learner: Learner) -> None:
    build(learner, pots=POTS, cups=CUPS)
    decks = learner.folder / "decks"
    known = {**guids(decks / "pots.apkg"), **guids(decks / "cups.apkg")}
    output = build(learner, "-v", pots=POTS[:1], cups=(*CUPS, POTS[1]))
    assert "1 moved" in output
    assert guids_with(decks / "pots.apkg", RETIRED) == 0
    assert {**guids(decks / "pots.apkg"), **guids(decks / "cups.apkg")}.keys() == known.keys()


def test_a_package_of_another_build_keeps_its_notes(learner: Learner) -> None:
    """A build of some lectures says nothing about those of others in the same folder."""
    build(learner, pots=POTS, cups=CUPS)
    build(learner, cups=CUPS)
    assert sum(entry.retired > 0 for entry in lock_of(learner.folder / "decks").entries.values()) == 0
    assert "0 added, 0 updated, 0 removed, 2 unchanged" in build(learner, pots=POTS, cups=CUPS)


def test_a_package_with_another_name_takes_its_notes_along(learner: Learner) -> None:
    """A lecture has another file and name; what is deleted from it later is removed all the same."""
    build(learner, pots=POTS)
    decks = learner.folder / "decks"
    known = guids(decks / "pots.apkg").keys()
    build(learner, teapots=POTS)
    assert guids(decks / "teapots.apkg").keys() == known
    assert "1 removed, 1 unchanged" in build(learner, teapots=POTS[:1])


def test_a_package_that_is_not_in_the_lockfile_is_adopted(learner: Learner) -> None:
    build(learner, pots=POTS, cups=CUPS)
    decks = learner.folder / "decks"
    known = guids(decks / "pots.apkg").keys()
    write_lock(
        decks, Lock({guid: one for guid, one in lock_of(decks).entries.items() if "pots" not in one.packages})
    )
    build(learner, pots=(POTS[0] + "!", POTS[1]), cups=CUPS)
    assert guids(decks / "pots.apkg").keys() == known


def test_packages_that_hold_the_same_note_agree(learner: Learner) -> None:
    build(learner, pots=POTS)
    decks = learner.folder / "decks"
    learner.run("build", learner.folder / "lectures", "-o", decks / "all.apkg")
    learner.clock = LATER
    for _ in range(2):
        build(learner, pots=(POTS[0] + "!", POTS[1]))
        learner.run("build", learner.folder / "lectures", "-o", decks / "all.apkg")
    one, other = (read_package(decks / name).notes for name in ("pots.apkg", "all.apkg"))
    times = {note.guid: note.mod for note in one}
    assert times == {note.guid: note.mod for note in other}
    assert LATER + 1 in times.values()


# Stamping anew.


def test_restamp_reaches_a_learner_who_tagged_the_note(learner: Learner) -> None:
    learner.build(TEA)
    corrected = TEA.with_question(0, answers=(*WARM.answers[:2], ("A teaspoon", "It only stirs.")))
    learner.import_it()
    before = learner.start(TEA)
    learner.clock = 1_700_000_100
    learner.update(corrected)
    learner.keeps(before)
    learner.clock = LATER
    log = learner.update(corrected, "--restamp", "who keeps*")
    assert len(log.updated) == 1
    assert "A teaspoon" in progress(learner.collection)[WARM.text].fields[1]
    assert len(learner.update(corrected).updated) == 0


def test_restamp_names_a_whole_lecture(learner: Learner) -> None:
    learner.build(TEA)
    assert "6 updated" in learner.build(TEA, "--restamp", "teapots").output
    assert "6 updated" in learner.build(TEA, "--restamp", TEA.id).output
    result = learner.build(TEA, "--restamp", "no such note")
    assert "no note matches 'no such note'" in result.output
