"""Reading archives of terms. An archive is a folder of collections; nothing in it is trusted.

A collection holds dated texts: `recorded <collection> "Service/Terms type.md"` names the folder `<collection>/Service/Terms type/`, with
one file for each recording, called `2026-01-15T233516Z.md` or `2026-01-15.md`. Where there is a file at that very path, it is the only
recording and has no day of its own. Collections lie in the root or in its folder `archive`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Literal

from gauger.evidence.blocks import Block, split_blocks
from gauger.policy.model import Recording
from gauger.text.values import dataclass

LARGEST_TEXT = 4_000_000
"""Bytes above which a text is refused; the largest agreement recorded so far has some 250,000."""

MOST_TEXTS = 5_000
"""Recordings of one document above which its folder is refused."""

_DAY_IN_NAME = re.compile(r"(\d{4}-\d{2}-\d{2})(?:T\d{6}Z)?$")


@dataclass(frozen=True, slots=True)
class DatedText:
    """One recording: where it lies, the day (None: the file bears none), and its blocks."""

    path: Path
    day: date | None
    blocks: tuple[Block, ...]


Reason = Literal["outside", "too large", "too many", "not utf-8", "not a file", "unreadable"]


@dataclass(frozen=True, slots=True)
class Refusal:
    """A path that was not read, and why."""

    path: str
    reason: Reason


@dataclass(frozen=True, slots=True)
class Readings:
    """The texts of a recording by day, and what was refused."""

    texts: tuple[DatedText, ...]
    refusals: tuple[Refusal, ...]


def read_recording(root: Path, recording: Recording) -> Readings:
    """All texts of a `recorded` line within its days, oldest first; a text without a day is always within them.

    Nothing raises for what an archive holds: a path that leads out of the root, a text too large, one that is not UTF-8 are refusals.
    """
    written = f"{recording.archive}/{recording.path}"
    if not is_plain(recording.archive) or not is_plain(recording.path):
        return Readings((), (Refusal(written, "outside"),))
    try:
        found = [(path, day) for path, day in list_texts(root, recording) if _is_within(day, recording)]
    except OSError:  # a name too long, a folder that may not be listed
        return Readings((), (Refusal(written, "unreadable"),))
    if len(found) > MOST_TEXTS:
        return Readings((), (Refusal(written, "too many"),))
    read = [_read_text(root.resolve(), path, day) for path, day in found]
    return Readings(tuple(r for r in read if isinstance(r, DatedText)), tuple(r for r in read if isinstance(r, Refusal)))


def list_texts(root: Path, recording: Recording) -> list[tuple[Path, date | None]]:
    """The files that record a document, oldest first; empty when the archive does not have it. Other kinds of archive will answer here."""
    for place in (root / recording.archive / recording.path, root / "archive" / recording.archive / recording.path):
        if place.is_file() or place.is_symlink():
            return [(place, None)]
        if (folder := place.with_suffix("")).is_dir():
            return sorted(_list_folder(folder), key=lambda found: (found[1], found[0].name))
    return []


def is_plain(path: str) -> bool:
    """Whether a written path stays where it begins: relative, no `..`, no backslash, no control character."""
    parts = path.split("/")
    return bool(path) and not any(p in ("", ".", "..") for p in parts) and path.isprintable() and "\\" not in path and ":" not in parts[0]


def _list_folder(folder: Path) -> Iterator[tuple[Path, date]]:
    for path in folder.iterdir():
        if path.suffix in (".md", ".txt") and (day := _read_day(path.stem)) is not None:
            yield path, day


def _read_day(stem: str) -> date | None:
    match = _DAY_IN_NAME.match(stem)
    try:
        return date.fromisoformat(match[1]) if match else None
    except ValueError:
        return None


def _is_within(day: date | None, recording: Recording) -> bool:
    if day is None:
        return True
    return (recording.since is None or recording.since <= day) and (recording.until is None or day < recording.until)


def _read_text(root: Path, path: Path, day: date | None) -> DatedText | Refusal:
    shown = path.as_posix()
    try:
        real = path.resolve(strict=True)
        if not real.is_relative_to(root):
            return Refusal(shown, "outside")
        if not real.is_file():
            return Refusal(shown, "not a file")
        if real.stat().st_size > LARGEST_TEXT:
            return Refusal(shown, "too large")
        return DatedText(path, day, split_file(real.read_bytes()))
    except UnicodeDecodeError:
        return Refusal(shown, "not utf-8")
    except (OSError, RuntimeError):  # RuntimeError: a link that leads to itself, before Python 3.13
        return Refusal(shown, "unreadable")


@lru_cache(maxsize=512)
def split_file(content: bytes) -> tuple[Block, ...]:
    """The blocks of a recorded text; several versions of a policy read the same recordings. Raises `UnicodeDecodeError`."""
    return split_blocks(content.decode("utf-8-sig"))
