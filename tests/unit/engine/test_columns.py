"""Facts by value: which declarations have which, and which tests a value passes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from gauger.declaration.records import Artifact, Declaration, Fact, NotApplicable
from gauger.engine.columns import Column, has_distinct_ids, list_tables
from gauger.worlds import Choice, literal
from gauger.worlds.domains import Days, Numbers, OneOf, SomeOf, Words, YesNo
from gauger.worlds.domains import Test as Asked
from gauger.worlds.outline import Outline
from tests.differential.random_words import NOWHERE
from tests.oracle.scenes import declaration, known, release

FEBRUARY, MARCH = date(2025, 2, 1), date(2025, 3, 1)


def lay(choice: Choice, *tests: Asked, plain: str = "size") -> tuple[Column, ...]:
    """The columns of the fact of a choice about which these tests ask, each in a step of its own."""
    outline = Outline()
    for test in tests:
        outline.add(literal(choice, test))
    tables, told = list_tables(declaration(), frozenset({plain}), outline)
    assert told == ({0} if tables else set())
    return tuple(column for table in tables for column in table.columns)


def size(operator: str, number: int) -> Asked:
    return Asked(operator, (Decimal(number),))


SIZE = Choice("fact:us.size", "fact", Numbers())


def test_rows_are_grouped_by_value() -> None:
    """One bit a row, the first the lowest: five twice, six once, one gap, one fact of another sort, one that does not apply."""
    (column,) = lay(SIZE, size("more than", 5))
    facts: tuple[Mapping[str, Fact], ...] = (
        known(size=Decimal(5)), {}, known(size=Decimal(6)), known(size=6), known(size=Decimal(5)), {"size": NotApplicable(NOWHERE)},
        known(weight=Decimal(5)),
    )  # fmt: skip
    found = column.group(facts)
    assert (found.values, found.missing, found.odd) == ({Decimal(5): 0b010001, Decimal(6): 0b000100}, 0b1000010, 0b001000)
    assert found.column is column


@pytest.mark.parametrize(
    ("domain", "value", "other"),
    [
        (OneOf(("round", "square")), "round", Decimal(1)),
        (SomeOf(), frozenset({"sing"}), "sing"),
        (Numbers(), Decimal(1), 1),
        (Words(), "Oak", Decimal(1)),
        (YesNo(), True, "yes"),
        (Days(date(2025, 1, 1), date(2026, 1, 1)), FEBRUARY, "2025-02-01"),
    ],
)
def test_a_value_is_of_the_sort_of_its_domain(domain: Any, value: Any, other: Any) -> None:
    (column,) = lay(Choice("fact:us.size", "fact", domain), Asked("is", (value if not isinstance(value, frozenset) else "sing",)))
    found = column.group([known(size=value), known(size=other)])
    assert (found.values, found.missing, found.odd) == ({value: 0b01}, 0, 0b10)


def test_a_number_passes_what_lies_on_its_side_of_the_marks() -> None:
    (column,) = lay(SIZE, size("more than", 5), size("at most", 5), size("at least", 9))
    expected = {4: (1,), 5: (1,), 6: (0,), 8: (0,), 9: (0, 2), 10: (0, 2)}
    assert {number: column.list_passed(Decimal(number)) for number in (*expected, *expected)} == expected
    # Six and eight lie between the same marks: what has been found for one is found for the other.
    assert len(column.passed) == 5


def test_a_day_passes_what_lies_on_its_side_of_the_marks() -> None:
    choice = Choice("fact:us.size", "fact", Days(date(2025, 1, 1), date(2026, 1, 1)))
    (column,) = lay(choice, Asked("before", (FEBRUARY,)), Asked("on or after", (MARCH,)))
    days = {date(2025, 1, 31): (0,), FEBRUARY: (), date(2025, 2, 2): (), date(2025, 2, 28): (), MARCH: (1,), date(2025, 3, 2): (1,)}
    assert {day: column.list_passed(day) for day in days} == days
    assert len(column.passed) == 5


def test_a_word_passes_by_itself() -> None:
    (column,) = lay(Choice("fact:us.size", "fact", OneOf(())), Asked("is", ("round",)), Asked("in", ("Flat", "round")))
    words = {"round": (0, 1), "Round": (0, 1), "flat": (1,), "square": ()}
    assert {word: column.list_passed(word) for word in words} == words


def test_no_more_is_kept_of_a_column_than_its_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gauger.engine.columns.KEPT", 2)
    (column,) = lay(Choice("fact:us.size", "fact", OneOf(())), Asked("is", ("b",)))
    kept = []
    for word in ("a", "b", "c"):
        assert column.list_passed(word) == ((0,) if word == "b" else ())
        kept.append(len(column.passed))
    assert kept == [1, 2, 1]


def test_each_record_has_the_columns_of_what_is_asked_about_it() -> None:
    """Of party, artifact, step and release, in a declaration of the same shape with other facts."""
    outline = Outline()
    for owner in ("us", "student", "ask", "student.release"):
        outline.add(literal(Choice(f"fact:{owner}.size", "fact", Numbers()), size("more than", 5)))
    given = declaration(releases=replace(declaration().releases, items=(release(),)))
    tables, told = list_tables(given, frozenset({"size"}), outline)
    assert told == {0, 1, 2, 3}
    read = [grouped for table in tables for grouped in table.read([given, with_sizes(given)])]
    assert [(grouped.values, grouped.missing) for grouped in read] == [
        ({Decimal(10): 0b01, Decimal(1): 0b10}, 0), ({Decimal(2): 0b10}, 0b01), ({Decimal(3): 0b10}, 0b01), ({Decimal(4): 0b10}, 0b01)
    ]  # fmt: skip
    assert [grouped.column.tests for grouped in read] == [((step, size("more than", 5)),) for step in range(4)]


def with_sizes(given: Declaration) -> Declaration:
    """Another size for each record."""
    (shown,) = given.releases.items
    return replace(
        given,
        parties={**given.parties, "us": replace(given.parties["us"], facts=known(size=Decimal(1)))},
        artifacts={**given.artifacts, "student": replace(given.artifacts["student"], facts=known(size=Decimal(2)))},
        steps={**given.steps, "ask": replace(given.steps["ask"], facts=known(size=Decimal(3)))},
        releases=replace(given.releases, items=(replace(shown, facts=known(size=Decimal(4))),)),
    )


@pytest.mark.parametrize(
    "choice",
    [
        Choice("fact:us.turnover", "fact", Numbers()),  # no plain fact
        Choice("fact:stranger.size", "fact", Numbers()),  # of no record
        Choice("reading:us.size", "reading", Numbers()),
    ],
)
def test_nothing_else_has_a_column(choice: Choice) -> None:
    assert lay(choice, size("more than", 5)) == ()


def test_what_is_asked_of_another_choice_is_no_test_of_the_column() -> None:
    """A column has its own tests, by the number of the step that makes each; and parts of a formula that ask nothing have none."""
    outline = Outline()
    other = Choice("fact:they.place", "fact", OneOf(("DE", "FR")))
    asked = [literal(other, Asked("is", ("DE",))), literal(SIZE, size("more than", 5)), literal(SIZE, size("less than", 2))]
    outline.add(asked[0])
    outline.add(asked[1])
    outline.add(literal(other, Asked("is", ("FR",))))
    outline.add(asked[2])
    tables, told = list_tables(declaration(), frozenset({"size"}), outline)
    assert told == {1}
    assert [column.tests for table in tables for column in table.columns] == [((1, size("more than", 5)), (3, size("less than", 2)))]


def test_ids_are_distinct_across_records() -> None:
    given = declaration(releases=replace(declaration().releases, items=(release(),)))
    assert has_distinct_ids(given)
    twin = Artifact("ask", "dataset", "ask", None, True, None, None, {}, NOWHERE)
    assert not has_distinct_ids(replace(given, artifacts={**given.artifacts, "ask": twin}))
    (shown,) = given.releases.items
    assert not has_distinct_ids(replace(given, releases=replace(given.releases, items=(replace(shown, id="us"),))))
