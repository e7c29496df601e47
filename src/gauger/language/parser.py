"""Text to tree. Always a tree, of what could be read, and every mistake of the file beside it."""

from __future__ import annotations

from gauger.diagnostics import Diagnostic
from gauger.language import messages
from gauger.language.layout import read_layout
from gauger.language.nodes import Node, read_nodes
from gauger.language.structure import check_structure
from gauger.language.tree import Comment, File, Statement
from gauger.text import Source, Span


def parse(source: Source) -> tuple[File, tuple[Diagnostic, ...]]:
    """Read one policy file; diagnostics in the order of their places."""
    layout = read_layout(source)
    problems = list(layout.problems)
    nodes, roots = read_nodes(source, layout, problems)
    if not nodes:
        problems.append(messages.empty_file(source))
    problems.extend(check_structure(source, nodes, roots))
    problems.sort(key=lambda d: (d.span.start if d.span else 0, d.code))
    statements = _build_statements(source, nodes, roots)
    return File(source, statements, tuple(Comment(c) for c in layout.trailing)), tuple(problems)


def _build_statements(source: Source, nodes: list[Node], roots: list[Node]) -> tuple[Statement, ...]:
    made: dict[int, Statement] = {}
    for node in reversed(nodes):
        if node.reading is not None:
            made[id(node)] = _build_statement(source, node, made)
    return tuple(made[id(n)] for n in roots if id(n) in made)


def _build_statement(source: Source, node: Node, made: dict[int, Statement]) -> Statement:
    assert node.reading is not None
    return Statement(
        node.reading.keyword,
        node.reading.parts,
        tuple(made[id(c)] for c in node.children if id(c) in made),
        tuple(Comment(c) for c in node.before),
        None if node.comment is None else Comment(node.comment),
        keyword_span=node.reading.keyword_span,
        span=Span(source, node.tokens[0].start, node.tokens[-1].end),
    )
