"""What is regulated: steps and releases that a vocabulary's act matches, and what ties a source to them (`docs/semantics.md`, 4 and 5)."""

from __future__ import annotations

from collections.abc import Iterator

from gauger.declaration.records import Known, NotApplicable, Release, Step
from gauger.engine.case import Case
from gauger.engine.conditions import Mode, concept_formula, find_concept, formula_of
from gauger.engine.entries import ANY, further
from gauger.engine.scope import Bound, Scope, bind_artifact, bind_party, bind_publisher, bind_release, bind_step
from gauger.engine.sources import Source
from gauger.engine.trace import Trace
from gauger.policy.model import Act, Clause, Document, Object
from gauger.text import Span
from gauger.text.values import dataclass, field
from gauger.worlds import FALSE, TRUE, Choice, Formula, all_of, any_of, literal
from gauger.worlds.domains import Test, YesNo


@dataclass(frozen=True, slots=True)
class Deed:
    """One act of the declaration: a step, or a release. `subject` is the artifact made or let out."""

    id: str
    subject: str | None
    done: Step | Release = field(compare=False, repr=False)
    exists: Formula = field(compare=False, repr=False)
    span: Span = field(compare=False, repr=False)
    by: str = field(compare=False, repr=False)


def find_deeds(case: Case, act: Act, source: Source) -> Iterator[Deed]:
    """The acts that a clause about `act` speaks of, for a source."""
    match act.on:
        case "access":
            step = source.step
            if step is not None and (not act.does or step.does in act.does):
                exists = all_of((_counts(case, act, step), case.guards.of(step.id)))
                if exists != FALSE:
                    yield Deed(step.id, None, step, exists, step.span, step.by)
        case "step":
            yield from _steps(case, act)
        case "release":
            yield from _releases(case, act)


def _steps(case: Case, act: Act) -> Iterator[Deed]:
    for step in case.declaration.steps.values():
        counts = all_of((_counts(case, act, step), case.guards.of(step.id)))
        if counts != FALSE and step.does in act.does:
            for product in step.yields:
                if case.declaration.artifacts[product].kind == act.subject:
                    yield Deed(step.id, product, step, counts, step.span, step.by)


def _counts(case: Case, act: Act, step: Step) -> Formula:
    """The worlds in which a step is one that the act speaks of, by whose doing it is."""
    return _is_for_others(case, step) if act.others else TRUE if step.by in case.own_side else FALSE


def _is_for_others(case: Case, step: Step) -> Formula:
    """The worlds in which a step is somebody else's doing, or is done for somebody else."""
    if step.by not in case.own_side:
        return TRUE
    if step.on_behalf is None or f"{step.id}.for" in case.freed:
        return literal(Choice(f"fact:{step.id}.for", "fact", YesNo()), Test("is", (True,)))
    return TRUE if any(party not in case.own_side for party in step.on_behalf) else FALSE


def _releases(case: Case, act: Act) -> Iterator[Deed]:
    for release in case.declaration.releases.items:
        if case.declaration.artifacts[release.artifact].kind == act.subject:
            yield Deed(release.id, release.artifact, release, case.guards.of(release.id), release.span, case.declaration.declarant.id)
    for subject, release in case.further_releases.items():
        if case.declaration.artifacts[subject].kind == act.subject:
            exists = all_of((case.guards.further, further(case, subject, ANY)))
            yield Deed(release.id, subject, release, exists, release.span, case.declaration.declarant.id)


def days_of(source: Source, deed: Deed) -> tuple[Step | Release, ...]:
    """What a finding's days are those of: the act, and the access on which it rests."""
    if source.step is None or source.step.id == deed.done.id:
        return (deed.done,)
    return (deed.done, source.step)


def build_scope(case: Case, document: Document, clause: Clause, source: Source, deed: Deed) -> Scope:
    """Everything that a clause's conditions can name."""
    declaration = case.declaration
    variables: dict[str, Bound] = {
        "party": bind_party(declaration.declarant),
        "publisher": bind_publisher(case.policy.publishers[document.publisher]),
        "source": bind_artifact(source.artifact),
    }
    if source.step is not None:
        variables["access"] = bind_step(source.step)
    elif source.artifact.kind != "model":
        variables["data" if source.artifact.kind == "dataset" else "tool"] = bind_artifact(source.artifact)
    if deed.subject is not None:
        artifact = declaration.artifacts[deed.subject]
        variables[artifact.kind] = variables["subject"] = bind_artifact(artifact)
    if isinstance(deed.done, Step):
        variables["step"] = bind_step(deed.done)
    else:
        variables["release"] = bind_release(deed.done)
    days = days_of(source, deed)
    return Scope(variables, document, clause, _origins(source, clause.norm.objects), days)


def _origins(source: Source, objects: tuple[Object, ...]) -> dict[str, str]:
    return {o.name: source.origins[o.taken_from] for o in objects if o.taken_from in source.origins}


def tie(case: Case, scope: Scope, clause: Clause, source: Source, deed: Deed, layer: str | None, trace: Trace, mode: Mode) -> Formula:
    """The worlds in which one of the clause's objects leads from the source to the act; an act on the access itself needs none.

    A text that holds for one `layer` of a dataset says nothing on objects of another.
    """
    if not clause.norm.objects:
        itself = deed.done.id == source.step.id if source.step is not None else _lets_out(clause, source, deed)
        return TRUE if itself else FALSE
    objects = [o for o in clause.norm.objects if layer is None or o.layer in {None, layer}]
    return any_of(_tied(case, scope, o, source, trace, mode) for o in objects)


def _lets_out(clause: Clause, source: Source, deed: Deed) -> bool:
    return clause.norm.act.on == "release" and deed.subject == source.artifact.id


def _tied(case: Case, scope: Scope, thing: Object, source: Source, trace: Trace, mode: Mode) -> Formula:
    origin = source.origins.get(thing.taken_from)
    if origin is None or _came_back_empty(thing, source):
        return FALSE
    there = formula_of(case, scope, thing.when, trace, mode)
    if clause_on_access(scope):
        return there
    concept = find_concept(case, scope.document, thing.concept)
    inner = Scope(scope.variables, scope.document, scope.clause, {thing.name: origin}, scope.days_of)
    return all_of((there, concept_formula(case, inner, concept, trace, mode)))


def _came_back_empty(thing: Object, source: Source) -> bool:
    """Whether the object is something that a model returned, and nothing was taken from it."""
    if source.step is None or thing.sent or thing.covers:
        return False
    taken = source.step.facts.get("output")
    return isinstance(taken, NotApplicable) or (isinstance(taken, Known) and taken.value == frozenset())


def clause_on_access(scope: Scope) -> bool:
    """Whether the clause regulates the reaching itself, which rests on its own source by definition."""
    return scope.clause is not None and scope.clause.norm.act.on == "access"
