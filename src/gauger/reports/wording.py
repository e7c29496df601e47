"""Two wordings of one passage, word by word: what went in `[-…-]`, what came in `{+…+}`, what stayed only near them."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import SequenceMatcher

AROUND = 8
"""Words that are shown beside a change."""


def mark_changes(old: str, new: str) -> str:
    """One line that holds both wordings; all of the new one is marked where there was none before, and the other way round."""
    return " ".join(_mark(old.split(), new.split()))


def _mark(old: list[str], new: list[str]) -> Iterator[str]:
    codes = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    for number, (tag, start, end, new_start, new_end) in enumerate(codes):
        if tag == "equal":
            yield from _shorten(old[start:end], at_start=number == 0, at_end=number == len(codes) - 1)
            continue
        if start < end:
            yield f"[-{' '.join(old[start:end])}-]"
        if new_start < new_end:
            yield f"{{+{' '.join(new[new_start:new_end])}+}}"


def _shorten(words: list[str], at_start: bool, at_end: bool) -> list[str]:
    """What stayed, cut down to a few words beside what changed."""
    before, after = (0 if at_start else AROUND), (0 if at_end else AROUND)
    if len(words) <= before + after:
        return words
    return [*words[:before], "…", *(words[-after:] if after else [])]
