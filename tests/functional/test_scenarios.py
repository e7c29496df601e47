"""Every scenario on declarations that ship: what is printed lies in `tests/golden/whatif-<scenario>.txt`.

`GAUGER_REGENERATE=1 pytest tests/functional/test_scenarios.py` writes what is printed now; read the difference before committing it.
"""

from __future__ import annotations

import json
import os
import re
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from gauger.app.setting import Setting, load_setting
from gauger.library import find_policies, find_scenarios
from gauger.library.files import read_files
from gauger.policy.model import Document
from tests.functional.command import AS_OF, ROOT, Run, run_gauger

SCENARIOS = sorted(path.name for path in find_scenarios().iterdir())
EXAMPLES = (
    "competitor-through-api/declaration",
    "open-weight-teachers/renamed",
    "classifier-kept-and-released/released",
    "own-model/declaration",
)
TOLD_OF = {"closed-interfaces": EXAMPLES[::3], "weights-bar": EXAMPLES[1::2]}
"""On which declarations a scenario is supposed that is not supposed on all: one that it meets, and the one that loses nothing."""
OWN = "a small model from a large one (Acme AI)"
STANDINGS = re.compile(r"\b(proposed|alleged|reported|admitted|published|withdrawn)\b|\bin force: ")


@cache
def whatif(scenario: str, form: str) -> Run:
    declarations = [f"examples/{name}.yaml" for name in (TOLD_OF.get(scenario, EXAMPLES) if form == "text" else EXAMPLES[:1])]
    return run_gauger("whatif", *declarations, "--scenario", scenario, "--as-of", AS_OF, "--format", form)


@cache
def read_setting(*scenarios: str) -> Setting:
    setting, mistakes = load_setting([find_scenarios() / name for name in scenarios])
    assert setting is not None, mistakes
    return setting


def list_supposed(scenario: str) -> list[Document]:
    known = read_setting().policy.documents
    return [document for document in read_setting(scenario).policy.documents.values() if document.id not in known]


def test_the_scenarios_that_ship_are_these() -> None:
    assert SCENARIOS == ["closed-interfaces", "procurement-bar", "teacher-disclosure", "weights-bar"]


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_a_scenario_on_several_pipelines(scenario: str) -> None:
    run, golden = whatif(scenario, "text"), ROOT / "tests" / "golden" / f"whatif-{scenario}.txt"
    if os.environ.get("GAUGER_REGENERATE"):
        golden.write_text(run.out, encoding="utf-8")
    assert (run.code, run.err) == (1, "")
    assert run.out == golden.read_text(encoding="utf-8")
    assert [line for line in run.out.splitlines() if len(line) > 80 and len(line.split()) > 2] == []


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_it_is_said_that_no_such_rule_is_in_force_and_what_it_is_modelled_on(scenario: str) -> None:
    told = " ".join(whatif(scenario, "text").out.split())
    for document in list_supposed(scenario):
        headline = f"HYPOTHETICAL {document.title} ({document.id}): no such rule is in force"
        begins = f"Supposed from {document.versions[0].date} on: it says nothing of what is done before."
        assert f"{headline} {document.hypothetical} {begins} {document.url}" in told
    assert "No rule marked hypothetical is in force." in told


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_who_trains_on_nothing_of_others_loses_nothing(scenario: str) -> None:
    assert f"  - {OWN}: nothing" in whatif(scenario, "text").out.splitlines()


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_the_json_is_valid_and_says_who_loses_what_and_what_remains(scenario: str) -> None:
    schema = json.loads((ROOT / "docs" / "reference" / "changes.schema.json").read_text(encoding="utf-8"))
    reports: list[dict[str, Any]] = json.loads(whatif(scenario, "json").out)
    jsonschema.Draft202012Validator(schema).validate(reports)
    for report in reports:
        assert {hypothesis["standing"] for hypothesis in report["hypothetical"]} == {"not in force"}
        assert sorted(name for one in report["lost"] for name in one["findings"]) == sorted(c["finding"]["id"] for c in report["worse"])
        assert all(one["by"] == "Acme AI" and one["remains"] is not None for one in report["lost"])
    assert any(one["remains"]["repairs"] for report in reports for one in report["lost"])


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_every_document_of_a_scenario_is_hypothetical_and_names_the_standing_of_its_model(scenario: str) -> None:
    documents = list_supposed(scenario)
    assert documents
    for document in documents:
        assert document.hypothetical is not None
        assert document.hypothetical.startswith("Modelled on ")
        assert "No such rule is in force" in document.hypothetical
        assert STANDINGS.search(document.hypothetical)
        assert all(governed.everything for governed in document.governs)


