"""Cells: every value of a domain lies in exactly one, and its cell says of each test what the value says."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gauger.worlds.domains import (
    Cut,
    Days,
    Domain,
    Entries,
    Numbers,
    OneOf,
    Options,
    SomeOf,
    Value,
    Words,
    YesNo,
    classify,
    cut,
    holds,
    list_members,
)
from gauger.worlds.domains import Test as Asked

FIRST, LAST = date(2026, 1, 1), date(2026, 1, 20)
NAMES = ("chat", "text", "code", "Image", "US", "us", "video")
SOME_NAMES = st.lists(st.sampled_from(NAMES), min_size=1, max_size=3).map(tuple)
NUMBERS = st.integers(-3, 6).map(Decimal) | st.decimals(-3, 6, places=1)
DAYS = st.integers(0, 19).map(lambda n: FIRST + timedelta(days=n))
NEAR_DAYS = st.integers(-5, 25).map(lambda n: FIRST + timedelta(days=n))
TEXTS = st.text("aB ", min_size=1, max_size=3)


def made_of(operators: Sequence[str], values: st.SearchStrategy[tuple[Value, ...]]) -> st.SearchStrategy[list[Asked]]:
    return st.lists(st.builds(Asked, st.sampled_from(operators), values), max_size=4)


def one(values: st.SearchStrategy[Value]) -> st.SearchStrategy[tuple[Value, ...]]:
    return values.map(lambda v: (v,))


def assert_one_cell(domain: Domain, tests: Sequence[Asked], value: Value | frozenset[Value], written: str) -> None:
    """`value` lies in exactly one cell, `written` finds it, no two cells are alike and none bears another's label."""
    cells = cut(domain, tests)
    truths = tuple(holds(test, value) for test in tests)
    assert [c[1] for c in cells].count(truths) == 1
    assert classify(domain, tests, written) == truths
    assert_told_apart(cells)


def assert_told_apart(cells: Sequence[Cut]) -> None:
    labels = [c[0].casefold() for c in cells]
    assert len(set(labels)) == len(labels)
    assert len({c[1] for c in cells}) == len(cells)


@settings(deadline=None)
@given(made_of(("is", "in"), SOME_NAMES), st.sampled_from((*NAMES, "else", "VIDEO")))
def test_an_open_name_lies_in_one_cell(tests: list[Asked], value: str) -> None:
    assert_one_cell(OneOf(()), tests, value, value)


@settings(deadline=None)
@given(made_of(("is", "in"), SOME_NAMES), st.sampled_from(("chat", "text", "code", "image", "video")))
def test_one_of_listed_values_lies_in_one_cell(tests: list[Asked], value: str) -> None:
    assert_one_cell(OneOf(("chat", "text", "code", "image", "video")), tests, value, value.upper())


@settings(deadline=None)
@given(made_of(("overlaps", "includes"), SOME_NAMES), st.frozensets(st.sampled_from((*NAMES, "else"))))
def test_a_set_lies_in_one_cell(tests: list[Asked], value: frozenset[Value]) -> None:
    assert_one_cell(SomeOf(), tests, value, f"[{', '.join(sorted(str(v) for v in value))}]")


@settings(deadline=None)
@given(made_of(("is", "more than", "at least", "less than", "at most"), one(NUMBERS)), NUMBERS)
def test_a_number_lies_in_one_cell(tests: list[Asked], value: Decimal) -> None:
    assert_one_cell(Numbers(), tests, value, str(value))


@settings(deadline=None)
@given(made_of(("is", "starts with", "contains"), st.lists(TEXTS, min_size=1, max_size=2).map(tuple)), st.text("aAbB ", max_size=8))
def test_a_text_lies_in_one_cell(tests: list[Asked], value: str) -> None:
    assert_one_cell(Words(), tests, value, value)


@settings(deadline=None)
@given(made_of(("is",), one(st.booleans())), st.booleans())
def test_yes_or_no_lies_in_one_cell(tests: list[Asked], value: bool) -> None:
    assert_one_cell(YesNo(), tests, value, "Yes" if value else "false")


@st.composite
def periods(draw: st.DrawFn) -> Asked:
    return Asked("within", tuple(sorted((draw(NEAR_DAYS), draw(NEAR_DAYS)))))


@settings(deadline=None)
@given(st.lists(st.builds(Asked, st.sampled_from(("before", "on or after")), one(NEAR_DAYS)) | periods(), max_size=4), DAYS)
def test_a_day_lies_in_one_interval_that_says_what_it_says(tests: list[Asked], value: date) -> None:
    cells = cut(Days(FIRST, LAST), tests)
    here = [c for c in cells if c[2] <= value.toordinal() <= c[3]]
    truths = tuple(holds(test, value) for test in tests)
    assert [c[1] for c in here] == [truths]
    assert classify(Days(FIRST, LAST), tests, value.isoformat()) == truths
    assert (cells[0][2], cells[-1][3]) == (FIRST.toordinal(), LAST.toordinal())
    assert all(left[3] + 1 == right[2] and left[1] != right[1] for left, right in pairwise(cells))


