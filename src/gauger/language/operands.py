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
        case tree.Includes(items, mode, conditional):
            return Operands("", (*_print_all(items[:-1]), f"{items[-1].text} as {mode}{' when' if conditional else ''}"))
        case tree.Bare() | tree.Alone():
            return Operands("")
        case tree.Comparison() | tree.Call() | tree.Constant() | tree.PermittedBy() | tree.Group() | tree.Some():
            return print_condition(parts)
        case _:
            return Operands(_print_sentence(parts))


def print_condition(condition: tree.ConditionHead) -> Operands:
    """A condition's line, the operands of a list apart."""
    match condition:
        case tree.Comparison(left, operator, operands):
            head = f"{_print_quantity(left)} {operator}"
            if operator in ("is", "in", "overlaps"):
                return Operands(head, _print_all(operands))
            return Operands(f"{head} {', '.join(_print_all(operands))}")  # a line is never continued behind the others
        case tree.Call(callee, arguments):
            return Operands(_print_call(callee, arguments))
        case tree.Constant(value):
            return Operands("always" if value else "never")
        case tree.PermittedBy(forms, giver):
            from_ = f" from {giver.text}" if giver else ""
            return Operands("permitted by", (*_print_all(forms[:-1]), forms[-1].text + from_))
        case tree.Group(kind):
            return Operands(kind)
        case tree.Some(kind, of):
            return Operands(f"some {kind.text} of {of.text}")
        case _:
            assert_never(condition)


def _print_quantity(quantity: tree.Name | tree.Measured | tree.Total) -> str:
    match quantity:
        case tree.Name(text):
            return text
        case tree.Total(attribute, of):
            return f"sum of {attribute.text} of {of.text}"
        case tree.Measured(name, affiliates, at, months):
            scope = " with affiliates" if affiliates else ""
            moment = f" as of {print_value(at)}" if at else ""
            return f"{name.text}{scope}{moment}{f' over any {months.written} months' if months else ''}"
        case _:
            assert_never(quantity)


_Heading = tree.ActHeading | tree.PartHeading | tree.Signature | tree.LeftOut | tree.Changes | tree.Order | tree.Tie | tree.Narrower
_Binding = tree.Stands | tree.Objection | tree.PassesThrough | tree.Extends | tree.Assigns | tree.Cure
_Record = tree.Through | tree.Supported | tree.Encoded | tree.Recorded | tree.Period | tree.Reads | tree.ReadsLike | tree.Admits


def _print_sentence(parts: _Heading | _Binding | _Record) -> str:
    match parts:
        case tree.Stands() | tree.Objection() | tree.PassesThrough() | tree.Extends() | tree.Assigns() | tree.Cure():
            return _print_binding(parts)
        case (
            tree.ActHeading()
            | tree.PartHeading()
            | tree.Signature()
            | tree.LeftOut()
            | tree.Changes()
            | tree.Order()
            | tree.Tie()
            | tree.Narrower()
        ):
            return _print_heading(parts)
        case _:
            return _print_record(parts)


def _print_binding(parts: _Binding) -> str:
    """How far a text reaches, and what it gives or asks."""
    match parts:
        case tree.Stands(mode, conditional):
            return f"as {mode}{' when' if conditional else ''}"
        case tree.Objection(months, days):
            return f"for {months.written} months after objection within {days.written} days"
        case tree.PassesThrough(texts, publishers):
            return ", ".join(_print_all(texts)) + (f" for {', '.join(_print_all(publishers))}" if publishers else "")
        case tree.Extends(to, conditional):
            return f"{to}{' when' if conditional else ''}"
        case tree.Assigns(subject, objects, conditional):
            using = f" using {', '.join(_print_all(objects))}" if objects else ""
            return f"{subject.text}{using}{' subject to compliance' if conditional else ''}"
        case tree.Cure(days, business):
            return f"{days.written} {'business ' if business else ''}days"
        case _:
            assert_never(parts)


def _print_heading(parts: _Heading) -> str:
    """What is declared, and how it lies to other things declared."""
    match parts:
        case tree.ActHeading(name, subject):
            return f"{name.text} {subject.text}"
        case tree.PartHeading(name, of):
            return f"{name.text} of {of.text}"
        case tree.Signature(name, parameters):
            return _print_call(name, parameters)
        case tree.LeftOut(means):
            return f"means {means.text}"
        case tree.Changes(cost):
            return f"at cost {cost.written}"
        case tree.Tie(concept, reading):
            return f"{concept.text} as {reading.text}"
        case tree.Narrower(concept, arguments):
            return _print_call(concept, arguments)
        case tree.Order(narrow, wide):
            return f"{narrow.text} narrower than {wide.text}"
        case _:
            assert_never(parts)


def _print_record(parts: _Record) -> str:
    """Where things are written, and how they are to be read."""
    match parts:
        case tree.Through(count):
            return f"at most {print_value(count)} {'model' if count.value == 1 else 'models'}"
        case tree.Supported(by, at, standing):
            return f"by {print_value(by)} at {print_value(at)}{f' as {standing.text}' if standing else ''}"
        case tree.Encoded(by, on):
            return f"by {print_value(by)} on {print_value(on)}"
        case tree.Recorded(archive, path, since, until):
            return f"{archive.text} {print_value(path)}{_print_period(since, until)}"
        case tree.Period(since, until):
            return _print_period(since, until).lstrip()
        case tree.Reads(concept, reading, because):
            return f"{concept.text} as {reading.text} because {print_value(because)}"
        case tree.ReadsLike(concept, document, because):
            return f"{concept.text} like {document.text} because {print_value(because)}"
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
