"""Statements about one finding, and whether they hold in one world.

A statement is `True`, `False`, a question put to one choice, or built of such. A world is a dict from choice key to value.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from itertools import chain, combinations, pairwise, product
from math import prod
from typing import Any

from gauger.policy.model import AllOf, AnyOf, Attribute, Condition, Constant, NoneOf, Test

World = Mapping[str, Any]
DAY = timedelta(days=1)
FURTHER_MET, FURTHER_UNMET = "further, met", "further, not met"

# --- questions: what may be asked of the value of a choice -------------------------------------------------------------


@dataclass(frozen=True)
class Compare:
    """A comparison of an attribute; the value is a scalar or a frozenset of scalars."""

    operator: str
    values: tuple[Any, ...]

    def __call__(self, value: Any) -> bool:
        right = [fold(v) for v in self.values]
        if isinstance(value, frozenset):
            left = {fold(v) for v in value}
            return left >= set(right) if self.operator == "includes" else bool(left & set(right))
        left_one: Any = fold(value)
        match self.operator:
            case "is" | "in" | "overlaps" | "includes":
                return left_one in right
            case "more than" | "on or after":
                return bool(left_one > right[0] or (self.operator == "on or after" and left_one == right[0]))
            case "at least":
                return bool(left_one >= right[0])
            case "less than" | "before":
                return bool(left_one < right[0])
            case "at most":
                return bool(left_one <= right[0])
            case "starts with":
                return any(left_one.startswith(r) for r in right)
            case "contains":
                return any(r in left_one for r in right)
        raise ValueError(self.operator)


@dataclass(frozen=True)
class OnDays:
    """A day lies in `since` (included) to `until` (excluded)."""

    since: date | None
    until: date | None

    def __call__(self, value: tuple[date, date]) -> bool:
        return self.has(value[0])

    def has(self, day: date) -> bool:
        return (self.since is None or self.since <= day) and (self.until is None or day < self.until)


@dataclass(frozen=True)
class Is:
    """The value is one of these."""

    values: frozenset[Any]

    def __call__(self, value: Any) -> bool:
        return value in self.values


@dataclass(frozen=True)
class Holds:
    """Some further entry meets the body (any entry at all when there is none)."""

    body: Condition | None

    def __call__(self, value: frozenset[frozenset[Condition]]) -> bool:
        return bool(value) if self.body is None else any(self.body in cell for cell in value)


@dataclass(frozen=True)
class Has:
    """The further entries include this artifact."""

    artifact: str

    def __call__(self, value: frozenset[str]) -> bool:
        return self.artifact in value


Question = Compare | OnDays | Is | Holds | Has


def fold(value: Any) -> Any:
    return value.lower() if isinstance(value, str) else value


# --- statements --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Ask:
    key: str
    question: Question


@dataclass(frozen=True)
class And:
    items: tuple[Statement, ...]


@dataclass(frozen=True)
class Or:
    items: tuple[Statement, ...]


@dataclass(frozen=True)
class Not:
    item: Statement


@dataclass(frozen=True)
class Read:
    """A concept: what it says under each admitted reading. `residue` when somebody might read it otherwise."""

    key: str
    options: tuple[tuple[str, Statement], ...]
    residue: bool


Statement = bool | Ask | And | Or | Not | Read


def both(*items: Statement) -> Statement:
    kept = tuple(i for i in items if i is not True)
    if any(i is False for i in kept):
        return False
    return And(kept) if kept else True


def either(items: Iterable[Statement]) -> Statement:
    kept = tuple(i for i in items if i is not False)
    if any(i is True for i in kept):
        return True
    return Or(kept) if kept else False


def negate(item: Statement) -> Statement:
    return (not item) if isinstance(item, bool) else Not(item)


def read(key: str, options: tuple[tuple[str, Statement], ...], residue: bool) -> Statement:
    """A concept without residue that every reading decides alike is decided."""
    first = options[0][1]
    if not residue and (len(options) == 1 or (isinstance(first, bool) and all(o is first for _, o in options))):
        return first
    return Read(key, options, residue)


def widen(s: Statement) -> Statement:
    """The statement with two more readings of each concept that has a residue: one that is met and one that is not."""
    if isinstance(s, And):
        return And(tuple(widen(i) for i in s.items))
    if isinstance(s, Or):
        return Or(tuple(widen(i) for i in s.items))
    if isinstance(s, Not):
        return Not(widen(s.item))
    if isinstance(s, Read):
        options = tuple((n, widen(o)) for n, o in s.options)
        return Read(s.key, (*options, (FURTHER_MET, True), (FURTHER_UNMET, False)) if s.residue else options, s.residue)
    return s


def holds(s: Statement, world: World) -> bool:
    if isinstance(s, bool):
        return s
    if isinstance(s, Ask):
        return s.question(world[s.key])
    if isinstance(s, And):
        return all(holds(i, world) for i in s.items)
    if isinstance(s, Or):
        return any(holds(i, world) for i in s.items)
    if isinstance(s, Not):
        return not holds(s.item, world)
    if len(s.options) == 1:
        return holds(s.options[0][1], world)
    return holds(dict(s.options)[world[s.key]], world)


def walk(s: Statement) -> Iterator[Statement]:
    yield s
    if isinstance(s, And | Or):
        for item in s.items:
            yield from walk(item)
    elif isinstance(s, Not):
        yield from walk(s.item)
    elif isinstance(s, Read):
        for _, option in s.options:
            yield from walk(option)


# --- values of choices -------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Listed:
    """A choice with these values."""

    values: tuple[Any, ...]

    def cells(self, _questions: list[Question]) -> list[Any]:
        return list(self.values)


@dataclass(frozen=True)
class Fact:
    """An attribute that nobody declared: values that no question tells apart are one."""

    attribute: Attribute

    def cells(self, questions: list[Question]) -> list[Any]:
        return distinct(candidates(self.attribute, [q for q in questions if isinstance(q, Compare)]), questions)


@dataclass(frozen=True)
class Days:
    """One unknown day between two, both included: cut where a question begins or ends to hold."""

    first: date
    last: date

    def cells(self, questions: list[Question]) -> list[Any]:
        edges = {edge for q in questions if isinstance(q, OnDays) for edge in (q.since, q.until)}
        starts = sorted({self.first} | {e for e in edges if e is not None and self.first < e <= self.last})
        return [(a, b - DAY) for a, b in zip(starts, [*starts[1:], self.last + DAY], strict=True)]


@dataclass(frozen=True)
class Entries:
    """Further entries of an open list: which cells are inhabited. Entries that meet no body count where the entry itself is asked for."""

    attributes: Mapping[str, Attribute]

    def cells(self, questions: list[Question]) -> list[Any]:
        bodies = [q.body for q in questions if isinstance(q, Holds) and q.body is not None]
        tests: dict[Attribute, list[Compare]] = {}
        for test in chain.from_iterable(body_tests(b) for b in bodies):
            tests.setdefault(test.left.attribute, []).append(Compare(test.operator, test.values))
        names = list(tests)
        entries = product(*(distinct(candidates(a, tests[a]), list(tests[a])) for a in names))
        cells = {frozenset(b for b in bodies if meets(b, dict(zip(names, e, strict=True)))) for e in entries}
        counted = sorted((c for c in cells if c or Holds(None) in questions), key=lambda c: [b in c for b in bodies])
        return [frozenset(s) for n in range(len(counted) + 1) for s in combinations(counted, n)]


Domain = Listed | Fact | Days | Entries


def body_tests(body: Condition) -> Iterator[Test]:
    if isinstance(body, Test):
        yield body
    elif isinstance(body, AllOf | AnyOf | NoneOf):
        for item in body.items:
            yield from body_tests(item)


def meets(body: Condition, entry: Mapping[Attribute, Any]) -> bool:
    if isinstance(body, Test):
        return Compare(body.operator, body.values)(entry[body.left.attribute])
    if isinstance(body, Constant):
        return body.value
    if isinstance(body, AllOf):
        return all(meets(i, entry) for i in body.items)
    if isinstance(body, AnyOf):
        return any(meets(i, entry) for i in body.items)
    if isinstance(body, NoneOf):
        return not any(meets(i, entry) for i in body.items)
    raise TypeError(body)


def distinct(values: Iterable[Any], questions: list[Question]) -> list[Any]:
    """One value for each way to answer all questions."""
    return list({tuple(q(v) for q in questions): v for v in reversed(list(values))}.values())


def candidates(attribute: Attribute, tests: list[Compare]) -> list[Any]:
    """Enough values that every possible combination of answers occurs among them."""
    written = list(dict.fromkeys(v for t in tests for v in t.values))
    match attribute.kind:
        case "one of":
            return list(attribute.values)
        case "some of":
            elements = list(attribute.values) or [*written, "something else"]
            return [frozenset(s) for n in range(len(elements) + 1) for s in combinations(elements, n)]
        case "number":
            at = sorted(written)
            middles = [(a + b) / 2 for a, b in pairwise(at)]
            return [*at, *middles, at[0] - 1, at[-1] + 1] if at else [Decimal(0)]
        case "day":
            return sorted({d + k * DAY for d in written for k in (-1, 0, 1)}) or [date(2025, 1, 1)]
        case "yes or no":
            return [True, False]
        case "name":
            return [*written, "something else"]
        case "text":
            return ["".join(p) for n in (0, 1, 2, 3) for p in product([*written, "~"], repeat=n)]


# --- worlds ------------------------------------------------------------------------------------------------------------


class TooManyWorldsError(Exception):
    """More worlds than anybody wants to enumerate."""


def list_worlds(domains: Mapping[str, Domain], statements: Iterable[Statement], limit: int) -> list[World]:
    """Every way to settle the choices that the statements mention, whatever constraints say."""
    asked: dict[str, list[Question]] = {}
    readings: dict[str, list[str]] = {}
    for s in chain.from_iterable(walk(s) for s in statements):
        if isinstance(s, Ask):
            asked.setdefault(s.key, []).append(s.question)
        elif isinstance(s, Read) and len(s.options) > 1:
            readings[s.key] = [n for n, _ in s.options]
    values = {k: domains[k].cells(list(dict.fromkeys(asked[k]))) for k in asked} | readings
    if prod(len(v) for v in values.values()) > limit:
        raise TooManyWorldsError
    keys = sorted(values)
    return [dict(zip(keys, row, strict=True)) for row in product(*(values[k] for k in keys))]
