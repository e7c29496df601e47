"""Findings against thresholds: what a run is worth to whoever waits for its exit code."""

from gauger.gate.outcome import Outcome, judge

__all__ = ["Outcome", "judge"]
