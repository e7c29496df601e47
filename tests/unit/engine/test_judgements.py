"""What bears on one act alone, held to what bears on a source as a whole."""

from __future__ import annotations

from contextlib import suppress
from random import Random

import pytest

from gauger.engine.breach import build_breach
from gauger.engine.case import Case
from gauger.engine.evaluation import evaluate
from gauger.engine.judgements import judge, judge_deed, judge_residual
from gauger.engine.question import Question, Refused
from gauger.engine.sources import find_sources
from gauger.policy.model import Standing
from gauger.text.values import replace
from tests.differential.random_declarations import random_case


def build_case(seed: int) -> Case:
    drawn = random_case(Random(f"judgements {seed}"))
    return Case(drawn.policy, drawn.declaration, Question(drawn.as_of, frozenset({Standing.TEXT, *drawn.admitted})))


@pytest.mark.parametrize("seed", range(40))
def test_an_act_alone_comes_out_as_among_all_acts(seed: int) -> None:
    whole, apart = build_case(seed), build_case(seed)
    for source, same in zip(find_sources(whole), find_sources(apart), strict=True):
        everything = judge(whole, source).bearings
        for bearing in everything:
            alone = judge_deed(apart, same, bearing.deed)
            assert [b.id for b in alone] == [b.id for b in everything if b.deed == bearing.deed]
            found = next(b for b in alone if b.id == bearing.id)
            assert (found.bears, found.widest) == (bearing.bears, bearing.widest)
            among_all, by_itself = build_breach(whole, bearing, everything), build_breach(apart, found, alone)
            assert (by_itself.query, by_itself.opposed) == (among_all.query, among_all.opposed)


def test_what_is_known_of_the_source_is_not_asked_again() -> None:
    asked = 0
    for seed in range(40):
        case = build_case(seed)
        for source in find_sources(case):
            judged = judge(case, source).bearings
            asked += len(judged)
            for bearing in judged:
                assert list(judge_deed(case, source, bearing.deed)) == [other for other in judged if other.deed == bearing.deed]
    assert asked >= 40


def test_what_was_found_is_kept_and_what_bears_on_one_act_is_all_that_is_looked_for() -> None:
    sources = [(seed, at) for seed in range(5) for at, source in enumerate(find_sources(build_case(seed)))]
    assert sources
    for seed, at in sources:
        case, apart = build_case(seed), build_case(seed)
        source, same = list(find_sources(case))[at], list(find_sources(apart))[at]
        everything = judge(case, source)
        assert judge(case, source) is everything
        assert judge_residual(case, source) is judge_residual(case, source)
        for bearing in everything.bearings:
            alone = judge_deed(apart, same, bearing.deed)
            assert judge_deed(apart, same, bearing.deed) is alone
            assert same.id not in apart.judged
            assert all(one in everything.bearings for one in alone)
            assert all(any(one is other for other in everything.bearings) for one in judge_deed(case, source, bearing.deed))


@pytest.mark.parametrize("seed", range(20))
def test_what_would_be_otherwise_is_left_out_and_nothing_else(seed: int) -> None:
    drawn = random_case(Random(f"judgements {seed}"))
    question = Question(drawn.as_of, frozenset({Standing.TEXT, *drawn.admitted}))
    with suppress(Refused):
        whole = evaluate(drawn.policy, drawn.declaration, question)
        found = evaluate(drawn.policy, drawn.declaration, question, otherwise=False)
        assert found == replace(whole, dormant=(), findings=tuple(replace(f, later=()) for f in whole.findings))


def test_something_would_be_otherwise() -> None:
    """Or the test before this one holds nothing to anything."""
    told = [False, False]
    for seed in range(20):
        drawn = random_case(Random(f"judgements {seed}"))
        with suppress(Refused):
            whole = evaluate(drawn.policy, drawn.declaration, Question(drawn.as_of, frozenset({Standing.TEXT, *drawn.admitted})))
            told = [told[0] or bool(whole.dormant), told[1] or any(f.later for f in whole.findings)]
    assert told == [True, True]
