"""Every code of the room has a page with a way out."""

from __future__ import annotations

import inspect
import re
from pathlib import Path

from gauger.library import messages

PAGES = Path(__file__).parents[3] / "docs" / "errors"


def test_codes_and_pages_are_the_same() -> None:
    codes = sorted(set(re.findall(r'"(G40\d)"', inspect.getsource(messages))))
    assert sorted(p.stem for p in PAGES.glob("G40*.md")) == codes


def test_pages_have_titles_and_ways_out() -> None:
    for page in PAGES.glob("G40*.md"):
        assert page.read_text("utf-8").startswith(f"# {page.stem}: ")
        assert "## Mended" in page.read_text("utf-8")
