"""Changes of a text as stretches that give way to others, and where its lines begin and end."""

from __future__ import annotations

import re
from collections.abc import Iterable

from gauger.text.values import dataclass

_COMMENT_LINE = re.compile(r"[ \t]*#")


@dataclass(frozen=True, slots=True)
class Patch:
    """What stands from `start` to `end` gives way to `text`."""

    start: int
    end: int
    text: str


def apply_patches(text: str, patches: Iterable[Patch]) -> str:
    """The text with all patches made. They do not overlap; of those at one place, what only adds comes first."""
    parts, at = [], 0
    for patch in sorted(patches, key=lambda patch: (patch.start, patch.end)):
        parts += [text[at : patch.start], patch.text]
        at = patch.end
    return "".join([*parts, text[at:]])


def find_break(text: str) -> str:
    """How lines end in a text: as its first one does."""
    end = text.find("\n")
    return "\r\n" if end > 0 and text[end - 1] == "\r" else "\n"


def begin_line(text: str, at: int) -> int:
    """Where the line begins in which a place stands."""
    return text.rfind("\n", 0, at) + 1


def end_line(text: str, at: int) -> int:
    """Behind the break of the line in which a place stands."""
    end = text.find("\n", at)
    return end + 1 if end >= 0 else len(text)


def read_line(text: str, at: int) -> str:
    """The line that begins at a place, without its break; empty at the end of the text."""
    return text[at : end_line(text, at)].rstrip("\r\n")


def measure_indent(text: str, at: int) -> int:
    """How far the line that begins at a place is indented."""
    line = read_line(text, at)
    return len(line) - len(line.lstrip(" \t"))


def read_indent(text: str, at: int) -> str:
    """The blanks with which the line begins in which a place stands."""
    start = begin_line(text, at)
    return text[start : start + measure_indent(text, start)]


def stands_first(text: str, at: int) -> bool:
    """Whether nothing but blanks stands before a place on its line."""
    return not text[begin_line(text, at) : at].strip(" \t")


def is_comment(text: str, at: int) -> bool:
    """Whether the line that begins at a place holds a comment and nothing else."""
    return _COMMENT_LINE.match(text, at) is not None


def is_blank(text: str, at: int) -> bool:
    """Whether the line that begins at a place holds nothing. The end of the text is no line."""
    return at < len(text) and not read_line(text, at).strip(" \t")


def comment_lines(comment: str | None, indent: str, line_break: str) -> str:
    """A comment as lines of their own."""
    return "".join(f"{indent}# {line.strip()}".rstrip() + line_break for line in (comment or "").splitlines())


def write_above(text: str, at: int, comment: str | None) -> list[Patch]:
    """A comment above the line in which a place stands, indented like it."""
    start = begin_line(text, at)
    lines = comment_lines(comment, read_indent(text, at), find_break(text))
    return [Patch(start, start, lines)] if lines else []


def insert_lines(text: str, at: int, lines: str) -> Patch:
    """Whole lines before the one that begins at a place. At the end of a text, what ends its last line may be missing."""
    missing = at == len(text) and text != "" and not text.endswith("\n")
    return Patch(at, at, find_break(text) * missing + lines)


# --- what goes with lines that are removed -----------------------------------------------------------------------------


def remove_lines(text: str, start: int, end: int, *, floor: int, first: bool) -> Patch:
    """Removes whole lines with the comment above them that is about them alone, and a blank line that would be one too many.

    Nothing before `floor` is touched. What heads the `first` of several may head them all, and stays.
    """
    start = start if first else _take_comment(text, start, end, floor)
    while (start == 0 or _follows_blank(text, start)) and is_blank(text, end):
        end = end_line(text, end)
    while end == len(text) and start > floor and _follows_blank(text, start):
        start = begin_line(text, start - 1)
    return Patch(start, end, "")


def _follows_blank(text: str, at: int) -> bool:
    return at > 0 and is_blank(text, begin_line(text, at - 1))


def _take_comment(text: str, start: int, end: int, floor: int) -> int:
    """The comment directly above is about the lines alone when what follows them stands apart: else it may be about both."""
    indent = measure_indent(text, start)
    apart = end == len(text) or is_blank(text, end) or is_comment(text, end) or measure_indent(text, end) < indent
    at = start
    while apart and at > floor:
        above = begin_line(text, at - 1)
        if above < floor or not is_comment(text, above) or measure_indent(text, above) != indent:
            break
        at = above
    return at


# --- comments behind a part --------------------------------------------------------------------------------------------


def pass_comments(text: str, at: int, indent: int) -> int:
    """Behind the comment lines that stand directly at a place and are indented at least so far."""
    while at < len(text) and is_comment(text, at) and measure_indent(text, at) >= indent:
        at = end_line(text, at)
    return at


def end_part(text: str, at: int, indent: int) -> int:
    """Behind the lines of a part that ends at a place, and the comments directly below that are not about what follows them."""
    inner = pass_comments(text, end_line(text, at), indent + 1)
    outer = pass_comments(text, inner, indent)
    follows = outer < len(text) and not is_blank(text, outer) and measure_indent(text, outer) >= indent
    return inner if follows else outer
