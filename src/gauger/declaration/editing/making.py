"""The way in: edits to a text. Every step is read again with the reader of the format, and must come out as the tree that was asked for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from gauger.declaration import messages
from gauger.declaration.editing.collections import change_collections
from gauger.declaration.editing.edits import Append, Drop, Edit, Place, Put, name_place
from gauger.declaration.editing.lines import find_break
from gauger.declaration.editing.operations import Operation, Wrap, apply_operation
from gauger.declaration.editing.outline import outline_tree
from gauger.declaration.editing.repeats import check_repeats
from gauger.declaration.editing.resolving import find_span, resolve_edit
from gauger.declaration.editing.tables import change_tables
from gauger.declaration.files import check_text
from gauger.declaration.loading import Format, read_tree
from gauger.declaration.tree import Branch, Leaf, Row, Tree
from gauger.diagnostics import Diagnostic
from gauger.text import Source
from gauger.text.values import replace

_MARK = "\ufeff"
_Edited = tuple[str | None, tuple[Diagnostic, ...]]


def edit_text(source: Source, edits: Sequence[Edit], format_: Format) -> _Edited:
    """The text with all edits made, or why not: all are made or none is.

    Places are places in the text as it is, whatever the order of the edits. What is put at the end of a list stands before what is appended
    to it. A comment stands on a line of its own above what was added or changed, and is left out in JSON.
    """
    mark = _MARK if source.text.startswith(_MARK) else ""
    source = Source(source.name, source.text.removeprefix(_MARK))
    first, mistakes = read_tree(source, format_)
    mistakes = mistakes if first is None or mistakes else tuple(_check_edits(source, first, edits, format_))
    if first is None or mistakes:
        return None, mistakes
    made = _make_edits(source, first, edits, format_)
    return (None, (made,)) if isinstance(made, Diagnostic) else (mark + made, ())


def encode_like(text: str, before: bytes) -> bytes:
    """A text as bytes for the file that held others `before`: with a byte order mark where that had one."""
    mark = _MARK.encode()
    return (mark if before.startswith(mark) and not text.startswith(_MARK) else b"") + text.encode()


# --- before anything is made -------------------------------------------------------------------------------------------


def _check_edits(source: Source, tree: Tree, edits: Sequence[Edit], format_: Format) -> Iterator[Diagnostic]:
    root = outline_tree(tree, source.text) if format_ == "yaml" and "*" in source.text else None  # where aliases may be
    owners = {edit.place: edit for edit in reversed(edits) if not isinstance(edit, Append)}
    for edit in edits:
        operation = resolve_edit(tree, edit)
        if isinstance(operation, Diagnostic):
            yield operation
            continue
        if root is not None:
            yield from check_repeats(source, root, operation, name_place(edit.place))
        if _meets(edit, operation, owners):
            yield messages.edits_meet(find_span(tree, edit.place), name_place(edit.place))


def _meets(edit: Edit, operation: Operation, owners: Mapping[Place, Edit]) -> bool:
    """Whether another edit puts or drops the whole of something that this one changes."""
    reach = max(edit.place, operation.place, key=len) if isinstance(edit, Append) else edit.place
    return any(owners.get(reach[:depth], edit) is not edit for depth in range(1, len(reach) + 1))


# --- one after the other -----------------------------------------------------------------------------------------------


def _make_edits(source: Source, first: Tree, edits: Sequence[Edit], format_: Format) -> str | Diagnostic:
    tree = first
    wrapped: list[Place] = []
    for edit in _order_edits(edits):
        place = _follow_wraps(edit.place, wrapped)
        operation = resolve_edit(tree, replace(edit, place=place))
        if isinstance(operation, Diagnostic):  # there was such a place; another edit has made something else of it
            return messages.edits_meet(find_span(first, edit.place), name_place(edit.place))
        made = _make_edit(source, tree, operation, None if isinstance(edit, Drop) else edit.comment, format_)
        if made is None:
            return messages.edit_not_made(find_span(first, edit.place), name_place(edit.place))
        source, tree = made
        wrapped += [place if isinstance(edit, Append) else place[:-1]] if isinstance(operation, Wrap) else []
    return source.text


def _order_edits(edits: Sequence[Edit]) -> list[Edit]:
    """So that no edit moves what another means: the end of a list grows first, then what comes later in a list is dropped first."""
    dropped = [edit for edit in edits if isinstance(edit, Drop)]
    dropped.sort(key=lambda edit: [part if isinstance(part, int) else -1 for part in edit.place], reverse=True)
    return [*(e for e in edits if isinstance(e, Put)), *(e for e in edits if isinstance(e, Append)), *dropped]


def _follow_wraps(place: Place, wrapped: list[Place]) -> Place:
    """What a place has become since values on its way became the first of a list."""
    for outer in wrapped:
        inner = place[len(outer) :]
        if place[: len(outer)] == outer and inner and isinstance(inner[0], str):
            place = (*outer, 0, *inner)
    return place


def _make_edit(source: Source, tree: Tree, operation: Operation, comment: str | None, format_: Format) -> tuple[Source, Tree] | None:
    """The text after an operation with its tree, if that is as it must be."""
    wanted = apply_operation(tree, operation)
    if _is_same(tree, wanted):
        return source, tree
    if format_ == "toml":
        text = change_tables(source.text, operation, comment)
    else:
        text = change_collections(source.text, tree, format_, operation, comment)
    if text is None:
        return None
    edited = Source(source.name, _keep_last_break(source.text, text))
    found = _read(edited, format_)
    return (edited, found) if found is not None and _is_same(found, wanted) else None


def _keep_last_break(before: str, after: str) -> str:
    """A text ends in a line break if it did before."""
    if before.endswith("\n"):
        return after if after.endswith("\n") else after + find_break(before)
    return after.removesuffix("\n").removesuffix("\r")


def _read(source: Source, format_: Format) -> Tree | None:
    if check_text(source)[0] is None:
        return None
    tree, mistakes = read_tree(source, format_)
    return None if mistakes else tree


def _is_same(one: Tree, other: Tree) -> bool:
    """Whether two trees say the same in the same words; numbers count by their figures, since TOML keeps no words."""
    if isinstance(one, Leaf) and isinstance(other, Leaf):
        if isinstance(one.value, Decimal) and isinstance(other.value, Decimal):
            return one.value.as_tuple() == other.value.as_tuple()
        return one == other
    if isinstance(one, Row) and isinstance(other, Row):
        return len(one.items) == len(other.items) and all(map(_is_same, one.items, other.items))
    if not isinstance(one, Branch) or not isinstance(other, Branch) or one.entries.keys() != other.entries.keys():
        return False
    return all(_is_same(entry.value, other.entries[entry.key].value) for entry in one)
