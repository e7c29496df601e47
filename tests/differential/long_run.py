"""A long comparison of the engine with the enumerator: `python -m tests.differential.long_run --cases 50000 --seed 7`.

Stops at the first case on which the two disagree, makes it smaller, and prints it; with `--keep-going` it prints each such case, makes
the first few smaller, and goes on. Exit code 1 then, 0 when they agree on all.
"""

from __future__ import annotations

import argparse
import dataclasses
import gc
import sys
import traceback
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from multiprocessing import Pool
from random import Random
from typing import Any, get_args

from gauger.declaration.records import Known, Listed
from gauger.policy.model import Attribute, Condition, Constant, Precedence
from gauger.policy.wording import write_condition
from gauger.text import Span
from tests.differential.comparison import Assumed, compare_holding, compare_otherwise, disagreements, expected, make_assumed
from tests.differential.constructs import list_constructs
from tests.differential.random_declarations import RandomCase, random_case
from tests.differential.shrinking import shrink

CONDITIONS = get_args(Condition)
EMPTY: tuple[Any, ...] = (None, (), {}, "", "…", "…?", Constant(True), Precedence(), Listed((), False))


def compare(case: RandomCase, assumed: tuple[Assumed, ...] = ()) -> list[str]:
    """Every difference of one case."""
    wanted = expected(case, assumed)
    lines = disagreements(case, wanted, assumed) if wanted is not None else []
    if lines or assumed or not isinstance(wanted, dict):
        return lines
    return compare_holding(case, wanted) or compare_otherwise(case, wanted)


def disagrees(case: RandomCase, assumed: tuple[Assumed, ...] = ()) -> bool:
    return bool(compare(case, assumed))


def describe(value: object) -> str:
    """A value in one line, without places and without what is as it is when nothing is said."""
    if isinstance(value, Attribute):
        return value.key
    if isinstance(value, Known):
        return describe(value.value)
    if isinstance(value, CONDITIONS):
        return f"`{write_condition(value)}`"
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        fields = [(f, getattr(value, f.name)) for f in dataclasses.fields(value) if not isinstance(getattr(value, f.name), Span)]
        shown = [f"{f.name}={describe(v)}" for f, v in fields if v != f.default and not (f.default is dataclasses.MISSING and v in EMPTY)]
        return f"{type(value).__name__}({', '.join(shown)})"
    if isinstance(value, Mapping):
        return f"{{{', '.join(f'{k}: {describe(v)}' for k, v in value.items())}}}"
    if isinstance(value, tuple | list):
        return f"[{', '.join(describe(v) for v in value)}]"
    if isinstance(value, frozenset):
        return f"{{{', '.join(sorted(describe(v) for v in value))}}}"
    return str(value)


def report(case: RandomCase, wanted_lines: list[str]) -> str:
    """A failing case for a reader: the differences, then documents, then records."""
    policy, declaration = case.policy, case.declaration
    lines = [*wanted_lines, f"as of {case.as_of}, admitted {sorted(case.admitted)}", *map(describe, case.positions)]
    for document in policy.documents.values():
        lines.append(describe(dataclasses.replace(document, clauses={}, exceptions={}, concepts={}, consequences={})))
        for parts in (document.clauses, document.exceptions, document.consequences, document.concepts):
            lines += [f"  {describe(part)}" for part in parts.values()]
    lines += [describe(c) for c in policy.vocabulary.concepts.values()]
    for records in (declaration.parties.values(), declaration.agreements, declaration.artifacts.values(), declaration.steps.values()):
        lines += [describe(r) for r in records]
    return "\n".join([*lines, describe(declaration.releases)])


def explain(seed: int, n: int, *, smaller: bool) -> str:
    """A failing case as text: the smallest found below it, or as it is."""
    case = make_case(seed, n)
    try:
        assumed = () if disagrees(case) else list_assumed(case, seed, n)
        case = shrink(case, lambda c: disagrees(c, assumed)) if smaller else case
        return report(case, [*(f"assuming {a.key}={a.written}" for a in assumed), *compare(case, assumed)])
    except Exception:
        return report(case, [traceback.format_exc()])


@dataclasses.dataclass
class Tally:
    """Cases compared, those also under an assumption, cases left out (too large, contradictory); findings by verdict and by cause.

    `constructs` are counted in the cases `sampled`; `failed` are the numbers of the cases on which the two disagree.
    """

    compared: int = 0
    assumed: int = 0
    left_out: int = 0
    sampled: int = 0
    failed: list[int] = dataclasses.field(default_factory=list)
    mix: Counter[str] = dataclasses.field(default_factory=Counter)
    causes: Counter[str] = dataclasses.field(default_factory=Counter)
    constructs: Counter[str] = dataclasses.field(default_factory=Counter)

    def add(self, other: Tally) -> None:
        self.compared += other.compared
        self.assumed += other.assumed
        self.left_out += other.left_out
        self.sampled += other.sampled
        self.failed += other.failed
        for mine, theirs in ((self.mix, other.mix), (self.causes, other.causes), (self.constructs, other.constructs)):
            mine.update(theirs)


