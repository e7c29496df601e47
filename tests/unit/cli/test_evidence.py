"""`gauger terms verify` over a small archive, in every way in which a passage can fail, and `gauger terms drift` over its history."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.unit.cli.running import run, write

TERMS = """publisher acme
  title    "Acme"

channel acme/api
  title "Acme API"

document acme/terms
  title      "Acme Terms"
  publisher  acme
  url        "https://acme.example/terms"
  encoded    by "somebody" on 2026-11-23
  governs    acme/api

  version 2026-01-01
    recorded collection "Acme/Terms.md" from 2026-01-01

  clause no-training
    at       "2.1"
    says     "Nothing is trained on output."
    locate   "may not use Output to train"
    forbids  train model using output

  clause no-resale
    at       "2.2"
    says     "Nothing is resold."
    locate   "may not resell the Services"
    forbids  access service
"""
BODY = "The Services are provided to the Customer, who pays for them as agreed and uses them as the documentation says. " * 4
TEXT = f"{BODY}\n\n2.1 You may not use Output to train models.\n\n2.2 You may not resell the Services to anybody.\n"


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    """A pack whose lock was written over the text as it was first."""
    folder = tmp_path / "pack"
    folder.mkdir()
    write(folder, "terms.tos", TERMS)
    record(tmp_path, "2026-01-05", TEXT)
    from gauger.evidence import open_archive, write_locks
    from gauger.library import find_policies, load

    policy = load([find_policies() / "vocabulary", folder]).policy
    assert policy is not None
    write_locks(policy, open_archive([tmp_path / "archive"]))
    return folder


def record(tmp_path: Path, day: str, text: str, path: str = "Acme/Terms") -> None:
    folder = tmp_path / "archive" / "collection" / path
    folder.mkdir(parents=True, exist_ok=True)
    write(folder, f"{day}.md", text)


def verify(pack: Path, *more: str) -> tuple[int, str, str]:
    result = run("terms", "verify", "acme/terms", "--policies", pack, "--archive", pack.parent / "archive", *more)
    return result.exit_code, result.stdout, " ".join(result.stderr.split())


def test_what_stands_there_as_encoded_is_verified(pack: Path) -> None:
    assert verify(pack) == (0, "acme/terms: 2 verified\n2 passages: 2 verified\n", "")


@pytest.mark.parametrize(
    ("old", "new", "status", "message"),
    [
        ("to train models", "to train any model", "changed: clause no-training at 2.1", "error[G704]: the passage of clause `no-training`"),
        ("2.1 You may", "2.7 You may", "moved: clause no-training at 2.1", "error[G709]: the passage of clause `no-training`"),
        ("use Output to", "use Outputs to", "missing: clause no-training at 2.1", "error[G702]: the locator of clause `no-training`"),
    ],
)
def test_what_does_not_fails(old: str, new: str, status: str, message: str, pack: Path) -> None:
    record(pack.parent, "2026-02-05", TEXT.replace(old, new))
    code, out, err = verify(pack)
    assert code == 1
    assert f"  {status}, version 2026-01-01\n" in out
    assert out.endswith(f"2 passages: 1 verified, 1 {status.partition(':')[0]}\n")
    assert message in err


def test_words_that_went_elsewhere_are_found_there(pack: Path) -> None:
    record(pack.parent, "2026-02-05", TEXT.replace("use Output to", "use Outputs to"))
    found = " ".join(verify(pack)[1].split())
    assert f"its words stand in {pack.parent}/archive/collection/Acme/Terms/2026-01-05.md" in found
    record(pack.parent, "2026-01-05", TEXT.replace("use Output to", "use Outputs to"))
    record(pack.parent, "2026-02-05", TEXT, "Acme/Other Terms")
    assert "Acme/Other Terms/2026-02-05.md" in " ".join(verify(pack)[1].split())


def test_what_is_not_recorded_is_counted_and_nothing_looked_for_is_no_success(pack: Path) -> None:
    empty = pack.parent / "empty"
    empty.mkdir()
    result = run("terms", "verify", "acme/terms", "--policies", pack, "--archive", empty)
    assert (result.exit_code, result.stdout, result.stderr) == (3, "acme/terms: 2 not recorded\n2 passages: 2 not recorded\n", "")


def test_an_archive_that_cannot_be_read_is_a_mistake(pack: Path) -> None:
    (pack.parent / "archive" / "collection" / ".git").mkdir()
    code, out, err = verify(pack)
    assert (code, out) == (2, "acme/terms: 2 not recorded\n2 passages: 2 not recorded\n")
    assert "error[G700]: `" in err
    assert "is not a git repository" in err


def test_json_says_the_same(pack: Path) -> None:
    record(pack.parent, "2026-02-05", TEXT.replace("2.2 You", "2.9 You"))
    code, out, _ = verify(pack, "--format", "json")
    found = json.loads(out)
    assert code == 1
    assert found["statuses"] == {"verified": 1, "moved": 1}
    moved = next(passage for passage in found["passages"] if passage["status"] == "moved")
    assert {key: moved[key] for key in ("document", "kind", "name", "version", "pinpoint", "pinpoint_in_text", "last_seen")} == {
        "document": "acme/terms", "kind": "clause", "name": "no-resale", "version": "2026-01-01", "pinpoint": "2.2",
        "pinpoint_in_text": "differs", "last_seen": "2026-02-05",
    }  # fmt: skip


def test_a_collection_under_another_name_is_named(pack: Path) -> None:
    (pack.parent / "archive" / "collection").rename(pack.parent / "elsewhere")
    result = run("terms", "verify", "acme/terms", "--policies", pack, "--archive", f"collection={pack.parent / 'elsewhere'}")
    assert (result.exit_code, result.stdout) == (0, "acme/terms: 2 verified\n2 passages: 2 verified\n")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((), "error: no archive is named"),
        (("--archive", "nowhere"), "error: `nowhere` is no folder"),
        (("--archive", "x=nowhere"), "error: `nowhere` is no folder"),
        (("acme/term", "--archive", "."), "error: there is no document `acme/term`; did you mean `acme/terms`?"),
        (("--archive", ".", "--format", "jsn"), "did you mean `json`?"),
    ],
)
def test_what_cannot_be_asked_is_refused(arguments: tuple[str, ...], message: str, pack: Path) -> None:
    result = run("terms", "verify", "--policies", pack, *arguments)
    assert result.exit_code == 2
    assert message in result.stderr


# --- passages ----------------------------------------------------------------------------------------------------------

DECLARATION = """gauger: 1
project: assistant
party: {name: Acme, namespace: other}
artifacts:
  teacher: {model: acme/teacher, publisher: acme, license: []}
  rows: {dataset: other/rows}
  student: {model: other/student}
