"""What a finding says of itself beyond its verdict: why, on what it hangs, what would change it and what follows from it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from gauger.engine import Refused, UnknownAssumption
from gauger.findings.model import ConsequenceCited, Exposure, Finding, Verdict
from gauger.worlds import deciding
from tests.unit.engine.texts import BAN, VOCABULARY, clause, document, exception, pipeline, policy
from tests.unit.scenes import ask, find, read_policy

TRAIN = "forbids  train model using output"


def ban_of(exposure: Exposure) -> Finding:
    return find(exposure, "acme/terms#ban@train:ask")


QUIET = clause("quiet", "silent on train model using output", at="0")
"""Another clause on the same act, which comes first and is never breached."""


def banned(*more: str, **parts: str) -> Finding:
    return ban_of(ask(policy(document(QUIET + clause("ban", TRAIN, *more))), pipeline(**parts)))


# --- causes and what is missing ----------------------------------------------------------------------------------------

UNKNOWN = "capabilities: [text]"
BREACHED_BY_ONE = "when any of\n    model.task is chat\n    all of\n      model.scope is general\n      competes(model, publisher)"
SPARED_BY_ONE = "when all of\n    model.task is chat\n    any of\n      model.scope is general\n      competes(model, publisher)"
SIX = """when all of
    model.task is chat
    any of
      model.scope is general
      all of
        step.rough is yes
        access.rough is yes
        party.size more than 5
        competes(model, publisher)"""
"""The task alone clears it, and the task and the scope breach it: the other four matter, and stand in no smallest set."""


@pytest.mark.parametrize("condition", [BREACHED_BY_ONE, SPARED_BY_ONE])
def test_causes_are_what_the_smallest_sets_of_either_outcome_hold(condition: str) -> None:
    """One fact settles one outcome; the smallest sets of the other one hold two facts, or a fact and a reading."""
    found = banned(condition, student=UNKNOWN)
    assert (found.verdict, found.causes) == (Verdict.GREY, ("fact", "reading"))


def declare_little() -> str:
    return pipeline(student=UNKNOWN).replace(", size: 10", "")


def test_what_stands_in_larger_sets_alone_is_no_cause() -> None:
    found = ban_of(ask(policy(document(clause("ban", TRAIN, SIX))), declare_little()))
    assert (found.verdict, found.causes, found.complete) == (Verdict.GREY, ("fact",), True)
    assert len(found.pivots) == 6


def test_where_the_list_of_sets_stops_causes_are_those_of_the_pivots(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(deciding, "SETS_LIMIT", 1)
    found = ban_of(ask(policy(document(clause("ban", TRAIN, SIX))), declare_little()))
    assert (found.verdict, found.causes, found.complete) == (Verdict.GREY, ("fact", "reading"), False)
    assert {m.key for m in found.missing} == {key for key in found.pivots if key.startswith("fact:")}


def test_a_reading_is_nothing_that_is_missing() -> None:
    found = banned("when     competes(model, publisher)")
    assert (found.pivots, found.missing) == (("reading:acme/terms:competes",), ())


def test_a_fact_that_comes_out_the_same_either_way_is_not_missing() -> None:
    either = "when all of\n    competes(model, publisher)\n    any of\n      step.rough is yes\n      none of\n        step.rough is yes"
    found = banned(either)
    assert ([c.key for c in found.choices], found.missing) == (["reading:acme/terms:competes", "fact:train.rough"], ())


TIED = """
concept huge(party, model)
  asks     "Is it huge?"
  reading plain
    says   "More than a hundred."
    when   party.size more than 100
  narrower than chatty(party, model)

concept chatty(party, model)
  asks     "Does it chat?"
  reading plain
    says   "It is for that."
    when   model.task is chat
