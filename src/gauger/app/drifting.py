"""What recorded terms say otherwise than when they were encoded, and what they say that nobody encoded."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import Any

from gauger.evidence import Archive
from gauger.evidence.drift import Change, Concern, History, Proposal, list_drift
from gauger.evidence.pieces import Piece
from gauger.policy.model import Policy
from gauger.text.values import dataclass

Outline = Iterator[tuple[int, str]]
Mark = Callable[[str, str], str]

MOST_PROPOSALS = 5
"""Passages that are proposed for one recorded document before the rest is only counted; JSON has them all."""

LONGEST_SHOWN = 500
"""Letters of a passage that are shown; JSON has all of it."""

REASONS = {
    "outside": "it leads out of the archive", "too large": "it is too large", "too many": "it holds too many",
    "not utf-8": "it is not UTF-8",
    "not a file": "it is no file", "unreadable": "it cannot be read", "not a repository": "it is no repository",
    "leads elsewhere": "it leads out of itself", "no pygit2": "repositories need the extra `archive`",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Drift:
    """The histories of an archive's documents that anybody asked for."""

    histories: tuple[History, ...]

    @property
    def unencoded(self) -> int:
        """How many encoded passages changed without a version that has them so."""
        return sum(not concern.encoded for history in self.histories for change in history.changes for concern in change.concerns)

    @property
    def is_unreadable(self) -> bool:
        """Whether any of the archive could not be read."""
        return any(history.refusals for history in self.histories)

    @property
    def has_looked(self) -> bool:
        """Whether there was any dated text to look at."""
        return any(history.recordings for history in self.histories)


def find_drift(policy: Policy, archive: Archive, since: date | None, documents: Sequence[str]) -> Drift:
    """As `list_drift`; documents by their ids, all recorded ones where none is named."""
    return Drift(tuple(list_drift(policy, archive, since, documents)))


def outline_drift(drift: Drift, mark: Mark) -> Outline:
    """Recording by recording what changed; `mark` writes two wordings of a passage as one line. What has nothing to tell is counted."""
    quiet = 0
    for history in drift.histories:
        if history.changes or history.noise or history.proposals or history.refusals:
            yield from _outline_history(history, mark)
        else:
            quiet += 1
    if quiet:
        yield 0, f"{quiet} recorded documents with nothing new"
    yield 0, _sum_up(drift)


def _sum_up(drift: Drift) -> str:
    changes = sum(len(history.changes) for history in drift.histories)
    noise = sum(len(history.noise) for history in drift.histories)
    proposals = sum(len(history.proposals) for history in drift.histories)
    return (
        f"{len(drift.histories)} recorded documents: {changes} changes, {drift.unencoded} encoded passages changed and not encoded so, "
        f"{noise} recordings that changed nothing, {proposals} passages that may be worth encoding"
    )


def _outline_history(history: History, mark: Mark) -> Outline:
    encoded = ", ".join(history.documents) or "nothing is encoded from it"
    since = f" since {history.since}" if history.since is not None and history.since != date.max else ""
    yield 0, f"{history.place.collection}/{history.place.path} ({encoded})"
    for refusal in history.refusals:
        yield 1, f"not read: {refusal.path}: {REASONS[refusal.reason]}"
    yield 1, f"{len(history.changes)} changes{since}{_count_noise(history)}"
    for change in history.changes:
        yield from _outline_change(change, mark)
    for proposal in sorted(history.proposals, key=_rank)[:MOST_PROPOSALS]:
        yield 1, f"worth encoding? line {proposal.line} speaks of {', '.join(proposal.topics)}: {_cut(proposal.text)}"
    if len(history.proposals) > MOST_PROPOSALS:
        yield 1, f"and {len(history.proposals) - MOST_PROPOSALS} passages more"


def _rank(proposal: Proposal) -> int:
    """What speaks of more than training first: of training publishers speak for themselves, too."""
    return -len([topic for topic in proposal.topics if topic != "training"])


def _count_noise(history: History) -> str:
    counted = Counter(sort for transition in history.noise for sort in transition.noise)
    if not counted:
        return ""
    return f"; {len(history.noise)} recordings changed nothing: {', '.join(f'{count} {sort}' for sort, count in counted.most_common())}"


def _outline_change(change: Change, mark: Mark) -> Outline:
    transition = change.transition
    remarks = f"; {', '.join(transition.remarks)}" if transition.remarks else ""
    yield 1, f"{transition.text.day}: {len(transition.removed)} passages went, {len(transition.added)} came{remarks}"
    for alike in _group_alike(change.concerns):
        yield 2, f"{_name_fate(alike)}: {_cut(mark(alike[0].old, alike[0].new))}"
    if not change.concerns:
        for sign, pieces in (("went", change.removed), ("came", change.added)):
            for piece, topics in pieces:
                yield 2, f"{sign}, on {', '.join(topics)}: {_cut(piece.normal)}"


def _group_alike(concerns: Sequence[Concern]) -> list[list[Concern]]:
    """Those that cite one passage together; what nobody encoded first."""
    groups: dict[tuple[object, ...], list[Concern]] = {}
    for concern in concerns:
        groups.setdefault((concern.fate, concern.encoded, concern.document, concern.old, concern.new), []).append(concern)
    return sorted(groups.values(), key=lambda group: group[0].encoded)


def _name_fate(alike: Sequence[Concern]) -> str:
    encoded = "encoded so" if alike[0].encoded else "not encoded so"
    names = ", ".join(f"{concern.kind} {concern.name} at {concern.pinpoint}" for concern in alike)
    return f"{alike[0].fate}, {encoded}: {alike[0].document} {names}"


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST_SHOWN else f"{text[:LONGEST_SHOWN].rsplit(' ', 1)[0]} …"


def describe_drift(drift: Drift) -> dict[str, Any]:
    """The same as plain data, whole."""
    return {"documents": [_describe(history) for history in drift.histories], "passages_not_encoded": drift.unencoded}


def _describe(history: History) -> dict[str, Any]:
    return {
        "collection": history.place.collection, "path": history.place.path, "encoded_as": list(history.documents),
        "recordings": history.recordings,
        "since": history.since.isoformat() if history.since is not None and history.since != date.max else None,
        "changes": [_describe_change(change) for change in history.changes],
        "noise": [{"day": str(t.text.day), "where": t.text.where, "sorts": list(t.noise)} for t in history.noise],
        "proposals": [{"line": p.line, "topics": list(p.topics), "text": p.text} for p in history.proposals],
        "refused": [{"path": r.path, "reason": r.reason} for r in history.refusals],
    }  # fmt: skip


def _describe_change(change: Change) -> dict[str, Any]:
    transition = change.transition
    return {
        "day": str(transition.text.day), "where": transition.text.where, "before": transition.before.where,
        "remarks": list(transition.remarks), "noise": list(transition.noise),
        "passages_gone": len(transition.removed), "passages_come": len(transition.added),
        "concerns": [
            {
                "document": c.document, "kind": c.kind, "name": c.name, "pinpoint": c.pinpoint,
                "fate": c.fate, "encoded": c.encoded, "old": c.old, "new": c.new,
            }
            for c in change.concerns
        ],
        "gone": _describe_pieces(change.removed), "come": _describe_pieces(change.added),
    }  # fmt: skip


def _describe_pieces(pieces: Sequence[tuple[Piece, tuple[str, ...]]]) -> list[dict[str, Any]]:
    return [{"line": piece.line, "topics": list(topics), "text": piece.normal} for piece, topics in pieces]
