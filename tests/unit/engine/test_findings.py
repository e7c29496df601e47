"""What findings carry beyond what is compared with the enumerator."""

from __future__ import annotations

import pytest

from gauger.findings.model import Exposure, Finding, Verdict
from tests.unit.engine.texts import BAN, PUBLIC, clause, document, exception, pipeline, policy
from tests.unit.scenes import ask, find

TRAIN = "forbids  train model using output"
COMPETING = clause("ban", TRAIN, "when     competes(model, publisher)")


def ban_of(exposure: Exposure) -> Finding:
    return find(exposure, "acme/terms#ban@train:ask")


# --- holds while -------------------------------------------------------------------------------------------------------

INSIDE = clause("ban", TRAIN, "except   inside") + exception(
    "inside", "when all of", "  model.task is classification", "  none of", "    distributed(model)"
)


def test_a_classifier_keeps_its_exception_while_it_is_not_released() -> None:
    found = ban_of(ask(policy(document(INSIDE)), pipeline(student="task: classification")))
    assert found.verdict is Verdict.CLEAR
    assert [(h.fact, h.verdict) for h in found.holds_while] == [("student.releases", Verdict.OPEN)]
    assert [(e.name, e.pinpoint, e.holds) for e in found.exceptions] == [("inside", "e.1", "always")]
    assert found.exceptions[0].because == (
        "student.task is classification",
        "student.releases is none declared, and the list is complete",
    )


def test_what_holds_whatever_is_released_hangs_on_no_absence() -> None:
    found = ban_of(ask(policy(document(clause("ban", TRAIN, "when     model.task is chat"))), pipeline(student="task: classification")))
    assert (found.verdict, found.holds_while) == (Verdict.CLEAR, ())


def test_a_fact_declared_false_is_an_absence() -> None:
    rough = clause("ban", "forbids  access service", "when     access.rough is yes")
    found = find(ask(policy(document(rough)), pipeline(ask="via: acme/api, date: 2025-03-01, rough: false")), "ban@ask:ask")
    assert [(h.fact, h.verdict) for h in found.holds_while] == [("ask.rough", Verdict.OPEN)]


def test_a_prohibited_finding_holds_while_nothing() -> None:
    found = ban_of(ask(policy(document(INSIDE)), pipeline(student="task: chat")))
    assert (found.verdict, found.holds_while) == (Verdict.PROHIBITED, ())
    assert found.exceptions[0].holds == "never"


def test_an_exception_on_an_open_list_holds_in_some_worlds_and_says_on_what_it_hangs() -> None:
    found = ban_of(ask(policy(document(INSIDE)), pipeline(student="task: classification", releases="{complete: false, items: []}")))
    assert (found.verdict, found.exceptions[0].holds) == (Verdict.OPEN, "in some worlds")
    assert found.exceptions[0].because[-1] == "fact:student.releases is not settled"
    assert [m.key for m in found.missing] == ["fact:student.releases"]
    assert found.missing[0].question == "Is `student` let out in any way that is not declared?"


# --- dormant, later, considered ----------------------------------------------------------------------------------------

NAMING = clause("naming", "on       release model using output", 'requires release.name starts with "Acme"')


def test_what_a_release_would_bring_is_dormant() -> None:
    exposure = ask(policy(document(NAMING)), pipeline())
    assert exposure.findings == ()
    assert [(f.id, f.norm) for f in exposure.dormant] == [("acme/terms#naming@student.release.further:ask", "requires")]
    assert exposure.dormant[0].verdict is not Verdict.CLEAR


def test_nothing_is_dormant_where_it_is_released_or_may_be() -> None:
    for releases in (PUBLIC, "{complete: false, items: []}"):
        exposure = ask(policy(document(NAMING)), pipeline(releases=releases))
        assert exposure.dormant == ()
        assert len(exposure.findings) == 1


def test_permissions_and_silence_about_releases_are_not_dormant() -> None:
    clauses = clause("free", "permits  release model using output") + clause("quiet", "silent on release model using output", at="2")
    assert ask(policy(document(clauses)), pipeline()).dormant == ()


def test_a_later_text_is_told_beside_the_one_in_force_then() -> None:
    old, new = clause("old", TRAIN, "in force until 2026-01-01"), clause("new", TRAIN, "in force from 2026-01-01", at="2")
    exposure = ask(policy(document(clause("quiet", "silent on train model using output") + old + new)), pipeline())
    found = find(exposure, "#old@")
    assert found.later == ("doing this on 2026-06-01 would be prohibited under Acme acme/terms 2",)
    assert found.citation.versions == (found.citation.versions[0],)
    assert not any("#new@" in f.id for f in exposure.findings)


