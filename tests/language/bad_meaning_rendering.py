"""What the program says about a policy file that parses but does not resolve, exactly as it is printed."""

from __future__ import annotations

from pathlib import Path

from gauger.diagnostics.rendering import render
from gauger.language import parse
from gauger.policy import resolve
from gauger.text import Source

FOLDER = Path(__file__).parent / "bad_meaning"


def list_programs() -> list[Path]:
    """All programs of the folder, by name."""
    return sorted(FOLDER.glob("*.tos"))


def render_program(path: Path) -> str:
    """Every message about a program, read together with the prelude, under the names of the files alone."""
    trees = []
    for file in (*sorted((FOLDER / "prelude").glob("*.tos")), path):
        parsed, mistakes = parse(Source(file.name, file.read_text("utf-8")))
        assert not mistakes, [m.message for m in mistakes]
        trees.append(parsed)
    policy, diagnostics = resolve(trees)
    assert policy is None
    return "\n\n".join(render(d) for d in diagnostics) + "\n"
