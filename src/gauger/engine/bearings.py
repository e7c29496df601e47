"""Which clauses bear on which acts over which sources: the first half of a breach (`docs/semantics.md`, 6)."""

from __future__ import annotations

from collections.abc import Iterator

from gauger.engine.acts import Deed, build_scope, find_deeds, tie
from gauger.engine.calendar import in_force, in_force_throughout
from gauger.engine.case import Case
from gauger.engine.conditions import USUAL, Mode, formula_of
from gauger.engine.scope import Scope
from gauger.engine.sources import Source, Stack
from gauger.engine.trace import Trace
from gauger.policy.model import Clause, ClauseException, Document
from gauger.text.values import dataclass, field
from gauger.worlds import FALSE, TRUE, Formula, all_of, any_of, negate

WIDEST = Mode(every_standing=True)


@dataclass(frozen=True, slots=True)
class Bearing:
    """A clause on an act over a source. `bears` are the worlds in which it does, `widest` the same over readings of every standing."""

    clause: Clause
    document: Document
    source: Source
    deed: Deed
    scope: Scope
    bears: Formula = field(compare=False, repr=False)
    widest: Formula = field(compare=False, repr=False)
    trace: Trace = field(compare=False, repr=False)

    @property
    def id(self) -> str:
        return f"{self.clause.key}@{self.deed.id}:{self.source.id}"


def find_bearings(case: Case, source: Source, stack: Stack, mode: Mode = USUAL, only: Deed | None = None) -> Iterator[Bearing]:
    """Every clause of the stack on every act that it speaks of, or on one act `only`, where some world can have it bear.

    In any mode but the usual one, `widest` is the same as `bears`.
    """
    for name in stack.binding:
        document = case.policy.documents[name]
        for clause in document.clauses.values():
            for deed in find_deeds(case, clause.norm.act, source):
                if only is not None and deed != only:
                    continue
                found = _bearing(case, source, stack, document, clause, deed, mode)
                if found.widest != FALSE:
                    yield found


def _bearing(case: Case, source: Source, stack: Stack, document: Document, clause: Clause, deed: Deed, mode: Mode) -> Bearing:
    scope = build_scope(case, document, clause, source, deed)
    trace = Trace(dict(stack.traces[document.id].relied_on), [], dict(stack.traces[document.id].notes))
    forced = in_force(case, document, clause, scope.days_of)
    trace.say(f"in force on the days of the act: {_word(forced)}")
    if forced == FALSE:
        return Bearing(clause, document, source, deed, scope, FALSE, FALSE, trace)
    usual = tie(case, scope, clause, source, deed, trace, mode)
    widest = tie(case, scope, clause, source, deed, Trace(), WIDEST) if mode == USUAL else usual
    trace.say(f"binds over this source: {_word(stack.binding[document.id])}")
    return Bearing(
        clause,
        document,
        source,
        deed,
        scope,
        all_of((stack.binding[document.id], forced, usual, deed.exists)),
        all_of((stack.widest[document.id], forced, widest, deed.exists)),
        trace,
    )


def _word(formula: Formula) -> str:
    if formula == TRUE:
        return "yes"
    return "no" if formula == FALSE else "in some worlds"


def applies(case: Case, bearing: Bearing, trace: Trace, mode: Mode = USUAL) -> Formula:
    """The worlds in which the clause bears, its condition holds and no exception does."""
    condition = formula_of(case, bearing.scope, bearing.clause.when, trace, mode)
    if bearing.clause.when is not None:
        trace.say(f"condition of the clause: {_word(condition)}")
    excepted = any_of(exception_holds(case, bearing, name, trace, mode) for name in bearing.clause.exceptions)
    return all_of((bearing.bears, condition, negate(excepted)))


def exception_holds(case: Case, bearing: Bearing, name: str, trace: Trace, mode: Mode = USUAL) -> Formula:
    """The worlds in which an exception of the clause's document holds; the nesting has no cycle."""
    exception = bearing.document.exceptions[name]
    inner = any_of(exception_holds(case, bearing, other, trace, mode) for other in exception.exceptions)
    return all_of(
        (
            in_force_throughout(case, bearing.document, exception, bearing.clause, bearing.scope.days_of) if _dated(exception) else TRUE,
            formula_of(case, bearing.scope, exception.when, trace, mode),
            _provided(case, bearing.scope, exception, trace, mode),
            negate(inner),
        )
    )


def _dated(exception: ClauseException) -> bool:
    return exception.since is not None or exception.until is not None


def _provided(case: Case, scope: Scope, exception: ClauseException, trace: Trace, mode: Mode) -> Formula:
    """A duty of the exception, or what the mode takes it as."""
    if exception.provided is None:
        return TRUE
    if mode.duties is not None:
        return TRUE if mode.duties else FALSE
    return formula_of(case, scope, exception.provided, trace, mode)


def has_duty(bearing: Bearing) -> bool:
    """Whether breach hangs on something that the party can still do."""
    names, waiting = set(bearing.clause.exceptions), list(bearing.clause.exceptions)
    while waiting:
        for inner in bearing.document.exceptions[waiting.pop()].exceptions:
            if inner not in names:
                names.add(inner)
                waiting.append(inner)
    provided = any(bearing.document.exceptions[name].provided is not None for name in names)
    return bearing.clause.norm.kind == "requires" or provided


def duty(case: Case, bearing: Bearing, trace: Trace, mode: Mode = USUAL) -> Formula:
    """The worlds in which what the clause requires is done; all of them where it requires nothing."""
    if bearing.clause.norm.kind != "requires":
        return FALSE if bearing.clause.norm.kind == "forbids" else TRUE
    if mode.duties is not None:
        return TRUE if mode.duties else FALSE
    done = formula_of(case, bearing.scope, bearing.clause.norm.requires, trace, mode)
    trace.say(f"what the clause requires is done: {_word(done)}")
    return done
