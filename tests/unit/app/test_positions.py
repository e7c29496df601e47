"""Counsel's positions: held when they are founded and in time, told in these words when they are not."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from gauger.app.positions import hold_positions
from gauger.diagnostics import render
from gauger.engine import Contradiction, Refused
from gauger.findings.model import Verdict
from gauger.policy.model import Standing
from tests.unit.cli.running import AS_OF, GREY, run, write
from tests.unit.engine.texts import clause, document, pipeline, policy
from tests.unit.scenes import ask, find

DAY = date(2026, 6, 1)
POLICY = policy(
    document(
        clause("ban", "forbids  train model using output", "when     competes(model, publisher)"),
        head='governs    acme/api\nreads      uses as descendant because "directly or indirectly"',
    ),
    document(
        clause("ban", "forbids  train model using output", "when     competes(model, publisher)"),
        name="acme/policy",
        head='governs    acme/api\nreads      competes like acme/terms because "the words are the same"',
    ),
)


def entry(**changed: str) -> str:
    """One position, a line."""
    keys = {"document": "acme/terms", "concept": "competes", "reading": "substitute", "by": "Jane Roe", "role": "general counsel"}
    keys |= {"because": "buyers see no substitute", "on": "2026-01-01", "until": "2026-12-31", **changed}
    return f"  - {{{', '.join(f'{key}: {value}' for key, value in keys.items())}}}\n"


def hold(folder: Path, *entries: str, admitted: frozenset[Standing] = frozenset()) -> tuple[int, str]:
    """How many positions are held, and everything that is said."""
    path = write(folder, "positions.yaml", "gauger: 1\npositions:\n" + "".join(entries))
    positions, mistakes = hold_positions([path], POLICY, DAY, admitted)
    return len(positions), "\n".join(render(m, width=150).replace(f"{folder}/", "") for m in mistakes)


def test_what_is_wrong_with_positions_is_told_all_at_once(tmp_path: Path) -> None:
    count, said = hold(
        tmp_path,
        entry(until="2026-05-31"),
        entry(on="2026-06-02", document="acme/policy"),
        entry(document="acme/term"),
        entry(concept="compete"),
        entry(reading="substitut"),
        entry(concept="uses", reading="verbatim"),
        entry(document="acme/policy", concept="bound", reading="downstream"),
        entry(reading="any-overlap"),
    )
    assert count == 0
    assert [line for line in said.splitlines() if line.startswith("error")] == [
        "error[G471]: this position ended on 2026-05-31, 1 day ago",
        "error[G470]: this position holds from 2026-06-02 on, and the question is asked on 2026-06-01",
        "error[G472]: there is no document `acme/term`",
        "error[G473]: `acme/terms` leaves no `compete` open",
        "error[G474]: `competes` has no reading `substitut`",
        "error[G475]: `acme/terms` itself fixes `uses` as `descendant`",
        "error[G476]: nothing in the text supports `downstream` as a reading of `bound`: it is known as statement only",
        "error[G477]: two positions read `competes` in `acme/terms`",
        "error[G477]: two positions read `competes` in `acme/terms`",
    ]
    assert said.count("= help: did you mean `") == 3


def test_a_mistake_is_shown_with_its_place(tmp_path: Path) -> None:
    assert hold(tmp_path, entry(), entry(reading="any-overlap")) == (
        0,
        """error[G477]: two positions read `competes` in `acme/terms`
 --> positions.yaml:4:16
  |
