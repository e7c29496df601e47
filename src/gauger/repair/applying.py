"""A plan made: the records as they stand once its edits are made, those that are done again with all that comes of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date

from gauger.declaration.records import (
    Agreement,
    Artifact,
    Declaration,
    Fact,
    Known,
    Lasting,
    Listed,
    Part,
    Parts,
    Party,
    Planned,
    Release,
    Step,
    When,
)
from gauger.policy.model import Vocabulary
from gauger.repair.edits import Change, Close, Hide, Keep, Leave, Obtain, Plan, Reach, Show, State, Take, Value
from gauger.text import Span
from gauger.text.values import replace


def is_done(when: When, as_of: date) -> bool:
    """Whether something lies behind; what nobody dates may, and is then done again rather than written otherwise."""
    return not isinstance(when, Planned) and not (isinstance(when, Lasting) and when.first > as_of)


def find_done(declaration: Declaration, as_of: date) -> frozenset[str]:
    """Ids of the steps and releases that lie behind."""
    records: tuple[Step | Release, ...] = (*declaration.steps.values(), *declaration.releases.items)
    return frozenset(record.id for record in records if is_done(record.when, as_of))


def find_redone(declaration: Declaration, order: Iterable[tuple[str, str]], touched: Iterable[str], as_of: date) -> frozenset[str]:
    """Ids of what is done again: what is changed and lies behind, and all of that kind that rests on it."""
    done = find_done(declaration, as_of)
    first = done.intersection(touched)
    return first | {after for before, after in order if before in first and after in done}


def apply_plan(declaration: Declaration, plan: Plan, vocabulary: Vocabulary, order: Iterable[tuple[str, str]], as_of: date) -> Declaration:
    """The declaration after a plan. `order` are ids of steps and releases of which the first does not begin after the second."""
    redone = find_redone(declaration, order, (record for axis, _ in plan for record in axis.records), as_of)
    changed = replace(
        declaration,
        steps={s.id: redo_step(s) if s.id in redone else s for s in declaration.steps.values()},
        releases=Listed(tuple(redo_release(r) if r.id in redone else r for r in declaration.releases.items), declaration.releases.open),
    )
    for _, option in plan:
        changed = _apply(changed, option.change, vocabulary)
    return changed


def redo_step(step: Step) -> Step:
    return replace(step, when=Planned())


def redo_release(release: Release) -> Release:
    return replace(release, when=Planned(), facts={key: fact for key, fact in release.facts.items() if key != "date"})


def _apply(declaration: Declaration, change: Change, vocabulary: Vocabulary) -> Declaration:
    match change:
        case Reach(step, model, via):
            reached = reach_otherwise(declaration.steps[step], model, via, vocabulary)
            return _with_step(_with_artifact(declaration, model), reached)
        case Leave(step, dataset):
            old = declaration.steps[step]
            return _with_step(
                declaration, replace(old, data=Listed(tuple(u for u in old.data.items if u.artifact != dataset), old.data.open))
            )
        case Take(step, before, artifact):
            return _with_step(_with_artifact(declaration, artifact), _take(declaration.steps[step], before, artifact))
        case State(record, attribute, value):
            return _with_fact(declaration, record, attribute, lambda _, span: Known(value, span))
        case Show() | Hide():
            return _with_fact(declaration, change.record, change.part, lambda parts, span: change_parts(parts, change, span))
        case Keep(release):
            kept = tuple(r for r in declaration.releases.items if r.id != release)
            return replace(declaration, releases=Listed(kept, declaration.releases.open))
        case Close():
            return replace(declaration, releases=Listed(declaration.releases.items, False))
        case Obtain():
            return replace(declaration, agreements=add_leave(declaration, change))
        case _:
            return declaration


# --- steps -------------------------------------------------------------------------------------------------------------


def reach_otherwise(step: Step, model: Artifact, via: str, vocabulary: Vocabulary) -> Step:
    """The step with another model or channel; what was between its doer and the service before is not known of the new one."""
    facts = {key: fact for key, fact in step.facts.items() if not _is_anew(vocabulary, key)}
    return replace(step, reaches=model.id, via=via, host=None, facts=facts)


def _is_anew(vocabulary: Vocabulary, key: str) -> bool:
    attribute = vocabulary.attributes.get(f"step.{key}")
    return attribute is not None and attribute.anew


def _take(step: Step, before: str, artifact: Artifact) -> Step:
    base = tuple(artifact.id if name == before else name for name in step.base.items)
    data = tuple(replace(use, artifact=artifact.id) if use.artifact == before else use for use in step.data.items)
    return replace(step, base=Listed(base, step.base.open), data=Listed(data, step.data.open))


def _with_step(declaration: Declaration, step: Step) -> Declaration:
    return replace(declaration, steps={**declaration.steps, step.id: step})


def _with_artifact(declaration: Declaration, artifact: Artifact) -> Declaration:
    return replace(declaration, artifacts={**declaration.artifacts, artifact.id: artifact})


# --- facts -------------------------------------------------------------------------------------------------------------


def _with_fact(declaration: Declaration, record: str, attribute: str, make: Callable[[Fact | None, Span], Fact]) -> Declaration:
    """The declaration with another fact of a party, a step or a release."""

    def change(old: Party | Step | Release) -> Mapping[str, Fact]:
        return {**old.facts, attribute: make(old.facts.get(attribute), old.span)}

    if record in declaration.parties:
        party = declaration.parties[record]
        return replace(declaration, parties={**declaration.parties, record: replace(party, facts=change(party))})
    if record in declaration.steps:
        step = declaration.steps[record]
        return _with_step(declaration, replace(step, facts=change(step)))
    found = tuple(replace(r, facts=change(r)) if r.id == record else r for r in declaration.releases.items)
    return replace(declaration, releases=Listed(found, declaration.releases.open))


def change_parts(parts: Fact | None, change: Show | Hide, span: Span) -> Parts:
    """The parts of a record after one is added or taken away. They are a complete list then: their party says what there is."""
    items = parts.items if isinstance(parts, Parts) else ()
    if isinstance(change, Hide):
        return Parts(tuple(item for item in items if item.id != change.entry), False, span)
    return Parts((*items, build_part(change, span)), False, span)


def build_part(change: Show, span: Span) -> Part:
    facts = {key: Known(value, span) for key, value in change.facts.items()}
    return Part(f"{change.record}.{change.part}.{describe_part(change.facts)}", facts, span)


def describe_part(facts: Mapping[str, Value]) -> str:
    """A few words for an entry: its values in a row."""
    return ", ".join(", ".join(sorted(map(str, v))) if isinstance(v, frozenset) else str(v) for v in facts.values())


# --- leave -------------------------------------------------------------------------------------------------------------


def add_leave(declaration: Declaration, change: Obtain) -> tuple[Agreement, ...]:
    """The agreements with one more permission, under the first that is of the same document or partner, else under one of its own."""
    agreements = list(declaration.agreements)
    for place, agreement in enumerate(agreements):
        if (agreement.document, agreement.with_) == (change.document, change.with_):
            agreements[place] = replace(agreement, permissions=(*agreement.permissions, change.permission))
            return tuple(agreements)
    return (*agreements, new_agreement(change, declaration.declarant.span))


def new_agreement(change: Obtain, span: Span) -> Agreement:
    return Agreement(change.document, None, (change.permission,), span, with_=change.with_)
