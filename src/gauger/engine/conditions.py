"""Conditions, terms and concepts to formulas (`docs/semantics.md`, 6)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from gauger.declaration.records import UNKNOWN_FORM, Agreement, Known, Permission
from gauger.engine.calendar import covers, known_days, on_some_day
from gauger.engine.case import Case, Done
from gauger.engine.entries import compare_total, some_entry
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
    Total,
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
NOBODY = ""
"""Bears the name of no giver."""
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
        case PermittedBy(forms, _, giver):
            return permitted(case, scope, forms, giver, trace)
        case Some():
            return some_entry(case, scope, condition, trace)
        case Total():
            return compare_total(case, scope, condition, trace)


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
    admitted = admitted_readings(case, scope, concept, mode)
    choice = reading_choice(case, scope, concept, admitted, mode)
    readings = leave_out(case, scope, concept, admitted, mode)
    if has_residue(case, scope, concept, mode):
        assert choice is not None
        return _with_residue(case, scope, choice, readings, trace, mode)
    if not mode.every_standing:
        _note_others(case, scope, concept, readings, trace)
    met = {reading.name: _reading_formula(case, scope, reading, trace, mode) for reading in readings}
    for name, formula in met.items():
        trace.say(f"`{concept.name}` read as `{name}`: {_outcome(formula)}")
    if choice is None or len(set(met.values())) < 2:
        return any_of(met.values())  # however it is read, it comes out the same
    return any_of(all_of((literal(choice, WorldTest("is", (name,))), formula)) for name, formula in met.items())


def _note_others(case: Case, scope: Scope, concept: Concept, admitted: tuple[Reading, ...], trace: Trace) -> None:
    """Readings of too low a standing are no worlds; they are shown all the same."""
    if fixed_reading(case, scope, concept) is None:
        for reading in concept.readings:
            if reading not in admitted:
                known = "; ".join(f"{authority.by} ({authority.standing}), {authority.at}" for authority in reading.authorities)
                said = f"`{concept.name}` has been read otherwise ({reading.standing}, not admitted): {reading.name}: {reading.says}"
                trace.note(f"{said} Supported by {known}" if known else said)


def has_residue(case: Case, scope: Scope, concept: Concept, mode: Mode) -> bool:
    """Whether a further reading is asked about that nobody has modelled."""
    return mode.residue and concept.residue is not None and fixed_reading(case, scope, concept) is None


def _with_residue(case: Case, scope: Scope, choice: Choice, readings: tuple[Reading, ...], trace: Trace, mode: Mode) -> Formula:
    met = Choice(f"{UNMODELLED}:{choice.key.partition(':')[2]}", "reading", YesNo())
    parts = [all_of((literal(choice, WorldTest("is", (UNMODELLED,))), literal(met, WorldTest("is", (True,)))))]
    for reading in readings:
        here = literal(choice, WorldTest("is", (reading.name,)))
        parts.append(all_of((here, _reading_formula(case, scope, reading, trace, mode))))
    return any_of(parts)


def reading_choice(case: Case, scope: Scope, concept: Concept, readings: tuple[Reading, ...], mode: Mode) -> Choice | None:
    """One choice per concept and document, shared by every clause of the document and by texts that read it like the document.

    One reading alone is no choice.
    """
    names = tuple(r.name for r in readings) + ((UNMODELLED,) if has_residue(case, scope, concept, mode) else ())
    return Choice(f"reading:{reading_place(case, scope, concept)}", "reading", Options(names)) if len(names) > 1 else None


def reading_place(case: Case, scope: Scope, concept: Concept) -> str:
    """`document:concept` of the text whose reading counts here."""
    return f"{_follow_likes(case, scope, concept)[-1].id}:{concept.name}"


def _follow_likes(case: Case, scope: Scope, concept: Concept) -> tuple[Document, ...]:
    """The texts on the way to that whose reading counts; texts that refer to one another in a circle share a reading.

    It begins with the text that the clause refers to: the clause alone does, and is part of no circle of texts.
    """
    likes = scope.clause.likes if scope.clause is not None else ()
    if not likes and not scope.document.likes:
        return (scope.document,)
    liked = next((like.document for like in likes if like.concept == concept.name), None)
    path = [scope.document if liked is None else case.policy.documents[liked]]
    while True:
        named = next((like.document for like in path[-1].likes if like.concept == concept.name), None)
        if named is None:
            return tuple(path)
        seen = [document.id for document in path]
        if named in seen:
            circle = path[seen.index(named) :]
            return (*path, min(circle, key=lambda document: document.id))
        path.append(case.policy.documents[named])


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
    """The readings that are worlds: fixed by clause or document, else by standing, by the caller, or by name.

    A text that reads a concept like another one has that one's readings. One that it admits for a period is among them on other days too:
    `engine.connections` leaves it out there, for what binds is asked before it is known on which days.
    """
    fixed = fixed_reading(case, scope, concept)
    if fixed is not None:
        return tuple(r for r in concept.readings if r.name == fixed)
    if mode.every_standing:
        return concept.readings
    admits = _follow_likes(case, scope, concept)[-1].admits
    names = {a.reading for a in admits if a.concept == concept.name} | list_standing(case, concept)
    return tuple(r for r in concept.readings if r.name in names)


def counted_readings(case: Case, scope: Scope, concept: Concept) -> Iterator[Reading]:
    """Those of them that count on some day of the finding."""
    text, always = _follow_likes(case, scope, concept)[-1], list_standing(case, concept)
    for reading in admitted_readings(case, scope, concept):
        admits = [a for a in text.admits if a.concept == concept.name and a.reading == reading.name]
        if reading.name in always or not admits or any(admitted_when(case, scope, a) != FALSE for a in admits):
            yield reading


def leave_out(case: Case, scope: Scope, concept: Concept, admitted: tuple[Reading, ...], mode: Mode) -> tuple[Reading, ...]:
    """Those of the admitted readings that count on some day of the finding, where its days are known.

    Where none does, all stand, and `engine.connections` leaves no world, so that the question is refused: a word that nobody reads is
    not one that is not met.
    """
    if mode.every_standing or not scope.whole or len(admitted) < 2 or concept.name not in case.periodic:
        return admitted
    return tuple(counted_readings(case, scope, concept)) or admitted


def list_standing(case: Case, concept: Concept) -> set[str]:
    """The readings that count by their standing, whoever admits them."""
    return {r.name for r in concept.readings if r.standing in case.question.admitted | {Standing.TEXT}}


def fixed_reading(case: Case, scope: Scope, concept: Concept) -> str | None:
    """The reading that the clause fixes, or the document, or the text that these read the concept like: none does both."""
    of_clause = scope.clause.reads if scope.clause is not None else ()
    written = (*of_clause, *_follow_likes(case, scope, concept)[-1].reads)
    return next((reads.reading for reads in written if reads.concept == concept.name), None)


def admitted_when(case: Case, scope: Scope, admits: Admits) -> Formula:
    """The worlds in which some day of the finding lies in the period for which a reading is admitted."""
    since, until = admits.since or date.min, admits.until or date.max
    return any_of(on_some_day(case, done, since, until) for done in scope.days_of)


# --- leave given by the publisher --------------------------------------------------------------------------------------


def permitted(case: Case, scope: Scope, forms: tuple[str, ...], giver: str | None, trace: Trace) -> Formula:
    """The worlds in which a permission of one of these forms lists the clause and covers every day of the finding."""
    assert scope.clause is not None
    parts: list[Formula] = []
    name = _name_giver(scope, giver)
    elsewhere = name is not None and name.casefold() != scope.document.publisher.casefold()
    for document, key, permission in permissions_from(case, scope, name):
        if not lists(permission.clauses, document, scope.clause, elsewhere=elsewhere):
            continue
        formed, covered = form_in(case, permission, key, forms), covers(case, permission, key, list_days(scope.clause, scope.days_of))
        if formed == FALSE:
            trace.note(f"a permission under `{document}` ({permission.form}) was not applied: the clause asks for {', '.join(forms)}")
        elif covered == FALSE:
            trace.note(_ended(case, scope, document, permission.until))
        parts.append(all_of((formed, covered)))
    if not parts:
        trace.say(f"{NO_LEAVE} for {scope.clause.at} is declared")
    return any_of(parts)


def list_days(clause: Clause, days_of: tuple[Done, ...]) -> tuple[Done, ...]:
    """What leave must cover: the act, which may be the access itself, and the access with it where an object covers others."""
    return days_of if any(thing.covers for thing in clause.norm.objects) else days_of[:1]


def form_in(case: Case, permission: Permission, key: str, forms: tuple[str, ...]) -> Formula:
    """The worlds in which a permission has one of these forms; one whose form is not declared may have any."""
    if permission.form != UNKNOWN_FORM:
        return TRUE if permission.form in forms else FALSE
    attribute = case.policy.vocabulary.attributes.get("permission.form")
    choice = Choice(f"{key}.form", "fact", OneOf(attribute.values if attribute else ()))
    return literal(choice, WorldTest("in", forms)) if forms else FALSE


def permissions_of(case: Case, document: Document) -> Iterator[tuple[str, str, Permission]]:
    """What the document's publisher has given leave for: (document of the leave, key for its missing days, the leave)."""
    for name, agreement, key, permission in list_permissions(case):
        if agreement.document is not None and same_publisher(case, name, document):
            yield name, key, permission


