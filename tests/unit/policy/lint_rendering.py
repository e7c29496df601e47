"""What the linter says about a policy file, exactly as it is printed."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from gauger.diagnostics import Diagnostic
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
    """Every warning that stands in a program, as it is printed."""
    warnings = _lint(Source(path.name, path.read_text("utf-8")))
    return "".join(f"{render(w)}\n\n" for w in warnings).rstrip("\n") + "\n"


def lint_text(text: str) -> list[str]:
    """The messages alone about a text."""
    return [w.message for w in _lint(Source("text", text))]


def _lint(source: Source) -> list[Diagnostic]:
    """Reads a program together with the prelude; its cases cover all clauses but those named `untested…`."""
    trees = []
    for each in (*(Source(p.name, p.read_text("utf-8")) for p in sorted(_PRELUDE.glob("*.tos"))), source):
        parsed, mistakes = parse(each)
        assert not mistakes, [m.message for m in mistakes]
        trees.append(parsed)
    policy, diagnostics = resolve(trees)
    assert policy is not None, [d.message for d in diagnostics]
    keys = {c.key for d in policy.documents.values() for c in d.clauses.values() if not c.name.startswith("untested")}
    return [w for w in lint(policy, _AS_OF, keys) if w.span and w.span.source.name == source.name]
