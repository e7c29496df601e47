"""Deciding sets: the smallest partial assignments that settle the outcome (`docs/semantics.md`, 8).

A partial assignment settles the outcome as a breach when some admissible world agrees with it and none without a breach does. The smallest
are the prime implicants of "not the rest" that are admissible.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import reduce
from math import prod
from typing import TYPE_CHECKING

from gauger.text.deferred import Deferred
from gauger.worlds.algebra import Algebra, Part, Worlds

if TYPE_CHECKING:
    from gauger.worlds import families
else:
    families = Deferred("gauger.worlds.families")  # not needed where there are few worlds

SETS_LIMIT = 1_000
"""Deciding sets of which no more are listed: the list stops before the size at which there would be more, and says so."""

SETS_EFFORT = 40_000
"""Steps, those that the sets of worlds took included, after which the search for all of them at once is given up. The smallest are then
looked for with half as many more. A step takes some microseconds."""

FEW_WORLDS = 32
"""Worlds up to which the sets are written out at once."""


def find_deciding(algebra: Algebra, breach: Worlds, rest: Worlds, asked: Sequence[int]) -> tuple[list[tuple[Part, bool]], bool]:
    """Partial assignments of the axes `asked` with the outcome of each, in the order of their size, then of axes and positions.

    The second is false where there are more. An outcome of which none would be listed is then given the first of its smallest.
    """
    for axis in set(range(len(algebra.sizes))).difference(asked):
        breach, rest = algebra.smear(breach, axis), algebra.smear(rest, axis)
    if prod(algebra.sizes) <= FEW_WORLDS:
        width, worlds = len(algebra.sizes), algebra.join(breach, rest)
        found = [(part, True) for part in _list_plainly(algebra, width, worlds, rest)]
        found += [(part, False) for part in _list_plainly(algebra, width, worlds, breach)]
        return sort_sets([(tuple(sorted(part)), outcome) for part, outcome in found]), True
    every = families.Families(algebra, SETS_EFFORT)
    try:
        found, complete = every.list_smallest(every.find(breach, rest, families.ANY), SETS_LIMIT)
    except families.SpentError:
        found, complete = _find_smallest(algebra, breach, rest), False
    return sort_sets(found), complete


def sort_sets(found: Iterable[tuple[Part, bool]]) -> list[tuple[Part, bool]]:
    """Smaller ones first, then in the order of axes and positions."""
    return sorted(found, key=lambda one: (len(one[0]), one[0]))


def _list_plainly(algebra: Algebra, width: int, worlds: Worlds, avoided: Worlds) -> list[Part]:
    """What `Families` finds, without nodes: for most findings they are more work than the few sets there are."""
    if avoided == worlds:
        return []
    if not avoided:
        return [()]
    axis, width, xs, ys = algebra.open(width, avoided, worlds)
    every = reduce(algebra.join, xs)
    alone = _list_plainly(algebra, width, reduce(algebra.join, ys), every)
    found = alone[:]
    for position, (x, y) in enumerate(zip(xs, ys, strict=True)):
        if x not in (y, every):
            found += [(*part, (axis, position)) for part in _list_plainly(algebra, width, y, x) if part not in alone]
    return found


def _find_smallest(algebra: Algebra, breach: Worlds, rest: Worlds) -> list[tuple[Part, bool]]:
    """The deciding sets of one choice, and of as many more as can be found with the same effort once again."""
    shadows = zip(algebra.shadows(breach), algebra.shadows(rest), strict=True)
    found: list[tuple[Part, bool]] = [
        (((axis, position),), inside)
        for axis, both in enumerate(shadows)
        for position, (inside, outside) in enumerate(zip(*both, strict=True))
        if inside != outside
    ]
    smaller = families.Families(algebra, min(algebra.effort, SETS_EFFORT) + SETS_EFFORT // 2)
    for most in range(2, len(algebra.sizes)):
        try:
            found, _ = smaller.list_smallest(smaller.find(breach, rest, most), SETS_LIMIT)
        except families.SpentError:
            break
    return found
