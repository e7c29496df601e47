"""Entries of the catalogue, and how an id finds its own."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Literal

FactValue = str | tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """What is known of the ids that match one of `ids` (`*` stands for any characters; case does not count).

    `licences` is None when nothing is known of them and empty when there is none, as of models that are only served.
    """

    kind: Literal["model", "dataset"]
    ids: tuple[str, ...]
    publisher: str | None
    licences: tuple[str, ...] | None
    released: date | None
    facts: Mapping[str, FactValue]  # family, capabilities, openness
    sources: Mapping[str, str] = field(default_factory=dict)  # by key; `publisher`, `license`, `released` and the facts

    def origin(self, key: str) -> str:
        """What a fact filled in from here gives as its origin."""
        return f"catalogue: {self.ids[0]} ({self.sources.get(key, 'no source')})"


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Entries from the most to the least specific: the first that matches counts."""

    entries: tuple[Entry, ...] = ()
    digest: str = ""


def find_entry(catalogue: Catalogue, kind: Literal["model", "dataset"], reference: str) -> Entry | None:
    """The entry for a hub id, if there is one."""
    wanted = reference.lower()
    return next((entry for entry in catalogue.entries if entry.kind == kind and _matches(entry.ids, wanted)), None)


def find_model(catalogue: Catalogue, reference: str) -> Entry | None:
    """The entry for a model's hub id, if there is one."""
    return find_entry(catalogue, "model", reference)


def _matches(ids: tuple[str, ...], wanted: str) -> bool:
    return bool(wanted) and any(_compile_pattern(pattern.lower()).fullmatch(wanted) is not None for pattern in ids)


@lru_cache(maxsize=None)
def _compile_pattern(pattern: str) -> re.Pattern[str]:
    return re.compile(".*".join(re.escape(part) for part in pattern.split("*")))
