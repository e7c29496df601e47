"""What a case says when it comes out otherwise, line for line."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from gauger.app.cases import Expected, PolicyCase, compare, document_of, find_case_files, read_cases
from gauger.app.setting import load_setting
from gauger.declaration import read_tree
from gauger.declaration.tree import build_plain
from gauger.findings.model import Exposure, Verdict
from gauger.text import Source
from tests.unit.engine.texts import BAN, document, policy
from tests.unit.findings.building import expose, make_finding, settle, span

ACME = """publisher acme
  title    "Acme"
  products text

channel acme/api
  title "Acme API"

document acme/terms
  title     "Acme Terms"
  publisher acme
  url       "https://acme.example/terms"
  encoded   by "nobody" on 2026-11-23
  governs   acme/api

  version 2026-01-01
    recorded somewhere "acme.md" from 2026-01-01

  clause quiet
    at        "whole document"
    says      "Nothing is said about training."
    silent on train model using output
"""
KEY = "acme/terms#no-competing"
EXPOSURE = expose(make_finding())


def differ(verdict: str = "grey", exposure: Exposure = EXPOSURE, **more: Any) -> list[str]:
    """The differences, without the place that begins each."""
    act, source = more.pop("act", None), more.pop("source", None)
    expected = Expected(KEY, act, source, verdict, {k.replace("_", "-"): v for k, v in more.items()}, span(5))
    lines = list(compare(expected, exposure))
    assert all(line.startswith(f"5: {KEY}: ") for line in lines)
    return [line.removeprefix(f"5: {KEY}: ") for line in lines]


def test_what_is_as_expected_is_not_told() -> None:
    assert differ(
        act="train", source="ask", causes=["reading", "fact"], pivots=["competes", "student.releases"], missing=["student.releases"],
        exceptions={"classifier": "never", "ordered": "in some worlds"}, as_modelled="no", duty="None",
        says=["ended the day before", "student.releases: prohibited", "student.task is chat", "#free not settled", "assuming lawful"],
    ) == []  # fmt: skip


@pytest.mark.parametrize(
    ("more", "line"),
    [
        ({"causes": ["reading"]}, "expected causes reading, got fact, reading"),
        ({"pivots": ["rivals"]}, "expected pivot rivals, got reading:acme/terms:competes, fact:student.releases"),
        ({"missing": ["student.task"]}, "expected missing fact student.task, got fact:student.releases"),
        ({"exceptions": {"classifier": "always"}}, "expected exception classifier to hold always, got never"),
        ({"exceptions": {"other": "never"}}, "expected exception other to hold never, got no such exception"),
        ({"duty": "unmet"}, "expected duty unmet, got None"),
        ({"as_modelled": "yes"}, "expected as modelled yes, got False"),
        ({"leads_to": ["ending"]}, "expected to lead to ending, got suspension"),
        ({"says": "nothing of the kind"}, "nothing says `nothing of the kind`"),
    ],
)
def test_each_difference_is_a_line(more: dict[str, Any], line: str) -> None:
    assert differ(**more) == [line]


def test_another_verdict_comes_with_its_cause() -> None:
    assert differ("clear") == [
        "expected clear, got grey (fact, reading, pivots reading:acme/terms:competes, fact:student.releases)"
        " in acme/terms#no-competing@train:ask"
    ]
    clear = expose(settle(Verdict.CLEAR, name="no-competing"))
    assert differ("grey", clear) == ["expected grey, got clear (no cause) in acme/terms#no-competing@train:ask"]
    assert differ("clear", clear, causes=["duty"], pivots=["competes"], missing=["x"]) == [
        "expected causes duty, got none", "expected pivot competes, got none", "expected missing fact x, got none"
    ]  # fmt: skip


def test_a_finding_that_is_not_there_and_one_that_should_not_be() -> None:
    assert differ("grey", expose()) == ["expected grey, got no finding"]
    assert differ("grey", act="release") == ["expected grey, got no finding"]
    assert differ("grey", source="other") == ["expected grey, got no finding"]
    assert differ("not engaged") == ["expected no finding, got grey (acme/terms#no-competing@train:ask)"]
    assert differ("not engaged", expose()) == []


def test_a_file_of_cases_belongs_to_the_document_beside_it() -> None:
    found = policy(document(BAN))
    name = Path(found.documents["acme/terms"].span.source.name)
    assert document_of(name.with_name(f"{name.stem}.cases.yaml"), found) == "acme/terms"
    assert document_of(Path("elsewhere/other.cases.yaml"), found) is None
    assert document_of(Path("elsewhere") / name.parent.name / f"{name.stem}.cases.yaml", found) is None


def test_a_file_of_cases_is_beside_its_document_however_either_is_reached(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder of the same name elsewhere holds another document; `.` and a link are the folder itself."""
    pack = tmp_path / "openai"
    pack.mkdir()
    (tmp_path / "link").symlink_to(pack)
    (pack / "services-agreement.tos").write_text(ACME, encoding="utf-8")
    monkeypatch.chdir(pack)
    setting, _ = load_setting([Path()])
    assert setting is not None
    for folder in (Path(), pack, Path("../openai"), tmp_path / "link"):
        assert document_of(folder / "services-agreement.cases.yaml", setting.policy) == "acme/terms"
    assert document_of(Path("../elsewhere/openai/services-agreement.cases.yaml"), setting.policy) is None


