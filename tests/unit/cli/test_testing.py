"""`gauger test` over a pack of one document: what its cases cover, what they would not notice, and the formats."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from tests.unit.cli.running import run, write

RULES = """publisher acme
  title    "Acme"
  products text

channel acme/api
  title "Acme API"

document acme/terms
  title      "Acme Terms"
  publisher  acme
  url        "https://acme.example/terms"
  encoded    by "somebody" on 2026-11-23
  governs    acme/api

  version 2026-01-01

  clause no-training
    at       "1"
    says     "Nothing is trained on output, from March on."
    locate   "nothing is trained"
    in force from 2026-03-01
    forbids  train model using output
    when     wide(model)
    except   small

  exception small
    at       "2"
    says     "Classifiers are free."
    locate   "classifiers are free"
    when     model.task is classification

  concept wide(model)
    asks     "Is it wide?"
    reading general
      says   "It is general."
      when   model.scope is general
    reading any
      says   "Whatever it is."
      when   always
    order    general narrower than any
"""
CASES = """- case: a general model
  as-of: 2026-11-23
  declaration:
    gauger: 1
    project: assistant
    party: {name: Acme, namespace: acme}
    artifacts:
      teacher: {model: acme/teacher, publisher: acme, license: []}
      rows:    {dataset: acme/rows}
      student: {model: acme/student, task: chat, scope: general}
    steps:
      - {id: ask, does: generate, with: teacher, via: acme/api, data: [], output: [completions], date: 2026-03-02, yields: rows}
      - {id: train, does: train, stage: sft, from: [], data: [rows], feedback: [], date: 2026-03-12, yields: student}
    releases: []
  expect:
    - {clause: no-training, verdict: prohibited, exceptions: {small: never}}
- case: a classifier
  like: a general model
  with: {artifacts.student.task: classification}
  expect:
    - {clause: no-training, verdict: clear, exceptions: {small: always}}
"""
NARROW = """- case: a narrow model
  like: a general model
  with: {artifacts.student.scope: narrow}
  expect:
    - {clause: no-training, verdict: grey, pivots: [wide]}
"""
EARLIER = """- case: before March
  like: a general model
  with: {steps.ask.date: 2026-02-27, steps.train.date: 2026-02-28}
  expect:
    - {clause: no-training, verdict: not engaged}
- case: on the first day
  like: a general model
  with: {steps.ask.date: 2026-03-01, steps.train.date: 2026-03-01}
  expect:
    - {clause: no-training, verdict: prohibited}
