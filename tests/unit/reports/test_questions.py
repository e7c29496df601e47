"""Questions for a person: what knowing each is worth, and what each answer would do."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from gauger.findings.model import Answer, Ask, Inquiries, Inquiry
from gauger.reports.layout import Style
from gauger.reports.questions import describe_effect, describe_worth, render_questions
from gauger.text import Source, Span

SPAN = Span(Source("gauger.yaml", "a: b\n"), 3, 4)


def ask(sure: int, settles: int, touches: int) -> Ask:
    return Ask(
        key="fact:ask.via", question="Through which channel was `big` reached?", span=SPAN, sure=sure, settles=settles, touches=touches
    )


def answer(
    value: str, clear: int = 0, conditional: int = 0, unmet: int = 0, unsettled: int = 0, prohibited: int = 0, lost: int = 0
) -> Answer:
    names = tuple(f"f{n}" for n in range(9))
    return Answer(value, names[:clear], names[:conditional], names[:unmet], names[:unsettled], names[:prohibited], names[:lost], ())


@pytest.mark.parametrize(
    ("worth", "words"),
    [
        ((1, 1, 1), "any answer settles the finding that it bears on"),
        ((2, 2, 2), "any answer settles both findings that it bears on"),
        ((3, 3, 3), "any answer settles all 3 findings that it bears on"),
        ((1, 2, 3), "any answer settles 1 of the 3 findings that it bears on"),
        ((0, 2, 3), "some answer settles 2 of the 3 findings that it bears on"),
        ((0, 0, 1), "bears on 1 finding, and no answer to it alone settles one"),
        ((0, 0, 4), "bears on 4 findings, and no answer to it alone settles one"),
    ],
)
def test_worth_is_told_in_words(worth: tuple[int, int, int], words: str) -> None:
    assert describe_worth(ask(*worth)) == words


def test_an_effect_counts_findings_by_what_they_would_be() -> None:
    assert (
        describe_effect(answer("closed/api", 1, 0, 1, 2, 3))
        == "1 clear, 1 conditional with the duty unmet, 3 prohibited, 2 open or grey still"
    )
    assert describe_effect(answer("closed/api")) == ""
    assert describe_effect(answer("another channel", 1)) == "1 clear; its own terms would go unexamined"


def inquiries(*found: Inquiry, unsettled: tuple[str, ...] = ()) -> Inquiries:
    return Inquiries("scene", "gauger.yaml", date(2026, 6, 1), "", "", unsettled, found, ())


def test_a_page_of_questions() -> None:
    inquiry = Inquiry(ask(1, 1, 1), (answer("closed/api", prohibited=1), answer("local", clear=1), answer("impossible")))
    assert render_questions(inquiries(inquiry, unsettled=("f",)), Style(60)) == (
        "scene  (gauger.yaml), as of 2026-06-01\n"
        "1 finding not settled; 1 question\n\n"
        "1. Through which channel was `big` reached?\n"
        "   any answer settles the finding that it bears on;\n"
        "   fact:ask.via, gauger.yaml:1:4\n"
        "   - closed/api: 1 prohibited\n"
        "   - local: 1 clear\n\n"
        "Gauger informs; it gives no legal advice.\n"
    )


@pytest.mark.parametrize(
    ("unsettled", "words"),
    [
        ((), "no fact is missing\n"),
        (("f",), "no fact is missing; 1 finding that is not settled hangs on readings or conflicts alone\n"),
        (("f", "g"), "no fact is missing; 2 findings that are not settled hang on readings or conflicts alone\n"),
    ],
)
def test_that_nothing_is_missing_is_said_with_what_is_left(unsettled: tuple[str, ...], words: str) -> None:
    assert words in render_questions(inquiries(unsettled=unsettled), Style(120))


def test_invisible_letters_are_written_out() -> None:
    inquiry = Inquiry(replace(ask(1, 1, 1), question="What is `a\u202eb`?"), ())
    assert "`a\\u202eb`" in render_questions(inquiries(inquiry), Style(80))


def test_titles_are_lost_and_not_prohibited() -> None:
    assert describe_effect(answer("any", prohibited=1, lost=1)) == "1 prohibited, 1 title lost"
    assert describe_effect(answer("any", lost=2)) == "2 titles lost"
