"""How documents come to bind a source: by channel or licence, or with what includes them or passes them through. Section 5."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from gauger.declaration.records import Layer, Step
from gauger.policy.model import Document, Mode, Passage
from tests.oracle.conditions import reads, says
from tests.oracle.licences import Carriage, carry
from tests.oracle.matter import Matter
from tests.oracle.pipeline import Thing
from tests.oracle.standing import Moment, is_agreed, tell_by
from tests.oracle.statements import EVER, Is, OnDays, Statement, both, change, either, negate

LOCAL = frozenset({"local"})


@dataclass(frozen=True)
class Way:
    """A way in which a document binds: in which worlds, by which days its version is told, and which layer it is about."""

    binds: Statement
    moments: list[Moment]
    layer: Layer | None


@dataclass(frozen=True)
class Arrival:
    """How a text came: under which root text, in which worlds, for which layer and what days, and how it then stands."""

    root: Document
    holds: Statement
    layer: Layer | None = None
    done: OnDays = EVER
    mode: Mode | None = None


def list_ways(m: Matter) -> list[Way]:
    """Every way in which the clause's document binds the source."""
    reach = both(True if is_law(m.document) else reaches_us(m), extends_to(m.when_acted(), m.document, m.act.step))
    arrivals = [change(a, holds=both(reach, a.holds)) for a in arrive(m, m.document, ())]
    return [Way(a.holds, tell_by(m, a.root, a.mode, a.done), a.layer) for a in arrivals if a.holds is not False]


def arrive(m: Matter, document: Document, through: tuple[str, ...]) -> Iterator[Arrival]:
    """As a root text; with a text that includes it, and then it stands as the inclusion says; passed through, and then as it stands."""
    extends, come = True if is_law(document) else extends_to(m.when_reached(), document, m.source.step), (*through, document.id)
    for carriage in begin(m, document):
        yield Arrival(document, both(extends, carriage.holds), carriage.layer, carriage.done)
    for other in (d for d in m.case.policy.documents.values() if d.id not in come):
        modes = list(include(m, other, document))
        links = list(pass_through(m, other, document))
        for arrival in arrive(m, other, come) if modes or links else ():
            for mode, here in modes:
                yield change(arrival, holds=both(extends, here, arrival.holds), mode=mode)
            for link in links:
                holds, done = both(extends, link.holds, arrival.holds), meet(arrival.done, link.done)
                yield Arrival(document, holds, link.layer or arrival.layer, done, "they stand")


def include(m: Matter, including: Document, document: Document) -> Iterator[tuple[Mode, Statement]]:
    """How a text includes another: as the first inclusion says whose condition holds of the agreements."""
    none_before: Statement = True
    for i in (i for i in including.includes if i.document == document.id):
        here = is_agreed(m, including, i.when)
        yield i.mode, both(none_before, here)
        none_before = both(none_before, negate(here))


def is_law(document: Document) -> bool:
    """It binds every source, whoever reached it."""
    return any(g.everything for g in document.governs)


def begin(m: Matter, document: Document) -> Iterator[Carriage]:
    """A text governs the channel of an access, or is carried as a licence by what is run on own account or taken itself."""
    step, case = m.source.step, m.case
    if is_law(document):
        yield Carriage(either(routing for _, routing in list_governed(m, document, everything=True)))
    if step is None:
        yield from carry(case, m.source.artifact, document)
        return
    yield from (Carriage(both(case.via(step, frozenset(c)), routing)) for c, routing in list_governed(m, document))
    for carriage in carry(case, m.source.artifact, document):
        yield change(carriage, holds=both(carriage.holds, case.via(step, LOCAL)))


def list_governed(m: Matter, document: Document, *, everything: bool = False) -> Iterator[tuple[tuple[str, ...], Statement]]:
    """The channels that a document governs, each with its routing, in which `party` is who reached the model."""
    step, inside = m.source.step, m.in_text(document).when_reached()
    if step is not None or everything:
        party = m.case.declaration.parties[step.by] if step else m.case.declaration.declarant
        things = {**m.reached(), "party": Thing(party.id, party.facts), "publisher": inside.publisher()}
        for g in document.governs:
            if g.everything == everything:
                yield g.channels, says(inside, g.when, things)


def extends_to(m: Matter, document: Document, step: Step | None) -> Statement:
    """A document that does not extend to an affiliate binds neither its access nor its acts."""
    party = m.case.declaration.parties[step.by] if step else None
    if party is None or party.role != "affiliate":
        return True
    inside = m.in_text(document)
    return says(inside, document.affiliates, {"party": Thing(party.id, party.facts), "publisher": inside.publisher()})


# --- what is passed through --------------------------------------------------------------------------------------------


def pass_through(m: Matter, router: Document, document: Document) -> Iterator[Carriage]:
    """How a text passes another one through, for an access."""
    if m.source.step is not None:
        for passage in router.passes:
            yield from pass_by(m, passage, document)


def pass_by(m: Matter, passage: Passage, document: Document) -> Iterator[Carriage]:
    """Those named for the model's publisher, those of its licences, or those that govern the channel that served it."""
    assert m.source.step is not None
    match passage.kind:
        case "owner":
            if document.id in passage.documents and m.source.artifact.publisher in passage.publishers:
                yield Carriage(True)
        case "licence":
            yield from carry(m.case, m.source.artifact, document)
        case "host":
            served = [both(serves(m, c), routing) for c, routing in list_governed(m, document)]
            yield Carriage(either(served))


def serves(m: Matter, channels: tuple[str, ...]) -> Statement:
    assert m.source.step is not None
    return m.case.channel(m.source.step, "served-by", Is(frozenset(channels)))


def meet(a: OnDays, b: OnDays) -> OnDays:
    """The days that lie in both."""
    since, until = [d for d in (a.since, b.since) if d], [d for d in (a.until, b.until) if d]
    return OnDays(max(since, default=None), min(until, default=None))


# --- strangers ---------------------------------------------------------------------------------------------------------


def reaches_us(m: Matter) -> Statement:
    """A stranger's access binds the declarant only as the vocabulary's binding concept says, read in that document."""
    if m.source.step is None or m.case.ours(m.source.step):
        return True
    name = m.case.policy.vocabulary.binding
    return reads(m.when_reached(), name, m.things()) if name else False
