"""Text to tree. Always a tree, of what could be read, and every mistake of the file beside it."""

from __future__ import annotations

from dataclasses import dataclass, field

from gauger.diagnostics import Diagnostic
from gauger.language import messages
from gauger.language.layout import Layout, Line, read_layout
from gauger.language.lines import Context, Reading, read_line
from gauger.language.tokens import Token
from gauger.language.tree import Bare, Comment, File, Group, Some, Statement
from gauger.text import Source, Span

_LIST_OPENERS = frozenset(
    {"one of", "some of", "does", "along", "governs", "licence", "includes", "except", "assuming", "leads to", "prevails over", "yields to"}
)
_LIST_ENDS = frozenset({",", "is", "in", "overlaps", "using", "permitted by"})


@dataclass(slots=True)
class Node:
    """A line on its way to a statement."""

    line: Line
    context: Context
    tokens: tuple[Token, ...] = ()
    reading: Reading | None = None
    before: tuple[str, ...] = ()
    comment: str | None = None
    children: list[Node] = field(default_factory=list)


def parse(source: Source) -> tuple[File, tuple[Diagnostic, ...]]:
    """Read one policy file; diagnostics in the order of their places."""
    layout = read_layout(source)
    problems = list(layout.problems)
    nodes, roots = _read_nodes(source, layout, problems)
    if not nodes:
        problems.append(messages.empty_file(source))
    statements = _build_statements(source, nodes, roots)
    problems.sort(key=lambda d: (d.span.start if d.span else 0, d.code))
    return File(source, statements, tuple(Comment(c) for c in layout.trailing)), tuple(problems)


def _read_nodes(source: Source, layout: Layout, problems: list[Diagnostic]) -> tuple[list[Node], list[Node]]:
    """Every node, parents before children, and the outermost ones."""
    roots = [Node(line, "statement") for line in layout.lines]
    nodes: list[Node] = []
    waiting = list(reversed(roots))
    while waiting:
        node = waiting.pop()
        nodes.append(node)
        rest = _join_list(node)
        if not node.line.broken:
            result = read_line(source, node.tokens, node.context)
            if isinstance(result, Reading):
                node.reading = result
            else:
                problems.append(result)
        context = _choose_context(node)
        node.children = [Node(child, context) for child in rest]
        waiting.extend(reversed(node.children))
    return nodes, roots


def _join_list(node: Node) -> list[Line]:
    """Take the words of a list's continuation into the node; the lines that are left as its block."""
    line = node.line
    node.tokens, node.before, node.comment = line.tokens, line.before, line.comment
    if not line.children or not _goes_on(node):
        return line.children
    tokens = list(line.tokens)
    for child in line.children:
        tokens.extend(child.tokens)
        node.before += child.before + ((child.comment,) if child.comment is not None else ())
        line.broken = line.broken or child.broken
    node.tokens = tuple(tokens)
    return [grandchild for child in line.children for grandchild in child.children]


def _goes_on(node: Node) -> bool:
    words = [t.text for t in node.line.tokens]
    if words[-1] in _LIST_ENDS or " ".join(words[-2:]) in _LIST_ENDS or " ".join(words) in _LIST_OPENERS:
        return True
    return node.context == "property" and len(words) == 1


def _choose_context(node: Node) -> Context:
    reading = node.reading
    if reading is None:
        return "any"
    if reading.keyword == "publisher":
        return "property"
    if reading.alias == "governs__when" or isinstance(reading.parts, Group | Some | Bare):
        return "condition"
    return "statement"


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
