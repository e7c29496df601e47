"""What is told beside the findings: texts that are announced, surveys, and what holds as modelled alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from gauger.declaration import check_facts
from gauger.declaration.records import Planned
from gauger.engine import Contradiction, Question, Refused, UnknownAssumption, evaluate, survey
from gauger.engine.evaluation import Survey, list_modelled
from gauger.findings.model import Considered, Examined, Verdict
from gauger.policy.model import AttributeRef, Frozen, Policy, Version
from gauger.policy.model import Test as Comparison
from tests.differential.random_words import ATTRIBUTES, NOWHERE
from tests.oracle.scenes import AS_OF, ASK, TRAIN, clause, declaration, document, is_sort, policy
from tests.oracle.test_connections import call, vague
from tests.unit import scenes
from tests.unit.engine import texts
from tests.unit.scenes import ask, find, read_declaration, read_policy

NEXT = AS_OF + timedelta(days=30)


@pytest.mark.parametrize(
    ("announced", "starts", "told"),
    [
        (AS_OF, NEXT, True),
        (AS_OF - timedelta(days=1), NEXT, True),
        (AS_OF + timedelta(days=1), NEXT, False),
        (None, NEXT, False),
        (date(2025, 12, 1), AS_OF + timedelta(days=1), True),
    ],
)
def test_a_text_that_is_announced_is_told_beside_the_one_in_force(announced: date | None, starts: date, told: bool) -> None:
    versions = (Version(date(2024, 1, 1), (), NOWHERE), Version(starts, (), NOWHERE, announced))
    old, new = clause(name="old", act="show model"), clause(name="new", since=starts)
    quiet = clause("silent", "quiet")
    exposure = evaluate(policy(document(old, new, quiet, versions=versions)), declaration(), Question(AS_OF))
    lines = (f"doing this from {starts} on would be prohibited under … new, as announced",) if told else ()
    assert [(f.clause, f.later) for f in exposure.findings] == [("quiet", lines)]


def test_a_survey_says_of_every_clause_what_a_check_says() -> None:
    """Two duties that rule each other out, one unmet and one unshown; a ban; one that hangs on a reading; and one that is clear."""
    rivals = vague("rivals", narrow=is_sort("square"), wide=is_sort("round"))
    clauses = (
        clause("requires", "flat", requires=is_sort("flat")),
        clause("requires", "square", requires=is_sort("square")),
        clause(name="grey", when=call("rivals")),
        clause(name="clear", when=is_sort("flat")),
        clause(),
    )
    for student in ({"sort": "round"}, {}, {"sort": "flat"}):
        p, d = policy(document(*clauses), concepts=(rivals,)), declaration(student=student)
        found = {f.id: f.severity for f in evaluate(p, d, Question(AS_OF)).findings}
        assert dict(survey(p, d, Question(AS_OF)).severities) == found
        assert Verdict.PROHIBITED in found.values()


NOTICE = "on       release model using output"
WITH, WITHOUT = (texts.clause(f"notice-{word}", NOTICE, f"requires release.notice is {word}", at=word) for word in ("yes", "no"))
NAMED = texts.clause("named", NOTICE, 'requires release.name contains "o"', "when     release.notice is yes", at="n")


@pytest.mark.parametrize("notice", ["yes", "no", "unknown"])
@pytest.mark.parametrize("order", [(WITH, WITHOUT, NAMED), (NAMED, WITHOUT, WITH), (WITHOUT, WITH), (WITH, NAMED)])
def test_a_survey_weighs_duties_against_each_other_as_a_check_does(notice: str, order: tuple[str, ...]) -> None:
    """Of two duties of which one wants what the other does not, neither is merely not shown."""
    p = texts.policy(texts.document("".join(order)))
    declared = texts.pipeline(releases=texts.PUBLIC.replace("date:", f"notice: {notice}, date:"))
    findings = ask(p, declared).findings
    assert dict(consider(p, declared).severities) == {f.id: f.severity for f in findings}
    both = {WITH, WITHOUT} <= set(order)
    for f in findings:
        if f.clause.startswith("notice") and f.verdict is Verdict.CONDITIONAL:
            assert (f.duty, f.severity) == (("irreconcilable", Verdict.PROHIBITED) if both else (f.duty, f.severity))
            assert [c.settled for c in f.conflicts] == (["both cannot be met"] if both else [])


@pytest.mark.parametrize(
    ("condition", "duty"),
    [
        ("model.scope is general", "unshown"),
        ('release.name contains "x"', "irreconcilable"),
        ('release.name contains "S"', "irreconcilable"),
    ],
)
def test_a_survey_weighs_a_duty_against_one_that_is_open_or_clear_as_a_check_does(condition: str, duty: str) -> None:
    """Whether the other is owed hangs on what nobody says, or on the name, which the first one tests as well."""
    wanted = ("requires all of", "  release.notice is yes", '  release.name contains "S"')
    other = texts.clause("other", NOTICE, "requires release.notice is no", f"when     {condition}", at="o")
    p = texts.policy(texts.document(other + texts.clause("one", NOTICE, *wanted, at="p")))
    declared = texts.pipeline(student="task: chat", releases=texts.PUBLIC)
    findings = ask(p, declared).findings
    assert find(ask(p, declared), "#one@").duty == duty
    assert dict(consider(p, declared).severities) == {f.id: f.severity for f in findings}


def test_what_holds_as_modelled_alone_is_listed_among_what_is_wanted() -> None:
    rivals = replace(vague("rivals", narrow=is_sort("square"), wide=is_sort("flat")), residue="others")
    other = replace(ASK, id="again", yields=("more",))
    d = declaration(ASK, other, TRAIN)
    d = replace(d, artifacts={**d.artifacts, "more": replace(d.artifacts["rows"], id="more")})
    p = policy(document(clause(when=call("rivals")), clause(name="sure")), concepts=(rivals,))
    modelled, sure = "p/one#ban@train:ask", "p/one#sure@train:ask"
    found = {f.id: f.as_modelled for f in evaluate(p, d, Question(AS_OF)).findings}
    assert found == {modelled: True, sure: False}
    for wanted, expected in (((modelled, sure), (modelled,)), ((sure,), ()), ((), ()), ((modelled,), (modelled,)), (("x:again",), ())):
        assert list_modelled(p, d, Question(AS_OF), wanted) == expected


# --- the written texts -------------------------------------------------------------------------------------------------

BANNED = "forbids  train model using output"
SIZELESS = texts.pipeline().replace(", size: 10", "")
LARGE = texts.clause("large", BANNED, "when     party.size more than 5")
HUGE = texts.clause("huge", BANNED, "when all of", "  party.size at least 100", "  model.task is chat", at="2")
SIZE, TASK = "fact:declarant.size", "fact:student.task"
TASKLESS = texts.pipeline(student="scope: narrow, capabilities: [text]").replace(", size: 10", "")


def problems(p: Policy, declared: str, *, lighter: bool = False, **question: Any) -> tuple[UnknownAssumption | Contradiction, ...]:
    """Why a question cannot be answered."""
    with pytest.raises(Refused) as refused:
        (consider if lighter else ask)(p, declared, **question)
    return refused.value.problems


def consider(p: Policy, declared: str, **question: Any) -> Survey:
    typed, mistakes = check_facts(read_declaration(declared), p.vocabulary)
    assert not mistakes
    return survey(p, typed, Question(**{"as_of": scenes.AS_OF, **question}))


def test_what_holds_as_modelled_is_looked_for_over_the_sources_that_are_meant() -> None:
    """Two accesses, both with a part in the student."""
    rivals = replace(vague("rivals", narrow=is_sort("square"), wide=is_sort("flat")), residue="others")
    second = replace(ASK, id="again", yields=("more",))
    train = replace(TRAIN, data=replace(TRAIN.data, items=(*TRAIN.data.items, replace(TRAIN.data.items[0], artifact="more"))))
    d = declaration(ASK, second, train)
    d = replace(d, artifacts={**d.artifacts, "more": replace(d.artifacts["rows"], id="more")})
    p = policy(document(clause(when=call("rivals")), clause(name="next", when=call("rivals"))), concepts=(rivals,))
    every = tuple(f"p/one#{name}@train:{source}" for source in ("ask", "again") for name in ("ban", "next"))
    for wanted in (every, every[:1], every[3:], every[1:3]):
        assert list_modelled(p, d, Question(AS_OF), wanted) == wanted


# --- what leaves no world ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("lighter", [False, True])
def test_days_that_cannot_be_are_told_where_they_are_written(lighter: bool) -> None:
    """The copy was obtained after it was tuned, and the rows were asked for after they were trained on."""
    declared = texts.pipeline(
        ask="via: acme/api, date: 2025-05-01",
        artifacts="  base: {model: acme/base, publisher: acme, license: acme-open, obtained: 2025-06-01}",
    ).replace("from: []", "from: [base]")
    found = problems(texts.policy(texts.document(texts.BAN)), declared, lighter=lighter)
    assert found == (
        Contradiction("", ("fact:base.obtained", "fact:train.date")),
        Contradiction("", ("fact:ask.date", "fact:train.date")),
    )
    assert [[span.text for span in p.spans] for p in found if isinstance(p, Contradiction)] == [["base", "train"], ["ask", "train"]]


RULED_OUT = """
concept wide(model, publisher)
  asks     "Is it wide?"
  reading one
    says   "So."
    when   model.scope is general
    implies narrow as one
  reading two
    says   "Or so."
    when   model.task is chat
    implies narrow as one

