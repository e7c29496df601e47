"""The other commands: fmt, lint, test, terms, schema, version."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from gauger import __version__
from tests.unit.cli.running import AS_OF, CLEAR, run, write

UNTIDY = 'publisher zeta\n  title      "Zeta"\n  products   chat,code\n\n\n\nchannel zeta/api\n  title "Zeta API"\n'


# --- fmt ---------------------------------------------------------------------------------------------------------------


def test_formatting_writes_once_and_then_nothing(tmp_path: Path) -> None:
    path = write(tmp_path, "zeta.tos", UNTIDY)
    path.chmod(0o640)
    first = run("fmt", path)
    formatted = path.read_text(encoding="utf-8")
    assert (first.exit_code, first.stdout) == (0, f"changed {path}\n")
    assert formatted != UNTIDY
    assert path.stat().st_mode & 0o777 == 0o640
    second = run("fmt", tmp_path)
    assert (second.exit_code, second.stdout, path.read_text(encoding="utf-8")) == (0, "", formatted)
    assert [p.name for p in tmp_path.iterdir()] == ["zeta.tos"]


def test_checking_the_format_changes_nothing(tmp_path: Path) -> None:
    path = write(tmp_path, "zeta.tos", UNTIDY)
    result = run("fmt", "--check", path)
    assert (result.exit_code, result.stdout, path.read_text(encoding="utf-8")) == (1, f"would change {path}\n", UNTIDY)
    run("fmt", path)
    assert run("fmt", "--check", path).exit_code == 0


def test_a_file_with_mistakes_is_left_alone_and_the_others_are_not(tmp_path: Path) -> None:
    broken, other = write(tmp_path, "a.tos", "publishr zeta\n"), write(tmp_path, "b.tos", UNTIDY)
    result = run("fmt", tmp_path)
    assert result.exit_code == 2
    assert "publishr" in result.stderr
    assert broken.read_text(encoding="utf-8") == "publishr zeta\n"
    assert other.read_text(encoding="utf-8") != UNTIDY


def test_nothing_half_written_is_left_where_writing_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write(tmp_path, "zeta.tos", UNTIDY)

    def fail(*_: Any, **__: Any) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("gauger.app.writing.os.fdopen", fail)
    result = run("fmt", path)
    assert result.exit_code == 2
    assert "error[G463]: `" in result.stderr
    assert "cannot be written: no space left on device" in " ".join(result.stderr.split())
    assert (path.read_text(encoding="utf-8"), [p.name for p in tmp_path.iterdir()]) == (UNTIDY, ["zeta.tos"])


def test_nothing_to_format_is_a_mistake(tmp_path: Path) -> None:
    result = run("fmt", tmp_path)
    assert (result.exit_code, result.stderr) == (2, "error: there is no policy file here\n  = help: policy files end in `.tos`\n")
    assert run("fmt", tmp_path / "nowhere.tos").exit_code == 2


def test_what_is_no_text_is_not_formatted(tmp_path: Path) -> None:
    path = tmp_path / "a.tos"
    path.write_bytes(b"\xff\xfea\x00")
    result = run("fmt", path)
    assert result.exit_code == 2
    assert "error[G403]" in result.stderr


# --- test --------------------------------------------------------------------------------------------------------------

CASES = """
- case: nothing is reached
  as-of: 2026-11-23
  declaration:
    gauger: 1
    project: own
    party: {name: Acme}
    artifacts: {data: {dataset: acme/data}, student: {model: acme/student}}
    steps: [{id: train, does: train, stage: sft, from: [], data: [data], yields: student, date: 2026-01-10}]
    releases: []
  expect:
    - {clause: "openai/services-agreement#no-competing-models", verdict: VERDICT}
