"""Positions of counsel against the policy and the day: one that is expired or unfounded is a mistake and never counts in silence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from gauger.declaration.positions import load_positions
from gauger.declaration.records import Position
from gauger.diagnostics import Diagnostic
from gauger.policy.model import Concept, Document, Policy, Standing
from gauger.text import Span
from gauger.text.deferred import Deferred

if TYPE_CHECKING:
    from gauger.app import messages
else:
    messages = Deferred("gauger.app.messages")

Held = tuple[tuple[Position, ...], tuple[Diagnostic, ...]]


def hold_positions(paths: Sequence[Path], policy: Policy, as_of: date, admitted: frozenset[Standing]) -> Held:
    """The positions of all files, or every mistake in them."""
    held: list[Position] = []
    mistakes: list[Diagnostic] = []
    for path in paths:
        found, wrong = load_positions(path)
        held += found
        mistakes += wrong
    mistakes += [m for position in held for m in check_position(position, policy, as_of, admitted)]
    mistakes += _find_doubles(held)
    return (() if mistakes else tuple(held)), tuple(mistakes)


def check_position(position: Position, policy: Policy, as_of: date, admitted: frozenset[Standing]) -> Iterator[Diagnostic]:
    """Everything that is wrong with a position on the day of the question."""
    if position.on > as_of:
        yield messages.position_to_come(_place(position, "on"), position.on, as_of)
    if position.until < as_of:
        yield messages.position_expired(_place(position, "until"), position.until, (as_of - position.until).days)
    document = policy.documents.get(position.document)
    if document is None:
        yield messages.position_on_unknown_document(position.span, position.document, tuple(policy.documents))
        return
    concepts = {**policy.vocabulary.concepts, **document.concepts}
    concept = concepts.get(position.concept)
    if concept is None:
        yield messages.position_on_unknown_concept(_place(position, "concept"), position.concept, position.document, tuple(concepts))
        return
    yield from _check_reading(position, document, concept, admitted)


def _check_reading(position: Position, document: Document, concept: Concept, admitted: frozenset[Standing]) -> Iterator[Diagnostic]:
    reading = next((r for r in concept.readings if r.name == position.reading), None)
    if reading is None:
        yield messages.position_on_unknown_reading(
            _place(position, "reading"), concept.name, position.reading, [r.name for r in concept.readings]
        )
        return
    fixed = next((reads for reads in document.reads if reads.concept == concept.name), None)
    if fixed is not None and fixed.reading != reading.name:
        yield messages.position_against_text(_place(position, "reading"), concept.name, document.id, fixed.reading, fixed.because)
    named = any(a.concept == concept.name and a.reading == reading.name for a in document.admits)
    if reading.standing not in admitted | {Standing.TEXT} and not named:
        yield messages.position_unfounded(_place(position, "reading"), concept.name, reading.name, reading.standing)


def _place(position: Position, key: str) -> Span:
    return dict(position.places).get(key, position.span)


def _find_doubles(positions: Sequence[Position]) -> Iterator[Diagnostic]:
    first: dict[tuple[str, str], Position] = {}
    for position in positions:
        place = (position.document, position.concept)
        if place in first:
            yield messages.position_taken_twice(position.span, position.concept, position.document, first[place].span)
        first.setdefault(place, position)