"""


def test_a_fact_that_tells_another_one_is_missing_though_nothing_hangs_on_it_alone() -> None:
    """Only who makes chat models is huge. So who makes a classifier is not, whatever its size; a chat model says nothing."""
    asked = read_policy(VOCABULARY + TIED, document(clause("ban", TRAIN, "when     huge(party, model)")))
    found = ban_of(ask(asked, pipeline(student="scope: narrow").replace(", size: 10", "")))
    size, task = "fact:declarant.size", "fact:student.task"
    assert (found.verdict, found.pivots) == (Verdict.OPEN, (size,))
    assert [m.key for m in found.missing] == [size, task]
    assert [([(a.key, a.value) for a in d.given], d.breach) for d in found.deciding_sets] == [
        ([(size, "less than 100 or exactly 100")], False),
        ([(size, "more than 100")], True),
        ([(task, "classification")], False),
    ]
    assert [(a.key, a.value) for a in found.settled_by] == [
        (size, "less than 100 or exactly 100"),
        (size, "more than 100"),
        (task, "classification"),
    ]


def test_witnesses_are_a_world_with_a_breach_and_one_without() -> None:
    found = banned("when     model.task is chat", student="scope: narrow")
    assert [([(a.key, a.value) for a in w.world], w.breach) for w in found.witnesses] == [
        ([("fact:student.task", "chat")], True),
        ([("fact:student.task", "classification")], False),
    ]
    assert found.worlds == (1, 2)
    sure = banned()
    assert (sure.witnesses, sure.worlds, sure.causes, sure.missing) == ((), (1, 1), (), ())


# --- citation and words ------------------------------------------------------------------------------------------------


def test_what_is_cited_says_where_it_stands_and_which_versions_count() -> None:
    """The second version came between the access and the training, the third after both."""
    text = document(BAN, versions="version 2025-01-01\nversion 2025-03-15\nversion 2025-06-01")
    found = ban_of(ask(policy(text), pipeline()))
    cited = found.citation
    assert (cited.document, cited.title, cited.pinpoint, cited.url) == (
        "acme/terms",
        "Acme acme/terms",
        "1.1",
        "https://acme.example/terms",
    )
    assert (cited.paraphrase, cited.locator, cited.standing) == ("What ban says.", "a few words", "text")
    assert (cited.versions, cited.last_seen) == ((date(2025, 1, 1), date(2025, 3, 15)), None)
    assert found.notes == ("`uses` has been read otherwise (statement, not admitted): rumoured: A word about it is enough.",)


@pytest.mark.parametrize(("licence", "words"), [("[acme-open, mit]", "acme-open and mit"), ("unknown", "an undeclared licence")])
def test_an_artifact_that_is_taken_is_called_by_its_licences(licence: str, words: str) -> None:
    keep = document(clause("keep", "on       release model using weights", "requires release.notice is yes"), head="governs    everything")
    declared = pipeline(
        artifacts=f"  base: {{model: acme/base, publisher: acme, license: {licence}}}",
        releases="[{artifact: base, to: [public], date: 2025-05-01}]",
    )
    found = find(ask(policy(keep), declared), "keep@base.release:base")
    assert (found.source, found.act) == (f"acme/base under {words}", "release model: base.release")


def test_what_is_asked_twice_is_told_once() -> None:
    twice = (
        "when any of\n    all of\n      competes(model, publisher)\n      step.rough is yes\n    all of\n      competes(model, publisher)"
    )
    found = banned(f"{twice}\n      model.scope is narrow")
    told = [line for line in found.derivation if line.startswith("`competes`")]
    assert told == ["`competes` read as `substitute`: not met", "`competes` read as `any-overlap`: met"]


# --- holds while -------------------------------------------------------------------------------------------------------


def holding(found: Finding) -> list[tuple[str, Verdict]]:
    return [(held.fact, held.verdict) for held in found.holds_while]


def test_what_is_prohibited_holds_whatever_is_kept_back() -> None:
    found = banned("when none of\n    distributed(model)")
    assert (found.verdict, found.holds_while) == (Verdict.PROHIBITED, ())


def test_what_is_not_settled_holds_while_what_would_prohibit_it_is_absent() -> None:
    """Whether they compete is read in two ways. Where it is let out they do, but nobody says how; so it stays grey, by another reading."""
    found = banned("when     competes(model, publisher)")
    assert (found.verdict, found.causes, found.holds_while) == (Verdict.GREY, ("reading",), ())
    open_ = banned("when all of\n    model.task is chat\n    distributed(model)", student="scope: narrow")
    assert (open_.verdict, holding(open_)) == (Verdict.CLEAR, [("student.releases", Verdict.OPEN)])


@pytest.mark.parametrize(
    ("condition", "student", "train", "absent"),
    [
        ("step.rough is yes", "task: chat", "rough: no", "train.rough"),
        ("model.capabilities overlaps text", "capabilities: []", "rough: no", "student.capabilities"),
        ("model.capabilities overlaps text", "capabilities: [image]", "rough: no", None),
        ("model.task is chat", "task: classification", "rough: no", None),
        ("\n    none of\n      step.rough is yes", "task: chat", "rough: yes", None),
    ],
)
def test_what_is_declared_as_no_or_none_is_an_absence_and_nothing_else_is(
    condition: str, student: str, train: str, absent: str | None
) -> None:
    found = banned(f"when     {condition}", student=student, train=f"date: 2025-04-01, {train}")
    assert (found.verdict, holding(found)) == (Verdict.CLEAR, [(absent, Verdict.OPEN)] if absent else [])


def test_what_is_lifted_holds_while_what_lifts_it_does() -> None:
    """Leave is given to whoever lets nothing out, and goes before the ban. On another act it rests on something else."""
    free = clause("free", "permits  train model using output", "when none of", "  distributed(model)", at="2")
    aside = clause("aside", "permits  access service", "when     access.rough is no", at="3")
    text = document(clause("ban", TRAIN, "yields to  free") + free + aside)
    found = ban_of(ask(policy(text), pipeline(ask="via: acme/api, date: 2025-03-01, rough: no")))
    assert (found.verdict, holding(found)) == (Verdict.CLEAR, [("student.releases", Verdict.OPEN)])
    assert found.facts_relied_on == ()


def test_title_holds_while_nothing_is_done_by_which_it_would_be_lost() -> None:
    """It is trained for its makers alone. That it is not let out is what keeps the title."""
    text = QUIET + clause("ban", TRAIN, "when     distributed(model)") + clause("title", "assigns  output subject to compliance", at="2")
    found = find(ask(policy(document(text)), pipeline()), "#title@ask:ask")
    assert (found.verdict, holding(found)) == (Verdict.CLEAR, [("student.releases", Verdict.OPEN)])
    assert found.facts_relied_on == ()


# --- title -------------------------------------------------------------------------------------------------------------

TITLE = clause("title", "assigns  output subject to compliance", at="2")
LARGE = clause("large", TRAIN, "when     party.size more than 5")
HUGE = clause("huge", TRAIN, "when     party.size at least 100", at="1.2")


def test_title_that_may_be_lost_hangs_on_what_may_be_breached_and_on_nothing_else() -> None:
    spared = clause("spared", TRAIN, "when     model.task is classification", at="1.3")
    found = find(
        ask(policy(document(TITLE + spared + LARGE)), declare_little().replace("capabilities", "task: chat, capabilities")), "#title@"
    )
    assert (found.verdict, [(h.clause, h.verdict) for h in found.hangs_on]) == (Verdict.OPEN, [("acme/terms#large", Verdict.OPEN)])


AGED = """
attribute party.age
  says     "How old it is."
  number
