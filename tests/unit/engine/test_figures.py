"""Figures as conditions take them, at the borders of what is stated; the access is on 1 February, the training on 1 April."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import combinations_with_replacement
from typing import Any

import pytest

from gauger.declaration.records import Declaration, Known, Lasting, Licence, NotApplicable, Uncertain
from gauger.engine import Question, survey
from gauger.engine.case import Case
from gauger.engine.figures import ask_number, compare_figure, covers
from gauger.engine.scope import Scope, bind_party
from gauger.engine.trace import Trace
from gauger.findings.model import Verdict
from gauger.policy.model import Governs, Measure, Policy
from gauger.worlds import FALSE, TRUE, Choice, Formula, literal
from gauger.worlds.domains import Numbers
from gauger.worlds.domains import Test as Asked
from tests.differential.random_words import ATTRIBUTES, NOWHERE
from tests.oracle.scenes import AS_OF, ASK, ID, TRAIN, clause, declaration, document, known, model, policy
from tests.oracle.test_quantities import figures, turnover
from tests.unit.engine.agreed import find, word

OPERATORS = ("is", "more than", "at least", "less than", "at most")
FEBRUARY, APRIL = date(2025, 2, 1), date(2025, 4, 1)
DAY = dict(enumerate((date(2025, 3, 1), date(2025, 3, 2), date(2025, 3, 14), date(2025, 3, 15), date(2025, 3, 16), date(2025, 3, 31))))


def asked(operator: Any, value: int, **measure: Any) -> Policy:
    return policy(document(clause(when=turnover(operator, value, **measure))))


def over_march(us: dict[str, Any]) -> Declaration:
    """The model is reached and trained all March."""
    march = Lasting(date(2025, 3, 1), date(2025, 3, 31))
    return declaration(replace(ASK, when=march), replace(TRAIN, when=march), us=us)


# --- when it is done ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("operator", "verdicts"),
    [
        ("is", ("clear", "prohibited", "clear")),
        ("more than", ("clear", "clear", "prohibited")),
        ("at least", ("clear", "prohibited", "prohibited")),
        ("less than", ("prohibited", "clear", "clear")),
        ("at most", ("prohibited", "prohibited", "clear")),
    ],
)
@pytest.mark.parametrize("measure", [{}, {"on": APRIL}, {"moment": "access.date"}, {"moment": "source.released"}])
def test_one_less_as_much_and_one_more(operator: str, verdicts: tuple[str, ...], measure: dict[str, Any]) -> None:
    for value, verdict in zip((49, 50, 51), verdicts, strict=True):
        assert word(asked(operator, 50, **measure), declaration(us=figures((value, None, None, None)))) == verdict


SPANS = (
    (None, date(2025, 1, 31)), (None, FEBRUARY), (date(2025, 2, 2), date(2025, 3, 31)), (APRIL, APRIL),
    (date(2025, 4, 2), None), (None, None),
)  # fmt: skip


@pytest.mark.parametrize("operator", ["more than", "at most"])
@pytest.mark.parametrize("measure", [{}, {"moment": "access.date"}, {"on": APRIL}, {"months": 12}])
def test_two_statements_count_on_the_days_that_are_theirs(operator: str, measure: dict[str, Any]) -> None:
    p = asked(operator, 50, **measure)
    for one, other in combinations_with_replacement(SPANS, 2):
        assert find(p, declaration(us=figures((50, *one, None), (60, *other, "alone")))) is not None


@pytest.mark.parametrize(
    ("pieces", "verdict"),
    [
        (((None, 2), (3, None)), "prohibited"),
        (((3, None), (None, 2)), "prohibited"),  # in whatever order they are stated
        (((None, 3), (2, None)), "prohibited"),
        (((0, 2), (3, 5)), "prohibited"),
        (((None, 2), (4, None)), "open"),  # nothing for the 15th
        (((1, None),), "open"),
        (((0, None),), "prohibited"),
        (((None, 5),), "prohibited"),
        (((None, 4),), "open"),
        (((0, 4), (0, 2)), "open"),
        (((0, 4), (1, 2), (5, 5)), "open"),  # 17 to 30 March
        (((0, 5), (1, 2)), "prohibited"),
        ((), "open"),
    ],
)
def test_statements_that_lie_side_by_side_leave_nothing_open(pieces: tuple[Any, ...], verdict: str) -> None:
    stated = figures(*((40, DAY.get(first), DAY.get(last), None) for first, last in pieces))
    assert word(asked("at most", 40), over_march(stated)) == verdict


@pytest.mark.parametrize("measure", [{}, {"on": APRIL}])
@pytest.mark.parametrize("operator", OPERATORS)
def test_with_affiliates_it_is_no_less_than_alone(operator: str, measure: dict[str, Any]) -> None:
    """60 alone: with affiliates 60 or more, hence at least 60, and not less than 60; whether it is 60 nobody knows."""
    expected = {"is": "open", "more than": "open", "at least": "prohibited", "less than": "clear", "at most": "open"}[operator]
    us = figures((60, None, None, "alone"), (50, None, None, "alone"))
    assert word(asked(operator, 60, affiliates=True, **measure), declaration(us=us)) == expected


@pytest.mark.parametrize("measure", [{}, {"on": APRIL}])
@pytest.mark.parametrize("operator", OPERATORS)
def test_alone_it_is_no_more_than_with_affiliates(operator: str, measure: dict[str, Any]) -> None:
    expected = {"is": "open", "more than": "clear", "at least": "open", "less than": "open", "at most": "prohibited"}[operator]
    us = figures((60, None, None, "affiliates"))
    assert word(asked(operator, 60, **measure), declaration(us=us)) == expected


@pytest.mark.parametrize(
    ("span", "more", "less"),
    [
        ((None, None), "clear", "prohibited"),
        ((FEBRUARY, APRIL), "clear", "prohibited"),
        ((date(2025, 2, 2), None), "open", "open"),  # nothing for the access
        ((None, date(2025, 3, 31)), "open", "open"),
        ((None, date(2025, 1, 31)), "open", "open"),
    ],
)
def test_what_is_stated_with_affiliates_bounds_what_it_covers(span: tuple[Any, Any], more: str, less: str) -> None:
    us = figures((40, *span, "affiliates"))
    assert word(asked("more than", 50), declaration(us=us)) == more
    assert word(asked("less than", 50), declaration(us=us)) == less


def test_a_bound_from_part_of_the_days_is_a_floor_and_no_ceiling() -> None:
    """60 alone on one day of March: with affiliates at least 60 then. 60 with affiliates on that day says nothing of the rest."""
    day = DAY[3]
    for scope, affiliates, operator, verdict in (
        ("alone", True, "at least", "prohibited"),
        ("affiliates", False, "at most", "open"),
    ):
        assert word(asked(operator, 60, affiliates=affiliates), over_march(figures((60, day, day, scope)))) == verdict


@pytest.mark.parametrize("measure", [{}, {"on": APRIL}])
def test_what_is_stated_for_other_days_bounds_nothing(measure: dict[str, Any]) -> None:
    us = figures((60, date(2025, 4, 2), None, "alone"), (60, None, date(2025, 1, 31), "alone"))
    assert word(asked("at least", 60, affiliates=True, **measure), declaration(us=us)) == "open"


def test_the_largest_with_affiliates_is_what_it_cannot_exceed() -> None:
    """40 with affiliates to 14 March and 50 after it: all March it is not more than 50, and may be more than 45."""
    us = figures((40, None, DAY[2], "affiliates"), (50, DAY[3], None, "affiliates"))
    assert [word(asked("more than", value), over_march(us)) for value in (39, 45, 50)] == ["open", "open", "clear"]


@pytest.mark.parametrize("measure", [{}, {"on": APRIL}, {"months": 12}, {"affiliates": True}, {"moment": "source.released"}])
def test_a_bare_number_is_that_number_whenever_it_is_taken(measure: dict[str, Any]) -> None:
    d = declaration(us={"turnover": Known(Decimal(60), NOWHERE)})
    told = [find(asked(operator, 60, **measure), d) for operator in OPERATORS]
    assert [f.verdict.word for f in told if f] == ["prohibited", "clear", "prohibited", "clear", "prohibited"]
    assert {f.facts_relied_on[-1].value for f in told if f} == {"60"}


@pytest.mark.parametrize(
    ("measure", "pivots"),
    [
        ({}, ("us.turnover at ask", "us.turnover at train")),
        ({"on": APRIL}, ("us.turnover as of 2025-04-01",)),
        ({"months": 12}, ("us.turnover over any 12 months",)),
        ({"months": 6, "affiliates": True}, ("us.turnover with affiliates over any 6 months",)),
        ({"moment": "access.date"}, ("us.turnover at ask",)),
    ],
)
def test_what_nobody_stated_is_asked_as_it_is_taken(measure: dict[str, Any], pivots: tuple[str, ...]) -> None:
    found = find(asked("more than", 50, **measure), declaration())
    assert found is not None
    assert (found.verdict.word, sorted(found.pivots)) == ("open", [f"fact:{name}" for name in pivots])


def test_statements_that_contradict_each_other_set_no_upper_bound() -> None:
    """60 and 60 may both be so; 70 alone of 60 with affiliates is not, and then what must be part of it counts."""
    for alone in (59, 60, 61):
        us = figures((alone, None, APRIL, "alone"), (60, None, None, "affiliates"))
        for affiliates in (True, False):
            for operator in OPERATORS:
                assert find(asked(operator, 60, affiliates=affiliates), over_march(us)) is not None


@pytest.mark.parametrize("operator", OPERATORS)
@pytest.mark.parametrize("until", [date(2025, 3, 9), date(2025, 3, 10), date(2025, 3, 20), date(2025, 3, 21), None])
def test_on_one_unknown_day_of_a_range(operator: str, until: date | None) -> None:
    """Some day from 10 to 20 March, of which a statement covers none, one, all but none, or every one."""
    unknown = Uncertain(date(2025, 3, 10), date(2025, 3, 20))
    d = declaration(ASK, replace(TRAIN, when=unknown), us=figures((50, None, until, None)))
    assert find(asked(operator, 50), d) is not None


def test_a_figure_that_does_not_apply_passes_no_test() -> None:
    """And what comes out rests on that."""
    for operator in OPERATORS:
        found = find(asked(operator, 50), declaration(us={"turnover": NotApplicable(NOWHERE)}))
        assert found is not None
        assert found.verdict.word == "clear"
        assert [(f.value, f.absence) for f in found.facts_relied_on if f.fact == "us.turnover"] == [("not applicable", False)]


def test_a_figure_that_is_none_where_left_out() -> None:
    none = replace(ATTRIBUTES["party.turnover"], absent=True)
    test = turnover("at most", 50)
    p = policy(document(clause(when=replace(test, left=replace(test.left, attribute=none)))))
    found = find(p, declaration())
    assert found is not None
    assert found.verdict.word == "clear"
    assert [(f.value, f.absence) for f in found.facts_relied_on if f.fact == "us.turnover"] == [("none declared", True)]
    stated = find(p, declaration(us=figures((40, None, None, None))))
    assert stated is not None
    assert stated.verdict.word == "prohibited"


def test_a_figure_of_the_scope_asked_for_bounds_no_other_day() -> None:
    """60 with affiliates on 1 March: on the days after it that number may be any other."""
    us = figures((60, None, DAY[0], "affiliates"))
    assert word(asked("is", 50, affiliates=True), over_march(us)) == "open"


@pytest.mark.parametrize("measure", [{}, {"on": APRIL}])
def test_of_two_statements_with_affiliates_the_larger_is_the_bound(measure: dict[str, Any]) -> None:
    """They contradict each other; alone it may be more than the lesser, and is not more than the larger."""
    us = figures((50, None, None, "affiliates"), (80, None, None, "affiliates"))
    assert [word(asked("more than", value, **measure), declaration(us=us)) for value in (50, 60, 80)] == ["open", "open", "clear"]


def test_a_statement_may_hold_to_the_end_of_the_calendar() -> None:
    unknown = Uncertain(date(2025, 3, 10), date(2025, 3, 20))
    d = declaration(ASK, replace(TRAIN, when=unknown), us=figures((60, None, date.max, None)))
    assert survey(asked("more than", 50), d, Question(AS_OF)).severities[ID] is Verdict.PROHIBITED


def test_a_figure_that_is_taken_as_missing_is_asked_for() -> None:
    """What a duty tests is taken so where two are held against each other."""
    d = declaration(us={"turnover": Known(Decimal(60), NOWHERE)})
    scope = Scope({"party": bind_party(d.declarant)}, document(), None, {}, (TRAIN,))
    case, test = Case(policy(), d, Question(AS_OF)), Asked("more than", (Decimal(50),))
    taken = [
        compare_figure(one, scope, scope.variables["party"], ATTRIBUTES["party.turnover"], Measure(), test, Trace())
        for one in (case, case.without("us.turnover"))
    ]
    assert taken == [TRUE, literal(Choice("fact:us.turnover at train", "fact", Numbers()), test)]


# --- at a moment -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("last", [date(2023, 12, 31), date(2024, 1, 1), date(2024, 1, 2), None])
@pytest.mark.parametrize("first", [None, date(2023, 12, 31), date(2024, 1, 1), date(2024, 1, 2)])
def test_on_the_day_on_which_the_model_came_out(first: date | None, last: date | None) -> None:
    came_out = replace(model("teacher", own=False), facts=known(released=date(2024, 1, 1)))
    there = (first is None or first <= date(2024, 1, 1)) and (last is None or last >= date(2024, 1, 1))
    d = declaration(us=figures((60, first, last, None)), artifacts=(came_out,))
    assert word(asked("more than", 50, moment="source.released"), d) == ("prohibited" if there else "open")


@pytest.mark.parametrize(("span", "verdict"), [((None, None), "prohibited"), ((None, APRIL), "open"), ((FEBRUARY, None), "open")])
def test_of_an_unknown_release_a_statement_without_days_alone_speaks(span: tuple[Any, Any], verdict: str) -> None:
    p = asked("more than", 50, moment="source.released")
    found = find(p, declaration(us=figures((60, *span, None))))
    assert found is not None
    assert (found.verdict.word, found.pivots) == (verdict, ("fact:us.turnover when teacher was released",) if verdict == "open" else ())


def run_at_home(obtained: Any, us: dict[str, Any]) -> Declaration:
    teacher = replace(model("teacher", own=False), licences=(Licence("lic-p"),), obtained=obtained)
    return declaration(replace(ASK, via="local"), TRAIN, us=us, artifacts=(teacher,))


LICENSED: dict[str, Any] = {"governs": (), "licences": ("lic-p",)}


@pytest.mark.parametrize("first", [date(2025, 1, 14), date(2025, 1, 15), date(2025, 1, 16)])
def test_on_the_day_on_which_the_copy_was_obtained(first: date) -> None:
    obtained = Lasting(date(2025, 1, 15), date(2025, 1, 15))
    p = policy(document(clause(when=turnover("more than", 50, moment="source.obtained")), **LICENSED))
    found = find(p, run_at_home(obtained, figures((60, first, None, None))))
    assert found is not None
    late = first > date(2025, 1, 15)
    assert (found.verdict.word, found.pivots) == (("open", ("fact:us.turnover when teacher was obtained",)) if late else ("prohibited", ()))


def test_when_the_copy_was_obtained_nobody_says() -> None:
    p = policy(document(clause(when=turnover("more than", 50, moment="source.obtained")), **LICENSED))
    found = find(p, run_at_home(None, figures((40, None, date(2024, 12, 31), None), (60, date(2025, 1, 1), None, None))))
    assert found is not None
    assert (found.verdict.word, found.pivots) == ("open", ("fact:teacher.obtained",))


def test_what_nobody_accessed_has_no_day_of_access() -> None:
    """The rows of p are taken as they are, under a law that governs everything: there is no access on which 60 could be reached."""
    when = turnover("more than", 50, moment="access.date")
    law = document(clause(), governs=(Governs((), when, everything=True),))
    p = policy(law)
    d = run_at_home(None, figures((60, None, None, None)))
    assert word(p, d) == "prohibited"
    kept = replace(d, steps={"train": replace(TRAIN, data=replace(TRAIN.data, items=()))})
    assert find(p, kept, "p/one#ban@train:teacher") is None


# --- over any months ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("first", [date(2025, 1, 31), FEBRUARY, date(2025, 2, 2), APRIL, date(2025, 4, 2)])
def test_what_had_begun_by_then_is_a_floor(first: date) -> None:
    """60 from some day on counts where it began by the training at the latest; what began after it is no floor."""
    us = figures((60, first, None, None))
    begun = first <= APRIL
    for operator, value, then in (
        ("more than", 59, "prohibited"),
        ("more than", 60, "open"),
        ("at least", 60, "prohibited"),
        ("at least", 61, "open"),
        ("less than", 60, "clear"),
        ("less than", 61, "open"),
        ("at most", 59, "clear"),
        ("at most", 60, "open"),
        ("is", 59, "clear"),
        ("is", 60, "open"),
        ("is", 61, "open"),
    ):
        assert word(asked(operator, value, months=12), declaration(us=us)) == (then if begun else "open")


@pytest.mark.parametrize(
    ("operator", "verdicts"),
    [
        ("is", ("clear", "prohibited", "clear")),
        ("more than", ("prohibited", "clear", "clear")),
        ("at least", ("prohibited", "prohibited", "clear")),
        ("less than", ("clear", "clear", "prohibited")),
        ("at most", ("clear", "prohibited", "prohibited")),
    ],
)
def test_stated_without_days_it_is_the_whole_truth(operator: str, verdicts: tuple[str, ...]) -> None:
    """40 once and 60 for all days: the largest is 60, and nobody knows of more."""
    us = figures((40, FEBRUARY, None, None), (60, None, None, None))
    assert tuple(word(asked(operator, value, months=12), declaration(us=us)) for value in (59, 60, 61)) == verdicts


@pytest.mark.parametrize("span", [(None, None), (FEBRUARY, None), (None, APRIL), (date(2025, 4, 2), None)])
@pytest.mark.parametrize("scope", ["alone", "affiliates", None])
@pytest.mark.parametrize("affiliates", [True, False])
def test_over_any_months_whose_number_it_is(span: tuple[Any, Any], scope: str | None, affiliates: bool) -> None:
    for operator in OPERATORS:
        found = find(asked(operator, 60, months=12, affiliates=affiliates), declaration(us=figures((60, *span, scope))))
        assert found is not None


@pytest.mark.parametrize("operator", OPERATORS)
@pytest.mark.parametrize("first", [date(2025, 3, 10), date(2025, 3, 15), date(2025, 3, 20), date(2025, 3, 21)])
def test_whether_it_had_begun_hangs_on_an_unknown_day(operator: str, first: date) -> None:
    unknown = Uncertain(date(2025, 3, 10), date(2025, 3, 20))
    d = declaration(ASK, replace(TRAIN, when=unknown), us=figures((60, first, None, None), (50, None, None, None)))
    for value in (50, 60):
        assert find(asked(operator, value, months=12), d) is not None


# --- words -------------------------------------------------------------------------------------------------------------


def test_what_is_relied_on_is_told_with_its_days() -> None:
    us = figures((40, None, None, None), (41, FEBRUARY, FEBRUARY, None), (42, FEBRUARY, None, None), (43, None, APRIL, None),
                 (44, FEBRUARY, APRIL, None))  # fmt: skip
    found = find(asked("more than", 50), declaration(us=us))
    assert found is not None
    assert [(f.fact, f.value) for f in found.facts_relied_on if f.fact == "us.turnover"] == [
        ("us.turnover", "40, 41 on 2025-02-01, 42 from 2025-02-01, 43 until 2025-04-01, 44 from 2025-02-01 until 2025-04-01")
    ]


def test_what_is_stated_of_another_scope_alone_is_told_so() -> None:
    found = find(asked("more than", 50), declaration(us=figures((60, None, None, "affiliates"))))
    assert found is not None
    assert [f.value for f in found.facts_relied_on if f.fact == "us.turnover"] == ["stated otherwise"]


def test_a_statement_speaks_of_its_first_and_its_last_day() -> None:
    (figure,) = figures((1, FEBRUARY, APRIL, None))["turnover"].items
    days = (date(2025, 1, 31), FEBRUARY, date(2025, 3, 1), APRIL, date(2025, 4, 2))
    assert [covers(figure, day) for day in days] == [False, True, True, True, False]


@pytest.mark.parametrize(
    ("least", "most", "operator", "value", "answer"),
    [
        (30, None, "at most", 20, FALSE),
        (30, None, "at least", 20, TRUE),
        (30, None, "at most", 40, None),
        (None, 10, "more than", 10, FALSE),
        (None, 10, "at most", 10, TRUE),
        (10, 30, "is", 40, FALSE),
        (None, None, "at most", 20, None),
    ],
)
def test_a_number_that_can_only_pass_or_only_fail_is_not_asked(
    least: int | None, most: int | None, operator: Any, value: int, answer: Formula | None
) -> None:
    lower, upper = (None if bound is None else Decimal(bound) for bound in (least, most))
    test = Asked(operator, (Decimal(value),))
    asked = literal(Choice("fact:us.sum", "fact", Numbers(lower, upper)), test)
    assert ask_number("fact:us.sum", lower, upper, test) == (asked if answer is None else answer)
