"""`python -m gauger.evidence ARCHIVE [--write] [DIR...]`: verify policies against recorded texts, or write their locks first."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from gauger.diagnostics.rendering import render
from gauger.evidence.archive import open_archive
from gauger.evidence.verification import Verification, verify
from gauger.evidence.writing import write_locks
from gauger.library import find_policies, load


def run(arguments: Sequence[str]) -> int:
    """0 when every passage is verified, 1 when one is not, 2 when the policies do not load or no archive is named."""
    places = [Path(argument) for argument in arguments if argument != "--write"]
    if not places or not places[0].is_dir():
        print("usage: python -m gauger.evidence ARCHIVE [--write] [DIR...]", file=sys.stderr)
        return 2
    policy = load(places[1:] or [find_policies()]).policy
    if policy is None:
        print("the policies do not load: see python -m gauger.library", file=sys.stderr)
        return 2
    if "--write" in arguments:
        for path in write_locks(policy, open_archive(places[:1])):
            print(f"wrote {path}")
    verification = verify(policy, open_archive(places[:1]))
    for diagnostic in verification.diagnostics:
        print(render(diagnostic), end="\n\n")
    print(count_statuses(verification))
    return int(any(diagnostic.severity == "error" for diagnostic in verification.diagnostics))


def count_statuses(verification: Verification) -> str:
    """How many passages there are of each status, in one line."""
    counted = Counter(result.status for result in verification.results)
    return ", ".join(f"{count} {status}" for status, count in sorted(counted.items())) or "no passages"


if __name__ == "__main__":
    sys.exit(run(sys.argv[1:]))
