"""Repairs against every set of edits tried one by one, and what a repair says."""

from __future__ import annotations

import pytest

from gauger.declaration.artifacts import build_known
from gauger.declaration.records import Licence
from gauger.engine import evaluate
from gauger.repair import Alternatives, Task, find_plan, find_repairs
from gauger.text import Source, Span
from gauger.text.values import replace
from tests.unit.repair.brute import find_smallest, list_made, survey_all
from tests.unit.repair.scenes import exposed, scene
from tests.unit.scenes import read_catalogue

SCENES: dict[str, dict[str, str]] = {
    "usual": {},
    "kept inside": {"releases": "[]"},
    "releases not declared": {"releases": "unknown"},
    "more releases may be": {"releases": "{complete: false, items: [{artifact: student, name: Us One, form: service, date: planned}]}"},
    "let out already": {"releases": "[{artifact: student, name: Us One, form: weights, copy: no, date: 2026-04-01}]"},
    "nothing said of the release": {"releases": "[{artifact: student, date: planned}]"},
    "not dated": {"asked": "unknown", "tuned": "unknown"},
    "planned": {"asked": "planned", "tuned": "planned"},
    "channel not declared": {"via": "unknown"},
    "through the app": {"via": "closed/app"},
    "from an open base": {"base": "[base]", "data": "[bought]"},
    "from an open base that is registered elsewhere": {"base": "[base]", "data": "[rows]"},
    "base not declared": {"base": "unknown", "data": "[rows]"},
    "data not declared": {"data": "unknown"},
    "a sorter": {"kind": "sorter"},
    "kind not declared": {"kind": "unknown"},
}


FEWER = {"base not declared", "from an open base that is registered elsewhere", "more releases may be"}
"""Scenes of so many edits that trying all of them out takes long: tried out up to less."""


@pytest.mark.parametrize("name", SCENES)
def test_repairs_are_all_the_smallest_sets_that_do(name: str) -> None:
    task = scene(11 if name in FEWER else 12, **SCENES[name])
    targets = exposed(task)
    surveyed = survey_all(task)
    assert list_made(find_repairs(task, targets)) == (find_smallest(task, surveyed, targets) if targets else {frozenset()})
    for target in targets:
        assert list_made(find_repairs(task, (target,))) == find_smallest(task, surveyed, (target,)), target


def test_some_scene_has_repairs_and_some_has_none() -> None:
    found = {name: len(find_repairs(task, exposed(task)).repairs) for name in SCENES if exposed(task := scene(14, **SCENES[name]))}
    assert any(found.values())
    assert max(found.values()) > 3


def told(task: Task, *targets: str) -> list[tuple[int, list[str]]]:
    found = find_repairs(task, targets or exposed(task))
    return [(repair.cost, [made.says for made in repair.edits]) for repair in found.repairs]


def test_the_cheapest_comes_first_and_says_what_to_do() -> None:
    task = scene(limit=8, data="[rows, bought]", releases="[]", asked="planned", tuned="planned")
    assert told(task) == [
        (4, ["leave `us/rows` out of `tune`"]),
        (4, ["reach `closed/big` via closed/app instead of closed/api at `ask`"]),
        (5, ["take `free/rows` in place of `us/rows` at `tune`"]),
        (7, ["obtain leave from closed (written) for closed/terms#new-ban, given by 2026-06-01 and without end"]),
        (8, ["let `open/large` via open/api answer at `ask` in place of `closed/big`"]),
    ]


def test_an_edit_of_what_is_done_costs_doing_it_again_besides() -> None:
    """Changing it is never cheaper than doing it again as it was."""
    task = scene(limit=13, data="[rows, bought]", releases="[]")
    leave = "obtain leave from closed (written) for closed/terms#ban, closed/terms#new-ban, given by 2026-06-01 and without end"
    assert told(task) == [
        (9, ["reach `closed/big` via closed/app instead of closed/api at `ask`"]),
        (9, ["leave `us/rows` out of `tune`"]),
        (10, ["take `free/rows` in place of `us/rows` at `tune`"]),
        (12, [leave, "do `tune` again on 2026-06-01, under the terms of that day"]),
        (12, [leave, "do `ask` again on 2026-06-01, under the terms of that day"]),
        (13, ["let `open/large` via open/api answer at `ask` in place of `closed/big`"]),
    ]
    again = {axis.key: axis.again for axis in task.axes}
    assert (again["ask access"], again["tune data rows"], again["leave closed"]) == (5, 5, 0)


