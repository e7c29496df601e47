"""Each command once as it is meant, and once as it is not."""

from __future__ import annotations

import json
import re
import shlex
import shutil
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from tests.functional.command import AS_OF, ROOT, Run, find_command, run_gauger
from tests.functional.test_bad_input import PACK

EXAMPLES = ROOT / "examples"
RIVAL = EXAMPLES / "competitor-through-api" / "declaration.yaml"
GREY = EXAMPLES / "classifier-kept-and-released" / "released.yaml"
CASES = """\
- case: {name}
  as-of: 2026-11-23
  declaration:
    gauger: 1
    artifacts:
      answers: {{dataset: acme/answers}}
      student: {{model: acme/student, capabilities: [text]}}
    steps:
      - {{id: ask, does: generate, with: acme/large, via: acme/api, date: 2026-03-02, output: [completions], conduct: [], yields: answers}}
      - {{id: tune, does: train, stage: sft, from: [], data: [answers], date: 2026-03-12, yields: student}}
    releases: []
  expect:
    - {{clause: no-training, act: tune, verdict: {verdict}}}
"""


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    folder = tmp_path / "pack"
    folder.mkdir()
    (folder / "acme.tos").write_text(PACK, encoding="utf-8")
    return folder


# --- check -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("fail_on", "code"), [("clear", 1), ("conditional", 1), ("open", 1), ("grey", 1), ("prohibited", 0), ("none", 0)])
def test_thresholds(fail_on: str, code: int) -> None:
    assert run_gauger("check", GREY, "--as-of", AS_OF, "--fail-on", fail_on).code == code


def test_the_worst_declaration_decides() -> None:
    run = run_gauger("check", EXAMPLES / "own-model" / "declaration.yaml", RIVAL, "--as-of", AS_OF)
    assert run.code == 1
    assert run.out.index("a small model from a large one") < run.out.index("an assistant taught by a rival's")


def test_json_keeps_to_its_schema() -> None:
    schema = json.loads(run_gauger("schema", "findings").out)
    Draft202012Validator.check_schema(schema)
    validator = Draft202012Validator(schema)
    for path in sorted(EXAMPLES.glob("*/*.yaml")):
        report = json.loads(run_gauger("check", path, "--as-of", AS_OF, "--format", "json").out)
        assert [error.message for error in validator.iter_errors(report)] == []


def test_an_assumption_settles() -> None:
    run = run_gauger("check", GREY, "--as-of", AS_OF, "--fail-on", "grey", "--assume", "competes=substitute")
    assert (run.code, run.err) == (0, "")


def test_an_assumption_that_nothing_hangs_on() -> None:
    run = run_gauger("check", GREY, "--as-of", AS_OF, "--assume", "competse=substitute")
    assert (run.code, run.out) == (2, "")
    assert " ".join(run.err.split()).startswith("error[G460]: nothing hangs on `competse`, so it cannot be assumed to be `substitute`")


def test_standings_are_admitted_on_demand() -> None:
    run = run_gauger("check", RIVAL, "--as-of", AS_OF, "--admit", "statments")
    assert run == Run(2, "", "error: `statments` is no value for `--admit`\n  = help: did you mean `statement`?\n")
    assert run_gauger("check", RIVAL, "--as-of", AS_OF, "--admit", "statement").code == 1


def test_colour_on_demand_only() -> None:
    plain = run_gauger("check", GREY, "--as-of", AS_OF)
    colourful = run_gauger("check", GREY, "--as-of", AS_OF, env={"NO_COLOR": "", "FORCE_COLOR": "1"})
    assert "\x1b[" not in plain.out
    assert "\x1b[33;1mGREY\x1b[0m" in colourful.out


@pytest.mark.parametrize("columns", [40, 60, 100])
def test_width_is_honoured(columns: int) -> None:
    run = run_gauger("check", GREY, "--as-of", AS_OF, env={"COLUMNS": str(columns)})
    assert [line for line in run.out.splitlines() if len(line) > columns and len(line.split()) > 2] == []


def test_an_encoding_that_lacks_letters() -> None:
    """What the terminal cannot show is written out."""
    declaration = EXAMPLES / "open-weight-teachers" / "declaration.yaml"
    run = run_gauger("check", declaration, "--as-of", AS_OF, env={"PYTHONIOENCODING": "ascii"})
    assert (run.code, run.err) == (1, "")
    assert "\\u201cImproved" in run.out


