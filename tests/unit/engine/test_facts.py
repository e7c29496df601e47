"""Comparisons: each operator on each sort of value, what every variable stands for, and what is asked where nothing is known."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from gauger.declaration.records import DataUse, Lasting, Licence, Listed, NotApplicable, Uncertain
from gauger.engine.facts import show
from gauger.findings.model import Finding
from gauger.policy.model import AttributeRef, Condition, Governs, Standing
from gauger.policy.model import Test as Comparison
from tests.differential.random_terms import reading
from tests.differential.random_words import ATTRIBUTES, NOWHERE
from tests.oracle.scenes import ANYHOW, ASK, TRAIN, clause, concept, dataset, declaration, document, known, model, policy, release
from tests.oracle.test_quantities import compare
from tests.unit.engine.agreed import find, word


def judge(when: Condition, **more: Any) -> Finding:
    found = find(policy(document(clause(when=when))), declaration(**more))
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("key", "operator", "values", "met", "unmet"),
    [
        ("sort", "is", ("round",), ["round", "Round"], ["square"]),
        ("sort", "in", ("round", "flat"), ["round", "flat"], ["square"]),
        ("skills", "overlaps", ("sing", "dance"), [frozenset({"sing"}), frozenset({"sing", "dance"})], [frozenset()]),
        ("skills", "includes", ("sing",), [frozenset({"sing", "dance"})], [frozenset({"dance"}), frozenset()]),
        ("grown", "is", (True,), [True], [False]),
        ("grown", "is", (False,), [False], [True]),
    ],
)
def test_a_known_value_is_what_it_is(key: str, operator: str, values: Any, met: list[Any], unmet: list[Any]) -> None:
    test = compare("model", f"model.{key}", operator, *values)
    for value in (*met, *unmet):
        found = judge(test, student={key: value})
        assert found.verdict.word == ("prohibited" if value in met else "clear")
        absence = value is False or value == frozenset()
        assert [(f.value, f.absence) for f in found.facts_relied_on if f.fact == f"student.{key}"] == [(show(value), absence)]
    assert judge(test, student={}).verdict.word == "open"
    assert judge(test, student={key: NotApplicable}).verdict.word == "clear"


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (True, "yes"), (False, "no"), ("round", "round"), (frozenset({"b", "a"}), "[a, b]"), (frozenset(), "[]"), (Decimal("1E+3"), "1000"),
        (date(2025, 1, 2), "2025-01-02"),
    ],
)  # fmt: skip
def test_values_are_shown_as_they_would_be_written(value: Any, shown: str) -> None:
    assert show(value) == shown


@pytest.mark.parametrize(("operator", "met"), [("more than", {11}), ("at least", {10, 11}), ("less than", {9}), ("at most", {9, 10})])
def test_numbers_at_their_thresholds(operator: str, met: set[int]) -> None:
    for value in (9, 10, 11):
        us = known(size=Decimal(value))
        assert judge(compare("party", "party.size", operator, Decimal(10)), us=us).verdict.word == (
            "prohibited" if value in met else "clear"
        )


@pytest.mark.parametrize("mine", [frozenset({"sing"}), frozenset({"dance", "sing"}), frozenset(), NotApplicable, None])
@pytest.mark.parametrize("theirs", [frozenset({"sing"}), frozenset({"dance"})])
@pytest.mark.parametrize("operator", ["overlaps"])
def test_what_one_side_has_is_held_against_the_other(mine: Any, theirs: frozenset[str] | None, operator: Any) -> None:
    other = AttributeRef("publisher", ATTRIBUTES["publisher.wares"])
    test = Comparison(AttributeRef("model", ATTRIBUTES["model.skills"]), operator, (), other, NOWHERE)
    p = policy(document(clause(when=test)))
    if theirs is not None:
        p = replace(p, publishers={**p.publishers, "p": replace(p.publishers["p"], facts={"wares": theirs})})
    told = word(p, declaration(student={} if mine is None else {"skills": mine}))
    if mine is NotApplicable or mine == frozenset():
        assert told == "clear"
    elif mine is None or theirs is None:
        assert told == "open"
    else:
        assert told == ("prohibited" if mine & theirs else "clear")


# --- what the variables stand for --------------------------------------------------------------------------------------


def test_the_step_and_the_access_are_two() -> None:
    for asked, trained in ((True, False), (False, True)):
        steps = replace(ASK, facts=known(rough=asked)), replace(TRAIN, facts=known(rough=trained))
        for variable, rough in (("access", asked), ("step", trained)):
            when = compare(variable, "step.rough", "is", True)
            assert word(policy(document(clause(when=when))), declaration(*steps)) == ("prohibited" if rough else "clear")


def test_the_source_and_the_subject_are_two() -> None:
    teacher = replace(model("teacher", own=False), facts=known(sort="square"))
    for variable, sort in (("source", "square"), ("model", "round")):
        when = compare(variable, "model.sort", "is", sort)
        assert word(policy(document(clause(when=when))), declaration(artifacts=(teacher,))) == "prohibited"
        assert (
            word(policy(document(clause(when=compare(variable, "model.sort", "is", "flat")))), declaration(artifacts=(teacher,))) == "clear"
        )


@pytest.mark.parametrize("paid", [True, False, None])
def test_the_release_is_the_act(paid: bool | None) -> None:
    shown = replace(release(), facts={} if paid is None else known(paid=paid))
    when = compare("release", "release.paid", "is", True)
    p = policy(document(clause(act="show model", when=when)))
    told = word(p, declaration(releases=Listed((shown,), False)), "p/one#ban@student.release:ask")
    assert told == {True: "prohibited", False: "clear", None: "open"}[paid]


@pytest.mark.parametrize("sort", ["round", "square", None])
def test_the_data_is_what_was_taken(sort: str | None) -> None:
    theirs = replace(dataset("theirs", Licence("lic-p")), facts={} if sort is None else known(sort=sort))
    train = replace(TRAIN, data=Listed((DataUse("theirs", None, None, NOWHERE),), False))
    when = compare("data", "dataset.sort", "is", "round")
    p = policy(document(clause(objects=("rows",), when=when), governs=(), licences=("lic-p",)))
    told = word(p, declaration(ASK, train, artifacts=(theirs,)), "p/one#ban@train:theirs")
    assert told == {"round": "prohibited", "square": "clear", None: "open"}[sort]


def test_a_tool_is_a_source_of_its_own() -> None:
    employed = concept("employed", reading("any", Standing.TEXT, None, replace(ANYHOW, along=frozenset({"tool", "copy"}))))
    saw = replace(dataset("saw", Licence("lic-p")), kind="tool")
    train = replace(TRAIN, tools=Listed(("saw",), False))
    for objects in (("saw",), ("rows",), ("answers",)):
        p = policy(document(clause(objects=objects), governs=(), licences=("lic-p",)), concepts=(employed,))
        told = word(p, declaration(ASK, train, artifacts=(saw,)), "p/one#ban@train:saw")
        assert told == ("prohibited" if objects == ("saw",) else None)


def test_what_governs_everything_asks_in_vain_about_what_is_not_there() -> None:
    theirs = dataset("theirs", Licence("lic-q"))
    train = replace(TRAIN, data=Listed((DataUse("theirs", None, None, NOWHERE),), False))
    for when in (compare("access", "step.rough", "is", True), compare("access", "step.via", "is", "p/api")):
        p = policy(document(clause(objects=("rows",)), governs=(Governs((), when, everything=True),)))
        assert word(p, declaration(ASK, train, artifacts=(theirs,)), "p/one#ban@train:theirs") is None


# --- channels ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("via", ["p/api", "p/app", "local", None])
@pytest.mark.parametrize("host", ["h/hub", "p/api", None])
def test_channels_are_compared_as_names(via: str | None, host: str | None) -> None:
    for key, operator, values in (
        ("via", "is", ("p/api",)), ("via", "in", ("p/api", "p/app")), ("via", "starts with", ("P/A",)), ("via", "is", ("local",)),
        ("served-by", "is", ("h/hub",)), ("served-by", "contains", ("Hub",)),
    ):  # fmt: skip
        test = compare("access", f"step.{key}", operator, *values)
        law = document(clause(when=test), governs=(Governs((), None, everything=True),))
        told = word(policy(law), declaration(replace(ASK, via=via, host=host), TRAIN))
        value = via if key == "via" else host
        texts = [v.casefold() for v in values]
        if value is None:
            assert told == ("clear" if texts == ["local"] else "open")  # of a model without a licence nobody has the weights
        else:
            met = {"is": value in texts, "in": value in texts, "starts with": value.startswith(texts[0]), "contains": texts[0] in value}
            assert told == ("prohibited" if met[operator] else "clear")


def test_a_step_that_reaches_no_model_has_no_channel() -> None:
    assert judge(compare("step", "step.via", "is", "p/api")).verdict.word == "clear"
    assert judge(compare("step", "step.served-by", "is", "h/hub")).verdict.word == "clear"


# --- days --------------------------------------------------------------------------------------------------------------

JUNE = date(2025, 6, 1)


@pytest.mark.parametrize(
    ("when", "day", "before"),
    [
        (Lasting(JUNE, JUNE), JUNE, "clear"),
        (Lasting(JUNE, JUNE), date(2025, 6, 2), "prohibited"),
        (Lasting(date(2025, 5, 1), JUNE), JUNE, "clear"),  # its last day is not before
        (Lasting(date(2025, 5, 1), JUNE), date(2025, 6, 2), "prohibited"),
        (Uncertain(JUNE, date(2025, 6, 9)), JUNE, "clear"),
        (Uncertain(JUNE, date(2025, 6, 9)), date(2025, 6, 2), "open"),
        (Uncertain(JUNE, date(2025, 6, 9)), date(2025, 6, 9), "open"),
        (Uncertain(JUNE, date(2025, 6, 9)), date(2025, 6, 10), "prohibited"),
    ],
)
def test_a_duration_is_before_a_day_when_it_ends_before_it(when: Any, day: date, before: str) -> None:
    releases = Listed((replace(release(), when=when),), False)
    id_ = "p/one#ban@student.release:ask"
    for operator, expected in (("before", before), ("on or after", {"clear": "prohibited", "prohibited": "clear", "open": "open"}[before])):
        p = policy(document(clause(act="show model", when=compare("release", "release.date", operator, day))))
        assert word(p, declaration(releases=releases), id_) == expected
