"""Every code of the evidence room has a page, and no page is left over."""

from __future__ import annotations

import inspect
import re
from pathlib import Path

from gauger.evidence import messages

PAGES = Path(__file__).resolve().parents[3] / "docs" / "errors"


def test_every_code_has_a_page_and_every_page_a_code() -> None:
    codes = set(re.findall(r'"(G7\d\d)"', inspect.getsource(messages)))
    assert codes
    assert {page.stem for page in PAGES.glob("G7*.md")} == codes
