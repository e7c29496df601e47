"""Formulas: in which worlds a statement holds, before anybody lists the worlds.

A literal is a choice and a *test* on it; what a test means is the business of the choice's domain (`worlds.domains`). Building simplifies
constants away, flattens, and drops doubles, so that a formula mentions a choice only where it can matter syntactically.
"""

from __future__ import annotations

from collections.abc import Iterable

from gauger.text.values import dataclass
from gauger.worlds.choices import Choice
from gauger.worlds.domains import Test


@dataclass(frozen=True, slots=True)
class Constant:
    value: bool


@dataclass(frozen=True, slots=True)
class Literal:
    choice: Choice
    test: Test


@dataclass(frozen=True, slots=True)
class Not:
    item: Formula


@dataclass(frozen=True, slots=True)
class And:
    items: tuple[Formula, ...]


@dataclass(frozen=True, slots=True)
class Or:
    items: tuple[Formula, ...]


Formula = Constant | Literal | Not | And | Or

TRUE = Constant(True)
FALSE = Constant(False)


def literal(choice: Choice, test: Test) -> Formula:
    """The worlds in which the value of `choice` passes `test`."""
    return Literal(choice, test)


def negate(item: Formula) -> Formula:
    """The other worlds."""
    match item:
        case Constant(value):
            return FALSE if value else TRUE
        case Not(inner):
            return inner
        case _:
            return Not(item)


def all_of(items: Iterable[Formula]) -> Formula:
    """The worlds in which every item holds; all worlds when there is none."""
    kept: dict[Formula, None] = {}
    for item in items:
        if isinstance(item, Constant):
            if not item.value:
                return FALSE
        elif isinstance(item, And):
            kept.update(dict.fromkeys(item.items))
        else:
            kept[item] = None
    return _shrink(tuple(kept), And, TRUE)


def any_of(items: Iterable[Formula]) -> Formula:
    """The worlds in which some item holds; no world when there is none."""
    kept: dict[Formula, None] = {}
    for item in items:
        if isinstance(item, Constant):
            if item.value:
                return TRUE
        elif isinstance(item, Or):
            kept.update(dict.fromkeys(item.items))
        else:
            kept[item] = None
    return _shrink(tuple(kept), Or, FALSE)


def _shrink(items: tuple[Formula, ...], node: type[And] | type[Or], empty: Formula) -> Formula:
    if not items:
        return empty
    return items[0] if len(items) == 1 else node(items)


def mentioned(formulas: Iterable[Formula]) -> dict[Choice, tuple[Test, ...]]:
    """Every choice that the formulas mention with the tests made of it, both in the order of first mention."""
    found: dict[Choice, dict[Test, None]] = {}
    seen: set[int] = set()
    stack = list(formulas)[::-1]
    while stack:
        item = stack.pop()
        if id(item) in seen:
            continue
        seen.add(id(item))
        match item:
            case Literal(choice, test):
                found.setdefault(choice, {})[test] = None
            case Not(inner):
                stack.append(inner)
            case And(items) | Or(items):
                stack.extend(reversed(items))
            case Constant():
                pass
    return {choice: tuple(tests) for choice, tests in found.items()}
