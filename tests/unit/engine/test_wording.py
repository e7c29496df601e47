"""What people are asked where something is not known, and at which record the question points."""

from __future__ import annotations

import pytest

from gauger.findings.model import Exposure
from tests.unit.engine.texts import LEND, PUBLIC, VOCABULARY, clause, document, pipeline
from tests.unit.scenes import ask, read_policy

MORE = f"""{LEND}
attribute party.users
  says     "How many use what it offers."
  figure
attribute model.origin
  says     "From whom it is."
  one of   here, there
attribute release.form
  says     "As what it is let out."
  one of   parameters, service
attribute release.reach
  says     "How many get it."
  figure

part owner of party
  says     "Who owns it."
attribute owner.share
  says     "How much of it."
  number
attribute owner.form
  says     "What sort of owner."
  one of   rival, friend
part mark of release
  says     "What is written on it."
attribute mark.words
  says     "Which words."
  text
attribute mark.size
  says     "How large they are."
  number

object sources
  says     "What stands in a dataset."
  from     dataset
  tied by  derives-from
object code
  says     "What a tool is."
  from     tool
  tied by  derives-from
concept derives-from(model, sources)
  asks     "Does it come from that?"
  reading any
    says   "In any way."
    along  copy, rewrite, transcribe, seed, label, judge, select, reward, logits, weights, teach, tool

channel acme/hub
  title    "Acme Hub"
  hosts    models
"""

TRAIN = "forbids  train model using output"
RELEASE = "forbids  release model using output"
LET_OUT = PUBLIC.replace("date:", "id: let.out, date:")
"""Its name has a dot in it, as such names may."""


def inquire(clauses: str, declared: str, *, head: str = "governs    acme/api", versions: str = "version 2025-01-01") -> Exposure:
    return ask(read_policy(VOCABULARY + MORE, document(clauses, head=head, versions=versions)), declared)


def wanted(exposure: Exposure) -> dict[str, tuple[str, str]]:
    """By key: the question, and the text of the declaration at which it points."""
    return {m.key: (m.question, m.span.text) for finding in exposure.findings for m in finding.missing}


@pytest.mark.parametrize(
    ("condition", "key", "question"),
    [
        ("party.size more than 5", "declarant.size", "What is `declarant.size`? How many users it has."),
        ("step.rough is yes", "train.rough", "What is `train.rough`? Whether it was done roughly."),
        ("model.task is chat", "student.task", "What is `student.task`? What it is for."),
        ("distributed(model)", "student.releases", "Is `student` let out in any way that is not declared?"),
        (
            "party.users with affiliates as of 2025-02-01 more than 5",
            "declarant.users with affiliates as of 2025-02-01",
            "What is `declarant.users` with affiliates as of 2025-02-01? How many use what it offers.",
        ),
        (
            "party.users over any 12 months more than 5",
            "declarant.users over any 12 months",
            "What is `declarant.users` over any 12 months? How many use what it offers.",
        ),
        (
            "\n    some owner of party\n      owner.form is rival",
            "declarant.owner",
            "Has `declarant` any `owner` that is not declared? Who owns it.",
        ),
        (
            "\n    sum of owner.share of party more than 50\n      owner.form is rival",
            "declarant.sum of owner.share where owner.form is rival",
            "How much is the sum of owner.share where owner.form is rival for `declarant`?",
        ),
    ],
)
def test_a_fact_is_asked_for_at_the_record_that_lacks_it(condition: str, key: str, question: str) -> None:
    declared = pipeline(student="scope: narrow", releases="unknown").replace(", size: 10", "")
    at = {"declarant": "party", "train": "train", "student": "student"}[key.partition(".")[0]]
    assert wanted(inquire(clause("ban", TRAIN, f"when     {condition}"), declared)) == {f"fact:{key}": (question, at)}


@pytest.mark.parametrize("name", ["student.release", "let.out"])
@pytest.mark.parametrize(
    ("condition", "asked", "question"),
    [
        ("release.notice is yes", "notice", "What is `{0}.notice`? Whether the notice is with it."),
        ("release.form is service", "form", "What is `{0}.form`? As what it is let out."),
        (
            "\n    some mark of release\n      mark.size more than 1",
            "mark",
            "Has `{0}` any `mark` that is not declared? What is written on it.",
        ),
        (
            '\n    sum of mark.size of release more than 50\n      mark.words is "A"',
            "sum of mark.size where mark.words is A",
            "How much is the sum of mark.size where mark.words is A for `{0}`?",
        ),
        ("release.reach as of 2025-02-01 more than 5", "reach as of 2025-02-01", "What is `{0}.reach` as of 2025-02-01? How many get it."),
    ],
)
def test_ids_with_dots_are_told_from_what_is_asked_of_them(name: str, condition: str, asked: str, question: str) -> None:
    declared = pipeline(releases=PUBLIC if name == "student.release" else LET_OUT)
    at = "student" if name == "student.release" else "let.out"
    assert wanted(inquire(clause("ban", RELEASE, f"when     {condition}"), declared)) == {
        f"fact:{name}.{asked}": (question.format(name), at)
    }


