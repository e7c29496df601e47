"""What would be otherwise, worked out by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from gauger.declaration.records import Declaration, Licence, Listed, Planned
from gauger.policy.model import Admits, Policy, Standing, Version
from tests.differential.random_terms import reading
from tests.differential.random_words import NOWHERE
from tests.oracle.enumerator import judge
from tests.oracle.otherwise import Told, list_dormant, list_later
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
    policy,
    release,
    shown_to_all,
    step,
)  # fmt: skip

LIMIT = 1 << 8
JUNE = date(2026, 6, 1)


def later(p: Policy, d: Declaration) -> dict[str, set[Told]]:
    return list_later(p, d, AS_OF, judge(p, d, AS_OF), LIMIT)


def dormant(p: Policy, d: Declaration) -> dict[str, str]:
    return list_dormant(p, d, AS_OF, judge(p, d, AS_OF), LIMIT)


# --- later -------------------------------------------------------------------------------------------------------------


def test_a_text_that_came_later_is_told_beside_what_was_found_then() -> None:
    new = clause(name="new", since=AS_OF)
    assert later(policy(document(clause("silent", "quiet"), new)), declaration()) == {
        "p/one#quiet@train:ask": {(AS_OF, "new", "prohibited")}
    }


def test_nothing_is_later_than_what_is_not_over_or_has_no_known_day() -> None:
    p = policy(document(clause("silent", "quiet"), clause(name="new", since=date(2025, 5, 1))))
    for when in (Planned(), None):
        assert not any(later(p, declaration(ASK, replace(TRAIN, when=when))).values())


def test_a_text_that_lapsed_is_told_as_clear_of_its_own_finding() -> None:
    assert later(policy(document(clause(until=AS_OF))), declaration()) == {ID: set()}  # it bears on nothing today: nothing is said
    lifted = document(clause(exceptions=("from-now",)), exceptions=(exception("from-now", since=AS_OF),))
    assert later(policy(lifted), declaration()) == {ID: {(AS_OF, "ban", "clear")}}


def test_what_an_open_list_can_hold_stays_as_it_was() -> None:
    """Nobody says on what it was trained in April. Texts that others wrote in May it was not, on whichever day the same were done."""
    p = policy(document(clause(objects=("texts",)), licences=("lic-p",)))
    theirs = dataset("theirs", Licence("lic-p"))
    for month, told in ((2, {"p/one#ban@train:theirs": set[Told]()}), (5, {})):
        wrote = step("wrote", "convert", month, by="they", yields=("theirs",))
        assert later(p, declaration(wrote, replace(TRAIN, data=Listed((), True)), artifacts=(theirs,))) == told


def test_a_text_that_is_announced_is_told_for_the_day_from_which_it_counts() -> None:
    versions = (Version(date(2024, 1, 1), (), NOWHERE), Version(JUNE, (), NOWHERE, AS_OF))
    text = document(clause("silent", "quiet"), clause(name="new", since=JUNE), versions=versions)
    assert later(policy(text), declaration()) == {"p/one#quiet@train:ask": {(JUNE, "new", "prohibited")}}
    untold = replace(text, versions=(versions[0], replace(versions[1], announced=None)))
    assert not any(later(policy(untold), declaration()).values())


# --- dormant -----------------------------------------------------------------------------------------------------------


def shown(kind: Any = "forbids", **more: Any) -> Policy:
    return policy(document(clause(kind, act="show model", **more)))


def test_what_letting_out_what_is_kept_would_bring_is_dormant() -> None:
    assert dormant(shown(), declaration()) == {"p/one#ban@student.release.further:ask": "prohibited"}
    assert dormant(shown("requires", requires=shown_to_all()), declaration()) == {"p/one#ban@student.release.further:ask": "conditional"}


def test_nothing_is_dormant_where_it_is_let_out_or_may_be() -> None:
    for releases in (Listed((release(),), False), Listed((), True)):
        assert dormant(shown(), declaration(releases=releases)) == {}


def test_what_is_breached_in_no_world_and_what_permits_are_not_dormant() -> None:
    assert dormant(shown(when=is_sort("flat")), declaration()) == {}
    assert dormant(shown("permits"), declaration()) == {}
    assert dormant(shown("requires", requires=shown_to_all(), when=shown_to_all()), declaration()) == {}


# --- how exceptions hold, and under which readings a route counts ------------------------------------------------------


def test_an_exception_holds_where_the_clause_bears() -> None:
    held, not_held = exception("held", when=is_sort("round")), exception("not", when=is_sort("flat"))
    text = document(clause(exceptions=("held", "not")), exceptions=(held, not_held))
    assert find(policy(text), declaration()).exceptions == (("held", "always"),)
    assert find(policy(text), declaration(student={})).exceptions == (("held", "in some worlds"), ("not", "in some worlds"))


def test_a_route_counts_under_the_readings_that_it_meets_and_that_count() -> None:
    vague = concept("used", reading("near", Standing.TEXT, None, NEAR), reading("rumour", Standing.REPORTED, None, ANYHOW))
    route = (("rows", "copy"), ("student", "copy"))
    assert find(policy(document(clause()), concepts=(vague,)), declaration()).paths[route] == ("used: near",)
    admitting = document(clause(), admits=(Admits("used", "rumour", None, None),))
    assert find(policy(admitting, concepts=(vague,)), declaration()).paths[route] == ("used: near", "used: rumour")
