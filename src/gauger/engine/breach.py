"""The second half of a breach: what stands against the clause, and the query that decides it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from gauger.engine.bearings import Bearing, applies, duty, has_duty, has_provided
from gauger.engine.calendar import day_order
from gauger.engine.case import Case
from gauger.engine.clashes import Clash, as_reported, find_clashes, list_rivals
from gauger.engine.conditions import USUAL, Mode
from gauger.engine.connections import connect
from gauger.engine.trace import Trace
from gauger.findings.model import Opposed
from gauger.policy.model import Norm
from gauger.text.values import dataclass, field
from gauger.worlds import FALSE, TRUE, Formula, Query, all_of, any_of, negate

NOTHING_BREACHED = {
    "permits": "the clause permits the act",
    "silent": "the clause is silent on the act",
    "assigns": "the clause gives title whatever else is done",
}
BEYOND_REACH = "the clause does not reach the act as it is done"
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
    norm = bearing.clause.norm
    if not can_be_breached(norm):
        there = applies(case, bearing, trace, mode)
        trace.say(BEYOND_REACH if there == FALSE else NOTHING_BREACHED[norm.kind] + ("" if there == TRUE else ", in some worlds"))
        return Breach(Query(FALSE, FALSE, FALSE, has_duty=False), (), trace)
    if norm.kind == "assigns":
        return _build_title(case, bearing, others, trace, mode)
    clashes = tuple(find_clashes(case, bearing, others, mode))
    base = _breach(case, bearing, clashes, trace, mode)
    duties = hangs_on_duty(case, bearing, others)
    performed = _with_duties(case, bearing, others, _as(mode, PERFORMED)) if duties else base
    undone = _with_duties(case, bearing, others, _as(mode, UNDONE)) if duties else base
    formulas = (base, performed, undone)
    query = Query(
        breach=base,
        performed=performed,
        undone=undone,
        has_duty=duties,
        given=connect(case, bearing.scope, formulas, mode),
        order=day_order(case),
        assume=case.question.assume,
    )
    return Breach(query, tuple(clash.opposed for clash in clashes), trace)


def hangs_on_duty(case: Case, bearing: Bearing, others: Sequence[Bearing]) -> bool:
    """Whether a duty of the clause, or of a text that stands against it, can make the difference."""
    return has_duty(bearing) or any(has_provided(rival) for rival in list_rivals(case, bearing, others))


def can_be_breached(norm: Norm) -> bool:
    """Whether anything can go against it: what permits, says nothing, or gives title whatever else is done cannot be broken."""
    return norm.kind in {"forbids", "requires"} or norm.conditional


def _build_title(case: Case, bearing: Bearing, others: Sequence[Bearing], trace: Trace, mode: Mode) -> Breach:
    """Title that hangs on compliance is in question wherever something else that the same terms say over the source is breached."""
    asked = list_conditions(case, bearing, others)
    usual = [_with_duties(case, other, others, mode) for other in asked]
    for other, formula in zip(asked, usual, strict=True):
        if formula != FALSE:
            trace.say(f"title hangs on compliance with {other.document.title} {other.clause.at}")
    duties = any(hangs_on_duty(case, other, others) for other in (bearing, *asked))

    def join(formulas: Iterable[Formula], taken: Mode) -> Formula:
        return all_of((applies(case, bearing, trace, taken), any_of(formulas), as_reported(bearing)))

    # An exception of the clause itself may hang on a duty as well.
    breach = join(usual, mode)
    performed = join((_with_duties(case, other, others, _as(mode, PERFORMED)) for other in asked), _as(mode, PERFORMED))
    undone = join((_with_duties(case, other, others, _as(mode, UNDONE)) for other in asked), _as(mode, UNDONE))
    query = Query(
        breach=breach,
        performed=performed,
        undone=undone,
        has_duty=duties,
        given=connect(case, bearing.scope, (breach, performed, undone), mode),
        order=day_order(case),
        assume=case.question.assume,
    )
    return Breach(query, (), trace)


def list_conditions(case: Case, bearing: Bearing, others: Sequence[Bearing]) -> list[Bearing]:
    """What bears on the source and title of the clause hangs on compliance with."""
    terms = list_terms(case, bearing.document.id)
    return [o for o in others if o.document.id in terms and o.clause.norm.kind in {"forbids", "requires"}]


def list_terms(case: Case, document: str) -> frozenset[str]:
    """A text and all that is part of it."""
    found, waiting = {document}, [document]
    while waiting:
        for inclusion in case.policy.documents[waiting.pop()].includes:
            if inclusion.document not in found:
                found.add(inclusion.document)
                waiting.append(inclusion.document)
    return frozenset(found)


def _with_duties(case: Case, bearing: Bearing, others: Sequence[Bearing], mode: Mode) -> Formula:
    """The breach with every duty taken as the mode says, those of the texts that stand against the clause included."""
    return _breach(case, bearing, tuple(find_clashes(case, bearing, others, mode)), Trace(), mode)


def _as(mode: Mode, other: Mode) -> Mode:
    return Mode(mode.every_standing, other.duties, mode.residue)


def _breach(case: Case, bearing: Bearing, clashes: Sequence[Clash], trace: Trace, mode: Mode) -> Formula:
    lifted = any_of(clash.lifted for clash in clashes)
    undone = negate(duty(case, bearing, trace, mode))
    return all_of((applies(case, bearing, trace, mode), undone, negate(lifted), as_reported(bearing)))
