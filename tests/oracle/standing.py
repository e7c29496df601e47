"""By which days the version of a text is told. Section 3 of docs/semantics.md."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from gauger.declaration.records import Agreement
from gauger.policy.model import Condition, Document, Frozen, Mode, Objection, Version
from tests.oracle.cells import YES_OR_NO, Days
from tests.oracle.conditions import says
from tests.oracle.matter import Matter
from tests.oracle.pipeline import Thing
from tests.oracle.statements import DAY, YES, OnDays, Statement, both, change, either, follows, negate


@dataclass(frozen=True)
class Moment:
    """A day by which a version is told: in which worlds it is one, and what may be asked of it."""

    counts: Statement
    lies: Callable[[OnDays], Statement]


def in_force(moments: list[Moment], period: OnDays) -> Statement:
    """A text is in force for a finding when it is on one of the days."""
    return either(both(m.counts, m.lies(period)) for m in moments)


def in_force_beside(moments: list[Moment], clause: OnDays, exception: OnDays) -> Statement:
    """An exception must be in force on every one of the days on which the clause is."""
    return both(*(follows(both(m.counts, m.lies(clause)), m.lies(exception)) for m in moments))


# --- how a text stands -------------------------------------------------------------------------------------------------


def tell_by(m: Matter, root: Document, mode: Mode | None, done: OnDays) -> list[Moment]:
    """The days for a text that came with the root text as `mode` says, or (without a mode) for the root text itself."""
    return list(tell_root(m, root, done) if mode is None else tell_so(m, root, mode, done))


def tell_so(m: Matter, root: Document, mode: Mode, done: OnDays) -> Iterator[Moment]:
    """The days of what is done, or a day of acceptance, which tells the version for all that is done on such a day."""
    if mode == "they stand":
        yield from tell_by_finding(m, done)
    else:
        counts = either(m.case.on(f"{t}.date", done) for t in m.dated())
        yield Moment(counts, (tell_accepted if mode == "accepted" else tell_last_accepted)(m, root))


def tell_root(m: Matter, root: Document, done: OnDays) -> Iterator[Moment]:
    """The first of the text's own `stands as` that holds counts; where none does, what is done tells, or an objection to a new version."""
    none_before: Statement = True
    for stands in root.stands:
        if isinstance(stands, Frozen):
            here = is_agreed(m, root, stands.when)
            yield from (change(x, counts=both(none_before, here, x.counts)) for x in tell_so(m, root, stands.mode, done))
            none_before = both(none_before, negate(here))
    objection = next((s for s in root.stands if isinstance(s, Objection)), None)
    moments = tell_after_objection(m, root, objection, done) if objection else tell_by_finding(m, done)
    yield from (change(x, counts=both(none_before, x.counts)) for x in moments)


def is_agreed(m: Matter, root: Document, when: Condition | None) -> Statement:
    """The condition asks the agreements under the text, or one of unknown facts where none is declared."""
    declared = [thing for a, thing in m.case.agreements() if a.document == root.id]
    asked = declared or [Thing(f"agreement {root.id}", {}, "accepted")]
    return either(says(m.in_text(root), when, {"agreement": thing}) for thing in asked)


# --- the days of the finding -------------------------------------------------------------------------------------------


def tell_by_finding(m: Matter, done: OnDays) -> Iterator[Moment]:
    for thing in m.dated():
        first, last, unknown = m.case.days(f"{thing}.date")
        if unknown:
            yield Moment(m.case.on(f"{thing}.date", done), unknown_day(m, thing))
        else:
            yield from (Moment(True, known_day(day)) for day in list_days(first, last) if done.has(day))


def list_days(first: date, last: date) -> list[date]:
    return [first + n * DAY for n in range((last - first).days + 1)]


def known_day(day: date) -> Callable[[OnDays], Statement]:
    return lambda period: period.has(day)


def unknown_day(m: Matter, thing: str) -> Callable[[OnDays], Statement]:
    return lambda period: m.case.on(f"{thing}.date", period)


# --- acceptance --------------------------------------------------------------------------------------------------------


def list_under(m: Matter, root: Document) -> list[Agreement]:
    return [a for a in m.case.declaration.agreements if a.document == root.id]


def tell_accepted(m: Matter, root: Document) -> Callable[[OnDays], Statement]:
    """The first acceptance that the agreements under the root text declare."""
    agreements = list_under(m, root)
    accepted = [a.accepted for a in agreements if a.accepted is not None]
    return known_day(min(accepted)) if accepted and len(accepted) == len(agreements) else undeclared_day(m, root)


