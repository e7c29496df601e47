"""What the engine and the enumerator say of one question, side by side."""

from __future__ import annotations

from gauger.engine import Question, evaluate
from gauger.engine.question import Refused
from gauger.findings.model import Finding
from gauger.policy.model import Standing
from tests.differential.random_declarations import RandomCase
from tests.oracle.enumerator import Judged, NoWorldError, TooManyWorldsError, judge

LIMIT = 256
UNSETTLED = ("open", "grey")


def expected(case: RandomCase) -> dict[str, Judged] | None:
    """The enumerator's findings; None where the case is too large to enumerate or its declaration contradicts itself."""
    positions = {(p.document, p.concept): p.reading for p in case.positions}
    try:
        return judge(case.policy, case.declaration, case.as_of, case.admitted, LIMIT, positions)
    except (TooManyWorldsError, NoWorldError):
        return None


def disagreements(case: RandomCase, wanted: dict[str, Judged]) -> list[str]:
    """One line for each difference; empty when the two agree."""
    question = Question(as_of=case.as_of, admitted=frozenset({Standing.TEXT, *case.admitted}), positions=case.positions)
    try:
        exposure = evaluate(case.policy, case.declaration, question)
    except Refused as refused:
        return [f"the engine refuses: {refused.problems}"]
    except RecursionError:
        return ["the engine goes round in circles"]
    found = {f.id: f for f in exposure.findings}
    lines = [f"{id_}: missing, should be {wanted[id_]}" for id_ in sorted(set(wanted) - set(found))]
    lines += [f"{id_}: found, should not be: {found[id_].verdict.word}" for id_ in sorted(set(found) - set(wanted))]
    for id_ in sorted(set(found) & set(wanted)):
        lines += [f"{id_}: {line}" for line in differences(found[id_], wanted[id_])]
    return lines


def differences(found: Finding, wanted: Judged) -> list[str]:
    compared: list[tuple[str, object, object]] = [
        ("verdict", found.verdict.word, wanted.verdict),
        ("duty", found.duty, wanted.duty),
        ("as modelled", found.as_modelled, wanted.as_modelled),
        # Where the list of deciding sets stops, so does what is known of the smallest; the causes are then those of the pivots.
        ("causes", sorted(found.causes), sorted(wanted.causes if found.complete else found.causes)),
    ]
    if found.verdict.word in UNSETTLED and wanted.verdict in UNSETTLED:
        deciding = {(s.breach, frozenset(a.key for a in s.given)) for s in found.deciding_sets}
        compared += [
            ("pivots", sorted(found.pivots), sorted(wanted.pivots)),
            ("deciding sets", shown(deciding), shown(wanted.deciding) if found.complete else shown(wanted.deciding & deciding)),
            ("settled by", sorted({a.key for a in found.settled_by}), sorted(wanted.settled_by)),
        ]
    return [f"{name} is {left!r}, should be {right!r}" for name, left, right in compared if left != right]


def shown(sets: frozenset[tuple[bool, frozenset[str]]] | set[tuple[bool, frozenset[str]]]) -> list[tuple[bool, list[str]]]:
    return sorted((breach, sorted(keys)) for breach, keys in sets)
