"""Static analysis of policies, with what their cases cover."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from gauger.app.cases import find_case_files, read_cases
from gauger.app.setting import Setting
from gauger.app.testing import document_of
from gauger.declaration import read_tree
from gauger.declaration.files import read_source
from gauger.diagnostics import Diagnostic
from gauger.library import find_policies
from gauger.policy import lint


def lint_policies(setting: Setting, packs: Sequence[Path], as_of: date) -> tuple[Diagnostic, ...]:
    """Warnings about the packs, or about the shipped policies where no pack is named."""
    found = lint(setting.policy, as_of=as_of, covered=find_covered(setting, (find_policies(), *packs)))
    return tuple(d for d in found if not packs or any(_lies_in(d, pack) for pack in packs))


def _lies_in(diagnostic: Diagnostic, pack: Path) -> bool:
    return diagnostic.span is not None and Path(diagnostic.span.source.name).resolve().is_relative_to(pack.resolve())


def find_covered(setting: Setting, folders: Sequence[Path]) -> frozenset[str]:
    """Clauses that some case expects something of; a file of cases that cannot be read covers none, and `gauger test` says why."""
    covered: set[str] = set()
    for path in find_case_files(folders):
        source, _ = read_source(path)
        tree, _ = read_tree(source) if source is not None else (None, ())
        if tree is not None:
            cases, _ = read_cases(tree, document_of(path, setting.policy), setting.policy)
            covered |= {expected.clause for case in cases for expected in case.expected}
    return frozenset(covered)
