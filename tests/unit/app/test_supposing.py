"""Rules that are not in force, put beside those that are."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from gauger.app.supposing import find_scenario, list_scenarios
from gauger.diagnostics import Diagnostic
from gauger.library import find_scenarios
from tests.unit.cli.running import AS_OF, run, write

RULE = """document somewhere/rule
  title      "A made-up rule"
  publisher  somewhere
  url        "https://somewhere.example/rule"
  encoded    by "somebody" on 2026-11-23
  hypothetical "Modelled on nothing. No such rule is in force."
  governs    everything

  version 2026-01-01

  clause no-letting-out
    at       "1"
    says     "No model is let out under the moon."
    locate   "let out under the moon"
    forbids  release model using output
    when     release.moonlit is yes

  clause no-training
    at       "2"
    says     "Nothing is trained on what closed models returned."
    locate   "trained on what closed models"
    forbids  train model using output
    when     source.publisher is anthropic
"""
WORDS = 'attribute release.moonlit\n  says     "Whether the moon shines on it."\n  yes or no\n  changes  at cost 3\n'
DECLARATION = """gauger: 1
project: assistant
party: {name: Acme AI, namespace: acme, kind: company, established-in: FR, operates-in: [FR]}
artifacts:
  teacher: {model: openai/gpt-oss-120b}
  rows:    {dataset: acme/rows}
  student: {model: acme/student, task: chat, scope: general, capabilities: [text]}
steps:
  - {id: ask, does: generate, with: teacher, via: local, data: [], output: [completions], conduct: [], date: 2026-03-02, yields: rows}
  - {id: train, does: train, stage: sft, from: [], data: [rows], feedback: [], date: 2026-03-12, yields: student}
releases:
  - {id: first, artifact: student, form: hosted-api, to: [customers], date: planned, MOON}
"""


@pytest.fixture
def scenario(tmp_path: Path) -> Path:
    folder = tmp_path / "moon"
    folder.mkdir()
    write(folder, "publisher.tos", 'publisher somewhere\n  title    "Somewhere"\n')
    write(folder, "vocabulary.tos", WORDS)
    write(folder, "rule.tos", RULE)
    return folder


def suppose(scenario: Path, *, moon: str = "moonlit: yes", more: tuple[str, ...] = ()) -> tuple[int, str, str]:
    declaration = write(scenario.parent, "gauger.yaml", DECLARATION.replace("MOON", moon))
    result = run("whatif", declaration, "--scenario", scenario, *AS_OF, *more)
    return result.exit_code, result.stdout, result.stderr


def test_a_scenario_that_ships_is_found_by_its_name_and_another_by_its_folder(scenario: Path) -> None:
    assert find_scenario("weights-bar") == find_scenarios() / "weights-bar"
    assert find_scenario(str(scenario)) == scenario
    assert "weights-bar" in list_scenarios()


def test_a_slip_in_the_name_of_a_scenario_is_told_with_the_nearest() -> None:
    wrong, unknown = find_scenario("weight-bar"), find_scenario("something else")
    assert isinstance(wrong, Diagnostic)
    assert (wrong.code, wrong.message, wrong.help) == ("G486", "there is no scenario `weight-bar`", "did you mean `weights-bar`?")
    assert isinstance(unknown, Diagnostic)
    assert unknown.help == f"there are: {', '.join(list_scenarios())}; or name a folder of policies"


def test_facts_that_only_the_rules_supposed_ask_for_can_be_declared(scenario: Path) -> None:
    code, out, err = suppose(scenario)
    assert (code, err) == (1, "")
    assert "- for Acme AI: student, let out as hosted-api to customers: prohibited" in out
    assert "make `moonlit` of `first` no (now yes)" in out
    assert suppose(scenario, moon="moonlit: no")[0] == 0


def test_a_fact_that_is_left_out_leaves_what_is_lost_open(scenario: Path) -> None:
    code, out, _ = suppose(scenario, moon="commercial: true")
    assert code == 1
    assert "to customers: open" in out
    assert "    turns on first.moonlit\n" in out


def test_remedies_are_left_out_where_none_are_asked_for(scenario: Path) -> None:
    _, out, _ = suppose(scenario, more=("--up-to", "0"))
    assert "WHAT IS AT STAKE" in out
    assert "WHAT REMAINS" not in out
    (report,) = json.loads(suppose(scenario, more=("--up-to", "0", "--format", "json"))[1])
    assert (report["repairs"], [one["remains"] for one in report["lost"]]) == (None, [None])


def test_rules_that_nobody_marked_hypothetical_are_supposed_all_the_same_and_told(scenario: Path) -> None:
    write(scenario, "rule.tos", "\n".join(line for line in RULE.split("\n") if "hypothetical" not in line))
    code, out, _ = suppose(scenario)
    assert code == 1
    assert out.startswith("supposing that A made-up rule (somewhere/rule) is among the rules\n")
    assert "HYPOTHETICAL" not in out
    assert "No rule marked hypothetical" not in out


def test_what_remains_for_one_loss_alone_is_told_where_nothing_clears_all(scenario: Path) -> None:
    text = (
        DECLARATION.replace("MOON", "moonlit: yes")
        .replace("openai/gpt-oss-120b", "anthropic/claude-opus-4.5")
        .replace("via: local", "via: anthropic/api")
    )
    declaration = write(scenario.parent, "gauger.yaml", text)
    (report,) = json.loads(run("whatif", declaration, "--scenario", scenario, "--format", "json", *AS_OF, "--up-to", "3").stdout)
    assert report["repairs"]["repairs"] == []
    assert [(one["act"], len(one["remains"]["repairs"])) for one in report["lost"]] == [
        ("release model: first", 1),
        ("train model: train", 0),
    ]
    out = run("whatif", declaration, "--scenario", scenario, *AS_OF, "--up-to", "3").stdout
    out = " ".join(run("whatif", declaration, "--scenario", scenario, *AS_OF, "--up-to", "3").stdout.split())
    assert (
        "up to a cost of 3 no set of edits does "
        "for student, let out as hosted-api to customers alone: 3 make `moonlit` of `first` no (now yes) "
        "for student (train model: train) alone: no set of edits does" in out
    )


def test_several_declarations_are_told_together_and_a_mistake_in_one_stops_all(scenario: Path) -> None:
    first = write(scenario.parent, "a.yaml", DECLARATION.replace("MOON", "moonlit: yes"))
    second = write(scenario.parent, "b.yaml", DECLARATION.replace("MOON", "moonlit: no").replace("project: assistant", "project: helper"))
    out = run("whatif", first, second, "--scenario", scenario, *AS_OF).stdout
    assert (
        "WHICH PIPELINES LOSE WHAT\n"
        "  - assistant (Acme AI): student, let out as hosted-api to customers: prohibited\n"
        "  - helper (Acme AI): nothing\n" in out
    )
    broken = write(scenario.parent, "c.yaml", DECLARATION.replace("MOON", "moonlight: yes"))
    result = run("whatif", first, broken, "--scenario", scenario, *AS_OF)
    assert (result.exit_code, result.stdout) == (2, "")
    assert "error[G360]: no vocabulary declares `moonlight` of a release" in result.stderr


EARLY = """gauger: 1
project: early
party: {name: Acme AI, kind: company, namespace: acme, established-in: US, operates-in: [US], monthly-active-users: 40000}
artifacts:
  teacher: {model: meta-llama/Llama-3.1-70B-Instruct}
  rows:    {dataset: acme/rows, origin: []}
  student: {model: acme/student, task: chat, scope: general, capabilities: [text]}
