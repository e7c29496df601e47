"""Which rules the cases of a scenario run under."""

from __future__ import annotations

from pathlib import Path

from gauger.app.testing import find_scenario_of
from tests.unit.cli.running import run, write

RULES = """document {name}/rule
  title      "A made-up rule"
  publisher  {name}
  url        "https://{name}.example/rule"
  encoded    by "somebody" on 2026-11-23
  hypothetical "Modelled on nothing. No such rule is in force."
  governs    everything

  version 2026-01-01

  clause ban
    at       "1"
    says     "Nothing is trained on output."
    locate   "nothing is trained"
    forbids  train model using output
"""
CASES = """- case: output trains a model
  as-of: 2026-11-23
  declaration:
    gauger: 1
    project: assistant
    party: {name: Acme, namespace: acme}
    artifacts:
      teacher: {model: openai/gpt-oss-120b}
      rows:    {dataset: acme/rows}
      student: {model: acme/student}
    steps:
      - {id: ask, does: generate, with: teacher, via: local, data: [], output: [completions], conduct: [], date: 2026-03-02, yields: rows}
      - {id: train, does: train, stage: sft, from: [], data: [rows], feedback: [], date: 2026-03-12, yields: student}
    releases: []
  expect:
    - {clause: ban, verdict: VERDICT}
"""


def make_scenario(pack: Path, name: str, verdict: str = "prohibited") -> Path:
    folder = pack / "scenarios" / name
    folder.mkdir(parents=True)
    write(folder, "publisher.tos", f'publisher {name}\n  title    "{name}"\n')
    write(folder, "rule.tos", RULES.format(name=name))
    return write(folder, "rule.cases.yaml", CASES.replace("VERDICT", verdict))


def test_cases_of_a_scenario_run_under_its_rules(tmp_path: Path) -> None:
    cases = make_scenario(tmp_path, "somewhere")
    for path in (cases, cases.parent, cases.parent.parent):
        result = run("test", path)
        assert (result.exit_code, result.stdout, result.stderr) == (0, "1 case: 1 passed, 0 failed\n", "")


def test_each_scenario_runs_without_the_others(tmp_path: Path) -> None:
    make_scenario(tmp_path, "somewhere")
    other = make_scenario(tmp_path, "elsewhere")
    write(
        other.parent, "rule.cases.yaml", CASES.replace("clause: ban, verdict: VERDICT", 'clause: "somewhere/rule#ban", verdict: prohibited')
    )
    result = run("test", tmp_path / "scenarios")
    assert result.exit_code == 2
    assert "error[G455]: there is no clause `somewhere/rule#ban`" in result.stderr
    assert result.stderr.count("error[") == 1


def test_a_pack_runs_without_the_scenarios_in_it(tmp_path: Path) -> None:
    make_scenario(tmp_path, "somewhere", verdict="clear")
    assert run("test", tmp_path).stdout == "no case ran, which is a failure\n"


def test_mistakes_in_the_rules_of_a_scenario_are_told_once(tmp_path: Path) -> None:
    cases = make_scenario(tmp_path, "somewhere")
    write(cases.parent, "rule.tos", RULES.format(name="somewhere").replace("using output", "using outputs"))
    write(cases.parent, "more.cases.yaml", CASES)
    result = run("test", cases.parent)
    assert result.exit_code == 2
    assert result.stderr.count("`outputs`") == 1


def test_a_folder_of_scenarios_counts_where_it_holds_policies(tmp_path: Path) -> None:
    cases = make_scenario(tmp_path, "somewhere")
    assert find_scenario_of(cases) == cases.parent.resolve()
    (tmp_path / "scenarios" / "mine").mkdir()
    assert find_scenario_of(write(tmp_path / "scenarios" / "mine", "a.cases.yaml", CASES)) is None
    assert find_scenario_of(write(tmp_path, "a.cases.yaml", CASES)) is None
