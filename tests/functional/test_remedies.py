"""`questions`, `repair` and `whatif` on the examples, as printed; what they write, checked again; and everything that they refuse.

`GAUGER_REGENERATE=1 pytest tests/functional/test_remedies.py` writes `tests/golden/commands/` anew; read the difference before you commit.
"""

from __future__ import annotations

import io
import json
import os
import re
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from typer.testing import CliRunner, Result

from gauger.cli.commands import app
from tests.functional.command import AS_OF, ROOT

EXAMPLES = ROOT / "examples"
GOLDEN = ROOT / "tests" / "golden" / "commands"
OLMOCR = "examples/olmocr/declaration.yaml"
RIVAL = "examples/competitor-through-api/declaration.yaml"
RENAME = "examples/open-weight-teachers/declaration.yaml"
KEPT = "examples/classifier-kept-and-released/kept.yaml"
OWN = "examples/own-model/declaration.yaml"
RELEASED = "examples/classifier-kept-and-released/released.yaml"
PRINTED: dict[str, tuple[int, tuple[str, ...]]] = {
    "questions-olmocr": (1, ("questions", OLMOCR)),
    "questions-own-model": (0, ("questions", OWN)),
    "questions-released": (0, ("questions", RELEASED)),
    "repair-rival": (0, ("repair", RIVAL)),
    "repair-rival-cheaply": (1, ("repair", RIVAL, "--up-to", "4")),
    "repair-rename": (0, ("repair", RENAME)),
    "repair-released": (0, ("repair", RELEASED)),
    "repair-olmocr": (0, ("repair", OLMOCR)),
    "repair-own-model": (0, ("repair", OWN)),
    "whatif-form": (1, ("whatif", KEPT, "--form", "open-weights")),
    "whatif-day": (0, ("whatif", RELEASED, "--on", "2024-06-01", "--up-to", "0")),
    "whatif-region": (0, ("whatif", OLMOCR, "--region", "DE", "--up-to", "0")),
}
LONG = ("repair-olmocr", "repair-rename")
"""What takes longest is printed as text alone."""


def run(*arguments: str | Path, typed: str | None = None) -> Result:
    """What came of a command in this process, with the root of the project as its folder."""
    surroundings = {"COLUMNS": "80", "NO_COLOR": "1", "FORCE_COLOR": None}
    words = [str(a) for a in arguments]
    return CliRunner().invoke(app, [*words, "--as-of", AS_OF], input=typed, env=surroundings, catch_exceptions=False, prog_name="gauger")


@pytest.fixture(autouse=True)
def _root(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)


def copy(name: str, folder: Path) -> Path:
    path = folder / "gauger.yaml"
    path.write_bytes((ROOT / name).read_bytes())
    return path


# --- as printed --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("form", "name"), [(form, name) for form in ("text", "json") for name in PRINTED if form == "text" or name not in LONG]
)
def test_prints_exactly_this(name: str, form: str) -> None:
    code, arguments = PRINTED[name]
    result = run(*arguments, "--format", form)
    printed = re.sub(r'("policies_digest": ")[0-9a-f]{64}', r"\g<1>" + "0" * 64, result.stdout)
    expected = GOLDEN / f"{name}.{'txt' if form == 'text' else 'json'}"
    if os.environ.get("GAUGER_REGENERATE"):
        expected.parent.mkdir(exist_ok=True)
        expected.write_text(printed, encoding="utf-8")
    assert (result.exit_code, result.stderr) == (code, "")
    assert printed == expected.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", PRINTED)
def test_json_keeps_to_its_schema_and_text_to_its_width(name: str) -> None:
    command = {"questions": "questions", "repair": "repairs", "whatif": "changes"}[name.partition("-")[0]]
    schema = json.loads((ROOT / "docs" / "reference" / f"{command}.schema.json").read_text(encoding="utf-8"))
    if name not in LONG:
        report: Any = json.loads((GOLDEN / f"{name}.json").read_text(encoding="utf-8"))
        assert [error.message for error in Draft202012Validator(schema).iter_errors(report)] == []
    text = (GOLDEN / f"{name}.txt").read_text(encoding="utf-8")
    assert [line for line in text.splitlines() if len(line) > 80 and len(line.split()) > 2] == []
    assert re.findall(r"violat\w*|attack\w*|illegal\w*|infring\w*|steal\w*", text.casefold()) == []


