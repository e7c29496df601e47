"""A duty that can only be met by breaking a ban: whatever it is that both test. The enumerator must say the same."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from gauger.declaration.records import Declaration
from gauger.policy.model import AllOf, AnyOf, CallDefinition, Clause, Condition, Definition, NoneOf, Policy, Some
from tests.differential.random_words import NOWHERE
from tests.oracle.scenes import clause, declaration, document, is_sort, model, policy, shown_to_all
from tests.oracle.test_quantities import compare, owners, shares
from tests.unit.engine.agreed import find

DUTY = "p/one#duty@train:ask"
GROWN = compare("model", "model.grown", "is", True)
MATURE = Definition("mature", ("model",), "…", GROWN, NOWHERE)


def terms(when: Condition | None, requires: Condition, *more: Clause) -> Policy:
    """A ban under a condition and a duty on the same training."""
    made = policy(document(clause(when=when), clause("requires", "duty", requires=requires), *more))
    return replace(made, vocabulary=replace(made.vocabulary, definitions={"mature": MATURE}))


TESTED = {
    "a fact": is_sort("square"),
    "all of": AllOf((is_sort("square"), GROWN)),
    "any of": AnyOf((is_sort("square"), GROWN)),
    "none of": NoneOf((is_sort("round"),)),
    "a term": CallDefinition("mature", ("source",), NOWHERE),
    "releases": shown_to_all(),
    "agreements": Some("agreement", "party", compare("agreement", "agreement.form", "is", "signed"), NOWHERE),
    "affiliates": Some("affiliate", "party", compare("affiliate", "party.place", "is", "FR"), NOWHERE),
    "a part": Some("owner", "party", compare("owner", "owner.kind", "is", "rival"), NOWHERE),
    "a sum": shares("more than", 50),
}


def unmet(**more: Any) -> Declaration:
    """A declaration in which none of these holds: each duty is unmet, and would be met by what a ban on the same forbids."""
    d = declaration(student={"sort": "round", "grown": False}, us=owners({"kind": "friend"}), **more)
    return replace(d, artifacts={**d.artifacts, "teacher": model("teacher", own=False, grown=False)})


def judge(p: Policy, d: Declaration, id_: str = DUTY) -> tuple[str, tuple[str, ...], list[str]]:
    found = find(p, d, id_)
    assert found is not None
    return found.verdict.word, found.pivots, [conflict.clause for conflict in found.conflicts]


@pytest.mark.parametrize("tested", TESTED.values(), ids=TESTED)
def test_what_a_duty_tests_could_be_otherwise_and_a_ban_that_turns_on_it_stands_against_it(tested: Condition) -> None:
    """Whoever did the duty would break the ban: which of the two goes first nobody says."""
    assert judge(terms(tested, tested), unmet()) == ("grey", ("conflict:p/one|p/one",), ["p/one#ban"])


@pytest.mark.parametrize("tested", TESTED.values(), ids=TESTED)
def test_a_ban_that_turns_on_something_else_stands_against_no_duty(tested: Condition) -> None:
    assert judge(terms(compare("party", "party.size", "more than", Decimal(50)), tested), unmet()) == ("conditional", (), [])
