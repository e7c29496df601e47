"""Conditions that cannot hold, exceptions that say nothing new, and orders among readings that the readings do not bear out."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import permutations

from gauger.diagnostics import Diagnostic
from gauger.policy.lints import messages
from gauger.policy.lints.uses import list_exceptions
from gauger.policy.lints.worlds import Definitions, can_hold, follows
from gauger.policy.model import AllOf, Clause, ClauseException, Concept, Condition, Document, NoneOf, Pattern, Policy, Reading

_MOST_EXCEPTIONS = 12


def lint_logic(policy: Policy) -> Iterator[Diagnostic]:
    """What is decidable of conditions without a declaration."""
    definitions = policy.vocabulary.definitions
    for document in policy.documents.values():
        for exception in document.exceptions.values():
            if not can_hold(_get_own(exception), definitions):
                yield messages.clause_never_applies(exception.span, exception.name, document.id)
        for clause in _list_decidable(document):
            if not can_hold(_get_application(document, clause), definitions):
                yield messages.clause_never_applies(clause.span, clause.name, document.id)
        yield from _lint_exceptions(document, definitions)
        for concept in document.concepts.values():
            yield from _lint_order(concept, definitions)
    for concept in policy.vocabulary.concepts.values():
        yield from _lint_order(concept, definitions)


def _list_decidable(document: Document) -> Iterator[Clause]:
    """Clauses with so few exceptions, theirs included, that what they leave over can be written out."""
    return (c for c in document.clauses.values() if len(list_exceptions(document, c)) <= _MOST_EXCEPTIONS)


def _get_own(exception: ClauseException) -> Condition:
    return AllOf(tuple(c for c in (exception.when, exception.provided) if c))


def get_condition(document: Document, name: str) -> Condition:
    """When an exception holds: its conditions do, and none of its own exceptions."""
    exception = document.exceptions[name]
    inner = tuple(get_condition(document, n) for n in exception.exceptions)
    return AllOf((_get_own(exception), NoneOf(inner))) if inner else _get_own(exception)


def _get_application(document: Document, clause: Clause) -> Condition:
    """When a clause applies, as far as exceptions without a period of their own take it back."""
    lasting = [n for n in clause.exceptions if not _is_dated(document.exceptions[n])]
    taken = NoneOf(tuple(get_condition(document, n) for n in lasting))
    return AllOf((clause.when, taken)) if clause.when else taken


def _is_dated(exception: ClauseException) -> bool:
    return exception.since is not None or exception.until is not None


# --- exceptions --------------------------------------------------------------------------------------------------------


def _lint_exceptions(document: Document, definitions: Definitions) -> Iterator[Diagnostic]:
    """Exceptions that another one of the same clause makes idle; each pair is told once, with all the clauses that have it."""
    pairs: dict[tuple[str, str], list[str]] = {}
    for clause in _list_decidable(document):
        for narrow, wide in _list_swallowed(document, clause, definitions):
            pairs.setdefault((narrow, wide), []).append(clause.name)
    for (narrow, wide), clauses in pairs.items():
        span, other = document.exceptions[narrow].span, document.exceptions[wide].span
        yield messages.exception_swallowed(span, narrow, wide, other, clauses)


def _list_swallowed(document: Document, clause: Clause, definitions: Definitions) -> Iterator[tuple[str, str]]:
    swallowed: set[str] = set()
    for narrow, wide in permutations(reversed(clause.exceptions), 2):
        if wide in swallowed or narrow in swallowed or _is_dated(document.exceptions[wide]):
            continue
        premise, conclusion = get_condition(document, narrow), get_condition(document, wide)
        if can_hold(premise, definitions) and follows(conclusion, premise, definitions, unknown=False):
            swallowed.add(narrow)
            yield narrow, wide


# --- readings ----------------------------------------------------------------------------------------------------------


def _lint_order(concept: Concept, definitions: Definitions) -> Iterator[Diagnostic]:
    readings = {r.name: r for r in concept.readings}
    for narrow, wide in concept.order:
        if not _is_narrower(readings[narrow], readings[wide], definitions):
            yield messages.order_not_borne_out(readings[narrow].span, concept.name, narrow, wide, readings[wide].span)


def _is_narrower(narrow: Reading, wide: Reading, definitions: Definitions) -> bool:
    if wide.pattern and (narrow.pattern is None or not _is_part(narrow.pattern, wide.pattern)):
        return False
    premise = narrow.when or AllOf(())
    return wide.when is None or follows(wide.when, premise, definitions, unknown=True)


def _is_part(narrow: Pattern, wide: Pattern) -> bool:
    """Whether every route of the narrow pattern is one of the wide."""
    shorter = wide.through is None or (narrow.through is not None and narrow.through <= wide.through)
    return narrow.along <= wide.along and shorter
