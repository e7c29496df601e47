"""One declaration to one exposure, or to every mistake in the way of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from gauger.app.setting import Setting
from gauger.declaration import check_facts
from gauger.declaration import load as load_declaration
from gauger.declaration.records import Declaration, Lasting, Position, Release, Step, Uncertain
from gauger.diagnostics import Diagnostic
from gauger.engine import Question, Refused, evaluate
from gauger.engine.conditions import lists
from gauger.findings.model import Exposure
from gauger.policy.model import Standing
from gauger.text.deferred import Deferred
from gauger.text.values import dataclass

if TYPE_CHECKING:
    from gauger.app import messages
else:
    messages = Deferred("gauger.app.messages")


@dataclass(frozen=True, slots=True)
class Asked:
    """How a check was asked for: the day, the standings admitted, the choices settled, the positions of counsel."""

    as_of: date
    admitted: frozenset[Standing] = frozenset({Standing.TEXT})
    assume: tuple[tuple[str, str], ...] = ()
    positions: tuple[Position, ...] = ()


@dataclass(frozen=True, slots=True)
class Checked:
    """What came of one declaration; `exposure` is absent when there are errors."""

    name: str
    exposure: Exposure | None
    diagnostics: tuple[Diagnostic, ...]


def check_files(paths: Sequence[Path], setting: Setting, asked: Asked) -> tuple[Checked, ...]:
    """Every declaration, each with its own mistakes; none stops the others."""
    return tuple(check_file(path, setting, asked) for path in paths)


def check_file(path: Path, setting: Setting, asked: Asked) -> Checked:
    """One declaration by its path."""
    declaration, mistakes = load_declaration(path, catalogue=setting.catalogue)
    if declaration is None:
        return Checked(str(path), None, mistakes)
    exposure, found = check_declaration(declaration, setting, asked)
    return Checked(str(path), exposure, (*mistakes, *found))


def check_declaration(
    declaration: Declaration, setting: Setting, asked: Asked, *, otherwise: bool = True
) -> tuple[Exposure | None, tuple[Diagnostic, ...]]:
    """Records to an exposure: facts against the vocabulary first, then the engine; with what would be `otherwise` unless nobody asks."""
    typed, mistakes = type_declaration(declaration, setting, asked)
    if typed is None:
        return None, mistakes
    question = Question(asked.as_of, asked.admitted, asked.assume, asked.positions, setting.last_seen)
    try:
        return evaluate(setting.policy, typed, question, otherwise=otherwise), mistakes
    except Refused as refused:
        return None, (*mistakes, *(messages.refused(problem, declaration.name) for problem in refused.problems))


def type_declaration(declaration: Declaration, setting: Setting, asked: Asked) -> tuple[Declaration | None, tuple[Diagnostic, ...]]:
    """The records with every fact typed, and what is to be pointed out about them; no records where a fact is wrong."""
    local = {name for document in setting.policy.documents.values() for name in document.concepts}
    typed, mistakes = check_facts(declaration, setting.policy.vocabulary, concepts=local)
    if any(mistake.severity == "error" for mistake in mistakes):
        return None, mistakes
    more = (*_unknown_channels(typed, setting), *_unknown_agreements(typed, setting), *_days_to_come(typed, asked.as_of))
    return typed, (*mistakes, *more)


def _unknown_channels(declaration: Declaration, setting: Setting) -> Iterator[Diagnostic]:
    """A channel that no pack declares may be somebody's own; a slip of the pen would go unexamined, so it is pointed out."""
    known = setting.policy.channels
    for step in declaration.steps.values():
        if step.via not in {None, "local"} and step.via not in known:
            yield messages.unknown_channel(step.via, tuple(known), step.span)


def _unknown_agreements(declaration: Declaration, setting: Setting) -> Iterator[Diagnostic]:
    """Leave under a document that is not known, or for a clause that is in none, would lift nothing without a word."""
    documents = setting.policy.documents
    for agreement in declaration.agreements:
        if agreement.document is None:
            continue
        if agreement.document not in documents:
            yield messages.unknown_agreement(agreement.document, tuple(documents), agreement.span)
            continue
        for permission in agreement.permissions:
            for entry in permission.clauses:
                if not any(lists((entry,), agreement.document, c) for d in documents.values() for c in d.clauses.values()):
                    yield messages.unknown_leave(entry, agreement.document, tuple(documents[agreement.document].clauses), permission.span)


def _days_to_come(declaration: Declaration, as_of: date) -> Iterator[Diagnostic]:
    """A day that has not come is more often a slip of the pen than a plan with a date; texts of that day are not known."""
    records: tuple[Step | Release, ...] = (*declaration.steps.values(), *declaration.releases.items)
    for record in records:
        if isinstance(record.when, Lasting | Uncertain) and record.when.first > as_of:
            yield messages.day_to_come(record.id, record.when.first, as_of, record.span)
