"""Statements about one finding, and whether they hold in one world.

A statement is `True`, `False`, a question put to one choice, or built of such. A world is a dict from choice key to value.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, TypeVar

from gauger.policy.model import Condition

World = Mapping[str, Any]
Value = TypeVar("Value")
DAY = timedelta(days=1)
FURTHER_MET, FURTHER_UNMET = "further, met", "further, not met"


def change(value: Value, **changes: Any) -> Value:
    """`dataclasses.replace` for values of the oracle that keep nothing beside their fields: a fifth of its time."""
    made: Value = object.__new__(type(value))
    vars(made).update(vars(value), **changes)
    return made


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


EVER = OnDays(None, None)


@dataclass(frozen=True)
class Is:
    """The value is one of these."""

    values: frozenset[Any]

    def __call__(self, value: Any) -> bool:
        return value in self.values


YES = Is(frozenset({True}))


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
    """Something that hangs on how a concept is read: what is so under each admitted reading.

    `residue` when somebody might read it otherwise; `further` is then what is so under a further reading that is met, and not met.
    """

    key: str
    options: tuple[tuple[str, Statement], ...]
    residue: bool
    further: tuple[bool, bool] = (True, False)


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


def follows(premise: Statement, conclusion: Statement) -> Statement:
    return either([negate(premise), conclusion])


def read(key: str, options: tuple[tuple[str, Statement], ...], residue: bool) -> Statement:
    """A concept without residue that every reading decides alike is decided."""
    reading = Read(key, options, residue)
    return options[0][1] if not residue and is_alike(reading) else reading


def read_as(key: str, names: Iterable[str], wanted: str, residue: bool) -> Statement:
    """A concept that has these admitted readings is read in the wanted one."""
    options = tuple((n, n == wanted) for n in names)
    if not any(held for _, held in options):
        return False
    return True if len(options) == 1 and not residue else Read(key, options, residue, (False, False))


def plain(s: Statement) -> Statement:
    """The statement without what cannot be otherwise: readings that are alone, or that all decide alike."""
    if isinstance(s, And):
        return both(*(plain(i) for i in s.items))
    if isinstance(s, Or):
        return either(plain(i) for i in s.items)
    if isinstance(s, Not):
        return negate(plain(s.item))
    if isinstance(s, Read):
        made = change(s, options=tuple((n, plain(o)) for n, o in s.options))
        return made.options[0][1] if is_alike(made) else made
    return s


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
        met, unmet = s.further
        return change(s, options=(*options, (FURTHER_MET, met), (FURTHER_UNMET, unmet)) if s.residue else options)
    return s


def holds(s: Statement, world: World) -> bool:
    if isinstance(s, Ask):
        return s.question(world[s.key])
    if isinstance(s, And | Or):
        # A loop, for nothing is asked so often: `all` and `any` over what they are given take twice the time.
        for item in s.items:
            if holds(item, world) is isinstance(s, Or):
                return isinstance(s, Or)
        return isinstance(s, And)
    if isinstance(s, bool):
        return s
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


def mentioned(s: Statement) -> set[str]:
    """The keys of the choices that a statement puts a question to; where every admitted reading decides alike, how it is read is none."""
    return {p.key for p in walk(s) if isinstance(p, Ask) or (isinstance(p, Read) and not is_alike(p))}


def is_alike(r: Read) -> bool:
    first = r.options[0][1]
    if len(r.options) == 1 or isinstance(first, bool):
        return all(o is first for _, o in r.options)
    told = spell(first)
    return all(not isinstance(o, bool) and spell(o) == told for _, o in r.options)


def spell(s: Statement) -> Statement:
    """The statement without brackets that change nothing and without what is said twice."""
    if isinstance(s, And | Or):
        kept: list[Statement] = []
        for item in map(spell, s.items):
            kept += [i for i in (item.items if isinstance(item, type(s)) else (item,)) if i not in kept]
        return kept[0] if len(kept) == 1 else type(s)(tuple(kept))
    if isinstance(s, Not):
        inner = spell(s.item)
        return inner.item if isinstance(inner, Not) else Not(inner)
    if isinstance(s, Read):
        return change(s, options=tuple((n, spell(o)) for n, o in s.options))
    return s
