"""Values and sets of values: what they are, and whether an attribute can have them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

from gauger.diagnostics import Diagnostic
from gauger.language import tree
from gauger.policy import messages
from gauger.policy.blocks import Found, describe_literal, get_heading
from gauger.policy.cycles import find_cycles
from gauger.policy.lexicon import ValueSet
from gauger.policy.model import Attribute, Operator, Value
from gauger.policy.structure import LISTING
from gauger.text import Span


def read_value(literal: tree.Operand) -> Value:
    """The plain value of a literal."""
    match literal:
        case tree.Name(text):
            return text
        case tree.Text(value):
            return value
        case tree.Number() | tree.Day() | tree.Bool():
            return literal.value


def describe_value(value: Value) -> str:
    """A value as it is written."""
    return ("yes" if value else "no") if isinstance(value, bool) else str(value)


# --- sets --------------------------------------------------------------------------------------------------------------


def build_sets(statements: Mapping[str, tree.Statement], found: Found) -> dict[str, ValueSet]:
    """All sets with their values, those of sets named in them included."""
    items = {name: s.parts.items for name, s in sorted(statements.items()) if isinstance(s.parts, tree.SetHeading)}
    edges = {n: [(i.text, i.span) for i in listed if isinstance(i, tree.Name) and i.text in items] for n, listed in items.items()}
    cycles = find_cycles(edges)
    found.extend(messages.set_cycle(names, spans) for names, spans in cycles)
    sets: dict[str, ValueSet] = {}
    for name in items:
        heading = get_heading(statements[name], found)
        if heading:
            sets[name] = ValueSet(_expand(name, items, bool(cycles)), heading.span)
            _check_sorts(name, items, sets[name].values, found)
    return sets


def _expand(name: str, items: Mapping[str, Sequence[tree.Operand]], cyclic: bool) -> tuple[Value, ...]:
    """Follows sets in sets without recursion: a chain of sets may be as long as its author likes."""
    values: dict[Value, None] = {}
    seen = {name}
    waiting = list(reversed(items[name]))
    while waiting:
        item = waiting.pop()
        if isinstance(item, tree.Name) and item.text in items:
            waiting.extend(() if cyclic or item.text in seen else reversed(items[item.text]))
            seen.add(item.text)
        else:
            values[read_value(item)] = None
    return tuple(values)


def _check_sorts(name: str, items: Mapping[str, Sequence[tree.Operand]], values: tuple[Value, ...], found: Found) -> None:
    first = items[name][0] if items[name] else None
    for item in items[name][1:]:
        if first and type(read_value(item)) is not type(read_value(first)) and not _names_set(item, items):
            found.append(messages.mixed_values(item.span, name, first.span))
            return
    if first and len({type(v) for v in values}) > 1:
        found.append(messages.mixed_values(items[name][-1].span, name, first.span))


def _names_set(item: tree.Operand, items: Mapping[str, Sequence[tree.Operand]]) -> bool:
    return isinstance(item, tree.Name) and item.text in items


# --- values of an attribute --------------------------------------------------------------------------------------------

_WANTED = {
    "one of": "a name", "some of": "a name", "number": "a number", "figure": "a number", "text": "a quoted text", "day": "a day",
    "yes or no": "`yes` or `no`", "name": "a name or a quoted text",
}  # fmt: skip


def read_values(
    literals: Sequence[tree.Operand], attribute: Attribute, operator: Operator, sets: Mapping[str, ValueSet], found: Found
) -> tuple[Value, ...]:
    """The values that a comparison of the attribute lists, sets expanded, each once; values that it cannot have are reported."""
    values: dict[Value, None] = {}
    written: dict[Value, tree.Operand] = {}
    for literal in literals:
        value = read_value(literal)
        if value in written:
            found.append(messages.listed_twice(literal.span, describe_value(value), written[value].span))
        written.setdefault(value, literal)
        values.update(dict.fromkeys(_read_one(literal, attribute, operator, sets, found)))
    return tuple(values)


def _read_one(
    literal: tree.Operand, attribute: Attribute, operator: Operator, sets: Mapping[str, ValueSet], found: Found
) -> tuple[Value, ...]:
    value = read_value(literal)
    if isinstance(literal, tree.Name) and literal.text in sets and literal.text not in attribute.values:
        return _read_set(literal, attribute, operator, sets[literal.text], found)
    if not _is_fit(literal, attribute):
        found.append(_report_sort(literal.span, describe_literal(literal), attribute))
    elif attribute.values and value not in attribute.values:
        named = sets if operator in LISTING else ()
        found.append(messages.value_not_listed(literal.span, describe_value(value), attribute.key, attribute.values, named, attribute.span))
    return (value,)


def _read_set(literal: tree.Name, attribute: Attribute, operator: Operator, named: ValueSet, found: Found) -> tuple[Value, ...]:
    if operator not in LISTING:
        found.append(messages.set_as_value(literal.span, literal.text, operator, named.span))
        return ()
    for value in named.values:
        if not _is_sort(value, attribute):
            found.append(_report_sort(literal.span, f"the set `{literal.text}`, which holds `{describe_value(value)}`", attribute))
            break
        if attribute.values and value not in attribute.values:
            found.append(messages.set_value_not_listed(literal.span, literal.text, describe_value(value), attribute.key, named.span))
            break
    return named.values


def _report_sort(span: Span, written: str, attribute: Attribute) -> Diagnostic:
    return messages.value_of_wrong_sort(span, written, attribute.key, _wanted(attribute), attribute.span)


def _wanted(attribute: Attribute) -> str:
    return "a name or a quoted text" if attribute.kind == "some of" and not attribute.values else _WANTED[attribute.kind]


def _is_fit(literal: tree.Operand, attribute: Attribute) -> bool:
    match attribute.kind:
        case "one of":
            return isinstance(literal, tree.Name)
        case "some of":
            return isinstance(literal, tree.Name) or (isinstance(literal, tree.Text) and not attribute.values)
        case "name":
            return isinstance(literal, tree.Name | tree.Text)
        case "text":
            return isinstance(literal, tree.Text)
        case _:
            return _is_sort(read_value(literal), attribute)


def _is_sort(value: Value, attribute: Attribute) -> bool:
    match attribute.kind:
        case "number" | "figure":
            return isinstance(value, Decimal)
        case "day":
            return isinstance(value, date)
        case "yes or no":
            return isinstance(value, bool)
        case _:
            return isinstance(value, str)
