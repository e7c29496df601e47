"""Formulas: in which worlds a statement holds, before anybody lists the worlds.

A literal is a choice and a *test* on it; what a test means is the business of the choice's domain (`worlds.domains`). Building simplifies
constants away, flattens, and drops doubles, so that a formula mentions a choice only where it can matter syntactically.

Formulas share parts and nest as deep as a pipeline has steps. So each keeps its hash, made of those of its parts, and nothing here calls
itself: what is done with a formula takes time in the number of its different parts, and no stack.
"""

from __future__ import annotations

from collections.abc import Iterable

from gauger.text.values import dataclass, field
from gauger.worlds.choices import Choice
from gauger.worlds.domains import Test


@dataclass(frozen=True, slots=True)
class Constant:
    value: bool


@dataclass(frozen=True, slots=True)
class Literal:
    choice: Choice
    test: Test

    def __hash__(self) -> int:
        return hash((self.choice.key, self.test.operator, self.test.values))


@dataclass(frozen=True, slots=True)
class Not:
    item: Formula
    digest: int = field(default=0, compare=False, repr=False)  # filled in: the hash

    def __post_init__(self) -> None:
        object.__setattr__(self, "digest", hash(("not", self.item)))

    def __hash__(self) -> int:
        return self.digest

    def __eq__(self, other: object) -> bool:
        return _is_same(self, other)


@dataclass(frozen=True, slots=True)
class And:
    items: tuple[Formula, ...]
    digest: int = field(default=0, compare=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "digest", hash(("and", self.items)))

    def __hash__(self) -> int:
        return self.digest

    def __eq__(self, other: object) -> bool:
        return _is_same(self, other)


@dataclass(frozen=True, slots=True)
class Or:
    items: tuple[Formula, ...]
    digest: int = field(default=0, compare=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "digest", hash(("or", self.items)))

    def __hash__(self) -> int:
        return self.digest

    def __eq__(self, other: object) -> bool:
        return _is_same(self, other)


Formula = Constant | Literal | Not | And | Or

TRUE = Constant(True)
FALSE = Constant(False)


def _is_same(one: object, other: object) -> bool:
    """Whether two formulas are built alike, each pair of parts looked at once."""
    waiting, seen = [(one, other)], set()
    while waiting:
        a, b = waiting.pop()
        if a is b or (id(a), id(b)) in seen:
            continue
        seen.add((id(a), id(b)))
        inner, others = get_parts(a), get_parts(b)
        if type(a) is not type(b) or hash(a) != hash(b) or len(inner) != len(others):
            return False
        waiting += zip(inner, others, strict=True)
        if isinstance(a, Constant | Literal) and a != b:
            return False
    return True


def get_parts(item: object) -> tuple[Formula, ...]:
    """What a formula is immediately made of."""
    match item:
        case Not(inner):
            return (inner,)
        case And(items) | Or(items):
            return items
        case _:
            return ()


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
