"""What is asked of a repair: findings, stand-ins, and what is said of those that are none."""

from __future__ import annotations

from pathlib import Path

import pytest

from gauger.app.repairing import Wanted, apply_repair, find_alternatives, repair_file
from gauger.catalogue import load_offers
from gauger.findings.model import Verdict
from gauger.repair import find_plan
from tests.unit.app.test_asking import ASKED, setting
from tests.unit.cli.running import CLEAR, PROHIBITED
from tests.unit.scenes import read_declaration

DECLARATION = "gauger: 1\nartifacts:\n  own: {model: Qwen/Qwen3-8B, license: mit}\n  rows: {dataset: acme/rows}\n"


def offered(**wanted: tuple[str, ...]) -> tuple[list[str], list[str], list[str], list[str]]:
    found, mistakes = find_alternatives(Wanted(**wanted), read_declaration(DECLARATION), setting())  # type: ignore[arg-type]
    teachers = [f"{t.model.reference} via {t.via}" for t in found.teachers]
    return teachers, [b.reference for b in found.bases], [d.reference for d in found.datasets], [m.code for m in mistakes]


def test_what_ships_is_offered_where_nothing_is_named() -> None:
    teachers, bases, datasets, mistakes = offered()
    assert teachers == [f"{o.reference} via {o.via}" for o in load_offers() if o.role == "teacher"]
    assert bases == [o.reference for o in load_offers() if o.role == "base"]
    assert (datasets, mistakes) == ([], [])


def test_what_is_named_takes_the_place_of_what_ships_for_its_role_alone() -> None:
    teachers, bases, datasets, mistakes = offered(teachers=("Qwen/Qwen3-8B", "openai/gpt-5.5@openai/api"), datasets=("acme/more",))
    assert teachers == ["Qwen/Qwen3-8B via local", "openai/gpt-5.5 via openai/api"]
    assert bases == [o.reference for o in load_offers() if o.role == "base"]
    assert (datasets, mistakes) == (["acme/more"], [])


def test_a_stand_in_that_is_declared_is_taken_as_declared() -> None:
    found, _ = find_alternatives(Wanted(teachers=("Qwen/Qwen3-8B",)), read_declaration(DECLARATION), setting())
    assert [licence.id for licence in found.teachers[0].model.licences or ()] == ["mit"]


def test_every_stand_in_that_is_none_is_told() -> None:
    *_, mistakes = offered(teachers=("qwen@nowhere",), bases=("b",), datasets=("d", "a/rows"))
    assert mistakes == ["G482", "G483", "G483", "G483"]


def test_findings_are_named_by_a_part_once() -> None:
    whole = repair_file(PROHIBITED, setting(), ASKED, Wanted(limit=4))
    assert whole.mending is not None
    one = whole.mending.findings[0].id
    again = repair_file(PROHIBITED, setting(), ASKED, Wanted((one, one), 4))
    assert again.mending is not None
    assert (again.mending.together.targets, again.mending.apart) == ((one,), ())


def test_nothing_to_repair_has_no_repairs() -> None:
    found = repair_file(CLEAR, setting(), ASKED, Wanted())
    assert found.mending is not None
    assert (found.mending.findings, found.mending.together.repairs, found.mending.apart) == ((), (), ())


def test_every_repair_of_an_example_clears_what_it_says_and_makes_nothing_worse(tmp_path: Path) -> None:
    found = repair_file(PROHIBITED, setting(), ASKED, Wanted())
    assert found.mending is not None
    assert found.mending.together.repairs
    for number, repair in enumerate(found.mending.together.repairs):
        path = tmp_path / f"{number}.yaml"
        path.write_bytes(PROHIBITED.read_bytes())
        assert apply_repair(path, found, repair, setting()) == ()
        after = repair_file(path, setting(), ASKED, Wanted(limit=1))
        assert after.mending is not None
        assert after.mending.findings == ()


@pytest.mark.parametrize("name", ["none.yaml", "gauger.txt"])
def test_a_file_that_cannot_be_read_is_told(name: str, tmp_path: Path) -> None:
    (tmp_path / "gauger.txt").write_text("gauger: 1\n", encoding="utf-8")
    found = repair_file(tmp_path / name, setting(), ASKED, Wanted())
    assert found.mending is None
    assert [m.severity for m in found.diagnostics] == ["error"]


def test_a_repair_never_leaves_a_target_exposed() -> None:
    found = repair_file(PROHIBITED, setting(), ASKED, Wanted())
    assert found.mending is not None
    assert found.task is not None
    for repair in found.mending.together.repairs:
        after = found.task.after(find_plan(found.task, repair))
        assert after is not None
        assert [n for n in found.mending.together.targets if after.severities.get(n, Verdict.CLEAR) is not Verdict.CLEAR] == []
