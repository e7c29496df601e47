"""What was reached or taken, and which texts bind whom over it (`docs/semantics.md`, 5)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from gauger.declaration.records import Artifact, Step
from gauger.engine.case import Case
from gauger.engine.conditions import Mode, concept_formula, find_concept, formula_of
from gauger.engine.scope import Bound, Scope, bind_artifact, bind_party, bind_publisher, bind_step
from gauger.engine.trace import Trace
from gauger.lineage import output_of
from gauger.policy.model import Document
from gauger.text import Span
from gauger.text.values import dataclass, field
from gauger.worlds import FALSE, TRUE, Choice, Formula, all_of, any_of, literal
from gauger.worlds.domains import Options
from gauger.worlds.domains import Test as WorldTest

LOCAL = "local"
ELSEWHERE = "another channel"


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
            found |= {*step.base.items, *(use.artifact for use in step.data.items)}
            # Of a model known to have no licence nobody has the weights: it can be reached, and not taken.
            if step.reaches and step.via in {LOCAL, None} and case.declaration.artifacts[step.reaches].licences != ():
                found.add(step.reaches)
    # What an open list may hold: the graph knows what could have entered in time.
    edges = (edge for artifact in case.declaration.artifacts for edge in case.graph.out_of[artifact])
    return found | {e.tail for e in edges if e.manner != "teach" and case.declaration.steps[e.step].by in case.own_side}


# --- channels ----------------------------------------------------------------------------------------------------------


def via_choice(case: Case, step: Step) -> Choice:
    """The channel that is not declared."""
    artifact = case.declaration.artifacts[step.reaches or ""]
    channels = [c.id for c in case.policy.channels.values() if c.publisher == artifact.publisher]
    local = [LOCAL] if artifact.licences != () else []
    return Choice(f"fact:{step.id}.via", "fact", Options((*channels, *local, ELSEWHERE)))


def _through(case: Case, step: Step, channel: str) -> Formula:
    """The worlds in which the step went through a channel."""
    if step.via is not None and f"{step.id}.via" not in case.freed:
        return TRUE if step.via == channel else FALSE
    choice = via_choice(case, step)
    assert isinstance(choice.domain, Options)
    return literal(choice, WorldTest("is", (channel,))) if channel in choice.domain.values else FALSE


# --- stacks ------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Stack:
    """The texts that reach a source, each with the worlds in which it binds the declaring side; `widest` counts readings of every
    standing."""

    binding: Mapping[str, Formula]
    widest: Mapping[str, Formula]
    traces: Mapping[str, Trace]


def build_stack(case: Case, source: Source) -> Stack:
    """Governing documents and licences, then what they include, each under privity where strangers did the reaching."""
    traces: dict[str, Trace] = {}
    usual = bindings(case, source, Mode(), traces)
    widest = bindings(case, source, Mode(every_standing=True), {})
    kept = {name: widest[name] for name in sorted(widest) if widest[name] != FALSE}
    return Stack({name: usual[name] for name in kept}, kept, {name: traces.get(name, Trace()) for name in kept})


def build_stack_under(case: Case, source: Source, mode: Mode) -> Stack:
    """The stack in another mode than the usual one."""
    traces: dict[str, Trace] = {}
    found = bindings(case, source, mode, traces)
    kept = {name: found[name] for name in sorted(found) if found[name] != FALSE}
    return Stack(kept, kept, {name: traces.get(name, Trace()) for name in kept})


def bindings(case: Case, source: Source, mode: Mode, traces: dict[str, Trace]) -> Mapping[str, Formula]:
    """For every document the worlds in which it binds the declaring side over the source."""
    found = {d.id: _reaches(case, source, d, traces.setdefault(d.id, Trace()), mode) for d in _candidates(case, source)}
    _include(case, found)
    if source.step is None or source.step.by in case.own_side:
        return found
    for name, reached in found.items():
        if reached != FALSE:
            found[name] = all_of((reached, _privity(case, source, case.policy.documents[name], traces.setdefault(name, Trace()), mode)))
    return found


def _candidates(case: Case, source: Source) -> tuple[Document, ...]:
    """Documents that could reach the source before anything is included."""
    found = {d.id: d for licence in source.artifact.licences or () for d in case.by_licence.get(licence.casefold(), ())}
    if source.step is not None:
        for channel in _channels(case, source.step):
            found.update({d.id: d for d in case.by_channel.get(channel, ())})
    return tuple(found.values())


def _channels(case: Case, step: Step) -> tuple[str, ...]:
    if step.via is not None and f"{step.id}.via" not in case.freed:
        return (step.via,)
    domain = via_choice(case, step).domain
    assert isinstance(domain, Options)
    return domain.values


def _reaches(case: Case, source: Source, document: Document, trace: Trace, mode: Mode) -> Formula:
    parts = [_by_licence(case, source, document)]
    if source.step is not None:
        parts += _by_channel(case, source, source.step, document, trace, mode)
    return any_of(parts)


def _by_licence(case: Case, source: Source, document: Document) -> Formula:
    claimed = {licence.casefold() for licence in document.licences}
    if not claimed & {licence.casefold() for licence in source.artifact.licences or ()}:
        return FALSE
    return TRUE if source.step is None else _through(case, source.step, LOCAL)


def _by_channel(case: Case, source: Source, step: Step, document: Document, trace: Trace, mode: Mode) -> Iterator[Formula]:
    for governs in document.governs:
        reached = any_of(_through(case, step, channel) for channel in governs.channels)
        if reached != FALSE:
            scope = Scope(_routing_variables(case, source, step, document), document, None, {}, (step,))
            yield all_of((reached, formula_of(case, scope, governs.when, trace, mode)))


def _routing_variables(case: Case, source: Source, step: Step, document: Document) -> dict[str, Bound]:
    return {
        "party": bind_party(case.declaration.parties[step.by]),
        "access": bind_step(step),
        "source": bind_artifact(source.artifact),
        "publisher": bind_publisher(case.policy.publishers[document.publisher]),
    }


def _include(case: Case, binding: dict[str, Formula]) -> None:
    """An included text binds wherever one that includes it does; chains of inclusion are followed to their end."""
    waiting = list(binding)
    while waiting:
        document = case.policy.documents[waiting.pop(0)]
        for included in document.includes:
            before = binding.get(included, FALSE)
            wider = any_of((before, binding[document.id]))
            if included not in binding or wider != before:
                binding[included] = wider
                waiting.append(included)


def _privity(case: Case, source: Source, document: Document, trace: Trace, mode: Mode) -> Formula:
    """Whether a text reaches whoever uses what strangers obtained."""
    name = case.policy.vocabulary.binding
    if name is None or source.step is None:
        return FALSE
    variables = _routing_variables(case, source, source.step, document) | {"party": bind_party(case.declaration.declarant)}
    scope = Scope(variables, document, None, {}, (source.step,))
    formula = concept_formula(case, scope, find_concept(case, document, name), trace, mode)
    if formula == FALSE:
        trace.note(f"not bound: `{source.step.id}` was done by others, and the text binds only who accepted it")
    return formula
