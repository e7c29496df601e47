"""What is asked of the engine beside policy and declaration, and the ways in which asking can fail."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from gauger.declaration.records import Position
from gauger.policy.model import Standing
from gauger.text import Span
from gauger.text.values import dataclass, field


@dataclass(frozen=True, slots=True)
class Question:
    """`assume` settles choices: (key, value) as `--assume` takes them. `positions` are readings that counsel adopts. `last_seen` holds, by
    clause key, the newest day on which the text was recorded unchanged."""

    as_of: date
    admitted: frozenset[Standing] = frozenset({Standing.TEXT})
    assume: tuple[tuple[str, str], ...] = ()
    positions: tuple[Position, ...] = ()
    last_seen: Mapping[str, date] = field(default_factory=dict, compare=False)


@dataclass(frozen=True, slots=True)
class UnknownAssumption:
    """An assumption about a choice that no finding has, or a value that the choice has not."""

    key: str
    value: str
    candidates: tuple[str, ...]
    about_key: bool


@dataclass(frozen=True, slots=True)
class Contradiction:
    """No admissible world is left for a finding, or for any (`finding` empty): the choices that contradict each other."""

    finding: str
    choices: tuple[str, ...]
    spans: tuple[Span, ...] = field(default=(), compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Refused(Exception):  # noqa: N818 - a state of affairs that the caller reports, all of it at once
    """The question cannot be answered as put."""

    problems: tuple[UnknownAssumption | Contradiction, ...]