@pytest.mark.parametrize("name", ["questions", "repairs", "changes"])
def test_the_printed_schema_is_the_published_one(name: str) -> None:
    result = CliRunner().invoke(app, ["schema", name])
    assert result.stdout == (ROOT / "docs" / "reference" / f"{name}.schema.json").read_text(encoding="utf-8")


# --- answers into the file ---------------------------------------------------------------------------------------------


def test_answers_go_into_the_file_and_everything_else_stays(tmp_path: Path) -> None:
    path = copy(OLMOCR, tmp_path)
    before = path.read_text(encoding="utf-8")
    result = run("questions", path, "--ask", typed="yes\nYES\ntrue\n")
    assert (result.exit_code, result.stderr) == (0, "")
    assert "written. 1 finding settled by it, 4 not; 2 questions left" in " ".join(result.stdout.split())
    after = path.read_text(encoding="utf-8")
    changed = [(old, new) for old, new in zip(before.splitlines(), after.splitlines(), strict=True) if old != new]
    assert len(changed) == 1
    added = changed[0][1].removeprefix(changed[0][0].removesuffix("}"))
    assert added == ", change-notices: true, licence-copy: true, notice-file: true}"
    checked = json.loads(run("check", path, "--format", "json", "--fail-on", "none").stdout)
    assert {f["verdict"] for f in checked["findings"] if "ocr.release" in f["act"]} == {"clear"}
    assert run("questions", path).exit_code == 0


def test_a_wrong_answer_is_told_and_asked_again(tmp_path: Path) -> None:
    path = copy(OLMOCR, tmp_path)
    before = path.read_bytes()
    result = run("questions", path, "--ask", typed="perhaps\n\nskip\nq\n")
    assert result.exit_code == 1
    assert "error[G485]: `perhaps` is no answer to “What is `ocr.release.change-notices`?" in " ".join(result.stderr.split())
    assert result.stdout.count("change-notices`? ") == 2
    assert path.read_bytes() == before


def test_the_end_of_the_input_ends_the_dialogue(tmp_path: Path) -> None:
    path = copy(OLMOCR, tmp_path)
    before = path.read_bytes()
    assert run("questions", path, "--ask", typed="").exit_code == 1
    assert path.read_bytes() == before


def test_what_is_passed_over_is_not_asked_again_and_the_others_are(tmp_path: Path) -> None:
    path = copy(OLMOCR, tmp_path)
    result = run("questions", path, "--ask", typed="\nno\nyes\n")
    assert result.exit_code == 1
    after = path.read_text(encoding="utf-8")
    assert ("change-notices" in after, "licence-copy: false" in after, "notice-file: true" in after) == (False, True, True)


def test_a_file_that_cannot_be_written_ends_it_and_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = copy(OLMOCR, tmp_path)
    before = path.read_bytes()

    def fail(*_: Any, **__: Any) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("gauger.app.writing.tempfile.mkstemp", fail)
    result = run("questions", path, "--ask", typed="yes\nyes\n")
    assert "error[G463]" in result.stderr
    assert "cannot be written: permission denied" in " ".join(result.stderr.split())
    assert result.exit_code == 2
    assert (path.read_bytes(), [p.name for p in tmp_path.iterdir()]) == (before, ["gauger.yaml"])


def test_json_and_a_dialogue_exclude_each_other(tmp_path: Path) -> None:
    result = run("questions", copy(OLMOCR, tmp_path), "--ask", "--format", "json", typed="yes\n")
    assert (result.exit_code, result.stdout) == (2, "")
    assert (
        result.stderr == "error: `--ask` holds a conversation, which is no JSON\n  = help: leave one of `--ask` and `--format json` out\n"
    )


def ask_for_channel(tmp_path: Path, typed: str) -> tuple[Result, str]:
    path = copy(OLMOCR, tmp_path)
    path.write_text(path.read_text(encoding="utf-8").replace("    via: openai/api\n", ""), encoding="utf-8")
    result = run("questions", path, "--ask", typed=f"\n\n\n{typed}")
    return result, path.read_text(encoding="utf-8")


