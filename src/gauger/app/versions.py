"""Two versions of a document held against one another by what they mean: which clauses came and went, and who is treated otherwise."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, Literal

from gauger.app import messages
from gauger.app.checking import Asked, type_declaration
from gauger.app.losses import compare_exposures
from gauger.app.setting import Setting
from gauger.app.terms import concepts_of, norm_words
from gauger.catalogue import Catalogue
from gauger.declaration import load as load_declaration
from gauger.declaration.editing import edit_text
from gauger.declaration.loading import FORMATS, load_text, read_tree
from gauger.declaration.records import Declaration
from gauger.declaration.slots import find_slot, write_answer
from gauger.diagnostics import Diagnostic
from gauger.engine import Question, Refused, evaluate
from gauger.engine.comparing import Bar, Shown, find_difference, list_bars
from gauger.findings.model import Change, Verdict
from gauger.policy.model import Clause, Document, Policy, Version
from gauger.text import Source
from gauger.text.values import dataclass, replace
from gauger.worlds.domains import EARLIEST

Outline = Iterator[tuple[int, str]]
Fate = Literal["removed", "added", "narrower", "wider", "otherwise", "the same"]

ANYBODY = """gauger: 1
project: anybody
party: {{name: Anybody}}
artifacts:
  teacher: {{model: {publisher}/any-model, publisher: {publisher}, license: [{licence}]}}
  base: {{model: somebody/base, license: [{licence}]}}
  rows: {{dataset: somebody/rows, license: [{licence}]}}
  answers: {{dataset: anybody/answers}}
  student: {{model: anybody/student}}
steps:
  - {{id: collect, does: generate, with: teacher, via: {channel}, date: {day}, yields: answers}}
  - {{id: measure, does: evaluate, with: teacher, via: {channel}, date: {day}}}
  - {{id: train, does: train, from: base, data: [answers, rows], yields: student, date: {day}}}
releases:
  - {{artifact: student, date: {day}}}
  - {{artifact: answers, date: {day}}}
