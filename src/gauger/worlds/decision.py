"""From the formulas of one finding to its verdict and everything that explains it (`docs/semantics.md`, 8)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import combinations
from typing import Literal as Word

from gauger.text.values import dataclass
from gauger.worlds.algebra import Algebra, Worlds, pick_algebra
from gauger.worlds.choices import Cell, Choice
from gauger.worlds.domains import Test, classify, cut
from gauger.worlds.formula import TRUE, And, Constant, Formula, Literal, Not, Or, mentioned

SETS_LIMIT = 40_000
"""Partial assignments looked at before the list of deciding sets stops and says so; fewer in large spaces."""

SETS_EFFORT = 2_000_000
"""What all those looks may cost together, in the units of `Algebra.weigh`."""

Outcome = Word["clear", "conditional", "prohibited", "open", "grey"]


class NoWorld(Exception):  # noqa: N818 - it is a state of affairs that the caller turns into a diagnostic
    """The constraints leave no admissible world; `choices` are those they speak of."""

    def __init__(self, choices: tuple[Choice, ...]) -> None:
        super().__init__(", ".join(c.key for c in choices))
        self.choices = choices


class BadAssumption(Exception):  # noqa: N818 - likewise
    """A choice is assumed to have a value that none of its cells holds."""

    def __init__(self, choice: Choice, value: str, labels: tuple[str, ...]) -> None:
        super().__init__(f"{choice.key}={value}")
        self.choice, self.value, self.labels = choice, value, labels


@dataclass(frozen=True, slots=True)
class Before:
    """A constraint between two uncertain days: `first` is not after `second`."""

    first: Choice
    second: Choice


@dataclass(frozen=True, slots=True)
class Query:
    """A finding's formulas.

    `performed` and `undone` are the breach with every duty taken as performed and as not performed; where there is no duty they equal
    `breach`.
    `given` are formulas that every admissible world satisfies, `order` the constraints among days; both count only where they touch a
    choice mentioned.
    `assume` settles choices by key and by label or value; `has_duty` says whether duties occur.
    """

    breach: Formula
    performed: Formula
    undone: Formula
    has_duty: bool
    given: tuple[Formula, ...] = ()
    order: tuple[Before, ...] = ()
    assume: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Deciding:
    """A smallest partial assignment that settles the outcome."""

    given: tuple[tuple[Choice, str], ...]
    breach: bool


@dataclass(frozen=True, slots=True)
class Decision:
    """What came of a query. `choices` are in order of first mention, with their cells."""

    outcome: Outcome
    unmet: bool
    choices: tuple[tuple[Choice, tuple[Cell, ...]], ...]
    pivots: tuple[Choice, ...]
    deciding: tuple[Deciding, ...]
    complete: bool
    breached: int
    admissible: int
    witness_in: tuple[tuple[Choice, str], ...] | None
    witness_out: tuple[tuple[Choice, str], ...] | None
    settled_by: tuple[tuple[Choice, str, bool], ...]


class Space:
    """The choices of one query laid out as axes, and formulas turned into sets of worlds over them."""

    def __init__(self, tests: dict[Choice, tuple[Test, ...]]) -> None:
        self.choices = tuple(tests)
        self.axis = {choice: i for i, choice in enumerate(self.choices)}
        self.tests = [{test: i for i, test in enumerate(made)} for made in tests.values()]
        self.cells = tuple(tuple(Cell(*c) for c in cut(choice.domain, made)) for choice, made in tests.items())
        self.algebra: Algebra = pick_algebra([len(cells) for cells in self.cells])
        self._memo: dict[int, Worlds] = {}
        self._literals: dict[Literal, Worlds] = {}

    def holding(self, item: Formula) -> Worlds:
        """The worlds in which a formula holds; formulas shared between conditions are computed once."""
        found = self._memo.get(id(item))
        if found is None:
            found = self._memo[id(item)] = self._compute(item)
        return found

    def _compute(self, item: Formula) -> Worlds:
        algebra = self.algebra
        match item:
            case Constant(value):
                return algebra.full if value else 0
            case Literal():
                return self._literal(item)
            case Not(inner):
                return algebra.complement(self.holding(inner))
            case And(items):
                found = algebra.full
                for part in items:
                    found = algebra.meet(found, self.holding(part))
                return found
            case Or(items):
                found = 0
                for part in items:
                    found = algebra.join(found, self.holding(part))
                return found

    def _literal(self, item: Literal) -> Worlds:
        found = self._literals.get(item)
        if found is None:
            axis = self.axis[item.choice]
            index = self.tests[axis][item.test]
            found = self.algebra.literal(axis, (i for i, cell in enumerate(self.cells[axis]) if cell.truths[index]))
            self._literals[item] = found
        return found

    def not_after(self, rule: Before) -> Worlds:
        """The worlds in which some day of the first cell is not after some day of the second."""
        a, b = self.axis[rule.first], self.axis[rule.second]
        found: Worlds = 0
        for i, cell in enumerate(self.cells[a]):
            later = (j for j, other in enumerate(self.cells[b]) if cell.first <= other.last)
            found = self.algebra.join(found, self.algebra.meet(self.algebra.literal(a, (i,)), self.algebra.literal(b, later)))
        return found

    def matching(self, choice: Choice, value: str) -> Worlds:
        """The worlds in which `choice` has a value: a label of one of its cells, or a value that falls into one. Raises `BadAssumption`."""
        axis = self.axis[choice]
        cells = self.cells[axis]
        found = [i for i, cell in enumerate(cells) if cell.label.casefold() == value.casefold()]
        if not found:
            truths = classify(choice.domain, tuple(self.tests[axis]), value)
            found = [i for i, cell in enumerate(cells) if cell.truths == truths]
        if not found:
            raise BadAssumption(choice, value, tuple(cell.label for cell in cells))
        return self.algebra.literal(axis, found)

    def named(self, world: tuple[int, ...]) -> tuple[tuple[Choice, str], ...]:
        return tuple((c, self.cells[i][world[i]].label) for i, c in enumerate(self.choices))


def decide(query: Query, *, explain: bool = True) -> Decision:
    """Lay out the worlds of a query and read off what they say; without `explain`, deciding sets and what settles it stay empty.

    Raises `NoWorld` when there is no admissible world, and `BadAssumption`.
    """
    formulas = [query.breach, query.performed, query.undone]
    given = _relevant(query.given, formulas)
    space = Space(mentioned([*formulas, *given]))
    worlds = _admissible(space, given, query)
    algebra = space.algebra
    breach = algebra.meet(space.holding(query.breach), worlds)
    rest = algebra.meet(algebra.complement(breach), worlds)
    performed = algebra.meet(space.holding(query.performed), worlds)
    undone = algebra.meet(space.holding(query.undone), worlds)
    outcome = _outcome(space, worlds, breach, rest, (performed, undone) if query.has_duty else None)
    told = mentioned(formulas)
    asked = {axis for axis, choice in enumerate(space.choices) if choice.kind == "fact" or choice in told}
    deciding, complete = _deciding_sets(space, (breach, rest), asked) if explain else ((), True)
    return Decision(
        outcome=outcome,
        unmet=outcome == "conditional" and breach == worlds,
        choices=tuple(zip(space.choices, space.cells, strict=True)),
        pivots=tuple(c for i, c in enumerate(space.choices) if algebra.meet(algebra.smear(breach, i), rest)),
        deciding=deciding,
        complete=complete,
        breached=algebra.count(breach),
        admissible=algebra.count(worlds),
        witness_in=space.named(algebra.pick(breach)) if breach and rest else None,
        witness_out=space.named(algebra.pick(rest)) if breach and rest else None,
        settled_by=_settled_by(space, worlds, breach, rest) if explain and breach and rest else (),
    )


def _relevant(given: Sequence[Formula], formulas: Sequence[Formula]) -> list[Formula]:
    """The constraints that touch a choice mentioned, closed under touching."""
    known = set(mentioned(formulas))
    kept: list[Formula] = []
    waiting = [(f, set(mentioned([f]))) for f in given if f != TRUE]
    while True:
        touched = [pair for pair in waiting if pair[1] & known]
        if not touched:
            return kept
        waiting = [pair for pair in waiting if not pair[1] & known]
        for formula, choices in touched:
            kept.append(formula)
            known |= choices


def _admissible(space: Space, given: Sequence[Formula], query: Query) -> Worlds:
    algebra, worlds = space.algebra, space.algebra.full
    for formula in given:
        worlds = algebra.meet(worlds, space.holding(formula))
    for rule in query.order:
        if rule.first in space.axis and rule.second in space.axis:
            worlds = algebra.meet(worlds, space.not_after(rule))
    for key, value in query.assume:
        for choice in space.choices:
            if is_named(choice.key, key):
                worlds = algebra.meet(worlds, space.matching(choice, value))
    if not worlds:
        raise NoWorld(space.choices)
    return worlds


def is_named(key: str, written: str) -> bool:
    """Whether somebody who wrote `written` means the choice `key`: whole, without its kind, or a concept in whichever document."""
    kind, _, rest = key.partition(":")
    return written in {key, rest} or (kind == "reading" and written == rest.rpartition(":")[2])


def _outcome(space: Space, worlds: Worlds, breach: Worlds, rest: Worlds, duties: tuple[Worlds, Worlds] | None) -> Outcome:
    if not breach:
        return "clear"
    if duties is not None and not duties[0] and duties[1] == worlds:
        return "conditional"
    if not rest:
        return "prohibited"
    algebra = space.algebra
    for axis, choice in enumerate(space.choices):
        if choice.kind != "fact":
            breach, rest = algebra.smear(breach, axis), algebra.smear(rest, axis)
    # Smeared over everything that is no fact, a world in both sets is an answer to the facts that leaves the outcome unsettled.
    return "grey" if algebra.meet(breach, rest) else "open"


def _settled_by(space: Space, worlds: Worlds, breach: Worlds, rest: Worlds) -> tuple[tuple[Choice, str, bool], ...]:
    """Single answers to single facts after which every remaining world agrees."""
    algebra, found = space.algebra, []
    for axis, choice in enumerate(space.choices):
        if choice.kind != "fact":
            continue
        for position, cell in enumerate(space.cells[axis]):
            here = algebra.literal(axis, (position,))
            inside, outside = algebra.meet(breach, here), algebra.meet(rest, here)
            if bool(inside) != bool(outside) and algebra.meet(worlds, here):
                found.append((choice, cell.label, bool(inside)))
    return tuple(found)


def _deciding_sets(space: Space, parted: tuple[Worlds, Worlds], asked: set[int]) -> tuple[tuple[Deciding, ...], bool]:
    """Inclusion-minimal partial assignments that settle the outcome, smallest first; false when the search stopped early.

    `asked` are the facts and what the breach mentions: a reading that only a constraint brings in tells of a fact, but decides nothing.
    """
    breach, rest = parted
    if not breach or not rest:
        return (), True
    algebra = space.algebra
    # The larger the sets, the dearer each look: the effort stays about the same.
    limit = max(SETS_LIMIT // 80, min(SETS_LIMIT, SETS_EFFORT // (algebra.weigh(breach) + algebra.weigh(rest))))
    literals = [[algebra.literal(i, (p,)) for p in range(len(cells))] for i, cells in enumerate(space.cells)]
    found: list[tuple[frozenset[tuple[int, int]], bool]] = []
    looked = 0
    # Partial assignments that settle nothing yet, with the worlds that agree with them; grown one choice at a time, in the order of axes.
    frontier: list[tuple[tuple[tuple[int, int], ...], Worlds, Worlds]] = [((), breach, rest)]
    while frontier:
        grown: list[tuple[tuple[tuple[int, int], ...], Worlds, Worlds]] = []
        for given, breached, spared in frontier:
            for axis in (a for a in range(given[-1][0] + 1 if given else 0, len(literals)) if a in asked):
                for position, here in enumerate(literals[axis]):
                    looked += 1
                    if looked > limit:
                        return _as_deciding(space, found), False
                    wider = (*given, (axis, position))
                    inside, outside = algebra.meet(breached, here), algebra.meet(spared, here)
                    if inside and outside:
                        grown.append((wider, inside, outside))
                    elif (inside or outside) and _is_minimal(wider, found):
                        found.append((frozenset(wider), bool(inside)))
        frontier = grown
    return _as_deciding(space, found), True


def _as_deciding(space: Space, found: Sequence[tuple[frozenset[tuple[int, int]], bool]]) -> tuple[Deciding, ...]:
    return tuple(Deciding(tuple((space.choices[a], space.cells[a][p].label) for a, p in sorted(s)), b) for s, b in found)


def _is_minimal(candidate: tuple[tuple[int, int], ...], found: Sequence[tuple[frozenset[tuple[int, int]], bool]]) -> bool:
    whole = frozenset(candidate)
    return not any(smaller < whole for smaller, _ in found)


def order_pairs(days: Sequence[Choice], before: Iterable[tuple[Choice, Choice]]) -> tuple[Before, ...]:
    """All pairs of uncertain days that stand in the transitive closure of `before`.

    Interval order constraints that hold pairwise over the closure hold jointly, so no further search is needed.
    """
    reach = set(before)
    for middle in days:
        into = [a for a, b in reach if b == middle]
        out = [b for a, b in reach if a == middle]
        reach |= {(a, b) for a in into for b in out}
    return tuple(Before(a, b) for a, b in combinations(days, 2) if (a, b) in reach) + tuple(
        Before(b, a) for a, b in combinations(days, 2) if (b, a) in reach
    )
