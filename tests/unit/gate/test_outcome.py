"""What a run is worth: each exit code, and which one stands where several could."""

from __future__ import annotations

from dataclasses import replace

import pytest

from gauger.findings.model import Exposure, Unexamined, Verdict
from gauger.gate import Outcome, Thresholds, judge
from tests.unit.findings.building import GAP, UNMADE, expose, settle, span

CLEAR, CONDITIONAL, OPEN, GREY, PROHIBITED = (expose(settle(v, duty="unshown" if v is Verdict.CONDITIONAL else None)) for v in Verdict)
UNMET = expose(settle(Verdict.CONDITIONAL, duty="unmet"))
NOTHING_REACHED = replace(expose(), examined=replace(expose().examined, sources=0))
SECOND_GAP = Unexamined("terms", "pages", "the licence of `pages` is not declared", span(9))
ALL_UNCOVERED = expose(unexamined=(GAP, SECOND_GAP))
SOME_UNCOVERED = expose(settle(Verdict.CLEAR), unexamined=(GAP,))


@pytest.mark.parametrize(
    ("exposure", "codes"),
    [
        # one code for each threshold: clear, conditional, open, grey, prohibited, none
        (CLEAR, (1, 0, 0, 0, 0, 0)),
        (CONDITIONAL, (1, 1, 0, 0, 0, 0)),
        (OPEN, (4, 4, 4, 0, 0, 0)),
        (GREY, (1, 1, 1, 1, 0, 0)),
        (PROHIBITED, (1, 1, 1, 1, 1, 0)),
        (UNMET, (1, 1, 1, 1, 1, 0)),
        (NOTHING_REACHED, (0, 0, 0, 0, 0, 0)),
        (ALL_UNCOVERED, (3, 3, 3, 3, 3, 3)),
        (SOME_UNCOVERED, (1, 4, 4, 4, 4, 0)),
    ],
)
def test_each_threshold(exposure: Exposure, codes: tuple[int, ...]) -> None:
    assert tuple(int(judge([exposure], Thresholds(threshold))) for threshold in (*Verdict, None)) == codes


def test_input_that_cannot_be_used_comes_first() -> None:
    assert judge([PROHIBITED], Thresholds(Verdict.PROHIBITED), unusable=True) is Outcome.UNUSABLE
    assert judge([], Thresholds(None), unusable=True) is Outcome.UNUSABLE


def test_what_reaches_the_threshold_comes_before_what_is_not_known() -> None:
    assert judge([OPEN, SOME_UNCOVERED, GREY], Thresholds(Verdict.OPEN)) is Outcome.REACHED
    assert judge([expose(settle(Verdict.OPEN), settle(Verdict.PROHIBITED))], Thresholds(Verdict.CONDITIONAL)) is Outcome.REACHED


def test_what_is_not_known_comes_before_nothing_at_all() -> None:
    assert judge([ALL_UNCOVERED, OPEN], Thresholds(Verdict.OPEN)) is Outcome.UNDETERMINED
    assert judge([ALL_UNCOVERED, CLEAR], Thresholds(Verdict.PROHIBITED)) is Outcome.UNDETERMINED
    assert judge([ALL_UNCOVERED, NOTHING_REACHED], Thresholds(Verdict.PROHIBITED)) is Outcome.UNDETERMINED


def test_no_declaration_is_nothing_checked() -> None:
    assert judge([], Thresholds(Verdict.PROHIBITED)) is Outcome.NOTHING_CHECKED


def test_data_of_unknown_making_is_no_gap_in_the_terms() -> None:
    assert judge([expose(settle(Verdict.CLEAR), unexamined=(UNMADE,))], Thresholds(Verdict.PROHIBITED)) is Outcome.PASSED


def test_one_source_with_several_gaps_does_not_stand_for_all() -> None:
    """Two sources are examined, and both gaps are of the same one."""
    assert judge([expose(unexamined=(GAP, replace(GAP, reason="another")))], Thresholds(Verdict.PROHIBITED)) is Outcome.UNDETERMINED


def test_a_duty_shown_unmet_ranks_with_prohibited() -> None:
    assert UNMET.findings[0].severity is Verdict.PROHIBITED
    assert CONDITIONAL.findings[0].severity is Verdict.CONDITIONAL


def test_codes_are_those_of_the_manual() -> None:
    assert {o.name: int(o) for o in Outcome} == {
        "PASSED": 0, "REACHED": 1, "UNUSABLE": 2, "NOTHING_CHECKED": 3, "UNDETERMINED": 4, "INTERNAL": 70
    }  # fmt: skip
