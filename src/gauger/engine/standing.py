"""Which version of a text counts for a finding: that of the day, that of the acceptance, or the one that was objected out of.

A text can reach a source in several ways at once, each with its own standing (`docs/semantics.md`, 3 and 5).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from gauger.declaration.records import Agreement, Lasting, Uncertain, When
from gauger.engine.calendar import NEVER, TextDays, known_days, on_some_day
from gauger.engine.case import Case, Done, Moment
from gauger.policy.model import Document, Mode, Objection, Version
from gauger.text.values import dataclass
from gauger.worlds import FALSE, TRUE, Choice, Formula, all_of, any_of, literal, negate
from gauger.worlds.domains import Test, YesNo

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Hold:
    """A way in which a text holds.

    `mode` says which version counts, by the agreement under the document `root`; `objection` that a newer version may have been objected
    to. The text is about one `layer` of a dataset (`None`: all of it), and holds for what is done from `since` and before `past`.
    """

    root: str = ""
    mode: Mode = "they stand"
    objection: Objection | None = None
    layer: str | None = None
    since: date = date.min
    past: date = NEVER


def find_text_days(case: Case, document: Document, hold: Hold, days_of: Sequence[Done]) -> TextDays:
    """The days by which the version is told that counts for a finding on `days_of`: of these, those on which the text holds at all."""
    pieces = tuple(piece for done in days_of for piece in _find_held(case, hold, done))
    if hold.mode != "they stand":
        return ((any_of(guard for guard, _ in pieces), find_acceptance(case, hold.root, hold.mode, days_of)),)
    if hold.objection is None:
        return pieces
    told = ((guard, piece) for guard, done in pieces for piece in _objected(case, document, hold.objection, done))
    return tuple((all_of((guard, there)), day) for guard, (there, day) in told)


def _find_held(case: Case, hold: Hold, done: Done) -> Iterator[tuple[Formula, Done]]:
    """The days of something on which the text holds, with the worlds in which there are any."""
    known = known_days(case, done)
    if known is None:
        there = on_some_day(case, done, hold.since, hold.past)
        if there != FALSE:
            yield there, done
        return
    first, last = max(known[0], hold.since), min(known[1], hold.past - ONE_DAY)
    if (first, last) == known:
        yield TRUE, done
    elif first <= last:
        yield TRUE, Moment(done.id, Lasting(first, last), "day")


# --- acceptance --------------------------------------------------------------------------------------------------------


def find_agreements(case: Case, document: str) -> list[Agreement]:
    return [agreement for agreement in case.declaration.agreements if agreement.document == document]


def find_acceptance(case: Case, document: str, mode: Mode, days_of: Sequence[Done]) -> Moment:
    """The day on which a text was accepted, or last accepted before the finding's days."""
    agreements = find_agreements(case, document)
    accepted = min((a.accepted for a in agreements if a.accepted is not None), default=None)
    name = f"agreement {document}"
    if accepted is None or any(a.accepted is None for a in agreements):
        return Moment(name, None, "accepted")
    if mode == "accepted":
        return Moment(name, Lasting(accepted, accepted), "accepted")
    known = [day[0] for done in days_of if (day := known_days(case, done)) is not None]
    bound = min(known, default=case.question.as_of)
    # What was last accepted by one day is another fact than what was by another day: each is a choice of its own.
    return Moment(name, _find_last(agreements, bound), f"last-accepted by {bound}")


def _find_last(agreements: Sequence[Agreement], bound: date) -> When:
    """The last acceptance or renewal that is not after a day, else the first of all; a renewal that nobody declares may have come since."""
    days = {day for a in agreements for day in (a.accepted, *(a.renewed or ())) if day is not None}
    last = max((day for day in days if day <= bound), default=min(days))
    if any(a.renewed is None for a in agreements) and last < bound:
        return Uncertain(last, bound)
    return Lasting(last, last)


# --- objection ---------------------------------------------------------------------------------------------------------


def _objected(case: Case, document: Document, objection: Objection, done: Done) -> Iterator[tuple[Formula, Done]]:
    """The days of an act, told by the text before the first version that an objection still keeps away, else by themselves."""
    stays = [stay for version in document.versions[1:] for stay in _list_stays(case, document, objection, version)]
    for part in _cut(case, done, stays):
        newer: list[Formula] = []
        for stay in stays:
            there = all_of((stay.guard, on_some_day(case, part, stay.since, stay.past)))
            if there != FALSE:
                before = stay.version - ONE_DAY
                yield all_of((there, *(negate(n) for n in newer))), Moment(f"the text of {before}", Lasting(before, before), "day")
                newer.append(there)
        yield negate(any_of(newer)), part


@dataclass(frozen=True, slots=True)
class Stay:
    """Days from `since` and before `past` on which a version is kept away, in the worlds of `guard`."""

    version: date
    since: date
    past: date
    guard: Formula


def _list_stays(case: Case, document: Document, objection: Objection, newer: Version) -> Iterator[Stay]:
    """The stays that a newer version can be given. The time to object runs from when it was announced."""
    agreements, version, notice = find_agreements(case, document.id), newer.date, newer.announced or newer.date
    if agreements and all(a.accepted is not None and a.accepted >= version for a in agreements):
        return
    last = notice + timedelta(days=objection.days)
    for day in {day for a in agreements for day in a.objected or () if notice <= day <= last}:
        yield Stay(version, version, add_months(day, objection.months), TRUE)
    if agreements and all(a.objected is not None for a in agreements):
        return
    # On which day of the window it was objected nobody says: whether the stay had ended by then is asked for what lies between.
    sure, latest = add_months(notice, objection.months), add_months(last, objection.months)
    objected = _ask(f"fact:agreement {document.id}.objected to {version}")
    yield Stay(version, version, sure, objected)
    yield Stay(version, sure, latest, all_of((objected, _ask(f"fact:agreement {document.id}.objected late to {version}"))))


def _ask(key: str) -> Formula:
    return literal(Choice(key, "fact", YesNo()), Test("is", (True,)))


def _cut(case: Case, done: Done, stays: Sequence[Stay]) -> Iterator[Done]:
    """Parts of an act each of which lies within a stay or without it; one unknown day is a part by itself."""
    known = known_days(case, done)
    if known is None:
        yield done
        return
    marks = sorted({day for stay in stays for day in (stay.since, stay.past) if known[0] < day <= known[1]})
    for first, past in zip([known[0], *marks], [*marks, known[1] + ONE_DAY], strict=True):
        yield Moment(done.id, Lasting(first, past - ONE_DAY), "day")


def add_months(day: date, months: int) -> date:
    """The same day so many months later, or the last of a shorter month."""
    month = day.month - 1 + months
    year, month = day.year + month // 12, month % 12 + 1
    last = (date(year + month // 12, month % 12 + 1, 1) - ONE_DAY).day
    return date(year, month, min(day.day, last))
