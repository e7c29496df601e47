"""What the variables of a condition stand for, and the facts that are known of it."""

from __future__ import annotations

from collections.abc import Mapping

from gauger.declaration.records import Artifact, Fact, Known, Party, Release, Step
from gauger.policy.model import Clause, Document, Publisher
from gauger.text import Span
from gauger.text.values import dataclass, field


@dataclass(frozen=True, slots=True)
class Bound:
    """A record that a variable stands for. `of` is set for releases: the artifact let out. `record` is what the days are asked of."""

    id: str
    facts: Mapping[str, Fact]
    span: Span = field(compare=False, repr=False)
    record: Step | Release | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Scope:
    """Variables by name, the document in which concepts are read, and the clause whose gates and readings count.

    `origins` are the lineage nodes from which pattern concepts start, by parameter name (`output`, `weights`, …); `days_of` what the
    finding's days are those of.
    """

    variables: Mapping[str, Bound]
    document: Document
    clause: Clause | None
    origins: Mapping[str, str]
    days_of: tuple[Step | Release, ...]


def bind_party(party: Party) -> Bound:
    return Bound(party.id, party.facts, party.span)


def bind_artifact(artifact: Artifact) -> Bound:
    return Bound(artifact.id, artifact.facts, artifact.span)


def bind_step(step: Step) -> Bound:
    return Bound(step.id, step.facts, step.span, step)


def bind_release(release: Release) -> Bound:
    return Bound(release.id, release.facts, release.span, release)


def bind_publisher(publisher: Publisher) -> Bound:
    """A publisher's facts come from the policy; they are known and need no declaration."""
    facts = {name: Known(value, publisher.span, "policy") for name, value in publisher.facts.items()}
    return Bound(f"publisher {publisher.id}", facts, publisher.span)
