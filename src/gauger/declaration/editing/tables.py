"""An operation on a TOML text: keys under headers, arrays of tables, dotted keys; inside brackets as elsewhere."""

from __future__ import annotations

from collections.abc import Mapping
from typing import assert_never

from gauger.declaration.editing.collections import change_node
from gauger.declaration.editing.edits import Place, Plain
from gauger.declaration.editing.hand import Hand, find_hand, write_pair
from gauger.declaration.editing.lines import (
    Patch,
    apply_patches,
    begin_line,
    end_line,
    end_part,
    insert_lines,
    measure_indent,
    remove_lines,
    write_above,
)
from gauger.declaration.editing.operations import Add, Operation, Remove, Set, Wrap
from gauger.declaration.editing.table_writing import add_to_table
from gauger.declaration.editing.toml_outline import Statement, Statements, find_header, list_under, scan_toml
from gauger.text.values import replace


def change_tables(text: str, operation: Operation, comment: str | None) -> str | None:
    """The text after an operation; absent where it is written so that it cannot be done."""
    statements = scan_toml(text)
    pairs = [known for known in statements if known.pair is not None]
    hand = find_hand(text, "toml", pairs[0].pair if pairs else None)
    pair = next((known for known in pairs if known.place == operation.place[: len(known.place)]), None)
    if pair is None or pair.pair is None or (isinstance(operation, Remove) and pair.place == operation.place):
        return _change_statements(hand, statements, operation, comment)
    patches = change_node(hand, pair.pair.node, _shift(operation, len(pair.place)), comment)
    return apply_patches(text, patches) if patches is not None else None


def _shift(operation: Operation, depth: int) -> Operation:
    """The same operation, with its place counted from further in."""
    return replace(operation, place=operation.place[depth:])


def _change_statements(hand: Hand, statements: Statements, operation: Operation, comment: str | None) -> str | None:
    match operation:
        case Add(place, key, value):
            return add_to_table(hand, statements, place, key, value, comment)
        case Set(place, value):
            return _set(hand, statements, place, value, comment)
        case Wrap(place, value):
            return _wrap(hand, statements, place, value, comment)
        case Remove(place):
            return _remove(hand, statements, place)
        case _:
            assert_never(operation)


# --- removing and setting ----------------------------------------------------------------------------------------------


def _remove(hand: Hand, statements: Statements, place: Place) -> str | None:
    """Without what is said of a place; where nothing else is said of what is around it, that is empty now, and has to be said to be."""
    around = place[:-1]
    parts = {statements[n].place[len(around)] for n in list_under(statements, around) if len(statements[n].place) > len(around)}
    if around and len(parts) == 1:
        return _set(hand, statements, around, {} if isinstance(place[-1], str) else (), None)
    return apply_patches(hand.text, _remove_under(hand.text, statements, place))


def _remove_under(text: str, statements: Statements, place: Place, keep: Statement | None = None) -> list[Patch]:
    """Everything that is said of a place, with the comments in between; but for one header, if there is one to `keep`."""
    numbers = [n for n in list_under(statements, place) if statements[n] is not keep]
    starts = [n for n in numbers if n - 1 not in numbers]
    ends = [n for n in numbers if n + 1 not in numbers]
    return [_remove_run(text, statements, first, last) for first, last in zip(starts, ends, strict=True)]


def _remove_run(text: str, statements: Statements, first: int, last: int) -> Patch:
    start = begin_line(text, statements[first].start)
    whole = statements[first].kind != "pair"
    end = end_part(text, statements[last].end, measure_indent(text, start)) if whole else end_line(text, statements[last].end)
    floor = end_line(text, statements[first - 1].end) if first else start
    heads = first == 0 or (not whole and statements[first - 1].kind != "pair")
    return remove_lines(text, start, end, floor=floor, first=heads)


def _set(hand: Hand, statements: Statements, place: Place, value: Plain, comment: str | None) -> str | None:
    """What a table holds gives way to other pairs under its header; anything else is removed and added anew."""
    header = find_header(statements, place)
    if header is None or not isinstance(value, Mapping):
        removed = replace(hand, text=apply_patches(hand.text, _remove_under(hand.text, statements, place)))
        name = place[-1]
        return add_to_table(removed, scan_toml(removed.text), place[:-1], name, value, comment) if isinstance(name, str) else None
    pairs = "".join(write_pair(hand, key, item) + hand.line_break for key, item in value.items())
    patches = [
        *write_above(hand.text, header.start, comment),
        insert_lines(hand.text, end_line(hand.text, header.end), pairs),
        *_remove_under(hand.text, statements, place, keep=header),
    ]
    return apply_patches(hand.text, patches)


def _wrap(hand: Hand, statements: Statements, place: Place, value: Plain, comment: str | None) -> str | None:
    """A table becomes the first of an array of tables."""
    header = find_header(statements, place)
    if header is None or header.kind == "array" or statements[list_under(statements, place)[0]] is not header:
        return None
    wrapped = apply_patches(hand.text, [Patch(header.start, header.start, "["), Patch(header.end, header.end, "]")])
    return add_to_table(replace(hand, text=wrapped), scan_toml(wrapped), place, None, value, comment)
