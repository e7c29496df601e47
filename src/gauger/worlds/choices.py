"""What may be settled one way or another, and the cells into which its values fall."""

from __future__ import annotations

from typing import Literal

from gauger.text.values import dataclass, field
from gauger.worlds.domains import Domain

Kind = Literal["reading", "fact", "conflict", "source"]


@dataclass(frozen=True, slots=True)
class Choice:
    """Identity is the key alone: one fact is one choice, however many conditions test it."""

    key: str
    kind: Kind = field(compare=False)
    domain: Domain = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Cell:
    """Values that no test tells apart. `label` is unique within its choice; `truths` aligns with the tests that cut it."""

    label: str
    truths: tuple[bool, ...]
    first: int = 0  # for days: ordinals of the cell's first and last day
    last: int = 0
