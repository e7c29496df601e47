"""What the linter says about a policy file, exactly as it is printed."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from gauger.diagnostics.rendering import render
from gauger.language import parse
from gauger.policy import lint, resolve
from gauger.text import Source

FOLDER = Path(__file__).parent / "lints"
_PRELUDE = Path(__file__).parents[2] / "language" / "bad_meaning" / "prelude"
_AS_OF = date(2026, 1, 1)


def list_programs() -> list[Path]:
    """All programs of the folder, by name."""
    return sorted(FOLDER.glob("*.tos"))


def render_program(path: Path) -> str:
    """Every warning that stands in a program, read together with the prelude; its cases cover all clauses but those named `untested…`."""
    trees = []
    for file in (*sorted(_PRELUDE.glob("*.tos")), path):
        parsed, mistakes = parse(Source(file.name, file.read_text("utf-8")))
        assert not mistakes, [m.message for m in mistakes]
        trees.append(parsed)
    policy, diagnostics = resolve(trees)
    assert policy is not None, [d.message for d in diagnostics]
    keys = {c.key for d in policy.documents.values() for c in d.clauses.values() if not c.name.startswith("untested")}
    warnings = [w for w in lint(policy, _AS_OF, keys) if w.span and w.span.source.name == path.name]
    return "".join(f"{render(w)}\n\n" for w in warnings).rstrip("\n") + "\n"
