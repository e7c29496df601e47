"""Policy files to their canonical form."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from gauger.app import messages
from gauger.app.writing import replace_file
from gauger.diagnostics import Diagnostic
from gauger.language import format_file, parse
from gauger.library.files import decode_text, read_files
from gauger.text import Source
from gauger.text.values import dataclass


@dataclass(frozen=True, slots=True)
class Formatted:
    """One file: whether its text differs from the canonical form, or the mistakes that keep it from having one."""

    name: str
    changed: bool
    diagnostics: tuple[Diagnostic, ...]


def format_files(paths: Sequence[Path], *, write: bool) -> tuple[Formatted, ...]:
    """Every policy file named or in a folder named; files with mistakes are left as they are."""
    found = sorted({p for path in paths for p in (path.rglob("*.tos") if path.is_dir() else [path])})
    return tuple(_format(path, write=write) for path in found)


def _format(path: Path, *, write: bool) -> Formatted:
    files, mistakes = read_files([path])
    text = decode_text(files[0]) if files else None
    if text is None or isinstance(text, Diagnostic):
        return Formatted(str(path), changed=False, diagnostics=mistakes if text is None else (text,))
    tree, found = parse(Source(str(path), text))
    if any(diagnostic.severity == "error" for diagnostic in found):
        return Formatted(str(path), changed=False, diagnostics=found)
    canonical = format_file(tree)
    if canonical != text and write:
        try:
            replace_file(path, canonical.encode())
        except OSError as error:
            reason = (error.strerror or type(error).__name__).lower()
            return Formatted(str(path), changed=False, diagnostics=(messages.unwritable_file(str(path), reason),))
    return Formatted(str(path), changed=canonical != text, diagnostics=found)
