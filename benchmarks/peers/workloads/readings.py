"""W3: one clause that hangs on binary choices, half of them readings of a term and half facts that are missing.

Asked for are the verdict and the *pivots*: choices such that two worlds that differ in one of them alone differ in the outcome. The verdict
is *clear* when the clause is breached in no world, *prohibited* when in all, *open* when facts alone decide, else *grey*.

Three shapes: a *ladder* of alternating `all` and `any`; *blocks* of four choices, some of which change nothing, under an exception;
*crossed* pairs, whose halves are first named all together, so that an engine that lays out choices as they come is led astray.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from random import Random
from typing import Literal

Word = Literal["all", "any", "none"]
Shape = Literal["ladder", "blocks", "crossed"]
Answer = tuple[str, list[str]]
"""The verdict and the pivots by name."""


@dataclass(frozen=True, slots=True)
class Group:
    """All, any or none of the items hold; an item that is a number is the choice of that number."""

    word: Word
    items: tuple[Formula, ...]


Formula = int | Group


@dataclass(frozen=True, slots=True)
class Hanging:
    """A clause over choices `0` to `choices - 1`. `plainer` means the same and names no choice twice, or few of them.

    Every second choice is a reading; with `facts_alone` none is.
    """

    choices: int
    formula: Formula
    plainer: Formula
    facts_alone: bool = False

    def is_reading(self, number: int) -> bool:
        return bool(number % 2) and not self.facts_alone

    def name(self, number: int) -> str:
        return f"{'reading' if self.is_reading(number) else 'fact'}{number}"


@dataclass(frozen=True, slots=True)
class Readings:
    """Several clauses of one shape and size."""

    cases: tuple[Hanging, ...]


def make(shape: Shape, choices: int, cases: int, seed: int = 13) -> Readings:
    """Of every five clauses one hangs on facts alone, one can never be breached and one always is, which nobody sees who does not look."""
    chance = Random(f"{seed} {shape} {choices}")
    return Readings(tuple(_vary(SHAPES[shape](chance, choices), place) for place in range(cases)))


def _vary(drawn: Hanging, place: int) -> Hanging:
    wider, narrower = Group("any", (drawn.formula, 0)), Group("all", (drawn.formula, 0))
    match place % 5:
        case 2:
            return replace(drawn, facts_alone=True)
        case 3:
            return replace(drawn, formula=Group("all", (drawn.formula, Group("none", (wider,)))), plainer=Group("any", ()))
        case 4:
            return replace(drawn, formula=Group("any", (drawn.formula, Group("none", (narrower,)))), plainer=Group("all", ()))
        case _:
            return drawn


# --- shapes ---------------------------------------------------------------------------------------------------------------


def draw_ladder(chance: Random, choices: int) -> Hanging:
    order = _shuffle(chance, choices)
    formula: Formula = order[0]
    for depth, number in enumerate(order[1:]):
        rung: Formula = Group("none", (number,)) if chance.random() < 0.3 else number
        formula = Group("all" if depth % 2 else "any", (rung, formula))
    return Hanging(choices, formula, formula)


def draw_blocks(chance: Random, choices: int) -> Hanging:
    order = _shuffle(chance, choices)
    blocks = [_draw_block(chance, order[start : start + 4]) for start in range(0, choices, 4)]
    kept, excepted = blocks[: max(1, len(blocks) - 1)], blocks[max(1, len(blocks) - 1) :]
    parts = (Group("any", tuple(kept)), *((Group("none", tuple(excepted)),) if excepted else ()))
    return Hanging(choices, Group("all", parts), Group("all", parts))


def _draw_block(chance: Random, numbers: Sequence[int]) -> Formula:
    """Up to four choices. In the second form the second changes nothing; in the third neither do the third and fourth."""
    if len(numbers) < 4:
        return Group("all", tuple(numbers))
    a, b, c, d = numbers
    return chance.choice((
        Group("any", (Group("all", (a, b)), Group("all", (c, Group("none", (d,)))), Group("all", (a, b, c)))),
        Group("all", (Group("any", (a, Group("all", (a, b)))), Group("any", (c, d)))),
        Group("all", (Group("any", (a, b)), Group("any", (a, b, c)), Group("any", (a, b, d)))),
    ))  # fmt: skip


def draw_crossed(chance: Random, choices: int) -> Hanging:
    order = _shuffle(chance, choices)
    left, right = order[: choices // 2], order[choices // 2 :]
    pairs = Group("any", tuple(Group("all", pair) for pair in zip(left, right, strict=True)))
    return Hanging(choices, Group("all", (Group("any", tuple(left)), pairs)), pairs)


def _shuffle(chance: Random, choices: int) -> list[int]:
    order = list(range(choices))
    chance.shuffle(order)
    return order


SHAPES: Mapping[str, Callable[[Random, int], Hanging]] = {"ladder": draw_ladder, "blocks": draw_blocks, "crossed": draw_crossed}
