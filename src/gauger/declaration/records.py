"""What a declaration says, after loading: plain frozen records with a place for every fact.

Nothing here is a default that the user did not get to read in the schema. A fact that is absent from `facts` is *missing*; `NotApplicable`
is a third thing. A list that is `None` or has `open=True` is open (see `docs/semantics.md`, 1).
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Generic, Literal, TypeVar

from gauger.text import Span
from gauger.text.values import dataclass, field
from gauger.worlds.formula import Formula

T = TypeVar("T")
Scalar = str | Decimal | bool | date


@dataclass(frozen=True, slots=True)
class Known:
    """A declared value: a scalar, or a set of scalars."""

    value: Scalar | frozenset[Scalar]
    span: Span = field(compare=False, repr=False)
    origin: str = "declared"  # "declared", or a catalogue source such as "catalogue: Qwen/Qwen3-8B-Base"


@dataclass(frozen=True, slots=True)
class NotApplicable:
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Part:
    """One of several things of a record, such as a phrase of credit that goes with a release. `id` is `<record>.<part>.<number>`."""

    id: str
    facts: Facts
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Parts:
    """All of them, or those that are known of when `open`."""

    items: tuple[Part, ...]
    open: bool
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Figure:
    """A number that held from `since` to `until`, both included (`None`: without end); `scope` is whose it is, where that is said."""

    value: Decimal
    since: date | None
    until: date | None
    scope: Literal["alone", "affiliates"] | None
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Figures:
    """A number that is measured over time. A plain `Known` number in its place holds at any time, with and without affiliates."""

    items: tuple[Figure, ...]
    span: Span = field(compare=False, repr=False)
    origin: str = "declared"


@dataclass(frozen=True, slots=True)
class Guarded:
    """A fact that an edit changes: what it is in which worlds, which are apart and together all. Never of a file."""

    options: tuple[tuple[Formula, Known | NotApplicable | Parts | None], ...]
    span: Span = field(compare=False, repr=False)


Fact = Known | NotApplicable | Parts | Figures | Guarded
Facts = Mapping[str, Fact]

# --- days --------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Lasting:
    """Every day from `first` to `last`, both included; one day when equal."""

    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Uncertain:
    """One day, nobody says which, from `first` to `last`, both included."""

    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Planned:
    """Not done yet: the day on which the question is asked."""


When = Lasting | Uncertain | Planned | None  # None: not declared

# --- positions of counsel ----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Position:
    """A reading of a concept in a document that somebody adopts, with a reason, from `on` to `until`, both included."""

    document: str
    concept: str
    reading: str
    by: str
    role: str
    because: str
    on: date
    until: date
    span: Span = field(compare=False, repr=False)
    evidence: str | None = None
    places: tuple[tuple[str, Span], ...] = field(default=(), compare=False, repr=False)
    """Where the values of its keys are written."""


# --- records -----------------------------------------------------------------------------------------------------------

StepKind = Literal[
    "generate", "label", "judge", "filter", "verify", "convert", "rewrite", "seed",
    "train", "adapt", "merge", "quantise", "evaluate", "serve",
]  # fmt: skip
Manner = Literal["copy", "rewrite", "transcribe", "seed", "label", "judge", "select", "reward", "logits", "weights", "teach", "tool"]
Role = Literal["declarant", "affiliate", "contractor", "stranger"]


@dataclass(frozen=True, slots=True)
class Party:
    """Who does things. Exactly one has the role `declarant`; its facts are those of `party.…` conditions."""

    id: str
    role: Role
    facts: Facts
    span: Span = field(compare=False, repr=False)


UNKNOWN_FORM = "unknown"
"""The form of a permission that does not declare it."""


@dataclass(frozen=True, slots=True)
class Permission:
    """Leave given by a publisher. `clauses` are pinpoints or names of clauses.

    Missing `given` or `until` days are unknown; `endless` says there is none.
    """

    clauses: tuple[str, ...]
    form: str
    evidence: str | None
    given: date | None
    until: date | None
    endless: bool
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Agreement:
    """Terms that the declarant accepted; `document` is a document id, absent when it is an agreement `with_` somebody whose terms nobody
    encodes.

    `form` is how it was accepted. `renewed` are days of renewal, `objected` days on which a new version was objected to; absent: unknown.
    """

    document: str | None
    accepted: date | None
    permissions: tuple[Permission, ...]
    span: Span = field(compare=False, repr=False)
    with_: str | None = None
    form: str | None = None
    renewed: tuple[date, ...] | None = None
    objected: tuple[date, ...] | None = None
    whole: Span | None = field(default=None, compare=False, repr=False)


Layer = Literal["database", "contents"]


@dataclass(frozen=True, slots=True)
class Licence:
    """A licence that an artifact carries, or a part of it: a `layer`, copies obtained from `since` on and before `until`.

    `back` says that it covers copies obtained earlier as well. `tag` says that metadata name it and not the text that comes with the
    artifact. Licences of one `choice` are alternatives among which whoever takes the artifact may choose.
    """

    id: str
    layer: Layer | None = None
    since: date | None = None
    until: date | None = None
    back: bool = False
    tag: bool = False
    choice: str | None = None


@dataclass(frozen=True, slots=True)
class Artifact:
    """A model, a dataset or a tool. `reference` is the hub id as written. `publisher` is a publisher id or a name.

    The declarant's own artifacts have `own=True`.
    `licences` is None when nothing is known of them, and empty when it is known that there is none (an API model). `under` is the licence
    chosen among alternatives, `obtained` when the copy was obtained.
    `origin_closed` says that its origin is written and complete; with no step that yields it, no model had a part in its making.
    """

    id: str
    kind: Literal["model", "dataset", "tool"]
    reference: str
    publisher: str | None
    own: bool
    licences: tuple[Licence, ...] | None
    released: date | None
    facts: Facts
    span: Span = field(compare=False, repr=False)
    origin_closed: bool = False
    under: str | None = None
    obtained: When = None


@dataclass(frozen=True, slots=True)
class DataUse:
    """A dataset that a step consumes. `manner` None: the default of the step's kind. `share` is a fraction of the step's data."""

    artifact: str
    manner: Manner | None
    share: Decimal | None
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Listed(Generic[T]):
    """A list of the declaration. `open` is true when it may hold more than what is written."""

    items: tuple[T, ...]
    open: bool


NO_TOOLS: Listed[str] = Listed((), False)


@dataclass(frozen=True, slots=True)
class Step:
    """Something done. `reaches` is the model that it runs (`with`), `via` the channel (`None`: not declared; `local`: on own account).

    `base` is `from`. `feedback` names steps whose output steers this training (judge, reward, select); `feedback_open` says
    that there may be others. For kinds of step that cannot have one of the lists, it is closed and empty. `host` is the channel of whoever
    served the model behind a router, `on_behalf` the parties for whom it was done (absent: not declared), `tools` the software that did it.
    """

    id: str
    does: StepKind
    by: str  # party id
    reaches: str | None
    via: str | None
    when: When
    yields: tuple[str, ...]
    base: Listed[str]
    data: Listed[DataUse]
    feedback: tuple[str, ...]
    facts: Facts  # stage, output, conduct, surface and whatever the vocabulary declares for `step`
    span: Span = field(compare=False, repr=False)
    feedback_open: bool = False
    model_free: bool = False  # it is declared that no model was run
    host: str | None = None
    on_behalf: tuple[str, ...] | None = ()
    tools: Listed[str] = NO_TOOLS


@dataclass(frozen=True, slots=True)
class Release:
    """Letting an artifact out. Its `date` is in `when`; `facts` holds form, to, name, license, commercial, …"""

    id: str
    artifact: str
    when: When
    facts: Facts
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Declaration:
    """Everything, keyed by id in the order of the file. `releases.open` holds for every artifact alike."""

    name: str
    project: str
    parties: Mapping[str, Party]
    agreements: tuple[Agreement, ...]
    artifacts: Mapping[str, Artifact]
    steps: Mapping[str, Step]
    releases: Listed[Release]
    steps_open: bool
    characterisations: tuple[tuple[str, str, Span], ...] = ()  # (entity path, key, place): facts that are conclusions
    digest: str = ""
    agreements_open: bool = False
    parties_open: bool = False

    @property
    def declarant(self) -> Party:
        return next(p for p in self.parties.values() if p.role == "declarant")
