"""The enumerator on cases small enough to be worked out by hand; each docstring does."""

from __future__ import annotations

import ast
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from gauger.declaration.records import (
    Agreement,
    DataUse,
    Declaration,
    Lasting,
    Listed,
    NotApplicable,
    Permission,
    Uncertain,
)
from gauger.policy.model import (
    AllOf,
    AttributeRef,
    CallConcept,
    Clause,
    Concept,
    Condition,
    Governs,
    Inclusion,
    NoneOf,
    PermittedBy,
    Policy,
    Precedence,
    Some,
    Standing,
)
from gauger.policy.model import Test as Comparison
from tests.differential.random_terms import reading
from tests.differential.random_words import ATTRIBUTES, NOWHERE
from tests.oracle.enumerator import NoWorldError, TooManyWorldsError, judge
from tests.oracle.scenes import (
    ANYHOW,
    AS_OF,
    ASK,
    ID,
    NEAR,
    TRAIN,
    clause,
    concept,
    dataset,
    declaration,
    document,
    exception,
    find,
    is_sort,
    keys,
    known,
    model,
    policy,
    release,
    shown_to_all,
    step,
)


def test_a_ban_that_applies_is_prohibited() -> None:
    """One world, breached in it; the empty set decides, so there is nothing to name as a cause."""
    found = find(policy(document(clause())), declaration())
    assert (found.verdict, found.worlds, found.causes) == ("prohibited", (1, 1), keys())
    assert found.deciding == {(True, keys())}


def test_a_ban_whose_condition_fails_is_clear() -> None:
    assert find(policy(document(clause(when=is_sort("flat")))), declaration()).verdict == "clear"


def test_a_missing_fact_leaves_it_open() -> None:
    """`sort` is round, square or flat; the test tells flat from the two others, so there are two cells and two worlds, one breached."""
    found = find(policy(document(clause(when=is_sort("flat")))), declaration(student={}))
    assert (found.verdict, found.worlds, found.causes) == ("open", (1, 2), keys("fact"))
    assert found.pivots == found.settled_by == keys("fact:student.sort")


def test_what_is_not_applicable_is_never_met_and_never_a_choice() -> None:
    found = find(policy(document(clause(when=is_sort("flat", "round", "square")))), declaration(student={"sort": NotApplicable}))
    assert (found.verdict, found.worlds) == ("clear", (0, 1))


def vague(residue: str | None = None) -> tuple[Clause, Concept]:
    readings = (reading("narrow", Standing.TEXT, is_sort("flat")), reading("wide", Standing.TEXT, is_sort("round", "flat")))
    rivals = concept("rivals", *readings, parameters=("model", "publisher"), residue=residue)
    return clause(when=CallConcept("rivals", ("model", "publisher"), NOWHERE)), rivals


def test_two_readings_of_a_known_fact_are_grey() -> None:
    ban, rivals = vague()
    found = find(policy(document(ban), concepts=(rivals,)), declaration())
    assert (found.verdict, found.causes, found.pivots) == ("grey", keys("reading"), keys("reading:p/one:rivals"))
    assert found.settled_by == frozenset()


def test_a_fact_can_settle_what_readings_leave_grey() -> None:
    """Round: only *wide*. Square: neither. Flat: both. So square or flat settles it, and each outcome has a deciding set of one fact."""
    ban, rivals = vague()
    found = find(policy(document(ban), concepts=(rivals,)), declaration(student={}))
    assert (found.verdict, found.causes, found.settled_by, found.worlds) == ("grey", keys("fact"), keys("fact:student.sort"), (3, 6))
    fact, both = keys("fact:student.sort"), keys("fact:student.sort", "reading:p/one:rivals")
    assert found.deciding == {(True, fact), (False, fact), (True, both), (False, both)}


def test_a_residue_marks_what_hangs_on_the_concept() -> None:
    """Flat is met under both readings, so prohibited, but an unmodelled reading might not be met; without residue nothing is marked."""
    for residue, marked in (("…", True), (None, False)):
        ban, rivals = vague(residue)
        found = find(policy(document(ban), concepts=(rivals,)), declaration(student={"sort": "flat"}))
        assert (found.verdict, found.as_modelled) == ("prohibited", marked)