def test_the_same_twice() -> None:
    runs = {run_gauger("check", RIVAL, "--as-of", AS_OF, "--format", "json", env={"PYTHONHASHSEED": seed}).out for seed in "123"}
    assert len(runs) == 1


# --- explain -----------------------------------------------------------------------------------------------------------


def test_a_witness_can_be_replayed() -> None:
    run = run_gauger("explain", GREY, "no-competing-models", "--as-of", AS_OF)
    assert (run.code, run.err) == (0, "")
    assert "EXCEPTIONS CONSIDERED" in run.out
    for outcome, code in [("exposed", 1), ("clear", 0)]:
        copied = run.out.partition(f"  - {outcome}:\n")[2].partition("\n  - ")[0].partition("\n\n")[0]
        options = shlex.split(copied)
        assert options[0] == "--assume"
        assert run_gauger("check", GREY, "--as-of", AS_OF, "--fail-on", "prohibited", *options).code == code


def test_what_is_on_record_is_told_after_the_derivation_with_its_standing() -> None:
    told = " ".join(run_gauger("explain", GREY, "no-competing-models", "--as-of", AS_OF).out.partition("WHAT HAPPENED")[2].split())
    assert told.startswith("UNDER SUCH CLAUSES (no part of the verdict) - 2026-07, Meta towards its own staff (reported by others): ")
    assert "2026-04-30, Elon Musk towards OpenAI (admitted): He said in court" in told
    record = json.loads(run_gauger("explain", GREY, "no-competing-models", "--as-of", AS_OF, "--format", "json").out)["record"]
    assert {event["id"]: event["standing"] for event in record}["xai-testimony-2026"] == "admitted"


def test_a_finding_that_is_not_there() -> None:
    message = "error: there is no finding `nothing`\n  = help: `gauger check` prints the id of each finding\n"
    assert run_gauger("explain", GREY, "nothing", "--as-of", AS_OF) == Run(2, "", message)


def test_a_finding_as_json() -> None:
    run = run_gauger("explain", GREY, "no-competing-models", "--as-of", AS_OF, "--format", "json")
    assert json.loads(run.out)["id"] == "openai/services-agreement#no-competing-models@train:label"


def test_a_declaration_that_cannot_be_explained(tmp_path: Path) -> None:
    (tmp_path / "d.yaml").write_text("", encoding="utf-8")
    run = run_gauger("explain", "d.yaml", "nothing", cwd=tmp_path)
    assert (run.code, run.out) == (2, "")


# --- terms -------------------------------------------------------------------------------------------------------------


def test_terms_list_every_document() -> None:
    listed = run_gauger("terms").out
    shipped = (p for p in (ROOT / "policies").rglob("*.tos") if "scenarios" not in p.relative_to(ROOT).parts)  # none of theirs is in force
    files = (path.read_text(encoding="utf-8") for path in shipped)
    documents = {name for text in files for name in re.findall(r"^document (\S+)$", text, re.MULTILINE)}
    assert set(re.findall(r"^(\S+): ", listed, re.MULTILINE)) == documents


def test_a_clause_by_its_pinpoint_and_by_its_name() -> None:
    by_pinpoint = run_gauger("terms", "show", "openai/services-agreement", "3.3(e)")
    assert by_pinpoint == run_gauger("terms", "show", "openai/services-agreement", "no-competing-models")
    assert by_pinpoint.code == 0
    assert "  competes: Does the model compete with the publisher?" in by_pinpoint.out.splitlines()


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (
            ["openai/service-agreement"],
            "error: there is no document `openai/service-agreement`; did you mean `openai/services-agreement`?\n"
            "  = help: `gauger terms` lists the documents\n",
        ),
        (
            ["openai/services-agreement", "9.9"],
            "error: there is no clause `9.9` in `openai/services-agreement`\n"
            "  = help: `gauger terms show openai/services-agreement` lists the clauses\n",
        ),
    ],
)
def test_terms_that_are_not_there(arguments: list[str], message: str) -> None:
    assert run_gauger("terms", "show", *arguments) == Run(2, "", message)


# --- for authors of policies -------------------------------------------------------------------------------------------


def test_fmt_changes_once(pack: Path) -> None:
    path = pack / "acme.tos"
    before = path.read_text(encoding="utf-8")
    assert run_gauger("fmt", "--check", "pack", cwd=pack.parent) == Run(1, "would change pack/acme.tos\n", "")
    assert path.read_text(encoding="utf-8") == before
    assert run_gauger("fmt", "pack", cwd=pack.parent) == Run(0, "changed pack/acme.tos\n", "")
    assert run_gauger("fmt", "--check", "pack", cwd=pack.parent) == Run(0, "", "")


