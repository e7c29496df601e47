"""The manner in which one thing enters another, by what the step does. The table of `docs/semantics.md`, 4, and nothing else."""

from __future__ import annotations

from collections.abc import Mapping

from gauger.declaration.records import Manner, StepKind

RETURNED: Mapping[StepKind, Manner] = {
    "generate": "copy",
    "label": "label",
    "judge": "judge",
    "filter": "select",
    "verify": "reward",
    "convert": "copy",
    "rewrite": "copy",
    "seed": "seed",
}
"""What a model returned, into what the step yields: a transcription or a rewriting is the model's own text, and stands there as it came."""

CONSUMED: Mapping[StepKind, Manner] = {
    "train": "copy",
    "adapt": "copy",
    "generate": "seed",
    "seed": "seed",
    "label": "copy",
    "judge": "copy",
    "filter": "copy",
    "verify": "copy",
    "convert": "transcribe",
    "rewrite": "rewrite",
}
"""A dataset, into what the step that consumes it yields, where the entry does not say otherwise."""

STEERED: Mapping[str, Manner] = {"rl": "reward", "preference-optimisation": "judge"}
"""What a model returned while another was trained, by stage of training."""
