"""All cases of some folders against the loaded policies."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from gauger.app.cases import Outcome, document_of, find_case_files, run_file
from gauger.app.setting import Setting
from gauger.diagnostics import Diagnostic
from gauger.library import find_policies
from gauger.text.values import dataclass


@dataclass(frozen=True, slots=True)
class Tested:
    """Every case that ran, and the mistakes in the form of the files."""

    outcomes: tuple[Outcome, ...]
    diagnostics: tuple[Diagnostic, ...]


def run_files(paths: Sequence[Path], setting: Setting, packs: Sequence[Path], only: str) -> Tested:
    """Run the cases of these files and folders; of all policies where none is named."""
    outcomes: list[Outcome] = []
    mistakes: list[Diagnostic] = []
    for path in find_case_files(paths or (find_policies(), *packs)):
        ran, found = run_file(path, setting, only)
        outcomes += ran
        mistakes += [*found, *(d for outcome in ran for d in outcome.diagnostics)]
    return Tested(tuple(outcomes), tuple(mistakes))


__all__ = ["Tested", "document_of", "run_files"]
