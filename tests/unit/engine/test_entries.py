"""Entries of lists and sums over them: each connective, each number of entries, lists that are complete, open or left out."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from gauger.declaration.records import Agreement, Artifact, Guarded, Known, Listed, NotApplicable, Part, Parts, Party, Release
from gauger.engine import Question, evaluate
from gauger.engine.case import Case
from gauger.engine.entries import compare_total, signatures, some_entry
from gauger.engine.scope import Scope, bind_party
from gauger.engine.trace import Trace
from gauger.findings.model import Finding
from gauger.policy.model import AllOf, AnyOf, Condition, Constant, NoneOf, Some, Total
from gauger.policy.model import Part as Kind
from gauger.text import Source, Span
from gauger.worlds import FALSE, Choice, literal, mentioned, negate
from gauger.worlds.domains import Test as Asked
from gauger.worlds.domains import YesNo
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


def test_a_release_that_is_not_declared_may_be_one_of_any_kind() -> None:
    """Where the list goes on, something further may be let out of what we make; where it is complete, nothing is."""
    p = policy(document(clause(act="show model")))
    assert word(p, declaration(releases=Listed((), True)), "p/one#ban@student.release.further:ask") == "open"
    assert word(p, declaration(), "p/one#ban@student.release.further:ask") is None


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


def test_nothing_rests_on_a_model_that_is_no_base() -> None:
    """What it starts from is declared, and of the model beside it nothing is read."""
    d = declaration(
        ASK, replace(TRAIN, base=Listed(("older",), False)), artifacts=(model("older", sort="square"), model("aside", sort="round"))
    )
    found = find(policy(document(clause(when=ROUND_BASE))), d)
    assert found is not None
    assert found.verdict.word == "clear"
    assert [f.fact for f in found.facts_relied_on if f.fact.endswith(".sort")] == ["older.sort"]


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


# --- what a finding rests on -------------------------------------------------------------------------------------------


def place(word_: str) -> Span:
    """A place of its own, told by the word that stands there."""
    return Span(Source("declaration", word_), 0, len(word_))


def rests(found: Finding | None, fact: str) -> list[tuple[str, bool, str]]:
    assert found is not None
    return [(f.value, f.absence, f.span.text) for f in found.facts_relied_on if f.fact == fact]


def test_a_complete_list_of_releases_is_an_absence_of_others() -> None:
    """Told at the first release of the artifact, or at the artifact where there is none."""
    student = replace(model("student", sort="round"), span=place("student"))
    artifacts = (student, model("aside"))
    few = [replace(shown("student", to=frozenset({"few"})), id=f"student.release.{n}", span=place(f"release {n}")) for n in (1, 2)]
    p = policy(document(clause(when=SHOWN)))
    for releases, told in (
        ([shown("aside", to=frozenset({"all"}))], ("none declared, and the list is complete", True, "student")),
        (few, ("student.release.1, student.release.2", True, "release 1")),
    ):
        found = find(p, declaration(releases=Listed(tuple(releases), False), artifacts=artifacts))
        assert rests(found, "student.releases") == [told]
        assert [(h.fact, h.verdict.word) for h in found.holds_while] == [("student.releases", "open")] if found else False
    assert rests(find(p, declaration(releases=Listed(tuple(few), True), artifacts=artifacts)), "student.releases") == []


def test_a_complete_list_of_agreements_is_an_absence_of_others() -> None:
    """Told at the first, or at the declarant."""
    p = policy(document(clause(when=Some("agreement", "party", compare("agreement", "agreement.form", "is", "signed"), NOWHERE))))
    agreed = tuple(Agreement(name, None, (), place(name), form="click") for name in ("p/one", "p/two"))
    us = replace(declaration().declarant, span=place("us"))
    for agreements, told in (
        (agreed, ("p/one, p/two", True, "p/one")),
        (agreed[:1], ("p/one", True, "p/one")),
        ((), ("none declared, and the list is complete", True, "us")),
    ):
        d = declaration(agreements=agreements)
        found = find(p, replace(d, parties={**d.parties, "us": us}))
        assert rests(found, "us.agreements") == [told]
        assert found is not None
        assert [(h.fact, h.verdict.word) for h in found.holds_while] == [("us.agreements", "open")]


def test_a_complete_list_of_parts_is_an_absence_of_others() -> None:
    found = judge(Some("owner", "party", RIVAL, NOWHERE), us=owned(owner("friend", 50)))
    assert [(h.fact, h.verdict.word) for h in found.holds_while] == [("us.owner", "open")]
    total = Total(ATTRIBUTES["owner.share"], "party", "more than", Decimal(50), RIVAL, NOWHERE)
    found = judge(total, us=owned(owner("rival", 50)))
    assert [(h.fact, h.verdict.word) for h in found.holds_while] == [("us.owner", "open")]


# --- more of bases and sums --------------------------------------------------------------------------------------------


def test_bases_that_are_not_declared_may_stand_behind_any_step_along_the_weights() -> None:
    """The student comes from a model of ours whose starting points are not all declared; what is beside the way is not asked about."""
    first = step("first", "train", 1, yields=("aside", "older"), base=Listed((), True))
    beside = step("beside", "train", 1, yields=("other",), base=Listed((), True))
    after = step("after", "adapt", 6, yields=("younger",), base=Listed(("student",), True))
    d = declaration(
        ASK, first, beside, replace(TRAIN, base=Listed(("older",), False)), after,
        artifacts=(kept("aside"), model("older", sort="square"), kept("other"), kept("younger")),
    )  # fmt: skip
    found = find(policy(document(clause(when=ROUND_BASE))), d)
    assert found is not None
    assert (found.verdict.word, found.pivots) == ("open", ("fact:first.further-bases",))


def test_what_a_base_started_from_counts_where_it_is_a_base() -> None:
    """The student may come of the older model, which may come of a round one; or of a round one at once."""
    first = step("first", "train", 1, yields=("older",), base=Listed((), True))
    d = declaration(ASK, first, replace(TRAIN, base=Listed((), True)), artifacts=(model("older", sort="square"),))
    found = find(policy(document(clause(when=ROUND_BASE))), d)
    assert found is not None
    assert {frozenset(a.key for a in s.given) for s in found.deciding_sets if s.breach} == {
        frozenset({"fact:train.further-bases"}), frozenset({"fact:train.from", "fact:first.further-bases"})
    }  # fmt: skip


def kept(id_: str) -> Artifact:
    """A model of which nobody can have the weights."""
    return replace(model(id_), licences=())


def test_no_step_starts_from_what_it_yields_itself() -> None:
    """Two models are made in one step, and one of them is round: it is no base of the other, whatever else that started from."""
    both = replace(TRAIN, yields=("student", "twin"), base=Listed((), True))
    found = find(policy(document(clause(when=ROUND_BASE))), declaration(ASK, both, artifacts=(model("twin", sort="round"),)))
    assert found is not None
    assert (found.verdict.word, found.pivots) == ("open", ("fact:train.further-bases",))


def test_what_may_count_adds_no_more_than_it_is() -> None:
    """Half a per cent of somebody of whom it is not known whether a rival: less than seven tenths, whoever it is."""
    half = {"share": Decimal("0.5")}
    for value, verdict in (("0.4", "open"), ("0.5", "clear"), ("0.7", "clear")):
        total = Total(ATTRIBUTES["owner.share"], "party", "more than", Decimal(value), RIVAL, NOWHERE)
        assert judge(total, us=owned(half)).verdict.word == verdict


def test_of_what_is_not_there_no_entry_meets_anything() -> None:
    """A dataset that is gathered is no model, so that none of its releases is one."""
    scope = Scope({"party": bind_party(declaration().declarant)}, document(), None, {}, ())
    case = Case(policy(), declaration(), Question(AS_OF))
    assert some_entry(case, scope, SHOWN, Trace()) == FALSE
    total = Total(ATTRIBUTES["owner.share"], "model", "at least", Decimal(0), RIVAL, NOWHERE)
    assert compare_total(case, scope, total, Trace()) == FALSE


# --- entries that an edit changes --------------------------------------------------------------------------------------

EDITED = literal(Choice("edit", "fact", YesNo()), Asked("is", (True,)))


def test_entries_that_an_edit_changes_count_where_they_are_so() -> None:
    """A rival with sixty before, a friend after; taken as missing, the list is open whatever the edit."""
    before, after = owned(owner("rival", 60))["owner"], owned(owner("friend", 60))["owner"]
    us = replace(bind_party(declaration().declarant), facts={"owner": Guarded(((negate(EDITED), before), (EDITED, after)), NOWHERE)})
    scope = Scope({"party": us}, document(), None, {}, ())
    case = Case(policy(), declaration(), Question(AS_OF))
    some = Some("owner", "party", RIVAL, NOWHERE)
    total = Total(ATTRIBUTES["owner.share"], "party", "more than", Decimal(50), RIVAL, NOWHERE)
    assert some_entry(case, scope, some, Trace()) == negate(EDITED)
    assert compare_total(case, scope, total, Trace()) == negate(EDITED)
    freed = case.without("us.owner")
    assert [choice.key for choice in mentioned([some_entry(freed, scope, some, Trace())])] == ["fact:us.owner"]
    key = "fact:us.sum of owner.share where owner.kind is rival"
    assert [choice.key for choice in mentioned([compare_total(freed, scope, total, Trace())])] == [key]


# --- further entries ---------------------------------------------------------------------------------------------------


def signed(*bodies: Condition) -> tuple[tuple[tuple[bool, ...], str], ...]:
    """What entries bodies tell apart, each named."""
    named = {str(n): body for n, body in enumerate(bodies)}
    return signatures(named, tuple(Asked("some", (name,)) for name in named))


@pytest.mark.parametrize(
    ("bodies", "entries"),
    [
        ((RIVAL,), (((True,), "kind rival"),)),
        ((NoneOf((RIVAL, LARGE)),), (((True,), "kind friend, share less than 50 or exactly 50"),)),
        ((AnyOf((RIVAL, LARGE)), AllOf((RIVAL, LARGE))), (
            ((True, False), "kind rival, share less than 50 or exactly 50"), ((True, True), "kind rival, share more than 50"),
        )),
        ((RIVAL, NoneOf((RIVAL,))), (((True, False), "kind rival"), ((False, True), "kind friend"))),
        ((Constant(True),), (((True,), "any"),)),
        ((Constant(False),), ()),
    ],
)  # fmt: skip
def test_further_entries_are_those_that_bodies_tell_apart(bodies: tuple[Condition, ...], entries: Any) -> None:
    """Those that meet none are left out, and of those that meet the same the first is named."""
    assert signed(*bodies) == entries
