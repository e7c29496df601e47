"""Words, wrapping and colour for reports on a terminal."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from gauger.text.values import dataclass

DISCLAIMER = "Gauger informs; it gives no legal advice."
COLORS = {"prohibited": "31;1", "grey": "33;1", "open": "36;1", "conditional": "35;1", "clear": "32", "dim": "2", "bold": "1"}
_LEFT_ALONE = frozenset("\n\t\u00a0\u00ad\u200c\u200d\u202f")
"""What wrapping treats as white space, and what joins or parts letters without moving them."""


@dataclass(frozen=True, slots=True)
class Style:
    """How wide a line may be, and whether colour is wanted."""

    width: int = 80
    color: bool = False

    def paint(self, text: str, name: str) -> str:
        """Text in the colour of a name, where colour is wanted."""
        return f"\x1b[{COLORS[name]}m{text}\x1b[0m" if self.color else text


def escape(text: str) -> str:
    """Text whose invisible characters are written out, so that a name can neither steer a terminal nor read otherwise than it stands."""
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() or c in _LEFT_ALONE else c.encode("unicode_escape").decode("ascii") for c in text)


def wrap(text: str, style: Style, indent: str = "  ", hang: str | None = None) -> Iterator[str]:
    """Lines no longer than the width; what cannot be broken stays whole (an address, an id)."""
    yield from textwrap.wrap(
        escape(text),
        width=style.width,
        initial_indent=indent,
        subsequent_indent=indent if hang is None else hang,
        break_long_words=False,
        break_on_hyphens=False,
    )


def headline(mark: str, name: str, text: str, style: Style) -> Iterator[str]:
    """`mark  text`, the mark in the colour of a name, what does not fit below it."""
    first, *rest = wrap(f"{mark}  {text}", style, "", "    ")
    yield style.paint(mark, name) + first[len(mark) :] if first.startswith(mark) else first
    yield from rest


def field(label: str, text: str, style: Style) -> Iterator[str]:
    """`  label     text`, the text hanging under itself."""
    head = f"  {label:<12}"
    yield from wrap(text, style, head, " " * len(head))


def count(number: int, noun: str, plural: str | None = None) -> str:
    """`1 step`, `2 steps`."""
    return f"{number} {noun if number == 1 else plural or noun + 's'}"
