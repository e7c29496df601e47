"""Which attributes are never taken as read in one way alone, wherever in a policy they are read in another."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

import gauger.engine
import gauger.lineage
from gauger.engine.plain import READ_ELSEWHERE, find_plain
from gauger.policy.model import (
    AllOf,
    AnyOf,
    AttributeRef,
    CallConcept,
    CallDefinition,
    Condition,
    Definition,
    Frozen,
    Governs,
    Inclusion,
    NoneOf,
    Norm,
    Objection,
    Policy,
    Some,
    Standing,
    Total,
)
from gauger.policy.model import Test as Comparison
from tests.differential.random_terms import reading
from tests.differential.random_words import ACTS, ATTRIBUTES, NOWHERE, OBJECTS
from tests.oracle.scenes import clause, concept, document, exception, policy
from tests.oracle.test_quantities import compare

ROOMS = [Path(str(room.__file__)).parent for room in (gauger.engine, gauger.lineage)]
READ = re.compile(r'facts(?:\.get\(|\[)"([a-z-]+)"')


def test_every_fact_that_is_read_by_its_name_is_listed() -> None:
    read = {name for room in ROOMS for path in room.glob("*.py") for name in READ.findall(path.read_text("utf-8"))}
    assert {"output", "stage"} <= read
    assert read - READ_ELSEWHERE == set()


PLAIN = frozenset({"size", "place", "kind", "share", "sort", "skills", "grown", "knack", "rough", "to", "name", "paid", "phrase",
                   "document", "with", "form", "accepted", "wares"})  # fmt: skip
"""All but the figure, what is none where left out, and what the graph, days and channels are built from."""

TO_ALL = compare("release", "release.to", "includes", "all")
SHOWN = Some("release", "model", TO_ALL, NOWHERE)
GROWN = compare("model", "model.grown", "is", True)


def lost(p: Policy) -> set[str]:
    """What a policy reads otherwise."""
    return set(PLAIN - find_plain(p))


def test_what_is_compared_with_written_values_is_plain() -> None:
    for condition in (None, GROWN, TO_ALL, AllOf((GROWN, NoneOf((TO_ALL,))))):
        assert find_plain(policy(document(clause(when=condition)))) == PLAIN


SHAPES: list[tuple[Condition, set[str]]] = [
    (SHOWN, {"to"}),
    (Some("release", "model", AllOf((TO_ALL, NoneOf((compare("release", "release.paid", "is", True),)))), NOWHERE), {"to", "paid"}),
    (Some("release", "model", AnyOf((TO_ALL, compare("release", "release.paid", "is", True))), NOWHERE), {"to", "paid"}),
    (AnyOf((GROWN, SHOWN)), {"to"}),
    (AllOf((GROWN, SHOWN)), {"to"}),
    (NoneOf((GROWN, SHOWN)), {"to"}),
    (Total(ATTRIBUTES["owner.share"], "party", "at least", Decimal(1), compare("owner", "owner.kind", "is", "rival"), NOWHERE),
     {"share", "kind"}),
    (Comparison(AttributeRef("model", ATTRIBUTES["model.skills"]), "overlaps", (),
                AttributeRef("publisher", ATTRIBUTES["publisher.wares"]), NOWHERE), {"skills", "wares"}),
]  # fmt: skip


@pytest.mark.parametrize(("condition", "otherwise"), SHAPES)
def test_what_tells_entries_apart_or_is_held_against_another_is_not(condition: Condition, otherwise: set[str]) -> None:
    assert lost(policy(document(clause(when=condition)))) == otherwise


@pytest.mark.parametrize("name", ["output", "stage", "date", "via", "served-by", "for", "publisher", "released", "obtained", "under"])
def test_what_the_graph_days_and_leave_are_built_from_is_read_there(name: str) -> None:
    p = policy(document(clause()))
    attributes = {**p.vocabulary.attributes, f"model.{name}": replace(ATTRIBUTES["model.grown"], name=name)}
    assert find_plain(replace(p, vocabulary=replace(p.vocabulary, attributes=attributes))) == PLAIN


def test_a_text_that_stands_for_a_time_after_objection_asks_nothing() -> None:
    assert lost(policy(document(clause(), stands=(Objection(12, 30), Frozen("accepted", SHOWN))))) == {"to"}


def in_clause(p: Policy, **more: object) -> Policy:
    text = p.documents["p/one"]
    ban = replace(text.clauses["ban"], **more)  # type: ignore[arg-type]
    return replace(p, documents={"p/one": replace(text, clauses={"ban": ban})})


BASE = policy(document(clause()))
NORM = Norm("requires", ACTS["make model"], (), None)
RIVALS = concept("rivals", reading("one", Standing.TEXT, GROWN), reading("other", Standing.TEXT, SHOWN))
PLACES: dict[str, Callable[[], Policy]] = {
    "the condition of a clause": lambda: in_clause(BASE, when=SHOWN),
    "what a clause requires": lambda: in_clause(BASE, norm=replace(NORM, requires=SHOWN)),
    "an object of a clause": lambda: in_clause(BASE, norm=replace(NORM, objects=(replace(OBJECTS["answers"], when=SHOWN),))),
    "an object": lambda: replace(BASE, vocabulary=replace(BASE.vocabulary, objects={"a": replace(OBJECTS["answers"], when=SHOWN)})),
    "an exception": lambda: policy(document(exceptions=(exception("e", when=SHOWN),))),
    "the terms of an exception": lambda: policy(document(exceptions=(exception("e", provided=SHOWN),))),
    "routing": lambda: policy(document(governs=(Governs(("p/api",), None), Governs(("p/app",), SHOWN)))),
    "an inclusion": lambda: policy(document(includes=(Inclusion("p/two", "they stand"), Inclusion("p/two", "they stand", SHOWN)))),
    "how a text stands": lambda: policy(document(stands=(Frozen("accepted", SHOWN),))),
    "whom a text extends to": lambda: policy(document(affiliates=SHOWN)),
    "a reading": lambda: policy(document(), concepts=(RIVALS,)),
    "a reading of a text": lambda: policy(document(concepts={"rivals": RIVALS})),
    "a definition": lambda: defined(shown=SHOWN),
}


def defined(when: Condition | None = None, **definitions: Condition) -> Policy:
    p = policy(document(clause(when=when)))
    made = {name: Definition(name, ("model",), "…", body, NOWHERE) for name, body in definitions.items()}
    return replace(p, vocabulary=replace(p.vocabulary, definitions=made))


@pytest.mark.parametrize("place", PLACES)
def test_a_condition_counts_wherever_it_stands(place: str) -> None:
    assert lost(PLACES[place]()) == {"to"}


def called(name: str) -> CallDefinition:
    return CallDefinition(name, ("model",), NOWHERE)


def inside(body: Condition) -> Some:
    return Some("base", "model", body, NOWHERE)


def test_a_term_that_is_called_where_entries_are_told_apart_is_read_there() -> None:
    assert lost(defined(called("grown"), grown=GROWN)) == set()
    assert lost(defined(inside(called("grown")), grown=GROWN)) == {"grown"}
    assert lost(defined(inside(AnyOf((GROWN, called("free")))), free=TO_ALL)) == {"grown", "to"}
    assert lost(defined(inside(called("outer")), outer=NoneOf((called("inner"), GROWN)), inner=TO_ALL)) == {"grown", "to"}
    assert lost(defined(called("outer"), outer=inside(called("inner")), inner=TO_ALL)) == {"to"}
    assert lost(defined(called("outer"), outer=called("inner"), inner=TO_ALL)) == set()
    total = Total(ATTRIBUTES["owner.share"], "party", "at least", Decimal(1), called("grown"), NOWHERE)
    assert lost(defined(total, grown=GROWN)) == {"share", "grown"}


def test_what_each_of_several_terms_calls_is_read_there() -> None:
    calls: dict[str, Condition] = {"one": AllOf((called("first"),)), "two": AllOf((called("second"),)), "first": GROWN, "second": TO_ALL}
    assert lost(defined(inside(AnyOf((called("one"), called("two")))), **calls)) == {"grown", "to"}


def test_terms_that_call_one_another_come_to_an_end() -> None:
    circle: dict[str, Condition] = {"one": called("two"), "two": AllOf((called("three"), GROWN)), "three": AllOf((called("two"), TO_ALL))}
    assert lost(defined(inside(called("one")), **circle)) == {"grown", "to"}
    assert lost(defined(inside(called("one")), one=AllOf((called("two"), GROWN)), two=AllOf((called("one"), TO_ALL)))) == {"grown", "to"}


def test_a_term_with_several_readings_cannot_stand_there() -> None:
    call = CallConcept("rivals", ("model",), NOWHERE)
    assert lost(policy(document(clause(when=call)), concepts=(RIVALS,))) == {"to"}
    with pytest.raises(AssertionError, match="a term with several readings stands where entries are told apart"):
        find_plain(policy(document(clause(when=inside(call))), concepts=(RIVALS,)))
