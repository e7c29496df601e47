"""The findings of a question, from all its worlds, one after the other. Section 8 of docs/semantics.md."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import combinations, product
from typing import Any

from gauger.declaration.records import Declaration
from gauger.policy.model import Policy, Standing
from tests.oracle.absences import list_absences
from tests.oracle.application import bears, can_be_tied, excepts, list_bearing
from tests.oracle.assumptions import Assumptions, UnknownAssumptionError, assume
from tests.oracle.breach import breached
from tests.oracle.conditions import find_admitted
from tests.oracle.connections import Constraint, NoWorldError, close, list_constraints
from tests.oracle.consequences import Following, list_consequences, list_in_return
from tests.oracle.duties import cannot_both_be_met
from tests.oracle.lineage import Case
from tests.oracle.matter import Matter, list_matters
from tests.oracle.statements import Statement, World, both, change, either, holds, mentioned, plain, widen
from tests.oracle.unexamined import Gap, can_be, list_unexamined
from tests.oracle.worlds import TooManyWorldsError, list_worlds

__all__ = ["Judged", "NoWorldError", "TooManyWorldsError", "UnknownAssumptionError", "judge", "list_gaps", "list_holding"]

Key = str
Keys = frozenset[Key]
Hops = tuple[tuple[str, str], ...]
"""A path by where each edge leads and in which manner."""
Held = tuple[str, str]
"""A fact or list that is declared not to be, or closed, and the verdict were it missing."""


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
    cells: Mapping[Key, tuple[Any, ...]]
    """Each choice with one value of each of its cells that is left."""
    met: Assumptions
    """What is assumed of one of its choices."""
    leads_to: tuple[tuple[str, str, tuple[str, ...]], ...] = ()
    """The consequences that may follow: by name, whether always, and after which."""
    in_return: tuple[tuple[str, str, tuple[str, ...]], ...] = ()
    exceptions: tuple[tuple[str, str], ...] | None = None
    """Those that hold in all or in some of the worlds in which the clause bears; nothing is said where it bears in none."""
    paths: Mapping[Hops, tuple[str, ...]] = field(default_factory=dict)
    """The routes from the source to the subject, with the readings of its objects' concepts that each of them meets."""


def judge(
    policy: Policy,
    declaration: Declaration,
    as_of: date,
    admitted: frozenset[Standing] = frozenset(),
    limit: int = 1 << 12,
    positions: Mapping[tuple[str, str], str] | None = None,
    assumed: Assumptions = (),
) -> dict[str, Judged]:
    """Every finding by id.

    Raises TooManyWorldsError past `limit` worlds in one finding, NoWorldError where no world is left, UnknownAssumptionError.
    """
    case = Case(policy, declaration, as_of, admitted, positions or {}, assumed=assumed)
    if not (case.in_order({}) and case.obtained_in_time()):
        raise NoWorldError
    matters = [m for m in list_matters(case) if is_engaged(m, limit)]
    judged = {m.id: tell(m, judge_matter(m, limit), limit) for m in matters}
    if set(assumed) - set().union(*(j.met for j in judged.values())):
        raise UnknownAssumptionError
    return mark_irreconcilable(matters, judged)


def list_holding(policy: Policy, declaration: Declaration, as_of: date, found: Mapping[str, Judged], **more: Any) -> dict[str, list[Held]]:
    """For each finding the declared absences which, made missing, would change its verdict, and to what."""
    case = Case(policy, declaration, as_of, **more)
    asked = [m for m in list_matters(case) if m.id in found and found[m.id].verdict != "prohibited"]
    matters = {m.id: m for m in asked if is_engaged(m, 1 << 12)}
    return {id_: list(find_holding(m, found[id_].verdict)) for id_, m in matters.items()}


def find_holding(m: Matter, verdict: str, limit: int = 1 << 12) -> Iterator[Held]:
    asked = change(m, case=replace(m.case, domains={}, looked=set()))
    breached(asked)
    list_constraints(asked)
    for name in sorted(asked.case.looked & set(list_absences(m.case))):
        freed = change(m, case=replace(m.case, domains={}, looked=set(), freed=frozenset({name})))
        with suppress(NoWorldError):
            other = judge_matter(freed, limit).verdict
            if other != verdict:
                yield name, other


def list_gaps(policy: Policy, declaration: Declaration, as_of: date) -> list[Gap]:
    """What goes unexamined, whatever the findings are."""
    return list_unexamined(Case(policy, declaration, as_of))


def find_worlds(case: Case, statements: list[Statement], constraints: Iterable[Constraint], limit: int) -> list[World]:
    """Every admissible way to settle the choices that the statements mention, and those tied to them."""
    return find_worlds_assumed(case, statements, constraints, limit, ())[0]


