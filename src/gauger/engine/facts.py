"""A comparison to a formula: known, not applicable, or missing (`docs/semantics.md`, 6)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from gauger.declaration.records import Known, NotApplicable
from gauger.engine.calendar import day_choice, known_days
from gauger.engine.case import Case, is_absence
from gauger.engine.scope import Bound, Scope
from gauger.engine.trace import Trace
from gauger.findings.model import ReliedOn
from gauger.policy.model import Attribute, Test
from gauger.worlds import FALSE, TRUE, Choice, Formula, literal
from gauger.worlds import domains as worlds
from gauger.worlds.domains import Days, Domain, Numbers, OneOf, SomeOf, Words, YesNo

Value = str | Decimal | bool | date


def compare(case: Case, scope: Scope, test: Test, trace: Trace) -> Formula:
    """The worlds in which a comparison holds."""
    bound = scope.variables[test.left.variable]
    if test.other is None:
        return _compare(case, bound, test.left.attribute, worlds.Test(test.operator, test.values), trace)
    other = scope.variables[test.other.variable].facts.get(test.other.attribute.name)
    if isinstance(other, Known):
        return _compare(case, bound, test.left.attribute, worlds.Test(test.operator, _listed(other)), trace)
    if isinstance(other, NotApplicable):
        return FALSE
    return _against_missing(case, scope, bound, test)


def _against_missing(case: Case, scope: Scope, bound: Bound, test: Test) -> Formula:
    """The publisher's side is not on record: what is declared becomes the question put to it."""
    assert test.other is not None
    other = scope.variables[test.other.variable]
    mine = lookup(case, bound, test.left.attribute.name)
    if isinstance(mine, NotApplicable):
        return FALSE
    if isinstance(mine, Known):
        choice = Choice(f"fact:{other.id}.{test.other.attribute.name}", "fact", domain_of(test.other.attribute))
        return literal(choice, worlds.Test("overlaps" if test.operator == "overlaps" else "is", _listed(mine)))
    key = f"fact:{bound.id}.{test.left.attribute.name} {test.operator} {other.id}.{test.other.attribute.name}"
    return literal(Choice(key, "fact", YesNo()), worlds.Test("is", (True,)))


def _listed(fact: Known) -> tuple[Value, ...]:
    return tuple(sorted(fact.value, key=str)) if isinstance(fact.value, frozenset) else (fact.value,)


def lookup(case: Case, bound: Bound, attribute: str) -> Known | NotApplicable | None:
    """The fact, or none when it is missing or freed."""
    return None if f"{bound.id}.{attribute}" in case.freed else bound.facts.get(attribute)


def _compare(case: Case, bound: Bound, attribute: Attribute, test: worlds.Test, trace: Trace) -> Formula:
    if attribute.kind == "day" and attribute.name == "date" and bound.record is not None:
        return _compare_day(case, bound, test)
    fact = lookup(case, bound, attribute.name)
    match fact:
        case Known(value, span, origin):
            if origin != "policy":
                trace.rely(ReliedOn(f"{bound.id}.{attribute.name}", show(value), span, origin, is_absence(fact)))
            return TRUE if worlds.holds(test, value) else FALSE
        case NotApplicable(span):
            trace.rely(ReliedOn(f"{bound.id}.{attribute.name}", "not applicable", span))
            return FALSE
        case None:
            return literal(Choice(f"fact:{bound.id}.{attribute.name}", "fact", domain_of(attribute)), test)


def _compare_day(case: Case, bound: Bound, test: worlds.Test) -> Formula:
    assert bound.record is not None
    known = known_days(case, bound.record)
    if known is not None:
        # A duration is before a day when it ends before it, and on or after it when some of it is.
        return TRUE if worlds.holds(test, known[1]) else FALSE
    choice = day_choice(case, bound.record)
    assert choice is not None
    return literal(choice, test)


def domain_of(attribute: Attribute) -> Domain:
    """The values that a missing fact may have."""
    match attribute.kind:
        case "one of":
            return OneOf(attribute.values)
        case "name":
            return OneOf(())
        case "some of":
            return SomeOf()
        case "number":
            return Numbers()
        case "text":
            return Words()
        case "yes or no":
            return YesNo()
        case "day":
            return Days(worlds.EARLIEST, worlds.LATEST)


def show(value: Value | frozenset[Value]) -> str:
    """A value as a declaration would write it."""
    if isinstance(value, frozenset):
        return f"[{', '.join(sorted(show(v) for v in value))}]"
    if isinstance(value, bool):
        return "yes" if value else "no"
    return f"{value:f}" if isinstance(value, Decimal) else str(value)
