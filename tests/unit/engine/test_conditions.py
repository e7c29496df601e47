"""Conditions where something is not on record: on the publisher's side, among further entries, of the declaring party."""

from __future__ import annotations

import pytest

from gauger.findings.model import Exposure, Finding, Verdict
from tests.unit.engine.texts import VOCABULARY, clause, document, pipeline
from tests.unit.scenes import ask, find, read_policy

TRAIN = "forbids  train model using output"
# Nothing on record of what Acme offers.
SILENT = VOCABULARY.replace("  products text\n", "", 1)
OVERLAP = clause("ban", TRAIN, "when     model.capabilities overlaps publisher.products")


def ban_of(exposure: Exposure) -> Finding:
    return find(exposure, "acme/terms#ban@train:ask")


def judge(when: str, declared: str, vocabulary: str = VOCABULARY) -> Finding:
    """The ban under a condition, each line of which is written as it stands in the block."""
    return ban_of(ask(read_policy(vocabulary, document(clause("ban", TRAIN, *when.split("\n")))), declared))


# --- the publisher's side ----------------------------------------------------------------------------------------------


def test_what_the_publisher_offers_is_asked_where_it_is_not_on_record() -> None:
    found = ban_of(ask(read_policy(SILENT, document(OVERLAP)), pipeline(student="capabilities: [image, text]")))
    assert (found.verdict, found.pivots) == (Verdict.OPEN, ("fact:publisher acme.products",))
    assert found.choices[0].values == ("none of these", "image or text")
    assert found.missing[0].question == "What is `publisher acme.products`? What it offers."


def test_neither_side_on_record_is_one_question() -> None:
    found = ban_of(ask(read_policy(SILENT, document(OVERLAP)), pipeline(student="")))
    assert (found.verdict, found.pivots) == (Verdict.OPEN, ("fact:student.capabilities overlaps publisher acme.products",))


def test_what_does_not_apply_overlaps_nothing() -> None:
    for vocabulary in (SILENT, VOCABULARY):
        found = ban_of(ask(read_policy(vocabulary, document(OVERLAP)), pipeline(student="capabilities: not applicable")))
        assert found.verdict is Verdict.CLEAR


def test_what_does_not_apply_is_relied_on() -> None:
    found = judge("when     model.task is chat", pipeline(student="task: not applicable"))
    assert [(f.fact, f.value) for f in found.facts_relied_on] == [("student.task", "not applicable")]


# --- further entries ---------------------------------------------------------------------------------------------------

FURTHER = pipeline(releases="{complete: false, items: []}")


@pytest.mark.parametrize(
    ("body", "values"),
    [
        ("release.to overlaps public", ("none of these", "to public")),
        ("any of\n      release.to overlaps public\n      release.notice is yes", ("none of these", "to none of these, notice yes")),
        ("none of\n      release.to overlaps public", ("none of these", "to none of these")),
        ("release.to overlaps public\n    release.notice is yes", ("none of these", "to public, notice yes")),
    ],
)
def test_an_open_list_may_hold_an_entry_that_meets_the_body(body: str, values: tuple[str, ...]) -> None:
    found = judge(f"when\n  some release of model\n    {body}", FURTHER)
    assert (found.verdict, found.pivots) == (Verdict.OPEN, ("fact:student.releases",))
    assert found.choices[0].values == values


def test_two_bodies_over_one_list_are_one_choice() -> None:
    found = judge(
        "when all of\n  some release of model\n    release.to overlaps public\n  some release of model\n    release.to overlaps employees",
        FURTHER,
    )
    assert found.pivots == ("fact:student.releases",)
    assert len(found.choices[0].values) == 4
    assert found.worlds == (1, 4)


@pytest.mark.parametrize(
    ("body", "verdict"),
    [
        ("release.to overlaps public", Verdict.PROHIBITED),
        ("release.to overlaps employees", Verdict.CLEAR),
        ("any of\n      release.to overlaps employees\n      release.notice is yes", Verdict.PROHIBITED),
        ("none of\n      release.to overlaps employees", Verdict.PROHIBITED),
        ("release.to overlaps public\n    release.notice is yes", Verdict.PROHIBITED),
    ],
)
def test_a_listed_entry_meets_the_body_or_does_not(body: str, verdict: Verdict) -> None:
    declared = pipeline(releases="[{artifact: student, to: [public], notice: true, date: 2025-05-01}]")
    assert judge(f"when\n  some release of model\n    {body}", declared).verdict is verdict


BASE = "  base: {model: them/base, task: chat, license: unknown}"


def test_a_model_descends_from_its_bases() -> None:
    declared = pipeline(artifacts=BASE).replace("from: []", "from: base")
    assert judge("when\n  some base of model\n    base.task is chat", declared).verdict is Verdict.PROHIBITED
    assert judge("when\n  some base of model\n    base.task is classification", declared).verdict is Verdict.CLEAR


def test_bases_that_are_not_all_declared_may_be_others() -> None:
    declared = pipeline(artifacts=BASE).replace("from: [], ", "")
    found = judge("when\n  some base of model\n    base.task is chat", declared)
    assert (found.verdict, set(found.pivots)) == (Verdict.OPEN, {"fact:train.from", "fact:train.further-bases"})
    questions = {c.key: c.question for c in found.choices}
    assert questions["fact:train.from"] == "Which declared models does `train` start from?"
    assert questions["fact:train.further-bases"] == "Does `train` start from a model that is not declared?"


# --- values ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("when", "declared", "verdict"),
    [
        ("party.size more than 10", pipeline(), Verdict.CLEAR),
        ("party.size at least 10", pipeline(), Verdict.PROHIBITED),
        ("model.scope is NARROW", pipeline(), Verdict.PROHIBITED),
        ("access.rough is yes", pipeline(ask="via: acme/api, date: 2025-03-01, rough: true"), Verdict.PROHIBITED),
        ("access.rough is yes", pipeline(), Verdict.OPEN),
        ("never", pipeline(), Verdict.CLEAR),
        ("always", pipeline(), Verdict.PROHIBITED),
        ("distributed(model)", FURTHER, Verdict.OPEN),
    ],
)
def test_comparisons(when: str, declared: str, verdict: Verdict) -> None:
    assert judge(f"when     {when}".replace("NARROW", "narrow"), declared).verdict is verdict


def test_an_unknown_number_is_asked_at_its_thresholds() -> None:
    found = judge("when     party.size more than 700 million", pipeline().replace("size: 10", "size: unknown"))
    assert (found.verdict, found.pivots) == (Verdict.OPEN, ("fact:declarant.size",))
    assert found.choices[0].values == ("less than 700000000 or exactly 700000000", "more than 700000000")
    assert found.missing[0].span.begin.line == 4


def test_an_unknown_day_is_asked_between_its_bounds() -> None:
    found = ban_of(ask(read_policy(VOCABULARY, document(clause("ban", TRAIN, "in force from 2025-06-01"))), pipeline(
        ask="via: acme/api, date: {between: [2025-05-01, 2025-07-01]}", train="date: {between: [2025-05-01, 2025-07-01]}"
    )))  # fmt: skip
    assert found.verdict is Verdict.OPEN
    assert {c.key: c.question for c in found.choices} == {
        "fact:train.date": "When is the day of `train`?", "fact:ask.date": "When is the day of `ask`?"
    }  # fmt: skip
    # Asking from June on while training before June is no world.
    assert found.worlds == (2, 3)
