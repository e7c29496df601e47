"""Patterns to the files that they name."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from gauger.configuration import messages
from gauger.configuration.model import Configuration
from gauger.diagnostics import Diagnostic
from gauger.text import Span


def expand_patterns(settings: Configuration) -> tuple[tuple[Path, ...], tuple[Diagnostic, ...]]:
    """The declarations that settings name, each once, as seen from where the command runs; and the patterns that name none."""
    found: dict[Path, None] = {}
    missed: list[Diagnostic] = []
    for pattern in settings.declarations:
        named = _list_files(settings.folder, pattern)
        found |= dict.fromkeys(named)
        if not named:
            missed.append(messages.pattern_of_nothing(pattern, _find_place(settings, pattern)))
    return tuple(found), tuple(missed)


def _find_place(settings: Configuration, pattern: str) -> Span:
    return settings.places.get(f"declarations.{pattern}", settings.places["declarations"])


def _list_files(folder: Path, pattern: str) -> Sequence[Path]:
    return sorted(Path(os.path.relpath(path)) for path in _glob(folder, pattern) if path.is_file())


def _glob(folder: Path, pattern: str) -> Iterator[Path]:
    """Hidden folders are left alone, as a shell does, unless the pattern names them."""
    hidden = {part for part in Path(pattern).parts if part.startswith(".")}
    for path in folder.glob(pattern):
        if all(not part.startswith(".") or part in hidden for part in path.relative_to(folder).parts):
            yield path
