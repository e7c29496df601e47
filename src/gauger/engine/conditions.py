"""Conditions, terms and concepts to formulas (`docs/semantics.md`, 6)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from gauger.declaration.records import UNKNOWN_FORM, Permission
from gauger.engine.calendar import covers, known_days, on_some_day
from gauger.engine.case import Case
from gauger.engine.entries import some_base, some_release
from gauger.engine.facts import compare
from gauger.engine.scope import Scope
from gauger.engine.trace import Trace
from gauger.lineage import Pattern
from gauger.policy.model import (
    Admits,
    AllOf,
    AnyOf,
    CallConcept,
    CallDefinition,
    Clause,
    Concept,
    Condition,
    Constant,
    Document,
    NoneOf,
    PermittedBy,
    Reading,
    Some,
    Standing,
    Test,
)
from gauger.text.values import dataclass, replace
from gauger.worlds import FALSE, TRUE, Choice, Formula, all_of, any_of, literal, negate
from gauger.worlds.domains import OneOf, Options, YesNo
from gauger.worlds.domains import Test as WorldTest


@dataclass(frozen=True, slots=True)
class Mode:
    """`every_standing`: readings count whatever their standing (for *engaged*). `duties`: what exceptions' `provided` and duties are
    taken as, if not asked.
    `residue`: concepts that have one get a further reading, met or not met, to see whether anything hangs on it.
    """

    every_standing: bool = False
    duties: bool | None = None
    residue: bool = False


USUAL = Mode()
NO_LEAVE = "no permission"
UNMODELLED = "a reading that nobody has modelled"


def formula_of(case: Case, scope: Scope, condition: Condition | None, trace: Trace, mode: Mode = USUAL) -> Formula:
    """The worlds in which a condition holds; no condition always does."""
    match condition:
        case None:
            return TRUE
        case Constant(value):
            return TRUE if value else FALSE
        case Test():
            return compare(case, scope, condition, trace)
        case AllOf(items):
            return all_of([formula_of(case, scope, item, trace, mode) for item in items])
        case AnyOf(items):
            return any_of([formula_of(case, scope, item, trace, mode) for item in items])
        case NoneOf(items):
            return negate(any_of([formula_of(case, scope, item, trace, mode) for item in items]))
        case CallDefinition(name, arguments):
            definition = case.policy.vocabulary.definitions[name]
            return formula_of(case, _called(scope, definition.parameters, arguments), definition.when, trace, mode)
        case CallConcept(name, arguments):
            concept = find_concept(case, scope.document, name)
            return concept_formula(case, _called(scope, concept.parameters, arguments), concept, trace, mode)
        case PermittedBy(forms):
            return permitted(case, scope, forms, trace)
        case Some(kind, of, body):
            enter = some_release if kind == "release" else some_base
            return enter(case, scope, scope.variables[of].id, body, trace)


def _called(scope: Scope, parameters: tuple[str, ...], arguments: tuple[str, ...]) -> Scope:
    """The scope inside a term: its parameters stand for what the caller named."""
    pairs = list(zip(parameters, arguments, strict=True))
    inner = {p: scope.variables[a] for p, a in pairs if a in scope.variables}
    return replace(scope, variables={**scope.variables, **inner})


def find_concept(case: Case, document: Document, name: str) -> Concept:
    """A document's own concept before the vocabulary's."""
    return document.concepts.get(name) or case.policy.vocabulary.concepts[name]


def concept_formula(case: Case, scope: Scope, concept: Concept, trace: Trace, mode: Mode) -> Formula:
    """The worlds in which the concept is met, under whichever reading holds there."""
    readings = admitted_readings(case, scope, concept, mode)
    if mode.residue and concept.residue and _fixed(scope.clause, scope.document, concept) is None:
        return _with_residue(case, scope, concept, readings, trace, mode)
    if not mode.every_standing:
        _note_others(scope, concept, readings, trace)
    met = {reading.name: _reading_formula(case, scope, reading, trace, mode) for reading in readings}
    for name, formula in met.items():
        trace.say(f"`{concept.name}` read as `{name}`: {_outcome(formula)}")
    if len(set(met.values())) < 2:
        return any_of(met.values())  # however it is read, it comes out the same
    choice = reading_choice(scope.document, concept, readings)
    return any_of(all_of((literal(choice, WorldTest("is", (name,))), formula)) for name, formula in met.items())


def _note_others(scope: Scope, concept: Concept, admitted: tuple[Reading, ...], trace: Trace) -> None:
    """Readings of too low a standing are no worlds; they are shown all the same."""
    if _fixed(scope.clause, scope.document, concept) is None:
        for reading in concept.readings:
            if reading not in admitted:
                trace.note(f"`{concept.name}` has been read otherwise ({reading.standing}, not admitted): {reading.name}: {reading.says}")


def _with_residue(case: Case, scope: Scope, concept: Concept, readings: tuple[Reading, ...], trace: Trace, mode: Mode) -> Formula:
    names = tuple(r.name for r in readings)
    choice = Choice(f"reading:{scope.document.id}:{concept.name}", "reading", Options((*names, UNMODELLED)))
    met = Choice(f"{UNMODELLED}:{scope.document.id}:{concept.name}", "reading", YesNo())
    parts = [all_of((literal(choice, WorldTest("is", (UNMODELLED,))), literal(met, WorldTest("is", (True,)))))]
    for reading in readings:
        here = literal(choice, WorldTest("is", (reading.name,)))
        parts.append(all_of((here, _reading_formula(case, scope, reading, trace, mode))))
    return any_of(parts)


def reading_choice(document: Document, concept: Concept, readings: tuple[Reading, ...]) -> Choice:
    """One choice per concept and document, shared by every clause of the document."""
    return Choice(f"reading:{document.id}:{concept.name}", "reading", Options(tuple(r.name for r in readings)))


def _outcome(formula: Formula) -> str:
    if formula == TRUE:
        return "met"
    return "not met" if formula == FALSE else "depends"


def _reading_formula(case: Case, scope: Scope, reading: Reading, trace: Trace, mode: Mode) -> Formula:
    parts = [formula_of(case, scope, reading.when, trace, mode)]
    if reading.pattern is not None:
        pattern = Pattern(reading.pattern.along, reading.pattern.through)
        subject = scope.variables["subject"].id
        parts.append(any_of(case.reached(node, pattern).get(subject, FALSE) for node in scope.origins.values()))
    return all_of(parts)


# --- which readings count ----------------------------------------------------------------------------------------------


def admitted_readings(case: Case, scope: Scope, concept: Concept, mode: Mode = USUAL) -> tuple[Reading, ...]:
    """The readings that are worlds: fixed by clause or document, else by standing, by the caller, or by name."""
    fixed = _fixed(scope.clause, scope.document, concept)
    if fixed is not None:
        return tuple(r for r in concept.readings if r.name == fixed)
    if mode.every_standing:
        return concept.readings
    names = {a.reading for a in scope.document.admits if a.concept == concept.name and _may_apply(case, scope, a)}
    counted = case.question.admitted | {Standing.TEXT}
    return tuple(r for r in concept.readings if r.standing in counted or r.name in names)


def _fixed(clause: Clause | None, document: Document, concept: Concept) -> str | None:
    for reads in (*(clause.reads if clause else ()), *document.reads):
        if reads.concept == concept.name:
            return reads.reading
    return None


def _may_apply(case: Case, scope: Scope, admits: Admits) -> bool:
    return _admitted_when(case, scope, admits) != FALSE


def _admitted_when(case: Case, scope: Scope, admits: Admits) -> Formula:
    since, until = admits.since or date.min, admits.until or date.max
    return any_of(on_some_day(case, done, since, until) for done in scope.days_of)


def reading_constraints(case: Case, scope: Scope, concepts: Mapping[str, Concept]) -> list[Formula]:
    """A reading that a document admits for a period only is a world only on days of that period."""
    found = []
    for admits in scope.document.admits:
        concept = concepts.get(admits.concept)
        if concept is None or (admits.since is None and admits.until is None):
            continue
        readings = admitted_readings(case, scope, concept)
        if admits.reading in {r.name for r in readings} and len(readings) > 1:
            choice = reading_choice(scope.document, concept, readings)
            chosen = literal(choice, WorldTest("is", (admits.reading,)))
            found.append(any_of((negate(chosen), _admitted_when(case, scope, admits))))
    return found


# --- leave given by the publisher --------------------------------------------------------------------------------------


def permitted(case: Case, scope: Scope, forms: tuple[str, ...], trace: Trace) -> Formula:
    """The worlds in which a permission of one of these forms lists the clause and covers every day of the finding."""
    assert scope.clause is not None
    parts: list[Formula] = []
    for document, key, permission in permissions_of(case, scope.document):
        if not lists(permission.clauses, document, scope.clause):
            continue
        formed, covered = form_in(case, permission, key, forms), covers(case, permission, key, scope.days_of)
        if formed == FALSE:
            trace.note(f"a permission under `{document}` ({permission.form}) was not applied: the clause asks for {', '.join(forms)}")
        elif covered == FALSE:
            trace.note(_ended(case, scope, document, permission.until))
        parts.append(all_of((formed, covered)))
    if not parts:
        trace.say(f"{NO_LEAVE} for {scope.clause.at} is declared")
    return any_of(parts)


def form_in(case: Case, permission: Permission, key: str, forms: tuple[str, ...]) -> Formula:
    """The worlds in which a permission has one of these forms; one whose form is not declared may have any."""
    if permission.form != UNKNOWN_FORM:
        return TRUE if permission.form in forms else FALSE
    attribute = case.policy.vocabulary.attributes.get("permission.form")
    choice = Choice(f"{key}.form", "fact", OneOf(attribute.values if attribute else ()))
    return literal(choice, WorldTest("in", forms)) if forms else FALSE


def permissions_of(case: Case, document: Document) -> Iterator[tuple[str, str, Permission]]:
    """What the document's publisher has given leave for: (document of the leave, key for its missing days, the leave)."""
    count: dict[str, int] = {}
    for agreement in case.declaration.agreements:
        for permission in agreement.permissions:
            count[agreement.document] = count.get(agreement.document, 0) + 1
            if same_publisher(case, agreement.document, document):
                yield agreement.document, f"fact:permission {agreement.document} {count[agreement.document]}", permission


def _ended(case: Case, scope: Scope, document: str, until: object) -> str:
    days = [known for done in scope.days_of if (known := known_days(case, done)) is not None]
    last = max(day[1] for day in days) if days else "an unknown day"
    return f"a permission under `{document}` (until {until}) does not cover every day of the act (last day {last}) and was not applied"


def same_publisher(case: Case, document: str, other: Document) -> bool:
    found = case.policy.documents.get(document)
    return found is not None and found.publisher == other.publisher


def lists(entries: tuple[str, ...], document: str, clause: Clause) -> bool:
    """Whether a permission of `document` lists a clause: by key, by name, or by its pinpoint or the beginning of one."""
    if clause.key in entries:
        return True
    return document == clause.document and any(e == clause.name or _leads(e, clause.at) for e in entries)


def _leads(entry: str, pinpoint: str) -> bool:
    return pinpoint == entry or (pinpoint.startswith(entry) and not pinpoint[len(entry)].isalnum())
