"""Every code of the room has a page with a way out, and no page is left over."""

from __future__ import annotations

import inspect
import re
from pathlib import Path

from gauger.configuration import messages

PAGES = Path(__file__).resolve().parents[3] / "docs" / "errors"


def test_every_code_has_a_page_and_every_page_a_code() -> None:
    codes = set(re.findall(r'"(G8\d\d)"', inspect.getsource(messages)))
    assert codes
    assert {page.stem for page in PAGES.glob("G8*.md")} == codes


def test_pages_have_titles_and_ways_out() -> None:
    for page in PAGES.glob("G8*.md"):
        assert page.read_text("utf-8").startswith(f"# {page.stem}: ")
        assert "## Mended" in page.read_text("utf-8")
