"""The tests on which mutants are tried: collected once, in one process, with what each executes and how long it takes."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import coverage
import pytest
from _pytest.tmpdir import tmppath_result_key
from hypothesis import HealthCheck, Phase, settings

from tests.mutation.patching import list_caches

CHOSEN = (
    "tests/unit/worlds", "tests/unit/lineage", "tests/unit/engine", "tests/unit/app", "tests/unit/reports", "tests/oracle",
    "tests/differential/test_regressions.py", "tests/stories", "tests/mutation/batches.py",
)  # fmt: skip
CACHED = ("gauger.worlds", "gauger.lineage", "gauger.engine", "tests.")
POLICIES = "setting"
"""What keeps the policies that are read, in which no mutant has a part."""


LONGEST = 10.0
"""Seconds beyond which a test is left out."""


@dataclass(frozen=True)
class Measured:
    """A test, the seconds of work that it takes, and the lines of each file that it executes."""

    item: pytest.Item
    seconds: float
    lines: dict[str, frozenset[int]]


class Suite:
    """Runs its tests in any order, any number of times."""

    def __init__(self, items: Sequence[pytest.Item]) -> None:
        self.items = items
        self._caches = [kept for kept in list_caches(CACHED) if kept.__name__ != POLICIES]

    def measure(self, root: Path) -> list[Measured]:
        """Runs each test twice, so that nothing is counted that only the first run of all has to do. A test that fails is an error."""
        items = [item for item in self.items if self._is_quick(item)]
        watch = coverage.Coverage(data_file=None, config_file=False, include=[f"{root}/*"], messages=False)
        watch.set_option("run:disable_warnings", ["no-data-collected"])
        found = []
        for item in items:
            self.forget()
            watch.erase()
            began = time.process_time()
            watch.start()
            self.run(item)
            watch.stop()
            seconds, data = time.process_time() - began, watch.get_data()
            found.append(Measured(item, seconds, {path: frozenset(data.lines(path) or ()) for path in data.measured_files()}))
        return found

    def _is_quick(self, item: pytest.Item) -> bool:
        began = time.process_time()
        try:
            self.run(item)
        except pytest.skip.Exception:
            return False
        return time.process_time() - began < LONGEST

    def run(self, item: pytest.Item) -> None:
        """Raises what the test raises."""
        if isinstance(item, pytest.Function):
            item._initrequest()
        item.stash[tmppath_result_key] = {}  # a report would do this
        item.ihook.pytest_runtest_setup(item=item)
        try:
            item.ihook.pytest_runtest_call(item=item)
        finally:
            item.ihook.pytest_runtest_teardown(item=item, nextitem=None)

    def forget(self) -> None:
        """Results that were kept by functions say nothing of a mutant."""
        for kept in self._caches:
            kept.cache_clear()


def run_suite(examples: int, work: Callable[[Suite], int], chosen: Iterable[str] = CHOSEN) -> int:
    """Collects the tests and hands them to some work, whose exit code it gives back."""
    settings.register_profile(
        "mutation", derandomize=True, database=None, deadline=None, phases=(Phase.explicit, Phase.generate),
        suppress_health_check=list(HealthCheck), print_blob=False,
    )  # fmt: skip
    settings.load_profile("mutation")
    plugin = _Plugin(examples, work)
    without = [part for name in ("cacheprovider", "xdist", "terminal") for part in ("-p", f"no:{name}")]
    code = pytest.main(["-s", *without, "-o", "addopts=", "-o", "filterwarnings=", *chosen], plugins=[plugin])
    return int(code) if plugin.code is None else plugin.code


class _Plugin:
    """Does the work in the place of what pytest would do with the tests."""

    def __init__(self, examples: int, work: Callable[[Suite], int]) -> None:
        self.code: int | None = None
        self._examples, self._work = examples, work

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        for item in session.items:
            _limit_examples(item, self._examples)
        self.code = self._work(Suite(session.items))
        return True


def _limit_examples(item: pytest.Item, examples: int) -> None:
    test: Any = getattr(item, "obj", None)
    name = "_hypothesis_internal_use_settings"  # there is no other way to it once the test is made
    given = getattr(test, name, None)
    if isinstance(given, settings) and given.max_examples > examples:
        setattr(test, name, settings(given, max_examples=examples))
