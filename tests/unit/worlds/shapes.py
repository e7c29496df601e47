"""Findings of any number of choices in the shapes that clauses have, and what must come of them, worked out on paper.

Each comes in two orders of first mention: one that keeps together what the clause joins, and one that takes it apart (a preamble that
speaks of everything first, or parts in no order), in which a decision diagram whose axes follow it is of exponential size.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import prod
from random import Random

from gauger.worlds import Choice, Formula, Kind, Query, all_of, any_of, literal, negate
from gauger.worlds.domains import Options
from gauger.worlds.domains import Test as Asked

FIRST = Asked("is", ("v0",))


@dataclass(frozen=True)
class Shape:
    """`count` says in how many worlds there is a breach, for choices of these sizes. Each choice can flip the outcome alone."""

    name: str
    build: Callable[[Sequence[int], bool], Query]
    count: Callable[[Sequence[int]], int]


def draw_sizes(count: int, values: Sequence[int]) -> list[int]:
    """Sizes of so many choices, drawn from `values`."""
    chance = Random(count)
    return [chance.choice(values) for _ in range(count)]


def make_choices(sizes: Sequence[int]) -> list[Choice]:
    """Every third is a fact."""
    kinds: tuple[Kind, ...] = ("fact", "reading", "reading")
    return [Choice(f"choice:{n}", kinds[n % 3], Options(tuple(f"v{v}" for v in range(size)))) for n, size in enumerate(sizes)]


def make_literals(sizes: Sequence[int]) -> list[Formula]:
    """The first value of each choice."""
    return [literal(choice, FIRST) for choice in make_choices(sizes)]


def ask(breach: Formula, *given: Formula) -> Query:
    return Query(breach, breach, breach, has_duty=False, given=given)


def _join(preamble: Formula, body: Formula, bad: bool) -> Query:
    return ask(all_of((preamble, body) if bad else (body, preamble)))


def _halves(of: Sequence[Formula]) -> tuple[Sequence[Formula], Sequence[Formula]]:
    return of[: len(of) // 2], of[len(of) // 2 : len(of) // 2 * 2]


# --- one of many pairs -------------------------------------------------------------------------------------------------


def build_pairs(sizes: Sequence[int], bad: bool) -> Query:
    """Some first half holds, and it holds together with its other half."""
    ones, others = _halves(make_literals(sizes))
    return _join(any_of(ones), any_of(all_of(pair) for pair in zip(ones, others, strict=True)), bad)


def count_pairs(sizes: Sequence[int]) -> int:
    pairs = [a * b for a, b in _pair(sizes)]
    return prod(pairs) - prod(pair - 1 for pair in pairs)


def _pair(sizes: Sequence[int]) -> list[tuple[int, int]]:
    half = len(sizes) // 2
    return list(zip(sizes[:half], sizes[half : 2 * half], strict=True))


# --- a rule and its exceptions -----------------------------------------------------------------------------------------


def build_exceptions(sizes: Sequence[int], bad: bool) -> Query:
    """Something is so, and none of many exceptions holds, each a conjunction of which a part is open in itself."""
    literals = make_literals(sizes)
    order = _shuffle(range(len(sizes)))
    fours = [[literals[at] for at in order[n : n + 4]] for n in range(0, len(order) - 3, 4)]
    exceptions = [all_of((a, b, any_of((c, negate(d))))) for a, b, c, d in fours]
    return _join(any_of(literals), negate(any_of(exceptions)), bad)


def count_exceptions(sizes: Sequence[int]) -> int:
    order = [sizes[at] for at in _shuffle(range(len(sizes)))]
    fours = [order[n : n + 4] for n in range(0, len(order) - 3, 4)]
    spared = prod(prod(four) - (four[2] * four[3] - four[2] + 1) for four in fours)
    return spared * prod(order[len(fours) * 4 :]) - prod(size - 1 for size in sizes)


def _shuffle(of: Sequence[int]) -> list[int]:
    mixed = list(of)
    Random(len(mixed)).shuffle(mixed)
    return mixed


# --- things that go together -------------------------------------------------------------------------------------------


def build_matches(sizes: Sequence[int], bad: bool) -> Query:
    """Each first half holds exactly when its other half does. The preamble follows from that, and mentions all first halves first."""
    ones, others = _halves(make_literals(sizes))
    body = all_of(negate(_differ(a, b)) for a, b in zip(ones, others, strict=True))
    return _join(any_of((*ones, negate(any_of(others)))), body, bad)


def count_matches(sizes: Sequence[int]) -> int:
    return prod(1 + (a - 1) * (b - 1) for a, b in _pair(sizes))


def _differ(a: Formula, b: Formula) -> Formula:
    return any_of((all_of((a, negate(b))), all_of((negate(a), b))))


# --- readings over shared facts ----------------------------------------------------------------------------------------


def build_links(sizes: Sequence[int], bad: bool) -> Query:
    """Some neighbours in a row hold together; in no order where it is bad."""
    literals = make_literals(sizes)
    starts = list(range(len(sizes) - 1))
    return ask(any_of(all_of((literals[at], literals[at + 1])) for at in (_shuffle(starts) if bad else starts)))


def count_links(sizes: Sequence[int]) -> int:
    held, free = 0, 1  # worlds so far without two neighbours, by whether the last one holds
    for size in sizes:
        held, free = free, (held + free) * (size - 1)
    return prod(sizes) - held - free


SHAPES = (
    Shape("pairs", build_pairs, count_pairs),
    Shape("exceptions", build_exceptions, count_exceptions),
    Shape("matches", build_matches, count_matches),
    Shape("links", build_links, count_links),
)
