"""One policy, one declaration and one question, with what is derived from them once: graph, days, routes.

`freed` and `today` ask "what if": a freed fact counts as missing, a freed list as open; `today` moves every act and access to the day
of the question.
"""

from __future__ import annotations

from functools import cached_property
from typing import Any

from gauger.declaration.records import Artifact, Declaration, Known, Release, Step, When
from gauger.engine.question import Question
from gauger.engine.trace import Trace
from gauger.findings.model import ReliedOn
from gauger.lineage import UNGUARDED, Graph, Guards, Node, Pattern, build_graph, reach
from gauger.policy.model import Concept, Condition, Document, Policy
from gauger.text.values import dataclass, field, replace
from gauger.worlds import TRUE, Formula, all_of, is_possible


@dataclass(frozen=True, slots=True)
class Moment:
    """A day that is no act's: of an acceptance, of obtaining a copy, or the last day of a text. `attribute` says which, for its choice."""

    id: str
    when: When
    attribute: str


Done = Step | Release | Moment
FURTHER = ".release.further"


@dataclass(frozen=True)
class Case:
    """Everything that formulas are built from."""

    policy: Policy
    declaration: Declaration
    question: Question
    guards: Guards = UNGUARDED
    freed: frozenset[str] = frozenset()
    today: bool = False
    bodies: dict[str, Condition] = field(default_factory=dict, compare=False, repr=False)
    judged: dict[object, Any] = field(default_factory=dict, compare=False, repr=False)
    """What `engine.judgements` found for each source, kept so that it is found once."""
    days: dict[object, Any] = field(default_factory=dict, compare=False, repr=False)
    """What `engine.calendar` found for each step and release, kept for the same reason."""
    _freed: dict[frozenset[str], Case] = field(default_factory=dict, compare=False, repr=False)
    _reached: dict[tuple[Node, Pattern], dict[Node, Formula]] = field(default_factory=dict, compare=False, repr=False)

    @cached_property
    def graph(self) -> Graph:
        return build_graph(self.declaration, self.guards)

    @cached_property
    def own_side(self) -> frozenset[str]:
        """Parties whose acts are the declaring side's."""
        return frozenset(p.id for p in self.declaration.parties.values() if p.role != "stranger")

    @cached_property
    def makers(self) -> dict[str, tuple[Step, ...]]:
        """The steps that yield each artifact."""
        found: dict[str, list[Step]] = {}
        for step in self.declaration.steps.values():
            for product in step.yields:
                found.setdefault(product, []).append(step)
        return {artifact: tuple(steps) for artifact, steps in found.items()}

    @cached_property
    def dated(self) -> dict[str, Step | Release]:
        """Everything that is done on a day, by id."""
        return {**self.declaration.steps, **{r.id: r for r in (*self.declaration.releases.items, *self.further_releases.values())}}

    @cached_property
    def further_releases(self) -> dict[str, Release]:
        """For each artifact that the declaring side makes and whose releases are not all declared, one that stands for the others."""
        return {
            a.id: _let_out(a)
            for a in self.declaration.artifacts.values()
            if (self.declaration.releases.open or f"{a.id}.releases" in self.freed) and self.made_by_own_side(a.id)
        }

    @cached_property
    def uses(self) -> frozenset[tuple[str, str]]:
        """Ids of steps and releases of which the second uses what the first made or returned."""
        found = set()
        for step in self.declaration.steps.values():
            inputs = {*step.base.items, *(use.artifact for use in step.data.items), *step.tools.items, step.reaches}
            found |= {(maker.id, step.id) for i in inputs if i for maker in self.makers.get(i, ())}
            found |= {(feedback, step.id) for feedback in step.feedback}
        for release in (*self.declaration.releases.items, *self.further_releases.values()):
            found |= {(maker.id, release.id) for maker in self.makers.get(release.artifact, ())}
        return frozenset(pair for pair in found if self._can_meet(*pair))

    def _can_meet(self, one: str, other: str) -> bool:
        """Whether some edit has both be done."""
        both = all_of((self.guards.of(one), self.guards.of(other)))
        return both == TRUE or is_possible(all_of((both, self.guards.given)))

    @cached_property
    def order(self) -> frozenset[tuple[str, str]]:
        """Ids of steps and releases of which the first does not begin after the second: `uses`, closed transitively."""
        after: dict[str, list[str]] = {}
        for first, second in self.uses:
            after.setdefault(first, []).append(second)
        found = set()
        for start in after:
            seen, waiting = set(after[start]), list(after[start])
            while waiting:
                for later in after.get(waiting.pop(), ()):
                    if later not in seen:
                        seen.add(later)
                        waiting.append(later)
            found |= {(start, later) for later in seen if later != start}
        return frozenset(found)

    @cached_property
    def before(self) -> dict[str, list[str]]:
        """What does not begin after each step or release."""
        found: dict[str, list[str]] = {}
        for first, second in self.order:
            found.setdefault(second, []).append(first)
        return found

    @cached_property
    def after(self) -> dict[str, list[str]]:
        """What does not begin before each step or release."""
        found: dict[str, list[str]] = {}
        for first, second in self.order:
            found.setdefault(first, []).append(second)
        return found

    @cached_property
    def takers(self) -> dict[str, tuple[Step | Release, ...]]:
        """What the declaring side does with each artifact that it must have a copy of for it."""
        found: dict[str, list[Step | Release]] = {}
        for step in self.declaration.steps.values():
            if step.by in self.own_side:
                local = {step.reaches} if step.via == "local" else set()
                for name in {*step.base.items, *step.tools.items, *(use.artifact for use in step.data.items), *local}:
                    found.setdefault(name or "", []).append(step)
        for release in self.declaration.releases.items:
            found.setdefault(release.artifact, []).append(release)
        return {name: tuple(done) for name, done in found.items()}

    def reached(self, origin: Node, pattern: Pattern) -> dict[Node, Formula]:
        """Where the pattern leads from `origin`, and in which worlds; computed once per origin and pattern."""
        key = (origin, pattern)
        if key not in self._reached:
            self._reached[key] = dict(reach(self.graph, origin, pattern))
        return self._reached[key]

    @cached_property
    def inputs_and_releases(self) -> frozenset[str]:
        """Artifacts whose making counts: data and starting points of the declaring side's steps, and what it lets out."""
        found = {release.artifact for release in self.declaration.releases.items}
        for step in self.declaration.steps.values():
            if step.by in self.own_side:
                found |= {*step.base.items, *(use.artifact for use in step.data.items)}
        return frozenset(found)

    @cached_property
    def by_channel(self) -> dict[str, tuple[Document, ...]]:
        """The documents that govern each channel, under whatever routing."""
        found: dict[str, dict[str, Document]] = {}
        for document in self.policy.documents.values():
            for channel in (channel for governs in document.governs for channel in governs.channels):
                found.setdefault(channel, {})[document.id] = document
        return {channel: tuple(documents.values()) for channel, documents in found.items()}

    @cached_property
    def everywhere(self) -> tuple[Document, ...]:
        """The documents that govern whatever is reached or taken."""
        return tuple(d for d in self.policy.documents.values() if any(governs.everything for governs in d.governs))

    @cached_property
    def by_licence(self) -> dict[str, tuple[Document, ...]]:
        """The documents that an artifact brings with it, by licence identifier without regard to case."""
        found: dict[str, dict[str, Document]] = {}
        for document in self.policy.documents.values():
            for licence in document.licences:
                found.setdefault(licence.casefold(), {})[document.id] = document
        return {licence: tuple(documents.values()) for licence, documents in found.items()}

    @cached_property
    def periodic(self) -> frozenset[str]:
        """The concepts of which some document admits a reading for a period."""
        return frozenset(a.concept for d in self.policy.documents.values() for a in d.admits if a.since or a.until)

    @cached_property
    def connected(self) -> frozenset[str]:
        """The documents in which some reading is tied to another, or admitted for a period."""
        shared = any(_is_tied(concept) for concept in self.policy.vocabulary.concepts.values())
        return frozenset(
            d.id
            for d in self.policy.documents.values()
            if shared or any(_is_tied(c) for c in d.concepts.values()) or any(a.since or a.until for a in d.admits)
        )

    def made_by_own_side(self, artifact: str) -> bool:
        return any(step.by in self.own_side for step in self.makers.get(artifact, ()))

    def keep_passed_over(self, source: str, trace: Trace) -> None:
        """A text that says nothing over a source as things are declared may say something were they otherwise."""
        found = self.list_passed_over(source)
        found.update({fact: told for fact, told in trace.relied_on.items() if told.absence and fact not in found})

    def list_passed_over(self, source: str) -> dict[str, ReliedOn]:
        """The absences for which texts were passed over, by fact."""
        found: dict[str, ReliedOn] = self.judged.setdefault(("passed over", source), {})
        return found

    def without(self, *facts: str) -> Case:
        """The same case with these declared facts or lists taken as missing; asked for twice, it is the same object."""
        freed = self.freed | set(facts)
        if freed not in self._freed:
            self._freed[freed] = replace(self, freed=freed, judged={}, days={}, _reached=dict(self._reached), _freed={})
        return self._freed[freed]

    def with_releases(self, *artifacts: str) -> Case:
        """The same case with each of these artifacts let out in some way of which nothing is known."""
        further = (_let_out(self.declaration.artifacts[artifact]) for artifact in artifacts)
        releases = replace(self.declaration.releases, items=(*self.declaration.releases.items, *further))
        declaration = replace(self.declaration, releases=releases)
        return replace(self, declaration=declaration, judged={}, days={}, _reached=dict(self._reached), _freed={})

    def asking(self, question: Question) -> Case:
        """The same case under another question about the same worlds."""
        return replace(self, question=question, judged={}, _freed={})

    def at_present(self) -> Case:
        """The same case with everything done on the day of the question."""
        return replace(self, today=True, judged={}, days={}, _reached=dict(self._reached), _freed={})


def _let_out(artifact: Artifact) -> Release:
    """A release of which nothing is known."""
    return Release(f"{artifact.id}{FURTHER}", artifact.id, None, {}, artifact.span)


def _is_tied(concept: Concept) -> bool:
    return bool(concept.narrower) or any(reading.implies or reading.excludes for reading in concept.readings)


def is_absence(fact: Known) -> bool:
    """Whether a declared fact says that something is not so."""
    return fact.value is False or fact.value == frozenset()