def test_a_requirement_unmet_is_conditional() -> None:
    """Performed: no breach. Not performed: breach. As declared: sort is not flat, so unmet; missing, so unshown; flat, so clear."""
    p = policy(document(clause("requires", requires=is_sort("flat"))))
    unmet, unshown = find(p, declaration()), find(p, declaration(student={}))
    assert (unmet.verdict, unmet.duty, unmet.causes) == ("conditional", "unmet", keys("duty"))
    assert (unshown.verdict, unshown.duty) == ("conditional", "unshown")
    assert find(p, declaration(student={"sort": "flat"})).verdict == "clear"


def test_an_exception_on_terms_is_conditional() -> None:
    p = policy(document(clause(exceptions=("terms",)), exceptions=(exception("terms", provided=is_sort("flat")),)))
    found = find(p, declaration())
    assert (found.verdict, found.duty) == ("conditional", "unmet")


def test_an_exception_of_the_exception_restores_the_ban() -> None:
    outer, inner = exception("outer", exceptions=("inner",)), exception("inner", when=is_sort("round"))
    p = policy(document(clause(exceptions=("outer",)), exceptions=(outer, inner)))
    assert find(p, declaration()).verdict == "prohibited"
    assert find(p, declaration(student={"sort": "flat"})).verdict == "clear"


def test_an_exception_is_lost_by_a_later_release() -> None:
    """The exception holds while the model is not shown to all: no release keeps it, one to all loses it."""
    private = exception("private", when=NoneOf((shown_to_all(),)))
    p = policy(document(clause(exceptions=("private",)), exceptions=(private,)))
    assert find(p, declaration()).verdict == "clear"
    shown = Listed((release(to=frozenset({"all"})),), False)
    assert find(p, declaration(releases=shown)).verdict == "prohibited"


def test_an_open_release_list_is_one_choice() -> None:
    """One body, so one cell of further entries that counts: inhabited or not."""
    private = exception("private", when=NoneOf((shown_to_all(),)))
    p = policy(document(clause(exceptions=("private",)), exceptions=(private,)))
    found = find(p, declaration(releases=Listed((), True)))
    assert (found.verdict, found.worlds, found.pivots) == ("open", (1, 2), keys("fact:student.releases"))


def test_two_bodies_make_three_cells_and_eight_worlds() -> None:
    """Entries may meet the first body, the second or both: three cells, eight sets; both bodies are met by some entry in five of them.

    {12}, {1,2}, {1,12}, {2,12}, {1,2,12}.
    """
    paid = Some("release", "model", Comparison(AttributeRef("release", ATTRIBUTES["release.paid"]), "is", (True,), None, NOWHERE), NOWHERE)
    found = find(policy(document(clause(when=AllOf((shown_to_all(), paid))))), declaration(releases=Listed((), True)))
    assert (found.verdict, found.worlds) == ("open", (5, 8))


def test_a_further_release_is_an_act_of_its_own() -> None:
    p = policy(document(clause(act="show model")))
    found = find(p, declaration(releases=Listed((), True)), "p/one#ban@student.release.further:ask")
    assert (found.verdict, found.worlds, found.pivots) == ("open", (1, 2), keys("fact:student.releases"))


def gated(**permission: Any) -> tuple[Policy, Declaration]:
    p = policy(document(clause(when=NoneOf((PermittedBy(("letter",), NOWHERE),)))))
    given = Permission(("ban",), "letter", None, date(2025, 1, 1), date(2025, 12, 31), False, NOWHERE)
    return p, declaration(agreements=(Agreement("p/one", None, (replace(given, **permission),), NOWHERE),))


@pytest.mark.parametrize(
    ("permission", "verdict"),
    [
        ({}, "clear"),
        ({"until": date(2025, 4, 1)}, "clear"),  # the last day of the permission is the day of the training
        ({"until": date(2025, 3, 31)}, "prohibited"),
        ({"given": date(2025, 4, 1)}, "clear"),  # the access of February needs no leave
        ({"given": date(2025, 4, 2)}, "prohibited"),
        ({"form": "talk"}, "prohibited"),
        ({"clauses": ("other",)}, "prohibited"),
        ({"until": None, "endless": True}, "clear"),
        ({"until": None}, "open"),
    ],
)
def test_a_permission_covers_every_day(permission: dict[str, Any], verdict: str) -> None:
    assert find(*gated(**permission)).verdict == verdict


