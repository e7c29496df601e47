"""Versions, recordings and periods: days that nothing covers."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import combinations

from gauger.diagnostics import Diagnostic
from gauger.policy.lints import messages
from gauger.policy.model import Document, Policy, Recording, Version


def lint_days(policy: Policy, as_of: date | None) -> Iterator[Diagnostic]:
    """Days without a version, without a recording, and clauses that ended before their document began."""
    for document in policy.documents.values():
        if not document.versions:
            continue
        first = document.versions[0]
        if as_of and as_of < first.date:
            yield messages.no_version_in_force(document.span, document.id, as_of, first.date)
        for clause in document.clauses.values():
            if clause.until and clause.until <= first.date:
                yield messages.clause_before_versions(clause.span, clause.name, clause.until, first.date, first.span)
        yield from _lint_recordings(document)
        yield from _lint_likeness(document)


def _lint_recordings(document: Document) -> Iterator[Diagnostic]:
    """Holes in what was recorded between the first recording and the last; days before the first were never seen and say nothing."""
    recordings = sorted(((v, r) for v in document.versions for r in v.recordings), key=lambda pair: pair[1].since or date.min)
    seen_until: date | None = None
    last: Version | None = None
    for version, recording in recordings:
        if last and seen_until and recording.since and recording.since > seen_until:
            yield messages.recordings_with_gap(
                last.span, document.id, seen_until, recording.since, version.span if version != last else None
            )
        until = recording.until or date.max
        if seen_until is None or until >= seen_until:
            seen_until, last = until, version


def _lint_likeness(document: Document) -> Iterator[Diagnostic]:
    for earlier, later in combinations(document.versions, 2):
        if earlier.recordings and set(earlier.recordings) == set[Recording](later.recordings):
            yield messages.versions_alike(later.span, later.date, earlier.date, earlier.span)
