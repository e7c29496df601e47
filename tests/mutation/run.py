"""Mutation testing of the rooms that compute verdicts: `python -m tests.mutation.run`.

Makes small mistakes in their functions, one at a time, and runs the tests that execute the place. See `README.md` beside this file.
"""

from __future__ import annotations

import argparse
import gc
import json
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from fnmatch import fnmatchcase
from importlib import import_module
from itertools import accumulate
from pathlib import Path
from random import Random
from types import CodeType

import gauger
from tests.mutation.mutants import Function, Mutant, list_mutants
from tests.mutation.patching import list_functions
from tests.mutation.suite import CHOSEN, Measured, Suite, run_suite
from tests.mutation.survivors import compare, load_listed
from tests.mutation.trial import Outcome, Result, try_mutant

ROOMS = ("worlds", "lineage", "engine")
ROOT = Path(gauger.__file__).parent
LEAST = 90.0
"""Per cent of the mutants that must be killed."""

OUTCOMES: tuple[Outcome, ...] = ("killed", "timed out", "survived", "not covered", "skipped")


def main() -> int:
    options = _parse_options()
    mutants, skipped = _choose(options)
    earlier, waiting = _read(options.again, mutants) if options.again else ([], mutants)
    print(f"{len(waiting)} mutants, {skipped} changes of fields' defaults skipped", flush=True)
    return run_suite(options.examples, lambda suite: _try_all(waiting, earlier, suite, options), options.tests)


def _parse_options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Make small mistakes in functions and see whether a test fails.")
    parser.add_argument("--room", choices=ROOMS, help="only mutants of this room")
    parser.add_argument("--function", default="*", metavar="GLOB", help="only those of functions so named, as `gauger.room.module:name`")
    parser.add_argument("--sample", type=int, metavar="N", help="only so many, in an order drawn at random")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--examples", type=int, default=40, help="examples of a property test at most")
    parser.add_argument("--budget", type=float, default=10.0, help="seconds of tests that a mutant is tried on at most")
    parser.add_argument("--tests", nargs="+", default=CHOSEN, metavar="PATH", help="try them on these tests alone")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the results here")
    parser.add_argument(
        "--again", type=Path, metavar="FILE", help="those which survived in results written there, and the others as they were"
    )
    return parser.parse_args()


def _choose(options: argparse.Namespace) -> tuple[list[Mutant], int]:
    found: list[Mutant] = []
    skipped = 0
    for room in [options.room] if options.room else ROOMS:
        for path in sorted((ROOT / room).glob("*.py")):
            made = list_mutants(f"gauger.{room}.{path.stem}".removesuffix(".__init__"), path)
            found += [mutant for mutant in made.found if fnmatchcase(mutant.place, options.function)]
            skipped += made.skipped
    if options.sample:
        found = Random(options.seed).sample(found, min(options.sample, len(found)))
    return found, skipped


def _read(path: Path, mutants: Iterable[Mutant]) -> tuple[list[Result], list[Mutant]]:
    """The earlier results of these mutants, but for those that survived, and these."""
    told = {(one["place"], one["text"]): one for one in json.loads(path.read_text())}
    results, survivors = [], []
    for mutant in mutants:
        one = told.get((mutant.place, mutant.text))
        if one is not None and one["outcome"] in OUTCOMES[2:4]:
            survivors.append(mutant)
        elif one is not None:
            results.append(Result(mutant, one["outcome"], one["killer"], one["seconds"]))
    return results, survivors


# --- trying ------------------------------------------------------------------------------------------------------------


def _try_all(mutants: Sequence[Mutant], earlier: Sequence[Result], suite: Suite, options: argparse.Namespace) -> int:
    for module in {mutant.module for mutant in mutants}:
        import_module(module)
    began = time.perf_counter()
    tests = suite.measure(ROOT)
    print(f"{len(tests)} tests, {sum(test.seconds for test in tests):.1f} s, measured in {time.perf_counter() - began:.0f} s", flush=True)
    finder = _Finder(tests, options.budget)
    gc.collect()
    gc.freeze()
    results: list[Result] = []
    with ThreadPoolExecutor(options.jobs) as pool:
        each = pool.map if options.jobs > 1 else map
        for result in each(lambda mutant: finder.try_mutant(mutant, suite), mutants):
            results.append(result)
            if result.outcome in OUTCOMES[2:4]:
                print(f"{result.outcome}: {result.mutant.place} | {result.mutant.text}", flush=True)
            if options.json and (len(results) % 50 == 0 or len(results) == len(mutants)):
                _write([*earlier, *results], options.json)
    return _report([*earlier, *results])