def test_a_figure_is_asked_for_when_each_thing_is_done() -> None:
    found = wanted(inquire(clause("ban", RELEASE, "when     release.reach more than 5"), pipeline(releases=LET_OUT)))
    assert found == {
        "fact:let.out.reach at let.out": ("What is `let.out.reach` at let.out? How many get it.", "let.out"),
        "fact:let.out.reach at ask": ("What is `let.out.reach` at ask? How many get it.", "let.out"),
    }


def test_one_of_several_things_is_asked_about_by_what_such_things_have() -> None:
    """Releases have a form as well, which is something else."""
    declared = pipeline(more="").replace("size: 10", "owner: [{share: 60}]")
    ban = clause("ban", TRAIN, "when", "  some owner of party", "    owner.form is rival")
    assert wanted(inquire(ban, declared)) == {
        "fact:declarant.owner.1.form": ("What is `declarant.owner.1.form`? What sort of owner.", "party")
    }


def test_two_facts_of_which_neither_is_known_are_asked_about_together() -> None:
    ban = clause("ban", TRAIN, "when     model.origin is source.origin")
    assert wanted(inquire(ban, pipeline())) == {
        "fact:student.origin is teacher.origin": ("Is it so that `student.origin is teacher.origin`? From whom it is.", "student")
    }


def test_what_a_publisher_does_not_say_is_asked_of_whoever_declares() -> None:
    ban = clause("ban", "forbids  train model using output", "when     model.capabilities overlaps publisher.products")
    exposure = ask(
        read_policy(VOCABULARY.replace("  products text\n", ""), document(ban)), pipeline(student="task: chat, capabilities: [text]")
    )
    assert wanted(exposure) == {"fact:publisher acme.products": ("What is `publisher acme.products`? What it offers.", "party")}


def test_it_is_asked_whether_something_was_done_for_others() -> None:
    assert wanted(inquire(clause("ban", "forbids  lend model using output"), pipeline())) == {
        "fact:train.for": ("Was `train` done for somebody else?", "train")
    }


# --- lists, channels, days and licences --------------------------------------------------------------------------------


def test_open_lists_of_a_step_are_asked_about() -> None:
    declared = pipeline().replace("stage: sft, from: [], data: [rows],", "stage: sft,")
    assert wanted(inquire(clause("ban", TRAIN), declared)) == {
        "fact:train.data": ("Which declared datasets does `train` train on?", "train")
    }
    declared = (
        pipeline(artifacts="  graded: {dataset: us/graded}")
        .replace("does: generate", "does: judge")
        .replace("data: [rows],", "data: [graded],")
    )
    assert wanted(inquire(clause("ban", TRAIN), declared)) == {
        "fact:train.feedback": ("Which declared steps steered the training of `train` by what they returned?", "train")
    }


def test_the_channel_and_its_day_are_asked_for() -> None:
    exposure = inquire(clause("ban", TRAIN, "in force from 2025-06-01"), pipeline(ask="rough: no", train="rough: no"))
    assert wanted(exposure) == {
        "fact:ask.via": ("Through which channel did `ask` reach its model?", "ask"),
        "fact:ask.date": ("When is the day of `ask`?", "ask"),
        "fact:train.date": ("When is the day of `train`?", "train"),
    }


# --- leave and agreements ----------------------------------------------------------------------------------------------

GATED = clause("ban", TRAIN, "when none of", "  permitted by written")


def permitted(more: str, **parts: str) -> str:
    return pipeline(more=f"agreements: [{{document: acme/terms, permission: {{clauses: [ban], {more}}}}}]", **parts)


@pytest.mark.parametrize(
    ("more", "key", "question"),
    [
        ("given: 2025-01-01, until: never", "form", "In which form was the permission acme/terms 1 given?"),
        ("form: written, until: never", "given", "On which day was the permission acme/terms 1 given?"),
        ("form: written, given: 2025-01-01", "until", "Until which day does the permission acme/terms 1 run?"),
    ],
)
def test_what_is_not_known_of_a_permission_is_asked_of_whoever_declares(more: str, key: str, question: str) -> None:
    assert wanted(inquire(GATED, permitted(more))) == {f"fact:permission acme/terms 1.{key}": (question, "party")}


def test_an_unknown_end_against_an_unknown_day_is_one_question() -> None:
    """The release may have been on any day of May, and its name has a dot in it."""
    gated = clause("ban", RELEASE, "when none of", "  permitted by written")
    releases = LET_OUT.replace("2025-05-01", "{between: [2025-05-01, 2025-05-31]}")
    assert wanted(inquire(gated, permitted("form: written, given: 2025-01-01", releases=releases))) == {
        "fact:permission acme/terms 1.covers let.out": ("Does the permission acme/terms 1 cover the day of `let.out`?", "party")
    }


