"""Deciding sets against a plain search, in every representation, and what is left of the list where it has to stop."""

from __future__ import annotations

from collections.abc import Callable
from itertools import combinations, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gauger.worlds import deciding
from gauger.worlds.algebra import Algebra, Part
from gauger.worlds.deciding import find_deciding, sort_sets
from gauger.worlds.families import ANY, Families, SpentError
from tests.unit.worlds.test_algebra import BUILDS, Sizes, World, parted, spell

Found = list[tuple[Part, bool]]


def search(sizes: Sizes, breach: frozenset[World], rest: frozenset[World], asked: list[int]) -> Found:
    """Every partial assignment, smallest first, kept when it settles the outcome and no smaller one within it does."""
    found: Found = []
    for size in range(1, len(asked) + 1):
        for axes in combinations(asked, size):
            for positions in product(*(range(sizes[axis]) for axis in axes)):
                part = tuple(zip(axes, positions, strict=True))
                inside, outside = (any(all(w[a] == p for a, p in part) for w in side) for side in (breach, rest))
                if inside != outside and not any(set(smaller) < set(part) for smaller, _ in found):
                    found.append((part, inside))
    return sorted(found, key=lambda one: (len(one[0]), one[0]))


@pytest.mark.parametrize("few", [deciding.FEW_WORLDS, 0])
@BUILDS
@settings(deadline=None, max_examples=50)
@given(sets=parted(), left_out=st.sets(st.integers(0, 4), max_size=2))
def test_the_sets_are_those_of_a_plain_search(
    build: Callable[[Sizes], Algebra], few: int, sets: tuple[Sizes, frozenset[World], frozenset[World]], left_out: set[int]
) -> None:
    sizes, breach, rest = sets
    if breach and rest:
        algebra = build(sizes)
        asked = [axis for axis in range(len(sizes)) if axis not in left_out]
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(deciding, "FEW_WORLDS", few)
            found = find_deciding(algebra, spell(algebra, breach), spell(algebra, rest), asked)
        assert found == (search(sizes, breach, rest, asked), True)


@BUILDS
@settings(deadline=None, max_examples=50)
@given(sets=parted(), limit=st.integers(0, 8))
def test_a_list_that_stops_holds_whole_sizes_and_one_set_of_an_outcome_that_would_have_none(
    build: Callable[[Sizes], Algebra], sets: tuple[Sizes, frozenset[World], frozenset[World]], limit: int
) -> None:
    sizes, breach, rest = sets
    if not breach or not rest:
        return
    every = search(sizes, breach, rest, list(range(len(sizes))))
    most = max((size for size in range(len(sizes) + 1) if sum(len(part) <= size for part, _ in every) <= limit), default=0)
    kept = [one for one in every if len(one[0]) <= most]
    for outcome in (True, False):
        others = [one for one in every if one[1] is outcome]
        if others and others[0] not in kept:
            kept.append(others[0])
    algebra = build(sizes)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(deciding, "FEW_WORLDS", 0)
        patch.setattr(deciding, "SETS_LIMIT", limit)
        found, complete = find_deciding(algebra, spell(algebra, breach), spell(algebra, rest), range(len(sizes)))
    assert complete == (len(every) <= limit)
    assert found == (every if complete else sorted(kept, key=lambda one: (len(one[0]), one[0])))


@BUILDS
def test_the_first_of_the_smallest_is_that_with_the_earlier_position_where_two_part(
    build: Callable[[Sizes], Algebra], monkeypatch: pytest.MonkeyPatch
) -> None:
    """What the first choice says comes before how early the second one is."""
    algebra = build((2, 2, 2, 2, 2))
    first = algebra.meet(algebra.literal(0, (0,)), algebra.literal(4, (1,)))
    breach = algebra.join(first, algebra.meet(algebra.literal(0, (1,)), algebra.literal(1, (0,))))
    monkeypatch.setattr(deciding, "FEW_WORLDS", 0)
    monkeypatch.setattr(deciding, "SETS_LIMIT", 0)
    found, complete = find_deciding(algebra, breach, algebra.complement(breach), range(5))
    assert (found, complete) == ([(((0, 0), (4, 0)), False), (((0, 0), (4, 1)), True)], False)


@BUILDS
@settings(deadline=None, max_examples=50)
@given(sets=parted(), effort=st.integers(0, 60))
def test_a_search_that_is_given_up_has_all_sets_up_to_some_size(
    build: Callable[[Sizes], Algebra], sets: tuple[Sizes, frozenset[World], frozenset[World]], effort: int
) -> None:
    sizes, breach, rest = sets
    if not breach or not rest:
        return
    every = search(sizes, breach, rest, list(range(len(sizes))))
    algebra = build(sizes)
    one, other = spell(algebra, breach), spell(algebra, rest)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(deciding, "FEW_WORLDS", 0)
        patch.setattr(deciding, "SETS_EFFORT", algebra.effort + effort)
        found, complete = find_deciding(algebra, one, other, range(len(sizes)))
    most = len(found[-1][0]) if found else 0
    assert found == (every if complete else [one for one in every if len(one[0]) <= max(most, 1)])


@BUILDS
@settings(deadline=None, max_examples=50)
@given(sets=parted(), most=st.integers(1, 4))
def test_sets_of_at_most_so_many_choices_are_the_smaller_ones_of_all(
    build: Callable[[Sizes], Algebra], sets: tuple[Sizes, frozenset[World], frozenset[World]], most: int
) -> None:
    sizes, breach, rest = sets
    if breach and rest:
        algebra = build(sizes)
        families = Families(algebra, 1_000_000)
        found, complete = families.list_smallest(families.find(spell(algebra, breach), spell(algebra, rest), most), 1_000_000)
        every = search(sizes, breach, rest, list(range(len(sizes))))
        assert (sort_sets(found), complete) == ([one for one in every if len(one[0]) <= most], True)


@BUILDS
def test_a_search_costs_a_step_for_each_place_that_it_looks_at(build: Callable[[Sizes], Algebra]) -> None:
    """Of three choices that all must be so, each is opened once for either outcome."""
    sizes = (2, 2, 2)
    algebra = build(sizes)
    breach = algebra.meet_all([algebra.literal(axis, (1,)) for axis in range(3)])
    rest = algebra.complement(breach)
    with pytest.raises(SpentError):
        Families(algebra, algebra.effort + 5).find(breach, rest, ANY)
    every = Families(algebra, algebra.effort + 6)
    found, complete = every.list_smallest(every.find(breach, rest, ANY), 10)
    assert (sort_sets(found), complete) == ([*((((axis, 0),), False) for axis in range(3)), (((0, 1), (1, 1), (2, 1)), True)], True)
