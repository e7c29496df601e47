"""Families of partial assignments that can be exponentially many, as nodes (in the manner of zero-suppressed decision diagrams).

A family is a node that says for one axis which of its sets leave it alone and which give it each position; equal parts are one node. So
the sets can be counted by size, and the smallest written out, without ever touching the others.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import reduce
from math import inf

from gauger.worlds.algebra import Algebra, Part, Worlds

NONE, EMPTY = 0, 1
"""The family without a set, and that of the empty set alone."""

ANY = inf
"""No bound on the choices of a set."""

Task = tuple[int, Worlds, Worlds, float]
"""The width over which sets of worlds are given, the worlds to avoid, those that are admissible, and how many choices a set may have."""

Chain = tuple[int, int, "Chain"] | None


class SpentError(Exception):
    """The search has cost what it may."""


class Families:
    """Families of partial assignments over the axes of an algebra, as nodes. In none of them does one set lie within another.

    Nodes are numbered children first; like parts are the same node, and no node has all its parts empty.
    """

    def __init__(self, algebra: Algebra, effort: int) -> None:
        self._algebra = algebra
        self._effort = effort
        self._steps = 0
        self._axis = [-1, -1]
        self._rank = [len(algebra.sizes) + 1] * 2
        self._base = [NONE, NONE]  # of each node the sets that leave its axis alone
        self._parts: list[tuple[int, ...]] = [(), ()]  # and, without that, those that give it each position
        self._unique: dict[tuple[int, int, tuple[int, ...]], int] = {}
        self._found: dict[Task, int] = {}
        self._less: dict[tuple[int, int], int] = {}

    def _make(self, axis: int, base: int, parts: tuple[int, ...]) -> int:
        if not any(parts):
            return base
        key = (axis, base, parts)
        found = self._unique.get(key)
        if found is None:
            found = self._unique[key] = len(self._axis)
            self._axis.append(axis)
            self._rank.append(self._algebra.rank(axis))
            self._base.append(base)
            self._parts.append(parts)
        return found

    # --- finding ---------------------------------------------------------------------------------------------------------

    def find(self, breach: Worlds, rest: Worlds, most: float) -> list[tuple[int, bool]]:
        """For each outcome the family of its deciding sets of at most so many choices. Raises `SpentError`."""
        worlds, width = self._algebra.join(breach, rest), len(self._algebra.sizes)
        return [(self._avoid((width, rest, worlds, most)), True), (self._avoid((width, breach, worlds, most)), False)]

    def _avoid(self, root: Task) -> int:
        """The smallest partial assignments with which some admissible world agrees and none that is to be avoided.

        With f what is to be avoided: those that leave an axis alone are the smallest that avoid every child of f; those that give it a
        position are the smallest that avoid that child, but for those that avoid every one.
        """
        join, found = self._algebra.join, self._found
        opened: dict[Task, tuple[int, list[Task]]] = {}
        waiting = [root]
        while waiting:
            task = waiting[-1]
            width, avoided, worlds, most = task
            if task in opened:
                axis, tasks = opened.pop(task)
            elif task in found:
                waiting.pop()
                continue
            elif avoided == worlds or not avoided or not most:
                found[task] = EMPTY if not avoided and worlds else NONE
                continue
            else:
                self._spend()
                axis, width, xs, ys = self._algebra.open(width, avoided, worlds)
                every = reduce(join, xs)
                tasks = [(width, every, reduce(join, ys), most)]
                # Where a child is all there is to avoid, what avoids it leaves the axis alone: that is the same as if no world were there.
                tasks += [(width, x, x if x == every else y, most - 1) for x, y in zip(xs, ys, strict=True)]
            base, *parts = [found.get(task, -1) for task in tasks]
            if base < 0 or -1 in parts:
                opened[task] = axis, tasks
                waiting += tasks
            else:
                found[task] = self._make(axis, base, tuple([self._subtract(part, base) for part in parts]))
                waiting.pop()
        return found[root]

    def _spend(self) -> None:
        self._steps += 1
        if self._steps + self._algebra.effort > self._effort:
            raise SpentError

    def _subtract(self, a: int, b: int) -> int:
        """The sets of one family that are not in another."""
        root, less = (a, b), self._less
        waiting = [] if _is_plain(a, b) else [root]
        while waiting:
            pair = a, b = waiting[-1]
            if pair in less:
                waiting.pop()
                continue
            above = self._rank[b] - self._rank[a]
            needed = [(self._base[a] if above >= 0 else a, self._base[b] if above <= 0 else b)]
            if not above:
                needed += zip(self._parts[a], self._parts[b], strict=True)
            missing = [other for other in needed if other not in less and not _is_plain(*other)]
            if missing:
                self._spend()
                waiting += missing
            else:
                base, *parts = [_subtract_plain(*other) if _is_plain(*other) else less[other] for other in needed]
                less[pair] = base if above < 0 else self._make(self._axis[a], base, tuple(parts) if parts else self._parts[a])
        return _subtract_plain(*root) if _is_plain(*root) else less[root]

    # --- listing ---------------------------------------------------------------------------------------------------------

    def list_smallest(self, roots: Sequence[tuple[int, bool]], limit: int) -> tuple[list[tuple[Part, bool]], bool]:
        """The sets of all sizes up to the last at which they are no more than `limit` together; false where there are larger ones.

        An outcome of which there would be none is given the first of its smallest.
        """
        if self._count_sets([root for root, _ in roots]) > limit:
            return self._list_as_many(roots, limit), False
        return [(part, outcome) for root, outcome in roots for part in self._list_sets(root)], True

    def _list_as_many(self, roots: Sequence[tuple[int, bool]], limit: int) -> list[tuple[Part, bool]]:
        sizes = self._count_sizes([root for root, _ in roots])
        every = sum((Counter(sizes[root]) for root, _ in roots), Counter[int]())
        most, total = 0, 0
        for size in sorted(every):
            total += every[size]
            if total > limit:
                break
            most = size
        least = {node: min(counted, default=0) for node, counted in sizes.items()}
        found: list[tuple[Part, bool]] = []
        for root, outcome in roots:
            listed = list(self._list_sets(root, most, least))
            found += [(part, outcome) for part in listed or self._pick_first(root)]
        return found

    def _list_below(self, roots: Iterable[int]) -> list[int]:
        """Nodes from some down, children before parents."""
        found, waiting = set[int](), list(roots)
        while waiting:
            node = waiting.pop()
            if node > EMPTY and node not in found:
                found.add(node)
                waiting += [self._base[node], *self._parts[node]]
        return sorted(found)

    def _count_sets(self, roots: Sequence[int]) -> int:
        made = {NONE: 0, EMPTY: 1}
        for node in self._list_below(roots):
            made[node] = made[self._base[node]] + sum([made[part] for part in self._parts[node]])
        return sum(made[root] for root in roots)

    def _count_sizes(self, roots: Iterable[int]) -> dict[int, dict[int, int]]:
        """For each family, how many sets of each size it has."""
        made: dict[int, dict[int, int]] = {NONE: {}, EMPTY: {0: 1}}
        for node in self._list_below(roots):
            counted = dict(made[self._base[node]])
            for part in self._parts[node]:
                for size, count in made[part].items():
                    counted[size + 1] = counted.get(size + 1, 0) + count
            made[node] = counted
        return made

    def _list_sets(self, root: int, most: float = ANY, least: Mapping[int, int] = {}) -> Iterator[Part]:
        """The sets of at most so many choices; `least` says of how many the smallest of each family is made."""
        waiting: list[tuple[int, float, Chain]] = [(root, most, None)]
        while waiting:
            node, left, chosen = waiting.pop()
            if node == NONE or least.get(node, 0) > left:
                continue
            if node == EMPTY:
                yield _as_part(chosen)
                continue
            axis = self._axis[node]
            waiting.append((self._base[node], left, chosen))
            waiting += [(part, left - 1, (axis, position, chosen)) for position, part in enumerate(self._parts[node]) if part]

    def _pick_first(self, root: int) -> list[Part]:
        """Of the smallest sets the first, axes and positions in order; none where the family is empty.

        Of two sets of one size the first is that which gives the earlier axis a position, or a smaller one, where they part: the one with
        the larger sum of weights, if what an axis can bring exceeds what all later ones can. A sum falls apart along the nodes.
        """
        if root == NONE:
            return []
        count, step = len(self._algebra.sizes), max(self._algebra.sizes) + 1
        best: dict[int, tuple[int, int, Chain]] = {EMPTY: (0, 0, None)}
        for node in self._list_below([root]):
            axis = self._axis[node]
            options = [best[self._base[node]]] if self._base[node] else []
            for position, part in enumerate(self._parts[node]):
                if part:
                    size, weight, chosen = best[part]
                    options.append((size + 1, weight - (step - 1 - position) * step ** (count - axis), (axis, position, chosen)))
            best[node] = min(options, key=lambda option: option[:2])
        return [_as_part(best[root][2])]


def _is_plain(a: int, b: int) -> bool:
    """Whether one of two families says it all when it is taken out of the other: the empty set lies in a family alone."""
    return a <= EMPTY or b <= EMPTY or a == b


def _subtract_plain(a: int, b: int) -> int:
    return NONE if a == b else a


def _as_part(chosen: Chain) -> Part:
    found = []
    while chosen is not None:
        axis, position, chosen = chosen
        found.append((axis, position))
    return tuple(sorted(found))
