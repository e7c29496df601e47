"""The engine says what the definitions say, on random policies and pipelines; and the random cases are worth comparing."""

from __future__ import annotations

import pytest

from tests.differential.long_run import Tally, explain, run

VERDICTS = ("clear", "conditional", "open", "grey", "prohibited")
CASES = 1_400
SEED = 1
WANTED = (
    "figure: source.released", "figure: source.obtained", "figure: data.obtained", "figure: access.date", "figure: any months",
    "figure: with affiliates", "some affiliate", "further affiliates", "permitted by from", "object: covers", "object: sent",
    "empty output", "governs everything", "includes when", "announced", "objection", "by others on access", "own document precedence",
    "tag other or unknown", "covers earlier copies", "renewals not declared", "permits when", "silent when",
    "test of data", "positions", "against source", "against data", "tool alone", "test of tool", "circle of inclusions",
    "passes itself through", "leads to", "in return", "consequence when", "consequence leads to", "further steps", "model not said",
)  # fmt: skip


@pytest.fixture(scope="module")
def tally() -> Tally:
    """The two agree on every case, or this fails with the smallest case found on which they do not."""
    tally = run(range(CASES), SEED)
    assert not tally.failed, explain(SEED, tally.failed[0], smaller=True)
    return tally


def test_the_engine_agrees_with_the_enumerator(tally: Tally) -> None:
    assert tally.compared >= CASES * 0.88
    assert tally.compared + tally.left_out == CASES
    assert tally.assumed >= CASES * 0.08


def test_every_verdict_and_every_cause_is_frequent_enough(tally: Tally) -> None:
    total = sum(tally.mix.values())
    shares = {verdict: round(100 * tally.mix[verdict] / total, 1) for verdict in VERDICTS}
    print(f"{total} findings, in per cent: {shares}; causes: {dict(tally.causes)}")
    assert min(shares.values()) >= 8, shares
    assert all(tally.causes[c] >= 15 for c in ("reading", "fact", "conflict", "source", "duty")), tally.causes


def test_every_construct_is_reached(tally: Tally) -> None:
    assert not {c: tally.constructs[c] for c in WANTED if tally.constructs[c] < 10}
