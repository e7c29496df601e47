"""What holds as modelled alone: readings that nobody has modelled, and what would be otherwise under them."""

from __future__ import annotations

import pytest

from gauger.findings.model import Finding, Verdict
from tests.unit.engine.texts import PUBLIC, REPEATS, VOCABULARY, clause, document, pipeline
from tests.unit.scenes import ask, find, read_policy

TRAIN = "forbids  train model using output"
RELEASE = "forbids  release model using output"
QUIET = clause("quiet", "silent on train model using output", at="0")
"""Another clause on the same act, which comes first and is never breached."""

FURTHER = """
concept rivals(model, publisher)
  asks     "Are they rivals?"
  reading overlap
    says   "They share a capability."
    when   model.capabilities overlaps publisher.products
  residue  "other rivalry"
"""


def modelled(text: str, act: str, **parts: str) -> Finding:
    return find(ask(read_policy(VOCABULARY + FURTHER, document(QUIET + text)), pipeline(**parts)), act)


@pytest.mark.parametrize(
    "norm", ["forbids  train model using output", "permits  train model using output", "silent on train model using output"]
)
def test_only_what_can_be_breached_holds_as_modelled(norm: str) -> None:
    found = modelled(
        clause("ban", norm, *(() if norm.startswith("silent") else ("when     rivals(model, publisher)",))),
        "#ban@",
        student="capabilities: [image]",
    )
    expected = ("rivals: other rivalry",) if norm.startswith("forbids") else ()
    assert (found.verdict, found.as_modelled, found.residue) == (Verdict.CLEAR, bool(expected), expected)


def test_a_duty_and_a_title_hold_as_modelled() -> None:
    """A duty that is not owed, and a title that nothing takes, would be otherwise if they were rivals in some further sense."""
    naming = clause(
        "naming", "on       release model using output", "requires release.notice is yes", "when     rivals(model, publisher)", at="3"
    )
    text = clause("title", "assigns  output subject to compliance", at="2") + naming
    for act in ("#naming@", "#title@"):
        found = modelled(text, act, student="capabilities: [image]", releases=PUBLIC)
        assert (found.verdict, found.as_modelled, found.residue) == (Verdict.CLEAR, True, ("rivals: other rivalry",))


def test_what_is_not_settled_is_not_said_to_hold_as_modelled() -> None:
    for student in ("task: chat", "capabilities: [image]"):
        found = modelled(
            clause("ban", TRAIN, "when any of", "  rivals(model, publisher)", "  model.task is chat"), "#ban@", student=student
        )
        assert (found.verdict, found.as_modelled, found.residue) == ((Verdict.PROHIBITED if "task" in student else Verdict.OPEN), False, ())


def test_a_further_reading_that_would_change_nothing_is_not_named() -> None:
    """It is prohibited, done roughly or not."""
    either = ("when any of", "  step.rough is yes", "  none of", "    step.rough is yes", "  rivals(model, publisher)")
    found = modelled(clause("ban", TRAIN, *either), "#ban@", student="capabilities: [image]")
    assert (found.verdict, found.as_modelled, found.residue) == (Verdict.PROHIBITED, False, ())


def test_what_is_assumed_need_mean_nothing_under_further_readings() -> None:
    """Under a further reading it would be asked as well whether the size is 100; more than 5 is then no answer, and settles nothing."""
    ban = clause(
        "ban", TRAIN, "when any of", "  party.size more than 5", "  all of", "    rivals(model, publisher)", "    party.size at least 100"
    )
    declared = pipeline(student="capabilities: [image]").replace(", size: 10", "")
    asked = read_policy(VOCABULARY + FURTHER, document(ban))
    found = find(ask(asked, declared, assume=(("fact:declarant.size", "more than 5"),)), "#ban@")
    assert (found.verdict, found.as_modelled) == (Verdict.PROHIBITED, True)


def test_a_reading_under_which_a_duty_stands_against_a_ban_is_named() -> None:
    """It is let out and overlaps, so the ban holds however they are said to compete, and the duty does not stand against it: whoever kept
    the name back would break the ban all the same. Under a further reading that would be otherwise. What is trained is another act."""
    ban = clause("ban", RELEASE, "when any of", '  release.name contains "acme"', "  competes(model, publisher)")
    demand = clause("naming", "on       release model using output", 'requires release.name starts with "Acme"', at="2")
    aside = clause("aside", TRAIN, "when     rivals(model, publisher)", at="3")
    releases = PUBLIC.replace("Student 1", "Acme Student")
    found = modelled(ban + demand + aside, "#ban@", student="capabilities: [text]", releases=releases)
    assert (found.verdict, found.conflicts) == (Verdict.PROHIBITED, ())
    assert (found.as_modelled, found.residue) == (True, ("competes: other tests of rivalry",))


def test_what_only_a_further_reading_ties_makes_a_title_hold_as_modelled() -> None:
    """No weights came from the model, so what is said of repeating bears on nothing; in some further sense the student may repeat it."""
    text = clause("title", "assigns  output subject to compliance", at="2") + clause("ban", "forbids  train model using sayings", at="3")
    (found,) = ask(read_policy(VOCABULARY + REPEATS + '  residue  "other sorts of repeating"\n', document(text)), pipeline()).findings
    assert (found.clause, found.verdict, found.as_modelled, found.residue) == (
        "title", Verdict.CLEAR, True, ("repeats: other sorts of repeating",),
    )  # fmt: skip
