"""What nobody should feed the program: each ends in a message and the right exit code (`run_gauger` fails on a traceback)."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.functional.command import AS_OF, ROOT, Run, run_gauger

EXAMPLES = ROOT / "examples"
OWN = (EXAMPLES / "own-model" / "declaration.yaml").read_text(encoding="utf-8")
RIVAL = (EXAMPLES / "competitor-through-api" / "declaration.yaml").read_text(encoding="utf-8")
MEGABYTES_100 = 100_000_000


def _check(folder: Path, content: bytes | str, *arguments: str) -> Run:
    path = folder / "d.yaml"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return run_gauger("check", "d.yaml", "--as-of", AS_OF, *arguments, cwd=folder)


# --- declarations ------------------------------------------------------------------------------------------------------

UNREADABLE: dict[str, tuple[bytes, str]] = {
    "an empty file": (
        b"",
        "error[G303]: `d.yaml` declares nothing\n  = help: begin with `gauger: 1`, then `artifacts`, `steps` and `releases`\n",
    ),
    "100 MB": (
        b"a" * MEGABYTES_100,
        "error[G302]: `d.yaml` is larger than 10 MB\n  = help: a declaration describes data, it does not hold it\n",
    ),
    "binary": (
        bytes(range(256)),
        "error[G304]: `d.yaml` is not UTF-8 text: it holds a NUL byte in line 1\n  = help: save it as UTF-8\n",
    ),
    "UTF-16": (
        OWN.encode("utf-16"),
        "error[G304]: `d.yaml` is not UTF-8 text: it begins like UTF-16\n  = help: save it as UTF-8\n",
    ),
    "tabs mixed with spaces": (
        b"gauger: 1\nparty:\n  name: Acme\n\tkind: company\n",
        "error[G308]: a tab cannot stand here\n --> d.yaml:4:1\n  |\n4 |     kind: company\n  | ^^^^ a tab\n  = help: indent with spaces\n",
    ),
    "a bidirectional character in a name": (
        "gauger: 1\nartifacts:\n  ans\u202ewers: {dataset: acme/answers}\n".encode(),
        "error[G305]: an invisible character stands here: right-to-left override\n --> d.yaml:3:6\n  |\n"
        "3 |   ans\ufffdwers: {dataset: acme/answers}\n  |      ^\n"
        "  = help: delete it: it makes the text read otherwise than it looks\n",
    ),
    "a step that yields its own input": (
        b"gauger: 1\nartifacts:\n  d: {dataset: acme/d}\nsteps:\n  - {id: clean, does: filter, data: [d], yields: d}\n",
        "error[G347]: step `clean` yields its own input `d`\n --> d.yaml:5:10\n  |\n"
        "5 |   - {id: clean, does: filter, data: [d], yields: d}\n  |          ^^^^^ this step\n"
        "  = help: the new generation of a model or dataset is an artifact of its own\n",
    ),
}


@pytest.mark.parametrize("name", UNREADABLE)
def test_declaration_that_cannot_be_used(name: str, tmp_path: Path) -> None:
    content, message = UNREADABLE[name]
    assert _check(tmp_path, content) == Run(2, "", message)


def test_no_file(tmp_path: Path) -> None:
    message = "error[G300]: `none.yaml` cannot be read: no such file or directory\n  = help: check the path and that you may read it\n"
    assert run_gauger("check", "none.yaml", cwd=tmp_path) == Run(2, "", message)


def test_a_directory(tmp_path: Path) -> None:
    (tmp_path / "d.yaml").mkdir()
    message = "error[G301]: `d.yaml` is a directory, not a declaration\n  = help: name the file in it, such as `gauger.yaml`\n"
    assert run_gauger("check", "d.yaml", cwd=tmp_path) == Run(2, "", message)


def test_nesting(tmp_path: Path) -> None:
    run = _check(tmp_path, "gauger: 1\nproject: " + "[" * 1000 + "]" * 1000 + "\n")
    assert (run.code, run.out) == (2, "")
    assert run.err.splitlines()[0] == "error[G316]: this is nested more than 100 deep"


def test_a_confusable_letter_in_a_name(tmp_path: Path) -> None:
    run = _check(tmp_path, OWN.replace("  answers:", "  \u0430nswers:"))
    assert (run.code, run.out) == (2, "")
    assert "`answers`, which is no artifact" in run.err


def test_line_ends_of_windows_change_nothing(tmp_path: Path) -> None:
    assert _check(tmp_path, RIVAL.replace("\n", "\r\n")) == _check(tmp_path, RIVAL)


def test_an_unknown_provider_is_not_examined(tmp_path: Path) -> None:
    run = _check(tmp_path, RIVAL.replace("via: anthropic/api", "via: anthropc/api"))
    assert run.code == 4
    assert "synthesise: no installed document governs `anthropc/api` (d.yaml:16:9)" in run.out
    assert "did you mean `anthropic/api`?" in run.err


def test_nothing_but_an_unknown_provider_is_nothing_checked(tmp_path: Path) -> None:
    content = "gauger: 1\nsteps:\n  - {id: ask, does: generate, with: unheard/of, via: unheard/api, conduct: []}\nreleases: []\n"
    assert _check(tmp_path, content).code == 3


@pytest.mark.parametrize("day", ["2026-13-01", "tomorrow", "2026-02-30"])
def test_a_day_that_does_not_exist(day: str, tmp_path: Path) -> None:
    message = f"error: `{day}` is no day\n  = help: write a day as 2026-11-23\n"
    assert run_gauger("check", EXAMPLES / "own-model" / "declaration.yaml", "--as-of", day, cwd=tmp_path) == Run(2, "", message)


def test_a_day_that_has_not_come_is_pointed_out(tmp_path: Path) -> None:
    """It may be a slip of the pen; the release is judged all the same."""
    run = _check(tmp_path, OWN.replace("2026-05-01", "2031-05-01"))
    assert run.code == 0
    assert " ".join(run.err.split()).startswith(
        "warning[G465]: `small.release` is dated 2031-05-01, after 2026-11-23, the day of the question --> d.yaml:18:16"
    )


def test_all_declarations_are_told_of(tmp_path: Path) -> None:
    """A broken one does not hide the report on the sound one, and its code stands."""
    (tmp_path / "sound.yaml").write_text(OWN, encoding="utf-8")
    (tmp_path / "empty.yaml").write_text("", encoding="utf-8")
    run = run_gauger("check", "empty.yaml", "sound.yaml", "--as-of", AS_OF, cwd=tmp_path)
    assert run.code == 2
    assert "error[G303]: `empty.yaml` declares nothing" in run.err
    assert "a small model from a large one  (sound.yaml)" in run.out


# --- policies ----------------------------------------------------------------------------------------------------------

PACK = """\
publisher acme
  title "Acme"

