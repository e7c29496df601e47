"""What the language fixes and no pack may change: entities, variables, kinds of step, manners, comparisons."""

from __future__ import annotations

from collections.abc import Mapping
from typing import get_args

from gauger.policy.model import VARIABLE_ENTITY, Entity, Operator, Variable

ENTITIES: tuple[Entity, ...] = get_args(Entity)
VARIABLES: tuple[Variable, ...] = get_args(Variable)

STEP_KINDS = (
    "generate", "label", "judge", "filter", "verify", "convert", "rewrite", "seed",
    "train", "adapt", "merge", "quantise", "evaluate", "serve",
)  # fmt: skip
MANNERS = ("copy", "rewrite", "transcribe", "seed", "label", "judge", "select", "reward", "logits", "weights", "teach")

ATTRIBUTE_KINDS = ("one of", "some of", "number", "text", "day", "yes or no", "name")

OPERATORS: Mapping[str, tuple[Operator, ...]] = {
    "one of": ("is", "in"),
    "some of": ("overlaps", "includes"),
    "number": ("is", "in", "more than", "at least", "less than", "at most"),
    "text": ("is", "in", "starts with", "contains"),
    "day": ("is", "before", "on or after"),
    "yes or no": ("is",),
    "name": ("is", "in", "starts with", "contains"),
}
"""The comparisons that make sense for each kind of attribute."""

LISTING: tuple[Operator, ...] = ("in", "overlaps")
"""The comparisons that take a list, where a set may stand too."""

LOCATOR_WORDS = 8
DEEPEST = 60
"""How many blocks of a condition may stand in one another; more is no text that anybody reads aloud."""


def find_variable(name: str) -> Variable | None:
    """The variable of that name, if the language has it."""
    return next((v for v in VARIABLES if v == name), None)


def get_entity(variable: Variable) -> Entity:
    """The entity that a variable stands for: `access` is a step, `source` and `base` are models."""
    return VARIABLE_ENTITY[variable]
