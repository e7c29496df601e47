"""A repair that is made brings what it promises: what it is for is clear, and nothing is worse; in the records, and in the file."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from gauger.app.checking import check_file
from gauger.app.repairing import Wanted, apply_repair, find_alternatives, repair_file
from gauger.engine import Question, Refused, evaluate
from gauger.findings.model import Exposure, Verdict
from gauger.policy.model import Standing
from gauger.repair import Alternatives, Plan, Task, find_plan, find_repairs
from gauger.repair.proposing import AGAIN
from tests.properties.cases import Posed, example_cases, random_cases, setting, try_answer
from tests.unit.app.test_asking import ASKED
from tests.unit.cli.running import ROOT

COUNT = 35
LIMIT = 17
NONE = Alternatives((), (), ())
SLOW = ("examples/mixed-teachers/declaration.yaml", "examples/olmocr/declaration.yaml")


def pose_task(case: Posed, alternatives: Alternatives) -> Task | None:
    exposure = try_answer(case, otherwise=False)
    question = Question(case.as_of, frozenset({Standing.TEXT, *case.admitted}), (), case.positions)
    return Task(case.policy, case.declaration, question, exposure, alternatives, LIMIT) if exposure is not None else None


def list_worse(before: Exposure, after: Exposure, targets: tuple[str, ...]) -> list[str]:
    """What is not clear although it should be, and what is worse than it was; what was not found was clear."""
    allowed = {f.id: Verdict.CLEAR if f.id in targets else f.severity for f in before.findings}
    return [f.id for f in after.findings if f.severity > allowed.get(f.id, Verdict.CLEAR)]


def does(task: Task, plan: Plan, targets: tuple[str, ...]) -> bool:
    try:
        after = evaluate(task.policy, task.apply(plan), task.question, otherwise=False)
    except Refused:
        return False
    return list_worse(task.exposure, after, targets) == []


@pytest.mark.parametrize("where", ["random", "shipped"])
def test_a_repair_made_in_the_records_brings_what_it_promises(where: str) -> None:
    """Looked at in full, and by another way than that on which repairs are found."""
    seen: Counter[str] = Counter()
    shipped = [case for name, case in example_cases().items() if name not in SLOW]
    for case in random_cases("repair", COUNT) if where == "random" else shipped:
        others = NONE if where == "random" else find_alternatives(Wanted(), case.declaration, setting())[0]
        task = pose_task(case, others)
        exposed = tuple(f.id for f in task.exposure.findings if f.severity is not Verdict.CLEAR) if task is not None else ()
        for targets in dict.fromkeys((exposed, exposed[:1]) if where == "random" else (exposed,)) if exposed else ():
            assert task is not None
            seen["asked"] += 1
            for repair in find_repairs(task, targets).repairs[:2]:
                plan = find_plan(task, repair)
                assert does(task, plan, targets), (targets, repair.edits)
                again = repair.cost - sum(option.cost for _, option in plan)
                assert (again % AGAIN, again >= 0, again <= AGAIN * len(plan), repair.cost <= LIMIT) == (0, True, True, True)
                seen.update(["made", f"of {len(plan)} edits", *(f.verdict.word for f in task.exposure.findings if f.id in targets)])
    print(f"{where}: {dict(seen)}")
    assert (seen["made"] > 4, seen["asked"] > 4) == (True, True)


@pytest.mark.parametrize("name", ["open-weight-teachers/declaration.yaml", "classifier-kept-and-released/released.yaml"])
def test_a_repair_made_in_the_file_brings_what_it_promises(name: str, tmp_path: Path) -> None:
    original = ROOT / "examples" / name
    before = check_file(original, setting(), ASKED).exposure
    found = repair_file(original, setting(), ASKED, Wanted(limit=22))
    assert before is not None
    assert found.mending is not None
    assert len(found.mending.together.repairs) >= 10
    for repair in found.mending.together.repairs[::5]:
        path = tmp_path / f"{repair.cost}.yaml"
        path.write_bytes(original.read_bytes())
        assert apply_repair(path, found, repair, setting()) == ()
        after = check_file(path, setting(), ASKED).exposure
        assert after is not None
        assert list_worse(before, after, found.mending.together.targets) == []
