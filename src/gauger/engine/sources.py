"""What was reached or taken, and which texts bind whom over it (`docs/semantics.md`, 5)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from gauger.declaration.records import Artifact, Step
from gauger.engine.calendar import obtaining
from gauger.engine.case import Case, Done
from gauger.engine.channels import LOCAL, candidates, served_by, through
from gauger.engine.conditions import Mode, concept_formula, find_concept, formula_of
from gauger.engine.entries import name_agreement
from gauger.engine.licences import Carried, list_carried
from gauger.engine.scope import Bound, Scope, bind_agreement, bind_artifact, bind_party, bind_publisher, bind_step
from gauger.engine.standing import Hold, find_agreements
from gauger.engine.trace import Trace
from gauger.lineage import output_of
from gauger.policy.model import Condition, Document, Frozen, Objection, Passage
from gauger.text import Span
from gauger.text.values import dataclass, field, replace
from gauger.worlds import FALSE, TRUE, Formula, all_of, any_of, negate


@dataclass(frozen=True, slots=True)
class Source:
    """An access (`step` set) or a licensed artifact (`step` absent). `id` is the step's or the artifact's."""

    id: str
    artifact: Artifact
    step: Step | None
    span: Span = field(compare=False, repr=False)

    @property
    def origins(self) -> Mapping[str, str]:
        """The lineage node from which objects taken from each sort of source start."""
        if self.step is not None:
            return {"access": output_of(self.step.id)}
        return {self.artifact.kind: self.artifact.id}


def find_sources(case: Case) -> tuple[Source, ...]:
    """Accesses in the order of steps, then licensed artifacts in the order of artifacts."""
    accesses = tuple(
        Source(step.id, case.declaration.artifacts[step.reaches], step, step.span)
        for step in case.declaration.steps.values()
        if step.reaches and not (case.declaration.artifacts[step.reaches].own and step.via in {LOCAL, None})
    )
    taken = _taken(case)
    return accesses + tuple(Source(a.id, a, None, a.span) for a in case.declaration.artifacts.values() if a.id in taken and not a.own)


def _taken(case: Case) -> set[str]:
    """Artifacts that the declaring side starts from, consumes or runs itself, or lets out."""
    found: set[str] = {release.artifact for release in case.declaration.releases.items}
    for step in case.declaration.steps.values():
        if step.by in case.own_side:
            found |= {*step.base.items, *step.tools.items, *(use.artifact for use in step.data.items)}
            # Of a model known to have no licence nobody has the weights, unless it is declared that they were run.
            licensed = step.reaches is not None and case.declaration.artifacts[step.reaches].licences != ()
            if step.reaches and (step.via == LOCAL or (step.via is None and licensed)):
                found.add(step.reaches)
    # What an open list may hold: the graph knows what could have entered in time.
    edges = (edge for artifact in case.declaration.artifacts for edge in case.graph.out_of[artifact])
    return found | {e.tail for e in edges if e.manner != "teach" and case.declaration.steps[e.step].by in case.own_side}


# --- stacks ------------------------------------------------------------------------------------------------------------


Holds = Mapping[Hold, Formula]
"""The ways in which a text holds over a source, each with the worlds in which it does."""


@dataclass(frozen=True, slots=True)
class Stack:
    """The texts that reach a source, each with the ways in which it binds the declaring side; `widest` counts readings of every
    standing."""

    binding: Mapping[str, Holds]
    widest: Mapping[str, Holds]
    traces: Mapping[str, Trace]

    def binds(self, document: str) -> Formula:
        """The worlds in which a text binds in one way or another."""
        return any_of(self.binding[document].values())


def build_stack(case: Case, source: Source) -> Stack:
    """Governing documents and licences, then what comes with them, each under privity where strangers did the reaching."""
    traces: dict[str, Trace] = {}
    usual = bindings(case, source, Mode(), traces)
    widest = bindings(case, source, Mode(every_standing=True), {})
    kept = {name: widest[name] for name in sorted(widest) if _is_possible(widest[name])}
    for name, trace in traces.items():
        if name not in kept:
            case.keep_passed_over(source.id, trace)
    return Stack({name: usual[name] for name in kept}, kept, {name: traces.get(name, Trace()) for name in kept})


def build_stack_under(case: Case, source: Source, mode: Mode) -> Stack:
    """The stack in another mode than the usual one."""
    traces: dict[str, Trace] = {}
    found = bindings(case, source, mode, traces)
    kept = {name: found[name] for name in sorted(found) if _is_possible(found[name])}
    return Stack(kept, kept, {name: traces.get(name, Trace()) for name in kept})


def _is_possible(holds: Holds) -> bool:
    return any(formula != FALSE for formula in holds.values())


def bindings(case: Case, source: Source, mode: Mode, traces: dict[str, Trace]) -> Mapping[str, Holds]:
    """For every document the ways in which it binds the declaring side over the source."""
    found: dict[str, dict[Hold, Formula]] = {}
    for document in _candidates(case, source):
        reached = _reaches(case, source, document, traces.setdefault(document.id, Trace()), mode)
        if reached:
            found[document.id] = reached
    _bring_along(case, source, found, traces, mode)
    return {name: _bind(case, source, name, holds, traces, mode) for name, holds in found.items()}


def _bind(case: Case, source: Source, name: str, holds: dict[Hold, Formula], traces: dict[str, Trace], mode: Mode) -> Holds:
    """What reaches a source binds who accepted it, and others only as far as the text or the law says."""
    step = source.step
    document = case.policy.documents[name]
    if step is None or step.by in case.own_side or any(g.everything for g in document.governs) or not _is_possible(holds):
        return _extended(case, source, document, holds, traces, mode)
    extent = _privity(case, source, document, traces.setdefault(name, Trace()), mode)
    return {hold: all_of((formula, extent)) for hold, formula in holds.items()}


def _extended(case: Case, source: Source, document: Document, holds: Holds, traces: dict[str, Trace], mode: Mode) -> Holds:
    """The ways in which a text holds for whoever of the declaring side did the reaching."""
    step = source.step
    if step is None or step.by not in case.own_side or any(governs.everything for governs in document.governs):
        return holds
    extent = extends_to(case, document, step.by, mode, (step,), traces.setdefault(document.id, Trace()))
    return {hold: all_of((formula, extent)) for hold, formula in holds.items()}


def extends_to(case: Case, document: Document, by: str, mode: Mode, days_of: tuple[Done, ...], trace: Trace) -> Formula:
    """The worlds in which a text binds what a party of the declaring side does on some days."""
    party = case.declaration.parties[by]
    if party.role != "affiliate":
        return TRUE
    publisher = case.policy.publishers[document.publisher]
    scope = Scope({"party": bind_party(party), "publisher": bind_publisher(publisher)}, document, None, {}, days_of, whole=False)
    return formula_of(case, scope, document.affiliates, trace, mode)


# --- what reaches by itself --------------------------------------------------------------------------------------------


def _candidates(case: Case, source: Source) -> tuple[Document, ...]:
    """Documents that could reach the source before anything else comes with them."""
    found = {d.id: d for d in case.everywhere}
    found |= {d.id: d for licence in source.artifact.licences or () for d in case.by_licence.get(licence.id.casefold(), ())}
    if source.step is not None:
        for channel in candidates(case, source.step):
            found.update({d.id: d for d in case.by_channel.get(channel, ())})
    return tuple(found.values())


def _reaches(case: Case, source: Source, document: Document, trace: Trace, mode: Mode) -> dict[Hold, Formula]:
    found: dict[Hold, Formula] = {}
    for hold, formula in _by_licence(case, source, document, trace, mode):
        found[hold] = any_of((found.get(hold, FALSE), formula))
    reached = any_of((*_by_channel(case, source, document, trace, mode), *_anyway(case, source, document, trace, mode)))
    if reached != FALSE:
        for hold, formula in _stand(case, document, trace, mode):
            found[hold] = any_of((found.get(hold, FALSE), all_of((reached, formula))))
    return {hold: formula for hold, formula in found.items() if formula != FALSE}


def _by_licence(case: Case, source: Source, document: Document, trace: Trace, mode: Mode) -> Iterator[tuple[Hold, Formula]]:
    """A licence that the artifact carries, standing as its text says; of a model that is run, on the declarant's own machines."""
    here = TRUE if source.step is None else through(case, source.step, LOCAL)
    for carried in list_carried(case, source.artifact, document):
        for hold, formula in _stand(case, document, trace, mode):
            stands = replace(hold, layer=carried.layer, since=carried.since, past=carried.past)
            yield stands, all_of((here, carried.guard, formula))


