"""The same work on Gauger and on its peers: `python -m benchmarks.peers.run`.

Every answer is compared with an oracle's before any time is printed; no time is printed of an engine that is wrong. Each peer runs in a
process of its own for each workload, way and size. Tables are Markdown; `--json` keeps everything, `--plots` draws it.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from pathlib import Path
from typing import Any

if __package__ in {None, ""}:  # run as a file
    sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
    sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "src"))

from benchmarks.peers.cold import run_cold, write_cold_table
from benchmarks.peers.contest import Pace, run_contest
from benchmarks.peers.measure import describe_place, list_versions
from benchmarks.peers.registry import COLD, PEERS, WORKLOADS
from benchmarks.peers.tables import write_soundness, write_table

QUICK = Pace(budget=1.0, rounds=2, slice_=0.1, cut=20.0)
BRISK = Pace(budget=1.0, rounds=3, slice_=0.25)
USUAL = Pace(budget=10.0, rounds=5, slice_=1.0)


def read_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    names = [*WORKLOADS, COLD]
    parser.add_argument("--workload", nargs="+", choices=names, default=names, metavar="W", help=f"of {', '.join(names)} (all)")
    parser.add_argument("--peer", nargs="+", choices=list(PEERS), default=list(PEERS), metavar="P", help=f"of {', '.join(PEERS)} (all)")
    parser.add_argument("--quick", action="store_true", help="small sizes and few rounds: shows that everything works, and no more")
    parser.add_argument("--brisk", action="store_true", help="all sizes in fewer and shorter rounds")
    parser.add_argument("--most", type=int, metavar="N", help="leave out sizes that are larger along the axis of their workload")
    parser.add_argument("--json", type=Path, metavar="FILE", help="where everything is kept")
    parser.add_argument("--plots", type=Path, metavar="DIR", help="where pictures are drawn")
    return parser.parse_args()


def run_workload(name: str, given: argparse.Namespace, scratch: Path) -> list[dict[str, Any]]:
    """Prints the tables of a workload, a size after another, and gives its rows."""
    peers, workload, pace = given.peer, WORKLOADS[name], QUICK if given.quick else BRISK if given.brisk else USUAL
    print(f"\n## {name}: {workload.title}\n", flush=True)
    rows, gone = [], set[tuple[str, str]]()
    able = [peer for peer in peers if not isinstance(PEERS[peer].ways[name], str)]
    for peer in [peer for peer in peers if peer not in able]:
        print(f"- {peer}: cannot express: {PEERS[peer].ways[name]}")
    for size in workload.quick if given.quick else workload.sizes:
        if given.most is not None and size[workload.axis] > given.most:
            continue
        print(flush=True)
        found = run_contest(name, size, able, pace, scratch, gone)
        print(write_soundness(found) if name == "W4" else write_table(found), flush=True)
        rows += [row.as_words() for row in found]
    return rows


def main() -> None:
    """Prints tables in Markdown."""
    given = read_arguments()
    packages = [package for peer in given.peer for package in PEERS[peer].packages]
    print(describe_place(packages), flush=True)
    rows: list[dict[str, Any]] = []
    with tempfile.TemporaryDirectory() as scratch:
        for name in given.workload:
            if name == COLD:
                found = run_cold(given.peer, Path(scratch), quick=given.quick)
                print(write_cold_table(found), flush=True)
                rows += [row.as_words() for row in found]
            else:
                rows += run_workload(name, given, Path(scratch))
    if given.json:
        kept = {"place": describe_place(packages), "versions": list_versions(packages), "rows": rows}
        given.json.write_text(json.dumps(kept, indent=1), encoding="utf-8")
    if given.plots:
        from benchmarks.peers.plots import draw_all

        draw_all(rows, given.plots)


if __name__ == "__main__":
    main()
