"""Plans: cheapest first, none inside another, whatever is refused left out with its parts tried."""

from __future__ import annotations

import random
from itertools import product

import pytest

from gauger.repair.edits import Again, Axis, Close, Option, Plan, cost_of, find_least
from gauger.repair.search import drop_useless, find_plans, make_key
from gauger.text.values import replace
from gauger.worlds import TRUE, Formula, all_of, any_of, negate


def axis(name: str, *costs: int) -> Axis:
    return Axis(name, (), tuple(Option(f"{name}{n}", cost, "", Close()) for n, cost in enumerate(costs, 1)))


def axis_of(record: str, name: str, *costs: int, behind: tuple[str, ...] = ()) -> Axis:
    """An axis of what lies behind, which the first option does again as it was."""
    again, *others = axis(name, *costs).options
    return Axis(name, (record,), (replace(again, change=Again(record)), *others), again=5, behind=frozenset(behind))


AXES = (axis("a", 1, 3), axis("b", 2), axis("c", 2, 2), axis("d", 4))
BEHIND = (
    axis_of("ask", "a", 5, 1),
    axis_of("tune", "b", 5, 2, 4, behind=("ask",)),
    axis_of("tune", "c", 5, 2, behind=("ask",)),
    axis_of("out", "d", 5, 1, behind=("ask", "tune")),
    axis_of("other", "e", 5, 1, behind=("ask",)),
)


def made(plans: list[Plan]) -> list[list[str]]:
    return [sorted(option.label for _, option in plan) for plan in plans]


def find(*safe: Formula, limit: int = 9, refused: frozenset[str] = frozenset(), axes: tuple[Axis, ...] = AXES) -> list[Plan]:
    def accept(plan: Plan) -> bool:
        return not any(option.label in refused for _, option in plan)

    return list(find_plans(safe, [one.changed() for one in axes], TRUE, axes, limit, accept))


def test_nothing_to_do_is_one_empty_plan() -> None:
    assert find(TRUE) == [()]


def test_the_cheapest_way_comes_first_and_dearer_supersets_never() -> None:
    a, b, *_ = AXES
    assert made(find(any_of((a.changed(), b.changed())))) == [["a1"], ["b1"], ["a2"]]


def test_a_plan_that_is_refused_makes_room_for_what_holds_it() -> None:
    a, b, *_ = AXES
    assert made(find(any_of((a.is_("a1"), b.changed())), refused=frozenset({"a1"}))) == [["b1"]]


def test_an_edit_may_undo_another() -> None:
    a, b, *_ = AXES
    assert made(find(any_of((all_of((a.is_("a1"), negate(b.changed()))), all_of((a.is_("a2"), b.changed())))))) == [["a1"], ["a2", "b1"]]


def test_beyond_the_limit_there_is_none() -> None:
    assert find(AXES[3].changed(), limit=3) == []


def test_what_is_done_again_anyway_is_paid_for_once() -> None:
    a, b, c, d, e = BEHIND
    once = [axis.options[1] for axis in BEHIND]
    assert cost_of(((b, once[1]),)) == 7
    assert cost_of(((b, once[1]), (c, once[2]))) == 9  # one step, two changes
    assert cost_of(((d, once[3]), (e, once[4]))) == 12  # neither rests on the other
    assert cost_of(((a, once[0]), (d, once[3]), (e, once[4]))) == 8  # both rest on the first
    assert cost_of(((a, a.options[0]), (d, once[3]))) == 6
    assert cost_of(((b, b.options[0]), (c, once[2]))) == 7


def test_a_plan_that_would_cost_less_for_holding_more_is_no_smallest_one() -> None:
    *_, d, e = BEHIND
    needed = all_of((d.is_("d2"), e.is_("e2")))
    assert made(find(needed, limit=17, axes=BEHIND)) == [["d2", "e2"]]
    assert made(find(needed, limit=11, axes=BEHIND)) == []  # with `a2` it would be 8, but nobody needs `a2`


@pytest.mark.parametrize("seed", range(60))
@pytest.mark.parametrize(("axes", "limit"), [(AXES, 9), (BEHIND, 13)])
def test_the_same_as_trying_every_set_of_edits(axes: tuple[Axis, ...], limit: int, seed: int) -> None:
    rng = random.Random(seed)
    labels = [(one, option.label) for one in axes for option in one.options]

    def draw(depth: int) -> Formula:
        if depth == 0:
            one, label = rng.choice(labels)
            return one.is_(label) if rng.random() < 0.7 else negate(one.is_(label))
        return rng.choice((all_of, any_of))([draw(depth - 1) for _ in range(2)])

    safe = draw(3)
    found = [make_key(plan) for plan in find(safe, limit=limit, axes=axes)]
    every = [
        tuple((one, o) for one, o in zip(axes, ways, strict=True) if o is not None)
        for ways in product(*((None, *one.options) for one in axes))
    ]
    holding = [plan for plan in every if _holds(safe, plan, axes)]
    keys = {make_key(plan) for plan in holding}
    costs = {make_key(plan): cost_of(plan) for plan in holding}
    assert set(found) == {key for key in keys if costs[key] <= limit and not any(other < key for other in keys)}
    assert len(found) == len(set(found))
    assert [costs[key] for key in found] == sorted(costs[key] for key in found)
    assert all(find_least(plan) <= cost_of(plan) for plan in holding)


def _holds(safe: Formula, plan: Plan, axes: tuple[Axis, ...]) -> bool:
    """Whether a formula over edits is true of exactly these."""
    from gauger.worlds import is_possible

    chosen = {one.key: option.label for one, option in plan}
    return is_possible(all_of([safe, *(one.is_(chosen.get(one.key, "as it is")) for one in axes)]))


def test_options_that_help_nothing_are_dropped_and_a_cheaper_twin_is_enough() -> None:
    a, b, c, d = AXES
    kept = drop_useless(AXES, [any_of((a.changed(), c.is_("c2")))])
    assert {one.key: [o.label for o in one.options] for one in kept} == {"a": ["a1"], "b": [], "c": ["c2"], "d": []}
    assert {b.key, d.key} == {one.key for one in kept if not one.options}
