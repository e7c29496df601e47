"""All cases of some folders against the loaded policies."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from gauger.app.cases import Outcome, document_of, find_case_files, run_file
from gauger.app.setting import Setting, load_setting
from gauger.diagnostics import Diagnostic
from gauger.library import SCENARIOS, find_policies
from gauger.text.values import dataclass


@dataclass(frozen=True, slots=True)
class Tested:
    """Every case that ran, and the mistakes in the form of the files."""

    outcomes: tuple[Outcome, ...]
    diagnostics: tuple[Diagnostic, ...]


def run_files(paths: Sequence[Path], setting: Setting, packs: Sequence[Path], only: str) -> Tested:
    """Run the cases of these files and folders; of all policies where none is named. Cases of a scenario run with its rules in force beside
    the others, and with those of no other scenario."""
    outcomes: list[Outcome] = []
    mistakes: list[Diagnostic] = []
    loaded: dict[Path, Setting | None] = {}
    for path in find_case_files(paths or (find_policies(), *packs)):
        scenario = find_scenario_of(path) if document_of(path, setting.policy) is None else None
        if scenario is not None and scenario not in loaded:
            loaded[scenario], found = load_setting((*packs, scenario))
            mistakes += found
        under = setting if scenario is None else loaded[scenario]
        ran, found = run_file(path, under, only) if under is not None else ((), ())
        outcomes += ran
        mistakes += [*found, *(d for outcome in ran for d in outcome.diagnostics)]
    return Tested(tuple(outcomes), tuple(mistakes))


def find_scenario_of(path: Path) -> Path | None:
    """The folder of the scenario in which a file lies: one in a folder of scenarios, with policies in it."""
    return next((f for f in path.resolve().parents if f.parent.name == SCENARIOS and any(f.rglob("*.tos"))), None)


__all__ = ["Tested", "document_of", "find_scenario_of", "run_files"]
