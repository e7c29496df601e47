"""Edits of a declaration's text, letter for letter; `edits.txt` holds text and edits beside what comes of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from gauger.catalogue import load_catalogue
from gauger.declaration import Format, load_text
from gauger.declaration.editing import Append, Drop, Edit, Put, edit_text, encode_like
from gauger.text import Source
from tests.unit.declaration.edited import make_edits, read_cases

CASES = read_cases()
EXAMPLES = sorted((Path(__file__).parents[3] / "examples").glob("*/*.yaml"))


@pytest.mark.parametrize("name", CASES)
def test_gives_exactly_this(name: str) -> None:
    given, edits, gives = CASES[name]
    assert make_edits(name, given, edits) == gives


def edit(text: str, *edits: Edit, format_: Format = "yaml") -> str:
    edited, mistakes = edit_text(Source("gauger.yaml", text), edits, format_)
    assert mistakes == ()
    assert edited is not None
    return edited


YAML = "a: [x]  # on a\nb:\n  - c: d\n"
TOML = 'a = ["x"] # on a\n\n[[b]]\nc = "d"\n'
JSON = '{\n  "a": [\n    "x"\n  ],\n  "b": [{"c": "d"}]\n}\n'
EDITS: tuple[Edit, ...] = (Append(("a",), "w", "asked"), Append(("b",), {"c": "e"}), Put(("b", 0, "f"), 1), Put(("g", "h"), True))
TEXTS: dict[Format, str] = {"yaml": YAML, "toml": TOML, "json": JSON}


@pytest.mark.parametrize("format_", TEXTS)
def test_lines_end_as_they_did(format_: Format) -> None:
    edited = edit(TEXTS[format_].replace("\n", "\r\n"), *EDITS, format_=format_)
    assert edited == edit(TEXTS[format_], *EDITS, format_=format_).replace("\n", "\r\n")


@pytest.mark.parametrize("format_", TEXTS)
@pytest.mark.parametrize("more", [(), (Drop(("b", 0)),), (Drop(("b", 0)), Drop(("a", 0)))])
def test_a_text_without_a_last_line_break_has_none_afterwards(format_: Format, more: tuple[Edit, ...]) -> None:
    edits = EDITS[:2] + EDITS[3:] + more
    assert edit(TEXTS[format_].rstrip("\n"), *edits, format_=format_) == edit(TEXTS[format_], *edits, format_=format_).rstrip("\n")


@pytest.mark.parametrize("format_", TEXTS)
def test_a_byte_order_mark_stays(format_: Format) -> None:
    assert edit("\ufeff" + TEXTS[format_], *EDITS, format_=format_) == "\ufeff" + edit(TEXTS[format_], *EDITS, format_=format_)


def test_a_file_gets_the_mark_that_it_had() -> None:
    assert encode_like("é", b"\xef\xbb\xbfa: 1") == b"\xef\xbb\xbf\xc3\xa9"
    assert encode_like("\ufeffé", b"\xef\xbb\xbfa: 1") == b"\xef\xbb\xbf\xc3\xa9"
    assert encode_like("é", b"a: 1") == b"\xc3\xa9"


def test_the_order_of_drops_does_not_matter() -> None:
    drops = [Drop(("a", n)) for n in range(3)]
    assert edit("a: [t, u, v, w]\n", *drops, Append(("a",), "x")) == "a: [w, x]\n"
    assert edit("a: [t, u, v, w]\n", Append(("a",), "x"), *reversed(drops)) == "a: [w, x]\n"


@pytest.mark.parametrize("path", EXAMPLES, ids=[f"{path.parent.name}/{path.stem}" for path in EXAMPLES])
def test_an_example_with_a_step_more_differs_in_its_lines(path: Path) -> None:
    text = path.read_text("utf-8")
    step = {"id": "seen", "does": "evaluate", "with": "openai/gpt-5.5", "date": "2026-03-02..2026-03-09"}
    lines = edit(text, Append(("steps",), step, "seen by a person")).splitlines()
    at, before = lines.index("  # seen by a person"), text.splitlines()
    assert [*lines[:at], *lines[at + len(lines) - len(before) :]] == before
    declaration, mistakes = load_text("gauger.yaml", "\n".join(lines), catalogue=load_catalogue())
    assert mistakes == ()
    assert declaration is not None