def test_a_permission_for_what_covers_others_covers_the_access_too() -> None:
    """The object `all` covers answers, so leave of March for a training of April comes too late for the access of February."""
    gate = NoneOf((PermittedBy(("letter",), NOWHERE),))
    march = Permission(("ban",), "letter", None, date(2025, 3, 1), None, True, NOWHERE)
    d = declaration(agreements=(Agreement("p/one", None, (march,), NOWHERE),))
    for name, verdict in (("answers", "clear"), ("all", "prohibited")):
        assert find(policy(document(clause(when=gate, objects=(name,)))), d).verdict == verdict


def test_what_came_back_empty_ties_nothing_and_what_was_sent_is_there_anyway() -> None:
    """The access returned nothing: the answers tie no more, what was sent and what covers others do."""
    empty = replace(ASK, facts=known(rough=True, output=frozenset[str]()))
    d = declaration(empty, TRAIN)
    engaged = {name: judge(policy(document(clause(objects=(name,)))), d, AS_OF) for name in ("answers", "prompts", "all")}
    assert {name: len(found) for name, found in engaged.items()} == {"answers": 0, "prompts": 1, "all": 1}


def test_a_permission_of_what_is_covered_stands_against_the_ban_of_the_whole() -> None:
    """`all` covers answers: leave for answers and the ban on all have an object in common, and the order is not written."""
    p = policy(document(clause(objects=("all",)), clause("permits", "leave")))
    assert find(p, declaration()).verdict == "grey"
    assert find(policy(document(clause(objects=("prompts",)), clause("permits", "leave"))), declaration()).verdict == "prohibited"


def test_a_text_that_governs_everything_binds_what_strangers_reached() -> None:
    """Nobody agreed to it, and a stranger asked: under privity another text does not bind."""
    asked = replace(ASK, by="they")
    law, terms = (Governs((), None, everything=True),), (Governs(("p/api",), None),)
    found = [judge(policy(document(clause(), governs=g)), declaration(asked, TRAIN), AS_OF) for g in (law, terms)]
    assert [f[ID].verdict if ID in f else None for f in found] == ["prohibited", "clear"]


def test_a_strangers_access_binds_only_downstream() -> None:
    """Under privity alone it is clear; once the reading of standing *statement* is admitted there are two worlds."""
    p, d = policy(document(clause())), declaration(replace(ASK, by="they"), TRAIN)
    assert find(p, d).verdict == "clear"
    found = find(p, d, admitted=frozenset({Standing.STATEMENT}))
    assert (found.verdict, found.causes) == ("grey", keys("reading"))


def test_a_permission_of_the_same_grantor_makes_a_conflict_unless_ordered() -> None:
    """Unordered: one choice of two. The ban first: prohibited. The permission first: clear. Each against the other: a choice again."""
    ban, leave = clause(), clause("permits", "leave")
    none, over_two, over_one = Precedence(), Precedence(over=("p/two",)), Precedence(over=("p/one",))
    wanted = [(none, none, "grey"), (over_two, none, "prohibited"), (none, over_one, "clear"), (over_two, over_one, "grey")]
    for mine, theirs, verdict in wanted:
        found = find(policy(document(ban, precedence=mine), document(leave, id_="p/two", precedence=theirs)), declaration())
        assert found.verdict == verdict
        assert found.causes == ({"conflict"} if verdict == "grey" else frozenset())
        assert found.pivots == (keys("conflict:p/one|p/two") if verdict == "grey" else frozenset())


def test_another_grantor_lifts_nothing() -> None:
    leave = document(clause("permits", "leave"), id_="q/one", publisher="q")
    assert find(policy(document(clause()), leave), declaration()).verdict == "prohibited"


def test_the_clause_goes_before_the_document() -> None:
    ban = clause(precedence=Precedence(under=("p/two",)))
    p = policy(document(ban, precedence=Precedence(over=("p/two",))), document(clause("permits", "leave"), id_="p/two"))
    assert find(p, declaration()).verdict == "clear"


def test_leave_for_another_ban_stands_against_this_one() -> None:
    other = clause(name="other")
    given = Permission(("other",), "letter", None, date(2024, 1, 1), None, True, NOWHERE)
    d = declaration(agreements=(Agreement("p/one", None, (given,), NOWHERE),))
    found = find(policy(document(clause(), other)), d)
    assert (found.verdict, found.pivots) == ("grey", keys("conflict:p/one|permission p/one"))


