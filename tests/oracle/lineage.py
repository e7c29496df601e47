"""Edges and routes between artifacts and what models returned. Section 4 of docs/semantics.md."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal

from gauger.declaration.records import Artifact, Step
from gauger.policy.model import Attribute, Pattern
from tests.oracle.cells import Entries, subsets
from tests.oracle.pipeline import Records, says
from tests.oracle.statements import Ask, Compare, Has, Holds, Is, Statement, both, either, negate

TRAINING = ("train", "adapt")
TAKEN = {"generate": "copy", "label": "label", "judge": "judge", "filter": "select", "verify": "reward",
         "convert": "copy", "rewrite": "copy", "seed": "seed"}  # fmt: skip
CONSUMED = {"generate": "seed", "seed": "seed", "label": "copy", "judge": "copy", "filter": "copy", "verify": "copy",
            "convert": "transcribe", "rewrite": "rewrite"}  # fmt: skip


@dataclass(frozen=True)
class Edge:
    start: str
    end: str
    manner: str
    exists: Statement
    step: str


@dataclass
class Case(Records):
    """One question, with how things lead to one another."""

    @cached_property
    def found(self) -> dict[tuple[Any, ...], Any]:
        """What has been found of matters and paths, by what was asked."""
        return {}

    @cached_property
    def edges(self) -> list[Edge]:
        return [e for s in self.declaration.steps.values() for e in (*self.listed_edges(s), *self.further_edges(s))]

    def made(self, s: Step) -> list[str]:
        """What a step yields; what trains yields models."""
        return self.models(s) if s.does in TRAINING else list(s.yields)

    def listed_edges(self, s: Step) -> Iterator[Edge]:
        if s.reaches:
            yield Edge(s.reaches, f"out:{s.id}", "teach", True, s.id)
            for manner, exists in self.taken(s):
                yield from (Edge(f"out:{s.id}", y, manner, exists, s.id) for y in self.made(s))
        for use in s.data.items:
            yield from self.data_edges(s, use.artifact, use.manner, True)
        for base in s.base.items:
            yield from (Edge(base, m, "weights", True, s.id) for m in self.models(s))
        for tool in s.tools.items:
            yield from (Edge(tool, y, "tool", True, s.id) for y in self.made(s))
        for f in (f for f in s.feedback if self.declaration.steps[f].reaches):
            for manner, exists in self.steered(s, "select"):
                yield from (Edge(f"out:{f}", m, manner, exists, s.id) for m in self.models(s))

    def taken(self, s: Step) -> Iterator[tuple[str, Statement]]:
        """How the output of an access enters what its step yields."""
        logits = self.says_of(s, "output", "logits")
        if s.does in TRAINING:
            soft = either((logits, self.says_of(s, "stage", "distillation")))
            yield "logits", soft
            yield from ((manner, both(exists, negate(soft))) for manner, exists in self.steered(s, "copy"))
        elif s.does in TAKEN:
            yield TAKEN[s.does], True
            yield "logits", logits

    def steered(self, s: Step, usual: str) -> Iterator[tuple[str, Statement]]:
        """How what steers a training enters the model."""
        rewards, ranks = self.says_of(s, "stage", "rl"), self.says_of(s, "stage", "preference-optimisation")
        yield from (("reward", rewards), ("judge", ranks), (usual, both(negate(rewards), negate(ranks))))

    def says_of(self, s: Step, name: str, word: str) -> Statement:
        """Whether a fact of a step is or includes a word; a missing one is put to the world."""
        if name in s.facts:
            return says(s, name, word)
        kind: Literal["some of", "name"] = "some of" if name == "output" else "name"
        attribute = self.policy.vocabulary.attributes.get(f"step.{name}") or Attribute("step", name, kind, (), "", s.span)
        return self.ask_fact(f"fact:{s.id}.{name}", attribute, Compare("includes" if name == "output" else "is", (word,)))

    def data_edges(self, s: Step, artifact: str, manner: str | None, exists: Statement) -> Iterator[Edge]:
        if s.does in TRAINING:
            makers = [t for t in self.declaration.steps.values() if artifact in t.yields and t.reaches]
            soft = False if manner else either(self.says_of(t, "output", "logits") for t in makers)
            for m in self.models(s):
                yield Edge(artifact, m, manner or "copy", exists, s.id)
                yield Edge(artifact, m, "logits", both(exists, soft), s.id)
        elif manner or s.does in CONSUMED:
            yield from (Edge(artifact, y, manner or CONSUMED[s.does], exists, s.id) for y in s.yields)

    # --- open lists ----------------------------------------------------------------------------------------------------

    def further_edges(self, s: Step) -> Iterator[Edge]:
        """An open list may hold each dataset, tool, or model whose weights can be had, that is not made from what the step yields."""
        yield from self.further_feedback(s)
        artifacts = self.declaration.artifacts.values()
        if s.data.open:
            listed = [d.artifact for d in s.data.items]
            for a, exists in self.included(s, "data", [a.id for a in artifacts if a.kind == "dataset" and a.id not in listed]):
                yield from self.data_edges(s, a, None, exists)
        if s.base.open:
            others = [a.id for a in artifacts if a.kind == "model" and a.id not in s.base.items and a.licences != ()]
            for a, exists in self.included(s, "from", others):
                yield from (Edge(a, m, "weights", exists, s.id) for m in self.models(s))
        if s.tools.open:
            for a, exists in self.included(s, "tools", [a.id for a in artifacts if a.kind == "tool" and a.id not in s.tools.items]):
                yield from (Edge(a, y, "tool", exists, s.id) for y in self.made(s))

    def further_feedback(self, s: Step) -> Iterator[Edge]:
        """What a model judged may have steered a training that does not say what did."""
        after = self.after(s)
        judges = [t for t in self.declaration.steps.values() if t.reaches and t.does in ("judge", "verify", "filter", "evaluate")]
        judges = [t for t in judges if t.id not in s.feedback and not after & set(self.inputs(t)) and not self.too_late(t, s)]
        others = [t.id for t in judges] if s.feedback_open else []
        for other in others:
            exists = self.ask(f"fact:{s.id}.feedback", subsets(others), Has(other))
            for manner, steers in self.steered(s, "select"):
                yield from (Edge(f"out:{other}", m, manner, both(exists, steers), s.id) for m in self.models(s))

    def after(self, s: Step) -> set[str]:
        """What is made from what the step yields."""
        after = set(s.yields)
        for _ in self.declaration.steps:
            after |= {y for t in self.declaration.steps.values() if after & set(self.inputs(t)) for y in t.yields}
        return after

    def included(self, s: Step, name: str, others: list[str]) -> Iterator[tuple[str, Statement]]:
        makers = {a: [t for t in self.declaration.steps.values() if a in t.yields] for a in others}
        others = [a for a in others if a not in self.after(s) and not (makers[a] and all(self.too_late(t, s) for t in makers[a]))]
        for a in others:
            yield a, self.ask(f"fact:{s.id}.{name}", subsets(others), Has(a))

    def inputs(self, s: Step) -> list[str]:
        judges = [self.declaration.steps[f].reaches for f in s.feedback]
        return [*s.base.items, *(d.artifact for d in s.data.items), *s.tools.items, *(r for r in (s.reaches, *judges) if r)]

    def held(self, key: str, question: Holds) -> Statement:
        """Some further entry of an open list meets a body."""
        self.domains[key] = Entries(self.policy.vocabulary.attributes)
        return Ask(key, question)

    # --- routes --------------------------------------------------------------------------------------------------------

    def routed(self, pattern: Pattern, origin: str, subject: str) -> Statement:
        """Some simple path from origin to subject fits the pattern, and all its edges exist."""
        return either(both(*(e.exists for e in path)) for path in self.paths(origin, subject) if self.fits(path, pattern))

    def paths(self, node: str, subject: str) -> list[list[Edge]]:
        """The simple paths, looked for once."""
        key = ("paths", node, subject)
        if key not in self.found:
            self.found[key] = list(self.find_paths(node, subject, ()))
        found: list[list[Edge]] = self.found[key]
        return found

    def find_paths(self, node: str, subject: str, seen: tuple[str, ...]) -> Iterator[list[Edge]]:
        if node == subject:
            yield []
            return
        for e in self.edges:
            if e.start == node and e.end not in (*seen, node):
                yield from ([e, *rest] for rest in self.find_paths(e.end, subject, (*seen, node)))

    def fits(self, path: list[Edge], pattern: Pattern) -> bool:
        artifacts = self.declaration.artifacts
        changing = [e for e in path if not self.is_copying(e)]
        models = sum(e.end in artifacts and artifacts[e.end].kind == "model" for e in changing)
        return all(e.manner in pattern.along for e in changing) and (pattern.through is None or models <= pattern.through)

    def is_copying(self, e: Edge) -> bool:
        """A quantised model is the same model."""
        return e.manner == "weights" and self.declaration.steps[e.step].does == "quantise"

    def copies(self, model: str) -> Iterator[tuple[str, Statement]]:
        """The model and its quantised copies, each if it is one."""
        for a in self.declaration.artifacts:
            paths = [p for p in self.paths(model, a) if all(self.is_copying(e) for e in p)]
            if paths:
                yield a, either(both(*(e.exists for e in p)) for p in paths)

    def bases(self, model: str) -> list[str]:
        """The models from which a model descends by weights, without itself."""
        found = {model}
        for _ in self.edges:
            found |= {e.start for e in self.edges if e.manner == "weights" and e.end in found}
        return sorted(found - {model})

    # --- sources -------------------------------------------------------------------------------------------------------

    def via(self, s: Step, channels: frozenset[str]) -> Statement:
        """Step s reached its model through one of these channels."""
        return self.channel(s, "via", Is(channels))

    def takes(self, artifact: Artifact) -> bool:
        """The declaring side has the artifact itself in hand, or may have, or lets it out."""
        if any(r.artifact == artifact.id for r in self.declaration.releases.items):
            return True
        own = [s for s in self.declaration.steps.values() if self.ours(s)]
        listed = any(artifact.id in (*s.base.items, *(d.artifact for d in s.data.items), *s.tools.items) for s in own)
        run = any(s.reaches == artifact.id and self.via(s, frozenset({"local"})) is not False for s in own)
        edges = [e for e in self.edges if e.start == artifact.id and e.manner != "teach"]
        return listed or run or any(self.ours(self.declaration.steps[e.step]) for e in edges)
