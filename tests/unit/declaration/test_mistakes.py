"""Every mistake, word for word and underlined; `mistakes.txt` holds input beside output."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.unit.declaration.rendering import read_blocks, render_mistakes

BLOCKS = read_blocks()
ERRORS = Path(__file__).parents[3] / "docs" / "errors"
MESSAGES = Path(__file__).parents[3] / "src" / "gauger" / "declaration" / "messages.py"


@pytest.mark.parametrize("name", BLOCKS)
def test_says_exactly_this(name: str) -> None:
    given, said = BLOCKS[name]
    assert render_mistakes(name, given) == said


def test_at_least_twenty_five_mistakes_are_told_apart() -> None:
    said = {re.sub(r"`[^`]*`", "_", line) for _, text in BLOCKS.values() for line in text.splitlines() if line.startswith("error[")}
    assert len(said) >= 25


def test_every_code_has_a_page() -> None:
    codes = set(re.findall(r'"(G3\d\d)"', MESSAGES.read_text("utf-8")))
    assert codes == {path.stem for path in ERRORS.glob("G3*.md")}
