"""The way in: findings that are not clear to the smallest sets of edits that clear them (`docs/semantics.md`, 9)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property

from gauger.declaration.records import Declaration
from gauger.engine import Question, Refused, Survey, list_modelled, survey
from gauger.engine.bearings import Bearing
from gauger.engine.breach import build_breach
from gauger.engine.calendar import day_order
from gauger.engine.case import Case
from gauger.engine.judgements import judge
from gauger.engine.sources import find_sources
from gauger.findings.model import Exposure, Made, Repair, Repaired, Unexamined, Verdict
from gauger.policy.model import Condition, Policy
from gauger.repair.alternatives import Alternatives
from gauger.repair.applying import apply_plan, find_redone
from gauger.repair.edits import AS_IS, Axis, Plan, list_costs
from gauger.repair.guarding import Edited, guard_edits
from gauger.repair.proposing import Wanted, find_reached, list_changeable, propose_facts, propose_leave, propose_structure
from gauger.repair.search import Made as Edits
from gauger.repair.search import drop_useless, find_plans, make_key
from gauger.text.values import dataclass, field
from gauger.worlds import FALSE, Choice, Formula, all_of, any_of, is_possible, mentioned, negate, project
from gauger.worlds.domains import Test


@dataclass(frozen=True, slots=True)
class Reckoned:
    """What can be done, and what comes of it: `safe` says for each finding under which edits it is clear in every world that is left,
    `bearable` for each that is exposed and not prohibited under which it is not prohibited either. `given` is what all edits obey."""

    axes: tuple[Axis, ...]
    given: Formula
    safe: Mapping[str, Formula]
    bearable: Mapping[str, Formula]


@dataclass(frozen=True)
class Task:
    """A declaration with what may be done about it, and what was found out on the way. `exposure` is that of the declaration as it is."""

    policy: Policy
    declaration: Declaration
    question: Question
    exposure: Exposure
    alternatives: Alternatives
    limit: int
    surveyed: dict[Edits, Survey | None] = field(default_factory=dict, compare=False, repr=False)
    modelled: dict[Edits, frozenset[str]] = field(default_factory=dict, compare=False, repr=False)
    exposing: dict[Edits, frozenset[str]] = field(default_factory=dict, compare=False, repr=False)

    @cached_property
    def case(self) -> Case:
        return Case(self.policy, self.declaration, self.question)

    @cached_property
    def bearings(self) -> Mapping[str, Bearing]:
        """What bears on what is done, by the id of its finding."""
        return {b.id: b for source in find_sources(self.case) for b in judge(self.case, source).bearings}

    @cached_property
    def exposed(self) -> Mapping[str, Verdict]:
        """How severe each finding is that is not clear."""
        return {f.id: f.severity for f in self.exposure.findings if f.severity is not Verdict.CLEAR}

    @property
    def axes(self) -> tuple[Axis, ...]:
        """Everything that can be done about the findings that are not clear."""
        return self.reckoned.axes

    @cached_property
    def reckoned(self) -> Reckoned:
        """Values of facts that help no finding are no edits: they are told by asking what all of them would do, and then left out."""
        targets = [self.bearings[name] for name in self.exposed]
        reached = find_reached(self.case, targets)
        structure = propose_structure(self.case, reached, self.alternatives)
        parties = [p.id for p in self.declaration.parties.values() if p.role != "stranger"]
        records = (*parties, *reached.steps, *reached.releases)
        case, edited = self._guard(structure)
        leave = propose_leave(self.case, targets, [bearing for bearing, *_ in _list_breaches(case)])
        facts = propose_facts(self.case, records, self._find_wanted(case, edited, records))
        case, edited = self._guard((*structure, *leave, *facts))
        safe, bearable = _project(case, edited, self.exposed)
        kept = tuple(axis for axis in drop_useless(facts, (*safe.values(), *bearable.values())) if axis.options)
        return Reckoned((*structure, *leave, *kept), edited.given, safe, bearable)

    def _find_wanted(self, case: Case, edited: Edited, records: Sequence[str]) -> Wanted:
        """What would be asked of everything that can be changed, whatever is done about the rest."""
        originals = {way: name for way, name in edited.originals.items() if name in records}
        originals |= {name: name for name in records if name in self.declaration.parties}
        changeable = {name: list_changeable(self.case, name) for name in records}
        named = {
            f"fact:{way}.{thing.name}": (name, thing.name) for way, name in originals.items() for kind in changeable[name] for thing in kind
        }
        freed = case.without(*(key.removeprefix("fact:") for key in named))
        tests: dict[tuple[str, str], dict[Test, None]] = {}
        bodies: dict[tuple[str, str], dict[Condition, None]] = {}
        for _, breach, *_ in _list_breaches(freed):
            for choice, made in mentioned([breach]).items():
                if choice.key in named:
                    for test in made:
                        if test.operator == "some":
                            bodies.setdefault(named[choice.key], {})[freed.bodies[str(test.values[0])]] = None
                        else:
                            tests.setdefault(named[choice.key], {})[test] = None
        return Wanted({k: tuple(v) for k, v in tests.items()}, {k: tuple(v) for k, v in bodies.items()})

    def _guard(self, axes: Sequence[Axis]) -> tuple[Case, Edited]:
        edited = guard_edits(self.declaration, axes, self.policy.vocabulary, self.case.order, self.question.as_of)
        return Case(self.policy, edited.declaration, self.question, edited.guards), edited

    def after(self, plan: Plan) -> Survey | None:
        """What is found once a plan is made; none where the question cannot be answered then."""
        made = make_key(plan)
        if made not in self.surveyed:
            try:
                self.surveyed[made] = survey(self.policy, self.apply(plan), self.question)
            except Refused:
                self.surveyed[made] = None
        return self.surveyed[made]

    def modelled_after(self, plan: Plan) -> frozenset[str]:
        """The findings that are exposed as it is and clear as modelled once a plan is made."""
        made = make_key(plan)
        if made not in self.modelled:
            self.modelled[made] = frozenset(list_modelled(self.policy, self.apply(plan), self.question, self.exposed))
        return self.modelled[made]

    def exposed_by(self, plan: Plan) -> frozenset[str]:
        """The findings that are not clear in every world once exactly these edits are made."""
        made = make_key(plan)
        if made not in self.exposing:
            chosen = {axis.choice: option.label for axis, option in plan}
            held = [axis.is_(chosen.get(axis.choice, AS_IS)) for axis in self.axes]
            safe = self.reckoned.safe.items()
            self.exposing[made] = frozenset(n for n, formula in safe if not is_possible(all_of((formula, self.reckoned.given, *held))))
        return self.exposing[made]

    def apply(self, plan: Plan) -> Declaration:
        """The records once a plan is made."""
        return apply_plan(self.declaration, plan, self.policy.vocabulary, self.case.order, self.question.as_of)


def _project(case: Case, edited: Edited, exposed: Mapping[str, Verdict]) -> tuple[dict[str, Formula], dict[str, Formula]]:
    """The worlds projected out: for each finding where it is clear, for each that is exposed and not prohibited where it stays so."""
    safe: dict[str, list[Formula]] = {}
    bearable: dict[str, list[Formula]] = {}
    for bearing, breach, given in _list_breaches(case):
        deed, source = (edited.originals.get(name, name) for name in (bearing.deed.id, bearing.source.id))
        name = f"{bearing.clause.key}@{deed}:{source}"
        safe.setdefault(name, []).append(negate(project([breach, *given], day_order(case), _is_edit)))
        if exposed.get(name, Verdict.PROHIBITED) is not Verdict.PROHIBITED:
            spared = project([negate(breach), *given], day_order(case), _is_edit)
            there = all_of((bearing.deed.exists, case.guards.of(bearing.source.id)))
            bearable.setdefault(name, []).append(any_of((spared, negate(project([there], (), _is_edit)))))
    clear, spared_in = ({name: all_of(formulas) for name, formulas in found.items()} for found in (safe, bearable))
    return clear, spared_in


def _is_edit(choice: Choice) -> bool:
    return choice.key.startswith("edit:")


def _list_breaches(case: Case) -> Iterator[tuple[Bearing, Formula, tuple[Formula, ...]]]:
    """Everything that can be breached, in which worlds, and what all worlds obey there."""
    for source in find_sources(case):
        entry = judge(case, source)
        for bearing in entry.bearings:
            query = build_breach(case, bearing, entry.bearings).query
            if query.breach != FALSE:
                yield bearing, query.breach, query.given


def find_repairs(task: Task, targets: Sequence[str]) -> Repaired:
    """Every smallest plan up to the limit after which all of `targets` are clear and nothing else is worse than it was."""
    reckoned = task.reckoned
    kept = [formula for name, formula in reckoned.safe.items() if name in targets or name not in task.exposed]
    kept += [formula for name, formula in reckoned.bearable.items() if name not in targets]
    others = [formula for name, formula in reckoned.safe.items() if name in task.exposed and name not in targets]

    def accept(plan: Plan) -> bool:
        after = task.after(plan)
        return after is not None and _keeps_promise(task, after, targets)

    plans = find_plans(kept, others, reckoned.given, task.axes, task.limit, accept)
    return Repaired(tuple(targets), tuple(_describe(task, plan, targets) for plan in plans))


def _keeps_promise(task: Task, after: Survey, targets: Sequence[str]) -> bool:
    """Whether the targets are clear, nothing is worse, and no more goes unexamined than before."""
    if _leaves_more_unexamined(task.exposure.unexamined, after.unexamined):
        return False
    allowed = {name: Verdict.CLEAR if name in targets else severity for name, severity in task.exposed.items()}
    return all(severity <= allowed.get(name, Verdict.CLEAR) for name, severity in after.severities.items())


def _leaves_more_unexamined(before: Sequence[Unexamined], after: Sequence[Unexamined]) -> bool:
    """Whether some terms go unexamined that did not, or the making of more things: that of a stand-in is as unknown as that of most models,
    and takes the place of what was not known of the thing that it replaces."""
    was, then = ({(gap.kind, gap.source, gap.reason) for gap in gaps} for gaps in (before, after))
    return any(kind == "terms" for kind, *_ in then - was) or len(then - was) > len({gap for gap in was - then if gap[0] == "lineage"})


def _describe(task: Task, plan: Plan, targets: Sequence[str]) -> Repair:
    """A plan with what each edit is needed for, and what has to be done again."""
    order, as_of = task.case.order, task.question.as_of
    redone = find_redone(task.declaration, order, (record for axis, _ in plan for record in axis.records), as_of)
    kept = [name for name in task.declaration.steps if name in redone] + [r.id for r in task.declaration.releases.items if r.id in redone]
    costs = tuple(list_costs(plan))
    made = tuple(
        Made(axis.key, option.label, option.says, cost, tuple(_needs(task, plan, axis, targets)))
        for (axis, option), cost in zip(plan, costs, strict=True)
    )
    modelled = task.modelled_after(plan)
    return Repair(sum(costs), made, tuple(kept), tuple(name for name in targets if name in modelled))


def _needs(task: Task, plan: Plan, axis: Axis, targets: Sequence[str]) -> Iterator[str]:
    """The findings that would not be clear without an edit: of the targets, and of what the other edits bring about."""
    without = tuple(pair for pair in plan if pair[0] != axis)
    exposed = task.exposed_by(without)
    yield from (name for name in task.reckoned.safe if name in exposed and (name in targets or name not in task.exposed))


def find_plan(task: Task, repair: Repair) -> Plan:
    """The plan that a repair describes."""
    wanted = {(made.about, made.label) for made in repair.edits}
    return tuple((axis, option) for axis in task.axes for option in axis.options if (axis.key, option.label) in wanted)
