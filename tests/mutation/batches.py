"""Random cases of `tests/differential` in batches small enough that a mutant is tried on those which execute it.

What the enumerator says of a case is computed once, by the process that holds no mutant.
"""

from __future__ import annotations

from random import Random

import pytest

from tests.differential.comparison import disagreements, expected
from tests.differential.random_declarations import RandomCase, random_case
from tests.oracle.enumerator import Judged

CASES, SIZE, SEED = 300, 12, 7

_known: dict[int, tuple[RandomCase, dict[str, Judged] | None]] = {}


def _get_case(number: int) -> tuple[RandomCase, dict[str, Judged] | None]:
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
