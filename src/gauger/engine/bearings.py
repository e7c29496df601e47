"""Which clauses bear on which acts over which sources: the first half of a breach (`docs/semantics.md`, 6)."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from gauger.engine.acts import Deed, build_scope, find_deeds, tie
from gauger.engine.calendar import TextDays, in_force, in_force_throughout
from gauger.engine.case import Case
from gauger.engine.conditions import USUAL, Mode, formula_of
from gauger.engine.scope import Scope
from gauger.engine.sources import Holds, Source, Stack, extends_to
from gauger.engine.standing import Hold, find_text_days
from gauger.engine.trace import Trace
from gauger.policy.model import Clause, ClauseException, Document
from gauger.text.values import dataclass, field
from gauger.worlds import FALSE, TRUE, Formula, all_of, any_of, negate

WIDEST = Mode(every_standing=True)


@dataclass(frozen=True, slots=True)
class Way:
    """One way in which a clause bears: the days by which its version is told, and the worlds in which it bears so."""

    days: TextDays
    bears: Formula


@dataclass(frozen=True, slots=True)
class Bearing:
    """A clause on an act over a source. `ways` are those in which it bears, `widest` the worlds in which it does over readings of every
    standing."""

    clause: Clause
    document: Document
    source: Source
    deed: Deed
    scope: Scope
    ways: tuple[Way, ...] = field(compare=False, repr=False)
    widest: Formula = field(compare=False, repr=False)
    trace: Trace = field(compare=False, repr=False)

    @property
    def id(self) -> str:
        return f"{self.clause.key}@{self.deed.id}:{self.source.id}"

    @property
    def bears(self) -> Formula:
        """The worlds in which the clause bears, in whatever way."""
        return any_of(way.bears for way in self.ways)


def find_bearings(
    case: Case, source: Source, stack: Stack, mode: Mode = USUAL, wanted: Callable[[Deed], bool] | None = None
) -> Iterator[Bearing]:
    """Every clause of the stack on every act that it speaks of, or that is wanted, where some world can have it bear.

    In any mode but the usual one, `widest` is the same as `bears`.
    """
    for name in stack.binding:
        document = case.policy.documents[name]
        for clause in document.clauses.values():
            for deed in find_deeds(case, clause.norm.act, source):
                if wanted is not None and not wanted(deed):
                    continue
                found = _bearing(case, source, stack, document, clause, deed, mode)
                if found.widest != FALSE:
                    yield found
                elif mode == USUAL:
                    case.keep_passed_over(source.id, found.trace)


def _bearing(case: Case, source: Source, stack: Stack, document: Document, clause: Clause, deed: Deed, mode: Mode) -> Bearing:
    scope = build_scope(case, document, clause, source, deed)
    trace = Trace(dict(stack.traces[document.id].relied_on), [], dict(stack.traces[document.id].notes))
    taken = case.guards.of(source.step.id) if source.step is not None else case.guards.of_taken(source.artifact.id)
    there = all_of((deed.exists, taken, extends_to(case, document, deed.by, mode, scope.days_of[:1], trace)))
    days = {hold: find_text_days(case, document, hold, scope.days_of) for hold in stack.widest[document.id]}
    forced = {hold: in_force(case, document, clause, days[hold]) for hold in days}
    trace.say(f"in force on the days of the act: {_word(any_of(forced.values()))}")
    if all(formula == FALSE for formula in forced.values()):
        return Bearing(clause, document, source, deed, scope, (), FALSE, trace)
    usual = {layer: tie(case, scope, clause, source, deed, layer, trace, mode) for layer in {hold.layer for hold in days}}
    widest = usual if mode != USUAL else {layer: tie(case, scope, clause, source, deed, layer, Trace(), WIDEST) for layer in usual}
    trace.say(f"binds over this source: {_word(stack.binds(document.id))}")
    binding = stack.binding[document.id]
    ways = tuple(Way(days[hold], all_of((binding[hold], forced[hold], usual[hold.layer], there))) for hold in binding if hold in days)
    return Bearing(clause, document, source, deed, scope, ways, _widest(stack.widest[document.id], forced, widest, there), trace)


def _widest(holds: Holds, forced: dict[Hold, Formula], ties: dict[str | None, Formula], there: Formula) -> Formula:
    return any_of(all_of((formula, forced[hold], ties[hold.layer], there)) for hold, formula in holds.items())


def _word(formula: Formula) -> str:
    if formula == TRUE:
        return "yes"
    return "no" if formula == FALSE else "in some worlds"


def applies(case: Case, bearing: Bearing, trace: Trace, mode: Mode = USUAL) -> Formula:
    """The worlds in which the clause bears, its condition holds and no exception does."""
    condition = formula_of(case, bearing.scope, bearing.clause.when, trace, mode)
    if bearing.clause.when is not None:
        trace.say(f"condition of the clause: {_word(condition)}")
    return all_of((unexcepted(case, bearing, trace, mode), condition))


def unexcepted(case: Case, bearing: Bearing, trace: Trace, mode: Mode = USUAL) -> Formula:
    """The worlds in which the clause bears and no exception of it holds, whatever its condition."""
    if not any(_dated(bearing.document.exceptions[name]) for name in list_exceptions(bearing)):
        excepted = any_of(exception_holds(case, bearing, name, (), trace, mode) for name in bearing.clause.exceptions)
        return all_of((bearing.bears, negate(excepted)))
    ways = []
    for way in bearing.ways:
        excepted = any_of(exception_holds(case, bearing, name, way.days, trace, mode) for name in bearing.clause.exceptions)
        ways.append(all_of((way.bears, negate(excepted))))
    return any_of(ways)


def exception_holds(case: Case, bearing: Bearing, name: str, days: TextDays, trace: Trace, mode: Mode = USUAL) -> Formula:
    """The worlds in which an exception of the clause's document holds, where its version is told by `days`; the nesting has no cycle."""
    exception = bearing.document.exceptions[name]
    inner = any_of(exception_holds(case, bearing, other, days, trace, mode) for other in exception.exceptions)
    return all_of(
        (
            in_force_throughout(case, bearing.document, exception, bearing.clause, days) if _dated(exception) else TRUE,
            formula_of(case, bearing.scope, exception.when, trace, mode),
            _provided(case, bearing.scope, exception, trace, mode),
            negate(inner),
        )
    )


