"""Passages of recorded terms, the words by which each was found set off."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Protocol

from gauger.reports.layout import Style, escape, wrap

STATES = {
    "verified": "as it was encoded",
    "moved": "as it was encoded, under another number",
    "changed": "NOT as it was encoded",
    "unlocked": "never compared with what was encoded",
    "missing": "the words by which it is found are NOT there",
    "ambiguous": "the words by which it is found stand in several passages",
    "not recorded": "this archive has no text of the version",
}


class Exhibit(Protocol):
    """What a report needs of a passage."""

    @property
    def what(self) -> str: ...
    @property
    def pinpoint(self) -> str: ...
    @property
    def version(self) -> str: ...
    @property
    def status(self) -> str: ...
    @property
    def last_seen(self) -> str | None: ...
    @property
    def text(self) -> str: ...
    @property
    def words(self) -> str: ...


def render_exhibits(exhibits: Sequence[Exhibit], style: Style) -> str:
    """A block for each passage; a sentence where nothing is cited that could be looked up."""
    lines = [style.paint("PASSAGES", "bold")]
    for exhibit in exhibits:
        lines += _render(exhibit, style)
    if not exhibits:
        lines += wrap("- nothing that this finding cites was read in the original, or says where it stands", style, "  ", "    ")
    return "\n".join([*lines, ""])


def _render(exhibit: Exhibit, style: Style) -> Iterator[str]:
    seen = f", last recorded {exhibit.last_seen}" if exhibit.last_seen else ""
    head = f"- {exhibit.what}, {exhibit.pinpoint}, of {exhibit.version}{seen}: {STATES.get(exhibit.status, exhibit.status)}"
    yield from wrap(head, style, "  ", "    ")
    if exhibit.text:
        lines = list(wrap(exhibit.text, style, "      "))
        yield from _set_off(lines, escape(exhibit.words), style)


def _set_off(lines: Sequence[str], words: str, style: Style) -> Iterator[str]:
    """The words in bold where colour is wanted, else between arrows; they may run over the end of a line."""
    text = "\n".join(lines)
    sought = re.compile(r"\s+".join(re.escape(word) for word in words.split()))
    yield from sought.sub(lambda match: _mark(match[0], style), text, count=1).split("\n")


def _mark(found: str, style: Style) -> str:
    if not style.color:
        return f"→{found}←"
    return "\n".join(re.sub(r"^(\s*)(.*)$", lambda part: part[1] + style.paint(part[2], "bold"), line) for line in found.split("\n"))
