"""What is decided of many declarations together, each outcome worked out by hand, and which of them have to be looked at alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import product
from typing import Any

import pytest

from gauger.declaration.records import Declaration, Fact, Known, NotApplicable, Position
from gauger.engine import Question, Refused, survey
from gauger.engine.plain import find_plain
from gauger.engine.screening import Screen, Screened
from gauger.engine.shapes import Shape
from gauger.findings.model import Verdict
from gauger.policy.model import Policy
from tests.oracle.scenes import known
from tests.unit.engine.test_screening import NOWHERE, QUESTION, RELEASE, TRAIN
from tests.unit.engine.texts import BAN, PUBLIC, VOCABULARY, clause, document, exception, pipeline, policy
from tests.unit.scenes import read_declaration, read_policy

ON = "on       release model using output"
ID = "acme/terms#ban@train:ask"
BANNED, OPEN, GREY = {ID: Verdict.PROHIBITED}, {ID: Verdict.OPEN}, {ID: Verdict.GREY}


@pytest.fixture
def alone(monkeypatch: pytest.MonkeyPatch) -> list[Declaration]:
    """The declarations that were looked at by themselves."""
    found: list[Declaration] = []

    def watch(policy: Policy, declaration: Declaration, question: Question) -> Any:
        found.append(declaration)
        return survey(policy, declaration, question)

    monkeypatch.setattr("gauger.engine.screening.survey", watch)
    return found


@pytest.fixture
def no_worlds(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever lays out worlds fails."""

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("worlds were laid out")

    monkeypatch.setattr("gauger.engine.shapes.decide", refuse)
    monkeypatch.setattr("gauger.engine.screening.survey", refuse)


def state(task: str | None = None, size: int | None = None, *, rough: bool | None = None, text: str = "", **more: str) -> Declaration:
    """The pipeline with these facts of the student, of the declarant and of the training."""
    made = read_declaration(text or pipeline(student="", **more))
    fact: dict[str, dict[str, Fact]] = {
        "student": known(task=task) if task else {},
        "size": known(size=Decimal(size)) if size is not None else {},
        "train": known(rough=rough) if rough is not None else {},
    }
    student, us, train = made.artifacts["student"], made.declarant, made.steps["train"]
    return replace(
        made,
        artifacts={**made.artifacts, "student": replace(student, facts=fact["student"])},
        parties={**made.parties, us.id: replace(us, facts=fact["size"])},
        steps={**made.steps, "train": replace(train, facts={**train.facts, **fact["train"]})},
    )


def screen(p: Policy, given: Sequence[Declaration]) -> list[Screened]:
    """What comes of declarations of one shape."""
    tried = Screen(p, QUESTION)
    tried.prepare(given[0])
    return tried.screen(given)


def ban(*when: str) -> Policy:
    return policy(document(clause("ban", TRAIN, *when)))


# --- what is left of a formula -----------------------------------------------------------------------------------------

TRUTHS = (True, False, None)


@pytest.mark.usefixtures("no_worlds")
def test_a_fact_decides_or_is_asked_for() -> None:
    """A formula that names each fact once: true, false, or left open by a fact that is missing. No world is laid out for it."""
    p = ban("when all of", "  model.task is chat", "  none of", "    party.size more than 5", "    step.rough is yes")
    every = list(product(TRUTHS, repeat=3))
    given = [state(*write(chat, large), rough=rough) for chat, large, rough in every]
    for told, (chat, large, rough) in zip(screen(p, given), every, strict=True):
        if chat is False or large or rough:
            assert told == {}
        else:
            assert told == (BANNED if (chat, large, rough) == (True, False, False) else OPEN)
    sure = [(n, None not in truths) for n, truths in enumerate(every)]
    assert screen(p, [given[n] for n, known_ in sure if known_]) == [{}, {}, {}, BANNED, {}, {}, {}, {}]


def write(chat: bool | None, large: bool | None) -> tuple[str | None, int | None]:
    return {True: "chat", False: "classification", None: None}[chat], {True: 6, False: 5, None: None}[large]


@pytest.mark.usefixtures("no_worlds")
def test_one_of_two_facts_is_enough() -> None:
    p = ban("when any of", "  model.task is chat", "  party.size more than 5")
    every = list(product(TRUTHS, repeat=2))
    for told, both in zip(screen(p, [state(*write(*both)) for both in every]), every, strict=True):
        assert told == (BANNED if True in both else OPEN if None in both else {})
    assert screen(p, [state("chat", 5), state("classification", 6), state("classification", 5)]) == [BANNED, BANNED, {}]


TWICE = ("when any of", "  all of", "    model.task is chat", "    party.size more than 5", "  all of", "    model.task is chat",
         "    party.size at most 5")  # fmt: skip