def test_nothing_is_later_than_what_is_done_on_the_day_of_the_question() -> None:
    old, new = clause("old", TRAIN, "in force until 2026-01-01"), clause("new", TRAIN, "in force from 2026-01-01", at="2")
    exposure = ask(policy(document(old + new)), pipeline(ask="via: acme/api, date: planned", train="date: planned"))
    assert [(f.clause, f.later) for f in exposure.findings] == [("new", ())]


def test_clauses_that_bear_on_nothing_are_considered() -> None:
    clauses = BAN + clause("weights", "forbids  train model using weights", at="3")
    exposure = ask(policy(document(clauses)), pipeline())
    assert [(c.clause, c.source, c.reason) for c in exposure.considered] == [
        ("acme/terms#weights", "ask", "speaks of nothing that is declared over this source")
    ]
    seen = exposure.examined
    assert (seen.steps, seen.sources, seen.releases, seen.clauses, seen.documents) == (2, 1, 0, 2, ("acme/terms",))


# --- notes -------------------------------------------------------------------------------------------------------------

STRANGERS = "parties: {them: {name: Them, role: stranger}}"
BY_STRANGERS = "via: acme/api, date: 2025-03-01, by: them"


def test_strangers_accepted_what_the_declarant_did_not() -> None:
    found = ban_of(ask(policy(document(BAN)), pipeline(more=STRANGERS, ask=BY_STRANGERS)))
    assert found.verdict is Verdict.CLEAR
    assert "not bound: `ask` was done by others, and the text binds only who accepted it" in found.notes
    assert "`bound` has been read otherwise (statement, not admitted): downstream: Yes." in found.notes


def test_a_wider_reach_counts_where_statements_do_or_the_text_admits_it() -> None:
    stated = frozenset({"text", "statement"})
    found = ban_of(ask(policy(document(BAN)), pipeline(more=STRANGERS, ask=BY_STRANGERS), admitted=stated))
    assert (found.verdict, found.causes) == (Verdict.GREY, ("reading",))
    assert "reading:acme/terms:bound" in found.pivots
    admitting = document(BAN, head="governs    acme/api\nadmits     bound downstream")
    assert ban_of(ask(policy(admitting), pipeline(more=STRANGERS, ask=BY_STRANGERS))).verdict is Verdict.GREY


def test_a_reading_admitted_for_a_time_is_a_world_in_that_time_only() -> None:
    until = document(BAN, head="governs    acme/api\nadmits     bound downstream until 2025-02-01")
    assert ban_of(ask(policy(until), pipeline(more=STRANGERS, ask=BY_STRANGERS))).verdict is Verdict.CLEAR
    unknown = "via: acme/api, date: {between: [2025-01-05, 2025-03-01]}, by: them"
    found = ban_of(ask(policy(until), pipeline(more=STRANGERS, ask=unknown)))
    assert found.verdict is Verdict.GREY
    assert any(
        {a.key: a.value for a in d.given}.get("fact:ask.date") == "2025-02-01..2025-03-01" for d in found.deciding_sets if not d.breach
    )


def test_a_secondary_source_is_grey_at_most_and_says_so() -> None:
    found = ban_of(ask(policy(document(BAN, head="governs    acme/api\nstanding   secondary")), pipeline()))
    assert (found.verdict, found.causes, found.pivots) == (Verdict.GREY, ("source",), ("source:acme/terms",))
    assert found.notes[-1] == "the text is known from a secondary source only, so this is grey at most"
    assert found.citation.standing == "secondary"
    assert found.choices[0].question == "Is the text of `acme/terms` as it was reported?"
    assert found.choices[0].values == ("as reported", "otherwise")


# --- residue -----------------------------------------------------------------------------------------------------------


def test_prohibited_under_every_reading_is_so_as_modelled_where_others_are_thinkable() -> None:
    found = ban_of(ask(policy(document(COMPETING)), pipeline(releases=PUBLIC)))
    assert (found.verdict, found.as_modelled, found.residue) == (Verdict.PROHIBITED, True, ("competes: other tests of rivalry",))


def test_clear_under_every_reading_is_so_as_modelled() -> None:
    found = ban_of(ask(policy(document(COMPETING)), pipeline(student="capabilities: [image]")))
    assert (found.verdict, found.as_modelled) == (Verdict.CLEAR, True)


def test_a_reading_that_the_text_fixes_leaves_no_residue() -> None:
    fixed = clause("ban", TRAIN, "when     competes(model, publisher)", 'reads    competes as any-overlap because "it says so"')
    found = ban_of(ask(policy(document(fixed)), pipeline()))
    assert (found.verdict, found.as_modelled, found.residue) == (Verdict.PROHIBITED, False, ())


def test_grey_names_no_residue() -> None:
    found = ban_of(ask(policy(document(COMPETING)), pipeline()))
    assert (found.verdict, found.as_modelled, found.causes) == (Verdict.GREY, False, ("reading",))
    assert found.choices[0].question == "Do they compete?"
    assert dict(zip(found.choices[0].values, found.choices[0].explanations, strict=True)) == {
        "substitute": "Buyers could take one for the other.", "any-overlap": "They share a capability."
    }  # fmt: skip


