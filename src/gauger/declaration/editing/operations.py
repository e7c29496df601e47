"""An edit as what has to be done to the tree that is there, and the tree that must come of it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import TypeAlias, assert_never

from gauger.declaration.editing.edits import Place, Plain
from gauger.declaration.tree import Branch, Entry, Leaf, Row, Tree
from gauger.text import Source, Span
from gauger.text.values import dataclass

_NOWHERE = Span(Source("", ""), 0, 0)


@dataclass(frozen=True, slots=True)
class Set:
    """Another value where one stands."""

    place: Place
    value: Plain


@dataclass(frozen=True, slots=True)
class Add:
    """A key, or without one an item, at the end of the collection at a place."""

    place: Place
    key: str | None
    value: Plain


@dataclass(frozen=True, slots=True)
class Wrap:
    """A list of two in place of the one that stands there."""

    place: Place
    value: Plain


@dataclass(frozen=True, slots=True)
class Remove:
    """One key or item less; the collection stays, even if nothing else is in it."""

    place: Place


Operation: TypeAlias = Set | Add | Wrap | Remove


def apply_operation(tree: Tree, operation: Operation) -> Tree:
    """The tree that must be read after an operation; its new parts stand nowhere."""
    match operation:
        case Set(place, value):
            return _replace(tree, place, build_tree(value))
        case Wrap(place, value):
            return _replace(tree, place, Row((find_tree(tree, place), build_tree(value)), _NOWHERE))
        case Add(place, key, value):
            return _replace(tree, place, _extend(find_tree(tree, place), key, build_tree(value)))
        case Remove(place):
            return _replace(tree, place[:-1], _shorten(find_tree(tree, place[:-1]), place[-1]))
        case _:
            assert_never(operation)


def find_tree(tree: Tree, place: Place) -> Tree:
    """What stands at a place that exists."""
    for part in place:
        inner = tree.items[part] if isinstance(tree, Row) and isinstance(part, int) else None
        tree = inner if inner is not None else tree.entries[str(part)].value  # type: ignore[union-attr]
    return tree


def build_tree(value: Plain) -> Tree:
    """A value as a reader would find it."""
    if isinstance(value, Mapping):
        return Branch({key: Entry(key, _NOWHERE, build_tree(item)) for key, item in value.items()}, _NOWHERE)
    if isinstance(value, str):
        return Leaf(value, value, _NOWHERE)
    if isinstance(value, bool):
        return Leaf(value, "true" if value else "false", _NOWHERE)
    if isinstance(value, int | Decimal):
        return Leaf(Decimal(write_number(value)), write_number(value), _NOWHERE)
    if isinstance(value, date):
        return Leaf(value.isoformat(), value.isoformat(), _NOWHERE)
    return Row(tuple(build_tree(item) for item in value), _NOWHERE)


def write_number(value: int | Decimal) -> str:
    """In figures, without an exponent: `1E+2` is text to readers of YAML 1.1."""
    return f"{value:f}" if isinstance(value, Decimal) else str(value)


def _replace(tree: Tree, place: Place, new: Tree) -> Tree:
    if not place:
        return new
    inner = _replace(find_tree(tree, place[:1]), place[1:], new)
    if isinstance(tree, Row):
        return Row(tuple(inner if n == place[0] else item for n, item in enumerate(tree.items)), tree.span)
    return _extend(tree, str(place[0]), inner)


def _extend(tree: Tree, key: str | None, new: Tree) -> Tree:
    if isinstance(tree, Row):
        return Row((*tree.items, new), tree.span)
    assert isinstance(tree, Branch)
    assert key is not None
    return Branch({**tree.entries, key: Entry(key, tree.place(key), new)}, tree.span)


def _shorten(tree: Tree, part: str | int) -> Tree:
    if isinstance(tree, Row):
        return Row(tuple(item for n, item in enumerate(tree.items) if n != part), tree.span)
    assert isinstance(tree, Branch)
    return Branch({key: entry for key, entry in tree.entries.items() if key != part}, tree.span)
