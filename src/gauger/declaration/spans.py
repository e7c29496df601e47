"""Places within places."""

from __future__ import annotations

from gauger.text import Span


def narrow_span(span: Span, word: str) -> Span:
    """Where a word stands in a span; the span when it does not stand there as written."""
    at = span.text.find(word)
    return Span(span.source, span.start + at, span.start + at + len(word)) if at >= 0 else span
