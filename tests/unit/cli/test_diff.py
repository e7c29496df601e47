"""`gauger terms diff`: what two versions mean otherwise, and the declaration that shows it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.unit.cli.running import run, write

TERMS = """publisher acme
  title    "Acme"
  products text, code

channel acme/api
  title "Acme API"

document acme/terms
  title      "Acme Terms"
  publisher  acme
  url        "https://acme.example/terms"
  encoded    by "somebody" on 2026-11-23
  governs    acme/api

  version 2025-01-01
    recorded collection "Acme/Terms.md" until 2026-01-01
  version 2026-01-01
    recorded collection "Acme/Terms.md" from 2026-01-01

  clause no-scraping
    at       "1"
    says     "Nothing is read off the pages by machine."
    locate   "some words of the text"
    in force until 2026-01-01
    forbids  access service
    when     access.conduct includes scrapes

  clause no-machines
    at       "1"
    says     "Nothing is collected by machine, pages included."
    locate   "some words of the text"
    in force from 2026-01-01
    forbids  access service
    when     access.conduct overlaps scrapes, circumvents-limits

  clause no-competing-models
    at       "2"
    says     "No model is trained that competes."
    locate   "some words of the text"
    in force until 2026-01-01
    forbids  train model using output
    when     model.scope is general

  clause no-models
    at       "2"
    says     "No model is trained."
    locate   "some words of the text"
    in force from 2026-01-01
    forbids  train model using output
    except   classifiers

  clause no-resale
    at       "3"
    says     "Nothing is resold."
    locate   "some words of the text"
    forbids  publish dataset using output
    when     release.commercial is yes
    except   charity

  clause no-keys
    at       "4"
    says     "Keys are not sold."
    locate   "some words of the text"
    forbids  access service
    when     access.conduct includes sold-keys

  exception classifiers
    at       "2"
    says     "Classifiers may be trained."
    locate   "some words of the text"
    when     model.task is classification

  exception charity
    at       "3"
    says     "Non-profits may resell."
    locate   "some words of the text"
    in force from 2026-01-01
    when     party.kind is non-profit
"""
TOLD = """acme/terms: 2025-01-01 and 2026-01-01
  removed: no-scraping at 1: forbids access service
    Nothing is read off the pages by machine.
    what it forbade is forbidden still: no-machines
  removed: no-competing-models at 2: forbids train model using output; turns on uses
    No model is trained that competes.
    training on what it returns, free now, whatever is read into it: student.scope is general and student.task is classification
  narrower: no-resale at 3: forbids publish dataset using output; turns on uses
    Nothing is resold.
    exception charity came
    letting out what it returned, free now, whatever is read into it: answers.release.commercial is yes and declarant.kind is non-profit
  added: no-machines at 1: forbids access service
    Nothing is collected by machine, pages included.
    asking the model, forbidden now, whatever is read into it: collect.conduct is circumvents-limits
    measuring the service, forbidden now, whatever is read into it: measure.conduct is circumvents-limits
  added: no-models at 2: forbids train model using output; turns on uses
    No model is trained.
    training on what it returns, forbidden now, whatever is read into it: student.task is embedding, clustering, reranking or 15 more and
    student.scope is narrow
  1 clauses mean the same
"""


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    folder = tmp_path / "pack"
    folder.mkdir()
    write(folder, "terms.tos", TERMS)
    return folder


def diff(pack: Path, *more: str) -> tuple[int, str, str]:
    result = run("terms", "diff", "acme/terms", "2025-01-01", "2026-01-01", "--policies", pack, "--as-of", "2026-11-26", *more)
    return result.exit_code, result.stdout, result.stderr


def test_clause_by_clause_and_for_the_text_as_a_whole(pack: Path) -> None:
    code, out, err = diff(pack)
    assert (code, err) == (1, "")
    assert " ".join(out.split()).startswith(" ".join(TOLD.split()))
    told = " ".join(out.split())
    assert "training on what it returns, forbidden before and free now, whatever is read into it: student.scope is" in told
    assert "asking the model, free before and forbidden now, whatever is read into it: collect.conduct is circumvents-limits" in told


def test_the_smallest_declaration_that_shows_it_is_one(pack: Path) -> None:
    _, out, _ = diff(pack, "--format", "json")
    found = json.loads(out)
    written = found["declarations"]["train, forbidden now"]
    assert "student: {model: anybody/student," in written
    path = write(pack.parent, "anybody.yaml", written)
    checked = run("check", path, "--policies", pack, "--as-of", "2026-11-26", "--format", "json")
    verdicts = {finding["id"]: finding["verdict"] for finding in json.loads(checked.stdout)["findings"]}
    assert verdicts["acme/terms#no-models@train:collect"] == "prohibited"
    assert found["same"] == 1
    assert {clause["name"]: clause["fate"] for clause in found["clauses"]} == {
        "no-scraping": "removed", "no-competing-models": "removed", "no-resale": "narrower", "no-machines": "added", "no-models": "added",
    }  # fmt: skip


def test_declarations_are_judged_under_either(pack: Path) -> None:
    folder = pack.parent / "declarations"
    folder.mkdir()
    _, out, _ = diff(pack, "--format", "json")
    write(folder, "anybody.yaml", json.loads(out)["declarations"]["train, free now"])
    write(folder, "other.yaml", "dependencies: []\n")
    code, out, err = diff(pack, "--declarations", str(folder))
    assert (code, err) == (1, "")
    told = " ".join(out.split())
    assert f"{folder}/anybody.yaml: " in told
    assert "acme/terms#no-competing-models@train:collect: prohibited under the earlier, not engaged under the later" in told
    write(folder, "broken.yaml", "gauger: 1\nparty: 3\n")
    code, _, err = diff(pack, "--declarations", str(folder))
    assert code == 2
    assert "broken.yaml" in err


def test_a_version_against_itself(pack: Path) -> None:
    result = run("terms", "diff", "acme/terms", "2025-06-01", "2025-01-01", "--policies", pack)
    nobody = "acme/terms: 2025-01-01 and 2025-01-01\n  4 clauses mean the same\n  nobody is treated otherwise by the text as a whole\n"
    assert (result.exit_code, result.stdout) == (0, nobody)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("acme/term", "2025-01-01", "2026-01-01"), "error: there is no document `acme/term`; did you mean `acme/terms`?"),
        (("acme/terms", "soon", "2026-01-01"), "error: `soon` is no day\n  = help: versions: 2025-01-01, 2026-01-01"),
        (
            ("acme/terms", "2020-01-01", "2026-01-01"),
            "error: `acme/terms` has no version of 2020-01-01 or before: the first is of 2025-01-01",
        ),
        (("acme/terms", "2025-01-01", "2026-01-01", "--declarations", "nowhere"), "error: `nowhere` is no folder"),
        (("acme/terms", "2025-01-01", "2026-01-01", "--format", "xml"), "error: `xml` is no value for `--format`"),
    ],
)
def test_what_cannot_be_compared(arguments: tuple[str, ...], message: str, pack: Path) -> None:
    result = run("terms", "diff", *arguments, "--policies", pack)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith(message)
