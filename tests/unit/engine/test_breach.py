"""What makes a breach: clauses that nothing breaches, duties done and undone, title that hangs on what else is done."""

from __future__ import annotations

import pytest

from gauger.findings.model import Finding, Verdict
from tests.unit.engine.texts import BAN, PUBLIC, clause, document, exception, pipeline, policy
from tests.unit.scenes import ask, find

TRAIN = "forbids  train model using output"
NOTICE = clause("notice", "on       release model using output", "requires release.notice is yes", at="1.2")
TITLE = clause("title", "assigns  output subject to compliance", at="2")


def title_of(*documents: str, **parts: str) -> Finding:
    return find(ask(policy(*documents), pipeline(**parts)), "acme/terms#title@ask:ask")


# --- clauses that nothing breaches -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("condition", "line"),
    [
        ("model.task is chat", "the clause permits the act"),
        ("model.task is classification", "the clause does not reach the act as it is done"),
        ("model.scope is general", "the clause permits the act, in some worlds"),
    ],
)
def test_leave_says_whether_it_reaches_the_act(condition: str, line: str) -> None:
    free = clause("free", "permits  train model using output", f"when     {condition}")
    found = find(ask(policy(document(free)), pipeline(student="task: chat")), "#free@")
    assert (found.verdict, found.worlds, found.choices) == (Verdict.CLEAR, (0, 1), ())
    assert found.derivation[-2:] == (line, "clear: exposed under the clause in 0 of 1 admissible worlds")


def test_title_that_hangs_on_nothing_is_kept_whatever_is_done() -> None:
    found = title_of(document(BAN + clause("title", "assigns  output", at="2")))
    assert (found.verdict, found.hangs_on) == (Verdict.CLEAR, ())
    assert found.derivation[-2:] == (
        "the clause gives title whatever else is done",
        "clear: title does not vest in 0 of 1 admissible worlds",
    )


# --- duties ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("declared", "verdict", "duty"),
    [
        ("task: chat", Verdict.CONDITIONAL, "unmet"),
        ("task: classification", Verdict.CLEAR, None),
        ("scope: narrow", Verdict.OPEN, None),
    ],
)
def test_a_duty_that_is_not_met_is_conditional_where_it_is_owed_for_sure(declared: str, verdict: Verdict, duty: str | None) -> None:
    owed = clause("owed", "on       release model using output", "requires release.notice is yes", "when     model.task is chat")
    releases = PUBLIC.replace("date:", "notice: no, date:")
    found = find(ask(policy(document(owed)), pipeline(student=declared, releases=releases)), "#owed@")
    assert (found.verdict, found.duty) == (verdict, duty)
    assert found.causes == {Verdict.CONDITIONAL: ("duty",), Verdict.CLEAR: (), Verdict.OPEN: ("fact",)}[verdict]


def test_a_ban_that_is_lifted_on_terms_is_prohibited_where_the_terms_are_not_open() -> None:
    """The exception is for classifiers that carry the notice. For a chat model no notice helps."""
    text = clause("ban", "forbids  release model using output", "except   noticed") + exception(
        "noticed", "when     model.task is classification", "provided release.notice is yes"
    )
    releases = PUBLIC.replace("date:", "notice: no, date:")
    for task, verdict, duty in (("chat", Verdict.PROHIBITED, None), ("classification", Verdict.CONDITIONAL, "unmet")):
        found = find(ask(policy(document(text)), pipeline(student=f"task: {task}", releases=releases)), "#ban@")
        assert (found.verdict, found.duty) == (verdict, duty)


# --- title -------------------------------------------------------------------------------------------------------------


def test_title_hangs_on_what_the_terms_forbid_and_may_be_breached() -> None:
    """What is never breached is not named, nor what the same terms permit."""
    spared = clause("spared", TRAIN, "when     model.task is classification", at="1.4")
    free = clause("free", "permits  release model using output", at="1.5")
    found = title_of(document(TITLE + BAN + NOTICE + spared + free), releases=PUBLIC)
    assert (found.verdict, [h.clause for h in found.hangs_on]) == (Verdict.PROHIBITED, ["acme/terms#ban"])
    assert [line for line in found.derivation if line.startswith("title hangs")] == [
        "title hangs on compliance with Acme acme/terms 1.1",
        "title hangs on compliance with Acme acme/terms 1.2",
    ]


@pytest.mark.parametrize(
    ("notice", "verdict", "duty"),
    [("yes", Verdict.CLEAR, None), ("no", Verdict.CONDITIONAL, "unmet"), ("unknown", Verdict.CONDITIONAL, "unshown")],
)
def test_title_that_only_a_duty_takes_is_kept_on_condition(notice: str, verdict: Verdict, duty: str | None) -> None:
    releases = f"[{{artifact: student, to: [public], date: 2025-05-01, notice: {notice}}}]"
    found = title_of(document(TITLE + NOTICE), releases=releases)
    assert (found.verdict, found.duty) == (verdict, duty)
    assert [(h.clause, h.verdict) for h in found.hangs_on] == ([("acme/terms#notice", verdict)] if duty else [])


def test_title_is_kept_where_its_own_exception_may_be_met() -> None:
    """The release is without the notice that would leave the title whatever else is done."""
    text = clause("title", "assigns  output subject to compliance", "except   noticed", at="2") + exception(
        "noticed", "provided access.rough is yes"
    )
    found = title_of(document(text + BAN), ask="via: acme/api, date: 2025-03-01, rough: no")
    assert (found.verdict, found.duty) == (Verdict.CONDITIONAL, "unmet")
    found = title_of(document(text + BAN), ask="via: acme/api, date: 2025-03-01, rough: yes")
    assert (found.verdict, found.duty) == (Verdict.CLEAR, None)


def test_title_under_reported_terms_is_lost_as_reported() -> None:
    found = title_of(document(TITLE + BAN, head="governs    acme/api\nstanding   secondary"))
    assert (found.verdict, found.pivots) == (Verdict.GREY, ("source:acme/terms",))


@pytest.mark.parametrize("includes", ["acme/terms", "acme/annex", "acme/other"])
def test_what_is_part_of_the_terms_takes_title_and_nothing_else_does(includes: str) -> None:
    """The rules stand in an annex to an annex, which refers back to the terms; another text over the same channel is no part of them."""
    terms = document(TITLE, head="governs    acme/api\nincludes   acme/annex")
    annex = document(
        clause("quiet", "silent on train model using output"), name="acme/annex", head="governs    acme/chat\nincludes   acme/rules"
    )
    rules = document(BAN, name="acme/rules", head=f"governs    acme/chat\nincludes   {includes}")
    other = document(BAN, name="acme/other")
    found = title_of(terms, annex, rules, other)
    taken = ["acme/other#ban", "acme/rules#ban"] if includes == "acme/other" else ["acme/rules#ban"]
    assert (found.verdict, [h.clause for h in found.hangs_on]) == (Verdict.PROHIBITED, taken)
    apart = title_of(document(TITLE), other)
    assert (apart.verdict, apart.hangs_on) == (Verdict.CLEAR, ())
