"""A file to text, refusing early what cannot be a declaration: nothing larger than the limit is ever read."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from gauger.diagnostics import Diagnostic
from gauger.text import Source, Span
from gauger.text.deferred import Deferred

if TYPE_CHECKING:
    from gauger.declaration import messages
else:
    messages = Deferred("gauger.declaration.messages")

SIZE_LIMIT = 10_000_000  # bytes
_INVISIBLE = re.compile("[\u061c\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]")
_MARKS = {b"\xff\xfe": "begins like UTF-16", b"\xfe\xff": "begins like UTF-16"}


def read_source(path: Path) -> tuple[Source | None, tuple[Diagnostic, ...]]:
    """The text of a file under its path as given, or why it cannot be read."""
    name = str(path)
    try:
        if path.is_dir():
            return None, (messages.directory_given(name),)
        if path.stat().st_size > SIZE_LIMIT:
            return None, (messages.file_too_large(name, SIZE_LIMIT),)
        with path.open("rb") as file:
            data = file.read(SIZE_LIMIT + 1)
    except (OSError, ValueError) as error:
        return None, (messages.unreadable_file(name, _word_reason(error)),)
    if len(data) > SIZE_LIMIT:  # a pipe or a device has no size beforehand
        return None, (messages.file_too_large(name, SIZE_LIMIT),)
    return decode_source(name, data)


def _word_reason(error: Exception) -> str:
    return (error.strerror or "it cannot be opened").lower() if isinstance(error, OSError) else "its name cannot be a path"


def decode_source(name: str, data: bytes) -> tuple[Source | None, tuple[Diagnostic, ...]]:
    """UTF-8 bytes as a source, with or without a byte order mark."""
    for mark, found in _MARKS.items():
        if data.startswith(mark):
            return None, (messages.not_utf8(name, found),)
    if b"\0" in data:
        return None, (messages.not_utf8(name, "holds a NUL byte", _word_line(data, data.index(b"\0"))),)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return None, (messages.not_utf8(name, f"holds the byte 0x{data[error.start]:02x}", _word_line(data, error.start)),)
    return check_text(Source(name, text))


def _word_line(data: bytes, at: int) -> str:
    return f" in line {data.count(10, 0, at) + 1}"


def check_text(source: Source) -> tuple[Source | None, tuple[Diagnostic, ...]]:
    """Refuses text that holds nothing, or characters that make it read otherwise than it looks."""
    if not source.text.strip():
        return None, (messages.empty_file(source.name),)
    found = tuple(_word_invisible(source, match) for match in _INVISIBLE.finditer(source.text))
    return (None, found) if found else (source, ())


def _word_invisible(source: Source, match: re.Match[str]) -> Diagnostic:
    import unicodedata

    name = unicodedata.name(match.group(), "a control").lower()
    return messages.invisible_character(Span(source, match.start(), match.end()), name)
