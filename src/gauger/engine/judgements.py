"""A source with the texts that reach it and every clause that bears on something done with it, found once per case."""

from __future__ import annotations

from dataclasses import dataclass

from gauger.engine.bearings import Bearing, find_bearings
from gauger.engine.case import Case
from gauger.engine.sources import Source, Stack, build_stack


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
        stack = build_stack(case, source)
        found = case.judged[source.id] = Judged(source, stack, tuple(find_bearings(case, source, stack)))
    assert isinstance(found, Judged)
    return found
