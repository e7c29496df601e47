"""What ties choices to one another, so that some combinations are no world. Section 2 of docs/semantics.md."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from gauger.policy.model import Concept
from tests.oracle.conditions import admitted_on_a_day, find_admitted, find_reader, is_read, passed, reads, stands
from tests.oracle.matter import Matter
from tests.oracle.statements import Statement, follows, mentioned, negate


class NoWorldError(Exception):
    """What is declared or adopted contradicts itself, so nothing can be said."""


@dataclass(frozen=True)
class Constraint:
    """What is so in every admissible world; `own` when the clause's own document says it."""

    held: Statement
    own: bool


def list_constraints(m: Matter) -> list[Constraint]:
    """In every document; in the clause's own as the clause reads it, elsewhere without any clause."""
    found = [Constraint(held, own=False) for held in list_positions(m)]
    for document in m.case.policy.documents.values():
        inside = m.in_text(document)
        for concept in {**m.case.policy.vocabulary.concepts, **document.concepts}.values():
            tied = [*list_ties(inside, concept), *list_narrower(inside, concept), *list_periods(inside, concept)]
            found += [Constraint(held, document.id == m.document.id) for held in tied]
    return found


def close(statements: Iterable[Statement], constraints: Iterable[Constraint]) -> list[Statement]:
    """The constraints that count: own ones that touch a choice mentioned, others that touch a reading; and those that these bring in."""
    known = set().union(*(mentioned(s) for s in statements))
    touched: list[Statement] = []
    waiting = list(constraints)
    while near := [c for c in waiting if any(c.own or key.startswith("reading:") for key in mentioned(c.held) & known)]:
        touched += [c.held for c in near]
        known |= set().union(*(mentioned(c.held) for c in near))
        waiting = [c for c in waiting if c not in near]
    return touched


def list_positions(m: Matter) -> Iterator[Statement]:
    """What counsel holds of how a document reads a concept."""
    for (document, concept), reading in m.case.positions.items():
        held = is_read(m.in_document(m.case.policy.documents[document]), concept, reading)
        if held is False:
            raise NoWorldError
        yield held


def list_ties(m: Matter, concept: Concept) -> Iterator[Statement]:
    """No reading is held without what it implies, or with what it excludes."""
    for reading in concept.readings:
        held = is_read(m, concept.name, reading.name)
        yield from (follows(held, is_read(m, t.concept, t.reading)) for t in reading.implies)
        yield from (follows(held, negate(is_read(m, t.concept, t.reading))) for t in reading.excludes)


def list_narrower(m: Matter, concept: Concept) -> Iterator[Statement]:
    """Whatever meets a concept meets those than which it is narrower, where its parameters are variables of the finding."""
    things = m.things()
    if concept.narrower and set(concept.parameters) <= set(things):
        inner = {p: things[p] for p in concept.parameters}
        for wider in concept.narrower:
            document_terms = {**m.case.policy.vocabulary.concepts, **m.document.concepts}
            arguments = passed(document_terms[wider.concept].parameters, wider.arguments, inner)
            yield follows(reads(m, concept.name, inner), reads(m, wider.concept, arguments))


def list_periods(m: Matter, concept: Concept) -> Iterator[Statement]:
    """A reading that a document admits for a period is held only in worlds with a day of the finding in it."""
    document, fixed = find_reader(m, concept.name)
    if fixed or m.every_reading:
        return
    for reading in find_admitted(m, concept.name)[1]:
        if not stands(m, reading):
            yield follows(is_read(m, concept.name, reading.name), admitted_on_a_day(m, document, concept.name, reading))
