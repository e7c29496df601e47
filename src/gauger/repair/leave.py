"""Where a clause provides for leave: in which form it asks for it, and from whom."""

from __future__ import annotations

from collections.abc import Iterator

from gauger.engine.bearings import Bearing, list_exceptions
from gauger.engine.case import Case
from gauger.engine.conditions import admitted_readings, find_concept
from gauger.policy.model import AllOf, AnyOf, CallConcept, CallDefinition, Condition, NoneOf, PermittedBy
from gauger.text.values import dataclass


@dataclass(frozen=True, slots=True)
class Asked:
    """The forms in which leave lifts a clause, and who must give it; `None` is the clause's own publisher."""

    forms: tuple[str, ...]
    giver: str | None


def list_leave(case: Case, bearing: Bearing) -> tuple[Asked, ...]:
    """The leave that the clause or one of its exceptions speaks of."""
    exceptions = [bearing.document.exceptions[name] for name in list_exceptions(bearing)]
    conditions = [bearing.clause.when, *(e.when for e in exceptions), *(e.provided for e in exceptions)]
    found = (asked for condition in conditions for asked in _walk(case, bearing, condition, frozenset()))
    return tuple(dict.fromkeys(found))


def _walk(case: Case, bearing: Bearing, condition: Condition | None, seen: frozenset[str]) -> Iterator[Asked]:
    match condition:
        case PermittedBy(forms, _, giver):
            if forms:
                yield Asked(forms, _name_giver(bearing, giver))
        case AllOf(items) | AnyOf(items) | NoneOf(items):
            for item in items:
                yield from _walk(case, bearing, item, seen)
        case CallDefinition(name, _) if name not in seen:
            yield from _walk(case, bearing, case.policy.vocabulary.definitions[name].when, seen | {name})
        case CallConcept(name, _) if name not in seen:
            for reading in admitted_readings(case, bearing.scope, find_concept(case, bearing.document, name)):
                yield from _walk(case, bearing, reading.when, seen | {name})
        case _:
            return


def _name_giver(bearing: Bearing, giver: str | None) -> str | None:
    return (bearing.source.artifact.publisher or None) if giver == "source" else giver
