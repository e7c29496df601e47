"""The near name behind "did you mean": one rule for every room that looks up names."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import SequenceMatcher

_LIKENESS = 0.7


def suggest(name: str, candidates: Iterable[str]) -> str | None:
    """The candidate most like `name`, or nothing when none is near; ties go to the first in alphabetical order."""
    near = [(-measure_likeness(name, c), c) for c in set(candidates) if c != name]
    best = min(near, default=(0.0, ""))
    return best[1] if -best[0] >= _LIKENESS else None


def measure_likeness(left: str, right: str) -> float:
    """How alike two names are, from 0 to 1; letter case, the way words are joined and swapped letters count little."""
    left, right = _fold(left), _fold(right)
    if left == right:
        return 0.99
    if len(left) > 2 and sorted(left) == sorted(right):
        return max(0.9, SequenceMatcher(None, left, right, autojunk=False).ratio())
    return SequenceMatcher(None, left, right, autojunk=False).ratio()


def _fold(name: str) -> str:
    return name.casefold().replace("_", "-").replace(" ", "-")
