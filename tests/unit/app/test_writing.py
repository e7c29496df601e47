"""A file is replaced whole or not at all."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

from gauger.app.asking import keep
from gauger.app.writing import replace_file


def beside(path: Path) -> list[str]:
    return sorted(entry.name for entry in path.parent.iterdir())


@pytest.fixture
def path(tmp_path: Path) -> Path:
    found = tmp_path / "gauger.yaml"
    found.write_bytes(b"before\n")
    found.chmod(0o640)
    return found


def test_a_file_gets_its_new_content_and_keeps_its_mode(path: Path) -> None:
    replace_file(path, b"after\n")
    assert (path.read_bytes(), path.stat().st_mode & 0o777, beside(path)) == (b"after\n", 0o640, ["gauger.yaml"])


@pytest.mark.parametrize("broken", ["gauger.app.writing.os.fdopen", "pathlib.Path.chmod", "pathlib.Path.replace", "tempfile.mkstemp"])
def test_whatever_fails_on_the_way_leaves_the_file_and_nothing_beside_it(broken: str, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: Any, **__: Any) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(broken, fail)
    with pytest.raises(OSError, match="No space left"):
        replace_file(path, b"after\n")
    monkeypatch.undo()
    assert (path.read_bytes(), beside(path)) == (b"before\n", ["gauger.yaml"])


def test_an_interrupt_leaves_nothing_either(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_: Any, **__: Any) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("pathlib.Path.replace", interrupt)
    with pytest.raises(KeyboardInterrupt):
        replace_file(path, b"after\n")
    assert (path.read_bytes(), beside(path)) == (b"before\n", ["gauger.yaml"])


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is read-only to the superuser")
def test_a_read_only_folder_is_a_mistake_with_a_reason(path: Path) -> None:
    path.parent.chmod(0o500)
    try:
        mistakes = keep(path, "after\n")
    finally:
        path.parent.chmod(0o700)
    assert [(m.code, m.message) for m in mistakes] == [("G463", f"`{path}` cannot be written: permission denied")]
    assert path.read_bytes() == b"before\n"


def test_a_file_that_went_away_is_a_mistake_with_a_reason(path: Path) -> None:
    path.unlink()
    mistakes = keep(path, "after\n")
    assert [(m.code, m.message) for m in mistakes] == [("G463", f"`{path}` cannot be written: no such file or directory")]
    assert beside(path) == []


def test_a_link_stays_a_link_and_what_it_names_is_written(path: Path) -> None:
    link = path.with_name("link.yaml")
    link.symlink_to(path)
    replace_file(link, b"after\n")
    assert link.is_symlink()
    assert path.read_bytes() == b"after\n"


def test_a_byte_order_mark_is_kept(path: Path) -> None:
    path.write_bytes(b"\xef\xbb\xbfbefore\n")
    assert keep(path, "after\n") == ()
    assert path.read_bytes() == b"\xef\xbb\xbfafter\n"