def test_a_channel_with_a_slip_is_asked_again_and_not_written(tmp_path: Path) -> None:
    result, text = ask_for_channel(tmp_path, "opnai/api\nopenai/api\nq\n")
    assert "warning[G464]: no installed document governs the channel `opnai/api`" in " ".join(result.stderr.split())
    assert "did you mean `openai/api`?" in result.stderr
    assert result.stdout.count("not written. The same once more is taken as it stands.") == 1
    assert "    via: openai/api\n" in text
    assert "opnai" not in text


def test_a_channel_with_a_slip_at_the_end_of_the_input_is_not_written(tmp_path: Path) -> None:
    _, text = ask_for_channel(tmp_path, "opnai/api\n")
    assert "opnai" not in text
    _, text = ask_for_channel(tmp_path, "opnai/api\nopnay/api\n")
    assert "opn" not in text.replace("openai", "")


def test_a_channel_that_nobody_knows_is_written_where_it_is_given_again(tmp_path: Path) -> None:
    result, text = ask_for_channel(tmp_path, "acme/api\nacme/api\nq\n")
    assert result.stderr.count("warning[G464]") == 1
    assert "    via: acme/api\n" in text


# --- repairs into the file ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("number", [1, 6, 7, 8])
def test_a_repair_that_is_written_brings_what_it_promises(number: int, tmp_path: Path) -> None:
    path = copy(RIVAL, tmp_path)
    comments = re.findall(r"#.*", path.read_text(encoding="utf-8"))
    assert run("check", path).exit_code == 1
    result = run("repair", path, "--apply", str(number))
    assert result.exit_code == 0
    assert f"repair {number} is written to" in result.stderr
    assert run("check", path, "--fail-on", "conditional").exit_code in {0, 4}
    report = json.loads(run("check", path, "--fail-on", "none", "--format", "json").stdout)
    assert {f["verdict"] for f in report["findings"]} == {"clear"}
    after = path.read_text(encoding="utf-8")
    kept = re.findall(r"#.*", after)
    assert [c for c in comments if c not in kept] == []
    assert "# had been done: " in after
    assert run("repair", path).stdout.count("there is nothing to repair") == 1


@pytest.mark.parametrize("format_", ["json", "toml"])
def test_a_repair_goes_into_other_formats_too(format_: str, tmp_path: Path) -> None:
    path = tmp_path / f"gauger.{format_}"
    path.write_text(OTHER[format_], encoding="utf-8")
    first = run("repair", path, "--teacher", "Qwen/Qwen3-32B")
    assert first.exit_code == 0, first.stderr
    assert run("repair", path, "--teacher", "Qwen/Qwen3-32B", "--apply", "1").exit_code == 0
    report = json.loads(run("check", path, "--fail-on", "none", "--format", "json").stdout)
    assert {f["verdict"] for f in report["findings"]} == {"clear"}
    assert "Qwen/Qwen3-32B" in path.read_text(encoding="utf-8")


OTHER = {
    "json": """{
  "gauger": 1,
  "party": {"name": "Acme", "namespace": "acme", "established-in": "US"},
  "artifacts": {
    "answers": {"dataset": "acme/answers"},
    "student": {"model": "acme/student", "task": "chat", "scope": "general", "capabilities": ["text"]}
  },
  "steps": [
    {"id": "ask", "does": "generate", "with": "anthropic/claude-opus-4.5", "via": "anthropic/api", "data": [], "output": ["completions"],
      "conduct": [], "date": "2026-03-02", "yields": "answers"},
    {"id": "tune", "does": "train", "stage": "sft", "from": [], "data": ["answers"], "feedback": [], "date": "2026-03-12",
      "yields": "student"}
  ],
  "releases": []
}
""",
    "toml": """# who taught whom
gauger = 1
releases = []

[party]
name = "Acme"
namespace = "acme"
established-in = "US"

[artifacts]
answers = {dataset = "acme/answers"} # what it said
student = {model = "acme/student", task = "chat", scope = "general", capabilities = ["text"]}

[[steps]]
id = "ask"
does = "generate"
with = "anthropic/claude-opus-4.5"
via = "anthropic/api" # by key
data = []
output = ["completions"]
conduct = []
date = 2026-03-02
yields = "answers"

[[steps]]
id = "tune"
does = "train"
stage = "sft"
from = []
data = ["answers"]
feedback = []
date = 2026-03-12
yields = "student"
""",
}


