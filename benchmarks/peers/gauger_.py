"""Gauger. Policies are read from text by its own parser and resolver, declarations are built as records in memory.

The one place that knows how Gauger is called: a faster way in for many pipelines belongs into `Judged` and nowhere else.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from benchmarks.peers.answers import Answer, Standing
from benchmarks.peers.gauger_packs import TODAY, declare, declare_lineage, write, write_dated, write_hanging
from benchmarks.peers.workloads.decisions import Decisions, Facts
from benchmarks.peers.workloads.hidden import Hidden
from benchmarks.peers.workloads.lineage import Asked, Lineage
from benchmarks.peers.workloads.readings import Hanging, Readings
from gauger.declaration.records import Declaration, Step
from gauger.engine import Question, Refused, evaluate
from gauger.engine.breach import build_breach
from gauger.engine.calendar import versions_in_force
from gauger.engine.case import Case
from gauger.engine.judgements import judge
from gauger.engine.screening import Screen, Screened
from gauger.engine.sources import find_sources
from gauger.findings.model import Verdict
from gauger.language import parse
from gauger.library import load
from gauger.lineage import Pattern, build_graph, output_of, reach, reach_back
from gauger.policy import resolve
from gauger.policy.model import Policy
from gauger.text import Source
from gauger.worlds import FALSE, Decision, Formula, Query, decide

FILE = "policy.tos"
QUESTION = Question(as_of=TODAY)


def read(text: str) -> Policy:
    """A policy from its text, which has no mistake."""
    file, mistakes = parse(Source("pack.tos", text))
    policy, more = resolve([file])
    if policy is None:
        raise ValueError([mistake.message for mistake in (*mistakes, *more)][:3])
    return policy


def read_folder(folder: Path) -> Policy:
    """The same from a folder of packs, through the cache of compiled policies where there is one."""
    loaded = load([folder])
    if loaded.policy is None:
        raise ValueError([mistake.message for mistake in loaded.diagnostics][:3])
    return loaded.policy


class _Names(dict[str, str]):
    """The name of a clause by that of its finding."""

    def __missing__(self, finding: str) -> str:
        return self.setdefault(finding, finding.partition("#")[2].partition("@")[0])


# --- clauses -------------------------------------------------------------------------------------------------------------


class Judged:
    """Clauses decided on one pipeline after another: with whole findings (`evaluate`), or for the verdict alone (`verdicts`).

    `screen` and `batch` ask the way in for many pipelines, of one or of all at a time; what is built for their shape is built beforehand.
    For `laid out` the facts of all pipelines are brought into columns while loading, and nothing is tested before the clock runs.
    """

    def __init__(self, policy: Policy, way: str, *, hidden: bool) -> None:
        self.policy, self.hidden = policy, hidden
        self.judge = _evaluate if way == "evaluate" else _decide_only
        self.screen: Screen | None = None
        self.lay_out = way == "laid out"
        if way in {"screen", "batch", "laid out"}:
            self.screen = Screen(policy, QUESTION)
            self.screen.prepare(declare({}))
        self.names = _Names()

    def load(self, cases: Sequence[Facts]) -> Sequence[Any]:
        declarations = [declare(facts) for facts in cases]
        return self.screen.lay_out(declarations) if self.screen is not None and self.lay_out else declarations

    def decide(self, loaded: Sequence[Any]) -> Sequence[Answer]:
        if self.screen is not None and self.lay_out:
            return self._screen([_expect(found) for found in self.screen.decide(loaded)])
        if self.screen is not None:
            return self._screen([_expect(found) for found in self.screen.screen(loaded)])
        found = [list(self.judge(self.policy, declaration)) for declaration in loaded]
        if self.hidden:
            return [_part(verdicts) for verdicts in found]
        return [[name for name, verdict in verdicts if verdict == "prohibited"] for verdicts in found]

    def _screen(self, screened: Sequence[Mapping[str, Verdict]]) -> Sequence[Answer]:
        names = self.names
        if not self.hidden:
            return [[names[name] for name in found] for found in screened]
        return [_part([(names[name], WORDS[verdict]) for name, verdict in found.items()]) for found in screened]


def _expect(found: Screened) -> Mapping[str, Verdict]:
    if isinstance(found, Refused):
        raise found
    return found


def _part(verdicts: Sequence[tuple[str, str]]) -> Standing:
    banned = [name for name, verdict in verdicts if verdict == "prohibited"]
    return banned, [name for name, verdict in verdicts if verdict not in {"prohibited", "clear"}]


def _evaluate(policy: Policy, declaration: Declaration) -> Iterator[tuple[str, str]]:
    """What `gauger check` asks: every finding whole, with pivots, deciding sets, witnesses and paths."""
    for finding in evaluate(policy, declaration, QUESTION).findings:
        yield finding.clause, WORDS[finding.verdict]


def _decide_only(policy: Policy, declaration: Declaration) -> Iterator[tuple[str, str]]:
    """The same verdicts of the same engine, without what explains them."""
    return ((name, decision.outcome) for name, decision in _decide_all(policy, declaration))


def _decide_all(policy: Policy, declaration: Declaration) -> Iterator[tuple[str, Decision]]:
    return ((name, decide(query, explain=False)) for name, query in _build_all(policy, declaration))


def _build_all(policy: Policy, declaration: Declaration) -> Iterator[tuple[str, Query]]:
    case = Case(policy, declaration, QUESTION)
    for source in find_sources(case):
        bearings = judge(case, source).bearings
        for bearing in bearings:
            yield bearing.clause.name, build_breach(case, bearing, bearings).query


WORDS = {verdict: verdict.word for verdict in Verdict}


# --- clauses that hang on choices -----------------------------------------------------------------------------------------


class Hung:
    """A policy of one clause a case, and a pipeline of which nothing is declared. For `formula` the clause is built while loading, as every
    other peer has it."""

    def __init__(self, way: str) -> None:
        self.judge = _find_pivots if way == "evaluate" else _decide_pivots
        self.build = way == "formula"
        self.declaration = declare({})

    def load(self, cases: Sequence[Hanging]) -> Sequence[Any]:
        policies = [read(write_hanging(case)) for case in cases]
        if not self.build:
            return policies
        return [query for policy in policies for _, query in _build_all(policy, self.declaration)]

    def decide(self, loaded: Sequence[Any]) -> list[tuple[str, list[str]]]:
        found = [_name_pivots(decide(each, explain=False)) if self.build else self.judge(each, self.declaration) for each in loaded]
        return [(verdict, [key.rpartition(":")[2].rpartition(".")[2] for key in keys]) for verdict, keys in found]


def _find_pivots(policy: Policy, declaration: Declaration) -> tuple[str, list[str]]:
    (finding,) = evaluate(policy, declaration, QUESTION).findings
    return WORDS[finding.verdict], list(finding.pivots)


def _decide_pivots(policy: Policy, declaration: Declaration) -> tuple[str, list[str]]:
    ((_, decision),) = _decide_all(policy, declaration)
    return _name_pivots(decision)


def _name_pivots(decision: Decision) -> tuple[str, list[str]]:
    return decision.outcome, [choice.key for choice in decision.pivots]


# --- lineage --------------------------------------------------------------------------------------------------------------


class Walked:
    """The graph of a declaration. Ways: `reach`, from each source as the engine asks; `back`, once from the target."""

    def __init__(self, task: Lineage, way: str) -> None:
        self.declaration = declare_lineage(task)
        self.graph = build_graph(self.declaration)
        self.find = self._turn if way == "back" else self._reach
        self.sources = {output_of(s.id): s for s in self.declaration.steps.values() if s.via == "acme/api"}
        policy = read(write_dated())
        self.document, self.case = policy.documents["acme/terms"], Case(policy, self.declaration, QUESTION)

    def load(self, cases: Sequence[Asked]) -> Sequence[Asked]:
        return cases

    def decide(self, loaded: Sequence[Asked]) -> list[list[tuple[str, str, str]]]:
        return [[(s.id, self._date(s), word) for s, word in self.find(asked)] for asked in loaded]

    def _reach(self, asked: Asked) -> Iterator[tuple[Step, str]]:
        pattern = Pattern(frozenset(asked.along), asked.through)
        for origin, step in self.sources.items():
            formula = reach(self.graph, origin, pattern).get(asked.target, FALSE)
            if formula != FALSE:
                yield step, _say(formula)

    def _turn(self, asked: Asked) -> Iterator[tuple[Step, str]]:
        reached = reach_back(self.graph, asked.target, Pattern(frozenset(asked.along), asked.through))
        yield from ((step, _say(reached[origin])) for origin, step in self.sources.items() if origin in reached)

    def _date(self, step: Step) -> str:
        (version,) = versions_in_force(self.case, self.document, self.document.clauses["c0"], [step])
        return str(version.toordinal())


def _say(formula: Formula) -> str:
    """Whether something holds in all worlds, or in some."""
    found = decide(Query(formula, formula, formula, has_duty=False), explain=False)
    return "always" if found.outcome == "prohibited" else "sometimes"


def prepare(task: Any, way: str) -> Any:
    """A policy that is read and resolved, or a graph, ready for `way`."""
    match task:
        case Decisions() | Hidden():
            return Judged(read(write(task.clauses)), way, hidden=isinstance(task, Hidden))
        case Readings():
            return Hung(way)
        case Lineage():
            return Walked(task, way)
        case _:
            raise NotImplementedError(task)


def start(folder: Path, way: str) -> Judged:
    """From a folder of packs; whether compiled policies are kept is said by the surroundings."""
    return Judged(read_folder(folder), way.partition(",")[0], hidden=False)