"""


def make_pack(folder: Path, cases: str) -> Path:
    write(folder, "terms.tos", RULES)
    write(folder, "terms.cases.yaml", cases)
    return folder


def test_what_no_case_shows_is_named_and_fails(tmp_path: Path) -> None:
    pack = make_pack(tmp_path, CASES)
    result = run("test", pack, "--policies", pack, "--coverage")
    assert (result.exit_code, result.stderr) == (1, "")
    assert result.stdout == (
        "NOT COVERED  acme/terms: reading wide as general\n"
        "NOT COVERED  acme/terms: reading wide as any\n"
        "covered: 1 of 1 clause, 2 of 2 outcomes, 2 of 2 exceptions, 0 of 2 readings, 1 of 1 version\n"
        "2 cases: 2 passed, 0 failed\n"
    )


def test_what_cases_show_together_passes(tmp_path: Path) -> None:
    pack = make_pack(tmp_path, CASES + NARROW)
    result = run("test", pack, "--policies", pack, "--coverage")
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.splitlines()[0].endswith("2 of 2 readings, 1 of 1 version")


def test_a_case_that_fails_shows_nothing(tmp_path: Path) -> None:
    pack = make_pack(tmp_path, CASES.replace("verdict: clear", "verdict: open") + NARROW)
    result = run("test", pack, "--policies", pack, "--coverage", "--mutate")
    assert result.exit_code == 1
    assert "NOT COVERED  acme/terms: exception small holds\n" in result.stdout
    assert "mutant" not in result.stdout


def test_a_document_without_cases_is_not_covered(tmp_path: Path) -> None:
    pack = make_pack(tmp_path, CASES + NARROW)
    write(pack, "more.tos", RULES.partition("document")[2].join(["document", ""]).replace("acme/terms", "acme/more"))
    result = run("test", pack, "--policies", pack, "--coverage")
    assert result.exit_code == 1
    assert "NOT COVERED  acme/more: clause no-training\n" in result.stdout


def test_what_no_case_notices_is_named_and_fails(tmp_path: Path) -> None:
    pack = make_pack(tmp_path, CASES + NARROW)
    result = run("test", pack, "--policies", pack, "--mutate")
    assert (result.exit_code, result.stderr) == (1, "")
    places = f"NOT NOTICED  {pack}/terms.tos:17: acme/terms: clause no-training: in force from 2026-03-01"
    assert result.stdout == (
        f"{places} dropped\n{places} a day late\n"
        "10 mutants: 8 noticed, 0 not noticed for a reason, 2 without one\n"
        "3 cases: 3 passed, 0 failed\n"
    )


def test_cases_at_every_boundary_notice_everything(tmp_path: Path) -> None:
    pack = make_pack(tmp_path, CASES + NARROW + EARLIER)
    result = run("test", pack, "--policies", pack, "--mutate", "--coverage")
    assert (result.exit_code, result.stderr) == (0, "")
    assert "10 mutants: 10 noticed, 0 not noticed for a reason, 0 without one\n" in result.stdout


REASON = (
    '- unnoticed: ["clause no-training: in force from 2026-03-01 dropped", "clause no-training: in force from 2026-03-01 a day late"]\n'
)


def test_a_reason_is_told_and_passes(tmp_path: Path) -> None:
    pack = make_pack(tmp_path, CASES + NARROW + REASON + "  because: nobody reached it before\n")
    result = run("test", pack, "--policies", pack, "--mutate")
    assert (result.exit_code, result.stderr) == (0, "")
    assert "not noticed  acme/terms: clause no-training: in force from 2026-03-01 dropped: nobody reached it before\n" in result.stdout
    assert "10 mutants: 8 noticed, 2 not noticed for a reason, 0 without one\n" in result.stdout


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (REASON, "error[G451]: `because` is missing"),
        ("- {unnoticed: [x], because: y, why: z}\n", "error[G452]: there is no `why` here"),
        ("- {unnoticed: [x], because: y}\n", "error[G459]: `x` does not go unnoticed"),
        (
            '- {unnoticed: ["clause no-training: in force from 2026-03-02 dropped"], because: y}\n',
            "did you mean `clause no-training: in force from 2026-03-01 dropped`?",
        ),
    ],
)
def test_a_reason_for_nothing_is_a_mistake(text: str, message: str, tmp_path: Path) -> None:
    pack = make_pack(tmp_path, CASES + NARROW + text)
    result = run("test", pack, "--policies", pack, "--mutate")
    assert result.exit_code == 2
    assert message in " ".join(result.stderr.split())


def test_several_processes_say_what_one_says(tmp_path: Path) -> None:
    for name in ("one", "two", "three"):
        folder = tmp_path / name
        folder.mkdir()
        write(folder, "terms.tos", RULES.replace("acme", name))
        write(folder, "terms.cases.yaml", CASES.replace("acme/", f"{name}/").replace("publisher: acme", f"publisher: {name}"))
    said = [run("test", tmp_path, "--policies", tmp_path, "--coverage", "--mutate", "--jobs", jobs) for jobs in ("1", "3")]
    assert said[0].stdout == said[1].stdout
    assert said[0].exit_code == said[1].exit_code == 1
    assert "30 mutants: " in said[0].stdout
    assert said[0].stdout.endswith("6 cases: 6 passed, 0 failed\n")


def test_junit_holds_the_same(tmp_path: Path) -> None:
    pack = make_pack(tmp_path, CASES.replace("verdict: clear", "verdict: open"))
    target = tmp_path / "result.xml"
    result = run("test", pack, "--policies", pack, "--coverage", "--format", "junit", "--output", target)
    assert (result.exit_code, result.stdout, result.stderr) == (1, "", "")
    root = ET.parse(target).getroot()
    assert {key: root.get(key) for key in ("tests", "failures", "errors")} == {"tests": "10", "failures": "5", "errors": "0"}
    cases = {case.get("name"): [failure.get("message") for failure in case] for case in root.iter("testcase")}
    assert cases["a general model"] == []
    assert cases["a classifier"] == [f"{pack}/terms.cases.yaml:21: acme/terms#no-training: expected open, got clear (no cause) in "
                                     "acme/terms#no-training@train:ask"]  # fmt: skip
    assert cases["exception small holds"] == ["no case shows it"]
    assert cases["exception small does not hold"] == []


def test_junit_of_nothing_fails_and_of_mutants_names_them(tmp_path: Path) -> None:
    pack = make_pack(tmp_path, CASES + NARROW)
    none = run("test", pack, "--policies", pack, "--only", "zzz", "--format", "junit")
    assert none.exit_code == 1
    assert [failure.get("message") for failure in ET.fromstring(none.stdout).iter("failure")] == ["no case ran, which is a failure"]
    mutated = ET.fromstring(run("test", pack, "--policies", pack, "--mutate", "--format", "junit").stdout)
    suite = next(s for s in mutated if s.get("name") == "mutation")
    assert [case.get("name") for case in suite] == [
        "clause no-training: in force from 2026-03-01 dropped",
        "clause no-training: in force from 2026-03-01 a day late",
    ]
    assert all(len(case) == 1 for case in suite)


def test_what_cannot_be_written_leaves_nothing(tmp_path: Path) -> None:
    pack = make_pack(tmp_path, CASES)
    result = run("test", pack, "--policies", pack, "--output", tmp_path / "nowhere" / "result.txt")
    assert result.exit_code == 2
    assert "cannot be written: no such file or directory" in result.stderr
    assert sorted(path.name for path in tmp_path.iterdir()) == ["terms.cases.yaml", "terms.tos"]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--only", "a", "--coverage"), "`--only` goes neither with `--coverage` nor with `--mutate`"),
        (("--only", "a", "--mutate"), "`--only` goes neither with `--coverage` nor with `--mutate`"),
        (("--format", "junt"), "did you mean `junit`?"),
    ],
)
def test_what_cannot_be_asked_is_refused(arguments: tuple[str, ...], message: str, tmp_path: Path) -> None:
    pack = make_pack(tmp_path, CASES)
    result = run("test", pack, "--policies", pack, *arguments)
    assert result.exit_code == 2
    assert message in result.stderr
