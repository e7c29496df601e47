"""Verification: does every locator of a policy stand in the recorded texts, and is the passage what it was when it was encoded?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Literal

from gauger.diagnostics.model import Diagnostic
from gauger.evidence import messages
from gauger.evidence.archive import Archive
from gauger.evidence.locators import Locator, list_locators, list_periods
from gauger.evidence.locks import Lock, LockKey, LockLine, find_lock_path, read_lock
from gauger.evidence.passages import Passage, find_in_blocks
from gauger.evidence.pinpoints import Agreement, judge_pinpoint
from gauger.evidence.texts import DatedText, Readings
from gauger.policy.model import Document, Policy, Version
from gauger.text import Span
from gauger.text.values import dataclass, field, replace

Status = Literal["verified", "unlocked", "moved", "changed", "missing", "ambiguous", "not recorded"]

SHORTEST_TEXT = 60
"""Words below which a recording is an error page or a redirect and speaks for nothing."""


@dataclass(frozen=True, slots=True)
class Noise:
    """A recording within a version's days that does not hold the passage as the newest one does. `copy`: a text without a day, which is
    to say what the others do; there it is no noise but a mistake."""

    day: date
    path: str
    said: Literal["error page", "not found", "different"]
    copy: bool = False


@dataclass(frozen=True, slots=True)
class Result:
    """What became of one locator in one version.

    `passages` are those of the newest telling recording: one, unless missing, ambiguous or not recorded. `recorded` and `last_seen` are the
    first and the last recorded day on which the passage stood there so. `agreement`: whether the text agrees with the pinpoint, as far as
    numbers and headings can be read from it. `elsewhere`: of a passage that is not where it should be, where else its words stand.
    """

    document: str
    key: LockKey
    pinpoint: str
    status: Status
    passages: tuple[Passage, ...]
    recorded: date | None
    last_seen: date | None
    noise: tuple[Noise, ...]
    span: Span = field(compare=False, repr=False)
    agreement: Agreement = "not readable"
    elsewhere: str | None = None


@dataclass(frozen=True, slots=True)
class Verification:
    """All results by document, passage and version, and everything that is wrong; all is well when no diagnostic is an error."""

    results: tuple[Result, ...]
    diagnostics: tuple[Diagnostic, ...]


def verify(policy: Policy, archive: Archive, locks: Mapping[str, Lock] | None = None) -> Verification:
    """Looks every clause, exception and consequence that has a locator up in the archive, for every version in which it is in force.

    The newest recording within the version's `recorded` days decides; older ones that differ from it are noise, and recordings of a few
    words (error pages, redirects) decide nothing. Digests are compared with `locks` (by document id; when left out, those beside the
    policy's files).
    """
    held = locks if locks is not None else {d.id: read_lock(find_lock_path(d.span.source.name)) for d in policy.documents.values()}
    checked = [verify_document(document, archive, held.get(document.id, Lock({}))) for document in policy.documents.values()]
    return Verification(tuple(r for v in checked for r in v.results), tuple(d for v in checked for d in v.diagnostics))


def verify_document(document: Document, archive: Archive, lock: Lock) -> Verification:
    """As `verify`, for one document."""
    results: list[Result] = []
    diagnostics = list(lock.diagnostics)
    for version, until in list_periods(document):
        sought = [locator for locator in list_locators(document) if locator.since < until and version.date < locator.until]
        if sought:
            reading = read_version(version, archive)
            diagnostics += [messages.refused_path(r.path, r.reason, version.span) for r in reading.refusals]
            diagnostics += _list_empty_lines(version, archive)
            if all(is_error_page(text) for text in reading.texts):
                diagnostics.append(messages.not_recorded_version(document.id, version.date.isoformat(), version.span))
            results += [_look_up(document.id, locator, (version, until), reading.texts, lock) for locator in sought]
    results = [
        replace(result, elsewhere=_find_elsewhere(document, result, archive)) if result.status == "missing" else result
        for result in results
    ]
    results.sort(key=lambda result: result.key)
    diagnostics += [*_list_faults(results), *_list_stale(lock, results)]
    return Verification(tuple(results), tuple(diagnostics))


def _find_elsewhere(document: Document, result: Result, archive: Archive) -> str | None:
    """Where else the words of a passage stand that is missing: in another recording of the same files, else in another file of the
    collection as it was recorded last."""
    words = next(locator.words for locator in list_locators(document) if (locator.kind, locator.name) == (result.key.kind, result.key.name))
    recordings = {replace(recording, since=None, until=None) for version in document.versions for recording in version.recordings}
    for recording in sorted(recordings, key=lambda recording: (recording.archive, recording.path)):
        for text in reversed(archive.read_recording(recording).texts):
            if find_in_blocks(text.blocks, words):
                return text.where
    for name in sorted({recording.archive for recording in recordings}):
        collection = archive.find_collection(name)
        for path in collection.list_paths() if collection is not None else ():
            texts = archive.read_newest(name, path).texts
            if texts and find_in_blocks(texts[-1].blocks, words):
                return texts[-1].where
    return None


def read_version(version: Version, archive: Archive) -> Readings:
    """The texts of a version from all its archives, oldest first. A file that bears no day counts as of the version's date."""
    readings = [archive.read_recording(recording) for recording in version.recordings]
    texts = sorted((t for r in readings for t in r.texts), key=lambda text: (text.day or version.date, text.moment, text.where))
    return Readings(tuple(texts), tuple(refusal for reading in readings for refusal in reading.refusals))


def is_error_page(text: DatedText) -> bool:
    """Whether a recording is an error page, a redirect or empty, by its length alone."""
    words = 0
    for block in text.blocks:
        words += len(block.normal.split())
        if words >= SHORTEST_TEXT:
            return False
    return True


def _look_up(document: str, locator: Locator, period: tuple[Version, date], texts: tuple[DatedText, ...], lock: Lock) -> Result:
    version = period[0]
    key = LockKey(locator.kind, locator.name, version.date)
    found = [(text, find_in_blocks(text.blocks, locator.words)) for text in _keep_in_force(texts, locator, period)]
    telling = [(text, passages) for text, passages in found if not is_error_page(text)]
    if not telling:
        return Result(document, key, locator.pinpoint, "not recorded", (), None, None, (), locator.span)
    newest_text, newest = telling[-1]
    seen = [_day(text, version) for text, passages in found if newest and _digests(passages) == _digests(newest)]
    noise = tuple(_describe_noise(text, passages, version) for text, passages in found if _digests(passages) != _digests(newest))
    agreement = judge_pinpoint(locator.pinpoint, newest_text.blocks, newest[0].line, locator.words) if len(newest) == 1 else "not readable"
    status = _judge(newest, lock.lines.get(key), agreement)
    days = min(seen, default=None), max(seen, default=None)
    return Result(document, key, locator.pinpoint, status, newest, *days, noise, locator.span, agreement)


def _keep_in_force(texts: tuple[DatedText, ...], locator: Locator, period: tuple[Version, date]) -> tuple[DatedText, ...]:
    """Of a version's texts, those recorded while a clause was in force that came or went within it (a text edited in place)."""
    version, end = period
    since = locator.since if locator.since > version.date else date.min
    until = locator.until if locator.until < end else date.max
    kept = tuple(text for text in texts if since <= _day(text, version) < until)
    return kept or texts


def _judge(passages: tuple[Passage, ...], locked: LockLine | None, agreement: Agreement) -> Status:
    if not passages:
        return "missing"
    if len(passages) > 1:
        return "ambiguous"
    if locked is None:
        return "unlocked"
    if locked.digest != passages[0].digest:
        return "changed"
    return "moved" if agreement == "differs" else "verified"


def _describe_noise(text: DatedText, passages: tuple[Passage, ...], version: Version) -> Noise:
    said: Literal["error page", "not found", "different"] = "different" if passages else "not found"
    return Noise(_day(text, version), text.where, "error page" if is_error_page(text) else said, text.day is None)


def _list_empty_lines(version: Version, archive: Archive) -> Iterator[Diagnostic]:
    """`recorded` lines that find nothing in a collection that is there, beside others that do: were all empty, the version as a whole is
    not recorded."""
    found = [archive.list_recording(recording) for recording in version.recordings]
    if any(found):
        for recording, texts in zip(version.recordings, found, strict=True):
            if texts == () and archive.find_collection(recording.archive) is not None:
                yield messages.unrecorded_line(recording.archive, recording.path, version.date.isoformat(), version.span)


def _list_faults(results: list[Result]) -> Iterator[Diagnostic]:
    for result in results:
        kind, name, version = result.key.kind, result.key.name, result.key.version.isoformat()
        yield from (messages.differing_copy(kind, name, version, copy.path, result.span) for copy in result.noise if copy.copy)
        match result.status:
            case "unlocked":
                yield messages.unlocked_passage(kind, name, version, result.span)
            case "moved":
                yield messages.moved_passage(kind, name, version, result.pinpoint, result.passages[0].line, result.span)
            case "changed":
                yield messages.changed_passage(kind, name, version, str(result.last_seen), result.span)
            case "missing":
                yield messages.missing_passage(kind, name, version, result.span)
            case "ambiguous":
                yield messages.ambiguous_passage(kind, name, version, [p.line for p in result.passages], result.span)
            case "verified" | "not recorded":
                pass


def _list_stale(lock: Lock, results: list[Result]) -> Iterator[Diagnostic]:
    sought = {result.key for result in results}
    for key, line in lock.lines.items():
        if key not in sought and line.span is not None:
            yield messages.stale_lock_line(key.kind, key.name, key.version.isoformat(), line.span)


def _day(text: DatedText, version: Version) -> date:
    return text.day or version.date


def _digests(passages: tuple[Passage, ...]) -> frozenset[str]:
    return frozenset(passage.digest for passage in passages)
