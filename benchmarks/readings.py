"""Workload W3, readings: `python benchmarks/readings.py`. Verdict and pivots of findings of four to forty choices, as clauses make them.

Each shape is mentioned in a good order and in a bad one, in which a decision diagram whose axes follow it would be of exponential size.
Before any time is printed, every finding timed is held to an enumeration of all worlds (where they are few) or to what is worked out on
paper, and what is listed for it to a decision under that assumption. Where the library `dd` is installed (`pip install dd`), its decision
diagrams are timed on the same formulas, with their own reordering.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import reduce
from importlib import import_module
from importlib.util import find_spec
from math import ceil, log2, prod
from operator import and_, or_
from pathlib import Path
from statistics import median
from typing import Any

from engine import LISTED, check_decision, holds
from machine import describe_machine, stop

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))  # the shapes lie under `tests`

from tests.unit.worlds.shapes import SHAPES, Shape, draw_sizes

from gauger.worlds import Decision, Formula, Not, Query, decide
from gauger.worlds.formula import And, Literal, get_parts

COUNTS = (4, 8, 12, 16, 20, 28, 40)
PEERS = (("dd.cudd", 5), ("dd.autoref", 1))
"""Modules of `dd`, and how often each is run: the one in Python takes up to some seconds."""


@dataclass(frozen=True)
class Timed:
    """Milliseconds of some runs."""

    median: float
    min: float
    p99: float


@dataclass(frozen=True)
class Row:
    """`sets` are the deciding sets listed."""

    shape: str
    order: str
    choices: int
    worlds: int
    decided: Timed
    explained: Timed
    sets: int
    complete: bool


def measure(shape: Shape, bad: bool, count: int, runs: int) -> Row:
    """One row: the same finding decided again and again, first without and then with everything that explains it."""
    sizes = draw_sizes(count, (2, 3))
    query = shape.build(sizes, bad)
    found = decide(query)
    check(shape, query, sizes, found)
    order = "bad" if bad else "good"
    decided, explained = (time_runs(query, explain, runs) for explain in (False, True))
    return Row(shape.name, order, count, prod(sizes), decided, explained, len(found.deciding), found.complete)


def time_runs(query: Query, explain: bool, runs: int) -> Timed:
    spent = []
    for _ in range(runs):
        began = time.process_time_ns()
        decide(query, explain=explain)
        spent.append((time.process_time_ns() - began) / 1e6)
    spent.sort()
    return Timed(median(spent), spent[0], spent[ceil(0.99 * runs) - 1])


def check(shape: Shape, query: Query, sizes: Sequence[int], found: Decision) -> None:
    """Stops the program where a finding is not what it must be."""
    if prod(sizes) <= LISTED:
        check_decision(query, sizes, found)
    wanted = ("grey", shape.count(sizes), prod(sizes), len(sizes))
    if (found.outcome, found.breached, found.admissible, len(found.pivots)) != wanted:
        stop(f"{shape.name} of {len(sizes)} choices is not as worked out")
    for witness, breach in ((found.witness_in, True), (found.witness_out, False)):
        if witness is None or holds(query.breach, {choice.key: label for choice, label in witness}) is not breach:
            stop(f"a witness of {shape.name} shows the contrary")
    for deciding in (*found.deciding[:3], found.deciding[-1]):
        settled = replace(query, assume=tuple((choice.key, label) for choice, label in deciding.given))
        if decide(settled, explain=False).outcome != ("prohibited" if deciding.breach else "clear"):
            stop(f"a deciding set of {shape.name} decides nothing")


def write_rows(rows: Sequence[Row]) -> Iterator[str]:
    yield "| shape | order | choices | worlds | median ms | min | p99 | explained: median ms | min | p99 | sets listed |"
    yield "|---|---|---|---|---|---|---|---|---|---|---|"
    for row in rows:
        times = " | ".join(f"{value:.2f}" for timed in (row.decided, row.explained) for value in (timed.median, timed.min, timed.p99))
        more = "" if row.complete else " of more"
        yield f"| {row.shape} | {row.order} | {row.choices} | 2^{log2(row.worlds):.0f} | {times} | {row.sets}{more} |"


# --- a library of decision diagrams beside ours --------------------------------------------------------------------------


def compare_peers() -> Iterator[str]:
    """A row for each shape of forty choices of two values: our decision beside the diagrams of `dd`, which sift their variables."""
    yield f"| shape, 40 choices of two values | order | ours, ms | {' | '.join(f'{name}, ms' for name, _ in PEERS)} |"
    yield "|---|---|---|---|---|"
    for shape in SHAPES:
        for bad in (False, True):
            query = shape.build((2,) * 40, bad)
            ours = time_runs(query, False, 20)
            theirs = [median(time_peer(name, query, shape.count((2,) * 40)) for _ in range(runs)) for name, runs in PEERS]
            yield f"| {shape.name} | {'bad' if bad else 'good'} | {' | '.join(f'{ms:.1f}' for ms in (ours.median, *theirs))} |"


def time_peer(name: str, query: Query, wanted: int) -> float:
    """Milliseconds for count, support and one world with a library, variables declared in the order of first mention."""
    module = import_module(name)
    began = time.process_time_ns()
    manager: Any = module.BDD()
    manager.configure(reordering=True)
    made = build_in(manager, query.breach)
    count, support, world = manager.count(made, nvars=40), manager.support(made), manager.pick(made)
    spent = (time.process_time_ns() - began) / 1e6
    if (count, len(support), world is None) != (wanted, 40, False):
        stop(f"{name} finds something else")
    del made
    return spent


def build_in(manager: Any, formula: Formula) -> Any:
    if isinstance(formula, Literal):
        manager.add_var(formula.choice.key)
        return manager.var(formula.choice.key)
    parts = [build_in(manager, part) for part in get_parts(formula)]
    return ~parts[0] if isinstance(formula, Not) else reduce(and_ if isinstance(formula, And) else or_, parts)


def main() -> None:
    """Prints a table in Markdown, and one more where `dd` is installed."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--runs", type=int, default=100, help="of each finding, with and without an explanation (100)")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures there as well")
    given = parser.parse_args()
    rows = [measure(shape, bad, count, given.runs) for shape in SHAPES for bad in (False, True) for count in COUNTS]
    machine = describe_machine()
    print(machine, "", *write_rows(rows), sep="\n")
    if given.json is not None:
        figures = {"workload": "W3 readings", "machine": machine, "runs": given.runs, "unit": "ms of processor time"}
        text = json.dumps({**figures, "rows": rows}, default=vars, indent=1)
        given.json.write_text(f"{text}\n", encoding="utf-8")
    if find_spec("dd") is not None:
        print("", *compare_peers(), sep="\n")


if __name__ == "__main__":
    main()
