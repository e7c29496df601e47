"""What would be otherwise: the same done on another day, and what is kept let out. Section 8 of docs/semantics.md."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import date
from typing import Any

from gauger.declaration.records import Declaration, Lasting, Listed, Release
from gauger.policy.model import Policy
from tests.oracle.connections import NoWorldError
from tests.oracle.enumerator import Judged, is_engaged, judge_matter
from tests.oracle.lineage import Case
from tests.oracle.matter import Matter, list_matters
from tests.oracle.pipeline import FURTHER

Told = tuple[date, str, str]
"""A day, the place of a clause, and what would be its verdict were all done on that day."""


def list_dormant(policy: Policy, declaration: Declaration, as_of: date, found: Iterable[str], limit: int, **more: Any) -> dict[str, str]:
    """What forbids or requires something of a model that is kept and can be breached were it let out, by id with the verdict."""
    opened, further = let_out(policy, declaration)
    asked = (m for m in list_matters(Case(policy, opened, as_of, **more)) if m.act.id in further and m.id not in found)
    return {m.id: judged.verdict for m, judged in judge_each(asked, limit) if judged.worlds[0]}


def let_out(policy: Policy, declaration: Declaration) -> tuple[Declaration, frozenset[str]]:
    """The declaration with each model let out that the declaring side makes and keeps, and these releases.

    Where more may be let out than is declared, nothing is kept.
    """
    case = Case(policy, declaration, date.min)
    made = [a for a in declaration.artifacts.values() if a.kind == "model" and case.made_by_us(a.id)]
    kept = [a for a in made if not any(r.artifact == a.id for r in declaration.releases.items)]
    if declaration.releases.open:
        return declaration, frozenset()
    further = tuple(Release(f"{a.id}{FURTHER}", a.id, None, {}, a.span) for a in kept)
    return replace(declaration, releases=Listed((*declaration.releases.items, *further), open=False)), frozenset(r.id for r in further)


def list_later(
    policy: Policy, declaration: Declaration, as_of: date, found: Mapping[str, Judged], limit: int, **more: Any
) -> dict[str, set[Told]]:
    """For each finding what texts say of the same act over the same source, were all done today or on a day from which a text will count.

    Today, of what is over; on a later day, where it is not what is said today.
    """
    as_it_is = {m.id: m for m in list_matters(Case(policy, declaration, as_of, **more))}
    versions = [v for document in {as_it_is[id_].document.id for id_ in found} for v in policy.documents[document].versions]
    announced = {v.date for v in versions if v.announced is not None and v.announced <= as_of < v.date}
    today = judge_on(policy, declaration, as_of, limit, more)
    told: list[tuple[Matter, Told]] = []
    for m, verdict in today.values():
        if is_over(as_it_is[m.id], as_of) and verdict != (found[m.id].verdict if m.id in found else "clear"):
            told.append((m, (as_of, m.clause.at, verdict)))
    for day in announced:
        for m, verdict in judge_on(policy, declaration, day, limit, more).values():
            if verdict != (today[m.id][1] if m.id in today else "clear"):
                told.append((m, (day, m.clause.at, verdict)))
    return {id_: {line for m, line in told if place(m) == place(as_it_is[id_])} for id_ in found}


def judge_on(policy: Policy, declaration: Declaration, day: date, limit: int, more: Mapping[str, Any]) -> dict[str, tuple[Matter, str]]:
    """What forbids or requires something, and how it comes out where all is done on a day."""
    matters = list_matters(Case(policy, do_all_on(declaration, day), day, was=declaration, **more))
    return {m.id: (m, judged.verdict) for m, judged in judge_each(matters, limit)}


def judge_each(matters: Iterable[Matter], limit: int) -> Iterator[tuple[Matter, Judged]]:
    """Those that forbid or require, are engaged and have a world left."""
    for m in matters:
        if m.clause.norm.kind in ("forbids", "requires"):
            with suppress(NoWorldError):
                if is_engaged(m, limit):
                    yield m, judge_matter(m, limit)


def do_all_on(declaration: Declaration, day: date) -> Declaration:
    """The declaration with everything done on one day."""
    steps = {id_: replace(s, when=Lasting(day, day)) for id_, s in declaration.steps.items()}
    releases = tuple(replace(r, when=Lasting(day, day)) for r in declaration.releases.items)
    return replace(declaration, steps=steps, releases=Listed(releases, declaration.releases.open))


def is_over(m: Matter, as_of: date) -> bool:
    """The days of the finding are known and lie before that of the question."""
    days = [m.case.stated_days(f"{thing}.date") for thing in m.dated()]
    return all(not unknown and last < as_of for _, last, unknown in days)


def place(m: Matter) -> tuple[object, ...]:
    """The document, the act as the vocabulary calls it, and the source: what a finding tells is told of these."""
    act = m.clause.norm.act
    return (m.document.id, act.name, act.subject, m.act.id, m.source.id)
