"""Pinpoints against the numbers, letters, headings and bullets of a text."""

from __future__ import annotations

import pytest

from gauger.evidence.blocks import split_blocks
from gauger.evidence.passages import find_in_blocks
from gauger.evidence.pinpoints import judge_pinpoint

NUMBERED = """# Terms

## 3\\. Restrictions

3.3 The Customer will not

(d) take the engine apart;

(e) build a rival engine; or

(h) get round a limit;

(i) go beyond a quota.

### 3.4 Credit

*   3.4.1. Say whose engine it is.

## D. Use

D.4 Nobody may

(a) sell seats.

Section 6 -- Term and Termination.

  a. This licence ends by itself.

    1. after thirty days
"""
BULLETED = """# Rules

**What you cannot do.** You may not use the service for any of these things at all, whoever you are, wherever you are and whatever for:

*   make a rival
*   scrape the pages
    *   by night
    *   by day
*   sell the answers

*   **Protect people**. Everyone counts.
    *   no threats

Exceptions. The publisher may allow what it likes to whom it likes when it likes and for as long as it likes.
"""
RUNNING = (
    "Terms of 2026. 4. Attribution.4.1 Names. a. Put the name first. b. Keep the notice, as Section 9.9 says. "
    "4.2 Others. They (i) keep copies; (ii) show words; and (ix) hold back. 5. End. All ends."
)


@pytest.mark.parametrize(
    ("text", "words", "pinpoint", "expected"),
    [
        (NUMBERED, "build a rival engine", "3.3(e)", "agrees"),
        (NUMBERED, "build a rival engine", "3.3(d)", "differs"),
        (NUMBERED, "build a rival engine", "3.2(e)", "differs"),
        (NUMBERED, "build a rival engine", "3.3(e), 9.1", "agrees"),
        (NUMBERED, "build a rival engine", "4.4 (3.3(e) until 2025)", "agrees"),
        (NUMBERED, "go beyond a quota", "3.3(i)", "agrees"),
        (NUMBERED, "whose engine it is", "3.4.1", "agrees"),
        (NUMBERED, "whose engine it is", "Credit", "agrees"),
        (NUMBERED, "whose engine it is", "3.3", "differs"),
        (NUMBERED, "sell seats", "D.4(a)", "agrees"),
        (NUMBERED, "sell seats", "D.5(a)", "differs"),
        (NUMBERED, "This licence ends", "6(a)", "agrees"),
        (NUMBERED, "after thirty days", "6.a.1", "agrees"),
        (NUMBERED, "after thirty days", "6(b)", "differs"),
        (BULLETED, "make a rival", "What you cannot do, item 1", "agrees"),
        (BULLETED, "sell the answers", "What you cannot do, item 3", "agrees"),
        (BULLETED, "sell the answers", "What you cannot do, third bullet", "agrees"),
        (BULLETED, "sell the answers", "What you cannot do, item 2", "differs"),
        (BULLETED, "by day", "What you cannot do, second item", "agrees"),
        (BULLETED, "no threats", "Protect people, item 1", "agrees"),
        (BULLETED, "may allow what it likes", "Exceptions", "agrees"),
        (BULLETED, "make a rival", "preamble", "not readable"),
        (BULLETED, "make a rival", "7.3", "not readable"),
        (RUNNING, "Put the name first", "4.1(a)", "agrees"),
        (RUNNING, "hold back", "4.2(ix)", "agrees"),
        (RUNNING * 20, "Put the name first", "4.2", "differs"),
        (f"{RUNNING} {'More is said of nothing. ' * 120}", "show words", "4.2(ii)", "agrees"),
        (f"{RUNNING} {'More is said of nothing. ' * 120}", "show words", "4.2(ix)", "differs"),
        (f"{RUNNING} {'More is said of nothing. ' * 120}", "show words", "4.1(ii)", "differs"),
        ("Nothing here has a number.", "has a number", "2.1", "not readable"),
    ],
)  # fmt: skip
def test_a_pinpoint_is_held_against_the_text(text: str, words: str, pinpoint: str, expected: str) -> None:
    blocks = split_blocks(text)
    passage = find_in_blocks(blocks, words)[0]
    assert judge_pinpoint(pinpoint, blocks, passage.line, words) == expected


def test_words_that_are_not_there_are_not_readable() -> None:
    assert judge_pinpoint("3.3(e)", split_blocks(NUMBERED), 1, "no such words") == "not readable"
