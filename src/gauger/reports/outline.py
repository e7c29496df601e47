"""Outlines: lines with a level, wrapped and indented."""

from __future__ import annotations

from collections.abc import Iterable

from gauger.reports.layout import Style, wrap


def render_outline(outline: Iterable[tuple[int, str]], style: Style) -> str:
    """Each line at its level, two spaces a level."""
    lines = [line for level, text in outline for line in wrap(text, style, "  " * level, "  " * level + "    ")]
    return "\n".join([*lines, ""])