def test_files_of_cases_are_found_in_folders_and_taken_as_named(tmp_path: Path) -> None:
    for name in ("b/x.cases.yaml", "a.cases.yaml", "a.yaml"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    assert find_case_files([tmp_path]) == (tmp_path / "a.cases.yaml", tmp_path / "b" / "x.cases.yaml")
    assert find_case_files([tmp_path / "a.yaml"]) == (tmp_path / "a.yaml",)


MODEL = """- case: one
  as-of: 2026-11-23
  admit: [statement]
  assume: {competes: substitute}
  declaration: {gauger: 1, project: one, party: {kind: company}, steps: [{id: train, date: 2026-03-02}]}
  expect: []
"""


def read_two(second: str) -> tuple[list[PolicyCase], list[str]]:
    tree, mistakes = read_tree(Source("a.cases.yaml", MODEL + second))
    assert tree is not None
    assert mistakes == ()
    cases, found = read_cases(tree, None, policy(document(BAN)))
    return list(cases), [m.message for m in found]


def test_a_case_that_is_like_another_has_all_but_what_it_says() -> None:
    (one, two), mistakes = read_two("- {case: two, like: one, with: {steps.train.date: 2026-03-03}, without: [party.kind], expect: []}")
    assert mistakes == []
    assert two.asked == one.asked
    assert (one.asked.as_of.isoformat(), one.asked.assume) == ("2026-11-23", (("competes", "substitute"),))
    assert build_plain(two.declaration) == {"gauger": 1, "project": "one", "party": {}, "steps": [{"id": "train", "date": "2026-03-03"}]}


def test_what_a_case_says_itself_goes_before_what_it_is_like() -> None:
    (_, two), mistakes = read_two("- {case: two, like: one, as-of: 2026-01-01, admit: [reported], assume: {a: b}, expect: []}")
    assert mistakes == []
    assert (two.asked.as_of.isoformat(), sorted(two.asked.admitted), two.asked.assume) == (
        "2026-01-01",
        ["reported", "text"],
        (("a", "b"),),
    )


@pytest.mark.parametrize(
    ("second", "message"),
    [
        ("- {case: two, like: onn, expect: []}", "no case before this one is named `onn`"),
        ("- {case: two, like: one, declaration: {}, expect: []}", "a case declares all itself or is like another one"),
        ("- {case: two, without: [steps], expect: []}", "`without` changes nothing"),
        ("- {case: two, like: one, with: {step.x: 1}, expect: []}", "there is no `step.x` in the declaration that this one is like"),
        ("- {case: two, like: one}", "`expect` is missing"),
    ],
)
def test_a_case_that_is_like_another_wrongly_is_told_once(second: str, message: str) -> None:
    assert read_two(second)[1] == [message]
