"""One finding type. If a report needs a fact, the finding carries it; a report computes nothing.

One file although it is long: it is the whole of what reports and schemas are made from.
"""

from __future__ import annotations

from datetime import date
from enum import IntEnum
from typing import Literal

from gauger.text import Span
from gauger.text.values import dataclass, field


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


def tell_verdict(verdict: Verdict, norm: str) -> str:
    """What a verdict is called: a clause that assigns title forbids nothing, and what is breached in every world takes the title away."""
    return "title lost" if norm == "assigns" and verdict is Verdict.PROHIBITED else verdict.word


Cause = Literal["reading", "fact", "conflict", "source", "duty"]
Duty = Literal["unmet", "unshown", "irreconcilable"]


@dataclass(frozen=True, slots=True)
class Authority:
    """What supports a reading: who or what says so, at which address, and as what (text, statement, reported, alleged, admitted)."""

    by: str
    at: str
    standing: str


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
    authorities: tuple[tuple[Authority, ...], ...] = ()  # what supports each value, aligned with `values`


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
    """What a breach leads to. `after` are the consequences that lead to it (none: the clause does by itself), `cure` the time in which it
    can be averted, `survives` says that it outlasts the agreement, `hangs_on` are the keys of what
    is not settled of it, and of what is assumed."""

    name: str
    pinpoint: str
    says: str
    holds: Literal["always", "never", "in some worlds"] = "always"
    after: tuple[str, ...] = ()
    cure: str | None = None
    survives: bool = False
    hangs_on: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Opposed:
    """The other text of a conflict, with its place: in whose document, at which address, and where it is encoded or declared."""

    clause: str
    pinpoint: str
    says: str
    settled: str | None  # how written precedence settled it; None when it did not
    title: str = ""
    url: str = ""
    span: Span | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class HangsOn:
    """A clause on compliance with which title hangs, and how its own finding over the same source comes out."""

    clause: str
    title: str
    pinpoint: str
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class PositionHeld:
    """A reading that counsel adopted, under which findings stand; `choice` is the key of the choice that it settles."""

    choice: str
    document: str
    concept: str
    reading: str
    by: str
    role: str
    because: str
    on: date
    until: date
    evidence: str | None
    span: Span


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
    duty: Duty | None
    as_modelled: bool
    family: str
    norm: Literal["forbids", "permits", "requires", "silent", "assigns"]
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
    in_return: tuple[ConsequenceCited, ...] = ()  # what using a permission costs, breach or not
    defects: tuple[str, ...] = ()  # what is wrong with the text itself
    positions: tuple[PositionHeld, ...] = ()  # under whose positions it stands
    hangs_on: tuple[HangsOn, ...] = ()  # of title that is lost, or may be: the clauses whose breach takes it
    counts: bool = True  # whether it can fail a run; what a baseline knows cannot

    def __post_init__(self) -> None:
        # INVARIANT: a finding that cannot say where it is written, where it points and how it came about is a bug, not a result.
        if not self.citation.document or not self.citation.pinpoint:
            raise ValueError(f"finding `{self.id}` has no citation")
        if not self.derivation:
            raise ValueError(f"finding `{self.id}` has no derivation")

    @property
    def word(self) -> str:
        """What the verdict is called in reports."""
        return tell_verdict(self.verdict, self.norm)

    @property
    def severity(self) -> Verdict:
        """What it ranks with: a duty shown unmet, or one that cannot be met beside another, ranks with prohibited."""
        return Verdict.PROHIBITED if self.duty in {"unmet", "irreconcilable"} else self.verdict


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
    """A missing fact and what knowing it is worth: the findings that any answer would settle, those that some answer alone would, and those
    that it bears on."""

    key: str
    question: str
    span: Span
    sure: int
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
    positions: tuple[PositionHeld, ...] = ()  # all that are held, whether a finding stands under them or not


