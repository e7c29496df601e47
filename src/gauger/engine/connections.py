"""Penumbral connections: which combinations of readings are no worlds (`docs/semantics.md`, 2)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from gauger.engine.adoption import find_adopted
from gauger.engine.case import Case
from gauger.engine.conditions import (
    UNMODELLED,
    USUAL,
    Mode,
    admitted_readings,
    admitted_when,
    concept_formula,
    find_concept,
    has_residue,
    leave_out,
    list_standing,
    reading_choice,
    reading_place,
)
from gauger.engine.scope import Scope
from gauger.engine.trace import Trace
from gauger.policy.model import Admits, CallConcept, Concept, Reading, Tie
from gauger.text.values import replace
from gauger.worlds import FALSE, TRUE, Choice, Formula, any_of, literal, mentioned, negate
from gauger.worlds.domains import Test
from gauger.worlds.formula import Constant


def connect(case: Case, scope: Scope, formulas: Sequence[Formula], mode: Mode) -> tuple[Formula, ...]:
    """What every admissible world satisfies: positions, and what ties readings to one another and to facts.

    This counts in the scope's own text where it touches a choice that is mentioned, in another where it touches a reading, and so on from
    what this brings in: what a text says of its words limits no facts elsewhere.
    """
    if all(isinstance(formula, Constant) for formula in formulas):
        return ()
    if not case.connected:
        return tuple(find_adopted(case, formulas))
    found = _gather(case, scope, formulas, Trace(), mode)
    return (*found, *find_adopted(case, [*formulas, *found]))


def rely_on_ties(case: Case, scope: Scope, formulas: Sequence[Formula], trace: Trace) -> None:
    """What is declared and looked at in the texts whose readings are tied to those of the formulas, whether or not it ties them."""
    if case.connected and not all(isinstance(formula, Constant) for formula in formulas):
        _gather(case, scope, formulas, trace, USUAL)


def _gather(case: Case, scope: Scope, formulas: Sequence[Formula], trace: Trace, mode: Mode) -> tuple[Formula, ...]:
    found: dict[Formula, None] = {}
    known = {choice.key: choice for choice in mentioned(formulas)}
    waiting: list[tuple[bool, Formula, dict[str, Choice]]] = []
    met: set[str] = set()
    sharing = _find_sharing(case)
    while True:
        for name in sorted(({scope.document.id} | _list_documents(known.values(), sharing)) & case.connected - met):
            met.add(name)
            inside = _read_in(case, scope, name)
            made = find_connections(case, inside, trace, mode)
            waiting += [(inside is scope, f, {choice.key: choice for choice in mentioned([f])}) for f in made]
        near = [line for line in waiting if _touches(*line, known)]
        if not near:
            return tuple(found)
        waiting = [line for line in waiting if line not in near]
        for _, formula, choices in near:
            found[formula] = None
            known |= choices


def _touches(own: bool, _: Formula, choices: Mapping[str, Choice], known: Mapping[str, Choice]) -> bool:
    return any(own or choice.kind == "reading" for key, choice in choices.items() if key in known)


def _list_documents(choices: Iterable[Choice], sharing: Mapping[str, Sequence[str]]) -> set[str]:
    """The texts that hold one of these readings, their own or one that they share."""
    keys = {choice.key for choice in choices if choice.kind == "reading"}
    places = {key.removeprefix(f"{UNMODELLED}:").removeprefix("reading:") for key in keys}
    return {place.rpartition(":")[0] for place in places}.union(*(sharing.get(place, ()) for place in places))


def _read_in(case: Case, scope: Scope, document: str) -> Scope:
    """The finding's variables in another text, which no clause of this one narrows."""
    return scope if document == scope.document.id else replace(scope, document=case.policy.documents[document], clause=None)


def find_connections(case: Case, scope: Scope, trace: Trace, mode: Mode = USUAL) -> list[Formula]:
    """Formulas that every world satisfies, for the concepts of the scope's document, with its variables."""
    concepts = {**case.policy.vocabulary.concepts, **scope.document.concepts}
    found = [*_periods(case, scope, concepts)]
    for concept in concepts.values():
        for reading in admitted_readings(case, scope, concept, mode):
            found += [
                any_of((negate(_read_as(case, scope, concept, reading.name, mode)), tied)) for tied in _ties(case, scope, reading, mode)
            ]
        found += [_narrower(case, scope, concept, call, trace, mode) for call in concept.narrower if _has_variables(scope, concept)]
    return [formula for formula in found if formula != TRUE]


def _find_sharing(case: Case) -> dict[str, list[str]]:
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
        if concept is None or reading in list_standing(case, concept):
            continue
        readings = admitted_readings(case, scope, concept)
        choice = reading_choice(case, scope, concept, readings, USUAL)
        if choice is not None and reading in {r.name for r in readings}:
            chosen = literal(choice, Test("is", (reading,)))
            yield any_of((negate(chosen), *(admitted_when(case, scope, admits) for admits in entries)))


def _read_as(case: Case, scope: Scope, concept: Concept, reading: str, mode: Mode) -> Formula:
    """The worlds in which a concept is read so."""
    admitted = admitted_readings(case, scope, concept, mode)
    counted = [r.name for r in leave_out(case, scope, concept, admitted, mode)]
    if reading not in counted:
        return FALSE
    choice = reading_choice(case, scope, concept, admitted, mode)
    if choice is None or (len(counted) == 1 and not has_residue(case, scope, concept, mode)):
        return TRUE
    return literal(choice, Test("is", (reading,)))


def _ties(case: Case, scope: Scope, reading: Reading, mode: Mode) -> Iterator[Formula]:
    for tie in reading.implies:
        yield _tied(case, scope, tie, mode)
    for tie in reading.excludes:
        yield negate(_tied(case, scope, tie, mode))


def _tied(case: Case, scope: Scope, tie: Tie, mode: Mode) -> Formula:
    return _read_as(case, scope, find_concept(case, scope.document, tie.concept), tie.reading, mode)


def _has_variables(scope: Scope, concept: Concept) -> bool:
    return all(parameter in scope.variables for parameter in concept.parameters)


def _narrower(case: Case, scope: Scope, concept: Concept, call: CallConcept, trace: Trace, mode: Mode) -> Formula:
    """Whatever meets the concept meets the other one."""
    other = find_concept(case, scope.document, call.concept)
    inner = {p: scope.variables[a] for p, a in zip(other.parameters, call.arguments, strict=True)}
    met = concept_formula(case, scope, concept, trace, mode)
    also = concept_formula(case, replace(scope, variables={**scope.variables, **inner}), other, trace, mode)
    return any_of((negate(met), also))
