"""A Markdown or plain text cut into blocks: paragraph, list item, table cell, heading."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

from gauger.evidence.normal_form import normalise
from gauger.text.values import dataclass

Kind = Literal["paragraph", "item", "cell", "heading"]

_HEADING = re.compile(r"^\s{0,3}#{1,6}\s")
_UNDERLINE = re.compile(r"^\s{0,3}(=+|-{2,})\s*$")
_TABLE_RULE = re.compile(r"^\s*\|?[\s:|-]*-[\s:|-]*\|[\s:|-]*$")
_CELL_BORDER = re.compile(r"(?<!\\)\|")
_ITEM = re.compile(r"^\s*(?:[-*+•]\s|\(?(?:\d{1,3}(?:\.\d{1,3})*|[ivxl]{1,5}|[a-zA-Z])\\?[.)]\s)")
_FENCE = re.compile(r"^\s*(?:```|~~~)")
_QUOTATION = re.compile(r"^\s*(?:>\s?)+")


@dataclass(frozen=True, slots=True)
class Block:
    """A block of a text: its kind, the line on which it starts (from 1), as it is written, and in normal form (never empty)."""

    kind: Kind
    line: int
    raw: str
    normal: str


def split_blocks(text: str) -> tuple[Block, ...]:
    """All blocks of a text in order; blocks with nothing in them (a rule, a lone number) are left out."""
    written = ((kind, line, raw, normalise(raw)) for kind, line, raw in _split_lines(text.splitlines()))
    return tuple(Block(*block) for block in written if block[3])


def _split_lines(lines: list[str]) -> Iterator[tuple[Kind, int, str]]:
    kind: Kind = "paragraph"
    first, held = 1, list[str]()
    for number, line in enumerate(lines, 1):
        bare = _QUOTATION.sub("", line)
        if held and _UNDERLINE.match(bare):
            kind = "heading"
        if not bare.strip() or _is_border(bare):
            if held:
                yield kind, first, "\n".join(held)
            held, kind = [], "paragraph"
        elif (own := _kind_of(bare)) is not None:
            if held:
                yield kind, first, "\n".join(held)
            held = []
            if own == "item":
                kind, first, held = own, number, [bare]
            else:
                yield from ((own, number, part) for part in _split_cells(bare, own))
                kind = "paragraph"
        else:
            first = first if held else number
            held.append(bare)
    if held:
        yield kind, first, "\n".join(held)


def _is_border(line: str) -> bool:
    return bool(_UNDERLINE.match(line) or _FENCE.match(line) or _TABLE_RULE.match(line))


def _kind_of(line: str) -> Kind | None:
    """The kind of a block that this line begins by its mark; None for a line that goes on or begins a paragraph."""
    if _HEADING.match(line):
        return "heading"
    if line.lstrip().startswith("|"):
        return "cell"
    return "item" if _ITEM.match(line) else None


def _split_cells(line: str, kind: Kind) -> list[str]:
    return _CELL_BORDER.split(line) if kind == "cell" else [line]
