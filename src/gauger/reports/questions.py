"""What is still to be known, for a person: most worth knowing first, with what each answer would do."""

from __future__ import annotations

from collections.abc import Iterator

from gauger.findings.model import Answer, Ask, Inquiries, Inquiry
from gauger.reports.finding import describe_position
from gauger.reports.layout import DISCLAIMER, Style, count, headline, wrap

ELSEWHERE = "another channel"
WORDS = (
    ("clear", "clear"),
    ("conditional", "conditional"),
    ("unmet", "conditional with the duty unmet"),
    ("prohibited", "prohibited"),
    ("unsettled", "open or grey still"),
)


def render_questions(inquiries: Inquiries, style: Style) -> str:
    """Every question."""
    lines = list(_head(inquiries, style))
    for number, inquiry in enumerate(inquiries.inquiries, 1):
        lines += ["", *render_inquiry(f"{number}.", inquiry, style)]
    return "\n".join([*lines, "", *wrap(DISCLAIMER, style, "", ""), ""])


def _head(inquiries: Inquiries, style: Style) -> Iterator[str]:
    yield from headline(inquiries.project, "bold", f"({inquiries.declaration}), as of {inquiries.as_of}", style)
    for held in inquiries.positions:
        yield from wrap(f"under the position of {describe_position(held)}", style, "", "  ")
    left = count(len(inquiries.unsettled), "finding")
    if not inquiries.inquiries:
        verbs = ("is", "hangs") if len(inquiries.unsettled) == 1 else ("are", "hang")
        more = f"; {left} that {verbs[0]} not settled {verbs[1]} on readings or conflicts alone"
        yield from wrap(f"no fact is missing{more if inquiries.unsettled else ''}", style, "", "  ")
    else:
        yield from wrap(f"{left} not settled; {count(len(inquiries.inquiries), 'question')}", style, "", "  ")


def render_inquiry(mark: str, inquiry: Inquiry, style: Style) -> Iterator[str]:
    """One question with its worth and its answers."""
    yield from wrap(f"{mark} {inquiry.ask.question}", style, "", "   ")
    yield from wrap(f"{describe_worth(inquiry.ask)}; {inquiry.ask.key}, {inquiry.ask.span}", style, "   ", "   ")
    for answer in inquiry.answers:
        effect = describe_effect(answer)
        if effect:
            yield from wrap(f"- {answer.value}: {effect}", style, "   ", "     ")


def describe_worth(ask: Ask) -> str:
    """What knowing it is worth."""
    if ask.sure:
        return f"any answer settles {_of_all(ask.sure, ask.touches)} that it bears on"
    return f"some answer settles {_of_all(ask.settles, ask.touches)} that it bears on" if ask.settles else _bears(ask.touches)


def _of_all(number: int, every: int) -> str:
    """`the finding`, `both findings`, `2 of the 5 findings`."""
    if number < every:
        return f"{number} of the {every} findings"
    return {1: "the finding", 2: "both findings"}.get(every, f"all {every} findings")


def _bears(touches: int) -> str:
    return f"bears on {count(touches, 'finding')}, and no answer to it alone settles one"


def describe_effect(answer: Answer) -> str:
    """`3 clear, 1 prohibited`; empty for an answer that contradicts what is declared."""
    parts = [f"{len(getattr(answer, name))} {word}" for name, word in WORDS if getattr(answer, name)]
    parts += [f"{count(len(answer.lost), 'title')} lost"] if answer.lost else []
    gap = "; its own terms would go unexamined" if answer.value == ELSEWHERE else ""
    return ", ".join(parts) + gap
