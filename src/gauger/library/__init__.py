"""Policies on the disk: find them, load them, keep them compiled.

Nothing is imported before it is called for: a run on compiled policies needs neither the language nor the resolver.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from gauger.library.loading import Loaded

__all__ = ["compile_to", "find_policies", "load"]


def find_policies() -> Path:
    """The folder of the policies that come with the program, in a checkout or in an installed wheel."""
    from gauger.library import places

    return places.find_policies()


def load(dirs: Sequence[Path]) -> Loaded:
    """The policy of all packs in these folders, or every mistake in them; see `gauger.library.loading`."""
    from gauger.library import loading

    return loading.load(dirs)


def compile_to(path: Path, dirs: Sequence[Path] | None = None) -> None:
    """Compiles policies into one file that a wheel can ship; see `gauger.library.storage`."""
    from gauger.library import storage

    storage.compile_to(path, dirs)
