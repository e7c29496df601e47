"""Which statement may stand in which block, how often, and in which order the canonical form writes them."""

from __future__ import annotations

from functools import cache

from gauger.text.values import dataclass


@dataclass(frozen=True, slots=True)
class Slot:
    """A statement's place in a block. Statements of one rank keep the order in which they were written."""

    keyword: str
    required: bool
    repeats: bool
    rank: int


@dataclass(frozen=True, slots=True)
class Choice:
    """Statements of which a block holds at least one (when `required`) and at most one (unless `several`)."""

    keywords: tuple[str, ...]
    required: bool = True
    several: bool = False


@dataclass(frozen=True, slots=True)
class Block:
    """The form of one kind of block. Each pair of `needs` is a statement and another without which it means nothing."""

    slots: dict[str, Slot]
    choices: tuple[Choice, ...] = ()
    needs: tuple[tuple[str, str], ...] = ()

    @property
    def required(self) -> bool:
        """Whether an empty block would lack something."""
        return any(s.required for s in self.slots.values()) or any(c.required for c in self.choices)


FILE = "file"
CONDITIONS = "conditions"


def _block(*lines: str, choices: tuple[Choice, ...] = (), needs: tuple[tuple[str, str], ...] = ()) -> Block:
    """A line holds the statements of one rank, each marked `1`, `?`, `*` or `+` as in a regular expression."""
    slots = {}
    for rank, line in enumerate(lines):
        for entry in line.split(", "):
            keyword, mark = entry[:-1], entry[-1]
            slots[keyword] = Slot(keyword, mark in "1+", mark in "*+", rank)
    return Block(slots, choices, needs)


BLOCKS: dict[str, Block] = {
    FILE: _block("act*, object*, part*, attribute*, set*, define*, concept*, binding?, publisher*, channel*, document?"),
    "act": _block("says1", "on1", "does?", "by?", "family1"),
    "object": _block("says1", "from1", "covers*", "sent?", "layer?", "tied by1", "when?"),
    "part": _block("says1", "left out?", "changes?"),
    "attribute": _block(
        "says1",
        "one of?, some of?, number?, figure?, text?, day?, yes or no?, name?", "left out?", "changes?", "asked anew?", "never empty?",
        choices=(Choice(("one of", "some of", "number", "figure", "text", "day", "yes or no", "name")),),
    ),
    "define": _block("says1", "when1"),
    "concept": _block("asks1", "reading+", "order*", "narrower than*", "residue?"),
    "reading": _block(
        "says1", "standing?", "supported*", "along?", "through?", "when?", "implies*", "excludes*",
        choices=(Choice(("when", "along"), several=True),),
        needs=(("through", "along"),),
    ),
    "publisher": _block("title1"),
    "channel": _block(
        "title1", "hosts models?, offers no models?",
        choices=(Choice(("hosts models", "offers no models"), required=False),),
    ),
    "document": _block(
        "title1", "publisher1", "url1", "encoded1", "hypothetical?", "doubts*", "defect*", "governs*", "licence*", "extends to?",
        "stands*", "includes*",
        "passes through*", "prevails over*", "yields to*", "standing?", "reads*", "admits*", "version+",
        "clause*, exception*, consequence*, concept*",
        choices=(Choice(("governs", "licence"), required=False),),
    ),
    "version": _block("announced?", "recorded*"),
    "clause": _block(
        "at1", "says1", "locate?", "in force?", "family?", "standing?", "on?",
        "forbids?, permits?, requires?, silent on?, assigns?", "when?", "assuming*", "except*", "prevails over*", "yields to*", "reads*",
        "leads to*", "in return*", "remedy?", "defect*", "note*",
        choices=(Choice(("forbids", "permits", "requires", "silent on", "assigns")),),
        needs=(("requires", "on"), ("on", "requires")),
    ),
    "exception": _block(
        "at1", "says1", "locate?", "in force?", "when?", "provided?", "except*",
        choices=(Choice(("when", "provided"), several=True),),
    ),
    "consequence": _block("at1", "says1", "locate?", "in force?", "when?", "cure?", "survives?", "leads to*"),
}  # fmt: skip

OPEN_BLOCKS = frozenset({"publisher"})
"""Blocks in which the vocabulary may name further statements."""


@cache
def list_keywords() -> tuple[str, ...]:
    """Every keyword that begins a statement, in the order of the blocks."""
    return tuple(dict.fromkeys(keyword for block in BLOCKS.values() for keyword in block.slots))


@cache
def list_homes(keyword: str) -> tuple[str, ...]:
    """The blocks in which a statement may stand."""
    return tuple(kind for kind, block in BLOCKS.items() if keyword in block.slots)
