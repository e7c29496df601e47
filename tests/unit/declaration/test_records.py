"""What the sample says, as records; what is left out, and what that means."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from gauger.catalogue import load_catalogue
from gauger.declaration import Format, load_text
from gauger.declaration.records import DataUse, Declaration, Known, Lasting, Licence, Listed, NotApplicable, Planned, Uncertain

HERE = Path(__file__).parent
CATALOGUE = load_catalogue()


def read(text: str, name: str = "gauger.yaml", format_: Format = "yaml") -> Declaration:
    declaration, mistakes = load_text(name, text, format_, catalogue=CATALOGUE)
    assert declaration is not None, mistakes
    assert mistakes == ()
    return declaration


@pytest.fixture(scope="module")
def sample() -> Declaration:
    return read((HERE / "sample.yaml").read_text("utf-8"))


def values(facts: object) -> dict[str, object]:
    assert isinstance(facts, dict)
    return {key: fact.value for key, fact in facts.items() if isinstance(fact, Known)}


def test_parties(sample: Declaration) -> None:
    assert {party.id: party.role for party in sample.parties.values()} == {
        "declarant": "declarant",
        "labeller": "contractor",
        "strangers": "stranger",
    }
    assert values(sample.declarant.facts) == {
        "name": "Acme AI",
        "kind": "company",
        "established-in": "US",
        "operates-in": frozenset({"US", "EU"}),
        "monthly-active-users": Decimal(40000),
        "anything-the-vocabulary-declares": Decimal(3),
    }


def test_agreements(sample: Declaration) -> None:
    services, commercial = sample.agreements
    assert (services.document, services.accepted, services.permissions) == ("openai/services-agreement", date(2026, 2, 1), ())
    permission = commercial.permissions[0]
    assert (permission.clauses, permission.form, permission.evidence) == (("D.4",), "written", "legal/letter.pdf")
    assert (permission.given, permission.until, permission.endless) == (date(2026, 1, 2), date(2027, 1, 1), False)


def test_artifacts(sample: Declaration) -> None:
    found = {a.id: (a.kind, a.reference, a.publisher, a.own, a.licences) for a in sample.artifacts.values()}
    assert found == {
        "teacher": ("model", "openai/gpt-5.5", "openai", False, ()),
        "base": ("model", "Qwen/Qwen3-8B-Base", "alibaba", False, (Licence("apache-2.0"),)),
        "chats": ("dataset", "some/chats", "some", False, (Licence("cc-by-4.0"),)),
        "dialogues": ("dataset", "acme/dialogues", "acme", True, None),
        "student": ("model", "acme/support-8b", "acme", True, None),
        "openai/gpt-4": ("model", "openai/gpt-4", "openai", False, ()),
    }


def test_steps(sample: Declaration) -> None:
    synthesise, finetune, origin = (sample.steps[name] for name in ("synthesise", "finetune", "chats.origin"))
    assert (synthesise.does, synthesise.by, synthesise.reaches, synthesise.via) == ("generate", "labeller", "teacher", "openai/api")
    assert synthesise.when == Lasting(date(2026, 3, 2), date(2026, 3, 9))
    assert values(synthesise.facts) == {"output": frozenset({"completions"}), "conduct": frozenset()}
    assert finetune.when == Lasting(date(2026, 3, 12), date(2026, 3, 12))
    assert finetune.base == Listed(("base",), open=False)
    span = finetune.span
    assert finetune.data == Listed((DataUse("dialogues", None, None, span), DataUse("chats", "copy", Decimal("0.2"), span)), open=False)
    assert (origin.by, origin.reaches, origin.via, origin.yields) == ("strangers", "openai/gpt-4", "openai/chatgpt", ("chats",))
    assert origin.when == Uncertain(date(2023, 4, 1), date(2023, 6, 1))
    assert sample.steps_open is False


def test_releases(sample: Declaration) -> None:
    (release,) = sample.releases.items
    assert sample.releases.open is False
    assert (release.id, release.artifact, release.when) == ("student.release", "student", Lasting(date(2026, 4, 1), date(2026, 4, 1)))
    assert values(release.facts) == {
        "name": "Support 8B",
        "form": "open-weights",
        "license": "apache-2.0",
        "to": frozenset({"public"}),
        "date": date(2026, 4, 1),
    }


def test_places_of_facts(sample: Declaration) -> None:
    task = sample.artifacts["student"].facts["task"]
    assert (str(task.span), task.span.text) == ("gauger.yaml:20:45", "chat")
    use = sample.steps["finetune"].data.items[1]
    assert (str(use.span), use.span.text) == ("gauger.yaml:35:34", "chats")
    assert str(sample.steps["synthesise"].span) == "gauger.yaml:22:9"


def test_the_catalogue_fills_in_with_its_source_and_a_declared_fact_wins() -> None:
    text = (
        "gauger: 1\nartifacts:\n  a: {model: meta-llama/Llama-3.1-8B}\n  b: {model: meta-llama/Llama-3.1-8B, license: mit, family: Other}\n"
    )
    declaration = read(text)
    a, b = declaration.artifacts["a"], declaration.artifacts["b"]
    assert (a.publisher, a.licences, a.released) == ("meta", (Licence("llama3.1"),), date(2024, 7, 23))
    assert a.facts["family"] == Known("Llama", a.span, "catalogue: meta-llama/llama-models, models/llama3_1/LICENSE")
    assert b.licences == (Licence("mit"),)
    assert b.facts["family"] == Known("Other", b.span)


STEP = "gauger: 1\nartifacts: {m: {model: acme/m}, d: {dataset: acme/d}}\nsteps:\n  - {id: s, does: %s, yields: m}\n"


@pytest.mark.parametrize(
    ("does", "base_open", "data_open"),
    [
        ("train, stage: sft", True, True),
        ("train", True, True),
        ("train, stage: pretraining", False, True),
        ("adapt", True, True),
        ("merge", True, False),
        ("quantise", True, False),
        ("generate", False, True),
        ("convert", False, True),
        ("evaluate", False, False),
        ("train, from: [], data: []", False, False),
        ("train, from: unknown, data: unknown", True, True),
        ("train, from: not applicable, data: not applicable", False, False),
        ("train, from: {complete: no}, data: {complete: false, items: [d]}", True, True),
        ("train, from: {complete: yes, items: []}, data: {complete: true, items: [d]}", False, False),
    ],
)
def test_which_lists_are_open(does: str, base_open: bool, data_open: bool) -> None:
    step = read(STEP % does).steps["s"]
    assert (step.base.open, step.data.open) == (base_open, data_open)


@pytest.mark.parametrize(
    ("written", "open_"), [("", True), ("releases: []", False), ("releases: unknown", True), ("releases: {complete: no, items: []}", True)]
)
def test_releases_left_out_are_unknown(written: str, open_: bool) -> None:
    assert read(f"gauger: 1\n{written}\n").releases == Listed((), open=open_)


@pytest.mark.parametrize(("written", "open_"), [("", True), ("steps: []", False), ("steps: {complete: no}", True)])
def test_steps_left_out_are_unknown(written: str, open_: bool) -> None:
    assert read(f"gauger: 1\n{written}\n").steps_open is open_


def test_unknown_is_missing_and_not_applicable_is_not() -> None:
    declaration = read("gauger: 1\nartifacts:\n  m: {model: acme/m, task: unknown, scope: not applicable}\n")
    facts = declaration.artifacts["m"].facts
    assert "task" not in facts
    assert isinstance(facts["scope"], NotApplicable)


@pytest.mark.parametrize("word", ["no", "yes", "on", "off", "NO", "1:30", "0o7", "0x1F", ".5", "007", "1_000", "1e999", "y", "=", ".inf"])
def test_words_stay_words(word: str) -> None:
    assert values(read(f"gauger: 1\nparty: {{plan: {word}}}\n").declarant.facts) == {"plan": word}


@pytest.mark.parametrize(
    ("word", "value"), [("40000", Decimal(40000)), ("0.2", Decimal("0.2")), ("true", True), ("2026-03-01", date(2026, 3, 1))]
)
def test_words_that_are_more(word: str, value: object) -> None:
    assert values(read(f"gauger: 1\nparty: {{plan: {word}}}\n").declarant.facts) == {"plan": value}


def test_clause_numbers_keep_their_digits() -> None:
    text = "gauger: 1\nagreements: [{document: a/b, permission: {clauses: [3.10, 4], until: never}}]\n"
    permission = read(text).agreements[0].permissions[0]
    assert (permission.clauses, permission.endless, permission.until) == (("3.10", "4"), True, None)


@pytest.mark.parametrize(
    ("party", "artifact", "own"),
    [
        ("{}", "{model: acme/m}", False),
        ("{namespace: acme}", "{model: acme/m}", True),
        ("{namespace: [other, Acme]}", "{model: acme/m}", True),
        ("{name: Acme AI}", "{model: x/m, publisher: Acme AI}", True),
        ("{}", "{model: acme/m, own: yes}", True),
        ("{namespace: acme}", "{model: acme/m, own: no}", False),
    ],
)
def test_what_is_ones_own(party: str, artifact: str, own: bool) -> None:
    assert read(f"gauger: 1\nparty: {party}\nartifacts: {{m: {artifact}}}\n").artifacts["m"].own is own


@pytest.mark.parametrize(("role", "own"), [("affiliate", True), ("contractor", True), ("stranger", False)])
def test_what_others_made(role: str, own: bool) -> None:
    text = f"gauger: 1\nparties: {{o: {{role: {role}}}}}\nartifacts: {{m: {{model: x/m}}}}\nsteps: [{{does: train, by: o, yields: m}}]\n"
    assert read(text).artifacts["m"].own is own


def test_self_distillation_is_two_artifacts() -> None:
    text = (
        "gauger: 1\nartifacts: {one: {model: acme/m-1}, two: {model: acme/m-2}, d: {dataset: acme/d}}\n"
        "steps:\n  - {does: generate, with: one, yields: d}\n  - {does: train, from: one, data: d, yields: two}\n"
    )
    assert set(read(text).steps) == {"generate", "train"}


def test_ids_are_given_where_none_is_written() -> None:
    text = (
        "gauger: 1\nartifacts: {m: {model: acme/m, origin: [{does: train}, {does: quantise}]}}\n"
        "steps: [{does: evaluate}, {does: evaluate}, {id: evaluate, does: evaluate}]\nreleases: [{artifact: m}, {artifact: m}]\n"
    )
    declaration = read(text)
    assert set(declaration.steps) == {"evaluate", "evaluate.2", "evaluate.3", "m.origin", "m.origin.2"}
    assert [release.id for release in declaration.releases.items] == ["m.release", "m.release.2"]


def test_planned_and_unknown_days() -> None:
    text = "gauger: 1\nsteps: [{id: a, does: train, date: planned}, {id: b, does: train, date: unknown}, {id: c, does: train}]\n"
    assert [step.when for step in read(text).steps.values()] == [Planned(), None, None]


def test_licences() -> None:
    text = "gauger: 1\nartifacts: {a: {model: x/a, license: none}, b: {model: x/b, license: [MIT, Apache-2.0]}, c: {model: x/c}}\n"
    assert [artifact.licences for artifact in read(text).artifacts.values()] == [(), (Licence("MIT"), Licence("Apache-2.0")), None]


def test_licences_of_layers_periods_and_alternatives() -> None:
    text = """