concept narrow(model, publisher)
  asks     "Is it narrow?"
  reading one
    says   "So."
    when   model.scope is narrow
    excludes wide as one
    excludes wide as two
  reading two
    says   "Or so."
    when   model.scope is general
"""


@pytest.mark.parametrize("lighter", [False, True])
def test_every_finding_that_no_world_is_left_for_is_told(lighter: bool) -> None:
    """However wide is read, narrow is read as one, which rules out however wide is read."""
    text = "".join(texts.clause(name, BANNED, "when     wide(model, publisher)", at=name) for name in ("one", "two"))
    asked = read_policy(texts.VOCABULARY + RULED_OUT, texts.document(text + texts.clause("sure", BANNED, at="3")))
    readings = ("reading:acme/terms:wide", "reading:acme/terms:narrow")
    unknown = texts.pipeline(student="task: chat")
    found = problems(asked, unknown, lighter=lighter)
    assert [p.finding for p in found if isinstance(p, Contradiction)] == ["acme/terms#one@train:ask", "acme/terms#two@train:ask"]
    assert all(set(readings) <= set(p.choices) for p in found if isinstance(p, Contradiction))


# --- what is assumed ---------------------------------------------------------------------------------------------------


def outcomes(p: Policy, declared: str, *assume: tuple[str, str]) -> dict[str, str]:
    return {f.clause: f.verdict.word for f in ask(p, declared, assume=assume).findings}


def test_what_is_assumed_in_the_words_of_one_finding_settles_nothing_in_another_that_has_no_such_words() -> None:
    """More than 5 may be less than 100 or more. What else is assumed counts in both."""
    asked = texts.policy(texts.document(LARGE + HUGE))
    assert outcomes(asked, TASKLESS) == {"large": "open", "huge": "open"}
    assert outcomes(asked, TASKLESS, (SIZE, "more than 5")) == {"large": "prohibited", "huge": "open"}
    assert outcomes(asked, TASKLESS, (SIZE, "more than 5"), (TASK, "classification")) == {"large": "prohibited", "huge": "clear"}
    assert outcomes(asked, TASKLESS, ("declarant.size", "more than 5"), (TASK, "chat")) == {"large": "prohibited", "huge": "open"}
    assert outcomes(asked, TASKLESS, (SIZE, "300")) == {"large": "prohibited", "huge": "open"}
    assert outcomes(asked, TASKLESS, (SIZE, "300"), (TASK, "chat")) == {"large": "prohibited", "huge": "prohibited"}


@pytest.mark.parametrize(
    ("day", "verdict"),
    [("2025-04-09", "open"), ("2025-04-10", "prohibited"), ("2025-04-30", "prohibited"), ("2025-05-01", "clear"), ("2025-05-20", "clear")],
)
def test_a_day_that_is_assumed_lies_on_one_side_of_a_period(day: str, verdict: str) -> None:
    """The ban was in force in the last weeks of April. What was asked for after that was not trained on under it."""
    banned = texts.clause("ban", BANNED, "in force from 2025-04-10 until 2025-05-01")
    between = "date: {between: [2025-04-01, 2025-06-01]}"
    declared = texts.pipeline(ask=f"via: acme/api, {between}", train=between)
    assert outcomes(texts.policy(texts.document(banned)), declared, ("fact:ask.date", day)) == {"ban": verdict}


AGED = """
attribute party.age
  says     "How old it is."
  number