def find_worlds_assumed(
    case: Case, statements: list[Statement], constraints: Iterable[Constraint], limit: int, assumed: Assumptions
) -> tuple[list[World], Assumptions]:
    """Those that agree with what is assumed, and what is assumed of a choice among them."""
    tied = close(statements, [change(c, held=plain(c.held)) for c in constraints])
    every = list_worlds(case.domains, [*statements, *tied], limit)
    admissible = [w for w in every if case.in_order(w) and all(holds(t, w) for t in tied)]
    return assume(assumed, [*statements, *tied], every, admissible)


def is_engaged(m: Matter, limit: int) -> bool:
    """It bears in some world, readings of every standing counted and however readings are tied or adopted; days must be in order."""
    if m.regulated(m.clause.norm.act) is False or not can_be_tied(m):
        return False
    counted = change(m, every_reading=True)
    bearing = plain(bears(counted))
    if bearing is False:
        return False
    ws = find_worlds(m.case, [bearing], [], limit)
    if not ws:
        raise NoWorldError
    return any(holds(bearing, w) for w in ws)


def judge_matter(m: Matter, limit: int) -> Judged:
    declared = plain(breached(m))
    performed = plain(breached(change(m, duties="performed")))
    undone = plain(breached(change(m, duties="not performed")))
    constraints = list_constraints(m)
    ws, met = find_worlds_assumed(m.case, [declared, performed, undone], constraints, limit, m.case.assumed)
    if not ws:
        raise NoWorldError
    b = [holds(declared, w) for w in ws]
    with_duties, without = any(holds(performed, w) for w in ws), all(holds(undone, w) for w in ws)
    verdict, duty = decide(ws, b, with_duties, without)
    assignable = [k for k in ws[0] if kind(k) == "fact" or hangs_on(m.case, declared, k, limit)]
    deciding = set(deciding_sets(assignable, ws, b))
    return Judged(
        m.id,
        verdict,
        duty,
        verdict in ("clear", "prohibited") and is_as_modelled(m, constraints, any(b), limit),
        causes(verdict, deciding),
        frozenset(pivots(ws, b)),
        frozenset(deciding),
        frozenset(k for k in ws[0] if kind(k) == "fact" and settles(k, ws, b)),
        (sum(b), len(ws)),
        {k: tuple(dict.fromkeys(w[k] for w in ws)) for k in ws[0]},
        met,
    )


def tell(m: Matter, judged: Judged, limit: int) -> Judged:
    """With what else is said of the finding."""
    constraints = list_constraints(m)
    following = [tell_where(m, listed, constraints, limit) for listed in (list_consequences(m), list_in_return(m))]
    exceptions = tell_where(m, list_excepted(m), constraints, limit)
    return change(
        judged,
        leads_to=tuple(following[0] or ()),
        in_return=tuple(following[1] or ()),
        exceptions=None if exceptions is None else tuple((name, holds) for name, holds, _ in exceptions),
        paths=dict(list_paths(m)),
    )


def list_paths(m: Matter) -> Iterator[tuple[Hops, tuple[str, ...]]]:
    """The simple paths from what some object is taken from, each edge of which exists in some world, with the readings that they meet."""
    if m.act.subject and any(o.taken_from == ("access" if m.source.step else m.source.artifact.kind) for o in m.clause.norm.objects):
        counted = [(concept, r) for concept in {o.concept for o in m.clause.norm.objects} for r in find_admitted(m, concept)[1]]
        for path in m.case.paths(m.source.node, m.act.subject.id):
            if all(can_be(e.exists, wanted=True) for e in path):
                met = sorted(f"{concept}: {r.name}" for concept, r in counted if r.pattern and m.case.fits(path, r.pattern))
                yield tuple((e.end, e.manner) for e in path), tuple(met)


def tell_where(
    m: Matter, listed: list[Following], constraints: list[Constraint], limit: int
) -> list[tuple[str, str, tuple[str, ...]]] | None:
    """Whether something follows, or holds, in all or in some of the admissible worlds in which the clause bears.

    What never does is left out; None where it bears in none.
    """
    found: list[tuple[str, str, tuple[str, ...]]] = []
    nowhere = True
    for one in listed:
        where, follows = plain(bears(m)), plain(one.follows)
        outcomes = {holds(follows, w) for w in list_left(m.case, [where, follows], constraints, limit) if holds(where, w)}
        nowhere = nowhere and not outcomes
        if True in outcomes:
            found.append((one.name, "in some worlds" if False in outcomes else "always", one.after))
    return None if nowhere else found


