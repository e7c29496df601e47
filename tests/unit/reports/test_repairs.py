"""Repairs for a person: alike ones as one entry with all their numbers, each edit with the findings that need it."""

from __future__ import annotations

from datetime import date

import pytest

from gauger.findings.model import Made, Mending, Repair, Repaired
from gauger.reports.layout import Style
from gauger.reports.repairs import find_difference, group_alike, render_repairs
from tests.unit.findings.building import make_finding


def made(label: str, about: str = "access", cost: int = 8, answers: tuple[str, ...] = ("f",)) -> Made:
    return Made(about, label, f"take {label}", cost, answers)


def repair(*edits: Made, redone: tuple[str, ...] = (), modelled: tuple[str, ...] = ()) -> Repair:
    return Repair(sum(edit.cost for edit in edits), edits, redone, modelled)


A, B, C = (repair(made(name), made("notice", "notice", 1)) for name in "abc")


def test_repairs_that_differ_in_one_edit_are_alike() -> None:
    assert list(group_alike([A, B, C])) == [(A, B, C)]
    assert find_difference([A, B, C]) == 0


@pytest.mark.parametrize(
    "other",
    [
        repair(made("b"), made("mark", "notice", 1)),
        repair(made("b")),
        repair(made("b"), made("notice", "mark", 1)),
        repair(made("b", cost=9), made("notice", "notice", 1)),
        repair(made("b", answers=("g",)), made("notice", "notice", 1)),
        repair(made("b"), made("notice", "notice", 1), redone=("step",)),
        repair(made("b"), made("notice", "notice", 1), modelled=("f",)),
    ],
)
def test_repairs_that_differ_in_more_are_told_apart(other: Repair) -> None:
    assert list(group_alike([A, other])) == [(A,), (other,)]


def test_a_group_differs_in_one_and_the_same_edit() -> None:
    mark = repair(made("b"), made("mark", "notice", 1))
    assert list(group_alike([A, B, mark])) == [(A, B), (mark,)]


def test_what_is_not_beside_one_another_is_no_group_and_nothing_is_lost() -> None:
    alone = repair(made("x", "other"))
    assert list(group_alike([A, alone, B])) == [(A,), (alone,), (B,)]
    assert list(group_alike([])) == []


def mending(*repairs: Repair, apart: tuple[Repaired, ...] = ()) -> Mending:
    return Mending("scene", "gauger.yaml", date(2026, 6, 1), "", "", 12, (make_finding(),), Repaired(("f",), repairs), apart, ())


def text(*repairs: Repair) -> str:
    return render_repairs(mending(*repairs), Style(72))


def test_numbers_run_on_through_groups_so_that_each_can_be_applied() -> None:
    lines = text(A, B, repair(made("x", "other")), C).splitlines()
    told = [line for line in lines if line.lstrip()[:1].isdigit()]
    assert told == ["1 to 2. cost 9 each", "     1. take a", "     2. take b", "3. cost 8", "4. cost 9"]
    assert "   - one of:" in lines
    assert lines.count("   - take notice") == 2


def test_that_there_is_none_is_said_with_the_cost() -> None:
    assert "TO CLEAR IT  no set of edits up to a cost of 12 does" in text()


def test_what_is_done_again_and_what_hangs_on_the_model_is_said() -> None:
    told = text(repair(made("a"), redone=("ask", "tune"), modelled=("f",)))
    assert "   done again on 2026-06-01: ask, tune" in told
    assert "clear as modelled: readings that nobody has modelled could say" in told
    assert "What was done before stays as it was done" in told
    assert "What was done before" not in text(repair(made("a")))
