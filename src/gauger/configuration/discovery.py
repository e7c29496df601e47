"""Where settings are: in the nearest folder that has some, from here up to the root of the repository."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

OWN, SHARED = "gauger.toml", "pyproject.toml"
NAMES = (OWN, SHARED)
_TABLE = b"tool.gauger"


def find_file(start: Path) -> Path | None:
    """The file of settings that holds at `start`, a folder; outside of a repository no other folder is looked at."""
    for folder in _climb(start):
        for name in NAMES:
            if has_settings(folder / name):
                return folder / name
    return None


def find_root(start: Path) -> Path:
    """The root of the repository in which a folder lies, or the folder itself."""
    return next((folder for folder in (start, *start.parents) if (folder / ".git").exists()), start)


def _climb(start: Path) -> Iterator[Path]:
    folders, root = [start, *start.parents], find_root(start)
    yield from folders[: folders.index(root) + 1]


def has_settings(path: Path) -> bool:
    """Whether a file is one of settings; a shared one is where it names the table, in whatever way that can be written."""
    if path.name == OWN:
        return path.is_file()
    try:
        text = path.read_bytes()
    except OSError:
        return False
    return _TABLE in text.replace(b" ", b"").replace(b'"', b"").replace(b"'", b"")
