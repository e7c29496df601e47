"""Days: of acts and accesses, of versions and clauses, of permissions (`docs/semantics.md`, 3)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta

from gauger.declaration.records import Artifact, Lasting, Permission, Planned, Step, Uncertain, When
from gauger.engine.case import Case, Done, Moment
from gauger.policy.model import Clause, ClauseException, Consequence, Document
from gauger.worlds import FALSE, TRUE, Choice, Formula, all_of, any_of, literal, negate
from gauger.worlds.decision import Before, order_pairs
from gauger.worlds.domains import EARLIEST, LATEST, Days, Test, YesNo

NEVER = date.max
ORDER = "order"


def day_choice(case: Case, done: Done) -> Choice | None:
    """The unknown day of something; none when its days are known."""
    if known_days(case, done) is not None:
        return None
    attribute = done.attribute if isinstance(done, Moment) else "date"
    kept = (type(done), done.id, attribute)
    if kept not in case.days:
        case.days[kept] = Choice(f"fact:{done.id}.{attribute}", "fact", Days(*_bounds(case, done)))
    choice: Choice = case.days[kept]
    return choice


def obtaining(case: Case, artifact: Artifact) -> Moment:
    """When a copy was obtained: not before the artifact came out, and not after anything of the declaring side's took it."""
    if isinstance(artifact.obtained, Lasting | Planned):
        return Moment(artifact.id, artifact.obtained, "obtained")
    kept = (artifact.id, "obtained")
    if kept not in case.days:
        case.days[kept] = Moment(artifact.id, _bound_obtaining(case, artifact), "obtained")
    moment: Moment = case.days[kept]
    return moment


def _bound_obtaining(case: Case, artifact: Artifact) -> When:
    first, last = artifact.released or EARLIEST, case.question.as_of
    if isinstance(artifact.obtained, Uncertain):
        first, last = artifact.obtained.first, artifact.obtained.last
    last = min([last, *(_own_bounds(case, done)[1] for done in case.takers.get(artifact.id, ()))])
    return Uncertain(min(first, last), last)


def known_days(case: Case, done: Done) -> tuple[date, date] | None:
    """First and last day where they are known. Done today, an act lies on the day of the question; what was agreed stays agreed."""
    if isinstance(done.when, Planned) or (case.today and not isinstance(done, Moment)):
        return case.question.as_of, case.question.as_of
    if isinstance(done.when, Lasting):
        return done.when.first, done.when.last
    return None


def on_some_day(case: Case, done: Done, first: date, past: date) -> Formula:
    """Whether some day of it lies from `first` (included) to `past` (excluded)."""
    known = known_days(case, done)
    if known is not None:
        return TRUE if known[0] < past and known[1] >= first else FALSE
    choice = day_choice(case, done)
    assert choice is not None
    assert isinstance(choice.domain, Days)
    if first <= choice.domain.first and choice.domain.last < past:
        return TRUE
    possible = first <= choice.domain.last and choice.domain.first < past and first < past
    return literal(choice, Test("within", (first, past))) if possible else FALSE


TextDays = Sequence[tuple[Formula, Done]]
"""The days by which the version of a text is told, each with the worlds in which it is."""


def in_force(case: Case, document: Document, part: Clause | Consequence, days: TextDays) -> Formula:
    """Whether a provision is in force on at least one of the days."""
    first = max(document.versions[0].date, part.since or date.min)
    return any_of(all_of((guard, on_some_day(case, done, first, part.until or NEVER))) for guard, done in days)


def in_force_throughout(case: Case, document: Document, exception: ClauseException, clause: Clause, days: TextDays) -> Formula:
    """Whether an exception is in force on every one of the days on which the clause is; one that lapses in between lifts nothing."""
    start = document.versions[0].date
    held = (max(start, exception.since or date.min), exception.until or NEVER)
    asked = (max(start, clause.since or date.min), clause.until or NEVER)
    return all_of(any_of((negate(guard), _throughout(case, done, held, asked))) for guard, done in days)


def _throughout(case: Case, done: Done, held: tuple[date, date], asked: tuple[date, date]) -> Formula:
    known = known_days(case, done)
    if known is None:
        return any_of((on_some_day(case, done, *held), negate(on_some_day(case, done, *asked))))
    first, last = max(known[0], asked[0]), min(known[1], asked[1] - timedelta(days=1))
    return TRUE if first > last or (held[0] <= first and last < held[1]) else FALSE


def versions_in_force(case: Case, document: Document, part: Clause, days: Iterable[Done]) -> tuple[date, ...]:
    """Versions that are in force on some day of the finding, or may be."""
    starts = [v.date for v in document.versions]
    found = []
    for start, past in zip(starts, [*starts[1:], NEVER], strict=True):
        first, end = max(start, part.since or date.min), min(past, part.until or NEVER)
        if first < end and any(on_some_day(case, done, first, end) != FALSE for done in days):
            found.append(start)
    return tuple(found)


