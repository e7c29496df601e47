"""What is derived once from a policy and a declaration: what uses what, in which order, whose doing it is, and which texts speak where."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from gauger.declaration import check_facts
from gauger.engine.case import Case
from gauger.engine.question import Question
from gauger.lineage import UNGUARDED, Guards
from gauger.policy.model import Policy
from gauger.worlds import TRUE, Choice, domains, literal, negate
from gauger.worlds.domains import YesNo
from tests.unit.engine.texts import BAN, VOCABULARY, clause, document, policy
from tests.unit.scenes import AS_OF, read_declaration, read_policy

PIPELINE = """
gauger: 1
project: case
party: {name: Us, namespace: us}
parties: {them: {name: Them, role: stranger}, sister: {name: Sister, role: affiliate}}
artifacts:
  teacher: {model: acme/big, publisher: acme, license: none}
  local: {model: acme/small, publisher: acme, license: acme-open}
  base: {model: acme/base, publisher: acme, license: acme-open}
  pages: {dataset: them/pages, license: unknown}
  rows: {dataset: us/rows}
  grades: {dataset: us/grades}
  student: {model: us/student}
  final: {model: us/final}
  theirs: {model: them/model, license: unknown}
steps:
  - {id: ask, does: generate, with: teacher, via: acme/api, date: 2025-03-01, yields: rows, data: [], tools: []}
  - {id: mix, does: generate, with: local, via: local, date: 2025-03-02, yields: rows, data: [], tools: [], by: sister}
  - {id: train, does: train, stage: rl, from: [base], data: [rows], feedback: [grade], tools: [], yields: student, date: 2025-04-01}
  - {id: grade, does: judge, with: teacher, via: acme/api, date: 2025-04-01, yields: grades, data: [rows], tools: []}
  - {id: try, does: judge, with: student, via: local, date: 2025-04-02, yields: grades, data: [], tools: []}
  - {id: polish, does: adapt, stage: sft, from: [student], data: [], feedback: [], tools: [], yields: final, date: 2025-05-01, by: sister}
  - {id: other, does: train, stage: sft, from: [], data: [pages], feedback: [], tools: [], yields: theirs, date: 2025-02-01, by: them}
releases: [{artifact: final, to: [public], date: 2025-06-01}]
"""


def build(asked: Policy | None = None, text: str = PIPELINE, guards: Guards = UNGUARDED) -> Case:
    p = asked or policy(document(BAN))
    typed, mistakes = check_facts(read_declaration(text), p.vocabulary)
    assert not mistakes, [m.message for m in mistakes]
    return Case(p, typed, Question(AS_OF), guards)


# --- what uses what ----------------------------------------------------------------------------------------------------

USES = {
    ("ask", "train"), ("mix", "train"), ("ask", "grade"), ("mix", "grade"), ("grade", "train"), ("train", "try"), ("train", "polish"),
    ("polish", "final.release"),
}  # fmt: skip


def test_a_step_uses_what_it_takes_reaches_and_is_steered_by() -> None:
    assert build().uses == USES


def test_what_is_used_at_any_remove_does_not_begin_later() -> None:
    made = {"try", "polish", "final.release"}
    behind = {"ask": {"grade", "train", *made}, "mix": {"grade", "train", *made}, "grade": {"train", *made}, "train": made}
    behind["polish"] = {"final.release"}
    case = build()
    assert case.order == {(first, then) for first, steps in behind.items() for then in steps}
    assert {first: set(steps) for first, steps in case.after.items()} == behind
    assert set(case.before["final.release"]) == set(behind)


def test_no_step_comes_before_itself() -> None:
    """Edits can have steps take what they make, which are then never all done."""
    case = build()
    steps = {**case.declaration.steps, "train": replace(case.declaration.steps["train"], feedback=("grade", "try"))}
    again = Case(case.policy, replace(case.declaration, steps=steps), case.question)
    assert {("train", "try"), ("try", "train")} <= again.order
    assert [pair for pair in again.order if pair[0] == pair[1]] == []


def test_of_steps_that_are_never_both_done_neither_uses_the_other() -> None:
    """Either the rows are asked for or it is trained on them; where the edits say that this cannot be, nothing is left of that pair."""
    choice = Choice("edit:x", "fact", YesNo())
    made = literal(choice, domains.Test("is", (True,)))
    assert build(guards=Guards(records={"ask": made, "train": negate(made)})).uses == USES - {("ask", "train")}
    assert build(guards=Guards(records={"ask": made, "train": made})).uses == USES
    assert build(guards=Guards(records={"ask": made}, given=negate(made))).uses == USES - {("ask", "train"), ("ask", "grade")}
    assert build(guards=Guards(records={"ask": made}, given=TRUE)).uses == USES


# --- whose doing it is -------------------------------------------------------------------------------------------------


def test_the_declaring_side_is_everybody_but_strangers() -> None:
    case = build()
    assert case.own_side == {"declarant", "sister"}
    made = ("rows", "grades", "student", "final", "theirs", "pages")
    assert [case.made_by_own_side(name) for name in made] == [True, True, True, True, False, False]


def test_what_strangers_and_the_own_side_have_made_together_is_the_own_sides_too() -> None:
    assert build(text=PIPELINE.replace("by: sister}\n  - {id: train", "by: them}\n  - {id: train")).made_by_own_side("rows")


def test_takers_are_what_the_own_side_needs_a_copy_for() -> None:
    """The teacher is reached through its publisher, and what strangers train on is theirs."""
    takers = {name: [done.id for done in found] for name, found in build().takers.items()}
    assert takers == {
        "rows": ["train", "grade"],
        "local": ["mix"],
        "base": ["train"],
        "student": ["try", "polish"],
        "final": ["final.release"],
    }


def test_the_making_counts_of_what_the_own_side_takes_in_or_lets_out() -> None:
    assert build().inputs_and_releases == {"rows", "base", "student", "final"}


# --- which texts speak where -------------------------------------------------------------------------------------------


def test_texts_are_found_by_channel_by_licence_and_everywhere() -> None:
    texts = policy(
        document(BAN),
        document(BAN, name="acme/all", head="governs    acme/chat\ngoverns    everything"),
        document(BAN, name="acme/both", head="governs    acme/api, acme/chat"),
        document(BAN, name="acme/open", head='licence    "Acme-Open", MIT'),
    )
    case = build(texts)
    assert {channel: [d.id for d in found] for channel, found in case.by_channel.items()} == {
        "acme/api": ["acme/both", "acme/terms"],
        "acme/chat": ["acme/all", "acme/both"],
    }
    assert {licence: [d.id for d in found] for licence, found in case.by_licence.items()} == {
        "acme-open": ["acme/open"],
        "mit": ["acme/open"],
    }
    assert [d.id for d in case.everywhere] == ["acme/all"]


TIED = """
concept grown(model, publisher)
  asks     "Is it grown?"
  reading one
    says   "So."
    when   model.scope is general
  reading two
    says   "Or so."
    when   model.task is chat
    implies competes as substitute
