"""Programs with their whole expected output beside them: messages for bad ones, the canonical text for good ones."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from gauger.language import format_file, parse
from gauger.language.arrangement import arrange
from gauger.text import Source
from tests.unit.language.programs import PAGES, PROGRAMS, expect, load_source, render_problems

BAD = sorted((PROGRAMS / "bad").glob("*.tos"))
GOOD = sorted((PROGRAMS / "good").glob("*.tos"))


@pytest.mark.parametrize("path", BAD, ids=lambda p: p.stem)
def test_bad_program_is_told_in_these_words(path: Path) -> None:
    actual = render_problems(load_source(path))
    assert actual == expect(path, actual)


@pytest.mark.parametrize("path", GOOD, ids=lambda p: p.stem)
def test_good_program_is_printed_so(path: Path) -> None:
    file, problems = parse(load_source(path))
    assert problems == ()
    actual = format_file(file)
    assert actual == expect(path, actual)
    again, problems = parse(Source("again", actual))
    assert problems == ()
    assert again == arrange(file)
    assert format_file(again) == actual


def test_every_mistake_that_has_a_page_has_a_program() -> None:
    codes = {code for path in BAD for code in re.findall(r"error\[(G1\d\d)\]", path.with_suffix(".expected").read_text("utf-8"))}
    assert codes == {page.stem for page in PAGES.glob("G1*.md")}