def test_a_duty_that_only_a_breach_can_meet_conflicts() -> None:
    """Meeting the duty (round) is just what the ban forbids; declared round, so the duty is met and the ban breached unless it yields."""
    duty = clause("requires", "duty", requires=is_sort("round"))
    found = find(policy(document(clause(when=is_sort("round")), duty)), declaration())
    assert (found.verdict, found.causes) == ("grey", keys("conflict"))


def test_a_secondary_text_is_grey_at_most() -> None:
    found = find(policy(document(clause(), standing=Standing.SECONDARY)), declaration())
    assert (found.verdict, found.causes, found.pivots) == ("grey", keys("source"), keys("source:p/one"))


def test_an_uncertain_day_over_the_beginning_of_a_clause() -> None:
    """The clause begins on 1 May. Trained in April or May: two cells, one breached. The access in February is before it."""
    d = declaration(ASK, replace(TRAIN, when=Uncertain(date(2025, 4, 1), date(2025, 5, 31))))
    found = find(policy(document(clause(since=date(2025, 5, 1)))), d)
    assert (found.verdict, found.worlds, found.pivots) == ("open", (1, 2), keys("fact:train.date"))


def test_the_order_of_steps_removes_worlds() -> None:
    """The access is of an unknown day, but before the training on 1 April, so a clause that begins in May bears in no world."""
    d = declaration(replace(ASK, when=None), TRAIN)
    assert ID not in judge(policy(document(clause(since=date(2025, 5, 1)))), d, AS_OF)
    found = find(policy(document(clause(until=date(2025, 3, 1)))), d)
    assert (found.verdict, found.pivots) == ("open", keys("fact:ask.date"))


def test_days_against_the_order_leave_no_world() -> None:
    late = replace(ASK, when=Lasting(date(2025, 9, 1), date(2025, 9, 1)))
    with pytest.raises(NoWorldError):
        judge(policy(document(clause())), declaration(late, TRAIN), AS_OF)


def test_an_unknown_channel_binds_in_some_worlds() -> None:
    """p/api is governed; p/app and another channel are not; there are no weights to run, so no `local`: three worlds, one breached."""
    found = find(policy(document(clause())), declaration(replace(ASK, via=None), TRAIN))
    assert (found.verdict, found.worlds, found.causes) == ("open", (1, 3), keys("fact"))


def test_a_pattern_counts_models_on_the_whole_path() -> None:
    """ask → rows → student is one model away; student → output of say → more → second is two, so only *any* reaches it."""
    say = step("say", "generate", 5, reaches="student", via="local", yields=("more",))
    again = step("again", "train", 6, yields=("second",), data=Listed((DataUse("more", None, None, NOWHERE),), False))
    d = declaration(ASK, TRAIN, say, again, artifacts=(dataset("more"), model("second", sort="round")))
    used = concept("used", reading("near", Standing.TEXT, None, NEAR), reading("any", Standing.TEXT, None, ANYHOW))
    found = judge(policy(document(clause()), concepts=(used,)), d, AS_OF)
    assert found[ID].verdict == "prohibited"
    assert found["p/one#ban@again:ask"].verdict == "grey"
    assert "p/one#ban@again:say" not in found


def test_an_included_text_binds_with_the_one_that_includes_it() -> None:
    included = document(clause(), governs=())
    assert ID not in judge(policy(included), declaration(), AS_OF)
    assert (
        find(policy(included, document(clause("silent"), id_="p/two", includes=(Inclusion("p/one", "they stand"),))), declaration()).verdict
        == "prohibited"
    )


def test_a_routing_condition_is_part_of_binding() -> None:
    small: Condition = Comparison(AttributeRef("party", ATTRIBUTES["party.size"]), "at most", (Decimal(5),), None, NOWHERE)
    assert ID not in judge(policy(document(clause(), governs=(Governs(("p/api",), small),))), declaration(), AS_OF)


def test_a_case_too_large_is_refused() -> None:
    with pytest.raises(TooManyWorldsError):
        find(policy(document(clause(when=is_sort("flat")))), declaration(student={}), limit=1)


def test_the_enumerator_shares_nothing_with_the_engine() -> None:
    barred = ("gauger.worlds", "gauger.lineage", "gauger.engine")
    for path in Path(__file__).parent.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [a.name for a in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            assert not [n for n in names if n.startswith(barred)], path
