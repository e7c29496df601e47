"""One peer, asked in one way about one workload of one size, in a process of its own; `run.py` starts it and tells it what to do.

Says a line of JSON for each stage: imported, prepared, answered, checked. Then each line that it is given is a round of timed decisions,
answered with a line of seconds. Whatever a peer prints goes to the standard error.
"""

from __future__ import annotations

import importlib
import json
import os
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import IO, Any, TypeVar

from benchmarks.peers.answers import settle
from benchmarks.peers.measure import find_peak
from benchmarks.peers.registry import BATCHES, PEERS, WORKLOADS
from benchmarks.peers.scoring import Score, score
from benchmarks.peers.workloads.hidden import Hidden

T = TypeVar("T")
ORACLE = "oracle"


def claim_output() -> IO[str]:
    """The standard output for ourselves alone."""
    ours = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    return ours


def time_call(work: Callable[[], T]) -> tuple[T, float]:
    began = time.perf_counter()
    result = work()
    return result, time.perf_counter() - began


class Worker:
    """A peer with a task. `batch`: all cases are decided by one call, for which they are loaded anew."""

    def __init__(self, peer: str, way: str, task: Any) -> None:
        self.task, self.batch, self.next = task, way in BATCHES, 0
        module = importlib.import_module(f"benchmarks.peers.{PEERS[peer].module}")
        self.prepared, self.preparing = time_call(lambda: module.prepare(task, way))
        self.loaded, self.loading = time_call(self._load)

    def _load(self) -> list[Any]:
        loaded: list[Any] = self.prepared.load(self.task.cases)
        return loaded

    def answer(self, budget: float) -> list[Any]:
        """The answers to as many cases as the budget allows, at least one."""
        if self.batch:
            return [settle(found) for found in self.prepared.decide(self.loaded)]
        began, answers = time.perf_counter(), []
        for case in self.loaded:
            answers.append(settle(self.prepared.decide([case])[0]))
            if time.perf_counter() - began > budget:
                break
        return answers

    def time_round(self, seconds: float) -> list[float]:
        """Seconds for each of as many decisions as fit, going on where the last round stopped, at most once through all; at least one."""
        if self.batch:
            loaded = self._load()
            return [time_call(lambda: self.prepared.decide(loaded))[1] / len(self.task.cases)]
        began, spent = time.perf_counter(), list[float]()
        while len(spent) < len(self.loaded) and (not spent or time.perf_counter() - began < seconds):
            case = [self.loaded[self.next % len(self.loaded)]]
            spent.append(time_call(lambda given=case: self.prepared.decide(given))[1])  # type: ignore[misc]
            self.next += 1
        return spent


def check(task: Any, answers: Sequence[Any], truth: Sequence[Any]) -> Score:
    """How the answers stand to what is right."""
    if isinstance(task, Hidden):
        return score([clause.id for clause in task.clauses], answers, truth)
    wrong = sum(answer != right for answer, right in zip(answers, truth, strict=False))
    return Score(checked=len(answers), wrong=wrong)


def write_truth(task: Any, path: Path) -> None:
    from benchmarks.peers import oracle

    path.write_text(json.dumps([settle(answer) for answer in oracle.answer(task)]), encoding="utf-8")


def main() -> None:
    """`worker.py PEER WAY WORKLOAD SIZE TRUTH BUDGET`; the peer `oracle` writes what is right to the path TRUTH."""
    peer, way, workload, size, truth, budget = sys.argv[1:]
    output = claim_output()

    def say(**words: Any) -> None:
        print(json.dumps(words), file=output, flush=True)

    task_of = WORKLOADS[workload].make
    if peer == ORACLE:
        write_truth(task_of(**json.loads(size)), Path(truth))
        say(stage="checked")
        return
    try:
        importlib.import_module(f"benchmarks.peers.{PEERS[peer].module}")
    except ModuleNotFoundError as missing:
        say(stage="absent", missing=missing.name)
        return
    imported = find_peak()
    say(stage="imported")
    worker = Worker(peer, way, task_of(**json.loads(size)))
    say(stage="prepared", prepare=worker.preparing, load=worker.loading / len(worker.task.cases))
    answers = worker.answer(float(budget))
    say(stage="answered", peak=find_peak(), imported=imported)
    say(stage="checked", **check(worker.task, answers, json.loads(Path(truth).read_text(encoding="utf-8"))).as_words())
    for line in sys.stdin:
        say(stage="timed", seconds=worker.time_round(float(line)))


if __name__ == "__main__":
    main()
