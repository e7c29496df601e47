"""Findings as SARIF 2.1.0, for code scanning: a rule for each clause, a result for each finding that counts and is not clear.

Code scanning shows every result as an alert, so clear findings and those that a baseline knows are counted in the properties of the run and
not listed. Paths are relative to the root of the repository, which the caller names; columns count characters.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import quote

from gauger import __version__
from gauger.diagnostics import Diagnostic
from gauger.findings.model import Exposure, Finding, Verdict
from gauger.reports.layout import DISCLAIMER
from gauger.reports.listing import end_sentence, list_alerts, relate, tell_alert
from gauger.text import Span

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
FINGERPRINT = "gaugerFinding/v1"
LEVELS = {Verdict.PROHIBITED: "error", Verdict.GREY: "warning", Verdict.OPEN: "warning", Verdict.CONDITIONAL: "note"}
MOST_LOCATIONS = 1000  # of a result, which is what GitHub takes
MOST_RESULTS = 5000  # of a run, the worst first, which is what GitHub shows


def render_sarif(exposures: Sequence[Exposure], root: Path, mistakes: Sequence[Diagnostic] = ()) -> str:
    """The whole log. `mistakes` of the input are notifications; with an error among them the run was not successful."""
    shown = list_alerts(exposures)
    rules = list(dict.fromkeys((f.document, f.clause) for f in shown))
    of_rule = {(f.document, f.clause): f for f in reversed(shown)}
    run = {
        "tool": {"driver": {**_driver(), "rules": [_rule(of_rule[key]) for key in rules]}},
        "columnKind": "unicodeCodePoints",
        "automationDetails": {"id": "gauger/"},
        "invocations": [_invocation(mistakes, root)],
        "results": [_result(f, rules.index((f.document, f.clause)), root) for f in shown[:MOST_RESULTS]],
        "properties": _properties(exposures, shown),
    }
    return json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, indent=2) + "\n"


def _driver() -> dict[str, Any]:
    return {"name": "Gauger", "version": __version__, "semanticVersion": __version__}


def _properties(exposures: Sequence[Exposure], shown: Sequence[Finding]) -> dict[str, Any]:
    """What the run looked at, and what it found and does not list."""
    findings = [f for exposure in exposures for f in exposure.findings]
    return {
        "asOf": sorted({exposure.as_of.isoformat() for exposure in exposures}),
        "policiesDigest": sorted({exposure.policies_digest for exposure in exposures}),
        "declarations": [exposure.examined.declaration for exposure in exposures],
        "verdicts": {verdict.word: sum(f.verdict is verdict for f in findings) for verdict in Verdict},
        "known": sum(not f.counts for f in findings),
        "left_out": max(len(shown) - MOST_RESULTS, 0),
        "unexamined": sorted({f"{gap.source}: {gap.reason}" for exposure in exposures for gap in exposure.unexamined}),
        "notice": DISCLAIMER,
    }


# --- rules -------------------------------------------------------------------------------------------------------------


def _rule(finding: Finding) -> dict[str, Any]:
    """A clause: what it says, where, and what can be done."""
    cited = finding.citation
    place = f"{cited.title} {cited.pinpoint}"
    remedy = f" {finding.remedy}" if finding.remedy else ""
    plain = end_sentence(f"{place}: {cited.paraphrase}")
    advice = f"\n\n**What can be done.** {_mark(finding.remedy)}" if finding.remedy else ""
    markdown = f"[{_mark(place)}]({cited.url}): {_mark(cited.paraphrase)}{advice}"
    return {
        "id": _name_rule(finding),
        "name": "".join(word.capitalize() for word in finding.clause.split("-")),
        "shortDescription": {"text": end_sentence(place)},
        "fullDescription": {"text": end_sentence(cited.paraphrase)},
        "help": {
            "text": f"{plain}{remedy} {DISCLAIMER}",
            "markdown": f"{markdown}\n\n{DISCLAIMER}",
        },
        "helpUri": cited.url,
        "defaultConfiguration": {"level": "warning"},
        "properties": {"tags": [finding.family, cited.standing], "precision": "high"},
    }


def _name_rule(finding: Finding) -> str:
    """The clause; a slash would say that one rule lies under another."""
    return f"{finding.document.replace('/', '.')}.{finding.clause}"


def _mark(text: str | None) -> str:
    """Text as Markdown shows it: nothing in it is markup."""
    return "".join(f"\\{c}" if c in r"\`*_{}[]<>#+-!|" else c for c in text or "")


# --- results -----------------------------------------------------------------------------------------------------------


def _result(finding: Finding, rule: int, root: Path) -> dict[str, Any]:
    flows = [_code_flow(finding, number, root) for number, path in enumerate(finding.paths) if path.hops]
    result = {
        "ruleId": _name_rule(finding),
        "ruleIndex": rule,
        "level": LEVELS[finding.severity],
        "message": {"text": _message(finding)},
        "locations": [_locate(finding.location, root, quoted=True)],
        "relatedLocations": list(_list_related(finding, root))[:MOST_LOCATIONS],
        "partialFingerprints": {FINGERPRINT: _fingerprint(finding, root)},
        "properties": {
            "finding": finding.id,
            "verdict": finding.word,
            "duty": finding.duty,
            "readings": [f"{a.key} = {a.value}" for d in finding.deciding_sets for a in d.given],
            "versions": [version.isoformat() for version in finding.citation.versions],
            "missing": [missing.key for missing in finding.missing],
        },
    }
    return {**result, "codeFlows": flows} if flows else result


def _message(finding: Finding) -> str:
    """What it is, under what, of what, and on what it turns."""
    turns = [f"It turns on {', '.join(key.partition(':')[2] for key in finding.pivots)}."] if finding.pivots else []
    missing = [end_sentence(f"Missing: {missing.question}") for missing in finding.missing]
    return _escape(" ".join([tell_alert(finding), *turns, *missing]))


def _escape(text: str) -> str:
    """A message in which nothing is a placeholder or a link."""
    for character, escaped in (("\\", "\\\\"), ("{", "{{"), ("}", "}}"), ("[", "\\["), ("]", "\\]")):
        text = text.replace(character, escaped)
    return text


def _list_related(finding: Finding, root: Path) -> Iterator[dict[str, Any]]:
    """The passage, by its clause, and the facts relied upon, where they are declared."""
    cited = finding.citation
    versions = f" (version {', '.join(str(version) for version in cited.versions)})" if cited.versions else ""
    passage = f"{cited.title} {cited.pinpoint}{versions}, {cited.url}: {end_sentence(cited.paraphrase)}"
    yield {
        "id": 1,
        "logicalLocations": [{"fullyQualifiedName": f"{finding.document}#{finding.clause}", "kind": "clause"}],
        "message": {"text": _escape(passage)},
    }
    places: dict[Span, list[str]] = {}
    for fact in finding.facts_relied_on:
        places.setdefault(fact.span, []).append(f"{fact.fact} is {fact.value}")
    for number, (span, said) in enumerate(places.items(), start=2):
        yield {"id": number, **_locate(span, root), "message": {"text": _escape(end_sentence("; ".join(said)))}}


def _code_flow(finding: Finding, number: int, root: Path) -> dict[str, Any]:
    """A route from source to subject: a step for each hop."""
    path = finding.paths[number]
    begun = {"location": {**_locate(path.hops[0].span, root), "message": {"text": _escape(end_sentence(path.origin))}}}
    hops = [{"location": {**_locate(hop.span, root), "message": {"text": _escape(f"{hop.node}, by {hop.manner}.")}}} for hop in path.hops]
    return {"threadFlows": [{"locations": [begun, *hops]}]}


def _locate(span: Span, root: Path, *, quoted: bool = False) -> dict[str, Any]:
    begin, end = span.begin, span.finish
    region: dict[str, Any] = {"startLine": begin.line, "startColumn": begin.column, "endLine": end.line, "endColumn": end.column}
    if quoted:
        region["snippet"] = {"text": span.text}
    return {"physicalLocation": {"artifactLocation": {"uri": quote(relate(span.source.name, root))}, "region": region}}


def _fingerprint(finding: Finding, root: Path) -> str:
    """The same for the same clause over the same act and source of the same file, wherever in the file it stands."""
    return hashlib.sha256(f"{relate(finding.location.source.name, root)}\n{finding.id}".encode()).hexdigest()


# --- what went wrong ---------------------------------------------------------------------------------------------------


def _invocation(mistakes: Sequence[Diagnostic], root: Path) -> dict[str, Any]:
    failed = any(mistake.severity == "error" for mistake in mistakes)
    return {"executionSuccessful": not failed, "toolExecutionNotifications": [_notification(mistake, root) for mistake in mistakes]}


def _notification(mistake: Diagnostic, root: Path) -> dict[str, Any]:
    places = {"locations": [_locate(mistake.span, root)]} if mistake.span is not None else {}
    help_ = f" {end_sentence(mistake.help)}" if mistake.help else ""
    message = {"text": _escape(f"{end_sentence(mistake.message)}{help_}")}
    return {"descriptor": {"id": mistake.code}, "level": mistake.severity, "message": message, **places}