steps:
  - {id: ask, does: generate, with: teacher, via: acme/api, data: [], output: [completions], conduct: [], date: 2026-03-02, yields: rows}
  - {id: train, does: train, stage: sft, from: [], data: [rows], feedback: [], date: 2026-03-12, yields: student}
releases: []
"""


def explain(pack: Path, *more: str | Path, env: dict[str, str | None] | None = None) -> tuple[int, str, str]:
    file = write(pack.parent, "gauger.yaml", DECLARATION)
    result = run("explain", file, "no-training@train", "--as-of", "2026-11-23", "--policies", pack, *more, env=env)
    return result.exit_code, result.stdout.partition("PASSAGES")[2], result.stderr


def test_a_passage_is_shown_with_the_words_by_which_it_was_found(pack: Path) -> None:
    code, shown, err = explain(pack, "--archive", pack.parent / "archive")
    assert (code, err) == (0, "")
    assert shown == (
        "\n  - clause no-training, 2.1, of 2026-01-01, last recorded 2026-01-05: as it was\n    encoded\n"
        "      You →may not use Output to train← models\n"
    )


def test_words_are_bold_where_colour_is_wanted(pack: Path) -> None:
    _, shown, _ = explain(pack, "--archive", pack.parent / "archive", env={"FORCE_COLOR": "1", "NO_COLOR": None})
    assert "      You \x1b[1mmay not use Output to train\x1b[0m models\n" in shown


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("to train models", "to train any model", "NOT as it was encoded\n      You →may not use Output to train← any model\n"),
        ("use Output", "use Outputs", "the words by which it is found are NOT there\n"),
        ("2.1 You", "2.8 You", "as it was encoded, under another number\n      You →may"),
    ],
)
def test_a_passage_that_is_another_now_is_told(old: str, new: str, said: str, pack: Path) -> None:
    record(pack.parent, "2026-02-05", TEXT.replace(old, new))
    shown = explain(pack, "--archive", pack.parent / "archive")[1]
    assert " ".join(said.split()) in " ".join(shown.split())


def test_an_archive_without_the_text_says_so_and_one_that_is_broken_fails(pack: Path) -> None:
    assert "this archive has no text of the version" in " ".join(explain(pack, "--archive", pack)[1].split())
    (pack.parent / "archive" / "collection" / ".git").mkdir()
    code, _, err = explain(pack, "--archive", pack.parent / "archive")
    assert code == 2
    assert "error[G700]" in err


def test_what_is_known_from_others_only_has_no_passage(pack: Path) -> None:
    secondary = TERMS.replace("  governs ", "  standing   secondary\n  governs ").replace(
        '    recorded collection "Acme/Terms.md" from 2026-01-01\n', ""
    )
    write(pack, "terms.tos", "\n".join(line for line in secondary.splitlines() if "locate" not in line) + "\n")
    shown = explain(pack, "--archive", pack.parent / "archive")[1]
    assert "nothing that this finding cites was read in the original" in " ".join(shown.split())


def test_passages_are_not_for_machines(pack: Path) -> None:
    code, _, err = explain(pack, "--archive", pack, "--format", "json")
    assert code == 2
    assert "error: `--archive` and `--format json` do not go together" in err


def drift(pack: Path, *more: str) -> tuple[int, str, str]:
    result = run("terms", "drift", "acme/terms", "--policies", pack, "--archive", pack.parent / "archive", *more)
    return result.exit_code, " ".join(result.stdout.split()), " ".join(result.stderr.split())


NOTHING = (
    "1 recorded documents with nothing new 1 recorded documents: 0 changes, 0 encoded passages changed and not encoded so, "
    "0 recordings that changed nothing, 0 passages that may be worth encoding"
)


def test_a_text_that_stays_has_not_drifted(pack: Path) -> None:
    assert drift(pack) == (0, NOTHING, "")


def test_a_passage_that_changed_after_it_was_encoded_is_told_with_its_words(pack: Path) -> None:
    record(pack.parent, "2026-02-05", TEXT.replace("to train models", "to train any model"))
    code, out, err = drift(pack)
    assert (code, err) == (1, "")
    assert out == (
        "collection/Acme/Terms.md (acme/terms) 1 changes since 2026-01-06 2026-02-05: 1 passages went, 1 came "
        "changed, not encoded so: acme/terms clause no-training at 2.1: You may not use Output to train [-models-] {+any model+} "
        "1 recorded documents: 1 changes, 1 encoded passages changed and not encoded so, "
        "0 recordings that changed nothing, 0 passages that may be worth encoding"
    )


def test_what_only_the_page_did_is_counted_apart(pack: Path) -> None:
    record(pack.parent, "2026-02-05", TEXT.replace("2.2 You", "2.3. You"))
    record(pack.parent, "2026-02-06", "Redirecting to acme.example")
    code, out, _ = drift(pack)
    assert code == 0
    assert "0 changes since 2026-01-06; 2 recordings changed nothing: 1 numbering, 1 error page or redirect" in out


def test_what_nobody_encoded_is_proposed(pack: Path) -> None:
    record(pack.parent, "2026-02-05", f"{TEXT}\n2.3 You may not distil the Services, and never build a competing product.\n")
    code, out, _ = drift(pack)
    assert code == 0
    assert "2026-02-05: 0 passages went, 1 came came, on competing, distilling: You may not distil the Services" in out
    assert "worth encoding? line 7 speaks of competing, distilling: You may not distil the Services, and never build" in out
    assert "worth encoding?" not in drift(pack, "--since", "2026-02-06")[1]


def test_drift_as_json(pack: Path) -> None:
    record(pack.parent, "2026-02-05", TEXT.replace("to train models", "to train any model"))
    code, out, _ = drift(pack, "--format", "json", "--since", "2026-01-01")
    (document,) = json.loads(out)["documents"]
    assert code == 1
    assert (document["path"], document["since"], document["recordings"]) == ("Acme/Terms.md", "2026-01-01", 2)
    assert document["changes"][0]["concerns"] == [
        {
            "document": "acme/terms", "kind": "clause", "name": "no-training", "pinpoint": "2.1", "fate": "changed", "encoded": False,
            "old": "You may not use Output to train models", "new": "You may not use Output to train any model",
        }
    ]  # fmt: skip


def test_drift_over_nothing_and_over_what_cannot_be_read(pack: Path) -> None:
    empty = pack.parent / "empty"
    empty.mkdir()
    assert run("terms", "drift", "acme/terms", "--policies", pack, "--archive", empty).exit_code == 3
    result = run("terms", "drift", "--since", "soon", "--archive", empty)
    assert (result.exit_code, result.stderr.startswith("error: `soon` is no day")) == (2, True)
    (pack.parent / "archive" / "collection" / "Acme" / "Terms" / "2026-02-05.md").write_bytes(b"\xff\xfe")
    code, out, _ = drift(pack)
    assert code == 2
    assert "2026-02-05.md: it is not UTF-8" in out
