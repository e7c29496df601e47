"""Changes of collections in YAML's block style, where every key and every dash has a line."""

from __future__ import annotations

import re
from collections.abc import Mapping

from gauger.declaration.editing.block_writing import Steps, find_style, leave_room, measure_column, write_entry, write_item, write_value
from gauger.declaration.editing.edits import Plain
from gauger.declaration.editing.hand import Hand, find_item_quote, find_key_quote, find_likeness
from gauger.declaration.editing.lines import (
    Patch,
    begin_line,
    comment_lines,
    end_line,
    end_part,
    insert_lines,
    is_blank,
    is_comment,
    measure_indent,
    pass_comments,
    remove_lines,
    stands_first,
)
from gauger.declaration.editing.outline import Node, Slot, pass_anchor
from gauger.declaration.editing.scalars import write_key

_DASH = re.compile(r"- +")

# --- adding ------------------------------------------------------------------------------------------------------------


def add_in_block(hand: Hand, steps: Steps, node: Node, key: str | None, value: Plain, comment: str | None) -> list[Patch]:
    """A key or an item on lines of its own behind the last, set apart by a blank line where the last is."""
    text, last = hand.text, node.slots[-1]
    column = measure_column(text, last.start)
    style = find_style(find_likeness(node.slots, value))
    if key is None:
        dash = text[last.start : last.node.start]
        dash = dash if _DASH.fullmatch(dash) else "- "
        lines = write_item(hand, steps, value, style, leave_room(column), dash, find_item_quote(text, node.slots))
    else:
        written = write_key(key, "yaml", flow=False, quote=find_key_quote(text, node.slots))
        lines = write_entry(hand, steps, written, value, style, leave_room(column), _find_width(text, node))
    apart = hand.line_break if len(node.slots) > 1 and _stands_apart(text, last) else ""
    above = comment_lines(comment, " " * column, hand.line_break)
    return [insert_lines(text, end_part(text, last.node.end, column), apart + above + _indent(hand, lines, column))]


def _indent(hand: Hand, lines: list[str], column: int) -> str:
    return "".join(" " * column + line + hand.line_break for line in lines)


def _stands_apart(text: str, slot: Slot) -> bool:
    """Whether a blank line stands above a slot and its comment."""
    at = begin_line(text, slot.start)
    above = begin_line(text, at - 1)
    while is_comment(text, above) and measure_indent(text, above) == measure_indent(text, at):
        at, above = above, begin_line(text, above - 1)
    return is_blank(text, above)


def _find_width(text: str, node: Node) -> int:
    """How wide keys are padded where all values of a mapping stand in one column and not each right behind its colon."""
    beside = [slot for slot in node.slots if "\n" not in text[slot.after : slot.node.begin]]
    widths = {slot.node.begin - slot.start for slot in beside}
    padded = any(slot.node.begin - slot.after > 1 for slot in beside)
    return widths.pop() if len(widths) == 1 and padded and len(beside) == len(node.slots) else 0


# --- changing one ------------------------------------------------------------------------------------------------------


def set_in_block(hand: Hand, steps: Steps, node: Node, slot: Slot, value: Plain) -> list[Patch]:
    """Another value behind a key or a dash, in the style and the quotes of the one before it."""
    text, old = hand.text, slot.node
    like = find_likeness((slot,), value) or find_likeness(node.slots, value)
    quote = text[old.start] if isinstance(value, str) and text[old.start : old.end][:1] in ("'", '"') else ""
    written = write_value(hand, steps, value, find_style(like), leave_room(measure_column(text, slot.after) + 1), quote)
    below = "\n" in text[slot.after : old.start]
    if isinstance(written, list):
        return _set_lines(hand, steps, slot, written, below, value)
    if below and old.slots and not old.flow:
        at = _pass_lead(text, slot)
        return [Patch(at, at, f" {written}"), Patch(begin_line(text, old.start), end_line(text, old.end), "")]
    return [Patch(old.start, old.end, " " * (old.start == old.end) + written)]


def _set_lines(hand: Hand, steps: Steps, slot: Slot, lines: list[str], below: bool, value: Plain) -> list[Patch]:
    """A block in place of a value: beside the dash, where the value began on a line of its own, or on new lines below the key."""
    text, old = hand.text, slot.node
    least = measure_column(text, slot.start) + (2 if slot.key is None else steps.mapping if isinstance(value, Mapping) else steps.row)
    if below or (slot.key is None and old.begin == old.start):
        column = max(measure_column(text, old.start), least if isinstance(value, Mapping) else 0)
        lead = " " * max(column - measure_column(text, old.start), int(text[old.start - 1] == "-"))
        column = measure_column(text, old.start) + len(lead)
        return [Patch(old.start, old.end, lead + (hand.line_break + " " * column).join(lines))]
    behind = insert_lines(text, end_line(text, old.end), _indent(hand, lines, least))
    return [Patch(_pass_lead(text, slot), old.end, ""), behind]


def _pass_lead(text: str, slot: Slot) -> int:
    """Behind the colon or the dash, and behind an anchor."""
    return pass_anchor(text, slot.node) if slot.node.begin < slot.node.start else slot.after


def wrap_in_block(hand: Hand, steps: Steps, node: Node, value: Plain) -> list[Patch]:
    """A list of two in place of one mapping: its lines move in behind a dash."""
    text, column = hand.text, measure_column(hand.text, node.start)
    end = pass_comments(text, end_line(text, node.end), column)
    patches = [Patch(node.start, node.start, "- ")]
    at = end_line(text, node.start)
    while at < end:
        patches += [] if is_blank(text, at) else [Patch(at, at, "  ")]
        at = end_line(text, at)
    lines = write_item(hand, steps, value, find_style(node) if isinstance(value, Mapping) else None, leave_room(column))
    return [*patches, insert_lines(text, end, _indent(hand, lines, column))]


# --- removing ----------------------------------------------------------------------------------------------------------


def remove_from_block(hand: Hand, node: Node, index: int) -> list[Patch]:
    """One of several keys or items less, with the comments that stand in it and those about it alone."""
    text, slot = hand.text, node.slots[index]
    if not stands_first(text, slot.start):
        return [_remove_beside_dash(text, slot, node.slots[1])]
    start = begin_line(text, slot.start)
    end = pass_comments(text, end_line(text, slot.node.end), measure_column(text, slot.start) + 1)
    floor = end_line(text, node.slots[index - 1].node.end) if index else start
    return [remove_lines(text, start, end, floor=floor, first=index == 0)]


def _remove_beside_dash(text: str, slot: Slot, following: Slot) -> Patch:
    """The first key of an item stands beside its dash; the next moves up to it, unless a comment stands between them."""
    behind = end_line(text, slot.node.end)
    at = behind
    while at < begin_line(text, following.start) and not is_comment(text, at):
        at = end_line(text, at)
    if at == begin_line(text, following.start):
        return Patch(slot.start, following.start, "")
    dash = len(text[: slot.start].rstrip(" "))
    return Patch(dash, len(text[:behind].rstrip("\r\n")), "")
