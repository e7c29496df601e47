"""The survivors that are known, each with the reason why no test kills it, and how a run compares with them."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from tests.mutation.trial import Result

LISTED = Path(__file__).with_name("survivors.toml")

Listed = dict[str, dict[str, str]]
"""Reasons, by place and text of the mutant."""


@dataclass(frozen=True)
class Comparison:
    unlisted: list[Result]
    killed: list[Result]


def load_listed(path: Path = LISTED) -> Listed:
    return tomllib.loads(path.read_text()) if path.exists() else {}


def compare(results: Iterable[Result], listed: Listed) -> Comparison:
    """Survivors that nobody has looked at, and mutants that are listed as survivors and are none."""
    found = Comparison([], [])
    for result in results:
        known = result.mutant.text in listed.get(result.mutant.place, {})
        lives = result.outcome in {"survived", "not covered"}
        if lives and not known:
            found.unlisted.append(result)
        elif known and not lives:
            found.killed.append(result)
    return found
