"""Where programs for tests lie, and how a file becomes a source whose name does not depend on the machine."""

from __future__ import annotations

import os
from pathlib import Path

from gauger.diagnostics import render
from gauger.language import parse
from gauger.text import Source

ROOT = Path(__file__).parents[3]
PROGRAMS = ROOT / "tests" / "language"
POLICIES = sorted((ROOT / "policies").rglob("*.tos"))
PAGES = ROOT / "docs" / "errors"


def load_source(path: Path) -> Source:
    """A program under its bare file name; line ends stay as they are."""
    return Source(path.name, path.read_bytes().decode("utf-8"))


def render_problems(source: Source) -> str:
    """Every message about a source, whole, with empty lines between them."""
    return "\n\n".join(render(problem) for problem in parse(source)[1]) + "\n"


def expect(path: Path, actual: str) -> str:
    """The expected output beside a program; `GAUGER_WRITE_EXPECTED=1` writes it anew, to be read over in the diff."""
    beside = path.with_suffix(".expected")
    if os.environ.get("GAUGER_WRITE_EXPECTED") == "1":
        beside.write_bytes(actual.encode("utf-8"))
    return beside.read_bytes().decode("utf-8")
