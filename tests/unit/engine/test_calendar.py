"""Days at their borders: clauses and exceptions in force, copies obtained, leave that covers; the access is on 1 February, the training
on 1 April."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import product
from typing import Any

import pytest

from gauger.declaration.records import Agreement, DataUse, Declaration, Lasting, Licence, Listed, Permission, Planned, Uncertain
from gauger.engine import Contradiction, Question, Refused, evaluate
from gauger.policy.model import Constant, NoneOf, PermittedBy, Version
from tests.differential.random_words import NOWHERE
from tests.oracle.scenes import AS_OF, ASK, TRAIN, clause, dataset, declaration, document, exception, model, policy, release
from tests.unit.engine.agreed import find, word

FEBRUARY, APRIL = date(2025, 2, 1), date(2025, 4, 1)


# --- in force ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("since", "until", "counts"),
    [
        (None, None, True),
        (None, FEBRUARY, False),  # the last day is excluded
        (None, date(2025, 2, 2), True),
        (date(2025, 2, 2), APRIL, False),
        (date(2025, 2, 2), date(2025, 4, 2), True),
        (APRIL, None, True),
        (date(2025, 4, 2), None, False),
    ],
)
def test_a_clause_is_in_force_on_some_day_of_the_finding(since: date | None, until: date | None, counts: bool) -> None:
    assert word(policy(document(clause(since=since, until=until))), declaration()) == ("prohibited" if counts else None)


@pytest.mark.parametrize(("first", "counts"), [(FEBRUARY, True), (APRIL, True), (date(2025, 4, 2), False)])
def test_nothing_is_in_force_before_the_first_version(first: date, counts: bool) -> None:
    text = document(clause(), versions=(Version(first, (), NOWHERE),))
    assert word(policy(text), declaration()) == ("prohibited" if counts else None)
    later = document(clause(since=date(2024, 1, 1)), versions=(Version(first, (), NOWHERE),))
    assert word(policy(later), declaration()) == ("prohibited" if counts else None)


MARKS = (None, date(2025, 3, 10), date(2025, 3, 11), date(2025, 3, 20), date(2025, 3, 21))


@pytest.mark.parametrize("when", [Lasting(date(2025, 3, 10), date(2025, 3, 20)), Uncertain(date(2025, 3, 10), date(2025, 3, 20))])
@pytest.mark.parametrize("held", [*product(MARKS[:3], MARKS[2:]), (None, None)])
def test_an_exception_must_be_in_force_as_long_as_the_clause(when: Any, held: tuple[date | None, date | None]) -> None:
    for since, until in ((None, None), (date(2025, 3, 11), None), (None, date(2025, 3, 20)), (date(2025, 3, 11), date(2025, 3, 20))):
        apart = exception("apart", since=held[0], until=held[1], when=Constant(True))
        text = document(clause(since=since, until=until, exceptions=("apart",)), exceptions=(apart,))
        find(policy(text), declaration(replace(ASK, when=when), replace(TRAIN, when=when)))


@pytest.mark.parametrize(
    ("held", "asked", "verdict"),
    [
        ((None, date(2025, 3, 20)), (None, None), "prohibited"),  # it lapses on the last day
        ((None, date(2025, 3, 21)), (None, None), "clear"),
        ((None, date(2025, 3, 20)), (None, date(2025, 3, 20)), "clear"),  # and so does the clause
        ((None, date(2025, 3, 19)), (None, date(2025, 3, 20)), "prohibited"),
        ((date(2025, 3, 11), None), (None, None), "prohibited"),
        ((date(2025, 3, 10), None), (None, None), "clear"),
        ((date(2025, 3, 11), None), (date(2025, 3, 11), None), "clear"),
        ((date(2025, 3, 12), None), (date(2025, 3, 11), None), "prohibited"),
    ],
)
def test_an_exception_that_lapses_in_between_lifts_nothing(held: Any, asked: Any, verdict: str) -> None:
    when = Lasting(date(2025, 3, 10), date(2025, 3, 20))
    apart = exception("apart", since=held[0], until=held[1])
    text = document(clause(since=asked[0], until=asked[1], exceptions=("apart",)), exceptions=(apart,))
    assert word(policy(text), declaration(replace(ASK, when=when), replace(TRAIN, when=when))) == verdict


def test_the_versions_that_are_told_are_those_in_force_then() -> None:
    days = (date(2024, 1, 1), FEBRUARY, date(2025, 2, 2), date(2025, 3, 1), APRIL, date(2025, 4, 2))
    versions = tuple(Version(day, (), NOWHERE) for day in days)
    for since, until, expected in (
        (None, None, (FEBRUARY, APRIL)),
        (date(2025, 3, 1), None, (APRIL,)),
        (APRIL, None, (APRIL,)),
        (None, APRIL, (FEBRUARY,)),
        (None, date(2025, 4, 2), (FEBRUARY, APRIL)),
    ):
        found = find(policy(document(clause(since=since, until=until), versions=versions)), declaration())
        assert found is not None
        assert found.citation.versions == expected


# --- copies that were obtained -----------------------------------------------------------------------------------------

LICENSED: dict[str, Any] = {"governs": (), "licences": ("lic-p",)}


def copied(obtained: Any, *licences: Licence, released: date | None = None, when: Any = TRAIN.when) -> Declaration:
    theirs = dataset("theirs", *(licences or (Licence("lic-p"),)), obtained=obtained, released=released)
    train = replace(TRAIN, data=Listed((DataUse("theirs", None, None, NOWHERE),), False), when=when)
    return declaration(ASK, train, artifacts=(theirs,))


ROWS = policy(document(clause(objects=("rows",)), **LICENSED))
THEIRS = "p/one#ban@train:theirs"


@pytest.mark.parametrize(
    ("obtained", "refused"),
    [
        (Lasting(APRIL, APRIL), False),
        (Lasting(date(2025, 4, 2), date(2025, 4, 2)), True),
        (Uncertain(APRIL, date(2025, 6, 1)), False),
        (Uncertain(date(2025, 4, 2), date(2025, 6, 1)), True),
        (None, False),
    ],
)
def test_what_was_taken_before_it_was_obtained_leaves_no_world(obtained: Any, refused: bool) -> None:
    d = copied(obtained)
    if not refused:
        assert word(ROWS, d, THEIRS) == "prohibited"
        return
    with pytest.raises(Refused) as told:
        evaluate(ROWS, d, Question(AS_OF))
    assert told.value.problems == (Contradiction("", ("fact:theirs.obtained", "fact:train.date")),)


@pytest.mark.parametrize("obtained", [None, Uncertain(date(2025, 3, 1), date(2025, 6, 1)), Lasting(date(2025, 3, 15), date(2025, 3, 15))])
@pytest.mark.parametrize(
    "span",
    [(None, date(2025, 3, 14)), (None, date(2025, 3, 15)), (date(2025, 3, 15), None), (date(2025, 3, 16), None), (APRIL, None),
     (date(2025, 4, 2), None), (None, date(2025, 2, 28)), (None, date(2025, 3, 1))],
)  # fmt: skip
def test_a_licence_is_carried_by_copies_of_its_days(obtained: Any, span: tuple[date | None, date | None]) -> None:
    d = copied(obtained, Licence("lic-p", since=span[0], until=span[1]))
    find(ROWS, d, THEIRS)
    if isinstance(obtained, Lasting):
        inside = (span[0] is None or span[0] <= obtained.first) and (span[1] is None or obtained.first <= span[1])
        assert word(ROWS, d, THEIRS) == ("prohibited" if inside else None)


@pytest.mark.parametrize("released", [date(2025, 3, 14), date(2025, 3, 15), date(2025, 3, 16), date(2025, 6, 1)])
def test_no_copy_is_older_than_the_artifact(released: date) -> None:
    d = copied(None, Licence("lic-p", until=date(2025, 3, 15)), released=released)
    assert word(ROWS, d, THEIRS) == ("open" if released <= date(2025, 3, 15) else None)


@pytest.mark.parametrize("when", [Planned(), Uncertain(date(2025, 3, 1), date(2025, 5, 1)), None, Lasting(APRIL, date(2025, 6, 1))])
@pytest.mark.parametrize("since", [APRIL, date(2025, 4, 2), date(2025, 5, 1), date(2025, 5, 2), AS_OF])
def test_no_copy_is_younger_than_what_took_it(when: Any, since: date) -> None:
    find(ROWS, copied(None, Licence("lic-p", since=since), when=when), THEIRS)


# --- order -------------------------------------------------------------------------------------------------------------

DAYS: list[Any] = [Lasting(APRIL, APRIL), Uncertain(date(2025, 3, 31), APRIL), Uncertain(APRIL, date(2025, 4, 2)), None, Planned()]


@pytest.mark.parametrize("asked", DAYS)
@pytest.mark.parametrize("trained", DAYS)
def test_what_is_used_begins_no_later(asked: Any, trained: Any) -> None:
    """In force on 1 April alone, for an access and a training of unknown days."""
    steps = replace(ASK, when=asked), replace(TRAIN, when=trained)
    text = document(clause(since=APRIL, until=date(2025, 4, 2)))
    if asked == Planned() and trained not in (None, Planned()):
        with pytest.raises(Refused):
            evaluate(policy(text), declaration(*steps), Question(AS_OF))
    else:
        find(policy(text), declaration(*steps))


@pytest.mark.parametrize("shown", DAYS)
def test_a_release_is_no_earlier_than_what_it_lets_out(shown: Any) -> None:
    d = declaration(ASK, replace(TRAIN, when=Uncertain(date(2025, 3, 1), date(2025, 5, 1))),
                    releases=Listed((replace(release(), when=shown),), False))  # fmt: skip
    for since in (date(2025, 3, 31), APRIL, date(2025, 4, 2), date(2025, 4, 3)):
        find(policy(document(clause(act="show model", since=since))), d, "p/one#ban@student.release:ask")
        find(policy(document(clause(since=since))), d)


@pytest.mark.parametrize("released", [None, FEBRUARY, date(2025, 2, 2), date(2025, 5, 1)])
def test_no_access_is_earlier_than_the_release_of_its_model(released: date | None) -> None:
    teacher = replace(model("teacher", own=False), released=released)
    d = declaration(replace(ASK, when=None), replace(TRAIN, when=None), artifacts=(teacher,))
    for until in (FEBRUARY, date(2025, 2, 2), date(2025, 2, 3), date(2025, 5, 2)):
        find(policy(document(clause(until=until))), d)


# --- leave -------------------------------------------------------------------------------------------------------------

ASKED: list[Any] = [Lasting(APRIL, date(2025, 4, 9)), Uncertain(APRIL, date(2025, 4, 9)), None]


@pytest.mark.parametrize("given", [date(2025, 3, 31), APRIL, date(2025, 4, 2), date(2025, 4, 10), None])
@pytest.mark.parametrize("until", [date(2025, 3, 31), APRIL, date(2025, 4, 8), date(2025, 4, 9), None, "endless"])
def test_leave_covers_every_day_of_the_act(given: date | None, until: Any) -> None:
    endless = until == "endless"
    leave = Permission(("ban",), "letter", None, given, None if endless else until, endless, NOWHERE)
    agreements = (Agreement("p/one", None, (leave,), NOWHERE),)
    for objects in (("answers",), ("all",)):
        p = policy(document(clause(objects=objects, when=NoneOf((PermittedBy(("letter",), NOWHERE),)))))
        for when in ASKED:
            find(p, declaration(ASK, replace(TRAIN, when=when), agreements=agreements))
    p = policy(document(clause(when=NoneOf((PermittedBy(("letter",), NOWHERE),)))))
    told = word(p, declaration(ASK, replace(TRAIN, when=ASKED[0]), agreements=agreements))
    fits = (given is None or given <= APRIL) and (until is None or endless or until >= date(2025, 4, 9))
    assert told == ("prohibited" if not fits else "open" if None in (given, until) else "clear")
