"""Repairs the plain way: every set of edits is made in the records and looked at, and those that hold another that does are struck out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from gauger.engine import Refused, Survey, survey
from gauger.findings.model import Repaired, Verdict
from gauger.repair import Plan, Task, apply_plan
from gauger.repair.edits import cost_of

Made = frozenset[tuple[str, str]]


def list_made(repaired: Repaired) -> set[Made]:
    """The repairs that were found, as sets of edits."""
    return {frozenset((made.about, made.label) for made in repair.edits) for repair in repaired.repairs}


def survey_all(task: Task) -> dict[Plan, Survey | None]:
    """What comes of every set of edits up to the limit; none where the question cannot be answered then."""
    return {plan: _survey(task, plan) for plan in _list_plans(task, 0)}


def find_smallest(task: Task, surveyed: Mapping[Plan, Survey | None], targets: Sequence[str]) -> set[Made]:
    """The smallest sets of edits up to the limit after which the targets are clear and nothing is worse."""
    before = surveyed[()]
    assert before is not None
    good = [plan for plan, after in surveyed.items() if after is not None and _is_good(after, targets, before)]
    made = [frozenset((axis.key, option.label) for axis, option in plan) for plan in good]
    dear = {frozenset((axis.key, option.label) for axis, option in plan) for plan in good if cost_of(plan) > task.limit}
    return {one for one in made if not any(other < one for other in made)} - dear


def _list_plans(task: Task, first: int, before: Plan = ()) -> Iterator[Plan]:
    if first == len(task.axes):
        yield before
        return
    axis = task.axes[first]
    yield from _list_plans(task, first + 1, before)
    for option in axis.options:
        if sum(o.cost for _, o in before) + option.cost <= task.limit:
            yield from _list_plans(task, first + 1, (*before, (axis, option)))


def _survey(task: Task, plan: Plan) -> Survey | None:
    changed = apply_plan(task.declaration, plan, task.policy.vocabulary, task.case.order, task.question.as_of)
    try:
        return survey(task.policy, changed, task.question)
    except Refused:
        return None


def _is_good(after: Survey, targets: Sequence[str], before: Survey) -> bool:
    if _gaps(after, "terms") - _gaps(before, "terms"):
        return False
    gained, lost = _gaps(after, "lineage") - _gaps(before, "lineage"), _gaps(before, "lineage") - _gaps(after, "lineage")
    return len(gained) <= len(lost) and all(
        severity is Verdict.CLEAR if name in targets else severity <= before.severities.get(name, Verdict.CLEAR)
        for name, severity in after.severities.items()
    )


def _gaps(found: Survey, kind: str) -> set[tuple[str, str]]:
    return {(gap.source, gap.reason) for gap in found.unexamined if gap.kind == kind}
