"""What can stand in place of a teacher, a starting point or a dataset."""

from __future__ import annotations

from gauger.declaration.records import Artifact
from gauger.text.values import dataclass


@dataclass(frozen=True, slots=True)
class Teacher:
    """A model behind a channel. `gives` is what can be taken from it, in the words of `step.output`; empty: anything."""

    model: Artifact
    via: str
    gives: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Alternatives:
    """In the order in which they are offered."""

    teachers: tuple[Teacher, ...] = ()
    bases: tuple[Artifact, ...] = ()
    datasets: tuple[Artifact, ...] = ()
