"""Every passage that the shipped policies cite stands in the recorded texts, and is what it was when it was encoded."""

from __future__ import annotations

import os
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from gauger.evidence import Verification, find_lock_path, read_lock, verify
from gauger.library import find_policies, load
from gauger.policy.model import Policy, Standing

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
    return verify(load_policy(), archive)


DOCUMENTS = sorted(d.id for d in load_policy().documents.values() if d.standing is not Standing.SECONDARY)


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_passage_of_a_document_is_verified(document: str) -> None:
    results = [r for r in verify_policies(find_archive()).results if r.document == document]
    assert [(r.key, r.status) for r in results if r.status != "verified"] == []


def test_nothing_else_is_wrong_with_the_archive_or_the_locks() -> None:
    assert [d.message for d in verify_policies(find_archive()).diagnostics] == []


@pytest.mark.parametrize("document", DOCUMENTS)
def test_a_lock_stands_beside_each_document_that_cites_passages(document: str) -> None:
    """Without an archive too: every clause with a locator has a digest for each version in which it is in force."""
    encoded = load_policy().documents[document]
    lines = read_lock(find_lock_path(encoded.span.source.name)).lines
    located = {name for name, clause in encoded.clauses.items() if clause.locate is not None}
    assert located <= {key.name for key in lines if key.kind == "clause"}


def test_every_version_says_where_it_is_recorded() -> None:
    documents = load_policy().documents.values()
    bare = Counter(d.id for d in documents for v in d.versions if d.standing is not Standing.SECONDARY and not v.recordings)
    assert bare == {}