def covers(case: Case, permission: Permission, key: str, days_of: Iterable[Done]) -> Formula:
    """Whether a permission was given and covers every day of the finding."""
    return all_of((case.guards.of_permission(permission), *(_covers_one(case, permission, key, done) for done in days_of)))


def _covers_one(case: Case, permission: Permission, key: str, done: Done) -> Formula:
    known = known_days(case, done)
    until = date.max if permission.endless else permission.until
    if known is None:
        return _covers_unknown_day(case, permission, key, done, until)
    parts = []
    if permission.given is None:
        parts.append(_before_or_on(f"{key}.given", known[0]))
    elif permission.given > known[0]:
        return FALSE
    if until is None:
        parts.append(_after_or_on(f"{key}.until", known[1]))
    elif until < known[1]:
        return FALSE
    return all_of(parts)


def _covers_unknown_day(case: Case, permission: Permission, key: str, done: Done, until: date | None) -> Formula:
    past = date.max if until is None or until == date.max else until + timedelta(days=1)
    inside = on_some_day(case, done, permission.given or date.min, past)
    if permission.given is not None and until is not None:
        return inside
    # An unknown end against an unknown day: one question, "did it cover that day", says all that can be asked beyond the end that is known.
    covered = literal(Choice(f"{key}.covers {done.id}", "fact", YesNo()), Test("is", (True,)))
    return all_of((inside, covered))


def _before_or_on(key: str, day: date) -> Formula:
    choice = Choice(key, "fact", Days(EARLIEST, LATEST))
    return literal(choice, Test("before", (day + timedelta(days=1),)))


def _after_or_on(key: str, day: date) -> Formula:
    choice = Choice(key, "fact", Days(EARLIEST, LATEST))
    return literal(choice, Test("on or after", (day,)))


# --- bounds and order --------------------------------------------------------------------------------------------------


def _bounds(case: Case, done: Done) -> tuple[date, date]:
    """The first and the last day on which it can begin, given what must come before and after it."""
    first, last = _own_bounds(case, done)
    if isinstance(done, Moment):
        return first, max(first, last)
    before = [_own_bounds(case, case.dated[a])[0] for a in case.before.get(done.id, ())]
    after = [_own_bounds(case, case.dated[b])[1] for b in case.after.get(done.id, ())]
    first, last = max([first, *before]), min([last, *after])
    return first, max(first, last)  # what follows something yet to come is yet to come


def _own_bounds(case: Case, done: Done) -> tuple[date, date]:
    known = known_days(case, done)
    if known is not None:
        return known[0], known[0]
    if isinstance(done.when, Uncertain):
        return done.when.first, done.when.last
    reached = done.reaches if isinstance(done, Step) else None
    released = case.declaration.artifacts[reached].released if reached else None
    return released or EARLIEST, case.question.as_of


def contradicting_days(case: Case) -> Iterator[tuple[str, str]]:
    """Steps and releases that begin, as declared, before what they use can have begun: (what is used, what uses it).

    Where one pair that uses another directly explains a longer chain, only that pair is told.
    """
    direct = [pair for pair in sorted(case.uses) if _contradict(case, *pair)]
    yield from _taken_too_early(case)
    yield from direct or (pair for pair in sorted(case.order) if _contradict(case, *pair))


def _contradict(case: Case, before: str, after: str) -> bool:
    # What follows something yet to come is yet to come: a day that is not declared at all never contradicts.
    known = case.dated[after].when is not None
    return known and _own_bounds(case, case.dated[before])[0] > _own_bounds(case, case.dated[after])[1]


def _taken_too_early(case: Case) -> Iterator[tuple[str, str]]:
    """Copies that were obtained, as declared, only after something had taken them."""
    for artifact in case.declaration.artifacts.values():
        for done in case.takers.get(artifact.id, ()):
            if isinstance(artifact.obtained, Lasting | Uncertain) and artifact.obtained.first > _own_bounds(case, done)[1]:
                yield artifact.id, done.id


def day_order(case: Case) -> tuple[Before, ...]:
    """The constraints among unknown days."""
    if ORDER not in case.days:
        case.days[ORDER] = _order_days(case)
    order: tuple[Before, ...] = case.days[ORDER]
    return order


def _order_days(case: Case) -> tuple[Before, ...]:
    choices = {i: choice for i, d in case.dated.items() if (choice := day_choice(case, d)) is not None}
    pairs = [(choices[a], choices[b]) for a, b in case.order if a in choices and b in choices]
    return order_pairs(tuple(choices.values()), pairs)
