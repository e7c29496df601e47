"""What a check found, in every format that was asked for, in one run: each to its file, or one to standard output."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from gauger.cli.options import pick
from gauger.cli.terminal import deliver, find_width, refuse, wants_color

if TYPE_CHECKING:
    from gauger.diagnostics import Diagnostic
    from gauger.findings.model import Exposure

Wanted = Sequence[tuple[str, Path | None]]
"""Formats with where each goes: a file, or standard output."""


def read_wanted(format_: str, outputs: Sequence[str]) -> Wanted:
    """The formats of the options; `--format` goes to standard output unless an output takes it."""
    pick(format_, FORMATS, "--format")
    wanted: list[tuple[str, Path | None]] = []
    for written in outputs:
        name, equals, file = written.partition("=")
        if not equals:
            name, file = format_, written
        pick(name, FORMATS, "--output")
        if not file:
            refuse(f"`{written}` names no file", "write --output FORMAT=FILE")
        wanted.append((name, Path(file)))
    places = [place for _, place in wanted]
    if len(set(places)) < len(places):
        refuse("two reports go to one file", "give each a file of its own")
    taken = any("=" not in written for written in outputs)
    return wanted if taken else [*wanted, (format_, None)]


def export(wanted: Wanted, exposures: Sequence[Exposure], mistakes: Sequence[Diagnostic], *, verbose: bool) -> None:
    """Every report is made before any is written, so that one that cannot be made leaves no others behind."""
    reports = [(_RENDERERS[name](exposures, mistakes, verbose, place), place) for name, place in wanted]
    for text, place in reports:
        if text:
            deliver(text, place)


def _render_text(exposures: Sequence[Exposure], _mistakes: Sequence[Diagnostic], verbose: bool, place: Path | None) -> str:
    from gauger.reports.layout import Style
    from gauger.reports.text import render_text

    style = Style(find_width(), wants_color(sys.stdout)) if place is None else Style(100, color=False)
    return render_text(exposures, style, verbose=verbose) if exposures else ""


def _render_json(exposures: Sequence[Exposure], _mistakes: Sequence[Diagnostic], _verbose: bool, _place: Path | None) -> str:
    from gauger.reports.json import render_json

    return render_json(exposures)


def _render_sarif(exposures: Sequence[Exposure], mistakes: Sequence[Diagnostic], _verbose: bool, _place: Path | None) -> str:
    from gauger.configuration import find_root
    from gauger.reports.sarif import render_sarif

    return render_sarif(exposures, find_root(Path.cwd()), mistakes)


_RENDERERS: dict[str, Callable[[Sequence[Exposure], Sequence[Diagnostic], bool, Path | None], str]] = {
    "text": _render_text,
    "json": _render_json,
    "sarif": _render_sarif,
}
FORMATS = tuple(_RENDERERS)
