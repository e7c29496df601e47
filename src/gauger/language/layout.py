"""Text to lines, nested by indentation. No recursion: a text may nest a thousand levels deep."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gauger.diagnostics import Diagnostic
from gauger.language import messages
from gauger.language.tokens import INVISIBLE, Token, split_line
from gauger.text import Source, Span
from gauger.text.values import dataclass, field

STEP = 2
_TABS = re.compile("\t+")
_INVISIBLE = re.compile(f"[{INVISIBLE}]")


@dataclass(slots=True)
class Line:
    """A line that holds words, and the lines indented under it. Comment lines before it are `before`.

    A line is `broken` when a word of it is wrong, and `shaken` when wrong indentation makes its block doubtful.
    """

    tokens: tuple[Token, ...]
    width: int
    comment: str | None = None
    before: tuple[str, ...] = ()
    broken: bool = False
    shaken: bool = False
    children: list[Line] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Layout:
    """The outermost lines, and the comments after the last line."""

    lines: tuple[Line, ...]
    trailing: tuple[str, ...]
    problems: tuple[Diagnostic, ...]


def read_layout(source: Source) -> Layout:
    """Split a text into nested lines; whatever is wrong with characters, words or indentation is a diagnostic."""
    problems = [*_find_invisible(source), *_find_tabs(source)]
    root = Line((), -STEP)
    stack = [root]
    comments: list[str] = []
    tabbed: list[Span] = []
    for start, end in _split(source.text):
        at = start
        while at < end and source.text[at] in " \t":
            at += 1
        words = split_line(source, at, end)
        if not words.tokens:
            if words.comment is not None:
                comments.append(words.comment)
            continue
        indent = source.text[start:at]
        if "\t" in indent:
            tabbed.append(Span(source, start, at))
        line = Line(words.tokens, len(indent.expandtabs(STEP)), words.comment, tuple(comments), words.broken)
        comments.clear()
        problems.extend(words.problems)
        fault = _place(line, stack)
        if fault is not None and "\t" not in indent:
            problems.append(messages.wrong_indentation(Span(source, start, at), line.width, fault))
    if tabbed:
        problems.append(messages.tab_in_indentation(tabbed[0], len(tabbed) - 1))
    return Layout(tuple(root.children), tuple(comments), tuple(problems))


def _place(line: Line, stack: list[Line]) -> int | None:
    """Hang the line under its parent; the width that was expected when its own is wrong and no line beside it told already."""
    while stack[-1].width >= line.width:
        stack.pop()
    parent = stack[-1]
    if line.width != parent.width + STEP:
        for shaken in (line, *stack):
            shaken.shaken = True
    told = bool(parent.children) and parent.children[-1].width == line.width
    parent.children.append(line)
    stack.append(line)
    return None if told or line.width == parent.width + STEP else parent.width + STEP


def _split(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for piece in text.split("\n"):
        end = start + len(piece)
        yield start, end - 1 if piece.endswith("\r") else end
        start = end + 1


def _find_invisible(source: Source) -> Iterator[Diagnostic]:
    for match in _INVISIBLE.finditer(source.text):
        if match[0] == "\r" and source.text[match.end() : match.end() + 1] in ("\n", ""):
            continue
        yield messages.invisible_character(Span(source, match.start(), match.end()))


def _find_tabs(source: Source) -> Iterator[Diagnostic]:
    """Tabs behind the first word of a line; those of the indentation are told by it."""
    for match in _TABS.finditer(source.text):
        start = source.text.rfind("\n", 0, match.start()) + 1
        if source.text[start : match.start()].strip(" \t"):
            yield messages.tab_in_line(Span(source, match.start(), match.end()))
