"""The peers of `benchmarks/` that need no other package, held to the oracle there. Nothing is timed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from benchmarks.peers import gauger_, oracle, python_
from benchmarks.peers.answers import settle
from benchmarks.peers.registry import PEERS
from benchmarks.peers.scoring import score
from benchmarks.peers.workloads import decisions, hidden, lineage, readings

MODULES: dict[str, Any] = {"gauger": gauger_, "python": python_}
TASKS: dict[str, list[Any]] = {
    "W1": [decisions.make(40, 8)],
    "W2": [lineage.make(150, 5)],
    "W3": [readings.make("ladder", 6, 5), readings.make("blocks", 9, 5), readings.make("crossed", 8, 5)],
    "W4": [hidden.make(30, 4, percent) for percent in (0, 25, 50)],
}


def list_entries() -> Iterator[tuple[str, str, str]]:
    for workload in TASKS:
        for peer in MODULES:
            ways = PEERS[peer].ways[workload]
            yield from ((workload, peer, way) for way in ways if isinstance(ways, tuple))


@pytest.mark.parametrize(("workload", "peer", "way"), list(list_entries()))
def test_a_peer_gives_the_right_answers(workload: str, peer: str, way: str) -> None:
    for task in TASKS[workload]:
        prepared = MODULES[peer].prepare(task, way)
        answers = prepared.decide(prepared.load(task.cases))
        assert [settle(answer) for answer in answers] == [settle(answer) for answer in oracle.answer(task)]


def test_each_kind_of_mistake_is_counted() -> None:
    """Of four clauses: one said to be clear, one prohibited, one unknown, and one right."""
    found = score(["a", "b", "c", "d"], [(["b", "d"], ["c"])], [(["a", "d"], ["b"])])
    assert (found.cleared, found.banned, found.undecided, found.checked - found.wrong, found.unsound) == (1, 1, 1, 1, 2)
    assert score(["a"], [([], [])], [([], ["a"])]).let_through == 1
