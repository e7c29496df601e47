"""However texts bring one another along, following them comes to an end."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import pytest

from gauger.engine import Question, evaluate, sources
from gauger.policy.model import AttributeRef, Governs, Passage
from gauger.policy.model import Test as Comparison
from gauger.worlds import Formula, any_of
from tests.differential.random_words import ATTRIBUTES, NOWHERE
from tests.oracle.enumerator import judge
from tests.oracle.scenes import AS_OF, ASK, TRAIN, clause, declaration, document, policy

ROUGH = Comparison(AttributeRef("access", ATTRIBUTES["step.rough"]), "is", (True,), None, NOWHERE)
PATIENCE = 500


def test_a_text_that_a_host_passes_along_and_that_is_the_hosts_own_is_followed_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """The host's text governs its channel, holds besides for whatever is rough, and passes along what governs the channel that served."""
    governs = (Governs(("h/hub",), None), Governs((), ROUGH, everything=True))
    p = policy(document(clause(), id_="h/one", publisher="h", governs=governs, passes=(Passage("host", (), ()),)))
    asked = replace(ASK, facts={name: fact for name, fact in ASK.facts.items() if name != "rough"}, host=None)
    d = declaration(asked, TRAIN)
    tried = []

    def count(formulas: Iterable[Formula]) -> Formula:
        tried.append(1)
        assert len(tried) < PATIENCE
        return any_of(formulas)

    monkeypatch.setattr(sources, "any_of", count)
    found = {f.id: f.verdict.word for f in evaluate(p, d, Question(as_of=AS_OF)).findings}
    assert found == {id_: judged.verdict for id_, judged in judge(p, d, AS_OF).items()}
