"""Comparisons: each operator on each sort of value, what every variable stands for, and what is asked where nothing is known."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from gauger.declaration.records import DataUse, Declaration, Guarded, Lasting, Licence, Listed, NotApplicable, Uncertain
from gauger.engine import Question
from gauger.engine.case import Case
from gauger.engine.facts import compare as compare_facts
from gauger.engine.facts import domain_of, lookup, show
from gauger.engine.scope import Bound, Scope, bind_artifact, bind_step
from gauger.engine.trace import Trace
from gauger.findings.model import Finding
from gauger.policy.model import Attribute, AttributeRef, Condition, Governs, Standing
from gauger.policy.model import Test as Comparison
from gauger.worlds import FALSE, TRUE, Choice, Formula, all_of, any_of, literal, negate
from gauger.worlds.domains import Days, Numbers, OneOf, SomeOf, Words, YesNo
from gauger.worlds.domains import Test as Asked
from tests.differential.random_terms import reading
from tests.differential.random_words import ATTRIBUTES, NOWHERE
from tests.oracle.scenes import ANYHOW, AS_OF, ASK, TRAIN, clause, concept, dataset, declaration, document, known, model, policy, release
from tests.oracle.test_quantities import compare
from tests.oracle.test_right_sides import against, taught
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


# --- what a finding rests on -------------------------------------------------------------------------------------------


def rests(found: Finding, fact: str) -> list[tuple[str, bool]]:
    return [(f.value, f.absence) for f in found.facts_relied_on if f.fact == fact]


def test_what_is_none_where_left_out_is_relied_on_as_an_absence() -> None:
    test = compare("model", "model.flaws", "overlaps", "cracks")
    found = judge(test, student={})
    assert (found.verdict.word, rests(found, "student.flaws")) == ("clear", [("none declared", True)])
    found = judge(test, student={"flaws": NotApplicable})
    assert (found.verdict.word, rests(found, "student.flaws")) == ("clear", [("not applicable", False)])
    found = judge(test, student={"flaws": frozenset({"cracks"})})
    assert (found.verdict.word, rests(found, "student.flaws")) == ("prohibited", [("[cracks]", False)])


def test_what_is_missing_is_relied_on_by_nobody() -> None:
    assert rests(judge(compare("model", "model.sort", "is", "round"), student={}), "student.sort") == []


@pytest.mark.parametrize(("teacher", "told"), [({"sort": "round"}, "round"), ({"sort": NotApplicable}, "not applicable"), ({}, None)])
def test_what_stands_on_the_right_is_relied_on_as_well(teacher: dict[str, Any], told: str | None) -> None:
    found = find(policy(document(clause(when=against("sort", "is", "sort")))), taught({"sort": "round"}, teacher))
    assert found is not None
    assert rests(found, "teacher.sort") == ([(told, False)] if told else [])


def test_what_is_left_out_on_the_right_is_an_absence() -> None:
    found = find(policy(document(clause(when=against("flaws", "overlaps", "flaws")))), taught({"flaws": frozenset({"cracks"})}, {}))
    assert found is not None
    assert (found.verdict.word, rests(found, "teacher.flaws")) == ("clear", [("none declared", True)])


def test_what_the_policy_says_of_a_publisher_is_no_fact_of_the_declaration() -> None:
    other = AttributeRef("publisher", ATTRIBUTES["publisher.wares"])
    p = policy(document(clause(when=Comparison(AttributeRef("model", ATTRIBUTES["model.skills"]), "overlaps", (), other, NOWHERE))))
    p = replace(p, publishers={**p.publishers, "p": replace(p.publishers["p"], facts={"wares": frozenset({"sing"})})})
    found = find(p, declaration(student={"skills": frozenset({"sing"})}))
    assert found is not None
    assert [f.fact for f in found.facts_relied_on if "skills" in f.fact or "wares" in f.fact] == ["student.skills"]


@pytest.mark.parametrize(("grown", "holds"), [(False, True), (True, False)])
def test_a_verdict_holds_while_what_is_denied_is_not_so(grown: bool, holds: bool) -> None:
    when = compare("model", "model.grown", "is", True) if holds else compare("model", "model.grown", "is", False)
    found = judge(when, student={"grown": grown})
    assert found.verdict.word == "clear"
    assert [(h.fact, h.verdict.word) for h in found.holds_while] == ([("student.grown", "open")] if holds else [])


# --- two sides ---------------------------------------------------------------------------------------------------------

SING, BOTH = frozenset({"sing"}), frozenset({"sing", "dance"})


@pytest.mark.parametrize(
    ("mine", "operator", "theirs", "student", "teacher", "verdict"),
    [
        ("sort", "is", "sort", {"sort": "round"}, {"sort": "Round"}, "prohibited"),
        ("sort", "is", "sort", {"sort": "round"}, {"sort": "square"}, "clear"),
        ("sort", "is", "sort", {"sort": "round"}, {}, "open"),
        ("sort", "is", "sort", {}, {"sort": "round"}, "open"),
        ("sort", "is", "sort", {}, {}, "open"),
        ("sort", "is", "sort", {"sort": NotApplicable}, {}, "clear"),
        ("sort", "is", "sort", {}, {"sort": NotApplicable}, "clear"),
        ("skills", "overlaps", "skills", {"skills": SING}, {"skills": BOTH}, "prohibited"),
        ("skills", "overlaps", "skills", {"skills": SING}, {}, "open"),
        ("skills", "overlaps", "skills", {"skills": frozenset()}, {}, "clear"),
        ("skills", "includes", "knack", {"skills": BOTH}, {}, "open"),
        ("skills", "includes", "knack", {"skills": SING}, {"knack": "dance"}, "clear"),
        ("knack", "in", "skills", {"knack": "sing"}, {"skills": BOTH}, "prohibited"),
        ("knack", "in", "skills", {"knack": "sing"}, {}, "open"),
        ("grown", "is", "grown", {"grown": True}, {"grown": True}, "prohibited"),
        ("flaws", "overlaps", "flaws", {}, {"flaws": frozenset({"cracks"})}, "clear"),
        ("flaws", "overlaps", "skills", {}, {}, "clear"),
        ("flaws", "overlaps", "skills", {"flaws": frozenset({"sing"})}, {}, "open"),
    ],
)
def test_a_fact_against_one_of_the_model_reached(
    mine: str, operator: Any, theirs: str, student: dict[str, Any], teacher: dict[str, Any], verdict: str
) -> None:
    assert word(policy(document(clause(when=against(mine, operator, theirs)))), taught(student, teacher)) == verdict


@pytest.mark.parametrize(
    ("operator", "theirs", "student", "formula"),
    [
        ("overlaps", "skills", BOTH, literal(Choice("fact:teacher.skills", "fact", SomeOf()), Asked("overlaps", ("dance", "sing")))),
        ("includes", "knack", SING, literal(Choice("fact:teacher.knack", "fact", OneOf(())), Asked("is", ("sing",)))),
        ("overlaps", "skills", None, literal(Choice("fact:student.skills overlaps teacher.skills", "fact", YesNo()), Asked("is", (True,)))),
        ("overlaps", "skills", NotApplicable, FALSE),
    ],
)
def test_what_is_known_on_the_left_is_asked_of_what_is_missing_on_the_right(
    operator: Any, theirs: str, student: Any, formula: Formula
) -> None:
    d = taught({} if student is None else {"skills": student}, {})
    assert formula_of(against("skills", operator, theirs), d) == formula


def formula_of(test: Comparison, d: Declaration, **variables: Bound) -> Formula:
    """The worlds in which a comparison holds for the student, the teacher that was reached, the access and the training."""
    bound = {
        "model": bind_artifact(d.artifacts["student"]),
        "source": bind_artifact(d.artifacts["teacher"]),
        "step": bind_step(d.steps["train"]),
        "access": bind_step(d.steps["ask"]),
    }
    scope = Scope({**bound, **variables}, document(), None, {}, ())
    return compare_facts(Case(policy(), d, Question(AS_OF)), scope, test, Trace())


def test_a_comparison_of_what_is_not_there_is_false() -> None:
    """Whichever side it stands on: nobody accessed the rows that are taken under a law that governs everything."""
    d = taught({"sort": "round"}, {"sort": "round"})
    both = against("sort", "is", "sort")
    assert formula_of(both, d) == TRUE
    scope = Scope({"model": bind_artifact(d.artifacts["student"])}, document(), None, {}, ())
    case = Case(policy(), d, Question(AS_OF))
    turned = Comparison(AttributeRef("source", ATTRIBUTES["model.sort"]), "is", (), both.left, NOWHERE)
    for test in (both, turned, compare("source", "model.sort", "is", "round"), compare("access", "step.via", "is", "p/api")):
        assert compare_facts(case, scope, test, Trace()) == FALSE


def test_a_step_that_reaches_no_model_goes_through_nothing() -> None:
    for key in ("via", "served-by"):
        assert formula_of(compare("step", f"step.{key}", "is", "p/api"), declaration()) == FALSE


# --- facts that an edit changes ----------------------------------------------------------------------------------------

EDITED = literal(Choice("edit", "fact", YesNo()), Asked("is", (True,)))
NOT_EDITED = negate(EDITED)
SORT = Asked("is", ("round",))


def guarded(before: Any, after: Any) -> dict[str, Any]:
    """One fact, as it is and as it would be after the edit."""
    options = [None if fact is None else next(iter(known(it=fact).values())) for fact in (before, after)]
    return {"sort": Guarded(((NOT_EDITED, options[0]), (EDITED, options[1])), NOWHERE)}


def test_a_fact_that_an_edit_changes_counts_where_it_is_so() -> None:
    d = declaration()
    round_ = compare("model", "model.sort", "is", "round")
    for before, after, formula in (
        ("square", "round", EDITED),
        ("round", "square", NOT_EDITED),
        ("square", NotApplicable, FALSE),
        ("square", None, all_of((EDITED, literal(Choice("fact:student.sort", "fact", OneOf(("round", "square", "flat"))), SORT)))),
    ):
        student = replace(bind_artifact(d.artifacts["student"]), facts=guarded(before, after))
        assert formula_of(round_, d, model=student) == formula


def test_a_fact_that_an_edit_changes_counts_on_either_side() -> None:
    d = taught({"sort": "round"}, {"sort": "round"})
    same = against("sort", "is", "sort")
    teacher = replace(bind_artifact(d.artifacts["teacher"]), facts=guarded("square", "round"))
    student = replace(bind_artifact(d.artifacts["student"]), facts=guarded("square", "round"))
    assert formula_of(same, d, source=teacher) == EDITED
    assert formula_of(same, d, model=student) == EDITED
    unknown = replace(teacher, facts={})
    asked = [
        literal(Choice("fact:teacher.sort", "fact", OneOf(("round", "square", "flat"))), Asked("is", (s,))) for s in ("square", "round")
    ]
    assert formula_of(same, d, model=student, source=unknown) == any_of((all_of((NOT_EDITED, asked[0])), all_of((EDITED, asked[1]))))


@pytest.mark.parametrize(
    ("kind", "values", "domain"),
    [
        ("one of", ("a", "b"), OneOf(("a", "b"))),
        ("name", (), OneOf(())),
        ("some of", ("a", "b"), SomeOf()),
        ("number", (), Numbers()),
        ("figure", (), Numbers()),
        ("text", (), Words()),
        ("yes or no", (), YesNo()),
        ("day", (), Days(date(1990, 1, 1), date(2100, 1, 1))),
    ],
)
def test_the_values_that_a_missing_fact_may_have(kind: Any, values: tuple[str, ...], domain: Any) -> None:
    assert domain_of(Attribute("model", "it", kind, values, "…", NOWHERE)) == domain


def test_a_fact_that_is_known_is_looked_up_and_one_that_is_freed_is_not() -> None:
    d = declaration()
    case, student = Case(policy(), d, Question(AS_OF)), bind_artifact(d.artifacts["student"])
    assert lookup(case, student, "sort") == known(sort="round")["sort"]
    assert lookup(case.without("student.sort"), student, "sort") is None
    assert lookup(case, student, "knack") is None
