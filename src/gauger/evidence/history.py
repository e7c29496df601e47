"""The history of a recorded document: what changed from one recording to the next, and what of it is only noise.

A recording is held against the last one that told anything. What is alike but for the page's machinery is noise of a named sort; an error
page tells nothing; a text that returns to what stood there before is a cache or a region that toggles. All else is a change, with the
pieces that went and came, and remarks on what it may mean: another document or region under the same name, a text before its day.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise
from typing import Literal

from gauger.evidence.pieces import FORMS, Piece, cut_pieces, find_days, write_dateless, write_plainly
from gauger.evidence.texts import DatedText
from gauger.evidence.verification import is_error_page
from gauger.text.values import dataclass, replace

Noise = Literal[
    "links and markup", "typography", "numbering", "relative dates", "date format",
    "white space", "order", "text doubled", "page furniture", "error page or redirect", "returns to an earlier text",
]  # fmt: skip
Remark = Literal[
    "another document", "another region", "rewritten", "dates alone", "recorded before it takes effect", "older than the text before it",
    "gone again at the next recording", "mostly back to an earlier text", "a third of the text or more is missing",
]  # fmt: skip

LEAST_KEPT = 0.35
"""The share of a text below which what follows is another document, or the same one written anew."""

MOST_OF_AN_ERROR = 5
"""An error page takes the place of a text at least so many times as long as itself."""

LOOK_BACK = 8
"""Recordings among which a text that returns is looked for."""

LARGE_BLOCK = 10_000
"""Letters above which a block is taken for a whole agreement."""

LEAST_COMING_BACK, MOSTLY = 10, 0.9
"""Pieces, and the share of their letters, of which a text is said to be mostly back."""

LONGEST_TITLE = 100
"""Letters above which a line is no title."""

OPENING = 14
"""Pieces at the start of a text in which its title, its region and its days stand."""

_ERROR = re.compile(
    r"page isn't available|page not found|unexpected error|^redirecting to |access denied|enable javascript"
    r"|temporarily unavailable|\b404\b",
    re.IGNORECASE,
)
_REGIONS = re.compile(
    r"\b(?:EEA|European Economic Area|Europe|EU|European Union|Switzerland|UK|United Kingdom|US|U\.S\.|United States|China)\b"
)
_DATES_LINE = re.compile(
    r"effective|in effect|takes effect|in force|last (?:updated|modified)|updated|release date|生效|更新", re.IGNORECASE
)
_EFFECT = re.compile(r"effective|in effect|takes effect|in force|生效", re.IGNORECASE)
_ENDS_SENTENCE = re.compile(r"[.;:!?。;:][\"')\]]*$")
_FURNITURE = re.compile(
    r"(?:(?:table of )?contents|home|menu|search|share|print|back to top|skip to (?:main )?content|(?:previous|next)(?: version| page)?)$",
    re.IGNORECASE,
)
_TRAIL = re.compile(r"(?:\s*!?\[[^\[\]]*\]\([^()]*\)\s*(?:[>/»›·|]\s*)?){2,}[^\[\]().;]{0,100}$")
_LONGEST_FURNITURE = 40


@dataclass(frozen=True, slots=True)
class Transition:
    """What came with one recording, against the last telling one before it.

    `noise` says what differs and means nothing; it is all there is where `removed` and `added` are empty. The pieces that went and came are
    those that no form makes alike.
    """

    text: DatedText
    before: DatedText
    noise: tuple[Noise, ...]
    removed: tuple[Piece, ...]
    added: tuple[Piece, ...]
    remarks: tuple[Remark, ...]

    @property
    def is_change(self) -> bool:
        """Whether the words are other words now."""
        return bool(self.removed or self.added)


def list_transitions(texts: Sequence[DatedText]) -> tuple[Transition, ...]:
    """Every recording but the first against what stood there before, oldest first."""
    transitions: list[Transition] = []
    told: list[tuple[DatedText, tuple[Piece, ...]]] = []
    for text in texts:
        pieces = cut_pieces(text.blocks)
        if not told:
            if not _is_error(text, pieces, ()):
                told.append((text, pieces))
            continue
        before, old = told[-1]
        if _is_error(text, pieces, old):
            transitions.append(Transition(text, before, ("error page or redirect",), (), (), ()))
            continue
        if any(_is_alike(pieces, earlier) for _, earlier in told[-1 - LOOK_BACK : -1]) and not _is_alike(pieces, old):
            transitions.append(Transition(text, before, ("returns to an earlier text",), (), (), ()))
        else:
            compared = _compare(text, pieces, before, old)
            earlier_forms = {write_plainly(piece) for _, earlier in told[-1 - LOOK_BACK : -1] for piece in earlier}
            transitions.append(_mark_return(compared, earlier_forms))
        told.append((text, pieces))
    return tuple(_mark_passing(transitions))


def _mark_passing(transitions: list[Transition]) -> Iterator[Transition]:
    """A change of which the next telling recording undoes everything is marked: a cache, or a page that failed in part."""
    telling = [transition for transition in transitions if "error page or redirect" not in transition.noise]
    undone = {
        id(change)
        for change, following in pairwise(telling)
        if change.is_change and ("returns to an earlier text" in following.noise or "mostly back to an earlier text" in following.remarks)
    }
    for transition in transitions:
        if id(transition) in undone:
            remarks: tuple[Remark, ...] = (*transition.remarks, "gone again at the next recording")
            yield Transition(transition.text, transition.before, transition.noise, transition.removed, transition.added, remarks)
        else:
            yield transition


def _mark_return(transition: Transition, earlier: set[str]) -> Transition:
    """A change that brings back what stood there, and hardly anything else, is marked."""
    came = [(len(piece.normal), write_plainly(piece) in earlier) for piece in transition.added]
    letters = sum(length for length, _ in came)
    if len(came) > LEAST_COMING_BACK and sum(length for length, known in came if known) > MOSTLY * letters:
        return replace(transition, remarks=(*transition.remarks, "mostly back to an earlier text"))
    return transition


def _is_alike(one: tuple[Piece, ...], other: tuple[Piece, ...]) -> bool:
    return {write_plainly(piece) for piece in one} == {write_plainly(piece) for piece in other}


def _is_error(text: DatedText, pieces: tuple[Piece, ...], old: tuple[Piece, ...]) -> bool:
    """Whether a recording is no text: too short for one, or most of the text has given way to an error."""
    if is_error_page(text):
        return True
    if not any(_ERROR.search(piece.normal) for piece in pieces if len(piece.normal) < 300):
        return False
    there, here = {write_plainly(piece) for piece in old}, {write_plainly(piece) for piece in pieces}
    gone, come = (sum(len(form) for form in forms) for forms in (there - here, here - there))
    return not old or come * MOST_OF_AN_ERROR < gone


def _share_kept(old: tuple[Piece, ...], new: tuple[Piece, ...]) -> float:
    """Which share of the longer text's letters stands in both."""
    kept = {write_plainly(piece) for piece in old} & {write_plainly(piece) for piece in new}
    sizes = [sum(len(form) for form in {write_plainly(piece) for piece in pieces}) for pieces in (old, new)]
    return sum(len(form) for form in kept) / max(*sizes, 1)


