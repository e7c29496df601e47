"""What could not be looked at, and what was declared that is really the conclusion."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from gauger.declaration.records import Known, NotApplicable, Step
from gauger.engine.calendar import day_choice, known_days
from gauger.engine.case import Case
from gauger.engine.channels import ELSEWHERE, LOCAL
from gauger.engine.licences import NO_NAMES
from gauger.engine.sources import Source, Stack
from gauger.findings.model import Characterisation, Unexamined
from gauger.lineage.manners import RETURNED
from gauger.policy.model import AllOf, AnyOf, CallConcept, CallDefinition, Concept, Condition, NoneOf, Some, Test
from gauger.worlds import TRUE, any_of, is_possible
from gauger.worlds.domains import Days


def find_unexamined(case: Case, judged: Sequence[tuple[Source, Stack]]) -> tuple[Unexamined, ...]:
    """Sources that no text covers, wholly or for some days or channels, and things whose own making is not declared."""
    return (*(gap for source, stack in judged for gap in _terms(case, source, stack)), *_lineage(case))


def _terms(case: Case, source: Source, stack: Stack) -> Iterator[Unexamined]:
    binding = _list_binding(stack)
    if not set(binding) - {document.id for document in case.everywhere}:
        yield Unexamined("terms", source.id, _why_uncovered(case, source), source.span)
        return
    step = source.step
    if step is not None and step.via is None:
        yield Unexamined("terms", source.id, f"if `{step.id}` went through {ELSEWHERE}, its terms are not covered", source.span)
    for name in binding:
        document = case.policy.documents[name]
        if not document.clauses and not document.includes:
            yield Unexamined("terms", source.id, f"the text of {case.policy.documents[name].title} is not at hand", source.span)
    for name in binding:
        yield from _too_old(case, source, name)
    yield from _passed_through(case, source, binding)
    missing = _uncovered_licences(case, source)
    if missing and (step is None or step.via == LOCAL):
        yield Unexamined("terms", source.id, f"no installed document for the licence {', '.join(missing)}", source.span)


def _list_binding(stack: Stack) -> list[str]:
    """The texts that bind in some world, readings of every standing counted."""
    found = [(name, any_of(holds.values())) for name, holds in stack.widest.items()]
    return [name for name, binds in found if binds == TRUE or is_possible(binds)]


def _passed_through(case: Case, source: Source, binding: Sequence[str]) -> Iterator[Unexamined]:
    """Texts that come with a model under what governs the channel, and that nobody has encoded."""
    for name in binding:
        document = case.policy.documents[name]
        kinds = {passage.kind for passage in document.passes}
        owners = {publisher for passage in document.passes for publisher in passage.publishers}
        publisher = source.artifact.publisher
        if "owner" in kinds and publisher not in owners and publisher != document.publisher:
            whose = f"terms of `{publisher}`" if publisher is not None else "terms of the model's owner"
            yield Unexamined("terms", source.id, f"`{name}` passes through {whose}, which are not encoded", source.span)
        if "licence" in kinds and source.artifact.licences is None:
            yield Unexamined("terms", source.id, f"`{name}` passes through a licence that is not declared", source.span)
        if "host" in kinds and source.step is not None and not _has_host_terms(case, source.step):
            who = f"`{source.step.host}`" if source.step.host is not None else "whoever served it, which is not declared"
            yield Unexamined("terms", source.id, f"`{name}` passes through the terms of {who}, which are not encoded", source.span)


def _has_host_terms(case: Case, step: Step) -> bool:
    """Whether who served the model is known, and some text governs that channel."""
    return step.host is not None and step.host in case.by_channel


def _too_old(case: Case, source: Source, name: str) -> Iterator[Unexamined]:
    """Days before the oldest text that is encoded, of the access or of what a copy was taken for: clear of it would mean no more than that
    nobody looked."""
    oldest = case.policy.documents[name].versions[0].date
    dated = (source.step,) if source.step is not None else case.takers.get(source.artifact.id, ())
    if any((known := known_days(case, done)) is not None and known[0] < oldest for done in dated):
        yield Unexamined("terms", source.id, f"no encoded version of `{name}` is older than {oldest}", source.span)
        return
    for done in dated:
        choice = day_choice(case, done)
        if choice is not None and isinstance(choice.domain, Days) and choice.domain.first < oldest:
            reason = f"if `{done.id}` was before {oldest}, no encoded version of `{name}` covers it"
            yield Unexamined("terms", source.id, reason, source.span)
            return


def _why_uncovered(case: Case, source: Source) -> str:
    if source.step is not None and source.step.via not in {LOCAL, None}:
        if source.step.via in case.by_channel:
            return f"no installed document that governs `{source.step.via}` binds what `{source.step.id}` reached"
        return f"no installed document governs `{source.step.via}`"
    if source.artifact.licences is None:
        return f"the licence of `{source.artifact.reference or source.artifact.id}` is not declared"
    if not source.artifact.licences and (source.step is None or source.step.via == LOCAL):
        return f"`{source.artifact.reference}` carries no licence"
    if not source.artifact.licences:
        return f"no channel of the publisher of `{source.artifact.reference}` is known"
    return f"no installed document for the licence {', '.join(f'`{licence.id}`' for licence in source.artifact.licences)}"


def _uncovered_licences(case: Case, source: Source) -> list[str]:
    """Licences that nobody has encoded. A tag that names none is no gap where the licence itself is named beside it."""
    covered = {licence.casefold() for d in case.policy.documents.values() for licence in d.licences}
    carried = source.artifact.licences or ()
    named = [licence for licence in carried if licence.id.casefold() not in NO_NAMES]
    return [f"`{licence.id}`" for licence in named or carried if licence.id.casefold() not in covered]


def _lineage(case: Case) -> Iterator[Unexamined]:
    """Things that the declaring side uses or lets out without a word on how they were made, and lists that may hold more."""
    if case.declaration.steps_open:
        none = not case.declaration.steps
        others = (
            "no step is declared, so nothing is examined" if none else "the steps are not all declared; what the others do is not examined"
        )
        yield Unexamined("terms" if none else "lineage", "steps", others, case.declaration.declarant.span)
    yield from _unknown_models(case)
    for artifact in case.declaration.artifacts.values():
        if artifact.id not in case.makers and not artifact.origin_closed and artifact.id in case.inputs_and_releases:
            yield Unexamined("lineage", artifact.id, f"how `{artifact.reference}` was made is not declared", artifact.span)
    for step in case.declaration.steps.values():
        for name, listed in (("data", step.data), ("from", step.base)):
            # Prompts that nobody lists are the rule and not worth a line each; that they may come from a listed dataset is a fact.
            if listed.open and step.by in case.own_side and step.does not in {"generate", "seed"}:
                yield Unexamined("lineage", step.id, f"`{name}` of `{step.id}` may hold what is not declared", step.span)


def _unknown_models(case: Case) -> Iterator[Unexamined]:
    """Steps that may have run a model without saying which: nobody's terms are looked at for them."""
    for step in case.declaration.steps.values():
        if step.reaches is not None or step.model_free or step.does not in RETURNED:
            continue
        if step.via not in {None, LOCAL}:
            yield Unexamined("terms", step.id, f"which model `{step.id}` reached through `{step.via}` is not declared", step.span)
        elif step.does in {"generate", "seed"}:
            yield Unexamined("terms", step.id, f"which model `{step.id}` ran is not declared", step.span)
        else:
            yield Unexamined("lineage", step.id, f"whether `{step.id}` ran a model, and which, is not declared", step.span)


