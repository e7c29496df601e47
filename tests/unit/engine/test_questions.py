"""What is asked beside the declaration: gaps, conclusions, assumptions, leave given, order of precedence; and what must not matter."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from gauger.declaration.records import Declaration
from gauger.engine import Contradiction, Question, Refused, UnknownAssumption, evaluate
from gauger.findings.model import Exposure, Finding, Verdict
from gauger.policy.model import Policy, Standing
from tests.differential.random_declarations import RandomCase, random_case
from tests.unit.engine.texts import BAN, PUBLIC, clause, document, exception, pipeline, policy
from tests.unit.scenes import ask, find, read_declaration

TRAIN = "forbids  train model using output"
COMPETING = clause("ban", TRAIN, "when     competes(model, publisher)")
OPEN_BASE = "  base: {model: acme/base, publisher: acme, license: "


def ban_of(exposure: Exposure) -> Finding:
    return find(exposure, "acme/terms#ban@train:ask")


# --- what was not examined ---------------------------------------------------------------------------------------------


def gaps(declared: str, *documents: str) -> list[tuple[str, str, str]]:
    return [(g.kind, g.source, g.reason) for g in ask(policy(*(documents or (document(BAN),))), declared).unexamined]


def uncovered(declared: str, *documents: str) -> list[tuple[str, str, str]]:
    return [gap for gap in gaps(declared, *documents) if gap[0] == "terms"]


def released(licence: str) -> str:
    return pipeline(artifacts=f"{OPEN_BASE}{licence}}}", releases="[{artifact: base, to: [public], date: 2025-05-01}]")


@pytest.mark.parametrize(
    ("declared", "gap"),
    [
        (pipeline(ask="via: acme/chat, date: 2025-03-01"), ("terms", "ask", "no installed document governs `acme/chat`")),
        (pipeline(ask="date: 2025-03-01"), ("terms", "ask", "if `ask` went through another channel, its terms are not covered")),
        (
            pipeline(ask="via: acme/api, date: 2024-12-31"),
            ("terms", "ask", "no encoded version of `acme/terms` is older than 2025-01-01"),
        ),
        (released("mit"), ("terms", "base", "no installed document for the licence `mit`")),
        (released("unknown"), ("terms", "base", "the licence of `acme/base` is not declared")),
    ],
)
def test_what_no_text_covers_is_named(declared: str, gap: tuple[str, str, str]) -> None:
    assert uncovered(declared) == [gap]


def test_a_licence_of_two_of_which_one_is_installed_is_named() -> None:
    keep = document(clause("keep", "on       release model using weights", "requires release.notice is yes"), head='licence    "acme-open"')
    assert uncovered(released("[acme-open, MIT]"), keep, document(BAN, name="acme/api-terms")) == [
        ("terms", "base", "no installed document for the licence `MIT`")
    ]


def test_a_tag_that_names_no_licence_is_no_gap_beside_the_one_that_is_named() -> None:
    keep = document(clause("keep", "on       release model using weights", "requires release.notice is yes"), head='licence    "acme-open"')
    texts = (keep, document(BAN, name="acme/api-terms"))
    assert uncovered(released("[{id: other, standing: tag}, acme-open]"), *texts) == []
    assert uncovered(released("[{id: other, standing: tag}]"), *texts) == [
        ("terms", "base", "no installed document for the licence `other`")
    ]


def test_a_model_run_on_own_account_without_a_known_licence() -> None:
    declared = pipeline(ask="via: local, date: 2025-03-01")
    assert gaps(declared) == [("terms", source, "`acme/big` carries no licence") for source in ("ask", "teacher")]


def test_data_of_others_whose_making_is_not_declared() -> None:
    declared = pipeline(artifacts="  pages: {dataset: them/pages, license: unknown}").replace("data: [rows]", "data: [rows, pages]")
    assert ("lineage", "pages", "how `them/pages` was made is not declared") in gaps(declared)


def test_a_source_that_is_covered_leaves_no_gap() -> None:
    assert gaps(pipeline()) == []


# --- conclusions declared as facts -------------------------------------------------------------------------------------


def test_a_conclusion_is_not_read_and_asks_for_what_would_decide_it() -> None:
    told = ask(policy(document(COMPETING)), pipeline(student="competes: no"))
    assert [(c.fact, c.concept, c.asks) for c in told.characterisations] == [
        ("student.competes", "competes", ("student.releases", "student.capabilities"))
    ]
    assert ban_of(told).verdict is ban_of(ask(policy(document(COMPETING)), pipeline(student=""))).verdict


# --- assumptions -------------------------------------------------------------------------------------------------------


def refusal(*assume: tuple[str, str], declared: str | None = None) -> tuple[object, ...]:
    with pytest.raises(Refused) as refused:
        ask(policy(document(COMPETING)), declared or pipeline(student=""), assume=assume)
    return refused.value.problems


COMPETES = "reading:acme/terms:competes"


def test_every_assumption_that_cannot_be_made_is_told_at_once() -> None:
    keys = ("fact:student.capabilities", COMPETES)
    assert refusal(("reading:acme/terms:rivals", "x"), ("fact:student.size", "3")) == (
        UnknownAssumption("reading:acme/terms:rivals", "x", keys, about_key=True),
        UnknownAssumption("fact:student.size", "3", keys, about_key=True),
    )


def test_a_value_that_there_is_not_is_one_mistake_and_not_two() -> None:
    assert refusal((COMPETES, "wide")) == (UnknownAssumption(COMPETES, "wide", ("substitute", "any-overlap"), about_key=False),)


def test_assumptions_that_leave_no_world_are_a_contradiction() -> None:
    problems = refusal((COMPETES, "substitute"), (COMPETES, "any-overlap"))
    assert [(type(p), p.finding) for p in problems if isinstance(p, Contradiction)] == [(Contradiction, "acme/terms#ban@train:ask")]
    assert len(problems) == 1


@pytest.mark.parametrize("asked", ["2025-05-01", "{between: [2025-05-01, 2025-06-01]}", "2025-05-01..2025-05-09"])
@pytest.mark.parametrize("trained", ["2025-04-01", "{between: [2025-03-01, 2025-04-30]}"])
def test_what_is_used_before_it_was_begun_leaves_no_world(asked: str, trained: str) -> None:
    with pytest.raises(Refused) as refused:
        ask(policy(document(BAN)), pipeline(ask=f"via: acme/api, date: {asked}", train=f"date: {trained}"))
    assert refused.value.problems == (Contradiction("", ("fact:ask.date", "fact:train.date")),)


@pytest.mark.parametrize("trained", ["2025-05-01", "2025-05-05", "{between: [2025-03-01, 2025-05-01]}", "unknown", "planned"])
def test_what_is_used_while_it_still_goes_on_is_no_contradiction(trained: str) -> None:
    found = ban_of(ask(policy(document(BAN)), pipeline(ask="via: acme/api, date: 2025-05-01..2025-05-09", train=f"date: {trained}")))
    assert found.verdict is Verdict.PROHIBITED


def test_a_release_before_the_model_is_made_leaves_no_world() -> None:
    with pytest.raises(Refused) as refused:
        ask(policy(document(BAN)), pipeline(releases="[{artifact: student, to: [public], date: 2025-03-31}]"))
    assert refused.value.problems == (Contradiction("", ("fact:train.date", "fact:student.release.date")),)


def test_an_assumption_settles_a_finding() -> None:
    verdicts = {}
    for value in ("substitute", "any-overlap"):
        verdicts[value] = ban_of(ask(policy(document(COMPETING)), pipeline(), assume=((COMPETES, value),))).verdict
    assert verdicts == {"substitute": Verdict.CLEAR, "any-overlap": Verdict.PROHIBITED}


def replay(case: RandomCase, question: Question) -> tuple[Exposure | None, tuple[UnknownAssumption | Contradiction, ...]]:
    try:
        return evaluate(case.policy, case.declaration, question), ()
    except Refused as refused:
        return None, refused.problems


def answer(case: RandomCase) -> Exposure | None:
    return replay(case, Question(case.as_of, frozenset({Standing.TEXT, *case.admitted})))[0]


@settings(deadline=None, max_examples=40)
@given(st.integers(0, 100_000))
@example(57_148)  # a duty that cannot be met beside another one is no less exposed
def test_witnesses_replay(seed: int) -> None:
    """Assuming a whole witness makes the finding what the witness says: exposed in every world that is left, or in none."""
    case = random_case(Random(f"replay {seed}"))
    exposure = answer(case)
    for finding in [f for f in exposure.findings if f.witnesses][:3] if exposure is not None else []:
        for witness in finding.witnesses:
            assume = tuple((a.key, a.value) for a in witness.world)
            question = Question(case.as_of, frozenset({Standing.TEXT, *case.admitted}), assume)
            again, problems = replay(case, question)
            if again is None:
                # Another finding may have to do without that world: its own constraints leave none of it.
                assert finding.id not in {p.finding for p in problems if isinstance(p, Contradiction)}
                assert not [p for p in problems if isinstance(p, UnknownAssumption) and p.about_key]
                continue
            settled = find(again, finding.id)
            assert settled.worlds == (settled.worlds[1] if witness.breach else 0, settled.worlds[1])
            assert (settled.severity is Verdict.PROHIBITED) if witness.breach else settled.verdict is Verdict.CLEAR


# --- what must not matter ----------------------------------------------------------------------------------------------


def essence(exposure: Exposure) -> object:
    shown = [
        (f.id, f.verdict, f.duty, f.as_modelled, f.causes, set(f.pivots), {(frozenset(d.given), d.breach) for d in f.deciding_sets})
        for f in (*exposure.findings, *exposure.dormant)
    ]
    return sorted(shown, key=lambda entry: entry[0])


def shuffled(case: RandomCase, seed: int) -> tuple[Policy, Declaration]:
    rng = Random(seed)

    def mix(items: dict[str, object]) -> dict[str, object]:
        return dict(rng.sample(list(items.items()), len(items)))

    declaration = replace(
        case.declaration,
        artifacts=mix(dict(case.declaration.artifacts)),  # type: ignore[arg-type]
        steps=mix(dict(case.declaration.steps)),  # type: ignore[arg-type]
        parties=mix(dict(case.declaration.parties)),  # type: ignore[arg-type]
    )
    return replace(case.policy, documents=mix(dict(case.policy.documents))), declaration  # type: ignore[arg-type]


@settings(deadline=None, max_examples=60)
@given(st.integers(0, 100_000))
@example(85)  # values that several artifacts have are named in one order
def test_the_order_of_anything_changes_nothing(seed: int) -> None:
    case = random_case(Random(f"order {seed}"))
    exposure = answer(case)
    if exposure is not None and all(f.complete for f in exposure.findings):
        policy_, declaration = shuffled(case, seed)
        again = evaluate(policy_, declaration, Question(case.as_of, frozenset({Standing.TEXT, *case.admitted})))
        assert essence(again) == essence(exposure)
        assert [f.id for f in again.findings] == [f.id for f in exposure.findings]


def test_the_same_question_has_the_same_answer() -> None:
    declared = read_declaration(pipeline(student="", releases="{complete: false, items: []}"))
    assert ask(policy(document(COMPETING)), declared) == ask(policy(document(COMPETING)), declared)


def test_an_artifact_that_nothing_is_done_with_changes_nothing() -> None:
    plain = ask(policy(document(COMPETING)), pipeline())
    more = ask(policy(document(COMPETING)), pipeline(artifacts="  aside: {model: us/aside, task: chat}"))
    assert essence(replace(more, dormant=())) == essence(replace(plain, dormant=()))


# --- leave given by the publisher --------------------------------------------------------------------------------------

GATED = clause("ban", TRAIN, "when none of", "  permitted by written", at="D.4(a)")


def leave(*, clauses: str = "D.4", form: str = "written", given: str = "2025-01-01", until: str = "never") -> str:
    permission = f"{{clauses: [{clauses}], form: {form}, given: {given}, until: {until}}}"
    return pipeline(more=f"agreements: [{{document: acme/terms, permission: {permission}}}]")


@pytest.mark.parametrize(
    ("clauses", "lifted"),
    [
        ("D.4(a)", True), ("D.4", True), ("D", True), ("ban", True), ("acme/terms#ban", True),
        ("D.4(b)", False), ("D.4(a)(i)", False), ("4(a)", False), ("D.4(", False), ("other", False), ("acme/other#ban", False),
    ],
)  # fmt: skip
def test_a_permission_lists_a_clause_by_name_key_or_whole_parts_of_its_pinpoint(clauses: str, lifted: bool) -> None:
    found = ban_of(ask(policy(document(GATED)), leave(clauses=f'"{clauses}"')))
    assert found.verdict is (Verdict.CLEAR if lifted else Verdict.PROHIBITED)


def test_half_a_part_of_a_pinpoint_is_no_part() -> None:
    long = clause("ban", TRAIN, "when none of", "  permitted by written", at="D.40")
    assert ban_of(ask(policy(document(long)), leave(clauses="D.4"))).verdict is Verdict.PROHIBITED


@pytest.mark.parametrize(
    ("more", "verdict"),
    [
        ({"form": "order-form"}, Verdict.PROHIBITED),
        ({"given": "2025-04-02"}, Verdict.PROHIBITED),
        ({"given": "2025-03-02"}, Verdict.CLEAR),
        ({"given": "2025-03-01"}, Verdict.CLEAR),
        ({"until": "2025-04-01"}, Verdict.CLEAR),
        ({"until": "2025-03-31"}, Verdict.PROHIBITED),
        ({"given": "unknown"}, Verdict.OPEN),
        ({"until": "unknown"}, Verdict.OPEN),
    ],
)
def test_a_permission_has_a_form_and_covers_every_day_of_the_act(more: dict[str, str], verdict: Verdict) -> None:
    assert ban_of(ask(policy(document(GATED)), leave(**more))).verdict is verdict


def test_leave_for_one_ban_stands_against_another_of_the_same_grantor_only() -> None:
    head = "governs    acme/api\nincludes   acme/rules, other/rules"
    rules = [document(BAN, name=f"{name}/rules", head="governs    acme/chat") for name in ("acme", "other")]
    ours = policy(document(BAN, head=head), *rules)
    by_same = ban_of(ask(ours, leave(clauses="acme/rules#ban")))
    assert (by_same.verdict, by_same.causes) == (Verdict.GREY, ("conflict",))
    by_other = ban_of(ask(ours, leave(clauses="other/rules#ban")))
    assert (by_other.verdict, by_other.conflicts) == (Verdict.PROHIBITED, ())


@pytest.mark.parametrize(("form", "verdict"), [("unknown", Verdict.OPEN), ("written", Verdict.CLEAR), ("order-form", Verdict.PROHIBITED)])
def test_leave_of_a_form_that_is_not_declared_is_asked_about(form: str, verdict: Verdict) -> None:
    found = ban_of(ask(policy(document(GATED)), leave(form=form)))
    assert found.verdict is verdict
    assert [m.key for m in found.missing] == (["fact:permission acme/terms 1.form"] if verdict is Verdict.OPEN else [])


def test_a_permission_that_ended_says_so() -> None:
    found = ban_of(ask(policy(document(GATED)), leave(until="2025-03-31")))
    assert found.notes[-1:] == (
        "a permission under `acme/terms` (until 2025-03-31) does not cover every day of the act (last day 2025-04-01) and was not applied",
    )


# --- precedence --------------------------------------------------------------------------------------------------------

FREE = clause("free", "permits  train model using output")


def against(head: str = "", other_head: str = "", more: tuple[str, ...] = ()) -> Finding:
    ban = document(clause("ban", TRAIN, *more), head=f"governs    acme/api\n{head}")
    return ban_of(ask(policy(ban, document(FREE, name="acme/policy", head=f"governs    acme/api\n{other_head}")), pipeline()))


@pytest.mark.parametrize(
    ("head", "other_head", "more", "verdict", "settled"),
    [
        ("", "", (), Verdict.GREY, None),
        ("prevails over acme/policy", "", (), Verdict.PROHIBITED, "this clause prevails, as written"),
        ("", "yields to  acme/terms", (), Verdict.PROHIBITED, "this clause prevails, as written"),
        ("yields to  acme/policy", "", (), Verdict.CLEAR, "the other text prevails, as written"),
        ("", "prevails over acme/terms", (), Verdict.CLEAR, "the other text prevails, as written"),
        ("prevails over acme/policy", "prevails over acme/terms", (), Verdict.GREY, None),
        ("prevails over acme/policy", "", ("yields to  acme/policy",), Verdict.CLEAR, "the other text prevails, as written"),
    ],
)
def test_the_written_order_decides_and_none_is_a_conflict(
    head: str, other_head: str, more: tuple[str, ...], verdict: Verdict, settled: str | None
) -> None:
    found = against(head, other_head, more)
    assert (found.verdict, [(c.clause, c.settled) for c in found.conflicts]) == (verdict, [("acme/policy#free", settled)])
    if settled is None:
        assert (found.causes, found.pivots) == (("conflict",), ("conflict:acme/policy|acme/terms",))
        assert found.choices[0].question == "Which prevails: acme/policy or acme/terms?"
        assert found.choices[0].values == ("acme/policy", "acme/terms")


def test_what_another_grantor_permits_lifts_nothing() -> None:
    other = document(FREE, name="other/terms", head="governs    acme/api")
    found = ban_of(ask(policy(document(BAN), other), pipeline()))
    assert (found.verdict, found.conflicts) == (Verdict.PROHIBITED, ())


SECOND = clause("second", TRAIN, "when none of", "  permitted by written", at="E.1")


@pytest.mark.parametrize(
    ("head", "verdict"),
    [
        ("", Verdict.GREY),
        ("prevails over permission written", Verdict.PROHIBITED),
        ("yields to  permission written", Verdict.CLEAR),
        ("prevails over permission order-form", Verdict.GREY),
        ("prevails over permission written\nyields to  permission written", Verdict.GREY),
    ],
)
def test_leave_for_one_ban_stands_against_another_as_the_order_says(head: str, verdict: Verdict) -> None:
    text = document(BAN + SECOND, head=f"governs    acme/api\n{head}")
    found = ban_of(ask(policy(text), leave(clauses="E.1")))
    assert (found.verdict, [c.clause for c in found.conflicts]) == (verdict, ["permission under acme/terms (written)"])


def test_a_name_demanded_by_one_text_and_forbidden_by_another_is_a_conflict() -> None:
    demand = document(clause("naming", "on       release model using output", 'requires release.name starts with "Acme"'))
    no_marks = clause("marks", "forbids  release model using output", 'when     release.name contains "acme"')
    exposure = ask(policy(demand, document(no_marks, name="acme/brand")), pipeline(releases=PUBLIC.replace("Student 1", "Acme Student")))
    naming, marks = find(exposure, "#naming@"), find(exposure, "#marks@")
    assert (naming.verdict, marks.verdict) == (Verdict.CLEAR, Verdict.GREY)
    assert (marks.causes, [c.clause for c in marks.conflicts]) == (("conflict",), ["acme/terms#naming"])


# --- duties ------------------------------------------------------------------------------------------------------------

NOTICE = clause("notice", "on       release model using output", "requires release.notice is yes")


@pytest.mark.parametrize(
    ("notice", "verdict", "duty"),
    [("true", Verdict.CLEAR, None), ("false", Verdict.CONDITIONAL, "unmet"), ("unknown", Verdict.CONDITIONAL, "unshown")],
)
def test_a_duty_is_met_unmet_or_unshown(notice: str, verdict: Verdict, duty: str | None) -> None:
    declared = pipeline(releases=f"[{{artifact: student, to: [public], date: 2025-05-01, notice: {notice}}}]")
    found = find(ask(policy(document(NOTICE)), declared), "#notice@")
    assert (found.verdict, found.duty) == (verdict, duty)
    assert found.causes == (("duty",) if duty else ())


def test_findings_stand_worst_first_and_an_unmet_duty_right_behind_what_is_prohibited() -> None:
    clauses = (
        BAN + NOTICE + clause("quiet", "silent on train model using output") + clause("maybe", TRAIN, "when     competes(model, publisher)")
    )
    declared = pipeline(student="capabilities: [text]", releases="[{artifact: student, to: [employees], date: 2025-05-01, notice: false}]")
    assert [f.clause for f in ask(policy(document(clauses)), declared).findings] == ["ban", "notice", "maybe", "quiet"]


def test_an_exception_on_terms_is_a_duty() -> None:
    text = clause("ban", "forbids  release model using output", "except   noticed") + exception("noticed", "provided release.notice is yes")
    declared = pipeline(releases="[{artifact: student, to: [public], date: 2025-05-01, notice: false}]")
    found = find(ask(policy(document(text)), declared), "#ban@")
    assert (found.verdict, found.duty) == (Verdict.CONDITIONAL, "unmet")


def test_an_assumption_that_means_nothing_later_stops_nothing() -> None:
    """The end of a permission is cut at the act; on the day of the question it would be cut elsewhere, and no label is shared."""
    declared = leave(until="unknown")
    unsettled = ban_of(ask(policy(document(GATED)), declared))
    (end,) = unsettled.choices
    verdicts = [ban_of(ask(policy(document(GATED)), declared, assume=((end.key, value),))).verdict for value in end.values]
    assert set(verdicts) == {Verdict.CLEAR, Verdict.PROHIBITED}
