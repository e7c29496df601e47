"""Under which licence a copy of an artifact is had. Section 5 of docs/semantics.md."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from gauger.declaration.records import Artifact, Layer, Licence
from gauger.policy.model import Document
from tests.oracle.cells import Listed
from tests.oracle.lineage import Case
from tests.oracle.statements import DAY, EVER, Is, OnDays, Statement, both


@dataclass(frozen=True)
class Carriage:
    """An artifact carries a licence: in which worlds, of which layer, and for what is done on which days."""

    holds: Statement
    layer: Layer | None = None
    done: OnDays = EVER


def carry(case: Case, artifact: Artifact, document: Document) -> Iterator[Carriage]:
    """How an artifact carries a licence whose text the document is."""
    texts = {name.casefold() for name in document.licences}
    for licence in artifact.licences or ():
        if licence.id.casefold() in texts:
            yield from carry_one(case, artifact, licence)


def carry_one(case: Case, artifact: Artifact, licence: Licence) -> Iterator[Carriage]:
    """A licence let out before one that covers earlier copies holds for what is done before that one's first day."""
    later = [x.since for x in artifact.licences or () if x.back and x.since and (licence.since or date.min) < x.since]
    done = OnDays(licence.since if licence.back else None, min(later, default=None))
    yield Carriage(in_play(case, artifact, licence), licence.layer, done)


def in_play(case: Case, artifact: Artifact, licence: Licence) -> Statement:
    return both(obtained(case, artifact, licence), chosen(case, artifact, licence), prevails(case, artifact, licence))


def obtained(case: Case, artifact: Artifact, licence: Licence) -> Statement:
    """The copy was obtained within the licence's days; every copy carries one that covers earlier copies."""
    if licence.back or (licence.since is None and licence.until is None):
        return True
    return case.on(f"{artifact.id}.obtained", OnDays(licence.since, licence.until + DAY if licence.until else None))


def chosen(case: Case, artifact: Artifact, licence: Licence) -> Statement:
    """Among alternatives it is the one that was chosen."""
    if licence.choice is None:
        return True
    alternatives = tuple(dict.fromkeys(x.id for x in artifact.licences or () if x.choice == licence.choice))
    if artifact.under in alternatives:
        return artifact.under == licence.id
    return case.ask(f"fact:{artifact.id}.under", Listed(alternatives), Is(frozenset({licence.id})))


def prevails(case: Case, artifact: Artifact, licence: Licence) -> Statement:
    """It is on the side, metadata or text, that prevails, where the two differ; a tag that names no licence is no side."""
    tags = {x.id for x in artifact.licences or () if x.tag and x.id.casefold() not in ("other", "unknown")}
    texts = {x.id for x in artifact.licences or () if not x.tag}
    if not tags or not texts or tags == texts:
        return True
    side = "metadata" if licence.tag else "text"
    return case.ask(f"conflict:{artifact.id}.license", Listed(("metadata", "text")), Is(frozenset({side})))
