"""Every structure of real terms has a natural form, and two declarations that differ in one thing come out differently."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from gauger.language import format_file, parse
from gauger.text import Source
from tests.language.structures import ROWS, Pair, Side, differing, list_constructs, list_structures, read_pair, run_side

FOLDERS = list_structures()
PAIRS = [*FOLDERS, *list_constructs()]


@cache
def pair_of(folder: Path) -> Pair:
    return read_pair(folder)


@cache
def sides_of(folder: Path) -> tuple[Side, Side]:
    pair = pair_of(folder)
    return run_side(pair, pair.before), run_side(pair, pair.after)


@pytest.mark.parametrize("folder", PAIRS, ids=lambda path: path.name)
def test_both_declarations_come_out_as_expected(folder: Path) -> None:
    pair = pair_of(folder)
    before, after = sides_of(folder)
    assert before.failures == ()
    assert after.failures == ()
    assert list(differing(pair, before, after)), "the two declarations come out alike"


@pytest.mark.parametrize("folder", PAIRS, ids=lambda path: path.name)
def test_every_clause_speaks_to_one_of_them(folder: Path) -> None:
    pair = pair_of(folder)
    found = {f.partition("@")[0] for side in sides_of(folder) for f in side.findings}
    clauses = {clause.key for document in pair.setting.policy.documents.values() for clause in document.clauses.values()}
    assert clauses - found == set()


@pytest.mark.parametrize("path", sorted(p for folder in PAIRS for p in folder.glob("*.tos")), ids=lambda p: f"{p.parent.name}/{p.name}")
def test_a_program_is_in_canonical_form(path: Path) -> None:
    text = path.read_text("utf-8")
    file, problems = parse(Source(path.name, text))
    assert problems == ()
    assert format_file(file) == text


@pytest.mark.parametrize("row", ROWS)
def test_a_folder_is_named_after_every_row(row: str) -> None:
    prefix = f"{row[0].lower()}{int(row[1:]):02}-"
    named = [folder for folder in FOLDERS if folder.name.startswith(prefix)]
    assert named, f"no folder begins with {prefix}"
    assert {pair_of(folder).structure for folder in named} == {row}


def test_no_folder_is_named_after_anything_else() -> None:
    assert len(ROWS) == len(set(ROWS)) == 28 + 24
    prefixes = tuple(f"{row[0].lower()}{int(row[1:]):02}-" for row in ROWS)
    assert [folder.name for folder in FOLDERS if not folder.name.startswith(prefixes)] == []
