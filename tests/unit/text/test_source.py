"""Positions and lines of a text."""

from __future__ import annotations

import pytest

from gauger.text import Position, Source, Span

SOURCE = Source("f", "ab\r\n\ncd")


@pytest.mark.parametrize(
    ("offset", "position"),
    [(0, (1, 1)), (2, (1, 3)), (3, (1, 4)), (4, (2, 1)), (5, (3, 1)), (7, (3, 3)), (99, (3, 3)), (-1, (1, 1))],
)
def test_position_of_an_offset(offset: int, position: tuple[int, int]) -> None:
    assert SOURCE.position(offset) == Position(*position)


def test_lines_come_without_their_breaks() -> None:
    assert [SOURCE.line(n) for n in range(5)] == ["", "ab", "", "cd", ""]
    assert SOURCE.line_count == 3
    assert Source("f", "").line_count == 1


def test_a_span_knows_its_text_and_place() -> None:
    span = Span(SOURCE, 5, 7)
    assert (span.text, str(span), span.begin, span.finish) == ("cd", "f:3:1", (3, 1), (3, 3))
    assert Span(SOURCE, 6, 7).to(Span(SOURCE, 0, 1)) == Span(SOURCE, 0, 7)