"""


def test_words_that_mean_nothing_of_one_fact_still_count_of_another() -> None:
    """Both cut the age at 5 and 100, and one of them the size. The other is for those of 100 years, of which there are none."""
    sized = "  party.size more than 5", "  party.size at least 100"
    aged = "  party.age more than 5", "  party.age at least 100"
    both = texts.clause("both", BANNED, "when any of", *sized, *aged)
    old = texts.clause("old", BANNED, "when all of", sized[0], *aged, at="2")
    asked, words = read_policy(texts.VOCABULARY + AGED, texts.document(both + old)), "between 5 and 100"
    assert outcomes(asked, SIZELESS, (SIZE, words), ("fact:declarant.age", words)) == {"both": "prohibited", "old": "clear"}


def test_words_that_no_finding_has_are_a_mistake_told_once_for_the_same_values() -> None:
    again = texts.clause("again", BANNED, "when     party.size more than 5", at="3")
    asked = texts.policy(texts.document(LARGE + again))
    labels = ("less than 5 or exactly 5", "more than 5")
    assert problems(asked, SIZELESS, assume=((SIZE, "many"),)) == (UnknownAssumption(SIZE, "many", labels, about_key=False),)


def test_words_of_one_finding_do_not_excuse_those_that_no_finding_has() -> None:
    """The size is as the first has it; the task is a task of neither, so nothing is answered and that alone is told."""
    asked = texts.policy(texts.document(LARGE + HUGE))
    found = problems(asked, TASKLESS, assume=((SIZE, "more than 5"), (TASK, "cooking")))
    assert found == (UnknownAssumption(TASK, "cooking", ("classification", "chat"), about_key=False),)


def test_an_assumption_about_nothing_is_told_with_what_there_is() -> None:
    asked = texts.policy(texts.document(LARGE + HUGE))
    assert problems(asked, TASKLESS, assume=((SIZE, "3"), ("colour", "red"))) == (
        UnknownAssumption("colour", "red", (SIZE, TASK), about_key=True),
    )


def test_findings_stand_by_severity_then_by_name_and_a_broken_duty_behind_what_is_prohibited() -> None:
    clauses = WITH + texts.clause("zeal", "forbids  release model using output", at="z") + texts.clause("alike", BANNED, at="a")
    declared = texts.pipeline(releases=texts.PUBLIC.replace("date:", "notice: no, date:"))
    assert [f.clause for f in ask(texts.policy(texts.document(clauses)), declared).findings] == ["alike", "zeal", "notice-yes"]


# --- what was looked at ------------------------------------------------------------------------------------------------


def test_what_was_looked_at_is_counted() -> None:
    clauses = texts.BAN + texts.clause("quiet", "silent on release model using weights", at="2")
    other = texts.document(texts.BAN, name="acme/chat-terms", head="governs    acme/chat")
    second = (
        "  - {id: again, does: generate, with: teacher, via: acme/api, date: 2025-03-02, yields: more, data: [], output: [completions]}\n"
    )
    declared = texts.pipeline(releases=texts.PUBLIC, artifacts="  more: {dataset: us/more}").replace("releases:", second + "releases:")
    seen = {"acme/terms#ban": date(2026, 1, 1), "acme/terms#quiet": date(2026, 3, 1), "acme/chat-terms#ban": date(2026, 5, 1)}
    exposure = ask(texts.policy(texts.document(clauses), other), declared, last_seen=seen)
    assert exposure.examined == Examined("gauger.yaml", 3, 2, 1, 2, ("acme/terms",), date(2026, 3, 1))
    speechless = "speaks of nothing that is declared over this source"
    assert exposure.considered == (
        Considered("acme/terms#quiet", "ask", speechless),
        Considered("acme/terms#ban", "again", speechless),
        Considered("acme/terms#quiet", "again", speechless),
    )
    assert ask(texts.policy(texts.document(clauses), other), declared).examined.terms_last_seen is None


DATED = """
attribute step.date
  says     "When it was reached."
  day
