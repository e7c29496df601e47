"""What each answer to a missing fact would do to each finding that hangs on it."""

from __future__ import annotations

from gauger.declaration import check_facts
from gauger.engine.asking import list_inquiries
from gauger.engine.question import Question
from gauger.findings.model import Answer
from gauger.policy.model import Policy
from tests.unit.engine.texts import VOCABULARY, clause, document, pipeline, policy
from tests.unit.scenes import AS_OF, ask, read_declaration, read_policy

TRAIN = "forbids  train model using output"
BAN, OTHER = "acme/terms#ban@train:ask", "acme/terms#other@train:ask"
NAMING = "acme/terms#naming@student.release:ask"
SIZELESS = pipeline().replace(", size: 10", "")
WORDS = ("clear", "conditional", "unmet", "unsettled", "prohibited", "lost", "impossible")


def told(answer: Answer) -> dict[str, tuple[str, ...]]:
    """Which findings come out how."""
    return {word: names for word in WORDS if (names := getattr(answer, word))}


def answers(asked: Policy, declared: str) -> list[tuple[str, list[tuple[str, dict[str, tuple[str, ...]]]]]]:
    """Each question with its answers, in the order in which they are put."""
    typed, mistakes = check_facts(read_declaration(declared), asked.vocabulary)
    assert not mistakes
    found = list_inquiries(asked, typed, Question(AS_OF), ask(asked, declared))
    return [(inquiry.ask.key, [(answer.value, told(answer)) for answer in inquiry.answers]) for inquiry in found]


def test_each_value_of_a_fact_is_an_answer() -> None:
    asked = policy(document(clause("ban", TRAIN, "when     model.task is chat")))
    assert answers(asked, pipeline(student="scope: narrow")) == [
        ("fact:student.task", [("classification", {"clear": (BAN,)}), ("chat", {"prohibited": (BAN,)})])
    ]


def test_a_number_is_cut_where_any_finding_tells_it_apart() -> None:
    """One forbids it to those of more than 5, the other to those of at least 100."""
    clauses = clause("ban", TRAIN, "when     party.size more than 5") + clause("other", TRAIN, "when     party.size at least 100", at="2")
    assert answers(policy(document(clauses)), SIZELESS) == [
        (
            "fact:declarant.size",
            [
                ("less than 5 or exactly 5", {"clear": (BAN, OTHER)}),
                ("between 5 and 100", {"clear": (OTHER,), "prohibited": (BAN,)}),
                ("exactly 100 or more than 100", {"prohibited": (BAN, OTHER)}),
            ],
        )
    ]


def test_of_sets_the_empty_one_and_those_of_one_member_are_answers() -> None:
    """It is not let out, so that only the reading for which a shared capability is enough can be met."""
    clauses = (
        clause("ban", TRAIN, "when     competes(model, publisher)"),
        clause("other", TRAIN, "when     model.capabilities overlaps image", at="2"),
    )
    assert answers(policy(document("".join(clauses))), pipeline(student="task: chat")) == [
        (
            "fact:student.capabilities",
            [
                ("none of these", {"clear": (BAN, OTHER)}),
                ("image", {"clear": (BAN,), "prohibited": (OTHER,)}),
                ("text", {"clear": (OTHER,), "unsettled": (BAN,)}),
            ],
        )
    ]


def test_what_may_still_be_let_out_is_answered_by_what_that_would_be_like() -> None:
    asked = policy(document(clause("ban", TRAIN, "when     distributed(model)")))
    assert answers(asked, pipeline(releases="unknown")) == [
        ("fact:student.releases", [("none of these", {"clear": (BAN,)}), ("to public", {"prohibited": (BAN,)})])
    ]


def test_an_answer_by_which_a_duty_is_not_met_leaves_it_unmet_and_one_that_leaves_another_unshown_does_not() -> None:
    both = clause("naming", "on       release model using output", "requires all of", "  release.notice is yes", '  release.name is "Acme"')
    declared = pipeline(releases="[{artifact: student, to: [public], date: 2025-05-01}]")
    assert answers(policy(document(both)), declared) == [
        (
            "fact:student.release.name",
            [("`Acme`", {"conditional": (NAMING,)}), ("another text", {"unmet": (NAMING,)})],
        ),
        (
            "fact:student.release.notice",
            [("yes", {"conditional": (NAMING,)}), ("no", {"unmet": (NAMING,)})],
        ),
    ]


def test_a_question_is_about_the_findings_that_hang_on_it_and_no_others() -> None:
    clauses = clause("ban", TRAIN, "when     model.task is chat") + clause("other", TRAIN, "when     model.scope is general", at="2")
    assert answers(policy(document(clauses + clause("sure", TRAIN, at="3"))), pipeline(student="capabilities: [text]")) == [
        ("fact:student.scope", [("narrow", {"clear": (OTHER,)}), ("general", {"prohibited": (OTHER,)})]),
        ("fact:student.task", [("classification", {"clear": (BAN,)}), ("chat", {"prohibited": (BAN,)})]),
    ]


