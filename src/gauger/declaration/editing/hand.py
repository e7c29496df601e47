"""How a text is written, so that what is added looks like what was there."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from gauger.declaration.editing.edits import Plain
from gauger.declaration.editing.lines import begin_line, find_break, stands_first
from gauger.declaration.editing.outline import Node, Slot
from gauger.declaration.editing.scalars import Scalar, find_quote, write_key, write_scalar
from gauger.declaration.loading import Format
from gauger.text.values import dataclass

WIDTH = 100
_COLON = re.compile(r"[ \t]*[:=][ \t]*")
_USUAL = {"yaml": ": ", "json": ": ", "toml": " = "}


@dataclass(frozen=True, slots=True)
class Hand:
    """The text and the habits of whoever wrote it. `unit` is one step of indentation in JSON; empty where it stands on one line."""

    text: str
    format: Format
    line_break: str
    colon: str
    comma: str
    unit: str = ""


def find_hand(text: str, format_: Format, first: Slot | None) -> Hand:
    """The hand in which a text is written, from its first key."""
    colon = _USUAL[format_]
    if first is not None and format_ != "yaml" and _COLON.fullmatch(text, first.key_end, first.node.start):
        colon = text[first.key_end : first.node.start]
    first_on_line = first is not None and format_ == "json" and stands_first(text, first.start)
    unit = text[begin_line(text, first.start) : first.start] if first is not None and first_on_line else ""
    return Hand(text, format_, find_break(text), colon, "," if colon == ":" else ", ", unit)


def write_flow(hand: Hand, value: Plain, quote: str = "") -> str:
    """A value on one line, in brackets where it has parts."""
    if isinstance(value, Mapping):
        return "{" + hand.comma.join(write_pair(hand, key, item) for key, item in value.items()) + "}"
    if isinstance(value, Scalar):
        return write_scalar(value, hand.format, quote=quote)
    return "[" + hand.comma.join(write_flow(hand, item) for item in value) + "]"


def write_pair(hand: Hand, key: str, value: Plain, quote: str = "") -> str:
    """A key and its value on one line."""
    return f"{write_key(key, hand.format, quote=quote)}{hand.colon}{write_flow(hand, value)}"


def write_lines(hand: Hand, value: Plain, indent: str, *, broken: bool = False) -> str:
    """A value in brackets, on several lines where a JSON text does so and the line would be long, or `broken` asks for it."""
    line = write_flow(hand, value)
    if not hand.unit or isinstance(value, Scalar) or not value or not (broken or len(indent) + len(line) > WIDTH):
        return line
    inner = hand.line_break + indent + hand.unit
    if isinstance(value, Mapping):
        pairs = [write_key(key, "json") + hand.colon + write_lines(hand, item, indent + hand.unit) for key, item in value.items()]
        return "{" + ",".join(inner + pair for pair in pairs) + hand.line_break + indent + "}"
    items = [write_lines(hand, item, indent + hand.unit) for item in value]
    return "[" + ",".join(inner + item for item in items) + hand.line_break + indent + "]"


def find_likeness(slots: tuple[Slot, ...], value: Plain) -> Node | None:
    """The last neighbour that holds the like of a value, words or more: its model."""
    kind = "branch" if isinstance(value, Mapping) else "row"
    parts = kind == "row" and holds_parts(value)
    nodes = (slot.node for slot in reversed(slots) if slot.node.kind == kind and slot.node.slots)
    return next((node for node in nodes if kind == "branch" or parts == any(slot.node.kind != "leaf" for slot in node.slots)), None)


def holds_parts(value: Plain) -> bool:
    """Whether it is a list with more than words in it."""
    return isinstance(value, Sequence) and any(not isinstance(item, Scalar) for item in value)


def find_key_quote(text: str, slots: tuple[Slot, ...]) -> str:
    """The quote in which all keys of a mapping stand, if there is one."""
    return find_quote([text[slot.start : slot.key_end] for slot in slots])


def find_item_quote(text: str, slots: tuple[Slot, ...]) -> str:
    """The quote in which all items of a list stand, if there is one."""
    return find_quote([text[slot.node.start : slot.node.end] for slot in slots])