"""


def test_a_clause_that_bears_in_no_order_of_days_is_no_finding() -> None:
    """It lapsed on 1 April, and is asked of whoever reached the model from then on: whatever was made of that was made later still."""
    lapsed = texts.clause("ban", BANNED, "in force until 2025-04-01")
    routed = "governs    acme/api when\n  access.date on or after 2025-04-01\n"
    between = "date: {between: [2025-03-01, 2025-05-01]}"
    declared = texts.pipeline(ask=f"via: acme/api, {between}", train=between)
    asked = read_policy(texts.VOCABULARY + DATED, texts.document(routed + lapsed, head="governs    acme/chat"))
    exposure = ask(asked, declared)
    assert exposure.findings == ()
    assert [(c.clause, c.source) for c in exposure.considered] == [("acme/terms#ban", "ask")]


# --- what would be otherwise -------------------------------------------------------------------------------------------

NAMING = texts.clause("naming", "on       release model using output", 'requires release.name starts with "Acme"')


def test_what_letting_out_would_bring_is_told_of_models_of_the_own_side_that_are_kept() -> None:
    """Beside the student another model is made, which is let out. Rows are no model, and the teacher is another's."""
    second = "  - {id: train-two, does: train, stage: sft, from: [], data: [rows], yields: second, date: 2025-04-02}\n"
    declared = texts.pipeline(
        releases="[{artifact: second, to: [public], name: Acme Two, date: 2025-05-01}]", artifacts="  second: {model: us/second}"
    ).replace("releases:", second + "releases:")
    free = texts.clause("free", "permits  release model using output", at="2")
    never = texts.clause("never", "forbids  release model using output", "when     model.task is classification", at="3")
    sure = texts.clause("sure", "forbids  release model using output", "when     model.task is chat", at="4")
    exposure = ask(texts.policy(texts.document(NAMING + free + never + sure)), declared)
    assert [(f.clause, f.act) for f in exposure.dormant] == [
        ("sure", "release model: student.release.further"),
        ("naming", "release model: student.release.further"),
    ]
    assert sorted(f.id for f in exposure.findings) == [
        f"acme/terms#{name}@second.release:ask" for name in ("free", "naming", "never", "sure")
    ]


