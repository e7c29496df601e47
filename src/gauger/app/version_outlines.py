"""What two versions mean otherwise, as an outline and as plain data."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from gauger.app.anybody import write_declaration
from gauger.app.setting import Setting
from gauger.app.terms import norm_words
from gauger.app.versions import ClauseChange, Comparison, Recomputed
from gauger.engine.comparing import Shown
from gauger.findings.model import Verdict

Outline = Iterator[tuple[int, str]]


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


def list_shown(setting: Setting, comparison: Comparison, day: date) -> dict[str, str]:
    """For each act that is treated otherwise by the text as a whole, the smallest declaration that shows it."""
    sides = (("free now", comparison.freed), ("forbidden now", comparison.barred))
    return {
        f"{act}, {title}": write_declaration(setting, comparison.document, day, shown) for title, found in sides for act, shown in found
    }
