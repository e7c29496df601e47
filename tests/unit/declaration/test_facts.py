"""Facts against a vocabulary."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any, Literal

import pytest

from gauger.catalogue import load_catalogue
from gauger.declaration import check_facts, load_text
from gauger.declaration.records import Declaration, Known, NotApplicable
from gauger.diagnostics.rendering import render
from gauger.policy.model import Attribute, Concept, Entity, Vocabulary
from gauger.text import Source, Span

NOWHERE = Span(Source("vocabulary", ""), 0, 0)
Kind = Literal["one of", "some of", "number", "text", "day", "yes or no", "name"]


def attribute(entity: Entity, name: str, kind: Kind, *values: str) -> Attribute:
    return Attribute(entity, name, kind, values, "", NOWHERE)


ATTRIBUTES = (
    attribute("party", "kind", "one of", "company", "academic"),
    attribute("party", "operates-in", "some of"),
    attribute("party", "monthly-active-users", "number"),
    attribute("model", "task", "one of", "classification", "chat"),
    attribute("model", "capabilities", "some of", "text", "code", "tool-use"),
    attribute("model", "version", "name"),
    attribute("model", "frozen", "day"),
    attribute("step", "output", "some of", "completions", "logits"),
    attribute("release", "commercial", "yes or no"),
    attribute("release", "name", "text"),
    attribute("permission", "form", "one of", "written", "order-form"),
)
VOCABULARY = Vocabulary(
    attributes={item.key: item for item in ATTRIBUTES},
    acts={},
    objects={},
    concepts={"competes": Concept("competes", ("model",), "", (), (), None, None, NOWHERE)},
    definitions={},
    sets={"eu": ("DE", "FR")},
    binding=None,
)


def read(text: str, **options: Any) -> tuple[Declaration, list[str]]:
    declaration, mistakes = load_text("x.yaml", f"gauger: 1\n{text}\n", catalogue=load_catalogue())
    assert declaration is not None, mistakes
    typed, wrong = check_facts(declaration, VOCABULARY, **options)
    return typed, [render(item) for item in wrong]


def read_model(facts: str) -> dict[str, Any]:
    declaration, wrong = read(f"artifacts: {{m: {{model: acme/m, {facts}}}}}")
    assert wrong == []
    return {key: fact.value for key, fact in declaration.artifacts["m"].facts.items() if isinstance(fact, Known)}


def test_an_undeclared_fact_underlines_its_key() -> None:
    assert read("artifacts: {m: {model: acme/m, taks: chat, license: mit}}")[1] == [
        "error[G360]: no vocabulary declares `taks` of a model\n"
        " --> x.yaml:2:32\n"
        "  |\n"
        "2 | artifacts: {m: {model: acme/m, taks: chat, license: mit}}\n"
        "  |                                ^^^^ unknown fact\n"
        "  = help: did you mean `task`?"
    ]


def test_a_misspelt_key_of_the_format_is_named() -> None:
    assert read("artifacts: {m: {model: acme/m, licence: mit}}")[1][0].endswith("= help: did you mean `license`?")
    assert read("steps: [{does: evaluate, dat: 2026-01-01}]")[1][0].endswith("= help: did you mean `data`?")


def test_a_fact_that_resembles_nothing() -> None:
    assert read("artifacts: {m: {model: acme/m, colour: red}}")[1] == [
        "error[G360]: no vocabulary declares `colour` of a model\n"
        " --> x.yaml:2:32\n"
        "  |\n"
        "2 | artifacts: {m: {model: acme/m, colour: red}}\n"
        "  |                                ^^^^^^ unknown fact\n"
        "  = help: declare `attribute model.colour` in a vocabulary"
    ]


def test_a_value_that_is_not_listed() -> None:
    assert read("artifacts: {m: {model: acme/m, task: chta, capabilities: [text, cod]}}")[1] == [
        "error[G361]: `chta` is not one of the values of `task`\n"
        " --> x.yaml:2:38\n"
        "  |\n"
        "2 | artifacts: {m: {model: acme/m, task: chta, capabilities: [text, cod]}}\n"
        "  |                                      ^^^^\n"
        "  = help: did you mean `chat`?",
        "error[G361]: `cod` is not one of the values of `capabilities`\n"
        " --> x.yaml:2:65\n"
        "  |\n"
        "2 | artifacts: {m: {model: acme/m, task: chta, capabilities: [text, cod]}}\n"
        "  |                                                                 ^^^\n"
        "  = help: did you mean `code`?",
    ]


@pytest.mark.parametrize(
    ("written", "message"),
    [
        ("party: {monthly-active-users: 40_000}", "`monthly-active-users` takes a number"),
        ("party: {monthly-active-users: [1, 2]}", "`monthly-active-users` takes a number"),
        ("party: {kind: [company, academic]}", "`kind` takes one word"),
        ("artifacts: {m: {model: acme/m, frozen: soon}}", "`frozen` takes a day such as `2026-03-31`"),
        ("artifacts: {m: {model: acme/m}}\nreleases: [{artifact: m, commercial: perhaps}]", "`commercial` takes `yes` or `no`"),
        ("artifacts: {m: {model: acme/m, version: [a, b]}}", "`version` takes a name"),
    ],
)
def test_a_value_of_another_kind(written: str, message: str) -> None:
    (said,) = read(written)[1]
    assert said.startswith(f"error[G362]: {message}\n")


def test_the_form_of_a_permission() -> None:
    (said,) = read("agreements: [{document: a/b, permission: {clauses: [x], form: writen}}]")[1]
    assert said.splitlines()[0] == "error[G361]: `writen` is not one of the values of `form`"
    assert said.splitlines()[-1] == "  = help: did you mean `written`?"
    assert read("agreements: [{document: a/b, permission: {clauses: [x]}}]")[1] == []


def test_facts_take_the_type_of_their_attribute() -> None:
    facts = read_model("capabilities: text, version: 3.10, frozen: 2026-01-01, task: not applicable")
    assert (facts["capabilities"], facts["version"], facts["frozen"]) == (frozenset({"text"}), "3.10", date(2026, 1, 1))
    assert read_model("version: 2026-01-01")["version"] == "2026-01-01"
    assert read_model("version: true")["version"] == "true"


def test_yes_no_and_numbers() -> None:
    text = "party: {monthly-active-users: 7}\nartifacts: {m: {model: acme/m}}\n"
    text += "releases: [{artifact: m, commercial: no}, {artifact: m, commercial: true}]"
    declaration, wrong = read(text)
    assert wrong == []
    assert declaration.declarant.facts["monthly-active-users"] == Known(Decimal(7), NOWHERE)
    assert [release.facts["commercial"] for release in declaration.releases.items] == [Known(False, NOWHERE), Known(True, NOWHERE)]


def test_not_applicable_stays() -> None:
    declaration, _ = read("artifacts: {m: {model: acme/m, task: not applicable}}")
    assert isinstance(declaration.artifacts["m"].facts["task"], NotApplicable)


def test_the_name_of_a_set_brings_its_members() -> None:
    declaration, _ = read("party: {operates-in: [US, EU]}")
    assert declaration.declarant.facts["operates-in"] == Known(frozenset({"US", "EU", "DE", "FR"}), NOWHERE)


def test_conclusions_are_no_facts() -> None:
    declaration, wrong = read("artifacts: {m: {model: acme/m, competes: no, sells: yes}}", concepts={"sells"})
    assert wrong == []
    assert [(owner, key, span.text) for owner, key, span in declaration.characterisations] == [
        ("m", "competes", "no"),
        ("m", "sells", "yes"),
    ]
    assert not {"competes", "sells"} & set(declaration.artifacts["m"].facts)


def test_what_the_format_brings_needs_no_attribute() -> None:
    declaration, wrong = read(
        "party: {name: Acme}\nartifacts: {m: {model: openai/gpt-4o}}\nsteps: [{does: train, stage: sft, conduct: []}]"
    )
    assert wrong == []
    assert declaration.artifacts["m"].facts["openness"] == Known("closed", NOWHERE, "catalogue: https://platform.openai.com/docs/models")


def test_none_in_place_of_an_empty_list_is_told_how_to_write_one() -> None:
    said = read("artifacts: {m: {model: acme/m, capabilities: none}}")[1][0]
    assert said.splitlines()[0] == "error[G361]: `none` is not one of the values of `capabilities`"
    assert said.endswith("= help: write `[]` where there is none")
