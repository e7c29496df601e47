"""A smaller case that still fails: parts are left out one at a time for as long as the failure stays."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Any, TypeVar

from gauger.declaration.records import Agreement, Artifact, Declaration, Facts, Figures, Listed, Parts, Step
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
    NoneOf,
    Norm,
    Policy,
    Precedence,
    Some,
    Standing,
    Total,
)
from tests.differential.random_declarations import RandomCase

T = TypeVar("T")
EMPTY: Listed[Any] = Listed((), False)


def shrink(case: RandomCase, fails: Callable[[RandomCase], bool]) -> RandomCase:
    """The smallest case found from which nothing more can be left out."""
    found = True
    while found:
        found = False
        for smaller in smaller_cases(case):
            if still_fails(smaller, fails):
                case, found = smaller, True
                break
    return case


def still_fails(case: RandomCase, fails: Callable[[RandomCase], bool]) -> bool:
    """A case that lost something which the rest names is no case."""
    try:
        return fails(case)
    except (KeyError, StopIteration):
        return False


def smaller_cases(case: RandomCase) -> Iterator[RandomCase]:
    for policy in smaller_policies(case.policy):
        yield replace(case, policy=policy)
    for declaration in smaller_declarations(case.declaration):
        yield replace(case, declaration=declaration)
    if case.positions:
        yield replace(case, positions=())
    if case.admitted:
        yield replace(case, admitted=frozenset())


# --- parts of anything -------------------------------------------------------------------------------------------------


def without(items: Mapping[str, T]) -> Iterator[dict[str, T]]:
    for key in items:
        yield {k: v for k, v in items.items() if k != key}


def fewer(items: tuple[T, ...]) -> Iterator[tuple[T, ...]]:
    for n in range(len(items)):
        yield items[:n] + items[n + 1 :]


def plainer(value: Any, **plain: Any) -> Iterator[Any]:
    """The value with one of its fields as plain as given."""
    yield from (replace(value, **{name: field}) for name, field in plain.items() if getattr(value, name) != field)


def shorter(value: Any, *names: str) -> Iterator[Any]:
    """The value with one item less in one of its lists."""
    for name in names:
        yield from (replace(value, **{name: items}) for items in fewer(getattr(value, name)))


def with_smaller(value: Any, name: str, smaller: Callable[[Any], Iterator[Any]]) -> Iterator[Any]:
    """The value with something smaller in one of its fields, for each item where the field is a mapping or a list."""
    held = getattr(value, name)
    if isinstance(held, Mapping):
        yield from (replace(value, **{name: {**held, key: s}}) for key, item in held.items() for s in smaller(item))
    elif isinstance(held, tuple):
        yield from (replace(value, **{name: (*held[:n], s, *held[n + 1 :])}) for n, item in enumerate(held) for s in smaller(item))
    elif held is not None:
        yield from (replace(value, **{name: s}) for s in smaller(held))


# --- policies ----------------------------------------------------------------------------------------------------------


def smaller_policies(policy: Policy) -> Iterator[Policy]:
    yield from (replace(policy, documents=d) for d in without(policy.documents) if d)
    yield from with_smaller(policy, "documents", smaller_documents)
    for concepts in without(policy.vocabulary.concepts):
        yield replace(policy, vocabulary=replace(policy.vocabulary, concepts=concepts))
    for vocabulary in with_smaller(policy.vocabulary, "concepts", smaller_concepts):
        yield replace(policy, vocabulary=vocabulary)


def smaller_documents(document: Document) -> Iterator[Document]:
    yield from (replace(document, clauses=c) for c in without(document.clauses) if c)
    yield from (replace(document, exceptions=e) for e in without(document.exceptions))
    yield from (replace(document, concepts=c) for c in without(document.concepts))
    yield from (replace(document, consequences=c) for c in without(document.consequences))
    yield from shorter(document, "governs", "licences", "includes", "passes", "stands", "admits", "reads", "likes")
    yield from (d for d in shorter(document, "versions") if d.versions)
    yield from plainer(document, affiliates=Constant(True), precedence=Precedence(), standing=Standing.TEXT)
    yield from with_smaller(document, "governs", smaller_when)
    yield from with_smaller(document, "stands", smaller_when)
    yield from with_smaller(document, "affiliates", smaller_conditions)
    yield from with_smaller(document, "clauses", smaller_clauses)
    yield from with_smaller(document, "exceptions", smaller_exceptions)
    yield from with_smaller(document, "concepts", smaller_concepts)
    yield from with_smaller(document, "consequences", smaller_consequences)


def smaller_clauses(clause: Clause) -> Iterator[Clause]:
    yield from plainer(clause, when=None, since=None, until=None, precedence=Precedence(), standing=Standing.TEXT)
    yield from shorter(clause, "exceptions", "reads", "likes", "leads_to", "in_return")
    yield from with_smaller(clause, "when", smaller_conditions)
    yield from with_smaller(clause, "norm", smaller_norms)
    yield from with_smaller(clause, "precedence", lambda order: shorter(order, "over", "under", "over_forms", "under_forms"))


def smaller_norms(norm: Norm) -> Iterator[Norm]:
    yield from (n for n in shorter(norm, "objects") if n.objects)
    yield from with_smaller(norm, "objects", lambda o: plainer(o, when=None, layer=None))
    yield from with_smaller(norm, "requires", smaller_conditions)


def smaller_exceptions(exception: ClauseException) -> Iterator[ClauseException]:
    yield from plainer(exception, when=None, provided=None, since=None, until=None)
    yield from shorter(exception, "exceptions")
    yield from with_smaller(exception, "when", smaller_conditions)
    yield from with_smaller(exception, "provided", smaller_conditions)


def smaller_consequences(consequence: Consequence) -> Iterator[Consequence]:
    yield from plainer(consequence, when=None, since=None, until=None)
    yield from shorter(consequence, "leads_to")
    yield from with_smaller(consequence, "when", smaller_conditions)


def smaller_when(value: Any) -> Iterator[Any]:
    """Whatever hangs on a condition, with a smaller one."""
    if hasattr(value, "when"):
        yield from plainer(value, when=None)
        yield from with_smaller(value, "when", smaller_conditions)


def smaller_conditions(condition: Condition) -> Iterator[Condition]:
    if isinstance(condition, AllOf | AnyOf | NoneOf):
        if not isinstance(condition, NoneOf):
            yield from condition.items
        yield from shorter(condition, "items")
        yield from with_smaller(condition, "items", smaller_conditions)
    elif isinstance(condition, Some | Total):
        yield from with_smaller(condition, "body", smaller_conditions)


def smaller_concepts(concept: Concept) -> Iterator[Concept]:
    yield from (c for c in shorter(concept, "readings") if any(r.standing is Standing.TEXT for r in c.readings))
    yield from shorter(concept, "narrower")
    yield from plainer(concept, residue=None)
    yield from with_smaller(concept, "readings", lambda r: plainer(r, implies=(), excludes=()))
    yield from with_smaller(concept, "readings", lambda r: with_smaller(r, "when", smaller_conditions))


# --- declarations ------------------------------------------------------------------------------------------------------


def smaller_declarations(declaration: Declaration) -> Iterator[Declaration]:
    yield from (replace(declaration, steps=s) for s in without(declaration.steps))
    yield from (replace(declaration, artifacts=a) for a in without(declaration.artifacts))
    yield from (replace(declaration, parties=p) for p in without(declaration.parties) if declaration.declarant.id in p)
    yield from shorter(declaration, "agreements")
    yield from with_smaller(declaration, "releases", smaller_lists)
    yield from plainer(declaration, agreements_open=False)
    yield from with_smaller(declaration, "steps", smaller_steps)
    yield from with_smaller(declaration, "artifacts", smaller_artifacts)
    yield from with_smaller(declaration, "agreements", smaller_agreements)
    yield from with_smaller(declaration, "parties", with_smaller_facts)
    for releases in with_smaller(declaration.releases, "items", with_smaller_facts):
        yield replace(declaration, releases=releases)


def smaller_lists(listed: Listed[Any]) -> Iterator[Listed[Any]]:
    yield from shorter(listed, "items")
    yield from plainer(listed, open=False)


def smaller_steps(step: Step) -> Iterator[Step]:
    yield from plainer(step, data=EMPTY, base=EMPTY, tools=EMPTY, on_behalf=(), feedback=(), feedback_open=False, host=None)
    for name in ("data", "base", "tools"):
        yield from with_smaller(step, name, smaller_lists)
    yield from with_smaller_facts(step)


def smaller_artifacts(artifact: Artifact) -> Iterator[Artifact]:
    if artifact.licences:
        yield from shorter(artifact, "licences")
        yield from with_smaller(
            artifact, "licences", lambda x: plainer(x, layer=None, since=None, until=None, back=False, tag=False, choice=None)
        )  # fmt: skip
    yield from plainer(artifact, under=None, obtained=None, released=None)
    yield from with_smaller_facts(artifact)


def smaller_agreements(agreement: Agreement) -> Iterator[Agreement]:
    yield from shorter(agreement, "permissions")
    yield from plainer(agreement, permissions=(), form=None, renewed=None, objected=None, accepted=None)
    for name in ("renewed", "objected"):
        if getattr(agreement, name):
            yield from shorter(agreement, name)


def with_smaller_facts(record: Any) -> Iterator[Any]:
    yield from (replace(record, facts=facts) for facts in smaller_facts(record.facts))


def smaller_facts(facts: Facts) -> Iterator[Facts]:
    yield from without(facts)
    for name, fact in facts.items():
        if isinstance(fact, Parts | Figures):
            yield from ({**facts, name: f} for f in shorter(fact, "items"))
        if isinstance(fact, Parts):
            yield from ({**facts, name: f} for f in (*plainer(fact, open=False), *with_smaller(fact, "items", with_smaller_facts)))
