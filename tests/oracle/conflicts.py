"""Texts that stand against a clause, and which goes first. Section 7 of docs/semantics.md."""

from __future__ import annotations

from collections.abc import Iterator

from gauger.declaration.records import UNKNOWN_FORM
from gauger.policy.model import PASSED_THROUGH, Clause, Document, Passage, Policy, Precedence
from tests.oracle.application import applies, applies_in_some_way, bears, reported
from tests.oracle.cells import Listed
from tests.oracle.duties import cannot_be_met_beside
from tests.oracle.matter import Matter
from tests.oracle.permissions import Leave, covers, form_in, list_leave, lists
from tests.oracle.statements import Is, Statement, both, either, negate


def list_lost(m: Matter) -> Iterator[Statement]:
    """For each text that stands against a ban: it does, and it goes first."""
    for other in list_clauses(m):
        if other.norm.kind == "permits" and other.norm.act == m.clause.norm.act and have_common_object(m.clause, other):
            yield both(applies(m.of(other)), goes_first(m, other))
    yield from (both(applies(m.of(o)), goes_first(m, o)) for o in list_own(m) if cannot_be_met_beside(m.of(o), m))
    for leave in list_leave(m):
        if leave.document in m.case.policy.documents and leave.giver == m.document.publisher:
            listed = [o for o in list_own(m) if o.norm.kind == "forbids" and lists(leave, o) and not lists(leave, m.clause)]
            yield both(either(bears(m.of(other)) for other in listed), covers(m, leave), leave_goes_first(m, leave))


def list_won(m: Matter) -> Iterator[Statement]:
    """For each ban that meeting a duty would break: it bears, nothing excepts from it, and it goes first."""
    for other in list_own(m):
        ban = m.of(other)
        if cannot_be_met_beside(m, ban):
            yield both(applies_in_some_way(ban), reported(ban), goes_first(m, other))


def list_own(m: Matter) -> list[Clause]:
    """The clauses of the same grantor."""
    documents = m.case.policy.documents.values()
    return [c for d in documents if d.publisher == m.document.publisher for c in d.clauses.values()]


def list_clauses(m: Matter) -> list[Clause]:
    """The clauses of the same grantor, and those of others to which the clause or its document yields."""
    texts = [d for d in m.case.policy.documents.values() if d.publisher == m.document.publisher or yields_to(m, d)]
    return [c for d in texts for c in d.clauses.values()]


def have_common_object(a: Clause, b: Clause) -> bool:
    """The two regulate a common object, itself or covered, or both the access itself."""
    left, right = ({n for o in c.norm.objects for n in (o.name, *o.covers)} for c in (a, b))
    return bool(left & right) or not (left or right)


# --- precedence --------------------------------------------------------------------------------------------------------


def yields_to(m: Matter, other: Document) -> bool:
    """The clause or its document yields to a text: by name, or as passed through."""
    return any(names(m.case.policy, m.document, order.under, other) for order in (m.clause.precedence, m.document.precedence))


def names(policy: Policy, document: Document, texts: tuple[str, ...], other: Document) -> bool:
    """An order of the document's names the other text, or all that the document passes through and so that one."""
    return other.id in texts or (PASSED_THROUGH in texts and any(may_pass(policy, p, other) for p in document.passes))


def may_pass(policy: Policy, passage: Passage, other: Document) -> bool:
    """The texts named, every licence, every text that governs a channel which hosts models."""
    match passage.kind:
        case "owner":
            return other.id in passage.documents
        case "licence":
            return bool(other.licences)
        case "host":
            return any(policy.channels[c].hosts for g in other.governs for c in g.channels)


def goes_first(m: Matter, other: Clause) -> Statement:
    """The other clause goes before this one, as written on the clause, else on the document, else as the world has it."""
    policy = m.case.policy
    theirs, ours = policy.documents[other.document], m.document
    if theirs.id == ours.id:
        mine, its = m.clause.precedence, other.precedence
        own = theirs.id
        above = bool({other.name, own} & {*mine.over}) or bool({m.clause.name, own} & {*its.under})
        below = bool({other.name, own} & {*mine.under}) or bool({m.clause.name, own} & {*its.over})
        return below if above != below else ask_within(m)
    orders: tuple[tuple[Precedence, Precedence], ...] = ((m.clause.precedence, other.precedence), (ours.precedence, theirs.precedence))
    for mine, its in orders:
        above = names(policy, ours, mine.over, theirs) or names(policy, theirs, its.under, ours)
        below = names(policy, ours, mine.under, theirs) or names(policy, theirs, its.over, ours)
        if above != below:
            return below
        if above:
            break
    pair = sorted((ours.id, theirs.id))
    return m.case.ask(f"conflict:{'|'.join(pair)}", Listed(tuple(pair)), Is(frozenset({theirs.id})))


def ask_within(m: Matter) -> Statement:
    """Between clauses of one document: whether bans go before what stands against them."""
    against = "what stands against" if m.clause.norm.kind == "forbids" else "the ban"
    return m.case.ask(f"conflict:{m.document.id}|{m.document.id}", Listed(("the ban", "what stands against")), Is(frozenset({against})))


def leave_goes_first(m: Matter, leave: Leave) -> Statement:
    """A permission goes before the clause, as its form ranks; one that does not say may have any form."""
    if leave.permission.form != UNKNOWN_FORM:
        return form_goes_first(m, leave, leave.permission.form)
    orders = (m.clause.precedence, m.document.precedence)
    named = tuple(sorted({f for o in orders for f in (*o.over_forms, *o.under_forms)}))
    ways = [both(form_in(m, leave, (f,)), form_goes_first(m, leave, f)) for f in named]
    return either((*ways, both(negate(form_in(m, leave, named)), form_goes_first(m, leave, ""))))


def form_goes_first(m: Matter, leave: Leave, form: str) -> Statement:
    for order in (m.clause.precedence, m.document.precedence):
        above, below = form in order.over_forms, form in order.under_forms
        if above != below:
            return below
        if above:
            break
    which = Listed(("the clause", "the permission"))
    return m.case.ask(f"conflict:{m.document.id}|permission {leave.document}", which, Is(frozenset({"the permission"})))
