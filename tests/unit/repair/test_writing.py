"""A plan written into files of each format: what is not touched stays letter for letter, and the file says what the plan promised."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
import yaml

from gauger.declaration import Format, check_facts, load_text, read_tree
from gauger.declaration.editing import edit_text
from gauger.engine import survey
from gauger.findings.model import Repair, Verdict
from gauger.repair import Task, find_plan, find_repairs
from gauger.repair.applying import find_redone
from gauger.repair.writing import write_plan
from gauger.text import Source
from gauger.text.values import replace
from tests.unit.repair.scenes import DECLARATION, USUAL, exposed, scene
from tests.unit.repair.test_repairing import SCENES
from tests.unit.scenes import read_catalogue

FORMATS: tuple[Format, ...] = ("yaml", "json", "toml")


def spell(text: str, format_: Format) -> str:
    """A declaration in another format."""
    if format_ == "yaml":
        return text
    value = _read_flags(yaml.load(text, yaml.BaseLoader))  # every scalar a string, so that days stay as they are written
    value["gauger"] = 1
    return json.dumps(value, indent=2) + "\n" if format_ == "json" else "# kept\n" + "".join(_spell_table(value))


def _read_flags(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: item in {"yes", "true"} if key in {"copy", "complete"} else _read_flags(item) for key, item in value.items()}
    return [_read_flags(item) for item in value] if isinstance(value, list) else value


def _spell_table(value: dict[str, Any]) -> list[str]:
    return [f"{key} = {_spell_value(item)} # {key}\n" for key, item in value.items()]


def _spell_value(value: Any) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key} = {_spell_value(item)}" for key, item in value.items()) + "}"
    return "[" + ", ".join(map(_spell_value, value)) + "]" if isinstance(value, list) else json.dumps(value)


def write(task: Task, repair: Repair, text: str, format_: Format) -> str:
    """The text with a repair in it."""
    name = f"gauger.{format_}"
    tree, mistakes = read_tree(Source(name, text), format_)
    declaration, more = load_text(name, text, format_, catalogue=read_catalogue())
    assert (mistakes, more) == ((), ())
    assert tree is not None
    assert declaration is not None
    plan = find_plan(task, repair)
    redone = find_redone(task.declaration, task.case.order, (r for axis, _ in plan for r in axis.records), task.question.as_of)
    edits = write_plan(tree, declaration, task.policy.vocabulary, plan, sorted(redone))
    edited, wrong = edit_text(Source(name, text), edits, format_)
    assert wrong == ()
    assert edited is not None
    return edited


def judge(task: Task, text: str, format_: Format) -> dict[str, Verdict]:
    declaration, mistakes = load_text(f"gauger.{format_}", text, format_, catalogue=read_catalogue())
    assert declaration is not None, [m.message for m in mistakes]
    typed, mistakes = check_facts(declaration, task.policy.vocabulary)
    assert not mistakes
    assert typed is not None
    found = survey(task.policy, typed, task.question)
    return {name: severity for name, severity in found.severities.items() if severity is not Verdict.CLEAR}


def without_strangers(task: Task) -> Task:
    """The task with what a file can name: stand-ins that the scene makes up are known to nobody who reads the file."""
    return Task(
        task.policy,
        task.declaration,
        task.question,
        task.exposure,
        replace(task.alternatives, teachers=(), bases=(), datasets=()),
        task.limit,
    )


@pytest.mark.parametrize("format_", FORMATS)
@pytest.mark.parametrize("name", SCENES)
def test_what_is_written_brings_what_was_promised(name: str, format_: Format) -> None:
    text = spell(DECLARATION.format(**{**USUAL, **SCENES[name]}), format_)
    task = without_strangers(scene(16, **SCENES[name]))
    for target in exposed(task):
        for repair in find_repairs(task, (target,)).repairs[:6]:
            edited = write(task, repair, text, format_)
            left = judge(task, edited, format_)
            promised = task.after(find_plan(task, repair))
            assert promised is not None
            assert left == {n: s for n, s in promised.severities.items() if s is not Verdict.CLEAR}
            assert target not in left
            before = task.exposed
            assert [n for n, severity in left.items() if severity > before.get(n, Verdict.CLEAR)] == []
            assert [c for c in re.findall(r"# .*", text) if c not in edited] == []


def test_lines_without_an_edit_stay_as_they_are() -> None:
    text = DECLARATION.format(**USUAL)
    task = without_strangers(scene(16))
    repairs = find_repairs(task, exposed(task)).repairs
    assert repairs
    for repair in repairs:
        edited = write(task, repair, text, "yaml").splitlines()
        before = text.splitlines()
        untouched = [line for line in before if not line.startswith(("  - {id: ask", "  - {id: tune", "releases", "party", "agreements"))]
        assert [line for line in untouched if line not in edited] == []


def test_what_is_done_again_is_planned_and_its_day_stays_as_a_comment() -> None:
    task = without_strangers(scene(16))
    repair = next(r for r in find_repairs(task, exposed(task)).repairs if "ask" in r.redone)
    edited = write(task, repair, DECLARATION.format(**USUAL), "yaml")
    assert "date: planned" in edited
    assert "had been done: 2026-03-01" in edited


def test_what_had_no_day_gets_no_comment_on_it() -> None:
    task = without_strangers(scene(16, asked="unknown", tuned="unknown"))
    repair = next(r for r in find_repairs(task, exposed(task)).repairs if r.redone)
    assert "had been done" not in write(task, repair, DECLARATION.format(**{**USUAL, "asked": "unknown", "tuned": "unknown"}), "yaml")
