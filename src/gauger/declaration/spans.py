"""Places within places."""

from __future__ import annotations

from gauger.text import Span


def narrow_span(span: Span, word: str) -> Span:
    """Where a word stands in a span; the span when it does not stand there as written."""
    at = span.text.find(word)
    return Span(span.source, span.start + at, span.start + at + len(word)) if at >= 0 else span


def find_key(span: Span, key: str) -> Span:
    """Where the key of a value is written, if it stands right before it; else the place of the value."""
    text = span.source.text
    at = text.rfind(key, 0, span.start)
    between = text[at + len(key) : span.start]
    return Span(span.source, at, at + len(key)) if at >= 0 and not between.strip(" \t\r\n:=\"'?&") else span
