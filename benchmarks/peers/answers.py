"""The forms of answers, and when two are the same."""

from __future__ import annotations

from typing import Any

Standing = tuple[list[str], list[str]]
"""Ids of clauses that are prohibited, and of those that are unknown; the others are clear."""
Answer = list[str] | Standing
"""What is said of the clauses on one pipeline: the ids of those that fire, or how each stands."""


def take_as_known(fired: list[str]) -> Standing:
    """How clauses stand by an engine that has no word for what is unknown."""
    return fired, []


def settle(answer: Any) -> Any:
    """One form of an answer, as JSON keeps it: the order of lists says nothing, that of tuples does."""
    if isinstance(answer, tuple):
        return [settle(part) for part in answer]
    if isinstance(answer, list):
        return sorted(settle(part) for part in answer)
    return answer
