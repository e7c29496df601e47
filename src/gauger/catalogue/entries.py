"""Entries of the catalogue, and how an id finds its own."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from functools import cached_property
from typing import Literal

from gauger.text.values import dataclass

FactValue = str | tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """What is known of the ids that match one of `ids` (a `*` at the end stands for anything; case does not count).

    `licences` is None when nothing is known of them and empty when there is none, as of models that are only served.
    """

    kind: Literal["model", "dataset"]
    ids: tuple[str, ...]
    publisher: str | None
    licences: tuple[str, ...] | None
    released: date | None
    facts: Mapping[str, FactValue]  # family, capabilities, openness
    sources: Mapping[str, str]  # by key; `publisher`, `license`, `released` and the facts

    def origin(self, key: str) -> str:
        """What a fact filled in from here gives as its origin."""
        return f"catalogue: {self.sources[key]}"


class Catalogue:
    """Entries in the order of the files. Of those that match, the one with the longest pattern counts, an id in full before all.

    They are read when they are first asked for: a warm run asks for the digest alone.
    """

    def __init__(self, read: Callable[[], tuple[Entry, ...]] = tuple, digest: str = "") -> None:
        self._read = read
        self.digest = digest

    @cached_property
    def entries(self) -> tuple[Entry, ...]:
        return self._read()


def find_entry(catalogue: Catalogue, kind: Literal["model", "dataset"], reference: str) -> Entry | None:
    """The most specific entry for a hub id, if there is one."""
    wanted = reference.lower()
    ranked = [(rank, entry) for entry in catalogue.entries if entry.kind == kind and (rank := _rank_match(entry.ids, wanted))]
    return max(ranked, key=lambda pair: pair[0])[1] if ranked else None


def find_model(catalogue: Catalogue, reference: str) -> Entry | None:
    """The most specific entry for a model's hub id, if there is one."""
    return find_entry(catalogue, "model", reference)


def _rank_match(ids: tuple[str, ...], wanted: str) -> tuple[bool, int] | None:
    """Whether an id is met in full and how long the longest pattern is that is met; nothing when none is."""
    return max(((not name.endswith("*"), len(name)) for name in ids if _matches(name.lower(), wanted)), default=None)


def _matches(pattern: str, wanted: str) -> bool:
    return wanted.startswith(pattern[:-1]) if pattern.endswith("*") else wanted == pattern
