"""Outcomes of policy cases, failures first named and then explained."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Protocol

from gauger.reports.layout import count, escape


class Outcome(Protocol):
    """What a report needs of a case that ran."""

    @property
    def file(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def failures(self) -> tuple[str, ...]: ...
    @property
    def passed(self) -> bool: ...


def render_cases(outcomes: Sequence[Outcome]) -> str:
    """A block for each case that failed, and a summary line."""
    return "\n".join([*_failures(outcomes), _summary(outcomes), ""])


def _failures(outcomes: Sequence[Outcome]) -> Iterator[str]:
    for outcome in outcomes:
        if not outcome.passed:
            yield f"FAILED  {escape(outcome.name)}"
            yield from (f"  {escape(outcome.file)}:{escape(line)}" for line in outcome.failures)


def _summary(outcomes: Sequence[Outcome]) -> str:
    if not outcomes:
        return "no case ran, which is a failure"
    failed = sum(not outcome.passed for outcome in outcomes)
    return f"{count(len(outcomes), 'case')}: {len(outcomes) - failed} passed, {failed} failed"
