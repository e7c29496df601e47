"""What is asked of the engine beside policy and declaration, and the ways in which asking can fail."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from gauger.policy.model import Standing


@dataclass(frozen=True, slots=True)
class Question:
    """`assume` settles choices: (key, value) as `--assume` takes them."""

    as_of: date
    admitted: frozenset[Standing] = frozenset({Standing.TEXT})
    assume: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class UnknownAssumption:
    """An assumption about a choice that no finding has, or a value that the choice has not."""

    key: str
    value: str
    candidates: tuple[str, ...]
    about_key: bool


@dataclass(frozen=True, slots=True)
class Contradiction:
    """No admissible world is left for a finding: the choices that contradict each other."""

    finding: str
    choices: tuple[str, ...]