def test_what_is_asked_of_all_releases_is_asked_of_the_one_that_would_be() -> None:
    """Whoever lets it out under such a name does what is required; under another the clause asks nothing."""
    named = ("when any of", "  some release of model", '    release.name starts with "Acme"')
    asked = texts.clause("naming", "on       release model using output", 'requires release.name starts with "Acme"', *named)
    assert ask(texts.policy(texts.document(asked)), texts.pipeline()).dormant == ()


def test_nothing_new_is_dormant_beside_what_is_let_out_already() -> None:
    exposure = ask(texts.policy(texts.document(NAMING)), texts.pipeline(releases=texts.PUBLIC))
    assert exposure.dormant == ()


@pytest.mark.parametrize(
    ("trained", "told"),
    [
        ("date: 2026-05-31", True),
        ("date: 2026-06-01", False),
        ("date: {between: [2025-04-01, 2025-04-03]}", False),
        ("date: planned", False),
    ],
)
def test_what_would_be_so_now_is_told_of_what_was_over_before(trained: str, told: bool) -> None:
    """The ban begins on the day of the question; what is done on that day, or nobody knows when, is not yet over."""
    late = texts.clause("late", BANNED, "in force from 2026-06-01", at="2")
    quiet = texts.clause("quiet", "silent on train model using output", at="3")
    exposure = ask(texts.policy(texts.document(quiet + late)), texts.pipeline(train=trained))
    line = "doing this on 2026-06-01 would be prohibited under Acme acme/terms 2"
    assert find(exposure, "#quiet@").later == ((line,) if told else ())


