"""Penumbral connections: which combinations of readings are no worlds (`docs/semantics.md`, 2)."""

from __future__ import annotations

from collections.abc import Iterator

from gauger.engine.case import Case
from gauger.engine.conditions import (
    USUAL,
    Mode,
    admitted_readings,
    admitted_when,
    concept_formula,
    find_concept,
    list_standing,
    reading_choice,
    reading_place,
)
from gauger.engine.scope import Scope
from gauger.engine.trace import Trace
from gauger.policy.model import Admits, CallConcept, Concept, Reading, Tie
from gauger.text.values import replace
from gauger.worlds import FALSE, TRUE, Formula, any_of, literal, negate
from gauger.worlds.domains import Test


def find_connections(case: Case, scope: Scope, mode: Mode = USUAL) -> list[Formula]:
    """Formulas that every world satisfies, for the concepts of the scope's document, with its variables."""
    concepts = {**case.policy.vocabulary.concepts, **scope.document.concepts}
    found = [*_periods(case, scope, concepts)]
    for concept in concepts.values():
        for reading in admitted_readings(case, scope, concept, mode):
            found += [
                any_of((negate(_read_as(case, scope, concept, reading.name, mode)), tied)) for tied in _ties(case, scope, reading, mode)
            ]
        found += [_narrower(case, scope, concept, call, mode) for call in concept.narrower if _has_variables(scope, concept)]
    return [formula for formula in found if formula != TRUE]


def find_sharing(case: Case) -> dict[str, list[str]]:
    """The texts that read a concept like another one, by the place of the reading that they share with it."""
    found: dict[str, list[str]] = {}
    for name in sorted(case.connected):
        document = case.policy.documents[name]
        for like in document.likes:
            concept = find_concept(case, document, like.concept)
            found.setdefault(reading_place(case, Scope({}, document, None, {}, ()), concept), []).append(name)
    return found


def _periods(case: Case, scope: Scope, concepts: dict[str, Concept]) -> Iterator[Formula]:
    """A reading that counts for no other reason than that a document admits it for a period is a world only on days of that period."""
    admitted: dict[tuple[str, str], list[Admits]] = {}
    for admits in scope.document.admits:
        admitted.setdefault((admits.concept, admits.reading), []).append(admits)
    for (name, reading), entries in admitted.items():
        concept = concepts.get(name)
        if concept is None or reading in list_standing(case, concept) or any(a.since is None and a.until is None for a in entries):
            continue
        chosen = _read_as(case, scope, concept, reading, USUAL)
        if chosen not in (TRUE, FALSE):
            yield any_of((negate(chosen), *(admitted_when(case, scope, admits) for admits in entries)))


def _read_as(case: Case, scope: Scope, concept: Concept, reading: str, mode: Mode) -> Formula:
    """The worlds in which a concept is read so."""
    readings = admitted_readings(case, scope, concept, mode)
    if reading not in {r.name for r in readings}:
        return FALSE
    choice = reading_choice(case, scope, concept, readings, mode)
    return TRUE if choice is None else literal(choice, Test("is", (reading,)))


def _ties(case: Case, scope: Scope, reading: Reading, mode: Mode) -> Iterator[Formula]:
    for tie in reading.implies:
        yield _tied(case, scope, tie, mode)
    for tie in reading.excludes:
        yield negate(_tied(case, scope, tie, mode))


def _tied(case: Case, scope: Scope, tie: Tie, mode: Mode) -> Formula:
    return _read_as(case, scope, find_concept(case, scope.document, tie.concept), tie.reading, mode)


def _has_variables(scope: Scope, concept: Concept) -> bool:
    return all(parameter in scope.variables for parameter in concept.parameters)


def _narrower(case: Case, scope: Scope, concept: Concept, call: CallConcept, mode: Mode) -> Formula:
    """Whatever meets the concept meets the other one."""
    other = find_concept(case, scope.document, call.concept)
    inner = {p: scope.variables[a] for p, a in zip(other.parameters, call.arguments, strict=True)}
    met = concept_formula(case, scope, concept, Trace(), mode)
    also = concept_formula(case, replace(scope, variables={**scope.variables, **inner}), other, Trace(), mode)
    return any_of((negate(met), also))
