"""Readings that counsel adopts: what they settle, and which findings stand under them."""

from __future__ import annotations

from datetime import date

from gauger.declaration.records import Position
from gauger.findings.model import Exposure, Finding, PositionHeld, Verdict
from gauger.text import Span
from tests.unit.engine.test_findings import SECOND_HAND
from tests.unit.engine.texts import BAN, VOCABULARY, clause, document, pipeline, policy
from tests.unit.scenes import ask, find, read_policy

TRAIN = "forbids  train model using output"


def ban_of(exposure: Exposure) -> Finding:
    return find(exposure, "acme/terms#ban@train:ask")


def adopt(reading: str, *, concept: str = "competes", text: str = "acme/terms") -> Position:
    span: Span = ban_of(ask(policy(document(BAN)), pipeline())).location
    return Position(text, concept, reading, "A. Lawyer", "counsel", "Because.", date(2025, 1, 1), date(2027, 1, 1), span, "memo.pdf")


def test_a_position_that_a_finding_stands_under_is_told_with_it() -> None:
    held = adopt("any-overlap")
    text = clause("ban", TRAIN, "when     competes(model, publisher)") + clause("sure", TRAIN, at="2")
    exposure = ask(policy(document(text)), pipeline(), positions=(held,))
    told = PositionHeld(
        "reading:acme/terms:competes", "acme/terms", "competes", "any-overlap", "A. Lawyer", "counsel", "Because.",
        date(2025, 1, 1), date(2027, 1, 1), "memo.pdf", held.span,
    )  # fmt: skip
    assert (ban_of(exposure).verdict, ban_of(exposure).positions) == (Verdict.PROHIBITED, (told,))
    assert find(exposure, "#sure@").positions == ()
    assert exposure.positions == (told,)


GROWN = """
concept grown(model, publisher)
  asks     "Is it grown?"
  reading early
    says   "It is for chat."
    when   model.task is chat
  reading late
    says   "It is general."
    when   model.scope is general
"""


def test_a_position_settles_its_own_reading_and_no_other() -> None:
    """They compete, as counsel has it; whether it is grown remains to be read in one way or another."""
    text = clause("ban", TRAIN, "when all of", "  competes(model, publisher)", "  grown(model, publisher)")
    held = adopt("any-overlap")
    exposure = ask(read_policy(VOCABULARY + GROWN, document(text)), pipeline(), positions=(held,))
    found = ban_of(exposure)
    assert (found.verdict, found.pivots) == (Verdict.GREY, ("reading:acme/terms:grown",))
    assert [p.choice for p in found.positions] == ["reading:acme/terms:competes"]


def test_a_position_for_a_reading_that_does_not_count_settles_nothing() -> None:
    """A word about it is enough only where statements count."""
    declared = SECOND_HAND.replace("data: [read, rows]", "data: [read]")
    exposure = ask(policy(document(BAN)), declared, positions=(adopt("rumoured", concept="uses"),))
    found = find(exposure, "#ban@train:ask")
    assert (found.verdict, found.pivots, found.positions) == (Verdict.GREY, ("reading:acme/terms:uses",), ())
    assert [p.reading for p in exposure.positions] == ["rumoured"]
