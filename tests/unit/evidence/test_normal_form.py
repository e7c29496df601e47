"""What a digest outlives, and what it does not."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gauger.evidence.normal_form import digest, normalise

PLAIN = "You may not use Output to train the Provider's models - except as agreed."

MARKUP = st.text(alphabet=st.sampled_from(list("ab Z1.()[]*_~\\&;#<>/:?'’“-–!|gt\n\t\u00a0\u200bﬁ½")), max_size=60)


@settings(max_examples=400, deadline=None)
@given(st.one_of(MARKUP, st.text(max_size=60)))
def test_normalising_twice_changes_nothing(text: str) -> None:
    assert normalise(normalise(text)) == normalise(text)


@pytest.mark.parametrize(
    "flipped",
    [
        "You may not use Output to train the Provider’s models – except as agreed.",
        "You may not use Output to\ntrain   the Provider's\u00a0models - except as agreed.",
        "**You** may *not* use `Output`".replace("`", "") + " to train the __Provider's__ models - except as agreed.",
        "You may not use [Output](https://example.org/terms?session=81f2) to train the Provider's models \\- except as agreed.",
        "You may not use [Output][7] to train the Provider&#39;s models - except as agreed.",
        "3.3(e) You may not use Output to train the Provider's models - except as agreed.",
        "(iv) You may not use Output to train the Provider's models - except as agreed.",
        "12\\. You may not use Output to train the Provider's models - except as agreed.",
        "*   (a) You may not use Output to train the Provider's models - except as agreed.",
        "### 2.1 You may not use Output to train the Provider's models - except as agreed.",
        "You may not use Out\u00adput<br> to train the Provider's models - except as agreed.",
    ],
)
def test_typography_links_and_numbering_do_not_change_the_digest(flipped: str) -> None:
    assert digest(normalise(flipped)) == digest(normalise(PLAIN))


@pytest.mark.parametrize(("word", "other"), [("may", "must"), ("Output", "Outputs"), ("Output", "output"), ("not ", "")])
def test_a_changed_word_changes_the_digest(word: str, other: str) -> None:
    assert digest(normalise(PLAIN.replace(word, other, 1))) != digest(normalise(PLAIN))


def test_the_query_of_a_bare_address_is_dropped_and_its_path_kept() -> None:
    assert normalise("See https://example.org/a/b?token=1#x today") == "See https://example.org/a/b today"


@pytest.mark.parametrize(
    ("written", "normal"),
    [
        ("700 million users", "700 million users"),
        ("2.1 Scope", "Scope"),
        ("1.Services", "Services"),
        ("(xi) disseminate", "disseminate"),
        ("(including tools)", "(including tools)"),
        ("a.m. is morning", "a.m. is morning"),
        ("snake_case stays", "snake_case stays"),
        ("...", "..."),
    ],
)
def test_only_numbering_at_the_start_is_dropped(written: str, normal: str) -> None:
    assert normalise(written) == normal


def test_a_digest_is_the_sha_256_of_the_utf_8_text() -> None:
    assert digest("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"


@pytest.mark.parametrize(
    "nested",
    [
        "[" * 20_000 + "a" + "](b)" * 20_000,
        "&" + "amp;" * 40_000,
        "&" + "#38;" * 40_000,
        "1. " * 40_000,
        "[a](" * 40_000,
        "\\" * 100_000,
        "<a " * 40_000,
    ],
)
def test_deep_nesting_costs_little_and_stays_idempotent(nested: str) -> None:
    begun = time.perf_counter()
    normal = normalise(nested + " end of it")
    assert normal.endswith("end of it")
    assert normalise(normal) == normal
    assert time.perf_counter() - begun < 5
