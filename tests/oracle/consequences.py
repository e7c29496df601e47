"""What a breach leads to, and what using a permission costs. Section 8 of docs/semantics.md."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from tests.oracle.application import applies, find_period, list_bearing
from tests.oracle.conditions import says
from tests.oracle.matter import Matter
from tests.oracle.standing import in_force
from tests.oracle.statements import Statement, both, either


@dataclass(frozen=True)
class Following:
    """A consequence by its name, in which worlds it follows where the clause bears, and those that lead to it unless the clause does."""

    name: str
    follows: Statement
    after: tuple[str, ...]


def list_consequences(m: Matter) -> list[Following]:
    """What a breach leads to, nearest first."""
    return list(follow(m, m.clause.leads_to, True))


def list_in_return(m: Matter) -> list[Following]:
    """What is due where the clause applies."""
    return list(follow(m, m.clause.in_return, applies(m)))


def follow(m: Matter, named: tuple[str, ...], start: Statement) -> list[Following]:
    """The consequences named, those to which they lead, and so on: what is nearer is told first."""
    reached: dict[str, int] = dict.fromkeys(named, 0)
    for distance in range(1, len(m.document.consequences) + 1):
        for nearer in [n for n, d in reached.items() if d == distance - 1]:
            reached.update({led: distance for led in m.document.consequences[nearer].leads_to if led not in reached})
    found: dict[str, Statement] = {}
    while len(found) < len(reached):
        for name in (n for n in reached if n not in found):
            leading = [n for n in reached if name in m.document.consequences[n].leads_to]
            if name in named or all(n in found for n in leading):
                found[name] = follows_in(m, name, start if name in named else either(found[n] for n in leading))
    return [Following(name, found[name], list_leading(m, name, named, reached)) for name in reached]


def list_leading(m: Matter, name: str, named: tuple[str, ...], reached: Mapping[str, int]) -> tuple[str, ...]:
    return () if name in named else tuple(n for n in reached if name in m.document.consequences[n].leads_to)


def follows_in(m: Matter, name: str, led: Statement) -> Statement:
    """Something leads to it, its condition is met, and it is in force in a way in which the clause bears."""
    consequence = m.document.consequences[name]
    period = find_period(m, consequence)
    lasts = either(both(bearing, in_force(way.moments, period)) for bearing, way in list_bearing(m))
    return both(led, lasts, says(m, consequence.when, m.things()))