def _name_giver(scope: Scope, giver: str | None) -> str | None:
    """Who must have given leave: for `source` the publisher of the model reached, else who is named; none where the text's own must."""
    if giver != "source":
        return giver
    publisher = scope.variables["source"].facts.get("publisher")
    return str(publisher.value) if isinstance(publisher, Known) else NOBODY


def permissions_from(case: Case, scope: Scope, name: str | None) -> Iterator[tuple[str, str, Permission]]:
    """The same for a giver: the text's own publisher where none is named."""
    if name is None:
        yield from permissions_of(case, scope.document)
        return
    for document, agreement, key, permission in list_permissions(case):
        found = case.policy.documents.get(agreement.document or "")
        given_by = found.publisher if found is not None else agreement.with_
        if given_by is not None and given_by.casefold() == name.casefold():
            yield document, key, permission


def list_permissions(case: Case) -> Iterator[tuple[str, Agreement, str, Permission]]:
    """All leave that is declared: the document or partner, the agreement, a key for what is missing of it, and the leave."""
    count: dict[str, int] = {}
    for agreement in case.declaration.agreements:
        for permission in agreement.permissions:
            name = agreement.document or agreement.with_ or ""
            count[name] = count.get(name, 0) + 1
            yield name, agreement, f"fact:permission {name} {count[name]}", permission


def _ended(case: Case, scope: Scope, document: str, until: object) -> str:
    days = [known for done in scope.days_of if (known := known_days(case, done)) is not None]
    last = max(day[1] for day in days) if days else "an unknown day"
    return f"a permission under `{document}` (until {until}) does not cover every day of the act (last day {last}) and was not applied"


def same_publisher(case: Case, document: str, other: Document) -> bool:
    found = case.policy.documents.get(document)
    return found is not None and found.publisher == other.publisher


def lists(entries: tuple[str, ...], document: str, clause: Clause, *, elsewhere: bool = False) -> bool:
    """Whether a permission of `document` lists a clause: by key, by name, or by its pinpoint or the beginning of one.

    Leave of somebody else than the text's publisher (`elsewhere`) stands under another document, and names clauses all the same.
    """
    if clause.key in entries:
        return True
    return (document == clause.document or elsewhere) and any(e == clause.name or _leads(e, clause.at) for e in entries)


def _leads(entry: str, pinpoint: str) -> bool:
    return pinpoint == entry or (pinpoint.startswith(entry) and not pinpoint[len(entry)].isalnum())
