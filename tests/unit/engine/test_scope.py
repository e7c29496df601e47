"""What is known of the records that a condition asks about, and of what an edit may change in them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from gauger.declaration.records import Agreement, Fact, Guarded, Known
from gauger.engine.scope import Bound, bind_agreement, by_option
from gauger.policy.model import Condition, Some
from gauger.worlds import Choice, Formula, literal, negate
from gauger.worlds.domains import Test as WorldTest
from gauger.worlds.domains import YesNo
from tests.differential.random_words import NOWHERE
from tests.oracle.scenes import ASK, TRAIN, clause, declaration, document, known, policy
from tests.oracle.test_quantities import compare
from tests.unit.engine.agreed import word

MADE: Formula = literal(Choice("edit:grow", "fact", YesNo()), WorldTest("is", (True,)))
SMALL, LARGE = Known(Decimal(5), NOWHERE), Known(Decimal(50), NOWHERE)


def test_a_fact_that_an_edit_changes_is_what_it_is_in_each_of_the_worlds() -> None:
    """With the edit the size is another, or nobody says it any more; whatever else is known stays as it is."""
    party = Bound("us", {"size": Guarded(((negate(MADE), SMALL), (MADE, LARGE)), NOWHERE), **known(place="DE")}, NOWHERE)
    fact = party.facts["size"]
    assert isinstance(fact, Guarded)
    assert [(guard, option.facts) for guard, option in by_option(party, "size", fact)] == [
        (negate(MADE), {"place": party.facts["place"], "size": SMALL}),
        (MADE, {"place": party.facts["place"], "size": LARGE}),
    ]
    unsaid = Guarded(((negate(MADE), SMALL), (MADE, None)), NOWHERE)
    without: list[tuple[Formula, Any]] = [(guard, option.facts) for guard, option in by_option(party, "size", unsaid)]
    assert without[1] == (MADE, {"place": party.facts["place"]})


@pytest.mark.parametrize(
    ("agreement", "facts"),
    [
        (Agreement("p/one", None, (), NOWHERE), {"document": "p/one", "with": "n/a"}),
        (Agreement(None, None, (), NOWHERE, "owner-inc"), {"with": "owner-inc", "document": "n/a"}),
        (Agreement("p/one", date(2025, 1, 1), (), NOWHERE, form="click"),
         {"document": "p/one", "with": "n/a", "accepted": date(2025, 1, 1), "form": "click"}),
        (Agreement("p/one", None, (), NOWHERE, "owner-inc"), {"document": "p/one", "with": "owner-inc"}),
        (Agreement(None, None, (), NOWHERE), {}),
    ],
)  # fmt: skip
def test_an_agreement_is_under_a_document_or_with_a_partner(agreement: Agreement, facts: dict[str, Any]) -> None:
    def tell(fact: Fact) -> object:
        return fact.value if isinstance(fact, Known) else "n/a"

    bound = bind_agreement(agreement, "agreement x")
    assert (bound.id, {name: tell(fact) for name, fact in bound.facts.items()}) == ("agreement x", facts)


@pytest.mark.parametrize(
    ("agreement", "attribute", "begins", "verdict"),
    [
        (Agreement("p/one", None, (), NOWHERE), "document", "p/", "prohibited"),
        (Agreement("p/one", None, (), NOWHERE), "with", "p/", "clear"),
        (Agreement(None, None, (), NOWHERE, "owner-inc"), "with", "owner", "prohibited"),
        (Agreement(None, None, (), NOWHERE, "owner-inc"), "document", "owner", "clear"),
    ],
)
def test_what_an_agreement_of_the_other_sort_would_have_is_never_unknown(
    agreement: Agreement, attribute: str, begins: str, verdict: str
) -> None:
    body = compare("agreement", f"agreement.{attribute}", "starts with", begins)
    p = policy(document(clause(when=Some("agreement", "party", body, NOWHERE))))
    assert word(p, declaration(agreements=(agreement,))) == verdict


@pytest.mark.parametrize(
    ("when", "verdict"),
    [
        (compare("access", "step.via", "is", "p/api"), "prohibited"),
        (compare("access", "step.via", "is", "p/app"), "clear"),
        (compare("access", "step.rough", "is", True), "prohibited"),
        (compare("step", "step.rough", "is", False), "clear"),
    ],
)
def test_steps_are_asked_for_their_channel_and_for_what_is_said_of_them(when: Condition, verdict: str) -> None:
    assert word(policy(document(clause(when=when))), declaration(ASK, TRAIN)) == verdict