"""


def test_texts_in_which_readings_are_tied_are_known() -> None:
    plain = policy(document(BAN), document(BAN, name="acme/more", head="governs    acme/api\nadmits     bound downstream"))
    assert build(plain).connected == frozenset()
    timed = policy(
        document(BAN),
        document(BAN, name="acme/more", head="governs    acme/api\nadmits     bound downstream until 2026-01-01\nadmits     uses rumoured"),
    )
    assert build(timed).connected == {"acme/more"}
    tied = read_policy(VOCABULARY + TIED, document(BAN), document(clause("ban", "forbids  access service"), name="acme/more"))
    assert build(tied).connected == {"acme/terms", "acme/more"}
    one, other = (tied.vocabulary.concepts[name] for name in ("grown", "competes"))
    untied = replace(tied.vocabulary, concepts={name: c for name, c in tied.vocabulary.concepts.items() if name != "grown"})
    own = replace(tied.documents["acme/terms"], concepts={"grown": one, "competes": other})
    assert build(Policy(untied, tied.publishers, tied.channels, {**tied.documents, own.id: own})).connected == {"acme/terms"}


# --- what if -----------------------------------------------------------------------------------------------------------


def test_a_case_without_some_facts_is_made_once() -> None:
    """What was found for it is then found once as well."""
    case = build()
    freed = case.without("student.task", "final.releases")
    assert freed is case.without("final.releases", "student.task")
    assert freed.without("student.task") is not case
    assert freed.freed == {"student.task", "final.releases"}
    assert freed.with_releases("student").freed == freed.freed
    assert case.freed == frozenset()


def test_more_may_be_let_out_where_the_list_is_taken_as_open() -> None:
    case = build()
    assert case.further_releases == {}
    assert {name: r.id for name, r in case.without("student.releases").further_releases.items()} == {"student": "student.release.further"}


def test_what_is_kept_is_let_out_in_a_way_of_which_nothing_is_known() -> None:
    case = build()
    opened = case.with_releases("student")
    added = opened.declaration.releases.items[len(case.declaration.releases.items) :]
    assert [(r.id, r.artifact, r.when, r.facts) for r in added] == [("student.release.further", "student", None, {})]
    assert not opened.declaration.releases.open
    assert opened.further_releases == {}
    assert set(opened.dated) - set(case.dated) == {"student.release.further"}


def test_done_at_present_everything_lies_on_the_day_of_the_question() -> None:
    case = build()
    assert (case.at_present().today, case.today) == (True, False)
    later = replace(case.question, as_of=date(2027, 1, 1))
    assert case.asking(later).question.as_of == date(2027, 1, 1)
