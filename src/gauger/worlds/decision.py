"""From the formulas of one finding to its verdict and everything that explains it (`docs/semantics.md`, 8)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import combinations
from typing import Literal as Word

from gauger.text.values import dataclass
from gauger.worlds.algebra import Part, Worlds
from gauger.worlds.choices import Cell, Choice
from gauger.worlds.deciding import find_deciding
from gauger.worlds.formula import TRUE, Constant, Formula, all_of, any_of, literal, negate
from gauger.worlds.outline import Outline, mentioned
from gauger.worlds.space import Before, Space, find_order

__all__ = ["Before", "Deciding", "Decision", "NoWorld", "Query", "Unfit", "decide", "is_named", "order_pairs", "say_assumed"]

KINDS = ("reading", "fact", "conflict", "source")
"""How the keys begin of choices that somebody may speak of; others are the engine's own."""
Outcome = Word["clear", "conditional", "prohibited", "open", "grey"]


class NoWorld(Exception):  # noqa: N818 - it is a state of affairs that the caller turns into a diagnostic
    """The constraints leave no admissible world; `choices` are those they speak of."""

    def __init__(self, choices: tuple[Choice, ...]) -> None:
        super().__init__(", ".join(c.key for c in choices))
        self.choices = choices


@dataclass(frozen=True, slots=True)
class Query:
    """A finding's formulas.

    `performed` and `undone` are the breach with every duty taken as performed and as not performed; where there is no duty they equal
    `breach`.
    `given` are formulas that every admissible world satisfies, `order` the constraints among days; both count only where they touch a
    choice mentioned.
    `assume` settles choices by key and by label or value, as far as they can have it; `has_duty` says whether duties occur.
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
class Unfit:
    """A value that is assumed of a choice, and that none of its cells holds; `labels` are those of its cells."""

    choice: Choice
    value: str
    labels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Decision:
    """What came of a query. `choices` are in order of first mention, with their cells; what is `unfit` settled nothing."""

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
    unfit: tuple[Unfit, ...] = ()


def decide(query: Query, *, explain: bool = True) -> Decision:
    """Lay out the worlds of a query and read off what they say; without `explain`, deciding sets, witnesses and what settles it stay empty.

    Raises `NoWorld` when there is no admissible world.
    """
    breach, performed, undone = query.breach, query.performed, query.undone
    if isinstance(breach, Constant) and isinstance(performed, Constant) and isinstance(undone, Constant):
        return _decide_alone(breach.value, performed.value, undone.value, query.has_duty)
    outline = Outline()
    roots = [outline.add(breach), outline.add(performed), outline.add(undone), *_add_constraints(outline, query.given)]
    order = find_order(outline, query.order)
    space = Space(outline)
    assumed, unfit = _find_assumed(space, query.assume)
    found = space.solve(roots, order, lambda holding: _part(space, holding, order, assumed, has_duty=query.has_duty))
    return _read_off(space, found, unfit, explain=explain)


@dataclass(frozen=True, slots=True)
class Parted:
    """The admissible worlds, those of them with a breach and the rest, and whether the breach hangs on nothing but duties.

    `said` are all worlds with a breach, whatever is admissible.
    """

    said: Worlds
    worlds: Worlds
    breach: Worlds
    rest: Worlds
    conditional: bool


def _part(space: Space, holding: Sequence[Worlds], order: Sequence[tuple[int, int]], assumed: Sequence[Kept], *, has_duty: bool) -> Parted:
    said, performed, undone, *given = holding
    algebra = space.algebra
    worlds = _find_admissible(space, given, order, assumed)
    breach = algebra.meet(said, worlds)
    conditional = has_duty and not algebra.meet(performed, worlds) and algebra.meet(undone, worlds) == worlds
    return Parted(said, worlds, breach, algebra.without(worlds, breach), bool(breach) and conditional)


@cache
def _decide_alone(breach: bool, performed: bool, undone: bool, has_duty: bool) -> Decision:
    """There is one world. Most clauses are decided so."""
    conditional = breach and has_duty and not performed and undone
    outcome: Outcome = "clear" if not breach else "conditional" if conditional else "prohibited"
    return Decision(outcome, conditional, (), (), (), True, int(breach), 1, None, None, ())


def _read_off(space: Space, found: Parted, unfit: tuple[Unfit, ...], *, explain: bool) -> Decision:
    algebra, breach, rest = space.algebra, found.breach, found.rest
    parted = bool(breach and rest)
    pivots = algebra.borders(breach, rest) if parted else []
    outcome = _find_outcome(space, found, pivots)
    deciding, complete = _list_deciding(space, found) if parted and explain else ((), True)
    return Decision(
        outcome=outcome,
        unmet=outcome == "conditional" and not rest,
        choices=tuple(zip(space.choices, space.cells, strict=True)),
        pivots=tuple([space.choices[axis] for axis in pivots]),
        deciding=deciding,
        complete=complete,
        breached=algebra.count(breach),
        admissible=algebra.count(found.worlds),
        witness_in=space.name(algebra.pick(breach)) if parted and explain else None,
        witness_out=space.name(algebra.pick(rest)) if parted and explain else None,
        settled_by=tuple(_list_settling(space, breach, rest)) if parted and explain else (),
        unfit=unfit,
    )


# --- what is admissible ------------------------------------------------------------------------------------------------


def _add_constraints(outline: Outline, given: Sequence[Formula]) -> list[int]:
    """The constraints that touch a choice mentioned, closed under touching, as steps."""
    kept: list[int] = []
    waiting = [(formula, [choice.key for choice in mentioned([formula])]) for formula in given if formula != TRUE]
    while waiting:
        known = set(outline.axis)
        touched = [formula for formula, keys in waiting if not known.isdisjoint(keys)]
        if not touched:
            break
        waiting = [pair for pair in waiting if known.isdisjoint(pair[1])]
        kept += [outline.add(formula) for formula in touched]
    return kept


Kept = tuple[int, list[int]]
"""An axis and the cells of it that are left by what is assumed."""


def _find_assumed(space: Space, assume: Sequence[tuple[str, str]]) -> tuple[list[Kept], tuple[Unfit, ...]]:
    """What is assumed of choices that are there, and what of it is no value of theirs."""
    kept: list[Kept] = []
    unfit: list[Unfit] = []
    for key, value in assume:
        for axis, choice in enumerate(space.choices):
            if is_named(choice.key, key):
                cells = space.matching(axis, value)
                if cells:
                    kept.append((axis, cells))
                else:
                    unfit.append(Unfit(choice, value, tuple(cell.label for cell in space.cells[axis])))
    return kept, tuple(unfit)


def say_assumed(formulas: Iterable[Formula], assume: Sequence[tuple[str, str]]) -> Formula:
    """What is assumed of the choices of some formulas, as a formula."""
    outline = Outline()
    for formula in formulas:
        outline.add(formula)
    space = Space(outline)
    return all_of(any_of(_say_cell(space, axis, cell) for cell in cells) for axis, cells in _find_assumed(space, assume)[0])


def _say_cell(space: Space, axis: int, cell: int) -> Formula:
    """That a choice has a value of a cell, by what each test of it says there."""
    tests = zip(space.list_tests(axis), space.cells[axis][cell].truths, strict=True)
    asked = [(literal(space.choices[axis], test), truth) for test, truth in tests]
    return all_of(formula if truth else negate(formula) for formula, truth in asked)


def _find_admissible(space: Space, given: list[Worlds], order: Sequence[tuple[int, int]], assumed: Sequence[Kept]) -> Worlds:
    if not given and not order and not assumed:
        return space.algebra.full
    held = given + [space.not_after(a, b) for a, b in order] + [space.algebra.literal(axis, cells) for axis, cells in assumed]
    worlds = space.algebra.meet_all(held)
    if not worlds:
        raise NoWorld(space.choices)
    return worlds


def is_named(key: str, written: str) -> bool:
    """Whether somebody who wrote `written` means the choice `key`: whole, without its kind, or a concept in whichever document."""
    kind, _, rest = key.partition(":")
    return kind in KINDS and (written in {key, rest} or (kind == "reading" and written == rest.rpartition(":")[2]))


# --- what decides ------------------------------------------------------------------------------------------------------


def _find_outcome(space: Space, found: Parted, pivots: Sequence[int]) -> Outcome:
    algebra = space.algebra
    if not found.breach:
        return "clear"
    if found.conditional:
        return "conditional"
    if not found.rest:
        return "prohibited"
    if any(space.choices[axis].kind != "fact" for axis in pivots):
        return "grey"
    # What is no fact can matter without being a pivot, where constraints let several such choices change together alone.
    free = [axis for axis, choice in enumerate(space.choices) if choice.kind != "fact"]
    return "grey" if found.worlds != algebra.full and algebra.agree(found.breach, found.rest, free) else "open"


def _list_settling(space: Space, breach: Worlds, rest: Worlds) -> Iterator[tuple[Choice, str, bool]]:
    """Single answers to single facts after which every remaining world agrees."""
    shadows = zip(space.algebra.shadows(breach), space.algebra.shadows(rest), strict=True)
    for choice, cells, (within, without) in zip(space.choices, space.cells, shadows, strict=True):
        if choice.kind == "fact":
            for cell, inside, outside in zip(cells, within, without, strict=True):
                if inside != outside:
                    yield choice, cell.label, inside


def _list_deciding(space: Space, sets: Parted) -> tuple[tuple[Deciding, ...], bool]:
    """A reading on which the breach itself does not hang tells of a fact where a constraint ties it to one, but decides nothing."""
    algebra = space.algebra
    asked: Sequence[int] = range(len(space.choices))
    if sets.worlds != algebra.full:
        hanging = set(algebra.borders(sets.said, algebra.without(algebra.full, sets.said)))
        asked = [axis for axis, choice in enumerate(space.choices) if axis in hanging or choice.kind == "fact"]
    found, complete = find_deciding(algebra, sets.breach, sets.rest, asked)
    return tuple([Deciding(_name_part(space, part), outcome) for part, outcome in found]), complete


def _name_part(space: Space, part: Part) -> tuple[tuple[Choice, str], ...]:
    return tuple([(space.choices[axis], space.cells[axis][position].label) for axis, position in part])


def order_pairs(days: Sequence[Choice], before: Iterable[tuple[Choice, Choice]]) -> tuple[Before, ...]:
    """All pairs of uncertain days that stand in the transitive closure of `before`.

    Interval order constraints that hold pairwise over the closure hold jointly, so no further search is needed.
    """
    place = {day.key: at for at, day in enumerate(days)}
    after = [0] * len(days)  # a bit for each day that comes after
    for first, second in before:
        if first.key in place and second.key in place:
            after[place[first.key]] |= 1 << place[second.key]
    for middle in range(len(days)):
        after = [later | after[middle] if later >> middle & 1 else later for later in after]
    pairs = list(combinations(range(len(days)), 2))
    forth = [Before(days[a], days[b]) for a, b in pairs if after[a] >> b & 1]
    return (*forth, *[Before(days[b], days[a]) for a, b in pairs if after[b] >> a & 1])
