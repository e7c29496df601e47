"""Exit codes of a check. When several apply, the first of 2, 1, 4, 3, 0 stands (an internal error, 70, never gets here)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import IntEnum

from gauger.findings.model import Exposure, Finding, Verdict
from gauger.text.values import dataclass, field


class Outcome(IntEnum):
    """`UNDETERMINED`: facts are missing for what reaches the threshold, or a source is not covered. `NOTHING_CHECKED`: no source is."""

    PASSED = 0
    REACHED = 1
    UNUSABLE = 2
    NOTHING_CHECKED = 3
    UNDETERMINED = 4
    INTERNAL = 70


@dataclass(frozen=True, slots=True)
class Thresholds:
    """From which severity on a finding fails: one for all, others for single families. None: none of these fails."""

    default: Verdict | None
    families: Mapping[str, Verdict | None] = field(default_factory=dict)

    def is_reached(self, finding: Finding) -> bool:
        threshold = self.families.get(finding.family, self.default)
        return finding.counts and threshold is not None and finding.severity >= threshold

    @property
    def let_all_pass(self) -> bool:
        return all(threshold is None for threshold in (self.default, *self.families.values()))


def judge(exposures: Sequence[Exposure], thresholds: Thresholds, *, unusable: bool = False) -> Outcome:
    """The exit code of a run; `unusable` says that some input could not be read."""
    if unusable:
        return Outcome.UNUSABLE
    reaching = [f for e in exposures for f in e.findings if thresholds.is_reached(f)]
    if any(f.severity is not Verdict.OPEN for f in reaching):
        return Outcome.REACHED
    if not exposures or all(_is_uncovered(e) for e in exposures):
        return Outcome.NOTHING_CHECKED
    gaps = any(gap.kind == "terms" for e in exposures for gap in e.unexamined)
    if reaching or (gaps and not thresholds.let_all_pass):
        return Outcome.UNDETERMINED
    return Outcome.PASSED


def _is_uncovered(exposure: Exposure) -> bool:
    """Whether there are sources and no text covers any of them; reaching nobody's terms is no gap."""
    gaps = {gap.source for gap in exposure.unexamined if gap.kind == "terms"}
    return bool(gaps) and not exposure.findings and exposure.examined.sources <= len(gaps)
