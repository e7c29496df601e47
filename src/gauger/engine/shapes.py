"""What is built once for all declarations of a shape, and looked at for many of them at a time (see `screening`)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import reduce
from itertools import compress, repeat
from operator import and_, itemgetter, or_
from typing import Any

from gauger.declaration.records import Artifact, Declaration, Fact, Listed, Party, Release, Step
from gauger.engine.bearings import Bearing, applies, duty
from gauger.engine.breach import build_breach, hangs_on_duty
from gauger.engine.calendar import contradicting_days, day_order
from gauger.engine.case import Case
from gauger.engine.clashes import has_rival_duty
from gauger.engine.columns import Grouped, has_distinct_ids, list_tables
from gauger.engine.judgements import judge
from gauger.engine.question import Question
from gauger.engine.sources import find_sources
from gauger.engine.trace import Trace
from gauger.findings.model import Verdict
from gauger.policy.model import Policy
from gauger.text.values import dataclass, replace
from gauger.worlds import FALSE, Choice, Formula, Query, all_of, any_of, decide, literal, negate, project
from gauger.worlds.domains import Days, Test, cut
from gauger.worlds.outline import AND, CONSTANT, LITERAL, NOT, OR, Outline

KEPT = 65536
"""Verdicts of what is left of a formula that are kept for a shape."""

Reason = tuple[int, frozenset[int]]
"""A root and the steps behind it that are left open: all that what is left of a formula hangs on."""


def _leave_out(declaration: Declaration, plain: frozenset[str]) -> Declaration:
    """The declaration with its plain facts missing."""

    def bare(record: Party | Artifact | Step | Release) -> Mapping[str, Fact]:
        return {name: fact for name, fact in record.facts.items() if name not in plain}

    return replace(
        declaration,
        parties={name: replace(party, facts=bare(party)) for name, party in declaration.parties.items()},
        artifacts={name: replace(artifact, facts=bare(artifact)) for name, artifact in declaration.artifacts.items()},
        steps={name: replace(step, facts=bare(step)) for name, step in declaration.steps.items()},
        releases=Listed(
            tuple([replace(release, facts=bare(release)) for release in declaration.releases.items]), declaration.releases.open
        ),
    )


@dataclass(frozen=True, slots=True)
class Root:
    """A finding and the step that makes its breach.

    `exact`: what is left of it where facts are missing can be decided by itself, with nothing else to heed. `bound`: it says no more than
    where the breach may be, since what stands against the clause hangs on facts in a way that is no formula.
    """

    id: str
    step: int
    exact: bool
    bound: bool


Built = tuple[Root | None, tuple[Formula, ...]]
"""A root, unless there is none, and what is given beside its formula."""


def _build_roots(case: Case, outline: Outline) -> Iterator[Built]:
    """Every clause that can be breached in some declaration of the shape."""
    for source in find_sources(case):
        others = judge(case, source).bearings
        for bearing in others:
            yield _build_root(case, bearing, others, outline)


def _build_root(case: Case, bearing: Bearing, others: Sequence[Bearing], outline: Outline) -> Built:
    query = build_breach(case, bearing, others).query
    title = bearing.clause.norm.kind == "assigns" and bearing.clause.norm.conditional
    if title or has_rival_duty(case, bearing, others):
        reach = applies(case, bearing, Trace())
        if not title:
            reach = all_of((reach, negate(duty(case, bearing, Trace()))))
        return None if reach == FALSE else Root(bearing.id, outline.add(reach), exact=False, bound=True), query.given
    if query.breach == FALSE:
        return None, query.given
    exact = not hangs_on_duty(case, bearing, others) and not query.given
    return Root(bearing.id, outline.add(query.breach), exact=exact, bound=False), query.given


class Shape:
    """What is built once for all declarations of a shape: formulas as steps, and the facts that they test as tables."""

    def __init__(self, policy: Policy, question: Question, declaration: Declaration, plain: frozenset[str]) -> None:
        self._outline = outline = Outline()
        case = Case(policy, _leave_out(declaration, plain), question)
        self._alone = any(True for _ in contradicting_days(case)) or not has_distinct_ids(declaration)
        built = [] if self._alone else list(_build_roots(case, outline))
        self._roots = [root for root, _ in built if root is not None]
        self._ids = [root.id for root in self._roots]
        self._order = day_order(case)
        # Where what is given leaves no world, the question is refused, whether or not anything is breached.
        given = dict.fromkeys(given for _, given in built)
        barred = [negate(project(one, self._order, lambda choice: _is_named(choice, plain))) for one in given]
        self._barred = [outline.add(formula) for formula in barred if formula != FALSE]
        self._tables, told = list_tables(declaration, plain, outline)
        self._open = [at for at, (kind, parts) in enumerate(outline.steps) if kind == LITERAL and parts[0] not in told]
        self._true = [at for at, (kind, parts) in enumerate(outline.steps) if kind == CONSTANT and parts[0]]
        # A negation takes what is below it the other way round, so it stands by itself: its place, and that of what it negates.
        self._program = [
            (at, parts[0]) if kind == NOT else (at, kind == AND, itemgetter(*parts))  # `all_of` and `any_of` join two or more
            for at, (kind, parts) in enumerate(outline.steps)
            if kind in {NOT, AND, OR}
        ]
        self._left: dict[Reason, Verdict] = {}
        self._loose: dict[int, bool] = {}

    def read(self, declarations: Sequence[Declaration]) -> list[Grouped]:
        """The facts of declarations of this shape, by value."""
        return [column for table in self._tables for column in table.read(declarations)]

    def screen(self, columns: Sequence[Grouped], count: int) -> list[dict[str, Verdict] | None]:
        """What comes of each of so many declarations; none where it has to be looked at by itself."""
        if self._alone:
            return [None] * count
        full = (1 << count) - 1
        low = [0] * len(self._outline.steps)
        for grouped in columns:
            passed = grouped.column.list_passed
            for value, mask in grouped.values.items():
                for step in passed(value):
                    low[step] |= mask
        for at in self._true:
            low[at] = full
        odd = reduce(or_, [grouped.odd for grouped in columns], 0)
        gaps = [grouped for grouped in columns if grouped.missing]
        if not gaps and not self._open:
            self._run_plainly(low, full)
            return self._tell(low, low, odd, count)
        high = low[:]
        for at in self._open:
            high[at] = full
        for grouped in gaps:
            for at, _ in grouped.column.tests:
                high[at] |= grouped.missing
        self._run(low, high, full)
        return self._tell(low, high, odd, count)

    def _run_plainly(self, values: list[int], full: int) -> None:
        """Every step, where each fact is known: what holds surely is what may hold."""
        for work in self._program:
            if len(work) == 2:
                values[work[0]] = full ^ values[work[1]]
            else:
                at, every, take = work
                values[at] = reduce(and_ if every else or_, take(values))

    def _run(self, low: list[int], high: list[int], full: int) -> None:
        for work in self._program:
            if len(work) == 2:
                at, below = work
                low[at], high[at] = full ^ high[below], full ^ low[below]
            else:
                at, every, take = work
                joined = and_ if every else or_
                low[at], high[at] = reduce(joined, take(low)), reduce(joined, take(high))

    # --- what comes of it ------------------------------------------------------------------------------------------------

    def _tell(self, low: list[int], high: list[int], odd: int, count: int) -> list[dict[str, Verdict] | None]:
        apart, doubtful, sure = reduce(or_, [high[at] for at in self._barred], odd), list[tuple[Root, int]](), list[int]()
        for root in self._roots:
            within = 0 if root.bound else low[root.step]
            sure.append(within)
            doubt = high[root.step] ^ within
            if root.exact:
                doubtful.append((root, doubt))
            else:
                apart |= doubt
        told = [dict(zip(compress(self._ids, row), repeat(Verdict.PROHIBITED))) for row in _turn(sure, count)]
        for root, doubt in doubtful:
            for place in _list_bits(doubt & ~apart):
                verdict = self._settle(root.step, place, low, high)
                if verdict is not Verdict.CLEAR:
                    told[place][root.id] = verdict
        found: list[dict[str, Verdict] | None] = [*told]
        for place in _list_bits(apart):
            found[place] = None
        return found

    def _settle(self, root: int, place: int, low: list[int], high: list[int]) -> Verdict:
        """What is left of a formula in one declaration."""
        steps = self._outline.steps
        waiting, seen, once = [root], set[int](), True
        while waiting:
            at = waiting.pop()
            if at in seen:
                once = False
                continue
            seen.add(at)
            kind, parts = steps[at]
            if kind != LITERAL:
                waiting += [part for part in parts if (low[part] ^ high[part]) >> place & 1]
        key = (root, frozenset(seen))
        if key not in self._left:
            if len(self._left) >= KEPT:
                self._left.clear()
            self._left[key] = Verdict.OPEN if once and self._turns_freely(seen) else self._decide(root, seen)
        return self._left[key]

    def _turns_freely(self, seen: set[int]) -> bool:
        """Whether each choice left is a missing fact that is tested once and can pass or fail: a formula that names each of its parts once
        then holds in some worlds and fails in others, and facts alone decide."""
        asked = [self._outline.steps[at][1][0] for at in seen if self._outline.steps[at][0] == LITERAL]
        return len(set(asked)) == len(asked) and all(self._is_loose(at) for at in seen if self._outline.steps[at][0] == LITERAL)

    def _is_loose(self, at: int) -> bool:
        if at not in self._loose:
            choice, test = self._find_literal(at)
            bound = isinstance(choice.domain, Days) and bool(self._order)
            self._loose[at] = choice.kind == "fact" and not bound and len({cell[1] for cell in cut(choice.domain, [test])}) == 2
        return self._loose[at]

    def _find_literal(self, at: int) -> tuple[Any, Test]:
        axis, number = self._outline.steps[at][1]
        return self._outline.choices[axis], Test(*list(self._outline.asked[axis])[number])

    def _decide(self, root: int, seen: set[int]) -> Verdict:
        """Of what is settled, nothing counts among parts that are left open: what else must hold does, what else may hold does not.

        There is a world: nothing is given beside the formula, and days that could not be so ordered were told before anything was built.
        """
        made: dict[int, Formula] = {}
        for at in sorted(seen):  # a step is made of earlier ones
            kind, parts = self._outline.steps[at]
            if kind == LITERAL:
                made[at] = literal(*self._find_literal(at))
                continue
            inner = [made[part] for part in parts if part in made]
            made[at] = negate(inner[0]) if kind == NOT else (all_of if kind == AND else any_of)(inner)
        left = made[root]
        return Verdict[decide(Query(left, left, left, has_duty=False, order=self._order), explain=False).outcome.upper()]


def _is_named(choice: Choice, names: frozenset[str]) -> bool:
    """Whether a choice is about a fact of one of these names."""
    return choice.kind == "fact" and choice.key.rpartition(".")[2] in names


def _turn(sets: Sequence[int], count: int) -> Iterator[Sequence[int]]:
    """For each declaration a row of noughts and ones, by set. A thousand rows are written in C, and none of them in Python."""
    written = [format(mask, f"0{count}b").encode().translate(_PLAIN_BITS)[::-1] for mask in sets]
    return zip(*written, strict=True) if written else repeat((), count)


_PLAIN_BITS = bytes.maketrans(b"01", b"\x00\x01")


def _list_bits(mask: int) -> Iterator[int]:
    while mask:
        lowest = mask & -mask
        yield lowest.bit_length() - 1
        mask ^= lowest
