"""Text and places in it: `Source`, `Span`. Every other room speaks of places through these two."""

from gauger.text.source import DeferredSource, Position, Source, Span

__all__ = ["DeferredSource", "Position", "Source", "Span"]
