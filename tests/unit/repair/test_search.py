"""Plans: cheapest first, none inside another, whatever is refused left out with its parts tried."""

from __future__ import annotations

import random
from itertools import product

import pytest

from gauger.repair.edits import Axis, Close, Option, Plan, cost_of
from gauger.repair.search import drop_useless, find_plans, make_key
from gauger.worlds import TRUE, Formula, all_of, any_of, negate


def axis(name: str, *costs: int) -> Axis:
    return Axis(name, (), tuple(Option(f"{name}{n}", cost, "", Close()) for n, cost in enumerate(costs, 1)))


AXES = (axis("a", 1, 3), axis("b", 2), axis("c", 2, 2), axis("d", 4))


def made(plans: list[Plan]) -> list[list[str]]:
    return [sorted(option.label for _, option in plan) for plan in plans]


def find(*safe: Formula, limit: int = 9, refused: frozenset[str] = frozenset()) -> list[Plan]:
    def accept(plan: Plan) -> bool:
        return not any(option.label in refused for _, option in plan)

    return list(find_plans(safe, [one.changed() for one in AXES], TRUE, AXES, limit, accept))


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


@pytest.mark.parametrize("seed", range(60))
def test_the_same_as_trying_every_set_of_edits(seed: int) -> None:
    rng = random.Random(seed)
    labels = [(one, option.label) for one in AXES for option in one.options]

    def draw(depth: int) -> Formula:
        if depth == 0:
            one, label = rng.choice(labels)
            return one.is_(label) if rng.random() < 0.7 else negate(one.is_(label))
        return rng.choice((all_of, any_of))([draw(depth - 1) for _ in range(2)])

    safe = draw(3)
    found = [make_key(plan) for plan in find(safe)]
    every = [
        tuple((one, o) for one, o in zip(AXES, ways, strict=True) if o is not None)
        for ways in product(*((None, *one.options) for one in AXES))
    ]
    holding = [plan for plan in every if cost_of(plan) <= 9 and _holds(safe, plan)]
    keys = {make_key(plan) for plan in holding}
    assert set(found) == {key for key in keys if not any(other < key for other in keys)}
    assert len(found) == len(set(found))
    costs = {make_key(plan): cost_of(plan) for plan in holding}
    assert [costs[key] for key in found] == sorted(costs[key] for key in found)


def _holds(safe: Formula, plan: Plan) -> bool:
    """Whether a formula over edits is true of exactly these."""
    from gauger.worlds import is_possible

    chosen = {one.key: option.label for one, option in plan}
    return is_possible(all_of([safe, *(one.is_(chosen.get(one.key, "as it is")) for one in AXES)]))


def test_options_that_help_nothing_are_dropped_and_a_cheaper_twin_is_enough() -> None:
    a, b, c, d = AXES
    kept = drop_useless(AXES, [any_of((a.changed(), c.is_("c2")))])
    assert {one.key: [o.label for o in one.options] for one in kept} == {"a": ["a1"], "b": [], "c": ["c2"], "d": []}
    assert {b.key, d.key} == {one.key for one in kept if not one.options}
