"""A recorded text as pieces that can be held against those of another recording, and what of a text is only the page's doing.

A piece is a block, and of a long block (a recording may have a whole agreement on one line) a sentence or a limb. It is written in five
forms, each of which forgets more than the one before; two pieces that are alike in one of them differ in nothing but what it forgets.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from datetime import date
from functools import lru_cache
from html import unescape
from itertools import pairwise
from typing import Literal

from gauger.evidence.blocks import Block
from gauger.evidence.normal_form import normalise
from gauger.evidence.passages import LONGEST_PASSAGE, find_cuts
from gauger.text.values import dataclass

Forgotten = Literal["links and markup", "typography", "numbering", "relative dates", "date format"]

_TARGET = re.compile(r"(!?\[[^\[\]]*\])(?:\((?:[^()]|\([^()]*\))*\)|\[[^\[\]]*\])")
_ADDRESS = re.compile(r"https?://[^\s)\]>'\"]+")
_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,400}>|<(?:https?:|mailto:)[^<>\s]*>")
_HIDDEN_ADDRESS = re.compile(r"\[*email protected\]*|[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_MARKS = re.compile(r"[\s\[\]()*_#>|`~\\-]+")
_NOT_WORDS = re.compile(r"\W+")
_RELATIVE = re.compile(
    r"\b(?:\d+|an?|one|last) (?:second|minute|hour|day|week|month|year)s?(?: ago)?\b|\b(?:yesterday|today)\b", re.IGNORECASE
)
_SINCE = re.compile(r"\b(?:updated|edited|modified|published)\b", re.IGNORECASE)
_MONTHS = {name: number for number, name in enumerate(
    ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"), 1
)}  # fmt: skip
_MONTH = "|".join(f"{name[:3]}(?:{name[3:]})?" if len(name) > 3 else name for name in _MONTHS)
_DAY = re.compile(
    rf"""(?P<y1>\d{{4}})-(?P<m1>\d{{1,2}})-(?P<d1>\d{{1,2}})
       | (?P<y2>\d{{4}})\s*年\s*(?P<m2>\d{{1,2}})\s*月\s*(?P<d2>\d{{1,2}})\s*日
       | (?P<d3>\d{{1,2}})(?:st|nd|rd|th)?\.?\s+(?P<m3>{_MONTH})\.?,?\s+(?P<y3>\d{{4}})
       | (?P<m4>{_MONTH})\.?\s+(?P<d4>\d{{1,2}})(?:st|nd|rd|th)?,?\s*(?P<y4>\d{{4}})""",
    re.VERBOSE | re.IGNORECASE,
)
_LETTERED = re.compile(r"(?:section\s+)?[A-Z]\.\d+(?:\.(?:\d+|[a-z]))*\.?\s+|[A-Z]\.(?=[A-Z][a-z])")
_WIDE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_WIDE_END = re.compile(r"[。;!?]")
_WRITTEN_DAY = re.compile(r"\bday\d{8}\b")


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a text: the number of its block (from 0), the line on which that starts (from 1), as written, and in normal form."""

    block: int
    line: int
    raw: str
    normal: str


def cut_pieces(blocks: tuple[Block, ...]) -> tuple[Piece, ...]:
    """All pieces of a text in order. Of a long block `raw` is in normal form already: it was cut there."""
    return tuple(piece for number, block in enumerate(blocks) for piece in _cut(number, block))


def _cut(number: int, block: Block) -> Iterator[Piece]:
    edges = [0, *_find_edges(block.normal), len(block.normal)]
    if len(edges) == 2:
        yield Piece(number, block.line, block.raw, block.normal)
        return
    for start, end in pairwise(edges):
        part = block.normal[start:end]
        if normal := normalise(part):
            yield Piece(number, block.line, part, normal)


def _find_edges(normal: str) -> list[int]:
    """Where a block is cut: as for passages, and a long one in Chinese after its sentences, which say as much in a third of the letters."""
    if len(normal) > LONGEST_PASSAGE // 3 and len(_WIDE.findall(normal)) > len(normal) // 3:
        return [match.end() for match in _WIDE_END.finditer(normal) if match.end() < len(normal)]
    return find_cuts(normal) if len(normal) > LONGEST_PASSAGE else []


def write_unlinked(piece: Piece) -> str:
    """Without addresses of pages, tags, marks of emphasis and structure, and with those of mail hidden as some pages hide them."""
    return _unlink(piece.raw)


@lru_cache(maxsize=50_000)
def _unlink(raw: str) -> str:
    bare = _ADDRESS.sub("page", _TAG.sub(" ", _TARGET.sub(r"\1", _HIDDEN_ADDRESS.sub("[ address ]", raw))))
    return _MARKS.sub(" ", bare).strip()


def write_words(piece: Piece) -> str:
    """The words and numbers alone, whichever quotes, dashes and spaces stand between them."""
    return _keep_words(piece.raw)


@lru_cache(maxsize=50_000)
def _keep_words(raw: str) -> str:
    return _NOT_WORDS.sub(" ", unicodedata.normalize("NFKC", unescape(_unlink(raw)))).strip().casefold()


def write_unnumbered(piece: Piece) -> str:
    """The words without the numbering at the start."""
    return _keep_words(_LETTERED.sub("", piece.normal, count=1) if _LETTERED.match(piece.normal) else piece.normal)


def write_undated(piece: Piece) -> str:
    """Without a date that is told from the day of reading (*updated 3 days ago*)."""
    return _keep_words(_undate(piece.normal))


def write_plainly(piece: Piece) -> str:
    """With every date written the same way."""
    return simplify(piece.normal)


@lru_cache(maxsize=100_000)
def simplify(normal: str) -> str:
    """A text in normal form as the last of the forms has it."""
    return _keep_words(_DAY.sub(_write_day, _undate(normal)))


def _undate(normal: str) -> str:
    unnumbered = _LETTERED.sub("", normal, count=1) if _LETTERED.match(normal) else normal
    return _RELATIVE.sub("then", unnumbered) if _SINCE.search(unnumbered) else unnumbered


def write_dateless(piece: Piece) -> str:
    """Without any date: two pieces alike in this form differ in a date alone."""
    return _WRITTEN_DAY.sub("day", write_plainly(piece))


FORMS: tuple[tuple[Forgotten, Callable[[Piece], str]], ...] = (
    ("links and markup", write_unlinked),
    ("typography", write_words),
    ("numbering", write_unnumbered),
    ("relative dates", write_undated),
    ("date format", write_plainly),
)
"""Each form with what it forgets beyond the one before."""


def find_days(text: str) -> tuple[date, ...]:
    """The dates that a text names, in order."""
    found = (_read_day(match) for match in _DAY.finditer(text))
    return tuple(day for day in found if day is not None)


def _write_day(match: re.Match[str]) -> str:
    day = _read_day(match)
    return f" day{day:%Y%m%d} " if day is not None else match[0]


def _read_day(match: re.Match[str]) -> date | None:
    year, month, day = next((match[f"y{n}"], match[f"m{n}"], match[f"d{n}"]) for n in "1234" if match[f"y{n}"])
    number = int(month) if month.isdigit() else next(n for name, n in _MONTHS.items() if name.startswith(month.lower()[:3]))
    try:
        return date(int(year), number, int(day))
    except ValueError:
        return None