"""


def test_what_is_assumed_of_another_fact_in_the_same_words_still_counts() -> None:
    """The old are told apart at 5 and at 100, and between these nothing is forbidden; the large are told apart at 5 alone."""
    old = clause("old", TRAIN, "when all of", "  party.size more than 5", "  party.age more than 5", "  party.age at least 100", at="1.3")
    asked = read_policy(VOCABULARY + AGED, document(TITLE + LARGE + HUGE + old))
    words = "between 5 and 100"
    found = find(ask(asked, declare_little(), assume=(("fact:declarant.size", words), ("fact:declarant.age", words))), "#title@")
    assert [(h.clause, h.verdict) for h in found.hangs_on] == [
        ("acme/terms#large", Verdict.OPEN),
        ("acme/terms#huge", Verdict.OPEN),
    ]


def test_what_is_assumed_in_the_words_of_a_title_settles_nothing_in_the_clauses_on_which_it_hangs() -> None:
    """Between 5 and 100 is one answer where both borders count, and none where only one of them does. What else is assumed counts."""
    tasked = HUGE.replace("when     party.size at least 100", "when all of\n    party.size at least 100\n    model.task is chat")
    asked, declared = policy(document(TITLE + LARGE + tasked)), declare_little()
    size, task = ("fact:declarant.size", "between 5 and 100"), ("fact:student.task", "classification")
    for assume, huge in (((size,), Verdict.OPEN), ((size, task), Verdict.CLEAR)):
        exposure = ask(asked, declared, assume=assume)
        found = {f.clause: f for f in exposure.findings}
        assert {name: f.verdict for name, f in found.items()} == {"title": Verdict.PROHIBITED, "large": Verdict.OPEN, "huge": huge}
        assert {h.clause.partition("#")[2]: h.verdict for h in found["title"].hangs_on} == {
            name: f.verdict for name, f in found.items() if name != "title" and f.verdict is not Verdict.CLEAR
        }


# --- exceptions --------------------------------------------------------------------------------------------------------


def test_an_exception_says_on_what_it_turned_in_the_order_of_leave_facts_and_steps() -> None:
    text = clause("ban", TRAIN, "except   leave, rival", at="D.1") + (
        exception("leave", "when any of", "  permitted by written", "  model.task is classification")
        + exception("rival", "when all of", "  model.scope is narrow", "  competes(model, publisher)", at="e.2")
    )
    declared = pipeline(more="agreements: []")
    found = ban_of(ask(policy(document(text)), declared))
    assert [(e.name, e.pinpoint, e.says, e.holds, e.because) for e in found.exceptions] == [
        ("leave", "e.1", "What leave says.", "never", ("no permission for D.1 is declared", "student.task is chat")),
        (
            "rival",
            "e.2",
            "What rival says.",
            "in some worlds",
            (
                "student.scope is narrow",
                "student.releases is none declared, and the list is complete",
                "student.capabilities is [text]",
                "`competes` read as `substitute`: not met",
                "`competes` read as `any-overlap`: met",
                "reading:acme/terms:competes is not settled",
            ),
        ),
    ]


def test_what_is_assumed_need_mean_nothing_in_an_exception() -> None:
    """The clause and its exception cut the size at different marks; what is said of both in one word is none of the exception's alone."""
    text = clause("ban", TRAIN, "when     party.size more than 5", "except   huge") + exception("huge", "when     party.size at least 100")
    found = ban_of(ask(policy(document(text)), declare_little(), assume=(("fact:declarant.size", "between 5 and 100"),)))
    assert (found.verdict, [e.name for e in found.exceptions]) == (Verdict.PROHIBITED, ["huge"])


