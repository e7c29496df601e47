"""All worlds of a question, one after the other, and the findings. Sections 2 and 8 of docs/semantics.md."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import combinations

from gauger.declaration.records import Declaration
from gauger.policy.model import Policy, Standing
from tests.oracle.clauses import Act, Matter, Origin
from tests.oracle.pipeline import Case
from tests.oracle.statements import Statement, TooManyWorldsError, World, holds, list_worlds, widen

__all__ = ["Judged", "NoWorldError", "TooManyWorldsError", "judge"]

Key = str
Keys = frozenset[Key]


class NoWorldError(Exception):
    """The declared days contradict each other, so nothing can be said."""


@dataclass(frozen=True)
class Judged:
    """What the definitions say of one finding. Deciding sets are sets of keys, apart for *breached* and *not breached*."""

    id: str
    verdict: str
    duty: str | None
    as_modelled: bool
    causes: frozenset[str]
    pivots: Keys
    deciding: frozenset[tuple[bool, Keys]]
    settled_by: Keys
    worlds: tuple[int, int]


def judge(
    policy: Policy, declaration: Declaration, as_of: date, admitted: frozenset[Standing] = frozenset(), limit: int = 1 << 12
) -> dict[str, Judged]:
    """Every finding by id. Raises TooManyWorldsError past `limit` worlds in one finding, NoWorldError where no world is left."""
    case = Case(policy, declaration, as_of, admitted)
    if not case.admissible({}):
        raise NoWorldError
    return {m.id: judge_matter(m, limit) for m in matters(case) if engaged(m, limit)}


def matters(case: Case) -> Iterator[Matter]:
    for document in case.policy.documents.values():
        for clause in document.clauses.values():
            for act in acts(case):
                yield from (Matter(case, document, clause, act, source) for source in sources(case))


def acts(case: Case) -> Iterator[Act]:
    declaration = case.declaration
    for step in declaration.steps.values():
        if case.ours(step):
            yield from ([Act(step.id, None, step)] if step.reaches else [])
            yield from (Act(step.id, declaration.artifacts[y], step) for y in step.yields)
    for release in declaration.releases.items:
        yield Act(release.id, declaration.artifacts[release.artifact], None)
    for id_, artifact in case.further().items():
        yield Act(id_, declaration.artifacts[artifact], None, further=True)


def sources(case: Case) -> Iterator[Origin]:
    declaration = case.declaration
    for step in declaration.steps.values():
        if step.reaches:
            yield Origin(step.id, step, declaration.artifacts[step.reaches])
    for artifact in declaration.artifacts.values():
        if not artifact.own and case.takes(artifact):
            yield Origin(artifact.id, None, artifact)


def worlds(case: Case, statements: Iterable[Statement], limit: int) -> list[World]:
    """Every admissible way to settle the choices that the statements mention."""
    return [w for w in list_worlds(case.domains, statements, limit) if case.admissible(w)]


def engaged(matter: Matter, limit: int) -> bool:
    bears = replace(matter, every_reading=True).bears()
    return bears is not False and any(holds(bears, w) for w in worlds(matter.case, [bears], limit))


def judge_matter(matter: Matter, limit: int) -> Judged:
    declared = matter.breached()
    performed = replace(matter, duties="performed").breached()
    undone = replace(matter, duties="not performed").breached()
    ws = worlds(matter.case, [declared, performed, undone], limit)
    if not ws:
        raise NoWorldError
    b = [holds(declared, w) for w in ws]
    with_duties, without = any(holds(performed, w) for w in ws), all(holds(undone, w) for w in ws)
    verdict, duty = decide(ws, b, with_duties, without)
    deciding = set(deciding_sets(ws, b))
    return Judged(
        matter.id,
        verdict,
        duty,
        verdict in ("clear", "prohibited") and as_modelled(matter.case, declared, any(b), limit),
        causes(verdict, deciding),
        frozenset(pivots(ws, b)),
        frozenset(deciding),
        frozenset(k for k in ws[0] if kind(k) == "fact" and settles(k, ws, b)),
        (sum(b), len(ws)),
    )


def as_modelled(case: Case, declared: Statement, breached: bool, limit: int) -> bool:
    """Concepts with a residue, read in further ways, could make a breach where there is none, or none where there is one."""
    further = widen(declared)
    return any(holds(further, w) != breached for w in worlds(case, [further], limit))


def decide(ws: list[World], b: list[bool], with_duties: bool, without: bool) -> tuple[str, str | None]:
    if not any(b):
        return "clear", None
    if not with_duties and without:
        return "conditional", "unmet" if all(b) else "unshown"
    if all(b):
        return "prohibited", None
    facts = [k for k in ws[0] if kind(k) == "fact"]
    return ("open" if decided(facts, ws, b) else "grey"), None


def decided(keys: Iterable[Key], ws: list[World], b: list[bool]) -> bool:
    """However these choices are settled, all is breached or nothing is."""
    return all(len(outcomes) == 1 for outcomes in by_values(tuple(keys), ws, b).values())


def by_values(keys: tuple[Key, ...], ws: list[World], b: list[bool]) -> dict[tuple[object, ...], set[bool]]:
    outcomes: dict[tuple[object, ...], set[bool]] = {}
    for w, breached in zip(ws, b, strict=True):
        outcomes.setdefault(tuple(w[k] for k in keys), set()).add(breached)
    return outcomes


def settles(key: Key, ws: list[World], b: list[bool]) -> bool:
    return any(len(outcomes) == 1 for outcomes in by_values((key,), ws, b).values())


def pivots(ws: list[World], b: list[bool]) -> Iterator[Key]:
    """The choices that can flip the outcome alone: what remains equal, with both outcomes."""
    for key in ws[0]:
        others = tuple(k for k in ws[0] if k != key)
        if not decided(others, ws, b):
            yield key


def deciding_sets(ws: list[World], b: list[bool]) -> Iterator[tuple[bool, Keys]]:
    """Partial worlds that settle the outcome, none of whose parts does, smallest first."""
    found: set[frozenset[tuple[Key, object]]] = set()
    for size in range(len(ws[0]) + 1):
        for keys in combinations(ws[0], size):
            for values, outcomes in by_values(keys, ws, b).items():
                part = frozenset(zip(keys, values, strict=True))
                if len(outcomes) == 1 and not any(p < part for p in found):
                    found.add(part)
                    yield next(iter(outcomes)), frozenset(keys)


def causes(verdict: str, deciding: set[tuple[bool, Keys]]) -> frozenset[str]:
    if verdict == "conditional":
        return frozenset({"duty"})
    found: set[str] = set()
    for outcome in (True, False):
        sets = [keys for breached, keys in deciding if breached is outcome]
        least = min((len(s) for s in sets), default=0)
        found |= {kind(k) for s in sets if len(s) == least for k in s}
    return frozenset(found)


def kind(key: Key) -> str:
    return key.partition(":")[0]
