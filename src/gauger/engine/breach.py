"""The second half of a breach: what stands against the clause, and the query that decides it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from gauger.engine.bearings import Bearing, applies, duty, has_duty
from gauger.engine.calendar import day_order
from gauger.engine.case import Case
from gauger.engine.clashes import Clash, find_clashes
from gauger.engine.conditions import USUAL, Mode, reading_constraints
from gauger.engine.trace import Trace
from gauger.findings.model import Opposed
from gauger.policy.model import Standing
from gauger.worlds import FALSE, Choice, Formula, Query, all_of, any_of, literal, negate
from gauger.worlds.domains import Options
from gauger.worlds.domains import Test as WorldTest

AS_REPORTED = "as reported"
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
    clashes = tuple(find_clashes(case, bearing, others))
    base = _breach(case, bearing, clashes, trace, mode)
    duties = has_duty(bearing)
    query = Query(
        breach=base,
        performed=_breach(case, bearing, clashes, Trace(), _as(mode, PERFORMED)) if duties else base,
        undone=_breach(case, bearing, clashes, Trace(), _as(mode, UNDONE)) if duties else base,
        has_duty=duties,
        given=tuple(_constraints(case, bearing)),
        order=day_order(case),
        assume=case.question.assume,
    )
    return Breach(query, tuple(clash.opposed for clash in clashes), trace)


def _as(mode: Mode, other: Mode) -> Mode:
    return Mode(mode.every_standing, other.duties, mode.residue)


def _constraints(case: Case, bearing: Bearing) -> list[Formula]:
    concepts = {**case.policy.vocabulary.concepts, **bearing.document.concepts}
    return reading_constraints(case, bearing.scope, concepts)


def _breach(case: Case, bearing: Bearing, clashes: Sequence[Clash], trace: Trace, mode: Mode) -> Formula:
    lifted = any_of(clash.lifted for clash in clashes)
    undone = negate(duty(case, bearing, trace, mode))
    return all_of((applies(case, bearing, trace, mode), undone, negate(lifted), _as_reported(bearing)))


def _as_reported(bearing: Bearing) -> Formula:
    """A text known from a secondary source breaches only in the worlds in which it is as reported."""
    if Standing.SECONDARY not in (bearing.document.standing, bearing.clause.standing):
        return all_of(())
    choice = Choice(f"source:{bearing.document.id}", "source", Options((AS_REPORTED, "otherwise")))
    return literal(choice, WorldTest("is", (AS_REPORTED,)))
