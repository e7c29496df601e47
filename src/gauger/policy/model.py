"""The resolved policy: plain frozen data, no text left to look up. The engine and the enumerator read nothing else.

One file although it is long: these types refer to one another throughout, and whoever reads a policy wants them on one page.

INVARIANT: every name in a `Policy` exists and has the right type; `gauger.policy.resolve` reports instead of building otherwise.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Literal

from gauger.text import Span
from gauger.text.values import dataclass, field

Value = str | Decimal | bool | date
"""A name or text is `str`, a number `Decimal`, `yes`/`no` `bool`, a day `date`. A set-valued fact is a `frozenset[Value]`."""

_Day = date
"""For classes that have a field of that name."""

Entity = str
"""One of `ENTITIES`, or the name of a part that the vocabulary declares."""

Variable = str
"""One of `VARIABLE_ENTITY`, or inside `some … of …` and `sum of … of …` the name of the part."""

ENTITIES: tuple[Entity, ...] = ("party", "model", "dataset", "tool", "step", "release", "agreement", "permission", "publisher")
VARIABLE_ENTITY: Mapping[Variable, Entity] = {
    "party": "party", "model": "model", "dataset": "dataset", "step": "step", "release": "release",
    "access": "step", "source": "model", "data": "dataset", "tool": "tool", "publisher": "publisher", "base": "model",
    "agreement": "agreement", "affiliate": "party",
}  # fmt: skip


class Standing(StrEnum):
    """How well supported a reading or a text is."""

    TEXT = "text"
    STATEMENT = "statement"
    REPORTED = "reported"
    SECONDARY = "secondary"


# --- vocabulary --------------------------------------------------------------------------------------------------------


AttributeKind = Literal["one of", "some of", "number", "figure", "text", "day", "yes or no", "name"]


@dataclass(frozen=True, slots=True)
class Attribute:
    """What may be known of an entity. `values` is empty for open types.

    `absent`: what is left out is none, and never unknown. `cost` is set for what its party can change, and is what a change costs.
    `anew`: it is between its party and one service, and says nothing of another. `filled`: what its party changes holds something at least.
    """

    entity: Entity
    name: str
    kind: AttributeKind
    values: tuple[str, ...]
    says: str
    span: Span = field(compare=False, repr=False)
    absent: bool = False
    cost: int | None = None
    anew: bool = False
    filled: bool = False

    @property
    def key(self) -> str:
        return f"{self.entity}.{self.name}"


@dataclass(frozen=True, slots=True)
class Part:
    """What an entity may have several of, each with attributes of its own: `part attribution of release`.

    `absent` and `cost` are as for attributes.
    """

    name: str
    of: Entity
    says: str
    span: Span = field(compare=False, repr=False)
    absent: bool = False
    cost: int | None = None


@dataclass(frozen=True, slots=True)
class Act:
    """A regulated act. `does` empty: any step kind (`access`) or not about steps (`release`).

    `others`: it is done by somebody else, or for somebody else.
    """

    name: str
    subject: str
    on: Literal["step", "access", "release"]
    does: tuple[str, ...]
    family: str
    says: str
    span: Span = field(compare=False, repr=False)
    others: bool = False


Layer = Literal["database", "contents"]


@dataclass(frozen=True, slots=True)
class Object:
    """What a rule attaches to; `concept` is the name of the pattern concept that ties it to an act.

    `layer` says which layer of a dataset it is, where licences tell them apart; `when` what must be so of the access or model that it is
    taken from. `covers` names objects that are parts of it: whoever regulates it regulates the reaching or taking itself.
    `sent`: it is what went to the model, and is there whether or not anything came back.
    """

    name: str
    taken_from: Literal["access", "model", "dataset", "tool"]
    concept: str
    says: str
    span: Span = field(compare=False, repr=False)
    layer: Layer | None = None
    when: Condition | None = None
    covers: tuple[str, ...] = ()
    sent: bool = False


@dataclass(frozen=True, slots=True)
class Pattern:
    """Manners that every edge of a route must have, and how many models may stand after its origin (`None`: any number)."""

    along: frozenset[str]
    through: int | None


AUTHORITIES = ("text", "statement", "reported", "alleged", "admitted")
"""What sort of thing supports a reading: a text with force of its own, a statement of whoever issued the terms, a report of others, an
allegation, an admission of whoever is concerned."""


@dataclass(frozen=True, slots=True)
class Authority:
    """What supports a reading, where it is found, and as what: one of `AUTHORITIES`."""

    by: str
    at: str
    standing: str = "text"


@dataclass(frozen=True, slots=True)
class Tie:
    """A reading of another concept, to which a reading is tied."""

    concept: str
    reading: str


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read a concept; `when` decides it, or `pattern` on routes, or both (then both must hold).

    Whoever reads it so reads what it `implies` so too, and never what it `excludes`.
    """

    name: str
    says: str
    standing: Standing
    when: Condition | None
    pattern: Pattern | None
    authorities: tuple[Authority, ...]
    span: Span = field(compare=False, repr=False)
    implies: tuple[Tie, ...] = ()
    excludes: tuple[Tie, ...] = ()


