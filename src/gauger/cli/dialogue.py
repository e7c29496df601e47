"""`questions --ask`: a question, an answer, what has come of it, and the next question."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from gauger.app.asking import Inquired, answer, find_place, keep
from gauger.cli.terminal import report, say
from gauger.reports.layout import Style, count, wrap
from gauger.reports.questions import render_inquiry

if TYPE_CHECKING:
    from gauger.app.checking import Asked
    from gauger.app.setting import Setting
    from gauger.declaration.slots import Slot
    from gauger.findings.model import Inquiries, Inquiry

STOP, LATER = frozenset({"quit", "q", "stop"}), frozenset({"", "skip", "s"})
HINTS = {
    "yes or no": "yes or no", "number": "a number", "day": "a day such as 2026-03-12", "words": "names with commas between them, or none",
    "days": "a day, a range such as 2026-03-02..2026-03-09, or planned", "word": "a word",
}  # fmt: skip

CLOSING = {
    "releases": "nothing at all is let out beyond the releases that are declared, of whatever artifact",
    "parties": "nobody of the group takes part beyond the parties that are declared",
    "agreements": "nothing is agreed with anybody beyond the agreements that are declared",
    "objected": "nobody objected to a change of these terms",
}
"""What `none` says, by the list that it closes."""


def hold_dialogue(path: Path, found: Inquired, setting: Setting, asked: Asked, style: Style) -> Inquiries:
    """Ask until nothing is missing, everything left was passed over, or whoever is asked stops. Each answer is written before the next.

    An answer that brings a warning with it, as a channel that nobody knows does, is asked again, and written where it is given again.
    Returns what is still asked then. A file that cannot be written ends the run with exit code 2.
    """
    passed: set[str] = set()
    doubted: tuple[str, str] | None = None
    left = found.inquiries
    assert left is not None
    while (inquiry := next((i for i in left.inquiries if i.ask.key not in passed), None)) is not None:
        slot = find_place(inquiry.ask, found, setting)
        _put(inquiry, slot, style)
        written = _read_line() if slot is not None else ""
        if written is None or written.casefold() in STOP:
            break
        if slot is None or written.casefold() in LATER:
            passed.add(inquiry.ask.key)
            continue
        after = answer(str(path), inquiry.ask, slot, _choose(written, inquiry), found, setting, asked)
        if not isinstance(after, Inquired):
            report(after)
            continue
        known = {(told.code, told.message) for told in found.diagnostics}
        new = [told for told in after.diagnostics if (told.code, told.message) not in known]
        if new and doubted != (inquiry.ask.key, written):
            report(new)
            say("not written. The same once more is taken as it stands.\n\n")
            doubted = (inquiry.ask.key, written)
            continue
        if report(keep(path, after.text)):
            raise typer.Exit(2)
        assert after.inquiries is not None
        _tell(left, after.inquiries, style)
        found, left = after, after.inquiries
    return left


def _put(inquiry: Inquiry, slot: Slot | None, style: Style) -> None:
    lines = list(render_inquiry("?", inquiry, style))
    if slot is None:
        lines += wrap(f"answer it in the file itself ({inquiry.ask.span}): it takes more than one place", style, "   ")
    elif slot.closes:
        lines += wrap(describe_closing(slot.place), style, "   ")
    else:
        known = f"one of {', '.join(slot.values)}" if slot.values and slot.kind == "word" else HINTS[slot.kind]
        known = f"some of {', '.join(slot.values)}, or none" if slot.values and slot.kind == "words" else known
        lines += wrap(f"type {known}; return passes it over, q stops", style, "   ")
    say("\n".join([*lines, "> " if slot is not None else ""]))


def describe_closing(place: Sequence[str | int]) -> str:
    """What the one answer means that such a question takes: it is about the whole list, whatever the question was about."""
    what = next((said for key, said in CLOSING.items() if key in place), "there is nothing more of this than what is written")
    return f"type none if {what}; what there is beyond that, declare in the file itself; return passes it over, q stops"


def _read_line() -> str | None:
    line = sys.stdin.readline() if sys.stdin is not None else ""
    return line.strip() if line else None


def _choose(written: str, inquiry: Inquiry) -> str:
    """What was typed: a value, or one of the answers shown in other letters."""
    return next((a.value for a in inquiry.answers if a.value.casefold() == written.casefold()), written)


def _tell(before: Inquiries, after: Inquiries, style: Style) -> None:
    settled = len(set(before.unsettled) - set(after.unsettled))
    left = count(len(after.inquiries), "question")
    say(
        "\n".join(
            [*wrap(f"written. {count(settled, 'finding')} settled by it, {len(after.unsettled)} not; {left} left", style, ""), "", ""]
        )
    )
