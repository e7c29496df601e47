"""A small pack and a cache folder of its own for each test."""

from __future__ import annotations

from pathlib import Path
from shutil import copytree

import pytest

_PRELUDE = Path(__file__).parents[2] / "language" / "bad_meaning" / "prelude"


@pytest.fixture
def pack(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with policies that resolve; it is also where the test stands."""
    copytree(_PRELUDE, tmp_path / "pack")
    monkeypatch.chdir(tmp_path)
    return tmp_path / "pack"


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The cache folder; it does not exist yet."""
    monkeypatch.setenv("GAUGER_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache"
