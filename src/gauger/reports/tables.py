"""Findings as a table: comma separated values for a spreadsheet, Markdown for a comment or a step summary."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from gauger.findings.model import Exposure, Finding
from gauger.reports.layout import DISCLAIMER, count
from gauger.reports.listing import list_alerts, relate

COLUMNS = (
    "declaration", "verdict", "duty", "counts", "family", "document", "clause", "title", "pinpoint", "versions", "act", "source", "line",
    "causes", "turns on", "missing", "paraphrase", "url", "last seen", "finding",
)  # fmt: skip
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_MARKUP = "\\`*_{}[]<>|#~"


def render_csv(exposures: Sequence[Exposure], root: Path) -> str:
    """Every finding, clear ones too. What a spreadsheet would take for a formula is text."""
    written = io.StringIO()
    rows = csv.writer(written, lineterminator="\r\n")
    rows.writerow(COLUMNS)
    for exposure in exposures:
        for finding in exposure.findings:
            rows.writerow([_defuse(text) for text in _row(exposure, finding, root)])
    return written.getvalue()


def _row(exposure: Exposure, finding: Finding, root: Path) -> tuple[str, ...]:
    cited = finding.citation
    return (
        relate(exposure.examined.declaration, root), finding.word, finding.duty or "", "yes" if finding.counts else "no", finding.family,
        finding.document, finding.clause, cited.title, cited.pinpoint, " ".join(str(version) for version in cited.versions), finding.act,
        finding.source, str(finding.location.begin.line), " ".join(finding.causes), " ".join(finding.pivots),
        " ".join(missing.key for missing in finding.missing), cited.paraphrase, cited.url, str(cited.last_seen or ""), finding.id,
    )  # fmt: skip


def _defuse(text: str) -> str:
    return f"'{text}" if text.startswith(_FORMULA) else text


# --- Markdown ----------------------------------------------------------------------------------------------------------


def render_markdown(exposures: Sequence[Exposure], root: Path) -> str:
    """What was examined, what somebody has to look at in a table, what was not examined."""
    return "\n".join([*_head(exposures), *_table(list_alerts(exposures), root), *_gaps(exposures, root), f"<sub>{DISCLAIMER}</sub>", ""])


def _head(exposures: Sequence[Exposure]) -> Iterator[str]:
    findings = [finding for exposure in exposures for finding in exposure.findings]
    words = Counter(finding.word for finding in sorted(findings, key=lambda f: (-f.verdict, f.norm == "assigns")))
    verdicts = [f"{number} {word}" for word, number in words.items()]
    known = sum(not finding.counts for finding in findings)
    clauses = sum(exposure.examined.clauses for exposure in exposures)
    yield f"### Gauger: {', '.join(verdicts) or 'no findings'}{f'; {known} known to the baseline' if known else ''}"
    yield ""
    yield f"{count(len(exposures), 'declaration')}, {count(clauses, 'clause')} examined."
    yield ""


def _table(alerts: Sequence[Finding], root: Path) -> Iterator[str]:
    if not alerts:
        return
    yield "| Verdict | Clause | What | Where | Turns on |"
    yield "|---|---|---|---|---|"
    for finding in alerts:
        cited, place = finding.citation, finding.location
        duty = f" (duty {finding.duty})" if finding.duty else ""
        clause = f"[{_mark(f'{cited.title} {cited.pinpoint}')}]({cited.url})"
        what = f"{_mark(cited.paraphrase)}<br>{_mark(f'{finding.act}, resting on {finding.source}')}"
        where = _mark(f"{relate(place.source.name, root)}:{place.begin.line}")
        turns = _mark(", ".join(key.partition(":")[2] for key in finding.pivots))
        yield f"| **{finding.word}**{duty} | {clause} | {what} | {where} | {turns} |"
    yield ""


def _gaps(exposures: Sequence[Exposure], root: Path) -> Iterator[str]:
    gaps = [gap for exposure in exposures for gap in exposure.unexamined]
    if not gaps:
        return
    yield "Not examined:"
    yield ""
    for gap in gaps:
        yield f"- {_mark(f'{gap.source}: {gap.reason} ({relate(gap.span.source.name, root)}:{gap.span.begin.line})')}"
    yield ""


def _mark(text: str) -> str:
    """Text as Markdown shows it, in one line: nothing in it is markup."""
    return "".join(f"\\{c}" if c in _MARKUP else c for c in " ".join(text.split()))