document acme/terms
  title     "Acme Terms"
  publisher acme
  url       "https://acme.example/terms"
  encoded   by "somebody" on 2026-01-01
  governs   acme/api

  version 2025-01-01

  clause no-training
    at      "1"
    says    "Outputs do not train rivals."
    locate  "outputs may not train"
    forbids train model using output
    when    competes(model, publisher)

channel acme/api
  title "Acme API"
"""
CLAUSE_END = "    when    competes(model, publisher)\n"
EXCEPTION = '\n  exception {0}\n    at     "2"\n    says   "An exception."\n    locate "an exception"\n    when   always\n    except {1}\n'


def _check_with(folder: Path, content: bytes | str, command: str = "check") -> Run:
    pack = folder / "pack"
    pack.mkdir(exist_ok=True)
    (pack / "p.tos").write_bytes(content if isinstance(content, bytes) else content.encode())
    declaration = [str(EXAMPLES / "own-model" / "declaration.yaml")] if command == "check" else []
    return run_gauger(command, *declaration, "--as-of", AS_OF, "--policies", "pack", cwd=folder)


MISTAKES: dict[str, tuple[bytes | str, str]] = {
    "an empty file": (
        "",
        "error[G101]: this file is empty: it holds no statement\n --> pack/p.tos:1:1\n  |\n1 |\n  | ^\n"
        "  = help: begin with a statement such as `document publisher/name` or `concept\n          name(model)`, or remove the file\n",
    ),
    "binary": (
        bytes(range(256)),
        "error[G403]: `pack/p.tos` is binary data, not UTF-8 text\n --> pack/p.tos:1:1\n  |\n1 |\n  | ^\n  = help: save it as UTF-8\n",
    ),
    "UTF-16": (
        PACK.encode("utf-16"),
        "error[G403]: `pack/p.tos` is UTF-16, not UTF-8 text\n --> pack/p.tos:1:1\n  |\n1 |\n  | ^\n  = help: save it as UTF-8\n",
    ),
    "100 MB": (
        b"a" * MEGABYTES_100,
        "error[G404]: `pack/p.tos` has 100.0 megabytes; a policy file has at most 4\n --> pack/p.tos:1:1\n  |\n1 |\n  | ^\n"
        "  = help: one document a file; recorded texts belong into an archive\n",
    ),
    "a tab": (
        PACK.replace("  title     ", "\ttitle     "),
        'error[G102]: tab in the indentation\n --> pack/p.tos:5:1\n  |\n5 |     title     "Acme Terms"\n  | ^^^^\n'
        "  = help: indent with two spaces a level\n",
    ),
    "a confusable letter": (
        PACK.replace("governs   acme", "governs   \u0430cme"),
        "error[G107]: `\u0430` in `\u0430cme/api` is no plain letter: it is cyrillic small letter a\n --> pack/p.tos:9:13\n  |\n"
        "9 |   governs   \u0430cme/api\n  |             ^\n  = help: did you mean `acme/api`?\n",
    ),
    "a locator of nine words": (
        PACK.replace("outputs may not train", "one two three four five six seven eight nine"),
        "error[G273]: a locator of 9 words; at most 8 may be quoted\n  --> pack/p.tos:16:13\n   |\n"
        '16 |     locate  "one two three four five six seven eight nine"\n   |             ' + "^" * 46 + "\n"
        "   = help: quote the few words that stand nowhere else in the document\n",
    ),
    "an exception cycle": (
        PACK.replace(
            CLAUSE_END, CLAUSE_END + "    except  first\n" + EXCEPTION.format("first", "second") + EXCEPTION.format("second", "first")
        ),
        "error[G240]: exceptions run in a circle: `first` → `second` → `first`\n  --> pack/p.tos:26:12\n   |\n"
        "26 |     except second\n   |            ^^^^^^ `second` is named here\n  ::: pack/p.tos:33:12\n   |\n"
        "33 |     except first\n   |            ----- and `first` is named here\n"
        "   = help: drop one of these `except`; a text that refers to itself is a concept\n",
    ),
    "two versions with one date": (
        PACK.replace("  version 2025-01-01\n", "  version 2025-01-01\n  version 2025-01-01\n"),
        "error[G270]: two versions have the date 2025-01-01\n  --> pack/p.tos:12:11\n   |\n"
        "12 |   version 2025-01-01\n   |           ^^^^^^^^^^\n  ::: pack/p.tos:11:11\n   |\n"
        "11 |   version 2025-01-01\n   |           ---------- the other is here\n   = help: two texts of one day are one version\n",
    ),
}


@pytest.mark.parametrize("name", MISTAKES)
def test_policy_that_cannot_be_used(name: str, tmp_path: Path) -> None:
    content, message = MISTAKES[name]
    assert _check_with(tmp_path, content) == Run(2, "", message)


def test_a_bidirectional_character_in_a_policy(tmp_path: Path) -> None:
    run = _check_with(tmp_path, PACK.replace("no-training", "no-\u202etraining"))
    assert (run.code, run.out) == (2, "")
    assert "error[G106]: invisible character U+202E (right-to-left override)\n  --> pack/p.tos:13:13" in run.err


def test_conditions_a_thousand_deep(tmp_path: Path) -> None:
    blocks = "".join(f"    {'  ' * depth}{'when ' if depth == 0 else ''}all of\n" for depth in range(1000))
    run = _check_with(tmp_path, PACK.replace(CLAUSE_END, f"{blocks}    {'  ' * 1000}competes(model, publisher)\n"))
    assert (run.code, run.out) == (2, "")
    assert run.err.splitlines()[0] == "error[G206]: conditions stand more than 60 blocks deep in one another"


def test_five_thousand_clauses(tmp_path: Path) -> None:
    clause = PACK[PACK.index("  clause") : PACK.index("channel")]
    many = "".join(clause.replace("no-training", f"no-training-{number}") for number in range(5_000))
    assert _check_with(tmp_path, PACK.replace(clause, many)).code == 0


def test_line_ends_of_windows_in_a_policy(tmp_path: Path) -> None:
    assert _check_with(tmp_path, PACK.replace("\n", "\r\n")) == _check_with(tmp_path, PACK)


def test_a_folder_named_like_a_policy(tmp_path: Path) -> None:
    (tmp_path / "pack" / "p.tos").mkdir(parents=True)
    run = run_gauger("check", EXAMPLES / "own-model" / "declaration.yaml", "--policies", "pack", cwd=tmp_path)
    assert (run.code, run.out) == (2, "")
    assert run.err.startswith("error[G402]: `pack/p.tos` is a folder named like a policy file\n")


def test_a_reading_that_no_clause_uses(tmp_path: Path) -> None:
    lonely = (
        '  concept lonely(model)\n    asks "Is it?"\n    reading it-is\n      says "It is."\n      when always\n'
        '    reading it-is-not\n      says "It is not."\n      when never\n\nchannel'
    )
    run = _check_with(tmp_path, PACK.replace("channel", lonely), "lint")
    assert run.code == 1
    assert "warning[G253]: no clause uses the concept `lonely`\n  --> pack/p.tos:20:11" in run.err


def test_a_version_in_the_future(tmp_path: Path) -> None:
    run = _check_with(tmp_path, PACK.replace("version 2025-01-01", "version 2031-01-01"), "lint")
    assert run.code == 1
    assert f"warning[G258]: no version of `acme/terms` is in force on {AS_OF}\n --> pack/p.tos:4:10" in run.err


# --- surroundings ------------------------------------------------------------------------------------------------------


def _make_file(folder: Path) -> dict[str, str]:
    (folder / "file").write_text("", encoding="utf-8")
    return {"GAUGER_CACHE": str(folder / "file")}


def _make_below_file(folder: Path) -> dict[str, str]:
    return {"GAUGER_CACHE": _make_file(folder)["GAUGER_CACHE"] + "/below"}


def _make_locked(folder: Path) -> dict[str, str]:
    (folder / "locked").mkdir(mode=0o000)
    return {"GAUGER_CACHE": str(folder / "locked")}


def _make_home(folder: Path) -> dict[str, str]:
    return {"GAUGER_CACHE": "", "XDG_CACHE_HOME": "", "HOME": _make_file(folder)["GAUGER_CACHE"]}


def _make_read_only_home(folder: Path) -> dict[str, str]:
    (folder / "home").mkdir(mode=0o500)
    return {"GAUGER_CACHE": "", "XDG_CACHE_HOME": "", "HOME": str(folder / "home")}


def _make_no_home(folder: Path) -> dict[str, str]:
    return {"GAUGER_CACHE": "", "XDG_CACHE_HOME": "", "HOME": str(folder / "none" / "there")}


@pytest.mark.parametrize("surroundings", [_make_file, _make_below_file, _make_locked, _make_home, _make_read_only_home, _make_no_home])
def test_a_cache_that_cannot_be_used(surroundings: Callable[[Path], dict[str, str]], tmp_path: Path) -> None:
    """As if it were not there, without a word."""
    declaration = EXAMPLES / "competitor-through-api" / "declaration.yaml"
    arguments = ("check", declaration, "--as-of", AS_OF)
    assert run_gauger(*arguments, env=surroundings(tmp_path), cwd=tmp_path) == run_gauger(*arguments, cwd=tmp_path)


# --- arguments ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--fail-on", "gray"), "error: `gray` is no value for `--fail-on`\n  = help: did you mean `grey`?\n"),
        (("--format", "jsn"), "error: `jsn` is no value for `--format`\n  = help: did you mean `json`?\n"),
        (
            ("--assume", "competes"),
            "error: `competes` settles nothing\n  = help: write --assume CHOICE=VALUE, with the choice as a report names it\n",
        ),
    ],
)
def test_arguments_that_mean_nothing(arguments: tuple[str, str], message: str) -> None:
    assert run_gauger("check", EXAMPLES / "own-model" / "declaration.yaml", *arguments) == Run(2, "", message)
