"""Entries of lists and sums over them: each connective, each number of entries, lists that are complete, open or left out."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from gauger.declaration.records import Agreement, Known, Listed, NotApplicable, Part, Parts, Party, Release
from gauger.engine import Question, evaluate
from gauger.findings.model import Finding
from gauger.policy.model import AllOf, AnyOf, Condition, Constant, NoneOf, Some, Total
from gauger.policy.model import Part as Kind
from tests.differential.random_words import ATTRIBUTES, NOWHERE
from tests.oracle.scenes import AS_OF, ASK, TRAIN, clause, declaration, document, known, model, policy, step
from tests.oracle.test_quantities import compare
from tests.unit.engine.agreed import find, word

RIVAL, LARGE = compare("owner", "owner.kind", "is", "rival"), compare("owner", "owner.share", "more than", Decimal(50))
BODIES: list[tuple[Condition, set[tuple[str, int]]]] = [
    (RIVAL, {("rival", 60), ("rival", 50)}),
    (AllOf((RIVAL, LARGE)), {("rival", 60)}),
    (AnyOf((RIVAL, LARGE)), {("rival", 60), ("rival", 50), ("friend", 60)}),
    (NoneOf((RIVAL, LARGE)), {("friend", 50)}),
    (NoneOf((AllOf((RIVAL, LARGE)),)), {("rival", 50), ("friend", 60), ("friend", 50)}),
    (Constant(True), {("rival", 60), ("rival", 50), ("friend", 60), ("friend", 50)}),
    (Constant(False), set()),
]
OWNERS = [("rival", 60), ("rival", 50), ("friend", 60), ("friend", 50)]


def judge(when: Condition, **more: Any) -> Finding:
    found = find(policy(document(clause(when=when))), declaration(**more))
    assert found is not None
    return found


def owned(*entries: dict[str, Any], more: bool = False) -> dict[str, Any]:
    return {"owner": Parts(tuple(Part(f"us.owner.{n}", known(**e), NOWHERE) for n, e in enumerate(entries, 1)), more, NOWHERE)}


def owner(kind: str | None, share: int | None) -> dict[str, Any]:
    return {**({"kind": kind} if kind else {}), **({"share": Decimal(share)} if share is not None else {})}


@pytest.mark.parametrize(("body", "meeting"), BODIES)
def test_an_entry_meets_the_body_or_does_not(body: Condition, meeting: set[tuple[str, int]]) -> None:
    some = Some("owner", "party", body, NOWHERE)
    for entry in OWNERS:
        met = entry in meeting
        assert judge(some, us=owned(owner(*entry))).verdict.word == ("prohibited" if met else "clear")
        further = judge(some, us=owned(owner(*entry), more=True)).verdict.word
        assert further == ("prohibited" if met else "open" if meeting else "clear")
    assert judge(some, us=owned()).verdict.word == "clear"
    for us in ({}, owned(owner(None, 60)), owned(owner("rival", None)), owned(owner(None, None), owner("friend", 50))):
        judge(some, us=us)


@pytest.mark.parametrize("more", [True, False])
def test_two_bodies_over_one_list(more: bool) -> None:
    for one, other in ((RIVAL, LARGE), (RIVAL, NoneOf((RIVAL,))), (RIVAL, AllOf((RIVAL, LARGE))), (LARGE, AnyOf((RIVAL, LARGE)))):
        parts = [Some("owner", "party", body, NOWHERE) for body in (one, other)]
        for when in (AllOf(tuple(parts)), AllOf((parts[0], NoneOf((parts[1],)))), AnyOf((parts[0], NoneOf((parts[1],))))):
            for us in (owned(more=more), owned(owner("rival", 60), more=more), owned(owner("friend", 50), more=more)):
                judge(when, us=us)


def test_what_is_listed_is_relied_on() -> None:
    some = Some("owner", "party", RIVAL, NOWHERE)
    for us, value, absence in (
        (owned(), "none declared, and the list is complete", True),
        (owned(owner("rival", 60), owner("friend", 1)), "us.owner.1, us.owner.2", True),
        ({"owner": NotApplicable(NOWHERE)}, "none declared, and the list is complete", True),
    ):
        assert [(f.value, f.absence) for f in judge(some, us=us).facts_relied_on if f.fact == "us.owner"] == [(value, absence)]
    assert [f for f in judge(some, us=owned(more=True)).facts_relied_on if f.fact == "us.owner"] == []


def test_a_part_that_is_none_where_left_out() -> None:
    p = policy(document(clause(when=Some("owner", "party", RIVAL, NOWHERE))))
    parts = {**p.vocabulary.parts, "owner": Kind("owner", "party", "…", NOWHERE, absent=True)}
    (found,) = evaluate(replace(p, vocabulary=replace(p.vocabulary, parts=parts)), declaration(), Question(AS_OF)).findings
    assert found.verdict.word == "clear"
    assert [(f.value, f.absence) for f in found.facts_relied_on if f.fact == "us.owner"] == [("none declared", True)]


# --- sums --------------------------------------------------------------------------------------------------------------

SUMS: list[tuple[dict[str, Any], int, int | None]] = [
    (owned(), 0, 0),
    (owned(owner("rival", 20)), 20, 20),
    (owned(owner("rival", 20), owner("rival", 30)), 50, 50),
    (owned(owner("friend", 20), owner("rival", 30)), 30, 30),
    (owned(owner("rival", 20), owner(None, 30)), 20, 50),
    (owned(owner("friend", None)), 0, 0),
    (owned(owner("rival", None)), 0, None),
    (owned(owner("rival", 20), owner("rival", None)), 20, None),
    (owned(owner("rival", 20), owner(None, None)), 20, None),
    (owned(owner("rival", 20), more=True), 20, None),
    ({}, 0, None),
    ({"owner": NotApplicable(NOWHERE)}, 0, 0),
]


@pytest.mark.parametrize(("us", "least", "most"), SUMS)
@pytest.mark.parametrize("operator", ["at least", "more than", "at most", "less than", "is"])
def test_a_sum_is_what_is_known_of_it(us: dict[str, Any], least: int, most: int | None, operator: Any) -> None:
    """Decided where the least and the most that it can be say the same, else one unknown number between them."""
    for value in (19, 20, 30, 50, 51):
        test = {"at least": value.__le__, "more than": value.__lt__, "at most": value.__ge__, "less than": value.__gt__, "is": value.__eq__}
        outcomes = {test[operator](n) for n in range(least, (60 if most is None else most) + 1)}
        total = Total(ATTRIBUTES["owner.share"], "party", operator, Decimal(value), RIVAL, NOWHERE)
        told = judge(total, us=us).verdict.word
        assert told == {frozenset({True}): "prohibited", frozenset({False}): "clear"}.get(frozenset(outcomes), "open")


def test_what_no_entry_can_meet_adds_nothing_and_what_each_must_meet_all_of_it() -> None:
    """No share is both small and large, and each is one or the other, whatever it is."""
    small = compare("owner", "owner.share", "at most", Decimal(20))
    for body, verdict in (
        (AllOf((small, LARGE)), "clear"),
        (NoneOf((AllOf((small, LARGE)),)), "open"),
        (AnyOf((small, NoneOf((small,)))), "open"),
    ):
        total = Total(ATTRIBUTES["owner.share"], "party", "more than", Decimal(50), body, NOWHERE)
        assert judge(total, us=owned(owner(None, None))).verdict.word == verdict
    kinds = AnyOf((RIVAL, NoneOf((RIVAL,))))
    total = Total(ATTRIBUTES["owner.share"], "party", "at least", Decimal(30), kinds, NOWHERE)
    assert judge(total, us=owned(owner(None, 30))).verdict.word == "prohibited"


def test_a_share_that_does_not_apply_adds_nothing() -> None:
    total = Total(ATTRIBUTES["owner.share"], "party", "more than", Decimal(0), RIVAL, NOWHERE)
    entry = Part("us.owner.1", {**known(kind="rival"), "share": NotApplicable(NOWHERE)}, NOWHERE)
    assert judge(total, us={"owner": Parts((entry,), False, NOWHERE)}).verdict.word == "clear"


# --- releases and bases ------------------------------------------------------------------------------------------------

TO_ALL = compare("release", "release.to", "includes", "all")
SHOWN = Some("release", "model", TO_ALL, NOWHERE)


def shown(artifact: str, **facts: Any) -> Release:
    return Release(f"{artifact}.release", artifact, None, known(**facts), NOWHERE)


@pytest.mark.parametrize("open_", [True, False])
@pytest.mark.parametrize("to", [frozenset({"all"}), frozenset({"few"}), frozenset(), None])
@pytest.mark.parametrize("of", ["student", "aside"])
def test_a_release_of_the_model_itself(open_: bool, to: frozenset[str] | None, of: str) -> None:
    releases = Listed((shown(of, **({} if to is None else {"to": to})),), open_)
    told = judge(SHOWN, releases=releases, artifacts=(model("aside"),)).verdict.word
    if of == "aside":
        assert told == ("open" if open_ else "clear")
    else:
        assert told == ("prohibited" if to and "all" in to else "open" if open_ or to is None else "clear")


@pytest.mark.parametrize("does", ["quantise", "adapt"])
def test_a_release_of_the_model_in_another_precision_is_one_of_the_model(does: Any) -> None:
    small = step("shrink", does, 5, yields=("small",), base=Listed(("student",), False))
    d = declaration(ASK, TRAIN, small, releases=Listed((shown("small", to=frozenset({"all"})),), False), artifacts=(model("small"),))
    assert word(policy(document(clause(when=SHOWN))), d) == ("prohibited" if does == "quantise" else "clear")


ROUND_BASE = Some("base", "model", compare("base", "model.sort", "is", "round"), NOWHERE)


@pytest.mark.parametrize("sort", ["round", "square", None])
@pytest.mark.parametrize("open_", [True, False])
@pytest.mark.parametrize("from_", [("older",), ()])
def test_a_base_is_a_model_whose_weights_it_has(sort: str | None, open_: bool, from_: tuple[str, ...]) -> None:
    older = replace(model("older"), facts={} if sort is None else known(sort=sort))
    d = declaration(ASK, replace(TRAIN, base=Listed(from_, open_)), artifacts=(older,))
    told = word(policy(document(clause(when=ROUND_BASE))), d)
    if not open_:
        assert told == ("clear" if not from_ or sort == "square" else "open" if sort is None else "prohibited")


def test_a_model_is_no_base_of_itself() -> None:
    assert judge(ROUND_BASE).verdict.word == "clear"


# --- agreements and affiliates -----------------------------------------------------------------------------------------

GERMAN = Some("affiliate", "party", compare("affiliate", "party.place", "is", "DE"), NOWHERE)


@pytest.mark.parametrize("open_", [True, False])
@pytest.mark.parametrize(("role", "place"), [("affiliate", "DE"), ("affiliate", "FR"), ("stranger", "DE"), ("contractor", "DE")])
def test_affiliates_are_parties_of_that_role(open_: bool, role: Any, place: str) -> None:
    d = replace(declaration(), parties_open=open_)
    d = replace(d, parties={**d.parties, "sister": Party("sister", role, known(place=place), NOWHERE)})
    found = find(policy(document(clause(when=GERMAN))), d)
    assert found is not None
    met = (role, place) == ("affiliate", "DE")
    assert found.verdict.word == ("prohibited" if met else "open" if open_ else "clear")
    told = [(f.value, f.absence) for f in found.facts_relied_on if f.fact == "us.affiliates"]
    listed = "sister" if role == "affiliate" else "none declared, and the list is complete"
    assert told == ([] if open_ else [(listed, True)])


def test_agreements_are_told_by_name() -> None:
    some = Some("agreement", "party", compare("agreement", "agreement.form", "is", "signed"), NOWHERE)
    click = {"form": "click"}
    agreements = (Agreement("p/one", None, (), NOWHERE, **click), Agreement(None, date(2025, 1, 1), (), NOWHERE, "owner-inc", **click))  # type: ignore[arg-type]
    assert [f.value for f in judge(some, agreements=agreements).facts_relied_on if f.fact == "us.agreements"] == ["p/one, owner-inc"]
    none = "none declared, and the list is complete"
    assert [f.value for f in judge(some).facts_relied_on if f.fact == "us.agreements"] == [none]
    assert [f.value for f in judge(some, agreements_open=True).facts_relied_on if f.fact == "us.agreements"] == []


def test_the_second_agreement_of_a_name_is_told_apart() -> None:
    some = Some("agreement", "party", compare("agreement", "agreement.form", "is", "signed"), NOWHERE)
    three = tuple(Agreement(name, None, (), NOWHERE) for name in ("p/one", "p/two", "p/one"))
    assert sorted(judge(some, agreements=three).pivots) == [
        "fact:agreement p/one 2.form", "fact:agreement p/one.form", "fact:agreement p/two.form"
    ]  # fmt: skip


def test_a_known_figure_of_a_part_is_no_list() -> None:
    assert judge(Some("owner", "party", RIVAL, NOWHERE), us={"size": Known(Decimal(1), NOWHERE)}).verdict.word == "open"
