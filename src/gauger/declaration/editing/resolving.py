"""An edit to an operation: what a place means in a tree, with lists of one, open lists and words for what is not known."""

from __future__ import annotations

from typing import assert_never

from gauger.declaration import messages
from gauger.declaration.editing.edits import Append, Drop, Edit, Place, Plain, Put, name_place
from gauger.declaration.editing.operations import Add, Operation, Remove, Set, Wrap, find_tree
from gauger.declaration.scalars import NOT_APPLICABLE, UNKNOWN
from gauger.declaration.tree import Branch, Leaf, Row, Tree
from gauger.diagnostics import Diagnostic
from gauger.text import Span
from gauger.text.values import dataclass


@dataclass(frozen=True, slots=True)
class _Found:
    """What exists of a place: `at` leads to `tree`, `rest` is missing there. `single` when position 0 of a list of one was meant."""

    at: Place
    tree: Tree
    rest: Place
    single: bool


def resolve_edit(tree: Tree, edit: Edit) -> Operation | Diagnostic:
    """What an edit has to do to a tree, or why it has no place there."""
    operation = _choose(_follow(tree, edit.place), edit)
    return operation if operation is not None else messages.no_place_to_edit(find_span(tree, edit.place), name_place(edit.place))


def find_span(tree: Tree, place: Place) -> Span:
    """Where a place is written, as far as it is there, on one line."""
    span = _follow(tree, place).tree.span
    end = span.text.find("\n")
    return span if end < 0 else Span(span.source, span.start, span.start + len(span.text[:end].rstrip()))


def _choose(found: _Found, edit: Edit) -> Operation | None:
    match edit:
        case Put(_, value):
            return _resolve_put(found, value)
        case Append(_, value):
            return _resolve_put(found, (value,)) if found.rest else _resolve_append(found, value)
        case Drop():
            return None if found.rest else _resolve_drop(found)
        case _:
            assert_never(edit)


def _follow(tree: Tree, place: Place) -> _Found:
    at: Place = ()
    single = False
    for n, part in enumerate(place):
        if isinstance(part, int) and _is_open(tree):
            at, tree = (*at, "items"), find_tree(tree, ("items",))
        single = part == 0 and not isinstance(tree, Row) and not _is_blank(tree)
        if single:
            continue
        if not _holds(tree, part):
            return _Found(at, tree, place[n:], False)
        at, tree = (*at, part), find_tree(tree, (part,))
    return _Found(at, tree, (), single)


def _holds(tree: Tree, part: str | int) -> bool:
    if isinstance(part, int):
        return isinstance(tree, Row) and 0 <= part < len(tree.items)
    return isinstance(tree, Branch) and part in tree.entries


def _is_open(tree: Tree) -> bool:
    """Written as `{complete: no, items: […]}`."""
    return isinstance(tree, Branch) and "complete" in tree.entries and isinstance(tree.find("items"), Row)


def _is_blank(tree: Tree) -> bool:
    """A word that stands for no value, so that one can be put or a list begun in its place."""
    return isinstance(tree, Leaf) and tree.value in (None, UNKNOWN, NOT_APPLICABLE)


def _resolve_put(found: _Found, value: Plain) -> Operation | None:
    if not found.rest:
        return Set(found.at, value) if found.at else None
    if _is_blank(found.tree):
        whole = _build_parents(found.rest, value)
        return Set(found.at, whole) if whole is not None else None
    part, inner = found.rest[0], _build_parents(found.rest[1:], value)
    if inner is None:
        return None
    if isinstance(part, int):
        return _resolve_position(found, part, inner)
    return Add(found.at, part, inner) if isinstance(found.tree, Branch) else None


def _resolve_position(found: _Found, part: int, value: Plain) -> Operation | None:
    if isinstance(found.tree, Row):
        return Add(found.at, None, value) if part == len(found.tree.items) else None
    return Wrap(found.at, value) if part == 1 and found.at else None


def _build_parents(place: Place, value: Plain) -> Plain | None:
    """The value with all that must stand around it; a list that is made can only begin at 0."""
    for part in reversed(place):
        if isinstance(part, int) and part != 0:
            return None
        value = {part: value} if isinstance(part, str) else (value,)
    return value


def _resolve_append(found: _Found, value: Plain) -> Operation | None:
    if _is_blank(found.tree):
        return Set(found.at, (value,))
    if isinstance(found.tree, Row):
        return Add(found.at, None, value)
    if isinstance(found.tree, Branch) and "complete" in found.tree.entries:
        items = found.tree.find("items")
        inner = (*found.at, "items")
        return Add(found.at, "items", (value,)) if items is None else _resolve_append(_Found(inner, items, (), False), value)
    return Wrap(found.at, value) if found.at and not found.single else None


def _resolve_drop(found: _Found) -> Operation | None:
    if not found.at:
        return None
    return Set(found.at, ()) if found.single else Remove(found.at)