def _by_channel(case: Case, source: Source, document: Document, trace: Trace, mode: Mode) -> Iterator[Formula]:
    step = source.step
    if step is None:
        return
    for governs in document.governs:
        reached = any_of(through(case, step, channel) for channel in governs.channels)
        if reached != FALSE:
            yield all_of((reached, formula_of(case, _route(case, source, document), governs.when, trace, mode)))


def _anyway(case: Case, source: Source, document: Document, trace: Trace, mode: Mode) -> Iterator[Formula]:
    """A text that governs everything reaches what nobody agreed to anything for."""
    for governs in document.governs:
        if governs.everything:
            yield formula_of(case, _route(case, source, document), governs.when, trace, mode)


def _route(case: Case, source: Source, document: Document) -> Scope:
    """What routing may ask about: who reached what, how, and whose text it is."""
    party = case.declaration.parties[source.step.by] if source.step is not None else case.declaration.declarant
    variables = {
        "party": bind_party(party),
        "source": bind_artifact(source.artifact),
        "publisher": bind_publisher(case.policy.publishers[document.publisher]),
    }
    if source.step is None:
        return Scope(variables, document, None, {}, (obtaining(case, source.artifact),), whole=False)
    return Scope(variables | {"access": bind_step(source.step)}, document, None, {}, (source.step,), whole=False)


