"""Through which channel a model may have been reached, and who may have served it there."""

from __future__ import annotations

import pytest

from gauger.engine.case import Case
from gauger.engine.channels import candidates, served_by, through
from gauger.engine.question import Question
from gauger.findings.model import Finding
from gauger.worlds import FALSE, TRUE, Formula, mentioned
from gauger.worlds.domains import Options
from tests.unit.engine.texts import BAN, VOCABULARY, document, pipeline
from tests.unit.scenes import AS_OF, ask, read_declaration, read_policy

HUBS = """
publisher mall
  title    "Mall"
channel mall/gate
  title    "Gate"
channel mall/hub
  title    "Hub"
  hosts    models
channel acme/hub
  title    "Acme Hub"
  hosts    models
"""
TEXTS = (
    document(BAN),
    document(BAN, name="mall/terms", head="governs    mall/gate\npasses     through host"),
    document(BAN, name="mall/hub-terms", head="governs    mall/hub"),
)


def judge(access: str, *, licence: str = "none") -> dict[str, Finding]:
    declared = pipeline(ask=f"{access}date: 2025-03-01").replace("publisher: acme, license: none", f"publisher: acme, license: {licence}")
    return {f.document: f for f in ask(read_policy(VOCABULARY + HUBS, *TEXTS), declared).findings}


@pytest.mark.parametrize(("licence", "more"), [("none", ()), ("unknown", ("local",)), ("acme-open", ("local",))])
def test_a_model_is_reached_through_its_publisher_or_run_where_it_may_have_a_licence(licence: str, more: tuple[str, ...]) -> None:
    (found,) = judge("", licence=licence).values()
    assert [(c.key, c.values) for c in found.choices] == [("fact:ask.via", ("acme/api", "acme/chat", "acme/hub", *more, "another channel"))]
    assert [(a.value, d.breach) for d in found.deciding_sets for a in d.given if d.breach] == [("acme/api", True)]


def test_behind_a_router_one_of_those_who_host_models_served_it() -> None:
    """The router's own terms bind in any case; those of a host only where it was that host."""
    found = judge("via: mall/gate, ")
    assert {name: f.verdict.word for name, f in found.items()} == {"mall/terms": "prohibited", "mall/hub-terms": "open"}
    assert [(c.key, c.values) for c in found["mall/hub-terms"].choices] == [
        ("fact:ask.served-by", ("acme/hub", "mall/hub", "another channel"))
    ]


@pytest.mark.parametrize(
    ("access", "bound"),
    [
        ("via: mall/gate, served-by: mall/hub, ", {"mall/terms", "mall/hub-terms"}),
        ("via: mall/gate, served-by: acme/hub, ", {"mall/terms"}),
        ("via: mall/hub, ", {"mall/hub-terms"}),
        ("via: acme/api, ", {"acme/terms"}),
    ],
)
def test_a_channel_that_is_declared_is_the_one(access: str, bound: set[str]) -> None:
    assert {name: f.verdict.word for name, f in judge(access).items()} == dict.fromkeys(bound, "prohibited")


def test_a_channel_that_is_taken_as_not_declared_may_be_any() -> None:
    declared = read_declaration(pipeline(ask="via: mall/gate, served-by: mall/hub, date: 2025-03-01"))
    case = Case(read_policy(VOCABULARY + HUBS, *TEXTS), declared, Question(AS_OF))
    step = declared.steps["ask"]
    assert (candidates(case, step), through(case, step, "mall/gate"), through(case, step, "acme/api")) == (("mall/gate",), TRUE, FALSE)
    assert (served_by(case, step, "mall/hub"), served_by(case, step, "acme/hub")) == (TRUE, FALSE)
    freed = case.without("ask.via", "ask.served-by")
    assert candidates(freed, step) == ("acme/api", "acme/chat", "acme/hub", "another channel")
    assert names(through(freed, step, "acme/api")) == ["fact:ask.via"]
    assert through(freed, step, "mall/gate") == FALSE  # not a channel of the publisher's
    assert names(served_by(freed, step, "acme/hub")) == ["fact:ask.served-by"]
    assert served_by(freed, step, "acme/api") == FALSE  # hosts nothing


def names(formula: Formula) -> list[str]:
    choices = mentioned([formula])
    assert all(isinstance(choice.domain, Options) for choice in choices)
    return [choice.key for choice in choices]


def test_a_channel_is_asked_about_at_the_access() -> None:
    (found,) = judge("").values()
    assert [(m.question, m.span.text) for m in found.missing] == [("Through which channel did `ask` reach its model?", "ask")]
    hosted = judge("via: mall/gate, ")["mall/hub-terms"]
    assert [(m.question, m.span.text) for m in hosted.missing] == [("Who served the model that `ask` reached?", "ask")]
