"""What a verdict hangs on of what is declared not to be so. Section 8 of docs/semantics.md, *holds while*."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from gauger.declaration.records import Fact, Known, NotApplicable, Parts
from gauger.policy.model import Entity
from tests.oracle.lineage import Case


def list_absences(case: Case) -> Iterator[str]:
    """Every list that is closed or not applicable, every fact that says no or names nothing, and what means none where nothing is said."""
    d = case.declaration
    for artifact in d.artifacts.values():
        yield from list_facts(case, artifact.id, artifact.facts, artifact.kind)
        if not d.releases.open:
            yield f"{artifact.id}.releases"
    for step in d.steps.values():
        yield from list_facts(case, step.id, step.facts, "step")
    for release in d.releases.items:
        yield from list_facts(case, release.id, release.facts, "release")
    for party in d.parties.values():
        yield from list_facts(case, party.id, party.facts, "party")
    if not d.agreements_open:
        yield f"{d.declarant.id}.agreements"
    if not d.parties_open:
        yield f"{d.declarant.id}.affiliates"


def list_facts(case: Case, owner: str, facts: Mapping[str, Fact], *entities: Entity) -> Iterator[str]:
    for name, fact in facts.items():
        no_list = isinstance(fact, NotApplicable) and name in case.policy.vocabulary.parts
        if no_list or (isinstance(fact, Known) and (fact.value is False or fact.value == frozenset())):
            yield f"{owner}.{name}"
        elif isinstance(fact, Parts):
            yield from () if fact.open else [f"{owner}.{name}"]
            for entry in fact.items:
                yield from list_facts(case, entry.id, entry.facts)
    for attribute in case.policy.vocabulary.attributes.values():
        if attribute.absent and attribute.entity in entities and attribute.name not in facts:
            yield f"{owner}.{attribute.name}"
    for part in case.policy.vocabulary.parts.values():
        if part.absent and part.of in entities and part.name not in facts:
            yield f"{owner}.{part.name}"
