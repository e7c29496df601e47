"""Leave that lifts a ban: who must have given it, how it lists the clause, on which days it counts, what is said where it does not.

The enumerator must say the same.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from gauger.declaration.records import Agreement, Declaration, Permission, Step
from gauger.engine import Question, evaluate
from gauger.findings.model import Finding
from gauger.policy.model import NoneOf, PermittedBy, Policy, Standing
from tests.differential.random_terms import reading
from tests.differential.random_words import ATTRIBUTES, NOWHERE, attribute
from tests.oracle.scenes import ANYHOW, AS_OF, ASK, TRAIN, clause, concept, declaration, document, known, policy
from tests.unit.engine.agreed import find, word

HINTED = concept("hinted", reading("any", Standing.TEXT, None, ANYHOW))
LONG_AGO = date(2025, 1, 1)
LEAVE = Permission(("ban",), "letter", None, LONG_AGO, None, True, NOWHERE)


def gated(giver: str | None = None, *forms: str, objects: tuple[str, ...] = ("answers",)) -> Policy:
    """A ban of p that yields to leave in a letter; beside it stand other texts of p and q that nobody has to do with."""
    gate = NoneOf((PermittedBy(forms or ("letter",), NOWHERE, giver),))
    others = [document(id_=id_, publisher=id_[0], governs=()) for id_ in ("p/two", "q/one")]
    return policy(document(clause(when=gate, objects=objects, at="1")), *others, concepts=(HINTED,))


def given(*leave: tuple[dict[str, Any], Permission], publisher: str | None = "p", **more: Any) -> Declaration:
    """Each leave in an agreement of its own; the publisher of the teacher is known or not."""
    agreements = tuple(Agreement(of.get("document"), None, (p,), NOWHERE, of.get("with_")) for of, p in leave)
    d = declaration(*more.pop("steps", ()), agreements=agreements, **more)
    teacher = replace(d.artifacts["teacher"], publisher=publisher, facts=known(publisher=publisher) if publisher else {})
    return replace(d, artifacts={**d.artifacts, "teacher": teacher})


def under(id_: str, *clauses: str, **more: Any) -> tuple[dict[str, Any], Permission]:
    return {"document": id_}, replace(LEAVE, clauses=clauses or ("ban",), **more)


def of(name: str, *clauses: str, **more: Any) -> tuple[dict[str, Any], Permission]:
    return {"with_": name}, replace(LEAVE, clauses=clauses or ("ban",), **more)


def judge(p: Policy, d: Declaration) -> Finding:
    found = find(p, d)
    assert found is not None
    return found


LIFTED, STANDS = "clear", "prohibited"


# --- who gave it -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("giver", "leave", "verdict"),
    [
        # None is named: the publisher of the text, under whichever of its documents.
        (None, under("p/one"), LIFTED),
        (None, under("p/two", "p/one#ban"), LIFTED),
        (None, under("p/two"), STANDS),  # there the name is that of another clause
        (None, under("q/one", "p/one#ban"), STANDS),
        (None, under("p/unknown", "p/one#ban"), STANDS),
        (None, of("p", "p/one#ban"), STANDS),
        (None, of("p/one", "p/one#ban"), STANDS),  # a partner that bears the name of a document
        # Somebody is named: under a document of that name's, or agreed with it.
        ("q", under("q/one"), LIFTED),
        ("q", under("q/one", "1"), LIFTED),
        ("q", under("q/one", "other"), STANDS),
        ("q", of("q"), LIFTED),
        ("q", of("r"), STANDS),
        ("q", under("p/one"), STANDS),
        ("q", under("p/unknown"), STANDS),
        ("p", under("p/two"), STANDS),  # no other than the publisher of the text
        ("p", under("p/two", "p/one#ban"), LIFTED),
        ("p", of("p", "p/one#ban"), LIFTED),
    ],
)
def test_leave_is_that_of_whoever_is_named(giver: str | None, leave: tuple[dict[str, Any], Permission], verdict: str) -> None:
    found = judge(gated(giver), given(leave))
    assert found.verdict.word == verdict
    assert ("no permission for 1 is declared" in found.derivation) == (verdict == STANDS)


@pytest.mark.parametrize(("giver", "name"), [("Q", "q"), ("q", "Q")])
def test_names_of_givers_are_compared_without_regard_to_case(giver: str, name: str) -> None:
    found = evaluate(gated(giver), given(of(name)), Question(AS_OF)).findings
    assert [f.verdict.word for f in found] == [LIFTED]


def test_a_giver_that_is_the_publisher_itself_is_no_other_in_whichever_case() -> None:
    found = evaluate(gated("P"), given(under("p/two")), Question(AS_OF)).findings
    assert [f.verdict.word for f in found] == [STANDS]


@pytest.mark.parametrize(
    ("publisher", "leave", "verdict"),
    [
        ("p", under("p/one"), LIFTED),
        ("p", under("q/one"), STANDS),
        ("q", under("q/one"), LIFTED),
        ("q", of("q"), LIFTED),
        ("q", under("p/one"), STANDS),
        (None, under("p/one"), STANDS),
        (None, of("source"), STANDS),  # nobody bears that name
    ],
)
def test_leave_may_have_to_come_from_the_publisher_of_the_model(
    publisher: str | None, leave: tuple[dict[str, Any], Permission], verdict: str
) -> None:
    assert word(gated("source"), given(leave, publisher=publisher)) == verdict


def test_one_leave_that_lists_the_clause_is_enough() -> None:
    assert word(gated(), given(under("p/one", "other"), under("p/one", "ban"))) == LIFTED
    assert word(gated(), given(under("p/one", "ban", until=date(2025, 2, 1), endless=False), under("p/one", "other", "ban"))) == LIFTED


@pytest.mark.parametrize(
    ("entry", "listed"), [("1", True), ("1.2", True), ("1.2(a)", True), ("1.", False), ("1.2(", False), ("1.2(a)(i)", False), ("2", False)]
)
def test_leave_lists_a_clause_by_whole_parts_of_its_pinpoint(entry: str, listed: bool) -> None:
    p = gated()
    ban = replace(p.documents["p/one"].clauses["ban"], at="1.2(a)")
    p = replace(p, documents={**p.documents, "p/one": replace(p.documents["p/one"], clauses={"ban": ban})})
    assert word(p, given(under("p/one", entry))) == (LIFTED if listed else STANDS)


def test_leave_for_another_ban_is_told_apart_by_its_text() -> None:
    """Under p/two `other` is no clause of p/one, which is named there by its key; and whose form nobody tells may be of any."""
    p = policy(document(clause(), clause(name="other", at="2")), document(id_="p/two", governs=()))
    for id_, entry, verdict in (("p/one", "other", "grey"), ("p/two", "other", STANDS), ("p/two", "p/one#other", "grey")):
        found = judge(p, given(under(id_, entry, form="unknown")))
        assert found.verdict.word == verdict
        assert [c.key for c in found.choices] == ([f"conflict:p/one|permission {id_}"] if verdict == "grey" else [])


# --- what is not declared of it ----------------------------------------------------------------------------------------


def test_each_leave_under_a_text_is_asked_about_by_its_number() -> None:
    """The second of p/one has no first day and the only one of p/two has no last one: either would do."""
    first, second = under("p/one", "other", given=None), under("p/one", given=None)
    found = judge(gated(), given(first, second, under("p/two", "p/one#ban", until=None, endless=False)))
    assert (found.verdict.word, found.pivots) == ("open", ("fact:permission p/one 2.given", "fact:permission p/two 1.until"))


def test_leave_of_a_form_that_nobody_tells_has_one_of_those_that_there_are() -> None:
    forms = {**ATTRIBUTES, "permission.form": attribute("permission", "form", "one of", "letter", "talk")}
    for asked, verdict in ((("letter",), "open"), (("letter", "talk"), LIFTED), (("other",), STANDS)):
        p = gated(None, *asked)
        p = replace(p, vocabulary=replace(p.vocabulary, attributes=forms))
        assert word(p, given(under("p/one", form="unknown"))) == verdict


# --- on which days -----------------------------------------------------------------------------------------------------

MARCH = date(2025, 3, 1)  # between the access and the training


@pytest.mark.parametrize(
    ("objects", "given_on", "verdict"),
    [
        (("answers",), MARCH, LIFTED),
        (("all",), MARCH, STANDS),  # what covers others is about the reaching too
        (("answers", "all"), MARCH, STANDS),
        (("all",), date(2025, 2, 1), LIFTED),
        (("all",), date(2025, 2, 2), STANDS),
    ],
)
def test_leave_covers_the_act_and_the_reaching_where_the_object_covers_others(
    objects: tuple[str, ...], given_on: date, verdict: str
) -> None:
    assert word(gated(objects=objects), given(under("p/one", given=given_on))) == verdict


# --- what is said ------------------------------------------------------------------------------------------------------

FORM = "a permission under `p/one` (talk) was not applied: the clause asks for letter, seal"


def ended(until: str, last: str) -> str:
    return f"a permission under `p/one` (until {until}) does not cover every day of the act (last day {last}) and was not applied"


@pytest.mark.parametrize(
    ("leave", "steps", "notes"),
    [
        ({}, (), ()),
        ({"form": "talk"}, (), (FORM,)),
        ({"form": "talk", "until": MARCH, "endless": False}, (), (FORM,)),  # one reason is enough
        ({"form": "seal", "until": MARCH, "endless": False}, (), (ended("2025-03-01", "2025-04-01"),)),
        ({"until": MARCH, "endless": False}, (replace(ASK, when=None), TRAIN), (ended("2025-03-01", "2025-04-01"),)),
        # Leave that ended before it was given covers no day, known or not.
        ({"given": date(2025, 5, 1), "until": MARCH, "endless": False}, (replace(ASK, when=None), replace(TRAIN, when=None)),
         (ended("2025-03-01", "an unknown day"),)),
        ({"until": None, "endless": False}, (), ()),
    ],
)  # fmt: skip
def test_leave_that_is_not_applied_is_noted_with_the_reason(leave: dict[str, Any], steps: tuple[Step, ...], notes: tuple[str, ...]) -> None:
    found = judge(gated(None, "letter", "seal"), given(under("p/one", **leave), steps=steps))
    assert tuple(note for note in found.notes if "permission" in note) == notes
    assert "no permission for 1 is declared" not in found.derivation
