"""A decision against a naive enumeration of the worlds, written here and nowhere else (`docs/semantics.md`, 8)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from itertools import combinations, product
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gauger.worlds import (
    FALSE,
    TRUE,
    And,
    Cell,
    Choice,
    Decision,
    Formula,
    Kind,
    Literal,
    Not,
    NoWorld,
    Or,
    Query,
    all_of,
    any_of,
    decide,
    literal,
    mentioned,
    negate,
    ordering,
)  # fmt: skip
from gauger.worlds import algebra as algebra_room
from gauger.worlds import deciding as deciding_room
from gauger.worlds.algebra import TRIAL_NODES
from gauger.worlds.decision import Before, Deciding, Outcome, Unfit, is_named, order_pairs
from gauger.worlds.domains import Days, Numbers, Options, YesNo, cut, holds
from gauger.worlds.domains import Test as Asked
from gauger.worlds.formula import Constant

DAY = date(2026, 1, 1)

World = dict[str, Cell]
Listed = list[tuple[tuple[tuple[str, str], ...], bool]]


def choice(name: str, kind: Kind = "fact", values: tuple[str, ...] = ("x", "y")) -> Choice:
    return Choice(f"{kind}:{name}", kind, Options(values))


def when(of: Choice, *values: str) -> Formula:
    return literal(of, Asked("is", values))


def day_choice(name: str, first: int, last: int) -> Choice:
    return Choice(f"fact:{name}.date", "fact", Days(DAY + timedelta(first), DAY + timedelta(last)))


def before(of: Choice, n: int) -> Formula:
    return literal(of, Asked("before", (DAY + timedelta(n),)))


KINDS: tuple[Kind, ...] = ("reading", "fact", "fact", "conflict", "source")
CHOICES = tuple(choice(name, kind, ("x", "y", "z")[: 2 + n % 2]) for n, (name, kind) in enumerate(zip("abcde", KINDS, strict=True)))
DAYS = (day_choice("f", 0, 9), day_choice("g", 4, 12), day_choice("h", 0, 12))
LITERALS = [when(c, *values) for c in CHOICES for values in (("x",), ("y",), ("x", "z"))]
LITERALS += [before(c, n) for c in DAYS for n in (5, 8)]
FORMULAS = st.recursive(
    st.sampled_from([TRUE, FALSE, *LITERALS]),
    lambda inner: inner.map(negate) | st.lists(inner, max_size=3).map(all_of) | st.lists(inner, max_size=3).map(any_of),
    max_leaves=8,
)
VALUES = {**{c.key: ("x", "Y") for c in CHOICES}, **{c.key: ("2026-01-06", "2026-01-09") for c in DAYS}}


@st.composite
def queries(draw: st.DrawFn) -> Query:
    breach, duty, has_duty = draw(FORMULAS), draw(FORMULAS), draw(st.booleans())
    declared = all_of((breach, negate(duty))) if has_duty else breach
    performed, undone = (FALSE if draw(st.booleans()) else all_of((breach, duty)), breach) if has_duty else (declared, declared)
    given_ = tuple(draw(st.lists(st.sampled_from(LITERALS) | FORMULAS, max_size=2)))
    pairs = draw(st.lists(st.sampled_from([(0, 1), (0, 2), (1, 2), (2, 0)]), max_size=2))
    chosen = draw(st.lists(st.sampled_from(sorted(VALUES)), max_size=1))
    assume = tuple((key, draw(st.sampled_from(VALUES[key]))) for key in chosen)
    return Query(declared, performed, undone, has_duty, given_, order_pairs(DAYS, [(DAYS[a], DAYS[b]) for a, b in pairs]), assume)


# --- every definition of section 8, taken literally --------------------------------------------------------------------


def enumerate_decision(query: Query) -> Decision | None:
    """What must come of a query; none where no world is left."""
    told, cells = lay_out(query)
    worlds = [w for w in list_worlds(cells) if is_admissible(query, w)]
    if not worlds:
        return None
    breached = [w for w in worlds if says(query.breach, w)]
    spared = [w for w in worlds if not says(query.breach, w)]
    outcome = find_outcome(query, worlds, breached, spared)
    named = {c.key: c for c in cells}
    asked = {c: made for c, made in cells.items() if c.kind == "fact" or c in told}
    deciding = list_deciding(asked, worlds, breached) if breached and spared else []
    return Decision(
        outcome,
        outcome == "conditional" and not spared,
        tuple(cells.items()),
        tuple(c for c in cells if is_pivot(c, breached, spared)),
        tuple(Deciding(tuple((named[key], label) for key, label in part), inside) for part, inside in deciding),
        True,
        len(breached),
        len(worlds),
        label_world(cells, breached[0]) if breached and spared else None,
        label_world(cells, spared[0]) if breached and spared else None,
        tuple(list_settling(cells, breached, spared)) if breached and spared else (),
    )


def lay_out(query: Query) -> tuple[set[Choice], dict[Choice, tuple[Cell, ...]]]:
    """What the breach mentions, and the cells of that and of all that constraints bring in, in the order of first mention."""
    formulas = [query.breach, query.performed, query.undone]
    told = set(mentioned(formulas))
    left = list(query.given)
    while touched := [g for g in left if not set(mentioned(formulas)).isdisjoint(mentioned([g]))]:
        formulas += touched
        left = [g for g in left if g not in touched]
    return told, {c: tuple(Cell(*made) for made in cut(c.domain, tests)) for c, tests in mentioned(formulas).items()}


def list_worlds(cells: dict[Choice, tuple[Cell, ...]]) -> list[World]:
    """The last choice counts most."""
    keys = [c.key for c in cells]
    return [dict(zip(keys, values[::-1], strict=True)) for values in product(*list(cells.values())[::-1])]


def is_admissible(query: Query, world: World) -> bool:
    touching = [g for g in query.given if any(c.key in world for c in mentioned([g]))]
    days = [(world[rule.first.key], world[rule.second.key]) for rule in query.order if {rule.first.key, rule.second.key} <= world.keys()]
    assumed = [(world[key], value) for key, value in query.assume if key in world]
    return (
        all(says(g, world) for g in touching)
        and all(first.first <= second.last for first, second in days)
        and all(cell.label == value.casefold() or in_cell(cell, value) for cell, value in assumed)
    )


def in_cell(cell: Cell, value: str) -> bool:
    return bool(cell.last) and cell.first <= date.fromisoformat(value).toordinal() <= cell.last


def says(item: Formula, world: World) -> bool:
    match item:
        case Constant(value):
            return value
        case Literal(of, test):
            cell = world[of.key]
            return holds(test, date.fromordinal(cell.first)) if isinstance(of.domain, Days) else cell.label in test.values
        case Not(inner):
            return not says(inner, world)
        case And(items):
            return all(says(i, world) for i in items)
        case Or(items):
            return any(says(i, world) for i in items)


def find_outcome(query: Query, worlds: list[World], breached: list[World], spared: list[World]) -> Outcome:
    if not breached:
        return "clear"
    if query.has_duty and not any(says(query.performed, w) for w in worlds) and all(says(query.undone, w) for w in worlds):
        return "conditional"
    if not spared:
        return "prohibited"
    sides = [{tuple(cell.label for key, cell in w.items() if key.startswith("fact:")) for w in side} for side in (breached, spared)]
    return "grey" if sides[0] & sides[1] else "open"


def is_pivot(of: Choice, breached: list[World], spared: list[World]) -> bool:
    sides = [{tuple(cell.label for key, cell in w.items() if key != of.key) for w in side} for side in (breached, spared)]
    return bool(sides[0] & sides[1])


def list_deciding(cells: dict[Choice, tuple[Cell, ...]], worlds: list[World], breached: list[World]) -> Listed:
    found: list[tuple[dict[int, int], bool]] = []
    choices = list(cells)
    for size in range(1, len(choices) + 1):
        for chosen in combinations(range(len(choices)), size):
            for positions in product(*(range(len(cells[choices[axis]])) for axis in chosen)):
                part = dict(zip(chosen, positions, strict=True))
                agreeing = [w for w in worlds if all(w[choices[a].key] == cells[choices[a]][p] for a, p in part.items())]
                if len({w in breached for w in agreeing}) == 1 and not any(smaller.items() < part.items() for smaller, _ in found):
                    found.append((part, agreeing[0] in breached))
    found.sort(key=lambda one: (len(one[0]), tuple(one[0].items())))
    return [(tuple((choices[a].key, cells[choices[a]][p].label) for a, p in part.items()), inside) for part, inside in found]


def list_settling(cells: dict[Choice, tuple[Cell, ...]], breached: list[World], spared: list[World]) -> Iterator[tuple[Choice, str, bool]]:
    for of, made in cells.items():
        for cell in made:
            sides = [any(w[of.key] == cell for w in side) for side in (breached, spared)]
            if of.kind == "fact" and sides[0] != sides[1]:
                yield of, cell.label, sides[0]


def label_world(cells: dict[Choice, tuple[Cell, ...]], world: World) -> tuple[tuple[Choice, str], ...]:
    return tuple((c, world[c.key].label) for c in cells)


def decide_or_none(query: Query) -> Decision | None:
    try:
        return decide(query)
    except NoWorld:
        return None


@settings(deadline=None, max_examples=100)
@given(queries())
def test_a_decision_is_what_the_definitions_say(query: Query) -> None:
    assert decide_or_none(query) == enumerate_decision(query)


@pytest.mark.parametrize("trial", [TRIAL_NODES, 0])
@settings(deadline=None, max_examples=100)
@given(query=queries())
def test_it_is_the_same_by_diagram_in_either_order(query: Query, trial: int) -> None:
    by_table = decide_or_none(query)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(algebra_room, "TABLE_LIMIT", 0)
        patch.setattr(algebra_room, "TRIAL_NODES", trial)
        assert decide_or_none(query) == by_table


@settings(deadline=None, max_examples=100)
@given(query=queries(), chance=st.randoms(use_true_random=False))
def test_it_is_the_same_in_any_order_of_axes(query: Query, chance: Random) -> None:
    def propose(steps: object, roots: object, ties: object, count: int) -> Iterator[list[int]]:  # noqa: ARG001 - in place of another
        yield chance.sample(range(count), count)

    by_table = decide_or_none(query)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(algebra_room, "TABLE_LIMIT", 0)
        patch.setattr(ordering, "propose_orders", propose)
        assert decide_or_none(query) == by_table
        patch.setattr(deciding_room, "FEW_WORLDS", 0)
        assert decide_or_none(query) == by_table


@settings(deadline=None)
@given(queries())
def test_without_explanation_the_outcome_is_the_same(query: Query) -> None:
    full = decide_or_none(query)
    if full is not None:
        assert decide(query, explain=False) == replace(full, deciding=(), complete=True, witness_in=None, witness_out=None, settled_by=())


# --- worked out by hand ------------------------------------------------------------------------------------------------

COMPETES, RELEASED = choice("competes", "reading", ("narrow", "wide")), choice("released", "fact", ("yes", "no"))


def plain(breach: Formula, **more: object) -> Query:
    return replace(Query(breach, breach, breach, has_duty=False), **more)  # type: ignore[arg-type]


def test_a_reading_and_a_fact_are_grey_and_say_which_answer_settles_it() -> None:
    found = decide(plain(all_of((when(COMPETES, "wide"), when(RELEASED, "yes")))))
    assert (found.outcome, found.breached, found.admissible) == ("grey", 1, 4)
    assert found.pivots == (COMPETES, RELEASED)
    assert found.deciding == (
        Deciding(((COMPETES, "narrow"),), False),
        Deciding(((RELEASED, "no"),), False),
        Deciding(((COMPETES, "wide"), (RELEASED, "yes")), True),
    )
    assert found.settled_by == ((RELEASED, "no", False),)


def test_facts_alone_leave_it_open() -> None:
    assert decide(plain(when(RELEASED, "yes"))).outcome == "open"


def test_a_duty_is_conditional_and_unmet_where_every_world_breaches() -> None:
    shown = when(RELEASED, "no")
    assert decide(Query(TRUE, FALSE, TRUE, has_duty=True)).unmet
    unshown = decide(Query(shown, FALSE, TRUE, has_duty=True))
    assert (unshown.outcome, unshown.unmet) == ("conditional", False)
    assert decide(Query(TRUE, FALSE, shown, has_duty=True)).outcome == "prohibited"
    assert decide(Query(TRUE, FALSE, TRUE, has_duty=False)).outcome == "prohibited"


def test_what_holds_in_all_worlds_is_unmet_though_choices_are_mentioned() -> None:
    always = any_of((when(COMPETES, "wide"), when(COMPETES, "narrow")))
    assert decide(Query(always, FALSE, always, has_duty=True)).unmet
    assert not decide(plain(always)).unmet


@pytest.mark.parametrize(("other", "decides"), [(COMPETES, False), (choice("other", values=("narrow", "wide")), True)])
def test_a_constraint_brings_in_facts_that_decide_and_readings_that_do_not(other: Choice, decides: bool) -> None:
    """Released means narrow, so wide tells that it was not released."""
    found = decide(plain(when(RELEASED, "yes"), given=(any_of((when(other, "narrow"), when(RELEASED, "no"))),)))
    sets = [Deciding(((RELEASED, "yes"),), True), Deciding(((RELEASED, "no"),), False)]
    assert list(found.deciding) == sets + [Deciding(((other, "wide"),), False)] * decides


@pytest.mark.parametrize(
    ("key", "written", "meant"),
    [
        ("reading:p/one:competes", "reading:p/one:competes", True),
        ("reading:p/one:competes", "p/one:competes", True),
        ("reading:p/one:competes", "competes", True),
        ("reading:p/one:competes", "one:competes", False),
        ("fact:ask.date", "ask.date", True),
        ("fact:p/one:accepted", "accepted", False),
        ("conflict:p/one:ban", "ban", False),
    ],
)
def test_a_choice_is_named_whole_or_without_its_kind_and_a_reading_by_its_concept(key: str, written: str, meant: bool) -> None:
    assert is_named(key, written) is meant


def test_constraints_count_where_they_touch_and_are_closed_under_touching() -> None:
    far, near, apart = choice("far"), choice("near"), choice("apart")
    given_ = (any_of((when(far, "x"), when(near, "x"))), any_of((when(COMPETES, "narrow"), when(near, "y"))), when(apart, "x"))
    found = decide(plain(when(COMPETES, "wide"), given=given_))
    assert [c.key for c, _ in found.choices] == [COMPETES.key, near.key, far.key]
    # wide needs near=y, which needs far=x: one world; narrow goes with near=x (two) and with near=y and far=x (one).
    assert (found.breached, found.admissible) == (1, 4)


def test_no_world_is_an_error_that_names_its_choices() -> None:
    with pytest.raises(NoWorld) as stuck:
        decide(plain(when(COMPETES, "wide"), given=(when(COMPETES, "narrow"),), assume=((COMPETES.key, "wide"),)))
    assert (stuck.value.choices, str(stuck.value)) == ((COMPETES,), "reading:competes")


def test_an_assumption_takes_a_label_or_a_value_of_the_domain() -> None:
    size = Choice("fact:us.size", "fact", Numbers())
    query = plain(literal(size, Asked("more than", (Decimal(10),))))
    assert [cell.label for cell in decide(query).choices[0][1]] == ["less than 10 or exactly 10", "more than 10"]
    for value, outcome in (("12", "prohibited"), ("10", "clear"), ("More than 10", "prohibited"), ("less than 10 or exactly 10", "clear")):
        assert decide(replace(query, assume=((size.key, value),))).outcome == outcome


def test_equal_numbers_are_labelled_as_each_was_written() -> None:
    size = Choice("fact:us.size", "fact", Numbers())
    for written in ("1", "1.0", "1.00"):
        cells = decide(plain(literal(size, Asked("at least", (Decimal(written),))))).choices[0][1]
        assert [cell.label for cell in cells] == [f"less than {written}", f"exactly {written} or more than {written}"]


@pytest.mark.parametrize("value", ["many", "NaN"])
def test_a_value_that_no_cell_holds_settles_nothing_and_is_told_with_the_labels(value: str) -> None:
    released = Choice("fact:paid", "fact", YesNo())
    query = plain(literal(released, Asked("is", (True,))))
    decision = decide(replace(query, assume=(("fact:paid", value), ("paid", "no"))))
    assert decision.unfit == (Unfit(released, value, ("yes", "no")),)
    assert decision.outcome == "clear"


def test_an_assumption_about_a_choice_that_is_not_mentioned_changes_nothing() -> None:
    query = plain(when(COMPETES, "wide"))
    assert decide(replace(query, assume=(("fact:other", "x"),))) == decide(query)


# --- days --------------------------------------------------------------------------------------------------------------


def test_what_must_come_first_leaves_out_worlds() -> None:
    """asked on 0..30, trained on 0..30, asking not after training: training before the tenth and asking from the tenth on is no world."""
    asked, trained = day_choice("ask", 0, 30), day_choice("train", 0, 30)
    query = plain(all_of((before(trained, 10), negate(before(asked, 10)))))
    assert decide(query).outcome == "open"
    ordered = decide(replace(query, order=(Before(asked, trained),)))
    assert (ordered.outcome, ordered.admissible) == ("clear", 3)
    assert decide(replace(query, order=(Before(trained, asked),))).outcome == "open"


def test_an_order_of_days_that_are_not_mentioned_is_left_alone() -> None:
    asked, trained = day_choice("ask", 0, 30), day_choice("train", 0, 30)
    assert decide(plain(before(asked, 10), order=(Before(asked, trained),))).admissible == 2


def test_what_is_ordered_with_a_day_that_is_known_orders_no_others() -> None:
    asked, known, trained = (day_choice(name, 0, 30) for name in ("ask", "known", "train"))
    assert order_pairs((asked, trained), [(asked, known), (known, trained)]) == ()
    assert order_pairs((asked, known, trained), [(asked, known), (known, trained)]) == (
        Before(asked, known), Before(asked, trained), Before(known, trained),
    )  # fmt: skip


PAIRS = st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), max_size=4)
BOUNDS = st.lists(st.tuples(st.integers(0, 6), st.integers(0, 6)), min_size=4, max_size=4)


@settings(deadline=None)
@given(BOUNDS, PAIRS)
def test_ordered_cells_are_a_world_exactly_when_days_can_be_chosen(bounds: list[tuple[int, int]], pairs: list[tuple[int, int]]) -> None:
    days = [day_choice(str(n), min(b), max(b)) for n, b in enumerate(bounds)]
    rules = [(min(p), max(p)) for p in pairs if p[0] != p[1]]
    every = any_of(before(d, 3) for d in days)
    mention = any_of((every, negate(all_of(negate(before(d, 3)) for d in days))))
    order = order_pairs(tuple(days), [(days[a], days[b]) for a, b in rules])
    ranges = [range(min(b), max(b) + 1) for b in bounds]
    possible = {tuple(value < 3 for value in values) for values in product(*ranges) if all(values[a] <= values[b] for a, b in rules)}
    try:
        found = decide(plain(mention, order=order))
    except NoWorld:
        assert not possible
        return
    assert found.admissible == len(possible)
