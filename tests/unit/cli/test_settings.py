"""Settings of a project as its users meet them: found from a folder below, shown with where each comes from, overruled by options."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from tests.unit.cli.running import ROOT, Run, run_gauger

AS_OF = "2026-11-23"
KEPT = ROOT / "examples" / "classifier-kept-and-released" / "kept.yaml"
RIVAL = ROOT / "examples" / "competitor-through-api" / "declaration.yaml"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A repository with two declarations, of which one is prohibited, and a folder to stand in."""
    for folder in (".git", "models/rival", "here"):
        (tmp_path / folder).mkdir(parents=True)
    shutil.copy(KEPT, tmp_path / "models" / "kept.yaml")
    shutil.copy(RIVAL, tmp_path / "models" / "rival" / "rival.yaml")
    return tmp_path


def write(project: Path, text: str) -> None:
    (project / "gauger.toml").write_text(text, encoding="utf-8")


def check(project: Path, *more: str) -> Run:
    return run_gauger("check", "--as-of", AS_OF, *more, cwd=project / "here")


def test_show_prints_every_value_with_where_it_comes_from(project: Path) -> None:
    write(project, 'declarations = "models/*.yaml"\nstale-after = 90\n\n[fail-on]\ndefault = "none"\ntraining = "grey"\n')
    run = run_gauger("config", "show", cwd=project / "here")
    assert (run.code, run.err) == (0, "")
    assert run.out.splitlines() == [
        'declarations = ["models/*.yaml"]  # ../gauger.toml:1',
        "policies = []                     # default",
        "positions = []                    # default",
        "archive = []                      # default",
        "admit = []                        # default",
        'fail-on = "none"                  # ../gauger.toml:5',
        'fail-on.training = "grey"         # ../gauger.toml:6',
        'baseline = ""                     # default',
        "stale-after = 90                  # ../gauger.toml:2",
    ]


def test_show_for_programs(project: Path) -> None:
    write(project, 'admit = ["reported"]\n')
    shown = json.loads(run_gauger("config", "show", "--format", "json", cwd=project).out)
    assert shown["admit"] == {"value": ["reported"], "origin": "gauger.toml:1"}
    assert shown["fail-on"] == {"value": "prohibited", "origin": "default"}


def test_what_the_page_shows_is_what_is_printed(tmp_path: Path) -> None:
    page = (ROOT / "docs" / "reference" / "settings.md").read_text(encoding="utf-8")
    shown = page.partition("$ gauger config show\n")[2].partition("```")[0].split("\n")[:-1]
    printed = {line.replace(" ", "") for line in run_gauger("config", "show", cwd=tmp_path).out.splitlines()}
    assert shown
    assert {line.replace(" ", "") for line in shown} <= printed


def test_the_example_of_the_page_is_read(project: Path) -> None:
    page = (ROOT / "docs" / "reference" / "settings.md").read_text(encoding="utf-8")
    write(project, page.partition("```toml\n")[2].partition("```")[0])
    run = run_gauger("config", "show", cwd=project)
    assert (run.code, run.err) == (0, "")
    assert "default" not in [line.rpartition("# ")[2] for line in run.out.splitlines()]


def test_declarations_of_the_settings_are_judged_and_an_option_counts_instead(project: Path) -> None:
    write(project, 'declarations = "models/**/*.yaml"\n')
    assert check(project).code == 1
    assert check(project, "../models/kept.yaml").code == 0
    write(project, 'declarations = "models/*.yaml"\n')
    assert check(project).code == 0


def test_thresholds_of_families(project: Path) -> None:
    write(project, 'declarations = "models/**/*.yaml"\nfail-on = "none"\n')
    assert check(project).code == 0
    assert check(project, "--fail-on", "prohibited").code == 1
    write(project, 'declarations = "models/**/*.yaml"\nfail-on = {default = "none", training = "prohibited"}\n')
    assert check(project).code == 1
    write(project, 'declarations = "models/**/*.yaml"\nfail-on = {default = "none", training = "none", naming = "prohibited"}\n')
    assert check(project).code in {0, 4}
    write(project, 'declarations = "models/**/*.yaml"\nfail-on = {trainig = "grey"}\n')
    run = check(project)
    assert run.code == 2
    assert "error[G805]: no clause is of the family `trainig`" in run.err
    assert "did you mean `training`?" in run.err


