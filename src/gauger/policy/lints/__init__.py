"""Policies that resolve and yet cannot mean all of what they say: warnings, decided without a declaration."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from gauger.diagnostics import Diagnostic
from gauger.policy.lints.days import lint_days
from gauger.policy.lints.logic import lint_logic
from gauger.policy.lints.norms import lint_cases, lint_norms
from gauger.policy.lints.uses import lint_uses, lint_values
from gauger.policy.model import Policy


def lint(policy: Policy, as_of: date | None = None, covered: Collection[str] | None = None) -> tuple[Diagnostic, ...]:
    """All warnings, in the order of places.

    With a day `as_of`, documents without a version on that day are reported; with the keys of clauses `covered` by cases, the others are.
    """
    found = [*lint_uses(policy), *lint_values(policy), *lint_logic(policy), *lint_norms(policy), *lint_days(policy, as_of)]
    if covered is not None:
        found.extend(lint_cases(policy, covered))
    return tuple(sorted(found, key=_get_place))


def _get_place(diagnostic: Diagnostic) -> tuple[str, int, str, str]:
    span = diagnostic.span
    return (span.source.name, span.start, diagnostic.code, diagnostic.message) if span else ("", 0, diagnostic.code, diagnostic.message)
