"""Every passage that the shipped policies cite stands in the recorded texts, and is what it was when it was encoded."""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path

import pytest

from gauger.evidence import Verification, find_lock_path, open_archive, read_lock, verify
from gauger.library import find_policies, load
from gauger.policy.model import Document, Policy, Standing

PROJECT = Path(__file__).resolve().parents[2]


@cache
def load_policy() -> Policy:
    loaded = load([find_policies()])
    assert loaded.policy is not None, loaded.diagnostics
    return loaded.policy


def find_archive() -> Path:
    """The archive named by GAUGER_ARCHIVE, or the folder of terms beside the project."""
    named = os.environ.get("GAUGER_ARCHIVE")
    places = [Path(named)] if named else []
    places += [PROJECT.parent / "shared" / "terms"]
    for place in places:
        if (place / "archive").is_dir() or (named and place.is_dir()):
            return place
    pytest.skip("no archive of terms: name one in GAUGER_ARCHIVE, or put it at ../shared/terms")


@cache
def verify_policies(archive: Path) -> Verification:
    return verify(load_policy(), open_archive([archive]))


def list_documents() -> list[Document]:
    return [d for d in load_policy().documents.values() if d.standing is not Standing.SECONDARY]


def test_every_passage_is_verified() -> None:
    results = verify_policies(find_archive()).results
    assert {r.document for r in results} == {d.id for d in list_documents() if any(c.locate for c in d.clauses.values())}
    assert [(r.document, r.key, r.status) for r in results if r.status != "verified"] == []


def test_nothing_else_is_wrong_with_the_archive_or_the_locks() -> None:
    assert [d.message for d in verify_policies(find_archive()).diagnostics] == []


def test_every_located_clause_has_a_digest() -> None:
    """Without an archive too, as a reader of the locks alone would find it."""
    bare = []
    for document in list_documents():
        names = {key.name for key in read_lock(find_lock_path(document.span.source.name)).lines if key.kind == "clause"}
        bare += [c.key for c in document.clauses.values() if c.locate is not None and c.standing is Standing.TEXT and c.name not in names]
    assert bare == []


def test_every_version_says_where_it_is_recorded() -> None:
    assert [(d.id, v.date) for d in list_documents() for v in d.versions if not v.recordings] == []