def test_every_text_that_tests_can_tell_apart_has_a_cell() -> None:
    """Parts that follow each other do not make a third one, which joins them with a space, out of nothing."""
    tests = (Asked("contains", ("a",)), Asked("contains", ("b",)), Asked("contains", ("a b",)))
    assert {c[1] for c in cut(Words(), tests)} == {
        (False, False, False), (True, False, False), (False, True, False), (True, True, False), (True, True, True),
    }  # fmt: skip


# --- labels, word for word ---------------------------------------------------------------------------------------------


def labels(domain: Domain, *tests: Asked) -> list[str]:
    return [c[0] for c in cut(domain, tests)]


def test_labels_of_values() -> None:
    five = Asked("in", ("chat", "text", "code", "image", "video"))
    assert labels(OneOf(()), Asked("is", ("chat",))) == ["chat", "something else"]
    assert labels(OneOf(()), five) == ["chat, text, code or 2 more", "something else"]
    assert labels(OneOf(("chat", "text", "code")), Asked("is", ("chat",))) == ["chat", "text or code"]
    assert labels(OneOf(("chat", "text", "code", "image"))) == ["chat, text, code or image"]
    assert labels(YesNo(), Asked("is", (True,))) == ["yes", "no"]
    assert labels(YesNo()) == ["yes or no"]


def test_labels_of_numbers() -> None:
    bounds = (Asked("more than", (Decimal(10),)), Asked("at most", (Decimal(5),)))
    assert labels(Numbers()) == ["any number"]
    assert labels(Numbers(), bounds[0]) == ["less than 10 or exactly 10", "more than 10"]
    assert labels(Numbers(), *bounds) == ["less than 5 or exactly 5", "between 5 and 10 or exactly 10", "more than 10"]


def test_bounds_of_a_number_are_values_that_it_can_have() -> None:
    more = Asked("more than", (Decimal(5),))
    assert labels(Numbers(Decimal(2), Decimal(8)), more) == ["exactly 2, between 2 and 5 or exactly 5", "between 5 and 8 or exactly 8"]
    assert labels(Numbers(Decimal(5)), more) == ["exactly 5", "more than 5"]
    assert labels(Numbers(None, Decimal(5)), more) == ["less than 5 or exactly 5"]
    bounded = Numbers(Decimal(2), Decimal(8))
    assert [classify(bounded, (more,), written) for written in ("1.9", "2", "8", "8.1")] == [None, (False,), (True,), None]


def test_labels_of_sets_and_entries() -> None:
    sing, both = Asked("includes", ("sing",)), Asked("overlaps", ("sing", "dance"))
    assert labels(SomeOf(), sing) == ["none of these", "sing"]
    assert labels(SomeOf(), sing, both) == ["none of these", "dance", "sing"]

    def entries(_: tuple[Asked, ...]) -> tuple[tuple[tuple[bool, ...], str], ...]:
        return (((True, False), "paid"), ((False, True), "free"), ((False, False), "odd"))

    some = (Asked("some", ("a",)), Asked("some", ("b",)))
    assert labels(Entries(entries), *some) == ["none of these", "free", "paid", "free and paid"]


def test_members_of_sets_are_those_that_meet_some_test_in_the_order_of_their_names() -> None:
    """Of a set of names, those that tests name; of entries, the possible ones. What meets no test is nothing to ask about."""
    sing, both = Asked("includes", ("sing",)), Asked("overlaps", ("sing", "dance", "act"))
    assert list_members(SomeOf(), (sing, both)) == (("act or dance", (False, True)), ("sing", (True, True)))
    entries = Entries(
        lambda tests: (((False,) * len(tests), "odd"), ((True, False), "paid"), ((False, True), "free"), ((True, False), "dear"))
    )
    assert list_members(entries, (sing, both)) == (("dear or paid", (True, False)), ("free", (False, True)))


@pytest.mark.parametrize("domain", [OneOf(()), YesNo(), Numbers(), Words(), SomeOf()])
def test_only_cells_of_days_have_days(domain: Domain) -> None:
    assert {c[2:] for c in cut(domain, (Asked("is", ("a",)),))} == {(0, 0)}


def test_labels_of_texts() -> None:
    assert labels(Words(), Asked("in", ("Oak", "Elm"))) == ["`Oak` or `Elm`", "another text"]
    assert labels(Words(), Asked("starts with", ("Oak",)), Asked("is", ("Elm",))) == ["`Elm`", "another text", "one that begins with `Oak`"]
    assert labels(Words(), Asked("starts with", ("Oak",)), Asked("contains", ("elm",))) == [
        "another text",
        "a text with `elm`",
        "one that begins with `Oak`",
        "one that begins with `Oak` and is a text with `elm`",
    ]


def test_labels_of_days() -> None:
    assert labels(Days(FIRST, LAST), Asked("before", (date(2026, 1, 2),))) == ["2026-01-01", "2026-01-02..2026-01-20"]
    assert labels(Days(FIRST, LAST), Asked("before", (date(2027, 1, 2),))) == ["2026-01-01..2026-01-20"]


