"""Answers to missing facts: where each belongs, what may stand there, and the text that comes of it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from gauger.declaration import read_tree
from gauger.declaration.editing import edit_text
from gauger.declaration.records import Declaration
from gauger.declaration.slots import Slot, find_slot, read_answer, write_answer
from gauger.declaration.tree import Tree
from gauger.policy.model import Vocabulary
from gauger.text import Source
from tests.unit.scenes import read_declaration, read_policy

VOCABULARY = """\
attribute step.paid
  says "Whether it was paid for."
  yes or no
attribute step.output
  says "What was taken."
  some of completions, labels
attribute release.people
  says "How many."
  number
attribute release.form
  says "How."
  one of weights, service
attribute party.users
  says "How many people use its products."
  figure
part credit of release
  says "Words of credit."
attribute credit.phrase
  says "The words."
  name
attribute permission.form
  says "How leave is given."
  one of email, written
"""
TEXT = """\
gauger: 1
party: {name: Us, namespace: us} # who
artifacts:
  big: {model: closed/big}
  rows: {dataset: us/rows}
  student: {model: us/student}
steps:
  - {id: ask, does: generate, with: big, data: unknown, yields: rows} # first
  - {id: tune, does: train, from: [], data: {complete: false, items: [rows]}, yields: student, date: 2026-03-09}
releases:
  complete: false
  items:
    - {artifact: student, date: planned}