def test_one_thing_that_is_done_again_is_paid_for_once_whatever_is_changed_about_it() -> None:
    task = scene(limit=17, releases=LET_OUT, via="open/api")
    cheapest, *others = find_repairs(task, exposed(task)).repairs
    assert (cheapest.cost, [made.cost for made in cheapest.edits]) == (8, [6, 1, 1])
    assert cheapest.redone == ("student.release",)
    both = next(r for r in others if [made.about for made in r.edits] == ["ask access", "student.release.copy"])
    assert (both.cost, [made.cost for made in both.edits]) == (10, [9, 1])  # let out again anyway, since it is made anew


def test_what_an_edit_brings_about_is_answered_too_and_told_apart() -> None:
    found = find_repairs(task := scene(limit=16), exposed(task))
    swapped = next(r for r in found.repairs if any("open/large" in made.label for made in r.edits))
    answers = {made.says: made.answers for made in swapped.edits}
    assert answers["show credit with `student.release`: Made with Open"] == ("open/terms#credit@student.release:ask",)
    assert answers["make `name` of `student.release` `Open Us One` (now `Us One`)"] == ("open/terms#naming@student.release:ask",)
    assert swapped.redone == ("ask", "tune")


def test_leave_is_for_later_acts_alone_so_they_are_done_again() -> None:
    task = scene(limit=13, releases="[]", data="[rows]")
    with_leave = [edits for _, edits in told(task) if any("obtain leave" in says for says in edits)]
    leave = "obtain leave from closed (written) for closed/terms#ban, closed/terms#new-ban, given by 2026-06-01 and without end"
    assert [sorted(edits) for edits in with_leave] == [
        ["do `tune` again on 2026-06-01, under the terms of that day", leave],
        ["do `ask` again on 2026-06-01, under the terms of that day", leave],
    ]


def test_a_stand_in_whose_terms_nobody_knows_is_never_offered_as_a_repair() -> None:
    found = find_repairs(task := scene(limit=17), exposed(task))
    assert not any("nobody/model" in made.says for repair in found.repairs for made in repair.edits)


def _with_another_base(task: Task) -> Task:
    """The task with one model to start from instead, of whose making nothing is known."""
    free = build_known("model", "free/base", read_catalogue(), Span(Source("", ""), 0, 0))
    return replace(task, alternatives=Alternatives((), (replace(free, licences=(Licence("rows-1"),)),), ()))


LET_OUT = "[{artifact: student, name: Us One, form: service, marks: [], credit: [], date: 2026-04-01}]"
RELEASE = "[{artifact: student, name: Us One, form: weights, marks: [], credit: [], copy: yes, regions: [DE, FR], date: planned}]"


def test_a_starting_point_of_whose_making_no_less_is_known_stands_in_for_another() -> None:
    task = _with_another_base(scene(13, base="[base]", data="[bought]", releases=RELEASE))
    assert (13, ["start `tune` from `free/base` in place of `open/base`"]) in told(task)


def test_a_starting_point_of_whose_making_less_is_known_stands_in_for_none() -> None:
    declared = scene(13, base="[base]", data="[bought]", releases=RELEASE)
    artifacts = {**declared.declaration.artifacts, "base": replace(declared.declaration.artifacts["base"], origin_closed=True)}
    known = replace(declared.declaration, artifacts=artifacts)
    exposure = evaluate(declared.policy, known, declared.question)
    task = _with_another_base(replace(declared, declaration=known, exposure=exposure))
    assert not any("free/base" in says for _, edits in told(task) for says in edits)


def test_it_is_said_when_there_is_none() -> None:
    task = scene(limit=3)
    assert find_repairs(task, exposed(task)).repairs == ()


def test_a_limit_leaves_out_what_costs_more_and_nothing_else() -> None:
    dear, cheap = (find_repairs(task, exposed(task)).repairs for task in (scene(limit=17), scene(limit=12)))
    assert [r.edits for r in dear if r.cost <= 12] == [r.edits for r in cheap]
    assert [r.cost for r in dear] == sorted(r.cost for r in dear)


def test_a_plan_is_found_again_from_its_repair() -> None:
    task = scene(limit=8)
    for repair in find_repairs(task, exposed(task)).repairs:
        plan = find_plan(task, repair)
        assert [(axis.key, option.says) for axis, option in plan] == [(made.about, made.says) for made in repair.edits]


def test_nothing_that_describes_the_model_is_ever_edited() -> None:
    for name, more in SCENES.items():
        for axis in scene(12, **more).axes:
            assert not any(word in axis.key for word in (".kind", ".form", ".output", ".id")), name


def test_facts_are_offered_only_where_a_clause_gains_by_them() -> None:
    task = scene(limit=8)
    offered = {axis.key: [option.label for option in axis.options] for axis in task.axes}
    assert offered["student.release.copy"] == ["yes"]
    assert offered["student.release.name"] == ["`Open Us One`"]
    assert "student.release.marks" not in offered
