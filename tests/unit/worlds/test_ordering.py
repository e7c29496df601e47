"""Orders of axes: diagrams stay small in them, and what is said to bound a diagram does."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gauger.worlds import Formula, all_of, any_of, negate
from gauger.worlds.diagram import Diagram, OvergrownError
from gauger.worlds.ordering import Wiring, _list_touching, _sort_by_distance, arrange, bound_size, propose_orders, wire
from gauger.worlds.outline import Outline
from tests.unit.worlds.shapes import SHAPES, Shape, draw_sizes, make_literals

LITERALS = make_literals((2, 3, 2, 2, 3, 2))
FORMULAS = st.recursive(
    st.sampled_from(LITERALS),
    lambda inner: (
        inner.map(negate) | st.lists(inner, min_size=1, max_size=3).map(all_of) | st.lists(inner, min_size=1, max_size=3).map(any_of)
    ),
    max_leaves=12,
)


def read(*formulas: Formula) -> tuple[Outline, list[int], list[int]]:
    """An outline, the steps that make the formulas, and the sizes of the axes."""
    outline = Outline()
    roots = [outline.add(formula) for formula in formulas]
    return outline, roots, [len(choice.domain.values) for choice in outline.choices]  # type: ignore[union-attr]


def build(outline: Outline, roots: Sequence[int], sizes: Sequence[int], order: Sequence[int], limit: int) -> tuple[Diagram, list[int]]:
    """A diagram of what the steps make; every test passes at the first position."""
    diagram = Diagram(sizes, order, limit)
    return diagram, diagram.evaluate(outline.steps, [[(0,)] for _ in sizes], roots)


@settings(deadline=None)
@given(formula=FORMULAS, chance=st.randoms(use_true_random=False))
def test_no_order_makes_a_diagram_larger_than_its_bound(formula: Formula, chance: Random) -> None:
    outline, roots, sizes = read(formula)
    order = chance.sample(range(len(sizes)), len(sizes))
    diagram, (made,) = build(outline, roots, sizes, order, 10_000)
    bound = bound_size(wire(outline.steps, roots, (), len(sizes)), order, 1 << 50)
    widths = count_crossing(diagram, made, len(sizes))
    assert sum(widths) <= bound


def count_crossing(diagram: Diagram, made: int, count: int) -> list[int]:
    """For each cut between neighbours the different things that are left to say behind it: nodes below that hang on some node above."""
    found, level = [], {made}
    for at in range(count - 1):
        level = {child for node in level for child in (diagram._children[node] if diagram._depth[node] == at else (node,))}
        found.append(len(level))
    return found


def test_a_bound_counts_at_each_cut_what_can_be_left_to_say_and_that_all_is_said() -> None:
    """Two pairs of which one must hold together. All may be so or not be so; cut between the pairs one thing is left beside that, within
    a pair two, within both any mixture of two and two."""
    a, b, c, d = make_literals((2, 2, 2, 2))
    either = read(any_of((all_of((a, b)), all_of((c, d)))))
    assert [bound(either, order) for order in ((0, 1, 2, 3), (0, 2, 1, 3))] == [4 + 3 + 4, 4 + 6 + 4]
    # What settles a part of a negated alternative settles the whole: nothing but that all are so far so is left.
    nested = read(all_of((a, negate(any_of((b, negate(c)))), d)))
    assert bound(nested, (0, 1, 2, 3)) == 2 + 2 + 2
    assert bound(read(a), (0,)) == 0


def test_a_bound_is_not_summed_up_beyond_what_is_asked() -> None:
    pairs = read(any_of(all_of(pair) for pair in zip(*[iter(make_literals((2,) * 20))] * 2, strict=True)))
    assert bound(pairs, range(20)) == 10 * 4 + 9 * 3
    assert [bound(pairs, range(20), limit) for limit in (3, 4, 6, 7)] == [4, 7, 7, 11]


def bound(found: tuple[Outline, list[int], list[int]], order: Sequence[int], limit: int = 1 << 50) -> int:
    outline, roots, sizes = found
    return bound_size(wire(outline.steps, roots, (), len(sizes)), order, limit)


@settings(deadline=None)
@given(st.lists(FORMULAS, min_size=1, max_size=3), st.data())
def test_orders_hold_every_axis_once(formulas: list[Formula], data: st.DataObject) -> None:
    outline, roots, sizes = read(*formulas)
    axes = st.integers(0, len(sizes) - 1)
    ties = data.draw(st.lists(st.tuples(axes, axes), max_size=3))
    proposed = list(propose_orders(outline.steps, roots, ties, len(sizes)))
    assert [sorted(order) for order in proposed] == [list(range(len(sizes)))] * 2


def test_an_order_is_found_for_what_hangs_on_nothing() -> None:
    outline, roots, sizes = read(all_of([]), any_of(LITERALS[:1]))
    assert list(propose_orders(outline.steps, roots, (), len(sizes))) == [[0], [0]]


@pytest.mark.parametrize("values", [(2,), (2, 3)])
@pytest.mark.parametrize("bad", [False, True])
@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: shape.name)
def test_forty_choices_take_few_nodes_in_whichever_order_they_are_mentioned(shape: Shape, bad: bool, values: tuple[int, ...]) -> None:
    outline, roots, sizes = read(shape.build(draw_sizes(40, values), bad).breach)
    order = arrange(wire(outline.steps, roots, (), len(sizes)))
    diagram, _ = build(outline, roots, sizes, order, 10_000)
    assert len(diagram) < 9 * 40


@pytest.mark.parametrize("shape", [shape for shape in SHAPES if shape.name != "links"], ids=lambda shape: shape.name)
def test_in_the_order_of_a_bad_preamble_they_would_take_many(shape: Shape) -> None:
    """So that the test above tells something."""
    outline, roots, sizes = read(shape.build((2,) * 40, True).breach)
    with pytest.raises(OvergrownError):
        build(outline, roots, sizes, range(40), 2_000)


def test_days_that_are_tied_stand_together() -> None:
    """Ten facts tied two by two, the halves mentioned apart: the constraints alone say what belongs together."""
    outline, roots, sizes = read(any_of(make_literals((2,) * 10)))
    ties = [(n, n + 5) for n in range(5)]
    order = arrange(wire(outline.steps, roots, ties, len(sizes)))
    assert {abs(order.index(a) - order.index(b)) for a, b in ties} == {1}


def test_what_comes_in_last_stands_on_top() -> None:
    """Begun with the first choice and grown outwards, a formula is put together without going through it again for each choice."""
    made, *rest = make_literals((2,) * 300)
    for n, item in enumerate(rest):
        made = all_of((made, item)) if n % 2 else any_of((made, item))
    outline, roots, sizes = read(made)
    first, second = propose_orders(outline.steps, roots, (), len(sizes))
    assert first == list(range(299, -1, -1))
    diagram, _ = build(outline, roots, sizes, first, 10_000)
    assert len(diagram) <= 2 * 300 + 2
    assert diagram.effort <= 2 * 300
    assert second[0] > second[-1]


def test_what_comes_in_a_little_later_stays_where_it_is_mentioned() -> None:
    """Of three choices put together one by one the last comes in at twice the height of the first, of four the last two at more."""
    for count, wanted in ((2, [0, 1]), (3, [0, 1, 2]), (4, [3, 2, 1, 0])):
        made, *rest = make_literals((2,) * count)
        for n, item in enumerate(rest):
            made = all_of((made, item)) if n % 2 else any_of((made, item))
        outline, roots, sizes = read(made)
        assert next(propose_orders(outline.steps, roots, (), len(sizes))) == wanted


def test_points_are_sorted_by_how_little_is_said_on_the_way_to_them() -> None:
    """Each of the nets of three takes four, that of four takes nine: two small ones are passed sooner than the large one, three are not."""
    nets = ((0, 1, 6), (1, 2, 7), (2, 3, 8), (0, 4, 5, 9))
    wiring = Wiring(6, nets, tuple((False,) * (len(net) - 1) for net in nets))
    found = _sort_by_distance(wiring, _list_touching(wiring), list(range(10)))
    assert found == [0, 1, 6, 2, 7, 4, 5, 9, 3, 8]
    assert _sort_by_distance(wiring, _list_touching(wiring), [3, 0]) == [3, 2, 8, 1, 7, 0, 6, 4, 5, 9]
