"""What a condition says, and how its open terms are read. Sections 2 (readings) and 6 of docs/semantics.md."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from gauger.declaration.records import Fact, Known, NotApplicable
from gauger.policy.model import (
    AllOf,
    AnyOf,
    AttributeRef,
    CallConcept,
    CallDefinition,
    Concept,
    Condition,
    Constant,
    Document,
    NoneOf,
    PermittedBy,
    Policy,
    Reading,
    Reads,
    ReadsLike,
    Some,
    Standing,
    Test,
    Total,
)
from tests.oracle import entries
from tests.oracle.cells import YES_OR_NO, Listed
from tests.oracle.figures import compare_figure
from tests.oracle.matter import Matter, Things
from tests.oracle.permissions import permitted_by
from tests.oracle.pipeline import Thing
from tests.oracle.statements import YES, Compare, OnDays, Statement, both, either, negate, read, read_as


def says(m: Matter, condition: Condition | None, things: Things) -> Statement:
    match condition:
        case None:
            return True
        case Constant(value):
            return value
        case AllOf(items):
            return both(*(says(m, i, things) for i in items))
        case AnyOf(items):
            return either(says(m, i, things) for i in items)
        case NoneOf(items):
            return negate(either(says(m, i, things) for i in items))
        case Test():
            return compare(m, condition, things)
        case CallDefinition(name, arguments):
            definition = m.case.policy.vocabulary.definitions[name]
            return says(m, definition.when, passed(definition.parameters, arguments, things))
        case CallConcept(name, arguments):
            return reads(m, name, passed(find_concept(m.case.policy, m.document, name).parameters, arguments, things))
        case PermittedBy():
            return permitted_by(m, condition)
        case Some(_, of, _):
            return entries.some(m.case, condition, things[of]) if of in things else False
        case Total(_, of):
            return entries.total(m.case, condition, things[of]) if of in things else False


def passed(parameters: tuple[str, ...], arguments: tuple[str, ...], things: Things) -> Things:
    return {p: things[a] for p, a in zip(parameters, arguments, strict=True) if a in things}


def compare(m: Matter, test: Test, things: Things) -> Statement:
    """A comparison; of a publisher's statement, which is always known, of a figure as it is taken, or of a fact."""
    publishers, values = m.case.policy.publishers, test.values
    if test.other:
        if test.other.variable != "publisher":
            return compare_two(m, test, things)
        held = publishers[things["publisher"].id].facts[test.other.attribute.name]
        values = tuple(held) if isinstance(held, frozenset) else (held,)
    question = Compare(test.operator, values)
    thing = things.get(test.left.variable)
    if thing is None:
        return False
    if test.left.variable == "publisher":
        return question(publishers[thing.id].facts[test.left.attribute.name])
    if test.left.attribute.kind == "figure":
        return compare_figure(m, thing, test.left, question)
    return m.case.fact(thing, test.left.attribute, question)


def compare_two(m: Matter, test: Test, things: Things) -> Statement:
    """A fact against one of the model or data reached; where that is missing, what is known is asked of it, else whether the two fit."""
    assert test.other is not None
    thing, other = things.get(test.left.variable), things.get(test.other.variable)
    if thing is None or other is None:
        return False
    held, mine = find_fact(m, test.other, other), find_fact(m, test.left, thing)
    if isinstance(held, NotApplicable) or isinstance(mine, NotApplicable):
        return False
    if isinstance(held, Known):
        question = Compare(test.operator, list_values(held))
        return question(mine.value) if isinstance(mine, Known) else m.case.fact(thing, test.left.attribute, question)
    key = f"{other.id}.{test.other.attribute.name}"
    if isinstance(mine, Known):
        asked = Compare("overlaps" if test.operator == "overlaps" else "is", list_values(mine))
        return m.case.ask_fact(f"fact:{key}", test.other.attribute, asked)
    return m.case.ask(f"fact:{thing.id}.{test.left.attribute.name} {test.operator} {key}", YES_OR_NO, YES)


