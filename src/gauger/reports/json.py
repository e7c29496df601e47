"""The machine's report, and the JSON Schema of it. Both are read off the finding types, so they cannot disagree."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import fields, is_dataclass
from datetime import date
from typing import Any, Literal, get_args, get_origin, get_type_hints

from gauger import __version__
from gauger.findings.model import (
    Ask,
    Changes,
    Characterisation,
    Considered,
    Examined,
    Exposure,
    Finding,
    Inquiries,
    Mending,
    PositionHeld,
    Unexamined,
    Verdict,
    tell_verdict,
)
from gauger.text import Span

SCHEMA_VERSION = "1.0"
BESIDE = {
    "asks": Ask, "dormant": Finding, "considered": Considered, "characterisations": Characterisation, "positions": PositionHeld,
}  # fmt: skip
_INVISIBLE = re.compile("[\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff]")
SCHEMA_ID = "urn:gauger:schema:findings:1.0"


def render_json(exposures: Sequence[Exposure]) -> str:
    """One object for all declarations; each entry says which declaration it is about."""
    return _dump(build_document(exposures))


def render_json_lines(exposures: Sequence[Exposure]) -> str:
    """The same, an object a line: the run, then each thing that was not examined, each finding and the summary, each by its `record`."""
    document = build_document(exposures)
    parts = {"unexamined": document.pop("unexamined"), "finding": document.pop("findings")}
    summary = document.pop("summary")
    rows = [{"record": "run", **document}, *({"record": name, **row} for name, part in parts.items() for row in part)]
    return "".join(f"{_write(row)}\n" for row in [*rows, {"record": "summary", **summary}])


def render_finding_json(finding: Finding, record: Sequence[Mapping[str, Any]] = ()) -> str:
    """One finding alone, with what is on record under such clauses."""
    return _dump({**_plain(finding), "record": list(record)})


def render_report_json(report: Mending | Inquiries) -> str:
    """What another command than `check` found, one object."""
    return _dump(_head_report(report))


def render_reports_json(reports: Sequence[Changes]) -> str:
    """The same for several declarations, a list."""
    return _dump([_head_report(report) for report in reports])


def render_plain_json(document: Mapping[str, Any]) -> str:
    """What a command says beside findings: plain data, headed as every report is."""
    return _dump({"schema_version": SCHEMA_VERSION, "tool": {"name": "gauger", "version": __version__}, **document})


def _head_report(report: Mending | Inquiries | Changes) -> dict[str, Any]:
    return {"schema_version": SCHEMA_VERSION, "tool": {"name": "gauger", "version": __version__}, **_plain(report)}


def _dump(document: Any) -> str:
    """What is invisible stands inside strings only, where it can be written as an escape: the text itself steers no terminal."""
    return _write(document, indent=2) + "\n"


def _write(document: Any, indent: int | None = None) -> str:
    text = json.dumps(document, ensure_ascii=False, indent=indent)
    return _INVISIBLE.sub(lambda match: json.dumps(match.group())[1:-1], text)


def build_document(exposures: Sequence[Exposure]) -> dict[str, Any]:
    """The report as plain data."""
    first = exposures[0] if exposures else None
    return {
        "schema_version": SCHEMA_VERSION,
        "tool": {"name": "gauger", "version": __version__},
        "as_of": str(first.as_of) if first else None,
        "policies_digest": first.policies_digest if first else None,
        "examined": [_examined(exposure) for exposure in exposures],
        "unexamined": _all(exposures, "unexamined"),
        "findings": _all(exposures, "findings"),
        "summary": _summarise(exposures),
    }


def _examined(exposure: Exposure) -> dict[str, Any]:
    """What was looked at in one declaration, and what came of it beside findings."""
    head = {"project": exposure.project, "digest": exposure.declaration_digest}
    return {**head, **_plain(exposure.examined), **{name: _plain(getattr(exposure, name)) for name in BESIDE}}


def _all(exposures: Sequence[Exposure], name: str) -> list[dict[str, Any]]:
    return [{"declaration": e.examined.declaration, **_plain(entry)} for e in exposures for entry in getattr(e, name)]


def _summarise(exposures: Sequence[Exposure]) -> dict[str, Any]:
    findings = [finding for exposure in exposures for finding in exposure.findings]
    return {
        "verdicts": {verdict.word: sum(f.verdict is verdict for f in findings) for verdict in Verdict},
        "titles_lost": sum(f.verdict is Verdict.PROHIBITED and f.norm == "assigns" for f in findings),
        "duties_unmet": sum(f.duty == "unmet" for f in findings),
        "duties_irreconcilable": sum(f.duty == "irreconcilable" for f in findings),
        "unexamined": sum(gap.kind == "terms" for e in exposures for gap in e.unexamined),
    }


def _plain(value: Any) -> Any:
    match value:
        case Verdict():
            return value.word
        case Span():
            line, column = value.begin
            return {"file": value.source.name, "line": line, "column": column}
        case date():
            return value.isoformat()
        case tuple():
            return [_plain(item) for item in value]
        case Finding():
            # What readers ask for first stands at the top of a finding, also where the citation holds it.
            placed = {"word": value.word, "versions": _plain(value.citation.versions), "pinpoint": value.citation.pinpoint}
            return {**{f.name: _plain(getattr(value, f.name)) for f in fields(value)}, **placed}
        case _ if is_dataclass(value):
            return {f.name: _plain(getattr(value, f.name)) for f in fields(value)}
        case _:
            return value


# --- schema ------------------------------------------------------------------------------------------------------------


def findings_schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of the report."""
    text, declared = {"type": "string"}, {"declaration": {"type": "string"}}
    count = {"type": "integer", "minimum": 0}
    summary = {
        "verdicts": _object({verdict.word: count for verdict in Verdict}),
        "titles_lost": count,
        "duties_unmet": count,
        "duties_irreconcilable": count,
        "unexamined": count,
    }
    listed = {"unexamined": Unexamined, "findings": Finding}
    beside = {name: {"type": "array", "items": _schema(kind)} for name, kind in BESIDE.items()}
    properties: dict[str, Any] = {
        "schema_version": {"const": SCHEMA_VERSION},
        "tool": _object({"name": {"const": "gauger"}, "version": text}),
        "as_of": {"type": ["string", "null"], "format": "date"},
        "policies_digest": {"type": ["string", "null"]},
        "examined": {"type": "array", "items": _object({"project": text, "digest": text, **_properties(Examined), **beside})},
        **{name: {"type": "array", "items": _object({**declared, **_properties(kind)})} for name, kind in listed.items()},
        "summary": _object(summary | {"verdicts": summary["verdicts"]}),
    }
    head = {"$schema": "https://json-schema.org/draft/2020-12/schema", "$id": SCHEMA_ID, "title": "Findings of gauger check"}
    return {**head, **_object(properties)}


