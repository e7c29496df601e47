"""Changes inside brackets: YAML's flow style, JSON, and the arrays and inline tables of TOML.

What stands between two items belongs in part to the one before (up to the comma, and a comment behind it) and in part to the one that
follows (its line break, indentation, and comments on lines of their own).
"""

from __future__ import annotations

import re

from gauger.declaration.editing.edits import Plain
from gauger.declaration.editing.hand import Hand, find_item_quote, find_key_quote, find_likeness, write_flow, write_lines
from gauger.declaration.editing.lines import Patch, comment_lines, read_indent
from gauger.declaration.editing.outline import Node, Slot, skip_blank
from gauger.declaration.editing.scalars import write_key
from gauger.declaration.tree import Leaf
from gauger.text.values import dataclass

_TRAIL = re.compile(r"[ \t]*#[^\r\n]*")
_COMMENTS = re.compile(r"(?s).*#[^\r\n]*")
_NO_ITEM = re.compile(r"(?s)[|>]|[^\"'*\[{][^\[\]{},]*[\[\]{},]")


@dataclass(frozen=True, slots=True)
class _Gap:
    """What stands between two items: before the comma, the comma, a comment behind it, and what leads to the next."""

    head: str
    comma: str
    trail: str
    lead: str

    @property
    def comments(self) -> str:
        """The lead up to the end of its last comment."""
        found = _COMMENTS.match(self.lead)
        return found.group() if found is not None else ""

    @property
    def tail(self) -> str:
        """The lead behind its last comment."""
        return self.lead[len(self.comments) :]


def _read_gap(text: str, start: int, end: int) -> _Gap:
    comma = skip_blank(text, start)
    found = comma < end and text[comma] == ","
    at = comma + 1 if found else start
    trail = _TRAIL.match(text, at, end)
    behind = trail.end() if trail is not None else at
    return _Gap(text[start:comma] if found else "", "," if found else "", text[at:behind], text[behind:end])


def _list_gaps(text: str, node: Node) -> list[_Gap]:
    """The gaps of a collection, one more than it has items."""
    starts = [node.start + 1, *(slot.node.end for slot in node.slots)]
    ends = [*(slot.start for slot in node.slots), node.end - 1]
    return [_read_gap(text, start, end) for start, end in zip(starts, ends, strict=True)]


def runs_down(hand: Hand, node: Node) -> bool:
    """Whether each item has a line of its own, so that what is added gets one too."""
    gaps = _list_gaps(hand.text, node)[:-1]
    return all("\n" in gap.lead for gap in gaps[len(gaps) > 1 :])


# --- changing one ------------------------------------------------------------------------------------------------------


def set_in_flow(hand: Hand, slot: Slot, value: Plain) -> list[Patch]:
    """Another value in place of one; a text keeps the quotes of the text before it."""
    node = slot.node
    old = hand.text[node.start : node.end]
    if isinstance(value, str) and old[:1] in ("'", '"'):
        new = write_flow(hand, value, old[0])
    else:
        new = write_lines(hand, value, read_indent(hand.text, slot.start), broken="\n" in old)
    return [Patch(node.start, node.end, _lead_to(hand.text, slot) + new)]


def _lead_to(text: str, slot: Slot) -> str:
    """What must stand before a value where there was none: `{a}` and `a:` both have none."""
    if slot.node.start < slot.node.end:
        return ""
    return ": " if slot.key is not None and text[slot.after - 1] != ":" else " "


def wrap_in_flow(hand: Hand, node: Node, value: Plain) -> list[Patch]:
    """A list of two in place of one value, on its line. Text that cannot stand in brackets as it is gets quotes."""
    old = hand.text[node.start : node.end]
    new = write_flow(hand, value, old[:1] if isinstance(value, str) and old[:1] in ("'", '"') else "")
    inner = write_flow(hand, node.tree.written) if isinstance(node.tree, Leaf) and _NO_ITEM.match(old) else old
    return [Patch(node.begin, node.begin, "["), Patch(node.start, node.end, f"{inner}{hand.comma}{new}]")]


