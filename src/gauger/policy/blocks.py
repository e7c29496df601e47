"""Reading statements out of a block, and their operands as the sort that is wanted.

What stands in a block and how often is the parser's business: a statement that is missing here was reported there, and an empty stand-in
takes its place, so that everything behind it is checked as well.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal

from gauger.diagnostics import Diagnostic
from gauger.language import tree
from gauger.policy import messages
from gauger.text import Span

Found = list[Diagnostic]
"""Where every mistake of a run is collected."""

_SHORT = {"encoded by": "encoded", "supported by": "supported", "binding by": "binding"}


def get_keyword(statement: tree.Statement) -> str:
    """The keyword, without the `by` that belongs to what follows."""
    return _SHORT.get(statement.keyword, statement.keyword)


def find_all(statement: tree.Statement, *keywords: str) -> list[tree.Statement]:
    """The statements of the block with one of these keywords, in the order of the file."""
    return [s for s in statement.block if get_keyword(s) in keywords]


def find_one(statement: tree.Statement, keyword: str) -> tree.Statement | None:
    """The first statement of the block with this keyword."""
    return next((s for s in statement.block if get_keyword(s) == keyword), None)


# --- literals ----------------------------------------------------------------------------------------------------------


def describe_literal(literal: tree.Operand) -> str:
    """What a literal is, for a message: "the number `3`"."""
    match literal:
        case tree.Name(text):
            return f"the name `{text}`"
        case tree.Text():
            return "a quoted text"
        case tree.Number():
            return f"the number `{literal.written}`"
        case tree.Day(day):
            return f"the day `{day}`"
        case tree.Bool(value):
            return "`yes`" if value else "`no`"


def read_name(literal: tree.Operand, found: Found) -> str:
    """The text of a bare name."""
    if isinstance(literal, tree.Name):
        return literal.text
    found.append(messages.wrong_literal(literal.span, describe_literal(literal), "a name"))
    return ""


def read_text(literal: tree.Operand, found: Found) -> str:
    """The content of a quoted text."""
    if isinstance(literal, tree.Text):
        if not literal.value.strip():
            found.append(messages.empty_text(literal.span))
        return literal.value
    found.append(messages.wrong_literal(literal.span, describe_literal(literal), "a quoted text"))
    return ""


def read_names(statements: Iterable[tree.Statement], found: Found) -> tuple[tree.Name, ...]:
    """All names that statements of one keyword list, each once."""
    names: dict[str, tree.Name] = {}
    for item in list_items(statements):
        text = read_name(item, found)
        if text in names:
            found.append(messages.listed_twice(item.span, text, names[text].span))
        elif isinstance(item, tree.Name):
            names[text] = item
    return tuple(names.values())


def list_items(statements: Iterable[tree.Statement]) -> Iterator[tree.Operand]:
    """The literals of statements that hold a list or a single literal."""
    for statement in statements:
        match statement.parts:
            case tree.Names(items):
                yield from items
            case tree.Heading(value):
                yield value


def read_whole(number: tree.Number, found: Found) -> int:
    """A whole number that is not negative; another is reported and counts as none."""
    if number.value < 0 or number.value != number.value.to_integral_value() or number.value > Decimal(10**6):
        found.append(messages.unfit_count(number.span, number.written))
        return 0
    return int(number.value)


def read_count(number: tree.Number, what: str, found: Found) -> int:
    """A whole number of at least one of `what`, since none of it would mean nothing."""
    if number.value == 0:
        found.append(messages.count_of_nothing(number.span, what))
    return read_whole(number, found)


# --- operands of one statement in a block ------------------------------------------------------------------------------


def get_literal(statement: tree.Statement, keyword: str) -> tree.Operand | None:
    """The operand of the first statement with this keyword, if there is one."""
    child = find_one(statement, keyword)
    return next(list_items([child]), None) if child else None


def get_text(statement: tree.Statement, keyword: str, found: Found) -> str:
    """The quoted text behind a keyword; empty when the statement is missing."""
    literal = get_literal(statement, keyword)
    return read_text(literal, found) if literal else ""


def find_text(statement: tree.Statement, keyword: str, found: Found) -> str | None:
    """The quoted text behind a keyword that may be left out."""
    literal = get_literal(statement, keyword)
    return read_text(literal, found) if literal else None


def get_name(statement: tree.Statement, keyword: str, found: Found) -> tree.Name | None:
    """The bare name behind a keyword; another literal is reported."""
    literal = get_literal(statement, keyword)
    if literal is None or isinstance(literal, tree.Name):
        return literal
    read_name(literal, found)
    return None


def cut_span(name: tree.Name, length: int) -> Span:
    """The first so many characters of a name."""
    return Span(name.span.source, name.span.start, name.span.start + length)


def get_heading(statement: tree.Statement, found: Found) -> tree.Name | None:
    """The name in the heading of a statement: `clause x`, `set eea is …`, `competes(model, publisher)`."""
    match statement.parts:
        case tree.Heading(tree.Name() as name):
            return name
        case tree.SetHeading(name, _) | tree.Signature(name, _) | tree.PartHeading(name, _):
            return name
        case tree.Heading(literal):
            read_name(literal, found)
    return None


def read_period(since: tree.Day | None, until: tree.Day | None) -> tuple[date | None, date | None]:
    """The two days of a period as days."""
    return since.value if since else None, until.value if until else None


def is_backwards(since: tree.Day | None, until: tree.Day | None) -> bool:
    """Whether no day lies from the first day until the second."""
    return since is not None and until is not None and until.value <= since.value
