"""The grammar of one line: finds the file, builds lark's tables once, and turns the shape of a line into a plan.

A line's **shape** is the tuple of its words' kinds, keywords as themselves. What lark makes of a line depends on the shape alone, so a
shape is parsed once and its plan, a tree whose leaves are positions in the line, serves every line of that shape.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any, Literal

from lark import Lark, Tree, UnexpectedToken
from lark import Token as Terminal
from lark.lexer import PatternStr

from gauger.language.tokens import NAME, Token
from gauger.text.values import dataclass

Start = Literal["statement", "condition", "property", "values"]
Shape = tuple[str, ...]
_STARTS: tuple[Start, ...] = ("statement", "condition", "property", "values")


@dataclass(frozen=True, slots=True)
class Leaf:
    """A word of the line by its position, with the terminal that the grammar took it for."""

    terminal: str
    index: int


@dataclass(frozen=True, slots=True)
class Plan:
    """What a rule made of the line: the rule's name or alias, and its parts; absent optional parts are `None`."""

    alias: str
    parts: tuple[Plan | Leaf | None, ...]


@dataclass(frozen=True, slots=True)
class Failure:
    """Where the line stops making sense (its length: at the end) and what could have stood there, keywords as themselves."""

    index: int
    expected: tuple[str, ...]


def find_grammar() -> str:
    """The text of `gauger.lark`: from the installed package's data, else from the checkout."""
    packaged = files("gauger") / "data" / "grammar" / "gauger.lark"
    if packaged.is_file():
        return packaged.read_text("utf-8")
    return (Path(__file__).parents[3] / "grammar" / "gauger.lark").read_text("utf-8")


@cache
def build_parser() -> Lark:
    """Lark's tables for the grammar; built once in a process."""
    return Lark(find_grammar(), parser="lalr", lexer="basic", start=list(_STARTS))


@cache
def read_keywords() -> dict[str, str]:
    """Every word and mark that the grammar spells out, with its terminal's name."""
    return {t.pattern.value: t.name for t in build_parser().terminals if isinstance(t.pattern, PatternStr)}


def find_shape(tokens: Sequence[Token]) -> Shape:
    """The shape of a line's words."""
    keywords = read_keywords()
    return tuple([t.text if t.text in keywords else t.kind for t in tokens])


@lru_cache(maxsize=8192)
def find_plan(start: Start, shape: Shape) -> Plan | Failure:
    """What the grammar makes of a shape when it is read as `start`."""
    parser: Any = build_parser().parse_interactive(start=start)
    keywords = read_keywords()
    for index, kind in enumerate(shape):
        terminal = keywords.get(kind, kind)
        if kind.isalpha() and kind in keywords and terminal not in parser.choices():
            terminal = NAME
        try:
            parser.feed_token(Terminal(terminal, index))
        except UnexpectedToken:
            return Failure(index, _name_terminals(parser.accepts()))
    try:
        return _plan(parser.feed_eof())
    except UnexpectedToken:
        return Failure(len(shape), _name_terminals(parser.accepts()))


def _plan(tree: Any) -> Plan:
    assert isinstance(tree, Tree)
    parts = tuple(_plan(c) if isinstance(c, Tree) else c and Leaf(c.type, int(c.value)) for c in tree.children)
    return Plan(tree.data, parts)


def _name_terminals(terminals: set[str]) -> tuple[str, ...]:
    spelt = {name: word for word, name in read_keywords().items()}
    return tuple(sorted(spelt.get(t, t) for t in terminals))
