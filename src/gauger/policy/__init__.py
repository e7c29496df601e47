"""Resolved, typed policy: what the words of a policy file turned out to mean.

`resolve` and `lint` are loaded when they are called: a run on compiled policies needs neither them nor the tree.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import date

    from gauger.diagnostics import Diagnostic
    from gauger.language.tree import File
    from gauger.policy.model import Policy

__all__ = ["lint", "resolve"]


def resolve(files: Sequence[File]) -> tuple[Policy | None, tuple[Diagnostic, ...]]:
    """One policy of all files together, or every mistake in them; see `gauger.policy.resolution`."""
    from gauger.policy import resolution

    return resolution.resolve(files)


def lint(policy: Policy, as_of: date | None = None, covered: Collection[str] | None = None) -> tuple[Diagnostic, ...]:
    """Warnings about a policy that resolves; see `gauger.policy.lints`."""
    from gauger.policy import lints

    return lints.lint(policy, as_of, covered)
