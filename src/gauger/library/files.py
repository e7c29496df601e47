"""Policy files on the disk: which there are, what stands in them, and what is wrong with those that cannot be used."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from gauger.diagnostics import Diagnostic
from gauger.library import messages
from gauger.library.messages import LARGEST

SUFFIX = ".tos"


@dataclass(frozen=True, slots=True)
class PolicyFile:
    """One file: the name that messages show, its name within its pack, and its bytes."""

    name: str
    relative: str
    path: Path
    content: bytes


def read_files(folders: Sequence[Path]) -> tuple[tuple[PolicyFile, ...], tuple[Diagnostic, ...]]:
    """All policy files of all folders, each once, by name; a file that cannot be used is a diagnostic."""
    files: dict[str, PolicyFile] = {}
    found: list[Diagnostic] = []
    for folder in dict.fromkeys(folders):
        problem = _check_folder(folder)
        if problem:
            found.append(problem)
            continue
        paths = sorted(_walk(folder, found), key=lambda p: p.as_posix())
        if not paths:
            found.append(messages.no_policies(show_path(folder)))
        for path in paths:
            real = os.path.realpath(path)
            content = None if real in files else _read(path, found)
            if content is not None:
                files[real] = PolicyFile(show_path(path), path.relative_to(folder).as_posix(), path, content)
    return tuple(files.values()), tuple(found)


def _check_folder(folder: Path) -> Diagnostic | None:
    try:
        if folder.is_dir():
            return None
        return messages.file_as_folder(str(folder)) if folder.exists() else messages.missing_folder(str(folder))
    except OSError as error:
        return messages.unreadable_file(str(folder), _get_reason(error))


def show_path(path: Path) -> str:
    """The path as its reader would write it: relative to where they are, if it lies there."""
    try:
        here = Path.cwd()
    except OSError:  # the folder in which the program runs was taken away
        return str(path)
    absolute = Path(os.path.normpath(here / path))
    return absolute.relative_to(here).as_posix() if absolute.is_relative_to(here) else str(path)


def _walk(folder: Path, found: list[Diagnostic]) -> Iterator[Path]:
    """Paths of policy files; links are followed, but no folder is entered twice."""
    seen: set[str] = set()
    waiting = [folder]
    while waiting:
        current = waiting.pop()
        real = os.path.realpath(current)
        if real in seen:
            continue
        seen.add(real)
        try:
            entries = sorted(os.scandir(current), key=lambda e: e.name)
        except OSError as error:
            found.append(messages.unreadable_file(show_path(current), _get_reason(error)))
            continue
        for entry in entries:
            path = current / entry.name
            if _is_folder(entry):
                waiting.append(path)
                if entry.name.endswith(SUFFIX):
                    found.append(messages.folder_as_file(show_path(path)))
            elif entry.name.endswith(SUFFIX):
                yield path


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:
        return False


def _read(path: Path, found: list[Diagnostic]) -> bytes | None:
    """The bytes of a regular file that is not too large; a pipe or a device is never opened."""
    try:
        if not path.is_file():
            found.append(messages.unreadable_file(show_path(path), "it is no regular file"))
            return None
        with path.open("rb") as stream:
            content = stream.read(LARGEST + 1)
        if len(content) > LARGEST:
            found.append(messages.too_large(show_path(path), path.stat().st_size))
            return None
    except OSError as error:
        found.append(messages.unreadable_file(show_path(path), _get_reason(error)))
        return None
    return content


def _get_reason(error: OSError) -> str:
    return (error.strerror or type(error).__name__).lower()


def decode_text(file: PolicyFile) -> str | Diagnostic:
    """The text of a file, or what it is instead of UTF-8 text."""
    if file.content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return messages.wrong_encoding(file.name, "UTF-16")
    if b"\x00" in file.content:
        return messages.wrong_encoding(file.name, "binary data")
    try:
        return file.content.decode("utf-8")
    except UnicodeDecodeError:
        return messages.wrong_encoding(file.name, "in another encoding")


def sort_files(files: Iterable[PolicyFile]) -> list[PolicyFile]:
    """In an order that does not depend on where a pack lies: by name within it, then by content."""
    return sorted(files, key=lambda f: (f.relative, f.content))


def compute_digest(files: Sequence[PolicyFile]) -> str:
    """SHA-256 over the names within the packs and the contents, in hexadecimal; where a pack lies does not matter."""
    digest = sha256()
    for file in sort_files(files):
        for part in (file.relative.encode("utf-8", "surrogateescape"), file.content):
            digest.update(len(part).to_bytes(8, "big"))
            digest.update(part)
    return digest.hexdigest()
