"""What a policy is made of once everything in it resolves."""

from __future__ import annotations

from datetime import date
from itertools import permutations
from typing import get_args

from gauger.declaration import records
from gauger.language import parse
from gauger.language.tree import File
from gauger.policy import resolve, structure
from gauger.policy.model import AllOf, CallConcept, Document, Inclusion, Policy, Precedence, Some, Standing
from gauger.policy.model import Test as Comparison
from gauger.text import Source
from tests.language.bad_meaning_rendering import FOLDER

_DOCUMENT = """document acme/terms
  title      "Acme Terms"
  publisher  acme
  url        "https://acme.example/terms"
  encoded    by "somebody" on 2026-01-01
  governs    acme/api when
    party.established-in in europe, CH
  prevails over acme/old-licence, permission order-form
  standing   secondary

  version 2025-06-01
  version 2025-01-01

  clause no-training
    at       "1"
    says     "A sentence."
    forbids  train model using output
    when all of
      competes(model, publisher)
      party.users more than 2 million
      party.kind is company
    note     "First."
    note     "Second."

  clause allowed
    at       "2"
    says     "A sentence."
    in force from 2025-02-01
    family   other
    standing text
    locate   "may train"
    permits  train model using output, weights
    when
      some release of model
        release.to overlaps outsiders, employees
"""


def _parse(name: str, text: str) -> File:
    file, mistakes = parse(Source(name, text))
    assert not mistakes
    return file


def _list_files() -> list[File]:
    prelude = [_parse(p.name, p.read_text("utf-8")) for p in sorted((FOLDER / "prelude").glob("*.tos"))]
    return [*prelude, _parse("acme.tos", _DOCUMENT)]


def _resolve(files: list[File]) -> Policy:
    policy, diagnostics = resolve(files)
    assert policy is not None, [d.message for d in diagnostics]
    return policy


def _get_document() -> Document:
    return _resolve(_list_files()).documents["acme/terms"]


def test_order_of_files_does_not_matter() -> None:
    policies = [_resolve(list(files)) for files in permutations(_list_files())]
    assert all(p == policies[0] for p in policies)
    assert all(list(p.documents) == ["acme/old-licence", "acme/terms"] for p in policies)
    assert all(list(p.vocabulary.attributes) == sorted(p.vocabulary.attributes) for p in policies)


def test_clauses_stand_as_in_the_file_and_versions_by_date() -> None:
    document = _get_document()
    assert list(document.clauses) == ["no-training", "allowed"]
    assert [v.date for v in document.versions] == [date(2025, 1, 1), date(2025, 6, 1)]


def test_sets_are_expanded_wherever_values_are_listed() -> None:
    document = _get_document()
    routing, some = document.governs[0].when, document.clauses["allowed"].when
    assert isinstance(routing, Comparison)
    assert routing.values == ("AT", "BE", "CH")
    assert isinstance(some, Some)
    assert isinstance(some.body, Comparison)
    assert some.body.values == ("public", "customers", "employees")


def test_family_and_standing_default_to_those_of_act_and_document() -> None:
    clauses = _get_document().clauses
    assert [(c.family, c.standing) for c in clauses.values()] == [("training", Standing.SECONDARY), ("other", Standing.TEXT)]


def test_conditions_are_typed() -> None:
    when = _get_document().clauses["no-training"].when
    assert isinstance(when, AllOf)
    concept, number, kind = when.items
    assert isinstance(concept, CallConcept)
    assert concept.arguments == ("model", "publisher")
    assert isinstance(number, Comparison)
    assert [(number.left.attribute.key, number.operator, number.values)] == [("party.users", "more than", (2_000_000,))]
    assert isinstance(kind, Comparison)
    assert kind.span.text == "party.kind is company"


def test_precedence_notes_and_periods_are_kept() -> None:
    document = _get_document()
    assert document.precedence == Precedence(over=("acme/old-licence",), over_forms=("order-form",))
    assert document.clauses["no-training"].note == "First.\nSecond."
    assert document.clauses["allowed"].since == date(2025, 2, 1)


def test_a_clause_may_yield_to_whatever_its_document_passes_through() -> None:
    text = _DOCUMENT.replace("  prevails over acme", "  passes through licence\n  prevails over acme").replace(
        '    note     "First."', '    yields to passed-through\n    note     "First."'
    )
    clause = _resolve([*_list_files()[:-1], _parse("acme.tos", text)]).documents["acme/terms"].clauses["no-training"]
    assert clause.precedence == Precedence(under=("passed-through",))


def test_publisher_facts_are_sets_where_the_attribute_is_a_list() -> None:
    assert _resolve(_list_files()).publishers["acme"].facts == {"products": frozenset({"text", "code"})}


def test_a_pack_may_declare_everything_anew() -> None:
    policy = _resolve(
        [
            _parse(
                "new.tos",
                'act brew model\n  says "Brewing."\n  on step\n  does merge\n  family brewing\n'
                'attribute step.heat\n  says "How hot."\n  number\n'
                'object wort\n  says "What was brewed."\n  from dataset\n  tied by boils\n'
                'concept boils(model, wort)\n  asks "Does it boil?"\n  reading plain\n    says "It does."\n    along weights\n'
                'publisher brewer\n  title "Brewer"\n',
            ),
            _parse(
                "terms.tos",
                'document brewer/terms\n  title "Terms"\n  publisher brewer\n  url "https://brewer.example"\n'
                '  encoded by "somebody" on 2026-01-01\n  licence "brew-1"\n\n  version 2025-01-01\n\n'
                '  clause no-brewing\n    at "1"\n    says "No."\n    locate "no brewing"\n'
                "    forbids brew model using wort\n    when step.heat more than 90\n",
            ),
        ]
    )
    assert policy.documents["brewer/terms"].clauses["no-brewing"].norm.objects[0].concept == "boils"


def test_a_document_may_be_brought_into_play_by_another_one() -> None:
    lonely = _DOCUMENT.replace("document acme/terms", "document acme/annex").replace(
        "  governs    acme/api when\n    party.established-in in europe, CH\n", ""
    )
    including = _DOCUMENT.replace("  prevails over", "  includes   acme/annex\n  prevails over")
    prelude = _list_files()[:-1]
    assert resolve([*prelude, _parse("annex.tos", lonely)])[0] is None
    assert _resolve([*prelude, _parse("annex.tos", lonely), _parse("terms.tos", including)]).documents["acme/terms"].includes == (
        Inclusion("acme/annex", "they stand"),
    )


def test_a_thousand_clauses_resolve() -> None:
    head, _, clause = _DOCUMENT.partition("  clause no-training")
    clause = "  clause no-training" + clause.partition("\n\n")[0]
    text = head + "\n\n".join(clause.replace("no-training", f"no-training-{n}") for n in range(1_000)) + "\n"
    policy = _resolve([*_list_files()[:-1], _parse("acme.tos", text)])
    assert len(policy.documents["acme/terms"].clauses) == 1_000


def test_steps_and_manners_are_those_of_declarations() -> None:
    assert get_args(records.StepKind) == structure.STEP_KINDS
    assert get_args(records.Manner) == structure.MANNERS
