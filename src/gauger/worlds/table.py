"""Sets of worlds as truth tables: one integer each, whose bit number `sum(position * stride)` stands for a world.

The base is mixed, so three readings need no padding. What only concerns the first axes repeats itself over the others: formulas are
computed as narrow as they are, and literals, which are asked for again and again, are kept as they stand over all axes.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import reduce
from operator import and_, or_

from gauger.worlds.outline import AND, CONSTANT, LITERAL, NOT, Step

Worlds = int

KEPT_CELLS = 4
"""Cells of a choice up to which all sets of them are kept written out: there are 14 of them then, beside none and all."""


class Table:
    """Truth tables over axes of these sizes. Equal sets are equal numbers; the empty set is zero."""

    def __init__(self, sizes: Sequence[int]) -> None:
        self.sizes = tuple(sizes)
        strides = [1]
        for size in self.sizes:
            strides.append(strides[-1] * size)
        self._strides = strides
        self._blocks = [(1 << stride) - 1 for stride in strides]  # all worlds over the first so many axes
        self.full: Worlds = self._blocks[-1]
        # All worlds with the first position on an axis, and all but those with the last.
        firsts = [
            self._repeat(block, stride * size, strides[-1]) for block, stride, size in zip(self._blocks, strides, sizes, strict=False)
        ]
        self._first = firsts
        self._before_last = [self.full ^ first << stride * (size - 1) for first, stride, size in zip(firsts, strides, sizes, strict=False)]
        self._spelt: dict[tuple[int, tuple[int, ...]], Worlds] = {}

    def literal(self, axis: int, positions: Iterable[int]) -> Worlds:
        key = axis, tuple(positions)
        found = self._spelt.get(key)
        if found is None:
            stride, found = self._strides[axis], 0
            for position in key[1]:
                found |= self._first[axis] << position * stride
            if self.sizes[axis] <= KEPT_CELLS:
                self._spelt[key] = found
        return found

    def meet(self, a: Worlds, b: Worlds) -> Worlds:
        return a & b

    def join(self, a: Worlds, b: Worlds) -> Worlds:
        return a | b

    def complement(self, a: Worlds) -> Worlds:
        return self.full ^ a

    def without(self, a: Worlds, b: Worlds) -> Worlds:
        """The worlds of `a` that are not in `b`."""
        return a ^ a & b

    def meet_all(self, sets: Sequence[Worlds]) -> Worlds:
        return reduce(and_, sets, self.full)

    def evaluate(self, steps: Sequence[Step], positions: Sequence[Sequence[Sequence[int]]], wanted: Sequence[int]) -> list[Worlds]:
        blocks, end = self._blocks, len(self.sizes)
        made: list[Worlds] = []
        widths: list[int] = []  # the axes over which each set is written out
        wholes: dict[int, Worlds] = {}  # literals and what they exclude, over all axes
        for number, (kind, parts) in enumerate(steps):
            if kind == LITERAL:
                axis, test = parts
                width = axis + 1
                wholes[number] = whole = self.literal(axis, positions[axis][test])
                found = whole & blocks[width]
            elif kind == CONSTANT:
                found, width = parts[0], 0
            elif kind == NOT:
                width = widths[parts[0]]
                found = made[parts[0]] ^ blocks[width]
                if parts[0] in wholes:
                    wholes[number] = self.full ^ wholes[parts[0]]
            else:
                first, *others = parts
                found, width, whole = made[first], widths[first], wholes.get(first, -1)
                for part in others:
                    other, among = made[part], widths[part]
                    if among > width:
                        found = whole & blocks[among] if whole >= 0 else self._widen(found, width, among)
                        width = among
                    elif among < width:
                        other = wholes[part] & blocks[width] if part in wholes else self._widen(other, among, width)
                    found = found & other if kind == AND else found | other
                    whole = -1
            made.append(found)
            widths.append(width)
        return [self._widen(made[step], widths[step], end) for step in wanted]

    def _widen(self, a: Worlds, width: int, wider: int) -> Worlds:
        """A set over the first `width` axes, written again for each position of the further ones."""
        return self._repeat(a, self._strides[width], self._strides[wider]) if a else 0

    def _repeat(self, pattern: int, period: int, total: int) -> int:
        """`pattern` written again every `period` bits, doubling as it goes."""
        while period * 2 <= total:
            pattern |= pattern << period
            period *= 2
        if period < total:
            pattern |= (pattern & (1 << total - period) - 1) << period
        return pattern

    # --- questions -----------------------------------------------------------------------------------------------------

    def smear(self, a: Worlds, axis: int) -> Worlds:
        """The worlds that reach `a` by changing nothing but `axis` (or nothing at all)."""
        stride = self._strides[axis]
        column = self._fold(a, axis)
        spread = column
        for position in range(1, self.sizes[axis]):
            spread |= column << position * stride
        return spread

    def _fold(self, a: Worlds, axis: int) -> Worlds:
        """The worlds with the first position on `axis` from which `a` is reached."""
        stride = self._strides[axis]
        folded = a
        for position in range(1, self.sizes[axis]):
            folded |= a >> position * stride
        return folded & self._first[axis]

    def count(self, a: Worlds) -> int:
        return self._strides[-1] if a == self.full else a.bit_count()

    def pick(self, a: Worlds) -> tuple[int, ...]:
        world = (a ^ (a - 1)).bit_length() - 1
        return tuple([world // stride % size for stride, size in zip(self._strides, self.sizes, strict=False)])

    def borders(self, a: Worlds, b: Worlds) -> list[int]:
        """The axes along which alone some world of `a` and one of `b`, which have none in common, differ."""
        if a ^ b == self.full:
            return self._find_support(a)
        return [axis for axis in range(len(self.sizes)) if self._fold(a, axis) & self._fold(b, axis)]

    def _find_support(self, a: Worlds) -> list[int]:
        """The axes on which a set hangs: its borders with all other worlds. Wherever next positions differ, one of them is in the set.

        A part of the set shows most axes sooner than the whole: first it is halved again and again, from the last axis down.
        """
        shown, part = set(), a
        for axis in reversed(range(len(self.sizes))):
            cells = self.cut(part, axis)
            part = cells[0]
            if cells.count(part) != len(cells):
                shown.add(axis)
                if not part or part == self._blocks[axis]:
                    part = cells[-1]
        return [axis for axis in range(len(self.sizes)) if axis in shown or (a ^ a >> self._strides[axis]) & self._before_last[axis]]

    def agree(self, a: Worlds, b: Worlds, free: Sequence[int]) -> bool:
        """Whether some world of `a` and one of `b` differ on nothing but the axes that are `free`."""
        for axis in free:
            a, b = self.smear(a, axis), self.smear(b, axis)
        return bool(a & b)

    def shadows(self, a: Worlds) -> list[tuple[bool, ...]]:
        """For each axis, which positions occur among the worlds of a set."""
        found = []
        for axis in reversed(range(len(self.sizes))):
            parts = self.cut(a, axis)
            found.append(tuple([bool(part) for part in parts]))
            a = reduce(or_, parts)
        return found[::-1]

    # --- from the last axis down -----------------------------------------------------------------------------------------

    @property
    def effort(self) -> int:
        return 0

    def rank(self, axis: int) -> int:
        """How far down an axis is opened."""
        return len(self.sizes) - axis

    def open(self, width: int, a: Worlds, b: Worlds) -> tuple[int, int, Sequence[Worlds], Sequence[Worlds]]:
        """The last axis on which `a` hangs, and for each position there what is left of `a` and of `b`, smeared over the axes behind.

        Both are given, and left, over the first `width` axes.
        """
        while True:
            width -= 1
            xs, ys = self.cut(a, width), self.cut(b, width)
            if xs.count(xs[0]) != len(xs):
                return width, width, xs, ys
            a, b = xs[0], reduce(or_, ys)

    def cut(self, a: Worlds, axis: int) -> list[Worlds]:
        """A set over the axes up to `axis` as one over those before it for each position."""
        stride, block = self._strides[axis], self._blocks[axis]
        if self.sizes[axis] == 2:
            return [a & block, a >> stride]
        return [a >> position * stride & block for position in range(self.sizes[axis])]
