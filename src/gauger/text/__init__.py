"""Text and places in it: `Source`, `Span`. Every other room speaks of places through these two."""

from gauger.text.source import Position, Source, Span

__all__ = ["Position", "Source", "Span"]
