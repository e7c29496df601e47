"""Two representations of sets of worlds, and plain Python sets as a third: all three say the same."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gauger.worlds.algebra import TABLE_LIMIT, Algebra, Diagram, Table, pick_algebra

World = tuple[int, ...]


@dataclass(frozen=True)
class Scene:
    """A space, an expression over it as nested tuples, and an axis."""

    sizes: tuple[int, ...]
    expression: tuple[object, ...]
    axis: int


def expressions(sizes: tuple[int, ...]) -> st.SearchStrategy[tuple[object, ...]]:
    axes = range(len(sizes))
    leaves = st.sampled_from(axes).flatmap(
        lambda axis: st.tuples(st.just("literal"), st.just(axis), st.frozensets(st.integers(0, sizes[axis] - 1)))
    )
    return st.recursive(
        leaves | st.just(("full",)),
        lambda inner: (
            st.tuples(st.sampled_from(("meet", "join")), inner, inner)
            | st.tuples(st.just("complement"), inner)
            | st.tuples(st.just("smear"), inner, st.sampled_from(axes))
        ),
        max_leaves=8,
    )


@st.composite
def scenes(draw: st.DrawFn) -> Scene:
    sizes = tuple(draw(st.lists(st.integers(1, 4), min_size=1, max_size=5)))
    return Scene(sizes, draw(expressions(sizes)), draw(st.integers(0, len(sizes) - 1)))


def compute(algebra: Algebra, expression: tuple[object, ...]) -> int:
    match expression:
        case ("full",):
            return algebra.full
        case ("literal", int(axis), frozenset(positions)):
            return algebra.literal(axis, positions)
        case ("meet", tuple(a), tuple(b)):
            return algebra.meet(compute(algebra, a), compute(algebra, b))
        case ("join", tuple(a), tuple(b)):
            return algebra.join(compute(algebra, a), compute(algebra, b))
        case ("complement", tuple(a)):
            return algebra.complement(compute(algebra, a))
        case ("smear", tuple(a), int(axis)):
            return algebra.smear(compute(algebra, a), axis)
    raise AssertionError(expression)


def enumerate_worlds(sizes: tuple[int, ...]) -> frozenset[World]:
    return frozenset(product(*(range(size) for size in sizes)))


def collect(sizes: tuple[int, ...], expression: tuple[object, ...]) -> frozenset[World]:
    """The same with plain sets."""
    every = enumerate_worlds(sizes)
    match expression:
        case ("full",):
            return every
        case ("literal", int(axis), frozenset(positions)):
            return frozenset(w for w in every if w[axis] in positions)
        case ("meet", tuple(a), tuple(b)):
            return collect(sizes, a) & collect(sizes, b)
        case ("join", tuple(a), tuple(b)):
            return collect(sizes, a) | collect(sizes, b)
        case ("complement", tuple(a)):
            return every - collect(sizes, a)
        case ("smear", tuple(a), int(axis)):
            near = {(w[:axis], w[axis + 1 :]) for w in collect(sizes, a)}
            return frozenset(w for w in every if (w[:axis], w[axis + 1 :]) in near)
    raise AssertionError(expression)


def contains(algebra: Algebra, found: int, world: World) -> bool:
    for axis, position in enumerate(world):
        found = algebra.meet(found, algebra.literal(axis, (position,)))
    return bool(found)


@pytest.mark.parametrize("build", [Table, Diagram])
@settings(deadline=None, max_examples=150)
@given(scene=scenes())
def test_a_representation_holds_the_worlds_it_should(build: Callable[[tuple[int, ...]], Algebra], scene: Scene) -> None:
    algebra = build(scene.sizes)
    found, wanted = compute(algebra, scene.expression), collect(scene.sizes, scene.expression)
    assert {w for w in enumerate_worlds(scene.sizes) if contains(algebra, found, w)} == wanted
    assert algebra.count(found) == len(wanted)
    assert bool(found) == bool(wanted)
    if wanted:
        assert algebra.pick(found) in wanted


@pytest.mark.parametrize("build", [Table, Diagram])
@settings(deadline=None)
@given(scene=scenes(), data=st.data())
def test_equal_sets_are_equal_numbers(build: Callable[[tuple[int, ...]], Algebra], scene: Scene, data: st.DataObject) -> None:
    algebra = build(scene.sizes)
    a, b = compute(algebra, scene.expression), compute(algebra, data.draw(expressions(scene.sizes)))
    assert algebra.complement(algebra.meet(a, b)) == algebra.join(algebra.complement(a), algebra.complement(b))
    assert algebra.complement(algebra.join(a, b)) == algebra.meet(algebra.complement(a), algebra.complement(b))
    assert algebra.meet(a, a) == algebra.join(a, a) == algebra.complement(algebra.complement(a)) == a
    assert algebra.meet(a, algebra.complement(a)) == 0
    assert algebra.join(a, algebra.complement(a)) == algebra.full
    smeared = algebra.smear(a, scene.axis)
    assert algebra.smear(smeared, scene.axis) == smeared == algebra.join(a, smeared)


@settings(deadline=None)
@given(scene=scenes())
def test_both_pick_the_same_world(scene: Scene) -> None:
    """The last axis counts most: the worlds stand in the order of their numbers in a truth table."""
    table, diagram = Table(scene.sizes), Diagram(scene.sizes)
    first = min((w[::-1] for w in collect(scene.sizes, scene.expression)), default=None)
    if first is not None:
        assert table.pick(compute(table, scene.expression)) == first[::-1]
        assert diagram.pick(compute(diagram, scene.expression)) == first[::-1]


def test_a_space_without_axes_has_one_world() -> None:
    for algebra in (Table(()), Diagram(())):
        assert (algebra.count(algebra.full), algebra.count(0), algebra.pick(algebra.full)) == (1, 0, ())
        assert algebra.complement(algebra.full) == 0


def test_the_number_of_worlds_decides_which_is_used() -> None:
    assert isinstance(pick_algebra((2,) * 16), Table)
    assert (2**16, type(pick_algebra((2,) * 17))) == (TABLE_LIMIT, Diagram)
