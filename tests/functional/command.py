"""How tests run the command: in a process of its own, from the root of the project, with a terminal of 80 columns.

The process is a fork of the one that tests, which has imported what the command imports: starting the interpreter a thousand times
costs more than all that the command does. What hangs on the start itself (the console script, variables that the interpreter reads,
what is imported when) runs the installed command.
"""

from __future__ import annotations

import io
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import traceback
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from importlib import import_module
from math import ceil
from pathlib import Path
from pkgutil import walk_packages
from typing import IO

import gauger
from gauger.cli.entry import main

for module in walk_packages(gauger.__path__, "gauger."):
    if not module.name.endswith(".__main__"):
        import_module(module.name)  # what is imported here, a fork has

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
    if command is None and not any(name.startswith("PYTHON") for name in env or {}):
        run = _run_forked(words, surroundings, cwd, timeout)
    else:
        done = subprocess.run(words, capture_output=True, cwd=cwd, env=surroundings, timeout=timeout, check=False)
        run = Run(done.returncode, done.stdout.decode("utf-8"), done.stderr.decode("utf-8"))
    assert "Traceback" not in run.err + run.out, run.err
    assert "internal error" not in run.err, run.err
    return run


def _run_forked(words: Sequence[str], surroundings: Mapping[str, str], cwd: Path, timeout: float) -> Run:
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        child = os.fork()
        if child == 0:
            signal.alarm(ceil(timeout))  # ends it, were it to hang
            os._exit(_be_command(words, surroundings, cwd, (out.fileno(), err.fileno())))
        _, status = os.waitpid(child, 0)
        told = [_read_all(stream) for stream in (out, err)]
        return Run(os.waitstatus_to_exitcode(status), *told)


def _read_all(stream: IO[bytes]) -> str:
    stream.seek(0)
    return stream.read().decode("utf-8")


def _be_command(words: Sequence[str], surroundings: Mapping[str, str], cwd: Path, streams: tuple[int, int]) -> int:
    """Become the command, and its exit code as the interpreter would leave with it."""
    os.environ.clear()
    os.environ.update(surroundings)
    os.chdir(cwd)
    sys.argv = list(words)
    with Path(os.devnull).open("rb") as nothing:
        for stream, number in ((nothing.fileno(), 0), (streams[0], 1), (streams[1], 2)):
            os.dup2(stream, number)
    sys.stdin = io.TextIOWrapper(io.BufferedReader(io.FileIO(0, "r", closefd=False)), encoding="utf-8")
    sys.stdout = io.TextIOWrapper(io.BufferedWriter(io.FileIO(1, "w", closefd=False)), encoding="utf-8")
    sys.stderr = io.TextIOWrapper(io.BufferedWriter(io.FileIO(2, "w", closefd=False)), encoding="utf-8", errors="backslashreplace")
    code: object = 0
    try:
        main()
    except SystemExit as end:
        code = end.code
    except BaseException:
        traceback.print_exc()
        code = 1
    with suppress(OSError, ValueError):
        sys.stdout.flush()
        sys.stderr.flush()
    return code if isinstance(code, int) else int(code is not None)
