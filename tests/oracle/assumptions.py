"""What is assumed of choices. Section 2 of docs/semantics.md."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

from tests.oracle.statements import Ask, Question, Statement, World, walk

Assumptions = tuple[tuple[str, Any], ...]
"""Keys as they are written, each with a value."""


class UnknownAssumptionError(Exception):
    """Something is assumed of a choice that no finding has, or a value that is in no cell of any finding's."""


def assume(
    assumed: Assumptions, statements: list[Statement], every: list[World], worlds: list[World], but: Callable[[str], bool] | None = None
) -> tuple[list[World], Assumptions]:
    """Those of the worlds in which each choice has the value assumed of it, and what is so assumed of some choice.

    A value that is in none of the cells of a choice settles nothing.
    """
    met: list[tuple[str, Any]] = []
    for written, value in assumed:
        for key in (k for k in every[0] if is_meant(k, written) and not (but and but(k))):
            if cells := find_cells(key, value, statements, every):
                worlds = [w for w in worlds if w[key] in cells]
                met.append((written, value))
    return worlds, tuple(met)


def is_meant(key: str, written: str) -> bool:
    """A key means a choice, with or without its kind; the name of a concept means how it is read, in whichever document."""
    kind, _, rest = key.partition(":")
    return written in (key, rest) or (kind == "reading" and written == rest.rpartition(":")[2])


def find_cells(key: str, value: Any, statements: list[Statement], every: list[World]) -> set[Any]:
    questions = list_questions(statements, key)
    return {cell for cell in {w[key] for w in every} if has_value(cell, value, questions)}


def has_value(cell: Any, value: Any, questions: list[Question]) -> bool:
    """The value lies in the cell: among its days, or no question tells it from the cell's."""
    if isinstance(cell, tuple) and isinstance(value, date):
        return bool(cell[0] <= value <= cell[1])
    return all(q(cell) == q(value) for q in questions) if questions else bool(cell == value)


def list_questions(statements: Iterable[Statement], key: str) -> list[Question]:
    return [a.question for s in statements for a in walk(s) if isinstance(a, Ask) and a.key == key]
