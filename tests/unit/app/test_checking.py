"""What is pointed out beside a verdict, what is shown of a clause, and when texts were last seen."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from gauger.app.setting import Setting, load_setting
from gauger.app.sightings import Sightings
from gauger.app.terms import outline_clause
from gauger.policy.wording import condition_lines
from tests.unit.cli.running import AS_OF, run, write
from tests.unit.engine.texts import clause, document, policy

DECLARATION = """gauger: 1
project: own
party: {name: Acme, kind: company}
artifacts:
  teacher: {model: openai/gpt-5.5}
  rows: {dataset: acme/rows}
steps:
  - {id: ask, does: generate, with: teacher, via: openai/api, data: [], output: [completions], conduct: [], date: 2026-03-02, yields: rows}
releases: []
"""


def get_setting() -> Setting:
    setting, mistakes = load_setting()
    assert setting is not None, mistakes
    return setting


def test_a_channel_with_a_slip_is_pointed_out_and_does_not_stop_the_check(tmp_path: Path) -> None:
    result = run("check", write(tmp_path, "a.yaml", DECLARATION.replace("openai/api", "openai/apy")), *AS_OF)
    assert "warning[G464]: no installed document governs the channel `openai/apy`" in result.stderr
    assert "= help: did you mean `openai/api`?" in result.stderr
    assert (result.exit_code, "NOT EXAMINED" in result.stdout) == (3, True)


@pytest.mark.parametrize(
    ("document", "clause", "said", "column"),
    [
        ("openai/services-agreement", '"3.3(e)"', None, 0),
        ("openai/services-agreement", '"3.3"', None, 0),
        ("openai/services-agreement", "openai/usage-policies#no-unsolicited-testing", None, 0),
        ("openai/service-agreement", '"3.3(e)"', "warning[G466]: no installed document is `openai/service-agreement`", 16),
        ("openai/services-agreement", "3.33", "warning[G467]: no clause of `openai/services-agreement` is `3.33`", 66),
    ],
)
def test_leave_that_lifts_nothing_is_pointed_out(tmp_path: Path, document: str, clause: str, said: str | None, column: int) -> None:
    leave = (
        f"agreements:\n  - {{document: {document}, permission: {{clauses: [{clause}], form: email, given: 2026-01-01, until: never}}}}\n"
    )
    result = run("check", write(tmp_path, "a.yaml", DECLARATION.replace("artifacts:", f"{leave}artifacts:", 1)), *AS_OF)
    assert result.exit_code != 2
    if said is None:
        assert result.stderr == ""
    else:
        assert result.stderr.startswith(said)
        assert f":{DECLARATION.partition('artifacts:')[0].count(chr(10)) + 2}:{column}\n" in result.stderr


def test_a_day_that_has_not_come_is_pointed_out(tmp_path: Path) -> None:
    path = write(tmp_path, "a.yaml", DECLARATION)
    early, late = run("check", path, "--as-of", "2026-03-01"), run("check", path, "--as-of", "2026-03-02")
    assert "warning[" in early.stderr
    assert "2026-03-02" in early.stderr
    assert "warning[" not in late.stderr


def test_a_case_whose_declaration_is_wrong_fails_with_its_place(tmp_path: Path) -> None:
    body = "".join(f"    {line}\n" for line in DECLARATION.splitlines())
    text = f"- case: one\n  as-of: 2026-11-23\n  declaration:\n{body}  expect: []\n"
    assert run("test", write(tmp_path, "good.cases.yaml", text)).exit_code == 0
    for wrong, right, code in (("does: generate", "does: genrate", "error[G324]"), ("kind: company", "kind: compny", "error[")):
        result = run("test", write(tmp_path, "bad.cases.yaml", text.replace(wrong, right)))
        assert result.exit_code == 2
        assert code in result.stderr
        assert "FAILED  one" in result.stdout


@pytest.mark.parametrize(
    ("when", "lines"),
    [
        (("when     party.size more than 5",), [(0, "party.size more than 5")]),
        (("when     model.capabilities overlaps publisher.products",), [(0, "model.capabilities overlaps publisher.products")]),
        (("when     access.rough is yes",), [(0, "access.rough is yes")]),
        (("when     never",), [(0, "never")]),
        (
            ("when none of", "  permitted by written, order-form", "  any of", "    competes(model, publisher)", "    distributed(model)"),
            [
                (0, "none of"),
                (1, "permitted by written, order-form"),
                (1, "any of"),
                (2, "competes(model, publisher)"),
                (2, "distributed(model)"),
            ],
        ),
        (
            ("when", "  some release of model", "    release.to overlaps public, employees"),
            [(0, "some release of model"), (1, "release.to overlaps public, employees")],
        ),
    ],
)
def test_conditions_are_shown_as_the_language_writes_them(when: tuple[str, ...], lines: list[tuple[int, str]]) -> None:
    found = policy(document(clause("ban", "forbids  train model using output", *when))).documents["acme/terms"].clauses["ban"]
    assert found.when is not None
    assert list(condition_lines(found.when)) == lines


def test_a_clause_is_shown_with_the_readings_that_it_calls_once_each() -> None:
    text = clause("ban", "forbids  train model using output", "when     competes(model, publisher)")
    whole = policy(document(text))
    terms = whole.documents["acme/terms"]
    lines = [line for _, line in outline_clause(whole, terms, terms.clauses["ban"])]
    assert lines.count("competes: Do they compete?") == 1
    assert "uses: Is the output used?" in lines
    assert "rumoured (statement): A word about it is enough." in lines
    assert "residue: other tests of rivalry" in lines


def test_sightings_are_read_from_the_locks_of_the_documents_asked_about() -> None:
    sightings = Sightings(get_setting().policy)
    assert isinstance(sightings["openai/services-agreement#no-competing-models"], date)
    assert sightings.get("openai/services-agreement#no-such-clause") is None
    assert sightings.get("nobody/nothing#at-all") is None
    assert len(list(sightings)) == len(sightings) > 100
    assert "openai/services-agreement#no-competing-models" in set(sightings)
