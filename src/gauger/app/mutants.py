"""Documents with one thing wrong: each condition in turn left out or turned round, each limit moved, each exception or day forgotten.

Cases that do not notice one of them do not hold the document to its text. A mutant is named by the provision and the words of the
language, so that a reason written for it survives a change of lines.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from gauger.policy.model import (
    AllOf,
    AnyOf,
    Clause,
    ClauseException,
    Concept,
    Condition,
    Consequence,
    Constant,
    Document,
    Governs,
    NoneOf,
    Operator,
    Some,
    Test,
    Total,
)
from gauger.policy.wording import write_condition
from gauger.text import Span
from gauger.text.values import dataclass, field, replace

NEXT: Mapping[Operator, Operator] = {
    "more than": "at least", "at least": "more than", "less than": "at most", "at most": "less than",
}  # fmt: skip
"""Limits, and what they are when they are moved by the least."""

ALWAYS = Constant(True)


@dataclass(frozen=True, slots=True)
class Mutant:
    """A document with one thing wrong. `clauses` are those whose cases are asked first."""

    name: str
    document: Document
    clauses: frozenset[str]
    span: Span = field(compare=False, repr=False)


def list_mutants(document: Document) -> tuple[Mutant, ...]:
    """All of them, in the order of the file; of two that read the same the second says so."""
    made: dict[str, Mutant] = {}
    for mutant in _list_all(document):
        name, count = mutant.name, 1
        while name in made:
            count += 1
            name = f"{mutant.name} ({count})"
        made[name] = replace(mutant, name=name)
    return tuple(made.values())


Period = tuple[date, date]


def _list_all(document: Document) -> Iterator[Mutant]:
    every = frozenset(document.clauses)
    for number, governs in enumerate(document.governs):
        for what, when in _vary(governs.when):
            changed = (*document.governs[:number], _route(governs, when), *document.governs[number + 1 :])
            yield Mutant(f"governs: {what}", replace(document, governs=changed), every, document.span)
    for clause in document.clauses.values():
        for what, other in _vary_clause(clause):
            mutated = replace(document, clauses={**document.clauses, clause.name: other})
            yield Mutant(f"clause {clause.name}: {what}", mutated, frozenset({clause.name}), clause.span)
    for exception in document.exceptions.values():
        users = _find_users(document, exception.name)
        for what, changed_exception in _vary_exception(exception, _find_span(document, users)):
            mutated = replace(document, exceptions={**document.exceptions, exception.name: changed_exception})
            yield Mutant(f"exception {exception.name}: {what}", mutated, users, exception.span)
    for consequence in document.consequences.values():
        for what, changed_consequence in _vary_consequence(consequence, _find_span(document, _find_leading(document, consequence.name))):
            mutated = replace(document, consequences={**document.consequences, consequence.name: changed_consequence})
            yield Mutant(f"consequence {consequence.name}: {what}", mutated, every, consequence.span)
    for concept in document.concepts.values():
        for what, changed_concept in _vary_concept(concept):
            mutated = replace(document, concepts={**document.concepts, concept.name: changed_concept})
            yield Mutant(f"concept {concept.name}: {what}", mutated, every, concept.span)


def _route(governs: Governs, when: Condition | None) -> Governs:
    return replace(governs, when=when)


def _find_users(document: Document, exception: str) -> frozenset[str]:
    """Clauses that have the exception, also by way of another one."""
    names = {exception}
    while grown := {e.name for e in document.exceptions.values() if e.name not in names and names & set(e.exceptions)}:
        names |= grown
    return frozenset(clause.name for clause in document.clauses.values() if names & set(clause.exceptions))


def _find_leading(document: Document, consequence: str) -> frozenset[str]:
    """Clauses that lead to a consequence, also by way of another one."""
    names = {consequence}
    while grown := {c.name for c in document.consequences.values() if c.name not in names and names & set(c.leads_to)}:
        names |= grown
    return frozenset(clause.name for clause in document.clauses.values() if names & {*clause.leads_to, *clause.in_return})


def _find_span(document: Document, clauses: frozenset[str]) -> Period:
    """From when until when some of the clauses are in force."""
    found = [document.clauses[name] for name in clauses]
    return min((c.since or date.min for c in found), default=date.min), max((c.until or date.max for c in found), default=date.max)


def _vary_clause(clause: Clause) -> Iterator[tuple[str, Clause]]:
    for what, when in _vary(clause.when):
        yield what, replace(clause, when=when)
    for what, requires in _vary(clause.norm.requires):
        yield f"requires {what}", replace(clause, norm=replace(clause.norm, requires=requires or ALWAYS))
    for name in clause.exceptions:
        yield f"except {name} dropped", replace(clause, exceptions=tuple(other for other in clause.exceptions if other != name))
    for reads in clause.reads:
        yield f"reads {reads.concept} dropped", replace(clause, reads=tuple(other for other in clause.reads if other != reads))
    for what, since, until in _vary_days(clause.since, clause.until):
        yield what, replace(clause, since=since, until=until)


def _vary_exception(exception: ClauseException, span: Period) -> Iterator[tuple[str, ClauseException]]:
    for what, when in _vary(exception.when):
        yield what, replace(exception, when=when)
    for what, provided in _vary(exception.provided):
        yield f"provided {what}", replace(exception, provided=provided)
    for name in exception.exceptions:
        yield f"except {name} dropped", replace(exception, exceptions=tuple(other for other in exception.exceptions if other != name))
    for what, since, until in _vary_days_within(exception.since, exception.until, span):
        yield what, replace(exception, since=since, until=until)


def _vary_consequence(consequence: Consequence, span: Period) -> Iterator[tuple[str, Consequence]]:
    for what, when in _vary(consequence.when):
        yield what, replace(consequence, when=when)
    for what, since, until in _vary_days_within(consequence.since, consequence.until, span):
        yield what, replace(consequence, since=since, until=until)


def _vary_concept(concept: Concept) -> Iterator[tuple[str, Concept]]:
    for number, reading in enumerate(concept.readings):
        for what, when in _vary(reading.when):
            changed = replace(reading, when=when or ALWAYS)
            readings = (*concept.readings[:number], changed, *concept.readings[number + 1 :])
            yield f"{reading.name}: {what}", replace(concept, readings=readings)


def _vary_days(since: date | None, until: date | None) -> Iterator[tuple[str, date | None, date | None]]:
    """A clause that came or went: without that day, and a day late."""
    if since is not None:
        yield f"in force from {since} dropped", None, until
        yield f"in force from {since} a day late", since + timedelta(1), until
    if until is not None:
        yield f"in force until {until} dropped", since, None
        yield f"in force until {until} a day late", since, until + timedelta(1)


def _vary_days_within(since: date | None, until: date | None, span: Period) -> Iterator[tuple[str, date | None, date | None]]:
    """The same of what counts only while some clause is in force that has it: a day beyond which there is none makes no difference."""
    for what, first, past in _vary_days(since, until):
        opened = first is None and since is not None and since <= span[0]
        closed = past != until and until is not None and until >= span[1]
        if not opened and not closed:
            yield what, first, past


def _vary(condition: Condition | None) -> Iterator[tuple[str, Condition | None]]:
    """Each part of a condition left out or turned round, as words and what the whole is then; None: nothing is left of it."""
    match condition:
        case None:
            return
        case AllOf(items) | AnyOf(items) | NoneOf(items):
            for number, item in enumerate(items):
                for what, changed in _vary(item):
                    kept = (*items[:number], *(() if changed is None else (changed,)), *items[number + 1 :])
                    yield what, type(condition)(kept) if kept else None
        case Constant(value):
            yield f"{write_condition(condition)} turned round", Constant(not value)
        case Some() | Total():
            yield from _vary_whole(condition)
            for what, changed in _vary(condition.body):
                yield f"{what} in {_write_head(condition)}", replace(condition, body=changed or ALWAYS)
        case Test():
            yield from _vary_whole(condition)
            yield from _move_limit(condition)
        case _:
            yield from _vary_whole(condition)


def _vary_whole(condition: Condition) -> Iterator[tuple[str, Condition | None]]:
    yield f"{_write_head(condition)} dropped", None
    yield f"{_write_head(condition)} turned round", NoneOf((condition,))


def _move_limit(test: Test) -> Iterator[tuple[str, Condition]]:
    if test.operator in NEXT:
        yield f"{write_condition(test)} at the limit", replace(test, operator=NEXT[test.operator])
    if test.operator in {"before", "on or after"}:
        later = tuple(value + timedelta(1) if isinstance(value, date) else value for value in test.values)
        yield f"{write_condition(test)} a day late", replace(test, values=later)


def _write_head(condition: Condition) -> str:
    """The words of a condition; of one over several entries the first line."""
    words = write_condition(condition)
    return words.partition(" (")[0] if isinstance(condition, Some | Total) else words
