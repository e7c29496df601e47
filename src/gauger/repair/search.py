"""All smallest plans after which some things are so, cheapest first (`docs/semantics.md`, 9).

An edit more can undo what a plan brings, so plans are neither grown greedily nor put together from what hits each finding: every set of
edits is in play until nothing that can still be added to it would do.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from heapq import heappop, heappush

from gauger.repair.edits import AS_IS, Axis, Option, Plan, cost_of, find_least
from gauger.text.values import replace
from gauger.worlds import Formula, all_of
from gauger.worlds.algebra import Worlds
from gauger.worlds.space import Space, find_worlds

Made = frozenset[tuple[str, str]]


def make_key(plan: Plan) -> Made:
    """The edits of a plan whatever their order: the axis of each and which way it goes."""
    return frozenset((axis.key, option.label) for axis, option in plan)


def find_plans(
    safe: Sequence[Formula], others: Sequence[Formula], given: Formula, axes: Sequence[Axis], limit: int, accept: Callable[[Plan], bool]
) -> Iterator[Plan]:
    """Plans of a cost up to `limit` for which every formula of `safe` holds, `given` as it is, and which `accept` takes, cheapest first.

    `others` need not hold, but `accept` may mind what they hang on. No plan holds another: they are looked at in the order of what their
    edits cost by themselves, so the parts of each have been seen, also those that cost more since more is done again for them.
    """
    by_choice = {axis.choice: axis for axis in axes}
    space, worlds = find_worlds(all_of((*safe, given)), others)
    algebra = space.algebra
    order = [(at, by_choice[choice]) for at, choice in enumerate(space.choices) if choice in by_choice]
    found: dict[Made, Plan] = {}
    waiting: list[tuple[int, int, tuple[int, ...], int, Plan]] = [(0, 0, (), worlds, ())]
    while waiting:
        cost, _, positions, left, plan = heappop(waiting)
        made = make_key(plan)
        if not left or any(smaller <= made for smaller in found):
            continue
        if len(positions) == len(order):
            if accept(plan):
                found[made] = plan
            continue
        at, axis = order[len(positions)]
        options: dict[str, Option] = {option.label: option for option in axis.options}
        for position, cell in enumerate(space.cells[at]):
            option = options.get(cell.label)
            if option is None and cell.label != AS_IS:
                continue  # an option that was dropped
            here = algebra.meet(left, algebra.literal(at, (position,)))
            wider = plan if option is None else (*plan, (axis, option))
            if here and find_least(wider) <= limit:
                dearer = cost + (option.cost if option is not None else 0)
                heappush(waiting, (dearer, len(wider), (*positions, position), here, wider))
    yield from sorted((plan for plan in found.values() if cost_of(plan) <= limit), key=cost_of)


def drop_useless(axes: Sequence[Axis], safe: Sequence[Formula]) -> tuple[Axis, ...]:
    """The axes without options that no formula gains by: what holds with one holds with nothing done, or with one as cheap before it."""
    kept = {axis.key: [option.label for option in axis.options] for axis in axes}
    spaces = [find_worlds(formula) for formula in safe]
    for axis in axes:
        about = [(space, space.axis[axis.choice.key], worlds) for space, worlds in spaces if axis.choice.key in space.axis]
        sets = [_list_sets(space, at, worlds) for space, at, worlds in about]
        useful: list[Option] = []
        for option in axis.options:
            others = [AS_IS, *(other.label for other in useful if other.cost <= option.cost)]
            gains = [(found.get(option.label, found[AS_IS]), found) for found in sets]
            if not any(
                all(
                    space.algebra.meet(mine, space.algebra.complement(found.get(other, found[AS_IS]))) == 0
                    for (space, _, _), (mine, found) in zip(about, gains, strict=True)
                )
                for other in others
            ):
                useful.append(option)
        kept[axis.key] = [option.label for option in useful]
    return tuple(replace(axis, options=tuple(o for o in axis.options if o.label in kept[axis.key])) for axis in axes)


def _list_sets(space: Space, at: int, worlds: Worlds) -> dict[str, Worlds]:
    """For each way in which an axis can be, where a formula holds then, whatever else is done."""
    algebra = space.algebra
    return {cell.label: algebra.smear(algebra.meet(worlds, algebra.literal(at, (i,))), at) for i, cell in enumerate(space.cells[at])}
