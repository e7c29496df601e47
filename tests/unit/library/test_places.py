"""Where things lie, and the small command that checks policies."""

from __future__ import annotations

from pathlib import Path

import pytest

from gauger.library import find_policies, places
from gauger.library.__main__ import run


def test_policies_and_grammar_are_there() -> None:
    assert (find_policies() / "vocabulary").is_dir()
    assert places.find_grammar().is_file()


@pytest.mark.parametrize(
    ("environment", "expected"),
    [
        ({"GAUGER_CACHE": "/a", "XDG_CACHE_HOME": "/b", "HOME": "/c"}, Path("/a")),
        ({"GAUGER_CACHE": "", "XDG_CACHE_HOME": "/b", "HOME": "/c"}, Path("/b/gauger")),
        ({"HOME": "/c"}, Path("/c/.cache/gauger")),
        ({}, None),
    ],
)
def test_cache(environment: dict[str, str], expected: Path | None, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("GAUGER_CACHE", "XDG_CACHE_HOME", "HOME", "LOCALAPPDATA"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert places.find_cache() == expected


@pytest.mark.usefixtures("cache")
def test_command_counts(pack: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["pack"]) == 0
    expected = "1 publishers, 1 channels, 1 documents, 1 versions, 0 clauses, 0 exceptions, 2 concepts\n"
    assert capsys.readouterr().out == expected
    assert pack.is_dir()


@pytest.mark.usefixtures("cache")
def test_command_shows_mistakes(pack: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (pack / "x.tos").write_text('channel acne/api\n  title "Acne"\n', "utf-8")
    assert run(["pack"]) == 2
    assert capsys.readouterr().out == (
        "error[G215]: no publisher `acne` is declared\n --> pack/x.tos:1:9\n  |\n1 | channel acne/api\n  |         ^^^^\n"
        "  = help: did you mean `acme`?\n\n1 mistakes\n"
    )
