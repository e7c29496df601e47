"""What changed from one recording to the next, and what is noise: each sort by a text of its own."""

from __future__ import annotations

from datetime import date

import pytest

from gauger.evidence.blocks import split_blocks
from gauger.evidence.history import Transition, list_transitions
from gauger.evidence.pieces import cut_pieces, find_days, write_dateless, write_plainly
from gauger.evidence.texts import DatedText
from gauger.evidence.topics import find_topics

SENTENCES = [
    "The Services are provided to the Customer, who pays for them as agreed and uses them as the documentation says they are to be used.",
    "Customer may not use Output to train a model that competes with the Services, and may not let anybody else do so on its behalf.",
    "Either party may end the agreement with thirty days of notice; what has been paid in advance for a later time is then paid back.",
]
TEXT = "\n\n".join(["# Terms", "Effective: May 31, 2025", *SENTENCES])


def record(*texts: str) -> list[DatedText]:
    return [DatedText(f"{n}.md", date(2026, 1, n), str(n), split_blocks(text)) for n, text in enumerate(texts, 1)]


def compare(before: str, after: str) -> Transition:
    (transition,) = list_transitions(record(before, after))
    return transition


@pytest.mark.parametrize(
    ("before", "after", "sort"),
    [
        ("[here](https://a.example/x?session=1) it is told.", "[here](https://a.example/x?session=2) it is told.", "links and markup"),
        ("See https://a.example/de-DE/policies for more.", "See https://a.example/policies for more.", "links and markup"),
        ("Write to [[email protected]](https://a.example/cdn-cgi/l).", "Write to legal@a.example.", "links and markup"),
        ("the Customer’s own “Output”", 'the Customer\'s own "Output"', "typography"),
        ("Write to a@b.example .", "Write to a@b.example.", "links and markup"),
        ("4. No competing models.", "D.4. No competing models.", "numbering"),
        ("2. No competing models.", "I.2.a. No competing models.", "numbering"),
        ("Updated: 3 days ago", "Updated: 12 days ago", "relative dates"),
        ("Updated: December 17, 2025", "Updated: 17 December 2025", "date format"),
        ("生效日期：2025年3月5日", "生效日期：2025年03月05日", "date format"),
    ],
)
def test_each_sort_of_noise(before: str, after: str, sort: str) -> None:
    transition = compare(f"{TEXT}\n\n{before}", f"{TEXT}\n\n{after}")
    assert not transition.is_change
    assert sort in transition.noise


def test_a_text_that_stands_twice_says_nothing_new() -> None:
    transition = compare(TEXT, f"{TEXT}\n\n{TEXT}")
    assert (transition.noise, transition.is_change) == (("text doubled",), False)


def test_the_same_passages_in_another_order() -> None:
    turned = "\n\n".join(["# Terms", "Effective: May 31, 2025", *reversed(SENTENCES)])
    assert compare(TEXT, turned).noise == ("order",)


def test_white_space_alone() -> None:
    assert compare(TEXT, TEXT.replace("\n\n", "\n\n\n")).noise == ("white space",)


def test_what_a_page_has_around_a_text() -> None:
    trail = "[All Collections](https://a.example/en/)[Policies](https://a.example/en/p)Exceptions to the policy"
    assert compare(TEXT, TEXT.replace(SENTENCES[1], f"{trail}\n\n{SENTENCES[1]}")).noise == ("page furniture",)
    assert compare(TEXT, f"Home\n\n{TEXT}").noise == ("page furniture",)


def test_an_error_page_is_no_text_and_what_follows_is_held_against_the_text_before_it() -> None:
    transitions = list_transitions(record(TEXT, "Redirecting to legal.a.example", TEXT))
    assert [(t.noise, t.is_change) for t in transitions] == [(("error page or redirect",), False), (("white space",), False)]