@dataclass(frozen=True, slots=True)
class Concept:
    """An open-textured term. `document` is set when it belongs to one document only. `order` holds (narrow, wide) pairs.

    What meets it, however it is read, meets each of `narrower` too, whose arguments are its own parameters.
    """

    name: str
    parameters: tuple[str, ...]
    asks: str
    readings: tuple[Reading, ...]
    order: tuple[tuple[str, str], ...]
    residue: str | None
    document: str | None
    span: Span = field(compare=False, repr=False)
    narrower: tuple[CallConcept, ...] = ()


@dataclass(frozen=True, slots=True)
class Definition:
    """A term with one meaning."""

    name: str
    parameters: tuple[str, ...]
    says: str
    when: Condition
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Everything that has no document: keyed by name (attributes by `entity.name`, concepts of documents not included)."""

    attributes: Mapping[str, Attribute]
    acts: Mapping[str, Act]  # keyed "act subject", e.g. "train model"
    objects: Mapping[str, Object]
    concepts: Mapping[str, Concept]
    definitions: Mapping[str, Definition]
    sets: Mapping[str, tuple[Value, ...]]
    binding: str | None
    parts: Mapping[str, Part] = field(default_factory=dict)


# --- conditions --------------------------------------------------------------------------------------------------------


Moment = Literal["source.released", "source.obtained", "data.obtained", "access.date"]


@dataclass(frozen=True, slots=True)
class Measure:
    """How a figure is taken: whose it is, and when: on a day, at a `moment` such as `source.released`, over any so many months.

    None of the three: on the days of the act.
    """

    affiliates: bool = False
    on: date | None = None
    moment: Moment | None = None
    months: int | None = None


@dataclass(frozen=True, slots=True)
class AttributeRef:
    """`model.task`: a variable in scope and the attribute that it has. `measure` is set for figures alone."""

    variable: Variable
    attribute: Attribute
    measure: Measure | None = None


Operator = Literal[
    "is", "in", "overlaps", "includes", "more than", "at least", "less than", "at most",
    "starts with", "contains", "before", "on or after",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Test:
    """A comparison. Sets are expanded, so `values` are plain values; or `other` is an attribute of `publisher`, `source` or `data`."""

    left: AttributeRef
    operator: Operator
    values: tuple[Value, ...]
    other: AttributeRef | None
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class CallConcept:
    """A concept read in the document of the clause; arguments are variables in scope, by parameter."""

    concept: str
    arguments: tuple[Variable, ...]
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class CallDefinition:
    definition: str
    arguments: tuple[Variable, ...]
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Constant:
    value: bool


@dataclass(frozen=True, slots=True)
class PermittedBy:
    """A permission of one of these forms lists the clause and covers every day of the act.

    `giver`: the publisher where none, `source` for the publisher of the model reached, else who it is by name.
    """

    forms: tuple[str, ...]
    span: Span = field(compare=False, repr=False)
    giver: str | None = None


@dataclass(frozen=True, slots=True)
class AllOf:
    items: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    items: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class NoneOf:
    items: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Some:
    """`some release of model`, `some base of model`, `some attribution of release`: at least one entry meets the body.

    The body tests that entry against written values only. `kind` is `release`, `base`, `agreement`, `affiliate` or a part.
    """

    kind: str
    of: Variable
    body: Condition
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Total:
    """`sum of owner.share of party more than 0.5`: the attribute summed over the entries that meet the body."""

    attribute: Attribute
    of: Variable
    operator: Operator
    value: Decimal
    body: Condition
    span: Span = field(compare=False, repr=False)

    @property
    def part(self) -> str:
        return self.attribute.entity


Condition = Test | CallConcept | CallDefinition | Constant | PermittedBy | AllOf | AnyOf | NoneOf | Some | Total

# Inside a concept or definition, variables are its parameters: `CallDefinition("offered", ("model",))` evaluates the body with the
# parameter
# `model` standing for the caller's variable given at that place. Parameters are named like variables and have that variable's entity;
# `output`, `logits`, `weights`, `input`, `access` as parameters of pattern concepts name what is tied and are never tested.

# --- documents ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Recording:
    """Where the text of a version lies in an archive, and between which recorded days (`until` excluded)."""

    archive: str
    path: str
    since: date | None
    until: date | None


@dataclass(frozen=True, slots=True)
class Version:
    """A dated version, in force from `date` until the next one."""

    date: date
    recordings: tuple[Recording, ...]
    span: Span = field(compare=False, repr=False)
    announced: _Day | None = None


@dataclass(frozen=True, slots=True)
class Governs:
    """Channels governed, under a routing condition over `party` and `access`; `everything`: whatever is reached or taken, as a law does."""

    channels: tuple[str, ...]
    when: Condition | None
    everything: bool = False


Mode = Literal["they stand", "accepted", "last accepted"]


@dataclass(frozen=True, slots=True)
class Inclusion:
    """Another text that is part of this one: as it stands on the day, as it stood when this one was accepted, or last accepted.

    Of several for one text the first counts whose condition on the agreement holds.
    """

    document: str
    mode: Mode
    when: Condition | None = None


@dataclass(frozen=True, slots=True)
class Frozen:
    """The text stands as it was accepted, or last accepted, where the condition on the agreement holds."""

    mode: Mode
    when: Condition | None


@dataclass(frozen=True, slots=True)
class Objection:
    """Who objects to a new version within `days` stays under the old one for so many months."""

    months: int
    days: int


@dataclass(frozen=True, slots=True)
class Passage:
    """Texts that come with a model: of its publisher where that is one of `publishers`, under its licence, or of who hosts it."""

    kind: Literal["owner", "licence", "host"]
    documents: tuple[str, ...]
    publishers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ReadsLike:
    """The concept means here what it means in another document, whatever that is."""

    concept: str
    document: str
    because: str


@dataclass(frozen=True, slots=True)
class Reads:
    concept: str
    reading: str
    because: str


@dataclass(frozen=True, slots=True)
class Admits:
    concept: str
    reading: str
    since: date | None
    until: date | None


PASSED_THROUGH = "passed-through"
"""Among the texts of an order of precedence: whatever the document passes through."""


@dataclass(frozen=True, slots=True)
class Precedence:
    """Over or under which texts (document ids, or clause names of the same document) and forms of permission this text stands."""

    over: tuple[str, ...] = ()
    under: tuple[str, ...] = ()
    over_forms: tuple[str, ...] = ()
    under_forms: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Norm:
    """What a clause does. `requires` is set for *requires* alone; `conditional` is for *assigns*: title hangs on compliance."""

    kind: Literal["forbids", "permits", "requires", "silent", "assigns"]
    act: Act
    objects: tuple[Object, ...]
    requires: Condition | None
    conditional: bool = False


@dataclass(frozen=True, slots=True)
class Clause:
    """One provision. `key` is `document#name`; `locate` is absent for silence and for secondary texts alone."""

    document: str
    name: str
    at: str
    says: str
    locate: str | None
    since: date | None
    until: date | None
    family: str
    standing: Standing
    norm: Norm
    when: Condition | None
    assuming: tuple[str, ...]
    exceptions: tuple[str, ...]
    precedence: Precedence
    reads: tuple[Reads, ...]
    leads_to: tuple[str, ...]
    remedy: str | None
    note: str | None
    span: Span = field(compare=False, repr=False)
    likes: tuple[ReadsLike, ...] = ()
    in_return: tuple[str, ...] = ()
    defects: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        return f"{self.document}#{self.name}"


@dataclass(frozen=True, slots=True)
class ClauseException:
    """A named exception; acyclic through `exceptions`. It holds when `when` and `provided` hold and none of its own exceptions does."""

    document: str
    name: str
    at: str
    says: str
    locate: str | None
    since: date | None
    until: date | None
    when: Condition | None
    provided: Condition | None
    exceptions: tuple[str, ...]
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Cure:
    """So many days, calendar or business days, in which a breach can be made good."""

    days: int
    business: bool


@dataclass(frozen=True, slots=True)
class Consequence:
    """What a breach leads to, and what that leads to in turn; acyclic through `leads_to`."""

    document: str
    name: str
    at: str
    says: str
    locate: str | None
    span: Span = field(compare=False, repr=False)
    when: Condition | None = None
    cure: Cure | None = None
    survives: bool = False
    leads_to: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """One set of terms. `clauses`, `exceptions`, `consequences` and `concepts` are keyed by name, in the order of the file."""

    id: str
    title: str
    publisher: str
    url: str
    standing: Standing
    encoded_by: str
    encoded_on: date
    doubts: tuple[str, ...]
    governs: tuple[Governs, ...]
    licences: tuple[str, ...]
    includes: tuple[Inclusion, ...]
    precedence: Precedence
    reads: tuple[Reads, ...]
    admits: tuple[Admits, ...]
    versions: tuple[Version, ...]  # by date, at least one
    clauses: Mapping[str, Clause]
    exceptions: Mapping[str, ClauseException]
    consequences: Mapping[str, Consequence]
    concepts: Mapping[str, Concept]
    span: Span = field(compare=False, repr=False)
    affiliates: Condition = Constant(True)
    stands: tuple[Frozen | Objection, ...] = ()
    passes: tuple[Passage, ...] = ()
    likes: tuple[ReadsLike, ...] = ()
    defects: tuple[str, ...] = ()
    hypothetical: str | None = None


@dataclass(frozen=True, slots=True)
class Channel:
    """A way to reach models. `hosts`: models of other publishers are served there; `closed`: nobody goes there to have a model answer."""

    id: str
    title: str
    publisher: str
    span: Span = field(compare=False, repr=False)
    hosts: bool = False
    closed: bool = False


@dataclass(frozen=True, slots=True)
class Publisher:
    """Who issues terms; `facts` holds the values of `publisher.…` attributes."""

    id: str
    title: str
    facts: Mapping[str, Value | frozenset[Value]]
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Policy:
    """Everything resolved. Keys are ids; iteration order is by id and never by file."""

    vocabulary: Vocabulary
    publishers: Mapping[str, Publisher]
    channels: Mapping[str, Channel]
    documents: Mapping[str, Document]
    digest: str = ""