"""
"""Whoever asks a model, trains on what it returns, and lets out both: all else is unknown, so every world of such a pipeline counts."""

MEASURING = "measure"
"""What is measured is not what anybody trains on: over this source the act of reaching it alone is looked at."""


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
    declaration, question = _declare_anybody(setting, document, as_of), Question(as_of)
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


def _declare_anybody(setting: Setting, document: Document, day: date) -> Declaration:
    declaration, _ = load_text("anybody.yaml", _write_anybody(document, day), catalogue=Catalogue())
    assert declaration is not None
    typed, _ = type_declaration(declaration, setting, Asked(day))
    assert typed is not None
    return typed


def _write_anybody(document: Document, day: date) -> str:
    """The pipeline of anybody under a document: through the first channel that it governs, or with what carries its licence."""
    channel = next((channel for governs in document.governs for channel in governs.channels), "local")
    licence = document.licences[0] if document.licences else ""
    return ANYBODY.format(publisher=document.publisher, licence=licence, channel=channel, day=day)


# --- the declaration that shows it ---------------------------------------------------------------------------------------


def write_declaration(setting: Setting, document: Document, day: date, shown: Shown) -> str:
    """The pipeline of anybody with the facts that show a difference, each in its place; what cannot be said in one is a comment."""
    text, told = _write_anybody(document, day), list[str]()
    for key, label in shown.given:
        after = _answer(setting, text, key, _pick_value(key, label)) if key.startswith("fact:") else None
        if after is None:
            told.append(f"# {key} is {label}\n")
        else:
            text = after
    return "".join(told) + text


def list_shown(setting: Setting, comparison: Comparison, day: date) -> dict[str, str]:
    """For each act that is treated otherwise by the text as a whole, the smallest declaration that shows it."""
    sides = (("free now", comparison.freed), ("forbidden now", comparison.barred))
    return {
        f"{act}, {title}": write_declaration(setting, comparison.document, day, shown) for title, found in sides for act, shown in found
    }


def _answer(setting: Setting, text: str, key: str, written: str) -> str | None:
    if key.rpartition(".")[2] in setting.policy.vocabulary.parts:
        return None  # an entry has attributes of its own
    source = Source("anybody.yaml", text)
    declaration, _ = load_text(source.name, text, catalogue=Catalogue())
    tree, _ = read_tree(source)
    slot = find_slot(key, declaration, tree, setting.policy.vocabulary) if declaration is not None and tree is not None else None
    edits = write_answer(slot, written, tree) if slot is not None and tree is not None else None
    return edit_text(source, edits, "yaml")[0] if edits is not None else None


def _pick_value(key: str, label: str) -> str:
    """A value that falls into a cell, by the words that name the cell."""
    for words, step in (("less than ", -1), ("more than ", 1), ("exactly ", 0)):
        if label.startswith(words):
            return str(Decimal(label.partition(" or ")[0].removeprefix(words)) + step)
    if label.startswith("between "):
        low, high = label.partition(" or ")[0].removeprefix("between ").split(" and ")
        return str((Decimal(low) + Decimal(high)) / 2)
    if quoted := re.search(r"`([^`]+)`", label):
        return quoted[1]
    if label in OTHERS:
        return ELSEWHERE if key.endswith(COUNTRIES) else OTHERS[label]
    # A set may have to hold one of each of several groups of values; of a group the first will do.
    return ", ".join(re.split(r", | or ", group)[0] for group in label.split(" and "))


OTHERS = {"none of these": "none", "something else": "something-else", "another text": "another name"}
COUNTRIES, ELSEWHERE = (".established-in", ".regions", ".operates-in", ".place"), "NZ"
"""Facts of which the value has to be a country, and one that no text singles out so far."""


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


# --- as an outline and as data -------------------------------------------------------------------------------------------


def outline_comparison(comparison: Comparison) -> Outline:
    """What changed, clause by clause, then who is treated otherwise by the text as a whole."""
    document = comparison.document
    yield 0, f"{document.id}: {comparison.earlier.date} and {comparison.later.date}"
    for change in comparison.changes:
        yield from _outline_change(change)
    yield 1, f"{comparison.same} clauses mean the same"
    for title, found in (("forbidden before and free now", comparison.freed), ("free before and forbidden now", comparison.barred)):
        for act, shown in found:
            yield 1, f"{NAMES.get(act, act)}, {title}, {shown.sureness}: {_tell(shown)}"
    if not comparison.freed and not comparison.barred:
        yield 1, "nobody is treated otherwise by the text as a whole"


NAMES = {
    "collect": "asking the model", "measure": "measuring the service", "train": "training on what it returns",
    "student.release": "letting out what was trained", "answers.release": "letting out what it returned",
}  # fmt: skip
"""What is done in the pipeline of anybody, by the id of the act."""


def _outline_change(change: ClauseChange) -> Outline:
    clause = change.clause
    turns = f"; turns on {', '.join(change.turns_on)}" if change.turns_on else ""
    yield 1, f"{change.fate}: {clause.name} at {clause.at}: {norm_words(clause)}{turns}"
    yield 2, clause.says
    for exception in change.exceptions:
        yield 2, f"exception {exception.name} {exception.fate}"
    if change.fate == "removed" and not change.freed and change.heirs:
        yield 2, f"what it forbade is forbidden still: {', '.join(change.heirs)}"
    if change.fate == "added" and not change.barred and change.heirs:
        yield 2, f"what it forbids was forbidden before: {', '.join(change.heirs)}"
    for title, found in (("free now", change.freed), ("forbidden now", change.barred)):
        for act, shown in found:
            yield 2, f"{NAMES.get(act, act)}, {title}, {shown.sureness}: {_tell(shown)}"


def _tell(shown: Shown) -> str:
    return " and ".join(f"{key.removeprefix('fact:')} is {value}" for key, value in shown.given) or "always"


def outline_recomputed(found: Sequence[Recomputed]) -> Outline:
    """Of each declaration the verdicts that change."""
    for one in found:
        yield 0, f"{one.name}: {len(one.changes)} findings change, {one.same} do not"
        for change in one.changes:
            yield 1, f"{change.finding.id}: {_word(change.before)} under the earlier, {_word(change.after)} under the later"


def _word(verdict: Verdict | None) -> str:
    return verdict.word if verdict is not None else "not engaged"


def describe_comparison(comparison: Comparison, recomputed: Sequence[Recomputed], declarations: Mapping[str, str]) -> dict[str, Any]:
    """The same as plain data; `declarations` are those that show a difference, by name."""
    return {
        "document": comparison.document.id, "earlier": comparison.earlier.date.isoformat(), "later": comparison.later.date.isoformat(),
        "clauses": [
            {
                "name": change.clause.name, "pinpoint": change.clause.at, "fate": change.fate, "says": change.clause.says,
                "turns_on": list(change.turns_on), "exceptions": [{"name": e.name, "fate": e.fate} for e in change.exceptions],
                "forbidden_still_by": list(change.heirs) if change.fate == "removed" and not change.freed else [],
                "forbidden_before_by": list(change.heirs) if change.fate == "added" and not change.barred else [],
                "free_now": _describe(change.freed), "forbidden_now": _describe(change.barred),
            }
            for change in comparison.changes
        ],
        "same": comparison.same, "free_now": _describe(comparison.freed), "forbidden_now": _describe(comparison.barred),
        "declarations": dict(declarations),
        "recomputed": [
            {
                "declaration": one.name, "same": one.same,
                "changes": [{"finding": c.finding.id, "earlier": _word(c.before), "later": _word(c.after)} for c in one.changes],
            }
            for one in recomputed
        ],
    }  # fmt: skip


def _describe(found: Sequence[tuple[str, Shown]]) -> list[dict[str, Any]]:
    return [{"act": act, "sure": shown.sureness == "whatever is read into it", "given": dict(shown.given)} for act, shown in found]
