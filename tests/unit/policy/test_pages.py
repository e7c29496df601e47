"""Every code of the room has a page, its mistaken example makes that mistake and no other, and its mended one makes none."""

from __future__ import annotations

import inspect
import re
import textwrap
from datetime import date
from pathlib import Path

import pytest

from gauger.language import parse
from gauger.policy import lint, messages, resolve
from gauger.policy.lints import messages as lint_messages
from gauger.text import Source
from tests.language.bad_meaning_rendering import FOLDER

PAGES = Path(__file__).parents[3] / "docs" / "errors"
MISTAKES = sorted(set(re.findall(r'"(G2\d\d)"', inspect.getsource(messages))))
WARNINGS = sorted(set(re.findall(r'"(G2\d\d)"', inspect.getsource(lint_messages))))
EXAMPLE = re.compile(r"```tos\n(.*?\n)```", re.DOTALL)
DOCUMENT = """document acme/terms
  title      "Acme Terms"
  publisher  acme
  url        "https://acme.example/terms"
  encoded    by "somebody" on 2026-01-01
  governs    acme/api

  version 2025-01-01

"""


def _read_examples(code: str) -> list[str]:
    return EXAMPLE.findall((PAGES / f"{code}.md").read_text("utf-8"))


def _list_codes(example: str) -> set[str]:
    """The codes of all that is said about an example; provisions are shown without the document that they stand in."""
    text = DOCUMENT + textwrap.indent(example, "  ") if example.startswith(("clause", "exception")) else example
    trees = []
    for source in (*(Source(p.name, p.read_text("utf-8")) for p in sorted((FOLDER / "prelude").glob("*.tos"))), Source("x", text)):
        parsed, mistakes = parse(source)
        assert not mistakes, [m.message for m in mistakes]
        trees.append(parsed)
    policy, diagnostics = resolve(trees)
    if policy is None:
        return {d.code for d in diagnostics}
    keys = {c.key for d in policy.documents.values() for c in d.clauses.values() if not c.name.startswith("untested")}
    return {w.code for w in lint(policy, date(2026, 1, 1), keys) if w.span and w.span.source.name == "x"}


@pytest.mark.parametrize("code", [*MISTAKES, *WARNINGS])
def test_page_shows_the_mistake_and_how_it_is_mended(code: str) -> None:
    bad, *good = _read_examples(code)
    assert _list_codes(bad) == {code}
    for example in good:
        assert not _list_codes(example) & set(MISTAKES)
        assert code not in _list_codes(example)


@pytest.mark.parametrize("code", [*MISTAKES, *WARNINGS])
def test_page_has_a_title_and_a_way_out(code: str) -> None:
    text = (PAGES / f"{code}.md").read_text("utf-8")
    assert text.startswith(f"# {code}: ")
    assert "## Mended" in text or code == "G260"


def test_every_page_has_its_code() -> None:
    assert sorted(p.stem for p in PAGES.glob("G2*.md")) == sorted([*MISTAKES, *WARNINGS])
