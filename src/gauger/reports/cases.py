"""Outcomes of policy cases, failures first named and then explained, with what the cases cover and what they would not notice."""

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


class Portion(Protocol):
    """What a report needs of something that cases can show."""

    @property
    def document(self) -> str: ...
    @property
    def kind(self) -> str: ...
    @property
    def name(self) -> str: ...


class Coverage(Protocol):
    """What a report needs of a coverage: of every portion whether some case shows it."""

    @property
    def portions(self) -> Sequence[tuple[Portion, bool]]: ...


class Unnoticed(Protocol):
    """What a report needs of a mutant that no case notices."""

    @property
    def document(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def because(self) -> str | None: ...
    @property
    def place(self) -> str: ...


class Mutated(Protocol):
    """What a report needs of a run over mutants."""

    @property
    def mutants(self) -> int: ...
    @property
    def unnoticed(self) -> Sequence[Unnoticed]: ...


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


def render_coverage(coverage: Coverage) -> str:
    """How much of each kind is shown, and every portion that is not."""
    kinds = dict.fromkeys(portion.kind for portion, _ in coverage.portions)
    counts = {kind: [shown for portion, shown in coverage.portions if portion.kind == kind] for kind in kinds}
    told = ", ".join(f"{sum(shown)} of {count(len(shown), kind)}" for kind, shown in counts.items())
    missing = [f"NOT COVERED  {escape(p.document)}: {p.kind} {escape(p.name)}" for p, shown in coverage.portions if not shown]
    return "\n".join([*missing, f"covered: {told or 'nothing'}", ""])


def render_mutated(mutated: Mutated) -> str:
    """Every mutant that no case notices, with the reason where there is one, and a summary line."""
    bare = [u for u in mutated.unnoticed if u.because is None]
    lines = [f"NOT NOTICED  {escape(u.place)}: {escape(u.document)}: {escape(u.name)}" for u in bare]
    lines += [
        f"not noticed  {escape(u.document)}: {escape(u.name)}: {escape(u.because)}" for u in mutated.unnoticed if u.because is not None
    ]
    noticed, reasons = mutated.mutants - len(mutated.unnoticed), len(mutated.unnoticed) - len(bare)
    told = f"{count(mutated.mutants, 'mutant')}: {noticed} noticed, {reasons} not noticed for a reason, {len(bare)} without one"
    return "\n".join([*lines, told, ""])
