"""Cedar, by `cedarpy`: a `forbid` policy a clause, and the ids of those that were satisfied from the diagnostics of the decision.

Policies are parsed once into a `PolicySet`. Facts are attributes of two entities, the party (principal) and the model (resource), parsed
ahead into `Entities`, which decides faster than the same facts in the context, as do entity ids written as dictionaries. Numbers and days
are longs, names and texts strings.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from cedarpy import AuthzResult, Entities, PartialAuthzResult, PolicySet, is_authorized, is_authorized_batch, is_authorized_partial

from benchmarks.peers.answers import Answer, Standing
from benchmarks.peers.workloads.decisions import ATTRIBUTES, Attribute, Decisions, Facts, Part, Test
from benchmarks.peers.workloads.hidden import Hidden

Entity = dict[str, Any]
Loaded = tuple[Entity, Entities]
"""A request and the entities that it is about."""
FILE = "policy.cedar"
SIGNS = {"more than": ">", "at least": ">=", "on or after": ">=", "less than": "<", "before": "<", "at most": "<="}


def write(clauses: Sequence[Part], *, guarded: bool = False) -> str:
    """One policy a clause, in order: Cedar names them `policy0`, `policy1`, … `guarded`: no fact is read before it is known to be there."""
    return "\n".join(f"forbid(principal, action, resource) when {{ {_write_part(clause, guarded=guarded)} }};" for clause in clauses)


def _write_part(part: Part, *, guarded: bool) -> str:
    tests = [_write_test(test, guarded=guarded) for test in part.tests]
    return " && ".join([*tests, *(f"!({_write_part(inner, guarded=guarded)})" for inner in part.exceptions)])


def _write_test(test: Test, *, guarded: bool) -> str:
    owner, name = _place(test.attribute)
    bare = _write_bare(test, f"{owner}.{name}")
    return f"({owner} has {name} && {bare})" if guarded else bare


def _write_bare(test: Test, known: str) -> str:
    first = test.operands[0]
    match test.operator:
        case "in":
            return f"{json.dumps(test.operands)}.contains({known})" if len(test.operands) > 1 else f"{known} == {json.dumps(first)}"
        case "overlaps":
            return f"{known}.containsAny({json.dumps(test.operands)})"
        case "is":
            return known if first else f"!{known}"
        case "starts with":
            return f'{known} like "{first}*"'
        case operator:
            return f"{known} {SIGNS[operator]} {first}"


def _place(attribute: Attribute) -> tuple[str, str]:
    """The variable and the name under which a fact stands: one entity for the party, one for the model, its making and its release."""
    return "principal" if attribute.entity == "party" else "resource", attribute.key.replace(".", "_")


def _describe(number: int, facts: Facts, *, unknown: bool) -> list[Entity]:
    """The two entities of a pipeline. `unknown`: a missing fact is an unknown of partial evaluation, else an absent attribute."""
    found: dict[str, dict[str, Any]] = {"principal": {}, "resource": {}}
    for attribute in ATTRIBUTES:
        owner, name = _place(attribute)
        if attribute.key in facts:
            found[owner][name] = facts[attribute.key]
        elif unknown:
            found[owner][name] = {"__extn": {"fn": "unknown", "arg": name}}
    request = _ask(number)
    return [{"uid": request[owner], "attrs": attributes, "parents": []} for owner, attributes in found.items()]


def _ask(number: int) -> Entity:
    return {
        "principal": {"type": "Party", "id": str(number)},
        "action": {"type": "Action", "id": "go"},
        "resource": {"type": "Model", "id": str(number)},
    }


def _ask_in_words(number: int) -> Entity:
    """The same in Cedar's syntax: partial evaluation takes no ids as dictionaries."""
    return {"principal": f'Party::"{number}"', "action": 'Action::"go"', "resource": f'Model::"{number}"', "context": {}}


class Cedar:
    """One policy set. Ways: `one` and `batch` for known facts; `plain`, `errors as unknown`, `guarded` and `partial` for missing ones."""

    def __init__(self, policies: PolicySet, way: str, *, hidden: bool) -> None:
        self.policies, self.way, self.hidden = policies, way, hidden
        self.names = {f"policy{number}": f"c{number}" for number in range(len(policies))}

    def load(self, cases: Sequence[Facts]) -> list[Loaded]:
        described = [_describe(number, facts, unknown=self.way == "partial") for number, facts in enumerate(cases)]
        if self.way == "batch":
            shared = Entities.from_json_str(json.dumps([entity for entities in described for entity in entities]))
            return [(_ask(number), shared) for number in range(len(cases))]
        ask = _ask_in_words if self.way == "partial" else _ask
        return [(ask(number), Entities.from_json_str(json.dumps(entities))) for number, entities in enumerate(described)]

    def decide(self, loaded: Sequence[Loaded]) -> Sequence[Answer]:
        if self.way == "batch":
            results = is_authorized_batch([request for request, _ in loaded], self.policies, loaded[0][1])
            return [self._name_all(result) for result in results]
        if self.way == "partial":
            return [self._part(is_authorized_partial(request, self.policies, entities)) for request, entities in loaded]
        results = [is_authorized(request, self.policies, entities) for request, entities in loaded]
        return [self._stand(result) for result in results] if self.hidden else [self._name_all(result) for result in results]

    def _name_all(self, result: AuthzResult) -> list[str]:
        return [self.names[reason] for reason in result.diagnostics.reasons]

    def _stand(self, result: AuthzResult) -> Standing:
        failed = [error.split("`")[1] for error in result.diagnostics.errors] if self.way == "errors as unknown" else []
        return self._name_all(result), [self.names[policy] for policy in failed]

    def _part(self, result: PartialAuthzResult) -> Standing:
        found = result.diagnostics
        return [self.names[policy] for policy in found.reasons], [self.names[policy] for policy in found.nontrivial_residuals]


def prepare(task: Any, way: str) -> Any:
    """The policies of a task, parsed."""
    match task:
        case Decisions() | Hidden():
            policies = PolicySet.from_str(write(task.clauses, guarded=way == "guarded"))
            return Cedar(policies, way, hidden=isinstance(task, Hidden))
        case _:
            raise NotImplementedError(task)


def start(folder: Path, way: str) -> Cedar:
    """From the text that stands in a folder."""
    return Cedar(PolicySet.from_str((folder / FILE).read_text(encoding="utf-8")), way, hidden=False)
