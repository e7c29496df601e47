"""A long comparison of the engine with the enumerator: `python -m tests.differential.long_run --cases 50000 --seed 7`.

Stops at the first case on which the two disagree, makes it smaller, and prints it. Exit code 1 then, 0 when they agree on all.
"""

from __future__ import annotations

import argparse
import dataclasses
import sys
from collections import Counter
from random import Random

from gauger.policy.model import Attribute
from gauger.text import Span
from tests.differential.comparison import disagreements, expected
from tests.differential.random_declarations import RandomCase, random_case
from tests.differential.shrinking import shrink


def disagrees(case: RandomCase) -> bool:
    wanted = expected(case)
    return wanted is not None and bool(disagreements(case, wanted))


def describe(value: object) -> str:
    """A value in one line, without places and without what is empty."""
    if isinstance(value, Attribute):
        return value.key
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        fields = [(f.name, getattr(value, f.name)) for f in dataclasses.fields(value)]
        shown = [f"{n}={describe(v)}" for n, v in fields if not isinstance(v, Span) and v not in (None, (), {}, "", "…", "…?")]
        return f"{type(value).__name__}({', '.join(shown)})"
    if isinstance(value, tuple | list):
        return f"[{', '.join(describe(v) for v in value)}]"
    return str(value)


def report(case: RandomCase, wanted_lines: list[str]) -> str:
    """A failing case for a reader: the differences, then documents, then records."""
    policy, declaration = case.policy, case.declaration
    lines = [*wanted_lines, f"as of {case.as_of}, admitted {sorted(case.admitted)}"]
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


def run(cases: int, seed: int) -> tuple[int, int, Counter[str]]:
    """How many cases were compared, how many left out (too large, contradictory), and the verdicts; raises AssertionError."""
    mix: Counter[str] = Counter()
    compared = left_out = 0
    for n in range(cases):
        case = random_case(Random(f"{seed} {n}"))
        wanted = expected(case)
        if wanted is None:
            left_out += 1
            continue
        compared += 1
        mix.update(j.verdict for j in wanted.values())
        if disagreements(case, wanted):
            raise AssertionError(f"case {n} of seed {seed}, made smaller:\n{explain(case)}")
    return compared, left_out, mix


def main() -> int:
    parser = argparse.ArgumentParser(description="Compare the engine with the enumerator on random policies and pipelines.")
    parser.add_argument("--cases", type=int, default=50_000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    try:
        compared, left_out, mix = run(options.cases, options.seed)
    except AssertionError as failure:
        print(failure)
        return 1
    print(f"{compared} cases agree, {left_out} left out; findings: {dict(mix)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
