"""One mutant in a process of its own: the tests that execute it, until one fails."""

from __future__ import annotations

import os
import resource
import signal
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import FunctionType
from typing import Literal, NoReturn, Protocol

import pytest

from tests.mutation.mutants import Mutant
from tests.mutation.patching import CodeKey, apply
from tests.mutation.suite import Measured

Outcome = Literal["killed", "timed out", "survived", "not covered", "skipped"]

MEMORY = 4 << 30
TIMES, EXTRA = 5, 1.0
"""A test that takes so many times what it took, and so many seconds more, is not going to end."""


class Runner(Protocol):
    """What can run a test, and forget what earlier ones have left behind."""

    def run(self, item: pytest.Item) -> None: ...

    def forget(self) -> None: ...


@dataclass(frozen=True)
class Result:
    mutant: Mutant
    outcome: Outcome
    killer: str = ""
    seconds: float = 0.0


def try_mutant(
    mutant: Mutant, path: str, tests: Sequence[Measured], suite: Runner, functions: Mapping[CodeKey, list[FunctionType]]
) -> Result:
    if not tests:
        return Result(mutant, "not covered")
    began = time.perf_counter()
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        _run_child(writing, lambda: apply(mutant, path, functions), tests, suite)
    os.close(writing)
    _, status = os.waitpid(child, 0)
    with os.fdopen(reading, "rb") as pipe:
        reached = len(pipe.read())  # a byte for each test that was begun
    seconds = time.perf_counter() - began
    killer = tests[reached - 1].item.nodeid if reached else ""
    if os.WIFSIGNALED(status):
        return Result(mutant, "timed out" if os.WTERMSIG(status) == signal.SIGPROF else "killed", killer, seconds)
    outcomes: dict[int, Outcome] = {0: "survived", 2: "skipped"}
    outcome = outcomes.get(os.WEXITSTATUS(status), "killed")
    return Result(mutant, outcome, killer if outcome == "killed" else "", seconds)


def _run_child(pipe: int, mutate: Callable[[], bool], tests: Sequence[Measured], suite: Runner) -> NoReturn:
    """Ends with 0 where every test passes, with 1 where one fails, and with 2 where there is nothing to try."""
    code = 1
    try:
        silent = os.open(os.devnull, os.O_WRONLY)
        os.dup2(silent, 1)
        os.dup2(silent, 2)
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        code = 0 if mutate() else 2
        suite.forget()
        for test in tests if code == 0 else ():
            os.write(pipe, b".")
            signal.setitimer(signal.ITIMER_PROF, TIMES * test.seconds + EXTRA)
            suite.run(test.item)
    except BaseException:
        code = 1
    finally:
        os._exit(code)
