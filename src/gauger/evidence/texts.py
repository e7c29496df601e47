"""Recorded texts, whatever sort of archive they come from, and why one was not read."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from typing import Literal, Protocol

from gauger.evidence.blocks import Block, split_blocks
from gauger.text.values import dataclass

LARGEST_TEXT = 4_000_000
"""Bytes above which a text is refused; the largest agreement recorded so far has some 350,000."""

MOST_TEXTS = 5_000
"""Recordings of one document above which it is refused."""

Reason = Literal[
    "outside", "too large", "too many", "not utf-8", "not a file", "unreadable", "not a repository", "leads elsewhere", "no pygit2"
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Refusal:
    """A path that was not read, and why."""

    path: str
    reason: Reason


@dataclass(frozen=True, slots=True)
class Found:
    """A recording that an archive lists: the day (None: it bears none), what orders several of one day, where it lies, and a key that
    only its collection understands."""

    day: date | None
    moment: str
    where: str
    key: object


@dataclass(frozen=True, slots=True)
class DatedText:
    """One recording: where it lies, the day (None: it bears none), what orders several of one day, and its blocks."""

    where: str
    day: date | None
    moment: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Readings:
    """The texts of a recording by day, and what was refused."""

    texts: tuple[DatedText, ...]
    refusals: tuple[Refusal, ...]


class Collection(Protocol):
    """Dated texts by path, `Service/Terms type.md`. Neither method raises for what a collection holds."""

    def list_paths(self) -> tuple[str, ...]:
        """Every document of which there is a recording, sorted."""
        ...

    def list_texts(self, path: str) -> tuple[Found, ...] | Refusal:
        """The recordings of a document, oldest first; none when there is no such document."""
        ...

    def read_text(self, found: Found) -> bytes | Refusal:
        """What one of them holds."""
        ...


def is_plain(path: str) -> bool:
    """Whether a written path stays where it begins: relative, no `..`, no backslash, no control character."""
    parts = path.split("/")
    return bool(path) and not any(p in ("", ".", "..") for p in parts) and path.isprintable() and "\\" not in path and ":" not in parts[0]


def read_texts(collection: Collection, found: Sequence[Found]) -> Readings:
    """The texts of some recordings, cut into blocks, and what was refused of them."""
    read = [_read(collection, one) for one in found]
    return Readings(tuple(r for r in read if isinstance(r, DatedText)), tuple(r for r in read if isinstance(r, Refusal)))


def _read(collection: Collection, found: Found) -> DatedText | Refusal:
    content = collection.read_text(found)
    if isinstance(content, Refusal):
        return content
    try:
        return DatedText(found.where, found.day, found.moment, split_file(content))
    except UnicodeDecodeError:
        return Refusal(found.where, "not utf-8")


@lru_cache(maxsize=512)
def split_file(content: bytes) -> tuple[Block, ...]:
    """The blocks of a recorded text; several versions of a policy read the same recordings. Raises `UnicodeDecodeError`."""
    return split_blocks(content.decode("utf-8-sig"))
