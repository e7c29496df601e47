"""Every passage that the programs of `tests/language/good/structures` cite stands once in the recorded texts."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from gauger.evidence import open_archive, verify
from gauger.library import find_policies, load
from gauger.policy.model import Document, Policy, Standing
from tests.archive.test_shipped_policies import find_archive
from tests.language.structures import list_structures

FOLDERS = list_structures()
NO_DIGEST = "G705"
"""Programs for tests have no locks."""


@cache
def load_folder(folder: Path) -> Policy:
    loaded = load([find_policies() / "vocabulary", folder])
    assert loaded.policy is not None, loaded.diagnostics
    return loaded.policy


def list_texts(folder: Path) -> list[Document]:
    return [d for d in load_folder(folder).documents.values() if d.standing is not Standing.SECONDARY]


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda path: path.name)
def test_every_passage_stands_there(folder: Path) -> None:
    found = verify(load_folder(folder), open_archive([find_archive()]))
    assert [(r.document, r.key, r.status) for r in found.results if r.status not in {"verified", "unlocked"}] == []
    assert [d.message for d in found.diagnostics if d.code != NO_DIGEST] == []


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda path: path.name)
def test_every_version_says_where_it_is_recorded(folder: Path) -> None:
    assert [(d.id, v.date) for d in list_texts(folder) for v in d.versions if not v.recordings] == []
