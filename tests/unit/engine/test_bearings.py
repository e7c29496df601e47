"""Where a clause bears, and which of its exceptions hold: nested, for a time, on terms, and by the version that counts."""

from __future__ import annotations

from itertools import product

import pytest

from gauger.engine.case import Case
from gauger.engine.judgements import judge
from gauger.engine.question import Question
from gauger.engine.sources import find_sources
from gauger.findings.model import Finding, Verdict
from gauger.lineage import Guards
from gauger.worlds import Choice, domains, literal, mentioned
from tests.unit.engine.texts import BAN, PUBLIC, REPEATS, VOCABULARY, clause, document, exception, pipeline, policy
from tests.unit.scenes import AS_OF, ask, find, read_declaration, read_policy

TRAIN = "forbids  train model using output"
RELEASE = "forbids  release model using output"


SO = "when     model.task is chat"
"""As the student is, unless it is said to be otherwise."""


def banned(text: str, *, head: str = "governs    acme/api", **parts: str) -> Finding:
    return find(ask(policy(document(text, head=head)), pipeline(**parts)), "acme/terms#ban@")


# --- exceptions of exceptions ------------------------------------------------------------------------------------------

NESTED = (
    clause("ban", TRAIN, "except   outer")
    + exception("outer", "when     model.task is chat", "except   middle")
    + exception("middle", "when     model.scope is general", "except   inner", at="e.2")
    + exception("inner", "when     step.rough is yes", at="e.3")
)


@pytest.mark.parametrize(("task", "scope", "rough"), list(product(("chat", "classification"), ("general", "narrow"), ("yes", "no"))))
def test_an_exception_does_not_hold_where_one_of_its_own_does(task: str, scope: str, rough: str) -> None:
    lifted = task == "chat" and not (scope == "general" and rough == "no")
    found = banned(NESTED, student=f"task: {task}, scope: {scope}", train=f"date: 2025-04-01, rough: {rough}")
    assert (found.verdict, [(e.name, e.holds) for e in found.exceptions]) == (
        Verdict.CLEAR if lifted else Verdict.PROHIBITED,
        [("outer", "always" if lifted else "never")],
    )


DEEP = (
    clause("ban", RELEASE, "except   outer")
    + exception("outer", SO, "except   middle")
    + exception("middle", SO, "except   inner", at="e.2")
    + exception("inner", "provided release.notice is yes", at="e.3")
)


@pytest.mark.parametrize(
    ("notice", "verdict", "duty"),
    [("yes", Verdict.CLEAR, None), ("no", Verdict.CONDITIONAL, "unmet"), ("unknown", Verdict.CONDITIONAL, "unshown")],
)
def test_terms_of_an_exception_at_any_depth_are_a_duty(notice: str, verdict: Verdict, duty: str | None) -> None:
    """The innermost keeps the middle one from holding, which else keeps the outer one from it."""
    found = banned(DEEP, releases=PUBLIC.replace("date:", f"notice: {notice}, date:"))
    assert (found.verdict, found.duty) == (verdict, duty)


ON_TERMS = (
    clause("ban", RELEASE, "except   inside, noticed")
    + exception("inside", "when     model.task is classification")
    + exception("noticed", "provided release.notice is yes", at="e.2")
)


@pytest.mark.parametrize(
    ("task", "verdict", "duty"),
    [("chat", Verdict.CONDITIONAL, "unmet"), ("classification", Verdict.CLEAR, None), ("unknown", Verdict.OPEN, None)],
)
def test_terms_bind_where_no_other_exception_holds(task: str, verdict: Verdict, duty: str | None) -> None:
    """Where nobody says what it is for, it is not known whether the notice is owed at all: that is a fact, and no duty."""
    found = banned(ON_TERMS, student=f"task: {task}", releases=PUBLIC.replace("date:", "notice: no, date:"))
    assert (found.verdict, found.duty) == (verdict, duty)


# --- exceptions for a time ---------------------------------------------------------------------------------------------


def timed(*force: str, inner: str = "") -> str:
    return clause("ban", TRAIN, "except   lifted") + exception("lifted", SO, *force) + inner


@pytest.mark.parametrize(
    ("force", "lifted"),
    [
        ("in force from 2025-03-01", True),
        ("in force from 2025-03-02", False),
        ("in force until 2025-04-02", True),
        ("in force until 2025-04-01", False),
        ("in force from 2025-02-01 until 2025-05-01", True),
        ("in force from 2025-03-15 until 2025-03-20", False),
    ],
)
def test_an_exception_for_a_time_lifts_what_it_covers_every_day_of(force: str, lifted: bool) -> None:
    """The model was reached on 1 March, and trained on 1 April. Through which channel makes no difference to the exception."""
    found = banned(timed(force))
    assert (found.verdict, [e.holds for e in found.exceptions]) == (
        Verdict.CLEAR if lifted else Verdict.PROHIBITED,
        ["always" if lifted else "never"],
    )
    unknown = banned(timed(force), ask="date: 2025-03-01")
    assert (unknown.verdict, [e.holds for e in unknown.exceptions]) == (
        Verdict.CLEAR if lifted else Verdict.OPEN,
        ["always" if lifted else "never"],
    )


