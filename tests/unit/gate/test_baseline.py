"""What a baseline knows does not count; anything else does."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from gauger.findings.model import Exposure, Finding, Hop, Path, Verdict
from gauger.gate import Baseline, Outcome, Thresholds, find_gone, judge, mark_known, take_baseline
from gauger.gate.baseline import digest_paths
from tests.unit.findings.building import expose, settle, span

DAY = date(2026, 11, 23)
NAME = "models/gauger.yaml"
ID = "acme/terms#ban@train:ask"
GREY, PROHIBITED, CLEAR = (replace(settle(verdict), id=ID) for verdict in (Verdict.GREY, Verdict.PROHIBITED, Verdict.CLEAR))


def take(*findings: Finding) -> Baseline:
    return take_baseline([(NAME, expose(*findings))], DAY, "gauger 1")


def count(exposure: Exposure) -> list[bool]:
    return [finding.counts for finding in exposure.findings]


def test_what_was_there_no_longer_counts_and_does_not_fail() -> None:
    known = take(PROHIBITED)
    marked = mark_known(NAME, expose(PROHIBITED), known)
    assert count(marked) == [False]
    assert judge([marked], Thresholds(Verdict.PROHIBITED)) is Outcome.PASSED
    assert judge([expose(PROHIBITED)], Thresholds(Verdict.PROHIBITED)) is Outcome.REACHED


def test_better_is_known_and_worse_is_new() -> None:
    assert count(mark_known(NAME, expose(GREY), take(PROHIBITED))) == [False]
    assert count(mark_known(NAME, expose(PROHIBITED), take(GREY))) == [True]
    unmet, unshown = (replace(settle(Verdict.CONDITIONAL, duty=duty), id=ID) for duty in ("unmet", "unshown"))
    assert count(mark_known(NAME, expose(unmet), take(unshown))) == [True]


def test_another_declaration_subject_or_path_is_new() -> None:
    known = take(PROHIBITED)
    assert count(mark_known("models/other.yaml", expose(PROHIBITED), known)) == [True]
    assert count(mark_known(NAME, expose(replace(PROHIBITED, id="acme/terms#ban@other:ask")), known)) == [True]
    detour = Path("output of ask", (Hop("more", "copy", span(2)), Hop("student", "copy", span(3))), ())
    assert count(mark_known(NAME, expose(replace(PROHIBITED, paths=(detour,))), known)) == [True]


def test_where_a_path_is_written_makes_no_difference_and_the_order_of_paths_neither() -> None:
    one = Path("output of ask", (Hop("student", "copy", span(2)),), ())
    other = Path("output of ask", (Hop("student", "teach", span(2)),), ())
    moved = replace(one, hops=(replace(one.hops[0], span=span(9)),))
    first, second = (replace(PROHIBITED, paths=paths) for paths in ((one, other), (other, moved)))
    assert digest_paths(first) == digest_paths(second)
    assert digest_paths(first) != digest_paths(replace(PROHIBITED, paths=(one,)))


def test_what_is_clear_is_not_written_down_and_what_became_clear_is_gone() -> None:
    assert dict(take(CLEAR).known) == {}
    known = take(PROHIBITED)
    assert list(find_gone([(NAME, expose(PROHIBITED))], known)) == []
    assert [key[0] for key in find_gone([(NAME, expose(CLEAR))], known)] == [NAME]
    assert list(find_gone([("models/other.yaml", expose())], known)) == []


def test_day_and_program_and_policies_are_written_down() -> None:
    known = take(PROHIBITED)
    assert (known.as_of, known.tool, known.policies_digest) == (DAY, "gauger 1", expose().policies_digest)
    assert take_baseline([], DAY, "gauger 1").policies_digest == ""
