"""Duties beside each other on one act: which cannot both be met, in whichever order they stand. The enumerator must say the same."""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations

import pytest

from gauger.declaration.records import Listed
from gauger.engine import Question, evaluate
from gauger.policy.model import AllOf, AttributeRef, Condition, Constant, NoneOf, Standing
from gauger.policy.model import Test as Comparison
from tests.differential.random_words import ATTRIBUTES, NOWHERE
from tests.differential.test_regressions import find
from tests.oracle.enumerator import judge
from tests.oracle.scenes import AS_OF, clause, declaration, document, exception, is_sort, policy, release
from tests.oracle.test_connections import call, size, vague

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


GROWN = Comparison(AttributeRef("model", ATTRIBUTES["model.grown"]), "is", (True,), None, NOWHERE)


def test_what_each_duty_tests_besides_may_be_otherwise_too() -> None:
    """One asks for a flat student of a small party, which it is not, the other for a square one: either can be met, and not both."""
    assert list_duties(flat=AllOf((FLAT, size("at most", 5))), square=SQUARE) == {"flat": "irreconcilable", "square": "irreconcilable"}


def test_a_duty_that_nothing_meets_rules_out_none_that_tests_the_same() -> None:
    assert list_duties(never=AllOf((FLAT, SQUARE)), flat=FLAT) == {"never": "unmet", "flat": "unmet"}


def test_duties_that_share_no_fact_rule_each_other_out_in_no_case() -> None:
    """Rivals are square and the vast grown, and rivals are vast: no square student is not grown. The duties still test different things."""
    rivals = replace(vague("rivals", only=SQUARE), narrower=(call("vast"),))
    duties = clause("requires", "square", requires=SQUARE), clause("requires", "young", requires=NoneOf((GROWN,)))
    terms = policy(document(*duties), concepts=(rivals, vague("vast", only=GROWN)))
    d = declaration(student={"sort": "round", "grown": True})
    found = {name: find(terms, d, f"p/one#{name}@train:ask") for name in ("square", "young")}
    assert {name: finding.duty if finding else None for name, finding in found.items()} == {"square": "unmet", "young": "unmet"}


def test_what_is_conditional_or_clear_without_being_a_duty_rules_out_none() -> None:
    """Beside the duty stand a ban with an exception on terms, and one whose condition does not hold."""
    terms = exception("terms", provided=size("at most", 5))
    bans = clause(exceptions=("terms",)), clause(name="other", when=SQUARE, at="2")
    p = policy(document(*bans, clause("requires", "duty", requires=SQUARE), exceptions=(terms,)))
    found = {f.id: (f.verdict.word, f.duty) for f in evaluate(p, declaration(), Question(AS_OF)).findings}
    assert found["p/one#ban@train:ask"] == ("conditional", "unmet")
    assert found["p/one#other@train:ask"] == ("clear", None)


def test_duties_on_different_acts_rule_out_nothing() -> None:
    """The student must be flat when it is made, and square when it is shown."""
    duties = clause("requires", "flat", requires=FLAT), clause("requires", "square", act="show model", requires=SQUARE)
    d = declaration(releases=Listed((release(),), False))
    found = {f.id: f.duty for f in evaluate(policy(document(*duties)), d, Question(AS_OF)).findings}
    assert found == {"p/one#flat@train:ask": "unmet", "p/one#square@student.release:ask": "unmet"}


def test_duties_that_rule_each_other_out_are_told_with_their_places() -> None:
    terms = policy(
        document(clause("requires", "flat", at="1", says="Be flat.", requires=FLAT), clause("requires", "met", at="2", requires=ROUND))
    )
    found = find(terms, declaration(), "p/one#flat@train:ask")
    assert found is not None
    assert [(c.clause, c.pinpoint, c.settled) for c in found.conflicts] == [("p/one#met", "2", "both cannot be met")]
    met = find(terms, declaration(), "p/one#met@train:ask")
    assert met is not None
    assert met.conflicts == ()


@pytest.mark.parametrize(("held", "duty"), [(True, "irreconcilable"), (False, "unmet"), (None, "unmet")])
def test_a_duty_that_a_text_is_only_reported_to_lay_down_stands_beside_others_where_it_does(held: bool | None, duty: str) -> None:
    """Where nothing is assumed of the report, its own verdict is grey and not conditional."""
    told = document(clause("requires", "square", requires=SQUARE), id_="p/two", standing=Standing.SECONDARY)
    terms = policy(document(clause("requires", "flat", requires=FLAT)), told)
    key = "source:p/two"
    assume = () if held is None else ((key, "as reported" if held else "otherwise"),)
    found = {f.clause: f.duty for f in evaluate(terms, declaration(), Question(AS_OF, assume=assume)).findings}
    assert found["flat"] == duty
    wanted = judge(terms, declaration(), AS_OF, assumed=() if held is None else ((key, held),))
    assert wanted["p/one#flat@train:ask"].duty == duty
