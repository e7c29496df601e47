"""Circles in a graph of names, each with the places where one name leads to the next."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from gauger.text import Span

Edges = Mapping[str, Sequence[tuple[str, Span]]]
"""For each name the names that it mentions, and where."""

Cycle = tuple[tuple[str, ...], tuple[Span, ...]]
"""The names of a circle from the least of them on, and for each the place where it mentions the next."""


def find_cycles(edges: Edges) -> list[Cycle]:
    """One circle for each knot of names that lead back to themselves, in the order of names; no recursion, so depth does not matter."""
    cycles: list[Cycle] = []
    done: set[str] = set()
    for name in sorted(edges):
        if name not in done:
            cycle = _find_shortest(name, edges)
            if cycle:
                cycles.append(cycle)
                done.update(_reached(name, edges) & _reaching(name, edges))
            done.add(name)
    return cycles


def _find_shortest(start: str, edges: Edges) -> Cycle | None:
    """The shortest way from a name back to itself."""
    came: dict[str, tuple[str, Span]] = {}
    waiting = [start]
    for name in waiting:
        for after, span in edges.get(name, ()):
            if after == start:
                return _trace(start, name, span, came)
            if after not in came:
                came[after] = (name, span)
                waiting.append(after)
    return None


def _trace(start: str, last: str, span: Span, came: Mapping[str, tuple[str, Span]]) -> Cycle:
    names, spans = [last], [span]
    while names[-1] != start:
        name, place = came[names[-1]]
        names.append(name)
        spans.append(place)
    return tuple(reversed(names)), tuple(reversed(spans))


def _reached(start: str, edges: Edges) -> set[str]:
    seen = {start}
    waiting = [start]
    for name in waiting:
        fresh = [after for after, _ in edges.get(name, ()) if after not in seen]
        seen.update(fresh)
        waiting.extend(dict.fromkeys(fresh))
    return seen


def _reaching(end: str, edges: Edges) -> set[str]:
    backwards: dict[str, list[tuple[str, Span]]] = {}
    for name, after in edges.items():
        for other, span in after:
            backwards.setdefault(other, []).append((name, span))
    return _reached(end, backwards)
