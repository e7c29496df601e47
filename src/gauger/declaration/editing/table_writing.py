"""What is added to a TOML text: pairs under the header that they belong to, and sections of their own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from gauger.declaration.editing.edits import Place, Plain
from gauger.declaration.editing.hand import Hand, write_flow, write_pair
from gauger.declaration.editing.lines import (
    apply_patches,
    begin_line,
    comment_lines,
    end_part,
    insert_lines,
    is_blank,
    is_comment,
    read_indent,
)
from gauger.declaration.editing.scalars import write_key
from gauger.declaration.editing.toml_outline import Statement, Statements, find_header, list_under

Tables = Sequence[Mapping[str, Plain]]


def add_to_table(hand: Hand, statements: Statements, place: Place, key: str | None, value: Plain, comment: str | None) -> str | None:
    """The text with one more key, or one more table of an array."""
    under = list_under(statements, place)
    if key is None:
        behind = statements[under[-1]]
        return _add_sections(hand, behind, place, "[[{}]]", [value], comment) if isinstance(value, Mapping) else None
    tables = _list_tables(value)
    if tables and (not place or any(statements[n].kind != "pair" and len(statements[n].place) > len(place) for n in under)):
        form = "[{}]" if isinstance(value, Mapping) else "[[{}]]"
        last = statements[under[-1]] if place else None
        return _add_sections(hand, last, (*place, key), form, tables, comment)
    return _add_pair(hand, statements, place, key, value, comment)


def _list_tables(value: Plain) -> Tables:
    """The tables that a value is, or of which it is a list."""
    if isinstance(value, Mapping):
        return [value] if value else []
    parts = value if isinstance(value, Sequence) and not isinstance(value, str) else ()
    tables = [part for part in parts if isinstance(part, Mapping)]
    return tables if len(tables) == len(parts) else ()


def _add_sections(hand: Hand, last: Statement | None, place: Place, form: str, tables: Tables, comment: str | None) -> str:
    """Headers with pairs behind the last statement of what they belong to, else at the end; a blank line sets each apart."""
    text = hand.text
    indent = read_indent(text, last.start) if last is not None else ""
    at = end_part(text, last.end, len(indent)) if last is not None else len(text)
    name = ".".join(write_key(part, "toml") for part in place if isinstance(part, str))
    parts = [[form.format(name), *(write_pair(hand, key, item) for key, item in table.items())] for table in tables]
    sections = ["".join(indent + line + hand.line_break for line in part) for part in parts]
    before = hand.line_break * (at > 0 and not is_blank(text, begin_line(text, at - 1)))
    behind = hand.line_break * (at < len(text) and not is_blank(text, at))
    lines = before + comment_lines(comment, indent, hand.line_break) + hand.line_break.join(sections) + behind
    return apply_patches(text, [insert_lines(text, at, lines)])


def _add_pair(hand: Hand, statements: Statements, place: Place, key: str, value: Plain, comment: str | None) -> str | None:
    """A pair behind the last one under its header, or behind the last with a dotted key that leads there too."""
    text = hand.text
    header = find_header(statements, place)
    beside = [known for known in statements if known.kind == "pair" and _stands_in(known, place, header is not None)]
    if not beside and header is None:
        return _begin_table(hand, statements, place, key, value, comment)
    last = beside[-1] if beside else header
    assert last is not None
    indent = read_indent(text, last.start)
    names = [write_key(str(part), "toml") for part in (*place[len(last.section) :], key)]
    pair = f"{indent}{'.'.join(names)}{hand.colon}{write_flow(hand, value)}{hand.line_break}"
    at = end_part(text, last.end, len(indent))
    return apply_patches(text, [insert_lines(text, at, comment_lines(comment, indent, hand.line_break) + pair)])


def _stands_in(known: Statement, place: Place, headed: bool) -> bool:
    """Whether a pair stands under the header of a table, or leads with a dotted key to a table without one."""
    leads = len(known.section) < len(place) and known.place[: len(place)] == place
    return known.section == place or (leads and not headed)


def _begin_table(hand: Hand, statements: Statements, place: Place, key: str, value: Plain, comment: str | None) -> str | None:
    """The first pair of a table that has no header yet, or of the root, before the first header and the comment above it."""
    text = hand.text
    if place:
        last = next(iter(statements[n] for n in reversed(list_under(statements, place))), None)
        return _add_sections(hand, last, place, "[{}]", [{key: value}], comment) if isinstance(place[-1], str) else None
    at = begin_line(text, statements[0].start) if statements else len(text)
    while at and is_comment(text, begin_line(text, at - 1)):
        at = begin_line(text, at - 1)
    pair = write_pair(hand, key, value) + hand.line_break
    apart = hand.line_break if at < len(text) else ""
    return apply_patches(text, [insert_lines(text, at, comment_lines(comment, "", hand.line_break) + pair + apart)])
