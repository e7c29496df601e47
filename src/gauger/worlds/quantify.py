"""Whether something is so under some answer to everything else, whatever is done about some choices."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import reduce

from gauger.worlds.algebra import Worlds
from gauger.worlds.choices import Choice
from gauger.worlds.formula import FALSE, TRUE, Formula, all_of, any_of, literal, negate
from gauger.worlds.outline import Outline
from gauger.worlds.space import Before, Space, find_order, find_worlds


def some_answer(wanted: Iterable[Formula], unwanted: Formula, free: Callable[[Choice], bool]) -> bool:
    """Whether, under some answer to the choices that are not `free`, each of `wanted` can still come out and `unwanted` cannot."""
    outline = Outline()
    roots = [outline.add(formula) for formula in (*wanted, unwanted)]
    space = Space(outline)
    axes = [axis for axis, choice in enumerate(space.choices) if free(choice)]

    def find_answers(holding: list[Worlds]) -> Worlds:
        *possible, left = [reduce(space.algebra.smear, axes, found) for found in holding]
        return reduce(space.algebra.meet, possible, space.algebra.complement(left))

    return bool(space.solve(roots, (), find_answers))


def is_possible(formula: Formula) -> bool:
    """Whether some world, of whatever answers, satisfies a formula."""
    return bool(find_worlds(formula)[1])


def project(wanted: Sequence[Formula], order: Sequence[Before], kept: Callable[[Choice], bool]) -> Formula:
    """A formula over the choices `kept` alone: where some answer to all others satisfies all that is wanted, days in an order that can be.

    A constraint that shares no other choice with the rest is asked for all the same.
    """
    outline = Outline()
    roots = [outline.add(formula) for formula in wanted]
    ties = find_order(outline, order)
    space = Space(outline)
    others = [axis for axis, choice in enumerate(space.choices) if not kept(choice)]

    def find_left(holding: list[Worlds]) -> Worlds:
        left = space.algebra.meet_all(holding + [space.not_after(a, b) for a, b in ties])
        return reduce(space.algebra.smear, others, left)

    left = space.solve(roots, ties, find_left)
    return _spell(space, left, tuple(axis for axis, choice in enumerate(space.choices) if kept(choice)), {})


def _spell(space: Space, worlds: Worlds, axes: tuple[int, ...], done: dict[tuple[Worlds, int], Formula]) -> Formula:
    """A set of worlds that hangs on nothing but some axes, axis by axis."""
    algebra = space.algebra
    if not worlds:
        return FALSE
    if worlds == algebra.full:
        return TRUE
    key = (worlds, len(axes))
    if key not in done:
        axis, *rest = axes
        parts: dict[Worlds, list[int]] = {}
        for position in range(len(space.cells[axis])):
            here = algebra.smear(algebra.meet(worlds, algebra.literal(axis, (position,))), axis)
            parts.setdefault(here, []).append(position)
        done[key] = any_of(
            _spell(space, here, tuple(rest), done)
            if len(parts) == 1
            else all_of((_among(space, axis, cells), _spell(space, here, tuple(rest), done)))
            for here, cells in parts.items()
        )
    return done[key]


def _among(space: Space, axis: int, positions: Sequence[int]) -> Formula:
    """That a choice falls into one of some cells, each of which a test tells apart."""
    choice, tests = space.choices[axis], space.list_tests(axis)
    found = []
    for position in positions:
        truths = space.cells[axis][position].truths
        found.append(all_of(literal(choice, t) if truth else negate(literal(choice, t)) for t, truth in zip(tests, truths, strict=True)))
    return any_of(found)
