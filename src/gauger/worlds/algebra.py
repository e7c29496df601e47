"""Sets of worlds over numbered axes, in two representations with one interface.

An axis is a choice, its positions are its cells. `Table` holds a set as one integer used as a truth table (mixed radix, so three
readings need
no padding); `Diagram` holds it as a node of a multi-valued decision diagram, axes in the order in which the formula first touches
them. `pick_algebra` chooses by the number of worlds; results never depend on which was chosen.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import prod
from typing import Protocol

TABLE_LIMIT = 1 << 16
"""Worlds up to which a truth table is faster than a diagram (both measured in `benchmarks/`)."""

Worlds = int
"""A set of worlds: a truth table of a `Table`, or a node number of a `Diagram`. Zero is the empty set in both; equal sets are equal
integers."""


class Algebra(Protocol):
    """Set operations over one space of worlds."""

    sizes: tuple[int, ...]
    full: Worlds

    def literal(self, axis: int, positions: Iterable[int]) -> Worlds:
        """The worlds whose position on `axis` is one of `positions`."""
        ...

    def meet(self, a: Worlds, b: Worlds) -> Worlds: ...

    def join(self, a: Worlds, b: Worlds) -> Worlds: ...

    def complement(self, a: Worlds) -> Worlds: ...

    def smear(self, a: Worlds, axis: int) -> Worlds:
        """The worlds that reach `a` by changing nothing but `axis` (or nothing at all)."""
        ...

    def count(self, a: Worlds) -> int: ...

    def weigh(self, a: Worlds) -> int:
        """About what one operation on a set costs, in some tens of nanoseconds."""
        ...

    def pick(self, a: Worlds) -> tuple[int, ...]:
        """The positions of the first world of a set that is not empty, the last axis counting most."""
        ...


def pick_algebra(sizes: Sequence[int]) -> Algebra:
    """The representation for a space with axes of these sizes."""
    return Table(sizes) if prod(sizes) <= TABLE_LIMIT else Diagram(sizes)


class Table:
    """Truth tables: bit number `sum(position * stride)` stands for a world."""

    def __init__(self, sizes: Sequence[int]) -> None:
        self.sizes = tuple(sizes)
        strides = [1]
        for size in self.sizes:
            strides.append(strides[-1] * size)
        self._strides = strides
        self.full: Worlds = (1 << strides[-1]) - 1
        self._first = [self._repeat((1 << s) - 1, s * n) for s, n in zip(strides, self.sizes, strict=False)]

    def _repeat(self, pattern: int, period: int) -> int:
        """`pattern` written again every `period` bits over the whole table, doubling as it goes."""
        total = self._strides[-1]
        while period < total:
            pattern |= pattern << period
            period *= 2
        return pattern & self.full

    def literal(self, axis: int, positions: Iterable[int]) -> Worlds:
        stride, found = self._strides[axis], 0
        for position in positions:
            found |= self._first[axis] << (position * stride)
        return found

    def meet(self, a: Worlds, b: Worlds) -> Worlds:
        return a & b

    def join(self, a: Worlds, b: Worlds) -> Worlds:
        return a | b

    def complement(self, a: Worlds) -> Worlds:
        return self.full ^ a

    def smear(self, a: Worlds, axis: int) -> Worlds:
        stride, size, first = self._strides[axis], self.sizes[axis], self._first[axis]
        column = 0
        for position in range(size):
            column |= (a >> (position * stride)) & first
        spread = 0
        for position in range(size):
            spread |= column << (position * stride)
        return spread

    def count(self, a: Worlds) -> int:
        return a.bit_count()

    def weigh(self, a: Worlds) -> int:
        return 1 + a.bit_length() // 64

    def pick(self, a: Worlds) -> tuple[int, ...]:
        world = (a & -a).bit_length() - 1
        return tuple(world // stride % size for stride, size in zip(self._strides, self.sizes, strict=False))


class Diagram:
    """Decision diagrams: node 0 is the empty set, node 1 all worlds, any other node an axis and one child per position.

    INVARIANT: nodes are unique and no node has all children equal, so equal sets are equal numbers.
    """

    def __init__(self, sizes: Sequence[int]) -> None:
        self.sizes = tuple(sizes)
        self.full: Worlds = 1
        end = len(self.sizes)
        self._axis = [end, end]
        self._children: list[tuple[int, ...]] = [(), ()]
        self._unique: dict[tuple[int, tuple[int, ...]], int] = {}
        self._met: dict[tuple[int, int], int] = {}
        self._inverse: dict[int, int] = {0: 1, 1: 0}

    def _node(self, axis: int, children: tuple[int, ...]) -> int:
        if all(child == children[0] for child in children):
            return children[0]
        key = (axis, children)
        found = self._unique.get(key)
        if found is None:
            found = self._unique[key] = len(self._axis)
            self._axis.append(axis)
            self._children.append(children)
        return found

    def _child(self, node: int, axis: int, position: int) -> int:
        return self._children[node][position] if self._axis[node] == axis else node

    def literal(self, axis: int, positions: Iterable[int]) -> Worlds:
        chosen = set(positions)
        return self._node(axis, tuple(int(p in chosen) for p in range(self.sizes[axis])))

    def meet(self, a: Worlds, b: Worlds) -> Worlds:
        if a == 0 or b == 0:
            return 0
        if a == 1 or a == b:
            return b
        if b == 1:
            return a
        key = (a, b) if a < b else (b, a)
        found = self._met.get(key)
        if found is None:
            axis = min(self._axis[a], self._axis[b])
            pairs = ((self._child(a, axis, p), self._child(b, axis, p)) for p in range(self.sizes[axis]))
            found = self._met[key] = self._node(axis, tuple(self.meet(x, y) for x, y in pairs))
        return found

    def complement(self, a: Worlds) -> Worlds:
        found = self._inverse.get(a)
        if found is None:
            found = self._node(self._axis[a], tuple(self.complement(c) for c in self._children[a]))
            self._inverse[a], self._inverse[found] = found, a
        return found

    def join(self, a: Worlds, b: Worlds) -> Worlds:
        return self.complement(self.meet(self.complement(a), self.complement(b)))

    def smear(self, a: Worlds, axis: int) -> Worlds:
        memo: dict[int, int] = {}

        def visit(node: int) -> int:
            if self._axis[node] > axis:
                return node
            if node not in memo:
                children = self._children[node]
                if self._axis[node] == axis:
                    joined = 0
                    for child in children:
                        joined = self.join(joined, child)
                    memo[node] = joined
                else:
                    memo[node] = self._node(self._axis[node], tuple(visit(c) for c in children))
            return memo[node]

        return visit(a)

    def count(self, a: Worlds) -> int:
        memo: dict[int, int] = {}

        def below(node: int) -> int:
            """Worlds over the axes from this node's own on."""
            if node < 2:
                return node
            if node not in memo:
                axis = self._axis[node]
                memo[node] = sum(below(c) * prod(self.sizes[axis + 1 : self._axis[c]]) for c in self._children[node])
            return memo[node]

        return below(a) * prod(self.sizes[: self._axis[a]])

    def weigh(self, a: Worlds) -> int:
        seen, waiting = {a}, [a]
        while waiting:
            for child in self._children[waiting.pop()]:
                if child not in seen:
                    seen.add(child)
                    waiting.append(child)
        return 20 * len(seen)

    def pick(self, a: Worlds) -> tuple[int, ...]:
        positions = []
        for axis in reversed(range(len(self.sizes))):
            here = ((p, self.meet(a, self.literal(axis, (p,)))) for p in range(self.sizes[axis]))
            at, a = next((p, left) for p, left in here if left)
            positions.append(at)
        return tuple(reversed(positions))
