"""Parts, agreements, sums, figures, and facts that are none where left out, on cases worked out by hand; each docstring does."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from gauger.declaration.records import Agreement, Figure, Figures, Known, NotApplicable, Part, Parts, Uncertain
from gauger.policy.model import AllOf, AttributeRef, Condition, Measure, Some, Total
from gauger.policy.model import Test as Comparison
from tests.differential.random_words import ATTRIBUTES, NOWHERE
from tests.oracle.enumerator import Judged
from tests.oracle.scenes import ASK, TRAIN, clause, declaration, document, find, keys, known, policy


def compare(variable: str, key: str, operator: Any, *values: Any) -> Comparison:
    return Comparison(AttributeRef(variable, ATTRIBUTES[key]), operator, values, None, NOWHERE)


def judge_when(when: Condition, **more: Any) -> Judged:
    return find(policy(document(clause(when=when))), declaration(**more))


# --- parts and sums ----------------------------------------------------------------------------------------------------

RIVAL = compare("owner", "owner.kind", "is", "rival")


def owners(*entries: dict[str, Any], more: bool = False) -> dict[str, Any]:
    return {"owner": Parts(tuple(Part(f"us.owner.{n}", known(**e), NOWHERE) for n, e in enumerate(entries, 1)), more, NOWHERE)}


@pytest.mark.parametrize(
    ("us", "verdict", "pivots"),
    [
        (owners({"kind": "rival"}), "prohibited", keys()),
        (owners({"kind": "friend"}), "clear", keys()),
        (owners({}), "open", keys("fact:us.owner.1.kind")),
        (owners(more=True), "open", keys("fact:us.owner")),
        ({}, "open", keys("fact:us.owner")),
        ({"owner": NotApplicable(NOWHERE)}, "clear", keys()),
    ],
)
def test_some_part_is_a_listed_entry_or_a_further_one(us: dict[str, Any], verdict: str, pivots: frozenset[str]) -> None:
    """A listed rival: met. A friend in a complete list: not. An entry of unknown kind, or a list that may go on, is one choice of two."""
    found = judge_when(Some("owner", "party", RIVAL, NOWHERE), us=us)
    assert (found.verdict, found.pivots) == (verdict, pivots)


def shares(operator: Any, value: int) -> Total:
    return Total(ATTRIBUTES["owner.share"], "party", operator, Decimal(value), RIVAL, NOWHERE)


@pytest.mark.parametrize(
    ("us", "verdict"),
    [
        (owners({"kind": "rival", "share": Decimal(30)}, {"kind": "rival", "share": Decimal(30)}), "prohibited"),  # 60
        (owners({"kind": "rival", "share": Decimal(30)}, {"kind": "friend", "share": Decimal(60)}), "clear"),  # 30
        (owners({"kind": "rival", "share": Decimal(30)}, {"share": Decimal(10)}), "clear"),  # 30 to 40
        (owners({"kind": "rival", "share": Decimal(30)}, {"share": Decimal(30)}), "open"),  # 30 to 60
        (owners({"kind": "rival", "share": Decimal(60)}, {"kind": "rival"}), "prohibited"),  # 60 or more
        (owners({"kind": "rival"}), "open"),  # 0 or more
        (owners({"kind": "rival", "share": Decimal(60)}, more=True), "prohibited"),  # 60 or more
        (owners(), "clear"),
        ({}, "open"),
    ],
)
def test_a_sum_lies_between_bounds(us: dict[str, Any], verdict: str) -> None:
    """More than 50 held by rivals. What surely counts is the lower bound; what may count, or lacks a share, raises the upper one."""
    found = judge_when(shares("more than", 50), us=us)
    assert found.verdict == verdict
    assert found.pivots == (keys("fact:us.sum of owner.share where owner.kind is rival") if verdict == "open" else keys())


def test_a_sum_is_one_number() -> None:
    """At least 10 and at most 20, from 0 on: less, in between, more are three cells, and one is breached."""
    found = judge_when(AllOf((shares("at least", 10), shares("at most", 20))), us={})
    assert (found.verdict, found.worlds) == ("open", (1, 3))


# --- agreements --------------------------------------------------------------------------------------------------------


def agreed(document: str | None = "p/one", **more: Any) -> Agreement:
    return Agreement(document, more.get("accepted"), (), NOWHERE, more.get("with_"), more.get("form"))


@pytest.mark.parametrize(
    ("agreements", "more", "verdict", "pivots"),
    [
        ((agreed(form="signed"),), False, "prohibited", keys()),
        ((agreed(form="click"),), False, "clear", keys()),
        ((agreed(form="click"), agreed()), False, "open", keys("fact:agreement p/one 2.form")),
        ((agreed(None, with_="owner-inc"),), False, "open", keys("fact:agreement owner-inc.form")),
        ((), True, "open", keys("fact:us.agreements")),
        ((), False, "clear", keys()),
    ],
)
def test_some_agreement_of_the_party(agreements: tuple[Agreement, ...], more: bool, verdict: str, pivots: frozenset[str]) -> None:
    """A signed one among all that is agreed, whatever text it is under; the second of one name is told apart by a number."""
    signed = Some("agreement", "party", compare("agreement", "agreement.form", "is", "signed"), NOWHERE)
    found = judge_when(signed, agreements=agreements, agreements_open=more)
    assert (found.verdict, found.pivots) == (verdict, pivots)


def test_an_agreement_of_the_other_sort_has_no_such_attribute() -> None:
    """An agreement under a document has no partner, and one with a partner no document: neither is unknown."""
    for key, agreement in (("with", agreed()), ("document", agreed(None, with_="owner-inc"))):
        body = compare("agreement", f"agreement.{key}", "starts with", "x")
        assert judge_when(Some("agreement", "party", body, NOWHERE), agreements=(agreement,)).worlds == (0, 1)


def test_a_missing_acceptance_is_an_unknown_day() -> None:
    """Not after the day of the question, so before 2030 for sure, and before 2024 in one of two cells."""
    for day, verdict, worlds in ((date(2030, 1, 1), "prohibited", (1, 1)), (date(2024, 1, 1), "open", (1, 2))):
        body = compare("agreement", "agreement.accepted", "before", day)
        found = judge_when(Some("agreement", "party", body, NOWHERE), agreements=(agreed(),))
        assert (found.verdict, found.worlds) == (verdict, worlds)


# --- figures -----------------------------------------------------------------------------------------------------------


def turnover(operator: Any, value: int, **measure: Any) -> Comparison:
    left = AttributeRef("party", ATTRIBUTES["party.turnover"], Measure(**measure))
    return Comparison(left, operator, (Decimal(value),), None, NOWHERE)


def figures(*stated: tuple[int, date | None, date | None, Any]) -> dict[str, Any]:
    items = tuple(Figure(Decimal(value), since, until, scope, NOWHERE) for value, since, until, scope in stated)
    return {"turnover": Figures(items, NOWHERE)}


MARCH = date(2025, 3, 1)
"""Between the access on 1 February and the training on 1 April."""


@pytest.mark.parametrize(
    ("us", "more", "less"),
    [
        ({"turnover": Known(Decimal(60), NOWHERE)}, "prohibited", "clear"),  # a bare number
        (figures((60, None, None, None)), "prohibited", "clear"),
        (figures((60, None, None, "affiliates"), (40, None, None, "alone")), "clear", "prohibited"),  # the scope that is asked for
        (figures((40, None, MARCH, None), (60, MARCH, None, None)), "prohibited", "clear"),  # 40 at the access, 60 at the training
        (figures((40, None, MARCH, None)), "open", "open"),  # nothing for the training
        (figures((60, None, MARCH, None)), "prohibited", "clear"),  # once is enough for more, and too much for less
    ],
)
def test_a_figure_when_it_is_done(us: dict[str, Any], more: str, less: str) -> None:
    """Of the statements that cover the access or the training, one must be more than 50, and each must be less than 50."""
    assert judge_when(turnover("more than", 50), us=us).verdict == more
    assert judge_when(turnover("less than", 50), us=us).verdict == less


def test_what_no_statement_covers_is_one_number_an_act() -> None:
    """Nothing is stated: a number at the access and one at the training, of which one is enough, so three of four worlds are breached."""
    found = judge_when(turnover("more than", 50, affiliates=True))
    assert (found.verdict, found.worlds) == ("open", (3, 4))
    assert found.pivots == keys("fact:us.turnover with affiliates at ask", "fact:us.turnover with affiliates at train")


def test_a_figure_on_an_unknown_day() -> None:
    """Trained on a day in March to May, and 60 from 15 April on: before it 40 at the access counts, and then 60 counts too."""
    us = figures((40, None, date(2025, 4, 14), None), (60, date(2025, 4, 15), None, None))
    d = declaration(ASK, replace(TRAIN, when=Uncertain(MARCH, date(2025, 5, 31))), us=us)
    found = find(policy(document(clause(when=turnover("more than", 50)))), d)
    assert (found.verdict, found.pivots, found.worlds) == ("open", keys("fact:train.date"), (1, 2))


@pytest.mark.parametrize(
    ("us", "verdict", "pivots"),
    [
        (figures((60, None, MARCH, None)), "prohibited", keys()),
        (figures((40, None, MARCH, None)), "clear", keys()),
        (figures((60, MARCH, None, None)), "open", keys("fact:us.turnover as of 2025-01-01")),
        ({}, "open", keys("fact:us.turnover as of 2025-01-01")),
    ],
)
def test_a_figure_as_of_a_day(us: dict[str, Any], verdict: str, pivots: frozenset[str]) -> None:
    """As of 1 January 2025: what covers that day, else one unknown number."""
    found = judge_when(turnover("more than", 50, on=date(2025, 1, 1)), us=us)
    assert (found.verdict, found.pivots) == (verdict, pivots)


def test_a_figure_over_any_months_is_at_least_the_largest_stated() -> None:
    """40 and 60 are stated: more than 50 for sure; more than 70, or less than 70, nobody knows; less than 50 for sure not."""
    us = figures((40, None, MARCH, None), (60, MARCH, None, None))
    wanted = (("more than", 50, "prohibited"), ("more than", 70, "open"), ("less than", 70, "open"), ("less than", 50, "clear"))
    for operator, value, verdict in wanted:
        found = judge_when(turnover(operator, value, months=12), us=us)
        assert found.verdict == verdict
        assert found.pivots == (keys("fact:us.turnover over any 12 months") if verdict == "open" else keys())


def test_a_figure_on_the_day_on_which_the_model_came_out() -> None:
    """Released on 1 January 2024, when 60 was stated. Of unknown release, only a statement without days covers it."""
    p = policy(document(clause(when=turnover("more than", 50, moment="source.released"))))
    us = figures((60, None, date(2024, 6, 30), None))
    d = declaration(us=us)
    assert find(p, d).pivots == keys("fact:us.turnover when teacher was released")
    released = replace(d.artifacts["teacher"], facts=known(released=date(2024, 1, 1)))
    assert find(p, declaration(us=us, artifacts=(released,))).verdict == "prohibited"
    assert find(p, declaration(us=figures((60, None, None, None)))).verdict == "prohibited"


# --- left out means none -----------------------------------------------------------------------------------------------


def test_what_is_none_where_left_out_is_never_met_and_never_unknown() -> None:
    """`flaws` left out means none: the test is false and there is one world; `skills` left out is unknown."""
    flawed = compare("model", "model.flaws", "overlaps", "cracks")
    assert judge_when(flawed).worlds == (0, 1)
    assert judge_when(flawed, student={"flaws": frozenset({"cracks"})}).verdict == "prohibited"
    assert judge_when(compare("model", "model.skills", "overlaps", "sing")).verdict == "open"
