"""Two texts held against one another over all worlds: where one forbids what the other leaves free, and the least that shows it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Literal

from gauger.declaration.records import Declaration
from gauger.engine.bearings import Bearing
from gauger.engine.breach import build_breach
from gauger.engine.calendar import day_order
from gauger.engine.case import Case
from gauger.engine.judgements import judge
from gauger.engine.question import Question
from gauger.engine.sources import find_sources
from gauger.policy.model import Policy
from gauger.text.values import dataclass, field
from gauger.worlds import FALSE, Choice, Formula, NoWorld, Query, all_of, any_of, decide, negate, project

Sureness = Literal["whatever is read into it", "under a reading"]


@dataclass(frozen=True, slots=True)
class Bar:
    """A clause that can be breached by an act: in which worlds it is, and which are admissible."""

    clause: str
    act: str
    source: str
    breach: Formula = field(compare=False, repr=False)
    given: tuple[Formula, ...] = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Shown:
    """The smallest answers under which one text forbids and the other does not, by key of the choice, and whether readings are among them:
    where none is, every reading of both texts has it so."""

    given: tuple[tuple[str, str], ...]
    sureness: Sureness


def list_bars(policy: Policy, declaration: Declaration, question: Question, document: str) -> tuple[Bar, ...]:
    """What a document forbids, or asks for, of each act over each source."""
    case = Case(policy, declaration, question)
    return tuple(bar for source in find_sources(case) for bar in _list(case, judge(case, source).bearings, document))


def _list(case: Case, bearings: tuple[Bearing, ...], document: str) -> Iterator[Bar]:
    for bearing in bearings:
        if bearing.document.id == document and bearing.clause.norm.kind in {"forbids", "requires"}:
            query = build_breach(case, bearing, bearings).query
            if query.breach != FALSE:
                yield Bar(bearing.clause.name, bearing.deed.id, bearing.source.id, query.breach, query.given)


def find_difference(
    policy: Policy, declaration: Declaration, question: Question, barred: Sequence[Bar], free: Sequence[Bar]
) -> Shown | None:
    """The least under which something in `barred` is breached and nothing in `free` is; none where there is no such world.

    Facts alone are looked for first, under which no reading makes a difference.
    """
    given = tuple(dict.fromkeys(formula for bar in (*barred, *free) for formula in bar.given))
    order = day_order(Case(policy, declaration, question))
    bad, other = any_of(bar.breach for bar in barred), any_of(bar.breach for bar in free)

    def holds_somewhere(wanted: Formula) -> Formula:
        return project((wanted, *given), order, lambda choice: choice.kind == "fact")

    certain = all_of((holds_somewhere(bad), negate(holds_somewhere(negate(bad))), negate(holds_somewhere(other))))
    least = _find_least(certain, ())
    if least is not None:
        return Shown(least, "whatever is read into it")
    least = _find_least(all_of((bad, negate(other))), given)
    return Shown(least, "under a reading") if least is not None else None


def _find_least(formula: Formula, given: Iterable[Formula]) -> tuple[tuple[str, str], ...] | None:
    """The smallest deciding set of a formula; of several of one size the first in the order of choices."""
    if formula == FALSE:
        return None
    try:
        decision = decide(Query(formula, formula, formula, has_duty=False, given=tuple(given)))
    except NoWorld:
        return None
    if not decision.breached:
        return None
    found = [deciding.given for deciding in decision.deciding if deciding.breach]
    smallest = min(found, key=lambda entries: (len(entries), [_rank(choice) for choice, _ in entries]), default=())
    return tuple((choice.key, value) for choice, value in smallest)


def _rank(choice: Choice) -> tuple[bool, str]:
    """Facts before readings."""
    return choice.kind != "fact", choice.key
