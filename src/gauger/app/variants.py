"""A declaration that is like another but for a few places: how cases of one document say what sets them apart.

A place is a dotted path from the top of a declaration: `party.established-in`, `artifacts.student.scope`. In a list an entry is found by
the first of `id`, `artifact`, `document`, `name` that it has, or by its number from 0: `steps.collect.date`, `releases.student.form`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from gauger.app import messages
from gauger.declaration.tree import Branch, Entry, Leaf, Row, Tree
from gauger.diagnostics import Diagnostic
from gauger.text import Span
from gauger.text.values import dataclass, field, replace

NAMED_BY = ("id", "artifact", "document", "name")
"""The keys by which an entry of a list is known."""


@dataclass(frozen=True, slots=True)
class Change:
    """A place, and what stands there instead; None: nothing does."""

    path: str
    value: Tree | None
    span: Span = field(compare=False, repr=False)


def read_changes(put: Tree | None, drop: Tree | None) -> tuple[Change, ...]:
    """What `with` and `without` of a case say, things left out last."""
    found = [Change(entry.key, entry.value, entry.place) for entry in put] if isinstance(put, Branch) else []
    left_out = [item for item in drop.items if isinstance(item, Leaf)] if isinstance(drop, Row) else []
    return (*found, *(Change(item.written, None, item.span) for item in left_out))


def vary(tree: Tree, changes: Sequence[Change]) -> tuple[Tree, tuple[Diagnostic, ...]]:
    """The tree with every change made, and the changes that fit nowhere."""
    mistakes = []
    for change in changes:
        changed = _change(tree, change.path.split("."), change)
        if changed is None:
            mistakes.append(messages.no_such_place(change.path, list_places(tree), change.span))
        else:
            tree = changed
    return tree, tuple(mistakes)


def _change(tree: Tree, path: Sequence[str], change: Change) -> Tree | None:
    """None where the path leads nowhere: all but its last name must be there, and the last too where it is left out."""
    if isinstance(tree, Branch):
        return _change_branch(tree, path, change)
    return _change_row(tree, path, change) if isinstance(tree, Row) else None


def _change_branch(tree: Branch, path: Sequence[str], change: Change) -> Tree | None:
    name, below = path[0], path[1:]
    entry = tree.entries.get(name)
    value = change.value if not below else None if entry is None else _change(entry.value, below, change)
    if (below and value is None) or (not below and value is None and entry is None):
        return None
    kept = {key: other for key, other in tree.entries.items() if key != name or value is not None}
    if value is not None:
        kept[name] = Entry(name, change.span, value) if entry is None or not below else replace(entry, value=value)
    return replace(tree, entries=kept)


def _change_row(tree: Row, path: Sequence[str], change: Change) -> Tree | None:
    name, below = path[0], path[1:]
    at = next((i for i, item in enumerate(tree.items) if _is_named(item, i, name)), None)
    if at is None:
        added = change.value
        return replace(tree, items=(*tree.items, added)) if not below and isinstance(added, Branch) and _name_of(added) == name else None
    value = _change(tree.items[at], below, change) if below else change.value
    if below and value is None:
        return None
    return replace(tree, items=(*tree.items[:at], *(() if value is None else (value,)), *tree.items[at + 1 :]))


def _is_named(item: Tree, number: int, name: str) -> bool:
    return name == str(number) or (isinstance(item, Branch) and _name_of(item) == name)


def _name_of(item: Branch) -> str | None:
    named = (item.find(key) for key in NAMED_BY)
    return next((value.written for value in named if isinstance(value, Leaf)), None)


def list_places(tree: Tree, before: str = "") -> tuple[str, ...]:
    """Every path that leads somewhere, for proposals."""
    return tuple(_list_places(tree, before))


def _list_places(tree: Tree, before: str) -> Iterator[str]:
    below: list[tuple[str, Tree]] = []
    if isinstance(tree, Branch):
        below = [(entry.key, entry.value) for entry in tree]
    elif isinstance(tree, Row):
        below = [((_name_of(item) if isinstance(item, Branch) else None) or str(i), item) for i, item in enumerate(tree.items)]
    for name, value in below:
        yield before + name
        yield from _list_places(value, f"{before}{name}.")
