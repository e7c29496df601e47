"""One workload of one size: every peer starts, is held to the oracle, and those that are right are timed in turn, round after round."""

from __future__ import annotations

import json
import os
import selectors
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks.peers.measure import ROOT, Spread, summarise
from benchmarks.peers.registry import LIMITS, PEERS, Size, name_size
from benchmarks.peers.scoring import Score
from benchmarks.peers.worker import ORACLE

CUT = 60.0
"""Seconds after which a peer that prepares or decides is cut."""
REFERENCE = "gauger"


@dataclass(slots=True)
class Row:
    """What came of one peer. `note` says why there are no times, where there are none. Times are in seconds, memory in bytes."""

    workload: str
    size: Size
    peer: str
    way: str
    note: str = ""
    score: Score | None = None
    prepare: float | None = None
    load: float | None = None
    times: Spread | None = None
    ratio: float | None = None
    peak: int | None = None
    imported: int | None = None

    @property
    def title(self) -> str:
        return f"{self.peer} ({self.way})" if self.way else self.peer

    def as_words(self) -> dict[str, Any]:
        return {**asdict(self), "size": dict(self.size), "sized": name_size(self.size)}


class Late(Exception):  # noqa: N818 - the caller prints it as what it is
    """A process did not answer in time, or left."""


class Process:
    """A worker in a process of its own, and the lines that it says."""

    def __init__(self, words: Sequence[str]) -> None:
        self.child = subprocess.Popen(
            [sys.executable, "-m", "benchmarks.peers.worker", *words], cwd=ROOT, env=surround(),
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, bufsize=0,
        )  # fmt: skip
        assert self.child.stdout is not None
        assert self.child.stderr is not None
        self.heard = bytearray()
        self.errors = bytearray()
        self.ears = selectors.DefaultSelector()
        self.ears.register(self.child.stdout, selectors.EVENT_READ, self.heard)
        self.ears.register(self.child.stderr, selectors.EVENT_READ, self.errors)

    def hear(self, seconds: float) -> dict[str, Any]:
        """The next line. Raises `Late`."""
        until = time.monotonic() + seconds
        while b"\n" not in self.heard:
            left = until - time.monotonic()
            if left <= 0:
                raise Late(f"cut: over {seconds:.0f} s")
            for key, _ in self.ears.select(left):
                self._take(key)
        line, _, rest = bytes(self.heard).partition(b"\n")
        self.heard[:] = rest
        said: dict[str, Any] = json.loads(line)
        return said

    def _take(self, key: selectors.SelectorKey) -> None:
        got = os.read(key.fd, 1 << 16)
        key.data.extend(got)
        if not got:
            self.ears.unregister(key.fileobj)
            if key.data is self.heard:
                raise Late(f"failed: {self._explain()}")

    def _explain(self) -> str:
        assert self.child.stderr is not None
        told = (bytes(self.errors) + (self.child.stderr.read() or b"")).decode("utf-8", "replace").strip()
        code = self.child.wait()
        return f"{told.splitlines()[-1] if told else ''} (exit {code})".strip()

    def tell(self, words: str) -> None:
        assert self.child.stdin is not None
        self.child.stdin.write(f"{words}\n".encode())

    def end(self) -> None:
        """Ends this process, and no other."""
        self.child.kill()
        self.child.wait()
        self.ears.close()
        for stream in (self.child.stdin, self.child.stdout, self.child.stderr):
            if stream is not None:
                stream.close()


def surround() -> Mapping[str, str]:
    """The surroundings of a worker: ours, with the project's sources on the path, and bytecode written as Python writes it by default."""
    path = os.pathsep.join([str(ROOT / "src"), str(ROOT), os.environ.get("PYTHONPATH", "")])
    usual = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    return {**usual, "PYTHONPATH": path.rstrip(os.pathsep)}