class _Finder:
    """Finds the tests of a mutant: first those that killed others of the function or the module, then the room's own, then others.

    What lies beyond the budget is left out, so that a mutant may be said to survive that a slower test would kill; never the reverse.
    """

    def __init__(self, tests: Sequence[Measured], budget: float) -> None:
        self._budget = budget
        self._tests = sorted(tests, key=lambda test: test.seconds)
        self._functions = list_functions(ROOT)
        self._kills: defaultdict[str, Counter[str]] = defaultdict(Counter)

    def try_mutant(self, mutant: Mutant, suite: Suite) -> Result:
        path = sys.modules[mutant.module].__file__
        assert path is not None
        here, near = self._kills[mutant.place], self._kills[mutant.module]
        own = f"tests/unit/{mutant.module.split('.')[1]}/"

        def rank(test: Measured) -> tuple[int, int, bool]:
            name = test.item.nodeid
            return -here[name], -near[name], not name.startswith(own)

        tests = sorted(self._find_tests(mutant, path), key=rank)
        ends = accumulate(test.seconds for test in tests)
        tests = [test for test, end in zip(tests, ends, strict=True) if end - test.seconds < self._budget]
        result = try_mutant(mutant, path, tests, suite, self._functions)
        if result.outcome == "killed":
            here[result.killer] += 1
            near[result.killer] += 1
        return result

    def _find_tests(self, mutant: Mutant, path: str) -> list[Measured]:
        if isinstance(mutant.scope, Function):
            return self._find_by_lines([(path, mutant.lines or _list_lines(mutant.scope))])
        names = set(mutant.name.split(", "))
        users = {one.__code__: key for key, found in self._functions.items() for one in found if names & _list_names(one.__code__)}
        return self._find_by_lines([(key[0], _list_code_lines(code)) for code, key in users.items()])

    def _find_by_lines(self, places: Sequence[tuple[str, frozenset[int]]]) -> list[Measured]:
        nothing: frozenset[int] = frozenset()
        return [test for test in self._tests if any(lines & test.lines.get(path, nothing) for path, lines in places)]


def _list_lines(scope: Function) -> frozenset[int]:
    return frozenset(range(scope.body[0].lineno, (scope.end_lineno or scope.lineno) + 1))


def _list_code_lines(code: CodeType) -> frozenset[int]:
    own = {line for _, _, line in code.co_lines() if line is not None and line > code.co_firstlineno}
    return frozenset(own or {code.co_firstlineno})


def _list_names(code: CodeType) -> set[str]:
    inner = (part for part in code.co_consts if isinstance(part, CodeType))
    return {*code.co_names, *(name for part in inner for name in _list_names(part))}


# --- telling -----------------------------------------------------------------------------------------------------------


def _write(results: Iterable[Result], path: Path) -> None:
    told = [
        {"place": r.mutant.place, "text": r.mutant.text, "outcome": r.outcome, "killer": r.killer, "seconds": round(r.seconds, 3)}
        for r in results
    ]
    path.write_text(json.dumps(told, indent=0, ensure_ascii=False))


def _report(results: Sequence[Result]) -> int:
    good = True
    for line, share in _list_shares(results):
        print(line)
        good = good and share >= LEAST
    compared = compare(results, load_listed())
    for result in compared.unlisted:
        print(f"not listed: {result.mutant.place} | {result.mutant.text}")
    for result in compared.killed:
        print(f"listed and killed: {result.mutant.place} | {result.mutant.text}")
    return 0 if good and not compared.unlisted else 1


def _list_shares(results: Sequence[Result]) -> Iterator[tuple[str, float]]:
    for room in ROOMS:
        counts = Counter(result.outcome for result in results if result.mutant.module.split(".")[1] == room)
        if counts:
            share = compute_share(counts)
            told = ", ".join(f"{counts[outcome]} {outcome}" for outcome in OUTCOMES)
            yield f"{room}: {sum(counts.values())} mutants, {told}: {share:.1f} % killed", share


def compute_share(counts: Mapping[Outcome, int]) -> float:
    """What was killed or did not end, of all that was tried or could not be for want of a test; of nothing, nothing was killed."""
    dead, alive = counts.get("killed", 0) + counts.get("timed out", 0), counts.get("survived", 0) + counts.get("not covered", 0)
    return 100 * dead / (dead + alive) if dead + alive else 0.0


if __name__ == "__main__":
    sys.exit(main())
