"""Choices laid out as axes, and formulas as sets of worlds over them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

from gauger.text.deferred import Deferred
from gauger.text.values import dataclass
from gauger.worlds.algebra import Algebra, Result, Worlds, solve
from gauger.worlds.choices import Cell, Choice
from gauger.worlds.domains import Days, Domain, Entries, Numbers, Test, classify, cut
from gauger.worlds.formula import Formula
from gauger.worlds.outline import Asked, Outline

if TYPE_CHECKING:
    from gauger.worlds import ordering
else:
    ordering = Deferred("gauger.worlds.ordering")  # a truth table needs none


@dataclass(frozen=True, slots=True)
class Before:
    """A constraint between two uncertain days: `first` is not after `second`."""

    first: Choice
    second: Choice


Layout = tuple[tuple[Cell, ...], tuple[tuple[int, ...], ...]]
"""The cells of a choice, and for each test made of it the positions of those that pass."""


def _lay_out(domain: Domain, asked: tuple[Asked, ...]) -> Layout:
    cells = tuple([Cell(*made) for made in cut(domain, [Test(*test) for test in asked])])
    return cells, tuple([tuple([at for at, cell in enumerate(cells) if cell.truths[test]]) for test in range(len(asked))])


_lay_out_again = lru_cache(maxsize=1024)(_lay_out)
"""The same choices meet the same few tests in most findings. Not for numbers: 1 and 1.0 are equal, and a cell is labelled as one was
written; nor for entries, whose tests hold on to the declaration."""


class Space:
    """The choices of an outline as axes; `algebra` stands for the sets of worlds over them once something is computed in it."""

    algebra: Algebra

    def __init__(self, outline: Outline) -> None:
        self.choices = tuple(outline.choices)
        self.axis = outline.axis  # of each choice, by key
        self._outline = outline
        laid = [
            (_lay_out if isinstance(choice.domain, Numbers | Entries) else _lay_out_again)(choice.domain, tuple(asked))
            for choice, asked in zip(outline.choices, outline.asked, strict=True)
        ]
        self.cells = tuple([cells for cells, _ in laid])
        self._positions = [positions for _, positions in laid]

    def solve(self, roots: Sequence[int], ties: Sequence[tuple[int, int]], compute: Callable[[list[Worlds]], Result]) -> Result:
        """What comes of a computation with the sets that some steps make; `ties` are axes that it joins beyond that."""
        steps = self._outline.steps

        def begin(algebra: Algebra) -> Result:
            self.algebra = algebra
            return compute(algebra.evaluate(steps, self._positions, roots))

        def propose() -> Iterator[Sequence[int]]:
            yield from ordering.propose_orders(steps, roots, ties, len(self.cells))

        return solve([len(cells) for cells in self.cells], propose(), begin)

    def list_tests(self, axis: int) -> list[Test]:
        """The tests made of a choice, as the truths of its cells have them."""
        return [Test(*test) for test in self._outline.asked[axis]]

    def not_after(self, a: int, b: int) -> Worlds:
        """The worlds in which some day of the cell on one axis is not after some day of the cell on another."""
        algebra, found = self.algebra, 0
        for position, cell in enumerate(self.cells[a]):
            later = algebra.literal(b, [at for at, other in enumerate(self.cells[b]) if cell.first <= other.last])
            found = algebra.join(found, algebra.meet(algebra.literal(a, (position,)), later))
        return found

    def matching(self, axis: int, value: str) -> list[int]:
        """The cells of a choice that a value means: those of which it is the label, or those that it falls into."""
        choice, cells = self.choices[axis], self.cells[axis]
        found = [i for i, cell in enumerate(cells) if cell.label.casefold() == value.casefold()]
        if not found:
            truths = classify(choice.domain, self.list_tests(axis), value)
            # Days before a period and after it pass the same tests, and other days are held against them.
            day = date.fromisoformat(value).toordinal() if truths is not None and isinstance(choice.domain, Days) else 0
            found = [i for i, cell in enumerate(cells) if cell.truths == truths and cell.first <= day <= cell.last]
        return found

    def name(self, world: Iterable[int]) -> tuple[tuple[Choice, str], ...]:
        return tuple([(choice, cells[at].label) for choice, cells, at in zip(self.choices, self.cells, world, strict=True)])


def find_worlds(formula: Formula, others: Iterable[Formula] = ()) -> tuple[Space, Worlds]:
    """The space of a formula's choices, and of those of `others`, and the worlds in which it holds."""
    outline = Outline()
    root = outline.add(formula)
    for other in others:
        outline.add(other)
    space = Space(outline)
    return space, space.solve([root], (), lambda holding: holding[0])


def find_order(outline: Outline, order: Sequence[Before]) -> list[tuple[int, int]]:
    """The constraints among days that are all mentioned, as pairs of axes."""
    if not order or sum([isinstance(choice.domain, Days) for choice in outline.choices]) < 2:
        return []
    pairs = [(outline.axis.get(rule.first.key), outline.axis.get(rule.second.key)) for rule in order]
    return [(a, b) for a, b in pairs if a is not None and b is not None]
