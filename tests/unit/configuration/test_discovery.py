"""Which file of settings holds where."""

from __future__ import annotations

from pathlib import Path

import pytest

from gauger.configuration import find_file


def lay(folder: Path, **files: str) -> Path:
    """Files by their names, `_` for `.`; the folder, which is made."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        (folder / name.replace("_", ".")).write_text(text, encoding="utf-8")
    return folder


def test_the_nearest_folder_with_settings_counts_up_to_the_root_of_the_repository(tmp_path: Path) -> None:
    top, middle, here = tmp_path / "top", tmp_path / "top/middle", tmp_path / "top/middle/here"
    lay(tmp_path, gauger_toml="")
    lay(here)
    (top / ".git").mkdir()
    assert find_file(here) is None
    assert find_file(lay(top, gauger_toml="")) == top / "gauger.toml"
    assert find_file(here) == top / "gauger.toml"
    lay(middle, pyproject_toml="[tool.gauger]\n")
    assert find_file(here) == middle / "pyproject.toml"


def test_outside_of_a_repository_no_other_folder_is_looked_at(tmp_path: Path) -> None:
    lay(tmp_path, gauger_toml="")
    assert find_file(lay(tmp_path / "below")) is None
    assert find_file(tmp_path) == tmp_path / "gauger.toml"


def test_a_file_of_its_own_comes_before_a_shared_one(tmp_path: Path) -> None:
    assert find_file(lay(tmp_path, gauger_toml="", pyproject_toml="[tool.gauger]\n")) == tmp_path / "gauger.toml"


@pytest.mark.parametrize(
    "written", ["[tool.gauger]\n", '[tool."gauger"]\n', "[ tool . gauger ]\n", "[tool.gauger.fail-on]\n", "tool.gauger.admit = []\n"]
)
def test_a_shared_file_counts_where_it_names_the_table(tmp_path: Path, written: str) -> None:
    assert find_file(lay(tmp_path, pyproject_toml=written)) == tmp_path / "pyproject.toml"


def test_a_shared_file_of_other_tools_is_none(tmp_path: Path) -> None:
    assert find_file(lay(tmp_path, pyproject_toml="[tool.ruff]\n")) is None
    (lay(tmp_path / "folder") / "pyproject.toml").mkdir()
    assert find_file(tmp_path / "folder") is None
