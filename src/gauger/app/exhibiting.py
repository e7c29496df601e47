"""The passages that a finding cites, out of an archive that the user has. They are shown and kept nowhere."""

from __future__ import annotations

from collections.abc import Iterator

from gauger.diagnostics import Diagnostic
from gauger.evidence import Archive, Result, Verification, verify
from gauger.evidence.normal_form import normalise
from gauger.findings.model import Finding
from gauger.policy.model import Document, Policy
from gauger.text.values import dataclass, replace


@dataclass(frozen=True, slots=True)
class Exhibit:
    """A passage as it is recorded: of what, under which pinpoint and version, where and when it was recorded last, and whether it is what
    was encoded. `text` holds `words`, by which it was found; it is empty where there is nothing to show, and `status` says why."""

    what: str
    pinpoint: str
    version: str
    status: str
    last_seen: str | None
    text: str
    words: str


def list_exhibits(policy: Policy, finding: Finding, archive: Archive) -> tuple[tuple[Exhibit, ...], tuple[Diagnostic, ...]]:
    """The passages of the clause and of the exceptions that were considered, in each version that the finding cites, and what of the
    archive could not be read."""
    document = _narrow(policy.documents[finding.document], finding)
    found = verify(replace(policy, documents={document.id: document}), archive)
    return tuple(_list_shown(document, finding, found)), tuple(d for d in found.diagnostics if d.code == "G700")


def _narrow(document: Document, finding: Finding) -> Document:
    """The document with nothing in it but what the finding cites."""
    names = {exception.name for exception in finding.exceptions}
    return replace(
        document,
        clauses={finding.clause: document.clauses[finding.clause]},
        exceptions={name: exception for name, exception in document.exceptions.items() if name in names},
        consequences={},
    )


def _list_shown(document: Document, finding: Finding, found: Verification) -> Iterator[Exhibit]:
    """The clause first; what stands alike in several versions is shown once, with the last day of them all."""
    shown: dict[tuple[str, str, str], Exhibit] = {}
    for result in sorted(found.results, key=lambda result: (result.key.kind != "clause", result.key)):
        if result.key.version in finding.citation.versions:
            exhibit = _make_exhibit(document, result)
            alike = (exhibit.what, exhibit.status, exhibit.text)
            earlier = shown.get(alike)
            shown[alike] = exhibit if earlier is None else replace(exhibit, version=f"{earlier.version}, {exhibit.version}")
    yield from shown.values()


def _make_exhibit(document: Document, result: Result) -> Exhibit:
    kind, name, version = result.key
    provision = document.clauses[name] if kind == "clause" else document.exceptions[name]
    seen = result.last_seen.isoformat() if result.last_seen is not None else None
    text = result.passages[0].text if len(result.passages) == 1 else ""
    return Exhibit(f"{kind} {name}", result.pinpoint, version.isoformat(), result.status, seen, text, normalise(provision.locate or ""))
