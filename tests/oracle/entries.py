"""Things of which there are several: `some … of …` and `sum of … of …`. Section 6 of docs/semantics.md."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from gauger.declaration.records import Known, NotApplicable
from gauger.policy.model import AllOf, AnyOf, Condition, Constant, NoneOf, Pattern, Some, Test, Total
from gauger.policy.wording import write_condition
from tests.oracle.cells import Numbers
from tests.oracle.lineage import Case
from tests.oracle.pipeline import Thing
from tests.oracle.statements import Compare, Holds, Statement, both, either, negate
from tests.oracle.worlds import possible

Entry = tuple[Statement, Thing]
"""Something listed, and whether it is one of those meant."""
OpenList = tuple[Statement, str]
"""The key of an open list, and whether what it holds is meant."""


def list_entries(case: Case, kind: str, of: Thing) -> tuple[list[Entry], list[OpenList]]:
    match kind:
        case "release":
            copies = list(case.copies(of.id))
            listed = [(same, Thing(r.id, r.facts, "date")) for copy, same in copies for r in case.releases.values() if r.artifact == copy]
            return listed, [
                (same, f"fact:{copy}.releases")
                for copy, same in copies
                if case.declaration.releases.open or case.is_freed(f"{copy}.releases")
            ]
        case "base":
            return list(list_bases(case, of)), list(list_open_bases(case, of))
        case "agreement":
            return [(True, thing) for _, thing in case.agreements()], list_others(case, "agreements", case.declaration.agreements_open)
        case "affiliate":
            affiliates = [Thing(p.id, p.facts) for p in case.declaration.parties.values() if p.role == "affiliate"]
            return [(True, thing) for thing in affiliates], list_others(case, "affiliates", case.declaration.parties_open)
    entries, more = case.parts(of, kind)
    return [(True, entry) for entry in entries], [(True, f"fact:{of.id}.{kind}")] if more else []


def list_others(case: Case, name: str, more: bool) -> list[OpenList]:
    """What the declarant may have beyond what is listed."""
    name = f"{case.declaration.declarant.id}.{name}"
    return [(True, f"fact:{name}")] if more or case.is_freed(name) else []


def list_bases(case: Case, model: Thing) -> Iterator[Entry]:
    by_weights = Pattern(frozenset({"weights"}), None)
    for base in case.bases(model.id):
        yield case.routed(by_weights, base, model.id), Thing(base, case.declaration.artifacts[base].facts)


def list_open_bases(case: Case, model: Thing) -> Iterator[OpenList]:
    """What a step started from counts where the model has weights of what the step yields."""
    by_weights = Pattern(frozenset({"weights"}), None)
    family = {model.id, *case.bases(model.id)}
    for s in case.declaration.steps.values():
        made = family & set(case.models(s))
        if s.base.open and made:
            yield either(case.routed(by_weights, m, model.id) for m in sorted(made)), f"fact:{s.id}.further-bases"


def meets(case: Case, body: Condition, entry: Thing) -> Statement:
    """A listed entry meets a body, which tests that entry alone."""
    match body:
        case Test(left, operator, values, _):
            return case.fact(entry, left.attribute, Compare(operator, values))
        case Constant(value):
            return value
        case AllOf(items):
            return both(*(meets(case, i, entry) for i in items))
        case AnyOf(items):
            return either(meets(case, i, entry) for i in items)
        case NoneOf(items):
            return negate(either(meets(case, i, entry) for i in items))
    raise TypeError(body)


def some(case: Case, condition: Some, of: Thing) -> Statement:
    """A listed entry meets the body, or an inhabited cell of further ones."""
    listed, more = list_entries(case, condition.kind, of)
    ways = [both(there, meets(case, condition.body, entry)) for there, entry in listed]
    return either(ways + [both(there, case.held(key, Holds(condition.body))) for there, key in more])


def total(case: Case, condition: Total, of: Thing) -> Statement:
    """The sum over what meets the body; a number that nobody states where it is not settled."""
    listed, more = list_entries(case, condition.part, of)
    least, most = Decimal(0), Decimal(0)
    unbounded = bool(more)
    for there, entry in listed:
        may, must = possible(case.domains, both(there, meets(case, condition.body, entry)))
        number = share(case, condition, entry)
        unbounded = unbounded or (may and number is None)
        added = number or Decimal(0)
        least += added if must else min(added, Decimal(0)) if may else Decimal(0)
        most += added if must else max(added, Decimal(0)) if may else Decimal(0)
    question = Compare(condition.operator, (condition.value,))
    key = f"fact:{of.id}.sum of {condition.attribute.key} where {write_condition(condition.body)}"
    return case.ask(key, Numbers(least, None if unbounded else most), question)


def share(case: Case, condition: Total, entry: Thing) -> Decimal | None:
    """What an entry adds; nothing where the question does not arise, absent where nobody says."""
    fact = case.declared(entry, condition.attribute.name)
    if isinstance(fact, NotApplicable) or case.left_out(entry, condition.attribute):
        return Decimal(0)
    return fact.value if isinstance(fact, Known) and isinstance(fact.value, Decimal) else None
