"""A long comparison of the engine with the enumerator: `python -m tests.differential.long_run --cases 50000 --seed 7`.

Stops at the first case on which the two disagree, makes it smaller, and prints it. Exit code 1 then, 0 when they agree on all.
"""

from __future__ import annotations

import argparse
import dataclasses
import sys
from collections import Counter
from collections.abc import Mapping
from random import Random
from typing import Any, get_args

from gauger.declaration.records import Known, Listed
from gauger.policy.model import Attribute, Condition, Constant, Precedence
from gauger.policy.wording import write_condition
from gauger.text import Span
from tests.differential.comparison import disagreements, expected
from tests.differential.constructs import list_constructs
from tests.differential.random_declarations import RandomCase, random_case
from tests.differential.shrinking import shrink

CONDITIONS = get_args(Condition)
EMPTY: tuple[Any, ...] = (None, (), {}, "", "…", "…?", Constant(True), Precedence(), Listed((), False))


def disagrees(case: RandomCase) -> bool:
    wanted = expected(case)
    return wanted is not None and bool(disagreements(case, wanted))


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
        lines.append(describe(dataclasses.replace(document, clauses={}, exceptions={}, concepts={})))
        for parts in (document.clauses, document.exceptions, document.concepts):
            lines += [f"  {describe(part)}" for part in parts.values()]
    lines += [describe(c) for c in policy.vocabulary.concepts.values()]
    for records in (declaration.parties.values(), declaration.agreements, declaration.artifacts.values(), declaration.steps.values()):
        lines += [describe(r) for r in records]
    return "\n".join([*lines, describe(declaration.releases)])


def explain(case: RandomCase) -> str:
    """The smallest failing case found below this one, as text."""
    smallest = shrink(case, disagrees)
    wanted = expected(smallest)
    return report(smallest, disagreements(smallest, wanted) if wanted is not None else [])


@dataclasses.dataclass
class Tally:
    """Cases compared, cases left out (too large, contradictory), findings by verdict and by cause, and cases by construct."""

    compared: int = 0
    left_out: int = 0
    mix: Counter[str] = dataclasses.field(default_factory=Counter)
    causes: Counter[str] = dataclasses.field(default_factory=Counter)
    constructs: Counter[str] = dataclasses.field(default_factory=Counter)


def run(cases: int, seed: int) -> Tally:
    """Raises AssertionError at the first case on which the two disagree."""
    tally = Tally()
    for n in range(cases):
        case = random_case(Random(f"{seed} {n}"))
        wanted = expected(case)
        if wanted is None:
            tally.left_out += 1
            continue
        tally.compared += 1
        tally.mix.update(j.verdict for j in wanted.values())
        tally.causes.update(c for j in wanted.values() for c in j.causes)
        tally.constructs.update(list_constructs(case))
        if disagreements(case, wanted):
            raise AssertionError(f"case {n} of seed {seed}, made smaller:\n{explain(case)}")
    return tally


def main() -> int:
    parser = argparse.ArgumentParser(description="Compare the engine with the enumerator on random policies and pipelines.")
    parser.add_argument("--cases", type=int, default=50_000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    try:
        tally = run(options.cases, options.seed)
    except AssertionError as failure:
        print(failure)
        return 1
    for construct, count in tally.constructs.most_common():
        print(f"{construct:<32}{count:>8} cases {100 * count / tally.compared:>5.1f} %")
    print(f"{tally.compared} cases agree, {tally.left_out} left out; findings: {dict(tally.mix)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
