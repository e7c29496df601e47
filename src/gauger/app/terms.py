"""What is encoded, as an outline: pairs of a level and a line, for whatever prints it."""

from __future__ import annotations

from collections.abc import Iterator

from gauger.diagnostics.suggestion import suggest
from gauger.policy.model import (
    AllOf,
    AnyOf,
    CallConcept,
    Clause,
    ClauseException,
    Concept,
    Condition,
    Document,
    NoneOf,
    Policy,
)
from gauger.policy.wording import condition_lines

Outline = Iterator[tuple[int, str]]


def find_document(policy: Policy, wanted: str) -> Document | str:
    """A document by its id, or a sentence that says why there is none."""
    if wanted in policy.documents:
        return policy.documents[wanted]
    near = suggest(wanted, list(policy.documents))
    return f"there is no document `{wanted}`" + (f"; did you mean `{near}`?" if near else "")


def find_clause(document: Document, wanted: str) -> Clause | str:
    """A clause by its name or pinpoint, or a sentence that says why there is none."""
    found = [c for c in document.clauses.values() if wanted in {c.name, c.at, c.key}]
    if found:
        return found[0]
    near = suggest(wanted, list(document.clauses))
    return f"there is no clause `{wanted}` in `{document.id}`" + (f"; did you mean `{near}`?" if near else "")


def outline_policy(policy: Policy) -> Outline:
    """Every document with its versions and clauses."""
    for document in policy.documents.values():
        yield from outline_document(document)
    clauses = sum(len(d.clauses) for d in policy.documents.values())
    yield 0, f"{len(policy.documents)} documents, {clauses} clauses"


def outline_document(document: Document) -> Outline:
    """One document: title, versions, how it binds, clauses."""
    secondary = ", known from a secondary source" if document.standing == "secondary" else ""
    yield 0, f"{document.id}: {document.title}{secondary}"
    yield 1, document.url
    yield 1, f"versions: {', '.join(str(v.date) for v in document.versions)}"
    governed = [channel for governs in document.governs for channel in governs.channels]
    reach = [f"governs {', '.join(governed)}" if governed else "", f"licence {', '.join(document.licences)}" if document.licences else ""]
    for text in filter(None, reach):
        yield 1, text
    if document.includes:
        yield 1, f"includes {', '.join(f'{i.document} as {i.mode}' for i in document.includes)}"
    for clause in document.clauses.values():
        yield 1, f"{clause.at}  {clause.name}: {norm_words(clause)}"
    for doubt in document.doubts:
        yield 1, f"doubt: {doubt}"


def norm_words(clause: Clause) -> str:
    """`forbids train model using output`."""
    norm = clause.norm
    using = f" using {', '.join(o.name for o in norm.objects)}" if norm.objects else ""
    verb = {"silent": "is silent on", "requires": "requires something on"}.get(norm.kind, norm.kind)
    return f"{verb} {norm.act.name} {norm.act.subject}{using}"


def outline_clause(policy: Policy, document: Document, clause: Clause) -> Outline:
    """One clause with its conditions, exceptions, and every reading of what it leaves open."""
    yield 0, f"{document.title} {clause.at} ({clause.key})"
    yield 1, clause.says
    yield 1, document.url
    if clause.locate:
        yield 1, f'found by: "{clause.locate}"'
    yield 1, norm_words(clause)
    yield from _condition_part("requires", clause.norm.requires)
    yield from _condition_part("when", clause.when)
    for name in clause.exceptions:
        yield from _exception(document.exceptions[name])
    for name in clause.leads_to:
        consequence = document.consequences[name]
        yield 1, f"leads to {name} ({consequence.at}): {consequence.says}"
    for text in filter(None, (clause.remedy and f"remedy: {clause.remedy}", clause.note and f"note: {clause.note}")):
        yield 1, text
    for concept in concepts_of(policy, document, clause):
        yield from _concept(concept)


def _exception(exception: ClauseException) -> Outline:
    yield 1, f"except {exception.name} ({exception.at}): {exception.says}"
    for part, condition in (("when", exception.when), ("provided", exception.provided)):
        for level, text in _condition_part(part, condition):
            yield level + 1, text


def _condition_part(keyword: str, condition: Condition | None) -> Outline:
    if condition is not None:
        yield 1, keyword
        for level, text in condition_lines(condition):
            yield level + 2, text


def concepts_of(policy: Policy, document: Document, clause: Clause) -> Iterator[Concept]:
    """Concepts that the clause, its exceptions or its objects call, once each."""
    names = [o.concept for o in clause.norm.objects]
    exceptions = [document.exceptions[name] for name in clause.exceptions]
    parts = [clause.when, clause.norm.requires, *(c for e in exceptions for c in (e.when, e.provided))]
    names += [name for part in parts for name in _called(part)]
    for name in dict.fromkeys(names):
        yield document.concepts.get(name) or policy.vocabulary.concepts[name]


def _called(condition: Condition | None) -> Iterator[str]:
    match condition:
        case CallConcept(name, _):
            yield name
        case AllOf(items) | AnyOf(items) | NoneOf(items):
            for item in items:
                yield from _called(item)
        case _:
            return


def _concept(concept: Concept) -> Outline:
    yield 1, f"{concept.name}: {concept.asks}"
    for reading in concept.readings:
        standing = "" if reading.standing == "text" else f" ({reading.standing})"
        yield 2, f"{reading.name}{standing}: {reading.says}"
        for authority in reading.authorities:
            yield 3, f"supported by {authority.by} ({authority.standing}), {authority.at}"
    if concept.residue:
        yield 2, f"residue: {concept.residue}"
