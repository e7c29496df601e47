"""The log for code scanning: a rule for each clause, a result for each finding that counts and is not clear, paths from the root."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from gauger.diagnostics import Diagnostic, Label
from gauger.findings.model import Finding, Verdict
from gauger.reports.sarif import render_sarif
from gauger.text import Source, Span
from tests.unit.findings.building import expose, make_finding, settle, span

ROOT = Path()
FINDINGS = [replace(settle(verdict, duty="unmet" if verdict is Verdict.CONDITIONAL else None), clause=verdict.word) for verdict in Verdict]


def log(*findings: Finding, root: Path = ROOT, mistakes: tuple[Diagnostic, ...] = ()) -> Any:
    return json.loads(render_sarif([expose(*findings)], root, mistakes))["runs"][0]


def test_worst_first_and_nothing_that_is_clear_or_known() -> None:
    run = log(*FINDINGS, replace(settle(Verdict.PROHIBITED), id="known#finding@act:source", counts=False))
    assert [(r["properties"]["verdict"], r["level"]) for r in run["results"]] == [
        ("conditional", "error"),
        ("prohibited", "error"),
        ("grey", "warning"),
        ("open", "warning"),
    ]
    assert run["properties"]["verdicts"] == {"clear": 1, "conditional": 1, "open": 1, "grey": 1, "prohibited": 2}
    assert run["properties"]["known"] == 1


def test_a_rule_for_each_clause_with_everything_that_it_must_have() -> None:
    run = log(*FINDINGS, FINDINGS[-1])
    rules = run["tool"]["driver"]["rules"]
    assert len({rule["id"] for rule in rules}) == len(rules) == 4
    assert [rules[result["ruleIndex"]]["id"] for result in run["results"]] == [result["ruleId"] for result in run["results"]]
    for rule in rules:
        assert all(rule[key]["text"].endswith(".") for key in ("shortDescription", "fullDescription", "help"))
        assert rule["helpUri"] == "https://acme.example/terms"
        assert "/" not in rule["id"]


def test_a_result_names_its_place_its_facts_its_paths_and_its_finding() -> None:
    finding = make_finding()
    (result,) = log(finding)["results"]
    place = result["locations"][0]["physicalLocation"]
    assert place["artifactLocation"] == {"uri": "gauger.yaml"}
    begin, end = finding.location.begin, finding.location.finish
    assert place["region"] == {
        "startLine": begin.line, "startColumn": begin.column, "endLine": end.line, "endColumn": end.column,
        "snippet": {"text": finding.location.text},
    }  # fmt: skip
    passage, *facts = result["relatedLocations"]
    assert passage["logicalLocations"] == [{"fullyQualifiedName": f"{finding.document}#{finding.clause}", "kind": "clause"}]
    assert finding.citation.pinpoint in passage["message"]["text"]
    assert len(facts) == len({fact.span for fact in finding.facts_relied_on})
    assert [place["id"] for place in result["relatedLocations"]] == list(range(1, len(facts) + 2))
    assert len(result["codeFlows"]) == len(finding.paths) > 1
    assert [len(flow["threadFlows"][0]["locations"]) for flow in result["codeFlows"]] == [1 + len(path.hops) for path in finding.paths]
    assert result["properties"]["finding"] == finding.id


def test_the_fingerprint_stays_when_lines_move_and_not_when_the_finding_is_another() -> None:
    def fingerprint(finding: Finding) -> str:
        found: str = log(finding)["results"][0]["partialFingerprints"]["gaugerFinding/v1"]
        return found

    finding = settle(Verdict.GREY)
    assert fingerprint(finding) == fingerprint(replace(finding, location=span(20), verdict=Verdict.PROHIBITED))
    assert fingerprint(finding) != fingerprint(replace(finding, id="another#clause@act:source"))


def test_paths_are_from_the_root_and_no_message_holds_a_placeholder_or_a_link() -> None:
    source = Source("models/a model/[x].yaml", "some text")
    finding = replace(settle(Verdict.GREY), location=Span(source, 0, 4), act="train {0}: [link](https://x)")
    (result,) = log(finding, root=Path("models"))["results"]
    assert result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "a%20model/%5Bx%5D.yaml"
    assert r"train {{0}}: \[link\](https://x)" in result["message"]["text"]


def test_markup_of_a_clause_is_shown_as_it_stands() -> None:
    finding = settle(Verdict.GREY)
    cited = replace(finding.citation, paraphrase="<b>*bold*</b> [x](y)")
    (rule,) = log(replace(finding, citation=cited))["tool"]["driver"]["rules"]
    assert r"\<b\>\*bold\*\</b\> \[x\](y)" in rule["help"]["markdown"]


@pytest.mark.parametrize(("severity", "successful"), [("error", False), ("warning", True)])
def test_what_is_wrong_with_the_input_is_a_notification(severity: Any, successful: bool) -> None:
    mistake = Diagnostic("G999", "the key `x` is wrong", (Label(span(3)),), "write {y}", severity)
    (invocation,) = log(mistakes=(mistake, replace(mistake, labels=(), help=None)))["invocations"]
    assert invocation["executionSuccessful"] is successful
    placed, placeless = invocation["toolExecutionNotifications"]
    assert (placed["level"], placed["message"]["text"]) == (severity, "the key `x` is wrong. write {{y}}.")
    assert placed["locations"][0]["physicalLocation"]["region"]["startLine"] == 3
    assert "locations" not in placeless


def test_a_run_over_nothing_is_a_log_too() -> None:
    run = json.loads(render_sarif([], ROOT))["runs"][0]
    assert (run["results"], run["tool"]["driver"]["rules"]) == ([], [])