@pytest.mark.parametrize(
    ("force", "verdict"), [("in force until 2025-03-15", Verdict.CLEAR), ("in force until 2025-05-01", Verdict.PROHIBITED)]
)
def test_an_exception_of_an_exception_may_be_for_a_time(force: str, verdict: Verdict) -> None:
    """The inner one is in force on both days or on one of them alone."""
    found = banned(timed("except   inner", inner=exception("inner", SO, force, at="e.2")))
    assert (found.verdict, [e.holds for e in found.exceptions]) == (verdict, ["always" if verdict is Verdict.CLEAR else "never"])


STANDING = "stands     as accepted when\n  agreement.form is order-form\n"
AGREED = "agreements: [{document: acme/terms, accepted: 2025-01-10}]"
AGREEMENT = """
attribute agreement.form
  says     "How it was accepted."
  one of   click-through, order-form, signed
"""


def standing(text: str, **parts: str) -> Finding:
    """Under an order form the text counts as it was accepted, in January, else as it was when things were done."""
    asked = read_policy(VOCABULARY + AGREEMENT, document(STANDING + text))
    return find(ask(asked, pipeline(more=AGREED, **parts)), "acme/terms#ban@")


FORM = "fact:agreement acme/terms.form"


@pytest.mark.parametrize(
    ("force", "breached"),
    [("in force from 2025-02-01", "order-form"), ("in force until 2025-02-01", "click-through or signed")],
)
def test_whether_an_exception_holds_hangs_on_the_version_that_counts(force: str, breached: str) -> None:
    found = standing(timed(force))
    assert (found.verdict, found.pivots, [e.holds for e in found.exceptions]) == (Verdict.OPEN, (FORM,), ["in some worlds"])
    assert [a.value for d in found.deciding_sets if d.breach for a in d.given] == [breached]


def test_an_exception_for_all_time_holds_whichever_version_counts_and_whether_the_text_binds_or_not() -> None:
    found = standing(timed(), ask="date: 2025-03-01")
    assert (found.verdict, [e.holds for e in found.exceptions]) == (Verdict.CLEAR, ["always"])


def test_a_clause_that_came_after_one_version_bears_where_the_other_counts() -> None:
    found = standing(clause("ban", TRAIN, "in force from 2025-02-01"))
    assert (found.verdict, found.pivots) == (Verdict.OPEN, (FORM,))
    assert [a.value for d in found.deciding_sets if d.breach for a in d.given] == ["click-through or signed"]


# --- where a clause bears ----------------------------------------------------------------------------------------------

LOOSE = f"""{REPEATS}  reading loosely
    says   "However they came to it."
    standing statement
    along  copy
  residue  "other sorts of repeating"
"""


def loose(text: str, part: str) -> Finding:
    return find(ask(read_policy(VOCABULARY + LOOSE, document(text)), pipeline()), part)


def test_what_may_bear_by_a_reading_that_is_not_admitted_is_a_finding_that_is_clear() -> None:
    found = loose(clause("ban", "forbids  train model using sayings"), "#ban@train:ask")
    assert (found.verdict, found.worlds) == (Verdict.CLEAR, (0, 1))
    assert "`repeats` has been read otherwise (statement, not admitted): loosely: However they came to it." in found.notes


def test_the_derivation_says_of_each_element_whether_it_is_so() -> None:
    uses = ("`uses` read as `verbatim`: met", "`uses` read as `descendant`: met")
    assert banned(BAN).derivation == (
        "in force on the days of the act: yes",
        *uses,
        "binds over this source: yes",
        "prohibited: exposed under the clause in 1 of 1 admissible worlds",
    )
    assert banned(clause("ban", TRAIN, "when     model.task is classification")).derivation[-2:] == (
        "condition of the clause: no",
        "clear: exposed under the clause in 0 of 1 admissible worlds",
    )
    owed = clause("ban", "on       release model using output", "requires release.notice is yes")
    for notice, word in (("yes", "yes"), ("no", "no"), ("unknown", "in some worlds")):
        found = banned(owed, releases=PUBLIC.replace("date:", f"notice: {notice}, date:"))
        assert found.derivation[-2] == f"what the clause requires is done: {word}"


GROWN = """
attribute party.users
  says     "How many use what it offers."
  figure
"""


@pytest.mark.parametrize(("trained", "bound"), [("2025-03-10", True), ("2025-04-01", False)])
def test_whom_a_text_extends_to_is_asked_when_the_act_was_done(trained: str, bound: bool) -> None:
    """The sister had many users until the middle of March; the model was reached before."""
    text = "extends to affiliates when\n  party.users more than 5\n" + BAN
    sister = "parties: {sister: {name: Sister, role: affiliate, users: [{value: 10, until: 2025-03-15}, {value: 1, from: 2025-03-16}]}}"
    exposure = ask(read_policy(VOCABULARY + GROWN, document(text)), pipeline(more=sister, train=f"date: {trained}, by: sister"))
    assert [f.verdict.word for f in exposure.findings] == (["prohibited"] if bound else [])


def test_a_clause_bears_in_the_worlds_in_which_its_source_is_used() -> None:
    """An edit may have the model not be asked, or the act not be done."""
    asked = Choice("edit:x", "fact", domains.YesNo())
    made = literal(asked, domains.Test("is", (True,)))
    for record in ("ask", "train"):
        case = Case(policy(document(BAN)), read_declaration(pipeline()), Question(AS_OF), Guards(records={record: made}))
        (source,) = find_sources(case)
        (bearing,) = judge(case, source).bearings
        assert (bearing.bears, list(mentioned([bearing.widest]))) == (made, [asked])
