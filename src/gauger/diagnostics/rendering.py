"""Diagnostics to plain text: code and message, then each place with its line underlined, then help.

Model: the layout of rustc's messages. Columns are counted as a terminal shows them: tabs reach to the next stop, wide characters take two
columns, combining ones none, and what is invisible is shown as a replacement character so that the underline has something to point at.
"""

from __future__ import annotations

import textwrap
import unicodedata

from gauger.diagnostics.model import Diagnostic, Label
from gauger.text.values import dataclass

_TAB = 4
_INVISIBLE = frozenset({"Cc", "Cf", "Zl", "Zp", "Cs", "Cn", "Co"})
_STYLES = {"error": "1;31", "warning": "1;33", "place": "1;34", "message": "1", "help": "1;36"}


@dataclass(frozen=True, slots=True)
class Cell:
    """A character as shown, and the column (from 0) at which it begins and the one behind it."""

    shown: str
    start: int
    end: int


def render(diagnostic: Diagnostic, *, color: bool = False, width: int = 100) -> str:
    """Several lines without a final line break; no line of source is shown wider than `width` columns."""
    gutter = max([len(str(label.span.begin.line)) for label in diagnostic.labels], default=1)
    paint = _paint if color else _leave
    kind = f"{diagnostic.severity}[{diagnostic.code}]"
    lines = _wrap(f"{kind}: ", diagnostic.message, width)
    lines[0] = paint(diagnostic.severity, kind) + lines[0][len(kind) :]
    for index, label in enumerate(diagnostic.labels):
        lines += _render_label(label, index == 0, gutter, diagnostic.severity if index == 0 else "place", color, width)
    if diagnostic.help:
        lead = f"{' ' * gutter} = help: "
        wrapped = _wrap(lead, diagnostic.help, width)
        wrapped[0] = paint("place", lead[: gutter + 3]) + paint("help", "help") + wrapped[0][gutter + 7 :]
        lines += wrapped
    return "\n".join(line.rstrip() for line in lines)


def _render_label(label: Label, is_first: bool, gutter: int, style: str, color: bool, width: int) -> list[str]:
    paint = _paint if color else _leave
    line, column = label.span.begin
    bar = paint("place", " " * gutter + " |")
    shown, start, length = _show_line(label, column - 1, max(width - gutter - 3, 20))
    mark = ("^" if is_first else "-") * length
    note = f" {_replace_invisible(label.text)}" if label.text else ""
    return [
        paint("place", f"{' ' * gutter}{'-->' if is_first else ':::'}") + f" {label.span}",
        bar,
        paint("place", f"{line:>{gutter}} |") + f" {shown}",
        f"{bar} {' ' * start}{paint(style, mark + note)}",
    ]


def _show_line(label: Label, first: int, room: int) -> tuple[str, int, int]:
    """The line as shown in `room` columns, the underline's first column in it, and its length."""
    span = label.span
    text = span.source.line(span.begin.line)
    cells = measure_cells(text)
    last = min(first + max(span.end - span.start, 0), len(text))
    total = cells[-1].end if cells else 0
    start = cells[first].start if first < len(cells) else total
    end = max(cells[last - 1].end if last > first else start, start + 1)
    if total <= room:
        return "".join(c.shown for c in cells), start, end - start
    left = max(0, min(start - room // 3, total - room))
    shown = "".join(c.shown for c in cells if c.start >= left and c.end <= left + room)
    if left:
        shown = "…" + shown[1:]
    if left + room < total:
        shown = shown[:-1] + "…"
    return shown, start - left, max(1, min(end, left + room) - start)


def measure_cells(text: str) -> list[Cell]:
    """How a terminal shows each character of a line."""
    cells: list[Cell] = []
    column = 0
    for character in text:
        shown, size = _show_character(character, column)
        cells.append(Cell(shown, column, column + size))
        column += size
    return cells


def _show_character(character: str, column: int) -> tuple[str, int]:
    if character == "\t":
        size = _TAB - column % _TAB
        return " " * size, size
    if unicodedata.category(character) in _INVISIBLE:
        return "\ufffd", 1
    if unicodedata.category(character) in ("Mn", "Me"):
        return character, 0
    return character, 2 if unicodedata.east_asian_width(character) in "WF" else 1


def _replace_invisible(text: str) -> str:
    """A message may name what a file or an argument holds, and that must not steer the terminal."""
    if text.isprintable():
        return text
    return "".join("\ufffd" if unicodedata.category(c) in _INVISIBLE and not c.isspace() else c for c in text)


def _wrap(lead: str, text: str, width: int) -> list[str]:
    lines = textwrap.wrap(
        _replace_invisible(text),
        max(width, 40),
        initial_indent=lead,
        subsequent_indent=" " * len(lead),
        break_long_words=False,
        break_on_hyphens=False,
    )
    return lines or [lead]


def _paint(style: str, text: str) -> str:
    return f"\x1b[{_STYLES[style]}m{text}\x1b[0m"


def _leave(_style: str, text: str) -> str:
    return text