def test_of_what_bears_in_no_world_now_nothing_is_told() -> None:
    """The ban ended in May. It would go on where the terms count as accepted, and those accepted before they were written hold none."""
    start = date(2024, 1, 1)
    before = Comparison(AttributeRef("agreement", ATTRIBUTES["agreement.accepted"]), "before", (start,), None, NOWHERE)
    text = document(clause(until=date(2025, 5, 1)), stands=(Frozen("accepted", before),), versions=(Version(start, (), NOWHERE),))
    exposure = evaluate(policy(text), declaration(), Question(AS_OF))
    assert [(f.clause, f.verdict.word, f.later) for f in exposure.findings] == [("ban", "open", ())]


def test_what_was_so_then_and_is_so_now_is_told_once() -> None:
    """The duty was not met then and would not be met now; the leave changed, and leave is nothing that would be breached."""
    leave = texts.clause("leave", "permits  release model using output", "in force from 2026-01-01", at="2")
    exposure = ask(texts.policy(texts.document(NAMING + leave)), texts.pipeline(releases=texts.PUBLIC))
    assert [(f.clause, f.verdict.word, f.later) for f in exposure.findings] == [("naming", "conditional", ())]


def test_an_act_of_the_day_itself_is_not_over() -> None:
    """Whoever reaches the model this year is bound. It was reached last year, and trained on the day of the question or before."""
    bound = texts.clause("bound", BANNED, "when     access.date on or after 2026-01-01", at="2")
    asked = read_policy(texts.VOCABULARY + DATED, texts.document(bound))
    line = "doing this on 2026-06-01 would be prohibited under Acme acme/terms 2"
    for trained, told in (("2026-05-31", (line,)), ("2026-06-01", ())):
        (found,) = ask(asked, texts.pipeline(train=f"date: {trained}")).findings
        assert (found.verdict, found.later) == (Verdict.CLEAR, told)


def test_a_duty_that_came_later_is_told_and_a_title_that_would_be_lost_is_not() -> None:
    """Titles are lost by what is done, and that is told."""
    late = texts.clause("late", "on       release model using output", "requires release.notice is yes", "in force from 2026-01-01", at="2")
    title = texts.clause("title", "assigns  output subject to compliance", at="3")
    quiet = texts.clause("quiet", "silent on release model using output", at="4")
    exposure = ask(texts.policy(texts.document(title + quiet + late)), texts.pipeline(releases=texts.PUBLIC))
    assert {f.clause: f.later for f in exposure.findings} == {
        "title": (),
        "quiet": ("doing this on 2026-06-01 would be conditional under Acme acme/terms 2",),
    }


def test_an_announced_text_is_told_only_where_it_changes_something() -> None:
    same = texts.clause("same", BANNED, "when     model.task is chat")
    fresh = texts.clause("fresh", BANNED, "in force from 2026-07-01", at="2")
    lines = texts.document(same + fresh, versions="version 2025-01-01").split("\n")
    at = lines.index("  version 2025-01-01")
    text = "\n".join([*lines[: at + 1], "  version 2026-07-01", "    announced 2026-05-01", *lines[at + 1 :]])
    (found,) = ask(texts.policy(text), texts.pipeline()).findings
    assert (found.clause, found.later) == (
        "same",
        ("doing this from 2026-07-01 on would be prohibited under Acme acme/terms 2, as announced",),
    )


def test_a_text_that_is_announced_and_changes_nothing_of_what_is_still_to_come_is_not_told() -> None:
    versions = (Version(date(2024, 1, 1), (), NOWHERE), Version(NEXT, (), NOWHERE, AS_OF))
    planned = declaration(ASK, replace(TRAIN, when=Planned()))
    exposure = evaluate(policy(document(clause(), versions=versions)), planned, Question(AS_OF))
    assert [(f.verdict, f.later) for f in exposure.findings] == [(Verdict.PROHIBITED, ())]


def test_a_text_that_is_announced_for_what_is_still_to_come_is_told() -> None:
    versions = (Version(date(2024, 1, 1), (), NOWHERE), Version(NEXT, (), NOWHERE, AS_OF))
    planned = declaration(ASK, replace(TRAIN, when=Planned()))
    text = document(clause("silent", "quiet"), clause(name="new", since=NEXT), versions=versions)
    exposure = evaluate(policy(text), planned, Question(AS_OF))
    assert [f.later for f in exposure.findings] == [(f"doing this from {NEXT} on would be prohibited under … new, as announced",)]
