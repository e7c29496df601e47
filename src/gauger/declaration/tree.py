"""A file as written: leaves, rows and branches, each with its place. YAML, JSON and TOML all become this."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from gauger.text import Span
from gauger.text.values import dataclass, field

Scalar = str | Decimal | bool | None


@dataclass(frozen=True, slots=True)
class Leaf:
    """A scalar. `written` is its text as the author wrote it, unquoted: `3.10` stays `3.10`."""

    value: Scalar
    written: str
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Row:
    """A sequence."""

    items: tuple[Tree, ...]
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Entry:
    """A key and its value."""

    key: str
    place: Span = field(compare=False, repr=False)
    value: Tree


@dataclass(frozen=True, slots=True)
class Branch:
    """A mapping, by key in the order of the file."""

    entries: Mapping[str, Entry]
    span: Span = field(compare=False, repr=False)

    def find(self, key: str) -> Tree | None:
        """The value of a key, if it is there."""
        entry = self.entries.get(key)
        return entry.value if entry is not None else None

    def place(self, key: str) -> Span:
        """Where a key is written; the mapping itself when it is not."""
        entry = self.entries.get(key)
        return entry.place if entry is not None else self.span

    def __iter__(self) -> Iterator[Entry]:
        return iter(self.entries.values())


Tree = Leaf | Row | Branch


def build_plain(tree: Tree) -> object:
    """The same as dicts, lists, texts, numbers, booleans and None, which is what validators read."""
    if isinstance(tree, Leaf):
        return _build_number(tree.value) if isinstance(tree.value, Decimal) else tree.value
    if isinstance(tree, Row):
        return [build_plain(item) for item in tree.items]
    return {entry.key: build_plain(entry.value) for entry in tree}


def _build_number(value: Decimal) -> int | float:
    return int(value) if value == value.to_integral_value() else float(value)