# --- adding ------------------------------------------------------------------------------------------------------------


def add_in_flow(hand: Hand, node: Node, key: str | None, value: Plain, comment: str | None) -> list[Patch]:
    """A key or an item behind the last. A comment is written only where what is added gets a line of its own."""
    if not node.slots:
        return _begin_flow(hand, node, key, value)
    *_, before, last = _list_gaps(hand.text, node)
    if runs_down(hand, node):
        return [_add_line(hand, node, before, last, key, value, comment)]
    part = _write_part(hand, node, key, value, read_indent(hand.text, node.start))
    lead = before.lead if len(node.slots) > 1 and not before.lead.strip(" ") else hand.comma[1:]
    at = node.slots[-1].node.end + len(last.head + last.comma)
    return [Patch(at, at, ("" if last.comma else ",") + lead + part + last.comma)]


def _add_line(hand: Hand, node: Node, before: _Gap, last: _Gap, key: str | None, value: Plain, comment: str | None) -> Patch:
    indent = before.lead[before.lead.rindex("\n") + 1 :]
    part = _write_part(hand, node, key, value, indent)
    lines = comment_lines(comment, indent, hand.line_break) + indent + part
    text = f"{last.head},{last.trail}{last.comments}{hand.line_break}{lines}{last.comma}{last.tail}"
    return Patch(node.slots[-1].node.end, node.end - 1, text)


def _begin_flow(hand: Hand, node: Node, key: str | None, value: Plain) -> list[Patch]:
    part = _write_part(hand, node, key, value, read_indent(hand.text, node.start))
    inner = hand.text[node.start + 1 : node.end - 1]
    return [Patch(node.start + 1, node.start + 1 + (0 if inner.strip() else len(inner)), part + " " * inner.startswith("#"))]


def _write_part(hand: Hand, node: Node, key: str | None, value: Plain, indent: str) -> str:
    like = find_likeness(node.slots, value)
    broken = like is not None and "\n" in hand.text[like.start : like.end]
    if key is not None:
        written = write_key(key, hand.format, quote=find_key_quote(hand.text, node.slots))
        return written + hand.colon + write_lines(hand, value, indent, broken=broken)
    if isinstance(value, str):
        return write_flow(hand, value, find_item_quote(hand.text, node.slots))
    return write_lines(hand, value, indent, broken=broken)


# --- removing ----------------------------------------------------------------------------------------------------------


def remove_from_flow(hand: Hand, node: Node, index: int) -> list[Patch]:
    """One item less, with its comma and the comment behind it; comments on lines of their own stay."""
    gaps = _list_gaps(hand.text, node)
    before, behind = gaps[index], gaps[index + 1]
    closes = index == len(node.slots) - 1
    start = node.slots[index - 1].node.end if index else node.start + 1
    end = node.end - 1 if closes else node.slots[index + 1].start
    trail = "" if "\n" in before.lead else behind.trail  # behind others on its line, it shares the comment with them
    kept = _keep_comma(before, behind, closes) + f"{before.trail}{trail}{before.comments}"
    emptied = len(node.slots) == 1 and "#" not in kept + behind.lead
    return [Patch(start, end, "" if emptied else kept + _choose_lead(before, behind, closes, "#" in kept))]


def _keep_comma(before: _Gap, behind: _Gap, closes: bool) -> str:
    """What stays of the comma before: without one behind the last item so far, there is none behind the last that is left."""
    if closes and not behind.comma:
        return before.head[: before.head.rfind("#")] + before.head[before.head.rfind("#") :].rstrip() if "#" in before.head else ""
    return before.head + before.comma


def _choose_lead(before: _Gap, behind: _Gap, closes: bool, broken: bool) -> str:
    """What leads to the next: its own line break if it has one, else what led to the item that is gone."""
    if "\n" in behind.lead or (closes and not broken):
        return behind.lead
    return before.tail
