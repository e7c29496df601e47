"""All plans at once: one declaration in which every part that an edit takes away or brings in counts in the worlds of its edits.

A step or release that can be changed stands there once for each way in which it can be, under an id of its own; in any one set of edits
exactly one of them is done, or none where it does not happen.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import product

from gauger.declaration.records import (
    Agreement,
    Artifact,
    DataUse,
    Declaration,
    Fact,
    Guarded,
    Known,
    Lasting,
    Listed,
    NotApplicable,
    Parts,
    Permission,
    Release,
    Step,
)
from gauger.engine.channels import LOCAL
from gauger.lineage import Guards
from gauger.policy.model import Vocabulary
from gauger.repair.applying import (
    add_leave,
    change_parts,
    find_done,
    is_done,
    reach_otherwise,
    redo_release,
    redo_step,
)
from gauger.repair.edits import AS_IS, Axis, Close, Hide, Keep, Leave, Obtain, Option, Reach, Show, State, Take, records_of
from gauger.text import Span
from gauger.text.values import dataclass, field, replace
from gauger.worlds import FALSE, TRUE, Choice, Formula, all_of, any_of, literal, negate
from gauger.worlds.domains import Test, YesNo


@dataclass(frozen=True, slots=True)
class Edited:
    """`originals` names, for each way in which a record can be, the record; `given` is what says when a record is done again."""

    declaration: Declaration
    guards: Guards
    originals: Mapping[str, str]
    given: Formula


@dataclass(frozen=True, slots=True)
class _Way:
    """One way in which a step can be."""

    step: Step
    guard: Formula


@dataclass(frozen=True)
class _Making:
    declaration: Declaration
    vocabulary: Vocabulary
    axes: tuple[Axis, ...]
    about: Mapping[str, tuple[Axis, ...]]
    redone: Mapping[str, Formula]
    as_of: date
    ways: dict[str, tuple[_Way, ...]] = field(default_factory=dict)


def guard_edits(
    declaration: Declaration, axes: Sequence[Axis], vocabulary: Vocabulary, order: Iterable[tuple[str, str]], as_of: date
) -> Edited:
    """The declaration under all edits. `order` is as `apply_plan` takes it."""
    about = records_of(axes)
    redone, given = _find_redone(declaration, about, tuple(order), as_of)
    making = _Making(declaration, vocabulary, tuple(axes), about, redone, as_of)
    for step in declaration.steps.values():
        making.ways[step.id] = tuple(_list_ways(making, step))
    releases = tuple(pair for release in declaration.releases.items for pair in _list_releases(making, release))
    agreements, permissions, made = _add_agreements(declaration, axes)
    edited = replace(
        declaration,
        artifacts={**declaration.artifacts, **{a.id: a for a, _ in _list_brought(axes)}},
        parties={p.id: replace(p, facts=_guard_facts(making, p.id, p.facts, p.span)) for p in declaration.parties.values()},
        steps={way.step.id: _steer(making, way.step) for ways in making.ways.values() for way in ways},
        releases=Listed(tuple(release for release, _, _ in releases), declaration.releases.open),
        agreements=agreements,
    )
    records = {way.step.id: way.guard for ways in making.ways.values() for way in ways if way.guard != TRUE}
    records |= {release.id: guard for release, _, guard in releases if guard != TRUE}
    inputs = dict(_guard_inputs(making, edited))
    guards = Guards(records, inputs, {}, made, permissions, _find_further(axes), given)
    originals = {way.step.id: name for name, ways in making.ways.items() for way in ways}
    originals |= {release.id: name for release, name, _ in releases}
    return Edited(edited, replace(guards, taken=_find_taken(edited, guards)), originals, given)


# --- what is done again ------------------------------------------------------------------------------------------------


def _find_redone(
    declaration: Declaration, about: Mapping[str, tuple[Axis, ...]], order: tuple[tuple[str, str], ...], as_of: date
) -> tuple[dict[str, Formula], Formula]:
    """For each record that lies behind whether it is done again, as a choice of its own, and what these choices are by the edits.

    A choice of its own keeps small what one finding is about: the edits far upstream that have it done again are looked at once.
    """
    done = find_done(declaration, as_of)
    touched = {name: any_of(axis.changed() for axis in about.get(name, ())) for name in done}
    found: dict[str, Formula] = {}
    given: list[Formula] = []
    for name in (*declaration.steps, *(r.id for r in declaration.releases.items)):
        if name not in done:
            continue
        causes = any_of([touched[name], *(touched[before] for before, after in order if after == name and before in done)])
        if causes != FALSE:
            again = literal(Choice(f"edit:{name} done again", "fact", YesNo()), Test("is", (True,)))
            found[name] = again
            given.append(any_of((all_of((again, causes)), all_of((negate(again), negate(causes))))))
    return found, all_of(given)


# --- steps -------------------------------------------------------------------------------------------------------------


def _list_ways(making: _Making, step: Step) -> Iterator[_Way]:
    """The step as it is, done again as it is, and with each other model or channel."""
    again = making.redone.get(step.id, FALSE)
    access = next((axis for axis in making.about.get(step.id, ()) if any(isinstance(o.change, Reach) for o in axis.options)), None)
    others = [option for option in access.options if isinstance(option.change, Reach)] if access is not None else []
    stays = negate(access.is_(*(option.label for option in others))) if access is not None else TRUE
    done = is_done(step.when, making.as_of)
    if not done:
        yield _Way(_edit_step(making, step, step), stays)
    else:
        yield _Way(step, negate(again))
        if again != FALSE:
            yield _Way(_edit_step(making, redo_step(replace(step, id=_name(making.declaration, step.id, 1))), step), all_of((again, stays)))
    for number, option in enumerate(others, 2):
        assert isinstance(option.change, Reach)
        assert access is not None
        reached = reach_otherwise(step, option.change.model, option.change.via, making.vocabulary)
        renamed = replace(reached, id=_name(making.declaration, step.id, number))
        yield _Way(_edit_step(making, redo_step(renamed) if done else renamed, step), access.is_(option.label))


def _name(declaration: Declaration, record: str, number: int) -> str:
    """An id that no record of the declaration has."""
    name = f"{record}~{number}"
    taken = {*declaration.steps, *declaration.artifacts, *(r.id for r in declaration.releases.items)}
    while name in taken:
        name += "~"
    return name


def _edit_step(making: _Making, step: Step, original: Step) -> Step:
    """A way of a step, with everything that edits have it take and state. Which of it counts, the guards say."""
    takes = [option.change for axis in making.about.get(original.id, ()) for option in axis.options if isinstance(option.change, Take)]
    bases = [take.artifact.id for take in takes if take.before in original.base.items]
    data = [replace(use, artifact=take.artifact.id) for take in takes for use in original.data.items if use.artifact == take.before]
    return replace(
        step,
        base=Listed(tuple(dict.fromkeys((*step.base.items, *bases))), step.base.open),
        data=Listed(_merge(step.data.items, data), step.data.open),
        facts=_guard_facts(making, original.id, step.facts, step.span),
    )


def _merge(uses: Sequence[DataUse], more: Sequence[DataUse]) -> tuple[DataUse, ...]:
    return tuple({use.artifact: use for use in (*more, *uses)}.values())


def _steer(making: _Making, step: Step) -> Step:
    """The step with every way of each step that steers it."""
    feedback = tuple(way.step.id for name in step.feedback for way in making.ways[name])
    return replace(step, feedback=feedback) if feedback != step.feedback else step


def _guard_inputs(making: _Making, edited: Declaration) -> Iterator[tuple[tuple[str, str], Formula]]:
    """What each way of a step takes, in which worlds."""
    brought: dict[str, list[Formula]] = {}
    for new, guard in _list_brought(making.axes):
        brought.setdefault(new.id, []).append(guard)
    for name, ways in making.ways.items():
        original = making.declaration.steps[name]
        takes = dict(_list_takes(making.about.get(name, ())))
        for way in ways:
            for artifact, guard in takes.items():
                if way.step is not original:
                    yield (way.step.id, artifact), guard
            listed = {*way.step.base.items, *(use.artifact for use in way.step.data.items), *way.step.tools.items}
            if way.step.base.open or way.step.data.open or way.step.tools.open:
                for artifact in edited.artifacts:
                    guard = _could_take(making, way.step, artifact, brought)
                    if artifact not in listed and guard != TRUE:
                        yield (way.step.id, artifact), guard


def _list_takes(axes: Sequence[Axis]) -> Iterator[tuple[str, Formula]]:
    """What a step takes as edits have it: a thing while its axis is as it is, another one where it is taken instead."""
    for axis in axes:
        for option in axis.options:
            match option.change:
                case Leave(_, dataset):
                    yield dataset, axis.is_(AS_IS)
                case Take(_, before, artifact):
                    yield before, axis.is_(AS_IS)
                    yield artifact.id, axis.is_(option.label)
                case _:
                    continue


def _could_take(making: _Making, step: Step, artifact: str, brought: Mapping[str, Sequence[Formula]]) -> Formula:
    """The worlds in which an open list may hold an artifact: it is there, and some way of what makes it is not too late."""
    if artifact not in making.declaration.artifacts:
        return any_of(brought.get(artifact, ()))
    makers = [way for ways in making.ways.values() for way in ways if artifact in way.step.yields]
    in_time = [way for way in makers if not _is_too_late(way.step, step)]
    return TRUE if len(in_time) == len(makers) else any_of(way.guard for way in in_time)


def _is_too_late(maker: Step, step: Step) -> bool:
    return isinstance(maker.when, Lasting) and isinstance(step.when, Lasting) and maker.when.first > step.when.last


def _list_brought(axes: Sequence[Axis]) -> Iterator[tuple[Artifact, Formula]]:
    """Artifacts that edits bring in."""
    for axis in axes:
        for option in axis.options:
            match option.change:
                case Reach(_, model, _):
                    yield model, axis.is_(option.label)
                case Take(_, _, artifact):
                    yield artifact, axis.is_(option.label)
                case _:
                    continue


def _find_taken(edited: Declaration, guards: Guards) -> dict[str, Formula]:
    """For each artifact the worlds in which a step of the declaring side, or a release, takes it."""
    found: dict[str, list[Formula]] = {}
    own = {p.id for p in edited.parties.values() if p.role != "stranger"}
    for step in edited.steps.values():
        if step.by not in own:
            continue
        there = guards.of(step.id)
        listed = {*step.base.items, *step.tools.items, *(use.artifact for use in step.data.items)}
        candidates = set(edited.artifacts) if step.base.open or step.data.open or step.tools.open else set()
        for artifact in listed | candidates:
            found.setdefault(artifact, []).append(all_of((there, guards.of_input(step.id, artifact))))
        if step.reaches is not None and step.via in {LOCAL, None}:
            found.setdefault(step.reaches, []).append(there)
    for release in edited.releases.items:
        found.setdefault(release.artifact, []).append(guards.of(release.id))
    return {artifact: any_of(where) for artifact, where in found.items()}


# --- releases ----------------------------------------------------------------------------------------------------------


def _list_releases(making: _Making, release: Release) -> Iterator[tuple[Release, str, Formula]]:
    """The release as it is and done again, each with its id and the worlds in which it happens."""
    axes = making.about.get(release.id, ())
    kept = any_of(axis.is_(o.label) for axis in axes for o in axis.options if isinstance(o.change, Keep))
    happens = negate(kept)
    again = making.redone.get(release.id, FALSE)
    if not is_done(release.when, making.as_of):
        facts = _guard_facts(making, release.id, release.facts, release.span)
        yield replace(release, facts=facts), release.id, happens
        return
    yield release, release.id, negate(again)
    if again != FALSE:
        renamed = replace(redo_release(release), id=_name(making.declaration, release.id, 1))
        facts = _guard_facts(making, release.id, renamed.facts, release.span)
        yield replace(renamed, facts=facts), release.id, all_of((again, happens))


def _find_further(axes: Sequence[Axis]) -> Formula:
    """The worlds in which an open list of releases stays open."""
    return negate(any_of(axis.is_(o.label) for axis in axes for o in axis.options if isinstance(o.change, Close)))


# --- facts -------------------------------------------------------------------------------------------------------------

_Option = tuple[Formula, Known | NotApplicable | Parts | None]


def _guard_facts(making: _Making, record: str, facts: Mapping[str, Fact], span: Span) -> Mapping[str, Fact]:
    axes = making.about.get(record, ())
    changed: dict[str, Fact] = {}
    for attribute in dict.fromkeys(o.change.attribute for axis in axes for o in axis.options if isinstance(o.change, State)):
        changed[attribute] = Guarded(tuple(_list_values(axes, attribute, facts.get(attribute), span)), span)
    for part in dict.fromkeys(o.change.part for axis in axes for o in axis.options if isinstance(o.change, Show | Hide)):
        changed[part] = Guarded(tuple(_list_parts(axes, part, facts.get(part), span)), span)
    return {**facts, **changed} if changed else facts


def _list_values(axes: Sequence[Axis], attribute: str, before: Fact | None, span: Span) -> Iterator[_Option]:
    for axis in axes:
        stated = [(o, o.change) for o in axis.options if isinstance(o.change, State) and o.change.attribute == attribute]
        if stated:
            assert before is None or isinstance(before, Known | NotApplicable)
            yield axis.is_(AS_IS), before
            for option, change in stated:
                yield axis.is_(option.label), Known(change.value, span)


def _list_parts(axes: Sequence[Axis], part: str, before: Fact | None, span: Span) -> Iterator[_Option]:
    """Every combination of entries shown and hidden; as long as nothing is changed, the list is what it was."""
    changing = [axis for axis in axes if any(isinstance(o.change, Show | Hide) and o.change.part == part for o in axis.options)]
    assert before is None or isinstance(before, NotApplicable | Parts)
    for chosen in product(*((None, *axis.options) for axis in changing)):
        guard = all_of(axis.is_(AS_IS if o is None else o.label) for axis, o in zip(changing, chosen, strict=True))
        parts = before
        for option in chosen:
            if option is not None:
                assert isinstance(option.change, Show | Hide)
                parts = change_parts(parts, option.change, span)
        yield guard, parts


# --- leave -------------------------------------------------------------------------------------------------------------

_Agreements = tuple[tuple[Agreement, ...], dict[Permission, Formula], dict[Agreement, Formula]]


def _add_agreements(declaration: Declaration, axes: Sequence[Axis]) -> _Agreements:
    """The agreements with all leave that may be obtained, the worlds in which each is given, and those in which new ones are made."""
    permissions: dict[Permission, Formula] = {}
    named: dict[tuple[str | None, str | None], list[Formula]] = {}
    changed = declaration
    for axis, option in _list_leave(axes):
        assert isinstance(option.change, Obtain)
        permissions[option.change.permission] = axis.is_(option.label)
        named.setdefault((option.change.document, option.change.with_), []).append(axis.is_(option.label))
        changed = replace(changed, agreements=add_leave(changed, option.change))
    known = {(a.document, a.with_) for a in declaration.agreements}
    made = {a: any_of(named[a.document, a.with_]) for a in changed.agreements if (a.document, a.with_) not in known}
    return changed.agreements, permissions, made


def _list_leave(axes: Sequence[Axis]) -> Iterator[tuple[Axis, Option]]:
    for axis in axes:
        for option in axis.options:
            if isinstance(option.change, Obtain):
                yield axis, option
