"""Drift: what changed in recorded texts beside what is encoded, clause by clause, and what nobody has encoded yet."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Literal, NamedTuple

from gauger.evidence.archive import Archive
from gauger.evidence.history import Transition, list_transitions
from gauger.evidence.locators import Locator, list_locators, list_periods
from gauger.evidence.locks import Lock, LockKey, PassageKind, find_lock_path, read_lock
from gauger.evidence.normal_form import normalise
from gauger.evidence.passages import Passage, find_in_blocks
from gauger.evidence.pieces import Piece, cut_pieces, simplify, write_plainly
from gauger.evidence.texts import DatedText, Refusal, read_texts
from gauger.evidence.topics import Topic, find_topics
from gauger.policy.model import Document, Policy, Version
from gauger.text.values import dataclass

Fate = Literal["changed", "appears", "gone"]


class Place(NamedTuple):
    """A document of a collection."""

    collection: str
    path: str


@dataclass(frozen=True, slots=True)
class Concern:
    """An encoded passage that a change touches: what became of it, its words before and after (empty where it is not there), and whether a
    version of the policy has it so."""

    document: str
    kind: PassageKind
    name: str
    pinpoint: str
    fate: Fate
    old: str
    new: str
    encoded: bool


@dataclass(frozen=True, slots=True)
class Change:
    """A transition with the encoded passages that it touches, and the pieces that went and came and speak of what policies encode."""

    transition: Transition
    concerns: tuple[Concern, ...]
    removed: tuple[tuple[Piece, tuple[Topic, ...]], ...]
    added: tuple[tuple[Piece, tuple[Topic, ...]], ...]


@dataclass(frozen=True, slots=True)
class Proposal:
    """A passage of the newest text that speaks of what policies encode and that no locator covers."""

    line: int
    topics: tuple[Topic, ...]
    text: str


@dataclass(frozen=True, slots=True)
class History:
    """What became of one recorded document from a day on (None: from its first recording)."""

    place: Place
    documents: tuple[str, ...]
    recordings: int
    since: date | None
    changes: tuple[Change, ...]
    noise: tuple[Transition, ...]
    proposals: tuple[Proposal, ...]
    refusals: tuple[Refusal, ...]


def list_drift(policy: Policy, archive: Archive, since: date | None, chosen: Sequence[str] = ()) -> Iterator[History]:
    """Every recorded document of the archive, or those from which the `chosen` documents are encoded.

    Changes from `since` on are told; where that is None, those after the last day on which the locks say that the text was seen, and of a
    recording that no document cites none. Texts without a day have no history.
    """
    encoded = _group_by_place(policy)
    for place in _list_places(archive):
        documents = encoded.get(place, ())
        if not chosen or any(document.id in chosen for document in documents):
            history = _read_history(archive, place, documents, since)
            if history is not None:
                yield history


def _group_by_place(policy: Policy) -> dict[Place, tuple[Document, ...]]:
    grouped: dict[Place, dict[str, Document]] = {}
    for document in policy.documents.values():
        for version in document.versions:
            for recording in version.recordings:
                grouped.setdefault(Place(recording.archive, recording.path), {})[document.id] = document
    return {place: tuple(documents.values()) for place, documents in grouped.items()}


def _list_places(archive: Archive) -> Iterator[Place]:
    for name in archive.list_names():
        collection = archive.find_collection(name)
        if collection is not None:
            yield from (Place(name, path) for path in collection.list_paths())


def _read_history(archive: Archive, place: Place, documents: tuple[Document, ...], since: date | None) -> History | None:
    collection = archive.find_collection(place.collection)
    assert collection is not None
    found = collection.list_texts(place.path)
    if isinstance(found, Refusal):
        return History(place, tuple(d.id for d in documents), 0, since, (), (), (), (found,))
    dated = [one for one in found if one.day is not None]
    if not dated:
        return None
    readings = read_texts(collection, dated)
    locks = {document.id: read_lock(find_lock_path(document.span.source.name)) for document in documents}
    start = since if since is not None else _find_first_unseen(locks)
    recent = [transition for transition in list_transitions(readings.texts) if (transition.text.day or date.min) >= start]
    changes = tuple(_make_change(transition, place, documents, locks, readings.texts) for transition in recent if transition.is_change)
    noise = tuple(transition for transition in recent if not transition.is_change)
    proposals = tuple(_list_proposals(readings.texts, documents, start if since is not None or not documents else None, since is not None))
    return History(place, tuple(d.id for d in documents), len(dated), start, changes, noise, proposals, readings.refusals)


def _find_first_unseen(locks: Mapping[str, Lock]) -> date:
    """The day after the last one that any lock of these documents names: what is older is what was encoded."""
    last = max((line.last_seen for lock in locks.values() for line in lock.lines.values()), default=date.max)
    return last + timedelta(days=1) if last < date.max else last


def _make_change(
    transition: Transition, place: Place, documents: Iterable[Document], locks: Mapping[str, Lock], texts: Sequence[DatedText]
) -> Change:
    versions = {document.id: _find_version(document, place, transition.text) for document in documents}
    # Where another document is encoded from this recording, or the file is said to hold it until this day, it has come to its end.
    cited = any(version is not None for version in versions.values())
    left = {document.id: cited or _leaves(document, place, transition.text) for document in documents}
    later = texts[texts.index(transition.text) + 1 :]
    concerns = tuple(
        concern
        for document in documents
        for concern in _list_concerns(
            transition,
            document,
            versions[document.id],
            locks[document.id],
            left[document.id],
            [text for text in later if _find_version(document, place, text) == versions[document.id]],
        )
    )
    removed, added = (tuple(_pick_telling(pieces)) for pieces in (transition.removed, transition.added))
    return Change(transition, concerns, removed, added)


def _pick_telling(pieces: Iterable[Piece]) -> Iterator[tuple[Piece, tuple[Topic, ...]]]:
    for piece in pieces:
        if topics := find_topics(piece.normal):
            yield piece, topics


def _list_concerns(
    transition: Transition,
    document: Document,
    version: tuple[Version, date] | None,
    lock: Lock,
    has_left: bool,
    later: Sequence[DatedText],
) -> Iterator[Concern]:
    """`later` are further recordings of the version: one that was corrected within it is encoded as it came to be."""
    for locator in list_locators(document):
        old, new = (find_in_blocks(text.blocks, locator.words) for text in (transition.before, transition.text))
        if {simplify(passage.text) for passage in old} != {simplify(passage.text) for passage in new}:
            fate: Fate = "changed" if old and new else "appears" if new else "gone"
            encoded = _is_encoded(locator, version, (new, *(find_in_blocks(text.blocks, locator.words) for text in later)), lock)
            encoded = encoded if version is not None else has_left
            yield Concern(document.id, locator.kind, locator.name, locator.pinpoint, fate, _join(old), _join(new), encoded)


def _join(passages: tuple[Passage, ...]) -> str:
    return " … ".join(passage.text for passage in passages)


def _find_version(document: Document, place: Place, text: DatedText) -> tuple[Version, date] | None:
    """The version that cites this recording, with the day on which it ends."""
    day = text.day
    for version, until in list_periods(document):
        for recording in version.recordings:
            begun = recording.since is None or (day is not None and recording.since <= day)
            over = recording.until is not None and day is not None and day >= recording.until
            if (recording.archive, recording.path) == place and begun and not over:
                return version, until
    return None


def _leaves(document: Document, place: Place, text: DatedText) -> bool:
    """Whether a version of the document is said to be recorded in this file until this very day."""
    recordings = (recording for version in document.versions for recording in version.recordings)
    return any((r.archive, r.path, r.until) == (place.collection, place.path, text.day) for r in recordings)


def _is_encoded(locator: Locator, period: tuple[Version, date] | None, found: Iterable[tuple[Passage, ...]], lock: Lock) -> bool:
    """Whether the version has the passage as one of these texts has it; one that is not in force there is no longer looked for."""
    if period is None:
        return False
    version, until = period
    if not (locator.since < until and version.date < locator.until):
        return True
    line = lock.lines.get(LockKey(locator.kind, locator.name, version.date))
    return line is not None and any([passage.digest for passage in passages] == [line.digest] for passages in found)


def _list_proposals(texts: Sequence[DatedText], documents: Iterable[Document], start: date | None, only_new: bool) -> Iterator[Proposal]:
    telling = [text for text in texts if text.blocks]
    if not telling:
        return
    covered = [normalise(locator.words) for document in documents for locator in list_locators(document)]
    known: set[str] = set()
    if only_new and start is not None:
        earlier = [text for text in telling if text.day is not None and text.day < start]
        known = {write_plainly(piece) for text in earlier[-1:] for piece in cut_pieces(text.blocks)}
    told: set[str] = set()
    for piece in cut_pieces(telling[-1].blocks):
        form = write_plainly(piece)
        if form in known or form in told or any(words in piece.normal for words in covered):
            continue
        if topics := find_topics(piece.normal):
            told.add(form)
            yield Proposal(piece.line, topics, piece.normal)
