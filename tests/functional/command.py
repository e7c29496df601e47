"""How tests run the installed command: in a process of its own, from the root of the project, with a terminal of 80 columns."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
AS_OF = "2026-11-23"


@dataclass(frozen=True, slots=True)
class Run:
    """What came of a run."""

    code: int
    out: str
    err: str


def find_command() -> str:
    """The console script beside the interpreter that runs the tests."""
    beside = Path(sys.executable).with_name("gauger")
    found = str(beside) if beside.exists() else shutil.which("gauger")
    assert found, "the project is not installed: `pip install -e .[dev]`"
    return found


def run_gauger(
    *arguments: str | Path,
    env: Mapping[str, str] | None = None,
    cwd: Path = ROOT,
    command: Sequence[str] | None = None,
    timeout: float = 120,
) -> Run:
    """Run the command; `env` adds to the environment. Whatever happens, a traceback is a failure."""
    surroundings = {**os.environ, "NO_COLOR": "1", "COLUMNS": "80", "PYTHONIOENCODING": "utf-8", **(env or {})}
    words = [*(command or [find_command()]), *(str(a) for a in arguments)]
    done = subprocess.run(words, capture_output=True, cwd=cwd, env=surroundings, timeout=timeout, check=False)
    run = Run(done.returncode, done.stdout.decode("utf-8"), done.stderr.decode("utf-8"))
    assert "Traceback" not in run.err + run.out, run.err
    assert "internal error" not in run.err, run.err
    return run
