"""Whether something is so under some answer to everything else, whatever is done about some choices."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from gauger.worlds.algebra import Worlds
from gauger.worlds.choices import Choice
from gauger.worlds.decision import Space
from gauger.worlds.formula import Formula, mentioned


def some_answer(wanted: Iterable[Formula], unwanted: Formula, free: Callable[[Choice], bool]) -> bool:
    """Whether, under some answer to the choices that are not `free`, each of `wanted` can still come out and `unwanted` cannot."""
    formulas = [*wanted, unwanted]
    space = Space(mentioned(formulas))
    left = space.algebra.complement(_free(space, formulas[-1], free))
    for formula in formulas[:-1]:
        left = space.algebra.meet(left, _free(space, formula, free))
    return bool(left)


def _free(space: Space, formula: Formula, free: Callable[[Choice], bool]) -> Worlds:
    found = space.holding(formula)
    for axis, choice in enumerate(space.choices):
        if free(choice):
            found = space.algebra.smear(found, axis)
    return found
