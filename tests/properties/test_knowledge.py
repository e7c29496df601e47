"""To know more never turns around what was settled by less, on random policies and pipelines."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from gauger.declaration.records import Declaration, Known
from gauger.engine import Question, Refused, evaluate
from gauger.findings.model import Finding, Verdict
from gauger.policy.model import Standing
from tests.differential.random_declarations import RandomCase, random_case

SEEDS = st.integers(0, 1_000_000)


def judge(case: RandomCase, *assume: tuple[str, str]) -> dict[str, Finding] | None:
    """Findings by id; none where the question cannot be answered."""
    question = Question(case.as_of, frozenset({Standing.TEXT, *case.admitted}), assume)
    try:
        return {f.id: f for f in evaluate(case.policy, case.declaration, question, otherwise=False).findings}
    except Refused:
        return None


def is_exposed(finding: Finding) -> bool:
    """In every world that is left."""
    return finding.worlds[0] == finding.worlds[1]


def contradicts(before: Finding, after: Finding | None) -> bool:
    """Whether what held in all worlds no longer does in fewer of them; a clause that no longer bears is clear."""
    if before.verdict is Verdict.CLEAR:
        return after is not None and after.verdict is not Verdict.CLEAR
    return is_exposed(before) and (after is None or not is_exposed(after))


def without_a_fact(declaration: Declaration) -> Iterator[tuple[str, Declaration]]:
    """The declaration with one known fact less, for every fact of an artifact or a step."""
    for id_, artifact in declaration.artifacts.items():
        for name, fact in artifact.facts.items():
            if isinstance(fact, Known):
                fewer = replace(artifact, facts={k: v for k, v in artifact.facts.items() if k != name})
                yield f"{id_}.{name}", replace(declaration, artifacts={**declaration.artifacts, id_: fewer})
    for id_, step in declaration.steps.items():
        for name, fact in step.facts.items():
            # What a step took is by its kind where nothing is said; `logits` alone, and an empty list, say that nothing else was taken
            # (semantics, 4 and 6).
            if isinstance(fact, Known) and fact.value not in (frozenset({"logits"}), frozenset()):
                less = replace(step, facts={k: v for k, v in step.facts.items() if k != name})
                yield f"{id_}.{name}", replace(declaration, steps={**declaration.steps, id_: less})


@settings(deadline=None, derandomize=True, max_examples=20)
@given(SEEDS)
def test_a_fact_declared_never_turns_around_what_was_settled_without_it(seed: int) -> None:
    case = random_case(Random(f"facts {seed}"))
    known = judge(case)
    if known is None:
        return
    for fact, declaration in without_a_fact(case.declaration):
        unknown = judge(replace(case, declaration=declaration))
        turned = [id_ for id_, finding in (unknown or {}).items() if contradicts(finding, known.get(id_))]
        assert turned == [], fact


@settings(deadline=None, derandomize=True, max_examples=20)
@given(SEEDS)
def test_settling_a_choice_never_turns_around_what_was_settled_without_it(seed: int) -> None:
    case = random_case(Random(f"choices {seed}"))
    before = judge(case) or {}
    choices = {choice.key: choice for finding in before.values() for choice in finding.choices}
    for choice in list(choices.values())[:4]:
        for value in choice.values:
            after = judge(case, (choice.key, value))
            for id_, finding in before.items() if after is not None else ():
                assert not contradicts(finding, (after or {}).get(id_)), (id_, choice.key, value)


@settings(deadline=None, derandomize=True, max_examples=30)
@given(SEEDS)
def test_a_finding_agrees_with_itself(seed: int) -> None:
    """Pivots and causes are among the choices, witnesses settle all of them, deciding sets agree with the verdict."""
    for finding in (judge(random_case(Random(f"shape {seed}"))) or {}).values():
        keys = {choice.key: choice for choice in finding.choices}
        assert set(finding.pivots) <= set(keys)
        assert set(finding.causes) <= {choice.kind for choice in finding.choices} | {"duty"}
        for witness in finding.witnesses:
            assert [a.key for a in witness.world] == list(keys)
            assert all(a.value in keys[a.key].values for a in witness.world)
        for found in finding.deciding_sets:
            assert all(a.value in keys[a.key].values for a in found.given)
        unsettled = 0 < finding.worlds[0] < finding.worlds[1]
        assert [w.breach for w in finding.witnesses] == ([True, False] if unsettled else [])
        assert bool(finding.pivots) <= unsettled
        if finding.verdict in {Verdict.GREY, Verdict.OPEN}:
            assert unsettled
            assert {d.breach for d in finding.deciding_sets} == {True, False} or not finding.complete
        else:
            assert finding.settled_by == () or finding.verdict is Verdict.CONDITIONAL
