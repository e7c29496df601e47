"""Which of two texts prevails: by clause, by document, by what is passed through, and by the form of a leave that was given."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import product
from typing import Any

import pytest

from gauger.declaration.records import Agreement, Declaration, Licence, Permission
from gauger.findings.model import Finding
from gauger.policy.model import Clause, Governs, NoneOf, Passage, PermittedBy, Policy, Precedence, Standing
from tests.differential.random_terms import reading
from tests.differential.random_words import NOWHERE
from tests.oracle.scenes import ANYHOW, ASK, TRAIN, clause, concept, declaration, document, is_sort, policy
from tests.unit.engine.agreed import find, word

FREE = clause("permits", "leave")


# --- what is written ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("ban", "free", "verdict"),
    [
        (Precedence(), Precedence(), "grey"),
        (Precedence(over=("leave",)), Precedence(), "prohibited"),
        (Precedence(under=("leave",)), Precedence(), "clear"),
        (Precedence(), Precedence(over=("ban",)), "clear"),
        (Precedence(), Precedence(under=("ban",)), "prohibited"),
        (Precedence(over=("p/one",)), Precedence(), "prohibited"),  # its own document stands for all else in it
        (Precedence(), Precedence(under=("p/one",)), "prohibited"),
        (Precedence(over=("other",)), Precedence(under=("other",)), "grey"),
        (Precedence(over=("leave",)), Precedence(over=("ban",)), "grey"),
        (Precedence(over=("leave",)), Precedence(under=("ban",)), "prohibited"),
        (Precedence(over=("leave",), under=("leave",)), Precedence(), "grey"),
    ],
)
def test_within_one_text_clauses_are_named_by_their_names(ban: Precedence, free: Precedence, verdict: str) -> None:
    p = policy(document(clause(precedence=ban), replace(FREE, precedence=free)))
    found = find(p, declaration())
    assert found is not None
    assert found.verdict.word == verdict
    assert found.pivots == (("conflict:p/one|p/one",) if verdict == "grey" else ())


@pytest.mark.parametrize("names", [("p/two",), ("p/one",), ("leave",), ("ban",)])
@pytest.mark.parametrize("place", ["clause", "document", "other clause", "other document"])
@pytest.mark.parametrize("side", ["over", "under"])
def test_between_two_texts_documents_are_named(names: tuple[str, ...], place: str, side: Any) -> None:
    orders = {place: Precedence(**{side: names})}
    none = Precedence()
    one = document(clause(precedence=orders.get("clause", none)), precedence=orders.get("document", none))
    free = replace(FREE, precedence=orders.get("other clause", none))
    two = document(free, id_="p/two", precedence=orders.get("other document", none))
    meant = names == (("p/one",) if place.startswith("other") else ("p/two",))
    keeps = place.startswith("other") == (side == "under")
    assert word(policy(one, two), declaration()) == (("prohibited" if keeps else "clear") if meant else "grey")


def test_a_clause_goes_before_its_document() -> None:
    for of_clause, of_document in product(("over", "under"), repeat=2):
        ban = clause(precedence=Precedence(**{of_clause: ("p/two",)}))
        one = document(ban, precedence=Precedence(**{of_document: ("p/two",)}))
        expected = "prohibited" if of_clause == "over" else "clear"
        assert word(policy(one, document(FREE, id_="p/two")), declaration()) == expected


@pytest.mark.parametrize(
    ("acts", "objects", "verdict"),
    [
        (("make model", "make model"), (("answers",), ("answers",)), "grey"),
        (("make model", "make model"), (("answers",), ("hints",)), "prohibited"),
        (("make model", "make model"), (("answers", "hints"), ("hints",)), None),
        (("make model", "bend model"), (("answers",), ("answers",)), "prohibited"),
        (("make model", "make model"), (("answers",), ("all",)), "grey"),  # it covers answers
    ],
)
def test_leave_in_a_text_is_for_the_same_act_and_a_common_object(
    acts: tuple[str, str], objects: tuple[Any, Any], verdict: str | None
) -> None:
    hinted = concept("hinted", reading("any", Standing.TEXT, None, ANYHOW))
    ban, free = clause(act=acts[0], objects=objects[0]), clause("permits", "leave", act=acts[1], objects=objects[1])
    told = word(policy(document(ban, free), concepts=(hinted,)), declaration())
    assert told == (verdict or "grey")


# --- what is passed through --------------------------------------------------------------------------------------------


def passing(passage: Passage, **other: Any) -> tuple[Policy, Declaration]:
    """The gate of r reaches a licensed model of p; its text yields to what it passes through, and the other one permits."""
    gate = document(clause(), governs=(Governs(("r/gate",), None),), publisher="r", passes=(passage,),
                    precedence=Precedence(under=("passed-through",)))  # fmt: skip
    law: dict[str, Any] = {"publisher": "q", "governs": (Governs((), None, everything=True),), **other}
    text = document(FREE, id_="q/text", **law)
    d = declaration(replace(ASK, via="r/gate", host="h/hub"), TRAIN)
    teacher = replace(d.artifacts["teacher"], licences=(Licence("lic-p"),))
    return policy(gate, text), replace(d, artifacts={**d.artifacts, "teacher": teacher})


EVERYWHERE = Governs((), None, everything=True)


@pytest.mark.parametrize(
    ("passage", "other", "verdict"),
    [
        (Passage("owner", ("q/text",), ("p",)), {}, "clear"),
        (Passage("owner", ("q/else",), ("p",)), {}, "prohibited"),
        (Passage("owner", ("q/else",), ("p",)), {"licences": ("lic-x",)}, "prohibited"),
        (Passage("licence", (), ()), {}, "prohibited"),
        (Passage("licence", (), ()), {"licences": ("lic-x",)}, "clear"),  # every licence
        (Passage("licence", (), ()), {"governs": (EVERYWHERE, Governs(("h/hub",), None))}, "prohibited"),
        (Passage("host", (), ()), {}, "prohibited"),
        (Passage("host", (), ()), {"licences": ("lic-x",)}, "prohibited"),
        (Passage("host", (), ()), {"governs": (EVERYWHERE, Governs(("p/app",), None))}, "prohibited"),  # hosts nothing
        (Passage("host", (), ()), {"governs": (EVERYWHERE, Governs(("p/app", "h/hub"), None))}, "clear"),
        (Passage("host", (), ()), {"governs": (Governs(("h/hub",), None), EVERYWHERE)}, "clear"),
    ],
)
def test_what_is_passed_through_is_named_by_its_kind(passage: Passage, other: dict[str, Any], verdict: str) -> None:
    p, d = passing(passage, **other)
    documents = {"q/else": document(id_="q/else", publisher="q", governs=()), **p.documents}
    assert word(replace(p, documents=documents), d) == verdict


def test_what_is_passed_through_by_a_second_passage() -> None:
    p, d = passing(Passage("licence", (), ()))
    gate = replace(p.documents["p/one"], passes=(Passage("licence", (), ()), Passage("owner", ("q/text",), ("p",))))
    assert word(replace(p, documents={**p.documents, "p/one": gate}), d) == "clear"


# --- leave by its form -------------------------------------------------------------------------------------------------

LEAVE = Permission(("gated",), "letter", None, date(2025, 1, 1), None, True, NOWHERE)
GATED = clause(name="gated", when=NoneOf((PermittedBy(("letter",), NOWHERE),)), at="2")


def given(ban: Clause, order: Precedence = Precedence(), **permission: Any) -> Finding:  # noqa: B008
    agreement = Agreement("p/one", None, (replace(LEAVE, **permission),), NOWHERE)
    found = find(policy(document(ban, GATED, precedence=order)), declaration(agreements=(agreement,)))
    assert found is not None
    return found


OVER, UNDER = Precedence(over_forms=("letter",)), Precedence(under_forms=("letter",))
BOTH = Precedence(over_forms=("letter",), under_forms=("letter",))


@pytest.mark.parametrize(
    ("of_clause", "of_document", "verdict"),
    [
        (Precedence(), Precedence(), "grey"),
        (OVER, Precedence(), "prohibited"),
        (UNDER, Precedence(), "clear"),
        (OVER, UNDER, "prohibited"),
        (UNDER, OVER, "clear"),
        (BOTH, OVER, "grey"),
        (BOTH, UNDER, "grey"),
        (Precedence(), OVER, "prohibited"),
        (Precedence(), UNDER, "clear"),
        (Precedence(), BOTH, "grey"),
        (Precedence(over_forms=("talk",)), UNDER, "clear"),
        (Precedence(under_forms=("talk",)), Precedence(), "grey"),
    ],
)
def test_the_order_of_forms_is_read_on_the_clause_first(of_clause: Precedence, of_document: Precedence, verdict: str) -> None:
    found = given(clause(precedence=of_clause), of_document)
    assert (found.verdict.word, found.causes) == (verdict, ("conflict",) if verdict == "grey" else ())
    assert [c.settled for c in found.conflicts] == [
        {"prohibited": "this clause prevails, as written", "clear": "the other text prevails, as written", "grey": None}[verdict]
    ]


@pytest.mark.parametrize(("order", "verdict"), [(OVER, "grey"), (UNDER, "grey"), (Precedence(), "grey"), (BOTH, "grey")])
def test_leave_of_an_unknown_form_may_be_of_the_form_that_is_ordered(order: Precedence, verdict: str) -> None:
    """Of a letter the order is written, of another form it is a conflict: two things are not known, or one where nothing is written."""
    found = given(clause(), order, form="unknown")
    assert found.verdict.word == verdict
    assert "conflict:p/one|permission p/one" in found.pivots
    assert ("fact:permission p/one 1.form" in found.pivots) == (order in (OVER, UNDER))
    assert [c.settled for c in found.conflicts] == [None]


def test_what_stands_against_a_clause_is_told_with_its_place() -> None:
    (told,) = given(clause(), clauses=("gated", "9"), form="letter").conflicts
    assert (told.clause, told.pinpoint, told.says, told.title) == (
        "permission under p/one (letter)", "gated, 9", "Leave for gated, 9.", "…"
    )  # fmt: skip


@pytest.mark.parametrize(
    ("permission", "against"),
    [
        ({}, True),
        ({"clauses": ("ban",)}, False),  # the clause itself: there it is an exception or nothing
        ({"clauses": ("gated", "ban")}, False),
        ({"clauses": ("other",)}, False),
        ({"given": date(2025, 4, 1)}, True),
        ({"given": date(2025, 4, 2)}, False),
        ({"until": date(2025, 4, 1), "endless": False}, True),
        ({"until": date(2025, 3, 31), "endless": False}, False),
    ],
)
def test_leave_for_another_ban_stands_against_this_one_on_its_days(permission: dict[str, Any], against: bool) -> None:
    found = given(clause(), **permission)
    assert (found.verdict.word, bool(found.conflicts)) == (("grey", True) if against else ("prohibited", False))


def test_leave_for_a_ban_on_something_else_stands_against_nothing() -> None:
    gated = clause(name="gated", act="show model", at="2")
    agreement = Agreement("p/one", None, (LEAVE,), NOWHERE)
    assert word(policy(document(clause(), gated)), declaration(agreements=(agreement,))) == "prohibited"
    nowhere = clause(name="gated", until=date(2025, 1, 1), at="2")
    assert word(policy(document(clause(), nowhere)), declaration(agreements=(agreement,))) == "prohibited"
    unmet = clause(name="gated", when=is_sort("square"), at="2")  # it bears, though its condition does not hold
    assert word(policy(document(clause(), unmet)), declaration(agreements=(agreement,))) == "grey"
