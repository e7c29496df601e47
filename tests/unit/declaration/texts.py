"""Texts as people write them: random values in random hands, with a record of what each comment and each line is about."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from gauger.declaration.editing import Place

WORDS = [
    "plain",
    "openai/gpt-5.5",
    "no",
    "1:30",
    "a: b",
    "x #y",
    "it's",
    'say "so"',
    "Ünï cödé",
    "2026-03-01",
    "3.10",
    "",
    "[x]",
    "- a",
    "a, b",
]


@dataclass
class Text:
    """A text in the making. `about` says of each piece of it which value it belongs to; `comments` whose each comment is."""

    rng: random.Random
    line_break: str
    pieces: list[tuple[str, Place]] = field(default_factory=list)
    comments: list[tuple[str, Place]] = field(default_factory=list)
    flows: set[Place] = field(default_factory=set)
    anchors: dict[int, str] | None = None  # where values are repeated, by their identity
    tables: set[Place] = field(default_factory=set)  # arrays of tables, and the tables in them
    single: set[Place] = field(default_factory=set)  # tables with a header of their own, or with dotted keys

    def chance(self, share: float) -> bool:
        return self.rng.random() < share

    def add(self, text: str, place: Place) -> None:
        self.pieces.append((text, place))

    def comment(self, place: Place) -> None:
        text = f"# c{len(self.comments)}, {self.rng.choice(['why', 'a: b', '[', 'x, y', '- z'])}"
        self.comments.append((text, place))
        self.add(text, place)

    def end(self, place: Place, share: float = 0.2) -> None:
        """The end of a line, perhaps with a comment."""
        if self.chance(share):
            self.add(self.rng.choice([" ", "  "]), place)
            self.comment(place)
        self.add(self.line_break, place)

    def lead(self, place: Place, indent: str, share: float = 0.15) -> None:
        """What may stand on lines of its own above a value."""
        if self.chance(share):
            self.add(self.line_break, ())
        if self.chance(share):
            self.add(indent, place)
            self.comment(place)
            self.add(self.line_break, place)

    def finish(self) -> str:
        text = "".join(piece for piece, _ in self.pieces)
        return text if self.chance(0.8) or text.endswith(self.line_break * 2) else text.removesuffix(self.line_break)

    def lines(self) -> list[tuple[str, set[Place]]]:
        """Each line with the places that it is about."""
        lines: list[tuple[str, set[Place]]] = [("", set())]
        for piece, place in self.pieces:
            text, about = lines[-1]
            lines[-1] = (text + piece, about | {place})
            if piece.endswith("\n"):
                lines.append(("", set()))
        return [(text.rstrip("\r\n"), about) for text, about in lines if text.strip()]


# --- values ------------------------------------------------------------------------------------------------------------


def draw_value(rng: random.Random, depth: int, names: Iterator[int]) -> Any:
    kind = rng.choice(["word", "word", "list", "map", "map", "maps"] if depth else ["word"])
    if kind == "list":
        return [draw_word(rng, names) for _ in range(rng.randrange(4))]
    if kind == "maps":
        return [draw_map(rng, depth - 1, names) for _ in range(rng.randrange(4))]
    if kind == "map":
        return draw_open(rng, names) if rng.random() < 0.1 else draw_map(rng, depth - 1, names)
    return draw_word(rng, names)


def draw_map(rng: random.Random, depth: int, names: Iterator[int]) -> dict[str, Any]:
    return {f"k{next(names)}": draw_value(rng, depth, names) for _ in range(rng.randrange(4))}


def draw_open(rng: random.Random, names: Iterator[int]) -> dict[str, Any]:
    return {"complete": False, "items": [draw_word(rng, names) for _ in range(rng.randrange(3))]}


def draw_word(rng: random.Random, names: Iterator[int]) -> Any:
    if rng.random() < 0.15:
        return rng.choice([True, False, Decimal(next(names)), Decimal(next(names)) / 8])
    return rng.choice([f"v{next(names)}", rng.choice(WORDS), f"{rng.choice(WORDS)} {next(names)}"])


def repeat_values(rng: random.Random, value: Any, known: list[Any] | None = None) -> Any:
    """The same with some parts in place of others that come later."""
    known = [] if known is None else known
    if known and rng.random() < 0.3:
        return rng.choice(known)
    if isinstance(value, dict):
        value = {key: repeat_values(rng, item, known) for key, item in value.items()}
    elif isinstance(value, list):
        value = [repeat_values(rng, item, known) for item in value]
    known.append(value)
    return value


# --- brackets: YAML's flow style, JSON, TOML's arrays and inline tables -------------------------------------------------


def write_repeated(text: Text, value: Any, place: Place) -> bool:
    """An alias, where the value has been written with an anchor."""
    name = (text.anchors or {}).get(id(value))
    if name is None or text.chance(0.1):
        return False
    text.add(f"*{name}", place)
    return True


def write_flow(text: Text, value: Any, place: Place, format_: str, indent: str, colon: str) -> None:
    if write_repeated(text, value, place):
        return
    if not isinstance(value, dict | list):
        text.add(write_word(text, value, format_), place)
        return
    text.flows.add(place)
    down = bool(value) and text.chance(0.3) and not (format_ == "toml" and isinstance(value, dict))
    inner = indent + ("\t" if format_ == "json" and indent.strip(" ") else "  ")
    opening, closing = "{}" if isinstance(value, dict) else "[]"
    text.add(opening, place)
    comments = format_ != "json" and down
    if down:
        text.end(place, 0.1 * comments)
    gap = "" if down else text.rng.choice(["", "", " "]) if value else ""
    text.add(gap, place)
    parts = list(value.items()) if isinstance(value, dict) else list(enumerate(value))
    for n, (key, item) in enumerate(parts):
        at = (*place, key)
        if down:
            text.lead(at, inner, 0.1 * comments)
            text.add(inner, at)
        if isinstance(value, dict):
            text.add((json.dumps(key) if format_ == "json" else key) + colon, at)
        write_flow(text, item, at, format_, inner if down else indent, colon)
        last = n == len(parts) - 1
        tail = format_ != "json" and not (format_ == "toml" and isinstance(value, dict)) and text.chance(0.2)
        text.add("," if not last or tail else "", at)
        if down:
            text.end(at, 0.2 * comments)
        elif not last:
            text.add(text.rng.choice([" ", " ", "" if format_ != "yaml" else "  "]), at)
    text.add(indent if down else gap, place)
    text.add(closing, place)


def write_word(text: Text, value: Any, format_: str) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal):
        return f"{value:f}"
    simple = value.replace("v", "").isdigit() and value.startswith("v")
    if format_ == "yaml" and simple and text.chance(0.8):
        return str(value)
    if format_ != "json" and "'" not in value and text.chance(0.3):
        return f"'{value}'"
    return json.dumps(value, ensure_ascii=text.chance(0.3))


# --- YAML --------------------------------------------------------------------------------------------------------------


def write_yaml(rng: random.Random, value: dict[str, Any], *, repeats: bool = False) -> Text:
    text = Text(rng, rng.choice(["\n", "\n", "\r\n"]), anchors={} if repeats else None)
    if rng.random() < 0.1:
        text.add("---" + text.line_break, ())
    write_block(text, value, (), "", rng.choice([2, 2, 4]), rng.choice([0, 2, 2]))
    return text


def write_block(text: Text, value: Any, place: Place, indent: str, step: int, offset: int) -> None:
    """Key after key, or dash after dash; the first line may have begun already."""
    for n, (key, item) in enumerate(value.items() if isinstance(value, dict) else enumerate(value)):
        at = (*place, key)
        if n or place == ():
            text.lead(at, indent)
        begun = bool(text.pieces) and not text.pieces[-1][0].endswith("\n")
        text.add("" if begun else indent, at)
        text.add(f"{key}:" if isinstance(value, dict) else "-", at)
        write_behind(text, item, at, indent, step, offset)
    if text.chance(0.05):
        text.add(indent, place)
        text.comment(place)
        text.add(text.line_break, place)


def write_behind(text: Text, item: Any, at: Place, indent: str, step: int, offset: int) -> None:
    """What follows a colon or a dash, to the end of its last line."""
    if id(item) in (text.anchors or {}):
        text.add(" ", at)
        write_flow(text, item, at, "yaml", indent + "  ", ": ")
        text.end(at)
        return
    anchor = f" &a{len(text.pieces)}" if text.chance(0.05 if text.anchors is None else 0.6) else ""
    if isinstance(item, dict | list) and item and text.chance(0.6):
        write_below(text, item, at, indent, step, offset, anchor)
    elif isinstance(item, str) and item and item == item.strip() and text.chance(0.1):
        text.add(f"{anchor} |-{text.line_break}", at)
        text.add(f"{indent}    {item}{text.line_break}", at)
    else:
        text.add(anchor + text.rng.choice([" ", " ", "  "]), at)
        write_flow(text, item, at, "yaml", indent + "  ", ": ")
        text.end(at)
    if text.anchors is not None and anchor:
        text.anchors[id(item)] = anchor[2:]


def write_below(text: Text, item: Any, at: Place, indent: str, step: int, offset: int, anchor: str) -> None:
    listed = isinstance(at[-1], int)
    deeper = indent + " " * (2 if listed else step if isinstance(item, dict) else offset)
    if listed and not anchor and text.chance(0.8):
        text.add(" ", at)
    else:
        text.add(anchor, at)
        text.end(at)
    write_block(text, item, at, deeper, step, offset)


# --- JSON --------------------------------------------------------------------------------------------------------------


def write_json(rng: random.Random, value: dict[str, Any]) -> Text:
    text = Text(rng, rng.choice(["\n", "\n", "\r\n"]))
    write_flow(text, value, (), "json", rng.choice(["", ""]), rng.choice([": ", ":", " : "]))
    text.add(text.line_break, ())
    return text


# --- TOML --------------------------------------------------------------------------------------------------------------


def write_toml(rng: random.Random, value: dict[str, Any]) -> Text:
    text = Text(rng, rng.choice(["\n", "\n", "\r\n"]))
    write_table(text, value, (), (), rng.choice([" = ", " = ", "="]))
    if not text.pieces:
        text.add("# nothing" + text.line_break, ())
    return text


def write_table(text: Text, value: dict[str, Any], place: Place, names: tuple[str, ...], colon: str) -> None:
    """Pairs, then tables under headers of their own."""
    later = []
    for key, item in value.items():
        at = (*place, key)
        if _makes_sections(item) and text.chance(0.65):
            later.append(key)
        elif isinstance(item, dict) and item and text.chance(0.3):
            text.single.add(at)
            for inner, part in item.items():
                write_toml_pair(text, f"{key}.{inner}", part, (*at, inner), colon)
        else:
            write_toml_pair(text, key, item, at, colon)
    for key in later:
        write_sections(text, value[key], (*place, key), (*names, key), colon)


def _makes_sections(item: Any) -> bool:
    return isinstance(item, dict | list) and item != [] and (isinstance(item, dict) or all(isinstance(part, dict) for part in item))


def write_toml_pair(text: Text, key: str, item: Any, at: Place, colon: str) -> None:
    text.lead(at, "")
    text.add(key + colon, at)
    write_flow(text, item, at, "toml", "", colon)
    text.end(at)


def write_sections(text: Text, value: Any, place: Place, names: tuple[str, ...], colon: str) -> None:
    """Headers, each with its table."""
    tables = [(place, value)] if isinstance(value, dict) else [((*place, n), part) for n, part in enumerate(value)]
    if isinstance(value, dict):
        text.single.add(place)
    else:
        text.tables |= {place, *(at for at, _ in tables)}
    for at, table in tables:
        text.add(text.line_break if text.pieces and text.chance(0.7) else "", ())
        text.lead(at, "", 0.2)
        text.add(f"[{'.'.join(names)}]" if isinstance(value, dict) else f"[[{'.'.join(names)}]]", at)
        text.end(at)
        write_table(text, table, at, names, colon)
