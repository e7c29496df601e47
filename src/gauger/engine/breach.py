"""The second half of a breach: what stands against the clause, and the query that decides it."""

from __future__ import annotations

from collections.abc import Sequence

from gauger.engine.bearings import Bearing, applies, duty, has_duty
from gauger.engine.calendar import day_order
from gauger.engine.case import Case
from gauger.engine.clashes import Clash, as_reported, find_clashes
from gauger.engine.conditions import USUAL, Mode, reading_constraints
from gauger.engine.trace import Trace
from gauger.findings.model import Opposed
from gauger.text.values import dataclass, field
from gauger.worlds import FALSE, Formula, Query, all_of, any_of, negate

PERFORMED = Mode(duties=True)
UNDONE = Mode(duties=False)


@dataclass(frozen=True, slots=True)
class Breach:
    """The query of a finding and what was met on the way to it."""

    query: Query
    opposed: tuple[Opposed, ...]
    trace: Trace = field(compare=False, repr=False)


def build_breach(case: Case, bearing: Bearing, others: Sequence[Bearing], mode: Mode = USUAL) -> Breach:
    """The query for a bearing among all that bear on the same source."""
    trace = Trace(dict(bearing.trace.relied_on), list(bearing.trace.lines), dict(bearing.trace.notes))
    if bearing.clause.norm.kind in {"permits", "silent"}:
        trace.say(f"the clause {bearing.clause.norm.kind.replace('silent', 'is silent on').replace('permits', 'permits')} the act")
        return Breach(Query(FALSE, FALSE, FALSE, has_duty=False), (), trace)
    clashes = tuple(find_clashes(case, bearing, others, mode))
    base = _breach(case, bearing, clashes, trace, mode)
    duties = has_duty(bearing)
    query = Query(
        breach=base,
        performed=_with_duties(case, bearing, others, _as(mode, PERFORMED)) if duties else base,
        undone=_with_duties(case, bearing, others, _as(mode, UNDONE)) if duties else base,
        has_duty=duties,
        given=tuple(_constraints(case, bearing)),
        order=day_order(case),
        assume=case.question.assume,
    )
    return Breach(query, tuple(clash.opposed for clash in clashes), trace)


def _with_duties(case: Case, bearing: Bearing, others: Sequence[Bearing], mode: Mode) -> Formula:
    """The breach with every duty taken as the mode says, those of the texts that stand against the clause included."""
    return _breach(case, bearing, tuple(find_clashes(case, bearing, others, mode)), Trace(), mode)


def _as(mode: Mode, other: Mode) -> Mode:
    return Mode(mode.every_standing, other.duties, mode.residue)


def _constraints(case: Case, bearing: Bearing) -> list[Formula]:
    concepts = {**case.policy.vocabulary.concepts, **bearing.document.concepts}
    return reading_constraints(case, bearing.scope, concepts)


def _breach(case: Case, bearing: Bearing, clashes: Sequence[Clash], trace: Trace, mode: Mode) -> Formula:
    lifted = any_of(clash.lifted for clash in clashes)
    undone = negate(duty(case, bearing, trace, mode))
    return all_of((applies(case, bearing, trace, mode), undone, negate(lifted), as_reported(bearing)))
