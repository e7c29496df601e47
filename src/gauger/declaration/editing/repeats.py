"""Anchors and aliases in the way of an edit: what is written once and stands in several places cannot change in one of them."""

from __future__ import annotations

from collections.abc import Iterator

from gauger.declaration import messages
from gauger.declaration.editing.edits import Place
from gauger.declaration.editing.operations import Operation, Remove, Set, Wrap
from gauger.declaration.editing.outline import Node, find_slot, pass_anchor, walk_nodes
from gauger.diagnostics import Diagnostic
from gauger.text import Source, Span


def check_repeats(source: Source, root: Node, operation: Operation, name: str) -> Iterator[Diagnostic]:
    """Why an operation would change, or undo, what an alias says elsewhere; nothing when it does not."""
    alias = _find_alias(root, operation)
    if alias is not None:
        anchor = next((node for node in walk_nodes(root) if node.tree is alias.tree and not node.alias), alias)
        written = Span(source, anchor.begin, pass_anchor(source.text, anchor))
        yield messages.edit_of_repeated(Span(source, alias.begin, alias.end), name, written)


def _find_alias(root: Node, operation: Operation) -> Node | None:
    """The first alias that repeats what is changed, or what is lost while the alias stays."""
    *around, node = _list_nodes(root, operation.place)
    lost = list(walk_nodes(node)) if isinstance(operation, Set | Remove) else []
    stays = lost or (isinstance(operation, Wrap) and (node.flow or node.alias or node.kind == "leaf"))
    changed = {id(part.tree) for part in (around if stays else [*around, node])}
    gone = {id(part.tree) for part in lost if not part.alias}
    inside = {id(part) for part in lost}
    for alias in walk_nodes(root):
        if alias.alias and (id(alias.tree) in changed or (id(alias.tree) in gone and id(alias) not in inside)):
            return alias
    return None


def _list_nodes(root: Node, place: Place) -> list[Node]:
    """The nodes on the way to a place. An alias stands for all that is in it."""
    nodes = [root]
    for part in place:
        inner = find_slot(nodes[-1], part)
        nodes.append(nodes[-1].slots[inner].node if inner is not None else nodes[-1])
    return nodes