def test_days_that_tests_do_not_tell_apart_are_one_cell() -> None:
    """Before one of two days is before the later; the first day of all and the last are no ends that anybody has named."""
    two = Asked("before", (date(2026, 1, 2), date(2026, 1, 9)))
    assert labels(Days(FIRST, LAST), two) == ["2026-01-01..2026-01-08", "2026-01-09..2026-01-20"]
    assert labels(Days(date(1990, 1, 1), date(2100, 1, 1)), two) == ["before 2026-01-09", "on or after 2026-01-09"]
    assert labels(Days(FIRST, date(2100, 1, 1)), two) == ["2026-01-01..2026-01-08", "on or after 2026-01-09"]


@pytest.mark.parametrize(("written", "value"), [("yes", True), ("True", True), ("NO", False), ("false", False)])
def test_yes_and_no_are_written_in_four_ways(written: str, value: bool) -> None:
    assert classify(YesNo(), (Asked("is", (True,)),), written) == (value,)


def test_options_are_cells_of_their_own() -> None:
    assert cut(Options(("near", "far")), (Asked("is", ("far",)),)) == (("near", (False,), 0, 0), ("far", (True,), 0, 0))


@pytest.mark.parametrize(
    ("domain", "written"),
    [
        (OneOf(("chat", "text")), "code"),
        (YesNo(), "perhaps"),
        (Numbers(), "many"),
        (Numbers(), "NaN"),
        (Numbers(), "-Infinity"),
        (Days(FIRST, LAST), "2026-01-21"),
        (Days(FIRST, LAST), "2025-12-31"),
        (Days(FIRST, LAST), "tomorrow"),
        (Options(("near", "far")), "near"),
        (Entries(lambda _: ()), "anything"),
    ],
)
def test_what_is_no_value_of_the_domain_has_no_truth(domain: Domain, written: str) -> None:
    assert classify(domain, (Asked("more than", (Decimal(1),)),), written) is None


# --- tests of known values ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("operator", "values", "value", "expected"),
    [
        ("is", ("Chat",), "chAT", True),
        ("in", ("chat", "text"), "Text", True),
        ("in", ("chat", "text"), "code", False),
        ("is", (True,), True, True),
        ("overlaps", ("US", "DE"), frozenset({"de", "fr"}), True),
        ("overlaps", ("US", "DE"), frozenset(), False),
        ("includes", ("US",), frozenset({"fr"}), False),
        ("includes", ("US",), "us", True),
        ("overlaps", ("US", "DE"), "fr", False),
        ("overlaps", ("US", "DE"), "de", True),
        ("starts with", ("Llama",), "llama-3", True),
        ("starts with", ("Llama",), "a Llama", False),
        ("starts with", ("Oak", "Elm"), "elmwood", True),
        ("starts with", ("1",), Decimal(1), False),
        ("contains", ("ama",), "LLAMA", True),
        ("contains", ("Oak", "elm"), "the Elm", True),
        ("contains", ("1",), Decimal(1), False),
        ("before", (LAST,), FIRST, True),
        ("before", (LAST,), LAST, False),
        ("before", (LAST,), "2026-01-01", False),
        ("on or after", (LAST,), LAST, True),
        ("on or after", (LAST,), FIRST, False),
        ("within", (FIRST, LAST), FIRST, True),
        ("within", (FIRST, LAST), LAST, False),
        ("before", (FIRST, LAST), date(2026, 1, 2), True),
        ("on or after", (FIRST, LAST), date(2026, 1, 2), True),
        ("more than", (Decimal(5), Decimal(9)), Decimal(7), True),
        ("more than", (Decimal(5),), Decimal(5), False),
        ("at least", (Decimal(5),), Decimal(5), True),
        ("less than", (Decimal(5),), Decimal(5), False),
        ("at most", (Decimal(5),), Decimal(5), True),
        ("at most", (Decimal(5),), "5", False),
    ],
)
def test_known_values(operator: str, values: tuple[Value, ...], value: Value | frozenset[Value], expected: bool) -> None:
    assert holds(Asked(operator, values), value) is expected


def test_an_unheard_of_operator_is_our_own_bug() -> None:
    with pytest.raises(AssertionError, match="no such test: resembles"):
        holds(Asked("resembles", ("a",)), "a")


def test_a_day_that_is_meant_alone_lies_between_those_before_and_those_after() -> None:
    one = Asked("is", (date(2026, 1, 9),))
    cells = cut(Days(FIRST, LAST), [one])
    assert [(label, truths) for label, truths, *_ in cells] == [
        ("2026-01-01..2026-01-08", (False,)), ("2026-01-09", (True,)), ("2026-01-10..2026-01-20", (False,))
    ]  # fmt: skip
    assert labels(Days(FIRST, LAST), Asked("in", (LAST,))) == ["2026-01-01..2026-01-19", "2026-01-20"]
