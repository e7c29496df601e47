"""Which licences an artifact carries, in which worlds, for what is done when, and for which of its layers (`docs/semantics.md`, 5)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from gauger.declaration.records import Artifact, Licence
from gauger.engine.calendar import NEVER, obtaining, on_some_day
from gauger.engine.case import Case
from gauger.policy.model import Document
from gauger.text.values import dataclass
from gauger.worlds import FALSE, TRUE, Choice, Formula, all_of, literal
from gauger.worlds.domains import Options, Test

THE_TAG, THE_TEXT = "what the metadata say", "what comes with it"
NO_NAMES = frozenset({"other", "unknown"})
"""Tags that name no licence and send the reader to the text."""


@dataclass(frozen=True, slots=True)
class Carried:
    """A licence of the document, in the worlds of `guard`, for what is done from `since` and before `past`."""

    guard: Formula
    layer: str | None = None
    since: date = date.min
    past: date = NEVER


def list_carried(case: Case, artifact: Artifact, document: Document) -> Iterator[Carried]:
    """The licences of an artifact whose text is the document."""
    claimed = {licence.casefold() for licence in document.licences}
    for licence in artifact.licences or ():
        if licence.id.casefold() in claimed:
            guard = all_of((_chosen(artifact, licence), _as_told(artifact, licence), _obtained(case, artifact, licence)))
            since = licence.since if licence.back and licence.since is not None else date.min
            yield Carried(guard, licence.layer, since, _end(artifact, licence))


def _chosen(artifact: Artifact, licence: Licence) -> Formula:
    """Among alternatives the one that was chosen; where nobody says which, any may be."""
    if licence.choice is None:
        return TRUE
    offered = tuple(other.id for other in artifact.licences or () if other.choice == licence.choice)
    if artifact.under in offered:
        return TRUE if artifact.under == licence.id else FALSE
    return literal(Choice(f"fact:{artifact.id}.under", "fact", Options(offered)), Test("is", (licence.id,)))


def _as_told(artifact: Artifact, licence: Licence) -> Formula:
    """Metadata that name one licence against a text that is another: which of the two counts is a conflict."""
    tags = {other.id for other in artifact.licences or () if other.tag and other.id.casefold() not in NO_NAMES}
    texts = {other.id for other in artifact.licences or () if not other.tag}
    if not tags or not texts or tags == texts:
        return TRUE
    choice = Choice(f"conflict:{artifact.id}.license", "conflict", Options((THE_TAG, THE_TEXT)))
    return literal(choice, Test("is", (THE_TAG if licence.tag else THE_TEXT,)))


def _obtained(case: Case, artifact: Artifact, licence: Licence) -> Formula:
    """The worlds in which the copy was obtained while it was let out under the licence."""
    if licence.since is None and licence.until is None:
        return TRUE
    moment = obtaining(case, artifact)
    past = licence.until + timedelta(days=1) if licence.until is not None else NEVER
    during = on_some_day(case, moment, licence.since or date.min, past)
    # A licence that covers earlier copies covers every copy, of whatever day; `since` says for what is done when.
    return TRUE if licence.back else during


def _end(artifact: Artifact, licence: Licence) -> date:
    """From when on a later licence that covers earlier copies may be relied on in its place."""
    later = [o.since for o in artifact.licences or () if o.back and o.since is not None and (licence.since or date.min) < o.since]
    return min(later, default=NEVER)
