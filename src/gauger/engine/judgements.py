"""A source with the texts that reach it and every clause that bears on something done with it, found once per case."""

from __future__ import annotations

from collections.abc import Callable

from gauger.engine.acts import Deed
from gauger.engine.bearings import Bearing, find_bearings
from gauger.engine.case import Case
from gauger.engine.conditions import Mode
from gauger.engine.sources import Source, Stack, build_stack, build_stack_under
from gauger.text.values import dataclass

RESIDUAL = Mode(residue=True)


@dataclass(frozen=True, slots=True)
class Judged:
    """`bearings` are in the order of documents, clauses and acts."""

    source: Source
    stack: Stack
    bearings: tuple[Bearing, ...]


def judge(case: Case, source: Source) -> Judged:
    """The stack and bearings of a source."""
    found = case.judged.get(source.id)
    if found is None:
        stack = _find_stack(case, source)
        found = case.judged[source.id] = Judged(source, stack, tuple(find_bearings(case, source, stack)))
    assert isinstance(found, Judged)
    return found


def judge_deed(case: Case, source: Source, deed: Deed) -> tuple[Bearing, ...]:
    """What bears on one act over a source. Nothing that bears on another act stands for or against it, so they suffice for its verdict."""
    if source.id in case.judged:
        return tuple(bearing for bearing in judge(case, source).bearings if bearing.deed == deed)
    key = (source.id, deed.id, deed.subject)
    found = case.judged.get(key)
    if found is None:
        found = case.judged[key] = judge_deeds(case, source, deed.__eq__)
    assert isinstance(found, tuple)
    return found


def judge_deeds(case: Case, source: Source, wanted: Callable[[Deed], bool]) -> tuple[Bearing, ...]:
    """What bears on some of the acts over a source."""
    return tuple(find_bearings(case, source, _find_stack(case, source), wanted=wanted))


def _find_stack(case: Case, source: Source) -> Stack:
    key = ("stack", source.id)
    if key not in case.judged:
        case.judged[key] = build_stack(case, source)
    stack: Stack = case.judged[key]
    return stack


def judge_residual(case: Case, source: Source) -> tuple[Bearing, ...]:
    """What bears when every concept with a residue has a further reading, met or not met."""
    key = f"{source.id} {RESIDUAL}"
    found = case.judged.get(key)
    if found is None:
        stack = build_stack_under(case, source, RESIDUAL)
        found = case.judged[key] = tuple(find_bearings(case, source, stack, RESIDUAL))
    assert isinstance(found, tuple)
    return found
