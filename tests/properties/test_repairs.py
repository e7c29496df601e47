"""A repair that is made brings what it promises: what it is for is clear, nothing is worse, and none of its edits can be left out."""

from __future__ import annotations

from collections import Counter

from gauger.engine import Question, Refused, evaluate
from gauger.findings.model import Exposure, Verdict
from gauger.policy.model import Standing
from gauger.repair import Alternatives, Plan, Task, find_plan, find_repairs
from tests.properties.cases import Posed, try_answer

COUNT = 60
LIMIT = 12


def severities(exposure: Exposure | None) -> dict[str, Verdict] | None:
    return None if exposure is None else {f.id: f.severity for f in exposure.findings}


def make(task: Task, plan: Plan) -> Exposure | None:
    """What is found, in full, once a plan is made."""
    try:
        return evaluate(task.policy, task.apply(plan), task.question)
    except Refused:
        return None


def does(task: Task, plan: Plan, targets: tuple[str, ...]) -> bool:
    """Whether the targets are clear, and nothing is worse: what is not found is clear, and what is new counts from clear."""
    after = make(task, plan)
    if after is None:
        return False
    before = {f.id: f.severity for f in task.exposure.findings}
    return all(f.severity is Verdict.CLEAR if f.id in targets else f.severity <= before.get(f.id, Verdict.CLEAR) for f in after.findings)


def check(task: Task, targets: tuple[str, ...], seen: Counter[str]) -> None:
    for repair in find_repairs(task, targets).repairs:
        plan = find_plan(task, repair)
        assert does(task, plan, targets), (targets, repair.edits)
        assert sum(option.cost for _, option in plan) == repair.cost <= task.limit
        seen["repairs"] += 1
        seen[f"{len(plan)} edits"] += 1
        for left_out in plan if len(plan) > 1 else ():
            fewer = tuple(pair for pair in plan if pair != left_out)
            seen["fewer do"] += does(task, fewer, targets)
            seen["fewer"] += 1


def pose_task(case: Posed, alternatives: Alternatives) -> Task | None:
    exposure = try_answer(case)
    question = Question(case.as_of, frozenset({Standing.TEXT, *case.admitted}), (), case.positions)
    return Task(case.policy, case.declaration, question, exposure, alternatives, LIMIT) if exposure is not None else None
