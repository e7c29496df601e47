"""Positions of counsel: readings that are adopted remove the worlds in which a text is read otherwise."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from gauger.declaration.records import Position
from gauger.engine.case import Case
from gauger.engine.conditions import find_concept, reading_place
from gauger.engine.scope import Scope
from gauger.worlds import Choice, Formula, literal, mentioned
from gauger.worlds.domains import Options, Test


def find_adopted(case: Case, formulas: Sequence[Formula]) -> Iterator[Formula]:
    """A formula for each choice among those mentioned of which a reading is adopted."""
    held = adopted(case)
    for choice in mentioned(formulas) if held else ():
        position = held.get(choice.key)
        if position is not None and is_among(position, choice):
            yield literal(choice, Test("is", (position.reading,)))


def is_among(position: Position, choice: Choice) -> bool:
    """Whether the adopted reading is one that the choice has: one that a text admits for a period may not be there on other days."""
    return isinstance(choice.domain, Options) and position.reading in choice.domain.values


def adopted(case: Case) -> dict[str, Position]:
    """The positions by the choice that they settle: a text that reads a concept like another one shares that one's."""
    found: dict[str, Position] = {}
    for position in case.question.positions:
        document = case.policy.documents[position.document]
        concept = find_concept(case, document, position.concept)
        place = reading_place(case, Scope({}, document, None, {}, ()), concept)
        found[f"reading:{place}"] = position
    return found
