"""Sets of worlds as truth tables: one integer each, whose bit number `sum(position * stride)` stands for a world.

The base is mixed, so three readings need no padding. What only concerns the first axes repeats itself over the others: formulas are
computed as narrow as they are, and questions answered from the last axis down, each step on a part of the table that is half as long or
less. Few operations ever touch the whole.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import reduce
from operator import and_, or_

from gauger.worlds.outline import AND, CONSTANT, LITERAL, NOT, Step

Worlds = int

BORDER_LOOKS = 100
"""Parts of a table looked at for a border along any axis before the rest is looked for along one axis after the other."""


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

    def literal(self, axis: int, positions: Iterable[int]) -> Worlds:
        return self._widen(self._spell(axis, positions), axis + 1, len(self.sizes))

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
        blocks = self._blocks
        made: list[Worlds] = []
        widths: list[int] = []  # the axes over which each set is written out
        for kind, parts in steps:
            if kind == LITERAL:
                axis, test = parts
                found, width = self._spell(axis, positions[axis][test]), axis + 1
            elif kind == CONSTANT:
                found, width = parts[0], 0
            elif kind == NOT:
                width = widths[parts[0]]
                found = made[parts[0]] ^ blocks[width]
            else:
                found, width = made[parts[0]], widths[parts[0]]
                for part in parts[1:]:
                    other = made[part]
                    if widths[part] > width:
                        found, width = self._widen(found, width, widths[part]), widths[part]
                    elif widths[part] < width:
                        other = self._widen(other, widths[part], width)
                    found = found & other if kind == AND else found | other
            made.append(found)
            widths.append(width)
        return [self._widen(made[step], widths[step], len(self.sizes)) for step in wanted]

    def _spell(self, axis: int, positions: Iterable[int]) -> Worlds:
        """The literal, over the axes up to its own."""
        stride, block, found = self._strides[axis], self._blocks[axis], 0
        for position in positions:
            found |= block << position * stride
        return found

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
        stride, size = self._strides[axis], self.sizes[axis]
        folded = a
        for position in range(1, size):
            folded |= a >> position * stride
        return folded & self._repeat(self._blocks[axis], stride * size, self._strides[-1])

    def count(self, a: Worlds) -> int:
        return self._strides[-1] if a == self.full else a.bit_count()

    def pick(self, a: Worlds) -> tuple[int, ...]:
        world = (a ^ (a - 1)).bit_length() - 1
        return tuple([world // stride % size for stride, size in zip(self._strides, self.sizes, strict=False)])

    def borders(self, a: Worlds, b: Worlds) -> list[int]:
        """The axes along which alone some world of `a` and one of `b`, which have none in common, differ."""
        if a ^ b == self.full:
            return self._find_support(a)
        missing = list(range(len(self.sizes)))  # axes along which none has been found yet
        waiting, looks = [(len(missing), a, b)], 0
        while waiting and looks < BORDER_LOOKS:
            width, x, y = waiting.pop()
            # Each part with worlds of both sets can show a border along any further axis: one is gone into at once, others if need be.
            while missing and missing[0] < width:
                width, looks = width - 1, looks + 1
                xs, ys = self.cut(x, width), self.cut(y, width)
                if width in missing and reduce(or_, xs) & reduce(or_, ys):
                    missing.remove(width)
                parts = [(x, y) for x, y in zip(xs, ys, strict=True) if x and y]
                if not parts:
                    break
                x, y = parts[0]
                waiting += [(width, *part) for part in parts[1:] if part != parts[0]]
        if waiting:
            missing = [axis for axis in missing if not self._fold(a, axis) & self._fold(b, axis)]
        return [axis for axis in range(len(self.sizes)) if axis not in missing]

    def _find_support(self, a: Worlds) -> list[int]:
        """The axes on which a set hangs: its borders with all the other worlds, in the same way but looking at one number alone."""
        missing = list(range(len(self.sizes)))
        waiting, looks = [(len(missing), a)], 0
        while waiting and looks < BORDER_LOOKS:
            width, x = waiting.pop()
            while missing and missing[0] < width:
                width, looks = width - 1, looks + 1
                block = self._blocks[width]
                if self.sizes[width] == 2:
                    low, high = x & block, x >> self._strides[width]
                    x = low
                    if low == high:
                        continue
                    parts = [low, high]
                else:
                    parts = self.cut(x, width)
                    x = parts[0]
                    if parts.count(x) == len(parts):
                        continue
                if width in missing:
                    missing.remove(width)
                parts = [part for part in parts if part and part != block]
                if not parts:
                    break
                x = parts[0]
                if len(parts) > 1:
                    waiting += [(width, part) for part in parts if part != x]
        if waiting:
            b = self.full ^ a
            missing = [axis for axis in missing if not self._fold(a, axis) & self._fold(b, axis)]
        return [axis for axis in range(len(self.sizes)) if axis not in missing]

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
