"""A duty that can only be met by breaking a ban: whatever it is that both test. The enumerator must say the same."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from gauger.declaration.records import Agreement, DataUse, Declaration, Licence, Listed, Permission
from gauger.findings.model import Opposed
from gauger.policy.model import (
    AllOf,
    AnyOf,
    CallDefinition,
    Clause,
    Condition,
    Constant,
    Definition,
    NoneOf,
    Policy,
    Precedence,
    Some,
    Standing,
)
from tests.differential.random_words import NOWHERE
from tests.oracle.scenes import ID, TRAIN, clause, dataset, declaration, document, exception, is_sort, model, policy, shown_to_all
from tests.oracle.test_quantities import compare, owners, shares, turnover
from tests.unit.engine.agreed import find

DUTY = "p/one#duty@train:ask"
GROWN = compare("model", "model.grown", "is", True)
MATURE = Definition("mature", ("model",), "…", GROWN, NOWHERE)


def terms(when: Condition, requires: Condition, *more: Clause, objects: tuple[str, ...] = ("answers",), **text: Any) -> Policy:
    """A ban under a condition and a duty on the same training."""
    both = clause(when=when, objects=objects), clause("requires", "duty", requires=requires, objects=objects)
    made = policy(document(*both, *more, **text))
    return replace(made, vocabulary=replace(made.vocabulary, definitions={"mature": MATURE}))


TESTED = {
    "a fact": is_sort("square"),
    "all of": AllOf((is_sort("square"), GROWN)),
    "any of": AnyOf((is_sort("square"), GROWN)),
    "none of": NoneOf((is_sort("round"),)),
    "a term": CallDefinition("mature", ("source",), NOWHERE),
    "releases": shown_to_all(),
    "agreements": Some("agreement", "party", compare("agreement", "agreement.form", "is", "signed"), NOWHERE),
    "affiliates": Some("affiliate", "party", compare("affiliate", "party.place", "is", "FR"), NOWHERE),
    "a part": Some("owner", "party", compare("owner", "owner.kind", "is", "rival"), NOWHERE),
    "a sum": shares("more than", 50),
}


def unmet(**more: Any) -> Declaration:
    """A declaration in which none of these holds: each duty is unmet, and would be met by what a ban on the same forbids."""
    d = declaration(student={"sort": "round", "grown": False}, us=owners({"kind": "friend"}), **more)
    return replace(d, artifacts={**d.artifacts, "teacher": model("teacher", own=False, grown=False)})


def judge(p: Policy, d: Declaration, id_: str = DUTY) -> tuple[str, tuple[str, ...], list[str]]:
    found = find(p, d, id_)
    assert found is not None
    return found.verdict.word, found.pivots, [conflict.clause for conflict in found.conflicts]


@pytest.mark.parametrize("tested", TESTED.values(), ids=TESTED)
def test_what_a_duty_tests_could_be_otherwise_and_a_ban_that_turns_on_it_stands_against_it(tested: Condition) -> None:
    """Whoever did the duty would break the ban: which of the two goes first nobody says."""
    assert judge(terms(tested, tested), unmet()) == ("grey", ("conflict:p/one|p/one",), ["p/one#ban"])


@pytest.mark.parametrize("tested", TESTED.values(), ids=TESTED)
def test_a_ban_that_turns_on_something_else_stands_against_no_duty(tested: Condition) -> None:
    assert judge(terms(compare("party", "party.size", "more than", Decimal(50)), tested), unmet()) == ("conditional", (), [])


def test_a_duty_on_several_things_is_done_by_all_of_them_together() -> None:
    """Round and of a turnover of 60 over some year: the ban forbids either, the duty wants both, and whoever does it breaks the ban."""
    large = turnover("is", 60, months=12)
    p = terms(AnyOf((is_sort("square"), large)), AllOf((is_sort("square"), large)))
    found = find(p, unmet(), DUTY)
    assert found is not None
    assert "conflict:p/one|p/one" in found.pivots
    assert [c.clause for c in found.conflicts] == ["p/one#ban"]


def test_a_duty_that_nothing_meets_or_that_is_met_whatever_is_done_stands_against_no_ban() -> None:
    """Where the training bears on rows that were taken, nobody reached anything: what is asked of an access holds of none."""
    rough = NoneOf((compare("access", "step.rough", "is", True),))
    p = terms(rough, rough, objects=("rows",), licences=("lic-p",), governs=())
    train = replace(TRAIN, data=Listed((DataUse("theirs", None, None, NOWHERE),), False))
    d = unmet(artifacts=(dataset("theirs", Licence("lic-p")),))
    d = replace(d, steps={"train": train})
    assert judge(p, d, "p/one#ban@train:theirs") == ("prohibited", (), [])
    assert judge(p, d, "p/one#duty@train:theirs") == ("clear", (), [])


SQUARE = is_sort("square")


def test_which_goes_first_is_one_choice_for_the_ban_and_the_duty() -> None:
    """A square student breaks the ban unless the duty goes first, a round one the duty unless the ban does."""
    conflict = "conflict:p/one|p/one"
    for student, id_, breached, value in (
        ("square", ID, True, "the ban"),
        ("square", ID, False, "what stands against the ban"),
        ("round", DUTY, True, "what stands against the ban"),
        ("round", DUTY, False, "the ban"),
    ):
        found = find(terms(SQUARE, SQUARE), declaration(student={"sort": student}), id_)
        assert found is not None
        assert (found.verdict.word, found.pivots) == ("grey", (conflict,))
        (given,) = (deciding.given for deciding in found.deciding_sets if deciding.breach is breached)
        assert [(a.key, a.value) for a in given] == [(conflict, value)]


def test_a_text_that_stands_against_a_clause_is_told_with_its_place() -> None:
    p = policy(
        document(clause(when=SQUARE)),
        document(
            clause("requires", "duty", at="4.2", says="Be square.", requires=SQUARE), id_="p/two", title="Rules", url="https://p.example"
        ),
    )
    found = find(p, declaration(student={"sort": "square"}))
    assert found is not None
    assert found.pivots == ("conflict:p/one|p/two",)
    assert found.conflicts == (Opposed("p/two#duty", "4.2", "Be square.", None, "Rules", "https://p.example", NOWHERE),)


@pytest.mark.parametrize(
    ("order", "ban", "duty"),
    [
        (Precedence(over=("duty",)), "prohibited", "clear"),
        (Precedence(under=("duty",)), "clear", "conditional"),
        (Precedence(), "grey", "grey"),
    ],
)
def test_a_ban_that_goes_first_relieves_from_the_duty_and_one_that_does_not_is_lifted(order: Precedence, ban: str, duty: str) -> None:
    made = policy(document(clause(when=SQUARE, precedence=order), clause("requires", "duty", requires=SQUARE)))
    assert judge(made, declaration(student={"sort": "square"}), ID)[0] == ban
    assert judge(made, declaration(), DUTY)[0] == duty


# --- what stands against no duty ---------------------------------------------------------------------------------------


def leave_for(name: str) -> Agreement:
    return Agreement("p/one", None, (Permission((name,), "letter", None, date(2025, 1, 1), None, True, NOWHERE),), NOWHERE)


def test_leave_in_a_text_and_leave_for_a_ban_stand_against_no_duty() -> None:
    agreements = (leave_for("ban"),)
    p = terms(compare("party", "party.size", "more than", Decimal(5)), SQUARE, clause("permits", "free"))
    assert judge(p, declaration(agreements=agreements)) == ("conditional", (), [])


# --- what permits ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("ban", "free", "verdict"),
    [((), (), "grey"), ((), ("answers",), "prohibited"), (("answers",), (), "prohibited"), (("answers",), ("answers",), "grey")],
)
def test_what_names_no_object_is_about_the_reaching_itself(ban: tuple[str, ...], free: tuple[str, ...], verdict: str) -> None:
    texts = clause(act="touch service", objects=ban), clause("permits", "free", act="touch service", objects=free)
    assert judge(policy(document(*texts)), declaration(), "p/one#ban@ask:ask")[0] == verdict


def test_leave_that_is_not_in_effect_stands_against_nothing() -> None:
    for unmet_or_past in ({"when": SQUARE}, {"until": date(2025, 2, 1)}):
        p = policy(document(clause(), clause("permits", "free", **unmet_or_past)))
        assert judge(p, declaration(), ID) == ("prohibited", (), [])


@pytest.mark.parametrize(
    ("of_text", "of_clause", "pivots"),
    [
        (Standing.TEXT, Standing.TEXT, ("conflict:p/one|p/two",)),
        (Standing.SECONDARY, Standing.TEXT, ("source:p/two", "conflict:p/one|p/two")),
        (Standing.TEXT, Standing.SECONDARY, ("source:p/two", "conflict:p/one|p/two")),
    ],
)
def test_leave_that_is_known_at_second_hand_lifts_a_ban_as_reported_alone(
    of_text: Standing, of_clause: Standing, pivots: tuple[str, ...]
) -> None:
    free = document(clause("permits", "free", standing=of_clause), id_="p/two", standing=of_text)
    assert judge(policy(document(clause()), free), declaration(), ID) == ("grey", pivots, ["p/two#free"])


def test_leave_for_another_ban_stands_against_this_one_whatever_else_there_is_leave_for() -> None:
    """The first lists the ban itself, and with it what it does not lift; the second lists the other one."""
    agreements = (leave_for("ban"), leave_for("gated"))
    p = policy(document(clause(), clause(name="gated", at="2")))
    assert judge(p, declaration(agreements=agreements), ID) == (
        "grey", ("conflict:p/one|permission p/one",), ["permission under p/one (letter)"]
    )  # fmt: skip


def test_a_ban_without_a_condition_may_turn_on_its_exception() -> None:
    """Whoever trains a square model is excused, and the duty is that it be none: done, it breaks the ban, and undone it need not."""
    excused = exception("square", when=SQUARE)
    for when in (None, Constant(True)):
        ban = clause(when=when, exceptions=("square",))
        p = policy(document(ban, clause("requires", "duty", requires=NoneOf((SQUARE,))), exceptions=(excused,)))
        assert judge(p, declaration(), ID) == ("grey", ("conflict:p/one|p/one",), ["p/one#duty"])
        assert judge(p, declaration(), DUTY) == ("clear", (), ["p/one#ban"])
