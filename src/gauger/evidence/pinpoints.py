"""Where in a text a passage stands, as far as the text itself shows it: numbers, letters, headings and bullets above and before it.

A pinpoint such as `3.3(e)`, `D.4(a)`, `Output restrictions` or `What you cannot do, item 4` is held against that. A text that shows no
numbers where the pinpoint has some says nothing about it: then it is not readable, and neither right nor wrong.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Literal

from gauger.evidence.blocks import Block
from gauger.evidence.normal_form import normalise
from gauger.evidence.passages import LONGEST_PASSAGE
from gauger.text.values import dataclass

Agreement = Literal["agrees", "differs", "not readable"]

LONGEST_TITLE = 12
"""Words above which a paragraph is no heading, however it is printed."""

PARAGRAPH = -1
"""How far from the left a paragraph stands that heads items: farther than any of them."""

ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")

_MARKS = re.compile(r"^(?:[\s>#*+•·▪◦_-]|\\|\*\*|\|)+")
_LABEL = re.compile(
    r"""
      (?:Section|Article|Clause|Part|Exhibit|Annex|Schedule|§+)\s*(?P<named>\d{1,3}|[A-Z]\b)(?![\d.]\d)\s*(?:--?|[.:)])?
    | (?:Section|Article|Clause|§+)?\s*
      (?: (?P<absolute>(?:[A-Z]|\d{1,3})(?:\.(?:\d{1,3}|[a-z]))+)[.):]?(?=\s|$|\(|[A-Z*_\[])
        | (?P<number>\d{1,3})(?:[.):、]|(?=\s+\*\*)|(?=\s+[A-Z]))(?=\s|$|\(|[A-Z*_\[]|\D)
        | \((?P<bracket>[ivxlc]{1,6}|[a-zA-Z]{1,2}|\d{1,3})\)
        | (?P<letter>[ivxl]{1,5}|[a-zA-Z])[.)](?=\s|$|[*_\[])
      )[\s*_]*
    """,
    re.VERBOSE,
)
_INLINE = re.compile(r"(?<!\w)\(([ivxlc]{1,6}|[a-zA-Z]{1,2}|\d{1,3})\)|(?<=[.;:] )([a-z])\.(?= [A-Z])")
_RUNNING = re.compile(r"(?:(?<=[.;:!?)\"'])|^|(?<=[.;:!?)\"'] ))(\d{1,2}(?:\.\d{1,2})*)[.:]?(?=\s?[A-Z\"(])")
"""A number within a text that has lost its lines: it follows the end of a sentence, and a sentence follows it."""

_CODE = re.compile(r"(?<![\w.])(?:[A-Z]\.)?(?:\d+|[A-Z](?=[.(]|$|,))(?:\.(?:\d+|[a-z]{1,4}\b)|\((?:[A-Za-z]{1,5}|\d+)\))*")
_ROMAN = re.compile(r"[ivxlc]+$")
_WORDS = re.compile(r"[A-Za-z][\w'’-]+(?:[ ,:]+[\w'’&-]+)*")
_BOLD = re.compile(r"^[\s>*+•·▪◦_-]*?(?:\*\*|__)(.+?)(?:\*\*|__)", re.DOTALL)
_TITLE_END = re.compile(r"[.:](?=\s|$|[A-Z])")
_BULLET = re.compile(rf"\b(?:(?:item|bullet) (\d+)|({'|'.join(ORDINALS)}) (?:item|bullet))\b")


@dataclass(frozen=True, slots=True)
class Place:
    """What stands above and before a block: the numbers and letters in force there, outermost first, the headings, those that open a
    paragraph among them, and how many list items of its level there have been since whatever is no item."""

    labels: tuple[str, ...]
    headings: tuple[str, ...]
    item: int


@dataclass(frozen=True, slots=True)
class Level:
    """A label in force: of which sort, how far from the left it stands, and its parts."""

    kind: str
    indent: int
    label: tuple[str, ...]


@lru_cache(maxsize=512)
def list_places(blocks: tuple[Block, ...]) -> tuple[Place, ...]:
    """The place of each block of a text, in order."""
    return tuple(_list_places(blocks))


def _list_places(blocks: Sequence[Block]) -> Iterator[Place]:
    levels: list[Level] = []
    headings: list[tuple[int, str]] = []
    openings: list[tuple[int, str]] = []
    items: dict[int, int] = {}
    for block in blocks:
        is_heading = block.kind == "heading"
        indent = 0 if is_heading else len(block.raw) - len(block.raw.lstrip(" \t"))
        if is_heading:
            rank = _rank(block.raw)
            headings, openings = [held for held in headings if held[0] < rank] + [(rank, block.normal.casefold())], []
            # A heading between the lettered parts of a numbered section ends those parts and not the section.
            levels = [level for level in levels if level.kind.startswith("heading") or (level.kind == "number digit" and not level.indent)]
        else:
            depth = indent if block.kind == "item" else PARAGRAPH
            said = _find_opening(block)
            if said or depth > PARAGRAPH:
                openings = [held for held in openings if held[0] < depth] + [(depth, said)]
        items = {} if block.kind != "item" else {d: n for d, n in items.items() if d <= indent} | {indent: items.get(indent, 0) + 1}
        for kind, label in _read_labels(_strip(block.raw), levels):
            named = f"heading {kind}" if is_heading else kind
            levels = [*_keep_above(levels, named, indent), Level(named, indent, label)]
        shown = tuple(text for _, text in (*headings, *openings) if text)
        yield Place(_join_labels(levels), shown, items.get(indent, 0))


def _join_labels(levels: Sequence[Level]) -> tuple[str, ...]:
    """The parts of all labels in force. A number such as `3.4` says itself what it stands under; only a letter above it adds to that."""
    first = max((i for i, level in enumerate(levels) if len(level.label) > 1), default=0)
    above = [level for level in levels[:first] if not level.label[0].isdigit()]
    return tuple(part for level in (*above, *levels[first:]) for part in level.label)


def _find_opening(block: Block) -> str:
    """The words that head a paragraph or an item without being a heading: its bold beginning, or what stands before its first full stop
    or colon."""
    bold = _BOLD.match(block.raw)
    text = normalise(bold[1]) if bold else _TITLE_END.split(block.normal, maxsplit=1)[0]
    return text.casefold() if len(text.split()) <= LONGEST_TITLE else ""


def _keep_above(levels: Sequence[Level], kind: str, indent: int) -> Sequence[Level]:
    """The levels that stay above a new label: those farther left, and those of another sort that came before any of its own."""
    for number, level in enumerate(levels):
        if level.kind == kind and level.indent == indent:
            return levels[:number]
        if level.indent > indent or (kind.startswith("absolute") and level.kind.startswith("absolute") and level.kind >= kind):
            return levels[:number]
    return levels


def _strip(raw: str) -> str:
    return _MARKS.sub("", raw.replace("\\", "").replace("（", "(").replace("）", ")"))


def _rank(raw: str) -> int:
    """Of a heading with `#` its number of them; of an underlined one 1 or 2."""
    marks = re.match(r"\s*(#+)", raw)
    return len(marks[1]) if marks else 1 + ("\n-" in raw)


def _read_labels(raw: str, levels: Sequence[Level]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The labels with which a block begins, with what sort each is: only labels of one sort count one another up."""
    at = 0
    while (match := _LABEL.match(raw, at)) and match.end() > at:
        at = match.end()
        sort = match.lastgroup or ""
        text = match[sort]
        if sort == "absolute":
            parts = tuple(text.split("."))
            yield f"absolute {len(parts)}", parts
        else:
            yield f"{sort} {_sort_of(text, [level.label for level in levels])}", (text,)


def _sort_of(text: str, held: Sequence[tuple[str, ...]]) -> str:
    """Digits, capitals, letters, or Roman numbers: `i` after `h` is a letter, and `v` after `u`."""
    if text.isdigit():
        return "digit"
    if _ROMAN.match(text):
        before = chr(ord(text[0]) - 1)
        return "letter" if len(text) == 1 and any(label == (before,) for label in held) else "roman"
    return "capital" if text.isupper() else "letter"


def judge_pinpoint(pinpoint: str, blocks: tuple[Block, ...], line: int, locator: str) -> Agreement:
    """Whether the text agrees with where a clause says that it stands. Of several places in a pinpoint, one is enough."""
    wanted = normalise(locator)
    number = next((i for i, block in enumerate(blocks) if block.line == line and wanted in block.normal), None)
    if number is None:
        return "not readable"
    block, place = blocks[number], list_places(blocks)[number]
    codes = [_split_code(match[0]) for match in _CODE.finditer(_BULLET.sub("", pinpoint))]
    # The words that lead up to an enumeration are part of each of its limbs; a whole agreement in one block leads up to nothing.
    within = block.normal if len(block.normal) <= LONGEST_PASSAGE else block.normal.partition(wanted)[0]
    labels = (*place.labels, *_read_inline(block.normal.partition(wanted)[0]), *(_list_inline(within) if within is block.normal else ()))
    if any(_runs_through(code, labels) for code in codes):
        return "agrees"
    words = pinpoint.casefold()
    named = [heading for heading in place.headings if _is_named(heading, words)]
    if named:
        bullet = _BULLET.search(words)
        counted = int(bullet[1]) if bullet and bullet[1] else ORDINALS.index(bullet[2]) + 1 if bullet else None
        return "differs" if counted is not None and place.item and counted != place.item else "agrees"
    return "differs" if codes and labels else "not readable"


def _is_named(heading: str, words: str) -> bool:
    """Whether a pinpoint names a heading, or begins to."""
    bare = heading.strip(" .:")
    return bool(bare) and (bare in words or any(len(part) > 3 and part in bare for part in re.split(r"[,:;] ?", words)))


def _read_inline(before: str) -> tuple[str, ...]:
    """The labels in force at the end of a running text: the last number, and behind it the last bracket of each sort."""
    numbers = list(_RUNNING.finditer(before))
    parts = _split_code(numbers[-1][1]) if numbers else ()
    brackets = _list_inline(before[numbers[-1].end() :] if numbers else before)
    last = {_sort_of(label, [(other,) for other in brackets[:i]]): i for i, label in enumerate(brackets)}
    return (*parts, *(brackets[i] for i in sorted(last.values())))


def _list_inline(text: str) -> list[str]:
    return [match[1] or match[2] for match in _INLINE.finditer(text)]


def _split_code(code: str) -> tuple[str, ...]:
    return tuple(re.findall(r"\d+|[A-Za-z]+", code))


def _runs_through(code: Sequence[str], labels: Sequence[str]) -> bool:
    """Whether the parts of a code stand among the labels in this order."""
    rest = iter(labels)
    return all(part in rest for part in code)
