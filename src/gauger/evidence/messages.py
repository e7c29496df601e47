"""Every sentence of the evidence room: one function for each mistake, codes G700 to G711."""

from __future__ import annotations

from gauger.diagnostics.model import Diagnostic, Label
from gauger.text import Span

_REFUSALS: dict[str, tuple[str, str | None]] = {
    "outside": ("leads out of the archive", "a `recorded` path is relative and has no `..`, and no link in an archive leads out of it"),
    "too large": ("is too large to be a text of terms", "texts of up to 4,000,000 bytes are read"),
    "too many": ("has too many recordings", "up to 5,000 recordings of one document are read"),
    "not utf-8": ("is not UTF-8", "convert the recording, or leave its day out of the `recorded` period"),
    "not a file": ("is not a file", None),
    "unreadable": ("cannot be read", None),
    "not a repository": ("is not a git repository", "name a repository, bare or not, or a folder of dated texts"),
    "leads elsewhere": (
        "leads out of itself",
        "clone it afresh; alternates, links, linked work trees and included settings are not followed",
    ),
    "no pygit2": ("is a git repository, and `pygit2` is not installed", "pip install 'gauger[archive]'"),
}


def refused_path(path: str, reason: str, span: Span) -> Diagnostic:
    said, advice = _REFUSALS[reason]
    return Diagnostic("G700", f"`{path}` {said}", (Label(span, "recorded here"),), advice)


def unreadable_lock(span: Span) -> Diagnostic:
    return Diagnostic("G708", f"`{span.source.name}` cannot be read", (Label(span),), _REGENERATE)


def bad_lock_line(span: Span, *, repeated: bool) -> Diagnostic:
    said = "this passage and version stand in the lock twice" if repeated else "this line of the lock is not understood"
    return Diagnostic("G707", said, (Label(span),), _REGENERATE)


def stale_lock_line(kind: str, name: str, version: str, span: Span) -> Diagnostic:
    said = f"the lock has {_with_article(kind)} `{name}` in version {version}, the document has not"
    return Diagnostic("G706", said, (Label(span),), _REGENERATE)


def unlocked_passage(kind: str, name: str, version: str, span: Span) -> Diagnostic:
    said = f"no digest is recorded for {kind} `{name}` in version {version}"
    return Diagnostic("G705", said, (Label(span),), _REGENERATE)


def moved_passage(kind: str, name: str, version: str, pinpoint: str, line: int, span: Span) -> Diagnostic:
    said = f"the passage of {kind} `{name}` in version {version} does not stand at `{pinpoint}` (line {line} of the recording)"
    return Diagnostic("G709", said, (Label(span),), "correct the pinpoint, or name the one of each version")


def changed_passage(kind: str, name: str, version: str, seen: str, span: Span) -> Diagnostic:
    said = f"the passage of {kind} `{name}` in version {version} is not what it was when it was encoded (last recorded {seen})"
    return Diagnostic("G704", said, (Label(span),), "read the passage again, correct the encoding, then write the lock")


def missing_passage(kind: str, name: str, version: str, span: Span) -> Diagnostic:
    said = f"the locator of {kind} `{name}` stands nowhere in version {version}"
    return Diagnostic("G702", said, (Label(span),), "quote words of one passage as they stand there, or correct `in force`")


def ambiguous_passage(kind: str, name: str, version: str, lines: list[int], span: Span) -> Diagnostic:
    at = ", ".join(str(line) for line in lines)
    said = f"the locator of {kind} `{name}` stands in {len(lines)} different passages of version {version} (lines {at} of the recording)"
    return Diagnostic("G703", said, (Label(span),), "choose words that stand in one of them only")


def not_recorded_version(document: str, version: str, span: Span) -> Diagnostic:
    said = f"the archive has no text of `{document}` for version {version}"
    advice = "check the collection, the path and the days of its `recorded` lines"
    return Diagnostic("G701", said, (Label(span),), advice, "warning")


def unrecorded_line(archive: str, path: str, version: str, span: Span) -> Diagnostic:
    said = f"version {version} has no text in `{archive}/{path}`"
    return Diagnostic("G710", said, (Label(span),), "correct the path or the days of this `recorded` line, or drop it")


def differing_copy(kind: str, name: str, version: str, where: str, span: Span) -> Diagnostic:
    said = f"the passage of {kind} `{name}` in version {version} does not stand so in `{where}`"
    return Diagnostic("G711", said, (Label(span),), "choose words that stand in every copy, or drop the copy from the version")


_REGENERATE = "run `python -m gauger.evidence ARCHIVE --write` and look at what changed"


def _with_article(noun: str) -> str:
    return f"an {noun}" if noun[0] in "aeiou" else f"a {noun}"
