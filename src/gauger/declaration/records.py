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


Fact = Known | NotApplicable
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

# --- records -----------------------------------------------------------------------------------------------------------

StepKind = Literal[
    "generate", "label", "judge", "filter", "verify", "convert", "rewrite", "seed",
    "train", "adapt", "merge", "quantise", "evaluate", "serve",
]  # fmt: skip
Manner = Literal["copy", "rewrite", "transcribe", "seed", "label", "judge", "select", "reward", "logits", "weights", "teach"]
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
    """Terms that the declarant accepted; `document` is a document id."""

    document: str
    accepted: date | None
    permissions: tuple[Permission, ...]
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Artifact:
    """A model or a dataset. `reference` is the hub id as written. `publisher` is a publisher id or a name.

    The declarant's own artifacts have `own=True`.
    `licences` is None when nothing is known of them, and empty when it is known that there is none (an API model).
    `origin_closed` says that its origin is written and complete; with no step that yields it, no model had a part in its making.
    """

    id: str
    kind: Literal["model", "dataset"]
    reference: str
    publisher: str | None
    own: bool
    licences: tuple[str, ...] | None
    released: date | None
    facts: Facts
    span: Span = field(compare=False, repr=False)
    origin_closed: bool = False


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


@dataclass(frozen=True, slots=True)
class Step:
    """Something done. `reaches` is the model that it runs (`with`), `via` the channel (`None`: not declared; `local`: on own account).

    `base` is `from`. `feedback` names steps whose output steers this training (judge, reward, select); `feedback_open` says
    that there may be others. For kinds of step that
    cannot have one of the lists, it is closed and empty.
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

    @property
    def declarant(self) -> Party:
        return next(p for p in self.parties.values() if p.role == "declarant")
