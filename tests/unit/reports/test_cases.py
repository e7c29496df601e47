"""What `gauger test` prints."""

from __future__ import annotations

from dataclasses import dataclass

from gauger.reports.cases import render_cases


@dataclass(frozen=True)
class Ran:
    file: str
    name: str
    failures: tuple[str, ...]
    passed: bool


def test_failures_are_told_with_their_places_and_then_counted() -> None:
    outcomes = [
        Ran("a.cases.yaml", "one", (), passed=True),
        Ran("a.cases.yaml", "two", ("7: acme/terms#a: expected clear, got grey",), passed=False),
        Ran("b.cases.yaml", "three", (), passed=False),
    ]
    assert render_cases(outcomes) == (
        "FAILED  two\n  a.cases.yaml:7: acme/terms#a: expected clear, got grey\nFAILED  three\n3 cases: 1 passed, 2 failed\n"
    )


def test_one_case_that_passed() -> None:
    assert render_cases([Ran("a.cases.yaml", "one", (), passed=True)]) == "1 case: 1 passed, 0 failed\n"


def test_no_case_is_a_failure() -> None:
    assert render_cases([]) == "no case ran, which is a failure\n"


def test_names_are_written_out() -> None:
    text = render_cases([Ran("a\x1b[2J.cases.yaml", "t\x1b[31mwo", ("7: \u202ex",), passed=False)])
    assert "t\\x1b[31mwo" in text
    assert all(c == "\n" or c.isprintable() for c in text)