def test_agreements_are_asked_about() -> None:
    late = "version 2025-01-01\nversion 2025-03-15"
    exposure = inquire(
        clause("ban", TRAIN, "in force from 2025-03-15"), pipeline(), head="governs    acme/api\nstands     as accepted", versions=late
    )
    assert wanted(exposure) == {"fact:agreement acme/terms.accepted": ("On which day was the agreement acme/terms accepted?", "party")}


def test_objections_are_asked_about() -> None:
    late = "version 2025-01-01\nversion 2025-03-15"
    head = "governs    acme/api\nstands     for 1 months after objection within 30 days"
    exposure = inquire(clause("ban", TRAIN, "in force from 2025-03-15"), pipeline(train="date: 2025-04-20"), head=head, versions=late)
    assert wanted(exposure) == {
        "fact:agreement acme/terms.objected to 2025-03-15": ("Was under the agreement acme/terms objected to 2025-03-15?", "party"),
        "fact:agreement acme/terms.objected late to 2025-03-15": (
            "Was under the agreement acme/terms the objection made late to 2025-03-15?",
            "party",
        ),
    }


def test_what_hangs_on_no_attribute_of_the_vocabulary_is_asked_about_by_its_name() -> None:
    """Whether logits were taken, where it is not said what was, decides whether the student learnt from them."""
    taught = """
object logits
  says     "How likely each word was."
  from     access
  tied by  learns
concept learns(model, logits)
  asks     "Did it learn from them?"
  reading one
    says   "By them alone."
    along  logits
"""
    asked = read_policy(VOCABULARY + taught, document(clause("ban", "forbids  train model using logits")))
    exposure = ask(asked, pipeline().replace(", output: [completions]", ""))
    assert wanted(exposure) == {"fact:ask.output": ("What is `ask.output`?", "ask")}


# --- choices -----------------------------------------------------------------------------------------------------------


def test_a_choice_has_a_question_and_a_reading_says_what_it_means() -> None:
    found = inquire(clause("ban", TRAIN, "when all of", "  competes(model, publisher)", "  step.rough is yes"), pipeline()).findings[0]
    assert [(c.key, c.kind, c.question, c.values, c.explanations) for c in found.choices] == [
        (
            "reading:acme/terms:competes",
            "reading",
            "Do they compete?",
            ("substitute", "any-overlap"),
            ("Buyers could take one for the other.", "They share a capability."),
        ),
        ("fact:train.rough", "fact", "What is `train.rough`? Whether it was done roughly.", ("yes", "no"), ()),
    ]


@pytest.mark.parametrize(
    ("other", "question"),
    [
        ("acme/terms", "Which prevails within acme/terms: the ban, or what in it stands against the ban?"),
        ("acme/more", "Which prevails: acme/more or acme/terms?"),
    ],
)
def test_it_is_asked_which_of_two_texts_prevails(other: str, question: str) -> None:
    free = clause("free", "permits  train model using output", at="2")
    ban = clause("ban", TRAIN)
    documents = [document(ban + free)] if other == "acme/terms" else [document(ban), document(free, name=other)]
    found = {f.clause: f for f in ask(read_policy(VOCABULARY + MORE, *documents), pipeline()).findings}["ban"]
    assert [(c.kind, c.question) for c in found.choices] == [("conflict", question)]


# --- what is most worth knowing ----------------------------------------------------------------------------------------


def test_what_settles_most_is_asked_first() -> None:
    """The size alone decides of a ban. The other facts are asked about in pairs: either can settle a pair that must both be so, and neither
    one that must both be so or both not."""
    both = "when all of\n    model.task is chat\n    {}"
    neither = "when any of\n    all of\n      {0}\n      step.rough is yes\n    none of\n      {0}\n      step.rough is yes"
    conditions = (
        "when     party.size more than 5",
        both.format("model.scope is general"),
        both.format("access.rough is yes"),
        neither.format("model.task is chat"),
        neither.format("model.scope is general"),
    )
    clauses = "".join(clause(f"ban-{n}", TRAIN, condition, at=f"1.{n}") for n, condition in enumerate(conditions))
    exposure = inquire(clauses, pipeline(student="capabilities: [text]").replace(", size: 10", ""))
    assert [(a.key, a.sure, a.settles, a.touches) for a in exposure.asks] == [
        ("fact:declarant.size", 1, 1, 1),
        ("fact:student.task", 0, 2, 3),
        ("fact:student.scope", 0, 1, 2),
        ("fact:ask.rough", 0, 1, 1),
        ("fact:train.rough", 0, 0, 2),
    ]
    assert {a.key: (a.question, a.span.text) for a in exposure.asks} == wanted(exposure)
