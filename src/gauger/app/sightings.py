"""When each clause's text was last seen unchanged, read from a document's lock only when somebody asks about the document."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from functools import cached_property

from gauger.policy.model import Document, Policy

UNDATED = "licences"
"""The archive whose texts lie in a folder without days of recording."""


class Sightings(Mapping[str, date]):
    """By clause key, the newest recorded day; a clause that no lock knows is not in it."""

    def __init__(self, policy: Policy) -> None:
        self._policy = policy
        self._read: dict[str, dict[str, date]] = {}

    def __getitem__(self, key: str) -> date:
        document = key.partition("#")[0]
        if document not in self._read:
            found = self._policy.documents.get(document)
            self._read[document] = _read_days(found) if found is not None else {}
        return self._read[document][key]

    @cached_property
    def _keys(self) -> tuple[str, ...]:
        return tuple(c.key for d in self._policy.documents.values() for c in d.clauses.values() if c.key in self)

    def __iter__(self) -> Iterator[str]:
        return iter(self._keys)

    def __len__(self) -> int:
        return len(self._keys)


def _read_days(document: Document) -> dict[str, date]:
    from gauger.evidence import find_lock_path, read_lock

    days: dict[str, date] = {}
    if all(recording.archive == UNDATED for version in document.versions for recording in version.recordings):
        return days  # the locks of such texts repeat the day of the version, on which nobody looked
    for line in read_lock(find_lock_path(document.span.source.name)).lines.values():
        if line.key.kind == "clause":
            key = f"{document.id}#{line.key.name}"
            days[key] = max(days.get(key, line.last_seen), line.last_seen)
    return days