def test_an_error_within_a_page_that_goes_on() -> None:
    footer = "\n\n".join(f"Sentence {n} of another policy that stands on every page." for n in range(20))
    failed = f"# This page isn't available\n\nAn unexpected error has occurred.\n\n{footer}"
    assert compare(f"{TEXT}\n\n{TEXT[::-1]}\n\n{footer}", failed).noise == ("error page or redirect",)


def test_a_cache_that_toggles() -> None:
    other = TEXT.replace("thirty days", "sixty days")
    transitions = list_transitions(record(TEXT, other, TEXT))
    assert transitions[0].remarks == ("gone again at the next recording",)
    assert (transitions[1].noise, transitions[1].is_change) == (("returns to an earlier text",), False)


def test_a_change_names_what_went_and_what_came() -> None:
    transition = compare(TEXT, TEXT.replace("Output to train", "Input or Output to train or distil"))
    assert ([p.normal for p in transition.removed], [p.normal for p in transition.added]) == (
        [SENTENCES[1]],
        [SENTENCES[1].replace("Output to train", "Input or Output to train or distil")],
    )
    assert (transition.noise, transition.remarks) == ((), ())


def test_noise_beside_a_change_is_left_out_of_it() -> None:
    after = TEXT.replace("thirty days", "sixty days").replace("May 31, 2025", "31 May 2025")
    transition = compare(TEXT, after)
    assert [p.normal for p in transition.removed] == [SENTENCES[2]]
    assert transition.noise == ("date format",)


def test_a_file_that_becomes_another_document() -> None:
    other = "# Deployment Terms\n\n" + "\n\n".join(f"Rule {n} of quite another agreement, which nobody has seen before." for n in range(8))
    assert compare(TEXT, other).remarks == ("another document",)
    assert compare(TEXT, other.replace("Deployment Terms", "Terms")).remarks == ("rewritten",)


def test_a_text_of_another_region() -> None:
    wide = TEXT.replace("# Terms", "# Terms\n\nFor users in the United States.")
    narrow = wide.replace("the United States", "the European Economic Area").replace(SENTENCES[1], SENTENCES[1].swapcase()[::-1])
    assert "another region" in compare(wide, narrow).remarks


def test_a_text_before_its_day_and_one_that_is_older() -> None:
    later = TEXT.replace("May 31, 2025", "March 1, 2026")
    assert compare(TEXT, later).remarks == ("dates alone", "recorded before it takes effect")
    assert "older than the text before it" in compare(later, TEXT).remarks


def test_a_part_that_is_missing() -> None:
    twice = "\n\n".join([TEXT, *(f"As to the second: {sentence}" for sentence in SENTENCES)])
    assert compare(twice, TEXT).remarks == ("a third of the text or more is missing",)


def test_dates_as_they_are_written() -> None:
    written = "May 31, 2025, 31 May 2025, 2025-05-31, 2025年5月31日, 31st May 2025, 2025-13-45"
    assert find_days(written) == (date(2025, 5, 31),) * 5


def test_a_long_block_in_chinese_is_cut_after_its_sentences() -> None:
    block = "你应当对你使用本软件及相关服务的行为负责，不得具有下列行为。" * 40
    assert len(cut_pieces(split_blocks(block))) == 40


def test_forms_of_a_piece() -> None:
    (piece,) = cut_pieces(split_blocks("Effective: 31 May 2025"))
    assert (write_plainly(piece), write_dateless(piece)) == ("effective day20250531", "effective day")


@pytest.mark.parametrize(
    ("text", "topics"),
    [
        ("Customer may not use Output to train a machine learning model.", ("training",)),
        ("You may not develop models that compete with us.", ("training", "competing")),
        ("distilling or scraping data", ("distilling", "extraction")),
        ("to reverse engineer or benchmark", ("reverse engineering", "benchmarks")),
        ("不得利用输出训练与公司竞争的模型", ("training", "competing")),
        ("courts of competent jurisdiction; AI-generated pictures", ()),
    ],
)
def test_what_a_passage_speaks_of(text: str, topics: tuple[str, ...]) -> None:
    assert find_topics(text) == topics