def test_a_fact_that_is_tested_twice_may_not_matter(alone: list[Declaration]) -> None:
    """Whatever the size, it is more than five or at most five."""
    given = [state("chat"), state(), state("classification"), state("chat", 1), state(None, 9)]
    assert screen(ban(*TWICE), given) == [BANNED, OPEN, {}, BANNED, OPEN]
    assert alone == []


def test_a_test_that_stands_twice_may_not_matter(alone: list[Declaration]) -> None:
    """Of no chat it is the second, of a large party's chat the first; of a small one's it hangs on the task."""
    p = ban("when any of", "  all of", "    party.size more than 5", "    model.task is chat", "  none of", "    model.task is chat")
    assert screen(p, [state(None, 9), state(None, 1), state(), state("chat")]) == [BANNED, OPEN, OPEN, OPEN]
    assert alone == []


def test_two_tests_that_no_value_passes_leave_nothing(alone: list[Declaration]) -> None:
    p = ban("when all of", "  model.task is chat", "  party.size more than 5", "  party.size less than 5")
    assert screen(p, [state("chat"), state(), state("chat", 7)]) == [{}, {}, {}]
    assert alone == []


def test_a_test_that_every_value_passes_leaves_nothing_open(alone: list[Declaration]) -> None:
    """A task is one of the two that there are."""
    assert screen(ban("when     model.task in classification, chat"), [state(), state("chat")]) == [BANNED, BANNED]
    assert alone == []


def test_a_reading_that_is_left_open_is_no_fact(alone: list[Declaration]) -> None:
    """Text against text; under one reading it must have been let out as well, of which nothing is declared here."""
    p = ban("when all of", "  competes(model, publisher)", "  model.task is chat")
    rival = pipeline(student="capabilities: [text]")
    given = [replace_task(read_declaration(rival), task) for task in ("chat", None, "classification")]
    assert screen(p, given) == [GREY, GREY, {}]
    assert alone == []


def replace_task(declaration: Declaration, task: str | None) -> Declaration:
    student = declaration.artifacts["student"]
    facts = {**student.facts, **(known(task=task) if task else {})}
    return replace(declaration, artifacts={**declaration.artifacts, "student": replace(student, facts=facts)})


def test_days_that_hang_together_are_no_two_facts(alone: list[Declaration]) -> None:
    """The training was not before the access whose output it took: nobody asks in April and trains in March."""
    attribute = '\nattribute step.date\n  says     "When it was done."\n  day\n'
    law = document(clause("ban", TRAIN, "when all of", "  access.date on or after 2025-04-01", "  step.date before 2025-04-01"))
    given = [state(ask="via: acme/api", train=""), state("chat", ask="via: acme/api", train="")]
    assert screen(read_policy(VOCABULARY + attribute, law), given) == [{}, {}]
    later = document(clause("ban", TRAIN, "when all of", "  access.date before 2025-04-01", "  step.date on or after 2025-04-01"))
    assert screen(read_policy(VOCABULARY + attribute, later), given) == [OPEN, OPEN]
    assert alone == []


def test_what_no_fact_of_a_record_settles_stays_open(alone: list[Declaration]) -> None:
    """The day of the training is not declared, and nothing else is missing."""
    p = policy(document(clause("ban", TRAIN, "in force from 2025-04-01", "when     model.task is chat")))
    given = [state(task, train="") for task in ("chat", "classification", None)]
    assert screen(p, given) == [OPEN, {}, OPEN]
    assert alone == []


def test_two_clauses_are_told_apart() -> None:
    first, other = clause("ban", TRAIN, "when     model.task is chat"), clause("also", TRAIN, "when     party.size more than 5", at="2")
    also = "acme/terms#also@train:ask"
    assert screen(policy(document(first + other)), [state("chat", 5), state("classification", 6), state("chat", 6), state("chat")]) == [
        BANNED, {also: Verdict.PROHIBITED}, {**BANNED, also: Verdict.PROHIBITED}, {**BANNED, also: Verdict.OPEN}
    ]  # fmt: skip


def test_where_nothing_bears_nothing_comes_out(alone: list[Declaration]) -> None:
    given = [state(task, ask="via: acme/chat, date: 2025-03-01") for task in ("chat", None)]
    assert screen(policy(document(BAN)), given) == [{}, {}]
    assert alone == []


def test_what_always_holds_and_what_never_does(alone: list[Declaration]) -> None:
    """Through which channel the model was reached is no plain fact: it shapes what is built."""
    through = clause("other", TRAIN, "when     access.via is acme/chat", at="2")
    through += clause("title", "assigns  output subject to compliance", "when     access.via is acme/chat", at="3")
    channel = '\nattribute step.via\n  says     "Through what."\n  name\n'
    p = read_policy(VOCABULARY + channel, document(BAN + through))
    assert screen(p, [state("chat"), state()]) == [BANNED, BANNED]
    assert alone == []


