"""In which order things are written changes nothing: not a verdict, and nothing else that is said."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache
from random import Random
from typing import Any, TypeVar

import pytest

from gauger.declaration.records import Artifact, Declaration, Step
from gauger.findings.model import Exposure, Finding
from gauger.policy.model import AllOf, AnyOf, Clause, ClauseException, Document, NoneOf, Norm, Policy
from gauger.text import Span
from tests.properties.cases import Posed, example_answers, find, random_cases, setting, try_answer

T = TypeVar("T")
GROUPS = (AllOf, AnyOf, NoneOf)


class Shuffle:
    """What is written one beside another, in another order: of declarations, of policies, or of the parts of rules.

    What counts by its place stays: texts that are included, ways in which a text stands, and entries that are numbered.
    """

    def __init__(self, seed: str, what: str) -> None:
        self.rng, self.what, self.moved = Random(f"{what} {seed}"), what, False

    def of(self, items: tuple[T, ...]) -> tuple[T, ...]:
        order = self.rng.sample(range(len(items)), len(items))
        self.moved = self.moved or order != sorted(order)
        return tuple(items[at] for at in order)

    def keyed(self, items: Mapping[str, T]) -> dict[str, T]:
        keys = self.of(tuple(items))
        return {key: items[key] for key in keys}

    # --- policies ------------------------------------------------------------------------------------------------------

    def policy(self, policy: Policy) -> Policy:
        words = policy.vocabulary
        vocabulary = replace(words, concepts=self.keyed(words.concepts), acts=self.keyed(words.acts), objects=self.keyed(words.objects))
        documents = {id_: self.document(document) for id_, document in self.keyed(policy.documents).items()}
        return replace(
            policy,
            vocabulary=vocabulary,
            documents=documents,
            publishers=self.keyed(policy.publishers),
            channels=self.keyed(policy.channels),
        )

    def document(self, document: Document) -> Document:
        return replace(
            document,
            clauses={name: self.provision(clause) for name, clause in self.keyed(document.clauses).items()},
            exceptions={name: self.provision(e) for name, e in self.keyed(document.exceptions).items()},
            concepts=self.keyed(document.concepts),
            governs=self.of(document.governs),
            licences=self.of(document.licences),
            admits=self.of(document.admits),
        )

    def provision(self, provision: Any) -> Any:
        """A clause or an exception with all that is nested in it."""
        if self.what != "rules":
            return provision
        if isinstance(provision, GROUPS):
            return replace(provision, items=self.of(tuple(self.provision(item) for item in provision.items)))
        if isinstance(provision, Clause | ClauseException | Norm):
            changed: dict[str, Any] = {f.name: self.provision(getattr(provision, f.name)) for f in dataclasses.fields(provision)}
            for name in [name for name in ("exceptions", "reads", "objects") if name in changed]:
                changed[name] = self.of(changed[name])
            return replace(provision, **changed)
        return provision

    # --- declarations --------------------------------------------------------------------------------------------------

    def declaration(self, declaration: Declaration) -> Declaration:
        return replace(
            declaration,
            parties=self.keyed(declaration.parties),
            artifacts={id_: self.artifact(a) for id_, a in self.keyed(declaration.artifacts).items()},
            steps={id_: self.step(s) for id_, s in self.keyed(declaration.steps).items()},
            releases=replace(declaration.releases, items=self.of(declaration.releases.items)),
        )

    def artifact(self, artifact: Artifact) -> Artifact:
        return replace(artifact, facts=self.keyed(artifact.facts), licences=artifact.licences and self.of(artifact.licences))

    def step(self, step: Step) -> Step:
        lists = {name: replace(held := getattr(step, name), items=self.of(held.items)) for name in ("base", "data", "tools")}
        on_behalf = step.on_behalf and self.of(step.on_behalf)
        return replace(step, facts=self.keyed(step.facts), feedback=self.of(step.feedback), on_behalf=on_behalf, **lists)


# --- what must stay ----------------------------------------------------------------------------------------------------

LOOKED_AT = {"derivation", "facts_relied_on", "notes"}
"""What was looked at on the way: where one part of a rule settles it, the others are not."""
MAY_DIFFER: dict[str, set[str]] = {
    "declarations": set(),
    "policies": {"witnesses"},  # one world of many
    "rules": {"witnesses", *LOOKED_AT},
}
COUNT = 25


@cache
def answered() -> dict[str, tuple[Posed, Exposure]]:
    """Random cases and the examples, with what is found."""
    found = ((str(n), case, try_answer(case)) for n, case in enumerate(random_cases("order2", COUNT)))
    return {name: (case, exposure) for name, case, exposure in found if exposure is not None} | example_answers()


@pytest.mark.parametrize("what", MAY_DIFFER)
def test_the_order_of_what_is_written_changes_nothing(what: str) -> None:
    assert len(answered()) > COUNT
    findings = unsettled = moved = 0
    shipped = Shuffle("shipped", what).policy(setting().policy)
    for name, (case, found) in answered().items():
        shuffle = Shuffle(name, what)
        if what == "declarations":
            shuffled = replace(case, declaration=shuffle.declaration(case.declaration), positions=shuffle.of(case.positions))
        elif case.policy is setting().policy:
            shuffled = replace(case, policy=shipped)
        else:
            shuffled = replace(case, policy=shuffle.policy(case.policy))
        moved += shuffle.moved or shuffled.policy is shipped
        assert list(differences(found, find(shuffled), MAY_DIFFER[what])) == [], name
        findings += len(found.findings) + len(found.dormant)
        unsettled += sum(0 < f.worlds[0] < f.worlds[1] for f in found.findings)
    print(f"{what}: {moved} of {len(answered())} cases in another order, {findings} findings, {unsettled} of them unsettled")
    assert (moved > COUNT, findings > 250, unsettled > 30) == (True, True, True)


def differences(before: Exposure, after: Exposure, may_differ: set[str]) -> Iterator[str]:
    """What is said otherwise, a line each."""
    for name in ("unexamined", "considered", "characterisations", "asks", "positions", "examined"):
        one, other = getattr(before, name), getattr(after, name)
        if one != other and settle(one) != settle(other):
            yield name
    for name in ("findings", "dormant"):
        one, other = getattr(before, name), getattr(after, name)
        if [f.id for f in one] != [f.id for f in other]:
            yield f"{name}: {[f.id for f in one]} and {[f.id for f in other]}"
        else:
            yield from (f"{f.id}: {line}" for f, g in zip(one, other, strict=True) for line in compare(f, g, may_differ))


def compare(one: Finding, other: Finding, may_differ: set[str]) -> Iterator[str]:
    for name in (f.name for f in dataclasses.fields(Finding) if f.name not in may_differ):
        left, right = getattr(one, name), getattr(other, name)
        if left != right and (left := settle(left)) != (right := settle(right)):
            yield f"{name} is {left}, then {right}"


def settle(value: Any) -> Any:
    """A finding, or part of one, in which what has no order has none.

    Nor have the words of a text: a value such as a name in which two parts stand, and licences, are told as they are written.
    """
    if isinstance(value, Span):
        return value.source.name, value.start, value.end
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return type(value).__name__, tuple((f.name, settle(getattr(value, f.name))) for f in dataclasses.fields(value))
    if isinstance(value, tuple):
        return tuple(sorted((settle(item) for item in value), key=repr))
    return tuple(sorted(value.replace(",", "").split())) if isinstance(value, str) else value
