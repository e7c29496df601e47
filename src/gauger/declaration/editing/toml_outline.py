"""Where the statements of a TOML text stand, and the parts of their values. The text has been read before: its syntax is right."""

from __future__ import annotations

import re
import tomllib
from typing import Literal, TypeAlias

from gauger.declaration.editing.edits import Place
from gauger.declaration.editing.outline import Node, Slot, skip_blank
from gauger.text.values import dataclass

_STRING = re.compile(
    r'"""(?:\\.|[^\\])*?"""(?!")' + r"|'''.*?'''(?!')" + r'|"(?:\\.|[^"\\])*"' + r"|'[^']*'",
    re.DOTALL,
)
_WORD = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9]{2}:[^\s,\]}#]+|[^\s,\]}#]+")
_BARE_KEY = re.compile(r"[A-Za-z0-9_-]+")


@dataclass(frozen=True, slots=True)
class Statement:
    """A header or a pair. `place` is where it leads from the root, `section` where the header leads under which it stands."""

    kind: Literal["table", "array", "pair"]
    place: Place
    section: Place
    start: int
    end: int
    pair: Slot | None = None


Statements: TypeAlias = tuple[Statement, ...]


def scan_toml(text: str) -> Statements:
    """The statements of a text, in its order."""
    statements: list[Statement] = []
    counts: dict[Place, int] = {}
    section: Place = ()
    at = skip_blank(text, 0)
    while at < len(text):
        if text[at] == "[":
            statement = _scan_header(text, at, counts)
            section = statement.place
        else:
            statement = _scan_pair(text, at, section)
        statements.append(statement)
        at = skip_blank(text, statement.end)
    return tuple(statements)


def list_under(statements: Statements, place: Place) -> list[int]:
    """Which statements say something of a place or of what is in it."""
    return [n for n, known in enumerate(statements) if known.place[: len(place)] == place]


def find_header(statements: Statements, place: Place) -> Statement | None:
    """The header that leads to a place."""
    return next((known for known in statements if known.kind != "pair" and known.place == place), None)


def _scan_header(text: str, start: int, counts: dict[Place, int]) -> Statement:
    depth = 2 if text.startswith("[[", start) else 1
    keys, end = _scan_keys(text, start + depth)
    place: Place = ()
    for key in keys[:-1]:
        place = (*place, key)
        place = (*place, counts[place] - 1) if place in counts else place
    place = (*place, keys[-1])
    if depth == 2:
        counts[place] = counts.get(place, 0) + 1
        place = (*place, counts[place] - 1)
    return Statement("array" if depth == 2 else "table", place, place, start, text.index("]", end) + depth)


def _scan_pair(text: str, start: int, section: Place) -> Statement:
    slot, keys = _scan_slot(text, start)
    return Statement("pair", (*section, *keys), section, start, slot.node.end, slot)


def _scan_slot(text: str, start: int) -> tuple[Slot, tuple[str, ...]]:
    keys, key_end = _scan_keys(text, start)
    after = text.index("=", key_end) + 1
    return Slot(keys[0] if len(keys) == 1 else None, start, key_end, after, _scan_value(text, skip_blank(text, after))), keys


def _scan_keys(text: str, at: int) -> tuple[tuple[str, ...], int]:
    """The parts of a dotted key, and where the last of them ends."""
    keys: list[str] = []
    while True:
        at = skip_blank(text, at)
        found = _BARE_KEY.match(text, at) or _STRING.match(text, at)
        assert found is not None
        keys.append(tomllib.loads(f"key = {found.group()}")["key"] if found.group()[0] in "\"'" else found.group())
        dot = skip_blank(text, found.end())
        if text[dot : dot + 1] != ".":
            return tuple(keys), found.end()
        at = dot + 1


def _scan_value(text: str, at: int) -> Node:
    if text[at] in "[{":
        return _scan_parts(text, at)
    found = _STRING.match(text, at) or _WORD.match(text, at)
    assert found is not None
    return Node("leaf", at, at, found.end())


def _scan_parts(text: str, start: int) -> Node:
    """An array or an inline table."""
    slots: list[Slot] = []
    at = skip_blank(text, start + 1)
    while text[at] not in "]}":
        slot = _scan_slot(text, at)[0] if text[start] == "{" else Slot(None, at, at, at, _scan_value(text, at))
        slots.append(slot)
        at = skip_blank(text, slot.node.end)
        at = skip_blank(text, at + 1) if text[at] == "," else at
    return Node("branch" if text[start] == "{" else "row", start, start, at + 1, tuple(slots), flow=True)
