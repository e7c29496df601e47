"""Policy files on the disk: which there are, what stands in them, and what is wrong with those that cannot be used."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from hashlib import sha256
from pathlib import Path
from stat import S_ISREG

from gauger.diagnostics import Diagnostic
from gauger.library import SCENARIOS, messages
from gauger.library.messages import LARGEST
from gauger.text.values import dataclass

SUFFIX = ".tos"


@dataclass(frozen=True, slots=True)
class PolicyFile:
    """One file: the name that messages show, its name within its pack, and its bytes."""

    name: str
    relative: str
    content: bytes


def read_files(folders: Sequence[Path]) -> tuple[tuple[PolicyFile, ...], tuple[Diagnostic, ...]]:
    """All policy files of all folders, each once, by name; one that cannot be used is a diagnostic. A policy file may be named itself."""
    files: dict[tuple[int, int], PolicyFile] = {}
    found: list[Diagnostic] = []
    for folder in dict.fromkeys(folders):
        problem = _check_path(folder)
        if problem:
            found.append(problem)
            continue
        if folder.is_file():
            _read(folder, folder.name, show_path(folder), files, found)
            continue
        shown = show_path(folder)
        names = sorted(_walk(folder, shown, found))
        if not names:
            found.append(messages.no_policies(shown))
        for relative in names:
            _read(folder / relative, relative, f"{shown}/{relative}", files, found)
    return tuple(files.values()), tuple(found)


def _check_path(path: Path) -> Diagnostic | None:
    try:
        if path.is_dir() or (path.suffix == SUFFIX and path.exists()):
            return None
        return messages.file_as_folder(str(path)) if path.exists() else messages.missing_folder(str(path))
    except OSError as error:
        return messages.unreadable_file(str(path), _get_reason(error))


def show_path(path: Path) -> str:
    """The path as its reader would write it: relative to where they are, if it lies there."""
    try:
        here = Path.cwd()
    except OSError:  # the folder in which the program runs was taken away
        return str(path)
    absolute = Path(os.path.normpath(here / path))
    return absolute.relative_to(here).as_posix() if absolute.is_relative_to(here) else str(path)


def _walk(folder: Path, shown: str, found: list[Diagnostic]) -> Iterator[str]:
    """Names of policy files within the folder; links are followed, but no folder is entered twice."""
    seen: set[tuple[int, int]] = set()
    waiting = [""]
    while waiting:
        prefix = waiting.pop()
        try:
            identity = _identify((folder / prefix).stat())
            entries = [] if identity in seen else list(os.scandir(folder / prefix))
        except OSError as error:
            found.append(messages.unreadable_file(f"{shown}/{prefix}".rstrip("/"), _get_reason(error)))
            continue
        seen.add(identity)
        for entry in sorted(entries, key=lambda e: e.name):
            if _is_folder(entry):
                if not prefix and entry.name == SCENARIOS:
                    continue
                waiting.append(f"{prefix}{entry.name}/")
                if entry.name.endswith(SUFFIX):
                    found.append(messages.folder_as_file(f"{shown}/{prefix}{entry.name}"))
            elif entry.name.endswith(SUFFIX):
                yield f"{prefix}{entry.name}"


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:
        return False


def _identify(status: os.stat_result) -> tuple[int, int]:
    return status.st_dev, status.st_ino


def _read(path: Path, relative: str, name: str, files: dict[tuple[int, int], PolicyFile], found: list[Diagnostic]) -> None:
    """Adds a regular file that is not too large and not there yet; a pipe or a device is never opened."""
    try:
        status = path.stat()
        if _identify(status) in files:
            return
        if not S_ISREG(status.st_mode):
            found.append(messages.unreadable_file(name, "it is no regular file"))
            return
        with path.open("rb") as stream:
            content = stream.read(LARGEST + 1)
    except OSError as error:
        found.append(messages.unreadable_file(name, _get_reason(error)))
        return
    if len(content) > LARGEST:
        found.append(messages.too_large(name, status.st_size))
    else:
        files[_identify(status)] = PolicyFile(name, relative, content)


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