def tell_last_accepted(m: Matter, root: Document) -> Callable[[OnDays], Statement]:
    """The last acceptance or renewal that is not after the first known day of what is judged, or one unknown day from it on."""
    agreements, limit = list_under(m, root), first_known_day(m)
    accepted = [a.accepted for a in agreements if a.accepted is not None]
    if not accepted or len(accepted) < len(agreements):
        return undeclared_day(m, root)
    renewed = [day for a in agreements for day in a.renewed or ()]
    last = max((day for day in (*accepted, *renewed) if day <= limit), default=min(*accepted, *renewed, date.max))
    if all(a.renewed is not None for a in agreements):
        return known_day(last)
    span = Days(last, max(last, limit))
    return lambda period: m.case.ask(f"fact:agreement {root.id}.last-accepted by {limit}", span, period)


def undeclared_day(m: Matter, root: Document) -> Callable[[OnDays], Statement]:
    """An unknown day, where an acceptance is not declared."""
    return lambda period: m.case.ask(f"fact:agreement {root.id}.accepted", Days(date.min, m.case.as_of), period)


def first_known_day(m: Matter) -> date:
    known = [first for first, _, unknown in (m.case.days(f"{t}.date") for t in m.dated()) if not unknown]
    return min(known, default=m.case.as_of)


# --- objection ---------------------------------------------------------------------------------------------------------


def tell_after_objection(m: Matter, root: Document, stands: Objection, done: OnDays) -> Iterator[Moment]:
    """A day on which a version is kept away is told by the day before that version; the first version kept away counts."""
    for thing in m.dated():
        for there, day, lies in cut(m, root, stands, thing):
            none_before = both(there, lies(done))
            for version in root.versions[1:]:
                kept = is_kept_away(m, root, version, stands, day)
                yield Moment(both(none_before, kept), known_day(version.date - DAY))
                none_before = both(none_before, negate(kept))
            yield Moment(none_before, lies)


def cut(m: Matter, root: Document, stands: Objection, thing: str) -> Iterator[tuple[Statement, date, Callable[[OnDays], Statement]]]:
    """The days of a thing, an unknown one in stretches on which every version is kept away or not throughout."""
    first, last, unknown = m.case.days(f"{thing}.date")
    if not unknown:
        yield from ((True, day, known_day(day)) for day in list_days(first, last))
        return
    edges = {edge for v in root.versions for edge in list_edges(m, root, v, stands)}
    starts = sorted({first} | {e for e in edges if first < e <= last})
    for start, end in zip(starts, [*starts[1:], None], strict=True):
        yield m.case.on(f"{thing}.date", OnDays(start, end)), start, unknown_day(m, thing)


def list_edges(m: Matter, root: Document, version: Version, stands: Objection) -> Iterator[date]:
    yield from (version.date, add_months(notice(version), stands.months), add_months(last_day(version, stands), stands.months))
    for day in (day for a in list_under(m, root) for day in a.objected or ()):
        yield from (day, add_months(day, stands.months))


def is_kept_away(m: Matter, root: Document, version: Version, stands: Objection, day: date) -> Statement:
    """The version is kept away on this day, by an objection that is declared or that is asked about."""
    agreements = list_under(m, root)
    if agreements and all(a.accepted is not None and a.accepted >= version.date for a in agreements):
        return False
    declared = [o for a in agreements for o in a.objected or () if notice(version) <= o <= last_day(version, stands)]
    if any(version.date <= day < add_months(o, stands.months) for o in declared):
        return True
    if agreements and all(a.objected is not None for a in agreements):
        return False
    if not version.date <= day < add_months(last_day(version, stands), stands.months):
        return False
    objected = m.case.ask(f"fact:agreement {root.id}.objected to {version.date}", YES_OR_NO, YES)
    if day < add_months(notice(version), stands.months):
        return objected
    return both(objected, m.case.ask(f"fact:agreement {root.id}.objected late to {version.date}", YES_OR_NO, YES))


def last_day(version: Version, stands: Objection) -> date:
    """The last day on which a version can be objected to."""
    return notice(version) + timedelta(days=stands.days)


def notice(version: Version) -> date:
    """From when on a version can be objected to: when it was announced, else its date."""
    return version.announced or version.date


def add_months(day: date, months: int) -> date:
    """The same day of a later month, or its last day where it has none such."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = (date(year + (month + 1) // 12, (month + 1) % 12 + 1, 1) - DAY).day
    return date(year, month + 1, min(day.day, last))
