"""The passage that holds a locator."""

from __future__ import annotations

import re
from functools import lru_cache

from gauger.evidence.blocks import Block, split_blocks
from gauger.evidence.normal_form import digest, normalise
from gauger.text.values import dataclass

LONGEST_PASSAGE = 2_000
"""Characters in normal form above which a block is cut further."""

_ROMAN_OR_LETTER = r"\((?:[ivxlc]{1,6}|[a-z]{1,2}|[A-Z]|\d{1,2})\)"
_CUT = re.compile(
    rf"""
      (?:[;:,.]|[;,]\s?(?:and|or))\s?(?={_ROMAN_OR_LETTER}\s?["'A-Za-z])   # before a limb: `…;(ix) use`
    | [.!?]["')\]]?\s?(?=(?:\d{{1,2}}(?:\.\d{{1,2}})*\.?\s?)?["'(]?[A-Z])  # after a sentence, also where the next one is glued to it
    """,
    re.VERBOSE,
)
_GOES_ON = re.compile(r"(?:For the avoidance of doubt|For clarity|Notwithstanding the foregoing|Without limiting the foregoing)\b")


@dataclass(frozen=True, slots=True)
class Passage:
    """A passage of a text: the line on which its block starts (from 1), its normal form, and the SHA-256 of that."""

    line: int
    text: str
    digest: str


_GLUE = re.compile(r"(?:[\s.:;,]*[;,]\s*(?:and|or))?[\s.:;,]*$")


def find_passage(text: str, locator: str) -> tuple[Passage, ...]:
    """The passages that hold a locator, one for each digest, in the order of the text; none when it stands nowhere.

    A passage is the block that holds the locator. A block of more than `LONGEST_PASSAGE` characters identifies nothing (a recording may
    have a whole agreement on one line), so it is cut before enumerated limbs (`;(ix) …`) and after sentences, where a sentence that
    opens with words such as *for the avoidance of doubt* stays with the one before; the passage is then the piece that holds the
    locator, or the run of pieces over which the locator goes. What joins list items (`; or`, a full stop) is left out at the end of a
    passage, so that an item may become the last one. Words match whole and with their capitals; both sides are compared in normal form.
    """
    return find_in_blocks(split_blocks(text), locator)


def find_in_blocks(blocks: tuple[Block, ...], locator: str) -> tuple[Passage, ...]:
    """As `find_passage`, for a text that has been split already."""
    wanted = normalise(locator)
    if not wanted:
        return ()
    sought = re.compile(rf"(?<!\w){re.escape(wanted)}(?!\w)")
    found = [_make_passage(b.line, piece) for b in blocks if wanted in b.normal for piece in _cut_around(b.normal, sought)]
    return tuple({p.digest: p for p in reversed(found)}.values())[::-1]


def _make_passage(line: int, piece: str) -> Passage:
    text = _GLUE.sub("", piece)
    return Passage(line, text, digest(text))


def _cut_around(normal: str, sought: re.Pattern[str]) -> list[str]:
    hits = [m.span() for m in sought.finditer(normal)]
    if len(normal) <= LONGEST_PASSAGE:
        return [normal] if hits else []
    cuts = [0, *find_cuts(normal), len(normal)]
    return [normalise(_run_over(normal, cuts, start, end)) for start, end in hits]


@lru_cache(maxsize=256)
def find_cuts(normal: str) -> list[int]:
    """Where a long block is cut: offsets, increasing, neither its start nor its end."""
    return [m.end() for m in _CUT.finditer(normal) if m.end() < len(normal) and not _GOES_ON.match(normal, m.end())]


def _run_over(normal: str, cuts: list[int], start: int, end: int) -> str:
    return normal[max(c for c in cuts if c <= start) : min(c for c in cuts if c >= end)]
