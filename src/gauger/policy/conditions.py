"""Conditions: from lines of a block to typed conditions, every name checked against what is in reach."""

from __future__ import annotations

from collections.abc import Sequence
from typing import assert_never

from gauger.language import tree
from gauger.policy import messages
from gauger.policy.blocks import Found, describe_literal, read_count
from gauger.policy.lexicon import Lexicon, Scope, Term
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
    Variable,
)
from gauger.policy.structure import DEEPEST, LISTS, MOMENTS, OPERATORS, VARIABLES, find_variable, get_entity
from gauger.policy.values import read_values
from gauger.text import Span

_FAILED = Constant(False)
"""Stands in for a condition with a mistake; no policy is made of it."""


def find_condition(statement: tree.Statement | None, lexicon: Lexicon, scope: Scope, found: Found) -> Condition | None:
    """The condition of a `when`, `provided` or `requires` that may be left out."""
    return build_condition(statement, lexicon, scope, found) if statement else None


def build_condition(statement: tree.Statement, lexicon: Lexicon, scope: Scope, found: Found, depth: int = 0) -> Condition:
    """The condition that a statement holds, on its line or in its block."""
    parts = statement.parts
    match parts:
        case tree.Comparison(tree.Total()):
            return _build_total(parts, statement, lexicon, scope, found, depth)
        case tree.Comparison():
            return _build_test(parts, lexicon, scope, found)
        case tree.Call():
            return build_call(parts, scope, found)
        case tree.Constant(value):
            return Constant(value)
        case tree.PermittedBy():
            return _build_permitted(parts, statement, lexicon, scope, found)
        case tree.Group(kind):
            return _build_group(kind, build_lines(statement, lexicon, scope, found, depth))
        case tree.Some():
            return _build_some(parts, statement, lexicon, scope, found, depth)
        case _:
            return join_all(build_lines(statement, lexicon, scope, found, depth))


def build_lines(statement: tree.Statement, lexicon: Lexicon, scope: Scope, found: Found, depth: int = 0) -> tuple[Condition, ...]:
    """The conditions of a statement's block, one for each line."""
    if depth >= DEEPEST:
        found.append(messages.nested_too_deep(statement.span))
        return ()
    return tuple(build_condition(line, lexicon, scope, found, depth + 1) for line in statement.block)


def join_all(items: tuple[Condition, ...]) -> Condition:
    """A block without a word on how its lines are joined: all of them."""
    return items[0] if len(items) == 1 else AllOf(items)


def _build_group(kind: str, items: tuple[Condition, ...]) -> Condition:
    match kind:
        case "all of":
            return AllOf(items)
        case "any of":
            return AnyOf(items)
        case _:
            return NoneOf(items)


# --- comparisons -------------------------------------------------------------------------------------------------------


def _build_test(comparison: tree.Comparison, lexicon: Lexicon, scope: Scope, found: Found) -> Condition:
    assert not isinstance(comparison.left, tree.Total)
    name = comparison.left.name if isinstance(comparison.left, tree.Measured) else comparison.left
    left = _build_reference(name, lexicon, scope, found)
    if left is None:
        return _FAILED
    left = _add_measure(left, comparison.left, scope, found)
    possible = OPERATORS[left.attribute.kind]
    span = name.span.to(comparison.operands[-1].span)
    if comparison.operator not in possible:
        place = _get_operator_span(comparison)
        attribute = left.attribute
        found.append(messages.impossible_comparison(place, comparison.operator, attribute.key, attribute.kind, possible, attribute.span))
        return _FAILED
    references = [o for o in comparison.operands if isinstance(o, tree.Name) and _is_reference(o)]
    if references:
        return _build_pair(left, comparison, references, span, lexicon, scope, found)
    values = read_values(comparison.operands, left.attribute, comparison.operator, lexicon.sets, found)
    return Test(left, comparison.operator, values, None, span)


def _add_measure(reference: AttributeRef, left: tree.Name | tree.Measured, scope: Scope, found: Found) -> AttributeRef:
    """The reference with how its figure is taken; anything but a figure is taken as it is."""
    attribute = reference.attribute
    if attribute.kind != "figure":
        if isinstance(left, tree.Measured):
            found.append(messages.measured_without_figure(left.name.span, attribute.key, attribute.kind, attribute.span))
        return reference
    if scope.entry:
        found.append(messages.figure_in_some(left.name.span if isinstance(left, tree.Measured) else left.span, attribute.key))
    measure = _build_measure(left, scope, found) if isinstance(left, tree.Measured) else Measure()
    return AttributeRef(reference.variable, attribute, measure)


