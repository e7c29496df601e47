"""`gauger check` and `gauger explain`: arguments to exit codes and messages."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tests.unit.cli.running import AS_OF, CLEAR, GREY, PROHIBITED, ROOT, run, write

USES = "reading:openai/services-agreement:uses"
BROKEN = "gauger: 1\nproject: broken\nparty: {name: Acme}\nsteps: [{id: a, does: trian}]\nreleases: []\n"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--format", "jsn"), "error: `jsn` is no value for `--format`\n  = help: did you mean `json`?\n"),
        (
            ("--format", "yaml"),
            "error: `yaml` is no value for `--format`\n  = help: one of: text, json, jsonl, sarif, github, gitlab, junit, csv, markdown\n",
        ),
        (("--fail-on", "gray"), "error: `gray` is no value for `--fail-on`\n  = help: did you mean `grey`?\n"),
        (("--as-of", "2026-02-30"), "error: `2026-02-30` is no day\n  = help: write a day as 2026-11-23\n"),
        (("--admit", "statements"), "error: `statements` is no value for `--admit`\n  = help: did you mean `statement`?\n"),
        (
            ("--assume", "competes"),
            "error: `competes` settles nothing\n  = help: write --assume CHOICE=VALUE, with the choice as a report names it\n",
        ),
        (("--assume", "=x"), "error: `=x` settles nothing\n  = help: write --assume CHOICE=VALUE, with the choice as a report names it\n"),
        (
            ("--assume", f"{USES}=verbatm", *AS_OF),
            f"error[G461]: `{USES}` cannot be assumed to be\n             `verbatm`\n  = help: did you mean `verbatim`?\n",
        ),
        (
            ("--assume", f"{USES}s=verbatim", *AS_OF),
            f"error[G460]: nothing hangs on `{USES}s`, so it\n             cannot be assumed to be `verbatim`\n"
            f"  = help: did you mean `{USES}`?\n",
        ),
    ],
)
def test_mistakes_in_arguments_end_in_two(arguments: tuple[str, ...], message: str) -> None:
    result = run("check", GREY, *arguments)
    assert (result.exit_code, result.stdout, result.stderr) == (2, "", message)


@pytest.mark.parametrize(
    ("threshold", "codes"),
    [
        # own model (nothing reached), competitor through the interface (prohibited)
        ("clear", (0, 1)), ("conditional", (0, 1)), ("open", (0, 1)), ("grey", (0, 1)), ("prohibited", (0, 1)), ("none", (0, 0)),
    ],
)  # fmt: skip
def test_each_threshold(threshold: str, codes: tuple[int, int]) -> None:
    assert tuple(run("check", path, "--fail-on", threshold, *AS_OF).exit_code for path in (CLEAR, PROHIBITED)) == codes


def test_an_assumption_changes_the_verdict() -> None:
    grey = json.loads(run("check", GREY, "--format", "json", *AS_OF).stdout)
    clear = json.loads(run("check", GREY, "--format", "json", "--assume", f"{USES}=verbatim", *AS_OF).stdout)
    assert grey["summary"]["verdicts"]["grey"] > clear["summary"]["verdicts"]["grey"]


def test_a_standing_that_is_admitted_counts() -> None:
    """Of a concept's readings those of other standings are values only where they are admitted."""
    mixed = ROOT / "tests" / "unit" / "cli" / "strangers.yaml"
    values = []
    for more in ((), ("--admit", "reported"), ("--admit", "statement", "--admit", "reported")):
        report = json.loads(run("check", mixed, "--format", "json", *AS_OF, *more).stdout)
        values.append(sum(len(choice["values"]) for finding in report["findings"] for choice in finding["choices"]))
    assert values[0] < values[1] <= values[2]


def test_one_broken_declaration_does_not_stop_the_others(tmp_path: Path) -> None:
    broken = write(tmp_path, "broken.yaml", BROKEN)
    result = run("check", broken, CLEAR, *AS_OF)
    assert result.exit_code == 2
    assert "error[G324]: `trian` is not one of the values of `does`" in result.stderr
    assert "no findings: nobody else's terms are reached" in result.stdout


def test_json_stays_json_where_nothing_can_be_judged(tmp_path: Path) -> None:
    result = run("check", write(tmp_path, "broken.yaml", BROKEN), "--format", "json", *AS_OF)
    assert (result.exit_code, json.loads(result.stdout)["findings"]) == (2, [])


def test_days_that_contradict_each_other_are_told(tmp_path: Path) -> None:
    text = PROHIBITED.read_text(encoding="utf-8")
    days = re.findall(r"date: [^\n,}]+", text)
    assert len(days) >= 2
    late = text.replace(days[0], "date: 2026-11-01", 1)
    result = run("check", write(tmp_path, "late.yaml", late), *AS_OF)
    assert result.exit_code == 2
    assert result.stderr.count("error[G462]") == 1
    assert "begins too early" in result.stderr
    assert "begins later" in result.stderr
    assert "= help: mend one of the two days, or leave out the one that is not known" in result.stderr


def test_no_declaration_is_a_mistake_in_the_arguments() -> None:
    assert run("check").exit_code == 2


@pytest.mark.parametrize(
    ("env", "colored"),
    [
        ({"NO_COLOR": None, "FORCE_COLOR": None}, False),
        ({"NO_COLOR": None, "FORCE_COLOR": "1"}, True),
        ({"NO_COLOR": "1", "FORCE_COLOR": "1"}, False),
    ],
)
def test_colour_only_where_it_is_wanted(env: dict[str, str | None], colored: bool) -> None:
    assert ("\x1b[" in run("check", PROHIBITED, *AS_OF, env=env).stdout) is colored