def _stand(case: Case, document: Document, trace: Trace, mode: Mode) -> Iterator[tuple[Hold, Formula]]:
    """Which version of a text counts, by what it says itself of the agreement under it."""
    left: Formula = TRUE
    objection = next((s for s in document.stands if isinstance(s, Objection)), None)
    for stands in document.stands:
        if isinstance(stands, Frozen):
            held = _agreed(case, document, stands.when, trace, mode)
            yield Hold(document.id, stands.mode), all_of((left, held))
            left = all_of((left, negate(held)))
    yield Hold(document.id, objection=objection) if objection else Hold(), left


def _agreed(case: Case, document: Document, when: Condition | None, trace: Trace, mode: Mode) -> Formula:
    """The worlds in which an agreement under the document is such as the condition says; none that is declared may be of any sort."""
    agreements = find_agreements(case, document.id)
    bound = [bind_agreement(a, name_agreement(case, a)) for a in agreements] or [Bound(f"agreement {document.id}", {}, document.span)]
    scopes = [Scope({"agreement": agreement}, document, None, {}, (), whole=False) for agreement in bound]
    return any_of(formula_of(case, scope, when, trace, mode) for scope in scopes)


# --- what comes with it ------------------------------------------------------------------------------------------------


def _bring_along(case: Case, source: Source, found: dict[str, dict[Hold, Formula]], traces: dict[str, Trace], mode: Mode) -> None:
    """What a text includes or passes through binds wherever it does; chains are followed to their end, and none through a text twice."""
    waiting: list[tuple[tuple[str, ...], dict[Hold, Formula]]] = [((name,), dict(holds)) for name, holds in found.items()]
    while waiting:
        chain, came = waiting.pop(0)
        document = case.policy.documents[chain[-1]]
        # Where a text does not bind an affiliate, nothing that comes with it does.
        binding = _extended(case, source, document, came, traces, mode)
        for brought, holds in _list_brought(case, source, document, binding, traces, mode):
            fresh = {hold: formula for hold, formula in holds.items() if formula != FALSE}
            if fresh and brought not in chain:
                there = found.setdefault(brought, {})
                there.update({hold: any_of((there.get(hold, FALSE), formula)) for hold, formula in fresh.items()})
                _rely_on_the_same(traces, document.id, brought)
                waiting.append(((*chain, brought), fresh))


