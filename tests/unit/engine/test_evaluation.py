"""What is told beside the findings: texts that are announced, surveys, and what holds as modelled alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from gauger.engine import Question, evaluate, survey
from gauger.engine.evaluation import list_modelled
from gauger.findings.model import Verdict
from gauger.policy.model import Version
from tests.differential.random_words import NOWHERE
from tests.oracle.scenes import AS_OF, ASK, TRAIN, clause, declaration, document, is_sort, policy
from tests.oracle.test_connections import call, vague

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
