"""Which version of a text counts: how long an old one stays after an objection, and when the text was last accepted."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from gauger.declaration.records import Agreement, Declaration, Lasting, Uncertain, When
from gauger.engine.standing import add_months
from gauger.policy.model import Clause, Document, Frozen, Objection, Version
from tests.differential.random_words import NOWHERE
from tests.oracle.scenes import ASK, TRAIN, clause, declaration, document, policy
from tests.unit.engine.agreed import find, word


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2025, 1, 15), 0, date(2025, 1, 15)),
        (date(2025, 1, 15), 1, date(2025, 2, 15)),
        (date(2025, 1, 31), 1, date(2025, 2, 28)),
        (date(2024, 1, 31), 1, date(2024, 2, 29)),
        (date(2025, 3, 31), 1, date(2025, 4, 30)),
        (date(2025, 1, 31), 2, date(2025, 3, 31)),
        (date(2025, 10, 31), 1, date(2025, 11, 30)),
        (date(2025, 10, 31), 2, date(2025, 12, 31)),
        (date(2025, 11, 30), 1, date(2025, 12, 30)),
        (date(2025, 12, 31), 1, date(2026, 1, 31)),
        (date(2025, 8, 31), 6, date(2026, 2, 28)),
        (date(2023, 8, 31), 30, date(2026, 2, 28)),
    ],
)
def test_the_same_day_so_many_months_later_or_the_last_of_a_shorter_month(day: date, months: int, expected: date) -> None:
    assert add_months(day, months) == expected


# --- while something lasts ---------------------------------------------------------------------------------------------

MARCH, APRIL, MID_MARCH = date(2025, 3, 1), date(2025, 4, 1), date(2025, 3, 15)
OLD, NEW = date(2024, 1, 1), MARCH


def objecting(*clauses: Clause, versions: tuple[date, ...] = (OLD, NEW), objection: Objection = Objection(1, 30)) -> Document:  # noqa: B008
    return document(*clauses, versions=tuple(Version(day, (), NOWHERE) for day in versions), stands=(objection,))


def agreed(accepted: date | None = date(2024, 6, 1), id_: str = "p/one", **more: Any) -> Agreement:
    return Agreement(id_, accepted, (), NOWHERE, **more)


def lasting(first: date, last: date, *agreements: Agreement) -> Declaration:
    """The access and the training from the first to the last of these days."""
    steps = (replace(step, when=Lasting(first, last)) for step in (ASK, TRAIN))
    return declaration(*steps, agreements=agreements)


@pytest.mark.parametrize(
    ("first", "last", "old", "new"),
    [
        (MID_MARCH, date(2025, 3, 31), True, False),  # objected to on 1 March, so the old text stays in March
        (MID_MARCH, APRIL, True, True),
        (date(2025, 3, 31), date(2025, 4, 15), True, True),
        (APRIL, date(2025, 4, 15), False, True),
        (date(2025, 2, 1), date(2025, 2, 28), True, False),
        (date(2025, 2, 1), date(2025, 4, 15), True, True),
    ],
)
def test_an_act_that_outlasts_an_objection_is_under_both_texts(first: date, last: date, old: bool, new: bool) -> None:
    """A ban of the old text alone and one of the new text alone: which is in force on some day of the act?"""
    p = policy(objecting(clause(until=NEW), clause(name="newer", since=NEW, at="2")))
    d = lasting(first, last, agreed(objected=(MARCH,)))
    assert word(p, d) == ("prohibited" if old else None)
    assert word(p, d, "p/one#newer@train:ask") == ("prohibited" if new else None)


def test_the_first_version_of_all_keeps_nothing_away() -> None:
    """Before it there was no text to stay under."""
    p = policy(objecting(clause(), versions=(date(2025, 1, 1),), objection=Objection(6, 30)))
    assert word(p, declaration()) == "prohibited"


def test_what_follows_a_version_that_was_objected_to_is_kept_away_with_it() -> None:
    """Objected to in March for six months: in April neither the ban of March nor that of mid-March counts, but that of the oldest text."""
    bans = clause(until=NEW), clause(name="second", since=NEW, at="2"), clause(name="third", since=MID_MARCH, at="3")
    p = policy(objecting(*bans, versions=(OLD, NEW, MID_MARCH), objection=Objection(6, 30)))
    for objected in ((MARCH,), (MARCH, MID_MARCH)):
        d = lasting(APRIL, APRIL, agreed(objected=objected))
        assert [word(p, d, f"p/one#{name}@train:ask") for name in ("ban", "second", "third")] == ["prohibited", None, None]
    d = lasting(APRIL, APRIL, agreed(objected=(MID_MARCH,)))
    # It was in time for both versions, so the older of them is kept away as well.
    assert [word(p, d, f"p/one#{name}@train:ask") for name in ("ban", "second", "third")] == ["prohibited", None, None]


def test_whether_it_was_objected_to_is_asked_so_that_yes_keeps_the_version_away() -> None:
    found = find(policy(objecting(clause(since=NEW))), lasting(MID_MARCH, MID_MARCH, agreed()))
    assert found is not None
    asked = "fact:agreement p/one.objected to 2025-03-01"
    decided = {deciding.breach: [(a.key, a.value) for a in deciding.given] for deciding in found.deciding_sets}
    assert decided == {False: [(asked, "yes")], True: [(asked, "no")]}


def test_one_agreement_of_which_no_objection_is_declared_may_have_had_one() -> None:
    p = policy(objecting(clause(since=NEW)))
    without, unsaid = agreed(objected=()), agreed()
    told = [word(p, lasting(MID_MARCH, MID_MARCH, *both)) for both in ((without, without), (without, unsaid), (unsaid, without))]
    assert told == ["prohibited", "open", "open"]


def test_the_days_before_an_objection_are_under_the_text_of_these_days() -> None:
    """A clause that ended on 10 February, and an act from 1 February until after the new version was objected to."""
    p = policy(objecting(clause(until=date(2025, 2, 10))))
    assert word(p, lasting(date(2025, 2, 1), MID_MARCH, agreed(objected=(MARCH,)))) == "prohibited"


def test_an_objection_is_asked_about_on_an_unknown_day() -> None:
    """Trained in March or April: in March the old text stays, which has a ban of its own."""
    p = policy(objecting(clause(until=NEW), clause(name="newer", since=NEW, at="2")))
    train = replace(TRAIN, when=Uncertain(MID_MARCH, date(2025, 4, 15)))
    d = declaration(replace(ASK, when=train.when), train, agreements=(agreed(objected=(MARCH,)),))
    found = {name: find(p, d, f"p/one#{name}@train:ask") for name in ("ban", "newer")}
    assert {name: f.verdict.word if f else None for name, f in found.items()} == {"ban": "open", "newer": "open"}


# --- whose agreement ---------------------------------------------------------------------------------------------------


def test_agreements_under_another_text_say_nothing_of_this_one() -> None:
    text = replace(objecting(clause(since=NEW)), stands=(Frozen("accepted", None),))
    other = document(id_="p/two", governs=())
    for mine, others, verdict in ((OLD, APRIL, None), (APRIL, OLD, "prohibited")):
        d = declaration(agreements=(agreed(others, "p/two"), agreed(mine), agreed(others, "p/two")))
        assert word(policy(text, other), d) == verdict
    assert word(policy(text, other), declaration(agreements=(agreed(OLD, "p/two"),))) == "open"


# --- as last accepted --------------------------------------------------------------------------------------------------


def last_accepted(*agreements: Agreement, days: tuple[When, When]) -> str | None:
    """The ban came on 1 March; the days of the access and of the training."""
    text = replace(objecting(clause(since=NEW)), stands=(Frozen("last accepted", None),))
    steps = (replace(step, when=when) for step, when in zip((ASK, TRAIN), days, strict=True))
    return word(policy(text), declaration(*steps, agreements=agreements))


def on(day: date) -> Lasting:
    return Lasting(day, day)


@pytest.mark.parametrize(
    ("renewed", "days", "verdict"),
    [
        ((MARCH,), (Lasting(date(2025, 2, 1), APRIL), on(APRIL)), None),  # while the access lasted, and not before it
        ((MARCH,), (Lasting(MARCH, APRIL), on(APRIL)), "prohibited"),
        ((MARCH,), (None, on(APRIL)), "prohibited"),  # the only day that is known is that of the training
        ((APRIL,), (None, on(MID_MARCH)), None),
        ((APRIL,), (None, None), "prohibited"),  # else that of the question
        ((date(2024, 7, 1), MARCH, APRIL), (on(MID_MARCH), on(APRIL)), "prohibited"),
        ((date(2024, 7, 1), APRIL), (on(MID_MARCH), on(APRIL)), None),
    ],
)
def test_the_last_acceptance_before_the_first_known_day_counts(
    renewed: tuple[date, ...], days: tuple[When, When], verdict: str | None
) -> None:
    assert last_accepted(agreed(renewed=renewed), days=days) == verdict


def test_where_each_acceptance_is_after_the_act_the_first_of_them_counts() -> None:
    days = (on(date(2024, 2, 1)), on(date(2024, 3, 1)))
    assert last_accepted(agreed(date(2024, 6, 1), renewed=(APRIL,)), days=days) is None
    assert last_accepted(agreed(APRIL, renewed=(date(2025, 5, 1),)), days=days) == "prohibited"


def test_one_agreement_whose_renewals_are_not_declared_may_have_been_renewed() -> None:
    days = (on(APRIL), on(APRIL))
    both = agreed(renewed=()), agreed(date(2024, 7, 1))
    assert last_accepted(*both, days=days) == last_accepted(*reversed(both), days=days) == "open"
    assert last_accepted(*(replace(a, renewed=()) for a in both), days=days) is None
