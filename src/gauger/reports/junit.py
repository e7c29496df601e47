"""Outcomes of policy cases as JUnit XML: a suite for each file, and one each for what is not covered or not noticed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import groupby
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from gauger.reports.cases import Coverage, Mutated, Outcome

_ILLEGAL = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 cannot carry, not even escaped."""

Row = tuple[str, str, str | None]
"""The class and the name of a test case, and why it fails."""


def render_junit(outcomes: Sequence[Outcome], coverage: Coverage | None = None, mutated: Mutated | None = None) -> str:
    """The whole file. A run without a case holds one that fails."""
    suites = [(file, [_tell(o) for o in group]) for file, group in groupby(outcomes, key=lambda o: o.file)]
    if coverage is not None:
        rows = [(p.document, f"{p.kind} {p.name}", None if shown else "no case shows it") for p, shown in coverage.portions]
        suites.append(("coverage", rows))
    if mutated is not None:
        suites.append(
            ("mutation", [(u.document, u.name, None if u.because else f"no case notices it ({u.place})") for u in mutated.unnoticed])
        )
    if not outcomes:
        suites.append(("gauger", [("gauger", "cases", "no case ran, which is a failure")]))
    root = Element("testsuites", _count([row for _, rows in suites for row in rows]))
    for name, rows in suites:
        suite = SubElement(root, "testsuite", {"name": _clean(name), **_count(rows)})
        for kind, case, why in rows:
            shown = SubElement(suite, "testcase", {"classname": _clean(kind), "name": _clean(case)})
            if why is not None:
                failure = SubElement(shown, "failure", {"message": _clean(why.partition("\n")[0])})
                failure.text = _clean(why)
    indent(root)
    return '<?xml version="1.0" encoding="utf-8"?>\n' + tostring(root, encoding="unicode") + "\n"


def _tell(outcome: Outcome) -> Row:
    why = "\n".join(f"{outcome.file}:{line}" for line in outcome.failures) or "the declaration of this case cannot be used"
    return outcome.file, outcome.name, None if outcome.passed else why


def _count(rows: Iterable[Row]) -> dict[str, str]:
    whys = [why for _, _, why in rows]
    return {"tests": str(len(whys)), "failures": str(sum(why is not None for why in whys)), "errors": "0"}


def _clean(text: str) -> str:
    return _ILLEGAL.sub("\ufffd", text)
