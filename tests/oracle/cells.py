"""Values of choices: those that no question tells apart are one. The table in section 2 of docs/semantics.md."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import chain, combinations, pairwise, product
from typing import Any

from gauger.policy.model import AllOf, AnyOf, Attribute, Condition, Constant, NoneOf, Test
from tests.oracle.statements import DAY, Compare, Holds, OnDays, Question


@dataclass(frozen=True)
class Listed:
    """A choice with these values."""

    values: tuple[Any, ...]

    def cells(self, _questions: list[Question]) -> list[Any]:
        return list(self.values)


YES_OR_NO = Listed((True, False))


@dataclass(frozen=True)
class Fact:
    """An attribute that nobody declared: values that no question tells apart are one."""

    attribute: Attribute

    def cells(self, questions: list[Question]) -> list[Any]:
        return distinct(candidates(self.attribute, [q for q in questions if isinstance(q, Compare)]), questions)


@dataclass(frozen=True)
class Numbers:
    """A number that nobody states, between bounds where there are such, both included."""

    least: Decimal | None
    most: Decimal | None

    def cells(self, questions: list[Question]) -> list[Any]:
        bounds = [b for b in (self.least, self.most) if b is not None]
        written = [v for q in questions if isinstance(q, Compare) for v in q.values]
        return distinct([n for n in around([*written, *bounds]) if self.has(n)], questions)

    def has(self, number: Decimal) -> bool:
        return (self.least is None or self.least <= number) and (self.most is None or number <= self.most)


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


Domain = Listed | Fact | Numbers | Days | Entries


def subsets(names: list[str]) -> Listed:
    """Every set of these names."""
    return Listed(tuple(frozenset(a for i, a in enumerate(names) if n >> i & 1) for n in range(1 << len(names))))


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
        case "number" | "figure":
            return list(around(written))
        case "day":
            return sorted({d + k * DAY for d in written for k in (-1, 0, 1)}) or [date(2025, 1, 1)]
        case "yes or no":
            return [True, False]
        case "name":
            return [*written, "something else"]
        case "text":
            return ["".join(p) for n in (0, 1, 2, 3) for p in product([*written, "~"], repeat=n)]


def around(written: Iterable[Decimal]) -> Iterator[Decimal]:
    """These numbers, one between each two, and one on either side of them all."""
    at = sorted(set(written)) or [Decimal(0)]
    yield from [*at, *((a + b) / 2 for a, b in pairwise(at)), at[0] - 1, at[-1] + 1]