def _build_measure(left: tree.Measured, scope: Scope, found: Found) -> Measure:
    if isinstance(left.at, tree.Name):
        if left.at.text not in MOMENTS:
            found.append(messages.unfit_moment(left.at.span, left.at.text, MOMENTS))
        else:
            check_variable(left.at.text.partition(".")[0], left.at.span, scope, found)
    if left.affiliates and not left.name.text.startswith("party."):
        found.append(messages.affiliates_of_no_party(left.name.span, left.name.text))
    day = left.at.value if isinstance(left.at, tree.Day) else None
    months = read_count(left.months, "the time over which a figure is taken", found) if left.months else None
    moment = MOMENTS.get(left.at.text) if isinstance(left.at, tree.Name) else None
    return Measure(left.affiliates, day, moment, months)


def _get_operator_span(comparison: tree.Comparison) -> Span:
    """The words of the operator, which stand before the first operand."""
    right = comparison.operands[0].span
    before = right.source.text[: right.start].rstrip()
    return Span(right.source, len(before) - len(comparison.operator), len(before))


def _is_reference(name: tree.Name) -> bool:
    variable, dot, _ = name.text.partition(".")
    return bool(dot) and variable in VARIABLES


def _build_reference(name: tree.Name, lexicon: Lexicon, scope: Scope, found: Found) -> AttributeRef | None:
    """The variable and attribute of `model.task`, or nothing when either is unknown or out of reach."""
    written, dot, attribute = name.text.partition(".")
    head = Span(name.span.source, name.span.start, name.span.start + len(written))
    tail = Span(name.span.source, head.end + len(dot), name.span.end)
    variable = _find_written(written, scope)
    if scope.entry and variable and variable != scope.entry:
        found.append(messages.foreign_test_in_some(name.span, f"`{name.text}`", scope.entry))
        return None
    variable = check_variable(written, head, scope, found)
    if variable is None:
        return None
    if not dot:
        found.append(messages.attribute_missing(name.span, name.text))
        return None
    entity = get_entity(variable)
    declared = lexicon.attributes.get(f"{entity}.{attribute}")
    if declared is None:
        parts = [part.name for part in lexicon.parts.values() if part.of == entity]
        found.append(messages.undeclared_attribute(tail, entity, attribute, lexicon.attributes, parts))
        return None
    return AttributeRef(variable, declared)


def _find_written(written: str, scope: Scope) -> Variable | None:
    """The variable of that name; a part is one inside the block that speaks of it."""
    return written if written == scope.entry else find_variable(written)


def check_variable(written: str, span: Span, scope: Scope, found: Found) -> Variable | None:
    """The variable of that name where it is in reach, otherwise nothing and a mistake."""
    variable = _find_written(written, scope)
    if variable is None:
        found.append(messages.unknown_variable(span, written, sorted(scope.variables)))
        return None
    if variable not in scope.variables:
        found.append(messages.variable_out_of_scope(span, written, scope.where, scope.variables, scope.lacking.get(variable)))
        return None
    return variable


def _build_pair(
    left: AttributeRef,
    comparison: tree.Comparison,
    references: Sequence[tree.Name],
    span: Span,
    lexicon: Lexicon,
    scope: Scope,
    found: Found,
) -> Condition:
    """A comparison with an attribute on the right, of the publisher or of what was reached or taken."""
    name = references[0]
    if scope.entry:
        found.append(messages.foreign_test_in_some(name.span, f"`{name.text}`", scope.entry))
        return _FAILED
    if len(comparison.operands) > 1:
        found.append(messages.attribute_among_values(name.span, name.text))
        return _FAILED
    if name.text.partition(".")[0] not in {"publisher", "source", "data"} - {left.variable}:
        found.append(messages.unfit_right_side(name.span, name.text))
        return _FAILED
    other = _build_reference(name, lexicon, scope, found)
    if other is None:
        return _FAILED
    if not _can_pair(left.attribute.kind, comparison.operator, other.attribute.kind):
        found.append(
            messages.unfit_comparison_of_attributes(
                span, left.attribute.key, comparison.operator, other.attribute.key, other.attribute.span
            )
        )
    return Test(left, comparison.operator, (), other, span)


def _can_pair(left: str, operator: str, right: str) -> bool:
    match operator:
        case "overlaps":
            return right == "some of"
        case "in":
            return left in ("one of", "name") and right == "some of"
        case "includes":
            return right in ("one of", "name")
        case "is":
            return left == right or {left, right} == {"one of", "name"}
        case _:
            return False


# --- calls, permissions, lists -----------------------------------------------------------------------------------------


def build_call(call: tree.Call, scope: Scope, found: Found) -> Condition:
    """A concept or definition called with variables that are in reach."""
    if scope.entry:
        found.append(messages.foreign_test_in_some(call.callee.span, f"`{call.callee.text}`", scope.entry))
        return _FAILED
    term = scope.terms.get(call.callee.text)
    if term is None:
        found.append(messages.undeclared_term(call.callee.span, call.callee.text, scope.terms))
        return _FAILED
    if term.pattern:
        found.append(messages.pattern_called(call.callee.span, term.name, term.span))
        return _FAILED
    arguments = _build_arguments(call, term, scope, found)
    span = call.callee.span.to(call.arguments[-1].span) if call.arguments else call.callee.span
    match term.kind:
        case "concept":
            return CallConcept(term.name, arguments, span)
        case "definition":
            return CallDefinition(term.name, arguments, span)
        case _:
            assert_never(term.kind)