def test_a_rename_clears_a_name(tmp_path: Path) -> None:
    path = copy(RENAME, tmp_path)
    listed = json.loads(run("repair", path, "--format", "json").stdout)["together"]["repairs"]
    assert listed
    assert [r["cost"] for r in listed] == sorted(r["cost"] for r in listed)
    sets = [frozenset((made["about"], made["label"]) for made in r["edits"]) for r in listed]
    assert [(one, other) for one in sets for other in sets if one < other] == []
    assert run("repair", path, "--apply", "1").exit_code == 0
    assert run("check", path, "--fail-on", "conditional").exit_code in {0, 4}


POSITIONS = """gauger: 1
positions:
  - document: anthropic/commercial-terms
    concept: duplicates
    reading: copy
    by: Jane Roe
    role: general counsel
    because: imitation is no copy
    on: 2026-11-01
    until: 2027-05-01
"""


@pytest.mark.parametrize("number", ["1", "8"])
def test_a_repair_that_is_written_under_positions_brings_what_it_promises_under_them(number: str, tmp_path: Path) -> None:
    path, held = copy(RIVAL, tmp_path), tmp_path / "positions.yaml"
    held.write_text(POSITIONS, encoding="utf-8")
    comments = re.findall(r"#.*", path.read_text(encoding="utf-8"))
    promised = json.loads(run("repair", path, "--positions", held, "--format", "json").stdout)
    assert len(promised["findings"]) == 3  # one less than without the position, which clears it
    result = run("repair", path, "--positions", held, "--apply", number)
    assert (result.exit_code, result.stderr) == (0, f"repair {number} is written to {path}\n")
    after = path.read_text(encoding="utf-8")
    assert [c for c in comments if c not in after] == []
    report = json.loads(run("check", path, "--positions", held, "--fail-on", "none", "--format", "json").stdout)
    assert {f["verdict"] for f in report["findings"]} == {"clear"}
    assert report["examined"][0]["positions"][0]["by"] == "Jane Roe"


def test_nothing_is_written_where_writing_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = copy(RIVAL, tmp_path)
    before = path.read_bytes()

    def fail(*_: Any, **__: Any) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("gauger.app.writing.os.fdopen", fail)
    result = run("repair", path, "--apply", "1")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "error[G463]" in result.stderr
    assert (path.read_bytes(), [p.name for p in tmp_path.iterdir()]) == (before, ["gauger.yaml"])


def test_nothing_is_written_where_the_file_would_not_bring_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = copy(RIVAL, tmp_path)
    before = path.read_bytes()
    monkeypatch.setattr("gauger.app.repairing.write_plan", lambda *_: ())
    result = run("repair", path, "--apply", "1")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "error[G484]: `" in result.stderr
    assert "the repair would not bring what it promises for `anthropic/commercial-terms#no-competing-models" in " ".join(
        result.stderr.split()
    )
    assert path.read_bytes() == before


# --- what is refused ---------------------------------------------------------------------------------------------------