def test_nothing_is_asked_where_all_is_known() -> None:
    assert answers(policy(document(clause("ban", TRAIN))), pipeline()) == []


FORCED = clause("ban", TRAIN, "in force from 2025-04-10 until 2025-04-11")


def test_days_before_a_period_and_after_it_are_two_answers() -> None:
    """It is trained on or after the day on which the model was asked. What was asked after the ban was not trained under it."""
    between = "date: {between: [2025-04-01, 2025-06-01]}"
    first, within, last = "2025-04-01..2025-04-09", "2025-04-10", "2025-04-11..2025-06-01"
    assert answers(policy(document(FORCED)), pipeline(ask=f"via: acme/api, {between}", train=between)) == [
        ("fact:ask.date", [(first, {"unsettled": (BAN,)}), (within, {"prohibited": (BAN,)}), (last, {"clear": (BAN,)})]),
        ("fact:train.date", [(first, {"clear": (BAN,)}), (within, {"prohibited": (BAN,)}), (last, {"unsettled": (BAN,)})]),
    ]


DATED = """
attribute step.date
  says     "When it was done."
  day
"""


def test_an_answer_ends_where_any_finding_tells_the_next_day_apart() -> None:
    """The one text is for those who reached the model from May on and trained after 9 April, the other came in force in May. Who trained in
    April reached the model before May, which the first text tells of the access alone."""
    routed = "governs    acme/api when\n  access.date on or after 2025-05-01\n"
    ban = document(routed + clause("ban", TRAIN, "when     step.date on or after 2025-04-10"), head="governs    acme/chat")
    other = document(clause("other", TRAIN, "in force from 2025-05-01"), name="acme/more")
    between = "date: {between: [2025-04-01, 2025-06-01]}"
    found = dict(answers(read_policy(VOCABULARY + DATED, ban, other), pipeline(ask=f"via: acme/api, {between}", train=between)))
    more = "acme/more#other@train:ask"
    assert found["fact:train.date"] == [
        ("2025-04-01..2025-04-09", {"clear": (more, BAN)}),
        ("2025-04-10..2025-04-30", {"clear": (more, BAN)}),
        ("2025-05-01..2025-06-01", {"unsettled": (BAN,), "prohibited": (more,)}),
    ]


LATER = "  - {id: again, does: generate, with: teacher, yields: more, data: [], output: [completions], via: acme/api, date: 2025-06-01}\n"


def test_what_was_last_accepted_by_one_day_is_another_question_than_what_was_by_another() -> None:
    """The terms count as last accepted before the access: in March, and again in June. What was accepted in May is nothing to the first:
    it may have been accepted in January, or once more under the ban of February."""
    text = clause("ban", TRAIN, "in force from 2025-02-01") + clause("other", TRAIN, "in force from 2025-05-01", at="2")
    head = "governs    acme/api\nstands     as last accepted"
    agreed = pipeline(
        more="agreements: [{document: acme/terms, accepted: 2025-01-10}]", train="date: 2025-07-01", artifacts="  more: {dataset: us/more}"
    )
    declared = agreed.replace("releases:", LATER + "releases:").replace("data: [rows]", "data: [rows, more]")
    again, other = "acme/terms#ban@train:again", "acme/terms#other@train:again"
    assert answers(policy(document(text, head=head)), declared) == [
        (
            "fact:agreement acme/terms.last-accepted by 2025-06-01",
            [
                ("2025-01-10..2025-01-31", {"clear": (again, other)}),
                ("2025-02-01..2025-04-30", {"clear": (other,), "prohibited": (again,)}),
                ("2025-05-01..2025-06-01", {"prohibited": (again, other)}),
            ],
        ),
        (
            "fact:agreement acme/terms.last-accepted by 2025-03-01",
            [("2025-01-10..2025-01-31", {"clear": (BAN,)}), ("2025-02-01..2025-03-01", {"prohibited": (BAN,)})],
        ),
    ]


HUGE = """
concept huge(party, publisher)
  asks     "Is it huge?"
  reading plain
    says   "More than a hundred."
    when   party.size more than 100
  narrower than known(party, publisher)

concept known(party, publisher)
  asks     "Is it known?"
  reading plain
    says   "For its images."
    when   publisher.products overlaps image
"""


def test_an_answer_that_the_words_of_the_text_rule_out_is_impossible() -> None:
    """Whoever is huge is known for the images of the publisher, and this one has none."""
    asked = read_policy(
        VOCABULARY + HUGE, document(clause("ban", TRAIN, "when any of", "  party.size more than 5", "  huge(party, publisher)"))
    )
    assert answers(asked, SIZELESS) == [
        (
            "fact:declarant.size",
            [
                ("less than 5 or exactly 5", {"clear": (BAN,)}),
                ("between 5 and 100 or exactly 100", {"prohibited": (BAN,)}),
                ("more than 100", {"impossible": (BAN,)}),
            ],
        )
    ]
