"""W6: a whole process, from nothing to one decision, with a small pack and with one of a megabyte of text in the peer's own language.

`once.py` is the process that is timed; `cold.py PEER SIZE FOLDER` puts a policy, one pipeline and the right answer into a folder
beforehand.
"""

from __future__ import annotations

import importlib
import json
import os
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks.peers.contest import CUT, surround
from benchmarks.peers.measure import ROOT
from benchmarks.peers.registry import COLD, PEERS
from benchmarks.peers.tables import write_time

PACKS: Mapping[str, int] = {"12 clauses": 0, "1 MB of text": 1_000_000}
QUICK: Mapping[str, int] = {"12 clauses": 0, "50 kB of text": 50_000}
SMALL = 12


# --- beforehand ----------------------------------------------------------------------------------------------------------


def write(peer: str, size: int, folder: Path) -> None:
    """As many clauses as make a text of `size` bytes, at least a dozen; prints how many and how many bytes."""
    from benchmarks.peers import oracle
    from benchmarks.peers.workloads import decisions

    module = importlib.import_module(f"benchmarks.peers.{PEERS[peer].module}")
    count = SMALL
    if size:
        few, many = (len(module.write(decisions.make(n, 1).clauses).encode()) for n in (100, 600))
        count = 100 + round((size - few) / ((many - few) / 500))
    task = decisions.make(count, 1)
    text = module.write(task.clauses)
    (folder / "pack").mkdir(parents=True)
    (folder / "pack" / module.FILE).write_text(text, encoding="utf-8")
    (folder / "facts.json").write_text(json.dumps(dict(task.cases[0])), encoding="utf-8")
    (folder / "right.json").write_text(json.dumps(sorted(oracle.answer(task)[0])), encoding="utf-8")
    print(json.dumps([count, len(text.encode())]))


# --- from outside ---------------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class Cold:
    """What whole processes took: seconds on the clock and of the processor, and the peak of their memory in bytes."""

    pack: str
    peer: str
    way: str
    clauses: int = 0
    text: int = 0
    note: str = ""
    wall: list[float] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)
    peak: int = 0

    def as_words(self) -> dict[str, Any]:
        return {"workload": COLD, "times": None, **asdict(self)}


@dataclass(slots=True)
class Entrant:
    """A row in the making, the words that start its process, its surroundings, and the answer that it must print."""

    row: Cold
    words: Sequence[str]
    surroundings: dict[str, str]
    right: str

    def run(self, scratch: Path, *, counted: bool) -> None:
        """One process. Without a cache, it is given an empty folder for one."""
        if self.row.way.endswith("no cache"):
            self.surroundings["GAUGER_CACHE"] = str(scratch / f"cache-{time.monotonic_ns()}")
        began = time.perf_counter()
        child = subprocess.Popen(self.words, cwd=ROOT, env=self.surroundings, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        assert child.stdout is not None
        late = _wait(child, CUT)
        printed = child.stdout.read().decode().strip()
        _, status, used = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
        child.stdout.close()
        self._note(printed, late=late, counted=counted, wall=time.perf_counter() - began, used=used)

    def _note(self, printed: str, *, late: bool, counted: bool, wall: float, used: Any) -> None:
        if late:
            self.row.note = f"cut: over {CUT:.0f} s"
        elif printed != self.right:
            self.row.note = "disagrees: 1 of 1" if printed else "failed"
        elif counted:
            self.row.wall.append(wall)
            self.row.cpu.append(used.ru_utime + used.ru_stime)
            self.row.peak = max(self.row.peak, used.ru_maxrss * (1 if sys.platform == "darwin" else 1024))


def _wait(child: subprocess.Popen[bytes], seconds: float) -> bool:
    """Whether a process had to be ended because it took longer; it is not reaped."""
    until = time.monotonic() + seconds
    while os.waitid(os.P_PID, child.pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is None:
        if time.monotonic() > until:
            os.kill(child.pid, 9)
            return True
        time.sleep(0.0005)
    return False


def run_cold(peers: Sequence[str], scratch: Path, *, quick: bool) -> list[Cold]:
    """The rows of all packs; the processes of all peers are started in turn, round after round."""
    rows = []
    for pack, size in (QUICK if quick else PACKS).items():
        entrants = [_enter_nothing(pack), *(e for peer in peers for e in _enter(pack, size, peer, scratch))]
        for number in range(3 if quick else 8):  # the first does not count: it compiles modules and fills the cache
            for entrant in entrants:
                if not entrant.row.note:
                    entrant.run(scratch, counted=number > 0)
        rows += [entrant.row for entrant in entrants]
    return rows


def _enter_nothing(pack: str) -> Entrant:
    return Entrant(Cold(pack, "python -c pass", ""), [sys.executable, "-c", "pass"], dict(os.environ), "")


def _enter(pack: str, size: int, peer: str, scratch: Path) -> list[Entrant]:
    ways = PEERS[peer].ways[COLD]
    folder = scratch / f"{peer} {pack}"
    folder.mkdir()
    write_words = [sys.executable, "-m", "benchmarks.peers.cold", peer, str(size), str(folder)]
    told = subprocess.run(write_words, cwd=ROOT, env=surround(), capture_output=True, text=True, check=False)
    if told.returncode:
        reason = told.stderr.strip().splitlines()[-1]
        return [Entrant(Cold(pack, peer, "", note=f"not installed: {reason}"), [], {}, "")]
    clauses, text = json.loads(told.stdout)
    right = (folder / "right.json").read_text(encoding="utf-8")
    kept = {**surround(), "GAUGER_CACHE": str(scratch / "cache")}
    words = [sys.executable, "-m", "benchmarks.peers.once", PEERS[peer].module]
    return [Entrant(Cold(pack, peer, way, clauses, text), [*words, way, str(folder)], dict(kept), right) for way in ways]


def write_cold_table(rows: Sequence[Cold]) -> str:
    """A table for each pack."""
    lines = ["\n## W6: from nothing to one decision\n"]
    for pack in dict.fromkeys(row.pack for row in rows):
        lines += [f"### W6: {pack}", "", "| process | clauses | text, kB | median | min | cpu | peak MB |", "|---|---|---|---|---|---|---|"]
        lines += [_write_row(row) for row in sorted((r for r in rows if r.pack == pack), key=lambda row: median(row.wall or [1e9]))]
        lines.append("")
    return "\n".join(lines)


def _write_row(row: Cold) -> str:
    title = f"{row.peer} ({row.way})" if row.way else row.peer
    size = [f"{row.clauses:,}", f"{row.text / 1000:,.0f}"] if row.clauses else ["-", "-"]
    if not row.wall:
        return f"| {title} | {' | '.join(size)} | {row.note} | | | |"
    cells = [write_time(median(row.wall)), write_time(min(row.wall)), write_time(median(row.cpu)), f"{row.peak / 1e6:,.0f}"]
    return f"| {title} | {' | '.join([*size, *cells])} |"


if __name__ == "__main__":
    write(sys.argv[1], int(sys.argv[2]), Path(sys.argv[3]))
