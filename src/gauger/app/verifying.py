"""Policies against an archive that the user has: does every passage stand there as it was encoded?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from gauger.diagnostics import Diagnostic
from gauger.evidence import Archive, Result, Verification, open_archive, verify
from gauger.policy.model import Policy
from gauger.text.values import replace

Outline = Iterator[tuple[int, str]]

STATUSES = ("verified", "moved", "changed", "missing", "ambiguous", "unlocked", "not recorded")
"""In the order in which they are counted; the first and the last are no failures."""

REFUSED = "G700"


def read_places(written: Sequence[str]) -> tuple[Archive | None, tuple[str, ...]]:
    """The archive over places as they are given, `PATH` or `COLLECTION=PATH`, or a sentence for each that is no folder."""
    places: list[Path | tuple[str, Path]] = []
    wrong = []
    for text in written:
        name, equals, rest = text.partition("=")
        path = Path(rest if equals and not Path(text).exists() else text)
        if not path.is_dir():
            wrong.append(f"`{path}` is no folder")
        places.append((name, path) if path == Path(rest) and equals else path)
    return (None, tuple(wrong)) if wrong else (open_archive(places), ())


def verify_terms(policy: Policy, documents: Sequence[str], archive: Archive) -> Verification:
    """The verification of some documents; of all where none is named."""
    chosen = {id_: document for id_, document in policy.documents.items() if not documents or id_ in documents}
    return verify(replace(policy, documents=chosen), archive)


def outline_verification(verification: Verification) -> Outline:
    """A line for each document with how many passages came out how, and under it those that failed."""
    for document in dict.fromkeys(result.document for result in verification.results):
        results = [result for result in verification.results if result.document == document]
        yield 0, f"{document}: {count_statuses(results)}"
        for result in results:
            if result.status not in {"verified", "not recorded"}:
                yield 1, f"{result.status}: {result.key.kind} {result.key.name} at {result.pinpoint}, version {result.key.version}"
                if result.elsewhere is not None:
                    yield 2, f"its words stand in {result.elsewhere}"
    yield 0, f"{len(verification.results)} passages: {count_statuses(verification.results)}"


def count_statuses(results: Sequence[Result]) -> str:
    """How many there are of each status, in one line."""
    counted: Counter[str] = Counter(result.status for result in results)
    return ", ".join(f"{counted[status]} {status}" for status in STATUSES if counted[status]) or "nothing to look for"


def has_failed(verification: Verification) -> bool:
    """Whether a passage is not where and what it should be."""
    return any(result.status not in {"verified", "not recorded"} for result in verification.results)


def has_looked(verification: Verification) -> bool:
    """Whether any passage was held against a text at all."""
    return any(result.status != "not recorded" for result in verification.results)


def list_failures(verification: Verification) -> tuple[Diagnostic, ...]:
    """What is wrong, without the versions that this archive does not have: they are counted."""
    return tuple(diagnostic for diagnostic in verification.diagnostics if diagnostic.severity == "error")


def list_refusals(verification: Verification) -> tuple[Diagnostic, ...]:
    """What of the archive could not be read."""
    return tuple(diagnostic for diagnostic in verification.diagnostics if diagnostic.code == REFUSED)


def describe_verification(verification: Verification) -> dict[str, Any]:
    """The same as plain data."""
    return {
        "passages": [_describe(result) for result in verification.results],
        "statuses": dict(Counter(r.status for r in verification.results)),
    }


def _describe(result: Result) -> dict[str, Any]:
    return {
        "document": result.document, "kind": result.key.kind, "name": result.key.name, "version": result.key.version.isoformat(),
        "pinpoint": result.pinpoint, "status": result.status, "pinpoint_in_text": result.agreement,
        "digest": result.passages[0].digest if len(result.passages) == 1 else None,
        "recorded": result.recorded.isoformat() if result.recorded else None,
        "last_seen": result.last_seen.isoformat() if result.last_seen else None,
        "elsewhere": result.elsewhere,
        "noise": [{"day": noise.day.isoformat(), "where": noise.path, "said": noise.said} for noise in result.noise],
    }  # fmt: skip
