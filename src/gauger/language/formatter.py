"""Tree to canonical text: two spaces a level, operands in one column, long lists in blocks, comments where they were.

The column is fixed (11 in a document's own block, 7 in a reading's, else 9), so that a new statement never moves its neighbours.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from gauger.language.arrangement import arrange
from gauger.language.operands import Operands, print_operands
from gauger.language.schema import BLOCKS, FILE
from gauger.language.tree import Bare, Comment, File, Heading, Name, Names, Statement, opens_conditions

WIDTH = 100
_STEP = "  "
_COLUMN = 9
_COLUMNS = {"document": 11, "reading": 7}
_SPACED = frozenset({"document", "publisher", "act", "object", "define", "concept", "clause", "exception", "consequence"})


def format_file(file: File) -> str:
    """The file's canonical text; parsing it gives the arranged tree again, formatting it again the same text."""
    lines: list[str] = []
    waiting = [(s, FILE, 0, p) for s, p in _pair(arrange(file).statements)][::-1]
    while waiting:
        statement, parent, level, previous = waiting.pop()
        if previous is not None and _needs_space(statement, previous, parent):
            lines.append("")
        lines += _print_comments(statement.before, level)
        if parent == FILE and previous is None and statement.before:
            lines.append("")  # what stands above the first statement is the file's heading
        lines += _print_statement(statement, parent, level)
        children = [(s, _kind(statement, parent), level + 1, p) for s, p in _pair(statement.block)]
        waiting.extend(reversed(children))
    if file.trailing:
        lines += ["", *_print_comments(file.trailing, 0)] if lines else _print_comments(file.trailing, 0)
    return "".join(f"{line}\n" for line in lines)


def _pair(statements: Sequence[Statement]) -> Iterator[tuple[Statement, Statement | None]]:
    """Each statement with the one before it in its block."""
    return zip(statements, (None, *statements), strict=False)


def _kind(statement: Statement, parent: str) -> str:
    leaf = (parent, statement.keyword) == ("document", "publisher") or parent == "publisher"
    return statement.keyword if statement.keyword in BLOCKS and not leaf else ""


def _needs_space(statement: Statement, previous: Statement, parent: str) -> bool:
    """Whether an empty line stands between two statements of a block: around what has a block of its own worth reading alone."""
    if parent not in (FILE, "document"):
        return False
    if parent == "document" and statement.keyword == "publisher":
        return False
    if statement.keyword in _SPACED or previous.keyword in _SPACED - {"publisher"}:
        return True
    if statement.keyword != previous.keyword:
        return parent == FILE or statement.keyword == "version"
    return _name_entity(statement) != _name_entity(previous)


def _name_entity(statement: Statement) -> str:
    """The entity of an attribute's declaration, `model` of `model.task`; empty for other statements."""
    match statement:
        case Statement(keyword="attribute", parts=Heading(Name(text))):
            return text.split(".")[0]
        case _:
            return ""


def _print_comments(comments: Sequence[Comment], level: int) -> list[str]:
    return [f"{_STEP * level}# {c.text}".rstrip() for c in comments]


def _print_statement(statement: Statement, parent: str, level: int) -> list[str]:
    indent = _STEP * level
    operands = print_operands(statement.keyword, statement.parts)
    lead = indent + _lead(statement, parent, operands)
    tail = " when" if isinstance(statement.parts, Names) and statement.block else ""
    line = " ".join(filter(None, [lead.rstrip() if not operands.head else lead + operands.head, ", ".join(operands.items)]))
    if not operands.head and operands.items:
        line = lead + ", ".join(operands.items)
    lines = [line.rstrip() + tail]
    if len(lines[0]) > WIDTH and operands.items and not statement.block:
        lines = [(lead + operands.head).rstrip(), *_fill(operands.items, indent + _STEP)]
    if statement.after is not None:
        lines[0] += f"  # {statement.after.text}".rstrip()
    return lines


def _lead(statement: Statement, parent: str, operands: Operands) -> str:
    """The keyword and the space behind it."""
    keyword = statement.keyword
    if not keyword:
        return ""
    is_heading = parent == FILE or _kind(statement, parent) or (opens_conditions(statement.parts) and not isinstance(statement.parts, Bare))
    column = 0 if is_heading else _COLUMNS.get(parent, _COLUMN)
    return keyword.ljust(column - 1) + " " if operands.head or operands.items else keyword


def _fill(items: Sequence[str], indent: str) -> list[str]:
    """Items in lines of at most the width, each line but the last ending with a comma."""
    lines = [indent + items[0]]
    for item in items[1:]:
        if len(lines[-1]) + len(item) + 3 > WIDTH:
            lines[-1] += ","
            lines.append(indent + item)
        else:
            lines[-1] += f", {item}"
    return lines
