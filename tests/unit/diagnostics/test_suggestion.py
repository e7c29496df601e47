"""The near name."""

from __future__ import annotations

import pytest

from gauger.diagnostics import suggest


@pytest.mark.parametrize(
    ("name", "candidates", "near"),
    [
        ("modle", ["model", "mode", "dataset"], "model"),
        ("Model", ["model"], "model"),
        ("open_weights", ["open-weights"], "open-weights"),
        ("tied-by", ["tied by", "tied"], "tied by"),
        ("classification", ["chat", "clustering"], None),
        ("x", [], None),
        ("same", ["same"], None),
        ("ab", ["ac", "aa"], None),
        ("colour", ["color", "colours"], "colours"),
    ],
)
def test_nearest_candidate(name: str, candidates: list[str], near: str | None) -> None:
    assert suggest(name, candidates) == near


def test_ties_go_to_the_first_in_alphabetical_order() -> None:
    assert suggest("releasex", ["releaseb", "releasea"]) == "releasea"
