"""Diagnostics to plain text: code and message, the place, the line underlined, further places, help."""

from __future__ import annotations

import unicodedata

from gauger.diagnostics.model import Diagnostic, Label
from gauger.text import Source, Span

_TAB = 4
_RED, _YELLOW, _BLUE, _GREEN, _BOLD, _PLAIN = "\x1b[31m", "\x1b[33m", "\x1b[34m", "\x1b[32m", "\x1b[1m", "\x1b[0m"


def render(diagnostic: Diagnostic, *, color: bool = False, width: int = 100) -> str:
    """Text of several lines without a final line break."""
    lines = [f"{diagnostic.severity}[{diagnostic.code}]: {diagnostic.message}"]
    for label in diagnostic.labels:
        line, column = label.span.begin
        text = label.span.source.line(line)
        lines += [f"  --> {label.span}", f"{line:4} | {text}", "     | " + " " * (column - 1) + "^" * max(1, len(label.span.text)) + " " + label.text]
    if diagnostic.help:
        lines.append(f"  help: {diagnostic.help}")
    return "\n".join(line.rstrip() for line in lines)
