"""Conditions: from lines of a block to typed conditions, every name checked against what is in reach."""

from __future__ import annotations

from collections.abc import Sequence
from typing import assert_never

from gauger.language import tree
from gauger.policy import messages
from gauger.policy.blocks import Found
from gauger.policy.lexicon import Lexicon, Scope, Term
from gauger.policy.model import (
    AllOf,
    AnyOf,
    AttributeRef,
    CallConcept,
    CallDefinition,
    Condition,
    Constant,
    NoneOf,
    PermittedBy,
    Some,
    Test,
    Variable,
)
from gauger.policy.structure import DEEPEST, OPERATORS, find_variable, get_entity
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
        case tree.Comparison():
            return _build_test(parts, lexicon, scope, found)
        case tree.Call():
            return _build_call(parts, scope, found)
        case tree.Constant(value):
            return Constant(value)
        case tree.PermittedBy(forms):
            return _build_permitted(forms, statement, lexicon, scope, found)
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
    left = _build_reference(comparison.left, lexicon, scope, found)
    if left is None:
        return _FAILED
    possible = OPERATORS[left.attribute.kind]
    span = comparison.left.span.to(comparison.operands[-1].span)
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


def _get_operator_span(comparison: tree.Comparison) -> Span:
    """Between the operands stands the operator, with the white space around it."""
    left, right = comparison.left.span, comparison.operands[0].span
    between = left.source.text[left.end : right.start]
    start = left.end + len(between) - len(between.lstrip())
    return Span(left.source, start, start + len(between.strip()))


def _is_reference(name: tree.Name) -> bool:
    variable, dot, _ = name.text.partition(".")
    return bool(dot) and find_variable(variable) is not None


def _build_reference(name: tree.Name, lexicon: Lexicon, scope: Scope, found: Found) -> AttributeRef | None:
    """The variable and attribute of `model.task`, or nothing when either is unknown or out of reach."""
    written, dot, attribute = name.text.partition(".")
    head = Span(name.span.source, name.span.start, name.span.start + len(written))
    tail = Span(name.span.source, head.end + len(dot), name.span.end)
    variable = find_variable(written)
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
        found.append(messages.undeclared_attribute(tail, entity, attribute, lexicon.attributes))
        return None
    return AttributeRef(variable, declared)


def check_variable(written: str, span: Span, scope: Scope, found: Found) -> Variable | None:
    """The variable of that name where it is in reach, otherwise nothing and a mistake."""
    variable = find_variable(written)
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
    """A comparison with an attribute of the publisher on the right."""
    name = references[0]
    if scope.entry:
        found.append(messages.foreign_test_in_some(name.span, f"`{name.text}`", scope.entry))
        return _FAILED
    if len(comparison.operands) > 1:
        found.append(messages.attribute_among_values(name.span, name.text))
        return _FAILED
    if not name.text.startswith("publisher."):
        found.append(messages.right_side_not_publisher(name.span, name.text))
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


def _build_call(call: tree.Call, scope: Scope, found: Found) -> Condition:
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


def _build_permitted(forms: Sequence[tree.Name], statement: tree.Statement, lexicon: Lexicon, scope: Scope, found: Found) -> Condition:
    if scope.entry:
        found.append(messages.foreign_test_in_some(statement.span, "`permitted by`", scope.entry))
    check_forms(forms, lexicon, found)
    return PermittedBy(tuple(f.text for f in forms), statement.span)


def check_forms(forms: Sequence[tree.Name], lexicon: Lexicon, found: Found) -> None:
    """Reports forms of permission that `attribute permission.form` does not list."""
    for form in forms:
        if form.text not in lexicon.forms:
            found.append(messages.undeclared_form(form.span, form.text, lexicon.forms))


def _build_some(some: tree.Some, statement: tree.Statement, lexicon: Lexicon, scope: Scope, found: Found, depth: int) -> Condition:
    span = some.kind.span.to(some.of.span)
    if scope.entry:
        found.append(messages.foreign_test_in_some(span, f"another `some {some.kind.text} of …`", scope.entry))
        return _FAILED
    kind, of = some.kind.text, find_variable(some.of.text)
    if kind not in ("release", "base") or (of and get_entity(of) not in (("model", "dataset") if kind == "release" else ("model",))):
        found.append(messages.unknown_entries(span, kind, some.of.text))
        return _FAILED
    of = check_variable(some.of.text, some.of.span, scope, found)
    entry: Variable = "release" if kind == "release" else "base"
    inner = Scope(frozenset([entry]), f"a block `some {kind} of {some.of.text}`", scope.terms, entry)
    body = join_all(build_lines(statement, lexicon, inner, found, depth))
    return Some("release" if kind == "release" else "base", of, body, span) if of else _FAILED
