"""What a duty tests, and whether it can be met beside something else. Sections 7 (iii) and 8 of docs/semantics.md."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from gauger.policy.model import AllOf, AnyOf, CallDefinition, Condition, NoneOf, Some, Test, Total
from tests.oracle.application import applies, applies_in_some_way, bears
from tests.oracle.assumptions import assume
from tests.oracle.conditions import passed, says
from tests.oracle.connections import close, list_constraints
from tests.oracle.lineage import Case
from tests.oracle.matter import Matter, Things
from tests.oracle.statements import both, change, holds, widen
from tests.oracle.worlds import list_worlds

LIMIT = 1 << 12


def list_tested(case: Case, duty: Condition, things: Things) -> Iterator[tuple[str, str]]:
    """The facts that a duty tests: their names, and how the keys of choices about them begin."""
    match duty:
        case Test(left) if left.variable in things:
            name = f"{things[left.variable].id}.{left.attribute.name}"
            yield name, f"fact:{name}"
        case Some(kind, of, _) if of in things and kind != "base":
            name = f"{things[of].id}.{kind}" + ("s" if kind in ("release", "agreement", "affiliate") else "")
            yield name, f"fact:{name}"
        case CallDefinition(name, arguments):
            definition = case.policy.vocabulary.definitions[name]
            yield from list_tested(case, definition.when, passed(definition.parameters, arguments, things))
        case Total(attribute, of) if of in things:
            owner = things[of].id
            yield f"{owner}.{duty.part}", f"fact:{owner}.{duty.part}"
            yield f"{owner}.sum", f"fact:{owner}.sum of {attribute.key} where"
        case AllOf(items) | AnyOf(items) | NoneOf(items):
            for item in items:
                yield from list_tested(case, item, things)


def is_tested(key: str, tested: set[tuple[str, str]]) -> bool:
    """A choice is about a fact that is tested: the fact, or a figure at one time or another."""
    return any(key == beginning or key.startswith(f"{beginning} ") for _, beginning in tested)


def free(case: Case, tested: set[tuple[str, str]]) -> Case:
    """The same question, with what is tested left open."""
    return replace(case, freed=case.freed | {name for name, _ in tested}, domains=dict(case.domains))


def cannot_be_met_beside(m: Matter, ban: Matter) -> bool:
    """Under some answer to the rest, whoever does what this clause requires breaks the ban, and nobody need otherwise."""
    required, condition = m.clause.norm.requires, ban.clause.when
    bearing = bears(ban) if ban.clause.norm.kind == "forbids" and required else False
    if bearing is False or required is None or bears(m) is False:
        return False
    things = m.things()
    tested = set(list_tested(m.case, required, things))
    freed = free(m.case, tested)
    met, freed_ban = says(change(m, case=freed), required, things), change(ban, case=freed)
    banned = both(applies_in_some_way(ban, freed_ban), says(freed_ban, condition, ban.things()))
    if isinstance(met, bool):
        return False
    answers: dict[frozenset[tuple[str, Any]], list[Mapping[str, Any]]] = {}
    if m.further_readings:
        bearing, banned = widen(bearing), widen(banned)
    for w in list_worlds({**m.case.domains, **freed.domains}, [met, bearing, banned], LIMIT):
        answers.setdefault(frozenset((k, v) for k, v in w.items() if not is_tested(k, tested)), []).append(w)
    for ways in answers.values():
        there = [w for w in ways if holds(bearing, w)]
        hit = {holds(banned, w) for w in there if holds(met, w)}
        if hit == {True} and any(not holds(banned, w) and not holds(met, w) for w in there):
            return True
    return False


def cannot_both_be_met(m: Matter, other: Matter) -> bool:
    """Where both apply, some answer to what the two duties test meets either of them, and none meets both."""
    one, two = m.clause.norm.requires, other.clause.norm.requires
    if one is None or two is None:
        return False
    mine, theirs = set(list_tested(m.case, one, m.things())), set(list_tested(m.case, two, other.things()))
    if not mine & theirs:
        return False
    freed = free(m.case, mine | theirs)
    here, there = change(m, case=freed), change(other, case=freed)
    apply = both(applies(here), applies(there))
    met, met_too = says(here, one, here.things()), says(there, two, there.things())
    tied = close([apply, met, met_too], [*list_constraints(here), *list_constraints(there)])
    statements = [apply, met, met_too, *tied]
    asked = list_worlds({**m.case.domains, **freed.domains}, statements, LIMIT)
    worlds = [w for w in asked if all(holds(s, w) for s in (apply, *tied))]
    worlds, _ = assume(m.case.assumed, statements, asked, worlds, but=lambda key: is_tested(key, mine | theirs))
    ways = {(holds(met, w), holds(met_too, w)) for w in worlds}
    return any(a for a, _ in ways) and any(b for _, b in ways) and (True, True) not in ways
