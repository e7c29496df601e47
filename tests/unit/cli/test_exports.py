"""Reports of one run in several formats, each to its file: the same findings in all, whole files or none."""

from __future__ import annotations

import csv
import json
import shutil
import subprocess
from pathlib import Path
from xml.etree.ElementTree import fromstring

import pytest

from tests.unit.cli.running import ROOT, run_gauger

AS_OF = "2026-11-23"
EXAMPLES = sorted(path for path in (ROOT / "examples").glob("*/*.yaml"))
RIVAL = ROOT / "examples" / "competitor-through-api" / "declaration.yaml"


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_formats_of_one_run_hold_the_same_findings(example: Path, tmp_path: Path) -> None:
    outputs = [f"{name}={tmp_path / name}" for name in ("json", "sarif", "jsonl", "csv", "junit", "gitlab")]
    run_gauger("check", example, "--as-of", AS_OF, *(word for output in outputs for word in ("--output", output)))
    document = json.loads((tmp_path / "json").read_text(encoding="utf-8"))
    log = json.loads((tmp_path / "sarif").read_text(encoding="utf-8"))["runs"][0]
    wanted = {(f["id"], f["word"]) for f in document["findings"] if f["verdict"] != "clear"}
    assert {(r["properties"]["finding"], r["properties"]["verdict"]) for r in log["results"]} == wanted
    every = {f["id"] for f in document["findings"]}
    lines = [json.loads(line) for line in (tmp_path / "jsonl").read_text(encoding="utf-8").splitlines()]
    assert {row["id"] for row in lines if row["record"] == "finding"} == every
    with (tmp_path / "csv").open(encoding="utf-8", newline="") as file:
        assert {row["finding"] for row in csv.DictReader(file)} == every
    cases = fromstring((tmp_path / "junit").read_text(encoding="utf-8")).iter("testcase")
    assert {f"{case.get('classname')}@{case.get('name')}" for case in cases} == every
    quality = json.loads((tmp_path / "gitlab").read_text(encoding="utf-8"))
    assert sorted(one["check_name"] for one in quality) == sorted(
        f["id"].partition("@")[0] for f in document["findings"] if f["verdict"] != "clear"
    )
    assert log["properties"]["policiesDigest"] == [document["policies_digest"]]
    assert log["properties"]["verdicts"] == document["summary"]["verdicts"]
    cited = {(rule["helpUri"], rule["fullDescription"]["text"].rstrip(".")) for rule in log["tool"]["driver"]["rules"]}
    assert cited == {
        (f["citation"]["url"], f["citation"]["paraphrase"].rstrip(".")) for f in document["findings"] if f["verdict"] != "clear"
    }


def test_standard_output_is_of_the_format_unless_a_file_takes_it(tmp_path: Path) -> None:
    both = run_gauger("check", RIVAL, "--as-of", AS_OF, "--output", f"sarif={tmp_path / 'a'}")
    assert (both.code, "PROHIBITED" in both.out) == (1, True)
    one = run_gauger("check", RIVAL, "--as-of", AS_OF, "--format", "sarif", "--output", tmp_path / "b")
    assert (one.code, one.out) == (1, "")
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()
    assert run_gauger("check", RIVAL, "--as-of", AS_OF, "--format", "sarif").out == (tmp_path / "a").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("outputs", "said"),
    [
        (["sarf=x"], "`sarf` is no value for `--output`"),
        (["sarif="], "`sarif=` names no file"),
        (["json=x", "sarif=x"], "two reports go to one file"),
        (["json=nowhere/x"], "`nowhere/x` cannot be written: no such file or directory"),
    ],
)
def test_outputs_that_cannot_be(outputs: list[str], said: str, tmp_path: Path) -> None:
    run = run_gauger("check", RIVAL, "--as-of", AS_OF, *(w for o in outputs for w in ("--output", o)), cwd=tmp_path)
    assert (run.code, said in run.err) == (2, True)
    assert list(tmp_path.iterdir()) == []


def test_a_run_that_fails_leaves_a_log_that_says_so(tmp_path: Path) -> None:
    (tmp_path / "bad.yaml").write_text("gauger: 1\nsteps: [3]\n", encoding="utf-8")
    run = run_gauger("check", "bad.yaml", "--format", "sarif", cwd=tmp_path)
    assert run.code == 2
    (invocation,) = json.loads(run.out)["runs"][0]["invocations"]
    assert not invocation["executionSuccessful"]
    assert invocation["toolExecutionNotifications"][0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "bad.yaml"


def test_an_outside_validator_has_nothing_to_say(tmp_path: Path) -> None:
    validator = shutil.which("sarif-multitool") or shutil.which("Sarif.Multitool")
    if validator is None:
        pytest.skip("sarif-multitool is not installed (npm install -g @microsoft/sarif-multitool)")
    run_gauger("check", *EXAMPLES, "--as-of", AS_OF, "--output", f"sarif={tmp_path / 'out.sarif'}")
    options = ["--rule-kind", "Ghas", "--level", "Error;Warning;Note", "--log", "ForceOverwrite", "-o", str(tmp_path / "said.sarif")]
    subprocess.run([validator, "validate", str(tmp_path / "out.sarif"), *options], check=False, capture_output=True)
    said = json.loads((tmp_path / "said.sarif").read_text(encoding="utf-8"))
    assert said["runs"][0].get("results", []) == []
