"""What a figure was measured on, in one line, and the median of a list: every benchmark prints the first and takes the second."""

from __future__ import annotations

import os
import platform
import sys
from collections.abc import Iterable
from datetime import date
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import NoReturn


def describe_machine(packages: Iterable[str] = ("gauger", "pydantic", "typer", "lark")) -> str:
    """Day, processor, cores, system, interpreter and the versions that matter."""
    versions = ", ".join(f"{name} {_find_version(name)}" for name in packages)
    cores = os.cpu_count() or 1
    place = f"{date.today()} | {_find_processor()}, {cores} cores | {platform.system()} | Python {platform.python_version()}"  # noqa: DTZ011
    return f"{place} | {versions}" if versions else place


def _find_version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "absent"


def _find_processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.processor() or platform.machine()
    return next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), platform.machine())


def stop(reason: str) -> NoReturn:
    """No figure is printed for what does not work."""
    sys.exit(f"no figures: {reason}")
