"""Findings against thresholds and against what was there before: what a run is worth to whoever waits for its exit code."""

from gauger.gate.baseline import Baseline, find_gone, mark_known, take_baseline
from gauger.gate.outcome import Outcome, Thresholds, judge

__all__ = ["Baseline", "Outcome", "Thresholds", "find_gone", "judge", "mark_known", "take_baseline"]
