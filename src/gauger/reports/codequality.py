"""Findings as a code quality report of GitLab: one object each, with a fingerprint that no other has."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path

from gauger.findings.model import Exposure, Verdict
from gauger.reports.listing import list_alerts, relate, tell_alert

SEVERITIES = {Verdict.PROHIBITED: "critical", Verdict.GREY: "major", Verdict.OPEN: "major", Verdict.CONDITIONAL: "minor"}


def render_code_quality(exposures: Sequence[Exposure], root: Path) -> str:
    """The list, worst first."""
    found = []
    for finding in list_alerts(exposures):
        path = relate(finding.location.source.name, root)
        found.append(
            {
                "description": tell_alert(finding),
                "check_name": f"{finding.document}#{finding.clause}",
                "fingerprint": hashlib.sha256(f"{path}\n{finding.id}".encode()).hexdigest(),
                "severity": SEVERITIES[finding.severity],
                "location": {"path": path, "lines": {"begin": finding.location.begin.line, "end": finding.location.finish.line}},
            }
        )
    return json.dumps(found, indent=2) + "\n"
