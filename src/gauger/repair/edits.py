"""What a party can do about a pipeline: edits, each one of the ways in which something is left as it is or done otherwise.

Everything about one thing that excludes one another is an axis, so that no set of edits says two things of one place.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TypeAlias

from gauger.declaration.records import Artifact, Permission, Scalar
from gauger.text.values import dataclass, field
from gauger.worlds import Choice, Formula, any_of, literal, negate
from gauger.worlds.domains import Options, Test

AS_IS = "as it is"
Value: TypeAlias = Scalar | frozenset[Scalar]


@dataclass(frozen=True, slots=True)
class Again:
    """A step is done, or an artifact let out, once more, under the terms of the day of the question."""

    record: str


@dataclass(frozen=True, slots=True)
class Reach:
    """A step reaches this model through this channel."""

    step: str
    model: Artifact
    via: str


@dataclass(frozen=True, slots=True)
class Leave:
    """A step does without a dataset."""

    step: str
    dataset: str


@dataclass(frozen=True, slots=True)
class Take:
    """A step takes another dataset, or starts from another model, in place of one."""

    step: str
    before: str
    artifact: Artifact


@dataclass(frozen=True, slots=True)
class State:
    """A fact of a party, a step or a release becomes another."""

    record: str
    attribute: str
    value: Value


@dataclass(frozen=True, slots=True)
class Show:
    """A part is added to a record, and the list of such parts is complete."""

    record: str
    part: str
    facts: Mapping[str, Value] = field(compare=False)


@dataclass(frozen=True, slots=True)
class Hide:
    """A part of a record is taken away, and the list of such parts is complete."""

    record: str
    part: str
    entry: str


@dataclass(frozen=True, slots=True)
class Keep:
    """A release does not happen."""

    release: str


@dataclass(frozen=True, slots=True)
class Close:
    """Nothing is let out that is not declared."""


@dataclass(frozen=True, slots=True)
class Obtain:
    """A publisher, or somebody `with_` whom no encoded terms are, gives leave."""

    document: str | None
    with_: str | None
    permission: Permission


Change = Again | Reach | Leave | Take | State | Show | Hide | Keep | Close | Obtain


@dataclass(frozen=True, slots=True)
class Option:
    """One way of doing otherwise. `label` is unique within its axis, `cost` is more than nothing, `says` what to do in a few words."""

    label: str
    cost: int
    says: str
    change: Change = field(compare=False)


@dataclass(frozen=True, slots=True)
class Axis:
    """What can be done about one thing, beside leaving it as it is. `records` are those that it changes.

    `again` is what doing these once more costs where they lie behind: what is done is not changed in any other way. `behind` are records
    that lie behind too and of which a change has these done again anyway.
    """

    key: str
    records: tuple[str, ...] = field(compare=False)
    options: tuple[Option, ...] = field(compare=False)
    again: int = field(default=0, compare=False)
    behind: frozenset[str] = field(default=frozenset(), compare=False)

    @property
    def choice(self) -> Choice:
        return Choice(f"edit:{self.key}", "fact", Options((AS_IS, *(option.label for option in self.options))))

    def is_(self, *labels: str) -> Formula:
        """The edits among which the axis is one of these."""
        return any_of(literal(self.choice, Test("is", (label,))) for label in labels)

    def changed(self) -> Formula:
        """The edits among which anything is done about it."""
        return negate(self.is_(AS_IS))


Plan = tuple[tuple[Axis, Option], ...]
"""What is done, an axis at most once, in the order of axes."""


def cost_of(plan: Plan) -> int:
    return sum(list_costs(plan))


def list_costs(plan: Plan) -> Iterator[int]:
    """What each edit adds, in the order of the plan: the first of those of what lies behind bears that this is done again, unless it is so
    anyway."""
    changed = {record for axis, _ in plan for record in axis.records}
    paid = {record for axis, option in plan if isinstance(option.change, Again) for record in axis.records}
    for axis, option in plan:
        anyway = paid.issuperset(axis.records) or not changed.isdisjoint(axis.behind)
        paid.update(axis.records)
        yield option.cost if anyway else option.cost + axis.again


def find_least(plan: Plan) -> int:
    """What a plan costs at least, whatever is added to it: something that it changes, or what that comes of, is done again."""
    again = 0 if any(isinstance(option.change, Again) for _, option in plan) else max((axis.again for axis, _ in plan), default=0)
    return sum(option.cost for _, option in plan) + again


def records_of(axes: Sequence[Axis]) -> Mapping[str, tuple[Axis, ...]]:
    """The axes about each record."""
    found: dict[str, list[Axis]] = {}
    for axis in axes:
        for record in axis.records:
            found.setdefault(record, []).append(axis)
    return {record: tuple(about) for record, about in found.items()}
