"""What was there before: findings that a baseline knows do not fail a run, however they would.

A finding is known where the same clause speaks to the same act over the same source by the same paths, in the same declaration, and is no
worse than it was. Another path, another clause or a worse verdict is something new.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from gauger.findings.model import Exposure, Finding, Verdict
from gauger.text.values import dataclass, replace

Key = tuple[str, str, str]
"""The declaration, the id of the finding, the digest of its paths."""


@dataclass(frozen=True, slots=True)
class Baseline:
    """Findings as they were on the day of the question, by which program and which policies; severities by key."""

    as_of: date
    tool: str
    policies_digest: str
    known: Mapping[Key, Verdict]


def take_baseline(exposures: Sequence[tuple[str, Exposure]], as_of: date, tool: str) -> Baseline:
    """All that is not clear, each exposure under the name that its declaration has in the baseline."""
    found = [(key_of(name, finding), finding) for name, exposure in exposures for finding in exposure.findings]
    known = {key: finding.severity for key, finding in found if finding.severity is not Verdict.CLEAR}
    digests = sorted({exposure.policies_digest for _, exposure in exposures})
    return Baseline(as_of, tool, digests[0] if digests else "", dict(sorted(known.items())))


def mark_known(name: str, exposure: Exposure, baseline: Baseline) -> Exposure:
    """The exposure, with what the baseline knows no longer counting."""
    return replace(exposure, findings=tuple(replace(f, counts=not _is_known(name, f, baseline)) for f in exposure.findings))


def find_gone(exposures: Sequence[tuple[str, Exposure]], baseline: Baseline) -> Iterator[Key]:
    """What the baseline knows of the declarations that were judged and what is no longer there."""
    there = {
        key_of(name, finding) for name, exposure in exposures for finding in exposure.findings if finding.severity is not Verdict.CLEAR
    }
    names = {name for name, _ in exposures}
    return (key for key in baseline.known if key[0] in names and key not in there)


def key_of(name: str, finding: Finding) -> Key:
    """What a finding is known by."""
    return name, finding.id, digest_paths(finding)


def digest_paths(finding: Finding) -> str:
    """Of where the routes of a finding pass and in what manner; where they are written in the file makes no difference."""
    routes = sorted("\n".join([path.origin, *(f"{hop.manner} {hop.node}" for hop in path.hops)]) for path in finding.paths)
    return hashlib.sha256("\n\n".join(routes).encode()).hexdigest()[:16]


def _is_known(name: str, finding: Finding, baseline: Baseline) -> bool:
    severity = baseline.known.get(key_of(name, finding))
    return severity is not None and finding.severity <= severity
