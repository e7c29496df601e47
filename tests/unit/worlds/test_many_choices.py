"""Findings of forty choices and of more than a thousand: decided exactly, with little work, and without regard to order.

What is counted is nodes and steps, never time.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import pairwise

import pytest

from gauger.worlds import Choice, Decision, Formula, Query, all_of, any_of, decide, diagram, families, literal, negate
from gauger.worlds.deciding import SETS_LIMIT
from gauger.worlds.decision import Before, Deciding, order_pairs
from gauger.worlds.domains import Options
from gauger.worlds.domains import Test as Asked
from tests.unit.worlds.shapes import (
    SHAPES,
    Shape,
    ask,
    build_exceptions,
    build_matches,
    build_pairs,
    draw_sizes,
    make_choices,
    make_literals,
)
from tests.unit.worlds.test_decision import before, day_choice

SIZES = [(2,) * 40, tuple(draw_sizes(40, (2, 3)))]
BOTH_SIZES = pytest.mark.parametrize("sizes", SIZES, ids=["two values", "two or three"])
BOTH_ORDERS = pytest.mark.parametrize("bad", [False, True], ids=["good", "bad"])
ALL_SHAPES = pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: shape.name)


@pytest.fixture
def work(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """Every diagram and every store of families that is begun."""
    begun: list[object] = []
    for cls in (diagram.Diagram, families.Families):
        monkeypatch.setattr(cls, "__init__", _recording(cls, begun))
    return begun


def _recording(cls: type, begun: list[object]) -> object:
    original: Callable[..., None] = vars(cls)["__init__"]

    def begin(self: object, *args: object) -> None:
        begun.append(self)
        original(self, *args)

    return begin


def count_work(begun: Sequence[object]) -> tuple[int, int]:
    """Nodes of all diagrams together, and steps of all searches."""
    nodes = sum(len(one) for one in begun if isinstance(one, diagram.Diagram))
    return nodes, sum(one._steps for one in begun if isinstance(one, families.Families))


def check_decision(found: Decision, shape: Shape, sizes: Sequence[int]) -> None:
    every = 1
    for size in sizes:
        every *= size
    assert (found.outcome, found.breached, found.admissible) == ("grey", shape.count(sizes), every)
    assert {c.key for c in found.pivots} == {c.key for c in make_choices(sizes)}


@ALL_SHAPES
@BOTH_ORDERS
@BOTH_SIZES
def test_forty_choices_take_little_work(shape: Shape, bad: bool, sizes: tuple[int, ...], work: list[object]) -> None:
    query = shape.build(sizes, bad)
    check_decision(decide(query), shape, sizes)
    nodes, steps = count_work(work)
    assert nodes < 6_000
    assert steps < 6_000


@ALL_SHAPES
@BOTH_SIZES
def test_the_order_of_mention_changes_nothing_but_orders(shape: Shape, sizes: tuple[int, ...]) -> None:
    good, bad = (decide(shape.build(sizes, flag)) for flag in (False, True))
    assert (good.outcome, good.breached, good.admissible, good.complete) == (bad.outcome, bad.breached, bad.admissible, bad.complete)
    for field in ("choices", "pivots", "settled_by"):
        assert set(getattr(good, field)) == set(getattr(bad, field))
    whole = max(len(d.given) for d in good.deciding if sum(d.breach is e.breach for e in good.deciding) > 1)
    sets = [{(frozenset(d.given), d.breach) for d in found.deciding if len(d.given) <= whole} for found in (good, bad)]
    assert sets[0] == sets[1]


def test_sets_are_listed_smallest_first_until_there_are_too_many() -> None:
    """A breach when one of twenty pairs holds; there are 2^20 ways for none to hold, of which the first is shown."""
    sizes = (2,) * 40
    found = decide(build_pairs(sizes, False))
    choices = [choice for choice, _ in found.choices]
    pairs = list(zip(choices[::2], choices[1::2], strict=True))
    assert found.deciding == (
        *(Deciding(((a, "v0"), (b, "v0")), True) for a, b in pairs),
        Deciding(tuple((a, "v1") for a, _ in pairs), False),
    )
    assert not found.complete


def test_all_sets_are_listed_where_they_are_few() -> None:
    many = make_literals((2,) * 40)
    found = decide(ask(all_of(many)))
    choices = [choice for choice, _ in found.choices]
    assert found.deciding == (*(Deciding(((c, "v1"),), False) for c in choices), Deciding(tuple((c, "v0") for c in choices), True))
    assert found.complete
    assert found.settled_by == tuple((c, "v1", False) for c in choices if c.kind == "fact")


def test_a_size_of_which_there_are_too_many_is_left_out() -> None:
    count = SETS_LIMIT + 1
    found = decide(ask(all_of(make_literals((2,) * count))))
    assert ([len(d.given) for d in found.deciding], found.complete) == ([1, count], False)


# --- constraints -------------------------------------------------------------------------------------------------------


@BOTH_ORDERS
def test_constraints_over_the_same_choices(bad: bool, work: list[object]) -> None:
    """Twenty pairs, and each first half brings along the other half of the next pair, round to the first.

    Pair by pair it is then: no two first halves side by side, where other halves are free only if nothing brings them along.
    """
    literals = make_literals((2,) * 40)
    ones, others = literals[:20], literals[20:]
    given = [any_of((negate(ones[n]), others[(n + 1) % 20])) for n in range(20)]
    found = decide(replace(build_pairs((2,) * 40, bad), given=tuple(given)))
    # A ring of twenty places: each first half free, its successor's other half free only if this first half does not hold.
    assert found.admissible == 3**20
    assert found.admissible - found.breached == count_ring(20)
    assert len(found.pivots) == 40
    assert count_work(work)[0] < 12_000


def count_ring(length: int) -> int:
    """Worlds of the ring in which no pair holds together: (first half, other half) of each place, one bringing along the next."""
    places = [(False, False), (False, True), (True, False)]
    total = 0
    for start in places:
        ways = {start: 1}
        for _ in range(length):
            after: dict[tuple[bool, bool], int] = {}
            for (one, _other), count in ways.items():
                for place in places:
                    if place[1] or not one:
                        after[place] = after.get(place, 0) + count
            ways = after
        total += ways.get(start, 0)
    return total


@BOTH_ORDERS
def test_forty_days_in_a_row(bad: bool, work: list[object]) -> None:
    """Each of forty days is not after the next. A breach when the last is early and the first is not, which cannot be."""
    days = [day_choice(f"{n:02}", 0, 30) for n in range(40)]
    mention = days[::2] + days[1::2] if bad else days
    every = any_of((any_of(before(d, 10) for d in mention), negate(any_of(before(d, 10) for d in mention))))
    order = order_pairs(tuple(days), list(pairwise(days)))
    assert len(order) == 40 * 39 // 2
    never = all_of((every, before(days[-1], 10), negate(before(days[0], 10))))
    found = decide(Query(never, never, never, has_duty=False, order=order))
    assert (found.outcome, found.admissible) == ("clear", 41)
    some = all_of((every, before(days[0], 10), negate(before(days[-1], 10))))
    found = decide(Query(some, some, some, has_duty=False, order=order))
    assert (found.outcome, found.breached, found.pivots) == ("open", 39, (days[0], days[-1]))
    assert count_work(work)[0] < 60_000


def test_readings_that_only_change_together_are_no_pivots_and_yet_grey() -> None:
    """Exactly one of thirty readings is the right one: no two worlds differ in one of them alone."""
    choices = [Choice(f"reading:{n}", "reading", Options(("v0", "v1"))) for n in range(30)]
    literals = [literal(choice, Asked("is", ("v0",))) for choice in choices]
    given = [any_of((negate(a), negate(b))) for n, a in enumerate(literals) for b in literals[:n]]
    found = decide(ask(any_of(literals[::2]), any_of(literals), *given))
    assert (found.outcome, found.breached, found.admissible, found.pivots) == ("grey", 15, 30, ())


# --- depth -------------------------------------------------------------------------------------------------------------

DEEP = 1_500


def nest(literals: Sequence[Formula], negated: bool) -> Formula:
    """((first and second) or third) and fourth, and so on; or not (… not (not (first and second) and third) …)."""
    made, *rest = literals
    for n, item in enumerate(rest):
        made = negate(all_of((made, item))) if negated else any_of((made, item)) if n % 2 else all_of((made, item))
    return made


@pytest.mark.parametrize("negated", [False, True])
def test_a_formula_that_nests_as_deep_as_it_has_choices(negated: bool, work: list[object]) -> None:
    found = decide(ask(nest(make_literals((2,) * DEEP), negated)))
    assert (found.outcome, len(found.pivots), found.admissible) == ("grey", DEEP, 2**DEEP)
    held, every = 1, 2
    for n in range(DEEP - 1):
        held = 2 * every - held if negated else held + every if n % 2 else held
        every *= 2
    assert found.breached == held
    assert found.deciding
    assert count_work(work)[0] < 20 * DEEP


@pytest.mark.parametrize("build", [build_pairs, build_exceptions, build_matches])
def test_more_than_a_thousand_choices_in_a_bad_order(build: object, work: list[object]) -> None:
    shape = next(shape for shape in SHAPES if shape.build is build)
    sizes = (2,) * 1_200
    check_decision(decide(shape.build(sizes, True), explain=False), shape, sizes)
    assert count_work(work)[0] < 80 * len(sizes)


def test_many_days_are_put_in_order_at_once() -> None:
    days = tuple(day_choice(str(n), 0, 30) for n in range(60))
    order = order_pairs(days, [(later, earlier) for earlier, later in pairwise(days)])
    assert set(order) == {Before(a, b) for n, b in enumerate(days) for a in days[n + 1 :]}
