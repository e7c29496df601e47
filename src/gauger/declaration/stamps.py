"""Remembers which contents the models accepted, so that a warm run need not import pydantic.

A stamp is a file in the user's cache, named by the digest of the content. It holds the digest of that name and of this version's models:
what is damaged, foreign or stale does not match, and the models are asked again. Records are never stored.
"""

from __future__ import annotations

import hashlib
import os
from functools import cache
from pathlib import Path

from gauger import __version__

_SOURCES = ("kinds.py", "models.py", "scalars.py", "tree.py")


def find_cache() -> Path:
    """`GAUGER_CACHE`, else the user's cache directory as XDG has it."""
    given = os.environ.get("GAUGER_CACHE")
    if given:
        return Path(given)
    return Path(os.environ.get("XDG_CACHE_HOME") or Path("~/.cache").expanduser()) / "gauger"


def has_stamp(digest: str) -> bool:
    """Whether the models of this version accepted the content with this digest before."""
    try:
        return _find_stamp(digest).read_bytes() == _build_stamp(digest)
    except (OSError, ValueError, RuntimeError):
        return False


def write_stamp(digest: str) -> None:
    """Remembers an acceptance; a cache that cannot be written is done without."""
    try:
        path = _find_stamp(digest)
        path.parent.mkdir(parents=True, exist_ok=True)
        partial = path.with_suffix(f".{os.getpid()}")
        partial.write_bytes(_build_stamp(digest))
        partial.replace(path)
    except (OSError, ValueError, RuntimeError):
        return


def _find_stamp(digest: str) -> Path:
    return find_cache() / "declarations" / f"{digest}.accepted"


def _build_stamp(digest: str) -> bytes:
    return hashlib.sha256(f"{digest} {_digest_models()}".encode()).hexdigest().encode()


@cache
def _digest_models() -> str:
    """Changes whenever the models may have: a stamp of another version is stale."""
    here = Path(__file__).parent
    hashed = hashlib.sha256(__version__.encode())
    for name in _SOURCES:
        hashed.update((here / name).read_bytes())
    return hashed.hexdigest()
