"""What a finding is about: one clause, one act, one source. Section 5 of docs/semantics.md."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal, TypeVar

from gauger.declaration.records import Artifact, Step
from gauger.policy.model import Act as Regulated
from gauger.policy.model import Clause, Document
from tests.oracle.cells import YES_OR_NO
from tests.oracle.lineage import Case
from tests.oracle.pipeline import Thing
from tests.oracle.statements import YES, Statement, change

Duties = Literal["as declared", "performed", "not performed"]
Things = Mapping[str, Thing]
Answer = TypeVar("Answer")


@dataclass(frozen=True)
class Act:
    """A step or a release (listed or further) with what it makes or lets out; `subject` is None for an access."""

    id: str
    subject: Artifact | None
    step: Step | None
    further: bool = False


@dataclass(frozen=True)
class Origin:
    """A source: an access (`step`), or an artifact under its licence."""

    id: str
    step: Step | None
    artifact: Artifact

    @property
    def node(self) -> str:
        """Where routes from it begin."""
        return f"out:{self.step.id}" if self.step else self.artifact.id


@dataclass(frozen=True)
class Matter:
    """One clause, one act, one source. All readings are those of `document`, as `clause` narrows them.

    `further_readings`: what stands against the clause is told with readings that nobody has modelled as well.
    `finding`: the things on whose days the finding is judged within which this is asked; those of this one unless set.
    `taken`: the days on which figures are taken, with words for them; those of the finding unless set.
    """

    case: Case
    document: Document
    clause: Clause
    act: Act
    source: Origin
    duties: Duties = "as declared"
    every_reading: bool = False
    further_readings: bool = False
    finding: tuple[str, ...] = ()
    taken: tuple[tuple[str, str], ...] = ()

    @property
    def asked(self) -> tuple[Any, ...]:
        """All that an answer about it hangs on, beside the case."""
        clause, subject = self.clause, self.act.subject.id if self.act.subject else ""
        place = (self.document.id, clause.key, clause.reads, clause.likes, self.act.id, subject, self.source.id)
        return (*place, self.duties, self.every_reading, self.further_readings, self.finding, self.taken)

    @property
    def id(self) -> str:
        return f"{self.clause.key}@{self.act.id}:{self.source.id}"

    def of(self, clause: Clause) -> Matter:
        """The same act and source under another clause."""
        return change(self, document=self.case.policy.documents[clause.document], clause=clause)

    def of_act(self, act: Act) -> Matter:
        """Another act on the same source, asked for the sake of this finding."""
        return change(self, act=act, finding=self.finding or tuple(self.dated()))

    def in_document(self, document: Document) -> Matter:
        """The same, read in a document: no clause narrows it."""
        clause = replace(self.clause, reads=(), likes=()) if self.clause.reads or self.clause.likes else self.clause
        return change(self, document=document, clause=clause)

    def in_text(self, document: Document) -> Matter:
        """The same, read in the clause's own document as the clause reads it, in another without any clause."""
        return self if document.id == self.document.id else self.in_document(document)

    # --- what the variables of a condition stand for -------------------------------------------------------------------

    def things(self) -> Things:
        case, act = self.case, self.act
        party = case.declaration.declarant
        found = {"party": Thing(party.id, party.facts), "publisher": self.publisher()}
        if act.subject:
            found[act.subject.kind] = Thing(act.subject.id, act.subject.facts)
        if act.step:
            found["step"] = Thing(act.step.id, act.step.facts, "date")
        else:
            found["release"] = Thing(act.id, {} if act.further else case.releases[act.id].facts, "date")
        return {**found, **self.reached()}

    def reached(self) -> Things:
        names = {"model": "source", "dataset": "data", "tool": "tool"}
        found = {names[self.source.artifact.kind]: Thing(self.source.artifact.id, self.source.artifact.facts)}
        if self.source.step:
            found["access"] = Thing(self.source.step.id, self.source.step.facts, "date")
        return found

    def publisher(self) -> Thing:
        return Thing(self.document.publisher, {})

    # --- days and acts -------------------------------------------------------------------------------------------------

    def dated(self) -> list[str]:
        """The things on whose days the clause is judged: the act and, where the source is an access, the access."""
        return list(dict.fromkeys([self.act.id, *([self.source.step.id] if self.source.step else [])]))

    def moments(self) -> tuple[tuple[str, str], ...]:
        """The days on which figures are taken that are asked for when something is done, with words for them."""
        return self.taken or tuple((f"{t}.date", f"at {t}") for t in self.dated())

    def when_reached(self) -> Matter:
        """The same, with figures as they were when the model was reached or the copy obtained."""
        step, artifact = self.source.step, self.source.artifact
        day = (f"{step.id}.date", f"at {step.id}") if step else (f"{artifact.id}.obtained", f"when {artifact.id} was obtained")
        return change(self, taken=(day,))

    def when_acted(self) -> Matter:
        """The same, with figures as they were when the act was done."""
        return change(self, taken=((f"{self.act.id}.date", f"at {self.act.id}"),))

    def for_a_stranger(self, step: Step) -> Statement:
        """The step was done by a stranger, or for one."""
        parties = self.case.declaration.parties
        if not self.case.ours(step):
            return True
        if step.on_behalf is None:
            return self.case.ask(f"fact:{step.id}.for", YES_OR_NO, YES)
        return any(parties[p].role == "stranger" for p in step.on_behalf)

    def regulated(self, wanted: Regulated) -> Statement:
        """The act is one that the vocabulary so calls."""
        act = self.act
        if act.step is None:
            return wanted.on == "release" and not wanted.others and act.subject is not None and act.subject.kind == wanted.subject
        if wanted.does and act.step.does not in wanted.does:
            return False
        if not (wanted.on == "access" if act.subject is None else wanted.on == "step" and act.subject.kind == wanted.subject):
            return False
        return self.for_a_stranger(act.step) if wanted.others else self.case.ours(act.step)


def remember(find: Callable[[Matter], Answer]) -> Callable[[Matter], Answer]:
    """Found once for each matter of a case: one clause is asked about for the sake of many others."""

    def remembered(m: Matter) -> Answer:
        key = (find, *m.asked)
        if key not in m.case.found:
            m.case.found[key] = find(m)
        answer: Answer = m.case.found[key]
        return answer

    return remembered


# --- all that findings may be about ------------------------------------------------------------------------------------


def list_matters(case: Case) -> Iterator[Matter]:
    acts, sources = list(list_acts(case)), list(list_sources(case))
    for document in case.policy.documents.values():
        for clause in document.clauses.values():
            yield from (Matter(case, document, clause, act, source) for act in acts for source in sources)


def list_acts(case: Case) -> Iterator[Act]:
    declaration = case.declaration
    for step in declaration.steps.values():
        yield from ([Act(step.id, None, step)] if step.reaches else [])
        yield from (Act(step.id, declaration.artifacts[y], step) for y in step.yields)
    for release in declaration.releases.items:
        yield Act(release.id, declaration.artifacts[release.artifact], None)
    for id_, artifact in case.further().items():
        yield Act(id_, declaration.artifacts[artifact], None, further=True)


def list_sources(case: Case) -> Iterator[Origin]:
    declaration = case.declaration
    for step in declaration.steps.values():
        reached = declaration.artifacts.get(step.reaches or "")
        if step.reaches and not (reached and reached.own and step.via in ("local", None)):
            yield Origin(step.id, step, declaration.artifacts[step.reaches])
    for artifact in declaration.artifacts.values():
        if not artifact.own and case.takes(artifact):
            yield Origin(artifact.id, None, artifact)
