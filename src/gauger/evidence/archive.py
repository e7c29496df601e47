"""Archives of terms: collections of dated texts, in folders or in git repositories. Nothing in an archive is trusted.

`recorded <collection> "Service/Terms type.md"` names a collection and a document in it. A place is a collection itself, where it is called
so (`genai-eu-versions`, `genai-eu-versions.git`), or a folder that holds collections, also in its folder `archive`. A collection that lies
under another name is given as `NAME=PATH`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from gauger.evidence.folders import FolderCollection
from gauger.evidence.repositories import RepositoryCollection, looks_like_repository
from gauger.evidence.texts import Collection, Found, Readings, Refusal, is_plain, read_texts
from gauger.policy.model import Recording


class Archive:
    """Some places in which collections lie, each looked for when it is first asked for."""

    def __init__(self, places: Sequence[Path | tuple[str, Path]]) -> None:
        self._places = tuple(place if isinstance(place, tuple) else (None, place) for place in places)
        self._opened: dict[str, Collection | None] = {}

    def read_recording(self, recording: Recording) -> Readings:
        """All texts of a `recorded` line within its days, oldest first; a text without a day is always within them.

        Nothing raises for what an archive holds: a path that leads out of it, a text too large, one that is not UTF-8 are refusals.
        """
        found = self.list_recording(recording)
        if isinstance(found, Refusal):
            return Readings((), (found,))
        collection = self.find_collection(recording.archive)
        return read_texts(collection, found) if collection is not None else Readings((), ())

    def list_recording(self, recording: Recording) -> tuple[Found, ...] | Refusal:
        """As `read_recording`, without reading."""
        if not is_plain(recording.archive) or "/" in recording.archive or not is_plain(recording.path):
            return Refusal(f"{recording.archive}/{recording.path}", "outside")
        collection = self.find_collection(recording.archive)
        found = collection.list_texts(recording.path) if collection is not None else ()
        return found if isinstance(found, Refusal) else tuple(one for one in found if _is_within(one.day, recording))

    def read_newest(self, name: str, path: str) -> Readings:
        """The last recording of a document, whenever that was."""
        collection = self.find_collection(name)
        found = collection.list_texts(path) if collection is not None else ()
        return (
            Readings((), (found,)) if isinstance(found, Refusal) else read_texts(collection, found[-1:]) if collection else Readings((), ())
        )

    def find_collection(self, name: str) -> Collection | None:
        """The collection of that name; None where no place has it."""
        if name not in self._opened:
            self._opened[name] = next((_open(name, root, folder) for root, folder in self._list_candidates(name)), None)
        return self._opened[name]

    def _list_candidates(self, name: str) -> Iterator[tuple[Path, Path]]:
        """Folders that may be the collection, each with the place out of which nothing leads."""
        for given, place in self._places:
            if given is not None:
                named = [place] if given == name else []
            else:
                here = [place] if place.resolve().name.removesuffix(".git") == name else []
                named = [*here, place / name, place / f"{name}.git", place / "archive" / name]
            yield from ((place, folder) for folder in named if folder.is_dir())

    def list_names(self) -> tuple[str, ...]:
        """The names of all collections: of folders that hold dated texts or are repositories, as far as that can be seen from outside."""
        names = dict.fromkeys(given for given, _ in self._places if given is not None)
        for place in (place for given, place in self._places if given is None):
            if looks_like_repository(place):
                names[place.resolve().name.removesuffix(".git")] = None
            else:
                names |= dict.fromkeys(folder.name.removesuffix(".git") for folder in _list_folders(place))
        return tuple(sorted(names))


def open_archive(places: Sequence[Path | tuple[str, Path]]) -> Archive:
    """An archive over these places; collections are opened when something asks for them."""
    return Archive(places)


def _list_folders(place: Path) -> Iterator[Path]:
    for folder in (place / "archive", place):
        if folder.is_dir():
            yield from (below for below in sorted(folder.iterdir()) if below.is_dir() and below.name != "archive")


def _open(name: str, root: Path, folder: Path) -> Collection:
    return RepositoryCollection(name, folder) if looks_like_repository(folder) else FolderCollection(root, folder)


def _is_within(day: date | None, recording: Recording) -> bool:
    if day is None:
        return True
    return (recording.since is None or recording.since <= day) and (recording.until is None or day < recording.until)
