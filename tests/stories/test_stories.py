"""Every story a careful reader would accept comes out as told, for the reason that the text gives (the YAML beside this file)."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from gauger.app.cases import Outcome, find_case_files, run_file
from gauger.app.setting import Setting, load_setting
from gauger.diagnostics import Diagnostic
from gauger.library import find_policies

STORIES = sorted(Path(__file__).parent.glob("*.yaml"))
CASES = find_case_files([find_policies()])


@cache
def setting() -> Setting:
    found, mistakes = load_setting()
    assert found is not None, mistakes
    return found


@cache
def run(path: Path) -> tuple[tuple[Outcome, ...], tuple[Diagnostic, ...]]:
    return run_file(path, setting())


def failures(outcomes: tuple[Outcome, ...], mistakes: tuple[Diagnostic, ...]) -> list[str]:
    told = [f"{outcome.name}: {line}" for outcome in outcomes for line in outcome.failures]
    wrong = [d.message for outcome in outcomes for d in outcome.diagnostics if d.severity == "error"]
    return [*told, *wrong, *(m.message for m in mistakes)]


@pytest.mark.parametrize("story", STORIES, ids=lambda path: path.stem)
def test_a_story_comes_out_as_told(story: Path) -> None:
    outcomes, mistakes = run(story)
    assert outcomes, "a story without a case tells nothing"
    assert failures(outcomes, mistakes) == []


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.name.removesuffix(".cases.yaml"))
def test_the_cases_beside_a_policy_come_out_as_expected(path: Path) -> None:
    outcomes, mistakes = run(path)
    assert outcomes
    assert failures(outcomes, mistakes) == []


def test_every_clause_of_every_document_is_named_in_some_case() -> None:
    named = {f.id.partition("@")[0] for path in (*CASES, *STORIES) for outcome in run(path)[0] for f in outcome.findings}
    clauses = {clause.key for document in setting().policy.documents.values() for clause in document.clauses.values()}
    assert clauses - named == set()
