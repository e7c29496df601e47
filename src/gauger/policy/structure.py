"""What the language fixes and no pack may change: entities, variables, kinds of step, manners, comparisons."""

from __future__ import annotations

from collections.abc import Mapping
from typing import get_args

from gauger.policy.model import ENTITIES, VARIABLE_ENTITY, Entity, Layer, Moment, Operator, Variable

VARIABLES: tuple[Variable, ...] = tuple(VARIABLE_ENTITY)

STEP_KINDS = (
    "generate", "label", "judge", "filter", "verify", "convert", "rewrite", "seed",
    "train", "adapt", "merge", "quantise", "evaluate", "serve",
)  # fmt: skip
MANNERS = ("copy", "rewrite", "transcribe", "seed", "label", "judge", "select", "reward", "logits", "weights", "teach", "tool")
LAYERS: tuple[Layer, ...] = get_args(Layer)
MOMENTS: Mapping[str, Moment] = {moment: moment for moment in get_args(Moment)}
"""When a figure may be taken, beside days that are written."""

LISTS: Mapping[str, tuple[Entity, ...]] = {
    "release": ("model", "dataset"), "base": ("model",), "agreement": ("party",), "affiliate": ("party",),
}  # fmt: skip
"""What the language itself has several of, and of which entities; parts that packs declare come beside them."""

ATTRIBUTE_KINDS = ("one of", "some of", "number", "figure", "text", "day", "yes or no", "name")

OPERATORS: Mapping[str, tuple[Operator, ...]] = {
    "one of": ("is", "in"),
    "some of": ("overlaps", "includes"),
    "number": ("is", "in", "more than", "at least", "less than", "at most"),
    "figure": ("is", "more than", "at least", "less than", "at most"),
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
    """The entity that a variable stands for: `access` is a step, `source` and `base` are models, a part is itself."""
    return VARIABLE_ENTITY.get(variable, variable)


__all__ = ["ENTITIES", "LAYERS", "LISTS", "MANNERS", "MOMENTS", "OPERATORS", "STEP_KINDS", "VARIABLES", "find_variable", "get_entity"]
