"""Sets of worlds over numbered axes, in two representations with one interface.

An axis is a choice, its positions are its cells. A `Table` holds a set as one integer used as a truth table, a `Diagram` as a node of a
multi-valued decision diagram. `solve` chooses by the number of worlds; results never depend on which was chosen, nor on the order in which
a diagram has its axes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from math import inf, prod
from typing import TYPE_CHECKING, Protocol, TypeVar

from gauger.text.deferred import Deferred
from gauger.worlds.outline import Step
from gauger.worlds.table import Table

if TYPE_CHECKING:
    from gauger.worlds import diagram
else:
    diagram = Deferred("gauger.worlds.diagram")  # few checks have a finding that is large enough

TABLE_LIMIT = 1 << 16
"""Worlds up to which a truth table is faster than a diagram (both measured in `benchmarks/`)."""

TRIAL_NODES = 40
"""Nodes for each axis up to which the first order is good enough: to find a better one takes about as long as to make them."""

Worlds = int
"""A set of worlds: a truth table of a `Table`, or a node number of a `Diagram`. Zero is the empty set in both; equal sets are equal
integers."""

Part = tuple[tuple[int, int], ...]
"""A partial assignment: pairs of axis and position, axes ascending."""

Result = TypeVar("Result")


class Algebra(Protocol):
    """Set operations over one space of worlds."""

    sizes: tuple[int, ...]
    full: Worlds

    def literal(self, axis: int, positions: Iterable[int]) -> Worlds:
        """The worlds whose position on `axis` is one of `positions`."""
        ...

    def meet(self, a: Worlds, b: Worlds) -> Worlds: ...

    def meet_all(self, sets: Sequence[Worlds]) -> Worlds: ...

    def join(self, a: Worlds, b: Worlds) -> Worlds: ...

    def complement(self, a: Worlds) -> Worlds: ...

    def without(self, a: Worlds, b: Worlds) -> Worlds:
        """The worlds of `a` that are not in `b`."""
        ...

    def evaluate(self, steps: Sequence[Step], positions: Sequence[Sequence[Sequence[int]]], wanted: Sequence[int]) -> list[Worlds]:
        """What steps make, for those wanted; `positions` are those that pass, for each axis and each test of it."""
        ...

    def smear(self, a: Worlds, axis: int) -> Worlds:
        """The worlds that reach `a` by changing nothing but `axis` (or nothing at all)."""
        ...

    def count(self, a: Worlds) -> int: ...

    def pick(self, a: Worlds) -> tuple[int, ...]:
        """The positions of the first world of a set that is not empty, the last axis counting most."""
        ...

    def borders(self, a: Worlds, b: Worlds) -> list[int]:
        """The axes along which alone some world of `a` and one of `b`, which have none in common, differ."""
        ...

    def agree(self, a: Worlds, b: Worlds, free: Sequence[int]) -> bool:
        """Whether some world of `a` and one of `b` differ on nothing but the axes that are `free`."""
        ...

    def shadows(self, a: Worlds) -> list[tuple[bool, ...]]:
        """For each axis, which positions occur among the worlds of a set."""
        ...

    @property
    def effort(self) -> int:
        """What combining sets has cost so far beyond the count of calls, in pairs of nodes."""
        ...

    def rank(self, axis: int) -> int:
        """The place of an axis among those that `open` opens one after the other."""
        ...

    def open(self, width: int, a: Worlds, b: Worlds) -> tuple[int, int, Sequence[Worlds], Sequence[Worlds]]:
        """The first axis in this order on which `a` hangs, what to give for `width` next time, and for each position there what is left of
        `a` and of `b`, smeared over the axes passed by. Begins with all axes for `width`."""
        ...


@lru_cache(maxsize=64)
def _get_table(sizes: tuple[int, ...]) -> Table:
    """Tables hold nothing but what follows from the sizes."""
    return Table(sizes)


def solve(sizes: Sequence[int], orders: Iterator[Sequence[int]], compute: Callable[[Algebra], Result]) -> Result:
    """What comes of a computation over axes of these sizes.

    `orders` are orders for the axes of a diagram. Where it gets large in the first of them, all is done once again in the second.
    """
    if prod(sizes) <= TABLE_LIMIT:
        return compute(_get_table(tuple(sizes)))
    trial = diagram.Diagram(sizes, next(orders), TRIAL_NODES * len(sizes))
    try:
        found = compute(trial)
    except diagram.OvergrownError:
        return compute(diagram.Diagram(sizes, next(orders)))
    trial.limit = inf
    return found
