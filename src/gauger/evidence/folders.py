"""A collection as a folder: `<collection>/Service/Terms type/` holds one file for each recording, `2026-01-15T233516Z.md` or
`2026-01-15.md`. Where there is a file at `<collection>/Service/Terms type.md` itself, it is the only recording and bears no day."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from gauger.evidence.texts import LARGEST_TEXT, MOST_TEXTS, Found, Refusal

ENDINGS = (".md", ".txt")
DEEPEST = 4
"""Folders below a collection in which documents are looked for."""

_DAY_IN_NAME = re.compile(r"(\d{4}-\d{2}-\d{2})(?:T\d{6}Z)?$")


class FolderCollection:
    """A folder of dated texts that lies in `root`; nothing outside `root` is read, wherever links lead."""

    def __init__(self, root: Path, folder: Path) -> None:
        self._root = root.resolve()
        self._folder = folder

    def list_paths(self) -> tuple[str, ...]:
        paths = set()
        for found in self._walk(self._folder, 0):
            dated = _read_day(found.stem) is not None
            paths.add((found.parent.with_name(found.parent.name + found.suffix) if dated else found).relative_to(self._folder).as_posix())
        return tuple(sorted(paths))

    def _walk(self, folder: Path, depth: int) -> Iterator[Path]:
        try:
            with os.scandir(folder) as listing:
                entries = sorted(listing, key=lambda entry: entry.name)
        except OSError:
            return
        for entry in entries:
            if entry.is_dir(follow_symlinks=False) and depth < DEEPEST:
                yield from self._walk(Path(entry.path), depth + 1)
            elif entry.is_file(follow_symlinks=False) and Path(entry.name).suffix in ENDINGS:
                yield Path(entry.path)

    def list_texts(self, path: str) -> tuple[Found, ...] | Refusal:
        place = self._folder / path
        try:
            if place.is_file() or place.is_symlink():
                return (Found(None, "", place.as_posix(), place),)
            folder = place.with_suffix("")
            dated = sorted(_list_dated(folder)) if folder.is_dir() else []
        except OSError:  # a name too long, a folder that may not be listed
            return Refusal(f"{self._folder.name}/{path}", "unreadable")
        if len(dated) > MOST_TEXTS:
            return Refusal(f"{self._folder.name}/{path}", "too many")
        return tuple(Found(day, name, (folder / name).as_posix(), folder / name) for name, day in dated)

    def read_text(self, found: Found) -> bytes | Refusal:
        assert isinstance(found.key, Path)
        try:
            real = found.key.resolve(strict=True)
            if not real.is_relative_to(self._root):
                return Refusal(found.where, "outside")
            if not real.is_file():
                return Refusal(found.where, "not a file")
            return Refusal(found.where, "too large") if real.stat().st_size > LARGEST_TEXT else real.read_bytes()
        except (OSError, RuntimeError):  # RuntimeError: a link that leads to itself, before Python 3.13
            return Refusal(found.where, "unreadable")


def _list_dated(folder: Path) -> Iterator[tuple[str, date]]:
    for path in folder.iterdir():
        if path.suffix in ENDINGS and (day := _read_day(path.stem)) is not None:
            yield path.name, day


def _read_day(stem: str) -> date | None:
    match = _DAY_IN_NAME.match(stem)
    try:
        return date.fromisoformat(match[1]) if match else None
    except ValueError:
        return None
