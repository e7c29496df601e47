"""What happened under clauses such as the one that a finding cites: told with its standing, and apart from the finding."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Protocol

from gauger.reports.layout import Style, wrap

HEADING = "WHAT HAPPENED UNDER SUCH CLAUSES (no part of the verdict)"
STANDINGS = {
    "reported": "reported by others",
    "alleged": "alleged, and not established",
    "disputed": "alleged, and denied",
    "admitted": "admitted",
    "published": "published by the publisher itself",
}


class Event(Protocol):
    """What a report needs of an event."""

    @property
    def date(self) -> str: ...
    @property
    def by(self) -> str: ...
    @property
    def towards(self) -> tuple[str, ...]: ...
    @property
    def what(self) -> str: ...
    @property
    def answer(self) -> str: ...
    @property
    def standing(self) -> str: ...
    @property
    def sources(self) -> tuple[str, ...]: ...


def render_events(events: Sequence[Event], style: Style) -> str:
    """A paragraph for each; nothing at all where there are none."""
    return "\n".join(["", style.paint(HEADING, "bold"), *_list_lines(events, style), ""]) if events else ""


def _list_lines(events: Sequence[Event], style: Style) -> Iterator[str]:
    for event in events:
        answer = f" {event.answer}" if event.answer else ""
        told = f"{event.date}, {event.by} towards {', '.join(event.towards)} ({STANDINGS[event.standing]}): {event.what}{answer}"
        yield from wrap(f"- {told} Source: {'; '.join(event.sources)}.", style, "  ", "    ")