def _rely_on_the_same(traces: dict[str, Trace], bringing: str, brought: str) -> None:
    """Whether a text comes along rests on what the one rests on that brings it."""
    trace = traces.setdefault(brought, Trace())
    for fact in traces.setdefault(bringing, Trace()).relied_on.values():
        trace.rely(fact)


def _list_brought(
    case: Case, source: Source, document: Document, holds: Holds, traces: dict[str, Trace], mode: Mode
) -> Iterator[tuple[str, dict[Hold, Formula]]]:
    left: dict[str, Formula] = {}
    for inclusion in document.includes:
        held = _agreed(case, document, inclusion.when, traces.setdefault(document.id, Trace()), mode)
        still = left.get(inclusion.document, TRUE)
        left[inclusion.document] = all_of((still, negate(held)))
        moved: dict[Hold, Formula] = {}
        for hold, formula in holds.items():
            # Whichever text on the way says how it stands, it is told by the agreement under that with which all began.
            there = replace(hold, root=hold.root or document.id, mode=inclusion.mode, objection=None)
            moved[there] = any_of((moved.get(there, FALSE), all_of((formula, still, held))))
        yield inclusion.document, moved
    if source.step is not None:
        for passage in document.passes:
            for passed, here in _list_passed(case, source, source.step, passage, traces, mode):
                came: dict[Hold, Formula] = {}
                for hold, formula in holds.items():
                    # As it stands, of the layer and for the days for which both it and what passes it through hold.
                    there = Hold(layer=here.layer or hold.layer, since=max(here.since, hold.since), past=min(here.past, hold.past))
                    came[there] = any_of((came.get(there, FALSE), all_of((formula, here.guard))))
                yield passed, came


def _list_passed(
    case: Case, source: Source, step: Step, passage: Passage, traces: dict[str, Trace], mode: Mode
) -> Iterator[tuple[str, Carried]]:
    """The texts that a router or host passes through: of the model's owner, under its licence, of who served it."""
    if passage.kind == "owner" and source.artifact.publisher in passage.publishers:
        yield from ((name, Carried(TRUE)) for name in passage.documents)
    if passage.kind == "licence":
        for document in case.policy.documents.values():
            yield from ((document.id, carried) for carried in list_carried(case, source.artifact, document) if carried.guard != FALSE)
    if passage.kind == "host":
        for document in case.policy.documents.values():
            for governs in document.governs:
                served = any_of(served_by(case, step, channel) for channel in governs.channels)
                if served != FALSE:
                    scope = _route(case, source, document)
                    trace = traces.setdefault(document.id, Trace())
                    yield document.id, Carried(all_of((served, formula_of(case, scope, governs.when, trace, mode))))


# --- strangers ---------------------------------------------------------------------------------------------------------


def _privity(case: Case, source: Source, document: Document, trace: Trace, mode: Mode) -> Formula:
    """Whether a text reaches whoever uses what strangers obtained."""
    name = case.policy.vocabulary.binding
    if name is None or source.step is None:
        return FALSE
    route = _route(case, source, document)
    scope = replace(route, variables={**route.variables, "party": bind_party(case.declaration.declarant)})
    formula = concept_formula(case, scope, find_concept(case, document, name), trace, mode)
    if formula == FALSE:
        trace.note(f"not bound: `{source.step.id}` was done by others, and the text binds only who accepted it")
    return formula
