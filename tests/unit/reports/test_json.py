"""The machine's report validates against the schema that the command prints, whatever it holds."""

from __future__ import annotations

import json
from typing import Any

import jsonschema
import pytest

from gauger import __version__
from gauger.findings.model import Exposure, Verdict
from gauger.reports.json import findings_schema, render_finding_json, render_json
from tests.unit.findings.building import expose, make_finding, settle, span
from tests.unit.reports.test_text import FULL, HOSTILE, NOTHING, compare

VALIDATOR = jsonschema.Draft202012Validator(findings_schema(), format_checker=jsonschema.FormatChecker())


def rendered(*exposures: Exposure) -> dict[str, Any]:
    loaded = json.loads(render_json(exposures))
    assert isinstance(loaded, dict)
    return loaded


def test_the_schema_is_one() -> None:
    jsonschema.Draft202012Validator.check_schema(findings_schema())


@pytest.mark.parametrize("exposures", [(FULL,), (NOTHING,), (FULL, NOTHING), ()], ids=["full", "nothing", "two", "none"])
def test_reports_are_valid(exposures: tuple[Exposure, ...]) -> None:
    assert [e.message for e in VALIDATOR.iter_errors(rendered(*exposures))] == []


@pytest.mark.parametrize(
    ("key", "value"),
    [("verdict", "violation"), ("id", 3), ("location", {"file": "x", "line": 0, "column": 1}), ("duty", "done"), ("worlds", ["one"])],
)
def test_what_is_no_report_is_invalid(key: str, value: object) -> None:
    report = rendered(FULL)
    report["findings"][0][key] = value
    assert not VALIDATOR.is_valid(report)


def test_a_field_too_few_or_too_many_is_invalid() -> None:
    fewer, more = rendered(FULL), rendered(FULL)
    del fewer["findings"][0]["witnesses"]
    more["summary"]["attacks"] = 0
    assert not VALIDATOR.is_valid(fewer)
    assert not VALIDATOR.is_valid(more)


def test_the_report_is_word_for_word() -> None:
    report = render_json([expose(make_finding())])
    compare("one.json", report.replace(f'"version": "{__version__}"', '"version": "VERSION"'))


def test_counts_are_those_of_all_declarations() -> None:
    report = rendered(FULL, expose(settle(Verdict.CLEAR)))
    assert report["summary"] == {
        "verdicts": {"clear": 4, "conditional": 2, "open": 2, "grey": 2, "prohibited": 2}, "titles_lost": 1,
        "duties_unmet": 1, "duties_irreconcilable": 0, "unexamined": 1,
    }  # fmt: skip
    assert {f["declaration"] for f in report["findings"]} == {"gauger.yaml"}


def test_without_a_declaration_there_is_no_day() -> None:
    report = rendered()
    assert (report["as_of"], report["policies_digest"], report["findings"]) == (None, None, [])


def test_places_are_lines_and_columns() -> None:
    finding = json.loads(render_finding_json(make_finding(location=span(20, 7))))
    assert finding["location"] == {"file": "gauger.yaml", "line": 20, "column": 7}
    assert finding["citation"]["versions"] == ["2025-05-31", "2026-01-01"]
    assert finding["verdict"] == "grey"


def test_hostile_names_come_back_as_they_were_and_steer_nothing_on_the_way() -> None:
    exposure = expose(make_finding(source=HOSTILE))
    text = render_json([exposure])
    assert all(c == "\n" or c.isprintable() for c in text)
    assert json.loads(text)["findings"][0]["source"] == HOSTILE
    assert all(c == "\n" or c.isprintable() for c in render_finding_json(exposure.findings[0]))
