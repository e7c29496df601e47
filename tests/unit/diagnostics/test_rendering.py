"""Messages as a terminal shows them, whole."""

from __future__ import annotations

import re

from gauger.diagnostics import Diagnostic, Label, render
from gauger.text import Source, Span

TEXT = "alpha beta\n\tgamma 日本 delta\nlast e\u0301x\n"
SOURCE = Source("some/file", TEXT)


def mark(word: str) -> Span:
    start = TEXT.index(word)
    return Span(SOURCE, start, start + len(word))


def show(*labels: Label, help_: str | None = None) -> str:
    return render(Diagnostic("G999", "a message", labels, help_))


def test_message_place_line_underline_and_help() -> None:
    assert show(Label(mark("beta"), "this one"), help_="do better") == (
        "error[G999]: a message\n --> some/file:1:7\n  |\n1 | alpha beta\n  |       ^^^^ this one\n  = help: do better"
    )


def test_tabs_reach_to_the_next_stop() -> None:
    assert show(Label(mark("gamma"))).splitlines()[-2:] == ["2 |     gamma 日本 delta", "  |     ^^^^^"]


def test_wide_letters_take_two_columns() -> None:
    assert show(Label(mark("日本"))).splitlines()[-1] == "  |           ^^^^"
    assert show(Label(mark("delta"))).splitlines()[-1] == "  |                ^^^^^"


def test_combining_marks_take_none() -> None:
    assert show(Label(mark("e\u0301"))).splitlines()[-1] == "  |      ^"
    assert show(Label(mark("x"))).splitlines()[-1] == "  |       ^"


def test_further_places_are_underlined_otherwise() -> None:
    assert show(Label(mark("x"), "again"), Label(mark("alpha"), "first")) == (
        "error[G999]: a message\n"
        " --> some/file:3:8\n"
        "  |\n"
        "3 | last e\u0301x\n"
        "  |       ^ again\n"
        " ::: some/file:1:1\n"
        "  |\n"
        "1 | alpha beta\n"
        "  | ----- first"
    )


def test_an_empty_place_gets_one_caret() -> None:
    assert show(Label(Span(SOURCE, 10, 10))).splitlines()[-1] == "  |           ^"


def test_a_span_over_lines_is_underlined_on_its_first() -> None:
    assert show(Label(Span(SOURCE, 6, 20))).splitlines()[-2:] == ["1 | alpha beta", "  |       ^^^^"]


def test_what_is_invisible_is_shown_as_a_mark() -> None:
    source = Source("f", "a\u202eb\x00c")
    lines = render(Diagnostic("G999", "m", (Label(Span(source, 3, 4)),))).splitlines()
    assert lines[-2:] == ["1 | a\ufffdb\ufffdc", "  |    ^"]


def test_no_line_of_source_is_wider_than_asked() -> None:
    source = Source("f", "x" * 300 + "HERE" + "y" * 300)
    lines = render(Diagnostic("G999", "m", (Label(Span(source, 300, 304)),)), width=60).splitlines()
    assert len(lines[-2]) == 60
    assert lines[-2].startswith("1 | …x")
    assert lines[-2].endswith("y…")
    at = lines[-1].index("^^^^")
    assert lines[-2][at : at + 4] == "HERE"


def test_long_help_is_wrapped() -> None:
    lines = render(Diagnostic("G999", "m", (), "word " * 30), width=60).splitlines()
    assert len(lines) > 2
    assert all(len(line) <= 60 for line in lines)
    assert lines[2].startswith("          word")


def test_a_diagnostic_without_a_place_is_shown() -> None:
    assert render(Diagnostic("G999", "m", (), severity="warning")) == "warning[G999]: m"


def test_color_adds_nothing_but_color() -> None:
    diagnostic = Diagnostic("G999", "a message", (Label(mark("x"), "again"), Label(mark("alpha"), "first")), "do better")
    colored = render(diagnostic, color=True)
    assert "\x1b[1;31m^ again\x1b[0m" in colored
    assert re.sub(r"\x1b\[[0-9;]*m", "", colored) == render(diagnostic)
