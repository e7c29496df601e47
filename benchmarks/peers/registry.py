"""Who takes part in what: the workloads with their sizes, and the peers with the ways in which each is asked. The one list of both."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from benchmarks.peers.workloads import decisions, hidden, lineage, readings

Size = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Workload:
    """`make` takes a size; a size of a `--quick` run is in `quick`. `axis` is the part of a size that a plot lays out."""

    title: str
    make: Callable[..., Any]
    sizes: tuple[Size, ...]
    quick: tuple[Size, ...]
    axis: str


WORKLOADS: Mapping[str, Workload] = {
    "W1": Workload(
        "all clauses that fire, every fact known",
        decisions.make,
        tuple({"clauses": clauses, "cases": 1000} for clauses in (12, 120, 1200)),
        tuple({"clauses": clauses, "cases": 20} for clauses in (12, 120)),
        "clauses",
    ),
    "W2": Workload(
        "dated sources behind a model",
        lineage.make,
        tuple({"edges": 10**power, "cases": 5} for power in range(2, 7)),
        tuple({"edges": edges, "cases": 5} for edges in (100, 300)),
        "edges",
    ),
    "W3": Workload(
        "verdict and pivots over open choices",
        readings.make,
        tuple(
            {"shape": shape, "choices": choices, "cases": 10} for shape in readings.SHAPES for choices in (4, 8, 12, 16, 20, 24, 28, 32, 40)
        ),
        tuple({"shape": shape, "choices": choices, "cases": 5} for shape in readings.SHAPES for choices in (4, 12)),
        "choices",
    ),
    "W4": Workload(
        "clauses with facts missing",
        hidden.make,
        tuple({"clauses": n, "cases": k, "percent": percent} for n, k in ((12, 1000), (120, 200)) for percent in (0, 10, 25, 50)),
        tuple({"clauses": 12, "cases": 30, "percent": percent} for percent in (0, 25)),
        "percent",
    ),
    "W5": Workload(
        "the same without and with an explanation",
        hidden.make,
        tuple({"clauses": n, "cases": 100, "percent": percent} for n in (12, 120) for percent in (0, 25)),
        tuple({"clauses": 12, "cases": 10, "percent": percent} for percent in (0, 25)),
        "clauses",
    ),
}
COLD = "W6"
"""The one workload that is measured from outside: whole processes (`cold.py`)."""


@dataclass(frozen=True, slots=True)
class Peer:
    """`ways` are, by workload, the ways in which it is asked, or the reason why it cannot be. Those of `BATCHES` take all cases at once."""

    module: str
    packages: tuple[str, ...]
    ways: Mapping[str, tuple[str, ...] | str]


BATCHES = frozenset({"batch", "laid out"})
ONE_WORLD = "it decides in one world: that a choice is open cannot be said, and trying all worlds would be the work of whoever asks"
PEERS: Mapping[str, Peer] = {
    "gauger": Peer(
        "gauger_",
        ("gauger",),
        {
            "W1": ("evaluate", "verdicts", "screen", "batch", "laid out"),
            "W2": ("reach", "back"),
            "W3": ("evaluate", "verdicts", "formula"),
            "W4": ("evaluate", "verdicts", "screen", "batch", "laid out"),
            "W5": ("verdicts", "evaluate"),
            "W6": ("evaluate, cache", "evaluate, no cache", "verdicts, cache"),
        },
    ),
    "python": Peer(
        "python_",
        (),
        {
            "W1": ("loop",),
            "W2": ("walk",),
            "W3": ("list",),
            "W4": "a bare comparison has no word for a fact that is missing",
            "W5": "a bare comparison explains nothing",
            "W6": ("loop",),
        },
    ),
    "cedar": Peer(
        "cedar",
        ("cedarpy",),
        {
            "W1": ("one", "batch"),
            "W2": "an entity is in its ancestors whatever lies between: edges have no manner, paths no count, and none hangs on a choice",
            "W3": "partial evaluation leaves a residual, and says neither whether it can hold or fail nor on which choices it turns",
            "W4": ("plain", "errors as unknown", "guarded", "partial"),
            "W5": ("plain",),
            "W6": ("one",),
        },
    ),
    "clingo": Peer(
        "clingo_",
        ("clingo",),
        {
            "W1": ("one", "batch"),
            "W2": ("one",),
            "W3": ("brave",),
            "W4": ("consequences",),
            "W5": "an answer set comes without a derivation",
            "W6": ("one",),
        },
    ),
    "rego": Peer(
        "rego",
        ("regopy",),
        {
            "W1": ("one",),
            "W2": ("reachable",),
            "W3": ONE_WORLD,
            "W4": ("one",),
            "W5": "the interface from Python has no trace",
            "W6": ("one",),
        },
    ),
    "zen": Peer(
        "zen_",
        ("zen-engine",),
        {
            "W1": ("table", "batch", "expression"),
            "W2": "an expression follows no relation to its end: there is neither recursion nor a closure",
            "W3": ONE_WORLD,
            "W4": ("table", "expression"),
            "W5": ("table", "trace"),
            "W6": ("table",),
        },
    ),
    "business-rules": Peer(
        "business",
        ("business-rules",),
        {
            "W1": ("rules",),
            "W2": "a rule compares variables of one record: there are no relations",
            "W3": ONE_WORLD,
            "W4": ("whole", "each"),
            "W5": "a rule that fired leaves nothing but its action",
            "W6": ("rules",),
        },
    ),
    "z3": Peer(
        "z3_",
        ("z3-solver",),
        {
            "W1": ("one",),
            "W2": ("datalog",),
            "W3": ("checks",),
            "W4": ("checks",),
            "W5": ("checks", "cores"),
            "W6": ("one",),
        },
    ),
}
LIMITS: Mapping[tuple[str, str], tuple[str, int]] = {("python", "W3"): ("choices", 16)}
"""The size up to which somebody is asked at all: a list of all worlds doubles with each choice."""


def name_size(size: Size) -> str:
    """A size in words."""
    words = {"clauses": "{} clauses", "edges": "{:,} edges", "shape": "{}", "choices": "{} choices", "percent": "{} % missing"}
    return ", ".join(words[key].format(value) for key, value in size.items() if key in words)
