"""Clauses beside one another in a document: permissions against bans, silence beside a norm, clauses that nobody tested."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date

from gauger.diagnostics import Diagnostic
from gauger.policy.lints import messages
from gauger.policy.model import Clause, Document, Policy


def lint_norms(policy: Policy) -> Iterator[Diagnostic]:
    """Pairs of clauses that cannot both mean what they say.

    A silence that quotes the text says what one provision does not regulate; one that quotes nothing speaks for the whole document.
    """
    for document in policy.documents.values():
        clauses = list(document.clauses.values())
        for ban in (c for c in clauses if c.norm.kind == "forbids" and _is_plain(c)):
            for permission in (c for c in clauses if c.norm.kind == "permits" and _is_plain(c)):
                if _do_meet(document, ban, permission) and not _is_ranked(ban, permission):
                    yield messages.permission_against_ban(permission.span, permission.name, ban.name, ban.span)
        for silent in (c for c in clauses if c.norm.kind == "silent" and c.when is None and c.locate is None):
            norm = next((c for c in clauses if c.norm.kind != "silent" and _do_meet(document, silent, c)), None)
            if norm:
                yield messages.silence_beside_norm(silent.span, silent.name, norm.name, norm.span)


def lint_cases(policy: Policy, covered: Collection[str]) -> Iterator[Diagnostic]:
    """Clauses whose key is not among the covered ones; silence has nothing to test."""
    for document in policy.documents.values():
        for clause in document.clauses.values():
            if clause.key not in covered:
                yield messages.clause_without_case(clause.span, clause.name, document.id)


def _is_plain(clause: Clause) -> bool:
    return clause.when is None and not clause.exceptions


def _do_meet(document: Document, one: Clause, other: Clause) -> bool:
    """Whether two clauses speak of one act with a common object on a common day."""
    same = (one.norm.act.name, one.norm.act.subject) == (other.norm.act.name, other.norm.act.subject)
    objects = {o.name for o in one.norm.objects} & {o.name for o in other.norm.objects}
    bare = not one.norm.objects and not other.norm.objects
    return same and (bool(objects) or bare) and _do_overlap(document, one, other)


def _do_overlap(document: Document, one: Clause, other: Clause) -> bool:
    first = document.versions[0].date if document.versions else date.min
    since = max(one.since or first, other.since or first)
    return since < min(one.until or date.max, other.until or date.max)


def _is_ranked(one: Clause, other: Clause) -> bool:
    """Whether either clause says which of the two prevails."""
    ranks = ((one.precedence, other.name), (other.precedence, one.name))
    return any(name in (*precedence.over, *precedence.under) for precedence, name in ranks)
