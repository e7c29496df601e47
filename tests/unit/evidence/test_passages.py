"""Which passage a locator identifies."""

from __future__ import annotations

import pytest

from gauger.evidence.passages import LONGEST_PASSAGE, find_passage

FILLER = "The Services are provided as they are and may be changed. " * 60
LONG = (
    FILLER + "1.Services.You may use them.10.1 Limits.You will not: (i) sell the Services;(ii) use Outputs to train a competing model, "
    "or collect them. For the avoidance of doubt, evaluation is allowed;and (iii) hide notices. Other words follow. " + FILLER
)


def test_a_passage_is_the_whole_block() -> None:
    text = "Intro.\n\n*   3.3(e) use Output to develop models\n    that compete; or\n*   something else\n"
    (passage,) = find_passage(text, "use Output to develop")
    assert (passage.line, passage.text) == (3, "use Output to develop models that compete")


def test_a_block_of_a_whole_agreement_is_cut_to_the_limb() -> None:
    assert len(LONG) > 3 * LONGEST_PASSAGE
    (passage,) = find_passage(LONG, "use Outputs to train")
    expected = "use Outputs to train a competing model, or collect them. For the avoidance of doubt, evaluation is allowed"
    assert passage.text == expected


@pytest.mark.parametrize(
    ("locator", "text"),
    [
        ("hide notices", "hide notices"),
        ("You may use them", "You may use them"),
        ("sell the Services", "sell the Services"),
        ("hide notices. Other words", "hide notices. Other words follow"),
    ],
)
def test_a_long_block_is_cut_at_limbs_and_sentences(locator: str, text: str) -> None:
    assert [p.text for p in find_passage(LONG, locator)] == [text]


def test_words_around_the_piece_do_not_change_its_digest() -> None:
    (before,) = find_passage(LONG, "use Outputs to train")
    (after,) = find_passage("New first words. " + LONG.replace("(iii) hide", "(iii) remove"), "use Outputs to train")
    assert before.digest == after.digest


def test_renumbering_a_limb_does_not_change_its_digest() -> None:
    (before,) = find_passage(LONG, "hide notices")
    (after,) = find_passage(LONG.replace("(iii)", "(xiv)"), "hide notices")
    assert before == after


@pytest.mark.parametrize("end", [";", "; or", ", and", ".", ";and"])
def test_what_joins_list_items_does_not_change_the_digest(end: str) -> None:
    (bare,) = find_passage("*   use Output to train models", "use Output")
    (joined,) = find_passage(f"*   use Output to train models{end}\n*   something else", "use Output")
    assert bare == joined


def test_typography_does_not_hide_a_locator() -> None:
    assert len(find_passage("Meta\u2019s *models* and [services](https://example.org/?s=1)", "Meta's models and services")) == 1


def test_words_match_whole_and_with_their_capitals() -> None:
    assert find_passage("You may reuse Output.", "use Output") == ()
    assert find_passage("You may use output.", "use Output") == ()


def test_equal_passages_count_once_and_different_ones_each() -> None:
    text = "*   use Output freely\n*   use  Output freely\n*   use Output rarely\n"
    assert [(p.line, p.text) for p in find_passage(text, "use Output")] == [(1, "use Output freely"), (3, "use Output rarely")]


def test_an_empty_locator_is_nowhere() -> None:
    assert find_passage("Some words.", " * ") == ()
