"""Days at their borders: clauses and exceptions in force, copies obtained, leave that covers; the access is on 1 February, the training
on 1 April."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import product
from typing import Any

import pytest

from gauger.declaration.records import Agreement, Artifact, DataUse, Declaration, Lasting, Licence, Listed, Permission, Planned, Uncertain
from gauger.engine import Contradiction, Question, Refused, evaluate, survey
from gauger.engine.calendar import covers, day_choice, known_days, obtaining, on_some_day
from gauger.engine.case import Case, Done, Moment
from gauger.policy.model import Constant, NoneOf, PermittedBy, Policy, Version
from gauger.worlds import FALSE, TRUE, Choice, Formula, literal
from gauger.worlds.domains import EARLIEST, LATEST, Days, YesNo
from gauger.worlds.domains import Test as Within
from tests.differential.random_words import NOWHERE
from tests.oracle.scenes import AS_OF, ASK, ID, TRAIN, clause, dataset, declaration, document, exception, model, policy, release
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
TENTH, TWENTIETH = MARKS[1], MARKS[3]
assert TENTH is not None
assert TWENTIETH is not None
DAYS_OF_MARCH = [date(2025, 3, n) for n in range(10, 21)]


def bounds(case: Case, done: Done) -> tuple[str, object]:
    """The key of an unknown day, and the days that it can be."""
    choice = day_choice(case, done)
    assert choice is not None
    return choice.key, choice.domain


def told(p: Policy, d: Declaration) -> str:
    """What the engine says by itself, where a case is worked out without the enumerator."""
    return survey(p, d, Question(AS_OF)).severities[ID].word


def lies(day: date, since: date | None, past: date | None) -> bool:
    return (since is None or since <= day) and (past is None or day < past)


def decided(outcomes: set[bool]) -> str:
    return "open" if len(outcomes) == 2 else "prohibited" if True in outcomes else "clear"


@pytest.mark.parametrize("held", [*product(MARKS[:3], MARKS[2:]), (None, None)])
def test_an_exception_must_be_in_force_as_long_as_the_clause(held: tuple[date | None, date | None]) -> None:
    """Access and training last from the tenth to the twentieth; or each was on one of these days, the access not after the training."""
    for asked in ((None, None), (date(2025, 3, 11), None), (None, TWENTIETH), (date(2025, 3, 11), TWENTIETH)):
        text = document(
            clause(since=asked[0], until=asked[1], exceptions=("apart",)),
            exceptions=(exception("apart", since=held[0], until=held[1], when=Constant(True)),),
        )
        lifted = {day: lies(day, *held) for day in DAYS_OF_MARCH if lies(day, *asked)}
        for when, outcomes in (
            (Lasting(TENTH, TWENTIETH), {not all(lifted.values())}),
            (
                Uncertain(TENTH, TWENTIETH),
                {
                    not all(lifted.get(day, True) for day in (first, last))
                    for first, last in product(DAYS_OF_MARCH, repeat=2)
                    if first <= last and (first in lifted or last in lifted)
                },
            ),
        ):
            d = declaration(replace(ASK, when=when), replace(TRAIN, when=when))
            if isinstance(when, Uncertain) and asked != (None, None):
                outcomes = outcomes | {False}  # on other days the clause is not in force
            assert told(policy(text), d) == decided(outcomes)


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
        ((None, date(2025, 3, 20)), (date(2025, 3, 20), None), "prohibited"),  # on the one day that is asked about
        ((None, date(2025, 3, 21)), (date(2025, 3, 20), None), "clear"),
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


@pytest.mark.parametrize(
    ("starts", "told_"),
    [
        ((date(2024, 1, 1), date(2025, 3, 1), APRIL, date(2025, 4, 2)), (date(2025, 3, 1), APRIL)),
        ((date(2024, 1, 1), date(2025, 3, 2), date(2025, 6, 1)), (date(2024, 1, 1), date(2025, 3, 2))),
    ],
)
def test_the_versions_that_are_told_are_those_that_may_be_in_force(starts: tuple[date, ...], told_: tuple[date, ...]) -> None:
    """On one of the days from 1 March to 1 April, whatever that is: the access and the training were both on some of them."""
    when = Uncertain(date(2025, 3, 1), APRIL)
    text = document(clause(), versions=tuple(Version(start, (), NOWHERE) for start in starts))
    found = find(policy(text), declaration(replace(ASK, when=when), replace(TRAIN, when=when)))
    assert found is not None
    assert found.citation.versions == told_


def test_known_days_are_no_choice_and_all_is_done_today_where_that_is_asked() -> None:
    case = Case(policy(), declaration(), Question(AS_OF))
    copy = Moment("theirs", Lasting(APRIL, APRIL), "obtained")
    assert (known_days(case, TRAIN), day_choice(case, TRAIN)) == ((APRIL, APRIL), None)
    assert known_days(case, replace(TRAIN, when=None)) is None
    today = case.at_present()
    assert [known_days(today, done) for done in (TRAIN, replace(TRAIN, when=None), copy)] == [
        (AS_OF, AS_OF),
        (AS_OF, AS_OF),
        (APRIL, APRIL),
    ]


def test_no_version_is_told_from_the_day_on_which_the_clause_lapses() -> None:
    when = Lasting(date(2025, 3, 1), date(2025, 5, 1))
    text = document(clause(until=APRIL), versions=(Version(date(2024, 1, 1), (), NOWHERE), Version(APRIL, (), NOWHERE)))
    found = find(policy(text), declaration(replace(ASK, when=when), replace(TRAIN, when=when)))
    assert found is not None
    assert found.citation.versions == (date(2024, 1, 1),)


@pytest.mark.parametrize(
    ("first", "past", "expected"),
    [
        (date(2025, 3, 1), date(2025, 4, 2), TRUE),
        (date(2025, 2, 1), date(2025, 5, 1), TRUE),
        (date(2025, 3, 1), APRIL, None),
        (date(2025, 3, 2), date(2025, 4, 2), None),
        (APRIL, date(2025, 5, 1), None),
        (date(2025, 4, 2), date(2025, 5, 1), FALSE),
        (date(2025, 2, 1), date(2025, 3, 1), FALSE),
        (date(2025, 2, 1), date(2025, 3, 2), None),
        (date(2025, 3, 10), date(2025, 3, 10), FALSE),
        (date(2025, 3, 10), date(2025, 3, 9), FALSE),
    ],
)
def test_an_unknown_day_is_asked_about_only_where_it_matters(first: date, past: date, expected: Any) -> None:
    """A day from 1 March to 1 April: surely within, surely not, or a question."""
    unknown = replace(TRAIN, when=Uncertain(date(2025, 3, 1), APRIL))
    choice = Choice("fact:train.date", "fact", Days(date(2025, 3, 1), APRIL))
    case = Case(policy(), declaration(ASK, unknown), Question(AS_OF))
    asked = literal(choice, Within("within", (first, past)))
    assert on_some_day(case, unknown, first, past) == (expected if expected is not None else asked)


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
    with pytest.raises(Refused) as refusal:
        evaluate(ROWS, d, Question(AS_OF))
    assert refusal.value.problems == (Contradiction("", ("fact:theirs.obtained", "fact:train.date")),)


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


@pytest.mark.parametrize(
    ("span", "verdict"), [((None, date(2025, 12, 31)), None), ((None, AS_OF), "prohibited"), ((AS_OF, None), "prohibited")]
)
def test_a_copy_that_is_yet_to_be_obtained_is_one_of_the_day_of_the_question(span: Any, verdict: str | None) -> None:
    d = copied(Planned(), Licence("lic-p", since=span[0], until=span[1]), when=Planned())
    assert word(ROWS, d, THEIRS) == verdict


def test_a_copy_is_obtained_between_the_release_and_the_first_taking() -> None:
    """Taken by the training of 1 April and by another of 1 March; and where it came out later than that, on that day."""
    other = replace(TRAIN, id="again", when=Lasting(date(2025, 3, 1), date(2025, 3, 1)), yields=())
    for obtained, released, first, last in (
        (None, FEBRUARY, FEBRUARY, date(2025, 3, 1)),
        (None, None, EARLIEST, date(2025, 3, 1)),
        (Uncertain(date(2025, 2, 2), date(2025, 2, 3)), FEBRUARY, date(2025, 2, 2), date(2025, 2, 3)),
        (Uncertain(date(2025, 2, 2), date(2025, 9, 1)), None, date(2025, 2, 2), date(2025, 3, 1)),
        (None, date(2025, 3, 2), date(2025, 3, 1), date(2025, 3, 1)),
    ):
        d = copied(obtained, released=released)
        data = d.steps["train"].data
        d = replace(d, steps={**d.steps, "again": replace(other, data=data)})
        case = Case(policy(), d, Question(AS_OF))
        assert obtaining(case, d.artifacts["theirs"]) == Moment("theirs", Uncertain(first, last), "obtained")
        assert bounds(case, obtaining(case, d.artifacts["theirs"])) == ("fact:theirs.obtained", Days(first, last))
    untaken = declaration(artifacts=(dataset("theirs", Licence("lic-p")),))
    case = Case(policy(), untaken, Question(AS_OF))
    assert obtaining(case, untaken.artifacts["theirs"]).when == Uncertain(EARLIEST, AS_OF)


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


def refuse(d: Declaration) -> list[tuple[str, ...]]:
    """The days that contradict one another, as pairs of what was used and what used it; nothing where they fit."""
    try:
        evaluate(policy(document(clause())), d, Question(AS_OF))
    except Refused as refused:
        return [problem.choices for problem in refused.problems if isinstance(problem, Contradiction)]
    return []


@pytest.mark.parametrize(
    ("asked", "trained", "fits"),
    [
        (Lasting(date(2025, 3, 1), date(2025, 5, 1)), TRAIN.when, True),  # it may go on after what uses it has begun
        (Lasting(date(2025, 5, 1), date(2025, 5, 1)), Lasting(APRIL, date(2025, 6, 1)), False),  # to begin before the end is not enough
        (Lasting(APRIL, date(2025, 5, 1)), Lasting(APRIL, APRIL), True),
        (Uncertain(date(2025, 4, 2), date(2025, 5, 1)), Uncertain(date(2025, 3, 1), APRIL), False),
        (Lasting(date(2027, 1, 1), date(2027, 1, 1)), None, True),
        (Planned(), None, True),  # what follows something yet to come is yet to come
        (Planned(), TRAIN.when, False),
    ],
)
def test_what_begins_after_what_uses_it_leaves_no_world(asked: Any, trained: Any, fits: bool) -> None:
    d = declaration(replace(ASK, when=asked), replace(TRAIN, when=trained))
    assert refuse(d) == ([] if fits else [("fact:ask.date", "fact:train.date")])


def test_days_that_contradict_each_other_across_a_step_between() -> None:
    """Of rows asked for in June and trained on in April only the sorting between is without a day; with one, the nearest pairs are told."""
    sort = replace(ASK, id="sort", does="filter", reaches=None, via=None, model_free=True, yields=("sorted",), when=None)
    sort = replace(sort, data=Listed((DataUse("rows", None, None, NOWHERE),), False))
    train = replace(TRAIN, data=Listed((DataUse("sorted", None, None, NOWHERE),), False))
    june = replace(ASK, when=Lasting(date(2025, 6, 1), date(2025, 6, 1)))
    artifacts = (dataset("sorted"),)
    assert refuse(declaration(june, sort, train, artifacts=artifacts)) == [("fact:ask.date", "fact:train.date")]
    may = replace(sort, when=Lasting(date(2025, 5, 1), date(2025, 5, 1)))
    told = [("fact:ask.date", "fact:sort.date"), ("fact:sort.date", "fact:train.date")]
    assert refuse(declaration(june, may, train, artifacts=artifacts)) == told


@pytest.mark.parametrize(("day", "fits"), [(APRIL, True), (date(2025, 4, 2), False)])
def test_a_tool_is_made_before_it_is_used(day: date, fits: bool) -> None:
    saw = Artifact("saw", "tool", "saw", None, True, None, None, {}, NOWHERE)
    forge = replace(TRAIN, id="forge", does="convert", yields=("saw",), when=Lasting(day, day), data=Listed((), False))
    d = declaration(ASK, forge, replace(TRAIN, tools=Listed(("saw",), False)), artifacts=(saw,))
    assert refuse(d) == ([] if fits else [("fact:forge.date", "fact:train.date")])


def test_an_unknown_day_lies_between_what_is_used_and_what_uses_it() -> None:
    """Sorted after the asking of 1 February and before the training of 1 April, both days included."""
    sort = replace(ASK, id="sort", does="filter", reaches=None, via=None, model_free=True, yields=("sorted",), when=None)
    sort = replace(sort, data=Listed((DataUse("rows", None, None, NOWHERE),), False))
    train = replace(TRAIN, data=Listed((DataUse("sorted", None, None, NOWHERE),), False))
    d = declaration(ASK, sort, train, artifacts=(dataset("sorted"),))
    assert bounds(Case(policy(), d, Question(AS_OF)), sort) == ("fact:sort.date", Days(FEBRUARY, APRIL))
    early = replace(sort, when=Uncertain(date(2025, 1, 1), date(2025, 3, 1)))
    d = replace(d, steps={**d.steps, "sort": early})
    assert bounds(Case(policy(), d, Question(AS_OF)), early) == ("fact:sort.date", Days(FEBRUARY, date(2025, 3, 1)))
    d = declaration(replace(ASK, when=Planned()), sort, replace(train, when=None), artifacts=(dataset("sorted"),))
    assert bounds(Case(policy(), d, Question(AS_OF)), sort) == ("fact:sort.date", Days(AS_OF, AS_OF))


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

NINTH = date(2025, 4, 9)
EVER = Days(EARLIEST, LATEST)
GIVEN = [date(2025, 3, 31), APRIL, date(2025, 4, 2), date(2025, 4, 10), None]
UNTIL: list[Any] = [date(2025, 3, 31), APRIL, date(2025, 4, 8), NINTH, None, "endless"]


def permitted(given: date | None, until: Any, train: Any, *, ask: Any = ASK.when) -> Declaration:
    """Leave from one day to another, for an access and a training on these days."""
    endless = until == "endless"
    leave = Permission(("ban",), "letter", None, given, None if endless else until, endless, NOWHERE)
    agreements = (Agreement("p/one", None, (leave,), NOWHERE),)
    return declaration(replace(ASK, when=ask), replace(TRAIN, when=train), agreements=agreements)


def unless_permitted(objects: str) -> Policy:
    return policy(document(clause(objects=(objects,), when=NoneOf((PermittedBy(("letter",), NOWHERE),)))))


@pytest.mark.parametrize("given", GIVEN)
@pytest.mark.parametrize("until", UNTIL)
def test_leave_covers_every_day_of_the_act(given: date | None, until: Any) -> None:
    """Of nine days that are known each; of one unknown day among them, or after the access, that day. An end that is not declared is a
    fact, or one with the day."""
    end = date.max if until == "endless" else until
    unknown = None in (given, end)
    for when, first, last in ((Lasting(APRIL, NINTH), APRIL, NINTH), (Uncertain(APRIL, NINTH), APRIL, NINTH), (None, FEBRUARY, AS_OF)):
        if isinstance(when, Lasting):
            outside = (given is not None and given > first) or (end is not None and end < last)
            expected = "prohibited" if outside else "open" if unknown else "clear"
        else:
            start, stop = max(first, given or first), min(last, end or last)
            inside = (start, stop) == (first, last)
            expected = "prohibited" if start > stop else "clear" if inside and not unknown else "open"
        assert told(unless_permitted("answers"), permitted(given, until, when)) == expected


@pytest.mark.parametrize("given", [FEBRUARY, date(2025, 2, 2), None])
def test_leave_for_what_covers_others_covers_the_access(given: date | None) -> None:
    """What is returned may be used under leave for the use; what is an access as well needs it on the day of the access."""
    for objects in ("answers", "all"):
        expected = "open" if given is None else "prohibited" if objects == "all" and given > FEBRUARY else "clear"
        assert word(unless_permitted(objects), permitted(given, "endless", TRAIN.when)) == expected


@pytest.mark.parametrize("when", [Lasting(APRIL, NINTH), Uncertain(APRIL, NINTH), None])
@pytest.mark.parametrize(("given", "until"), [(None, NINTH), (APRIL, None), (None, None), (date(2025, 4, 2), date(2025, 4, 8))])
def test_leave_of_which_an_end_is_not_known(given: date | None, until: Any, when: Any) -> None:
    """Pivots, deciding sets and answers as well."""
    find(unless_permitted("answers"), permitted(given, until, when))


@pytest.mark.parametrize(
    ("given", "until", "when", "formula", "asks"),
    [
        (
            None,
            "endless",
            Lasting(APRIL, NINTH),
            literal(Choice("x.given", "fact", EVER), Within("before", (date(2025, 4, 2),))),
            {("given", "before 2025-04-02"), ("given", "on or after 2025-04-02")},
        ),
        (
            APRIL,
            None,
            Lasting(APRIL, NINTH),
            literal(Choice("x.until", "fact", EVER), Within("on or after", (NINTH,))),
            {("until", "before 2025-04-09"), ("until", "on or after 2025-04-09")},
        ),
        (
            None,
            None,
            Uncertain(APRIL, NINTH),
            literal(Choice("x.covers train", "fact", YesNo()), Within("is", (True,))),
            {("covers train", "yes"), ("covers train", "no")},
        ),
    ],
)
def test_it_is_asked_whether_the_end_of_leave_lies_beyond_the_act(
    given: Any, until: Any, when: Any, formula: Formula, asks: set[tuple[str, str]]
) -> None:
    """Given on its first day at the latest, and until its last at the earliest; where neither is known, whether it covers the day."""
    d = permitted(given, until, when)
    finding = find(unless_permitted("answers"), d)
    assert finding is not None
    assert {(a.key.rpartition(".")[2], a.value) for a in finding.settled_by} == asks
    (permission,) = d.agreements[0].permissions
    assert covers(Case(policy(), d, Question(AS_OF)), permission, "x", [d.steps["train"]]) == formula


def test_leave_that_does_not_cover_the_act_covers_nothing() -> None:
    case = Case(policy(), declaration(), Question(AS_OF))
    for given, until in ((date(2025, 4, 2), None), (None, date(2025, 3, 31))):
        permission = permitted(given, until, TRAIN.when).agreements[0].permissions[0]
        assert covers(case, permission, "x", [TRAIN]) == FALSE
    endless = permitted(APRIL, "endless", TRAIN.when).agreements[0].permissions[0]
    assert covers(case, endless, "x", [TRAIN]) == TRUE


def test_a_copy_that_bears_the_name_of_a_step_is_no_step() -> None:
    """What comes before the step says nothing of when the copy was obtained."""
    copy = Moment("train", Uncertain(date(2024, 1, 1), date(2026, 1, 1)), "obtained")
    case = Case(policy(), declaration(), Question(AS_OF))
    assert bounds(case, copy) == ("fact:train.obtained", Days(date(2024, 1, 1), date(2026, 1, 1)))