# --- consequences ------------------------------------------------------------------------------------------------------


def consequence(name: str, *more: str, at: str) -> str:
    lines = [f'at       "{at}"', f'says     "What {name} says."', 'locate   "a few words"', *more]
    return f"consequence {name}\n" + "".join(f"  {line}\n" for line in lines)


def test_what_follows_from_a_breach_is_told_nearest_first() -> None:
    """The clause leads to two, of which one leads to the other; either leads to the third; the fourth lapsed before anything was done."""
    text = clause("ban", TRAIN, "leads to notice, suspension") + "".join(
        (
            consequence("notice", "leads to suspension, ending", "cure     10 days", at="8.1"),
            consequence(
                "suspension", "when     model.task is classification", "leads to ending, lapsed", "cure     5 business days", at="8.2"
            ),
            consequence("ending", "when     model.scope is general", "leads to audit", "survives", at="8.3"),
            consequence("lapsed", "in force until 2025-02-01", at="8.4"),
            consequence("audit", at="8.5"),
        )
    )
    found = ban_of(ask(policy(document(text)), pipeline(student="task: chat, capabilities: [text]")))
    assert tuple(replace(c, hangs_on=()) for c in found.consequences) == (
        ConsequenceCited("notice", "8.1", "What notice says.", "always", (), "10 days", survives=False),
        ConsequenceCited("suspension", "8.2", "What suspension says.", "never", (), "5 business days", survives=False),
        ConsequenceCited("ending", "8.3", "What ending says.", "in some worlds", ("notice", "suspension"), None, survives=True),
        ConsequenceCited("audit", "8.5", "What audit says.", "in some worlds", ("ending",), None, survives=False),
    )
    assert [c.hangs_on for c in found.consequences] == [(), (), ("fact:student.scope",), ("fact:student.scope",)]


