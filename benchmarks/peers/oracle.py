"""What is right: naive Python over plain truth values, written without a look at any engine, ours included.

Conditions are read word by word, missing facts are filled in every way that the tests of a clause can tell apart, worlds are listed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations, product
from typing import Any

from benchmarks.peers.answers import Standing
from benchmarks.peers.workloads import lineage, readings
from benchmarks.peers.workloads.decisions import Attribute, Decisions, Facts, Part, Test, Value
from benchmarks.peers.workloads.hidden import Hidden
from benchmarks.peers.workloads.lineage import CHOICES, VERSIONS, Asked, Edge, Lineage
from benchmarks.peers.workloads.readings import Formula, Hanging, Readings


def answer(task: Any) -> list[Any]:
    """The right answer to every case of a task."""
    match task:
        case Decisions():
            return [[clause.id for clause in task.clauses if holds(clause, facts)] for facts in task.cases]
        case Hidden():
            return [stand(task.clauses, facts) for facts in task.cases]
        case Readings():
            return [judge(case) for case in task.cases]
        case Lineage():
            graph = Walkable(task)
            return [graph.find(asked) for asked in task.cases]
        case _:
            raise NotImplementedError(task)


# --- clauses on known facts -----------------------------------------------------------------------------------------------


def holds(part: Part, facts: Facts) -> bool:
    """Whether a clause fires, or an exception applies."""
    for test in part.tests:
        if not passes(test, facts[test.attribute.key]):
            return False
    return not any(holds(exception, facts) for exception in part.exceptions)


def passes(test: Test, value: Value) -> bool:
    """Whether a known value passes a test."""
    wanted: Any = test.operands[0]
    known: Any = value
    match test.operator:
        case "in":
            return known in test.operands
        case "overlaps":
            return any(item in test.operands for item in known)
        case "is":
            return bool(known == wanted)
        case "starts with":
            return bool(known[: len(wanted)] == wanted)
        case "more than":
            return bool(known > wanted)
        case "at least" | "on or after":
            return bool(known >= wanted)
        case "less than" | "before":
            return bool(known < wanted)
        case "at most":
            return bool(known <= wanted)
        case other:
            raise ValueError(other)


# --- clauses on facts of which some are missing ---------------------------------------------------------------------------


def stand(clauses: Sequence[Part], facts: Facts) -> Standing:
    """The ids of the clauses that fire however the missing facts turn out, and of those that fire in some ways and not in others."""
    banned: list[str] = []
    unknown: list[str] = []
    for clause in clauses:
        seen = set()
        for whole in complete(clause, facts):
            seen.add(holds(clause, whole))
            if len(seen) == 2:
                unknown.append(clause.id)
                break
        else:
            if seen == {True}:
                banned.append(clause.id)
    return banned, unknown


def complete(clause: Part, facts: Facts) -> Iterator[Facts]:
    """The facts with those filled in that the clause tests and nobody knows, in every way that its tests tell apart."""
    gone: dict[str, list[Test]] = {}
    for test in list_tests(clause):
        if test.attribute.key not in facts:
            gone.setdefault(test.attribute.key, []).append(test)
    filled = [list(distinguish(tests)) for tests in gone.values()]
    for values in product(*filled):
        yield {**facts, **dict(zip(gone, values, strict=True))}


def list_tests(part: Part) -> Iterator[Test]:
    """Every test of a clause, those of its exceptions included."""
    yield from part.tests
    for exception in part.exceptions:
        yield from list_tests(exception)


def distinguish(tests: Sequence[Test]) -> Iterator[Value]:
    """One value of an attribute for each way in which these tests of it can come out together."""
    seen = set()
    for value in list_values(tests[0].attribute, tests):
        outcomes = tuple(passes(test, value) for test in tests)
        if outcomes not in seen:
            seen.add(outcomes)
            yield value


def list_values(attribute: Attribute, tests: Sequence[Test]) -> Iterator[Value]:
    """Values enough to make every combination of outcomes come about."""
    match attribute.kind:
        case "one of":
            yield from attribute.values
        case "some of":
            for count in range(len(attribute.values) + 1):
                yield from (tuple(str(v) for v in chosen) for chosen in combinations(attribute.values, count))
        case "yes or no":
            yield from (True, False)
        case "text":
            yield from ("plain", *attribute.values)
        case _:
            yield from (int(mark) + step for test in tests for mark in test.operands for step in (-1, 0, 1))


# --- a clause that hangs on choices ---------------------------------------------------------------------------------------

LISTED = 14
"""Choices up to which all worlds are listed; beyond, the parts of a formula that share no choice are looked at by themselves."""


@dataclass(frozen=True, slots=True)
class Outlook:
    """Whether a formula can hold, whether it can fail, and on which choices it turns."""

    can_hold: bool
    can_fail: bool
    pivots: frozenset[int]


def judge(case: Hanging) -> readings.Answer:
    """Verdict and pivots. Up to `LISTED` choices both ways of finding them are taken, and must agree."""
    found = part(case.plainer)
    if case.choices <= LISTED and enumerate_worlds(case.formula, range(case.choices)) != found:
        raise AssertionError(f"the oracle contradicts itself on {case}")
    if not (found.can_hold and found.can_fail):
        verdict = "prohibited" if found.can_hold else "clear"
    else:
        verdict = "grey" if any(case.is_reading(number) for number in found.pivots) else "open"
    return verdict, [case.name(number) for number in sorted(found.pivots)]


def is_true(formula: Formula, world: Mapping[int, bool]) -> bool:
    """Whether a formula holds in a world."""
    if isinstance(formula, int):
        return world[formula]
    outcomes = [is_true(item, world) for item in formula.items]
    return {"all": all(outcomes), "any": any(outcomes), "none": not any(outcomes)}[formula.word]


def enumerate_worlds(formula: Formula, choices: Sequence[int]) -> Outlook:
    """By listing all worlds."""
    outcomes = {sides: is_true(formula, dict(zip(choices, sides, strict=True))) for sides in product((False, True), repeat=len(choices))}
    pivots = set()
    for place, number in enumerate(choices):
        for sides, outcome in outcomes.items():
            other = (*sides[:place], not sides[place], *sides[place + 1 :])
            if outcomes[other] != outcome:
                pivots.add(number)
                break
    return Outlook(True in outcomes.values(), False in outcomes.values(), frozenset(pivots))


def part(formula: Formula) -> Outlook:
    """By parts that share no choice: each can then be had either way, whatever the others do."""
    if isinstance(formula, int):
        return Outlook(True, True, frozenset({formula}))
    if formula.word == "none":
        return _turn(part(replace(formula, word="any")))
    bundles = list(bundle(formula.items))
    if len(bundles) == 1 and len(formula.items) > 1:
        return enumerate_worlds(formula, sorted(list_choices(formula)))
    inner = [part(items[0]) if len(items) == 1 else part(replace(formula, items=items)) for items in bundles]
    return _join(inner) if formula.word == "all" else _turn(_join([_turn(outlook) for outlook in inner]))


def _join(outlooks: Sequence[Outlook]) -> Outlook:
    """All of them together: one turns the outcome only where every other can hold."""
    held = [outlook.can_hold for outlook in outlooks]
    pivots = [o.pivots for place, o in enumerate(outlooks) if all(held[:place]) and all(held[place + 1 :])]
    return Outlook(all(held), any(outlook.can_fail for outlook in outlooks), frozenset().union(*pivots))


def _turn(outlook: Outlook) -> Outlook:
    return Outlook(outlook.can_fail, outlook.can_hold, outlook.pivots)


def bundle(items: Sequence[Formula]) -> Iterator[tuple[Formula, ...]]:
    """The items in bundles that share no choice."""
    bundles: list[tuple[set[int], list[Formula]]] = []
    for item in items:
        choices, together = set(list_choices(item)), [item]
        for other in [known for known in bundles if known[0] & choices]:
            bundles.remove(other)
            choices |= other[0]
            together = [*other[1], *together]
        bundles.append((choices, together))
    yield from (tuple(together) for _, together in bundles)


def list_choices(formula: Formula) -> set[int]:
    """The choices that a formula names."""
    if isinstance(formula, int):
        return {formula}
    return set().union(*(list_choices(item) for item in formula.items))


# --- lineage --------------------------------------------------------------------------------------------------------------


class Walkable:
    """A graph by heads, walked back from the target, once for each world."""

    def __init__(self, task: Lineage) -> None:
        self.models, self.days = set(task.list_models()), dict(task.list_sources())
        self.into: dict[str, list[Edge]] = {}
        for edge in task.list_edges():
            self.into.setdefault(edge.head, []).append(edge)

    def find(self, asked: Asked) -> lineage.Answer:
        """Every source that reaches the target, with its version and in how many worlds."""
        worlds = [self.walk(asked, sides) for sides in product((False, True), repeat=CHOICES)]
        return [
            (source, find_version(self.days[source]), "always" if all(source in reached for reached in worlds) else "sometimes")
            for source in sorted(set().union(*worlds))
        ]

    def walk(self, asked: Asked, sides: Sequence[bool]) -> set[str]:
        """The sources in one world: nodes are visited with each number of models that stands after them."""
        seen, waiting = {(asked.target, 1)}, [(asked.target, 1)]
        while waiting:
            node, count = waiting.pop()
            for edge in self.into.get(node, ()):
                there = edge.guard is None or sides[edge.guard[0]] == edge.guard[1]
                state = (edge.tail, count + (edge.tail in self.models))
                if there and edge.manner in asked.along and state[1] <= asked.through and state not in seen:
                    seen.add(state)
                    waiting.append(state)
        return {node for node, _ in seen if node in self.days}


def find_version(day: int) -> str:
    """The version of the terms in force on a day, by the day from which it is."""
    return str(max(since for since in VERSIONS if since <= day))
