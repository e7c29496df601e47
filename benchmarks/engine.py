"""What deciding costs: `python benchmarks/engine.py`. The engine is held to an enumeration before any time is printed.

Three tables: truth table against decision diagram around the limit at which the engine changes from one to the other; decisions a second
by the number of choices; whole checks of random small declarations a second, beside the naive enumerator of the tests.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import nullcontext
from itertools import islice, product
from math import inf, prod
from pathlib import Path
from random import Random
from statistics import median
from unittest.mock import patch

from machine import describe_machine, stop

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))  # the enumerator lies under `tests`

from gauger.worlds import And, Choice, Decision, Formula, Literal, Not, Or, Query, all_of, any_of, decide, literal, negate
from gauger.worlds.algebra import TABLE_LIMIT, Algebra
from gauger.worlds.diagram import Diagram
from gauger.worlds.domains import Options, Test
from gauger.worlds.table import Table

Sort = type[Table] | type[Diagram]
FORMULAS = 20
"""Random formulas for each row; the figures are medians over them."""
RUNS = 3
"""Of each decision; others work on the machine as well."""
LISTED = 4096
"""Worlds up to which a decision is compared with an enumeration."""


# --- formulas and what they mean, without the engine ----------------------------------------------------------------------


def draw_query(chance: Random, sizes: Sequence[int]) -> Query:
    """A query over all choices of these sizes, as deep as conditions, readings and exceptions make it; a third of them are facts."""
    choices = [_draw_choice(number, size) for number, size in enumerate(sizes)]
    literals = [literal(c, Test("is", (chance.choice(_get_values(c)),))) for c in choices]
    chance.shuffle(literals)
    formula = _nest(chance, literals)
    return Query(formula, formula, formula, has_duty=False)


def _draw_choice(number: int, size: int) -> Choice:
    return Choice(f"choice:{number}", "fact" if number % 3 == 0 else "reading", Options(tuple(f"v{n}" for n in range(size))))


def _get_values(choice: Choice) -> tuple[str, ...]:
    assert isinstance(choice.domain, Options)
    return choice.domain.values


def _nest(chance: Random, parts: list[Formula]) -> Formula:
    while len(parts) > 1:
        count = min(len(parts), chance.randint(2, 4))
        joined = chance.choice((all_of, any_of))(parts[:count])
        parts = [*parts[count:], negate(joined) if chance.random() < 0.3 else joined]
    return parts[0]


def holds(formula: Formula, world: Mapping[str, str]) -> bool:
    """Whether a formula holds in one world, read off word by word."""
    match formula:
        case Literal(choice, test):
            return world[choice.key] in test.values
        case Not(item):
            return not holds(item, world)
        case And(items):
            return all(holds(item, world) for item in items)
        case Or(items):
            return any(holds(item, world) for item in items)
        case _:
            return formula.value


def list_worlds(sizes: Sequence[int]) -> Iterator[dict[str, str]]:
    keys = [f"choice:{number}" for number in range(len(sizes))]
    for positions in product(*(range(size) for size in sizes)):
        yield {key: f"v{position}" for key, position in zip(keys, positions, strict=True)}


def check_decision(query: Query, sizes: Sequence[int], found: Decision) -> None:
    """Stops the program where a decision differs from the enumeration in its count of worlds or in its pivots."""
    truths = {tuple(world.values()): holds(query.breach, world) for world in list_worlds(sizes)}
    pivots = set()
    for axis, size in enumerate(sizes):
        for world, truth in truths.items():
            if any(truths[(*world[:axis], f"v{n}", *world[axis + 1 :])] != truth for n in range(size)):
                pivots.add(f"choice:{axis}")
                break
    if found.breached != sum(truths.values()) or {choice.key for choice in found.pivots} != pivots:
        stop(f"a decision over {prod(sizes)} worlds differs from the enumeration: {query.breach}")


# --- the tables -----------------------------------------------------------------------------------------------------------


def time_decision(query: Query, sort: Sort | None, *, explain: bool) -> tuple[float, Decision]:
    """Seconds for one decision in a representation, or in that which the engine picks: the least of some runs."""

    def solve(sizes: Sequence[int], orders: Iterator[Sequence[int]], compute: Callable[[Algebra], object]) -> object:
        return compute(Diagram(sizes, next(orders)) if sort is Diagram else Table(sizes))

    least = inf
    with patch("gauger.worlds.space.solve", solve) if sort is not None else nullcontext():
        for _ in range(RUNS):
            began = time.process_time()
            found = decide(query, explain=explain)
            least = min(least, time.process_time() - began)
    return least, found


def draw_sizes(chance: Random, power: int) -> list[int]:
    """Choices of two and of four values that make 2 to the `power` worlds."""
    sizes: list[int] = []
    while prod(sizes) < 1 << power:
        sizes.append(2 if prod(sizes) << 1 == 1 << power else chance.choice((2, 2, 4)))
    return sizes


def compare_representations(chance: Random) -> Iterator[str]:
    """A row for each size of space: milliseconds in a table and in a diagram, which must decide alike."""
    for power in (8, 10, 12, 14, 15, 16, 17, 18, 20):
        spent: tuple[list[float], list[float]] = ([], [])
        for _ in range(FORMULAS):
            sizes = draw_sizes(chance, power)
            query = draw_query(chance, sizes)
            table, first = time_decision(query, Table, explain=False)
            diagram, second = time_decision(query, Diagram, explain=False)
            if first != second:
                stop(f"table and diagram decide differently: {query.breach}")
            if prod(sizes) <= LISTED:
                check_decision(query, sizes, first)
            spent[0].append(table)
            spent[1].append(diagram)
        mark = " (limit)" if 1 << power == TABLE_LIMIT else ""
        yield f"| 2^{power}{mark} | {median(spent[0]) * 1000:.2f} | {median(spent[1]) * 1000:.2f} |"


def count_decisions(chance: Random) -> Iterator[str]:
    """A row for each number of choices: decisions a second, with and without everything that explains them."""
    for count in (2, 4, 6, 8, 10, 12, 16, 20, 30, 40):
        spent: tuple[list[float], list[float]] = ([], [])
        for _ in range(FORMULAS):
            sizes = [chance.choice((2, 2, 3)) for _ in range(count)]
            query = draw_query(chance, sizes)
            for side, explain in enumerate((False, True)):
                seconds, found = time_decision(query, None, explain=explain)
                spent[side].append(seconds)
                if prod(sizes) <= LISTED:
                    check_decision(query, sizes, found)
        yield f"| {count} | {1 / median(spent[0]):,.0f} | {1 / median(spent[1]):,.0f} |"


def race_enumerator(cases: int, seed: int) -> str:
    """Whole findings of random policies and declarations by engine and enumerator, which must agree on every one."""
    from tests.differential.comparison import disagreements, expected
    from tests.differential.random_declarations import random_case

    chance, spent, counted = Random(seed), [0.0, 0.0], 0
    for case in islice(iter(lambda: random_case(chance), None), cases):
        began = time.process_time()
        wanted = expected(case)
        between = time.process_time()
        if wanted is None:
            continue
        wrong = disagreements(case, wanted)
        spent[0] += between - began
        spent[1] += time.process_time() - between
        counted += 1
        if wrong:
            stop(f"engine and enumerator differ: {wrong[0]}")
    return f"| {counted} | {counted / spent[1]:,.0f} | {counted / spent[0]:,.0f} |"


def main() -> None:
    """Prints three tables in Markdown."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--seed", type=int, default=7, help="of the random formulas and declarations (7)")
    parser.add_argument("--cases", type=int, default=300, help="random declarations held to the enumerator (300)")
    given = parser.parse_args()
    raced = race_enumerator(given.cases, given.seed)  # first of all: no figure for an engine that is wrong
    represented = list(compare_representations(Random(given.seed)))
    decided = list(count_decisions(Random(given.seed)))
    print(describe_machine())
    print("\n| worlds | truth table, ms | decision diagram, ms |\n|---|---|---|", *represented, sep="\n")
    print("\n| choices | decisions a second | with everything that explains them |\n|---|---|---|", *decided, sep="\n")
    print("\n| random declarations | checks a second, engine | the same, enumerator |\n|---|---|---|", raced, sep="\n")


if __name__ == "__main__":
    main()
