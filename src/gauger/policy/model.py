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

Entity = Literal["party", "model", "dataset", "step", "release", "permission", "publisher"]
Variable = Literal["party", "model", "dataset", "step", "release", "access", "source", "publisher", "base"]
VARIABLE_ENTITY: Mapping[Variable, Entity] = {
    "party": "party", "model": "model", "dataset": "dataset", "step": "step", "release": "release",
    "access": "step", "source": "model", "publisher": "publisher", "base": "model",
}  # fmt: skip


class Standing(StrEnum):
    """How well supported a reading or a text is."""

    TEXT = "text"
    STATEMENT = "statement"
    REPORTED = "reported"
    SECONDARY = "secondary"


# --- vocabulary --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Attribute:
    """What may be known of an entity. `values` is empty for open types."""

    entity: Entity
    name: str
    kind: Literal["one of", "some of", "number", "text", "day", "yes or no", "name"]
    values: tuple[str, ...]
    says: str
    span: Span = field(compare=False, repr=False)

    @property
    def key(self) -> str:
        return f"{self.entity}.{self.name}"


@dataclass(frozen=True, slots=True)
class Act:
    """A regulated act. `does` empty: any step kind (`access`) or not about steps (`release`)."""

    name: str
    subject: str
    on: Literal["step", "access", "release"]
    does: tuple[str, ...]
    family: str
    says: str
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Object:
    """What a rule attaches to; `concept` is the name of the pattern concept that ties it to an act."""

    name: str
    taken_from: Literal["access", "model", "dataset"]
    concept: str
    says: str
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Pattern:
    """Manners that every edge of a route must have, and how many models may stand after its origin (`None`: any number)."""

    along: frozenset[str]
    through: int | None


@dataclass(frozen=True, slots=True)
class Authority:
    by: str
    at: str


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read a concept; `when` decides it, or `pattern` on routes, or both (then both must hold)."""

    name: str
    says: str
    standing: Standing
    when: Condition | None
    pattern: Pattern | None
    authorities: tuple[Authority, ...]
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Concept:
    """An open-textured term. `document` is set when it belongs to one document only. `order` holds (narrow, wide) pairs."""

    name: str
    parameters: tuple[str, ...]
    asks: str
    readings: tuple[Reading, ...]
    order: tuple[tuple[str, str], ...]
    residue: str | None
    document: str | None
    span: Span = field(compare=False, repr=False)


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


# --- conditions --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class AttributeRef:
    """`model.task`: a variable in scope and the attribute that it has."""

    variable: Variable
    attribute: Attribute


Operator = Literal[
    "is", "in", "overlaps", "includes", "more than", "at least", "less than", "at most",
    "starts with", "contains", "before", "on or after",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Test:
    """A comparison. Sets are expanded, so `values` are plain values; or `other` is a `publisher.…` attribute, never both."""

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
    """A permission of one of these forms lists the clause and covers every day of the act."""

    forms: tuple[str, ...]
    span: Span = field(compare=False, repr=False)


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
    """`some release of model`, `some base of model`: at least one entry meets the body, which tests that entry against written values
    only."""

    kind: Literal["release", "base"]
    of: Variable
    body: Condition
    span: Span = field(compare=False, repr=False)


Condition = Test | CallConcept | CallDefinition | Constant | PermittedBy | AllOf | AnyOf | NoneOf | Some

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


@dataclass(frozen=True, slots=True)
class Governs:
    """Channels governed, under a routing condition over `party` and `access`."""

    channels: tuple[str, ...]
    when: Condition | None


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


@dataclass(frozen=True, slots=True)
class Precedence:
    """Over or under which texts (document ids, or clause names of the same document) and forms of permission this text stands."""

    over: tuple[str, ...] = ()
    under: tuple[str, ...] = ()
    over_forms: tuple[str, ...] = ()
    under_forms: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Norm:
    """What a clause does. `requires` is set for *requires* alone."""

    kind: Literal["forbids", "permits", "requires", "silent"]
    act: Act
    objects: tuple[Object, ...]
    requires: Condition | None


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
class Consequence:
    document: str
    name: str
    at: str
    says: str
    locate: str | None
    span: Span = field(compare=False, repr=False)


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
    includes: tuple[str, ...]
    precedence: Precedence
    reads: tuple[Reads, ...]
    admits: tuple[Admits, ...]
    versions: tuple[Version, ...]  # by date, at least one
    clauses: Mapping[str, Clause]
    exceptions: Mapping[str, ClauseException]
    consequences: Mapping[str, Consequence]
    concepts: Mapping[str, Concept]
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Channel:
    id: str
    title: str
    publisher: str
    span: Span = field(compare=False, repr=False)


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