# --- paths -------------------------------------------------------------------------------------------------------------

SECOND_HAND = """
gauger: 1
project: second hand
party: {name: Us, namespace: us}
artifacts:
  teacher: {model: acme/big, publisher: acme, license: none}
  rows: {dataset: us/rows}
  reader: {model: us/reader}
  read: {dataset: us/read}
  student: {model: us/student}
steps:
  - {id: ask, does: generate, with: teacher, via: acme/api, date: 2025-03-01, yields: rows, data: [], output: [completions]}
  - {id: teach, does: train, stage: sft, from: [], data: [rows], yields: reader, date: 2025-04-01}
  - {id: read, does: convert, with: reader, via: local, date: 2025-05-01, yields: read, data: [], output: [transcriptions]}
  - {id: train, does: train, stage: sft, from: [], data: [read, rows], yields: student, date: 2025-06-01}
releases: []
"""


def test_every_path_stands_with_the_readings_under_which_it_counts() -> None:
    found = find(ask(policy(document(BAN)), SECOND_HAND), "ban@train:ask")
    shown = {tuple(f"{h.manner} {h.node}" for h in path.hops): path.counts_under for path in found.paths}
    assert shown == {
        ("copy rows", "copy student"): ("uses: verbatim", "uses: descendant"),
        ("copy rows", "copy reader", "teach output of read", "copy read", "copy student"): ("uses: descendant",),
    }
    assert {path.origin for path in found.paths} == {"output of ask"}
    assert found.verdict is Verdict.PROHIBITED


def test_hops_point_at_the_declaration() -> None:
    found = find(ask(policy(document(BAN)), SECOND_HAND), "ban@train:ask")
    direct = min(found.paths, key=lambda p: len(p.hops))
    assert [hop.span.begin.line for hop in direct.hops] == [12, 15]
    assert direct.hops[1].span.text == "rows"


KEEP = clause("keep", "on       release model using weights", "requires release.notice is yes")


def test_an_artifact_taken_as_it_is_has_the_path_without_a_hop() -> None:
    declared = pipeline(
        artifacts="  base: {model: acme/base, publisher: acme, license: acme-open}",
        releases="[{artifact: base, to: [public], date: 2025-05-01, notice: true}]",
    )
    exposure = ask(policy(document(KEEP, head='licence    "acme-open"')), declared)
    found = find(exposure, "keep@base.release:base")
    assert [(p.origin, p.hops, p.counts_under) for p in found.paths] == [("base", (), ("derives: by-weights",))]
    assert (found.verdict, found.source) == (Verdict.CLEAR, "acme/base under acme-open")


# --- words and other fields --------------------------------------------------------------------------------------------


def test_consequences_remedy_and_provisos_are_carried() -> None:
    text = clause("ban", TRAIN, "assuming lawful", "leads to suspension", 'remedy   "Ask first."') + (
        'consequence suspension\n  at       "8.2"\n  says     "Access may end."\n  locate   "a few words"\n'
    )
    found = ban_of(ask(policy(document(text)), pipeline()))
    assert [(c.name, c.pinpoint, c.says) for c in found.consequences] == [("suspension", "8.2", "Access may end.")]
    assert (found.assuming, found.remedy) == (("lawful",), "Ask first.")
    assert (found.act, found.source, found.family) == ("train model: train", "acme/big via acme/api at ask", "training")


@pytest.mark.parametrize(("norm", "line"), [("permits ", "the clause permits the act"), ("silent on", "the clause is silent on the act")])
def test_permissions_and_silence_are_clear_and_say_what_they_are(norm: str, line: str) -> None:
    found = ban_of(ask(policy(document(clause("ban", f"{norm} train model using output"))), pipeline()))
    assert found.verdict is Verdict.CLEAR
    assert line in found.derivation
    assert found.derivation[-1] == "clear: exposed under the clause in 0 of 1 admissible worlds"


def test_the_derivation_tells_each_element() -> None:
    found = ban_of(ask(policy(document(COMPETING)), pipeline()))
    assert found.derivation == (
        "in force on the days of the act: yes",
        "`uses` read as `verbatim`: met",
        "`uses` read as `descendant`: met",
        "binds over this source: yes",
        "`competes` read as `substitute`: not met",
        "`competes` read as `any-overlap`: met",
        "condition of the clause: in some worlds",
        "grey: exposed under the clause in 1 of 2 admissible worlds",
    )


def test_facts_are_relied_on_with_their_origin() -> None:
    found = ban_of(ask(policy(document(clause("ban", TRAIN, "when     party.size more than 5"))), pipeline()))
    assert [(f.fact, f.value, f.origin, f.absence) for f in found.facts_relied_on] == [("declarant.size", "10", "declared", False)]


