"""New values in YAML's block style: one line where that is enough, else lines with the indentation that the text has."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, TypeAlias

from gauger.declaration.editing.edits import Plain
from gauger.declaration.editing.hand import WIDTH, Hand, holds_parts, write_flow
from gauger.declaration.editing.lines import begin_line
from gauger.declaration.editing.outline import Node, walk_nodes
from gauger.declaration.editing.scalars import Scalar, write_key, write_scalar
from gauger.text.values import dataclass

Style: TypeAlias = Literal["flow", "block"] | None
Written: TypeAlias = str | list[str]
"""What follows a key or a dash on its line, or the lines of a block."""


@dataclass(frozen=True, slots=True)
class Steps:
    """How far mappings and lists are indented under their keys."""

    mapping: int = 2
    row: int = 2


def measure_column(text: str, at: int) -> int:
    """How many characters stand before a place on its line."""
    return at - begin_line(text, at)


def find_steps(text: str, root: Node) -> Steps:
    """The indentation of the first mapping and of the first list that stand on lines of their own under a key."""
    found: dict[str, int] = {}
    for node in walk_nodes(root):
        for slot in node.slots if node.kind == "branch" and not node.flow else ():
            if slot.node.slots and not slot.node.flow:
                step = measure_column(text, slot.node.start) - measure_column(text, slot.start)
                found.setdefault(slot.node.kind, step)
    return Steps(found.get("branch", 2), found.get("row", 2))


def find_style(node: Node | None) -> Style:
    """How a node is written, so that another is written like it."""
    return None if node is None else "flow" if node.flow else "block"


def write_value(hand: Hand, steps: Steps, value: Plain, style: Style, room: int, quote: str = "") -> Written:
    """A value behind a key or a dash. Where no style is given, what fits into `room` stands on the line, except lists of mappings."""
    if isinstance(value, Scalar):
        return write_scalar(value, hand.format, flow=False, quote=quote)
    line = write_flow(hand, value)
    if not value or style == "flow" or (style is None and len(line) <= room and not holds_parts(value)):
        return line
    if isinstance(value, Mapping):
        entries = [write_entry(hand, steps, write_key(key, "yaml", flow=False), item, None, room) for key, item in value.items()]
        return [line for lines in entries for line in lines]
    return [line for item in value for line in write_item(hand, steps, item, None, room)]


def write_entry(hand: Hand, steps: Steps, key: str, value: Plain, style: Style, room: int, width: int = 0) -> list[str]:
    """A key, padded to a `width`, with its value."""
    written = write_value(hand, steps, value, style, room - len(key) - 2)
    if isinstance(written, str):
        return [f"{key}:".ljust(width - 1) + f" {written}"]
    indent = " " * (steps.mapping if isinstance(value, Mapping) else steps.row)
    return [f"{key}:", *(indent + line for line in written)]


def write_item(hand: Hand, steps: Steps, value: Plain, style: Style, room: int, dash: str = "- ", quote: str = "") -> list[str]:
    """A dash with its value."""
    written = write_value(hand, steps, value, style, room - len(dash), quote)
    first, *others = [written] if isinstance(written, str) else written
    return [dash + first, *(" " * len(dash) + line for line in others)]


def leave_room(column: int) -> int:
    """How much of the usual width is left behind a column."""
    return WIDTH - column
