"""Sets of worlds as decision diagrams: node 0 is the empty set, node 1 all worlds, any other node an axis and a child for each position.

The axes stand in an order of the diagram's own, from the root down, which decides how large it gets (`worlds.ordering`) and nothing else.
Nothing here calls itself, so a diagram may be as deep as a finding has choices.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence
from functools import reduce
from itertools import product
from math import inf

from gauger.worlds.outline import AND, CONSTANT, LITERAL, NOT, Step

Worlds = int
Pair = tuple[int, int]


class OvergrownError(Exception):
    """A diagram would get larger than it may."""


class Diagram:
    """Diagrams over axes of these sizes, in this order (or in their own). With more than `limit` nodes they raise `OvergrownError`.

    INVARIANT: nodes are unique and no node has all children equal, so equal sets are equal numbers.
    """

    def __init__(self, sizes: Sequence[int], order: Sequence[int] | None = None, limit: float = inf) -> None:
        self.sizes = tuple(sizes)
        self.limit = limit
        self.full: Worlds = 1
        self._order = tuple(order) if order is not None else tuple(range(len(self.sizes)))
        self._level = [0] * len(self.sizes)
        for level, axis in enumerate(self._order):
            self._level[axis] = level
        end = len(self.sizes)
        self._depth = [end, end]  # the level of each node
        self._children: list[tuple[int, ...]] = [(), ()]
        self._unique: dict[tuple[int, tuple[int, ...]], int] = {}
        self._met: dict[Pair, int] = {}
        self._joined: dict[Pair, int] = {}
        self._inverse: dict[int, int] = {0: 1, 1: 0}

    def __len__(self) -> int:
        """Nodes made so far, those no longer of use included."""
        return len(self._depth)

    def literal(self, axis: int, positions: Iterable[int]) -> Worlds:
        chosen = set(positions)
        return self._node(self._level[axis], tuple([int(p in chosen) for p in range(self.sizes[axis])]))

    def meet(self, a: Worlds, b: Worlds) -> Worlds:
        return self._combine(a, b, 0, self._met)

    def join(self, a: Worlds, b: Worlds) -> Worlds:
        return self._combine(a, b, 1, self._joined)

    def complement(self, a: Worlds) -> Worlds:
        inverse = self._inverse
        for node in self._list_below(a, inverse):
            found = self._node(self._depth[node], tuple([inverse[child] for child in self._children[node]]))
            inverse[node], inverse[found] = found, node
        return inverse[a]

    def without(self, a: Worlds, b: Worlds) -> Worlds:
        """The worlds of `a` that are not in `b`."""
        return self.meet(a, self.complement(b))

    def meet_all(self, sets: Sequence[Worlds]) -> Worlds:
        return reduce(self.meet, self._sort(sets), 1)

    def _sort(self, sets: Iterable[Worlds]) -> list[Worlds]:
        """From the deepest up: what has been put together is then rarely walked through again."""
        return sorted(sets, key=self._depth.__getitem__, reverse=True)

    def evaluate(self, steps: Sequence[Step], positions: Sequence[Sequence[Sequence[int]]], wanted: Sequence[int]) -> list[Worlds]:
        """What the steps make, for those wanted."""
        made: list[Worlds] = []
        for kind, parts in steps:
            if kind == LITERAL:
                axis, test = parts
                made.append(self.literal(axis, positions[axis][test]))
            elif kind == CONSTANT:
                made.append(parts[0])
            elif kind == NOT:
                made.append(self.complement(made[parts[0]]))
            else:
                items = self._sort([made[part] for part in parts])
                made.append(reduce(self.meet if kind == AND else self.join, items))
        return [made[step] for step in wanted]

    # --- nodes ---------------------------------------------------------------------------------------------------------

    def _node(self, level: int, children: tuple[int, ...]) -> int:
        if children.count(children[0]) == len(children):
            return children[0]
        key = (level, children)
        found = self._unique.get(key)
        if found is None:
            found = self._unique[key] = len(self._depth)
            if found > self.limit:
                raise OvergrownError
            self._depth.append(level)
            self._children.append(children)
        return found

    def _combine(self, a: int, b: int, absorbing: int, known: dict[Pair, int]) -> int:
        """The meet (where 0 absorbs) or the join (where 1 does); `known` holds what has been combined, the smaller number first."""
        whole = _combine_plain(a, b, absorbing)
        if whole is not None:
            return whole
        root = (a, b) if a < b else (b, a)
        waiting = [] if root in known else [root]
        depth, children = self._depth, self._children
        while waiting:
            pair = a, b = waiting[-1]
            if pair in known:
                waiting.pop()
                continue
            level = min(depth[a], depth[b])
            below: Iterable[Pair]
            if depth[a] == depth[b]:
                below = zip(children[a], children[b], strict=True)
            elif depth[a] == level:
                below = [(child, b) for child in children[a]]
            else:
                below = [(a, child) for child in children[b]]
            found, missing = [], False
            # `_combine_plain` written out: this loop is where a large finding spends its time.
            for x, y in below:
                if x in (absorbing, y):
                    found.append(x)
                elif y == absorbing or x < 2:
                    found.append(y)
                elif y < 2:
                    found.append(x)
                else:
                    key = (x, y) if x < y else (y, x)
                    if key in known:
                        found.append(known[key])
                    else:
                        waiting.append(key)
                        missing = True
            if not missing:
                known[pair] = self._node(level, tuple(found))
                waiting.pop()
        return known[root]

    def _list_below(self, a: int, known: Container[int] = (0, 1)) -> list[int]:
        """The nodes from `a` down that are not known yet, children before parents."""
        found, waiting = set[int](), [a]
        while waiting:
            node = waiting.pop()
            if node not in found and node not in known:
                found.add(node)
                waiting.extend(self._children[node])
        return sorted(found, key=self._depth.__getitem__, reverse=True)

    # --- questions -----------------------------------------------------------------------------------------------------

    def smear(self, a: Worlds, axis: int) -> Worlds:
        """The worlds that reach `a` by changing nothing but `axis` (or nothing at all)."""
        level, made = self._level[axis], {0: 0, 1: 1}
        for node in self._list_below(a):
            depth, children = self._depth[node], self._children[node]
            if depth > level:
                made[node] = node
            elif depth == level:
                made[node] = reduce(self.join, children)
            else:
                made[node] = self._node(depth, tuple([made[child] for child in children]))
        return made[a]

    def count(self, a: Worlds) -> int:
        below = [1]  # worlds over the levels from each on
        for axis in reversed(self._order):
            below.append(below[-1] * self.sizes[axis])
        below.reverse()
        made = {0: 0, 1: 1}  # worlds over the levels from that of each node on
        for node in self._list_below(a):
            past = self._depth[node] + 1
            made[node] = sum([made[child] * (below[past] // below[self._depth[child]]) for child in self._children[node] if child])
        return made[a] * (below[0] // below[self._depth[a]])

    def pick(self, a: Worlds) -> tuple[int, ...]:
        """The first world: that with the least number in a truth table, which is a sum over the axes and so falls apart along the nodes."""
        strides = [1]
        for size in self.sizes:
            strides.append(strides[-1] * size)
        least = {1: 0}
        for node in self._list_below(a):
            stride = strides[self._order[self._depth[node]]]
            least[node] = min([position * stride + least[child] for position, child in enumerate(self._children[node]) if child])
        world, positions = least[a], []
        for size in self.sizes:
            world, position = divmod(world, size)
            positions.append(position)
        return tuple(positions)

    def borders(self, a: Worlds, b: Worlds) -> list[int]:
        """The axes along which alone some world of `a` and one of `b`, which have none in common, differ."""
        if not a or not b:
            return []
        if self._inverse.get(a) == b:
            return sorted({self._order[self._depth[node]] for node in self._list_below(a)})
        found: set[int] = set()
        seen, waiting, apart = {(a, b)}, [(a, b)], set[Pair]()
        while waiting:
            x, y = waiting.pop()
            level, xs, ys = self._split(x, y)
            axis = self._order[level]
            # Where only one of the two hangs on an axis, all of its children are apart from the other.
            if axis not in found and self._depth[x] == self._depth[y]:
                crossed = ((p, q) for i, p in enumerate(xs) for j, q in enumerate(ys) if i != j)
                if any(self._search(p, q, frozenset(), apart) for p, q in crossed):
                    found.add(axis)
            fresh = {pair for pair in zip(xs, ys, strict=True) if pair[0] > 1 and pair[1] > 1} - seen
            seen |= fresh
            waiting.extend(fresh)
        return sorted(found)

    def _split(self, a: int, b: int) -> tuple[int, Sequence[int], Sequence[int]]:
        """The first level on which one of two nodes hangs, and the children of both for each position there."""
        level = min(self._depth[a], self._depth[b])
        size = self.sizes[self._order[level]]
        xs = self._children[a] if self._depth[a] == level else (a,) * size
        ys = self._children[b] if self._depth[b] == level else (b,) * size
        return level, xs, ys

    def agree(self, a: Worlds, b: Worlds, free: Sequence[int]) -> bool:
        """Whether some world of `a` and one of `b` differ on nothing but the axes that are `free`.

        Two diagrams are walked through side by side. Smearing both first says the same, but the sets that come of it can be much larger.
        """
        return self._search(a, b, frozenset(self._level[axis] for axis in free), set())

    def _search(self, a: int, b: int, free: frozenset[int], apart: set[Pair]) -> bool:
        """The same for levels that are free. `apart` gathers pairs of which no worlds agree."""
        waiting, seen = [(a, b)], set[Pair]()
        while waiting:
            x, y = pair = waiting.pop()
            if not x or not y or pair in seen or pair in apart:
                continue
            if x == 1 or y == 1 or x == y:
                return True
            seen.add(pair)
            level, xs, ys = self._split(x, y)
            waiting.extend(product(xs, ys) if level in free else zip(xs, ys, strict=True))
        apart |= seen
        return False

    def shadows(self, a: Worlds) -> list[tuple[bool, ...]]:
        """For each axis, which positions occur among the worlds of a set."""
        end = len(self.sizes)
        found = [[False] * self.sizes[axis] for axis in self._order]
        ways = [(-1, a)] if a else []
        for node in self._list_below(a):
            level = self._depth[node]
            for position, child in enumerate(self._children[node]):
                if child:
                    found[level][position] = True
                    ways.append((level, child))
        jumps = [0] * (end + 2)  # at a level, how many ways begin to pass it by, less those that end to
        for level, child in ways:
            jumps[level + 1] += 1
            jumps[self._depth[child]] -= 1
        passing = 0
        for level in range(end):
            passing += jumps[level]
            if passing:
                found[level] = [True] * len(found[level])
        return [tuple(found[self._level[axis]]) for axis in range(end)]

    # --- from the root down ----------------------------------------------------------------------------------------------

    @property
    def effort(self) -> int:
        """What combining sets has cost so far: pairs of nodes looked at."""
        return len(self._met) + len(self._joined)

    def rank(self, axis: int) -> int:
        """How far down an axis is opened."""
        return self._level[axis]

    def open(self, width: int, a: Worlds, b: Worlds) -> tuple[int, int, Sequence[Worlds], Sequence[Worlds]]:
        """The first axis on which `a` hangs, and for each position there what is left of `a` and of `b`, smeared over the axes before."""
        level = self._depth[a]
        while self._depth[b] < level:
            b = reduce(self.join, self._children[b])
        _, xs, ys = self._split(a, b)
        return self._order[level], width, xs, ys


def _combine_plain(a: int, b: int, absorbing: int) -> int | None:
    """The meet or join of two nodes where one of them says it all."""
    if a in (absorbing, b) or b == 1 - absorbing:
        return a
    return b if b == absorbing or a == 1 - absorbing else None