gauger: 1
artifacts:
  rows: {dataset: x/rows, license: [{id: odc-by, layer: database}, {id: cc-by-4.0, layer: contents}]}
  moved:
    dataset: x/moved
    license: [{id: old, until: 2024-06-25}, {id: odc-by, from: 2024-06-26, covers-earlier-copies: yes}]
    obtained: 2024-05-01
  either: {model: x/either, license: MIT OR Apache-2.0, under: apache-2.0}
  both: {model: x/both, license: (MIT AND Zlib)}
  tagged: {model: x/tagged, license: [{id: apache-2.0, standing: tag}, {id: LicenseRef-H3, standing: text}]}
"""
    found = read(text).artifacts
    assert found["rows"].licences == (Licence("odc-by", "database"), Licence("cc-by-4.0", "contents"))
    day = date(2024, 6, 26)
    assert found["moved"].licences == (Licence("old", until=date(2024, 6, 25)), Licence("odc-by", since=day, back=True))
    assert found["moved"].obtained == Lasting(date(2024, 5, 1), date(2024, 5, 1))
    choice = "MIT OR Apache-2.0"
    assert found["either"].licences == (Licence("MIT", choice=choice), Licence("Apache-2.0", choice=choice))
    assert found["either"].under == "Apache-2.0"
    assert found["both"].licences == (Licence("MIT"), Licence("Zlib"))
    assert found["tagged"].licences == (Licence("apache-2.0", tag=True), Licence("LicenseRef-H3"))


def test_agreements_say_how_they_were_accepted_and_with_whom() -> None:
    text = """
