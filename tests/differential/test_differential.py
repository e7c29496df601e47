"""The engine says what the definitions say, on random policies and pipelines; and the random cases are worth comparing."""

from __future__ import annotations

from collections import Counter
from random import Random

from tests.differential.comparison import expected
from tests.differential.long_run import run
from tests.differential.random_declarations import random_case

VERDICTS = ("clear", "conditional", "open", "grey", "prohibited")
CASES = 2_200  # some are left out, and at least 2,000 are to be compared
SEED = 1


def test_the_engine_agrees_with_the_enumerator() -> None:
    compared, left_out, _ = run(CASES, SEED)
    assert compared >= 2_000
    assert left_out <= CASES * 0.08


def test_every_verdict_and_every_cause_is_frequent_enough() -> None:
    mix: Counter[str] = Counter()
    causes: Counter[str] = Counter()
    for n in range(600):
        for judged in (expected(random_case(Random(f"mix {n}"))) or {}).values():
            mix[judged.verdict] += 1
            causes.update(judged.causes)
    total = sum(mix.values())
    shares = {verdict: round(100 * mix[verdict] / total, 1) for verdict in VERDICTS}
    print(f"{total} findings, in per cent: {shares}; causes: {dict(causes)}")
    assert min(shares.values()) >= 8, shares
    assert all(causes[c] >= 15 for c in ("reading", "fact", "conflict", "source", "duty")), causes
