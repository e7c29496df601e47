"""Two versions of a document held against one another by what they mean: which clauses came and went, and who is treated otherwise."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Literal

from gauger.app import messages
from gauger.app.anybody import MEASURING, declare_anybody
from gauger.app.checking import Asked, type_declaration
from gauger.app.losses import compare_exposures
from gauger.app.setting import Setting
from gauger.app.terms import concepts_of
from gauger.declaration import load as load_declaration
from gauger.declaration.loading import FORMATS
from gauger.declaration.records import Declaration
from gauger.diagnostics import Diagnostic
from gauger.engine import Question, Refused, evaluate
from gauger.engine.comparing import Bar, Shown, find_difference, list_bars
from gauger.findings.model import Change
from gauger.policy.model import Clause, Document, Policy, Version
from gauger.text.values import dataclass, replace
from gauger.worlds.domains import EARLIEST

Fate = Literal["removed", "added", "narrower", "wider", "otherwise", "the same"]


@dataclass(frozen=True, slots=True)
class Lifted:
    """An exception that a clause has under one version alone."""

    name: str
    fate: Literal["came", "went"]


@dataclass(frozen=True, slots=True)
class ClauseChange:
    """A clause that one of two versions has, or that both have and that means something else: over which acts, and what shows it.

    `freed` is what the earlier text forbids and the later one leaves free, by act; `barred` the other way round. Each holds the text as a
    whole against the clause, so a clause that went and whose place another took shows nothing.
    """

    clause: Clause
    fate: Fate
    turns_on: tuple[str, ...]
    exceptions: tuple[Lifted, ...]
    freed: tuple[tuple[str, Shown], ...]
    barred: tuple[tuple[str, Shown], ...]
    heirs: tuple[str, ...]  # clauses of the other version that have what this one has, each alone where some do


@dataclass(frozen=True, slots=True)
class Comparison:
    """What two versions of a document say otherwise: clause by clause, and of each act as a whole."""

    document: Document
    earlier: Version
    later: Version
    changes: tuple[ClauseChange, ...]
    same: int
    freed: tuple[tuple[str, Shown], ...]
    barred: tuple[tuple[str, Shown], ...]


@dataclass(frozen=True, slots=True)
class Recomputed:
    """A declaration under either version: the findings that change, worst first, or why it could not be judged."""

    name: str
    changes: tuple[Change, ...]
    same: int
    diagnostics: tuple[Diagnostic, ...]


def find_version(document: Document, written: str) -> Version | str:
    """The version of that date, or that in force on that day; or a sentence that says why there is none."""
    try:
        day = date.fromisoformat(written)
    except ValueError:
        return f"`{written}` is no day"
    found = [version for version in document.versions if version.date <= day]
    if not found:
        return f"`{document.id}` has no version of {written} or before: the first is of {document.versions[0].date}"
    return found[-1]


def freeze(policy: Policy, document: Document, version: Version) -> Policy:
    """The policy with one version of a document as its only one, in force on every day."""
    until = next((v.date for v in document.versions if v.date > version.date), date.max)

    def stands(since: date | None, ended: date | None) -> bool:
        return (since or date.min) < until and version.date < (ended or date.max)

    clauses = {name: replace(c, since=None, until=None) for name, c in document.clauses.items() if stands(c.since, c.until)}
    exceptions = {name: replace(e, since=None, until=None) for name, e in document.exceptions.items() if stands(e.since, e.until)}
    pruned = {name: replace(c, exceptions=tuple(e for e in c.exceptions if e in exceptions)) for name, c in clauses.items()}
    inner = {name: replace(e, exceptions=tuple(x for x in e.exceptions if x in exceptions)) for name, e in exceptions.items()}
    alone = replace(version, date=EARLIEST, announced=None)
    frozen = replace(document, versions=(alone,), clauses=pruned, exceptions=inner, stands=())
    return replace(policy, documents={**policy.documents, document.id: frozen})


def compare_versions(setting: Setting, document: Document, earlier: Version, later: Version, as_of: date) -> Comparison:
    """Everything that the later version means otherwise. Texts that it includes, or that include it, are left as they are on the day."""
    policies = [freeze(setting.policy, document, version) for version in (earlier, later)]
    declaration, question = declare_anybody(setting, document, as_of), Question(as_of)
    sides = [_list_bars(policy, declaration, question, document.id) for policy in policies]
    before, after = (policy.documents[document.id] for policy in policies)

    def differ(barred: Sequence[Bar], free: Sequence[Bar]) -> tuple[tuple[str, Shown], ...]:
        found = []
        for act in dict.fromkeys(bar.act for bar in barred):
            ours, theirs = [b for b in barred if b.act == act], [b for b in free if b.act == act]
            shown = find_difference(policies[1], declaration, question, ours, theirs)
            found += [(act, shown)] if shown is not None else []
        return tuple(found)

    def find_heirs(mine: Sequence[Bar], others: Sequence[Bar]) -> tuple[str, ...]:
        """Clauses that speak of the same acts; where some have it all alone, these."""
        acts = {bar.act for bar in mine}
        near = dict.fromkeys(bar.clause for bar in others if bar.act in acts)
        alone = [name for name in near if not differ(mine, [bar for bar in others if bar.clause == name])]
        return tuple(alone or near)

    changes: list[ClauseChange] = []
    same = 0
    for name in dict.fromkeys((*before.clauses, *after.clauses)):
        old, new = before.clauses.get(name), after.clauses.get(name)
        mine = [[bar for bar in side if bar.clause == name] for side in sides]
        clause = new or old
        assert clause is not None
        if old is not None and new is not None:
            freed, barred = differ(mine[0], mine[1]), differ(mine[1], mine[0])
            exceptions = (
                *(Lifted(e, "came") for e in new.exceptions if e not in old.exceptions),
                *(Lifted(e, "went") for e in old.exceptions if e not in new.exceptions),
            )
            if not (freed or barred or exceptions):
                same += 1
                continue
            fate: Fate = "otherwise" if freed and barred else "narrower" if freed else "wider" if barred else "the same"
            changes.append(ClauseChange(clause, fate, _turn_on(setting.policy, document, clause), exceptions, freed, barred, ()))
        elif old is not None:
            freed = differ(mine[0], sides[1])
            changes.append(_make_change(setting.policy, document, old, "removed", freed, (), find_heirs(mine[0], sides[1])))
        else:
            barred = differ(mine[1], sides[0])
            changes.append(_make_change(setting.policy, document, clause, "added", (), barred, find_heirs(mine[1], sides[0])))
    return Comparison(document, earlier, later, tuple(changes), same, differ(sides[0], sides[1]), differ(sides[1], sides[0]))


def _make_change(
    policy: Policy,
    document: Document,
    clause: Clause,
    fate: Fate,
    freed: tuple[tuple[str, Shown], ...],
    barred: tuple[tuple[str, Shown], ...],
    heirs: tuple[str, ...],
) -> ClauseChange:
    return ClauseChange(clause, fate, _turn_on(policy, document, clause), (), freed, barred, heirs)


def _turn_on(policy: Policy, document: Document, clause: Clause) -> tuple[str, ...]:
    return tuple(concept.name for concept in concepts_of(policy, document, clause))


def _list_bars(policy: Policy, declaration: Declaration, question: Question, document: str) -> tuple[Bar, ...]:
    found = list_bars(policy, declaration, question, document)
    return tuple(bar for bar in found if bar.source != MEASURING or bar.act == MEASURING)


# --- declarations under either version -----------------------------------------------------------------------------------


def recompute(
    setting: Setting, document: Document, sides: tuple[Version, Version], paths: Sequence[Path], as_of: date
) -> Iterator[Recomputed]:
    """Each declaration as if the one and as if the other version were in force throughout: what of it changes."""
    policies = [freeze(setting.policy, document, version) for version in sides]
    for path in paths:
        declaration, mistakes = load_declaration(path, catalogue=setting.catalogue)
        typed, more = type_declaration(declaration, setting, Asked(as_of)) if declaration is not None else (None, ())
        if typed is None:
            yield Recomputed(str(path), (), 0, (*mistakes, *more))
            continue
        try:
            now, other = (evaluate(policy, typed, Question(as_of), otherwise=False) for policy in policies)
        except Refused as refused:
            yield Recomputed(str(path), (), 0, tuple(messages.refused(problem, typed.name) for problem in refused.problems))
            continue
        found = compare_exposures(now, other)
        yield Recomputed(str(path), (*found.worse, *found.better), found.same, ())


def list_declarations(folder: Path) -> tuple[Path, ...]:
    """The files of a folder, and of those in it, that may be declarations by their ending."""
    return tuple(sorted(path for path in folder.rglob("*") if path.suffix.lower() in FORMATS and path.is_file() and _may_declare(path)))


def _may_declare(path: Path) -> bool:
    """Whether a file says that it is a declaration: other YAML and JSON lies about as well."""
    try:
        head = path.read_text("utf-8")[:4_000]
    except (OSError, UnicodeDecodeError):
        return False
    return re.search(r"^\s*[\"']?gauger[\"']?\s*[:=]", head, re.MULTILINE) is not None
