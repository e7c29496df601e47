"""Policies on the disk: find them, load them, keep them compiled.

Nothing is imported before it is called for: a run on compiled policies needs neither the language nor the resolver.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from gauger.library.loading import Loaded

__all__ = ["SCENARIOS", "compile_to", "find_policies", "find_scenarios", "load"]

SCENARIOS = "scenarios"
"""The folder of a pack whose folders are packs of their own: rules that are not in force are loaded when they are asked for, never else."""


def find_policies() -> Path:
    """The folder of the policies that come with the program, in a checkout or in an installed wheel."""
    from gauger.library import places

    return places.find_policies()


def find_scenarios() -> Path:
    """The folder of the scenarios that come with the program, each a folder of policies."""
    return find_policies() / SCENARIOS


def load(dirs: Sequence[Path]) -> Loaded:
    """The policy of all packs in these folders, or every mistake in them; see `gauger.library.loading`."""
    from gauger.library import loading

    return loading.load(dirs)


def compile_to(path: Path, dirs: Sequence[Path] | None = None) -> None:
    """Compiles policies into one file that a wheel can ship; see `gauger.library.storage`."""
    from gauger.library import storage

    storage.compile_to(path, dirs)
