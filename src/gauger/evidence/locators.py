"""What is to be looked up in the texts of a document: every locator, with the days between which its text is to be found."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from gauger.evidence.locks import PassageKind
from gauger.policy.model import Clause, ClauseException, Consequence, Document, Standing, Version
from gauger.text import Span
from gauger.text.values import dataclass, field


@dataclass(frozen=True, slots=True)
class Locator:
    """A few words that stand in a passage of a document, in force from `since` to `until` (excluded)."""

    kind: PassageKind
    name: str
    pinpoint: str
    words: str
    since: date
    until: date
    span: Span = field(compare=False, repr=False)


def list_locators(document: Document) -> tuple[Locator, ...]:
    """The locators of a document's clauses, exceptions and consequences; none of a text that is known from others only."""
    if document.standing is Standing.SECONDARY:
        return ()
    return (*_list_clauses(document), *_list_exceptions(document), *_list_consequences(document))


def list_periods(document: Document) -> list[tuple[Version, date]]:
    """Each version with the day on which it ends (excluded)."""
    ends = [version.date for version in document.versions[1:]] + [date.max]
    return list(zip(document.versions, ends, strict=True))


def _list_clauses(document: Document) -> Iterator[Locator]:
    for clause in document.clauses.values():
        if clause.standing is not Standing.SECONDARY:
            yield from _make_locator("clause", clause, clause.since, clause.until)


def _list_exceptions(document: Document) -> Iterator[Locator]:
    for exception in document.exceptions.values():
        yield from _make_locator("exception", exception, exception.since, exception.until)


def _list_consequences(document: Document) -> Iterator[Locator]:
    """A consequence has no days of its own: it is looked for while some clause leads to it."""
    for consequence in document.consequences.values():
        leading = [clause for clause in document.clauses.values() if consequence.name in clause.leads_to]
        since = min((clause.since or date.min for clause in leading), default=None)
        until = max((clause.until or date.max for clause in leading), default=None)
        yield from _make_locator("consequence", consequence, since, until)


def _make_locator(
    kind: PassageKind, provision: Clause | ClauseException | Consequence, since: date | None, until: date | None
) -> Iterator[Locator]:
    if provision.locate is not None:
        yield Locator(kind, provision.name, provision.at, provision.locate, since or date.min, until or date.max, provision.span)