def _compare(text: DatedText, new: tuple[Piece, ...], before: DatedText, old: tuple[Piece, ...]) -> Transition:
    noise: list[Noise] = []
    removed, added = _differ([piece.raw for piece in old], old, [piece.raw for piece in new], new)
    for forgotten, form in FORMS:
        fewer = _differ([form(piece) for piece in removed], removed, [form(piece) for piece in added], added)
        if len(fewer[0]) < len(removed) or len(fewer[1]) < len(added):
            noise.append(forgotten)
        removed, added = fewer
    there = ({write_plainly(piece) for piece in old}, {write_plainly(piece) for piece in new})
    stays = ([p for p in removed if write_plainly(p) in there[1]], [p for p in added if write_plainly(p) in there[0]])
    if stays[0] or stays[1]:
        noise.append("text doubled")
        removed = [piece for piece in removed if write_plainly(piece) not in there[1]]
        added = [piece for piece in added if write_plainly(piece) not in there[0]]
    bodies = (_find_body(old) if removed else None, _find_body(new) if added else None)
    text_alone = ([p for p in removed if not _is_furniture(p, bodies[0])], [p for p in added if not _is_furniture(p, bodies[1])])
    if len(text_alone[0]) + len(text_alone[1]) < len(removed) + len(added):
        noise.append("page furniture")
        removed, added = text_alone
    if not noise and not removed and not added:
        noise.append("white space" if [p.raw.split() for p in old] == [p.raw.split() for p in new] else "order")
    remarks = tuple(_list_remarks(text, new, old, removed, added))
    return Transition(text, before, tuple(noise), tuple(removed), tuple(added), remarks)


