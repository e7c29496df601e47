"""Which attributes are read in one way alone: compared with values that are written. What is known of them changes no more than that."""

from __future__ import annotations

from collections.abc import Iterator

from gauger.policy.model import AllOf, AnyOf, CallConcept, CallDefinition, Condition, Frozen, NoneOf, Policy, Some, Test, Total

READ_ELSEWHERE = frozenset({"output", "stage", "date", "via", "served-by", "for", "publisher", "released", "obtained", "under"})
"""Names of what the graph, days, channels or leave are built from."""


def find_plain(policy: Policy) -> frozenset[str]:
    """The names of plain attributes. One whose absence means none is not, nor one that entries of a list are told apart by."""
    attributes = policy.vocabulary.attributes.values()
    otherwise = {a.name for a in attributes if a.absent or a.kind == "figure"} | READ_ELSEWHERE
    for condition in _list_conditions(policy):
        otherwise.update(_list_otherwise(condition, inside=False))
    # A definition may be called where entries are told apart: what it tests is then read there.
    called = {name for condition in _list_conditions(policy) for name in _list_called(condition, inside=False)}
    waiting, seen = list(called), set(called)
    while waiting:
        body = policy.vocabulary.definitions[waiting.pop()].when
        otherwise.update(_list_otherwise(body, inside=True))
        fresh = set(_list_called(body, inside=True)) - seen
        seen |= fresh
        waiting += fresh
    return frozenset(a.name for a in attributes) - otherwise


def _list_conditions(policy: Policy) -> Iterator[Condition]:
    vocabulary = policy.vocabulary
    every: list[Condition | None] = [definition.when for definition in vocabulary.definitions.values()]
    every += [thing.when for thing in vocabulary.objects.values()]
    every += [reading.when for concept in vocabulary.concepts.values() for reading in concept.readings]
    for document in policy.documents.values():
        every += [document.affiliates, *(governs.when for governs in document.governs), *(i.when for i in document.includes)]
        every += [stands.when for stands in document.stands if isinstance(stands, Frozen)]
        every += [reading.when for concept in document.concepts.values() for reading in concept.readings]
        every += [part for clause in document.clauses.values() for part in (clause.when, clause.norm.requires)]
        every += [thing.when for clause in document.clauses.values() for thing in clause.norm.objects]
        every += [part for exception in document.exceptions.values() for part in (exception.when, exception.provided)]
    yield from (condition for condition in every if condition is not None)


def _list_otherwise(condition: Condition, *, inside: bool) -> Iterator[str]:
    """Attributes that are compared with another's, measured, added up, or tested of the entries of a list."""
    match condition:
        case Test(left, _, _, other):
            if inside or other is not None or left.measure is not None:
                yield left.attribute.name
            if other is not None:
                yield other.attribute.name
        case AllOf(items) | AnyOf(items) | NoneOf(items):
            for item in items:
                yield from _list_otherwise(item, inside=inside)
        case Some(body=body):
            yield from _list_otherwise(body, inside=True)
        case Total(attribute=attribute, body=body):
            yield attribute.name
            yield from _list_otherwise(body, inside=True)
        case _:
            return


def _list_called(condition: Condition, *, inside: bool) -> Iterator[str]:
    """The definitions that are called where entries are told apart."""
    match condition:
        case AllOf(items) | AnyOf(items) | NoneOf(items):
            for item in items:
                yield from _list_called(item, inside=inside)
        case Some(body=body) | Total(body=body):
            yield from _list_called(body, inside=True)
        case CallDefinition(name) if inside:
            yield name
        case CallConcept() if inside:
            raise AssertionError("a term with several readings stands where entries are told apart")
        case _:
            return
