"""What the variables of a condition stand for, and the facts that are known of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from gauger.declaration.records import Agreement, Artifact, Fact, Guarded, Known, NotApplicable, Part, Party, Release, Step
from gauger.engine.case import FURTHER, Case, Done
from gauger.policy.model import Attribute, Clause, Document, Publisher
from gauger.policy.model import Part as KindOfPart
from gauger.text import Span
from gauger.text.values import dataclass, field, replace
from gauger.worlds import Formula


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
    finding's days are those of; where it is asked what binds, those on which the model was reached or the copy obtained: then they are not
    `whole`, for the finding's are not known yet.
    """

    variables: Mapping[str, Bound]
    document: Document
    clause: Clause | None
    origins: Mapping[str, str]
    days_of: tuple[Done, ...]
    whole: bool = True


def is_left_out(case: Case, bound: Bound, attribute: Attribute | KindOfPart) -> bool:
    """Whether saying nothing says that there is none.

    What is freed may be any way: a duty can be done by whoever has not done it. Of a release that nobody declares nothing is said at all.
    """
    return attribute.absent and f"{bound.id}.{attribute.name}" not in case.freed and not bound.id.endswith(FURTHER)


def by_option(bound: Bound, attribute: str, fact: Guarded) -> Iterator[tuple[Formula, Bound]]:
    """The record with each way in which an edit can have one of its facts, and the worlds in which it has it so."""
    others = {key: value for key, value in bound.facts.items() if key != attribute}
    for guard, option in fact.options:
        yield guard, replace(bound, facts=others if option is None else {**others, attribute: option})


def bind_party(party: Party) -> Bound:
    return Bound(party.id, party.facts, party.span)


def bind_artifact(artifact: Artifact) -> Bound:
    return Bound(artifact.id, artifact.facts, artifact.span)


def bind_step(step: Step) -> Bound:
    return Bound(step.id, step.facts, step.span, step)


def bind_release(release: Release) -> Bound:
    return Bound(release.id, release.facts, release.span, release)


def bind_part(part: Part) -> Bound:
    return Bound(part.id, part.facts, part.span)


def bind_agreement(agreement: Agreement, name: str) -> Bound:
    """An agreement's facts: under which document or with whom it is, how and when it was accepted."""
    known = {"document": agreement.document, "with": agreement.with_, "form": agreement.form, "accepted": agreement.accepted}
    facts: dict[str, Fact] = {key: Known(value, agreement.span) for key, value in known.items() if value is not None}
    for key, other in (("document", "with"), ("with", "document")):
        if key not in facts and other in facts:
            facts[key] = NotApplicable(agreement.span)
    return Bound(name, facts, agreement.span)


def bind_publisher(publisher: Publisher) -> Bound:
    """A publisher's facts come from the policy; they are known and need no declaration."""
    facts = {name: Known(value, publisher.span, "policy") for name, value in publisher.facts.items()}
    return Bound(f"publisher {publisher.id}", facts, publisher.span)