def _differ(old_forms: list[str], old: Sequence[Piece], new_forms: list[str], new: Sequence[Piece]) -> tuple[list[Piece], list[Piece]]:
    """The pieces of each that the other has not, as often as they stand there."""
    return _take_away(old_forms, old, Counter(new_forms)), _take_away(new_forms, new, Counter(old_forms))


def _take_away(forms: list[str], pieces: Sequence[Piece], others: Counter[str]) -> list[Piece]:
    left = []
    for form, piece in zip(forms, pieces, strict=True):
        if others[form] > 0:
            others[form] -= 1
        else:
            left.append(piece)
    return left


def _find_body(pieces: tuple[Piece, ...]) -> tuple[int, int] | None:
    """The first and the last block with a sentence in it."""
    sentences = [piece.block for piece in pieces if len(piece.normal.split()) > _LONGEST_FURNITURE]
    return (sentences[0], sentences[-1]) if sentences else None


def _is_furniture(piece: Piece, body: tuple[int, int] | None) -> bool:
    """Whether a piece is what a page has around a text: before or after all its sentences and none itself, or a row of links."""
    if _FURNITURE.match(piece.normal) or _TRAIL.match(piece.raw):
        return True
    if _ENDS_SENTENCE.search(piece.normal) or len(piece.normal.split()) > _LONGEST_FURNITURE or find_days(piece.normal):
        return False
    return body is None or not body[0] <= piece.block <= body[1]


def _list_remarks(
    text: DatedText, new: tuple[Piece, ...], old: tuple[Piece, ...], removed: Sequence[Piece], added: Sequence[Piece]
) -> Iterator[Remark]:
    if not removed and not added:
        return
    kept = _share_kept(old, new)
    titles, regions = (_find_title(old), _find_title(new)), (_find_regions(old), _find_regions(new))
    if titles[0] != titles[1] and (kept < LEAST_KEPT or _has_lost_body(old, removed)):
        yield "another document"
    elif kept < LEAST_KEPT:
        yield "rewritten"
    if regions[0] != regions[1] and regions[0] and regions[1] and kept < 1 - LEAST_KEPT:
        yield "another region"
    if 3 * (sum(len(p.normal) for p in removed) - sum(len(p.normal) for p in added)) > sum(len(p.normal) for p in old):
        yield "a third of the text or more is missing"
    if Counter(map(write_dateless, removed)) == Counter(map(write_dateless, added)):
        yield "dates alone"
    effect = _find_effect(new)
    if effect is not None and text.day is not None and effect > text.day:
        yield "recorded before it takes effect"
    earlier = _find_newest_day(old)
    if earlier is not None and (now := _find_newest_day(new)) is not None and now < earlier:
        yield "older than the text before it"


def _has_lost_body(old: tuple[Piece, ...], removed: Sequence[Piece]) -> bool:
    """Whether most of the largest block is gone: some recordings have an agreement in one block and other matter around it."""
    blocks: Counter[int] = Counter()
    for piece in old:
        blocks[piece.block] += len(piece.normal)
    largest, size = blocks.most_common(1)[0]
    return size > LARGE_BLOCK and 2 * sum(len(p.normal) for p in removed if p.block == largest) > size


def _find_title(pieces: tuple[Piece, ...]) -> str:
    """The first line that could be one."""
    return next((write_plainly(p) for p in pieces[:OPENING] if _could_be_title(p.normal)), "")


def _could_be_title(normal: str) -> bool:
    return len(normal) <= LONGEST_TITLE and not find_days(normal) and not _ENDS_SENTENCE.search(normal)


def _find_regions(pieces: tuple[Piece, ...]) -> frozenset[str]:
    return frozenset(found for piece in pieces[:OPENING] for found in _REGIONS.findall(piece.normal[:400]))


def _find_effect(pieces: tuple[Piece, ...]) -> date | None:
    """The day on which a text says that it takes effect, as far as its opening says so."""
    opening = (piece.normal for piece in pieces[:OPENING] if len(piece.normal) < 300)
    days = [day for line in opening if (mark := _EFFECT.search(line)) is not None for day in find_days(line[mark.start() :])[:1]]
    return max(days, default=None)


def _find_newest_day(pieces: tuple[Piece, ...]) -> date | None:
    opening = (piece.normal for piece in pieces[:OPENING] if len(piece.normal) < 300)
    return max((day for line in opening if _DATES_LINE.search(line) for day in find_days(line)), default=None)
