"""Findings as workflow commands of GitHub Actions: an annotation each, at the line that declares the act.

GitHub shows ten of each kind and step, so the worst come first, and what is beyond is counted in a last one.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from gauger.findings.model import Exposure, Finding, Verdict
from gauger.reports.listing import list_alerts, relate, tell_alert

MOST = 10
KINDS = {Verdict.PROHIBITED: "error", Verdict.GREY: "warning", Verdict.OPEN: "warning", Verdict.CONDITIONAL: "notice"}
_IN_TEXT = {"%": "%25", "\r": "%0D", "\n": "%0A"}
_IN_PROPERTY = {**_IN_TEXT, ":": "%3A", ",": "%2C"}


def render_annotations(exposures: Sequence[Exposure], root: Path) -> str:
    """One line for each; nothing where there is nothing to look at."""
    alerts = list_alerts(exposures)
    lines = []
    for kind in dict.fromkeys(KINDS.values()):
        of_kind = [finding for finding in alerts if KINDS[finding.severity] == kind]
        lines += [_annotate(kind, finding, root) for finding in of_kind[:MOST]]
        if len(of_kind) > MOST:
            beyond = f"{len(of_kind) - MOST} more of this kind are in the report"
            lines[-1] = f"::{kind} title=Gauger::{_escape(beyond + '; the last that is shown: ' + tell_alert(of_kind[MOST - 1]), _IN_TEXT)}"
    return "".join(f"{line}\n" for line in lines)


def _annotate(kind: str, finding: Finding, root: Path) -> str:
    begin, end = finding.location.begin, finding.location.finish
    place = {"file": relate(finding.location.source.name, root), "line": begin.line, "endLine": end.line}
    if begin.line == end.line:
        place |= {"col": begin.column, "endColumn": end.column}
    title = f"{finding.word}: {finding.citation.title} {finding.citation.pinpoint}"
    properties = ",".join(f"{key}={_escape(str(value), _IN_PROPERTY)}" for key, value in {**place, "title": title}.items())
    return f"::{kind} {properties}::{_escape(f'{tell_alert(finding)} {finding.citation.url}', _IN_TEXT)}"


def _escape(text: str, escapes: dict[str, str]) -> str:
    return "".join(escapes.get(character, character) for character in text)