def make_case(seed: int, n: int) -> RandomCase:
    return random_case(Random(f"{seed} {n}"))


def list_assumed(case: RandomCase, seed: int, n: int) -> tuple[Assumed, ...]:
    """What is assumed of the case of that number."""
    wanted = expected(case)
    return make_assumed(case, wanted, Random(f"{seed} {n} assumed")) if isinstance(wanted, dict) else ()


def run(cases: Iterable[int], seed: int, *, every: int = 1, keep_going: bool = False) -> Tally:
    """Compares the cases of these numbers, up to the first that fails unless told to keep going; counts constructs of one in `every`."""
    tally = Tally()
    for n in cases:
        if not agrees(seed, n, tally, count=n % every == 0):
            tally.failed.append(n)
            if not keep_going:
                break
    return tally


def agrees(seed: int, n: int, tally: Tally, *, count: bool) -> bool:
    """Whether the two say the same, of every third case under an assumption as well. An evaluator that fails says nothing."""
    case = make_case(seed, n)
    try:
        wanted = expected(case)
        if not isinstance(wanted, dict):
            tally.left_out += 1
            return True
        lines = disagreements(case, wanted) or (compare_holding(case, wanted) if n % HOLDING == 1 else [])
        lines = lines or (compare_otherwise(case, wanted) if n % OTHERWISE == 2 else [])
        assumed = make_assumed(case, wanted, Random(f"{seed} {n} assumed")) if n % ASSUMING == 0 else ()
        if assumed and not lines and (narrowed := expected(case, assumed)) is not None:
            tally.assumed += 1
            lines = disagreements(case, narrowed, assumed)
    except Exception:
        tally.compared += 1
        return False
    tally.compared += 1
    tally.mix.update(j.verdict for j in wanted.values())
    tally.causes.update(c for j in wanted.values() for c in j.causes)
    if count:
        tally.sampled += 1
        tally.constructs.update(list_constructs(case))
    return not lines


# --- the command -------------------------------------------------------------------------------------------------------

ASSUMING = 3
"""One case in so many is compared under an assumption too."""
HOLDING = 6
"""One case in so many is compared as to what holds while something is not so, which takes as long as all the rest."""
OTHERWISE = 6
"""One case in so many is compared as to what would be otherwise."""
SHARE = 200
"""So many cases a process compares before it tells how it went."""
SMALLER = 3
"""So many failing cases are made smaller."""
EVERY = 10
"""The constructs of one case in so many are counted: counting them takes as long as a good part of the comparison."""


@contextmanager
def run_shares(options: argparse.Namespace) -> Iterator[Iterator[Tally]]:
    """The tallies of all shares, each as it is done."""
    last = options.start + options.cases
    shares = [range(n, min(n + SHARE, last)) for n in range(options.start, last, SHARE)]
    work = partial(run, seed=options.seed, every=EVERY, keep_going=options.keep_going)
    if options.jobs == 1:
        yield map(work, shares)
        return
    with Pool(options.jobs) as pool:
        yield pool.imap_unordered(work, shares)


def tell(tally: Tally) -> None:
    for construct, count in tally.constructs.most_common():
        print(f"{construct:<32}{count:>8} cases {100 * count / tally.sampled:>5.1f} %")
    if tally.sampled:
        print(f"constructs are counted in one case of {EVERY}: {tally.sampled} cases")
    agree = tally.compared - len(tally.failed)
    print(f"{agree} cases agree, {len(tally.failed)} disagree, {tally.left_out} left out; {tally.assumed} compared with assumptions too")
    print(f"findings: {dict(tally.mix)}")


def main() -> int:
    parser = argparse.ArgumentParser(description="Compare the engine with the enumerator on random policies and pipelines.")
    parser.add_argument("--cases", type=int, default=50_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--start", type=int, default=0, help="the number of the first case")
    parser.add_argument("--jobs", type=int, default=1, help="so many processes")
    parser.add_argument("--keep-going", action="store_true", help="print each case that fails and go on")
    options = parser.parse_args()
    gc.collect()
    gc.freeze()
    total = Tally()
    with run_shares(options) as tallies:
        for tally in tallies:
            for n in tally.failed:
                smaller = len(total.failed) < SMALLER
                print(f"case {n} of seed {options.seed}{', made smaller' if smaller else ''}:")
                print(explain(options.seed, n, smaller=smaller), flush=True)
                total.failed.append(n)
            total.add(dataclasses.replace(tally, failed=[]))
            if total.failed and not options.keep_going:
                return 1
    tell(total)
    return 1 if total.failed else 0


if __name__ == "__main__":
    sys.exit(main())
