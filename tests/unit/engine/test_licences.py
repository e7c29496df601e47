"""What a model's licences bind to, and whom a text extends to, each worked out by hand; the enumerator must say the same."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from gauger.declaration.records import DataUse, Declaration, Lasting, Layer, Licence, Listed, Uncertain
from gauger.policy.model import Constant, Policy
from tests.differential.random_words import NOWHERE
from tests.differential.test_regressions import find, word
from tests.oracle.scenes import ASK, TRAIN, clause, dataset, declaration, document, policy
from tests.oracle.test_enumerator import gated
from tests.unit.engine import agreed

LICENSED: Policy = policy(document(clause(), governs=(), licences=("lic-p",)))


def carrying(*licences: Licence, under: str | None = None) -> Declaration:
    """The teacher is run at home, under these licences."""
    d = declaration(replace(ASK, via="local"), TRAIN)
    return replace(d, artifacts={**d.artifacts, "teacher": replace(d.artifacts["teacher"], licences=licences, under=under)})


@pytest.mark.parametrize(
    ("tag", "text", "expected"),
    [("lic-p", "lic-p", "prohibited"), ("lic-p", "lic-q", "grey"), ("lic-q", "lic-p", "grey"), ("lic-q", "lic-q", None),
     ("other", "lic-p", "prohibited"), ("Unknown", "lic-p", "prohibited")],
)  # fmt: skip
def test_metadata_against_the_text_that_comes_along_are_a_conflict(tag: str, text: str, expected: str | None) -> None:
    assert word(LICENSED, carrying(Licence(tag, tag=True), Licence(text))) == expected


def test_which_of_the_two_counts_is_what_the_finding_hangs_on() -> None:
    finding = find(LICENSED, carrying(Licence("lic-p", tag=True), Licence("lic-q")))
    assert finding is not None
    assert (finding.pivots, finding.causes) == (("conflict:teacher.license",), ("conflict",))


@pytest.mark.parametrize(("under", "expected"), [(None, "open"), ("lic-p", "prohibited"), ("lic-q", None), ("lic-x", "open")])
def test_of_alternatives_the_one_that_was_chosen_counts(under: str | None, expected: str | None) -> None:
    either = (Licence("lic-p", choice="either"), Licence("lic-q", choice="either"))
    assert word(LICENSED, carrying(*either, under=under)) == expected


def test_what_stands_beside_alternatives_is_carried_whatever_is_chosen() -> None:
    beside = (Licence("lic-p"), Licence("lic-q", choice="either"), Licence("lic-r", choice="either"))
    assert word(LICENSED, carrying(*beside)) == "prohibited"


@pytest.mark.parametrize("extends", [True, False])
@pytest.mark.parametrize(("by", "bound"), [("us", True), ("sister", False)])
def test_a_text_binds_the_declarant_whether_or_not_it_extends_to_affiliates(by: str, bound: bool, extends: bool) -> None:
    terms = policy(document(clause(), affiliates=Constant(extends)))
    assert word(terms, declaration(replace(ASK, by=by), TRAIN)) == ("prohibited" if bound or extends else None)


def test_leave_counts_from_the_day_on_which_it_was_given() -> None:
    """The training was on 1 April: leave of that day or before lifts the ban, leave of the day after does not."""
    finding = find(*gated(given=None))
    assert finding is not None
    assert finding.verdict.word == "open"
    assert [answer.value for answer in finding.settled_by] == ["before 2025-04-02", "on or after 2025-04-02"]


APRIL = date(2025, 4, 1)


@pytest.mark.parametrize(
    ("since", "back", "earlier", "covering"),
    [
        (date(2025, 3, 1), True, None, "prohibited"),
        (APRIL, True, None, "prohibited"),
        (date(2025, 4, 2), True, "prohibited", None),
        (date(2025, 3, 1), False, "prohibited", "open"),  # nobody says when the copy was obtained
    ],
)
def test_a_licence_that_covers_earlier_copies_stands_in_for_others_from_its_first_day(
    since: date, back: bool, earlier: str | None, covering: str | None
) -> None:
    """All was done on 1 April. From the first day of a later licence that covers all copies on, it alone is relied on."""
    day = Lasting(APRIL, APRIL)
    early = carrying(Licence("lic-p"), Licence("lic-q", since=since, back=back))
    late = carrying(Licence("lic-q"), Licence("lic-p", since=since, back=back))
    for d, expected in ((early, earlier), (late, covering)):
        steps = {name: replace(step, when=day) for name, step in d.steps.items()}
        assert word(LICENSED, replace(d, steps=steps)) == expected


@pytest.mark.parametrize(
    ("layer", "tied"),
    [(None, {"rows", "order", "texts"}), ("contents", {"rows", "texts"}), ("database", {"rows", "order"})],
)
def test_a_licence_for_a_layer_ties_objects_of_that_layer_and_those_without_one(layer: Layer | None, tied: set[str]) -> None:
    train = replace(TRAIN, data=Listed((DataUse("theirs", None, None, NOWHERE),), False))
    d = declaration(ASK, train, artifacts=(dataset("theirs", Licence("lic-p", layer=layer)),))
    for name in ("rows", "order", "texts"):
        p = policy(document(clause(objects=(name,)), governs=(), licences=("lic-p",)))
        assert word(p, d, "p/one#ban@train:theirs") == ("prohibited" if name in tied else None)


# --- which licence a copy carries --------------------------------------------------------------------------------------

JUNE = date(2024, 6, 1)
THEIRS = "p/one#ban@train:theirs"


def judge_copy(*licences: Licence, **more: Any) -> tuple[str, tuple[str, ...]] | None:
    """Trained on 1 April on a dataset of p under these licences, of which `lic-p` bans it: the verdict, and what it hangs on."""
    train = replace(TRAIN, data=Listed((DataUse("theirs", None, None, NOWHERE),), False))
    d = declaration(ASK, train, artifacts=(dataset("theirs", *licences, **more),))
    found = agreed.find(policy(document(clause(objects=("rows",)), governs=(), licences=("lic-p",))), d, THEIRS)
    return (found.verdict.word, found.pivots) if found is not None else None


BANNED, ASKED = ("prohibited", ()), ("open", ("fact:theirs.obtained",))


def on(day: date) -> dict[str, Any]:
    return {"obtained": Lasting(day, day)}


@pytest.mark.parametrize(
    ("licence", "more", "judged"),
    [
        (Licence("LIC-P"), {}, BANNED),  # without regard to case
        (Licence("lic-q"), {}, None),
        (Licence("lic-p", until=JUNE), on(date(2024, 5, 31)), BANNED),
        (Licence("lic-p", until=JUNE), on(JUNE), BANNED),  # the last day on which it was let out so
        (Licence("lic-p", until=JUNE), on(date(2024, 6, 2)), None),
        (Licence("lic-p", until=JUNE), {}, ASKED),
        (Licence("lic-p", until=JUNE), {"released": date(2024, 6, 2)}, None),
        (Licence("lic-p", since=JUNE), on(JUNE), BANNED),
        (Licence("lic-p", since=JUNE), on(date(2024, 5, 31)), None),
        (Licence("lic-p", since=JUNE), {}, ASKED),
        (Licence("lic-p", since=JUNE, back=True), on(date(2024, 5, 31)), BANNED),
        (Licence("lic-p", since=JUNE, until=JUNE), on(JUNE), BANNED),
        (Licence("lic-p", since=JUNE, until=JUNE), on(date(2024, 6, 2)), None),
        (Licence("lic-p", back=True), on(JUNE), BANNED),
    ],
)
def test_a_copy_carries_the_licence_under_which_it_was_let_out(
    licence: Licence, more: dict[str, Any], judged: tuple[str, tuple[str, ...]] | None
) -> None:
    assert judge_copy(licence, **more) == judged


def test_alternatives_are_those_of_one_offer() -> None:
    """Two offers of two licences each: what is chosen of the other one says nothing of this."""
    offers = (*(Licence(name, choice="one") for name in ("lic-p", "lic-q")), *(Licence(name, choice="two") for name in ("lic-r", "lic-s")))
    assert judge_copy(*offers, under="lic-r") == ("open", ("fact:theirs.under",))
    assert judge_copy(*offers, under="lic-q") is None
    assert judge_copy(*offers, under="lic-p") == BANNED


def test_metadata_that_name_all_that_comes_along_are_no_conflict() -> None:
    tags = tuple(Licence(name, tag=True) for name in ("lic-p", "lic-q"))
    assert judge_copy(*tags, Licence("lic-p"), Licence("lic-q")) == BANNED
    assert judge_copy(*tags, Licence("lic-q")) == ("grey", ("conflict:theirs.license",))
    assert judge_copy(*tags, Licence("lic-p")) == BANNED  # on either side
    assert judge_copy(*tags) == judge_copy(Licence("lic-p"), Licence("lic-q")) == BANNED


def test_the_side_that_prevails_is_that_of_the_licence() -> None:
    for by_tag, wins in ((True, "what the metadata say"), (False, "what comes with it")):
        train = replace(TRAIN, data=Listed((DataUse("theirs", None, None, NOWHERE),), False))
        theirs = dataset("theirs", Licence("lic-p", tag=by_tag), Licence("lic-q", tag=not by_tag))
        p = policy(document(clause(objects=("rows",)), governs=(), licences=("lic-p",)))
        found = agreed.find(p, declaration(ASK, train, artifacts=(theirs,)), THEIRS)
        assert found is not None
        assert [(a.key, a.value) for d in found.deciding_sets if d.breach for a in d.given] == [("conflict:theirs.license", wins)]


@pytest.mark.parametrize(
    ("later", "judged"),
    [
        ((date(2025, 4, 2),), BANNED),
        ((APRIL,), None),
        ((APRIL, date(2025, 6, 1)), None),  # the first of them counts
        ((date(2025, 6, 1), APRIL), None),
        ((date(2025, 4, 2), date(2025, 6, 1)), BANNED),
    ],
)
def test_of_later_licences_that_cover_all_copies_the_first_stands_in(
    later: tuple[date, ...], judged: tuple[str, tuple[str, ...]] | None
) -> None:
    assert judge_copy(Licence("lic-p"), *(Licence("lic-q", since=day, back=True) for day in later)) == judged


def test_an_earlier_licence_stands_in_for_no_later_one() -> None:
    earlier, mine = Licence("lic-q", since=JUNE, back=True), Licence("lic-p", since=date(2024, 7, 1), back=True)
    assert judge_copy(earlier, mine) == BANNED
    assert judge_copy(earlier, replace(mine, since=JUNE)) == BANNED  # both from one day on
    assert judge_copy(replace(mine, until=JUNE, since=None, back=False), replace(earlier, back=False), **on(JUNE)) == BANNED


# --- while something lasts ---------------------------------------------------------------------------------------------

MID_MARCH, MID_APRIL = date(2025, 3, 15), date(2025, 4, 15)


@pytest.mark.parametrize(
    ("since", "until", "early", "late"),
    [
        (None, None, True, True),
        (date(2025, 3, 31), None, True, True),
        (APRIL, None, False, True),
        (None, APRIL, True, False),
        (None, date(2025, 4, 2), True, True),
        (date(2025, 4, 16), None, False, False),
        (None, MID_MARCH, False, False),
    ],
)
def test_a_licence_that_takes_over_while_something_lasts_holds_for_the_rest_of_it(
    since: date | None, until: date | None, early: bool, late: bool
) -> None:
    """All was done from 15 March to 15 April, and on 1 April one licence took over from the other. When is the ban in force?"""
    taken_over = Licence("lic-q", since=APRIL, back=True)
    p = policy(document(clause(since=since, until=until), governs=(), licences=("lic-p",)))
    for expected, licences in (
        (early, (Licence("lic-p"), taken_over)),
        (late, (Licence("lic-q"), replace(taken_over, id="lic-p"))),
    ):
        d = carrying(*licences)
        d = replace(d, steps={name: replace(step, when=Lasting(MID_MARCH, MID_APRIL)) for name, step in d.steps.items()})
        assert agreed.word(p, d) == ("prohibited" if expected else None)


def test_a_licence_may_hold_for_one_last_day() -> None:
    """All was done from 31 March on, and on 1 April another licence took over."""
    p, d = policy(document(clause(), governs=(), licences=("lic-p",))), carrying(Licence("lic-p"), Licence("lic-q", since=APRIL, back=True))
    last, next_ = date(2025, 3, 31), APRIL
    for first, expected in ((last, "prohibited"), (next_, None)):
        steps = {name: replace(step, when=Lasting(first, MID_APRIL)) for name, step in d.steps.items()}
        assert agreed.word(p, replace(d, steps=steps)) == expected


def test_a_licence_that_takes_over_on_an_unknown_day_may_hold() -> None:
    """The training was in March or in April, the access before; another licence takes over meanwhile, after that, or before."""
    p = policy(document(clause(objects=("rows",)), governs=(), licences=("lic-p",)))
    train = replace(TRAIN, when=Uncertain(MID_MARCH, MID_APRIL), data=Listed((DataUse("theirs", None, None, NOWHERE),), False))
    told: list[str | None] = []
    for since in (APRIL, date(2025, 4, 16), MID_MARCH):
        theirs = dataset("theirs", Licence("lic-p"), Licence("lic-q", since=since, back=True))
        told.append(agreed.word(p, declaration(ASK, train, artifacts=(theirs,)), THEIRS))
    assert told == ["open", "prohibited", None]
