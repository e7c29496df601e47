"""Declarations that are like others: every kind of place, and what fits nowhere."""

from __future__ import annotations

import pytest

from gauger.app.variants import list_places, read_changes, vary
from gauger.declaration import read_tree
from gauger.declaration.tree import Branch, Tree, build_plain
from gauger.text import Source

COLLECT = {"id": "collect", "date": "2026-03-02"}
MODEL = """
party: {kind: company}
artifacts: {student: {model: acme/s, scope: narrow}}
steps:
  - {id: collect, date: 2026-03-02}
  - {id: train, data: [pairs]}
releases:
  - {artifact: student, commercial: true}
marks: [a, b]
"""


def read(text: str) -> Branch:
    tree, mistakes = read_tree(Source("case.yaml", text))
    assert mistakes == ()
    assert isinstance(tree, Branch)
    return tree


def change(text: str) -> tuple[Tree, list[str]]:
    case = read(text)
    varied, mistakes = vary(read(MODEL), read_changes(case.find("with"), case.find("without")))
    return varied, [f"{m.message.removeprefix('there is no ')} ({m.help})" for m in mistakes]


@pytest.mark.parametrize(
    ("text", "key", "expected"),
    [
        ("with: {party.kind: academic}", "party", {"kind": "academic"}),
        ("with: {party.established-in: DE}", "party", {"kind": "company", "established-in": "DE"}),
        ("with: {releases: []}", "releases", []),
        ("with: {agreements: [{document: x}]}", "agreements", [{"document": "x"}]),
        ("with: {releases.student.commercial: false}", "releases", [{"artifact": "student", "commercial": False}]),
        ("with: {steps.train.data.0: labels}", "steps", [COLLECT, {"id": "train", "data": ["labels"]}]),
        ("with: {steps.1.stage: sft}", "steps", [COLLECT, {"id": "train", "data": ["pairs"], "stage": "sft"}]),
        ("with: {releases.base: {artifact: base}}", "releases", [{"artifact": "student", "commercial": True}, {"artifact": "base"}]),
        ("without: [artifacts.student.scope]", "artifacts", {"student": {"model": "acme/s"}}),
        ("without: [steps.collect]", "steps", [{"id": "train", "data": ["pairs"]}]),
        ("{with: {party.size: big}, without: [party.size]}", "party", {"kind": "company"}),
    ],
)  # fmt: skip
def test_a_place_is_written_anew(text: str, key: str, expected: object) -> None:
    varied, mistakes = change(text)
    before, after = build_plain(read(MODEL)), build_plain(varied)
    assert mistakes == []
    assert isinstance(before, dict)
    assert isinstance(after, dict)
    assert after[key] == expected
    assert {k: v for k, v in after.items() if k != key} == {k: v for k, v in before.items() if k != key}


HELP = "write a path such as `artifacts.student.scope` or `steps.collect.date`"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("with: {partie.kind: x}", "`partie.kind` (did you mean `party.kind`?)"),
        ("with: {party.kind.sort: x}", "`party.kind.sort` (did you mean `party.kind`?)"),
        ("with: {releases.quite-another: {artifact: base}}", f"`releases.quite-another` ({HELP})"),
        ("with: {steps.9: a}", "`steps.9` (did you mean `steps`?)"),
        ("without: [zzz]", f"`zzz` ({HELP})"),
        ("without: [steps.colect]", "`steps.colect` (did you mean `steps.collect`?)"),
    ],
)  # fmt: skip
def test_a_place_that_is_not_there_is_told_and_changes_nothing(text: str, message: str) -> None:
    varied, mistakes = change(text)
    assert mistakes == [message.replace("` (", "` in the declaration that this one is like (", 1)]
    assert varied == read(MODEL)


def test_places_are_all_that_lead_somewhere() -> None:
    assert list_places(read("{a: [{id: x, b: 1}, c], d: e}")) == ("a", "a.x", "a.x.id", "a.x.b", "a.1", "d")
