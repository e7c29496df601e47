"""Policy files to a policy by way of their trees; everything that a warm run does without is imported here."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from gauger.diagnostics import Diagnostic
from gauger.language import parse
from gauger.language.tree import File
from gauger.library.files import PolicyFile, decode_text
from gauger.policy import resolve
from gauger.policy.model import Policy
from gauger.text import Source
from gauger.text.values import replace

_ABSENCES = frozenset(["G275", "G276", "G286"])
"""Mistakes that say something is missing: in a file with lines that could not be read, it may stand on one of those."""

_UNDECLARED = frozenset(["G238", *(f"G2{n}" for n in range(10, 23))])
"""Mistakes that say something is not declared: it may be declared on a line that could not be read."""


def compile_files(files: Sequence[PolicyFile], digest: str) -> tuple[Policy | None, tuple[Diagnostic, ...]]:
    """The policy, or all mistakes of all files; a mistake that only follows from a line that could not be read is left out."""
    found: list[Diagnostic] = []
    trees: list[File] = []
    for file in files:
        text = decode_text(file)
        if isinstance(text, Diagnostic):
            found.append(text)
            continue
        parsed, diagnostics = parse(Source(file.name, text))
        trees.append(parsed)
        found.extend(diagnostics)
    policy, diagnostics = resolve(trees)
    found.extend(list_own_mistakes(diagnostics, found))
    found.sort(key=_get_place)
    return (None if found or policy is None else replace(policy, digest=digest)), tuple(found)


def _get_place(diagnostic: Diagnostic) -> tuple[str, int]:
    return (diagnostic.span.source.name, diagnostic.span.start) if diagnostic.span else ("", 0)


def list_own_mistakes(mistakes: Iterable[Diagnostic], unread: Sequence[Diagnostic]) -> list[Diagnostic]:
    """The mistakes that do not follow from lines which could not be read."""
    files = {d.span.source.name for d in unread if d.span}
    lines = " ".join(d.span.source.line(d.span.begin.line) for d in unread if d.span)
    return [m for m in mistakes if not _follows(m, files, lines)]


def _follows(mistake: Diagnostic, files: set[str], lines: str) -> bool:
    if mistake.span is None:
        return False
    if mistake.code in _ABSENCES and mistake.span.source.name in files:
        return True
    return mistake.code in _UNDECLARED and mistake.span.text in lines
