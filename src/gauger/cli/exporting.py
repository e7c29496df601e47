"""What a check found, in every format that was asked for, in one run: each to its file, or one to standard output."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from gauger.cli.options import pick
from gauger.cli.terminal import deliver, find_width, refuse, wants_color
from gauger.text.values import dataclass

if TYPE_CHECKING:
    from gauger.diagnostics import Diagnostic
    from gauger.findings.model import Exposure
    from gauger.gate import Thresholds

Wanted = Sequence[tuple[str, Path | None]]
"""Formats with where each goes: a file, or standard output."""


@dataclass(frozen=True, slots=True)
class Results:
    """What reports are made of."""

    exposures: Sequence[Exposure]
    mistakes: Sequence[Diagnostic]
    thresholds: Thresholds
    verbose: bool = False

    @property
    def root(self) -> Path:
        """What paths in reports for other programs start from: the root of the repository."""
        from gauger.configuration import find_root

        return find_root(Path.cwd())


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


def export(wanted: Wanted, results: Results) -> None:
    """Every report is made before any is written, so that one that cannot be made leaves no others behind."""
    reports = [(RENDERERS[name](results, place), place) for name, place in wanted]
    for text, place in reports:
        if text or place is not None:
            deliver(text, place)


def _render_text(results: Results, place: Path | None) -> str:
    from gauger.reports.layout import Style
    from gauger.reports.text import render_text

    style = Style(find_width(), wants_color(sys.stdout)) if place is None else Style(100, color=False)
    return render_text(results.exposures, style, verbose=results.verbose) if results.exposures else ""


def _render_json(results: Results, _place: Path | None) -> str:
    from gauger.reports.json import render_json

    return render_json(results.exposures)


def _render_json_lines(results: Results, _place: Path | None) -> str:
    from gauger.reports.json import render_json_lines

    return render_json_lines(results.exposures)


def _render_sarif(results: Results, _place: Path | None) -> str:
    from gauger.reports.sarif import render_sarif

    return render_sarif(results.exposures, results.root, results.mistakes)


def _render_annotations(results: Results, _place: Path | None) -> str:
    from gauger.reports.annotations import render_annotations

    return render_annotations(results.exposures, results.root)


def _render_code_quality(results: Results, _place: Path | None) -> str:
    from gauger.reports.codequality import render_code_quality

    return render_code_quality(results.exposures, results.root)


def _render_junit(results: Results, _place: Path | None) -> str:
    from gauger.reports.judgements import render_judgements

    return render_judgements(results.exposures, results.thresholds.is_reached)


def _render_csv(results: Results, _place: Path | None) -> str:
    from gauger.reports.tables import render_csv

    return render_csv(results.exposures, results.root)


def _render_markdown(results: Results, _place: Path | None) -> str:
    from gauger.reports.tables import render_markdown

    return render_markdown(results.exposures, results.root)


RENDERERS: dict[str, Callable[[Results, Path | None], str]] = {
    "text": _render_text,
    "json": _render_json,
    "jsonl": _render_json_lines,
    "sarif": _render_sarif,
    "github": _render_annotations,
    "gitlab": _render_code_quality,
    "junit": _render_junit,
    "csv": _render_csv,
    "markdown": _render_markdown,
}
FORMATS = tuple(RENDERERS)
