"""What goes unexamined, in whole sentences, for each thing that may be missing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from gauger.declaration.records import Declaration, Lasting, Licence, Listed, Uncertain
from gauger.engine import Question, evaluate
from gauger.policy.model import Constant, Governs, Passage, Pattern, Policy, Standing
from tests.differential.random_terms import reading
from tests.oracle.enumerator import judge
from tests.oracle.scenes import AS_OF, ASK, TRAIN, clause, concept, dataset, declaration, document, policy, release


def gaps(p: Policy, d: Declaration) -> list[tuple[str, str, str]]:
    return [(g.kind, g.source, g.reason) for g in evaluate(p, d, Question(AS_OF)).unexamined]


def reached(*, licences: Any = (), publisher: str | None = "p", **step: Any) -> Declaration:
    d = declaration(replace(ASK, **step), TRAIN)
    return replace(d, artifacts={**d.artifacts, "teacher": replace(d.artifacts["teacher"], licences=licences, publisher=publisher)})


def gate(kind: Any, *publishers: str) -> Policy:
    router: dict[str, Any] = {"governs": (Governs(("r/gate",), None),), "publisher": "r"}
    host = document(clause(), id_="h/terms", governs=(Governs(("h/hub",), None),), publisher="h")
    return policy(document(clause(), passes=(Passage(kind, (), publishers),), **router), host)


@pytest.mark.parametrize(
    ("p", "d", "reason"),
    [
        (gate("host"), reached(via="r/gate", host="h/hub"), None),
        (gate("host"), reached(via="r/gate", host="p/api"), "`p/one` passes through the terms of `p/api`, which are not encoded"),
        (
            gate("host"),
            reached(via="r/gate"),
            "`p/one` passes through the terms of whoever served it, which is not declared, which are not encoded",
        ),
        (gate("owner", "p"), reached(via="r/gate"), None),
        (gate("owner", "q"), reached(via="r/gate"), "`p/one` passes through terms of `p`, which are not encoded"),
        (gate("owner", "q"), reached(via="r/gate", publisher="r"), None),  # the router's own model
        (
            gate("owner", "q"),
            reached(via="r/gate", publisher=None),
            "`p/one` passes through terms of the model's owner, which are not encoded",
        ),
        (gate("licence"), reached(via="r/gate"), None),
        (gate("licence"), reached(via="r/gate", licences=None), "`p/one` passes through a licence that is not declared"),
        (gate("licence"), reached(via="r/gate", licences=(Licence("mit"),)), None),
    ],
)
def test_what_is_passed_through_and_not_encoded(p: Policy, d: Declaration, reason: str | None) -> None:
    told = [gap for gap in gaps(p, d) if gap[1] == "ask" and gap[2].startswith("`p/one`")]
    assert told == ([("terms", "ask", reason)] if reason else [])


@pytest.mark.parametrize(
    ("day", "reason"),
    [
        (date(2024, 1, 1), None),
        (date(2024, 1, 2), "if `ask` was before 2024-01-02, no encoded version of `p/one` covers it"),
    ],
)
def test_an_unknown_day_may_be_before_the_oldest_text(day: date, reason: str | None) -> None:
    d = reached(when=Uncertain(date(2024, 1, 1), date(2025, 1, 1)))
    text = document(clause())
    text = replace(text, versions=(replace(text.versions[0], date=day),))
    assert gaps(policy(text), d) == ([("terms", "ask", reason)] if reason else [])


@pytest.mark.parametrize(
    ("d", "reason"),
    [
        (reached(via="local", licences=(Licence("mit"), Licence("bsd"))), "no installed document for the licence `mit`, `bsd`"),
        (reached(via="local", licences=None), "the licence of `teacher` is not declared"),
        (reached(via="local"), "`teacher` carries no licence"),
        (reached(via=None, publisher="nobody"), "no channel of the publisher of `teacher` is known"),
        (reached(via="p/api", by="they"), "no installed document that governs `p/api` binds what `ask` reached"),
        (reached(via="p/app"), "no installed document governs `p/app`"),
    ],
)
def test_why_nothing_covers_a_source(d: Declaration, reason: str) -> None:
    never = concept("bound", reading("privity", Standing.TEXT, Constant(False)), parameters=("party", "access"))
    told = [gap for gap in gaps(policy(document(clause()), concepts=(never,)), d) if gap[:2] == ("terms", "ask")]
    assert told == [("terms", "ask", reason)]


@pytest.mark.parametrize(
    ("when", "reason"),
    [
        (Lasting(date(2023, 4, 1), date(2023, 4, 2)), "no encoded version of `p/one` is older than 2024-01-01"),
        (Uncertain(date(2023, 4, 1), date(2025, 4, 2)), "if `train` was before 2024-01-01, no encoded version of `p/one` covers it"),
        (Lasting(date(2025, 4, 1), date(2025, 4, 2)), None),
    ],
)
def test_what_a_copy_was_taken_for_may_be_before_the_oldest_text(when: Any, reason: str | None) -> None:
    rows = dataset("rows", Licence("lic-p"), origin_closed=True)
    d = declaration(replace(TRAIN, when=when))
    text = document(clause(), governs=(), licences=("lic-p",))
    assert gaps(policy(text), replace(d, artifacts={**d.artifacts, "rows": rows})) == ([("terms", "rows", reason)] if reason else [])


def test_a_model_that_was_run_is_taken_whatever_licence_it_carries() -> None:
    """A law binds whoever has a model's weights; that there is no licence does not mean that nobody has them."""
    law = document(clause(objects=("weights",)), governs=(Governs((), None, everything=True),), id_="q/law", publisher="q")
    along = Pattern(frozenset({"teach", "copy"}), None)
    p, d = policy(law, concepts=(concept("descends", reading("by-making", Standing.TEXT, None, along)),)), reached(via="local")
    assert [f.id for f in evaluate(p, d, Question(AS_OF)).findings] == ["q/law#ban@train:teacher"]
    assert {id_: j.verdict for id_, j in judge(p, d, AS_OF).items()} == {"q/law#ban@train:teacher": "prohibited"}


