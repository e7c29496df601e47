"""Which conditions can hold together: a small enumeration over the cells that their tests cut.

It answers only what is decidable without a declaration. Where a question would need more than `_MOST` combinations it answers nothing, and
nothing is then reported.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from itertools import combinations, pairwise, product
from math import prod

from gauger.policy.model import (
    AllOf,
    AnyOf,
    CallConcept,
    CallDefinition,
    Condition,
    Constant,
    Definition,
    NoneOf,
    PermittedBy,
    Some,
    Test,
    Total,
    Value,
    Variable,
)
from gauger.policy.structure import find_variable
from gauger.text.values import replace

_MOST = 20_000
_TEXTS = 6

Key = Hashable
Cell = Hashable
World = Mapping[Key, Cell]
Definitions = Mapping[str, Definition]
_ABSENT = "not applicable"


class TooManyError(Exception):
    """More combinations than are worth looking at."""


def can_hold(condition: Condition, definitions: Definitions) -> bool:
    """Whether some world meets the condition; yes when it cannot be told."""
    try:
        plain = _write_out(condition, definitions)
        return any(_holds(plain, w) for w in _list_worlds([plain]))
    except (TooManyError, RecursionError):
        return True


def follows(condition: Condition, from_: Condition, definitions: Definitions, unknown: bool) -> bool:
    """Whether every world that meets `from_` meets `condition`; `unknown` when it cannot be told."""
    try:
        premise, conclusion = _write_out(from_, definitions), _write_out(condition, definitions)
        return all(_holds(conclusion, w) for w in _list_worlds([premise, conclusion]) if _holds(premise, w))
    except (TooManyError, RecursionError):
        return unknown


# --- definitions in place of their names -------------------------------------------------------------------------------


def _write_out(condition: Condition, definitions: Definitions) -> Condition:
    if _measure(condition, definitions, {}) > _MOST:
        raise TooManyError
    return expand(condition, definitions)


def _measure(condition: Condition, definitions: Definitions, known: dict[str, int]) -> int:
    """How many conditions there are once definitions are written out: each may double what it calls."""
    match condition:
        case AllOf(items) | AnyOf(items) | NoneOf(items):
            return 1 + sum(_measure(i, definitions, known) for i in items)
        case CallDefinition(name, _, _):
            if name not in known:
                known[name] = 1 + _measure(definitions[name].when, definitions, known)
            return known[name]
        case _:
            return 1


def expand(condition: Condition, definitions: Definitions, names: Mapping[Variable, Variable] | None = None) -> Condition:
    """The condition with definitions written out, their parameters replaced by the arguments."""
    given = names or {}

    def rename(variable: Variable) -> Variable:
        return given.get(variable, variable)

    def each(items: Sequence[Condition]) -> tuple[Condition, ...]:
        return tuple(expand(i, definitions, given) for i in items)

    match condition:
        case Test(left, operator, values, other, span):
            return Test(type(left)(rename(left.variable), left.attribute, left.measure), operator, values, other, span)
        case CallConcept(concept, arguments, span):
            return CallConcept(concept, tuple(map(rename, arguments)), span)
        case CallDefinition(name, arguments, _):
            body = definitions[name]
            return expand(body.when, definitions, _pair(body.parameters, [rename(a) for a in arguments]))
        case AllOf(items):
            return AllOf(each(items))
        case AnyOf(items):
            return AnyOf(each(items))
        case NoneOf(items):
            return NoneOf(each(items))
        case Some(kind, of, body, span):
            return Some(kind, rename(of), body, span)
        case Total():
            return replace(condition, of=rename(condition.of))
        case _:
            return condition


def _pair(parameters: Iterable[str], arguments: Iterable[Variable]) -> dict[Variable, Variable]:
    pairs = ((find_variable(p), a) for p, a in zip(parameters, arguments, strict=True))
    return {parameter: argument for parameter, argument in pairs if parameter}


# --- truth in a world --------------------------------------------------------------------------------------------------


def _holds(condition: Condition, world: World) -> bool:
    match condition:
        case Constant(value):
            return value
        case AllOf(items):
            return all(_holds(i, world) for i in items)
        case AnyOf(items):
            return any(_holds(i, world) for i in items)
        case NoneOf(items):
            return not any(_holds(i, world) for i in items)
        case PermittedBy(forms, _, giver):
            return any(world["permission", form, giver] for form in forms)
        case Total():
            cell = world[_get_key(condition)]
            return isinstance(cell, tuple) and _compare_number(cell[0], condition.operator, (condition.value,))
        case Test() if condition.other is None:
            return _test_holds(condition, world)
        case _:
            return bool(world[_get_key(condition)])


def _get_key(condition: Condition) -> Key:
    match condition:
        case Test(left, operator, _, other):
            key = (left.variable, left.attribute.key, left.measure)
            return key if other is None else (*key, operator, other.attribute.key)
        case Total(attribute, of, _, _, body):
            return (of, attribute.key, body)
        case _:
            return condition


def _test_holds(test: Test, world: World) -> bool:
    if test.left.attribute.kind == "some of":
        return any(world[(*_as_tuple(_get_key(test)), value)] for value in test.values)
    cell = world[_get_key(test)]
    if cell == _ABSENT:
        return False
    if isinstance(cell, frozenset):  # another text than all that are named, and what it begins with or contains
        return any((test.operator, v) in cell for v in test.values)
    return isinstance(cell, tuple) and _compare(cell[0], test)


def _as_tuple(key: Key) -> tuple[Key, ...]:
    return key if isinstance(key, tuple) else (key,)


def _compare(value: Value | None, test: Test) -> bool:
    """A known value against the test; `None` is some value that no test names."""
    return value is not None and _compare_number(value, test.operator, test.values)


def _compare_number(value: Value, operator: str, values: Sequence[Value]) -> bool:
    first = values[0] if values else None
    match operator, value, first:
        case (("is" | "in"), _, _):
            return value in values
        case "starts with", str(), str():
            return value.startswith(first)
        case "contains", str(), str():
            return first in value
        case ("before", date(), date()) | ("less than", Decimal(), Decimal()):
            return value < first  # type: ignore[operator]
        case ("on or after", date(), date()) | ("at least", Decimal(), Decimal()):
            return value >= first  # type: ignore[operator]
        case "more than", Decimal(), Decimal():
            return value > first
        case "at most", Decimal(), Decimal():
            return value <= first
        case _:
            return False


# --- worlds ------------------------------------------------------------------------------------------------------------


def _list_worlds(conditions: Sequence[Condition]) -> Iterator[World]:
    atoms = [a for c in conditions for a in _list_atoms(c)]
    cells = _list_cells(atoms)
    if prod(len(c) for c in cells.values()) > _MOST:
        raise TooManyError
    lists = list(dict.fromkeys(a for a in atoms if isinstance(a, Some)))
    empty = [s for s in lists if not can_hold(s.body, {})]
    implied = [(a, b) for a in lists for b in lists if a != b and _is_within(a, b)]
    for combination in product(*cells.values()):
        world = dict(zip(cells, combination, strict=True))
        if not any(world[s] for s in empty) and all(world[b] or not world[a] for a, b in implied):
            yield world


def _is_within(narrow: Some, wide: Some) -> bool:
    same = (narrow.kind, narrow.of) == (wide.kind, wide.of)
    return same and follows(wide.body, narrow.body, {}, unknown=False)


def _list_atoms(condition: Condition) -> Iterator[Condition]:
    match condition:
        case AllOf(items) | AnyOf(items) | NoneOf(items):
            for item in items:
                yield from _list_atoms(item)
        case Constant():
            pass
        case _:
            yield condition


def _list_cells(atoms: Sequence[Condition]) -> dict[Key, Sequence[Cell]]:
    cells: dict[Key, Sequence[Cell]] = {}
    tests: dict[Key, list[Test]] = {}
    totals: dict[Key, list[Decimal]] = {}
    for atom in atoms:
        match atom:
            case PermittedBy(forms, _, giver):
                cells.update((("permission", form, giver), (False, True)) for form in forms)
            case Total():
                totals.setdefault(_get_key(atom), []).append(atom.value)
            case Test(left, _, values, None) if left.attribute.kind == "some of":
                cells.update(((*_as_tuple(_get_key(atom)), v), (False, True)) for v in values)
            case Test(other=None):
                tests.setdefault(_get_key(atom), []).append(atom)
            case _:
                cells[_get_key(atom)] = (False, True)
    cells.update((key, _cut(group)) for key, group in tests.items())
    cells.update((key, [(v,) for v in _cut_points(values)]) for key, values in totals.items())
    return cells


def _cut(tests: Sequence[Test]) -> list[Cell]:
    """The cells of one attribute: it is not applicable, it is one of the values that matter, or it is something else."""
    attribute = tests[0].left.attribute
    named = list(dict.fromkeys(v for t in tests if t.operator in ("is", "in") for v in t.values))
    match attribute.kind:
        case "yes or no":
            return [_ABSENT, (True,), (False,)]
        case "number" | "figure" | "day":
            return [_ABSENT, *((v,) for v in _cut_line(tests))]
        case "one of":
            others = [] if set(attribute.values) <= set(named) else [(None,)]
            return [_ABSENT, *((v,) for v in named), *others]
        case _:
            return [_ABSENT, *((v,) for v in named), *_cut_texts(tests)]


def _cut_line(tests: Sequence[Test]) -> list[Value]:
    """Each threshold, what lies below and above all, and something between neighbours."""
    return _cut_points([v for t in tests for v in t.values if isinstance(v, Decimal | date)])


def _cut_points(values: Iterable[Decimal | date]) -> list[Value]:
    points = sorted(set(values), key=str)
    numbers = sorted(p for p in points if isinstance(p, Decimal))
    days = sorted(p for p in points if isinstance(p, date))
    between = [(a + b) / 2 for a, b in pairwise(numbers)]
    ends = [numbers[0] - 1, numbers[-1] + 1] if numbers else []
    nearby = [d + timedelta(n) for d in days for n in (-1, 1) if date.min < d < date.max]
    return list(dict.fromkeys([*numbers, *between, *ends, *days, *nearby]))


def _cut_texts(tests: Sequence[Test]) -> list[Cell]:
    """What another text may begin with and contain: every set of beginnings and parts that one text can have."""
    parts = list(dict.fromkeys((t.operator, str(v)) for t in tests if t.operator in ("starts with", "contains") for v in t.values))
    if len(parts) > _TEXTS:
        raise TooManyError
    subsets = (frozenset(s) for n in range(len(parts) + 1) for s in combinations(parts, n))
    return [s for s in subsets if _is_possible(s, parts)]


def _is_possible(true: frozenset[tuple[str, str]], parts: Sequence[tuple[str, str]]) -> bool:
    starts = [v for o, v in true if o == "starts with"]
    if any(not (a.startswith(b) or b.startswith(a)) for a, b in combinations(starts, 2)):
        return False
    return all(b in true for a in true for b in parts if _text_follows(b, a))


def _text_follows(part: tuple[str, str], from_: tuple[str, str]) -> bool:
    if part[0] == "starts with":
        return from_[0] == "starts with" and from_[1].startswith(part[1])
    return part[1] in from_[1]
