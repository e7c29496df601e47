"""An operation on a YAML or JSON text: finds the collection that it changes, and leaves it to the style in which that is written."""

from __future__ import annotations

from typing import assert_never

from gauger.declaration.editing.block import add_in_block, remove_from_block, set_in_block, wrap_in_block
from gauger.declaration.editing.block_writing import find_steps
from gauger.declaration.editing.edits import Place, Plain
from gauger.declaration.editing.flow import add_in_flow, remove_from_flow, runs_down, set_in_flow, wrap_in_flow
from gauger.declaration.editing.hand import Hand, find_hand
from gauger.declaration.editing.lines import Patch, apply_patches, write_above
from gauger.declaration.editing.operations import Add, Operation, Remove, Set, Wrap
from gauger.declaration.editing.outline import Node, Slot, find_slot, outline_tree
from gauger.declaration.loading import Format
from gauger.declaration.tree import Tree
from gauger.text.values import dataclass


@dataclass(frozen=True, slots=True)
class Step:
    """A collection on the way to a place, and which of its parts leads on."""

    node: Node
    index: int

    @property
    def slot(self) -> Slot:
        return self.node.slots[self.index]


def change_collections(text: str, tree: Tree, format_: Format, operation: Operation, comment: str | None) -> str | None:
    """The text after an operation; absent where it is written so that it cannot be done."""
    root = outline_tree(tree, text)
    hand = find_hand(text, format_, root.slots[0] if root.slots else None)
    patches = change_node(hand, root, operation, comment if format_ != "json" else None)
    return apply_patches(text, patches) if patches is not None else None


def change_node(hand: Hand, root: Node, operation: Operation, comment: str | None) -> list[Patch] | None:
    """What an operation changes in a node. A comment stands above the line that is added, else above the one that is changed."""
    path = follow_place(root, operation.place)
    if path is None:
        return None
    node = path[-1].slot.node if path else root
    if isinstance(operation, Add) and node.slots and (not node.flow or runs_down(hand, node)):
        return _add(hand, root, node, operation, comment)
    line = next((step.slot.start for step in reversed(path) if not step.node.flow), root.begin)
    patches = _change(hand, root, path, node, operation)
    return [*write_above(hand.text, line, comment), *patches] if patches is not None else None


def follow_place(root: Node, place: Place) -> tuple[Step, ...] | None:
    """The way to a place through the text; absent where it leads through an alias, or a key that is written otherwise."""
    steps: list[Step] = []
    node = root
    for part in place:
        index = find_slot(node, part)
        if index is None:
            return None
        steps.append(Step(node, index))
        node = node.slots[index].node
    return tuple(steps)


def _change(hand: Hand, root: Node, path: tuple[Step, ...], node: Node, operation: Operation) -> list[Patch] | None:
    match operation:
        case Set(_, value):
            return _set(hand, root, path, value)
        case Add(_, key, value) if path and node.flow and not hand.text[node.start + 1 : node.end - 1].strip():
            return _set(hand, root, path, (value,) if key is None else {key: value})
        case Add():
            return _add(hand, root, node, operation, None)
        case Wrap(_, value):
            is_block = node.kind == "branch" and not node.flow and not node.alias
            return wrap_in_block(hand, find_steps(hand.text, root), node, value) if is_block else wrap_in_flow(hand, node, value)
        case Remove():
            return _remove(hand, root, path)
        case _:
            assert_never(operation)


def _set(hand: Hand, root: Node, path: tuple[Step, ...], value: Plain) -> list[Patch]:
    if path and not path[-1].node.flow:
        return set_in_block(hand, find_steps(hand.text, root), path[-1].node, path[-1].slot, value)
    return set_in_flow(hand, path[-1].slot if path else Slot(None, root.start, root.start, root.start, root), value)


def _remove(hand: Hand, root: Node, path: tuple[Step, ...]) -> list[Patch]:
    around, index = path[-1].node, path[-1].index
    if around.flow:
        return [Patch(around.start, around.end, "{}")] if around.bare else remove_from_flow(hand, around, index)
    if len(around.slots) > 1:
        return remove_from_block(hand, around, index)
    return _set(hand, root, path[:-1], () if around.kind == "row" else {})


def _add(hand: Hand, root: Node, node: Node, operation: Add, comment: str | None) -> list[Patch] | None:
    if node.bare or node.alias:
        return None
    if node.flow:
        return add_in_flow(hand, node, operation.key, operation.value, comment)
    return add_in_block(hand, find_steps(hand.text, root), node, operation.key, operation.value, comment)
