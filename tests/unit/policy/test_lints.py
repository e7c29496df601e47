"""The linter on programs that resolve: each with everything that is said about it, which for the sound ones is nothing."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import gauger.policy.lints.messages as wording
from tests.unit.policy.lint_rendering import list_programs, render_program


@pytest.mark.parametrize("path", list_programs(), ids=lambda p: p.stem)
def test_program_is_answered_word_for_word(path: Path) -> None:
    assert render_program(path) == path.with_suffix(".expected").read_text("utf-8")


def test_sound_programs_are_not_bothered() -> None:
    assert {p.stem for p in list_programs() if render_program(p) == "\n"} == {
        p.stem for p in list_programs() if p.stem.startswith("sound-")
    }


def test_every_lint_has_a_program() -> None:
    said = "".join(p.with_suffix(".expected").read_text("utf-8") for p in list_programs())
    codes = set(re.findall(r'"(G2\d\d)"', Path(wording.__file__).read_text("utf-8")))
    assert codes == set(re.findall(r"warning\[(G2\d\d)\]", said))
