"""Every code of the language room has a page, its mistaken example makes that mistake, and its mended one makes none."""

from __future__ import annotations

import inspect
import re

import pytest

from gauger.language import messages, parse
from gauger.text import Source
from tests.unit.language.programs import PAGES

CODES = sorted(set(re.findall(r'"(G1\d\d)"', inspect.getsource(messages))))
EXAMPLE = re.compile(r"```tos( escaped)?\n(.*?\n)```", re.DOTALL)


def read_examples(code: str) -> list[str]:
    page = (PAGES / f"{code}.md").read_text("utf-8")
    return [unescape(text) if escaped else text for escaped, text in EXAMPLE.findall(page)]


def unescape(text: str) -> str:
    return re.sub(r"\\(u[0-9a-f]{4}|t)", lambda m: "\t" if m[1] == "t" else chr(int(m[1][1:], 16)), text)


@pytest.mark.parametrize("code", CODES)
def test_page_shows_the_mistake_and_how_it_is_mended(code: str) -> None:
    bad, good = read_examples(code)
    assert {p.code for p in parse(Source("bad", bad))[1]} == {code}
    assert parse(Source("good", good))[1] == ()


def test_every_page_has_its_code() -> None:
    assert sorted(p.stem for p in PAGES.glob("G1*.md")) == CODES
