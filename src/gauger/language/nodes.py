"""Lines on their way to statements: continuations joined, the block's manner of reading chosen, one reading for every line."""

from __future__ import annotations

from gauger.diagnostics import Diagnostic
from gauger.language.explanation import find_keyword
from gauger.language.layout import Layout, Line
from gauger.language.lines import Context, Reading, read_line
from gauger.language.schema import BLOCKS, CONDITIONS, FILE
from gauger.language.tokens import Token
from gauger.language.tree import opens_conditions
from gauger.text import Source
from gauger.text.values import dataclass, field

_LIST_OPENERS = frozenset(
    {"one of", "some of", "does", "covers", "along", "governs", "licence", "includes", "except", "assuming", "leads to", "in return",
     "passes through", "prevails over", "yields to"}
)  # fmt: skip
_LIST_ENDS = frozenset({",", "is", "in", "overlaps", "using", "permitted by"})


@dataclass(slots=True)
class Node:
    """A line and its continuation. It is `doubtful` below a line that could not be read or takes no block."""

    line: Line
    context: Context
    block: str
    doubtful: bool
    tokens: tuple[Token, ...] = ()
    reading: Reading | None = None
    before: tuple[str, ...] = ()
    comment: str | None = None
    children: list[Node] = field(default_factory=list)

    @property
    def kind(self) -> str:
        """The kind of block that the node opens; empty when its form is not that of a schema."""
        keyword = self.reading.keyword if self.reading else ""
        is_block = keyword in BLOCKS and self.context != "property" and (self.block, keyword) != ("document", "publisher")
        return keyword if is_block else ""

    @property
    def holds_conditions(self) -> bool:
        reading = self.reading
        return reading is not None and (reading.alias.endswith("__when") or opens_conditions(reading.parts))

    @property
    def takes_block(self) -> bool:
        return self.reading is None or bool(self.kind) or self.holds_conditions

    @property
    def unsettled(self) -> bool:
        """Whether something that the block around needs may be hidden in this line or below it."""
        return self.reading is None or self.line.shaken or bool(self.children and not self.takes_block)

    def text(self, source: Source) -> str:
        return source.text[self.line.tokens[0].start : self.line.tokens[-1].end]


def read_nodes(source: Source, layout: Layout, problems: list[Diagnostic]) -> tuple[list[Node], list[Node]]:
    """Every node, parents before children, and the outermost ones; lines that say nothing are added to `problems`."""
    roots = [Node(line, "statement", FILE, False) for line in layout.lines]
    nodes: list[Node] = []
    waiting = list(reversed(roots))
    while waiting:
        node = waiting.pop()
        nodes.append(node)
        rest = _join_list(node)
        if not node.line.broken:
            result = read_line(source, node.tokens, node.context, node.block)
            if isinstance(result, Reading):
                node.reading = result
            else:
                problems.append(result)
        node.children = _open_block(node, rest)
        waiting.extend(reversed(node.children))
    return nodes, roots


def _open_block(node: Node, lines: list[Line]) -> list[Node]:
    if not lines:
        return []
    kind = node.kind if node.reading is not None else _guess_kind(node)
    context = _choose_context(node, kind)
    doubtful = node.doubtful or node.reading is None or not node.takes_block
    block = CONDITIONS if context == "condition" else kind
    return [Node(line, _read_as(line, context), block, doubtful) for line in lines]


def _guess_kind(node: Node) -> str:
    """The kind of block that a line was probably meant to open, though it could not be read."""
    allowed = tuple(BLOCKS[node.block].slots) if node.block in BLOCKS else ()
    keyword = find_keyword(node.line.tokens[0].text, allowed) or ""
    return keyword if keyword in BLOCKS and node.context == "statement" else ""


def _read_as(line: Line, context: Context) -> Context:
    """A publisher's fact may have any name but that of a block, which has only lost its indentation."""
    return "statement" if context == "property" and line.tokens[0].text in BLOCKS else context


def _choose_context(node: Node, kind: str) -> Context:
    if kind == "publisher":
        return "property"
    if node.holds_conditions:
        return "condition"
    return "statement" if kind else "any"


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
