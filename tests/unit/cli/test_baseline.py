"""A baseline as a team meets it: written once, then only what is new fails."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from tests.unit.cli.running import ROOT, Run, run_gauger

AS_OF = "2026-11-23"
RIVAL = ROOT / "examples" / "competitor-through-api" / "declaration.yaml"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A repository whose only declaration is prohibited, with a baseline in a folder of its own."""
    for folder in (".git", "models", "legal"):
        (tmp_path / folder).mkdir()
    shutil.copy(RIVAL, tmp_path / "models" / "rival.yaml")
    (tmp_path / "gauger.toml").write_text('declarations = "models/*.yaml"\nbaseline = "legal/known.json"\n', encoding="utf-8")
    return tmp_path


def run(project: Path, *words: str) -> Run:
    return run_gauger(*words, "--as-of", AS_OF, cwd=project / "models")


def test_only_what_is_new_fails(project: Path) -> None:
    written = run(project, "baseline", "write")
    assert (written.code, written.out) == (0, "")
    assert written.err.startswith("../legal/known.json: ")
    after = run(project, "check")
    assert after.code == 0
    assert "PROHIBITED" in after.out
    assert "(known)" in after.out
    assert "known to the baseline, which cannot fail" in " ".join(after.out.split())
    text = (project / "models" / "rival.yaml").read_text(encoding="utf-8")
    (project / "models" / "rival.yaml").write_text(text.replace("id: finetune", "id: train-anew"), encoding="utf-8")
    assert run(project, "check").code == 1


def test_a_baseline_holds_wherever_the_command_runs(project: Path) -> None:
    assert run(project, "baseline", "write").code == 0
    assert run_gauger("check", "--as-of", AS_OF, cwd=project).code == 0
    entry = json.loads((project / "legal" / "known.json").read_text(encoding="utf-8"))["findings"][0]
    assert entry["declaration"] == "../models/rival.yaml"


def test_json_says_which_findings_count(project: Path) -> None:
    run(project, "baseline", "write")
    findings = json.loads(run(project, "check", "--format", "json").out)["findings"]
    assert {f["counts"] for f in findings if f["verdict"] == "prohibited"} == {False}
    assert {f["counts"] for f in findings if f["verdict"] == "clear"} == {True}


def test_twice_the_same_bytes_and_an_option_counts_instead(project: Path) -> None:
    for name in ("one.json", "two.json"):
        assert run(project, "baseline", "write", "--output", f"../legal/{name}").code == 0
    assert (project / "legal/one.json").read_bytes() == (project / "legal/two.json").read_bytes()
    assert run(project, "check", "--baseline", "../legal/one.json").code == 0


def test_what_is_gone_is_told(project: Path) -> None:
    run(project, "baseline", "write")
    text = (project / "models" / "rival.yaml").read_text(encoding="utf-8")
    (project / "models" / "rival.yaml").write_text(text.replace("data: [dialogues]", "data: []"), encoding="utf-8")
    assert "of what it knows are gone; `gauger baseline write` forgets it" in run(project, "check").err


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[]", "error[G490]: the baseline cannot be used: it is no object"),
        ("{}", "error[G491]: the baseline is of version unknown"),
        ('{"schema_version": 2}', "error[G491]: the baseline is of version 2"),
        ('{"schema_version": 1, "findings": []}', "error[G490]: the baseline cannot be used: `as_of` is no day"),
        ('{"schema_version": 1, "as_of": "2026-11-23"}', "error[G490]: the baseline cannot be used: `findings` is no list"),
        ('{"schema_version": 1, "as_of": "2026-11-23", "findings": [3]}', "error[G490]: the baseline cannot be used: a finding has"),
        (
            '{"schema_version": 1, "as_of": "2026-11-23", "findings": [{"declaration": "a", "finding": "b", "severity": "clear"}]}',
            "one of conditional, open, grey,",
        ),
        ("{", "error[G307]"),
    ],
)
def test_a_baseline_that_cannot_be_used_lets_nothing_pass(project: Path, text: str, said: str) -> None:
    (project / "legal" / "known.json").write_text(text, encoding="utf-8")
    found = run(project, "check")
    assert (found.code, found.out) == (2, "")
    assert said in " ".join(found.err.split())


def test_no_baseline_where_one_is_named_and_none_to_write_to(project: Path) -> None:
    assert run(project, "check").code == 2
    (project / "gauger.toml").write_text('declarations = "models/*.yaml"\n', encoding="utf-8")
    found = run(project, "baseline", "write")
    assert (found.code, found.err.splitlines()[0]) == (2, "error: there is no file to write the baseline to")
    assert run(project, "baseline", "write", "--output", "nowhere/known.json").code == 2


def test_a_declaration_with_mistakes_writes_no_baseline(project: Path) -> None:
    (project / "models" / "rival.yaml").write_text("gauger: 1\nsteps: 3\n", encoding="utf-8")
    assert run(project, "baseline", "write").code == 2
    assert not (project / "legal" / "known.json").exists()
