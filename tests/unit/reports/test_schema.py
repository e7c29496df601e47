"""The published schema of findings is the one that the types give."""

from __future__ import annotations

import json
from pathlib import Path

from jsonschema import Draft202012Validator

from gauger.reports.json import findings_schema

PUBLISHED = Path(__file__).parents[3] / "docs" / "reference" / "findings.schema.json"


def test_the_published_schema_is_generated() -> None:
    """`gauger schema findings > docs/reference/findings.schema.json` writes it anew."""
    assert json.loads(PUBLISHED.read_text(encoding="utf-8")) == findings_schema()


def test_the_schema_is_a_schema() -> None:
    Draft202012Validator.check_schema(findings_schema())


def test_the_head_of_the_report_is_the_promised_one() -> None:
    promised = ["schema_version", "tool", "as_of", "policies_digest", "examined", "unexamined", "findings", "summary"]
    assert list(findings_schema()["properties"]) == promised


def test_a_finding_has_every_promised_key() -> None:
    keys = set(findings_schema()["properties"]["findings"]["items"]["properties"])
    promised = {
        "id", "verdict", "duty", "as_modelled", "family", "document", "versions", "pinpoint", "act", "source", "causes", "pivots",
        "deciding_sets", "witnesses", "facts_relied_on", "missing", "settled_by", "holds_while", "exceptions", "paths", "location",
        "citation",
    }  # fmt: skip
    assert promised <= keys
