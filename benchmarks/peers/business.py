"""`business-rules`: a rule a clause, whose conditions are `all` and `any` of comparisons, and whose action notes the clause's id.

There is no negation: that of an exception is driven down to the comparisons, each of which has an operator that says its contrary.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from business_rules import run_all
from business_rules.actions import BaseActions, rule_action
from business_rules.engine import run
from business_rules.fields import FIELD_TEXT
from business_rules.operators import BooleanType, NumericType, SelectMultipleType, StringType
from business_rules.variables import BaseVariables, rule_variable

from benchmarks.peers.answers import Answer, Standing
from benchmarks.peers.workloads.decisions import ATTRIBUTES, Attribute, Decisions, Facts, Part, Test
from benchmarks.peers.workloads.hidden import Hidden

TYPES = {
    "one of": SelectMultipleType, "some of": SelectMultipleType, "number": NumericType, "day": NumericType, "yes or no": BooleanType,
    "text": StringType,
}  # fmt: skip
SIGNS = {
    "more than": ("greater_than", "less_than_or_equal_to"),
    "at least": ("greater_than_or_equal_to", "less_than"),
    "on or after": ("greater_than_or_equal_to", "less_than"),
    "less than": ("less_than", "greater_than_or_equal_to"),
    "before": ("less_than", "greater_than_or_equal_to"),
    "at most": ("less_than_or_equal_to", "greater_than"),
    "in": ("shares_at_least_one_element_with", "shares_no_elements_with"),
    "overlaps": ("shares_at_least_one_element_with", "shares_no_elements_with"),
    "starts with": ("starts_with", "matches_regex"),
}
Conditions = dict[str, Any]
FILE = "policy.json"


def write(clauses: Sequence[Part]) -> str:
    """The rules, as the JSON that the documentation shows."""
    return json.dumps([
        {"conditions": _write_part(clause, wanted=True), "actions": [{"name": "fire", "params": {"name": clause.id}}]} for clause in clauses
    ])  # fmt: skip


def _write_part(part: Part, *, wanted: bool) -> Conditions:
    items = [_write_test(test, wanted=wanted) for test in part.tests]
    items += [_write_part(inner, wanted=not wanted) for inner in part.exceptions]
    return {"all" if wanted else "any": items}


def _write_test(test: Test, *, wanted: bool) -> Conditions:
    name = test.attribute.key.replace(".", "_")
    if test.operator == "is":
        return {"name": name, "operator": "is_true" if test.operands[0] == wanted else "is_false", "value": ""}
    value: Any = list(test.operands) if test.operator in {"in", "overlaps"} else test.operands[0]
    if test.operator == "starts with" and not wanted:
        value = f"^(?!{value})"
    return {"name": name, "operator": SIGNS[test.operator][0 if wanted else 1], "value": value}


# --- variables and actions ------------------------------------------------------------------------------------------------


def _build_variable(attribute: Attribute) -> Callable[[Any], Any]:
    def get(self: Any) -> Any:
        return self.facts.get(attribute.key)

    method: Callable[[Any], Any] = rule_variable(TYPES[attribute.kind])(get)
    return method


def _hold(self: Any, facts: Mapping[str, Any]) -> None:
    self.facts = facts


def _begin(self: Any) -> None:
    self.fired = []


def _fire(self: Any, name: str) -> None:
    self.fired.append(name)


_VARIABLES = {attribute.key.replace(".", "_"): _build_variable(attribute) for attribute in ATTRIBUTES}
Variables: Any = type("Variables", (BaseVariables,), {"__init__": _hold, **_VARIABLES})
Actions: Any = type("Actions", (BaseActions,), {"__init__": _begin, "fire": rule_action(params={"name": FIELD_TEXT})(_fire)})


class Rules:
    """All rules, on one pipeline after another.

    Ways for missing facts: the `whole` list, which the first rule that fails ends, and `each` rule by itself.
    """

    def __init__(self, rules: list[Any], way: str, *, hidden: bool) -> None:
        self.rules, self.way, self.hidden = rules, way, hidden

    def load(self, cases: Sequence[Facts]) -> list[Any]:
        return [Variables({key: _convert(key, value) for key, value in facts.items()}) for facts in cases]

    def decide(self, loaded: Sequence[Any]) -> Sequence[Answer]:
        if self.hidden:
            return [self._run_each(variables) if self.way == "each" else self._run_whole(variables) for variables in loaded]
        return [self._run(variables) for variables in loaded]

    def _run(self, variables: Any) -> list[str]:
        actions = Actions()
        run_all(rule_list=self.rules, defined_variables=variables, defined_actions=actions)
        fired: list[str] = actions.fired
        return fired

    def _run_whole(self, variables: Any) -> Standing:
        try:
            return self._run(variables), []
        except AssertionError:
            return [], [rule["actions"][0]["params"]["name"] for rule in self.rules]

    def _run_each(self, variables: Any) -> Standing:
        actions, failed = Actions(), []
        for rule in self.rules:
            try:
                run(rule, variables, actions)
            except AssertionError:
                failed.append(rule["actions"][0]["params"]["name"])
        return actions.fired, failed


def _convert(key: str, value: Any) -> Any:
    if isinstance(value, tuple):
        return list(value)
    return [value] if TYPES_OF[key] == "one of" else value


TYPES_OF = {attribute.key: attribute.kind for attribute in ATTRIBUTES}


def prepare(task: Any, way: str) -> Any:
    """The rules of a task."""
    match task:
        case Decisions() | Hidden():
            return Rules(json.loads(write(task.clauses)), way, hidden=isinstance(task, Hidden))
        case _:
            raise NotImplementedError(task)


def start(folder: Path, way: str) -> Rules:
    """From the text that stands in a folder."""
    return Rules(json.loads((folder / FILE).read_text(encoding="utf-8")), way, hidden=False)
