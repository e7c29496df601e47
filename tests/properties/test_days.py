"""Days between which nothing changes are alike: of texts, of leave, of whatever else is declared. On which of them a thing is done changes
nothing."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from typing import Any

import pytest

from gauger.declaration.records import Declaration, Lasting, Uncertain, When
from gauger.findings.model import Exposure, Finding
from gauger.policy.model import Document, Objection
from tests.differential.constructs import walk
from tests.properties.cases import Posed, example_answers, find, random_cases, setting, try_answer

COUNT = 35
WRITTEN_DAY = re.compile(r"\d{4}-\d\d-\d\d")
DAY = timedelta(days=1)


def posed(where: str) -> Iterator[tuple[Posed, Exposure]]:
    if where == "shipped":
        yield from example_answers().values()
    cases = random_cases("days", COUNT) if where == "random" else ()
    yield from ((case, found) for case in cases if (found := try_answer(case)) is not None)


@pytest.mark.parametrize("where", ["random", "shipped"])
@pytest.mark.parametrize("late", [False, True], ids=["earliest", "latest"])
def test_days_between_the_same_marks_are_alike(where: str, late: bool) -> None:
    seen: Counter[str] = Counter()
    for case, found in posed(where):
        marks = {case.as_of, *(mark for document in case.policy.documents.values() for mark in marks_of(case, document))}
        moved = Mover(case.declaration, marks, late=late)
        again = find(replace(case, declaration=moved.declaration))
        assert [essence(f) for f in again.findings] == [essence(f) for f in found.findings], moved.moves
        seen.update(moved.moves)
        seen["findings"] += len(found.findings) if moved.moves else 0
        seen["not settled"] += sum(0 < f.worlds[0] < f.worlds[1] for f in found.findings) if moved.moves else 0
    print(f"{where}: {dict(seen)}")
    assert (seen["steps"] > 5, seen["findings"] > 80, seen["not settled"] > 8) == (True, True, True)


def essence(f: Finding) -> object:
    """A finding without the days that it names."""
    deciding = {(frozenset(a.key for a in d.given), d.breach) for d in f.deciding_sets}
    said = (f.id, f.verdict, f.duty, f.as_modelled, f.worlds, f.causes, set(f.pivots), deciding, f.citation, f.paths)
    led = [(replace(c, hangs_on=()), {WRITTEN_DAY.sub("", key) for key in c.hangs_on}) for c in (*f.in_return, *f.consequences)]
    return (*said, f.exceptions and [(e.name, e.holds) for e in f.exceptions], f.conflicts, f.holds_while, led)


# --- marks -------------------------------------------------------------------------------------------------------------


def marks_of(case: Posed, document: Document) -> set[date]:
    """Every day that a text names, and those on which a stay that it grants can begin or end."""
    found = set(shipped_days()[document.id] if document is setting().policy.documents.get(document.id) else days_in(document))
    for stay in (s for s in document.stands if isinstance(s, Objection)):
        notices = [version.announced or version.date for version in document.versions]
        objected = [day for a in case.declaration.agreements for day in a.objected or ()]
        lasts = [notice + timedelta(days=stay.days) for notice in notices]
        found |= {*lasts, *(add_months(day, stay.months) for day in (*notices, *lasts, *objected))}
    return found


@cache
def shipped_days() -> dict[str, frozenset[date]]:
    return {name: frozenset(days_in(document)) for name, document in setting().policy.documents.items()}


def days_in(value: object) -> Iterator[date]:
    return (found for found in walk(value) if isinstance(found, date))


def add_months(day: date, months: int) -> date:
    """The same day so many months later, or the last of a shorter month."""
    turn = date(day.year + (day.month + months) // 12, (day.month + months) % 12 + 1, 1) - DAY
    return turn.replace(day=min(day.day, turn.day))


# --- moves -------------------------------------------------------------------------------------------------------------


class Mover:
    """A declaration in which whatever has a day is moved as far as it can between its neighbours, one thing after another."""

    def __init__(self, declaration: Declaration, marks: set[date], *, late: bool) -> None:
        self.declaration, self.marks, self.late = declaration, marks, late
        self.moves: Counter[str] = Counter()
        for id_, step in declaration.steps.items():
            self._move("steps", "when", id_, step.when)
        for at, release in enumerate(declaration.releases.items):
            self._move("releases", "when", at, release.when)
        for id_, artifact in declaration.artifacts.items():
            self._move("artifacts", "obtained", id_, artifact.obtained)

    def _move(self, table: str, name: str, key: str | int, when: When) -> None:
        if not isinstance(when, Lasting | Uncertain):
            return
        others = self.marks | set(days_in(self._with(table, name, key, None)))
        if any(when.first <= mark <= when.last for mark in others):
            return
        first = max((mark for mark in others if mark < when.first), default=when.first - 99 * DAY) + DAY
        last = min((mark for mark in others if mark > when.last), default=when.last + 99 * DAY) - DAY
        day = last if self.late else first
        there: When = Lasting(day, day) if isinstance(when, Lasting) else Uncertain(first, last)
        if there != when:
            self.declaration = self._with(table, name, key, there)
            self.moves[table] += 1

    def _with(self, table: str, name: str, key: str | int, when: When) -> Declaration:
        held: Any = getattr(self.declaration, table)
        if isinstance(key, int):
            items = [replace(r, when=when) if at == key else r for at, r in enumerate(held.items)]
            return replace(self.declaration, releases=replace(held, items=tuple(items)))
        changed: Any = {**held, key: replace(held[key], **{name: when})}
        return replace(self.declaration, **{table: changed})