def excepts(case: Case, bearing: Bearing, name: str, trace: Trace) -> Formula:
    """The worlds in which an exception holds, in a way in which the clause bears unless it bears in none."""
    if not any(_dated(bearing.document.exceptions[n]) for n in list_exceptions(bearing)):
        return exception_holds(case, bearing, name, (), trace)
    held = [(way.bears, exception_holds(case, bearing, name, way.days, trace)) for way in bearing.ways]
    nowhere = len(held) > 1 and bearing.bears == FALSE
    return held[0][1] if len(held) == 1 else any_of(formula if nowhere else all_of((bears, formula)) for bears, formula in held)


def _dated(exception: ClauseException) -> bool:
    return exception.since is not None or exception.until is not None


def _provided(case: Case, scope: Scope, exception: ClauseException, trace: Trace, mode: Mode) -> Formula:
    """A duty of the exception, or what the mode takes it as."""
    if exception.provided is None:
        return TRUE
    if mode.duties is not None:
        return TRUE if mode.duties else FALSE
    return formula_of(case, scope, exception.provided, trace, mode)


def list_exceptions(bearing: Bearing) -> tuple[str, ...]:
    """The exceptions of the clause and those of its exceptions."""
    names, waiting = dict.fromkeys(bearing.clause.exceptions), list(bearing.clause.exceptions)
    while waiting:
        for inner in bearing.document.exceptions[waiting.pop()].exceptions:
            if inner not in names:
                names[inner] = None
                waiting.append(inner)
    return tuple(names)


def has_duty(bearing: Bearing) -> bool:
    """Whether breach hangs on something that the party can still do."""
    return bearing.clause.norm.kind == "requires" or has_provided(bearing)


def has_provided(bearing: Bearing) -> bool:
    """Whether an exception of the clause, or one of its exceptions, hangs on something that the party can still do."""
    return any(bearing.document.exceptions[name].provided is not None for name in list_exceptions(bearing))


def duty(case: Case, bearing: Bearing, trace: Trace, mode: Mode = USUAL) -> Formula:
    """The worlds in which what the clause requires is done; none of them where it forbids, which nothing makes good."""
    if bearing.clause.norm.kind != "requires":
        return FALSE
    if mode.duties is not None:
        return TRUE if mode.duties else FALSE
    done = formula_of(case, bearing.scope, bearing.clause.norm.requires, trace, mode)
    trace.say(f"what the clause requires is done: {_word(done)}")
    return done
