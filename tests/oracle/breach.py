"""Whether a clause is breached. Section 6 of docs/semantics.md."""

from __future__ import annotations

from collections.abc import Iterator

from gauger.policy.model import Document, Policy
from tests.oracle.application import applies, is_done
from tests.oracle.conflicts import list_lost, list_won
from tests.oracle.matter import Matter, list_acts, remember
from tests.oracle.statements import Statement, both, either, negate


@remember
def breached(m: Matter) -> Statement:
    """A ban that applies, a duty that applies and is not done, title that hangs on compliance with texts that are breached."""
    match m.clause.norm.kind:
        case "forbids":
            return both(applies(m), *(negate(lost) for lost in list_lost(m)))
        case "requires":
            return both(applies(m), negate(is_done(m, m.clause.norm.requires)), *(negate(lost) for lost in list_won(m)))
        case "assigns" if m.clause.norm.conditional:
            return both(applies(m), either(list_upstream(m)))
        case _:
            return False


def list_upstream(m: Matter) -> Iterator[Statement]:
    """Some other clause that forbids or requires, of the document or what it includes, is breached over the same source."""
    for document in list_included(m.case.policy, m.document):
        for clause in document.clauses.values():
            if clause.norm.kind in ("forbids", "requires"):
                yield from (breached(m.of_act(act).of(clause)) for act in list_acts(m.case))


def list_included(policy: Policy, document: Document) -> list[Document]:
    """The document, what it includes, and what that includes."""
    found = [document]
    for d in found:
        found += [policy.documents[i.document] for i in d.includes if policy.documents[i.document] not in found]
    return found