REPORTS: dict[str, type] = {"repairs": Mending, "questions": Inquiries, "changes": Changes}


def report_schema(name: str) -> dict[str, Any]:
    """The JSON Schema of what another command than `check` prints."""
    tool = _object({"name": {"const": "gauger"}, "version": {"type": "string"}})
    properties = {"schema_version": {"const": SCHEMA_VERSION}, "tool": tool, **_properties(REPORTS[name])}
    identity = f"urn:gauger:schema:{name}:{SCHEMA_VERSION}"
    shape = _object(properties)
    if REPORTS[name] is Changes:  # several declarations can be supposed about at once
        shape = {"type": "array", "items": shape}
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "$id": identity, "title": f"{name} of gauger", **shape}


def _object(properties: dict[str, Any]) -> dict[str, Any]:
    return {"type": "object", "properties": properties, "required": list(properties), "additionalProperties": False}


def _properties(kind: type) -> dict[str, Any]:
    hints = get_type_hints(kind)
    found = {f.name: _schema(hints[f.name]) for f in fields(kind)}
    if kind is Finding:
        words = [*(verdict.word for verdict in Verdict), tell_verdict(Verdict.PROHIBITED, "assigns")]
        versions = {"type": "array", "items": {"type": "string", "format": "date"}}
        found |= {"word": {"enum": words}, "versions": versions, "pinpoint": {"type": "string"}}
    return found


def _schema(hint: Any) -> dict[str, Any]:
    simple = {str: {"type": "string"}, int: {"type": "integer"}, bool: {"type": "boolean"}, type(None): {"type": "null"}}
    if hint in simple:
        return dict(simple[hint])
    if hint is date:
        return {"type": "string", "format": "date"}
    if hint is Verdict:
        return {"enum": [verdict.word for verdict in Verdict]}
    if hint is Span:
        place = {"type": "integer", "minimum": 1}
        return _object({"file": {"type": "string"}, "line": place, "column": place})
    if get_origin(hint) is Literal:
        return {"enum": list(get_args(hint))}
    if get_origin(hint) is tuple:
        return {"type": "array", "items": _schema(get_args(hint)[0])}
    if is_dataclass(hint) and isinstance(hint, type):
        return _object(_properties(hint))
    return {"anyOf": [_schema(part) for part in get_args(hint)]}
