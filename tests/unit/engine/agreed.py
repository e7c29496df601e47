"""The engine beside the enumerator on one small case: all that both say must be the same."""

from __future__ import annotations

from gauger.declaration.records import Declaration
from gauger.engine import Question, evaluate
from gauger.findings.model import Finding
from gauger.policy.model import Policy, Standing
from tests.differential.comparison import differences
from tests.oracle.enumerator import judge
from tests.oracle.scenes import AS_OF, ID


def find(p: Policy, d: Declaration, id_: str = ID, *admitted: Standing) -> Finding | None:
    """What the engine finds, once verdicts, causes, pivots, deciding sets and answers of every finding agree."""
    exposure = evaluate(p, d, Question(AS_OF, frozenset({Standing.TEXT, *admitted})))
    found, wanted = {f.id: f for f in exposure.findings}, judge(p, d, AS_OF, frozenset(admitted))
    assert set(found) == set(wanted)
    assert {i: differences(f, wanted[i]) for i, f in found.items()} == {i: [] for i in found}
    return found.get(id_)


def word(p: Policy, d: Declaration, id_: str = ID, *admitted: Standing) -> str | None:
    finding = find(p, d, id_, *admitted)
    return finding.verdict.word if finding else None
