"""Which findings change, who loses what by it, and what is said of it."""

from __future__ import annotations

from gauger.app.beginnings import Beginnings
from gauger.app.losses import compare_exposures, list_lost
from gauger.findings.model import Change, ConsequenceCited, Finding, Missing, Verdict
from tests.unit.findings.building import expose, make_finding, settle, span
from tests.unit.scenes import read_declaration

DECLARATION = """gauger: 1
project: assistant
party: {name: Acme AI, namespace: acme}
parties:
  lab: {role: affiliate, name: Acme Research}
artifacts:
  teacher: {model: openai/gpt-oss-120b}
  rows:    {dataset: acme/rows}
  student: {model: acme/student}
steps:
  - {id: ask, does: generate, with: teacher, via: local, by: lab, date: 2026-03-02, yields: rows}
  - {id: train, does: train, stage: sft, from: [], data: [rows], date: 2026-03-12, yields: student}
  - {id: look, does: evaluate, with: teacher, via: local, date: 2026-03-12}
releases:
  - {id: first, artifact: student, form: hosted-api, to: [customers, affiliates], date: 2026-04-01}
  - {id: second, artifact: student, date: 2026-04-01}
"""


def about(name: str, verdict: Verdict, **more: object) -> Finding:
    return settle(verdict, id=f"acme/terms#{name}@train:ask", name=name, **more)


def worsen(*findings: Finding) -> list[Change]:
    return [Change(finding, None, None, finding.verdict, finding.duty) for finding in findings]


def test_a_finding_gets_worse_better_or_stays() -> None:
    now = expose(about("a", Verdict.CLEAR), about("b", Verdict.GREY), about("c", Verdict.OPEN))
    then = expose(about("a", Verdict.OPEN), about("b", Verdict.CONDITIONAL), about("c", Verdict.OPEN))
    found = compare_exposures(now, then)
    assert [(c.finding.clause, c.before, c.after) for c in found.worse] == [("a", Verdict.CLEAR, Verdict.OPEN)]
    assert [(c.finding.clause, c.before, c.after) for c in found.better] == [("b", Verdict.GREY, Verdict.CONDITIONAL)]
    assert (found.same, found.unjudged) == (1, ())


def test_a_clause_that_would_say_nothing_is_as_good_as_a_clear_one() -> None:
    found = compare_exposures(expose(about("a", Verdict.CLEAR), about("b", Verdict.GREY)), expose(about("c", Verdict.CLEAR)))
    assert (found.worse, found.same) == ((), 2)
    assert [(c.finding.clause, c.before, c.after) for c in found.better] == [("b", Verdict.GREY, None)]
    found = compare_exposures(expose(), expose(about("a", Verdict.OPEN)))
    assert [(c.before, c.after) for c in found.worse] == [(None, Verdict.OPEN)]


def test_what_goes_for_want_of_its_text_is_neither_better_nor_as_before() -> None:
    now = expose(about("a", Verdict.GREY), about("b", Verdict.CLEAR), about("c", Verdict.GREY))
    found = compare_exposures(now, expose(about("c", Verdict.CLEAR)), Beginnings(texts={"acme/terms": "no text yet"}))
    assert [(c.finding.clause, c.before, c.after, c.because) for c in found.unjudged] == [
        ("a", Verdict.GREY, None, "no text yet"),
        ("b", Verdict.CLEAR, None, "no text yet"),
    ]
    assert [(c.finding.clause, c.because) for c in found.better] == [("c", "")]  # it speaks then, so it is there
    assert (found.worse, found.same) == ((), 0)


def test_what_could_not_be_done_is_no_better_and_may_be_worse() -> None:
    now = expose(about("a", Verdict.GREY), about("b", Verdict.CLEAR), about("c", Verdict.OPEN))
    then = expose(about("a", Verdict.CLEAR), about("b", Verdict.OPEN), about("c", Verdict.OPEN))
    for beginnings in (Beginnings(acts={"train": "too early"}), Beginnings(acts={"ask": "too early"})):
        found = compare_exposures(now, then, beginnings)
        assert [(c.finding.clause, c.because) for c in found.unjudged] == [("a", "too early")]
        assert [(c.finding.clause, c.because) for c in found.worse] == [("b", "too early")]
        assert (found.better, found.same) == ((), 1)


def test_a_duty_that_is_no_longer_kept_is_worse_and_stays_conditional_by_its_word() -> None:
    now, then = (expose(about("a", Verdict.CONDITIONAL, duty=duty)) for duty in ("unshown", "unmet"))
    worse = compare_exposures(now, then).worse
    assert [(c.before, c.duty_before, c.after, c.duty_after) for c in worse] == [
        (Verdict.CONDITIONAL, "unshown", Verdict.CONDITIONAL, "unmet")
    ]


def test_the_worst_comes_first_and_an_unmet_duty_is_among_the_worst() -> None:
    then = expose(about("a", Verdict.OPEN), about("b", Verdict.GREY), about("c", Verdict.CONDITIONAL, duty="unmet"))
    worse = compare_exposures(expose(), then).worse
    assert [c.finding.clause for c in worse] == ["c", "b", "a"]


def test_a_release_is_lost_with_its_form_and_whom_it_is_for() -> None:
    (lost,) = list_lost(read_declaration(DECLARATION), worsen(about("a", Verdict.GREY, act="release model: first")))
    assert (lost.by, lost.artifact, lost.form, lost.to) == ("Acme AI", "student", "hosted-api", ("affiliates", "customers"))
    assert (lost.verdict, lost.findings, lost.span, lost.remains) == (Verdict.GREY, ("acme/terms#a@train:ask",), span(20), None)
    (bare,) = list_lost(read_declaration(DECLARATION), worsen(about("a", Verdict.GREY, act="release model: second")))
    assert (bare.artifact, bare.form, bare.to) == ("student", "", ())


def test_a_step_is_lost_by_whoever_does_it() -> None:
    found = list_lost(
        read_declaration(DECLARATION),
        worsen(*(about(name, Verdict.GREY, act=f"run model: {name}") for name in ("ask", "look"))),
    )
    assert [(one.act, one.by, one.artifact) for one in found] == [
        ("run model: ask", "Acme Research", "rows"),
        ("run model: look", "Acme AI", ""),
    ]


def test_an_act_is_told_once_with_the_worst_verdict_and_all_that_it_turns_on() -> None:
    fact = Missing("fact:first.regions", "Where is it offered?", span(8))
    fine, ban = ConsequenceCited("fine", "5", "A fine."), ConsequenceCited("ban", "6", "A ban.", holds="never")
    worst = make_finding(
        id="a",
        act="release model: first",
        verdict=Verdict.GREY,
        missing=(fact,),
        pivots=("reading:acme/terms:competes",),
        consequences=(fine, ban),
    )
    other = make_finding(
        id="b", act="release model: first", verdict=Verdict.OPEN, missing=(fact,), pivots=(fact.key,), consequences=(fine,)
    )
    (lost,) = list_lost(read_declaration(DECLARATION), worsen(worst, other))
    assert (lost.verdict, lost.findings) == (Verdict.GREY, ("a", "b"))
    assert lost.turns_on == ("fact:first.regions", "reading:acme/terms:competes")
    assert lost.leads_to == (fine,)


def test_nothing_is_lost_where_nothing_is_worse() -> None:
    assert list(list_lost(read_declaration(DECLARATION), ())) == []
