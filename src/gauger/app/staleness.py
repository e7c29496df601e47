"""Texts that nobody has looked at for long: an answer is as old as the text that it rests on."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from gauger.diagnostics import Diagnostic
from gauger.findings.model import Exposure, Finding
from gauger.policy.model import Policy
from gauger.text.deferred import Deferred

if TYPE_CHECKING:
    from gauger.app import messages
else:
    messages = Deferred("gauger.app.messages")


def list_stale(policy: Policy, exposures: Sequence[Exposure], days: int) -> tuple[Diagnostic, ...]:
    """A warning for each document of which a finding cites the version in force on the day of the question, where no passage cited was seen
    within so many days of it. Versions that have been replaced do not change any more, and texts without days of recording say nothing."""
    seen: dict[str, tuple[date, date]] = {}
    for exposure in exposures:
        for finding in exposure.findings:
            last = finding.citation.last_seen
            if last is not None and _is_in_force(policy, finding, exposure.as_of):
                seen[finding.document] = (max(last, seen.get(finding.document, (last, last))[0]), exposure.as_of)
    late = sorted((last, document, as_of) for document, (last, as_of) in seen.items() if (as_of - last).days > days)
    return tuple(messages.not_seen_lately(document, last, as_of, policy.documents[document].url) for last, document, as_of in late)


def _is_in_force(policy: Policy, finding: Finding, as_of: date) -> bool:
    """Whether a finding cites what is in force on a day, and what could therefore have changed since it was seen."""
    document = policy.documents[finding.document]
    current = [version.date for version in document.versions if version.date <= as_of]
    until = document.clauses[finding.clause].until
    return bool(current) and current[-1] in finding.citation.versions and (until is None or as_of < until)
