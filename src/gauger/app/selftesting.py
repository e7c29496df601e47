"""Whether the gate can fail at all: a bundled declaration that is prohibited in every reading, judged as the project judges its own."""

from __future__ import annotations

from gauger.app.checking import Asked, check_file
from gauger.app.setting import Setting
from gauger.diagnostics import Diagnostic
from gauger.findings.model import Finding, Verdict
from gauger.gate import Outcome, Thresholds, judge
from gauger.library import find_policies
from gauger.text.values import dataclass

BUNDLED = "selftest.yaml"


@dataclass(frozen=True, slots=True)
class Proof:
    """What came of it: the first finding that is prohibited, if any is, and the exit code that a check would end with."""

    finding: Finding | None
    code: Outcome
    diagnostics: tuple[Diagnostic, ...]

    @property
    def holds(self) -> bool:
        return self.finding is not None and self.code is Outcome.REACHED


def prove_gate(setting: Setting, asked: Asked, thresholds: Thresholds) -> Proof:
    """Judge the bundled declaration under these policies, positions and thresholds."""
    checked = check_file(find_policies() / BUNDLED, setting, asked)
    exposures = [checked.exposure] if checked.exposure is not None else []
    found = next((f for exposure in exposures for f in exposure.findings if f.verdict is Verdict.PROHIBITED), None)
    return Proof(found, judge(exposures, thresholds, unusable=not exposures), checked.diagnostics)
