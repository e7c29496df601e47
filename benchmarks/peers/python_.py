"""What somebody writes who needs no engine: a function with a line for each clause, a walk back through a graph, a list of all worlds."""

from __future__ import annotations

from bisect import bisect_right
from collections import deque
from collections.abc import Callable, Sequence
from itertools import product
from pathlib import Path
from typing import Any

from benchmarks.peers.workloads import readings
from benchmarks.peers.workloads.decisions import Decisions, Facts, Part, Test
from benchmarks.peers.workloads.lineage import CHOICES, VERSIONS, Asked, Lineage
from benchmarks.peers.workloads.lineage import Answer as Found
from benchmarks.peers.workloads.readings import Formula, Hanging, Readings

Row = dict[str, Any]
FILE = "policy.py"
SIGNS = {"more than": ">", "at least": ">=", "on or after": ">=", "less than": "<", "before": "<", "at most": "<="}


# --- W1 -------------------------------------------------------------------------------------------------------------------


def write(clauses: Sequence[Part]) -> str:
    """A function that takes the facts of one pipeline and gives the ids of the clauses that fire."""
    lines = [f"    if {_write_part(clause)}:\n        fired.append({clause.id!r})" for clause in clauses]
    return "\n".join(["def judge(f):", "    fired = []", *lines, "    return fired", ""])


def _write_part(part: Part) -> str:
    return " and ".join([*(_write_test(test) for test in part.tests), *(f"not ({_write_part(inner)})" for inner in part.exceptions)])


def _write_test(test: Test) -> str:
    known, first = f"f[{test.attribute.key!r}]", test.operands[0]
    match test.operator:
        case "in":
            return f"{known} in {test.operands!r}" if len(test.operands) > 1 else f"{known} == {first!r}"
        case "overlaps":
            return f"not {known}.isdisjoint({test.operands!r})"
        case "is":
            return known if first else f"not {known}"
        case "starts with":
            return f"{known}.startswith({first!r})"
        case operator:
            return f"{known} {SIGNS[operator]} {first}"


def read(text: str) -> Callable[[Row], list[str]]:
    """The function itself."""
    found: dict[str, Any] = {}
    exec(compile(text, "policy.py", "exec"), found)  # what this file wrote itself
    judge: Callable[[Row], list[str]] = found["judge"]
    return judge


class Loop:
    """The function, called for each pipeline."""

    def __init__(self, judge: Callable[[Row], list[str]]) -> None:
        self.judge = judge

    def load(self, cases: Sequence[Facts]) -> list[Row]:
        return [{key: frozenset(value) if isinstance(value, tuple) else value for key, value in facts.items()} for facts in cases]

    def decide(self, loaded: Sequence[Row]) -> list[list[str]]:
        judge = self.judge
        return [judge(row) for row in loaded]


# --- W2 -------------------------------------------------------------------------------------------------------------------

WORLDS = 1 << CHOICES
EVERYWHERE = (1 << WORLDS) - 1
"""A set of worlds is a number with a bit for each; world `w` has choice `c` on the side of bit `c` of `w`."""


class Walk:
    """One walk back from the target: nodes with the number of models passed, each with the worlds in which it is reached."""

    def __init__(self, task: Lineage) -> None:
        models = set(task.list_models())
        self.days = dict(task.list_sources())
        self.into: dict[str, list[tuple[str, str, int, bool]]] = {}
        for edge in task.list_edges():
            where = EVERYWHERE if edge.guard is None else _find_worlds(*edge.guard)
            self.into.setdefault(edge.head, []).append((edge.tail, edge.manner, where, edge.tail in models))

    def load(self, cases: Sequence[Asked]) -> Sequence[Asked]:
        return cases

    def decide(self, loaded: Sequence[Asked]) -> list[Found]:
        return [self._find(asked) for asked in loaded]

    def _find(self, asked: Asked) -> Found:
        found: dict[str, int] = {}
        for (node, _), where in self._walk(asked).items():
            if node in self.days:
                found[node] = found.get(node, 0) | where
        return [(node, _date(self.days[node]), "always" if where == EVERYWHERE else "sometimes") for node, where in found.items()]

    def _walk(self, asked: Asked) -> dict[tuple[str, int], int]:
        along, through = frozenset(asked.along), asked.through
        reached = {(asked.target, 1): EVERYWHERE}
        waiting = deque(reached)
        while waiting:
            state = waiting.popleft()
            here = reached[state]
            for tail, manner, where, counts in self.into.get(state[0], ()):
                target = (tail, state[1] + counts)
                if manner in along and target[1] <= through:
                    before = reached.get(target, 0)
                    after = before | (here & where)
                    if after != before:
                        reached[target] = after
                        waiting.append(target)
        return reached


def _find_worlds(choice: int, side: bool) -> int:
    return sum(1 << world for world in range(WORLDS) if bool(world >> choice & 1) == side)


def _date(day: int) -> str:
    return str(VERSIONS[bisect_right(VERSIONS, day) - 1])


# --- W3 -------------------------------------------------------------------------------------------------------------------


class Listing:
    """Every world in turn, by a function made of the formula; the outcome of each is kept and compared with its neighbours'."""

    def load(self, cases: Sequence[Hanging]) -> list[tuple[Hanging, Callable[..., bool]]]:
        return [(case, _compile_formula(case)) for case in cases]

    def decide(self, loaded: Sequence[tuple[Hanging, Callable[..., bool]]]) -> list[readings.Answer]:
        return [_list_worlds(case, holds) for case, holds in loaded]


def _compile_formula(case: Hanging) -> Callable[..., bool]:
    names = ", ".join(f"x{number}" for number in range(case.choices))
    found: Callable[..., bool] = eval(f"lambda {names}: {_write_formula(case.formula)}")  # what this file wrote itself
    return found


def _write_formula(formula: Formula) -> str:
    if isinstance(formula, int):
        return f"x{formula}"
    items = [_write_formula(item) for item in formula.items]
    return f"({' and '.join(items)})" if formula.word == "all" else f"{'not ' if formula.word == 'none' else ''}({' or '.join(items)})"


def _list_worlds(case: Hanging, holds: Callable[..., bool]) -> readings.Answer:
    outcomes = [holds(*sides) for sides in product((False, True), repeat=case.choices)]
    pivots = [number for number in range(case.choices) if _turns(outcomes, 1 << (case.choices - 1 - number))]
    if not pivots:
        return "prohibited" if outcomes[0] else "clear", []
    return "grey" if any(map(case.is_reading, pivots)) else "open", [case.name(number) for number in pivots]


def _turns(outcomes: Sequence[bool], bit: int) -> bool:
    return any(outcomes[world] != outcomes[world | bit] for world in range(len(outcomes)) if not world & bit)


def prepare(task: Any, way: str) -> Any:  # noqa: ARG001 - there is one way
    """The loop, the walk or the list."""
    match task:
        case Decisions():
            return Loop(read(write(task.clauses)))
        case Lineage():
            return Walk(task)
        case Readings():
            return Listing()
        case _:
            raise NotImplementedError(task)


def start(folder: Path, way: str) -> Loop:  # noqa: ARG001 - there is one way
    """From the text that stands in a folder."""
    return Loop(read((folder / FILE).read_text(encoding="utf-8")))
