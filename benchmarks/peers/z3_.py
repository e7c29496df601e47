"""Z3: clauses as formulas over integers and truth values. Known facts are put into all formulas by one substitution, then simplified.

With every fact known nothing is left to solve. With facts missing, a clause whose formula did not become a constant is asked of the solver
twice: can it fire, can it not. Names and beginnings of texts are truth values of which one (or at most one) holds: strings of Z3's own take
longer.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import z3

from benchmarks.peers.answers import Answer, Standing
from benchmarks.peers.workloads import lineage, readings
from benchmarks.peers.workloads.decisions import ATTRIBUTES, Attribute, Decisions, Facts, Part, Test
from benchmarks.peers.workloads.hidden import Hidden
from benchmarks.peers.workloads.lineage import CHOICES, VERSIONS, WIDE, Asked, Lineage
from benchmarks.peers.workloads.readings import Formula, Hanging, Readings

SIGNS = {"more than": ">", "at least": ">=", "on or after": ">=", "less than": "<", "before": "<", "at most": "<="}
Pairs = list[tuple[Any, Any]]
FILE = "policy.smt2"


def write(clauses: Sequence[Part]) -> str:
    """SMT-LIB: a constant for each fact and each clause, an assertion that says when the clause fires, and what holds of names."""
    lines = [f"(declare-const |{name}| {sort})" for attribute in ATTRIBUTES for name, sort in _declare(attribute)]
    for clause in clauses:
        lines += [f"(declare-const |{clause.id}| Bool)", f"(assert (= |{clause.id}| {_write_part(clause)}))"]
    return "\n".join([*lines, ""])


def _declare(attribute: Attribute) -> Iterator[tuple[str, str]]:
    if attribute.kind in {"number", "day"}:
        yield attribute.key, "Int"
    elif attribute.kind == "yes or no":
        yield attribute.key, "Bool"
    else:
        yield from ((f"{attribute.key}={value}", "Bool") for value in attribute.values)


def _write_part(part: Part) -> str:
    return f"(and true {' '.join(map(_write_test, part.tests))} {' '.join(f'(not {_write_part(inner)})' for inner in part.exceptions)})"


def _write_test(test: Test) -> str:
    key, first = test.attribute.key, test.operands[0]
    match test.operator:
        case "in" | "overlaps" | "starts with":
            return f"(or false {' '.join(f'|{key}={operand}|' for operand in test.operands)})"
        case "is":
            return f"|{key}|" if first else f"(not |{key}|)"
        case operator:
            return f"({SIGNS[operator]} |{key}| {first})"


class Formulas:
    """All clauses as the arguments of one term, so that one call substitutes and simplifies them all."""

    def __init__(self, text: str, *, hidden: bool) -> None:
        read = list(z3.parse_smt2_string(text))
        self.hidden = hidden
        self.names = [str(assertion.arg(0)) for assertion in read]
        gather = z3.Function("gather", *[z3.BoolSort() for _ in read], z3.BoolSort())
        self.whole = gather(*[assertion.arg(1) for assertion in read])
        self.solver = z3.SimpleSolver()
        self.solver.add(list(_constrain()))

    def load(self, cases: Sequence[Facts]) -> list[Pairs]:
        return [list(_settle(facts)) for facts in cases]

    def decide(self, loaded: Sequence[Pairs]) -> Sequence[Answer]:
        return [self._stand(pairs) if self.hidden else self._fire(pairs) for pairs in loaded]

    def _fire(self, pairs: Pairs) -> list[str]:
        left = z3.simplify(z3.substitute(self.whole, pairs))
        return [name for name, formula in zip(self.names, left.children(), strict=True) if z3.is_true(formula)]

    def _stand(self, pairs: Pairs) -> Standing:
        left = z3.simplify(z3.substitute(self.whole, pairs))
        banned: list[str] = []
        unknown: list[str] = []
        for name, formula in zip(self.names, left.children(), strict=True):
            if z3.is_true(formula):
                banned.append(name)
            elif not z3.is_false(formula) and self.solver.check(formula) == z3.sat:
                (unknown if self.solver.check(z3.Not(formula)) == z3.sat else banned).append(name)
        return banned, unknown


class Explained(Formulas):
    """The same with what explains it: where a clause is decided the facts that suffice (an unsatisfiable core), else two worlds."""

    def _stand(self, pairs: Pairs) -> Standing:
        banned, unknown = super()._stand(pairs)
        marks = {z3.Bool(f"fact {number}"): name == value for number, (name, value) in enumerate(pairs)}
        solver = z3.SimpleSolver()
        solver.add([*_constrain(), *(z3.Implies(mark, fact) for mark, fact in marks.items())])
        told = [_explain(solver, formula, list(marks)) for formula in self.whole.children()]
        if not all(told):
            raise ValueError("no explanation")
        return banned, unknown


def _explain(solver: Any, formula: Any, marks: list[Any]) -> list[Any]:
    worlds = []
    for side in (formula, z3.Not(formula)):
        if solver.check(side, *marks) == z3.unsat:
            return list(solver.unsat_core())
        worlds.append(solver.model())
    return worlds


def _constrain() -> Iterator[Any]:
    for attribute in ATTRIBUTES:
        if attribute.kind in {"one of", "text"}:
            values = [z3.Bool(f"{attribute.key}={value}") for value in attribute.values]
            yield z3.AtMost(*values, 1)
            if attribute.kind == "one of":
                yield z3.Or(values)


def _settle(facts: Facts) -> Iterator[tuple[Any, Any]]:
    for attribute in ATTRIBUTES:
        known = facts.get(attribute.key)
        match known:
            case None:
                continue
            case bool():
                yield z3.Bool(attribute.key), z3.BoolVal(known)
            case int():
                yield z3.Int(attribute.key), z3.IntVal(known)
            case _:
                held = known if isinstance(known, tuple) else (known.partition("-")[0],)
                yield from ((z3.Bool(f"{attribute.key}={value}"), z3.BoolVal(value in held)) for value in attribute.values)


# --- W3 -------------------------------------------------------------------------------------------------------------------


class Hung:
    """A formula over truth values, asked of a solver: can it hold, can it fail, and of each choice, can the two sides of it differ."""

    def load(self, cases: Sequence[Hanging]) -> list[tuple[Hanging, Any, list[Any]]]:
        return [(case, *_build_formula(case)) for case in cases]

    def decide(self, loaded: Sequence[tuple[Hanging, Any, list[Any]]]) -> list[readings.Answer]:
        return [_find_pivots(*parts) for parts in loaded]


def _build_formula(case: Hanging) -> tuple[Any, list[Any]]:
    choices = [z3.Bool(case.name(number)) for number in range(case.choices)]

    def build(formula: Formula) -> Any:
        if isinstance(formula, int):
            return choices[formula]
        items = [build(item) for item in formula.items]
        return z3.And(items) if formula.word == "all" else z3.Or(items) if formula.word == "any" else z3.Not(z3.Or(items))

    return build(case.formula), choices


def _find_pivots(case: Hanging, formula: Any, choices: list[Any]) -> readings.Answer:
    solver = z3.SimpleSolver()
    if solver.check(formula) == z3.unsat:
        return "clear", []
    if solver.check(z3.Not(formula)) == z3.unsat:
        return "prohibited", []
    sides = z3.BoolVal(False), z3.BoolVal(True)
    pivots = []
    for number, choice in enumerate(choices):
        low, high = (z3.substitute(formula, (choice, side)) for side in sides)
        if solver.check(low != high) == z3.sat:
            pivots.append(number)
    return "grey" if any(map(case.is_reading, pivots)) else "open", [case.name(number) for number in pivots]


# --- W2 -------------------------------------------------------------------------------------------------------------------


MANNERS = (*WIDE, "judge", "reward")
SIZES = {"asked": 8, "manner": 4, "weight": 4, "count": 4, "world": CHOICES}
RELATIONS = {
    "step": "node node manner weight", "bound": "node node manner weight world", "source": "node", "along": "asked manner",
    "more": "asked count weight count", "back": "asked node count world", "taken": "asked node world",
}  # fmt: skip


class Datalog:
    """Rules over bit vectors in Z3's Datalog engine: question, node, how many models were passed, and a world in which all of it holds."""

    def __init__(self, task: Lineage) -> None:
        self.days, self.asked = dict(task.list_sources()), 0
        self.numbers = {name: number for number, name in enumerate(dict.fromkeys(n for e in task.list_edges() for n in (e.tail, e.head)))}
        self.names = list(self.numbers)
        self.sorts = {name: z3.BitVecSort(size) for name, size in (*SIZES.items(), ("node", len(self.names).bit_length()))}
        self.engine = z3.Fixedpoint()
        self.engine.set(engine="datalog")
        self.relations = {name: self._declare(name, columns) for name, columns in RELATIONS.items()}
        self._rule()
        self._tell(task)

    def _declare(self, name: str, columns: str) -> Any:
        relation = z3.Function(name, *(self.sorts[column] for column in columns.split()), z3.BoolSort())
        self.engine.register_relation(relation)
        return relation

    def _rule(self) -> None:
        """The walk back, over edges that are always there and over those of one world."""
        r, rule = self.relations, self.engine.rule
        q, h, t, m, k, w = (z3.Const(column, self.sorts[column]) for column in ("asked", "node", "node", "manner", "weight", "world"))
        t = z3.Const("tail", self.sorts["node"])
        n, after = z3.Const("count", self.sorts["count"]), z3.Const("after", self.sorts["count"])
        self.engine.declare_var(q, h, t, m, k, w, n, after)
        for step in (r["step"](t, h, m, k), r["bound"](t, h, m, k, w)):
            rule(r["back"](q, t, after, w), [r["back"](q, h, n, w), step, r["along"](q, m), r["more"](q, n, k, after)])
        rule(r["taken"](q, t, w), [r["back"](q, t, n, w), r["source"](t)])

    def _tell(self, task: Lineage) -> None:
        """The graph as facts."""
        models = set(task.list_models())
        for edge in task.list_edges():
            ends = self.numbers[edge.tail], self.numbers[edge.head]
            row = (*ends, MANNERS.index(edge.manner), int(edge.tail in models))
            if edge.guard is None:
                self._fact("step", *row)
            else:
                for world in _list_worlds(*edge.guard):
                    self._fact("bound", *row, world)
        for name in self.days:
            self._fact("source", self.numbers[name])

    def _fact(self, name: str, *values: int) -> None:
        columns = RELATIONS[name].split()
        self.engine.fact(self.relations[name](*(z3.BitVecVal(v, self.sorts[c]) for v, c in zip(values, columns, strict=True))))

    def load(self, cases: Sequence[Asked]) -> Sequence[Asked]:
        return cases

    def decide(self, loaded: Sequence[Asked]) -> list[lineage.Answer]:
        return [self._find(asked) for asked in loaded]

    def _find(self, asked: Asked) -> lineage.Answer:
        self.asked += 1
        for manner in asked.along:
            self._fact("along", self.asked, MANNERS.index(manner))
        for count in range(1, asked.through + 1):
            for weight in range(2 if count < asked.through else 1):
                self._fact("more", self.asked, count, weight, count + weight)
        for world in range(1 << CHOICES):
            self._fact("back", self.asked, self.numbers[asked.target], 1, world)
        node, world = z3.Const("node", self.sorts["node"]), z3.Const("world", self.sorts["world"])
        self.engine.query(self.relations["taken"](z3.BitVecVal(self.asked, self.sorts["asked"]), node, world))
        return self._read(self.engine.get_answer())

    def _read(self, answer: Any) -> lineage.Answer:
        """A relation is given back as a disjunction of conjunctions of equations."""
        found: dict[int, set[int]] = {}
        for row in answer.children() if z3.is_or(answer) else () if z3.is_false(answer) else (answer,):
            node, world = (_read_side(equation) for equation in row.children())
            found.setdefault(node, set()).add(world)
        return [
            (self.names[node], _date(self.days[self.names[node]]), "always" if len(worlds) == 1 << CHOICES else "sometimes")
            for node, worlds in found.items()
        ]


def _list_worlds(choice: int, side: bool) -> Iterator[int]:
    return (world for world in range(1 << CHOICES) if bool(world >> choice & 1) == side)


def _read_side(equation: Any) -> int:
    value: int = next(side.as_long() for side in equation.children() if z3.is_bv_value(side))
    return value


def _date(day: int) -> str:
    return str(VERSIONS[bisect_right(VERSIONS, day) - 1])


def prepare(task: Any, way: str) -> Any:
    """The formulas or facts of a task."""
    match task:
        case Hidden() if way == "cores":
            return Explained(write(task.clauses), hidden=True)
        case Decisions() | Hidden():
            return Formulas(write(task.clauses), hidden=isinstance(task, Hidden))
        case Readings():
            return Hung()
        case Lineage():
            return Datalog(task)
        case _:
            raise NotImplementedError(task)


def start(folder: Path, way: str) -> Formulas:  # noqa: ARG001 - there is one way
    """From the text that stands in a folder."""
    return Formulas((folder / FILE).read_text(encoding="utf-8"), hidden=False)
