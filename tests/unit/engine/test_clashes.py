"""What a clause is held against: nothing that it cannot clash with."""

from __future__ import annotations

import pytest

from gauger.engine import Question, clashes, survey
from gauger.findings.model import Verdict
from tests.unit.engine.test_screening import hold
from tests.unit.engine.texts import PUBLIC, clause, document, pipeline, policy
from tests.unit.scenes import AS_OF, read_declaration

RELEASE = "forbids  release model using output"
TRAIN = "forbids  train model using output"


def count_pairs(monkeypatch: pytest.MonkeyPatch, *clauses: str) -> int:
    """How many pairs of clauses are held against each other in one survey."""
    pairs = []
    original = clashes._duty_against_ban

    def watch(case, bearing, other, mode):  # type: ignore[no-untyped-def]
        pairs.append((bearing.id, other.id))
        return original(case, bearing, other, mode)

    monkeypatch.setattr(clashes, "_duty_against_ban", watch)
    survey(policy(document("".join(clauses))), read_declaration(pipeline(releases=PUBLIC)), Question(AS_OF))
    return len(pairs)


def test_bans_are_not_held_against_bans(monkeypatch: pytest.MonkeyPatch) -> None:
    assert count_pairs(monkeypatch, *(clause(f"ban{n}", RELEASE, at=f"{n}") for n in range(30))) == 0


def test_a_duty_is_held_against_bans_on_the_same_act_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    duty = clause("duty", "on       release model using output", "requires release.notice is yes", at="d")
    others = [clause(f"other{n}", TRAIN, at=f"{n}") for n in range(20)]
    assert count_pairs(monkeypatch, duty, *others) == 0
    ban = clause("ban", RELEASE, "when     release.notice is yes", at="b")
    assert count_pairs(monkeypatch, duty, ban, *others) == 4  # from each side, and from the duty's with duties done and undone


def test_which_duty_a_ban_stands_against_is_found_for_each_declaration_that_is_screened() -> None:
    """What is general is banned whatever it is for, and nothing stands against that; else the duty does, for it asks for what is banned."""
    ban = clause("ban", TRAIN, "when any of", "  model.scope is general", "  model.task is chat", at="b")
    duty = clause("duty", "on       train model using output", "requires model.task is chat", at="d")
    declared = [
        read_declaration(pipeline(student=f"task: {task}, scope: {scope}"))
        for task in ("chat", "classification")
        for scope in ("general", "narrow")
    ]
    found = hold(policy(document(ban + duty)), declared)
    verdicts = [one.get("acme/terms#ban@train:ask") if isinstance(one, dict) else one for one in found]
    assert verdicts == [Verdict.PROHIBITED, Verdict.GREY, Verdict.PROHIBITED, None]