def test_how_old_a_text_may_be(project: Path) -> None:
    write(project, 'declarations = "models/*.yaml"\nstale-after = 1\n')
    assert "warning[G468]" in check(project).err
    assert "warning[G468]" not in check(project, "--stale-after", "0").err


def test_further_policies_positions_and_standings(project: Path) -> None:
    write(project, 'policies = "packs"\n')
    (project / "packs").mkdir()
    (project / "packs" / "broken.tos").write_text("document\n", encoding="utf-8")
    assert "packs/broken.tos" in check(project, "../models/kept.yaml").err
    write(project, 'positions = "nothing.yaml"\n')
    assert "`../nothing.yaml` cannot be read" in check(project, "../models/kept.yaml").err
    write(project, 'archive = "nothing"\n')
    run = run_gauger("terms", "verify", cwd=project / "here")
    assert run.code == 2
    assert "nothing" in run.err


def test_patterns_that_name_nothing(project: Path) -> None:
    write(project, 'declarations = ["models/*.yaml", "modles/*"]\n')
    run = check(project)
    assert run.code == 0
    assert "warning[G804]: no file is named by `modles/*`" in run.err
    write(project, 'declarations = "modles/*"\n')
    assert check(project).code == 3
    write(project, 'admit = "reported"\n')
    run = check(project)
    assert (run.code, run.err.splitlines()[0]) == (2, "error: no declaration is named")


def test_every_mistake_in_one_run_and_nothing_judged(project: Path) -> None:
    write(project, 'declaration = "models/*.yaml"\nfail-on = "gray"\n')
    for command in (["check"], ["config", "show"], ["terms"], ["lint"]):
        run = run_gauger(*command, cwd=project / "here")
        assert (run.code, run.out) == (2, "")
        assert run.err.count("error[G80") == 2


def test_a_file_that_is_named_counts_alone(project: Path) -> None:
    write(project, 'fail-on = "gray"\n')
    (project / "other.toml").write_text('admit = "reported"\n', encoding="utf-8")
    run = run_gauger("--config", "../other.toml", "config", "show", cwd=project / "here")
    assert (run.code, run.err) == (0, "")
    assert run_gauger("--config", "../none.toml", "config", "show", cwd=project / "here").code == 2


# --- the gate can fail -------------------------------------------------------------------------------------------------


def test_the_gate_can_fail(tmp_path: Path) -> None:
    run = run_gauger("selftest", cwd=tmp_path)
    assert (run.code, run.err) == (0, "")
    assert run.out.splitlines() == [
        "prohibited, as it must be: openai/services-agreement#no-competing-models@train:ask",
        "a check of it ends with exit code 1: the gate can fail",
    ]
    assert run_gauger("check", ROOT / "policies" / "selftest.yaml", "--as-of", AS_OF).code == 1


@pytest.mark.parametrize("text", ['fail-on = "none"\n', '[fail-on]\ntraining = "none"\n'])
def test_a_gate_that_lets_everything_pass_is_told(project: Path, text: str) -> None:
    write(project, text)
    run = run_gauger("selftest", cwd=project / "here")
    assert run.code == 1
    assert run.out.splitlines()[-1] == "a check of it ends with exit code 0: the gate lets it pass"
    assert run_gauger("selftest", "--fail-on", "prohibited", cwd=project / "here").code == 0


def test_policies_that_cannot_be_read_prove_nothing(project: Path) -> None:
    write(project, 'policies = "packs"\n')
    (project / "packs").mkdir()
    (project / "packs" / "broken.tos").write_text("document\n", encoding="utf-8")
    run = run_gauger("selftest", cwd=project / "here")
    assert (run.code, run.out) == (2, "")