"""


def test_cases_pass_or_fail(tmp_path: Path) -> None:
    passing = write(tmp_path, "a.cases.yaml", CASES.replace("VERDICT", "not engaged"))
    assert run("test", passing).stdout == "1 case: 1 passed, 0 failed\n"
    failing = write(tmp_path, "b.cases.yaml", CASES.replace("VERDICT", "grey"))
    result = run("test", failing)
    assert result.exit_code == 1
    assert result.stdout == (
        "FAILED  nothing is reached\n"
        f"  {failing}:12: openai/services-agreement#no-competing-models: expected grey, got no finding\n"
        "1 case: 0 passed, 1 failed\n"
    )


def test_only_runs_the_cases_named_and_none_is_a_failure(tmp_path: Path) -> None:
    path = write(tmp_path, "a.cases.yaml", CASES.replace("VERDICT", "not engaged"))
    assert run("test", path, "--only", "nothing").exit_code == 0
    none = run("test", path, "--only", "something else")
    assert (none.exit_code, none.stdout) == (1, "no case ran, which is a failure\n")
    assert run("test", tmp_path / "sub").exit_code == 2


def test_a_file_of_cases_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.cases.yaml").write_bytes(b"\xff\xfe")
    for path, code in ((tmp_path, "G304"), (tmp_path / "none.cases.yaml", "G300")):
        result = run("test", path)
        assert result.exit_code == 2
        assert f"error[{code}]" in result.stderr


def test_cases_beside_no_loaded_policy_ask_for_it(tmp_path: Path) -> None:
    text = CASES.replace("openai/services-agreement#", "").replace("VERDICT", "clear")
    result = run("test", write(tmp_path, "acme.cases.yaml", text))
    assert (result.exit_code, result.stderr.count("error[")) == (2, 1)
    assert "error[G455]: `no-competing-models` is of no document: no `acme.tos` beside these" in result.stderr
    assert "= help: name the folder that holds it with `--policies`" in result.stderr


@pytest.mark.parametrize(
    ("wrong", "right", "code"),
    [
        ("- case: nothing is reached\n", "- cse: nothing is reached\n", "G452"),
        ("  as-of: 2026-11-23\n", "", "G451"),
        ("2026-11-23", "2026-11-31", "G453"),
        ("- {clause: ", "- {clase: ", "G451"),
        ("no-competing-models", "no-competing-model", "G455"),
        ("VERDICT", "gray", "G453"),
        ("  as-of", "  admit: [hearsay]\n  as-of", "G453"),
        ("  expect:", "  expct:", "G451"),
        ("verdict: VERDICT", "verdict: grey, duties: 1", "G452"),
    ],
)
def test_mistakes_in_the_form_of_cases(tmp_path: Path, wrong: str, right: str, code: str) -> None:
    assert wrong in CASES
    text = CASES.replace(wrong, right).replace("VERDICT", "not engaged")
    result = run("test", write(tmp_path, "a.cases.yaml", text))
    assert result.exit_code == 2
    assert f"error[{code}]" in result.stderr


def test_two_cases_of_one_name_and_what_is_no_list(tmp_path: Path) -> None:
    twice = run("test", write(tmp_path, "a.cases.yaml", (CASES * 2).replace("VERDICT", "not engaged")))
    assert (twice.exit_code, "error[G454]: two cases are named `nothing is reached`" in twice.stderr) == (2, True)
    alone = run("test", write(tmp_path, "b.cases.yaml", "case: one\n"))
    assert (alone.exit_code, "error[G450]: a file of cases is a list of cases" in alone.stderr) == (2, True)
    bare = run("test", write(tmp_path, "c.cases.yaml", "- one\n"))
    assert (bare.exit_code, "error[G451]" in bare.stderr) == (2, True)


# --- lint --------------------------------------------------------------------------------------------------------------

MODEL = """document openai/other-terms
  title      "Other Terms"
  publisher  openai
  url        "https://example.org/terms"
  encoded    by "somebody" on 2026-01-01
  licence    "other-1"

  version 2025-01-01

  clause never-met
    at       "1"
    says     "A sentence."
    locate   "a few words"
    forbids  train model using output
