"""Comparisons with the model reached on their right, worked out by hand: the student is trained on what the teacher returned."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from gauger.declaration.records import Declaration, NotApplicable
from gauger.policy.model import AllOf, AttributeRef, NoneOf, Operator
from gauger.policy.model import Test as Comparison
from tests.differential.random_words import ATTRIBUTES, NOWHERE
from tests.oracle.scenes import clause, declaration, document, find, is_sort, keys, known, policy


def against(mine: str, operator: Operator, other: str) -> Comparison:
    """The student's attribute against one of the teacher's."""
    right = AttributeRef("source", ATTRIBUTES[f"model.{other}"])
    return Comparison(AttributeRef("model", ATTRIBUTES[f"model.{mine}"]), operator, (), right, NOWHERE)


def taught(student: dict[str, Any], teacher: dict[str, Any]) -> Declaration:
    d = declaration(student=student)
    return replace(d, artifacts={**d.artifacts, "teacher": replace(d.artifacts["teacher"], facts=known(**teacher))})


ROUND, SQUARE, SING, BOTH = {"sort": "round"}, {"sort": "square"}, frozenset({"sing"}), frozenset({"sing", "dance"})
TEACHERS, STUDENTS, WHETHER = "fact:teacher.sort", "fact:student.sort", "fact:student.sort is teacher.sort"


@pytest.mark.parametrize(
    ("student", "teacher", "verdict", "pivots"),
    [
        (ROUND, ROUND, "prohibited", keys()),
        (ROUND, SQUARE, "clear", keys()),
        (ROUND, {}, "open", keys(TEACHERS)),
        ({}, ROUND, "open", keys(STUDENTS)),
        ({}, {}, "open", keys(WHETHER)),
        (ROUND, {"sort": NotApplicable}, "clear", keys()),
        ({"sort": NotApplicable}, {}, "clear", keys()),
        ({}, {"sort": NotApplicable}, "clear", keys()),
    ],
)
def test_what_is_known_is_asked_of_what_is_missing(
    student: dict[str, Any], teacher: dict[str, Any], verdict: str, pivots: frozenset[str]
) -> None:
    found = find(policy(document(clause(when=against("sort", "is", "sort")))), taught(student, teacher))
    assert (found.verdict, found.pivots) == (verdict, pivots)


@pytest.mark.parametrize(
    ("test", "student", "teacher", "verdict"),
    [
        (against("skills", "overlaps", "skills"), {"skills": SING}, {"skills": BOTH}, "prohibited"),
        (against("skills", "overlaps", "skills"), {"skills": SING}, {"skills": frozenset()}, "clear"),
        (against("skills", "overlaps", "skills"), {"skills": frozenset()}, {}, "clear"),
        (against("skills", "overlaps", "skills"), {"skills": SING}, {}, "open"),
        (against("skills", "includes", "knack"), {"skills": SING}, {"knack": "Sing"}, "prohibited"),
        (against("skills", "includes", "knack"), {"skills": BOTH}, {}, "open"),
        (against("knack", "in", "skills"), {"knack": "Dance"}, {"skills": SING}, "clear"),
        (against("knack", "in", "skills"), {"knack": "Dance"}, {}, "open"),
        (against("flaws", "overlaps", "flaws"), {"flaws": frozenset({"cracks"})}, {}, "clear"),  # left out means none
        (against("flaws", "overlaps", "flaws"), {}, {"flaws": frozenset({"cracks"})}, "clear"),
    ],
)
def test_lists_and_values(test: Comparison, student: dict[str, Any], teacher: dict[str, Any], verdict: str) -> None:
    assert find(policy(document(clause(when=test))), taught(student, teacher)).verdict == verdict


def test_two_conditions_share_what_is_missing() -> None:
    """The student is round. The ban takes a teacher that is of its sort and is not round: no such teacher, so no world has a breach."""
    round_teacher = Comparison(AttributeRef("source", ATTRIBUTES["model.sort"]), "is", ("round",), None, NOWHERE)
    same = against("sort", "is", "sort")
    for other, verdict in ((NoneOf((round_teacher,)), "clear"), (round_teacher, "open")):
        assert find(policy(document(clause(when=AllOf((same, other))))), taught(ROUND, {})).verdict == verdict


def test_what_is_missing_on_both_sides_says_nothing_of_either() -> None:
    """Whether the two sorts are one is a choice of its own: it stands beside that of the student's sort, which a second test asks about."""
    found = find(policy(document(clause(when=AllOf((against("sort", "is", "sort"), is_sort("round")))))), taught({}, {}))
    assert (found.verdict, found.pivots) == ("open", keys(WHETHER, STUDENTS))
