"""Leave that somebody gave. Sections 6 and 7 of docs/semantics.md."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from gauger.declaration.records import UNKNOWN_FORM, Permission
from gauger.policy.model import Attribute, Clause, PermittedBy
from tests.oracle.cells import YES_OR_NO, Days
from tests.oracle.matter import Matter
from tests.oracle.statements import DAY, EVER, YES, Compare, OnDays, Statement, both, either

ANY_DAY = Days(date(1900, 1, 1), date(2200, 1, 1))


@dataclass(frozen=True)
class Leave:
    """A permission, under which document or from whom, and by which key it is asked about."""

    document: str | None
    giver: str | None
    key: str
    permission: Permission


def permitted_by(m: Matter, condition: PermittedBy) -> Statement:
    """A permission in one of these forms, from the right giver, lists the clause and covers every day that it must."""
    giver, forms = find_giver(m, condition.giver), condition.forms
    leaves = (leave for leave in list_leave(m) if giver and leave.giver == giver and (condition.giver or leave.document))
    given = [leave for leave in leaves if lists(leave, m.clause, giver != m.document.publisher)]
    return either(both(form_in(m, leave, forms), covers(m, leave)) for leave in given)


def find_giver(m: Matter, name: str | None) -> str | None:
    """The publisher where none is named; that of the model reached for `source`; else whoever bears the name."""
    return m.document.publisher if name is None else m.source.artifact.publisher if name == "source" else name


def list_leave(m: Matter) -> Iterator[Leave]:
    count: dict[str, int] = {}
    for a in m.case.declaration.agreements:
        document = m.case.policy.documents.get(a.document or "")
        name = a.document or a.with_ or ""
        for p in a.permissions:
            count[name] = count.get(name, 0) + 1
            giver = document.publisher if document else a.with_
            yield Leave(a.document, giver, f"permission {name} {count[name]}", p)


def lists(leave: Leave, clause: Clause, by_another: bool = False) -> bool:
    """It lists the clause: by key; under its own document or from another giver also by name, pinpoint or a whole part of the pinpoint."""
    named = any(c == clause.name or leads(c, clause.at) for c in leave.permission.clauses)
    return clause.key in leave.permission.clauses or (named and (by_another or leave.document == clause.document))


def leads(part: str, pinpoint: str) -> bool:
    return pinpoint.startswith(part) and not pinpoint[len(part) :][:1].isalnum()


def form_in(m: Matter, leave: Leave, forms: tuple[str, ...]) -> Statement:
    """The permission has one of these forms; one that does not say may have any."""
    p = leave.permission
    if p.form != UNKNOWN_FORM:
        return p.form in forms
    attribute = m.case.policy.vocabulary.attributes.get("permission.form")
    attribute = attribute or Attribute("permission", "form", "name", (), "", p.span)
    return m.case.ask_fact(f"fact:{leave.key}.form", attribute, Compare("in", forms)) if forms else False


def covers(m: Matter, leave: Leave) -> Statement:
    """Every day of the act, and of the access where the clause is on access or on what covers others."""
    norm = m.clause.norm
    reaching = norm.act.on == "access" or any(o.covers for o in norm.objects)
    return both(*(covers_thing(m, leave, t) for t in (m.dated() if reaching else [m.act.id])))


def covers_thing(m: Matter, leave: Leave, thing: str) -> Statement:
    p, case = leave.permission, m.case
    first, last, unknown = case.days(f"{thing}.date")
    lasts = p.until is not None or p.endless
    known = every_day(m, thing, OnDays(p.given, p.until + DAY if p.until and not p.endless else None))
    if unknown:
        hidden = p.given is None or not lasts
        return both(known, case.ask(f"fact:{leave.key}.covers {thing}", YES_OR_NO, YES) if hidden else True)
    began = True if p.given else case.ask(f"fact:{leave.key}.given", ANY_DAY, OnDays(None, first + DAY))
    ended = True if lasts else case.ask(f"fact:{leave.key}.until", ANY_DAY, OnDays(last, None))
    return both(known, began, ended)


def every_day(m: Matter, thing: str, period: OnDays) -> Statement:
    """Every day of a thing lies in the period."""
    first, last, unknown = m.case.days(f"{thing}.date")
    if period == EVER:
        return True
    return m.case.on(f"{thing}.date", period) if unknown else period.has(first) and period.has(last)
