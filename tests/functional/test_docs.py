"""What the pages say is what the program does."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.functional.command import ROOT, run_gauger

TUTORIAL = (ROOT / "docs" / "tutorial.md").read_text(encoding="utf-8")
CHAPTERS = re.split(r"^## ", TUTORIAL, flags=re.MULTILINE)[1:]


def _find_blocks(text: str, language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", text, re.DOTALL | re.MULTILINE)


def _write_declaration(folder: Path, chapter: int) -> None:
    """All that was written up to and with the chapter."""
    written = "".join(block for text in CHAPTERS[: chapter + 1] for block in _find_blocks(text, "yaml"))
    (folder / "gauger.yaml").write_text(written, encoding="utf-8")


@pytest.mark.parametrize("chapter", [n for n, text in enumerate(CHAPTERS) if _find_blocks(text, "console")])
def test_tutorial(chapter: int, tmp_path: Path) -> None:
    """Each line under a command stands in what the command prints."""
    _write_declaration(tmp_path, chapter)
    for block in _find_blocks(CHAPTERS[chapter], "console"):
        command, *lines = block.splitlines()
        assert command.startswith("$ gauger ")
        run = run_gauger(*command.removeprefix("$ gauger ").split(), cwd=tmp_path)
        assert (run.code, run.err) == (0, "")
        assert [line for line in lines if line not in run.out.splitlines()] == []


def test_tutorial_threshold(tmp_path: Path) -> None:
    _write_declaration(tmp_path, len(CHAPTERS))
    assert run_gauger("check", "gauger.yaml", "--as-of", "2026-11-23", cwd=tmp_path).code == 0
    assert run_gauger("check", "gauger.yaml", "--as-of", "2026-11-23", "--fail-on", "grey", cwd=tmp_path).code == 1


def test_every_option_of_check_is_described() -> None:
    page = (ROOT / "docs" / "reference" / "commands.md").read_text(encoding="utf-8")
    options = set(re.findall(r"--[a-z-]+", run_gauger("check", "--help").out)) - {"--help"}
    assert {option for option in options if f"`{option}" not in page} == set()


def test_architecture_names_every_room() -> None:
    page = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    rooms = {path.parent.name for path in (ROOT / "src" / "gauger").glob("*/__init__.py")}
    assert rooms == set(re.findall(r"^\| `([a-z]+)` \|", page.partition("## What holds")[0], re.MULTILINE))


def test_layers_name_every_room() -> None:
    """`lint-imports` says the same; here it fails without the tool."""
    contract = (ROOT / ".importlinter").read_text(encoding="utf-8").partition("layers =\n")[2].partition("\n\n")[0]
    assert set(re.findall(r"[a-z]+", contract)) == {path.parent.name for path in (ROOT / "src" / "gauger").glob("*/__init__.py")}


# --- scenarios ---------------------------------------------------------------------------------------------------------

SCENARIOS = (ROOT / "docs" / "how-to" / "scenarios.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("block", _find_blocks(SCENARIOS, "console"))
def test_what_scenarios_show_is_what_is_printed(block: str, tmp_path: Path) -> None:
    """Each line under a command stands in what the command prints, as a line or, where places follow, at its beginning; in that order."""
    (tmp_path / "examples").symlink_to(ROOT / "examples")
    for text in _find_blocks(SCENARIOS, "tos"):
        name, _, policy = text.removeprefix("# ").partition("\n")
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(policy, encoding="utf-8")
    command, *lines = block.splitlines()
    run = run_gauger(*command.removeprefix("$ gauger ").split(), cwd=tmp_path)
    assert (run.code, run.err) == (1, "")
    printed = iter(run.out.splitlines())
    assert [line for line in lines if not any(shown.startswith(line) for shown in printed)] == []


def test_the_rule_that_is_shown_is_in_canonical_form(tmp_path: Path) -> None:
    for text in _find_blocks(SCENARIOS, "tos"):
        name, _, policy = text.removeprefix("# ").partition("\n")
        (tmp_path / Path(name).name).write_text(policy, encoding="utf-8")
    assert run_gauger("fmt", "--check", tmp_path).out == ""


def test_every_scenario_is_described_with_the_standing_of_its_model() -> None:
    names = {path.name for path in (ROOT / "policies" / "scenarios").iterdir()}
    rows = dict(re.findall(r"^\| `([a-z-]+)` \|.*\| ([^|]+) \|$", SCENARIOS, re.MULTILINE))
    assert set(rows) == names
    assert all(re.match(r"proposed|in force|as above", standing) for standing in rows.values())


@pytest.mark.parametrize("page", sorted((ROOT / "docs").rglob("*.md"), key=str), ids=lambda page: page.relative_to(ROOT).as_posix())
def test_links_between_pages_lead_somewhere(page: Path) -> None:
    links = re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8"))
    assert [link for link in links if not (page.parent / link).exists()] == []
