"""One finding type. If a report needs a fact, the finding carries it; a report computes nothing."""

from __future__ import annotations

from datetime import date
from enum import IntEnum
from typing import Literal

from gauger.text import Span
from gauger.text.values import dataclass


class Verdict(IntEnum):
    """In order of severity."""

    CLEAR = 0
    CONDITIONAL = 1
    OPEN = 2
    GREY = 3
    PROHIBITED = 4

    @property
    def word(self) -> str:
        return self.name.lower()


Cause = Literal["reading", "fact", "conflict", "source", "duty"]


@dataclass(frozen=True, slots=True)
class Choice:
    """Something not settled, as reports show it. `key` is what `--assume KEY=VALUE` takes; `values` are the words for its values.

    Keys: `reading:<document>:<concept>`, `fact:<entity id>.<attribute>`, `conflict:<text>|<text>`, `source:<document>`.
    """

    key: str
    kind: Cause
    question: str
    values: tuple[str, ...]
    explanations: tuple[str, ...] = ()  # what each value means, aligned with `values`, e.g. the `says` of a reading


@dataclass(frozen=True, slots=True)
class Assignment:
    """One choice settled."""

    key: str
    value: str


@dataclass(frozen=True, slots=True)
class DecidingSet:
    """If these hold, the clause is breached (`breach`) or is not, whatever else is so."""

    given: tuple[Assignment, ...]
    breach: bool


@dataclass(frozen=True, slots=True)
class Witness:
    """One whole world."""

    world: tuple[Assignment, ...]
    breach: bool


@dataclass(frozen=True, slots=True)
class ReliedOn:
    """A declared fact that the verdict rests on; `absence` marks a declared absence (a closed list, `false`, an empty set)."""

    fact: str  # e.g. "student.task"
    value: str
    span: Span
    origin: str = "declared"
    absence: bool = False


@dataclass(frozen=True, slots=True)
class Missing:
    """A fact that the verdict would like to know."""

    key: str
    question: str
    span: Span  # of the entity that lacks it


@dataclass(frozen=True, slots=True)
class HoldsWhile:
    """A declared absence on which the verdict hangs, and what it would be without."""

    fact: str
    verdict: Verdict
    span: Span


@dataclass(frozen=True, slots=True)
class ExceptionConsidered:
    """An exception of the clause, whether it holds, and the element on which it turned."""

    name: str
    pinpoint: str
    says: str
    holds: Literal["always", "never", "in some worlds"]
    because: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Hop:
    """One edge of a route: `artifact` or output reached by `manner` through the step at `span`."""

    node: str
    manner: str
    span: Span


@dataclass(frozen=True, slots=True)
class Path:
    """A route from source to subject; `counts_under` names the readings of the tie under which it counts (empty: under all)."""

    origin: str
    hops: tuple[Hop, ...]
    counts_under: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ConsequenceCited:
    name: str
    pinpoint: str
    says: str


@dataclass(frozen=True, slots=True)
class Opposed:
    """The other text of a conflict, with its place."""

    clause: str
    pinpoint: str
    says: str
    settled: str | None  # how written precedence settled it; None when it did not


@dataclass(frozen=True, slots=True)
class Citation:
    """Where it is written. `versions` are those in force on the finding's days, `last_seen` the newest recording that still had the
    text."""

    document: str
    title: str
    versions: tuple[date, ...]
    pinpoint: str
    paraphrase: str
    url: str
    locator: str | None
    standing: Literal["text", "secondary"]
    last_seen: date | None


@dataclass(frozen=True, slots=True)
class Finding:
    """What one clause says about one act resting on one source.

    `id` is `<document>#<clause>@<act>:<source>`. `norm` is what the clause does. `complete` is false where the list of deciding sets stops.
    """

    id: str
    verdict: Verdict
    duty: Literal["unmet", "unshown"] | None
    as_modelled: bool
    family: str
    norm: Literal["forbids", "permits", "requires", "silent"]
    document: str
    clause: str
    act: str  # "train model: finetune"
    source: str  # "teacher via openai/api at synthesise"
    citation: Citation
    location: Span
    causes: tuple[Cause, ...]
    choices: tuple[Choice, ...]
    pivots: tuple[str, ...]
    deciding_sets: tuple[DecidingSet, ...]
    complete: bool
    worlds: tuple[int, int]  # breached, admissible
    witnesses: tuple[Witness, ...]
    facts_relied_on: tuple[ReliedOn, ...]
    missing: tuple[Missing, ...]
    settled_by: tuple[Assignment, ...]
    holds_while: tuple[HoldsWhile, ...]
    exceptions: tuple[ExceptionConsidered, ...]
    paths: tuple[Path, ...]
    consequences: tuple[ConsequenceCited, ...]
    conflicts: tuple[Opposed, ...]
    assuming: tuple[str, ...]
    remedy: str | None
    residue: tuple[str, ...]
    notes: tuple[str, ...]  # what else a reader must know: "not bound: privity", "secondary source", "permission ended …"
    derivation: tuple[str, ...]  # one line per element: what was asked and how it came out
    later: tuple[str, ...] = ()  # what a text later than the act would say: "regenerating on 2026-11-23: prohibited (3.2(i))"

    def __post_init__(self) -> None:
        # INVARIANT: a finding that cannot say where it is written, where it points and how it came about is a bug, not a result.
        if not self.citation.document or not self.citation.pinpoint:
            raise ValueError(f"finding `{self.id}` has no citation")
        if not self.derivation:
            raise ValueError(f"finding `{self.id}` has no derivation")


@dataclass(frozen=True, slots=True)
class Unexamined:
    """What could not be looked at; never counted as clear.

    `terms`: a source, or a part of its days or worlds, that no installed text covers. `lineage`: a thing whose own making is not declared.
    """

    kind: Literal["terms", "lineage"]
    source: str
    reason: str
    span: Span


@dataclass(frozen=True, slots=True)
class Considered:
    """A text that was looked at and does not speak to the act: counted, and shown on request."""

    clause: str
    source: str
    reason: str


@dataclass(frozen=True, slots=True)
class Characterisation:
    """A declared conclusion (`competes: no`), not relied upon, with the facts that would decide it."""

    fact: str
    concept: str
    asks: tuple[str, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class Examined:
    """What the run looked at."""

    declaration: str
    steps: int
    sources: int
    releases: int
    clauses: int
    documents: tuple[str, ...]
    terms_last_seen: date | None


@dataclass(frozen=True, slots=True)
class Ask:
    """A missing fact and what knowing it is worth: the findings that some answer alone would settle, and those that it bears on."""

    key: str
    question: str
    span: Span
    settles: int
    touches: int


@dataclass(frozen=True, slots=True)
class Exposure:
    """All findings of one declaration, worst first, then by id."""

    project: str
    as_of: date
    policies_digest: str
    declaration_digest: str
    examined: Examined
    unexamined: tuple[Unexamined, ...]
    findings: tuple[Finding, ...]
    considered: tuple[Considered, ...]
    dormant: tuple[Finding, ...]  # what a release that is not planned would bring
    characterisations: tuple[Characterisation, ...]
    asks: tuple[Ask, ...] = ()  # most worth knowing first
