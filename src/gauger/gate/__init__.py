"""Findings against thresholds: what a run is worth to whoever waits for its exit code."""

from gauger.gate.outcome import Outcome, Thresholds, judge

__all__ = ["Outcome", "Thresholds", "judge"]
