"""Peak memory, percentiles, and what everything was measured on."""

from __future__ import annotations

import math
import platform
import resource
import subprocess
from collections.abc import Iterable, Sequence
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from statistics import median
from typing import TypedDict

from benchmarks.machine import describe_machine

ROOT = Path(__file__).resolve().parents[2]


class Spread(TypedDict):
    """Seconds: the median, the least, and the 99th percentile where there are a hundred of them."""

    median: float
    least: float
    p99: float | None
    count: int


def summarise(seconds: Sequence[float]) -> Spread:
    """What many decisions took."""
    ordered = sorted(seconds)
    last = ordered[math.ceil(len(ordered) * 0.99) - 1] if len(ordered) >= 100 else None
    return Spread(median=median(ordered), least=ordered[0], p99=last, count=len(ordered))


def find_peak() -> int:
    """The peak of this process's resident memory in bytes (`ru_maxrss`, which Linux gives in kilobytes and macOS in bytes)."""
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most if platform.system() == "Darwin" else most * 1024


def list_versions(packages: Iterable[str]) -> dict[str, str]:
    """The version of each package, and of Gauger the commit too."""
    found = {name: _find_version(name) for name in packages}
    found["gauger"] = _describe_gauger()
    return found


def _find_version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "absent"


def _describe_gauger() -> str:
    import gauger

    words = ["git", "-C", str(ROOT), "describe", "--always", "--dirty"]
    told = subprocess.run(words, capture_output=True, text=True, check=False)
    return f"{gauger.__version__} ({told.stdout.strip() or 'no checkout'})"


def describe_place(packages: Iterable[str]) -> str:
    """Day, processor, cores, system, interpreter and all versions, in one line."""
    versions = ", ".join(f"{name} {number}" for name, number in sorted(list_versions(packages).items()))
    return f"{describe_machine(())} | {versions}"