REFUSED: dict[str, tuple[tuple[str, ...], list[str]]] = {
    "a finding that is not there": (
        ("repair", RIVAL, "--finding", "no-competing-modles"),
        ["error[G480]: there is no finding `no-competing-modles`", "= help: `gauger check` prints the id of each finding"],
    ),
    "a part of several ids": (("repair", RIVAL, "--finding", "anthropic"), ["error[G480]: `anthropic` could be `anthropic/"]),
    "a finding that is clear": (("repair", OLMOCR, "--finding", "qwen"), ["error[G480]"]),
    "a channel with a slip": (
        ("repair", RIVAL, "--teacher", "Qwen/Qwen3-32B@anthropic/apy"),
        ["error[G482]: there is no channel `anthropic/apy`", "did you mean `anthropic/api`?"],
    ),
    "a teacher without an owner": (
        ("repair", RIVAL, "--teacher", "qwen3"),
        ["error[G483]: `qwen3` cannot stand in as a teacher", "write its id as on the hub, `OWNER/NAME`"],
    ),
    "all mistakes at once": (
        ("repair", RIVAL, "--teacher", "qwen3@nowhere", "--base", "b", "--dataset", "d", "--finding", "zzz"),
        ["error[G480]", "error[G482]", "error[G483]: `qwen3`", "error[G483]: `b` cannot stand in as a base", "error[G483]: `d`"],
    ),
    "a number out of range": (
        ("repair", RIVAL, "--apply", "99"),
        ["error: there is no repair 99", "= help: there are 8; leave `--apply` out"],
    ),
    "a number below one": (("repair", RIVAL, "--apply", "-1"), ["-1 is not in the range"]),
    "two words for a number": (("repair", RIVAL, "--apply", "1,2"), ["'1,2' is not a valid"]),
    "two numbers": (("repair", RIVAL, "--apply", "1", "--apply", "2"), ["error: one repair is written at a time"]),
    "a cost of nothing": (("repair", RIVAL, "--up-to", "0"), ["0 is not in the range"]),
    "a form that is none": (
        ("whatif", KEPT, "--form", "weights"),
        ["error[G487]: nothing is let out as `weights`", "did you mean `open-weights`?"],
    ),
    "nothing supposed": (("whatif", KEPT), ["error[G488]: nothing is supposed"]),
    "regions that are none": (
        ("whatif", KEPT, "--region", "UK", "--region", "Germany", "--form", "weights"),
        ["error[G489]: `UK` is no country code", "error[G489]: `Germany`", "error[G487]"],
    ),
    "a day that is none": (("whatif", KEPT, "--on", "tomorrow"), ["error: `tomorrow` is no day"]),
    "a file that is not there": (("questions", "none.yaml"), ["error[G300]"]),
    "a file of another sort": (("questions", "README.md"), ["error: `README.md` is no declaration"]),
    "a file to repair that is not there": (("repair", "none.yaml"), ["error[G300]"]),
    "a format that is none": (("repair", RIVAL, "--format", "xml"), ["error: `xml` is no value for `--format`"]),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_used_is_told_and_ends_in_two(name: str) -> None:
    arguments, told = REFUSED[name]
    result = run(*arguments)
    words = " ".join(re.sub("[│╭╮╰╯─]", " ", result.stderr).split())
    assert (result.exit_code, result.stdout) == (2, "")
    assert [text for text in told if text not in words] == [], result.stderr
    assert "Traceback" not in result.stderr


def test_a_clear_finding_needs_no_repair() -> None:
    report = json.loads(run("check", OLMOCR, "--fail-on", "none", "--format", "json").stdout)
    clear = next(f["id"] for f in report["findings"] if f["verdict"] == "clear")
    result = run("repair", OLMOCR, "--finding", clear)
    assert (result.exit_code, result.stdout) == (2, "")
    assert f"error[G481]: there is nothing to repair: `{clear}` is clear" in " ".join(result.stderr.split())


@pytest.mark.parametrize("command", ["questions", "repair", "whatif"])
def test_every_mistake_of_a_declaration_is_told_with_its_place(command: str, tmp_path: Path) -> None:
    path = tmp_path / "gauger.yaml"
    path.write_text(
        "gauger: 1\nartifacts:\n  a: {dataset: acme/a}\nsteps:\n"
        "  - {id: x, does: trian, yields: b}\n  - {id: x, does: filter, yields: a}\n",
        encoding="utf-8",
    )
    more = ("--on", "2026-01-01") if command == "whatif" else ()
    result = run(command, path, *more)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.count("error[") >= 3
    assert f"--> {path}:5:" in result.stderr
    assert f"--> {path}:6:" in result.stderr


def test_a_closed_standard_input_is_the_end_of_the_dialogue(monkeypatch: pytest.MonkeyPatch) -> None:
    from gauger.cli import dialogue

    monkeypatch.setattr("sys.stdin", io.StringIO(""))
    assert dialogue._read_line() is None
    monkeypatch.setattr("sys.stdin", None)
    assert dialogue._read_line() is None
