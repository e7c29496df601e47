"""A comparison to a formula: known, not applicable, or missing (`docs/semantics.md`, 6)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from gauger.declaration.records import Figures, Guarded, Known, NotApplicable, Parts, Step
from gauger.engine.calendar import day_choice, known_days
from gauger.engine.case import Case, is_absence
from gauger.engine.channels import host_choice, via_choice
from gauger.engine.figures import compare_figure
from gauger.engine.scope import Bound, Scope, by_option, is_left_out
from gauger.engine.trace import Trace
from gauger.findings.model import ReliedOn
from gauger.policy.model import Attribute, Test
from gauger.worlds import FALSE, TRUE, Choice, Formula, all_of, any_of, literal
from gauger.worlds import domains as worlds
from gauger.worlds.domains import Days, Domain, Numbers, OneOf, SomeOf, Words, YesNo

Value = str | Decimal | bool | date


def compare(case: Case, scope: Scope, test: Test, trace: Trace) -> Formula:
    """The worlds in which a comparison holds."""
    # What governs everything also binds over what nobody accessed: a comparison of what is not there is false.
    if any(reference.variable not in scope.variables for reference in (test.left, test.other) if reference is not None):
        return FALSE
    bound = scope.variables[test.left.variable]
    if test.left.measure is not None:
        asked = worlds.Test(test.operator, test.values)
        return compare_figure(case, scope, bound, test.left.attribute, test.left.measure, asked, trace)
    if test.other is None:
        return _compare(case, bound, test.left.attribute, worlds.Test(test.operator, test.values), trace)
    return _compare_two(case, bound, test, scope.variables[test.other.variable], trace)


def _compare_two(case: Case, bound: Bound, test: Test, other: Bound, trace: Trace) -> Formula:
    """A fact against one of the publisher, or of the model or data reached."""
    assert test.other is not None
    attribute = test.other.attribute
    fact = _look_at(case, other, attribute.name)
    match fact:
        case Guarded():
            options = by_option(other, attribute.name, fact)
            return any_of(all_of((guard, _compare_two(case, bound, test, option, trace))) for guard, option in options)
        case Known():
            _rely_on(trace, other, attribute, fact)
            return _compare(case, bound, test.left.attribute, worlds.Test(test.operator, _listed(fact)), trace)
        case None if not is_left_out(case, other, attribute):
            return _against_missing(case, bound, test, other, trace)
        case _:
            _rely_on(trace, other, attribute, fact)
            return FALSE


def _against_missing(case: Case, bound: Bound, test: Test, other: Bound, trace: Trace) -> Formula:
    """The right side is not on record: what is declared becomes the question put to it."""
    assert test.other is not None
    mine = _look_at(case, bound, test.left.attribute.name)
    if isinstance(mine, Guarded):
        options = by_option(bound, test.left.attribute.name, mine)
        return any_of(all_of((guard, _against_missing(case, option, test, other, trace))) for guard, option in options)
    if mine is not None or is_left_out(case, bound, test.left.attribute):
        _rely_on(trace, bound, test.left.attribute, mine)
    if isinstance(mine, NotApplicable) or (mine is None and is_left_out(case, bound, test.left.attribute)):
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
    found = _look_at(case, bound, attribute)
    assert not isinstance(found, Guarded)  # where an edit can change a fact, every way is looked at by itself
    return found


def _look_at(case: Case, bound: Bound, attribute: str) -> Known | NotApplicable | Guarded | None:
    found = None if f"{bound.id}.{attribute}" in case.freed else bound.facts.get(attribute)
    assert not isinstance(found, Parts | Figures)  # those are told apart when facts are typed
    return found


def _compare(case: Case, bound: Bound, attribute: Attribute, test: worlds.Test, trace: Trace) -> Formula:
    if attribute.kind == "day" and attribute.name == "date" and bound.record is not None:
        return _compare_day(case, bound, test)
    if isinstance(bound.record, Step) and attribute.name in {"via", "served-by"}:
        return _compare_channel(case, bound.record, attribute.name, test)
    fact = _look_at(case, bound, attribute.name)
    match fact:
        case Guarded():
            options = by_option(bound, attribute.name, fact)
            return any_of(all_of((guard, _compare(case, option, attribute, test, trace))) for guard, option in options)
        case Known(value):
            _rely_on(trace, bound, attribute, fact)
            return TRUE if worlds.holds(test, value) else FALSE
        case None if not is_left_out(case, bound, attribute):
            return literal(Choice(f"fact:{bound.id}.{attribute.name}", "fact", domain_of(attribute)), test)
        case _:
            _rely_on(trace, bound, attribute, fact)
            return FALSE


def _rely_on(trace: Trace, bound: Bound, attribute: Attribute, fact: Known | NotApplicable | None) -> None:
    """The fact is one that what comes out rests on, unless the policy states it; one that is left out means that there is none."""
    name = f"{bound.id}.{attribute.name}"
    match fact:
        case Known(value, span, origin):
            if origin != "policy":
                trace.rely(ReliedOn(name, show(value), span, origin, is_absence(fact)))
        case NotApplicable(span):
            trace.rely(ReliedOn(name, "not applicable", span))
        case None:
            trace.rely(ReliedOn(name, "none declared", bound.span, absence=True))


def _compare_channel(case: Case, step: Step, attribute: str, test: worlds.Test) -> Formula:
    """The channel, or that of whoever served the model behind it; a step that reaches no model has none."""
    if step.reaches is None:
        return FALSE
    known, choice = (step.via, via_choice) if attribute == "via" else (step.host, host_choice)
    if known is not None and f"{step.id}.{attribute}" not in case.freed:
        return TRUE if worlds.holds(test, known) else FALSE
    return literal(choice(case, step), test)


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
        case "number" | "figure":
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