@dataclass(slots=True)
class Contestant:
    """A row in the making, and the process that fills it."""

    row: Row
    process: Process | None = None
    rounds: list[list[float]] = field(default_factory=list)

    def start(self, truth: Path, budget: float, cut: float) -> None:
        """As far as the answers that are right; where they are not, the process ends and the row says so."""
        row = self.row
        self.process = Process([row.peer, row.way, row.workload, json.dumps(dict(row.size)), str(truth), str(budget)])
        try:
            self._hear_all(self.process, budget, cut)
        except Late as late:
            row.note = str(late)
        if row.note:
            self.end()

    def _hear_all(self, process: Process, budget: float, cut: float) -> None:
        row = self.row
        first = process.hear(cut)
        if first["stage"] == "absent":
            row.note = f"not installed: {first['missing']}"
            return
        prepared = process.hear(cut)
        row.prepare, row.load = prepared["prepare"], prepared["load"]
        answered = process.hear(budget + cut)
        row.peak, row.imported = answered["peak"], answered["imported"]
        row.score = Score(**{key: value for key, value in process.hear(cut).items() if key != "stage"})
        if row.score.unsound:
            row.note = f"disagrees: {row.score.unsound:,} of {row.score.checked:,}"

    def time_round(self, seconds: float, cut: float) -> None:
        """One round; a process that is late for it ends."""
        if self.process is None:
            return
        try:
            self.process.tell(str(seconds))
            self.rounds.append(self.process.hear(seconds + cut)["seconds"])
        except Late as late:
            self.row.note = str(late)
            self.end()

    def finish(self, reference: Contestant | None) -> Row:
        """The row with its times, and how many times longer the reference takes: the median of the ratios of the rounds."""
        if self.rounds and not self.row.note:
            self.row.times = summarise([spent for each in self.rounds for spent in each])
            if reference is not None and reference.rounds:
                pairs = zip(reference.rounds, self.rounds, strict=False)
                self.row.ratio = median(median(theirs) / median(ours) for theirs, ours in pairs)
        self.end()
        return self.row

    def end(self) -> None:
        if self.process is not None:
            self.process.end()
            self.process = None


@dataclass(frozen=True, slots=True)
class Pace:
    """How long everything may take: `budget` for the answers that are checked, `rounds` rounds of `slice_` seconds a peer, `cut`."""

    budget: float
    rounds: int
    slice_: float
    cut: float = CUT


def run_contest(workload: str, size: Size, peers: Sequence[str], pace: Pace, scratch: Path, gone: set[tuple[str, str]]) -> list[Row]:
    """The rows of one size. `gone` are peers and ways that were cut at a smaller size, and is added to."""
    truth = scratch / "truth.json"
    _ask_oracle(workload, size, truth)
    contestants = [Contestant(row) for row in _list_rows(workload, size, peers, gone)]
    for contestant in contestants:
        if not contestant.row.note:
            contestant.start(truth, pace.budget, pace.cut)
    for _ in range(pace.rounds):
        for contestant in contestants:
            contestant.time_round(pace.slice_, pace.cut)
    reference = next((c for c in contestants if c.row.peer == REFERENCE and c.rounds and not c.row.note), None)
    rows = [contestant.finish(reference) for contestant in contestants]
    gone |= {(_name_series(row), row.way) for row in rows if row.note.startswith("cut")}
    return rows


def _ask_oracle(workload: str, size: Size, truth: Path) -> None:
    process = Process([ORACLE, "", workload, json.dumps(dict(size)), str(truth), "0"])
    try:
        process.hear(3600)
    finally:
        process.end()


def _list_rows(workload: str, size: Size, peers: Sequence[str], gone: set[tuple[str, str]]) -> Iterator[Row]:
    for peer in peers:
        for way in PEERS[peer].ways[workload]:
            row = Row(workload, size, peer, way)
            axis, most = LIMITS.get((peer, workload), ("", 0))
            if axis and size[axis] > most:
                row.note = f"not asked: {axis} over {most}"
            elif (_name_series(row), way) in gone:
                row.note = "cut: at a smaller size"
            yield row


def _name_series(row: Row) -> str:
    """A peer within one shape of a workload, so that one that is cut on one shape is still asked about another."""
    return f"{row.peer} {row.size.get('shape', '')}".strip()
