"""Findings as JUnit XML: a suite for each declaration, a test case for each clause and what it speaks to."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from gauger.findings.model import Exposure, Finding, Verdict
from gauger.reports.listing import tell_alert

_ILLEGAL = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 cannot carry, not even escaped."""


def render_judgements(exposures: Sequence[Exposure], reaches: Callable[[Finding], bool]) -> str:
    """The whole file. What reaches its threshold fails, or is an error where facts alone are missing; what a baseline knows is skipped."""
    root = Element("testsuites", {"name": "gauger"})
    for exposure in exposures:
        suite = SubElement(root, "testsuite", {"name": _clean(exposure.examined.declaration)})
        outcomes = [_add(suite, finding, reaches) for finding in exposure.findings]
        for name in ("failure", "error", "skipped"):
            suite.set("skipped" if name == "skipped" else f"{name}s", str(outcomes.count(name)))
        suite.set("tests", str(len(outcomes)))
    indent(root)
    return '<?xml version="1.0" encoding="utf-8"?>\n' + tostring(root, encoding="unicode") + "\n"


def _add(suite: Element, finding: Finding, reaches: Callable[[Finding], bool]) -> str:
    place = finding.location
    names = {"classname": f"{finding.document}#{finding.clause}", "name": finding.id.partition("@")[2]}
    shown = SubElement(suite, "testcase", {key: _clean(text) for key, text in {**names, "file": place.source.name}.items()})
    shown.set("line", str(place.begin.line))
    outcome = _tell(finding, reaches)
    text = _clean(f"{tell_alert(finding)} {finding.citation.url}")
    if outcome == "passed":
        SubElement(shown, "system-out").text = text
    else:
        SubElement(shown, outcome, {"message": _clean(finding.word)}).text = text
    return outcome


def _tell(finding: Finding, reaches: Callable[[Finding], bool]) -> str:
    if not finding.counts:
        return "skipped"
    if not reaches(finding):
        return "passed"
    return "error" if finding.severity is Verdict.OPEN else "failure"


def _clean(text: str) -> str:
    return _ILLEGAL.sub("\ufffd", text)