# --- questions ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer to a question: what each finding that it bears on would be, by id. A duty then shown not to be met is `unmet`, where
    `conditional` leaves it unshown; title is `lost` where an act would be prohibited; what cannot be so any more is `impossible`."""

    value: str
    clear: tuple[str, ...]
    conditional: tuple[str, ...]
    unmet: tuple[str, ...]
    unsettled: tuple[str, ...]
    prohibited: tuple[str, ...]
    lost: tuple[str, ...]
    impossible: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Inquiry:
    """A missing fact with every answer that would make a difference."""

    ask: Ask
    answers: tuple[Answer, ...]


@dataclass(frozen=True, slots=True)
class Inquiries:
    """What is still to be known about one declaration, most worth knowing first."""

    project: str
    declaration: str
    as_of: date
    policies_digest: str
    declaration_digest: str
    unsettled: tuple[str, ...]  # ids of the findings that are open or grey, or whose duty is not shown
    inquiries: tuple[Inquiry, ...]
    positions: tuple[PositionHeld, ...]


# --- repairs -----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Made:
    """One edit of a repair: what it is about, which way it goes, and the findings that would not be clear without it.

    `cost` is that of the edit and, with the first of those that change what lies behind, that of doing this again
    where it would not be done again anyway.
    """

    about: str
    label: str
    says: str
    cost: int
    answers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Repair:
    """A smallest set of edits. `redone` are steps and releases that are done again, `as_modelled` findings that are clear as modelled."""

    cost: int
    edits: tuple[Made, ...]
    redone: tuple[str, ...]
    as_modelled: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Repaired:
    """What clears some findings, cheapest first; nothing within the limit where `repairs` is empty."""

    targets: tuple[str, ...]
    repairs: tuple[Repair, ...]


@dataclass(frozen=True, slots=True)
class Mending:
    """What would clear the findings of one declaration that were asked about: `together` all of them, `apart` each by itself.

    `limit` is the cost up to which every smallest set of edits is listed; `findings` are those asked about.
    """

    project: str
    declaration: str
    as_of: date
    policies_digest: str
    declaration_digest: str
    limit: int
    findings: tuple[Finding, ...]
    together: Repaired
    apart: tuple[Repaired, ...]
    positions: tuple[PositionHeld, ...]


# --- what if -----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Hypothesis:
    """A text that is not in force, and what it is modelled on. `begins`: the day from which it is supposed to be."""

    document: str
    title: str
    says: str
    url: str
    begins: date
    standing: Literal["not in force"] = "not in force"


@dataclass(frozen=True, slots=True)
class Change:
    """A finding before and after. `finding` is as it would be, or as it was where it would be none; no verdict where there is none.

    `because` says what was not there yet on the day supposed, a text or something taken; empty where everything was.
    """

    finding: Finding
    before: Verdict | None
    duty_before: Duty | None
    after: Verdict | None
    duty_after: Duty | None
    because: str = ""


@dataclass(frozen=True, slots=True)
class Lost:
    """Something done, or let out, that worse findings are about.

    `by` is whose loss it is, `to` who else has or uses it; `verdict`, `duty` and `norm` are those of the worst finding, `turns_on` the
    missing facts and the pivots of all; `remains` is what would clear these findings by themselves.
    """

    act: str
    by: str
    artifact: str
    form: str
    to: tuple[str, ...]
    verdict: Verdict
    duty: Duty | None
    norm: Literal["forbids", "permits", "requires", "silent", "assigns"]
    findings: tuple[str, ...]
    turns_on: tuple[str, ...]
    leads_to: tuple[ConsequenceCited, ...]
    remains: Repaired | None
    span: Span


@dataclass(frozen=True, slots=True)
class Changes:
    """What would be otherwise for one declaration if what is `supposed` were so.

    `unjudged` are findings that would go, or be less severe, and only since the text, or what is taken, was not there yet: no better for
    that. `lost` are the acts that would be worse off, with whom they are for; `repairs` what would clear all that is worse, together.
    """

    project: str
    declaration: str
    party: str
    as_of: date
    supposed: tuple[str, ...]
    hypothetical: tuple[Hypothesis, ...]
    policies_digest: str
    declaration_digest: str
    worse: tuple[Change, ...]
    better: tuple[Change, ...]
    unjudged: tuple[Change, ...]
    same: int
    lost: tuple[Lost, ...]
    unexamined: tuple[Unexamined, ...]  # beyond what is unexamined as it is
    repairs: Repaired | None
    limit: int
    positions: tuple[PositionHeld, ...]
