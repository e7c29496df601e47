"""Title, ties between readings, orders across grantors, duties beside each other, positions; each docstring works its case out by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from gauger.declaration.records import Agreement, Declaration, Permission, Uncertain
from gauger.policy.model import (
    PASSED_THROUGH,
    Admits,
    AttributeRef,
    CallConcept,
    Clause,
    Concept,
    Condition,
    Constant,
    NoneOf,
    Norm,
    Passage,
    PermittedBy,
    Policy,
    Precedence,
    Reads,
    ReadsLike,
    Standing,
    Tie,
)
from gauger.policy.model import Test as Comparison
from tests.differential.random_terms import reading
from tests.differential.random_words import ATTRIBUTES, NOWHERE, OBJECTS, OWN_MODEL, OWN_OUTPUT
from tests.oracle.enumerator import NoWorldError, judge
from tests.oracle.scenes import (
    AS_OF,
    ASK,
    ID,
    TRAIN,
    clause,
    concept,
    declaration,
    document,
    find,
    is_sort,
    keys,
    policy,
)

CALLED = ("model", "publisher")


def vague(name: str, **readings: Condition) -> Concept:
    return concept(name, *(reading(n, Standing.TEXT, when) for n, when in readings.items()), parameters=CALLED)


def call(name: str) -> CallConcept:
    return CallConcept(name, CALLED, NOWHERE)


def tied(c: Concept, name: str, **ties: Any) -> Concept:
    """The concept with a reading that goes with others, or does not."""
    return replace(c, readings=tuple(replace(r, **ties) if r.name == name else r for r in c.readings))


# --- title -------------------------------------------------------------------------------------------------------------


def title(output: bool = False, conditional: bool = True) -> Clause:
    objects = () if output else (OBJECTS["answers"],)
    return clause("assigns", "title", norm=Norm("assigns", OWN_OUTPUT if output else OWN_MODEL, objects, None, conditional))


@pytest.mark.parametrize(
    ("student", "conditional", "verdict"), [("round", True, "prohibited"), ("flat", True, "clear"), ("round", False, "clear")]
)
def test_title_may_hang_on_compliance(student: str, conditional: bool, verdict: str) -> None:
    """The ban is breached where the student is round; then title to it is lost, where title hangs on that."""
    p = policy(document(clause(when=is_sort("round")), title(conditional=conditional)))
    assert find(p, declaration(student={"sort": student}), "p/one#title@train:ask").verdict == verdict


def test_title_to_output_arises_with_the_access() -> None:
    """What is done with the output later takes title to it away: the ban on the training is breached over the same source."""
    p = policy(document(clause(), title(output=True)))
    found = judge(p, declaration(), AS_OF)
    assert found["p/one#title@ask:ask"].verdict == "prohibited"
    assert "p/one#title@train:ask" not in found


def test_title_hangs_on_duties_too() -> None:
    """A duty that is not done: title is lost, and would not be with the duty done."""
    p = policy(document(clause("requires", "duty", requires=is_sort("flat")), title()))
    found = find(p, declaration(), "p/one#title@train:ask")
    assert (found.verdict, found.duty) == ("conditional", "unmet")


# --- ties between readings ---------------------------------------------------------------------------------------------

FLAT, ROUND = is_sort("flat"), is_sort("round")


def judged_ban(p: Policy, **more: Any) -> tuple[str, tuple[int, int]]:
    found = find(p, declaration(**more))
    return found.verdict, found.worlds


def test_a_reading_implies_a_reading() -> None:
    """Rivals is sure or flat, vast sure or flat: the ban calls both and the student is round, so of four worlds one is breached.

    With *sure* implying that vast is flat it is none of three; with *sure* excluding it, the one of three.
    """
    vast, rivals = vague("vast", sure=Constant(True), flat=FLAT), vague("rivals", sure=Constant(True), flat=FLAT)
    both_called = document(clause(when=NoneOf((NoneOf((call("rivals"),)), NoneOf((call("vast"),))))))
    implied = tied(rivals, "sure", implies=(Tie("vast", "flat"),))
    excluded = tied(rivals, "sure", excludes=(Tie("vast", "flat"),))
    assert judged_ban(policy(both_called, concepts=(vast, rivals))) == ("grey", (1, 4))
    assert judged_ban(policy(both_called, concepts=(vast, implied))) == ("clear", (0, 3))
    assert judged_ban(policy(both_called, concepts=(vast, excluded))) == ("grey", (1, 3))


def test_a_tie_brings_in_what_it_touches() -> None:
    """The ban calls rivals alone. Its reading *sure* implies that vast is sure, which this document does not read: so only flat is left."""
    vast, rivals = vague("vast", sure=Constant(True), flat=FLAT), vague("rivals", sure=Constant(True), flat=FLAT)
    ban = document(clause(when=call("rivals")), reads=(Reads("vast", "flat", "…"),))
    assert judged_ban(policy(ban, concepts=(vast, rivals))) == ("grey", (1, 2))
    implied = tied(rivals, "sure", implies=(Tie("vast", "sure"),))
    assert judged_ban(policy(ban, concepts=(vast, implied))) == ("clear", (0, 1))


def test_a_tie_that_touches_nothing_does_not_count() -> None:
    """Vast contradicts itself by ties, in two documents, but the ban calls nothing that is tied."""
    vast = tied(vague("vast", sure=Constant(True)), "sure", excludes=(Tie("rivals", "flat"),))
    rivals = tied(vague("rivals", flat=FLAT), "flat", implies=(Tie("vast", "sure"),))
    assert judged_ban(policy(document(clause()), concepts=(vast, rivals))) == ("prohibited", (1, 1))


def test_readings_that_leave_no_world_are_an_error() -> None:
    """Each reading of rivals implies that vast is sure, and the document reads it as flat."""
    vast, rivals = vague("vast", sure=Constant(True), flat=FLAT), vague("rivals", sure=Constant(True), flat=FLAT)
    for name in ("sure", "flat"):
        rivals = tied(rivals, name, implies=(Tie("vast", "sure"),))
    ban = document(clause(when=call("rivals")), reads=(Reads("vast", "flat", "…"),))
    with pytest.raises(NoWorldError):
        find(policy(ban, concepts=(vast, rivals)), declaration())


def test_what_meets_the_narrower_meets_the_wider() -> None:
    """Rivals is met by round or square, vast by flat or round: a square student would meet the narrower without the wider.

    The sort is not declared: three cells, of which the square one is no world; of the two left, round is breached.
    """
    rivals, vast = vague("rivals", only=is_sort("round", "square")), vague("vast", only=is_sort("flat", "round"))
    narrower = replace(rivals, narrower=(call("vast"),))
    ban = document(clause(when=call("rivals")))
    assert judged_ban(policy(ban, concepts=(rivals, vast)), student={}) == ("open", (1, 2))
    assert judged_ban(policy(ban, concepts=(narrower, vast)), student={}) == ("open", (1, 2))
    found = find(policy(document(clause(when=NoneOf((is_sort("flat"),)))), concepts=(narrower, vast)), declaration(student={}))
    assert (found.verdict, found.worlds) == ("open", (1, 2))


def test_a_concept_read_like_another_document_reads_it() -> None:
    """p/two leaves rivals open, and p/one reads it so: one choice, by the name of p/two. Where p/two reads it as flat, so does p/one."""
    rivals = vague("rivals", sure=Constant(True), flat=FLAT)
    ban = document(clause(when=call("rivals")), likes=(ReadsLike("rivals", "p/two", "…"),))
    other = document(clause("silent"), id_="p/two")
    assert find(policy(ban, other, concepts=(rivals,)), declaration()).pivots == keys("reading:p/two:rivals")
    fixed = replace(other, reads=(Reads("rivals", "flat", "…"),))
    assert judged_ban(policy(ban, fixed, concepts=(rivals,))) == ("clear", (0, 1))


def test_documents_that_read_one_another_share_the_choice_of_the_least() -> None:
    rivals = vague("rivals", sure=Constant(True), flat=FLAT)
    ban = document(clause(when=call("rivals")), likes=(ReadsLike("rivals", "p/two", "…"),))
    other = document(clause("silent"), id_="p/two", likes=(ReadsLike("rivals", "p/one", "…"),))
    assert find(policy(ban, other, concepts=(rivals,)), declaration()).pivots == keys("reading:p/one:rivals")


def test_a_reading_for_a_period_needs_a_day_of_the_finding_in_it() -> None:
    """The document admits that rivals is sure from May on. Trained in April or May: flat or sure, but in April only flat.

    So three worlds of four, of which one is breached: sure, in May.
    """
    rivals = concept("rivals", reading("flat", Standing.TEXT, FLAT), reading("sure", Standing.REPORTED, Constant(True)), parameters=CALLED)
    ban = document(clause(when=call("rivals")), admits=(Admits("rivals", "sure", date(2025, 5, 1), None),))
    train = replace(TRAIN, when=Uncertain(date(2025, 4, 1), date(2025, 5, 31)))
    found = find(policy(ban, concepts=(rivals,)), declaration(ASK, train))
    assert (found.verdict, found.worlds) == ("grey", (1, 3))


# --- orders across grantors --------------------------------------------------------------------------------------------


def routed(router: Precedence, owner: Precedence, **more: Any) -> Policy:
    """r/one governs the gate and bans what p/one, which it passes through, permits."""
    ban = document(clause(**more), id_="r/one", publisher="r", precedence=router, passes=(Passage("owner", ("p/one",), ("p",)),))
    gate = replace(ban, governs=(replace(ban.governs[0], channels=("r/gate",)),))
    return policy(gate, document(clause("permits", "leave"), governs=(), precedence=owner))


@pytest.mark.parametrize(
    ("router", "owner", "verdict"),
    [
        (Precedence(), Precedence(), "prohibited"),
        (Precedence(under=("p/one",)), Precedence(), "clear"),
        (Precedence(under=(PASSED_THROUGH,)), Precedence(), "clear"),
        (Precedence(), Precedence(over=("r/one",)), "prohibited"),  # nobody prevails over another by saying so
        (Precedence(under=("p/one",)), Precedence(under=("r/one",)), "grey"),  # each yields to the other
    ],
)
def test_another_grantor_lifts_only_what_yields_to_it(router: Precedence, owner: Precedence, verdict: str) -> None:
    d = declaration(replace(ASK, via="r/gate"), TRAIN)
    found = find(routed(router, owner), d, "r/one#ban@train:ask")
    assert found.verdict == verdict
    assert found.pivots == (keys("conflict:p/one|r/one") if verdict == "grey" else keys())


def test_the_clause_goes_before_its_document_there_too() -> None:
    """The document yields to p/one, but the clause prevails over it."""
    p = routed(Precedence(under=("p/one",)), Precedence(), precedence=Precedence(over=("p/one",)))
    assert find(p, declaration(replace(ASK, via="r/gate"), TRAIN), "r/one#ban@train:ask").verdict == "prohibited"


@pytest.mark.parametrize(
    ("giver", "agreement", "verdict"),
    [
        ("owner-inc", {"with_": "owner-inc"}, "clear"),
        ("owner-inc", {"with_": "somebody"}, "prohibited"),
        ("owner-inc", {"document": "p/one"}, "prohibited"),
        (None, {"document": "p/one"}, "clear"),
        (None, {"with_": "owner-inc"}, "prohibited"),
        ("source", {"document": "p/one"}, "clear"),  # the teacher is of publisher p
    ],
)
def test_leave_of_somebody_by_name(giver: str | None, agreement: dict[str, str], verdict: str) -> None:
    """The ban yields to leave in a letter from the publisher, from that of the model reached, or from owner-inc."""
    given = Permission(("ban",), "letter", None, date(2025, 1, 1), None, True, NOWHERE)
    a = Agreement(agreement.get("document"), None, (given,), NOWHERE, agreement.get("with_"))
    gate = NoneOf((PermittedBy(("letter",), NOWHERE, giver),))
    assert find(policy(document(clause(when=gate))), declaration(agreements=(a,))).verdict == verdict


# --- duties beside each other ------------------------------------------------------------------------------------------


def size(operator: Any, value: int) -> Comparison:
    return Comparison(AttributeRef("party", ATTRIBUTES["party.size"]), operator, (Decimal(value),), None, NOWHERE)


@pytest.mark.parametrize(
    ("one", "other", "duty"),
    [
        (FLAT, is_sort("square"), "irreconcilable"),  # it cannot be both
        (FLAT, is_sort("square", "flat"), "unmet"),  # flat meets both
        (FLAT, size("at most", 5), "unmet"),  # they test different things
        (size("more than", 10), size("at most", 5), "irreconcilable"),
        (FLAT, Constant(False), "unmet"),  # no answer meets the other, with or without this one
    ],
)
def test_duties_that_cannot_both_be_met(one: Condition, other: Condition, duty: str) -> None:
    """Round, and of size 10: each duty is unmet. Whether some answer meets either and none meets both is asked of what they test."""
    p = policy(document(clause("requires", requires=one), clause("requires", "other", requires=other)))
    found = judge(p, declaration(), AS_OF)
    assert (found[ID].duty, found["p/one#other@train:ask"].duty) == (duty, duty)


# --- positions ---------------------------------------------------------------------------------------------------------


def judged_with(d: Declaration, residue: str | None = None, **adopted: str) -> tuple[str, bool]:
    rivals = replace(vague("rivals", sure=Constant(True), flat=FLAT), residue=residue)
    p = policy(document(clause(when=call("rivals"))), concepts=(rivals,))
    found = judge(p, d, AS_OF, positions={("p/one", name): r for name, r in adopted.items()})[ID]
    return found.verdict, found.as_modelled


def test_a_position_leaves_the_worlds_in_which_it_holds() -> None:
    """Round: prohibited under *sure*, clear under *flat*. No further reading is left either."""
    assert judged_with(declaration()) == ("grey", False)
    assert judged_with(declaration(), rivals="sure") == ("prohibited", False)
    assert judged_with(declaration(), rivals="flat", residue="…") == ("clear", False)


def test_a_position_against_the_text_leaves_no_world() -> None:
    """The document reads rivals as flat; that it means *sure* cannot be held."""
    rivals = vague("rivals", sure=Constant(True), flat=FLAT)
    p = policy(document(clause(when=call("rivals")), reads=(Reads("rivals", "flat", "…"),)), concepts=(rivals,))
    with pytest.raises(NoWorldError):
        judge(p, declaration(), AS_OF, positions={("p/one", "rivals"): "sure"})


def test_a_position_on_what_implies_another_reading_settles_that_one() -> None:
    """Counsel holds that vast is sure, which implies that rivals is flat, and the ban calls rivals alone."""
    vast = tied(vague("vast", sure=Constant(True), flat=FLAT), "sure", implies=(Tie("rivals", "flat"),))
    p = policy(document(clause(when=call("rivals"))), concepts=(vast, vague("rivals", sure=Constant(True), flat=FLAT)))
    assert judge(p, declaration(), AS_OF)[ID].verdict == "grey"
    assert judge(p, declaration(), AS_OF, positions={("p/one", "vast"): "sure"})[ID].verdict == "clear"
