"""Formats for other programs: what each lists, in what order, and that nothing in a declaration becomes markup, a command or a formula."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from pathlib import Path
from xml.etree.ElementTree import fromstring

import pytest

from gauger.findings.model import Finding, Verdict
from gauger.reports.annotations import render_annotations
from gauger.reports.codequality import render_code_quality
from gauger.reports.json import render_json_lines
from gauger.reports.judgements import render_judgements
from gauger.reports.tables import COLUMNS, render_csv, render_markdown
from gauger.text import Source, Span
from tests.unit.findings.building import GAP, expose, make_finding, settle

ROOT = Path()
CLEAR, CONDITIONAL, OPEN, GREY, PROHIBITED = (replace(settle(verdict), id=f"acme/terms#{verdict.word}@train:ask") for verdict in Verdict)
KNOWN = replace(PROHIBITED, id="acme/terms#known@train:ask", counts=False)
ALL = (PROHIBITED, GREY, OPEN, CONDITIONAL, CLEAR, KNOWN)
LISTED = [finding.id for finding in (PROHIBITED, GREY, OPEN, CONDITIONAL)]


def named(finding: Finding, name: str) -> Finding:
    """The finding in a file of that name."""
    return replace(finding, location=Span(Source(name, "some text\nand more"), 0, 4))


# --- GitHub ------------------------------------------------------------------------------------------------------------


def test_annotations_are_worst_first_and_of_three_kinds() -> None:
    lines = render_annotations([expose(*ALL)], ROOT).splitlines()
    assert [line.partition(" ")[0] for line in lines] == ["::error", "::warning", "::warning", "::notice"]
    assert lines[0].startswith("::error file=gauger.yaml,line=")
    assert ",title=prohibited%3A Acme Terms 3.3(e)::Prohibited under Acme Terms 3.3(e): " in lines[0]


def test_ten_annotations_of_a_kind_and_the_rest_is_counted() -> None:
    many = [replace(GREY, id=f"acme/terms#grey@train:ask{number:02}") for number in range(13)]
    lines = render_annotations([expose(*many)], ROOT).splitlines()
    assert len(lines) == 10
    assert lines[-1].startswith("::warning title=Gauger::3 more of this kind are in the report")
    assert len(render_annotations([expose(*many[:10])], ROOT).splitlines()) == 10


def test_nothing_in_a_finding_ends_an_annotation_or_a_property() -> None:
    hostile = named(replace(GREY, source="a%0A\r\n::error::x"), "a,b:c%.yaml")
    (line,) = render_annotations([expose(hostile)], ROOT).split("\n")[:-1]
    assert "file=a%2Cb%3Ac%25.yaml," in line
    assert "a%250A%0D%0A::error::x" in line


def test_nothing_to_look_at_is_no_annotation() -> None:
    assert render_annotations([expose(CLEAR, KNOWN)], ROOT) == ""


# --- GitLab ------------------------------------------------------------------------------------------------------------


def test_code_quality_has_what_gitlab_needs() -> None:
    found = json.loads(render_code_quality([expose(*ALL)], ROOT))
    assert [one["severity"] for one in found] == ["critical", "major", "major", "minor"]
    assert len({one["fingerprint"] for one in found}) == 4
    assert {one["location"]["path"] for one in found} == {"gauger.yaml"}
    assert all(one["location"]["lines"]["begin"] >= 1 for one in found)
    assert json.loads(render_code_quality([expose(CLEAR)], ROOT)) == []


# --- JUnit -------------------------------------------------------------------------------------------------------------


def test_a_test_case_for_each_finding() -> None:
    text = render_judgements([expose(*ALL)], lambda finding: finding.counts and finding.severity >= Verdict.OPEN)
    (suite,) = fromstring(text)
    assert {key: suite.get(key) for key in ("tests", "failures", "errors", "skipped")} == {
        "tests": "6", "failures": "2", "errors": "1", "skipped": "1",
    }  # fmt: skip
    assert [case[0].tag for case in suite] == ["failure", "failure", "error", "system-out", "system-out", "skipped"]
    assert [case.get("name") for case in suite] == ["train:ask"] * 6


def test_what_xml_cannot_carry_is_replaced() -> None:
    (suite,) = fromstring(render_judgements([expose(replace(GREY, source="a\x00b\x1b]<x>&"))], lambda _: True))
    assert "a\ufffdb\ufffd]<x>&" in (suite[0][0].text or "")


# --- tables ------------------------------------------------------------------------------------------------------------


def test_every_finding_is_a_row_and_no_text_a_formula() -> None:
    rows = list(csv.reader(io.StringIO(render_csv([expose(*ALL, replace(GREY, source='=HYPERLINK("x"), y'))], ROOT))))
    assert tuple(rows[0]) == COLUMNS
    assert [row[-1] for row in rows[1:7]] == [finding.id for finding in ALL]
    assert [row[COLUMNS.index("counts")] for row in rows[1:7]] == ["yes"] * 5 + ["no"]
    assert rows[7][COLUMNS.index("source")] == '\'=HYPERLINK("x"), y'


def test_a_table_for_a_comment_says_what_was_not_examined_and_that_it_is_no_advice() -> None:
    text = render_markdown([expose(*ALL, unexamined=(GAP,))], ROOT)
    assert text.startswith("### Gauger: 2 prohibited, 1 grey, 1 open, 1 conditional, 1 clear; 1 known to the baseline\n\n1 declaration, ")
    assert [line.split("**")[1] for line in text.splitlines() if line.startswith("| **")] == ["prohibited", "grey", "open", "conditional"]
    assert "\nNot examined:\n\n- " in text
    assert text.endswith("<sub>Gauger informs; it gives no legal advice.</sub>\n")


def test_a_table_of_nothing() -> None:
    text = render_markdown([expose(CLEAR)], ROOT)
    assert "| Verdict |" not in text
    assert "Not examined" not in text
    assert render_markdown([], ROOT).startswith("### Gauger: no findings\n")


@pytest.mark.parametrize("hostile", ["a | b", "<script>x</script>", "[x](y)", "a\nb", "`x` *y* _z_ \\"])
def test_nothing_in_a_finding_is_markup(hostile: str) -> None:
    table = [line for line in render_markdown([expose(replace(GREY, source=hostile))], ROOT).splitlines() if line.startswith("|")]
    assert len(table) == 3
    row = table[-1].replace("\\\\", "").replace("\\|", "")
    assert row.count("|") == 6
    assert "<script" not in row.replace("\\<", "")
    assert "](y)" not in row.replace("\\]", "")


# --- JSON lines --------------------------------------------------------------------------------------------------------


def test_an_object_a_line() -> None:
    rows = [json.loads(line) for line in render_json_lines([expose(*ALL, make_finding(), unexamined=(GAP,))]).splitlines()]
    assert [row["record"] for row in rows] == ["run", "unexamined", *["finding"] * 7, "summary"]
    assert [row["id"] for row in rows[2:8]] == [finding.id for finding in ALL]
    assert rows[0]["tool"]["name"] == "gauger"
    assert [json.loads(line)["record"] for line in render_json_lines([]).splitlines()] == ["run", "summary"]


def test_alerts_are_the_same_in_all() -> None:
    """By the ids that each format carries; the others count as many."""
    exposures = [expose(*ALL)]
    assert len(json.loads(render_code_quality(exposures, ROOT))) == len(LISTED)
    assert len(render_annotations(exposures, ROOT).splitlines()) == len(LISTED)
    assert sum(line.startswith("| **") for line in render_markdown(exposures, ROOT).splitlines()) == len(LISTED)
