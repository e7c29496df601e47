"""Random cases of `tests/differential` in batches small enough that a mutant is tried on those which execute it, and the examples.

What the enumerator says of a case is computed once, by the process that holds no mutant.
"""

from __future__ import annotations

from random import Random

import pytest
from typer.testing import CliRunner

from gauger.cli.commands import app
from tests.differential.comparison import Wanted, disagreements, expected
from tests.differential.random_declarations import RandomCase, random_case
from tests.functional.command import AS_OF, ROOT
from tests.functional.test_examples import EXAMPLES, EXIT_CODES, _find_expected, _mask

CASES, SIZE, SEED = 800, 20, 7

_known: dict[int, tuple[RandomCase, Wanted | None]] = {}


def _get_case(number: int) -> tuple[RandomCase, Wanted | None]:
    if number not in _known:
        case = random_case(Random(f"mutation {SEED} {number}"))
        _known[number] = case, expected(case)
    return _known[number]


@pytest.mark.parametrize("first", range(0, CASES, SIZE))
def test_the_engine_agrees_with_the_enumerator(first: int) -> None:
    for number in range(first, first + SIZE):
        case, wanted = _get_case(number)
        if wanted is not None:
            assert not disagreements(case, wanted)


@pytest.mark.parametrize("form", ["text", "json"])
@pytest.mark.parametrize("name", EXIT_CODES)
def test_an_example_says_what_it_should(name: str, form: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    run = CliRunner().invoke(app, ["check", f"examples/{name}", "--as-of", AS_OF, "--format", form], env={"COLUMNS": "80"})
    expected = _find_expected(EXAMPLES / name, {"text": "txt", "json": "json"}[form])
    assert (run.exit_code, _mask(run.stdout)) == (EXIT_CODES[name], expected.read_text(encoding="utf-8"))