def list_excepted(m: Matter) -> list[Following]:
    """Its exceptions, each in the worlds in which it holds in a way in which the clause bears."""
    named = m.clause.exceptions
    ways = list_bearing(m)
    return [Following(e, either(both(bearing, excepts(m, m.document.exceptions[e], way)) for bearing, way in ways), ()) for e in named]


def list_left(case: Case, statements: list[Statement], constraints: list[Constraint], limit: int) -> list[World]:
    """The admissible worlds of a part of a finding, narrowed by what is assumed as far as some are left.

    What texts say of their words can contradict itself over what the finding itself does not ask; then any world of the part counts.
    """
    kept: Assumptions = ()
    for one in case.assumed:
        kept = (*kept, one) if find_worlds_assumed(case, statements, constraints, limit, (*kept, one))[0] else kept
    left = find_worlds_assumed(case, statements, constraints, limit, kept)[0]
    return left or find_worlds(case, statements, [], limit)


def is_as_modelled(m: Matter, constraints: list[Constraint], outcome: bool, limit: int) -> bool:
    """Concepts with a residue, read in further ways, could make a breach where there is none, or none where there is one."""
    further = widen(breached(change(m, further_readings=True)))
    wider = [change(c, held=widen(c.held)) for c in constraints]
    ws, _ = find_worlds_assumed(m.case, [further], wider, limit, m.case.assumed)
    return any(holds(further, w) != outcome for w in ws)


def decide(ws: list[World], b: list[bool], with_duties: bool, without: bool) -> tuple[str, str | None]:
    if not any(b):
        return "clear", None
    if not with_duties and without:
        return "conditional", "unmet" if all(b) else "unshown"
    if all(b):
        return "prohibited", None
    facts = [k for k in ws[0] if kind(k) == "fact"]
    return ("open" if decided(facts, ws, b) else "grey"), None


def mark_irreconcilable(matters: list[Matter], found: dict[str, Judged]) -> dict[str, Judged]:
    """Conditional duties beside another one on the same act, conditional or met, of which either can be met and not both."""
    duties = [m for m in matters if m.clause.norm.kind == "requires"]
    conditional, met = ([m for m in duties if found[m.id].verdict == verdict] for verdict in ("conditional", "clear"))
    marked: set[str] = set()
    for m, other in (*combinations(conditional, 2), *product(conditional, met)):
        if m.act.id == other.act.id and cannot_both_be_met(m, other):
            marked |= {x.id for x in (m, other) if x in conditional}
    return {id_: change(judged, duty="irreconcilable") if id_ in marked else judged for id_, judged in found.items()}


def hangs_on(case: Case, declared: Statement, key: Key, limit: int) -> bool:
    """Some two worlds, admissible or not, differ in this choice alone and in whether there is a breach."""
    if key not in mentioned(declared):
        return False
    every = list_worlds(case.domains, [declared], limit)
    return not decided([k for k in every[0] if k != key], every, [holds(declared, w) for w in every])


def decided(keys: Iterable[Key], ws: list[World], b: list[bool]) -> bool:
    """However these choices are settled, all is breached or nothing is."""
    return all(len(outcomes) == 1 for outcomes in by_values(tuple(keys), ws, b).values())


def by_values(keys: tuple[Key, ...], ws: list[World], b: list[bool]) -> dict[tuple[object, ...], set[bool]]:
    outcomes: dict[tuple[object, ...], set[bool]] = {}
    for w, outcome in zip(ws, b, strict=True):
        outcomes.setdefault(tuple(w[k] for k in keys), set()).add(outcome)
    return outcomes


def settles(key: Key, ws: list[World], b: list[bool]) -> bool:
    return any(len(outcomes) == 1 for outcomes in by_values((key,), ws, b).values())


def pivots(ws: list[World], b: list[bool]) -> Iterator[Key]:
    """The choices that can flip the outcome alone: what remains equal, with both outcomes."""
    for key in ws[0]:
        others = tuple(k for k in ws[0] if k != key)
        if not decided(others, ws, b):
            yield key


def deciding_sets(assignable: list[Key], ws: list[World], b: list[bool]) -> Iterator[tuple[bool, Keys]]:
    """Partial worlds that settle the outcome, none of whose parts does, smallest first."""
    found: set[frozenset[tuple[Key, object]]] = set()
    for size in range(len(assignable) + 1):
        for keys in combinations(assignable, size):
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
        sets = [keys for breach, keys in deciding if breach is outcome]
        least = min((len(s) for s in sets), default=0)
        found |= {kind(k) for s in sets if len(s) == least for k in s}
    return frozenset(found)


def kind(key: Key) -> str:
    return key.partition(":")[0]