def _build_arguments(call: tree.Call, term: Term, scope: Scope, found: Found) -> tuple[Variable, ...]:
    if len(call.arguments) != len(term.parameters):
        place = call.callee.span.to(call.arguments[-1].span) if call.arguments else call.callee.span
        found.append(messages.wrong_arity(place, term.name, term.parameters, len(call.arguments), term.span))
        return ()
    built = []
    for argument, parameter in zip(call.arguments, term.parameters, strict=True):
        variable = check_variable(argument.text, argument.span, scope, found)
        meant = find_variable(parameter)
        if variable and meant and get_entity(variable) != get_entity(meant):
            entity, wanted = get_entity(variable), get_entity(meant)
            found.append(messages.wrong_entity(argument.span, argument.text, entity, term.name, parameter, wanted, term.span))
        if variable:
            built.append(variable)
    return tuple(built)


def _build_permitted(parts: tree.PermittedBy, statement: tree.Statement, lexicon: Lexicon, scope: Scope, found: Found) -> Condition:
    if scope.entry:
        found.append(messages.foreign_test_in_some(statement.span, "`permitted by`", scope.entry))
    check_forms(parts.forms, lexicon, found)
    if parts.giver and parts.giver.text == "source":
        check_variable("source", parts.giver.span, scope, found)
    return PermittedBy(tuple(f.text for f in parts.forms), statement.span, parts.giver.text if parts.giver else None)


def check_forms(forms: Sequence[tree.Name], lexicon: Lexicon, found: Found) -> None:
    """Reports forms of permission that `attribute permission.form` does not list."""
    for form in forms:
        if form.text not in lexicon.forms:
            found.append(messages.undeclared_form(form.span, form.text, lexicon.forms))


def _build_some(some: tree.Some, statement: tree.Statement, lexicon: Lexicon, scope: Scope, found: Found, depth: int) -> Condition:
    span = some.kind.span.to(some.of.span)
    of = _check_owner(some.kind.text, some.of, span, f"another `some {some.kind.text} of …`", lexicon, scope, found)
    if of is None:
        return _FAILED
    return Some(some.kind.text, of, _build_body(statement, some.kind.text, f"some {some.kind.text} of", lexicon, scope, found, depth), span)


def _check_owner(entry: str, of: tree.Name, span: Span, what: str, lexicon: Lexicon, scope: Scope, found: Found) -> Variable | None:
    """The variable whose entries are meant, where it is in reach and can have them."""
    if scope.entry:
        found.append(messages.foreign_test_in_some(span, what, scope.entry))
        return None
    owners, variable = lexicon.find_owners(entry), find_variable(of.text)
    if not owners or (variable and get_entity(variable) not in owners):
        found.append(messages.unknown_entries(span, entry, of.text, (*LISTS, *lexicon.parts), owners))
        return None
    return check_variable(of.text, of.span, scope, found)


def _build_body(
    statement: tree.Statement, entry: Variable, what: str, lexicon: Lexicon, scope: Scope, found: Found, depth: int
) -> Condition:
    inner = Scope(frozenset([entry]), f"a block `{what} …`", scope.terms, entry)
    return join_all(build_lines(statement, lexicon, inner, found, depth))


def _build_total(
    comparison: tree.Comparison, statement: tree.Statement, lexicon: Lexicon, scope: Scope, found: Found, depth: int
) -> Condition:
    """A sum over the entries that the block describes."""
    assert isinstance(comparison.left, tree.Total)
    name, of = comparison.left.attribute, comparison.left.of
    entry = name.text.partition(".")[0]
    variable = _check_owner(entry, of, name.span.to(of.span), "a sum", lexicon, scope, found)
    attribute = lexicon.attributes.get(name.text)
    value = comparison.operands[0]
    if variable and attribute is None:
        tail = Span(name.span.source, name.span.start + len(entry) + 1, name.span.end)
        found.append(messages.undeclared_attribute(tail, entry, name.text.partition(".")[2], lexicon.attributes))
    elif attribute and attribute.kind != "number":
        found.append(messages.sum_without_numbers(name.span, attribute.key, attribute.kind, attribute.span))
    body = _build_body(statement, entry, f"sum of {name.text} of", lexicon, scope, found, depth) if variable else _FAILED
    if not isinstance(value, tree.Number):
        found.append(messages.wrong_literal(value.span, describe_literal(value), "a number"))
        return _FAILED
    span = name.span.to(value.span)
    return Total(attribute, variable, comparison.operator, value.value, body, span) if attribute and variable else _FAILED
