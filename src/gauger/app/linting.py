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
    """Warnings about all loaded policies."""
    return lint(setting.policy, as_of=as_of, covered=find_covered(setting, (find_policies(), *packs)))


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
