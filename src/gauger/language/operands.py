"""Parts of a statement to the words behind its keyword: a head, and the items of a list that may go on in a block."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple, assert_never

from gauger.language import tree


class Operands(NamedTuple):
    """`head` and, behind it, `items` separated by commas."""

    head: str
    items: tuple[str, ...] = ()


def print_operands(keyword: str, parts: tree.Parts) -> Operands:
    """What stands behind the keyword; for a line of conditions, the whole line."""
    match parts:
        case tree.Heading(value):
            return Operands(("by " if keyword == "binding" else "") + print_value(value))
        case tree.Names(items):
            return Operands("", _print_all(items))
        case tree.Act(act, subject, objects):
            return Operands(f"{act.text} {subject.text}" + (" using" if objects else ""), _print_all(objects))
        case tree.SetHeading(name, items):
            return Operands(f"{name.text} is", _print_all(items))
        case tree.Precedence(texts, forms):
            marked = [f"permission {forms[0].text}", *(f.text for f in forms[1:])] if forms else []
            return Operands("", (*_print_all(texts), *marked))
        case tree.OpenType(kind):
            return Operands(kind if kind == "names" else "")
        case tree.Bare():
            return Operands("")
        case tree.Comparison() | tree.Call() | tree.Constant() | tree.PermittedBy() | tree.Group() | tree.Some():
            return print_condition(parts)
        case _:
            return Operands(_print_sentence(parts))


def print_condition(condition: tree.ConditionHead) -> Operands:
    """A condition's line, the operands of a list apart."""
    match condition:
        case tree.Comparison(left, operator, operands):
            return Operands(f"{left.text} {operator}", _print_all(operands))
        case tree.Call(callee, arguments):
            return Operands(_print_call(callee, arguments))
        case tree.Constant(value):
            return Operands("always" if value else "never")
        case tree.PermittedBy(forms):
            return Operands("permitted by", _print_all(forms))
        case tree.Group(kind):
            return Operands(kind)
        case tree.Some(kind, of):
            return Operands(f"some {kind.text} of {of.text}")
        case _:
            assert_never(condition)


_Sentence = (
    tree.ActHeading | tree.Signature | tree.Order | tree.Through | tree.Supported | tree.Encoded | tree.Recorded | tree.Period
    | tree.Reads | tree.Admits
)  # fmt: skip


def _print_sentence(parts: _Sentence) -> str:
    match parts:
        case tree.ActHeading(name, subject):
            return f"{name.text} {subject.text}"
        case tree.Signature(name, parameters):
            return _print_call(name, parameters)
        case tree.Order(narrow, wide):
            return f"{narrow.text} narrower than {wide.text}"
        case tree.Through(count):
            return f"at most {print_value(count)} {'model' if count.value == 1 else 'models'}"
        case tree.Supported(by, at):
            return f"by {print_value(by)} at {print_value(at)}"
        case tree.Encoded(by, on):
            return f"by {print_value(by)} on {print_value(on)}"
        case tree.Recorded(archive, path, since, until):
            return f"{archive.text} {print_value(path)}{_print_period(since, until)}"
        case tree.Period(since, until):
            return _print_period(since, until).lstrip()
        case tree.Reads(concept, reading, because):
            return f"{concept.text} as {reading.text} because {print_value(because)}"
        case tree.Admits(concept, reading, since, until):
            return f"{concept.text} {reading.text}{_print_period(since, until)}"
        case _:
            assert_never(parts)


def print_value(value: tree.Operand) -> str:
    """A literal as it is written."""
    match value:
        case tree.Name(text):
            return text
        case tree.Text(text):
            return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
        case tree.Number(_, written):
            return written
        case tree.Day(day):
            return day.isoformat()
        case tree.Bool(yes):
            return "yes" if yes else "no"
        case _:
            assert_never(value)


def _print_all(values: Sequence[tree.Operand]) -> tuple[str, ...]:
    return tuple(print_value(v) for v in values)


def _print_call(name: tree.Name, arguments: Sequence[tree.Name]) -> str:
    return f"{name.text}({', '.join(a.text for a in arguments)})"


def _print_period(since: tree.Day | None, until: tree.Day | None) -> str:
    return (f" from {since.value.isoformat()}" if since else "") + (f" until {until.value.isoformat()}" if until else "")
