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
    """A consequence is looked for while some clause leads to it, through others too, and on days of its own where it has such."""
    for consequence in document.consequences.values():
        leading = _find_leading(document, consequence.name)
        since = min((clause.since or date.min for clause in leading), default=date.min)
        until = max((clause.until or date.max for clause in leading), default=date.max)
        own = (max(since, consequence.since or date.min), min(until, consequence.until or date.max))
        yield from _make_locator("consequence", consequence, *own)


def _find_leading(document: Document, name: str) -> list[Clause]:
    """The clauses whose breach, or use, comes to the consequence in one step or several."""
    names = {name}
    while grown := {c.name for c in document.consequences.values() if c.name not in names and names & set(c.leads_to)}:
        names |= grown
    return [clause for clause in document.clauses.values() if names & {*clause.leads_to, *clause.in_return}]


def _make_locator(
    kind: PassageKind, provision: Clause | ClauseException | Consequence, since: date | None, until: date | None
) -> Iterator[Locator]:
    if provision.locate is not None:
        yield Locator(kind, provision.name, provision.at, provision.locate, since or date.min, until or date.max, provision.span)
