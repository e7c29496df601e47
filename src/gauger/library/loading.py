"""Folders of policy files to one policy: from what was compiled before when nothing has changed, otherwise read anew."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from gauger.diagnostics import Diagnostic
from gauger.library.files import compute_digest, read_files
from gauger.library.storage import find_compiled, store_compiled
from gauger.policy.model import Policy
from gauger.text.values import dataclass


@dataclass(frozen=True, slots=True)
class Loaded:
    """A policy, or the mistakes that are in the way of one. `digest` names the contents in either case."""

    policy: Policy | None
    diagnostics: tuple[Diagnostic, ...]
    digest: str


def load(dirs: Sequence[Path]) -> Loaded:
    """The policy of all packs in these folders together; never raises for what a file holds or lacks."""
    files, found = read_files(dirs)
    digest = compute_digest(files)
    policy = None if found else find_compiled(digest, files)
    if policy:
        return Loaded(policy, (), digest)
    from gauger.library.compiling import compile_files

    policy, diagnostics = compile_files(files, digest)
    if found or policy is None:
        return Loaded(None, (*found, *diagnostics), digest)
    store_compiled(policy, digest, files)
    return Loaded(policy, (), digest)