def test_what_only_a_consequence_hangs_on_may_be_assumed() -> None:
    """It settles whether that follows; in words that it does not have it settles nothing and is a mistake."""
    text = clause("ban", TRAIN, "leads to ending") + consequence("ending", "when     model.scope is general", at="8")
    key, declared = "fact:student.scope", pipeline(student="task: chat")
    for value, holds in (("general", "always"), ("narrow", "never")):
        found = ban_of(ask(policy(document(text)), declared, assume=((key, value),)))
        assert [c.holds for c in found.consequences] == [holds]
    with pytest.raises(Refused) as refused:
        ask(policy(document(text)), declared, assume=((key, "broad"), ("colour", "red")))
    assert refused.value.problems == (
        UnknownAssumption(key, "broad", ("narrow", "general"), about_key=False),
        UnknownAssumption("colour", "red", (key,), about_key=True),
    )


def test_what_a_permission_costs_is_due_where_it_applies() -> None:
    """Whoever trains for chat pays; whether it is for that is not known."""
    text = clause("free", "permits  train model using output", "when     model.task is chat", "in return fee") + consequence("fee", at="9")
    found = find(ask(policy(document(text)), pipeline(student="scope: narrow")), "#free@")
    assert [(c.name, c.holds, c.after) for c in found.in_return] == [("fee", "in some worlds", ())]
    assert found.consequences == ()


# --- paths -------------------------------------------------------------------------------------------------------------


def test_an_act_on_the_access_itself_has_no_path() -> None:
    found = find(ask(policy(document(clause("ban", "forbids  access service"))), pipeline()), "ban@ask:ask")
    assert (found.verdict, found.paths) == (Verdict.PROHIBITED, ())


QUANTISED = """
gauger: 1
project: quantised
party: {name: Us, namespace: us}
artifacts:
  base: {model: acme/base, publisher: acme, license: acme-open}
  small: {model: us/small}
  tuned: {model: us/tuned}
  last: {model: us/last}
steps:
  - {id: shrink, does: quantise, from: [base], yields: small, date: 2025-03-01}
  - {id: tune, does: adapt, stage: sft, from: [small], data: [], feedback: [], yields: tuned, date: 2025-04-01}
  - {id: tune-on, does: adapt, stage: sft, from: [tuned], data: [], feedback: [], yields: last, date: 2025-05-01}
releases: []
"""

NEAR = """
concept derives-nearly(model, weights)
  asks     "Does it descend at one remove?"
  reading once
    says   "By its weights, at one remove."
    along  weights
    through at most 1 model
  reading by-teaching
    says   "By what it says."
    along  teach
  reading far
    says   "By its weights, at two removes."
    along  weights
    through at most 2 models
object offspring
  says     "Parameters, at one remove."
  from     model
  tied by  derives-nearly
"""


def test_a_quantised_model_is_the_same_model_on_a_path() -> None:
    """Its edge counts no model and goes with every manner, so that the tuned model stands at one remove; teaching had no part in it."""
    keep = document(clause("ban", "forbids  train model using offspring"), head='licence    "acme-open"')
    exposure = ask(read_policy(VOCABULARY + NEAR, keep), QUANTISED)
    for act, nodes, readings in (
        ("tune", ["small", "tuned"], ("derives-nearly: once", "derives-nearly: far")),
        ("tune-on", ["small", "tuned", "last"], ("derives-nearly: far",)),
    ):
        (path,) = find(exposure, f"ban@{act}:base").paths
        assert ([(hop.manner, hop.node) for hop in path.hops], path.counts_under) == ([("weights", node) for node in nodes], readings)