# --- what is looked at alone -------------------------------------------------------------------------------------------


def test_a_duty_that_is_not_known_to_be_done_is_looked_at_alone(alone: list[Declaration]) -> None:
    p = policy(document(clause("duty", ON, "requires release.notice is yes", "when     model.task is chat")))
    id_ = "acme/terms#duty@student.release:ask"
    given = [noticed(task, notice) for task, notice in (("chat", True), ("chat", False), ("chat", None), ("classification", None))]
    assert screen(p, given) == [{}, {id_: Verdict.PROHIBITED}, {id_: Verdict.CONDITIONAL}, {}]
    assert alone == [given[2]]


def noticed(task: str | None, notice: bool | None, size: int | None = None) -> Declaration:
    made = state(task, size, releases=PUBLIC)
    (release,) = made.releases.items
    facts = {**release.facts, **(known(notice=notice) if notice is not None else {})}
    return replace(made, releases=replace(made.releases, items=(replace(release, facts=facts),)))


def test_a_duty_against_a_ban_is_looked_at_alone_where_either_may_be_breached(alone: list[Declaration]) -> None:
    """To add the notice is required of a chat and forbidden to the large: which of the two prevails nobody says."""
    duty = clause("duty", ON, "requires release.notice is yes", "when     model.task is chat")
    large = clause("ban", RELEASE, "when all of", "  release.notice is yes", "  party.size more than 5", at="2")
    keys = ("acme/terms#duty@student.release:ask", "acme/terms#ban@student.release:ask")
    told = [
        (noticed("classification", False, 6), {}, False),
        (noticed("classification", True, 6), {keys[1]: Verdict.PROHIBITED}, True),
        (noticed("chat", True, 5), {}, False),  # the duty is done, and the ban is not for the small
        (noticed("chat", False, 6), {keys[0]: Verdict.GREY}, True),
        (noticed("chat", True, 6), {keys[1]: Verdict.GREY}, True),
    ]
    assert screen(policy(document(duty + large)), [given for given, _, _ in told]) == [found for _, found, _ in told]
    assert alone == [given for given, _, by_itself in told if by_itself]


def test_title_is_looked_at_alone_where_the_clause_reaches(alone: list[Declaration]) -> None:
    """Title hangs on the ban, and the ban on the size; of any other task the clause gives no title that could be lost."""
    title = clause("title", "assigns  output subject to compliance", "when     access.rough is yes", at="2")
    p = policy(document(clause("ban", TRAIN, "when     party.size more than 5") + title))
    id_ = "acme/terms#title@ask:ask"
    given = [asked(rough, size) for rough, size in ((True, 6), (True, 5), (False, 6), (None, 6))]
    assert screen(p, given) == [
        {**BANNED, id_: Verdict.PROHIBITED}, {}, BANNED, {**BANNED, id_: Verdict.OPEN}
    ]  # fmt: skip
    assert alone == [given[0], given[1], given[3]]


def asked(rough: bool | None, size: int) -> Declaration:
    made = state("chat", size)
    ask = made.steps["ask"]
    return replace(
        made, steps={**made.steps, "ask": replace(ask, facts={**ask.facts, **(known(rough=rough) if rough is not None else {})})}
    )


def test_an_unconditional_title_is_nothing_to_look_for(alone: list[Declaration]) -> None:
    p = policy(document(clause("title", "assigns  output") + clause("ban", TRAIN, "when     model.task is chat", at="2")))
    assert screen(p, [state("chat"), state("classification"), state()]) == [BANNED, {}, OPEN]
    assert alone == []


def test_what_an_exception_asks_to_be_done_is_looked_at_alone_where_it_is_not_known(alone: list[Declaration]) -> None:
    spared = exception("noticed", "provided release.notice is yes")
    p = policy(document(clause("ban", RELEASE, "except noticed") + spared))
    id_ = "acme/terms#ban@student.release:ask"
    given = [noticed("chat", notice) for notice in (True, False, None)]
    assert screen(p, given) == [{}, {id_: Verdict.PROHIBITED}, {id_: Verdict.CONDITIONAL}]
    assert alone == [given[2]]


def test_readings_that_are_tied_to_each_other_are_looked_at_alone(alone: list[Declaration]) -> None:
    """What a reading implies is said beside the formula, and has to be heeded with what is left of it."""
    tied = VOCABULARY.replace("  reading any-overlap\n", "  reading any-overlap\n    implies uses as descendant\n")
    assert tied != VOCABULARY
    p = read_policy(tied, document(clause("ban", TRAIN, "when all of", "  competes(model, publisher)", "  model.task is chat")))
    rival = read_declaration(pipeline(student="capabilities: [text]"))
    given = [replace_task(rival, task) for task in ("chat", "classification")]
    screen(p, given)
    assert alone == given[:1]


