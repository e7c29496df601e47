"""What other programs take from the root of the project to run the gate: the hooks of pre-commit, the action, the job for GitLab."""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.functional.command import ROOT, find_command, run_gauger

RIVAL = ROOT / "examples" / "competitor-through-api" / "declaration.yaml"
HOOKS = {hook["id"]: hook for hook in yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))}
ACTION: dict[str, Any] = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
PAGE = (ROOT / "docs" / "how-to" / "ci.md").read_text(encoding="utf-8")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A repository whose only declaration is prohibited."""
    for folder in (".git", "models"):
        (tmp_path / folder).mkdir()
    shutil.copy(RIVAL, tmp_path / "models" / "gauger.yaml")
    (tmp_path / "gauger.toml").write_text('declarations = "models/*.yaml"\n', encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize(
    ("name", "files", "code"), [("gauger-check", (), 1), ("gauger-check-files", ("models/gauger.yaml",), 1), ("gauger-selftest", (), 0)]
)
def test_a_hook_judges(name: str, files: tuple[str, ...], code: int, project: Path) -> None:
    entry = shlex.split(HOOKS[name]["entry"])
    assert entry[0] == "gauger"
    assert run_gauger(*entry[1:], *files, cwd=project).code == code


def test_hooks_run_for_what_concerns_them() -> None:
    wakes = re.compile(HOOKS["gauger-check"]["files"])
    assert all(wakes.search(name) for name in ("gauger.toml", "a/gauger.yaml", "pyproject.toml", "packs/acme.tos"))
    assert not any(wakes.search(name) for name in ("src/x.py", "a/mygauger.yaml", "gauger.yaml.bak"))
    assert re.search(HOOKS["gauger-fmt"]["files"], "packs/acme.tos")
    assert set(HOOKS) == set(re.findall(r"^\| `(gauger-[a-z-]+)` \|", PAGE, re.MULTILINE))


@pytest.mark.parametrize(("inputs", "code"), [({}, 1), ({"FAIL_ON": "none"}, 0), ({"DECLARATIONS": "models/nothing.yaml"}, 2)])
def test_the_action_judges_annotates_sums_up_and_keeps_the_exit_code(inputs: dict[str, str], code: int, project: Path) -> None:
    step = next(step for step in ACTION["runs"]["steps"] if step.get("id") == "check")
    own = dict.fromkeys(step["env"], "") | {"SARIF": "gauger.sarif", "RUNNER_TEMP": str(project), **inputs}
    told = {"GITHUB_STEP_SUMMARY": str(project / "summary"), "GITHUB_OUTPUT": str(project / "told")}
    path = {"PATH": f"{Path(find_command()).parent}{os.pathsep}{os.environ['PATH']}"}
    run = subprocess.run(
        ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]],
        cwd=project, env={**os.environ, **path, **own, **told}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert run.returncode == code, run.stderr
    assert (project / "told").read_text(encoding="utf-8") == f"sarif=gauger.sarif\nexit-code={code}\n"
    log = json.loads((project / "gauger.sarif").read_text(encoding="utf-8"))["runs"][0]
    assert log["invocations"][0]["executionSuccessful"] is (code != 2)
    assert (project / "summary").read_text(encoding="utf-8").startswith("### Gauger: ")
    assert run.stdout.startswith("::error file=models/gauger.yaml,") is (code != 2)


def test_every_input_of_the_action_is_used_and_described() -> None:
    steps = json.dumps(ACTION["runs"]["steps"])
    for name in ACTION["inputs"]:
        assert f"inputs.{name}" in steps
        assert f"`{name}`" in PAGE


def test_the_job_for_gitlab_writes_the_reports_that_it_names(project: Path) -> None:
    job = yaml.safe_load((ROOT / "docs" / "how-to" / "gitlab.yml").read_text(encoding="utf-8"))["gauger"]
    codes = [run_gauger(*shlex.split(line)[1:], cwd=project).code for line in job["script"]]
    assert codes == [0, 1]
    for name in job["artifacts"]["reports"].values():
        assert (project / name).stat().st_size > 0


def test_the_settings_of_the_page_are_read(tmp_path: Path) -> None:
    (tmp_path / "gauger.toml").write_text(PAGE.partition("```toml\n")[2].partition("```")[0], encoding="utf-8")
    assert run_gauger("config", "show", cwd=tmp_path).code == 0
