"""Whether what changed in a recorded text is encoded so."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

from gauger.evidence import open_archive, write_locks
from gauger.evidence.drift import list_drift
from gauger.policy.model import Document, Policy, Version

Write = Callable[[dict[str, str]], Path]


def list_concerns(policy: Policy, root: Path) -> list[tuple[str, str, str, bool]]:
    """Of every change ever recorded: the day, the clause, what became of its passage, and whether it is encoded so."""
    return [
        (str(change.transition.text.day), concern.name, concern.fate, concern.encoded)
        for history in list_drift(policy, open_archive([root]), date(2026, 1, 1))
        for change in history.changes
        for concern in change.concerns
    ]


def let_end(document: Document, until: date | None) -> Mapping[str, Document]:
    """The document whose second version is said to be recorded until that day."""
    first, second = document.versions
    return {document.id: replace(document, versions=(first, end(second, until)))}


def end(version: Version, until: date | None) -> Version:
    return replace(version, recordings=tuple(replace(recording, until=until) for recording in version.recordings))


def test_what_came_with_a_version_is_encoded_and_a_later_change_is_not(
    policy: Policy, root: Path, texts: dict[str, str], write_texts: Write
) -> None:
    write_texts(texts)
    write_locks(policy, open_archive([root]))
    write_texts({"2026-03-20T100000Z": texts["2026-03-03T100000Z"].replace("train models", "train any model")})
    assert list_concerns(policy, root) == [
        ("2026-02-03", "no-resale", "appears", True),
        ("2026-02-03", "suspension", "appears", True),
        ("2026-03-20", "no-training", "changed", False),
    ]


def test_a_file_that_holds_the_document_until_a_day_may_hold_something_else_from_then_on(
    policy: Policy, document: Document, root: Path, texts: dict[str, str], write_texts: Write
) -> None:
    """The policy must name that very day: on any other one the document is gone from the file and nobody has said so."""
    gone = [("2026-03-20", name, "gone") for name in ("no-training", "no-resale", "suspension")]
    body = texts["2026-01-05T100000Z"].partition("\n\n2.1")[0]
    write_texts(texts)
    write_locks(policy, open_archive([root]))
    write_texts({"2026-03-20T100000Z": f"{body}\n\nOther terms begin here, which say nothing of the sort.\n"})
    for until, is_encoded in ((date(2026, 3, 20), True), (date(2026, 3, 10), False), (None, False)):
        told = list_concerns(replace(policy, documents=let_end(document, until)), root)
        assert {concern for concern in told if concern[0] == "2026-03-20"} == {(*one, is_encoded) for one in gone}
