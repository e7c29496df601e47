"""Conditions as the language writes them, for whoever shows one."""

from __future__ import annotations

from collections.abc import Iterator

from gauger.policy.model import (
    AllOf,
    AnyOf,
    AttributeRef,
    CallConcept,
    CallDefinition,
    Condition,
    Constant,
    Measure,
    NoneOf,
    PermittedBy,
    Some,
    Test,
    Total,
    Value,
)

GROUPS = {AllOf: "all of", AnyOf: "any of", NoneOf: "none of"}


def condition_lines(condition: Condition) -> Iterator[tuple[int, str]]:
    """Level and line, as the language writes them."""
    match condition:
        case AllOf(items) | AnyOf(items) | NoneOf(items):
            yield 0, GROUPS[type(condition)]
            for item in items:
                for level, text in condition_lines(item):
                    yield level + 1, text
        case Some(kind, of, body):
            yield 0, f"some {kind} of {of}"
            for level, text in condition_lines(body):
                yield level + 1, text
        case Total():
            yield 0, _write_sum(condition)
            for level, text in condition_lines(condition.body):
                yield level + 1, text
        case _:
            yield 0, _write_atom(condition)


def write_condition(condition: Condition) -> str:
    """The whole condition in one line; groups stand in brackets."""
    match condition:
        case AllOf(items) | AnyOf(items) | NoneOf(items):
            return f"{GROUPS[type(condition)]} ({'; '.join(write_condition(item) for item in items)})"
        case Some(kind, of, body):
            return f"some {kind} of {of} ({write_condition(body)})"
        case Total():
            return f"{_write_sum(condition)} ({write_condition(condition.body)})"
        case _:
            return _write_atom(condition)


def _write_sum(total: Total) -> str:
    return f"sum of {total.attribute.key} of {total.of} {total.operator} {total.value:f}"


def _write_atom(condition: Condition) -> str:
    match condition:
        case Test(left, operator, values, other):
            right = f"{other.variable}.{other.attribute.name}" if other else ", ".join(write_value(v) for v in values)
            return f"{write_reference(left)} {operator} {right}"
        case CallConcept(name, arguments) | CallDefinition(name, arguments):
            return f"{name}({', '.join(arguments)})"
        case PermittedBy(forms, _, giver):
            return f"permitted by {', '.join(forms)}" + (f" from {giver}" if giver else "")
        case Constant(value):
            return "always" if value else "never"
        case _:
            raise AssertionError(f"not a single line: {condition!r}")


def write_reference(reference: AttributeRef) -> str:
    """`party.annual-revenue with affiliates over any 12 months`."""
    name = f"{reference.variable}.{reference.attribute.name}"
    return name + (write_measure(reference.measure) if reference.measure else "")


def write_measure(measure: Measure) -> str:
    """How a figure is taken, with a space before it; nothing where it is taken when the act is done."""
    scope = " with affiliates" if measure.affiliates else ""
    moment = f" as of {measure.on or measure.moment}" if measure.on or measure.moment else ""
    return scope + moment + (f" over any {measure.months} months" if measure.months else "")


def write_value(value: Value) -> str:
    """A value as it is written."""
    return ("yes" if value else "no") if isinstance(value, bool) else str(value)
