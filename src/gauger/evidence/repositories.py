"""A collection as a git repository, laid out as those of Open Terms Archive: `Service/Terms type.md`, a commit for each recording.

Objects are read by libgit2: nothing is checked out, no program is started, no hook or filter runs. A repository whose own files lead out
of it (alternates, a linked work tree, links among its objects, a configuration that includes others) is refused before it is opened.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import Any

from gauger.evidence.texts import LARGEST_TEXT, MOST_TEXTS, Found, Refusal

MOST_ENTRIES = 3_000_000
"""Entries of trees that are looked at before a repository is refused; a tree can name itself a billion times in a kilobyte."""

DEEPEST = 6
"""Folders below the root in which documents are looked for."""

_INCLUDES = re.compile(rb"^\s*\[\s*include", re.IGNORECASE | re.MULTILINE)
_FILE = 0o100644, 0o100755


class RepositoryCollection:
    """The history of a repository, walked once and kept by path."""

    def __init__(self, name: str, place: Path) -> None:
        self._name = name
        self._place = place
        self._entries = 0

    def list_paths(self) -> tuple[str, ...]:
        return tuple(sorted(self._recordings)) if isinstance(self._recordings, Mapping) else ()

    def list_texts(self, path: str) -> tuple[Found, ...] | Refusal:
        if isinstance(self._recordings, Refusal):
            return self._recordings
        found = self._recordings.get(path, [])
        return Refusal(f"{self._name}/{path}", "too many") if len(found) > MOST_TEXTS else tuple(found)

    def read_text(self, found: Found) -> bytes | Refusal:
        repository = self._repository
        if isinstance(repository, Refusal):
            return repository
        try:
            _, size = repository.odb.read_header(found.key)
            if size > LARGEST_TEXT:
                return Refusal(found.where, "too large")
            content: bytes = repository.odb.read(found.key)[1]
        except Exception:
            return Refusal(found.where, "unreadable")
        return content

    @cached_property
    def _repository(self) -> Any | Refusal:
        """libgit2's repository, which has no types that mypy could hold us to."""
        try:
            import pygit2
        except ImportError:
            return Refusal(str(self._place), "no pygit2")
        directory = find_git_directory(self._place)
        if directory is None:
            return Refusal(str(self._place), "not a repository")
        if leads_elsewhere(directory):
            return Refusal(str(self._place), "leads elsewhere")
        try:
            for level in (pygit2.enums.ConfigLevel.SYSTEM, pygit2.enums.ConfigLevel.XDG, pygit2.enums.ConfigLevel.GLOBAL):
                pygit2.settings.search_path[level] = ""  # only what lies in the archive is read
            pygit2.settings.owner_validation = False  # objects alone are read; whose they are makes no difference
            return pygit2.Repository(str(directory), pygit2.enums.RepositoryOpenFlag.NO_SEARCH | pygit2.enums.RepositoryOpenFlag.BARE)
        except Exception:
            return Refusal(str(self._place), "not a repository")

    @cached_property
    def _recordings(self) -> Mapping[str, list[Found]] | Refusal:
        """By path, each commit at which the text became another one, oldest first."""
        repository = self._repository
        if isinstance(repository, Refusal):
            return repository
        recordings: dict[str, list[Found]] = {}
        try:
            self._walk(repository, recordings)
        except TooManyEntriesError:
            return Refusal(str(self._place), "too many")
        except Exception:
            return Refusal(str(self._place), "unreadable")
        return recordings

    def _walk(self, repository: Any, recordings: dict[str, list[Found]]) -> None:
        import pygit2

        if repository.head_is_unborn:
            return
        before: Any = None
        for commit in repository.walk(repository.head.target, pygit2.enums.SortMode.TOPOLOGICAL | pygit2.enums.SortMode.REVERSE):
            moment = datetime.fromtimestamp(commit.commit_time, UTC)
            for path, key in self._list_changed(repository, before, commit.tree, "", 0):
                where = f"{self._name}@{str(commit.id)[:8]}:{path}"
                recordings.setdefault(path, []).append(Found(moment.date(), moment.isoformat(), where, key))
            before = commit.tree

    def _list_changed(self, repository: Any, before: Any, after: Any, above: str, depth: int) -> Iterator[tuple[str, object]]:
        """Files that a tree has and the other has not, or otherwise."""
        old = {entry.name: entry.id for entry in before} if before is not None else {}
        for entry in after:
            self._entries += 1
            if self._entries > MOST_ENTRIES:
                raise TooManyEntriesError
            known = old.get(entry.name)
            if known == entry.id:
                continue
            path = f"{above}{entry.name}"
            if entry.filemode in _FILE and path.endswith((".md", ".txt")):
                yield path, entry.id
            elif entry.type_str == "tree" and depth < DEEPEST:
                earlier = repository.get(known) if known is not None else None
                below = earlier if earlier is not None and earlier.type_str == "tree" else None
                yield from self._list_changed(repository, below, repository.get(entry.id), f"{path}/", depth + 1)


class TooManyEntriesError(Exception):
    """A repository has more than anybody can read."""


def find_git_directory(place: Path) -> Path | None:
    """Where a repository keeps its objects: the folder itself where it is bare, else `.git` in it; None where there is neither."""
    return next((p for p in (place / ".git", place) if (p / "HEAD").is_file() and (p / "objects").is_dir() and (p / "refs").is_dir()), None)


def looks_like_repository(place: Path) -> bool:
    """Whether a folder means to be a repository, sound or not."""
    return (place / ".git").exists() or find_git_directory(place) is not None


def leads_elsewhere(directory: Path) -> bool:
    """Whether anything in the folder of a repository points out of it: then it is not opened."""
    try:
        if directory.is_symlink() or any((directory / name).exists() for name in ("commondir", "gitdir", "config.worktree")):
            return True
        if any((directory / "objects" / "info" / name).exists() for name in ("alternates", "http-alternates")):
            return True
        config = directory / "config"
        if config.exists() and (config.stat().st_size > LARGEST_TEXT or _INCLUDES.search(config.read_bytes())):
            return True
        return any(_list_links(directory))
    except OSError:
        return True


def _list_links(folder: Path) -> Iterator[str]:
    """Links anywhere in a folder; hooks and the like are never read, and so not looked at."""
    with os.scandir(folder) as listing:
        entries = list(listing)
    for entry in entries:
        if entry.is_symlink():
            yield entry.path
        elif entry.is_dir(follow_symlinks=False) and entry.name not in {"hooks", "logs", "lfs", "modules", "worktrees"}:
            yield from _list_links(Path(entry.path))