def find_fact(m: Matter, reference: AttributeRef, thing: Thing) -> Fact | None:
    """What is known of a thing, that nothing is, or nothing where it is missing."""
    if reference.variable == "publisher":
        return Known(m.case.policy.publishers[thing.id].facts[reference.attribute.name], reference.attribute.span)
    if m.case.left_out(thing, reference.attribute):
        return NotApplicable(reference.attribute.span)
    return m.case.declared(thing, reference.attribute.name)


def list_values(fact: Known) -> tuple[Any, ...]:
    return tuple(fact.value) if isinstance(fact.value, frozenset) else (fact.value,)


# --- readings ----------------------------------------------------------------------------------------------------------


def find_concept(policy: Policy, document: Document, name: str) -> Concept:
    return document.concepts.get(name) or policy.vocabulary.concepts[name]


def find_fixed(reads: Iterable[Reads], name: str) -> str | None:
    return next((r.reading for r in reads if r.concept == name), None)


def find_liked(likes: Iterable[ReadsLike], name: str) -> str | None:
    return next((r.document for r in likes if r.concept == name), None)


def find_reader(m: Matter, name: str) -> tuple[Document, str | None]:
    """The document as which a concept is read, and the one reading that is left there, if so. The clause goes before its document."""
    fixed = find_fixed(m.clause.reads, name)
    if fixed:
        return m.document, fixed
    return follow_likes(m.case.policy, find_liked(m.clause.likes, name) or m.document.id, name)


def follow_likes(policy: Policy, id_: str, name: str) -> tuple[Document, str | None]:
    """A document that reads a concept like another shares its readings; of those that read one another so, the least id counts."""
    followed: list[str] = []
    while id_ not in followed:
        document = policy.documents[id_]
        fixed, liked = find_fixed(document.reads, name), find_liked(document.likes, name)
        if fixed or liked is None:
            return document, fixed
        followed.append(id_)
        id_ = liked
    return policy.documents[min(followed[followed.index(id_) :])], None


def find_admitted(m: Matter, name: str) -> tuple[str, list[Reading], bool]:
    """The key of a choice of readings, the readings that are admitted in some world, and whether there may be further ones."""
    document, fixed = find_reader(m, name)
    concept = find_concept(m.case.policy, document, name)
    key = f"reading:{document.id}:{name}"
    if fixed:
        return key, [r for r in concept.readings if r.name == fixed], False
    readings = [r for r in concept.readings if m.every_reading or stands(m, r) or admitted_on_a_day(m, document, name, r) is not False]
    if len(readings) > 1:
        m.case.domains[key] = Listed(tuple(r.name for r in readings))
    return key, readings, concept.residue is not None


def stands(m: Matter, reading: Reading) -> bool:
    return reading.standing in {Standing.TEXT, *m.case.admitted}


def admitted_on_a_day(m: Matter, document: Document, concept: str, reading: Reading) -> Statement:
    """The document admits the reading: always, or for a period in which some day of the finding lies."""
    periods = [OnDays(a.since, a.until) for a in document.admits if a.concept == concept and a.reading == reading.name]
    return either(m.case.on(f"{t}.date", p) for p in periods for t in m.finding or m.dated())


def reads(m: Matter, name: str, things: Things) -> Statement:
    """A concept is met, as it is read in the document."""
    key, readings, residue = find_admitted(m, name)
    document, _ = find_reader(m, name)
    inside = m.in_text(document)
    return read(key, tuple((r.name, under(inside, r, things)) for r in readings), residue)


def is_read(m: Matter, name: str, reading: str) -> Statement:
    """The document reads the concept so."""
    key, readings, residue = find_admitted(m, name)
    return read_as(key, [r.name for r in readings], reading, residue)


def under(m: Matter, reading: Reading, things: Things) -> Statement:
    """What one reading says; a pattern is read on the routes from the source to the subject of the act."""
    held = says(m, reading.when, things)
    if reading.pattern is None or held is False:
        return held
    subject = m.act.subject
    return both(held, m.case.routed(reading.pattern, m.source.node, subject.id) if subject else True)