"""


def test_lint_warns_of_clauses_without_a_case_and_cases_cover_them(tmp_path: Path) -> None:
    write(tmp_path, "other-terms.tos", MODEL)
    before = run("lint", "--policies", tmp_path, *AS_OF)
    assert before.exit_code == 1
    assert "never-met" in before.stderr
    cases = CASES.replace("openai/services-agreement#no-competing-models", "never-met").replace("VERDICT", "not engaged")
    write(tmp_path, "other-terms.cases.yaml", cases)
    (tmp_path / "unreadable.cases.yaml").write_bytes(b"\xff")
    after = run("lint", "--policies", tmp_path, *AS_OF)
    assert after.stderr.count("never-met") < before.stderr.count("never-met")


def test_the_number_of_warnings_is_told_and_any_of_them_fails() -> None:
    """Whatever ships: as many warnings as are counted, and code 1 exactly when there is one."""
    result = run("lint", *AS_OF)
    count = result.stderr.count("warning[")
    assert result.stdout == f"{count} warning{'' if count == 1 else 's'}\n"
    assert result.exit_code == (1 if count else 0)


def test_policies_with_mistakes_end_in_two(tmp_path: Path) -> None:
    write(tmp_path, "broken.tos", "publisher\n")
    for command in (("lint",), ("terms",), ("test",), ("check", CLEAR)):
        result = run(*command, "--policies", tmp_path)
        assert (result.exit_code, result.stdout) == (2, "")
        assert "broken.tos" in result.stderr


# --- terms -------------------------------------------------------------------------------------------------------------


def test_terms_lists_documents_with_versions_and_clauses() -> None:
    result = run("terms")
    assert result.exit_code == 0
    assert "openai/services-agreement: OpenAI Services Agreement" in result.stdout
    assert "  versions: 2025-05-31, 2026-01-01" in result.stdout
    assert result.stdout.splitlines()[-1].split()[1] == "documents,"


def test_a_clause_is_shown_by_name_and_by_pinpoint_with_its_readings() -> None:
    by_name = run("terms", "show", "openai/services-agreement", "no-competing-models")
    assert by_name.exit_code == 0
    assert run("terms", "show", "openai/services-agreement", "3.3(e)").stdout == by_name.stdout
    for text in ("no-competing-models", "forbids", "substitute", "verbatim", "except undistributed-classifier", "none of"):
        assert text in by_name.stdout
    assert run("terms", "show", "openai/services-agreement").stdout.startswith("openai/services-agreement: OpenAI Services Agreement\n")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (
            ("openai/service-agreement",),
            "error: there is no document `openai/service-agreement`; did you mean `openai/services-agreement`?\n"
            "  = help: `gauger terms` lists the documents\n",
        ),
        (("qq",), "error: there is no document `qq`\n  = help: `gauger terms` lists the documents\n"),
        (
            ("openai/services-agreement", "no-competing-model"),
            "error: there is no clause `no-competing-model` in `openai/services-agreement`; did you mean `no-competing-models`?\n"
            "  = help: `gauger terms show openai/services-agreement` lists the clauses\n",
        ),
        (
            ("openai/services-agreement", "qq"),
            "error: there is no clause `qq` in `openai/services-agreement`\n"
            "  = help: `gauger terms show openai/services-agreement` lists the clauses\n",
        ),
    ],
)
def test_what_is_not_encoded_is_refused(arguments: tuple[str, ...], message: str) -> None:
    result = run("terms", "show", *arguments)
    assert (result.exit_code, result.stdout, result.stderr) == (2, "", message)


def test_every_clause_that_ships_can_be_shown() -> None:
    from gauger.app.setting import load_setting
    from gauger.app.terms import outline_clause

    setting, _ = load_setting()
    assert setting is not None
    for found in setting.policy.documents.values():
        for clause in found.clauses.values():
            lines = [text for _, text in outline_clause(setting.policy, found, clause)]
            assert clause.says in " ".join(lines)


# --- schema, version, help ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["declaration", "findings"])
def test_schemas_are_json_schemas(name: str) -> None:
    result = run("schema", name)
    assert result.exit_code == 0
    jsonschema.Draft202012Validator.check_schema(json.loads(result.stdout))


def test_a_schema_that_there_is_not() -> None:
    result = run("schema", "finding")
    assert (result.exit_code, result.stderr) == (2, "error: `finding` is no value for `schema`\n  = help: did you mean `findings`?\n")


def test_a_report_is_valid_by_the_schema_that_is_printed() -> None:
    schema, report = json.loads(run("schema", "findings").stdout), json.loads(run("check", CLEAR, "--format", "json", *AS_OF).stdout)
    assert jsonschema.Draft202012Validator(schema).is_valid(report)


def test_the_version_is_printed() -> None:
    assert run("--version").stdout == run("-V").stdout == f"gauger {__version__}\n"


def test_help_lists_the_commands() -> None:
    text = run("--help").stdout
    assert [word for word in ("check", "explain", "fmt", "lint", "test", "schema", "terms") if word not in text] == []