4 |   - {document: acme/terms, concept: competes, reading: any-overlap, by: Jane Roe, role: general counsel, because: buyers see no substitute, on: 2…
  |                ^^^^^^^^^^
 ::: positions.yaml:3:16
  |
3 |   - {document: acme/terms, concept: competes, reading: substitute, by: Jane Roe, role: general counsel, because: buyers see no substitute, on: 20…
  |                ---------- the other is here
  = help: keep one of them""",  # noqa: E501 - as it is printed
    )


@pytest.mark.parametrize(
    ("changed", "underlined"),
    [
        ({"until": "2026-05-31"}, "2026-05-31"),
        ({"on": "2026-06-02"}, "2026-06-02"),
        ({"document": "acme/term"}, "acme/term"),
        ({"concept": "compete"}, "compete"),
        ({"reading": "substitut"}, "substitut"),
        ({"concept": "uses", "reading": "verbatim"}, "verbatim"),
        ({"document": "acme/policy", "concept": "bound", "reading": "downstream"}, "downstream"),
    ],
)
def test_what_is_underlined_is_what_is_wrong(tmp_path: Path, changed: dict[str, str], underlined: str) -> None:
    path = write(tmp_path, "positions.yaml", "gauger: 1\npositions:\n" + entry(**changed))
    _, mistakes = hold_positions([path], POLICY, DAY, frozenset())
    assert [mistake.labels[0].span.text for mistake in mistakes] == [underlined]


def test_a_file_of_positions_is_not_called_a_declaration(tmp_path: Path) -> None:
    for text, said in (
        ("positions: []\n", "a file of positions has no `gauger`"),
        ("gauger: 1\npositons: []\npositions: []\n", "a file of positions has no key `positons`"),
        ("[1, 2]\n", "a file of positions is written as keys and values"),
    ):
        _, mistakes = hold_positions([write(tmp_path, "positions.yaml", text)], POLICY, DAY, frozenset())
        assert [mistake.message for mistake in mistakes] == [said]
    _, (mistake,) = hold_positions(
        [write(tmp_path, "positions.yaml", "gauger: 1\npositons: []\npositions: []\n")], POLICY, DAY, frozenset()
    )
    assert mistake.help == "did you mean `positions`?"


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("gauger: 1\n", ["G321"]),
        ("gauger: 1\npositions:\n  - {document: a, concept: b, reading: c, by: d, role: e, on: 2026-01-01}\n", ["G321", "G321"]),
        ("gauger: 1\npositions:\n" + entry(becuase="x"), ["G320"]),
        ("gauger: 1\npositions:\n" + entry(until="2026-13-31"), ["G325"]),
        ("gauger: 1\npositions:\n" + entry(until="2025-12-31"), ["G370"]),
        ("[1, 2]\n", ["G322"]),
        ("a: [\n", ["G307"]),
    ],
)
def test_a_file_that_is_none_holds_nothing(tmp_path: Path, text: str, codes: list[str]) -> None:
    path = write(tmp_path, "positions.yaml", text)
    positions, mistakes = hold_positions([path], POLICY, DAY, frozenset())
    assert positions == ()
    assert [m.code for m in mistakes] == codes


def test_files_that_cannot_be_read_are_told(tmp_path: Path) -> None:
    odd = write(tmp_path, "positions.txt", "gauger: 1\n")
    _, mistakes = hold_positions([tmp_path / "none.yaml", odd], POLICY, DAY, frozenset())
    assert [m.code for m in mistakes] == ["G300", "G306"]


def test_a_position_of_lesser_standing_holds_where_that_is_admitted(tmp_path: Path) -> None:
    other = entry(concept="bound", reading="downstream")
    assert hold(tmp_path, other)[0] == 0
    assert hold(tmp_path, other, admitted=frozenset({Standing.STATEMENT})) == (1, "")


# --- what they do ------------------------------------------------------------------------------------------------------


def positions_of(folder: Path, *entries: str) -> tuple[object, ...]:
    path = write(folder, "positions.yaml", "gauger: 1\npositions:\n" + "".join(entries))
    positions, mistakes = hold_positions([path], POLICY, DAY, frozenset())
    assert mistakes == ()
    return positions


def test_a_position_removes_the_worlds_in_which_a_text_is_read_otherwise(tmp_path: Path) -> None:
    before = find(ask(POLICY, pipeline()), "acme/terms#ban")
    assert (before.verdict, before.positions) == (Verdict.GREY, ())
    exposure = ask(POLICY, pipeline(), positions=positions_of(tmp_path, entry()))
    after = find(exposure, "acme/terms#ban")
    assert (after.verdict, after.as_modelled, after.pivots) == (Verdict.CLEAR, False, ())
    assert [(p.choice, p.by, p.role, p.reading) for p in after.positions] == [
        ("reading:acme/terms:competes", "Jane Roe", "general counsel", "substitute")
    ]
    assert exposure.positions == after.positions


def test_it_holds_for_every_text_that_reads_the_concept_like_it(tmp_path: Path) -> None:
    exposure = ask(POLICY, pipeline(), positions=positions_of(tmp_path, entry(reading="any-overlap")))
    assert {f.id.partition("@")[0]: f.verdict for f in exposure.findings} == {
        "acme/policy#ban": Verdict.PROHIBITED,
        "acme/terms#ban": Verdict.PROHIBITED,
    }
    shared = ask(POLICY, pipeline(), positions=positions_of(tmp_path, entry(document="acme/policy")))
    assert {f.verdict for f in shared.findings} == {Verdict.CLEAR}


def test_a_position_against_an_assumption_leaves_no_world(tmp_path: Path) -> None:
    with pytest.raises(Refused) as refused:
        ask(POLICY, pipeline(), positions=positions_of(tmp_path, entry()), assume=(("competes", "any-overlap"),))
    assert {problem.choices for problem in refused.value.problems if isinstance(problem, Contradiction)} == {
        ("reading:acme/terms:competes",)
    }


REAL = """gauger: 1
positions:
  - document: openai/services-agreement
    concept: uses
    reading: verbatim
    by: Jane Roe
    role: general counsel
    because: the last model saw none of the answers
    on: 2026-11-01
    until: 2027-05-01
"""


def test_every_report_says_under_whose_position_it_stands(tmp_path: Path) -> None:
    path = write(tmp_path, "positions.yaml", REAL)
    result = run("check", GREY, *AS_OF, "--positions", path, "--fail-on", "none")
    words = " ".join(result.stdout.split())
    assert "under the position of Jane Roe, general counsel (2026-11-01 until 2027-05-01): `uses` of openai/services-agreement" in words
    report = json.loads(run("check", GREY, *AS_OF, "--positions", path, "--fail-on", "none", "--format", "json").stdout)
    assert [p["by"] for p in report["examined"][0]["positions"]] == ["Jane Roe"]
    held = [f for f in report["findings"] if f["positions"]]
    assert {f["document"] for f in held} == {"openai/services-agreement"}
    told = run("explain", GREY, held[0]["id"], *AS_OF, "--positions", path)
    assert "Jane Roe, general counsel" in " ".join(told.stdout.split())


def test_an_expired_position_ends_the_run(tmp_path: Path) -> None:
    path = write(tmp_path, "positions.yaml", REAL.replace("2027-05-01", "2026-11-22"))
    result = run("check", GREY, *AS_OF, "--positions", path)
    assert (result.exit_code, result.stdout) == (2, "")
    assert "error[G471]: this position ended on 2026-11-22, 1 day ago" in result.stderr
