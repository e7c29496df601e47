"""The canonical order of statements in a block; statements of one rank keep theirs, and so do the outermost ones."""

from __future__ import annotations

from gauger.language.schema import BLOCKS, OPEN_BLOCKS
from gauger.language.tree import File, Statement
from gauger.text.values import replace


def arrange(file: File) -> File:
    """The same statements in canonical order. Order carries no meaning, so the meaning stays the same."""
    waiting = list(file.statements)
    found: list[Statement] = []
    while waiting:
        statement = waiting.pop()
        found.append(statement)
        waiting.extend(statement.block)
    made: dict[int, Statement] = {}
    for statement in reversed(found):
        block = tuple(made[id(child)] for child in statement.block)
        made[id(statement)] = replace(statement, block=sort_block(statement.keyword, block)) if block else statement
    return replace(file, statements=tuple(made[id(s)] for s in file.statements))


def sort_block(kind: str, block: tuple[Statement, ...]) -> tuple[Statement, ...]:
    """A block's statements by rank; what the schema does not know goes to the end."""
    if kind not in BLOCKS:
        return block
    slots = BLOCKS[kind].slots
    last = len(slots) if kind not in OPEN_BLOCKS else 1
    return tuple(sorted(block, key=lambda s: slots[s.keyword].rank if s.keyword in slots else last))
