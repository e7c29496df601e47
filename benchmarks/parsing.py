"""What reading policies costs: `python benchmarks/parsing.py`. Five thousand lines, cold and as a warm run decodes them.

The lines are those of all policies that come with the program, and the figures are brought to five thousand lines. What was decoded is
compared with what was encoded before any time is printed.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable
from statistics import median
from typing import TypeVar

from machine import describe_machine, stop

from gauger.language import parse
from gauger.library import find_policies
from gauger.library.codec import decode_policy, encode_policy
from gauger.library.files import PolicyFile, compute_digest, read_files, sort_files
from gauger.policy import resolve
from gauger.text import Source

LINES = 5000
T = TypeVar("T")


def measure(work: Callable[[], T], times: int) -> tuple[float, T]:
    """The median of the processor time in milliseconds, and what came of the work; the first time is not counted."""
    result, spent = work(), []
    for _ in range(times):
        began = time.process_time()
        result = work()
        spent.append((time.process_time() - began) * 1000)
    return median(spent), result


def write_rows(files: tuple[PolicyFile, ...], times: int) -> list[str]:
    """A row for each stage. Stops where what was decoded is not what was encoded."""
    names = [find_policies()]
    sources = [Source(f.name, f.content.decode()) for f in sort_files(files)]
    reading, _ = measure(lambda: read_files(names), times)
    hashing, _ = measure(lambda: compute_digest(files), times)
    parsing, trees = measure(lambda: [parse(source)[0] for source in sources], times)
    resolving, (policy, mistakes) = measure(lambda: resolve(trees), times)
    if policy is None:
        stop(f"the policies have {len(mistakes)} mistakes")
    encoding, payload = measure(lambda: encode_policy(policy, [s.name for s in sources]), times)
    decoding, decoded = measure(lambda: decode_policy(payload, sources), times)
    if decoded != policy:
        stop("what was decoded is not what was encoded")
    lines = sum(f.content.count(b"\n") for f in files)
    stages = [
        ("read the files", reading), ("digest them", hashing), ("parse", parsing), ("resolve", resolving), ("encode", encoding),
        ("cold: all of these", reading + hashing + parsing + resolving + encoding), ("decode", decoding),
        ("warm: read, digest, decode", reading + hashing + decoding),
    ]  # fmt: skip
    return [f"| {name} | {spent:.1f} | {spent * LINES / lines:.1f} |" for name, spent in stages]


def main() -> None:
    """Prints a table in Markdown."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("-n", type=int, default=7, metavar="TIMES", help="how often each stage is run, after once that does not count (7)")
    given = parser.parse_args()
    files, found = read_files([find_policies()])
    if found:
        stop(found[0].message)
    rows = write_rows(files, given.n)
    lines = sum(f.content.count(b"\n") for f in files)
    print(describe_machine())
    print(f"\n| {lines:,} lines in {len(files)} files | ms | ms for {LINES:,} lines |\n|---|---|---|", *rows, sep="\n")


if __name__ == "__main__":
    main()
