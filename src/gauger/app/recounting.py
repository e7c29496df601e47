"""What happened under clauses that findings cite, out of the record that is shipped. No verdict knows of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from gauger.catalogue.record import Event, find_events, load_events
from gauger.findings.model import Finding
from gauger.policy.model import Policy


def list_events(policy: Policy, finding: Finding) -> tuple[Event, ...]:
    """The events that touch the clause of a finding, newest first; none where the clause forbids nothing."""
    return find_events(load_events(), policy.documents[finding.document].publisher, finding.family) if finding.norm == "forbids" else ()


def describe_events(events: Sequence[Event]) -> list[dict[str, Any]]:
    """The same as plain data."""
    return [
        {
            "id": event.id, "date": event.date, "by": event.by, "towards": list(event.towards), "act": event.act, "what": event.what,
            "answer": event.answer or None, "standing": event.standing, "sources": list(event.sources),
        }
        for event in events
    ]  # fmt: skip
