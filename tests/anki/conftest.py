"""The learner of all tests about packages."""

from __future__ import annotations

from pathlib import Path

import pytest
from anki.collection import Collection

from tests.anki.learner import (
    Learner,
    Run,
)


@pytest.fixture
def learner(lecturedeck: Run, collection: Collection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Learner:
    return Learner(lecturedeck, collection, tmp_path / "home", monkeypatch)