steps:
  - {id: ask, does: generate, with: teacher, via: local, data: [], output: [completions], conduct: [], date: 2026-03-02, yields: rows}
  - {id: train, does: train, stage: sft, from: [], data: [rows], feedback: [], date: 2026-03-12, yields: student}
releases:
  - {id: first, artifact: student, name: Student, form: open-weights, to: [public], date: 2026-04-01}
"""


def suppose_day(tmp_path: Path, text: str, day: str) -> dict[str, Any]:
    run_ = run("whatif", write(tmp_path, "gauger.yaml", text), "--on", day, "--up-to", "0", "--format", "json", *AS_OF)
    assert run_.stderr == ""
    (report,) = json.loads(run_.stdout)
    assert run_.exit_code == bool(report["worse"])
    return dict(report)


def test_on_a_day_before_the_model_was_released_nothing_is_better(tmp_path: Path) -> None:
    report = suppose_day(tmp_path, EARLY, "2024-07-01")
    assert (report["better"], report["worse"]) == ([], [])
    assert {change["because"] for change in report["unjudged"]} == {
        "`ask` could not be done on 2024-07-01: `teacher` was released on 2024-07-23"
    }
    assert {(change["before"], change["after"]) for change in report["unjudged"]} >= {("conditional", None), ("clear", None)}


def test_on_a_day_before_the_oldest_text_nothing_is_better(tmp_path: Path) -> None:
    text = EARLY.replace("Instruct}", "Instruct, released: 2024-01-01}")
    report = suppose_day(tmp_path, text, "2024-07-01")
    assert (report["better"], report["worse"]) == ([], [])
    assert {change["because"] for change in report["unjudged"]} == {
        "no text of `meta/llama-3.1` was in force on 2024-07-01: the oldest that is encoded is of 2024-07-23",
    }


def test_what_strangers_did_stays_when_it_was_and_what_is_later_than_all_texts_is_examined(tmp_path: Path) -> None:
    assert suppose_day(tmp_path, EARLY, "2026-10-01")["unjudged"] == []
    text = EARLY.replace(
        "releases:", "  - {id: theirs, does: evaluate, with: teacher, via: local, by: strangers, date: 2026-03-02}\nreleases:"
    )
    report = suppose_day(tmp_path, text, "2024-07-01")
    assert {change["because"][:5] for change in report["unjudged"]} == {"`ask`"}
