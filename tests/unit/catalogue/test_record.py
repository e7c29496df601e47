"""The record of what happened: well-formed, about publishers and families that there are, worded as the house words it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from gauger.catalogue.record import find_events, load_events
from gauger.library import find_policies, load


def test_every_event_touches_clauses_that_there_are() -> None:
    policy = load([find_policies()]).policy
    assert policy is not None
    families = {(d.publisher, clause.family) for d in policy.documents.values() for clause in d.clauses.values()}
    publishers = {publisher for publisher, _ in families}
    touched = {(touch.publisher, family) for event in load_events() for touch in event.touches for family in touch.families}
    assert {pair for pair in touched if pair[0] in publishers and pair not in families} == set()
    assert {publisher for publisher, _ in touched} - publishers <= {"google", "microsoft"}


def test_ids_are_names_and_stand_once() -> None:
    ids = [event.id for event in load_events()]
    assert len(ids) == len(set(ids)) == 16
    assert all(re.fullmatch(r"[a-z0-9-]+", name) for name in ids)


def test_nothing_is_called_an_attack_a_theft_or_a_violation() -> None:
    """Names of instruments and of reports may hold such words; ours do not."""
    worded = [f"{event.what} {event.answer}" for event in load_events()]
    assert [text for text in worded if re.search(r"\b(?:attack|violat|stole|steal)", text, re.IGNORECASE)] == []


def test_what_is_alleged_is_not_told_as_reported() -> None:
    assert {event.id for event in load_events() if event.act == "allegation"} == {
        event.id for event in load_events() if event.standing in {"alleged", "disputed"}
    }


def test_events_are_found_by_publisher_and_family_newest_first() -> None:
    found = find_events(load_events(), "meta", "access-abuse")
    assert [event.id for event in found] == ["us-bill-and-memo-2026"]
    dates = [event.date for event in find_events(load_events(), "openai", "training")]
    assert dates == sorted(dates, reverse=True)
    assert find_events(load_events(), "apache", "training") == ()


@pytest.mark.parametrize("change", ["standing: rumoured", "date: soon", "act: raid", "sources: []", "more: 1"])
def test_a_malformed_event_is_refused_with_its_file(change: str, tmp_path: Path) -> None:
    good = "id: a\ndate: 2026-01\nby: A\ntowards: [B]\nact: report\nwhat: It.\nstanding: reported\nsources: [x]\ntouches: []\n"
    key = change.split(":", maxsplit=1)[0]
    lines = [line for line in good.splitlines() if not line.startswith(f"{key}:")]
    path = tmp_path / "record.yaml"
    path.write_text("- " + "\n  ".join([*lines, change]), encoding="utf-8")
    with pytest.raises(ValueError, match=re.escape(str(path))):
        load_events(path)
    path.write_text("- " + "\n  ".join(good.splitlines()), encoding="utf-8")
    assert [event.id for event in load_events(path)] == ["a"]
