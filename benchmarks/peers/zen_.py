"""ZEN, by `zen-engine`: a decision table that collects every row that matches, a row a clause; or one compiled expression for all clauses.

Tables are loaded by a static loader, whose decisions the engine keeps compiled; `create_decision` decides several times slower.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from zen import ZenEngine, compile_expression

from benchmarks.peers.answers import Answer, Standing, take_as_known
from benchmarks.peers.workloads.decisions import Decisions, Facts, Part, Test
from benchmarks.peers.workloads.hidden import Hidden

SIGNS = {"more than": ">", "at least": ">=", "on or after": ">=", "less than": "<", "before": "<", "at most": "<="}
KEY = "policy"
FILE = "policy.json"


def write(clauses: Sequence[Part]) -> str:
    """A decision graph as JSON: input, one table, output."""
    nodes = [{"id": kind, "type": f"{kind}Node", "name": kind, "position": {"x": 0, "y": 0}} for kind in ("input", "output")]
    table = {
        "hitPolicy": "collect",
        "inputs": [{"id": "when", "name": "when"}],
        "outputs": [{"id": "then", "name": "then", "field": "id"}],
        "rules": [{"_id": clause.id, "when": _write_part(clause), "then": json.dumps(clause.id)} for clause in clauses],
    }
    middle = {"id": "table", "type": "decisionTableNode", "name": "table", "position": {"x": 0, "y": 0}, "content": table}
    edges = [
        {"id": f"{source}-{target}", "type": "edge", "sourceId": source, "targetId": target}
        for source, target in (("input", "table"), ("table", "output"))
    ]
    return json.dumps({"nodes": [*nodes, middle], "edges": edges})


def write_expression(clauses: Sequence[Part]) -> str:
    """A list with a clause's id, or nothing, for each clause."""
    return f"[{', '.join(f'{_write_part(clause)} ? {json.dumps(clause.id)} : null' for clause in clauses)}]"


def _write_part(part: Part) -> str:
    return " and ".join([*map(_write_test, part.tests), *(f"not({_write_part(inner)})" for inner in part.exceptions)])


def _write_test(test: Test) -> str:
    known, first = test.attribute.key.replace(".", "_"), json.dumps(test.operands[0])
    several = json.dumps(test.operands)
    match test.operator:
        case "in":
            return f"{known} in {several}"
        case "overlaps":
            return f"some({known}, # in {several})"
        case "is":
            return f"{known} == {first}"
        case "starts with":
            return f"startsWith({known}, {first})"
        case operator:
            return f"{known} {SIGNS[operator]} {first}"


def _flatten(facts: Facts) -> Mapping[str, Any]:
    return {key.replace(".", "_"): list(value) if isinstance(value, tuple) else value for key, value in facts.items()}


class Table:
    """The decision table; `batch` hands over all pipelines at once, `trace` asks for the trace as well."""

    def __init__(self, text: str, way: str, *, hidden: bool) -> None:
        self.engine = ZenEngine({"loader": {"type": "static", "content": {KEY: json.loads(text)}}})
        self.options: Any = {"trace": way == "trace"}
        self.way, self.hidden = way, hidden

    def load(self, cases: Sequence[Facts]) -> list[Any]:
        flat = [_flatten(facts) for facts in cases]
        return [{"key": KEY, "context": context} for context in flat] if self.way == "batch" else flat

    def decide(self, loaded: Sequence[Any]) -> Sequence[Answer]:
        if self.way == "batch":
            return [_list_ids(found["data"]) for found in self.engine.evaluate_batch(list(loaded))]
        results = [self.engine.evaluate(KEY, context, self.options) for context in loaded]
        if self.way == "trace" and not all(result.get("trace") for result in results):
            raise ValueError("no trace")
        fired = [_list_ids(result) for result in results]
        return [take_as_known(ids) for ids in fired] if self.hidden else fired


def _list_ids(found: Mapping[str, Any]) -> list[str]:
    return [row["id"] for row in found["result"]]


class Expressed:
    """All clauses in one expression; where it fails for want of a fact, nothing is known of any clause."""

    def __init__(self, text: str, clauses: Sequence[Part], *, hidden: bool) -> None:
        self.expression, self.clauses, self.hidden = compile_expression(text), clauses, hidden

    def load(self, cases: Sequence[Facts]) -> list[Any]:
        return [_flatten(facts) for facts in cases]

    def decide(self, loaded: Sequence[Any]) -> Sequence[Answer]:
        if self.hidden:
            return [self._stand(context) for context in loaded]
        return [[name for name in self.expression.evaluate(context) if name] for context in loaded]

    def _stand(self, context: Any) -> Standing:
        try:
            return [name for name in self.expression.evaluate(context) if name], []
        except Exception:  # what ZEN raises has no class of its own
            return [], [clause.id for clause in self.clauses]


def prepare(task: Any, way: str) -> Any:
    """A table or an expression of a task."""
    match task:
        case Decisions() | Hidden():
            hidden = isinstance(task, Hidden)
            if way == "expression":
                return Expressed(write_expression(task.clauses), task.clauses, hidden=hidden)
            return Table(write(task.clauses), way, hidden=hidden)
        case _:
            raise NotImplementedError(task)


def start(folder: Path, way: str) -> Table:
    """From the text that stands in a folder."""
    return Table((folder / FILE).read_text(encoding="utf-8"), way, hidden=False)