@pytest.mark.parametrize(("columns", "width"), [("20", 40), ("60", 60), ("500", 120)])
def test_the_width_is_that_of_the_terminal_within_reason(columns: str, width: int) -> None:
    lines = run("check", PROHIBITED, *AS_OF, env={"COLUMNS": columns}).stdout.splitlines()
    broken = [line for line in lines if " " in line.strip() and not line.startswith(("  id", "  source"))]
    assert max(len(line) for line in broken) <= width
    assert max(len(line) for line in broken) > width - 12


def test_verbose_shows_what_was_considered() -> None:
    short, long = (run("check", PROHIBITED, *AS_OF, *more).stdout for more in ((), ("--verbose",)))
    assert "OTHER CLAUSES OF THE SAME TEXTS" in long
    assert "OTHER CLAUSES OF THE SAME TEXTS" not in short


def test_names_with_escapes_reach_the_terminal_written_out(tmp_path: Path) -> None:
    text = CLEAR.read_text(encoding="utf-8")
    hostile = re.sub(r"project: .*", r'project: "a\\e[31mb\\u202ec"', text, count=1)
    assert hostile != text
    for more in ((), ("--format", "json")):
        result = run("check", write(tmp_path, "hostile.yaml", hostile), *AS_OF, *more)
        assert all(c == "\n" or c.isprintable() for c in result.stdout + result.stderr)
        assert result.exit_code in {0, 2}


# --- explain -----------------------------------------------------------------------------------------------------------


def first_id(path: Path) -> str:
    found: str = json.loads(run("check", path, "--format", "json", *AS_OF).stdout)["findings"][0]["id"]
    return found


def test_a_finding_is_found_by_its_id_or_a_part_of_it() -> None:
    id_ = first_id(PROHIBITED)
    whole = run("explain", PROHIBITED, id_, *AS_OF)
    assert whole.exit_code == 0
    assert "DERIVATION" in whole.stdout
    assert run("explain", PROHIBITED, id_[1:], *AS_OF).stdout == whole.stdout
    assert json.loads(run("explain", PROHIBITED, id_, "--format", "json", *AS_OF).stdout)["id"] == id_


def test_a_part_that_several_have_is_refused_with_their_ids() -> None:
    result = run("explain", PROHIBITED, "anthropic/", *AS_OF)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith("error: `anthropic/` could be `anthropic/")
    assert result.stderr.endswith(" and more\n  = help: `gauger check` prints the id of each finding\n")


def test_an_id_that_is_none_is_refused_with_a_near_one() -> None:
    id_ = first_id(PROHIBITED)
    result = run("explain", PROHIBITED, id_.replace("@", "@x"), *AS_OF)
    assert result.exit_code == 2
    assert result.stderr == (
        f"error: there is no finding `{id_.replace('@', '@x')}`; did you mean `{id_}`?\n"
        "  = help: `gauger check` prints the id of each finding\n"
    )
    assert run("explain", PROHIBITED, "qqqq", *AS_OF).stderr.startswith("error: there is no finding `qqqq`\n")


def test_a_declaration_that_cannot_be_judged_has_nothing_to_explain(tmp_path: Path) -> None:
    result = run("explain", write(tmp_path, "broken.yaml", BROKEN), "x", *AS_OF)
    assert (result.exit_code, result.stdout) == (2, "")
    assert "`trian`" in result.stderr


def test_nobody_is_said_to_be_unreached_where_not_everything_is_declared(tmp_path: Path) -> None:
    result = run("check", write(tmp_path, "bare.yaml", "gauger: 1\n"), *AS_OF)
    assert result.stdout.splitlines()[-1] == "no findings; 1 source not examined. Gauger informs; it gives no legal advice."
    assert result.exit_code == 3


# --- staleness ---------------------------------------------------------------------------------------------------------


def test_a_text_not_seen_for_long_is_pointed_out_and_changes_nothing_else() -> None:
    quiet, told = run("check", GREY, *AS_OF), run("check", GREY, *AS_OF, "--stale-after", "60")
    assert (told.exit_code, told.stdout) == (quiet.exit_code, quiet.stdout)
    assert quiet.stderr.count("G468") == 0
    said = " ".join(told.stderr.split())
    assert "warning[G468]: the text of `openai/services-agreement` was last seen on 2026-08-22, 93 days before 2026-11-23" in said
    assert "look whether https://openai.com/policies/services-agreement/ still says so" in said
    assert said.count("`openai/services-agreement`") == 1


def test_a_text_seen_just_within_the_days_is_not_pointed_out() -> None:
    assert "openai/services-agreement" not in run("check", GREY, *AS_OF, "--stale-after", "93").stderr
    assert "openai/services-agreement" in run("check", GREY, *AS_OF, "--stale-after", "92").stderr
    assert (
        run("check", GREY, "--as-of", "2031-01-01", "--stale-after", "0").stderr
        == run("check", GREY, "--as-of", "2031-01-01", "--stale-after", "9999").stderr
    )


def test_a_version_that_was_replaced_does_not_grow_old() -> None:
    """What was done is judged by the text of its day, which no longer changes."""
    cited = {f["document"] for f in json.loads(run("check", GREY, *AS_OF, "--format", "json").stdout)["findings"]}
    said = run("check", GREY, *AS_OF, "--stale-after", "1").stderr
    assert "openai/service-terms" in cited
    assert "openai/services-agreement" in said
    assert "openai/service-terms" not in said
