"""Programs that parse but do not resolve: each with everything that is said about it, word for word and underline for underline."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.language.bad_meaning_rendering import list_programs, render_program

_MESSAGES = Path(__file__).parents[2] / "src" / "gauger" / "policy" / "messages.py"


@pytest.mark.parametrize("path", list_programs(), ids=lambda p: p.stem)
def test_program_is_answered_word_for_word(path: Path) -> None:
    assert render_program(path) == path.with_suffix(".expected").read_text("utf-8")


def test_every_mistake_has_a_program() -> None:
    said = "".join(p.with_suffix(".expected").read_text("utf-8") for p in list_programs())
    assert set(re.findall(r'"(G2\d\d)"', _MESSAGES.read_text("utf-8"))) == set(re.findall(r"error\[(G2\d\d)\]", said))
