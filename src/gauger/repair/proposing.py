"""Which edits there are: whatever the party can do about the steps, data and releases that findings are about."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from gauger.declaration.records import Artifact, Fact, Facts, Known, Parts, Permission, Step
from gauger.engine.bearings import Bearing
from gauger.engine.case import Case
from gauger.engine.channels import LOCAL
from gauger.lineage import Node
from gauger.policy.model import Attribute, Condition, Part
from gauger.repair.alternatives import Alternatives, Teacher
from gauger.repair.applying import describe_part, find_done, is_done
from gauger.repair.edits import Again, Axis, Close, Hide, Keep, Leave, Obtain, Option, Reach, Show, State, Take, Value
from gauger.repair.leave import list_leave
from gauger.repair.values import propose_part, propose_values
from gauger.text.values import dataclass, replace
from gauger.worlds import domains

SWAP, START, CHANNEL, AGAIN, LEAVE_OUT, REPLACE, KEEP, LEAVE, AMENDMENT = 8, 8, 4, 5, 4, 5, 6, 7, 8
"""What edits cost. What changing a fact costs, the vocabulary says; what lies behind costs `AGAIN` besides."""
SIGNED = "signed-amendment"


@dataclass(frozen=True, slots=True)
class Reached:
    """What the findings to be cleared are about: steps and releases by id, and the things that come of their sources."""

    steps: tuple[str, ...]
    releases: tuple[str, ...]
    sources: frozenset[str]
    deeds: frozenset[str]
    things: frozenset[Node]


def find_reached(case: Case, targets: Sequence[Bearing]) -> Reached:
    """Everything between the sources and the acts of findings, and what is let out of it."""
    records: set[str] = set()
    things: set[Node] = set()
    sources: set[str] = set()
    for bearing in targets:
        first = {bearing.source.step.id} if bearing.source.step is not None else set(_find_takers(case, bearing.source.artifact.id))
        sources |= first if bearing.source.step is not None else set()
        deed = bearing.deed.done.id
        behind = {after for name in first for after in (name, *case.after.get(name, ()))}
        records |= first | {deed, *(name for name in behind if deed in (name, *case.after.get(name, ())))}
        records |= {after for name in (deed, *first) for after in case.after.get(name, ()) if after not in case.declaration.steps}
        things |= _find_descendants(case, [bearing.source.artifact.id, *bearing.source.origins.values()])
    steps = tuple(s.id for s in case.declaration.steps.values() if s.id in records and s.by in case.own_side)
    releases = tuple(r.id for r in case.declaration.releases.items if r.id in records)
    return Reached(steps, releases, frozenset(sources), frozenset(b.deed.done.id for b in targets), frozenset(things))


def _find_takers(case: Case, artifact: str) -> Iterator[str]:
    for step in case.declaration.steps.values():
        if artifact in {*step.base.items, *step.tools.items, *(use.artifact for use in step.data.items), step.reaches}:
            yield step.id


def _find_descendants(case: Case, origins: Sequence[Node]) -> set[Node]:
    found, waiting = set(origins), list(origins)
    while waiting:
        for edge in case.graph.out_of.get(waiting.pop(), ()):
            if edge.head not in found:
                found.add(edge.head)
                waiting.append(edge.head)
    return found


# --- what is reached, taken and let out --------------------------------------------------------------------------------


def propose_structure(case: Case, reached: Reached, others: Alternatives) -> tuple[Axis, ...]:
    """Edits of steps, data and releases."""
    steps = [case.declaration.steps[name] for name in reached.steps]
    found = [_access(case, step, reached, others) for step in steps]
    found += [axis for step in steps for axis in _data(case, step, reached, others)]
    found += [axis for step in steps for axis in _bases(case, step, reached, others)]
    found += [_release(case, name) for name in reached.releases]
    found += [_close(case)] if case.declaration.releases.open else []
    return _reckon_again(case, found)


def _reckon_again(case: Case, axes: Iterable[Axis]) -> tuple[Axis, ...]:
    """The axes with something to choose, each with what it costs that what it changes is done already."""
    done = find_done(case.declaration, case.question.as_of)
    behind = {name: done.intersection(case.before.get(name, ())) for name in done}
    return tuple(
        replace(axis, again=AGAIN, behind=behind[axis.records[0]]) if done.intersection(axis.records) else axis
        for axis in axes
        if axis.options
    )


def _access(case: Case, step: Step, reached: Reached, others: Alternatives) -> Axis:
    """Doing a step again, through another channel, or with another model."""
    options: list[Option] = []
    if step.id in reached.sources | reached.deeds and is_done(step.when, case.question.as_of):
        says = f"do `{step.id}` again on {case.question.as_of}, under the terms of that day"
        options.append(Option("again", AGAIN, says, Again(step.id)))
    if step.reaches is not None and step.id in reached.sources:
        model = case.declaration.artifacts[step.reaches]
        options += [_through(step, model, channel) for channel in _list_channels(case, step, model)]
        options += [_with(step, model, teacher) for teacher in others.teachers if _can_stand_in(step, model, teacher)]
    return Axis(f"{step.id} access", (step.id,), tuple(options))


def _through(step: Step, model: Artifact, channel: str) -> Option:
    now = f" instead of {step.via}" if step.via else ""
    return Option(f"via {channel}", CHANNEL, f"reach `{model.reference}` via {channel}{now} at `{step.id}`", Reach(step.id, model, channel))


def _list_channels(case: Case, step: Step, model: Artifact) -> Iterator[str]:
    """The publisher's channels, and one's own machines where the weights can be had."""
    channels = [c.id for c in case.policy.channels.values() if c.publisher == model.publisher and not c.closed]
    yield from (c for c in (*channels, *([LOCAL] if model.licences else [])) if c != step.via)


def _with(step: Step, model: Artifact, teacher: Teacher) -> Option:
    label = f"{teacher.model.reference} via {teacher.via}"
    says = f"let `{teacher.model.reference}` via {teacher.via} answer at `{step.id}` in place of `{model.reference}`"
    return Option(label, SWAP, says, Reach(step.id, teacher.model, teacher.via))


def _can_stand_in(step: Step, model: Artifact, teacher: Teacher) -> bool:
    taken = step.facts.get("output")
    wanted = taken.value if isinstance(taken, Known) and isinstance(taken.value, frozenset) else frozenset()
    return teacher.model.id != model.id and (not teacher.gives or wanted <= teacher.gives)


def _data(case: Case, step: Step, reached: Reached, others: Alternatives) -> Iterator[Axis]:
    """Doing without a dataset, as long as something is left, or taking another one."""
    listed = [use.artifact for use in step.data.items]
    for name in listed:
        if name not in reached.things:
            continue
        shown = case.declaration.artifacts[name].reference
        options = []
        if len(listed) > 1 or step.data.open:
            options.append(Option("left out", LEAVE_OUT, f"leave `{shown}` out of `{step.id}`", Leave(step.id, name)))
        for other in others.datasets if not step.data.open else ():
            if other.id not in listed:
                says = f"take `{other.reference}` in place of `{shown}` at `{step.id}`"
                options.append(Option(other.reference, REPLACE, says, Take(step.id, name, other)))
        yield Axis(f"{step.id} data {name}", (step.id,), tuple(options))


def _bases(case: Case, step: Step, reached: Reached, others: Alternatives) -> Iterator[Axis]:
    """Starting from another model."""
    for name in step.base.items:
        if name not in reached.things or step.base.open or case.declaration.artifacts[name].own:
            continue
        shown = case.declaration.artifacts[name].reference
        options = [
            Option(other.reference, START, f"start `{step.id}` from `{other.reference}` in place of `{shown}`", Take(step.id, name, other))
            for other in others.bases
            if other.id not in step.base.items
        ]
        yield Axis(f"{step.id} from {name}", (step.id,), tuple(options))


def _release(case: Case, name: str) -> Axis:
    """Letting nothing out that is not out yet; letting out anew what is."""
    release = next(r for r in case.declaration.releases.items if r.id == name)
    if is_done(release.when, case.question.as_of):
        says = f"let `{release.artifact}` out again (`{name}`) on {case.question.as_of}, under the terms of that day"
        return Axis(f"{name} done", (name,), (Option("again", AGAIN, says, Again(name)),))
    says = f"keep `{release.artifact}` internal: do without `{name}`"
    return Axis(f"{name} done", (name,), (Option("kept", KEEP, says, Keep(name)),))


def _close(case: Case) -> Axis:
    says = "let nothing out beyond what is declared" if case.declaration.releases.items else "let nothing out"
    return Axis("releases", (), (Option("closed", KEEP, says, Close()),))


def propose_leave(case: Case, targets: Sequence[Bearing], bearings: Sequence[Bearing]) -> tuple[Axis, ...]:
    """Leave of those who can lift what is found, from the day of the question on and without end, for all of theirs that provides for it.

    `bearings` are what bears after edits as well: a step that is done again meets clauses of a later text, and one letter can name them.
    """
    givers = {asked.giver or bearing.document.publisher for bearing in targets for asked in list_leave(case, bearing)}
    found: dict[tuple[str, bool], dict[str, dict[str, tuple[str, ...]]]] = {}
    for bearing in bearings:
        for number, asked in enumerate(list_leave(case, bearing)):
            giver = asked.giver or bearing.document.publisher
            if giver in givers:
                conditions = found.setdefault((giver, asked.giver is None), {}).setdefault(bearing.clause.key, {})
                conditions[str(number)] = asked.forms
    first = {b.document.publisher: b.document.id for b in reversed(targets)}
    axes = []
    for (giver, own), clauses in found.items():
        options = [_obtain(case, form, lifted, giver, first.get(giver) if own else None) for form, lifted in _list_forms(clauses).items()]
        axes.append(Axis(f"leave {giver}", (), tuple(option for option in options if option is not None)))
    return tuple(axis for axis in axes if axis.options)


def _list_forms(clauses: Mapping[str, Mapping[str, tuple[str, ...]]]) -> Mapping[str, tuple[str, ...]]:
    """Each form with the clauses that it lifts, once for all forms that lift by the same words."""
    forms = dict.fromkeys(form for conditions in clauses.values() for accepted in conditions.values() for form in accepted)
    kept: dict[frozenset[tuple[str, str]], str] = {}
    for form in sorted(forms, key=lambda form: form == SIGNED):
        kept.setdefault(
            frozenset((key, n) for key, conditions in clauses.items() for n, accepted in conditions.items() if form in accepted), form
        )
    return {form: tuple(key for key in clauses if any(key == lifted for lifted, _ in met)) for met, form in kept.items()}


def _obtain(case: Case, form: str, clauses: tuple[str, ...], giver: str, document: str | None) -> Option | None:
    as_of = case.question.as_of
    permission = Permission(clauses, form, None, as_of, None, True, case.declaration.declarant.span)
    if any(permission in agreement.permissions for agreement in case.declaration.agreements):
        return None
    says = f"obtain leave from {giver} ({form.replace('-', ' ')}) for {', '.join(clauses)}, given by {as_of} and without end"
    cost = AMENDMENT if form == SIGNED else LEAVE
    return Option(form, cost, says, Obtain(document, None if document is not None else giver, permission))


# --- facts -------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Wanted:
    """What formulas ask of records that their party can change: tests of facts, and bodies that parts must meet."""

    tests: Mapping[tuple[str, str], tuple[domains.Test, ...]]
    bodies: Mapping[tuple[str, str], tuple[Condition, ...]]


def list_changeable(case: Case, record: str) -> tuple[tuple[Attribute, ...], tuple[Part, ...]]:
    """The facts and parts of a record that its party can change."""
    entity = _entity_of(case, record)
    vocabulary = case.policy.vocabulary
    attributes = tuple(a for a in vocabulary.attributes.values() if a.entity == entity and a.cost is not None)
    return attributes, tuple(p for p in vocabulary.parts.values() if p.of == entity and p.cost is not None)


def _entity_of(case: Case, record: str) -> str:
    if record in case.declaration.parties:
        return "party"
    return "step" if record in case.declaration.steps else "release"


def propose_facts(case: Case, records: Sequence[str], wanted: Wanted) -> tuple[Axis, ...]:
    """Edits of facts and parts, so that what is asked of them comes out in each way that it can."""
    found = []
    for record in records:
        facts = _facts_of(case, record)
        attributes, parts = list_changeable(case, record)
        for attribute in attributes:
            tests = wanted.tests.get((record, attribute.name), ())
            if tests:
                found.append(_state(record, attribute, facts.get(attribute.name), tests))
        for part in parts:
            bodies = wanted.bodies.get((record, part.name), ())
            if bodies:
                found += [*_show(record, part, bodies), *_hide(record, part, facts.get(part.name))]
    return _reckon_again(case, found)


def _facts_of(case: Case, record: str) -> Facts:
    declaration = case.declaration
    if record in declaration.parties:
        return declaration.parties[record].facts
    if record in declaration.steps:
        return declaration.steps[record].facts
    return next(r.facts for r in declaration.releases.items if r.id == record)


def _state(record: str, attribute: Attribute, fact: Fact | None, tests: Sequence[domains.Test]) -> Axis:
    current = fact.value if isinstance(fact, Known) else None
    assert attribute.cost is not None
    options = [
        Option(_show_value(value), attribute.cost, _say_state(record, attribute, current, value), State(record, attribute.name, value))
        for value in propose_values(attribute, current, tests)
    ]
    return Axis(f"{record}.{attribute.name}", (record,), tuple(options))


def _say_state(record: str, attribute: Attribute, current: Value | None, value: Value) -> str:
    now = f" (now {_show_value(current)})" if current is not None else ""
    return f"make `{attribute.name}` of `{record}` {_show_value(value)}{now}"


def _show_value(value: Value) -> str:
    if isinstance(value, frozenset):
        return f"[{', '.join(sorted(map(_show_value, value)))}]"
    if isinstance(value, bool):
        return "yes" if value else "no"
    return f"`{value}`" if isinstance(value, str) and " " in value else str(value)


def _show(record: str, part: Part, bodies: Sequence[Condition]) -> Iterator[Axis]:
    told = set()
    for body in bodies:
        facts = propose_part(body)
        if facts is not None and describe_part(facts) not in told:
            words = describe_part(facts)
            told.add(words)
            says = f"show {part.name} with `{record}`: {words}"
            assert part.cost is not None
            yield Axis(f"{record}.{part.name} with {words}", (record,), (Option("shown", part.cost, says, Show(record, part.name, facts)),))


def _hide(record: str, part: Part, fact: Fact | None) -> Iterator[Axis]:
    for entry in fact.items if isinstance(fact, Parts) else ():
        words = describe_part({key: value.value for key, value in entry.facts.items() if isinstance(value, Known)})
        says = f"take {part.name} away from `{record}`: {words}"
        assert part.cost is not None
        yield Axis(
            f"{record}.{part.name} without {entry.id}", (record,), (Option("hidden", part.cost, says, Hide(record, part.name, entry.id)),)
        )
