"""The linter on programs that resolve: each with everything that is said about it, which for the sound ones is nothing."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import gauger.policy.lints.messages as wording
from tests.unit.policy.lint_rendering import lint_text, list_programs, render_program

_DOCUMENT = """document acme/terms
  title      "Acme Terms"
  publisher  acme
  url        "https://acme.example/terms"
  encoded    by "somebody" on 2026-01-01
  governs    acme/api

  version 2025-01-01
"""


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


def test_what_is_too_large_to_be_decided_is_let_pass() -> None:
    doubling = "".join(
        f'define d{n}(model)\n  says "Twice."\n  when all of\n    d{n - 1}(model)\n    d{n - 1}(model)\n' for n in range(1, 40)
    )
    first = 'define d0(model)\n  says "Never."\n  when never\n'
    exceptions = "".join(
        f'\n  exception e{n}\n    at "1"\n    says "So."\n    when model.task is chat\n    except e{n + 1}, e{n + 2}\n' for n in range(40)
    ) + "".join(f'\n  exception e{n}\n    at "1"\n    says "So."\n    when model.task is chat\n' for n in (40, 41))
    clause = (
        '\n  clause huge\n    at "1"\n    says "So."\n    locate "so"\n    forbids train model using output\n'
        "    when d39(model)\n    except e0\n"
    )
    assert lint_text(first + doubling + _DOCUMENT + clause + exceptions) == []
