"""What the language fixes and no pack may change: entities, variables, kinds of step, manners, and which statement stands where."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, get_args

from gauger.policy.model import VARIABLE_ENTITY, Entity, Operator, Variable

ENTITIES: tuple[Entity, ...] = get_args(Entity)
VARIABLES: tuple[Variable, ...] = get_args(Variable)

STEP_KINDS = (
    "generate", "label", "judge", "filter", "verify", "convert", "rewrite", "seed",
    "train", "adapt", "merge", "quantise", "evaluate", "serve",
)  # fmt: skip
MANNERS = ("copy", "rewrite", "transcribe", "seed", "label", "judge", "select", "reward", "logits", "weights", "teach")

Occurs = Literal["once", "maybe", "any", "some"]
"""How often a statement stands in a block: exactly once, at most once, any number of times, at least once."""

BLOCKS: Mapping[str, Mapping[str, Occurs]] = {
    "act": {"says": "once", "on": "once", "does": "maybe", "family": "once"},
    "object": {"says": "once", "from": "once", "tied by": "once"},
    "attribute": {
        "says": "once", "one of": "maybe", "some of": "maybe", "number": "maybe", "text": "maybe", "day": "maybe",
        "yes or no": "maybe", "name": "maybe",
    },
    "set": {},
    "define": {"says": "once", "when": "once"},
    "concept": {"asks": "once", "reading": "any", "order": "any", "residue": "maybe"},
    "reading": {
        "says": "once", "standing": "maybe", "when": "maybe", "along": "maybe", "through": "maybe", "supported": "any",
    },
    "binding": {},
    "channel": {"title": "once"},
    "document": {
        "title": "once", "publisher": "once", "url": "once", "encoded": "once", "doubts": "any", "governs": "any",
        "licence": "any", "includes": "any", "prevails over": "any", "yields to": "any", "standing": "maybe", "reads": "any",
        "admits": "any", "version": "some", "clause": "any", "exception": "any", "consequence": "any", "concept": "any",
    },
    "version": {"recorded": "any"},
    "clause": {
        "at": "once", "says": "once", "locate": "maybe", "in force": "maybe", "family": "maybe", "standing": "maybe",
        "forbids": "any", "permits": "any", "silent on": "any", "on": "maybe", "requires": "maybe", "when": "maybe",
        "assuming": "any", "except": "any", "prevails over": "any", "yields to": "any", "reads": "any", "leads to": "any",
        "remedy": "maybe", "note": "maybe",
    },
    "exception": {
        "at": "once", "says": "once", "locate": "maybe", "in force": "maybe", "when": "maybe", "provided": "maybe", "except": "any",
    },
    "consequence": {"at": "once", "says": "once", "locate": "maybe"},
}  # fmt: skip

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