def test_no_scenario_is_among_the_rules_that_a_check_reads() -> None:
    files, mistakes = read_files([find_policies()])
    assert (mistakes, [f.name for f in files if "scenarios/" in f.relative]) == ((), [])
    assert [d.id for d in read_setting().policy.documents.values() if d.hypothetical is not None] == []
    run = run_gauger("check", f"examples/{EXAMPLES[0]}.yaml", "--as-of", AS_OF, "--format", "json")
    assert "-lawmaker/" not in run.out


def test_all_scenarios_can_be_supposed_at_once() -> None:
    run = run_gauger(
        "whatif", f"examples/{EXAMPLES[0]}.yaml", *(f"--scenario={name}" for name in SCENARIOS), "--as-of", AS_OF, "--up-to", "0"
    )
    assert (run.code, run.err, run.out.count("HYPOTHETICAL")) == (1, "", len(SCENARIOS))


@pytest.mark.parametrize(("bodies", "told"), [("[US]", "prohibited"), ("[FR]", ""), ("[]", "")])
def test_a_supply_to_public_bodies_is_declared_and_lost(bodies: str, told: str, tmp_path: Path) -> None:
    text = (ROOT / "examples" / "classifier-kept-and-released" / "released.yaml").read_text(encoding="utf-8")
    supplied = text.replace(
        "form: open-weights, license: apache-2.0, to: [public], commercial: false",
        f"form: hosted-api, to: [customers], commercial: true, origin-stated: yes, public-bodies: {bodies}",
    )
    assert supplied != text
    declaration = tmp_path / "supplied.yaml"
    declaration.write_text(supplied, encoding="utf-8")
    run = run_gauger("whatif", declaration, "--scenario", "procurement-bar", "--as-of", AS_OF)
    assert (run.code, run.err) == (1 if told else 0, "")
    assert (f"- for Acme AI: router, let out as hosted-api to customers: {told}" in run.out) is bool(told)
    assert run_gauger("check", declaration, "--as-of", AS_OF).err == ""


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_the_cases_of_a_scenario_cover_it(scenario: str) -> None:
    lint = run_gauger("lint", "--policies", f"policies/scenarios/{scenario}", "--as-of", AS_OF)
    assert (lint.code, lint.err, lint.out) == (0, "", "0 warnings\n")
    cases = (find_scenarios() / scenario / f"{scenario}.cases.yaml").read_text(encoding="utf-8")
    for document in list_supposed(scenario):
        for exception in document.exceptions:
            assert re.search(rf"\b{exception}: (always|never)", cases), exception
        for concept in document.concepts:
            assert re.search(rf"pivots: \[{concept}\]", cases), concept


def test_cases_of_a_scenario_know_no_other_scenario_and_the_usual_run_none_of_them() -> None:
    run = run_gauger("test", "policies/scenarios")
    assert (run.code, run.err) == (0, "")
    assert re.fullmatch(r"(\d+) cases: \1 passed, 0 failed\n", run.out)
    assert "made up" not in run_gauger("terms").out
    only = "a model on weights of a lab that is alleged"
    assert run_gauger("test", "--only", only).out == "no case ran, which is a failure\n"
    assert run_gauger("test", "policies/scenarios", "--only", only).out == "1 case: 1 passed, 0 failed\n"