def test_a_text_that_governs_everything_covers_no_terms() -> None:
    law = document(clause(), governs=(Governs((), None, everything=True),))
    assert gaps(policy(law), reached()) == [("terms", "ask", "no installed document governs `p/api`")]


def test_a_text_without_a_clause_is_not_at_hand() -> None:
    assert gaps(policy(document()), reached()) == [("terms", "ask", "the text of … is not at hand")]


@pytest.mark.parametrize(
    ("more", "gap"),
    [
        ({"via": "p/api"}, ("terms", "ask", "which model `ask` reached through `p/api` is not declared")),
        ({"via": None}, ("terms", "ask", "which model `ask` ran is not declared")),
        ({"via": "local"}, ("terms", "ask", "which model `ask` ran is not declared")),
        ({"via": None, "does": "label"}, ("lineage", "ask", "whether `ask` ran a model, and which, is not declared")),
        ({"via": None, "does": "seed"}, ("terms", "ask", "which model `ask` ran is not declared")),
        ({"via": None, "model_free": True}, None),
    ],
)
def test_a_step_that_may_have_run_a_model(more: dict[str, Any], gap: tuple[str, str, str] | None) -> None:
    d = declaration(replace(ASK, **{"reaches": None, **more}), TRAIN)
    assert gaps(policy(document(clause())), d) == ([gap] if gap else [])


@pytest.mark.parametrize(("by", "told"), [("us", True), ("sister", True), ("they", False)])
def test_lists_that_may_hold_more(by: str, told: bool) -> None:
    train = replace(TRAIN, by=by, data=replace(TRAIN.data, open=True), base=Listed((), True))
    found = [gap for gap in gaps(policy(document(clause())), declaration(ASK, train)) if gap[1] == "train"]
    lines = [("lineage", "train", f"`{name}` of `train` may hold what is not declared") for name in ("data", "from")]
    assert found == (lines if told else [])


def test_prompts_that_nobody_lists_are_no_gap() -> None:
    d = declaration(replace(ASK, data=Listed((), True)), TRAIN)
    assert gaps(policy(document(clause())), d) == []


def test_steps_that_are_not_all_declared() -> None:
    p = policy(document(clause()))
    assert gaps(p, replace(declaration(), steps_open=True)) == [
        ("lineage", "steps", "the steps are not all declared; what the others do is not examined")
    ]
    assert gaps(p, replace(declaration(), steps={}, steps_open=True)) == [("terms", "steps", "no step is declared, so nothing is examined")]


def test_what_is_let_out_without_a_word_on_its_making() -> None:
    d = declaration(ASK, releases=Listed((release(),), False))
    assert gaps(policy(document(clause())), d) == [("lineage", "student", "how `student` was made is not declared")]
    closed = replace(d.artifacts["student"], origin_closed=True)
    assert gaps(policy(document(clause())), replace(d, artifacts={**d.artifacts, "student": closed})) == []
