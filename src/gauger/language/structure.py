"""What is wrong with the form of blocks: statements that are misplaced, repeated, missing or at odds, blocks missing or unwanted.

A mistake is told once: below a line that could not be read, and around wrong indentation, nothing is said about blocks.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence

from gauger.diagnostics import Diagnostic, suggest
from gauger.language import messages
from gauger.language.expectations import join_words
from gauger.language.lines import Reading
from gauger.language.nodes import Node
from gauger.language.schema import BLOCKS, FILE, OPEN_BLOCKS, Block, list_homes
from gauger.text import Source, Span


def check_structure(source: Source, nodes: Sequence[Node], roots: Sequence[Node]) -> Iterator[Diagnostic]:
    """Every mistake of form in a file's nodes; `nodes` holds all of them."""
    yield from _check_children(source, FILE, None, roots)
    for node in nodes:
        if node.reading is not None and not node.doubtful:
            yield from _check_node(source, node, node.reading)


def _check_node(source: Source, node: Node, reading: Reading) -> Iterator[Diagnostic]:
    kind = node.kind
    if kind in BLOCKS:
        if not node.children and BLOCKS[kind].required:
            yield messages.missing_block(_whole(source, node), reading.keyword, join_words(_list_missing(BLOCKS[kind], {}), "and"))
        else:
            yield from _check_children(source, kind, node, node.children)
    elif node.holds_conditions:
        if not node.children:
            yield messages.missing_block(_whole(source, node), node.text(source), "one or more conditions, each on a line of its own")
    elif node.children and not node.line.shaken:
        yield messages.unexpected_block(_whole(source, node.children[0]), reading.keyword, _whole(source, node), _hint_continuation(node))


def _hint_continuation(node: Node) -> str | None:
    """Lines that could be read as values under a list were probably meant to go on with it."""
    child = node.children[0]
    if child.reading is not None and child.reading.alias == "values":
        return "to go on with a list, end the line above with a comma"
    return None


def _check_children(source: Source, kind: str, parent: Node | None, children: Sequence[Node]) -> Iterator[Diagnostic]:
    block = BLOCKS[kind]
    first: dict[str, Node] = {}
    for child in children:
        if child.reading is None:
            continue
        keyword = child.reading.keyword
        slot = block.slots.get(keyword)
        if slot is None and kind in OPEN_BLOCKS and child.reading.alias == "fact":
            continue
        if slot is None:
            if not child.line.shaken:
                above = None if parent is None else _whole(source, parent)
                yield messages.misplaced_statement(child.reading.keyword_span, keyword, kind, above, list_homes(keyword))
        elif keyword in first and not slot.repeats:
            yield messages.repeated_statement(_whole(source, child), keyword, kind, _whole(source, first[keyword]))
        else:
            first.setdefault(keyword, child)
    yield from _check_conflicts(source, block, first)
    if parent is not None and not parent.line.shaken and not any(c.unsettled for c in children):
        yield from _check_missing(source, kind, parent, first)


def _check_conflicts(source: Source, block: Block, first: dict[str, Node]) -> Iterator[Diagnostic]:
    for choice in block.choices:
        given = sorted((k for k in choice.keywords if k in first), key=lambda k: first[k].tokens[0].start)
        if not choice.several:
            for other in given[1:]:
                yield messages.conflicting_statements(_whole(source, first[other]), other, _whole(source, first[given[0]]), given[0])


def _check_missing(source: Source, kind: str, parent: Node, first: dict[str, Node]) -> Iterator[Diagnostic]:
    missing = _list_missing(BLOCKS[kind], first)
    misspelt = _find_misspelt(kind, missing, parent)
    if misspelt is not None:
        yield messages.unknown_keyword(misspelt.keyword_span, missing[0].strip("`"), ())
    elif missing:
        yield messages.missing_statement(_whole(source, parent), kind, missing)
    for keyword, needed in BLOCKS[kind].needs:
        if keyword in first and needed not in first:
            yield messages.lonely_statement(_whole(source, first[keyword]), keyword, needed)


def _find_misspelt(kind: str, missing: Sequence[str], parent: Node) -> Reading | None:
    """Where any name may begin a line, the one that was probably meant for what is missing."""
    if kind not in OPEN_BLOCKS or not missing:
        return None
    facts = (c.reading for c in parent.children if c.reading is not None and c.reading.alias == "fact")
    return next((f for f in facts if suggest(f.keyword, [missing[0].strip("`")])), None)


def _list_missing(block: Block, given: Container[str]) -> list[str]:
    missing = [f"`{k}`" for k, slot in block.slots.items() if slot.required and k not in given]
    missing += [
        "one of " + ", ".join(f"`{k}`" for k in choice.keywords)
        for choice in block.choices
        if choice.required and not any(k in given for k in choice.keywords)
    ]
    return missing


def _whole(source: Source, node: Node) -> Span:
    """The statement's own words on its first line."""
    return Span(source, node.line.tokens[0].start, node.line.tokens[-1].end)