gauger: 1
agreements:
  complete: no
  items:
    - {document: openai/services-agreement, accepted: 2026-02-01, form: signed, renewed: [2026-05-01], objected: []}
    - {with: A Label, permission: {clauses: [a/b#c], form: written}}
"""
    declaration = read(text)
    signed, label = declaration.agreements
    assert declaration.agreements_open
    assert (signed.document, signed.form, signed.renewed, signed.objected) == (
        "openai/services-agreement",
        "signed",
        (date(2026, 5, 1),),
        (),
    )
    assert (label.document, label.with_, label.form, label.renewed, label.objected) == (None, "A Label", None, None, None)
    assert read("gauger: 1\n").agreements_open
    assert not read("gauger: 1\nagreements: []\n").agreements_open


def test_a_step_says_for_whom_with_what_and_behind_which_router() -> None:
    text = """
gauger: 1
parties: {client: {role: stranger}}
artifacts: {maker: {tool: gretelai/gretel-synthetics, license: LicenseRef-Gretel}}
steps:
  - {id: a, does: generate, with: x/m, via: openrouter/api, served-by: together/api, for: client, tools: maker}
  - {id: b, does: generate, with: x/m, for: [], tools: []}
  - {id: c, does: generate, with: x/m}
"""
    declaration = read(text)
    a, b, c = declaration.steps.values()
    assert declaration.artifacts["maker"].kind == "tool"
    assert (a.host, a.on_behalf, a.tools) == ("together/api", ("client",), Listed(("maker",), open=False))
    assert (b.host, b.on_behalf, b.tools) == (None, (), Listed((), open=False))
    assert (c.on_behalf, c.tools) == (None, Listed((), open=True))


def test_json_and_toml_say_the_same_as_yaml() -> None:
    text = (HERE / "sample.json").read_text("utf-8")
    yaml, json_ = read(text, "x"), read(text, "x", "json")
    toml = read((HERE / "sample.toml").read_text("utf-8"), "x", "toml")
    assert yaml.steps == json_.steps == toml.steps
    assert yaml.artifacts == json_.artifacts == toml.artifacts
    assert yaml.releases == json_.releases == toml.releases
    assert toml.steps["tune"].data.open is True


def test_toml_places() -> None:
    declaration = read((HERE / "sample.toml").read_text("utf-8"), "x.toml", "toml")
    assert str(declaration.artifacts["student"].span) == "x.toml:6:1"
    assert str(declaration.steps["tune"].span) == "x.toml:18:7"


def test_texts_of_several_lines_end_where_they_end() -> None:
    declaration = read("gauger: 1\nartifacts:\n  m:\n    model: acme/m\n    note: |\n      one\n      two\n\n    task: chat\n")
    note = declaration.artifacts["m"].facts["note"]
    assert isinstance(note, Known)
    assert note.value == "one\ntwo\n"
    assert note.span.text == "|\n      one\n      two"
