"""A small document, made by hand, and an archive for it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from gauger.policy.model import (
    Act,
    Clause,
    Consequence,
    Document,
    Norm,
    Policy,
    Precedence,
    Recording,
    Standing,
    Version,
    Vocabulary,
)
from gauger.text import Source, Span

WriteTexts = Callable[[str, dict[str, str]], Path]

BODY = "The Services are provided to the Customer, who pays for them as agreed and uses them as the documentation says. " * 4


@pytest.fixture
def policy_file(tmp_path: Path) -> Path:
    """Where the document of these tests would have been read from."""
    return tmp_path / "policies" / "terms.tos"


@pytest.fixture
def document(policy_file: Path) -> Document:
    """Two versions, one clause in both, one only in the second, and a consequence of the second clause."""
    policy_file.parent.mkdir()
    span = Span(Source(str(policy_file), "document acme/terms"), 0, 8)
    clause = Clause(
        document="acme/terms", name="no-training", at="2.1", says="…", locate="use Output to train", since=None, until=None,
        family="training", standing=Standing.TEXT, norm=Norm("forbids", Act("train", "model", "step", (), "training", "", span), (), None),
        when=None, assuming=(), exceptions=(), precedence=Precedence(), reads=(), leads_to=(), remedy=None, note=None, span=span,
    )  # fmt: skip
    resale = replace(clause, name="no-resale", at="2.2", locate="resell the Services", since=date(2026, 2, 1), leads_to=("suspension",))
    versions = (make_version(span, date(2026, 1, 1), until=date(2026, 2, 1)), make_version(span, date(2026, 2, 1), since=date(2026, 2, 1)))
    return Document(
        id="acme/terms", title="Terms", publisher="acme", url="https://example.org", standing=Standing.TEXT,
        encoded_by="a", encoded_on=date(2026, 3, 1),
        doubts=(), governs=(), licences=(), includes=(), precedence=Precedence(), reads=(), admits=(), versions=versions,
        clauses={c.name: c for c in (clause, resale)}, exceptions={},
        consequences={"suspension": Consequence("acme/terms", "suspension", "5", "…", "may suspend access", span)}, concepts={}, span=span,
    )  # fmt: skip


def make_version(span: Span, day: date, since: date | None = None, until: date | None = None) -> Version:
    return Version(day, (Recording("collection", "Acme/Terms of Service.md", since, until),), span)


@pytest.fixture
def policy(document: Document) -> Policy:
    return Policy(Vocabulary({}, {}, {}, {}, {}, {}, None), {}, {}, {document.id: document})


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "archive root").mkdir()
    return tmp_path / "archive root"


@pytest.fixture
def texts() -> dict[str, str]:
    """What the collection holds: recorded name to text; written by `write_texts`."""
    first = f"{BODY}\n\n2.1 You may not use Output to train models.\n"
    second = f"{first}\n2.2 You may not resell the Services.\n\n5. We may suspend access.\n"
    return {"2026-01-05T100000Z": first, "2026-01-20T100000Z": first, "2026-02-03T100000Z": second, "2026-03-03T100000Z": second}


@pytest.fixture
def write_texts(root: Path) -> Callable[[dict[str, str]], Path]:
    def write(texts: dict[str, str]) -> Path:
        folder = root / "collection" / "Acme" / "Terms of Service"
        folder.mkdir(parents=True, exist_ok=True)
        for name, text in texts.items():
            (folder / f"{name}.md").write_text(text, encoding="utf-8")
        return folder

    return write
