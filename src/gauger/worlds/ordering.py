"""Orders of the axes of a diagram. A good one keeps together what a formula joins; how large the diagram gets hangs on nothing else.

FORCE (Aloul, Markov, Sakallah 2003) is tried from the order of first mention and from one that goes through the formula from end to end:
everything is drawn to the middle of what it is joined with and put in order again, until that no longer helps. Axes and gates (the
conjunctions and disjunctions) are both drawn, and a gate of many parts draws less, for it can be near to all of them nowhere. Of these
orders and that of first mention the one with the least bound on the size of the diagram is taken.

Measured in `benchmarks/readings.py`: with such orders a diagram needs no reordering later on, which costs more than all the rest.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from heapq import heappop, heappush
from math import inf

from gauger.text.values import dataclass
from gauger.worlds.outline import AND, LITERAL, NOT, OR, Step

ROUNDS, PATIENCE = 100, 8
"""Rounds of drawing together at most, and those after which it ends when none was better."""

MANY = 1 << 40
"""Nodes at one cut beyond which it makes no difference how many: gates that share parts would multiply without end."""


@dataclass(frozen=True, slots=True)
class Wiring:
    """Points are axes, then gates, parts before wholes; the last gate is the whole.

    `nets` has a line for each gate: what it joins and itself. `alike` tells of each of these parts whether it is a gate of the same kind:
    what settles such a part settles the whole.
    """

    count: int
    nets: tuple[tuple[int, ...], ...]
    alike: tuple[tuple[bool, ...], ...]


def propose_orders(steps: Sequence[Step], roots: Sequence[int], ties: Iterable[tuple[int, int]], count: int) -> Iterator[list[int]]:
    """Orders of the axes, from the root of a diagram down, for what `roots` make together: that of first mention, which costs nothing and
    is mostly good, and one that is better where that is not. `ties` are axes that a further constraint joins."""
    yield _orient(steps, list(range(count)))
    yield _orient(steps, arrange(wire(steps, roots, ties, count)))


def arrange(wiring: Wiring) -> list[int]:
    """Of some orders of the axes that with the least bound on the size of a diagram."""
    starts = (_list_points(wiring), _walk_through(wiring))
    orders = [[point for point in _draw_together(wiring, start) if point < wiring.count] for start in starts]
    best, bound = orders[0], inf
    for order in (*orders, list(range(wiring.count))):
        found = bound_size(wiring, order, bound)
        if found < bound:
            best, bound = order, found
    return best


def _orient(steps: Sequence[Step], order: list[int]) -> list[int]:
    """An order or its reverse: what comes in last belongs on top. There it is put upon all that is done already, which below is redone."""
    heights: list[int] = []
    comes_in: dict[int, int] = {}
    for kind, parts in steps:
        if kind in {AND, OR, NOT}:
            height = 1 + max([heights[part] for part in parts])
            for part in parts:
                if steps[part][0] == LITERAL:
                    comes_in.setdefault(steps[part][1][0], height)
            heights.append(height)
        else:
            heights.append(0)
    middle = len(order) // 2
    upper, lower = (sum([comes_in.get(axis, 0) for axis in part]) for part in (order[:middle], order[-middle:]))
    return order if lower <= 2 * upper else order[::-1]


def wire(steps: Sequence[Step], roots: Sequence[int], ties: Iterable[tuple[int, int]], count: int) -> Wiring:
    ends: list[tuple[int, int]] = []  # for each step the point that it comes down to, and its kind as a gate
    nets: list[tuple[int, ...]] = []
    alike: list[tuple[bool, ...]] = []

    def join(kind: int, parts: Iterable[tuple[int, int]]) -> tuple[int, int]:
        parts, gate = [part for part in parts if part[0] >= 0], count + len(nets)
        nets.append((*(point for point, _ in parts), gate))
        alike.append(tuple([other == kind for _, other in parts]))
        return gate, kind

    for kind, parts in steps:
        if kind == LITERAL:
            ends.append((parts[0], LITERAL))
        elif kind in {AND, OR}:
            ends.append(join(kind, [ends[part] for part in parts]))
        elif kind == NOT:
            point, gate = ends[parts[0]]
            ends.append((point, {AND: OR, OR: AND}.get(gate, gate)))
        else:
            ends.append((-1, kind))
    tied = [join(OR, [(a, LITERAL), (b, LITERAL)]) for a, b in ties]
    join(AND, [ends[root] for root in dict.fromkeys(roots)] + tied)
    return Wiring(count, tuple(nets), tuple(alike))


def _list_points(wiring: Wiring) -> list[int]:
    """All points in the order of first mention, gates behind what they join."""
    points = dict.fromkeys(point for net in wiring.nets for point in net)
    return list(points | dict.fromkeys(range(wiring.count)))


# --- how large a diagram can get -----------------------------------------------------------------------------------------


def bound_size(wiring: Wiring, order: Sequence[int], limit: float) -> int:
    """A bound on the nodes, summed over the cuts between neighbours for as long as it is within `limit`.

    Cut in two, a gate can be settled by its parts before the cut, or be left with any mixture of what these have left of themselves.
    """
    count = wiring.count
    first, last = _span(wiring, order)
    starting: list[list[int]] = [[] for _ in range(count + 2)]
    owners: list[list[tuple[int, bool]]] = [[] for _ in wiring.nets]
    for gate, net in enumerate(wiring.nets):
        starting[first[count + gate] + 1].append(gate)
        for point, same in zip(net, wiring.alike[gate], strict=False):
            if point >= count:
                owners[point - count].append((gate, same))
    total, cut_through = 0, list[int]()
    for cut in range(1, count):
        cut_through = sorted([gate for gate in cut_through + starting[cut] if last[count + gate] >= cut])
        left = dict.fromkeys(cut_through, 1)
        for gate in cut_through:
            for owner, same in owners[gate]:
                left[owner] = min(left[owner] * (left[gate] + 1 - same), MANY)
        total += left[cut_through[-1]] + 1 if cut_through else 1
        if total > limit:
            break
    return total


def _span(wiring: Wiring, order: Sequence[int]) -> tuple[list[int], list[int]]:
    """For each point the places of the first and the last axis beneath it."""
    place = [0] * wiring.count
    for at, axis in enumerate(order):
        place[axis] = at
    first, last = place[:], place
    for net in wiring.nets:
        first.append(min([first[point] for point in net[:-1]], default=wiring.count))
        last.append(max([last[point] for point in net[:-1]], default=-1))
    return first, last


# --- orders --------------------------------------------------------------------------------------------------------------


def _draw_together(wiring: Wiring, order: list[int]) -> list[int]:
    """All points in the best order met while each is drawn to the middles of its nets."""
    weights = [1 / (len(net) - 1) if len(net) > 1 else 0.0 for net in wiring.nets]
    touching = _list_touching(wiring)
    pull = [sum([weights[net] for net in nets]) or 1.0 for nets in touching]
    place = [0] * len(order)
    best, shortest, idle = order, inf, 0
    for _ in range(ROUNDS):
        for at, point in enumerate(order):
            place[point] = at
        spread, middles = 0.0, []
        for net, weight in zip(wiring.nets, weights, strict=True):
            places = [place[point] for point in net]
            spread += weight * (max(places) - min(places))
            middles.append(weight * sum(places) / len(places))
        idle = 0 if spread < shortest else idle + 1
        if idle > PATIENCE:
            break
        if not idle:
            best, shortest = order, spread
        drawn = [sum([middles[net] for net in nets]) / force for nets, force in zip(touching, pull, strict=True)]
        order = sorted(order, key=drawn.__getitem__)
    return best


def _walk_through(wiring: Wiring) -> list[int]:
    """All points from one end of the formula to the other: by how far they are from a point that is as far as can be from another."""
    touching, points = _list_touching(wiring), _list_points(wiring)
    for _ in range(3):
        points = _sort_by_distance(wiring, touching, points)
        points.reverse()
    return points


def _sort_by_distance(wiring: Wiring, touching: Sequence[Sequence[int]], points: Sequence[int]) -> list[int]:
    """Points by their distance from the first of them. The more a net joins, the longer it takes through it, for it says that much less."""
    reached: dict[int, None] = {}
    passed: set[int] = set()
    waiting = [(0, 0, points[0])]
    while waiting:
        distance, _, point = heappop(waiting)
        if point in reached:
            continue
        reached[point] = None
        for net in touching[point]:
            if net not in passed:
                passed.add(net)
                for other in wiring.nets[net]:
                    heappush(waiting, (distance + (len(wiring.nets[net]) - 1) ** 2, len(passed), other))
    return list(reached | dict.fromkeys(points))


def _list_touching(wiring: Wiring) -> list[list[int]]:
    """For each point the nets that it is in."""
    touching: list[list[int]] = [[] for _ in range(wiring.count + len(wiring.nets))]
    for number, net in enumerate(wiring.nets):
        for point in net:
            touching[point].append(number)
    return touching
