"""`python -m gauger.library [DIR...]`: load policies, print what is wrong with them, or count what there is."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from gauger.diagnostics.rendering import render
from gauger.library.loading import load
from gauger.library.places import find_policies
from gauger.policy.model import Policy


def run(arguments: Sequence[str]) -> int:
    """0 when everything resolves, 2 when something does not. Without a folder, the policies of the program are checked."""
    folders = [Path(a) for a in arguments] or [find_policies()]
    loaded = load(folders)
    for diagnostic in loaded.diagnostics:
        print(render(diagnostic), end="\n\n")
    if loaded.policy is None:
        print(f"{len(loaded.diagnostics)} mistakes")
        return 2
    print(count_policy(loaded.policy))
    return 0


def count_policy(policy: Policy) -> str:
    """How much a policy holds, in one line."""
    documents = policy.documents.values()
    return (
        f"{len(policy.publishers)} publishers, {len(policy.channels)} channels, {len(documents)} documents, "
        f"{sum(len(d.versions) for d in documents)} versions, {sum(len(d.clauses) for d in documents)} clauses, "
        f"{sum(len(d.exceptions) for d in documents)} exceptions, {len(policy.vocabulary.concepts)} concepts"
    )


if __name__ == "__main__":
    sys.exit(run(sys.argv[1:]))
