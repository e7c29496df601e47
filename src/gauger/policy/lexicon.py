"""What conditions may speak of: sets, attributes, acts, objects, terms; and what is in reach at one place."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from gauger.language import tree
from gauger.policy.messages import Other
from gauger.policy.model import Act, Attribute, Entity, Object, Part, Value, Variable
from gauger.policy.structure import LISTS
from gauger.text import Span
from gauger.text.values import dataclass, field


@dataclass(frozen=True, slots=True)
class ValueSet:
    """A named list of values and where it is declared."""

    values: tuple[Value, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class Term:
    """A concept or definition as its callers see it; `pattern` when its readings are read on routes."""

    name: str
    kind: Literal["concept", "definition"]
    parameters: tuple[str, ...]
    readings: tuple[str, ...]
    pattern: bool
    statement: tree.Statement
    span: Span


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The vocabulary of all packs, typed; `forms` are the values of `permission.form`."""

    sets: Mapping[str, ValueSet]
    attributes: Mapping[str, Attribute]
    acts: Mapping[str, Act]
    objects: Mapping[str, Object]
    terms: Mapping[str, Term]
    parts: Mapping[str, Part] = field(default_factory=dict)

    def find_owners(self, entry: str) -> tuple[Entity, ...]:
        """The entities that can have several of what `some …` or `sum of …` names; none when nothing can."""
        part = self.parts.get(entry)
        return (part.of,) if part else LISTS.get(entry, ())

    @property
    def forms(self) -> tuple[str, ...]:
        attribute = self.attributes.get("permission.form")
        return attribute.values if attribute else ()


@dataclass(frozen=True, slots=True)
class Scope:
    """What a condition may name at one place.

    `where` says which place, for messages; `lacking` says of a variable that is not in reach which second place is to blame; `entry` is set
    inside a `some` block, which tests nothing but its own entry.
    """

    variables: frozenset[Variable]
    where: str
    terms: Mapping[str, Term]
    entry: Variable | None = None
    lacking: Mapping[Variable, Other] = field(default_factory=dict)


def get_concept_names(terms: Mapping[str, Term]) -> tuple[str, ...]:
    """The names of concepts among terms."""
    return tuple(n for n, t in terms.items() if t.kind == "concept")