def test_an_undeclared_channel_asks_for_it() -> None:
    found = ban_of(ask(policy(document(BAN)), pipeline(ask="date: 2025-03-01")))
    assert (found.verdict, found.pivots, found.source) == (Verdict.OPEN, ("fact:ask.via",), "acme/big via an undeclared channel at ask")
    assert found.choices[0].values == ("acme/api", "acme/chat", "another channel")
    assert found.missing[0].question == "Through which channel did `ask` reach its model?"
    assert [(a.key, a.value) for a in found.settled_by] == [("fact:ask.via", v) for v in found.choices[0].values]


def test_a_clause_last_seen_says_when() -> None:
    from datetime import date

    exposure = ask(policy(document(BAN)), pipeline(), last_seen={"acme/terms#ban": date(2026, 5, 5)})
    assert ban_of(exposure).citation.last_seen == exposure.examined.terms_last_seen == date(2026, 5, 5)


# --- title -------------------------------------------------------------------------------------------------------------

TITLE = clause("title", "assigns  output subject to compliance", at="2")


def title_of(text: str, **more: str) -> Finding:
    return find(ask(policy(document(TITLE + text)), pipeline(**more)), "acme/terms#title@ask:ask")


def test_title_is_lost_by_what_is_breached_in_every_world_and_nothing_else_is_named() -> None:
    maybe = clause("maybe", TRAIN, "when     competes(model, publisher)", at="1.2")
    found = title_of(BAN + maybe, releases="unknown")
    assert (found.verdict, found.word, found.norm) == (Verdict.PROHIBITED, "title lost", "assigns")
    assert [(h.clause, h.title, h.pinpoint, h.verdict) for h in found.hangs_on] == [
        ("acme/terms#ban", "Acme acme/terms", "1.1", Verdict.PROHIBITED)
    ]
    assert found.derivation[-1] == "title lost: title does not vest in 1 of 1 admissible worlds"


def test_title_that_is_not_lost_for_sure_hangs_on_all_that_may_be_breached() -> None:
    duty = clause("naming", "on       release model using output", 'requires release.name starts with "Acme"', at="1.3")
    found = title_of(COMPETING + duty, releases=PUBLIC)
    assert (found.verdict, found.word) == (Verdict.PROHIBITED, "title lost")
    assert [(h.clause, h.verdict) for h in found.hangs_on] == [
        ("acme/terms#ban", Verdict.PROHIBITED),
        ("acme/terms#naming", Verdict.CONDITIONAL),
    ]
    found = title_of(COMPETING + duty, releases="[]")
    assert (found.verdict, found.word) == (Verdict.GREY, "grey")
    assert [(h.clause, h.verdict) for h in found.hangs_on] == [("acme/terms#ban", Verdict.GREY)]
    assert found.derivation[-1] == "grey: title does not vest in 1 of 2 admissible worlds"


def test_title_that_is_kept_hangs_on_nothing_that_must_be_named() -> None:
    found = title_of(clause("ban", TRAIN, "when     model.task is classification"))
    assert (found.verdict, found.word, found.hangs_on) == (Verdict.CLEAR, "clear", ())


def test_an_answer_that_loses_title_prohibits_nothing_by_it() -> None:
    from gauger.engine.asking import list_inquiries
    from gauger.engine.question import Question
    from tests.unit.scenes import AS_OF, read_declaration

    asked = policy(document(TITLE + clause("ban", TRAIN, "when     model.task is chat")))
    declared = pipeline(student="scope: narrow, capabilities: [text]")
    exposure = ask(asked, declared)
    (inquiry,) = list_inquiries(asked, read_declaration(declared), Question(AS_OF), exposure)
    told = {answer.value: (answer.prohibited, answer.lost) for answer in inquiry.answers}
    assert told["chat"] == (("acme/terms#ban@train:ask",), ("acme/terms#title@ask:ask",))


# --- what is assumed ---------------------------------------------------------------------------------------------------

UNLESS = clause("ban", TRAIN, "except   rival") + exception("rival", "when     competes(model, publisher)")


@pytest.mark.parametrize(
    ("assume", "verdict", "holds"),
    [
        ((), Verdict.GREY, "in some worlds"),
        ((("competes", "any-overlap"),), Verdict.CLEAR, "always"),
        ((("competes", "substitute"),), Verdict.PROHIBITED, "never"),
    ],
)
def test_an_exception_holds_in_the_worlds_that_are_assumed(assume: tuple[tuple[str, str], ...], verdict: Verdict, holds: str) -> None:
    found = ban_of(ask(policy(document(UNLESS)), pipeline(), assume=assume))
    assert (found.verdict, [e.holds for e in found.exceptions]) == (verdict, [holds])
