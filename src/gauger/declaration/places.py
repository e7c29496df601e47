"""Where in a file a record or a fact stands, so that what is answered or changed can be written there."""

from __future__ import annotations

from gauger.declaration.editing import Place
from gauger.declaration.reading import is_unknown
from gauger.declaration.tree import Branch, Leaf, Row, Tree
from gauger.text import Span

RECORDS = {"party": 1, "parties": 2, "artifacts": 2, "steps": 2, "releases": 2, "agreements": 2}
"""How many parts of a place lead to a record, by the key under which records of its kind stand."""


def find_record(tree: Tree, span: Span) -> Place:
    """The place of the record that a span lies in: `("steps", 1)`, `("artifacts", "student")`, `("artifacts", "rows", "origin", 0)`."""
    place = find_place(tree, span)
    if not place or not isinstance(place[0], str):
        return place
    if place[0] == "artifacts" and len(place) > 3 and place[2] == "origin":
        return place[:4] if isinstance(place[3], int) else (*place[:3], 0)
    depth = RECORDS.get(place[0], len(place))
    if place[0] in {"steps", "releases", "agreements"} and not (len(place) > 1 and isinstance(place[1], int)):
        return (place[0], 0)
    return place[:depth]


def find_place(tree: Tree, span: Span) -> Place:
    """The way to the innermost thing that holds a span, a key counted with its value; positions of open lists stand without `items`."""
    place: Place = ()
    node = tree
    while True:
        found = _step_into(node, span)
        if found is None:
            return place
        part, node = found
        if not (part == "items" and isinstance(node, Row)):
            place = (*place, part)


def _step_into(node: Tree, span: Span) -> tuple[str | int, Tree] | None:
    match node:
        case Branch():
            return next(((e.key, e.value) for e in node if _covers(e.value.span, span) or _covers(e.place, span)), None)
        case Row(items):
            return next(((i, item) for i, item in enumerate(items) if _covers(item.span, span)), None)
        case Leaf():
            return None


def _covers(outer: Span, inner: Span) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end


def find_fact(tree: Tree, record: Place, attribute: str) -> Place:
    """Where a fact of a record stands or would: under `facts` where it stands there."""
    facts = get_tree(tree, (*record, "facts"))
    inside = isinstance(facts, Branch) and facts.find(attribute) is not None
    return (*record, "facts", attribute) if inside else (*record, attribute)


def get_tree(tree: Tree, place: Place) -> Tree | None:
    """What stands at a place; nothing where nothing does."""
    for part in place:
        if isinstance(part, int):
            items = list_items(tree)
            if part >= len(items):
                return None
            tree = items[part]
            continue
        found = tree.find(part) if isinstance(tree, Branch) else None
        if found is None:
            return None
        tree = found
    return tree


def list_items(tree: Tree) -> tuple[Tree, ...]:
    """What is listed, whether as a list, as an open list, or as one thing in place of a list."""
    if isinstance(tree, Branch) and tree.find("complete") is not None:
        items = tree.find("items")
        return items.items if isinstance(items, Row) else ()
    if isinstance(tree, Row):
        return tree.items
    return () if is_unknown(tree) else (tree,)


def is_open(tree: Tree | None) -> bool:
    """Whether a list is written as one that may go on."""
    return isinstance(tree, Branch) and tree.find("complete") is not None
