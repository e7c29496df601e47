"""Random conditions over the made-up vocabulary."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from gauger.policy.model import (
    AllOf,
    AnyOf,
    AttributeRef,
    Condition,
    Measure,
    Moment,
    NoneOf,
    Operator,
    PermittedBy,
    Some,
    Test,
    Total,
    Variable,
)
from tests.differential.random_words import ATTRIBUTES, NOWHERE, PAIRS, SUBJECT_TESTS, Dice, day


def make_test(d: Dice, variable: Variable, *keys: str) -> Test:
    """A comparison of one of these attributes with a written value, of skills now and then with what the publisher offers."""
    key = d.one(keys)
    name, operator, values = d.one(SUBJECT_TESTS[key])
    if key == "model.skills" and d.chance(40):
        other = AttributeRef("publisher", ATTRIBUTES["publisher.wares"])
        return Test(AttributeRef(variable, ATTRIBUTES[key]), "overlaps", (), other, NOWHERE)
    return Test(AttributeRef(variable, ATTRIBUTES[f"{key.partition('.')[0]}.{name}"]), operator, values, None, NOWHERE)


def make_pair(d: Dice, variable: Variable, right: Variable) -> Test:
    """A comparison with the model or data reached."""
    entity = "dataset" if right == "data" else "model"
    chosen: tuple[str, Operator, str] = ("sort", "is", "sort") if right == "data" else d.one(PAIRS[variable])
    mine, operator, other = chosen
    left = AttributeRef(variable, ATTRIBUTES[f"{variable}.{mine}"])
    return Test(left, operator, (), AttributeRef(right, ATTRIBUTES[f"{entity}.{other}"]), NOWHERE)


def make_leaf(d: Dice, subject: Variable, *, alone: bool = False) -> Condition:
    """A test of the subject, or now and then of the party; `alone` inside a term, which knows its parameters only."""
    if subject == "party" or (not alone and (d.chance(12) or (d.themes & {"parts", "figures", "agreements"} and d.chance(25)))):
        return make_party_leaf(d)
    if subject == "release":
        return make_release_leaf(d)
    if subject == "access" and d.about("figures", 50):
        return make_figure(d, "access.date")
    if subject in ("access", "step"):
        return make_test(d, subject, "step.via", "step.served-by") if d.about("channels", 60) else make_test(d, subject, "step.rough")
    if subject == "dataset":
        return make_test(d, "dataset", "dataset.sort")
    if subject == "source":
        at: Moment = d.one(("source.released", "source.obtained"))
        return make_figure(d, at) if d.about("figures", 70) else make_test(d, "source", "model.sort", "model.grown")
    if subject == "tool":
        return make_test(d, "tool", "tool.sort", "tool.sort", "tool.flaws")
    if subject == "data":
        return make_figure(d, "data.obtained") if d.chance(50) else make_test(d, "data", "dataset.sort")
    if d.chance(20):
        return make_some(d)
    return make_test(d, "model", *("model.sort", "model.skills", "model.grown", *(("model.flaws",) if d.about("parts", 50, 8) else ())))


def make_party_leaf(d: Dice) -> Condition:
    if d.about("parts", 75):
        return make_owners(d)
    if d.about("figures", 80):
        return make_figure(d)
    if d.about("agreements", 60):
        return make_some_agreement(d)
    if d.about("others", 45, 4):
        return Some("affiliate", "party", make_body(d, "affiliate", "party.place", "party.size"), NOWHERE)
    return make_test(d, "party", "party.size", "party.place")


def make_release_leaf(d: Dice) -> Condition:
    if d.about("parts", 45):
        return Some("credit", "release", make_body(d, "credit", "credit.phrase", "credit.place"), NOWHERE)
    keys = ("release.to", "release.name", "release.paid", "release.date", *(("release.marked",) if d.about("parts", 70, 8) else ()))
    return make_test(d, "release", *keys)


# --- several things ----------------------------------------------------------------------------------------------------


def make_some(d: Dice) -> Condition:
    if d.chance(30):
        return Some("base", "model", make_test(d, "base", "model.sort", "model.grown"), NOWHERE)
    tests = tuple(make_test(d, "release", "release.to", "release.paid") for _ in range(d.number(1, 2)))
    return Some("release", "model", AllOf(tests), NOWHERE)


def make_some_agreement(d: Dice) -> Condition:
    keys = ("agreement.document", "agreement.with", "agreement.form", "agreement.accepted")
    return Some("agreement", "party", make_body(d, "agreement", *keys), NOWHERE)


def make_body(d: Dice, entry: Variable, *keys: str) -> Condition:
    tests = tuple(make_test(d, entry, *keys) for _ in range(d.one((1, 1, 2))))
    groups: tuple[Condition, ...] = (AllOf(tests), AllOf(tests), AnyOf(tests), NoneOf(tests))
    return tests[0] if len(tests) == 1 and d.chance(70) else d.one(groups)


def make_owners(d: Dice) -> Condition:
    body = make_body(d, "owner", "owner.kind", "owner.kind", "owner.share")
    if d.chance(45):
        return Some("owner", "party", body, NOWHERE)
    operator: Operator = d.one(("more than", "at least", "less than", "at most"))
    body = body if d.chance(75) else AllOf(())
    return Total(ATTRIBUTES["owner.share"], "party", operator, Decimal(d.one((20, 50, 50))), body, NOWHERE)


# --- figures -----------------------------------------------------------------------------------------------------------


def make_figure(d: Dice, at: Moment | None = None) -> Condition:
    measures: tuple[Measure, ...] = (Measure(), Measure(), Measure(on=day(d.one((-400, 0, 100)))))
    measures += (Measure(months=12), Measure(months=d.one((3, 12))))
    measure = Measure(moment=at) if at else d.one(measures)
    measure = Measure(d.chance(30), measure.on, measure.moment, measure.months)
    operator: Operator = d.one(("more than", "more than", "at least", "less than", "at most", "is"))
    return Test(AttributeRef("party", ATTRIBUTES["party.turnover"], measure), operator, (Decimal(d.one((20, 20, 60))),), None, NOWHERE)


# --- groups ------------------------------------------------------------------------------------------------------------


def make_condition(d: Dice, subject: Variable, depth: int = 2, *, alone: bool = False) -> Condition:
    if depth == 0 or d.chance(60):
        return make_leaf(d, subject, alone=alone)
    items = tuple(make_condition(d, subject, depth - 1, alone=alone) for _ in range(d.number(1, 2)))
    groups: tuple[Condition, ...] = (AllOf(items), AnyOf(items), NoneOf(items))
    return d.one(groups)


def make_gate(d: Dice, givers: Sequence[str]) -> Condition:
    """Not without leave: of the publisher, of that of the model reached, or of somebody by name."""
    giver = d.one(givers) if givers and d.about("agreements", 60, 15) else None
    return NoneOf((PermittedBy(d.one((("letter",), ("form", "letter"))), NOWHERE, giver),))


def variables_of(condition: Condition | None) -> set[str]:
    """The variables that a condition tests."""
    if isinstance(condition, Test):
        measure = condition.left.measure
        other = {condition.other.variable} if condition.other else set()
        return {condition.left.variable, *other, *((measure.moment.partition(".")[0],) if measure and measure.moment else ())}
    if isinstance(condition, AllOf | AnyOf | NoneOf):
        return set().union(*(variables_of(i) for i in condition.items))
    return {condition.of} if isinstance(condition, Some | Total) else set()
