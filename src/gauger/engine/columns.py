"""Plain facts of many declarations of one shape, by fact: which of them pass which test. A set of declarations is an integer of bits."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from gauger.declaration.records import Declaration, Fact, Known, NotApplicable
from gauger.text.values import dataclass
from gauger.worlds.choices import Choice
from gauger.worlds.domains import Days, Numbers, OneOf, SomeOf, Test, Value, Words, YesNo, holds
from gauger.worlds.outline import LITERAL, Outline

TYPES: Mapping[type, type] = {OneOf: str, SomeOf: frozenset, Numbers: Decimal, Words: str, YesNo: bool, Days: date}
"""What a value is in Python, by its domain. A declaration with another is looked at by itself."""

KEPT = 4096
"""Values of a column for which the tests that they pass are kept."""

Fetch = Callable[[Declaration], Mapping[str, Fact]]


@dataclass(frozen=True, slots=True)
class Column:
    """A fact of a record, and the tests made of it, each with the step that asks it."""

    name: str
    sort: type
    tests: tuple[tuple[int, Test], ...]
    marks: tuple[Value, ...]
    passed: dict[object, tuple[int, ...]]

    def group(self, rows: Sequence[Mapping[str, Fact]]) -> Grouped:
        """The rows by value, those in which the fact is missing, and those in which it is of another sort."""
        name, sort = self.name, self.sort
        groups: dict[Any, int] = {}
        missing = odd = 0
        bit = 1
        for facts in rows:
            fact = facts.get(name)
            if fact.__class__ is Known and fact.value.__class__ is sort:
                value = fact.value
                groups[value] = groups[value] | bit if value in groups else bit
            elif fact is None:
                missing |= bit
            elif fact.__class__ is not NotApplicable:
                odd |= bit
            bit <<= 1
        return Grouped(self, groups, missing, odd)

    def list_passed(self, value: Value | frozenset[Value]) -> tuple[int, ...]:
        """The steps whose test a value passes. Between two marks all numbers, or days, pass the same."""
        key: object = value
        if self.marks:
            place = bisect_left(self.marks, value)
            key = (place, place < len(self.marks) and self.marks[place] == value)
        found = self.passed.get(key)
        if found is None:
            if len(self.passed) >= KEPT:
                self.passed.clear()
            found = self.passed[key] = tuple([step for step, test in self.tests if holds(test, value)])
        return found


@dataclass(frozen=True, slots=True)
class Grouped:
    """A column of many declarations: those that have each value, those with a gap, and those with a fact of another sort than was to be
    expected."""

    column: Column
    values: Mapping[Any, int]
    missing: int
    odd: int


@dataclass(frozen=True, slots=True)
class Table:
    """The columns of one record."""

    fetch: Fetch
    columns: tuple[Column, ...]

    def read(self, declarations: Sequence[Declaration]) -> list[Grouped]:
        """The facts of the record, by value; nothing is tested yet."""
        rows = [self.fetch(declaration) for declaration in declarations]
        return [column.group(rows) for column in self.columns]


def list_tables(declaration: Declaration, plain: frozenset[str], outline: Outline) -> tuple[tuple[Table, ...], frozenset[int]]:
    """A table for each record of which something is tested, and the axes of the choices that they settle."""
    records = _list_records(declaration)
    asked = [dict[int, Test]() for _ in outline.choices]
    for step, (kind, parts) in enumerate(outline.steps):
        if kind == LITERAL:
            asked[parts[0]][step] = Test(*list(outline.asked[parts[0]])[parts[1]])
    found: dict[str, list[Column]] = {}
    told = set()
    for axis, choice in enumerate(outline.choices):
        owner, _, name = choice.key.removeprefix("fact:").rpartition(".")
        if owner in records and name in plain:  # the key of another kind of choice names no record
            found.setdefault(owner, []).append(_make_column(name, choice, asked[axis]))
            told.add(axis)
    return tuple(Table(records[owner], tuple(columns)) for owner, columns in found.items()), frozenset(told)


def _make_column(name: str, choice: Choice, asked: Mapping[int, Test]) -> Column:
    sort = TYPES[type(choice.domain)]
    marks = sorted({value for test in asked.values() for value in test.values if type(value) is sort}) if sort in {Decimal, date} else []
    return Column(name, sort, tuple(asked.items()), tuple(marks), {})


def _list_records(declaration: Declaration) -> Mapping[str, Fetch]:
    """How the facts of each record are found in a declaration of the same shape."""
    found: dict[str, Fetch] = {}
    found |= {name: lambda given, name=name: given.parties[name].facts for name in declaration.parties}  # type: ignore[misc]
    found |= {name: lambda given, name=name: given.artifacts[name].facts for name in declaration.artifacts}  # type: ignore[misc]
    found |= {name: lambda given, name=name: given.steps[name].facts for name in declaration.steps}  # type: ignore[misc]
    for place, release in enumerate(declaration.releases.items):
        found[release.id] = lambda given, place=place: given.releases.items[place].facts  # type: ignore[misc]
    return found


def has_distinct_ids(declaration: Declaration) -> bool:
    """Whether no two records share an id, so that a choice about a fact says whose it is."""
    ids = [*declaration.parties, *declaration.artifacts, *declaration.steps, *(release.id for release in declaration.releases.items)]
    return len(set(ids)) == len(ids)
