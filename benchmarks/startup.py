"""What a run of the command costs, whole process, beside a yardstick started in turn with it: `python benchmarks/startup.py`.

Each pair is one run of ours (A) and one of the yardstick (B), in turn, so that a machine that slows down slows both. Printed are
medians of the processor time (user and system) and of the time on the clock, and the median of the ratios of the pairs. What a
run must print is checked before any time is.
"""

from __future__ import annotations

import argparse
import os
import shlex
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from machine import describe_machine, stop

ROOT = Path(__file__).resolve().parents[1]
EXAMPLE = ROOT / "examples" / "olmocr" / "declaration.yaml"
IMPORTS = [sys.executable, "-c", "import pydantic, typer"]
NOTHING = [sys.executable, "-c", "pass"]
FOUND = "OpenAI Services Agreement 3.3(d)"


@dataclass(frozen=True, slots=True)
class Cost:
    """Seconds of one process."""

    cpu: float
    wall: float


@dataclass(frozen=True, slots=True)
class Contest:
    """What is started against what, and in which surroundings; `surround` is asked again before every run of ours."""

    title: str
    ours: Sequence[str]
    yardstick: Sequence[str]
    surround: Callable[[], Mapping[str, str]]
    bound: str = "-"


def run(words: Sequence[str], surroundings: Mapping[str, str]) -> tuple[Cost, str, int]:
    """One process: what it cost, what it printed, and its exit code."""
    began = time.perf_counter()
    with subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, env=surroundings, cwd=ROOT) as child:
        assert child.stdout is not None
        output = child.stdout.read().decode("utf-8", "replace")
        _, status, used = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
    return Cost(used.ru_utime + used.ru_stime, time.perf_counter() - began), output, child.returncode


def measure(contest: Contest, pairs: int, expected: str) -> str:
    """One line of figures. Stops where a run of ours does not print what it must."""
    costs: list[tuple[Cost, Cost]] = []
    for number in range(pairs + 1):
        ours, output, _ = run(contest.ours, contest.surround())
        theirs, _, code = run(contest.yardstick, dict(os.environ))
        if expected not in output or code != 0:
            stop(f"{shlex.join(contest.ours)} printed {output[:300]!r}, the yardstick ended in {code}")
        if number:  # the first pair warms up
            costs.append((ours, theirs))
    return write_row(contest, costs)


def write_row(contest: Contest, costs: Sequence[tuple[Cost, Cost]]) -> str:
    cpu = [median(pair[side].cpu for pair in costs) * 1000 for side in (0, 1)]
    wall = [median(pair[side].wall for pair in costs) * 1000 for side in (0, 1)]
    ratio = median(a.cpu / b.cpu for a, b in costs), median(a.wall / b.wall for a, b in costs)
    cells = [f"{cpu[0]:.0f} / {cpu[1]:.0f}", f"{wall[0]:.0f} / {wall[1]:.0f}", f"{ratio[0]:.2f}", f"{ratio[1]:.2f}", contest.bound]
    return f"| {contest.title} | {' | '.join(cells)} |"


def list_contests(command: Sequence[str], scratch: Path) -> list[tuple[Contest, str]]:
    """The contests with what a run of ours must print."""
    check = [*command, "check", str(EXAMPLE), "--as-of", "2026-11-23"]
    # Python writes bytecode by default, and a warm run is one of many: only the first of them compiles anything.
    usual = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    warm = {**usual, "GAUGER_CACHE": str(scratch / "warm")}
    bare = {**warm, "PYTHONPATH": str(copy_sources(scratch)), "PYTHONDONTWRITEBYTECODE": "1"}
    return [
        (Contest("check, warm", check, IMPORTS, lambda: warm, "2.0"), FOUND),
        (Contest("check, empty cache", check, IMPORTS, lambda: {**usual, "GAUGER_CACHE": tempfile.mkdtemp(dir=scratch)}), FOUND),
        (Contest("check, warm, none of our modules compiled", check, IMPORTS, lambda: bare), FOUND),
        (Contest("--version", [*command, "--version"], NOTHING, lambda: usual, "3.0"), "gauger "),
    ]


def copy_sources(scratch: Path) -> Path:
    """A copy of the checkout's sources beside which no bytecode lies and none is written."""
    for folder in ("src", "policies", "grammar"):
        shutil.copytree(ROOT / folder, scratch / "copy" / folder, ignore=shutil.ignore_patterns("__pycache__"))
    return scratch / "copy" / "src"


def main() -> None:
    """Prints a table in Markdown."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("-n", type=int, default=15, metavar="PAIRS", help="pairs that count, after one that does not (15)")
    parser.add_argument("--command", default=str(Path(sys.executable).with_name("gauger")), help="another gauger to start")
    given = parser.parse_args()
    print(describe_machine())
    print("\n| run | cpu ms, ours / yardstick | clock ms | cpu ratio | clock ratio | at most |\n|---|---|---|---|---|---|", flush=True)
    with tempfile.TemporaryDirectory() as scratch:
        for contest, expected in list_contests(shlex.split(given.command), Path(scratch)):
            print(measure(contest, given.n, expected), flush=True)


if __name__ == "__main__":
    main()
