"""Rego, by `regopy` (rego-cpp): a rule a clause that adds its id to a set, compiled once into a bundle with that set as its entry point.

OPA itself is no Python package; what it does beyond rego-cpp (indexing of rules, partial evaluation) is not measured here.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from regopy import Bundle, Input, Interpreter

from benchmarks.peers.answers import Answer, take_as_known
from benchmarks.peers.workloads import lineage
from benchmarks.peers.workloads.decisions import Decisions, Facts, Part, Test
from benchmarks.peers.workloads.hidden import Hidden
from benchmarks.peers.workloads.lineage import CHOICES, VERSIONS, Asked, Lineage

SIGNS = {"more than": ">", "at least": ">=", "on or after": ">=", "less than": "<", "before": "<", "at most": "<="}
ENTRY = "policy/fires"
FILE = "policy.rego"


def write(clauses: Sequence[Part]) -> str:
    """One module."""
    rules = [rule for clause in clauses for rule in _write_rules(clause, f'fires contains "{clause.id}"')]
    return "\n".join(["package policy", *rules, ""])


def _write_rules(part: Part, head: str) -> Iterator[str]:
    body = [_write_test(test, number) for number, test in enumerate(part.tests)]
    for inner in part.exceptions:
        name = inner.id.replace("-", "_")
        yield from _write_rules(inner, name)
        body.append(f"not {name}")
    yield f"{head} if {{ {'; '.join(body)} }}"


def _write_test(test: Test, number: int) -> str:
    known, first = f"input.{test.attribute.key}", json.dumps(test.operands[0])
    several = f"{{{', '.join(json.dumps(operand) for operand in test.operands)}}}"
    match test.operator:
        case "in":
            return f"{known} in {several}" if len(test.operands) > 1 else f"{known} == {first}"
        case "overlaps":
            return f"some v{number} in {known}; v{number} in {several}"
        case "is":
            return f"{known} == {first}"
        case "starts with":
            return f"startswith({known}, {first})"
        case operator:
            return f"{known} {SIGNS[operator]} {first}"


class Rego:
    """A bundle and the interpreter that runs it on one input after another."""

    def __init__(self, bundle: Bundle, *, hidden: bool) -> None:
        self.bundle, self.hidden, self.interpreter = bundle, hidden, Interpreter()

    def load(self, cases: Sequence[Facts]) -> list[Input]:
        return [Input(_nest(facts)) for facts in cases]

    def decide(self, loaded: Sequence[Input]) -> Sequence[Answer]:
        fired = [self._ask(given) for given in loaded]
        return [take_as_known(ids) for ids in fired] if self.hidden else fired

    def _ask(self, given: Input) -> list[str]:
        self.interpreter.set_input(given)
        found: list[str] = self.interpreter.query_bundle_entrypoint(self.bundle, ENTRY)[0][0]
        return found


def _nest(facts: Facts) -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = {}
    for key, value in facts.items():
        entity, _, name = key.partition(".")
        found.setdefault(entity, {})[name] = list(value) if isinstance(value, tuple) else value
    return found


def build(text: str) -> Bundle:
    """The compiled module."""
    interpreter = Interpreter()
    interpreter.add_module("policy.rego", text)
    return interpreter.build(None, [ENTRY])


# --- W2 -------------------------------------------------------------------------------------------------------------------

LINEAGE = """package lineage

fixed := {key: nexts |
    some head, taken in data.into
    some passed in numbers.range(1, input.through)
    key := sprintf("%s/%d", [head, passed])
    nexts := {next | some step in taken; not step.choice; next := follow(step, passed)}
}

hanging(world) := {key: nexts |
    some head in data.hanging
    some passed in numbers.range(1, input.through)
    key := sprintf("%s/%d", [head, passed])
    more := {next | some step in data.into[head]; world[step.choice] == step.side; next := follow(step, passed)}
    nexts := fixed[key] | more
}

follow(step, passed) := next if {
    input.along[step.manner]
    after := passed + step.weight
    after <= input.through
    next := sprintf("%s/%d", [step.tail, after])
}

reached(world) := graph.reachable(object.union(fixed, hanging(world)), {sprintf("%s/1", [input.target])})

hits contains [source, name] if {
    some name, world in data.worlds
    some state in reached(world)
    source := split(state, "/")[0]
    data.days[source]
}

in_force(day) := max({since | some since in data.versions; since <= day})

answer contains [source, since, how] if {
    some source in {hit[0] | some hit in hits}
    since := in_force(data.days[source])
    how := count({hit | some hit in hits; hit[0] == source})
}
"""
ANSWER = "lineage/answer"


class Reach:
    """The graph as data, by heads; `graph.reachable` over nodes with the number of models passed, once for each world.

    What is the same in all worlds is built once for a question.
    """

    def __init__(self, task: Lineage) -> None:
        models = set(task.list_models())
        into: dict[str, list[dict[str, Any]]] = {source: [] for source, _ in task.list_sources()}
        for edge in task.list_edges():
            guard = {"choice": f"c{edge.guard[0]}", "side": edge.guard[1]} if edge.guard else {}
            row = {"tail": edge.tail, "manner": edge.manner, "weight": int(edge.tail in models), **guard}
            into.setdefault(edge.head, []).append(row)
        builder = Interpreter()
        hanging = [head for head, rows in into.items() if any("choice" in row for row in rows)]
        days = dict(task.list_sources())
        builder.add_data({"into": into, "hanging": hanging, "days": days, "versions": list(VERSIONS), "worlds": _list_worlds()})
        builder.add_module("lineage.rego", LINEAGE)
        self.bundle, self.interpreter = builder.build(None, [ANSWER]), Interpreter()

    def load(self, cases: Sequence[Asked]) -> list[Input]:
        return [Input({"target": a.target, "along": dict.fromkeys(a.along, True), "through": a.through}) for a in cases]

    def decide(self, loaded: Sequence[Input]) -> list[lineage.Answer]:
        return [self._ask(given) for given in loaded]

    def _ask(self, given: Input) -> lineage.Answer:
        self.interpreter.set_input(given)
        rows = self.interpreter.query_bundle_entrypoint(self.bundle, ANSWER)[0][0]
        return [(source, str(since), "always" if how == 1 << CHOICES else "sometimes") for source, since, how in rows]


def _list_worlds() -> dict[str, dict[str, bool]]:
    return {f"w{world}": {f"c{choice}": bool(world >> choice & 1) for choice in range(CHOICES)} for world in range(1 << CHOICES)}


def prepare(task: Any, way: str) -> Any:  # noqa: ARG001 - there is one way
    """The bundle of a task."""
    match task:
        case Decisions() | Hidden():
            return Rego(build(write(task.clauses)), hidden=isinstance(task, Hidden))
        case Lineage():
            return Reach(task)
        case _:
            raise NotImplementedError(task)


def start(folder: Path, way: str) -> Rego:  # noqa: ARG001 - there is one way
    """From the text that stands in a folder."""
    return Rego(build((folder / FILE).read_text(encoding="utf-8")), hidden=False)
