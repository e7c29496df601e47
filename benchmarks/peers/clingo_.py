"""clingo: clauses as rules of a logic program, ground once; the facts of a pipeline are assumptions of one solve call.

What can be known of an attribute is a choice rule. A number or day is known by the marks that it reaches, so a test of one is an atom;
which atoms hold is found while facts are loaded. Facts that are missing are left to the choice, and *cautious* and *brave* consequences
over `fires/1` are then the clauses that fire in all completions and in some. `batch` instead writes every pipeline as facts of one program,
with numbers as numbers, which grounding alone decides.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

from clingo import Control, Function, Number, Symbol

from benchmarks.peers.answers import Answer, Standing
from benchmarks.peers.workloads import lineage, readings
from benchmarks.peers.workloads.decisions import ATTRIBUTES, Attribute, Decisions, Facts, Part, Test, Value
from benchmarks.peers.workloads.hidden import Hidden
from benchmarks.peers.workloads.lineage import CHOICES, VERSIONS, Asked, Edge, Lineage
from benchmarks.peers.workloads.readings import Formula, Hanging, Readings

SIGNS = {"more than": ">", "at least": ">=", "on or after": ">=", "less than": "<", "before": "<", "at most": "<="}
QUIET = ["--warn=none"]
FILE = "policy.lp"


# --- W1 and W4: one program, facts as assumptions -------------------------------------------------------------------------


def write(clauses: Sequence[Part]) -> str:
    """Rules for the clauses and choices for what can be known."""
    rules = [rule for clause in clauses for rule in _write_rules(clause, f"fires({clause.id})", _write_atom)]
    return "\n".join([*rules, *_write_choices(_find_marks(clauses)), "#show fires/1."])


def _write_rules(part: Part, head: str, write_test: Any) -> Iterator[str]:
    name = part.id.replace("-", "_")
    body = []
    for number, test in enumerate(part.tests):
        literal, rules = write_test(test, f"t_{name}_{number}")
        yield from rules
        body.append(literal)
    for inner in part.exceptions:
        atom = f"h_{inner.id.replace('-', '_')}"
        yield from _write_rules(inner, atom, write_test)
        body.append(f"not {atom}")
    yield f"{head} :- {', '.join(body)}."


def _write_atom(test: Test, helper: str) -> tuple[str, list[str]]:
    """The literal of a test, and the rules that define it where it is more than one atom."""
    name = _name(test.attribute)
    match test.operator:
        case "in" | "overlaps":
            return helper, [f"{helper} :- has({name},{operand})." for operand in test.operands]
        case "is":
            return f"{'' if test.operands[0] else 'not '}has({name},yes)", []
        case "starts with":
            return f"has({name},{test.operands[0]})", []
        case operator:
            return f"{'not ' if SIGNS[operator][0] == '<' else ''}reaches({name},{_mark(test)})", []


def _name(attribute: Attribute) -> str:
    return attribute.key.replace(".", "_")


def _mark(test: Test) -> int:
    """The least number on the upper side of a test."""
    return int(test.operands[0]) + (test.operator in {"more than", "at most"})


def _find_marks(clauses: Sequence[Part]) -> Mapping[str, list[int]]:
    found: dict[str, set[int]] = {a.key: set() for a in ATTRIBUTES if a.kind in {"number", "day"}}
    waiting = list(clauses)
    while waiting:
        part = waiting.pop()
        waiting += part.exceptions
        for test in part.tests:
            if test.attribute.key in found:
                found[test.attribute.key].add(_mark(test))
    return {key: sorted(marks) for key, marks in found.items()}


def _write_choices(marks: Mapping[str, list[int]]) -> Iterator[str]:
    for attribute in ATTRIBUTES:
        name, values = _name(attribute), ";".join(str(value) for value in attribute.values)
        match attribute.kind:
            case "one of":
                yield f"1 {{ has({name},({values})) }} 1."
            case "text":
                yield f"{{ has({name},({values})) }} 1."
            case "some of":
                yield f"{{ has({name},({values})) }}."
            case "yes or no":
                yield f"{{ has({name},yes) }}."
            case _:
                known = marks[attribute.key]
                yield from (f"{{ reaches({name},{mark}) }}." for mark in known)
                yield from (f":- reaches({name},{high}), not reaches({name},{low})." for low, high in pairwise(known))


class Program:
    """The ground program; a pipeline is a list of literals that are assumed."""

    def __init__(self, text: str, *, hidden: bool) -> None:
        self.control, self.hidden = Control(QUIET), hidden
        self.control.add("base", [], text)
        self.control.ground([("base", [])])
        self.atoms = self._list_atoms()

    def _list_atoms(self) -> dict[str, list[tuple[Symbol, int]]]:
        found: dict[str, list[tuple[Symbol, int]]] = {}
        for name in ("has", "reaches"):
            for atom in self.control.symbolic_atoms.by_signature(name, 2):
                owner, value = atom.symbol.arguments
                found.setdefault(owner.name, []).append((value, atom.literal))
        return found

    def load(self, cases: Sequence[Facts]) -> list[list[int]]:
        return [list(self._assume(facts)) for facts in cases]

    def _assume(self, facts: Facts) -> Iterator[int]:
        for attribute in ATTRIBUTES:
            if attribute.key in facts:
                for value, literal in self.atoms.get(_name(attribute), ()):
                    yield literal if _shows(attribute, facts[attribute.key], value) else -literal

    def decide(self, loaded: Sequence[list[int]]) -> Sequence[Answer]:
        return [self._stand(literals) if self.hidden else self._solve(literals) for literals in loaded]

    def _solve(self, literals: list[int]) -> list[str]:
        with self.control.solve(assumptions=literals, yield_=True) as handle:
            model = handle.model()
            return [symbol.arguments[0].name for symbol in model.symbols(shown=True)] if model else []

    def _stand(self, literals: list[int]) -> Standing:
        always = find_consequences(self.control, literals, "cautious")
        sometimes = find_consequences(self.control, literals, "brave")
        return [symbol.arguments[0].name for symbol in always], [s.arguments[0].name for s in sometimes if s not in always]


def find_consequences(control: Control, literals: Sequence[int], mode: str) -> set[Symbol]:
    """What is shown in all answer sets (`cautious`) or in some (`brave`): the last model of the enumeration; none where there is none."""
    solving: Any = control.configuration.solve
    solving.enum_mode, solving.models = mode, 0
    last: Sequence[Symbol] = ()
    with control.solve(assumptions=literals, yield_=True) as handle:
        for model in handle:
            last = model.symbols(shown=True)
    return set(last)


def _shows(attribute: Attribute, known: Value, value: Symbol) -> bool:
    """Whether a known fact makes the atom about `value` hold."""
    match known:
        case bool():
            return known
        case int():
            return bool(known >= value.number)
        case tuple():
            return value.name in known
        case str():
            return known.startswith(value.name) if attribute.kind == "text" else known == value.name


# --- W1: all pipelines in one program -------------------------------------------------------------------------------------


def write_open(clauses: Sequence[Part]) -> str:
    """Rules over a variable that stands for the pipeline."""
    return "\n".join(rule for clause in clauses for rule in _write_open_rules(clause, f"fires({clause.id},P)"))


def _write_open_rules(part: Part, head: str) -> Iterator[str]:
    body = [_write_open_test(test, f"V{number}") for number, test in enumerate(part.tests)]
    for inner in part.exceptions:
        atom = f"h_{inner.id.replace('-', '_')}(P)"
        yield from _write_open_rules(inner, atom)
        body.append(f"not {atom}")
    yield f"{head} :- pipeline(P), {', '.join(body)}."


def _write_open_test(test: Test, variable: str) -> str:
    name = _name(test.attribute)
    match test.operator:
        case "in" | "overlaps":
            return f"{name}(P,{variable}), {variable}=({';'.join(str(operand) for operand in test.operands)})"
        case "is":
            return f"{name}(P,{'yes' if test.operands[0] else 'no'})"
        case "starts with":
            return f"{name}(P,{test.operands[0]})"
        case operator:
            return f"{name}(P,{variable}), {variable}{SIGNS[operator]}{test.operands[0]}"


def _write_facts(number: int, facts: Facts) -> str:
    found = [f"pipeline({number})."]
    for attribute in ATTRIBUTES:
        known = facts[attribute.key]
        values: Sequence[Any] = known if isinstance(known, tuple) else (_write_value(attribute, known),)
        found += [f"{_name(attribute)}({number},{value})." for value in values]
    return " ".join(found)


def _write_value(attribute: Attribute, known: Value) -> str:
    if attribute.kind == "text":
        return str(known).partition("-")[0]
    if isinstance(known, bool):
        return "yes" if known else "no"
    return str(known)


class Grounding:
    """One program for a whole batch: parsed once, facts parsed while they are loaded, ground when decided."""

    def __init__(self, text: str) -> None:
        self.text = text

    def load(self, cases: Sequence[Facts]) -> list[tuple[Control, int]]:
        control = Control(QUIET)
        control.add("base", [], self.text)
        control.add("base", [], "\n".join(_write_facts(number, facts) for number, facts in enumerate(cases)))
        return [(control, number) for number in range(len(cases))]

    def decide(self, loaded: Sequence[tuple[Control, int]]) -> list[list[str]]:
        control = loaded[0][0]
        control.ground([("base", [])])
        fired: list[list[str]] = [[] for _ in loaded]
        for atom in control.symbolic_atoms.by_signature("fires", 2):
            name, number = atom.symbol.arguments
            fired[number.number].append(name.name)
        return fired


# --- W3: two worlds that differ in one choice -----------------------------------------------------------------------------


def write_hanging(case: Hanging) -> str:
    """Two worlds, `a` and `b`, the formula in both, and that it holds in the first and fails in the second."""
    rules = [
        f"{{ on(0..{case.choices - 1}) }}.",
        f"1 {{ flips(0..{case.choices - 1}) }} 1 :- apart.",
        "world(a). world(b) :- apart.",
        "is(C,a) :- on(C).",
        "is(C,b) :- on(C), not flips(C), apart.",
        "is(C,b) :- flips(C), not on(C).",
        "#external apart.",
    ]
    root = _write_node(case.formula, rules)
    rules += [f"holds(W) :- world(W), {root}.", ":- apart, not holds(a).", ":- apart, holds(b).", "#show flips/1.", "#show holds/1."]
    return "\n".join(rules)


def _write_node(formula: Formula, rules: list[str]) -> str:
    """The literal that says that a formula holds in world `W`, its rules put to the others."""
    if isinstance(formula, int):
        return f"is({formula},W)"
    items = [_write_node(item, rules) for item in formula.items]
    atom = f"n{len(rules)}(W)"
    if formula.word == "all":
        rules.append(f"{atom} :- world(W), {', '.join(items)}.")
        return atom
    rules += [f"{atom} :- world(W), {item}." for item in items]
    return f"not {atom}" if formula.word == "none" else atom


class Hung:
    """Pivots are the brave consequences over `flips/1`; a formula without any has one outcome, which any world shows."""

    def load(self, cases: Sequence[Hanging]) -> list[tuple[Hanging, Control]]:
        loaded = []
        for case in cases:
            control = Control(QUIET)
            control.add("base", [], write_hanging(case))
            control.ground([("base", [])])
            loaded.append((case, control))
        return loaded

    def decide(self, loaded: Sequence[tuple[Hanging, Control]]) -> list[readings.Answer]:
        return [self._find(case, control) for case, control in loaded]

    def _find(self, case: Hanging, control: Control) -> readings.Answer:
        control.assign_external(Function("apart"), True)
        pivots = [symbol.arguments[0].number for symbol in find_consequences(control, [], "brave") if symbol.name == "flips"]
        if pivots:
            return "grey" if any(map(case.is_reading, pivots)) else "open", [case.name(number) for number in pivots]
        control.assign_external(Function("apart"), False)
        solving: Any = control.configuration.solve
        solving.enum_mode, solving.models = "auto", 1
        with control.solve(yield_=True) as handle:
            model = handle.model()
            return ("prohibited" if model and model.symbols(shown=True) else "clear"), []


# --- W2 -------------------------------------------------------------------------------------------------------------------

WALK = """
{ side(0..CHOICES-1) }.
there(T,H,M) :- edge(T,H,M).
there(T,H,M) :- edge(T,H,M,C,yes), side(C).
there(T,H,M) :- edge(T,H,M,C,no), not side(C).
#program ask(q,target,through).
back(q,target,1).
back(q,T,N+K) :- back(q,H,N), there(T,H,M), along(q,M), weighs(T,K), N+K <= through.
taken(q,S) :- back(q,S,_), source(S,_).
found(q,S,V) :- taken(q,S), source(S,D), version(V,F,L), F <= D, D < L.
#external asked(q).
told(q,S,V) :- found(q,S,V), asked(q).
#show told/3.
"""


class Walked:
    """The graph as facts; a question is a part of the program that is ground when it is asked.

    What grounding does not settle is found as consequences: what holds in all answer sets, and what in some.
    """

    def __init__(self, task: Lineage) -> None:
        self.control, self.asked = Control(QUIET), 0
        models = set(task.list_models())
        nodes = dict.fromkeys(end for edge in task.list_edges() for end in (edge.tail, edge.head))
        ends = [*VERSIONS[1:], 2**31 - 2]
        facts = [_write_edge(edge) for edge in task.list_edges()]
        facts += [f"weighs({node},{int(node in models)})." for node in nodes]
        facts += [f"source({node},{day})." for node, day in task.list_sources()]
        facts += [f"version({since},{since},{until})." for since, until in zip(VERSIONS, ends, strict=True)]
        self.control.add("base", [], "\n".join(facts) + WALK.replace("CHOICES", str(CHOICES)))
        self.control.ground([("base", [])])

    def load(self, cases: Sequence[Asked]) -> Sequence[Asked]:
        return cases

    def decide(self, loaded: Sequence[Asked]) -> list[lineage.Answer]:
        return [self._find(asked) for asked in loaded]

    def _find(self, asked: Asked) -> lineage.Answer:
        self.asked += 1
        number, name = Number(self.asked), f"manners{self.asked}"
        self.control.add(name, [], " ".join(f"along({self.asked},{manner})." for manner in asked.along))
        self.control.ground([(name, []), ("ask", [number, Function(asked.target), Number(asked.through)])])
        found = [atom for atom in self.control.symbolic_atoms.by_signature("found", 3) if atom.symbol.arguments[0] == number]
        if all(atom.is_fact for atom in found):
            return [_say(atom.symbol, "always") for atom in found]
        self.control.assign_external(Function("asked", [number]), True)
        always, sometimes = (find_consequences(self.control, [], mode) for mode in ("cautious", "brave"))
        self.control.assign_external(Function("asked", [number]), False)
        return [_say(symbol, "always" if symbol in always else "sometimes") for symbol in sometimes]


def _say(symbol: Symbol, word: str) -> tuple[str, str, str]:
    source, version = symbol.arguments[-2:]
    return source.name, str(version.number), word


def _write_edge(edge: Edge) -> str:
    guard = f",{edge.guard[0]},{'yes' if edge.guard[1] else 'no'}" if edge.guard else ""
    return f"edge({edge.tail},{edge.head},{edge.manner}{guard})."


def prepare(task: Any, way: str) -> Any:
    """The program of a task."""
    match task:
        case Decisions() if way == "batch":
            return Grounding(write_open(task.clauses))
        case Decisions() | Hidden():
            return Program(write(task.clauses), hidden=isinstance(task, Hidden))
        case Readings():
            return Hung()
        case Lineage():
            return Walked(task)
        case _:
            raise NotImplementedError(task)


def start(folder: Path, way: str) -> Program:  # noqa: ARG001 - there is one way
    """From the text that stands in a folder."""
    return Program((folder / FILE).read_text(encoding="utf-8"), hidden=False)