# --- conclusions declared as facts -------------------------------------------------------------------------------------


def find_characterisations(case: Case) -> tuple[Characterisation, ...]:
    """Declared conclusions, each with the facts that would decide it and that are not declared."""
    found = []
    for path, name, span in case.declaration.characterisations:
        concept = case.policy.vocabulary.concepts.get(name)
        asks = tuple(dict.fromkeys(_facts(case, path, concept))) if concept is not None else ()
        found.append(Characterisation(f"{path}.{name}", name, asks, span))
    return tuple(found)


def _facts(case: Case, path: str, concept: Concept) -> Iterator[str]:
    for reading in concept.readings:
        for entity, attribute in tested(case, reading.when):
            if entity == "release":
                yield f"{path}.releases"
            elif entity not in {"publisher", "party"} and not _declared(case, path, attribute):
                yield f"{path}.{attribute}"


def _declared(case: Case, path: str, attribute: str) -> bool:
    record = case.declaration.artifacts.get(path) or case.declaration.steps.get(path)
    return record is not None and isinstance(record.facts.get(attribute), Known | NotApplicable)


def tested(case: Case, condition: Condition | None) -> Iterator[tuple[str, str]]:
    """(entity, attribute) of every comparison that a condition makes, terms and concepts opened."""
    match condition:
        case Test(left):
            yield left.attribute.entity, left.attribute.name
        case AllOf(items) | AnyOf(items) | NoneOf(items):
            for item in items:
                yield from tested(case, item)
        case Some(_, _, body):
            yield from tested(case, body)
        case CallDefinition(name, _):
            yield from tested(case, case.policy.vocabulary.definitions[name].when)
        case CallConcept(name, _):
            concept = case.policy.vocabulary.concepts.get(name)
            for reading in concept.readings if concept else ():
                yield from tested(case, reading.when)
        case _:
            return
