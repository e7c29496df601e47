"""A smaller case that still fails: parts are left out one at a time for as long as the failure stays."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import TypeVar

from gauger.declaration.records import Declaration, Listed
from gauger.policy.model import Document, Policy
from tests.differential.random_declarations import RandomCase

T = TypeVar("T")


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


def without(items: Mapping[str, T]) -> Iterator[dict[str, T]]:
    for key in items:
        yield {k: v for k, v in items.items() if k != key}


def smaller_policies(policy: Policy) -> Iterator[Policy]:
    yield from (replace(policy, documents=d) for d in without(policy.documents) if d)
    for id_, document in policy.documents.items():
        for smaller in smaller_documents(document):
            yield replace(policy, documents={**policy.documents, id_: smaller})


def smaller_documents(document: Document) -> Iterator[Document]:
    yield from (replace(document, clauses=c) for c in without(document.clauses) if c)
    yield from (replace(document, exceptions=e) for e in without(document.exceptions))
    for name, clause in document.clauses.items():
        lighter = [replace(clause, exceptions=()), replace(clause, when=None), replace(clause, since=None, until=None)]
        yield from (replace(document, clauses={**document.clauses, name: c}) for c in lighter if c != clause)
    for name, exception in document.exceptions.items():
        lighter_ones = [replace(exception, exceptions=()), replace(exception, since=None, until=None)]
        yield from (replace(document, exceptions={**document.exceptions, name: e}) for e in lighter_ones if e != exception)
    plain = [replace(document, includes=()), replace(document, admits=()), replace(document, versions=document.versions[:1])]
    yield from (d for d in plain if d != document)


def smaller_declarations(declaration: Declaration) -> Iterator[Declaration]:
    yield from (replace(declaration, steps=s) for s in without(declaration.steps))
    yield from (replace(declaration, artifacts=a) for a in without(declaration.artifacts))
    for n in range(len(declaration.agreements)):
        yield replace(declaration, agreements=declaration.agreements[:n] + declaration.agreements[n + 1 :])
    releases = declaration.releases
    for n in range(len(releases.items)):
        yield replace(declaration, releases=Listed(releases.items[:n] + releases.items[n + 1 :], releases.open))
    if releases.open:
        yield replace(declaration, releases=Listed(releases.items, False))
    for id_, step in declaration.steps.items():
        lighter = [replace(step, data=Listed((), False)), replace(step, base=Listed((), False)), replace(step, feedback=())]
        yield from (replace(declaration, steps={**declaration.steps, id_: s}) for s in lighter if s != step)
