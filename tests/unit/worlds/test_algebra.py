"""Two representations of sets of worlds, and plain Python sets as a third: all three say the same."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import product
from math import inf

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gauger.worlds import table as tables
from gauger.worlds.algebra import TABLE_LIMIT, TRIAL_NODES, Algebra, solve
from gauger.worlds.diagram import Diagram, OvergrownError
from gauger.worlds.outline import AND, CONSTANT, LITERAL, NOT, OR, Step
from gauger.worlds.table import Table

World = tuple[int, ...]
Sizes = tuple[int, ...]


def build_reversed(sizes: Sizes) -> Diagram:
    return Diagram(sizes, tuple(reversed(range(len(sizes)))))


def build_shuffled(sizes: Sizes) -> Diagram:
    return Diagram(sizes, sorted(range(len(sizes)), key=lambda axis: (axis * 3 + 1) % 5))


BUILDS = pytest.mark.parametrize("build", [Table, Diagram, build_reversed, build_shuffled])


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


@BUILDS
@settings(deadline=None, max_examples=30)
@given(scene=scenes())
def test_a_representation_holds_the_worlds_it_should(build: Callable[[tuple[int, ...]], Algebra], scene: Scene) -> None:
    algebra = build(scene.sizes)
    found, wanted = compute(algebra, scene.expression), collect(scene.sizes, scene.expression)
    assert {w for w in enumerate_worlds(scene.sizes) if contains(algebra, found, w)} == wanted
    assert algebra.count(found) == len(wanted)
    assert bool(found) == bool(wanted)
    if wanted:
        assert algebra.pick(found) in wanted


@BUILDS
@settings(deadline=None, max_examples=30)
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


@BUILDS
@settings(deadline=None, max_examples=30)
@given(scene=scenes())
def test_the_first_world_is_picked(build: Callable[[Sizes], Algebra], scene: Scene) -> None:
    """The last axis counts most: the worlds stand in the order of their numbers in a truth table."""
    algebra = build(scene.sizes)
    first = min((w[::-1] for w in collect(scene.sizes, scene.expression)), default=None)
    if first is not None:
        assert algebra.pick(compute(algebra, scene.expression)) == first[::-1]


@st.composite
def parted(draw: st.DrawFn) -> tuple[Sizes, frozenset[World], frozenset[World]]:
    """Two sets without a world in common; together they are often all worlds."""
    sizes = tuple(draw(st.lists(st.integers(1, 3), min_size=1, max_size=5)))
    every = sorted(enumerate_worlds(sizes))
    sides = draw(st.lists(st.integers(0, draw(st.integers(1, 2))), min_size=len(every), max_size=len(every)))
    a, b = (frozenset(w for w, side in zip(every, sides, strict=True) if side == which) for which in (0, 1))
    return sizes, a, b


def spell(algebra: Algebra, worlds: frozenset[World]) -> int:
    made = 0
    for world in sorted(worlds):
        made = algebra.join(made, algebra.meet_all([algebra.literal(axis, (at,)) for axis, at in enumerate(world)]))
    return made


@BUILDS
@settings(deadline=None, max_examples=30)
@given(sets=parted(), free=st.sets(st.integers(0, 4)))
def test_two_sets_side_by_side(
    build: Callable[[Sizes], Algebra], sets: tuple[Sizes, frozenset[World], frozenset[World]], free: set[int]
) -> None:
    sizes, a, b = sets
    algebra = build(sizes)
    one, other = spell(algebra, a), spell(algebra, b)
    axes = range(len(sizes))
    apart = [{axis for axis in axes if v[axis] != w[axis]} for v in a for w in b]
    assert algebra.borders(one, other) == [axis for axis in axes if {axis} in apart]
    assert algebra.agree(one, other, sorted(free & set(axes))) == any(different <= free for different in apart)
    assert algebra.shadows(one) == [tuple(any(w[axis] == at for w in a) for at in range(sizes[axis])) for axis in axes]
    assert algebra.without(algebra.full, one) == algebra.complement(one)
    assert algebra.without(algebra.join(one, other), one) == other
    if a and b:
        whole = algebra.join(one, other)
        axis, _, xs, ys = algebra.open(len(sizes), one, whole)
        assert (len(xs), len(ys)) == (sizes[axis], sizes[axis])
        assert len(set(xs)) > 1


@BUILDS
def test_borders_are_found_where_hardly_any_part_shows_one(build: Callable[[Sizes], Algebra]) -> None:
    """Four last axes say which of twelve others counts, so each part of the table shows one border."""
    algebra = build((2,) * 16)
    chosen = 0
    for number in range(12):
        here = algebra.meet_all([algebra.literal(12 + bit, (number >> bit & 1,)) for bit in range(4)])
        chosen = algebra.join(chosen, algebra.meet(here, algebra.literal(number, (1,))))
    assert algebra.borders(chosen, algebra.complement(chosen)) == list(range(16))
    within = algebra.literal(3, (0,))
    assert algebra.borders(algebra.meet(chosen, within), algebra.without(within, chosen)) == [axis for axis in range(16) if axis != 3]


@BUILDS
@settings(deadline=None, max_examples=30)
@given(sets=parted())
def test_a_set_has_borders_with_all_other_worlds_where_it_hangs_on_an_axis(
    build: Callable[[Sizes], Algebra], sets: tuple[Sizes, frozenset[World], frozenset[World]]
) -> None:
    sizes, a, _ = sets
    algebra = build(sizes)
    one = spell(algebra, a)
    moved = [axis for axis, size in enumerate(sizes) if any((*w[:axis], at, *w[axis + 1 :]) not in a for w in a for at in range(size))]
    assert algebra.borders(one, algebra.complement(one)) == moved


@pytest.mark.parametrize("size", [tables.KEPT_CELLS, tables.KEPT_CELLS + 1])
def test_a_literal_is_the_same_the_second_time(size: int) -> None:
    table = Table((2, size, 2))
    for chosen in ((0,), (0, size - 1), (1,), (0,)):
        assert [table.cut(part, 1) for part in table.cut(table.literal(1, chosen), 2)] == [[3 * (at in chosen) for at in range(size)]] * 2


@BUILDS
def test_sets_that_differ_on_two_axes_have_no_border(build: Callable[[Sizes], Algebra]) -> None:
    algebra = build((2, 3, 3))
    first, last = ({at: algebra.literal(axis, (at,)) for at in range(2)} for axis in (0, 2))
    assert algebra.borders(first[0], first[1]) == [0]
    assert algebra.borders(algebra.meet(first[0], last[0]), algebra.meet(first[1], last[1])) == []
    assert algebra.borders(algebra.meet(first[0], last[0]), algebra.meet(first[0], last[1])) == [2]


@BUILDS
@settings(deadline=None, max_examples=30)
@given(scene=scenes())
def test_steps_make_what_operations_do(build: Callable[[Sizes], Algebra], scene: Scene) -> None:
    algebra = build(scene.sizes)
    steps: list[Step] = [(CONSTANT, (0,)), (CONSTANT, (1,))]
    positions: list[list[tuple[int, ...]]] = [[] for _ in scene.sizes]
    wanted = write_steps(scene.expression, steps, positions)
    if wanted is not None:
        made = algebra.evaluate(steps, positions, [wanted, 0, 1])
        assert made == [compute(algebra, scene.expression), 0, algebra.full]


@BUILDS
def test_what_is_denied_may_have_been_said_long_before(build: Callable[[Sizes], Algebra]) -> None:
    """What lies between is written out over more axes, or fewer."""
    algebra = build((2, 3, 2))
    first, last = algebra.literal(0, (0,)), algebra.literal(2, (0,))
    steps: list[Step] = [(LITERAL, (0, 0)), (LITERAL, (2, 0)), (NOT, (0,)), (NOT, (1,)), (AND, (0, 3)), (NOT, (2,)), (NOT, (4,))]
    made = algebra.evaluate(steps, [[(0,)], [], [(0,)]], range(len(steps)))
    within = algebra.meet(first, algebra.complement(last))
    assert made == [first, last, algebra.complement(first), algebra.complement(last), within, first, algebra.complement(within)]


def write_steps(expression: tuple[object, ...], steps: list[Step], positions: list[list[tuple[int, ...]]]) -> int | None:
    """The step of an expression; none where something is smeared, for which there is no step."""
    match expression:
        case ("full",):
            return 1
        case ("literal", int(axis), frozenset(chosen)):
            positions[axis].append(tuple(sorted(chosen)))
            steps.append((LITERAL, (axis, len(positions[axis]) - 1)))
        case ("meet" | "join" as word, tuple(a), tuple(b)):
            one, other = write_steps(a, steps, positions), write_steps(b, steps, positions)
            if one is None or other is None:
                return None
            steps.append((AND if word == "meet" else OR, (one, other)))
        case ("complement", tuple(a)):
            inner = write_steps(a, steps, positions)
            if inner is None:
                return None
            steps.append((NOT, (inner,)))
        case _:
            return None
    return len(steps) - 1


def test_a_space_without_axes_has_one_world() -> None:
    for algebra in (Table(()), Diagram(())):
        assert (algebra.count(algebra.full), algebra.count(0), algebra.pick(algebra.full)) == (1, 0, ())
        assert algebra.complement(algebra.full) == 0
        assert (algebra.borders(algebra.full, 0), algebra.shadows(algebra.full)) == ([], [])


def test_what_a_diagram_has_cost_grows_with_all_that_it_combines() -> None:
    """Of two literals on two axes one pair is looked at, whether they are met or joined, and once only."""
    diagram = Diagram((2, 2))
    a, b = diagram.literal(0, (1,)), diagram.literal(1, (1,))
    costs = [diagram.effort]
    for combine in (diagram.meet, diagram.join, diagram.meet, diagram.join):
        combine(a, b)
        combine(b, a)
        costs.append(diagram.effort)
    assert costs == [0, 1, 2, 2, 2]


# --- which is used -----------------------------------------------------------------------------------------------------


def test_the_number_of_worlds_decides_which_is_used() -> None:
    used = [type(solve((2,) * count, iter([range(count)]), lambda algebra: algebra)) for count in (16, 17)]
    assert (2**16, used) == (TABLE_LIMIT, [Table, Diagram])


def test_a_diagram_that_gets_large_is_begun_anew_in_another_order() -> None:
    """Pairs of the halves of a row, first with the halves apart, then side by side."""
    count = 24
    side_by_side = [axis for pair in zip(range(count // 2), range(count // 2, count), strict=True) for axis in pair]
    seen: list[Diagram] = []

    def pair_up(algebra: Algebra) -> int:
        assert isinstance(algebra, Diagram)
        seen.append(algebra)
        found = 0
        for a, b in zip(side_by_side[::2], side_by_side[1::2], strict=True):
            found = algebra.join(found, algebra.meet(algebra.literal(a, (1,)), algebra.literal(b, (1,))))
        return algebra.count(found)

    assert solve((2,) * count, iter([range(count), side_by_side]), pair_up) == 4 ** (count // 2) - 3 ** (count // 2)
    first, second = seen
    assert (len(first), first.limit) == (TRIAL_NODES * count + 1, TRIAL_NODES * count)
    assert len(second) < 200


def test_a_first_order_that_does_is_kept_and_bounded_no_longer() -> None:
    kept = solve((2,) * 20, iter([range(20)]), lambda algebra: algebra)
    assert isinstance(kept, Diagram)
    assert kept.limit == inf


def test_a_bounded_diagram_says_when_it_is_full() -> None:
    bounded = Diagram((2, 2), limit=2)
    assert bounded.literal(0, (1,)) == bounded.literal(0, (1,))
    with pytest.raises(OvergrownError):
        bounded.literal(1, (1,))
