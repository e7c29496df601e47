"""A text with a name, and spans that own the text they point into."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable
from functools import cached_property
from typing import NamedTuple

from gauger.text.values import dataclass, field


class Position(NamedTuple):
    """A place as people count it: line and column start at 1, columns count code points."""

    line: int
    column: int


@dataclass(frozen=True)
class Source:
    """A text and the name under which its reader knows it (a path as the user wrote it, or `<stdin>`)."""

    name: str
    text: str = field(repr=False)

    @cached_property
    def _starts(self) -> tuple[int, ...]:
        starts = [0]
        starts.extend(i + 1 for i, c in enumerate(self.text) if c == "\n")
        return tuple(starts)

    def position(self, offset: int) -> Position:
        """The position of a code point offset; an offset past the end is the end."""
        at = min(max(offset, 0), len(self.text))
        line = bisect_right(self._starts, at)
        return Position(line, at - self._starts[line - 1] + 1)

    def line(self, number: int) -> str:
        """The text of line `number` (from 1) without its line break; empty past the end."""
        if not 1 <= number <= len(self._starts):
            return ""
        start = self._starts[number - 1]
        end = self._starts[number] if number < len(self._starts) else len(self.text)
        return self.text[start:end].rstrip("\r\n")

    @property
    def line_count(self) -> int:
        """How many lines there are; a text without a line break has one."""
        return len(self._starts)


class DeferredSource(Source):
    """A source whose text is read when somebody asks for it: a compiled policy has thousands of spans and few are ever shown."""

    def __init__(self, name: str, read: Callable[[], str]) -> None:
        object.__setattr__(self, "name", name)
        object.__setattr__(self, "_read", read)

    def __getattr__(self, attribute: str) -> str:
        """Called once, for the text that is not there yet."""
        if attribute != "text":
            raise AttributeError(attribute)
        text: str = self.__dict__["_read"]()
        object.__setattr__(self, "text", text)
        return text


@dataclass(frozen=True, slots=True)
class Span:
    """The code points from `start` (included) to `end` (excluded) of a source."""

    source: Source
    start: int
    end: int

    @property
    def begin(self) -> Position:
        return self.source.position(self.start)

    @property
    def finish(self) -> Position:
        return self.source.position(self.end)

    @property
    def text(self) -> str:
        return self.source.text[self.start : self.end]

    def to(self, other: Span) -> Span:
        """From the start of this span to the end of another in the same source."""
        return Span(self.source, min(self.start, other.start), max(self.end, other.end))

    def __str__(self) -> str:
        line, column = self.begin
        return f"{self.source.name}:{line}:{column}"
