"""Duties beside each other on one act: which cannot both be met, in whichever order they stand. The enumerator must say the same."""

from __future__ import annotations

from itertools import permutations

import pytest

from gauger.policy.model import Condition, Constant
from tests.differential.test_regressions import find
from tests.oracle.scenes import clause, declaration, document, is_sort, policy
from tests.oracle.test_connections import size

FLAT, SQUARE, EITHER = is_sort("flat"), is_sort("square"), is_sort("square", "flat")
ROUND = is_sort("round")  # as the student is


def list_duties(**duties: Condition) -> dict[str, str | None]:
    terms = policy(document(*(clause("requires", name, requires=wanted) for name, wanted in duties.items())))
    found = {name: find(terms, declaration(), f"p/one#{name}@train:ask") for name in duties}
    return {name: finding.duty if finding else None for name, finding in found.items()}


@pytest.mark.parametrize("order", list(permutations(("flat", "square", "either"))))
def test_each_of_two_duties_that_rule_each_other_out_is_irreconcilable(order: tuple[str, ...]) -> None:
    """What asks for either of the two can be met beside each of them."""
    wanted = {"flat": FLAT, "square": SQUARE, "either": EITHER}
    assert list_duties(**{name: wanted[name] for name in order}) == {
        "flat": "irreconcilable",
        "square": "irreconcilable",
        "either": "unmet",
    }


def test_a_duty_that_could_only_be_met_by_breaking_one_that_is_met_is_irreconcilable() -> None:
    assert list_duties(flat=FLAT, met=ROUND) == {"flat": "irreconcilable", "met": None}
    assert list_duties(met=ROUND, flat=FLAT) == {"met": None, "flat": "irreconcilable"}


@pytest.mark.parametrize("other", [size("at most", 5), Constant(False)])
def test_duties_that_test_different_things_or_that_nothing_meets_rule_out_nothing(other: Condition) -> None:
    assert list_duties(flat=FLAT, other=other) == list_duties(other=other, flat=FLAT) == {"flat": "unmet", "other": "unmet"}
