"""W4: the clauses and pipelines of W1, with a share of the facts of each pipeline missing.

Asked for is each clause's standing on each pipeline: *prohibited* when it fires however the missing facts turn out, *clear* when it never
does, else *unknown*. An answer is the ids that are prohibited and those that are unknown.
"""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from benchmarks.peers.workloads import decisions
from benchmarks.peers.workloads.decisions import Facts, Part


@dataclass(frozen=True, slots=True)
class Hidden:
    """Clauses, and pipelines of which `percent` of the facts are missing."""

    clauses: tuple[Part, ...]
    cases: tuple[Facts, ...]
    percent: int


def make(clauses: int, cases: int, percent: int, seed: int = 11) -> Hidden:
    """The first clauses and pipelines of W1; what is missing of a pipeline at one share is missing at every larger one."""
    whole = decisions.make(clauses, cases, seed)
    chance = Random(seed + 2)
    return Hidden(whole.clauses, tuple(_hide(chance, facts, percent) for facts in whole.cases), percent)


def _hide(chance: Random, facts: Facts, percent: int) -> Facts:
    order = sorted(facts)
    chance.shuffle(order)
    gone = set(order[: round(len(order) * percent / 100)])
    return {key: value for key, value in facts.items() if key not in gone}
