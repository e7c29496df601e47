"""The second half of a breach: what stands against the clause, and the query that decides it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from gauger.engine.adoption import find_adopted
from gauger.engine.bearings import Bearing, applies, duty, has_duty
from gauger.engine.calendar import day_order
from gauger.engine.case import Case
from gauger.engine.clashes import Clash, as_reported, find_clashes
from gauger.engine.conditions import UNMODELLED, USUAL, Mode
from gauger.engine.connections import find_connections, find_sharing
from gauger.engine.scope import Scope
from gauger.engine.trace import Trace
from gauger.findings.model import Opposed
from gauger.text.values import dataclass, field, replace
from gauger.worlds import FALSE, TRUE, Choice, Formula, Query, all_of, any_of, mentioned, negate

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
    if norm.kind in {"permits", "silent"} or (norm.kind == "assigns" and not norm.conditional):
        there = applies(case, bearing, trace, mode)
        trace.say(BEYOND_REACH if there == FALSE else NOTHING_BREACHED[norm.kind] + ("" if there == TRUE else ", in some worlds"))
        return Breach(Query(FALSE, FALSE, FALSE, has_duty=False), (), trace)
    if norm.kind == "assigns":
        return _build_title(case, bearing, others, trace, mode)
    clashes = tuple(find_clashes(case, bearing, others, mode))
    base = _breach(case, bearing, clashes, trace, mode)
    duties = has_duty(bearing)
    performed = _with_duties(case, bearing, others, _as(mode, PERFORMED)) if duties else base
    undone = _with_duties(case, bearing, others, _as(mode, UNDONE)) if duties else base
    formulas = (base, performed, undone)
    query = Query(
        breach=base,
        performed=performed,
        undone=undone,
        has_duty=duties,
        given=_connections(case, bearing.scope, formulas, mode),
        order=day_order(case),
        assume=case.question.assume,
    )
    return Breach(query, tuple(clash.opposed for clash in clashes), trace)


def _build_title(case: Case, bearing: Bearing, others: Sequence[Bearing], trace: Trace, mode: Mode) -> Breach:
    """Title that hangs on compliance is in question wherever something else that the same terms say over the source is breached."""
    asked = list_conditions(case, bearing, others)
    usual = [_with_duties(case, other, others, mode) for other in asked]
    for other, formula in zip(asked, usual, strict=True):
        if formula != FALSE:
            trace.say(f"title hangs on compliance with {other.document.title} {other.clause.at}")
    duties = any(has_duty(other) for other in (bearing, *asked))

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
        given=_connections(case, bearing.scope, (breach, performed, undone), mode),
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


def _connections(case: Case, scope: Scope, formulas: Sequence[Formula], mode: Mode) -> tuple[Formula, ...]:
    """What ties readings to one another and to facts: in the clause's own text where it touches a choice of the finding, in another where
    it touches a reading of it, and so on from what this brings in. What a text says of its words limits no facts elsewhere."""
    if not case.connected:
        return tuple(find_adopted(case, formulas))
    found: dict[Formula, None] = {}
    known = {choice.key: choice for choice in mentioned(formulas)}
    waiting: list[tuple[bool, Formula, dict[str, Choice]]] = []
    met: set[str] = set()
    while True:
        for name in sorted(({scope.document.id} | _list_documents(case, known.values())) & case.connected - met):
            met.add(name)
            inside = _read_in(case, scope, name)
            made = find_connections(case, inside, mode)
            waiting += [(inside is scope, f, {choice.key: choice for choice in mentioned([f])}) for f in made]
        near = [line for line in waiting if _touches(*line, known)]
        if not near:
            return (*found, *find_adopted(case, [*formulas, *found]))
        waiting = [line for line in waiting if line not in near]
        for _, formula, choices in near:
            found[formula] = None
            known |= choices


def _touches(own: bool, _: Formula, choices: Mapping[str, Choice], known: Mapping[str, Choice]) -> bool:
    return any(own or choice.kind == "reading" for key, choice in choices.items() if key in known)


def _list_documents(case: Case, choices: Iterable[Choice]) -> set[str]:
    """The texts that hold one of these readings, their own or one that they share."""
    keys = {choice.key for choice in choices if choice.kind == "reading"}
    places = {key.removeprefix(f"{UNMODELLED}:").removeprefix("reading:") for key in keys}
    return {place.rpartition(":")[0] for place in places}.union(*(find_sharing(case).get(place, ()) for place in places))


def _read_in(case: Case, scope: Scope, document: str) -> Scope:
    """The finding's variables in another text, which no clause of this one narrows."""
    return scope if document == scope.document.id else replace(scope, document=case.policy.documents[document], clause=None)


def _breach(case: Case, bearing: Bearing, clashes: Sequence[Clash], trace: Trace, mode: Mode) -> Formula:
    lifted = any_of(clash.lifted for clash in clashes)
    undone = negate(duty(case, bearing, trace, mode))
    return all_of((applies(case, bearing, trace, mode), undone, negate(lifted), as_reported(bearing)))
