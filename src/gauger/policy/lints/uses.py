"""What is declared and never used: concepts, definitions, readings, exceptions; and values that were meant as sets."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from gauger.diagnostics import Diagnostic
from gauger.diagnostics.suggestion import suggest
from gauger.policy.lints import messages
from gauger.policy.model import (
    AllOf,
    AnyOf,
    CallConcept,
    CallDefinition,
    Clause,
    Concept,
    Condition,
    Definition,
    Document,
    Frozen,
    NoneOf,
    Policy,
    Some,
    Test,
    Total,
)


def lint_uses(policy: Policy) -> Iterator[Diagnostic]:
    """Terms, readings and exceptions that no clause rests on."""
    admitted = _collect_readings(policy)
    for kind, term in _list_terms(policy):
        if _get_id(term) not in admitted:
            yield messages.term_without_use(term.span, kind, term.name)
        elif isinstance(term, Concept):
            for reading in term.readings:
                if reading.name not in admitted[_get_id(term)]:
                    yield messages.reading_without_effect(reading.span, reading.name, term.name)
    for document in policy.documents.values():
        named = {e for c in document.clauses.values() for e in list_exceptions(document, c)}
        unused = [e for n, e in document.exceptions.items() if n not in named]
        yield from (messages.exception_without_use(e.span, e.name, document.id) for e in unused)


def lint_values(policy: Policy) -> Iterator[Diagnostic]:
    """Names that an attribute takes as they stand, though they look like a set that was misspelt."""
    open_kinds = ("name", "some of")
    for document in policy.documents.values():
        for test in (t for c in _list_conditions(document) for t in walk(c) if isinstance(t, Test)):
            if test.left.attribute.kind in open_kinds and not test.left.attribute.values and test.operator in ("in", "overlaps"):
                for value in test.values:
                    near = suggest(str(value), policy.vocabulary.sets)
                    if near and not any(value in held for held in policy.vocabulary.sets.values()):
                        yield messages.value_near_set(test.span, str(value), near)


def _list_terms(policy: Policy) -> Iterator[tuple[str, Concept | Definition]]:
    yield from (("concept", c) for c in policy.vocabulary.concepts.values())
    yield from (("definition", d) for d in policy.vocabulary.definitions.values())
    yield from (("concept", c) for document in policy.documents.values() for c in document.concepts.values())


def _get_id(term: Concept | Definition) -> tuple[str | None, str]:
    return (term.document if isinstance(term, Concept) else None), term.name


# --- which clause rests on what ----------------------------------------------------------------------------------------


def _collect_readings(policy: Policy) -> dict[tuple[str | None, str], set[str]]:
    """For each used term the readings by which some text can read it."""
    admitted: dict[tuple[str | None, str], set[str]] = {}
    for document in policy.documents.values():
        routing = _list_reach(document)
        starts = [(routing, [policy.vocabulary.binding] if policy.vocabulary.binding else [], document.reads)]
        for clause in document.clauses.values():
            tied = [o.concept for o in clause.norm.objects]
            fixed = {r.concept for r in clause.reads}
            reads = (*clause.reads, *(r for r in document.reads if r.concept not in fixed))
            starts.append((_list_clause_conditions(document, clause), tied, reads))
        for conditions, names, reads in starts:
            chosen = {r.concept: r.reading for r in reads}
            for term in _reach(policy, document, conditions, names):
                readings = [r.name for r in term.readings] if isinstance(term, Concept) else []
                fixed_reading = chosen.get(term.name)
                admitted.setdefault(_get_id(term), set()).update([fixed_reading] if fixed_reading else readings)
    return admitted


def _reach(policy: Policy, document: Document, conditions: Iterable[Condition], names: Iterable[str]) -> list[Concept | Definition]:
    """The terms that conditions call, and those that these call."""
    terms: Mapping[str, Concept | Definition] = {
        **policy.vocabulary.definitions, **policy.vocabulary.concepts, **document.concepts,
    }  # fmt: skip
    reached: dict[str, Concept | Definition] = {}
    waiting = [*names, *(n for c in conditions for n in _list_called(c))]
    while waiting:
        name = waiting.pop()
        if name in reached or name not in terms:
            continue
        reached[name] = terms[name]
        waiting.extend(n for c in _list_bodies(terms[name]) for n in _list_called(c))
    return list(reached.values())


def _list_bodies(term: Concept | Definition) -> list[Condition]:
    return [r.when for r in term.readings if r.when] if isinstance(term, Concept) else [term.when]


def _list_called(condition: Condition) -> Iterator[str]:
    for item in walk(condition):
        match item:
            case CallConcept(name, _, _) | CallDefinition(name, _, _):
                yield name


def walk(condition: Condition) -> Iterator[Condition]:
    """A condition and all that stand in it."""
    yield condition
    match condition:
        case AllOf(items) | AnyOf(items) | NoneOf(items):
            for item in items:
                yield from walk(item)
        case Some(_, _, body, _):
            yield from walk(body)
        case Total():
            yield from walk(condition.body)


def list_exceptions(document: Document, clause: Clause) -> list[str]:
    """The exceptions of a clause and those of its exceptions, each once."""
    reached: dict[str, None] = {}
    waiting = list(clause.exceptions)
    while waiting:
        name = waiting.pop()
        if name not in reached:
            reached[name] = None
            waiting.extend(document.exceptions[name].exceptions)
    return list(reached)


def _list_clause_conditions(document: Document, clause: Clause) -> list[Condition]:
    exceptions = [document.exceptions[n] for n in list_exceptions(document, clause)]
    conditions = [clause.when, clause.norm.requires, *(e.when for e in exceptions), *(e.provided for e in exceptions)]
    led_to = [document.consequences[n].when for n in list_consequences(document, clause)]
    return [c for c in (*conditions, *led_to, *(o.when for o in clause.norm.objects)) if c]


def list_consequences(document: Document, clause: Clause) -> list[str]:
    """What a clause leads to, and what that leads to, each once."""
    reached: dict[str, None] = {}
    waiting = [*clause.leads_to, *clause.in_return]
    while waiting:
        name = waiting.pop(0)
        if name not in reached:
            reached[name] = None
            waiting.extend(document.consequences[name].leads_to)
    return list(reached)


def _list_reach(document: Document) -> list[Condition]:
    """The conditions on which it hangs whom and what a document reaches."""
    stands = [s.when for s in document.stands if isinstance(s, Frozen)]
    return [c for c in (*(g.when for g in document.governs), document.affiliates, *stands) if c]


def _list_conditions(document: Document) -> list[Condition]:
    found = _list_reach(document)
    found += [c.when for c in document.consequences.values() if c.when]
    found += [c for clause in document.clauses.values() for c in (clause.when, clause.norm.requires) if c]
    found += [c for e in document.exceptions.values() for c in (e.when, e.provided) if c]
    return found + [r.when for concept in document.concepts.values() for r in concept.readings if r.when]