def test_fmt_leaves_what_it_cannot_read(pack: Path) -> None:
    path = pack / "acme.tos"
    path.write_text(PACK.replace("forbids", "forbidz"), encoding="utf-8")
    assert run_gauger("fmt", "pack", cwd=pack.parent).code == 2
    assert path.read_text(encoding="utf-8") == PACK.replace("forbids", "forbidz")


def test_fmt_without_a_policy(tmp_path: Path) -> None:
    assert run_gauger("fmt", "nothing", cwd=tmp_path).code == 2


def test_lint_wants_a_case(pack: Path) -> None:
    run = run_gauger("lint", "--policies", "pack", "--as-of", AS_OF, cwd=pack.parent)
    assert run.code == 1
    assert "warning[G260]: no case tests the clause `no-training` of `acme/terms`" in run.err
    (pack / "acme.cases.yaml").write_text(CASES.format(name="a rival", verdict="grey"), encoding="utf-8")
    assert "`acme/terms`" not in run_gauger("lint", "--policies", "pack", "--as-of", AS_OF, cwd=pack.parent).err


def test_cases_pass_and_fail(pack: Path) -> None:
    cases = pack / "acme.cases.yaml"
    cases.write_text(CASES.format(name="a rival", verdict="grey"), encoding="utf-8")
    assert run_gauger("test", "pack", "--policies", "pack", cwd=pack.parent) == Run(0, "1 case: 1 passed, 0 failed\n", "")
    cases.write_text(CASES.format(name="a rival", verdict="clear"), encoding="utf-8")
    run = run_gauger("test", "pack", "--policies", "pack", cwd=pack.parent)
    assert run.code == 1
    assert "expected clear, got grey" in run.out


def test_cases_by_name(pack: Path) -> None:
    text = CASES.format(name="a rival", verdict="grey") + CASES.format(name="something else", verdict="clear")
    (pack / "acme.cases.yaml").write_text(text, encoding="utf-8")
    run = run_gauger("test", "pack", "--policies", "pack", "--only", "rival", cwd=pack.parent)
    assert run == Run(0, "1 case: 1 passed, 0 failed\n", "")


def test_no_case_is_a_failure(pack: Path) -> None:
    assert run_gauger("test", "pack", "--policies", "pack", cwd=pack.parent) == Run(1, "no case ran, which is a failure\n", "")


def test_a_pack_from_nothing(tmp_path: Path) -> None:
    """New acts, attributes and concepts need no line of Python."""
    folder = tmp_path / "pack"
    folder.mkdir()
    (folder / "new.tos").write_text(
        "attribute model.mood\n"
        '  says   "How it feels."\n'
        "  one of cheerful, gloomy\n\n"
        "act tune model\n"
        '  says   "Changing its mood."\n'
        "  on     step\n"
        "  does   adapt\n"
        "  family moods\n\n"
        + PACK.replace("forbids train model", "forbids tune model").replace("competes(model, publisher)", "model.mood is gloomy"),
        encoding="utf-8",
    )
    declaration = CASES.format(name="a mood", verdict="prohibited").replace("capabilities: [text]", "mood: gloomy")
    declaration = declaration.replace("does: train, stage: sft", "does: adapt")
    (folder / "new.cases.yaml").write_text(declaration, encoding="utf-8")
    assert run_gauger("test", "pack", "--policies", "pack", cwd=tmp_path) == Run(0, "1 case: 1 passed, 0 failed\n", "")


# --- the rest ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("option", ["--version", "-V"])
def test_version(option: str) -> None:
    assert run_gauger(option) == Run(0, "gauger 0.1.0\n", "")


def test_schema_of_declarations_is_the_published_one() -> None:
    published = (ROOT / "docs" / "reference" / "declaration.schema.json").read_text(encoding="utf-8")
    assert run_gauger("schema", "declaration").out == published


def test_a_schema_that_is_not_there() -> None:
    message = "error: `findngs` is no value for `schema`\n  = help: did you mean `findings`?\n"
    assert run_gauger("schema", "findngs") == Run(2, "", message)


def test_a_reader_that_stops_early(tmp_path: Path) -> None:
    """`gauger terms | head -1` ends without a complaint."""
    shell = shutil.which("sh")
    assert shell is not None
    run = run_gauger("-c", f"'{find_command()}' terms | head -1", command=[shell], cwd=tmp_path)
    assert run.code == 0
    assert run.err == ""