def test_where_positions_leave_no_world_the_question_is_refused(alone: list[Declaration]) -> None:
    """The readings that counsel adopts exclude one another. What is required has been done, so that nothing is breached anyhow."""
    tied = VOCABULARY.replace("  reading any-overlap\n", "  reading any-overlap\n    excludes uses as descendant\n")
    duty = clause("duty", ON, "requires release.notice is yes", "when     competes(model, publisher)")
    rival = pipeline(student="capabilities: [text]", releases=PUBLIC.replace("to: [public]", "notice: true, to: [employees]"))
    given = [read_declaration(rival)] * 2
    adopted = tuple(
        Position("acme/terms", concept, reading, "a", "counsel", "b", date(2026, 1, 1), date(2027, 1, 1), NOWHERE)
        for concept, reading in (("competes", "any-overlap"), ("uses", "descendant"))
    )
    for positions in ((), adopted[:1], adopted):
        screen = Screen(read_policy(tied, document(duty)), replace(QUESTION, positions=positions))
        found = screen.screen(given)
        assert found == [{}, {}] if positions != adopted else all(isinstance(told, Refused) for told in found)
    assert alone == given


NESTED = """
concept chatty(model)
  asks     "Does it chat?"
  narrower than broad(model)
  reading by-task
    says   "By its task."
    when   model.task is chat

concept broad(model)
  asks     "Is it broad?"
  reading by-scope
    says   "By its scope."
    when   model.scope is general
  reading any
    says   "All are."
    when   always
"""


def test_where_facts_leave_no_world_beside_a_position_the_question_is_refused(alone: list[Declaration]) -> None:
    """What chats is broad, and counsel reads broad by scope: a narrow chat is impossible, though what is required has been done."""
    p = read_policy(VOCABULARY + NESTED, document(clause("duty", ON, "requires release.notice is yes", "when     broad(model)")))
    by_scope = Position("acme/terms", "broad", "by-scope", "a", "counsel", "b", date(2026, 1, 1), date(2027, 1, 1), NOWHERE)
    made = noticed(None, True)
    given = [
        with_student(made, task=task, scope=scope)
        for task, scope in (("chat", "narrow"), ("chat", "general"), ("classification", "narrow"))
    ]
    screen = Screen(p, replace(QUESTION, positions=(by_scope,)))
    refused, *others = screen.screen(given)
    assert isinstance(refused, Refused)
    assert others == [{}, {}]
    assert alone == given[:1]


def with_student(declaration: Declaration, **facts: str) -> Declaration:
    student = replace(declaration.artifacts["student"], facts=known(**facts))
    return replace(declaration, artifacts={**declaration.artifacts, "student": student})


def test_records_that_share_an_id_are_looked_at_alone(alone: list[Declaration]) -> None:
    """A choice that is asked about a fact would not say whose it is."""
    text = pipeline(student="").replace("id: train", "id: student")
    given = [state_shared(text, task) for task in ("chat", "classification", None)]
    assert screen(ban("when     model.task is chat"), given) == [
        {"acme/terms#ban@student:ask": Verdict.PROHIBITED}, {}, {"acme/terms#ban@student:ask": Verdict.OPEN}
    ]  # fmt: skip
    assert alone == given


def state_shared(text: str, task: str | None) -> Declaration:
    return replace_task(read_declaration(text), task)


def test_a_fact_of_another_sort_is_looked_at_alone_and_no_other(alone: list[Declaration]) -> None:
    given = [state("chat", 6), state("chat"), state("chat", 5), state("chat")]
    given[1] = with_size(given[1], Known("six", NOWHERE))
    given[3] = with_size(given[3], NotApplicable(NOWHERE))
    assert screen(ban("when     party.size more than 5"), given) == [BANNED, {}, {}, {}]
    assert alone == [given[1]]


def with_size(declaration: Declaration, size: Fact) -> Declaration:
    us = declaration.declarant
    return replace(declaration, parties={**declaration.parties, us.id: replace(us, facts={"size": size})})


def test_what_is_kept_for_a_shape_has_a_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is left of the formula is of three sorts here; where one is kept at a time, the same comes out."""
    p = ban("when all of", "  model.task is chat", "  party.size more than 5")
    given = [state("chat"), state(None, 6), state(), state("chat")]
    for limit, kept in (65536, 3), (3, 3), (2, 2), (1, 1):
        monkeypatch.setattr("gauger.engine.shapes.KEPT", limit)
        shape = Shape(p, QUESTION, given[0], find_plain(p))
        assert shape.screen(shape.read(given), len(given)) == [OPEN] * 4
        assert len(shape._left) == kept