agreements:
  - {document: a/terms, permission: [{clauses: [a/terms#x], form: email, given: 2026-01-01}]}
  - {document: a/terms}
"""


def vocabulary() -> Vocabulary:
    return read_policy(VOCABULARY).vocabulary


def read(text: str = TEXT) -> tuple[Declaration, Tree]:
    tree, mistakes = read_tree(Source("gauger.yaml", text), "yaml")
    assert mistakes == ()
    assert tree is not None
    return read_declaration(text), tree


def slot_of(key: str, text: str = TEXT) -> Slot | None:
    declaration, tree = read(text)
    return find_slot(f"fact:{key}", declaration, tree, vocabulary())


@pytest.mark.parametrize(
    ("key", "slot"),
    [
        ("ask.via", Slot(("steps", 0, "via"), "word")),
        ("ask.served-by", Slot(("steps", 0, "served-by"), "word")),
        ("ask.date", Slot(("steps", 0, "date"), "days")),
        ("ask.paid", Slot(("steps", 0, "paid"), "yes or no")),
        ("ask.output", Slot(("steps", 0, "output"), "words", ("completions", "labels"))),
        ("ask.for", Slot(("steps", 0, "for"), "words")),
        ("ask.data", Slot(("steps", 0, "data"), "words")),
        ("tune.further-bases", Slot(("steps", 1, "from"), "words")),
        ("rows.obtained", Slot(("artifacts", "rows", "obtained"), "days")),
        ("big.under", Slot(("artifacts", "big", "under"), "word")),
        ("student.releases", Slot(("releases", "complete"), "words", closes=True)),
        ("student.release.people", Slot(("releases", 0, "people"), "number")),
        ("student.release.form", Slot(("releases", 0, "form"), "word", ("weights", "service"))),
        ("student.release.credit", Slot(("releases", 0, "credit"), "words")),
        ("declarant.agreements", Slot(("agreements",), "words", closes=True)),
        ("declarant.affiliates", Slot(("parties",), "words", closes=True)),
        ("declarant.users as of 2026-01-01", Slot(("party", "users"), "number", figure=(("on", date(2026, 1, 1)), ("with", "alone")))),
        (
            "declarant.users with affiliates at tune",
            Slot(("party", "users"), "number", figure=(("from", date(2026, 3, 9)), ("until", date(2026, 3, 9)), ("with", "affiliates"))),
        ),
        ("declarant.users at student.release", Slot(("party", "users"), "number", figure=(("with", "alone"),))),
        ("agreement a/terms.accepted", Slot(("agreements", 0, "accepted"), "day")),
        ("agreement a/terms 2.last-accepted by 2026-01-01", Slot(("agreements", 1, "renewed"), "days")),
        ("agreement a/terms.form", Slot(("agreements", 0, "form"), "word", ("click-through", "signed", "order-form"))),
        ("agreement a/terms.objected 2026-01-01", Slot(("agreements", 0, "objected"), "words", closes=True)),
        ("permission a/terms 1.until", Slot(("agreements", 0, "permission", 0, "until"), "day")),
        ("permission a/terms 1.form", Slot(("agreements", 0, "permission", 0, "form"), "word")),
    ],
)
def test_a_fact_has_its_place(key: str, slot: Slot) -> None:
    assert slot_of(key) == slot


@pytest.mark.parametrize(
    "key",
    [
        "nobody.date",
        "ask.nothing",
        "declarant.users under no name",
        "declarant.users as of some day",
        "agreement a/other.accepted",
        "agreement a/terms 3.accepted",
        "agreement a/terms.nothing",
        "permission a/terms 2.until",
        "permission a/terms 1.clauses",
        "permission a/terms x.until",
    ],
)
def test_what_is_asked_of_nothing_known_has_none(key: str) -> None:
    assert slot_of(key) is None


@pytest.mark.parametrize(
    ("kind", "written", "value"),
    [
        ("yes or no", "YES", True),
        ("yes or no", " n ", False),
        ("yes or no", "perhaps", None),
        ("number", "700,000,000", 700_000_000),
        ("number", "0.136", Decimal("0.136")),
        ("number", "1e3", 1000),
        ("number", "many", None),
        ("number", "NaN", None),
        ("number", "Infinity", None),
        ("day", "2026-03-12", date(2026, 3, 12)),
        ("day", "2026-02-30", None),
        ("days", "planned", "planned"),
        ("days", "2026-03-12", date(2026, 3, 12)),
        ("words", "a, b ,,c", ["a", "b", "c"]),
        ("words", "None", []),
        ("word", "anthropic/api", "anthropic/api"),
        ("word", "  ", None),
    ],
)
def test_an_answer_is_typed(kind: str, written: str, value: object) -> None:
    found = read_answer(Slot(("x",), kind), written)  # type: ignore[arg-type]
    assert (found, type(found)) == (value, type(value))


def test_only_an_end_can_be_never() -> None:
    assert read_answer(Slot(("a", "until"), "day"), "never") == "never"
    assert read_answer(Slot(("a", "given"), "day"), "never") is None


def written(key: str, answer: str, text: str = TEXT) -> str | None:
    """The text with an answer in it."""
    declaration, tree = read(text)
    slot = find_slot(f"fact:{key}", declaration, tree, vocabulary())
    assert slot is not None
    edits = write_answer(slot, answer, tree)
    if edits is None:
        return None
    edited, mistakes = edit_text(Source("gauger.yaml", text), edits, "yaml")
    assert mistakes == ()
    return edited


@pytest.mark.parametrize(
    ("key", "answer", "before", "after"),
    [
        ("ask.via", "closed/api", "yields: rows} # first", "yields: rows, via: closed/api} # first"),
        ("ask.data", "none", "data: unknown", "data: []"),
        ("tune.data", "none", "complete: false, items: [rows]", "complete: true, items: [rows]"),
        ("tune.data", "other, more", "complete: false, items: [rows]", "complete: true, items: [rows, other, more]"),
        ("student.releases", "nothing", "  complete: false\n", "  complete: true\n"),
        ("declarant.users as of 2026-01-01", "12", "namespace: us}", 'namespace: us, users: [{value: 12, "on": 2026-01-01, with: alone}]}'),
        ("permission a/terms 1.until", "never", "given: 2026-01-01}", "given: 2026-01-01, until: never}"),
    ],
)
def test_an_answer_changes_its_place_and_nothing_else(key: str, answer: str, before: str, after: str) -> None:
    assert TEXT.count(before) == 1
    assert written(key, answer) == TEXT.replace(before, after)


def test_a_second_figure_is_added_to_the_first() -> None:
    text = TEXT.replace("namespace: us}", "namespace: us, users: [{value: 3, on: 2025-01-01}]}")
    more = ', {value: 12, "on": 2026-01-01, with: alone}]}'
    assert written("declarant.users as of 2026-01-01", "12", text) == text.replace("2025-01-01}]}", "2025-01-01}" + more)


def test_lists_that_are_missing_are_closed_empty() -> None:
    text = TEXT[: TEXT.index("agreements:")]
    assert written("declarant.agreements", "none", text) == text + "agreements: []\n"
    assert written("declarant.affiliates", "none", text) == text + "parties: {}\n"


def test_what_closes_a_list_takes_one_answer_alone() -> None:
    assert written("student.releases", "some") is None
    assert written("student.releases", "") is None
