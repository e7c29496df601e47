"""Writing locks: the digests of today's passages become what later verifications compare with."""

from __future__ import annotations

from pathlib import Path

from gauger.evidence.archive import Archive
from gauger.evidence.locks import Lock, LockKey, LockLine, find_lock_path, read_lock, render_lock
from gauger.evidence.verification import Verification, verify_document
from gauger.policy.model import Document, Policy


def write_locks(policy: Policy, archive: Archive) -> tuple[Path, ...]:
    """Writes the lock of every document that has locators beside its `.tos` and returns the files that changed; a document with nothing
    to lock loses a lock that it has. Passages that are missing or ambiguous get no line, and so stay errors; where the archive does not
    have a version, the lines of the old lock are kept."""
    written = []
    for document in policy.documents.values():
        path = find_lock_path(document.span.source.name)
        if _write_text(path, render_document_lock(document, archive, read_lock(path))):
            written.append(path)
    return tuple(written)


def render_document_lock(document: Document, archive: Archive, old: Lock) -> str:
    """The text of a document's lock file; empty when there is nothing to lock."""
    lines = make_lines(verify_document(document, archive, old), old)
    return render_lock(lines.values()) if lines else ""


def make_lines(verification: Verification, old: Lock) -> dict[LockKey, LockLine]:
    """The lines of a new lock."""
    lines: dict[LockKey, LockLine] = {}
    for result in verification.results:
        if result.status == "not recorded" and result.key in old.lines:
            lines[result.key] = old.lines[result.key]
        if len(result.passages) == 1 and result.recorded is not None and result.last_seen is not None:
            lines[result.key] = LockLine(result.key, result.recorded, result.last_seen, result.passages[0].digest)
    return lines


def _write_text(path: Path, text: str) -> bool:
    before = path.read_text(encoding="utf-8") if path.exists() else ""
    if before == text:
        return False
    if text:
        path.write_text(text, encoding="utf-8", newline="\n")
    else:
        path.unlink()
    return True
