"""Where the parts of a YAML or JSON text stand: what a tree leaves out, found between the spans that it has.

A tree says what a text means, and forgets brackets, dashes, commas, anchors and aliases. They are found again by going over the text from
one span to the next, where nothing but blanks, comments and these marks can stand.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

from gauger.declaration.tree import Branch, Entry, Leaf, Row, Tree
from gauger.text.values import dataclass

Kind = Literal["leaf", "row", "branch"]
_BLANK = re.compile(r"(?:[ \t\r\n\x85\u2028\u2029]+|#[^\r\n\x85\u2028\u2029]*)*")
_ANCHOR = re.compile(r"&[\w-]+")
_ALIAS = re.compile(r"\*[\w-]+")
_KEEPS = re.compile(r"[|>][0-9]?\+")
_BLANK_LINES = re.compile(r"((?:[ \t]*\r?\n)*[ \t]*)\r?\n")


@dataclass(frozen=True, slots=True)
class Node:
    """A value in the text. Between `begin` and `start` stands its anchor, if it has one."""

    kind: Kind
    begin: int
    start: int
    end: int
    slots: tuple[Slot, ...] = ()
    flow: bool = False  # written in brackets
    bare: bool = False  # the pair in `[a: 1]`, a mapping without brackets
    alias: bool = False
    tree: Tree | None = None


@dataclass(frozen=True, slots=True)
class Slot:
    """A value with what leads to it: a key and a colon, a dash, or nothing."""

    key: str | None
    start: int
    key_end: int
    after: int  # behind the colon or the dash
    node: Node


def outline_tree(tree: Tree, text: str) -> Node:
    """The outline of a whole text from its tree."""
    return _outline(text, tree, tree.span.start, False)


def skip_blank(text: str, at: int) -> int:
    """Behind blanks, line breaks and comments. JSON has none of the last, and `#` cannot stand there."""
    found = _BLANK.match(text, at)
    return found.end() if found is not None else at


def find_slot(node: Node, part: str | int) -> int | None:
    """Which slot of a node a key or a position means."""
    return next((n for n, slot in enumerate(node.slots) if part == (n if node.kind == "row" else slot.key)), None)


def pass_anchor(text: str, node: Node) -> int:
    """Behind the anchor of a node; where it begins when it has none."""
    anchor = _ANCHOR.match(text, node.begin)
    return anchor.end() if anchor is not None else node.begin


def walk_nodes(node: Node) -> Iterator[Node]:
    """A node and all in it, in the order of the text; what an alias repeats is not in it."""
    yield node
    for slot in node.slots:
        yield from walk_nodes(slot.node)


def _outline(text: str, tree: Tree, at: int, inside: bool) -> Node:
    begin = skip_blank(text, at)
    alias = _ALIAS.match(text, begin)
    kind: Kind = "leaf" if isinstance(tree, Leaf) else "row" if isinstance(tree, Row) else "branch"
    if alias is not None:
        return Node(kind, begin, begin, alias.end(), alias=True, tree=tree)
    if isinstance(tree, Leaf):
        return _outline_leaf(text, tree, at, begin)
    start = begin if _leads_to_key(tree, begin) else _skip_anchor(text, begin)
    bracket = text[start] in "[{"
    slots = _list_slots(text, tree, start + bracket, inside or bracket)
    end = tree.span.end if bracket else slots[-1].node.end
    return Node(kind, begin, start, end, slots, inside or bracket, inside and not bracket, tree=tree)


def _leads_to_key(tree: Row | Branch, begin: int) -> bool:
    """Whether an anchor that stands here is that of a first key, not of the mapping."""
    first = next(iter(tree), None) if isinstance(tree, Branch) else None
    return first is not None and first.place.start == begin


def _outline_leaf(text: str, leaf: Leaf, at: int, begin: int) -> Node:
    if leaf.span.start == leaf.span.end:  # no value
        return Node("leaf", at, at, at, tree=leaf)
    start = min(_skip_anchor(text, begin), leaf.span.end)
    end = leaf.span.end
    return Node("leaf", begin, start, _keep_blank_lines(text, start, end) if text[start : start + 1] in ("|", ">") else end, tree=leaf)


def _keep_blank_lines(text: str, start: int, end: int) -> int:
    """The end of a block scalar: with `+` in its first line, the blank lines behind it are part of it."""
    blank = _BLANK_LINES.match(text, text.find("\n", end) + 1)
    return blank.end(1) if blank is not None and _KEEPS.match(text, start) is not None else end


def _skip_anchor(text: str, begin: int) -> int:
    anchor = _ANCHOR.match(text, begin)
    return skip_blank(text, anchor.end()) if anchor is not None else begin


def _list_slots(text: str, tree: Row | Branch, at: int, inside: bool) -> tuple[Slot, ...]:
    slots = []
    for part in tree.items if isinstance(tree, Row) else tree:
        slot = _outline_entry(text, part, at, inside) if isinstance(part, Entry) else _outline_item(text, part, at, inside)
        slots.append(slot)
        comma = skip_blank(text, slot.node.end)
        at = comma + 1 if inside and text[comma : comma + 1] == "," else slot.node.end
    return tuple(slots)


def _outline_entry(text: str, entry: Entry, at: int, inside: bool) -> Slot:
    start = skip_blank(text, at)
    alias = _ALIAS.match(text, start)
    key_end = alias.end() if alias is not None else entry.place.end
    colon = skip_blank(text, key_end)
    after = colon + 1 if text[colon : colon + 1] == ":" else key_end
    return Slot(entry.key, start, key_end, after, _outline(text, entry.value, after, inside))


def _outline_item(text: str, item: Tree, at: int, inside: bool) -> Slot:
    start = skip_blank(text, at)
    after = start if inside else start + 1
    return Slot(None, start, after, after, _outline(text, item, after, inside))
