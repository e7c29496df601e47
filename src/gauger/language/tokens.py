"""One line to words: names, quoted texts, numbers, days and the marks `(`, `)` and `,`, each with its offset.

What cannot be a word becomes a diagnostic and a token of the kind that was probably meant, so that the rest of the line can still be told.
"""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from gauger.diagnostics import Diagnostic
from gauger.language import messages
from gauger.text import Source, Span

NAME, TEXT, DAY, NUMBER = "A_NAME", "A_TEXT", "A_DAY", "A_NUMBER"
OTHER = "OTHER"

INVISIBLE = (
    "\\x00-\\x08\\x0b-\\x1f\\x7f-\\x9f\\u061c\\u1680\\u2000-\\u200f\\u2028-\\u202f\\u205f-\\u206f\\u3000\\ufeff\\xad\\xa0\\ufff9-\\ufffb"
)
"""A regular expression's class: characters that show nothing, or that change how others show."""
_HARMLESS = re.compile(r"[\s\ufeff]")

_PIECE = re.compile(
    r"""(?P<comment>\#.*)
      | (?P<text>"(?:[^"\\]|\\.)*")
      | (?P<word>\w(?:[\w./-]*\w)?)
      | (?P<mark>[(),])
      | (?P<open>"(?:[^"\\]|\\.)*\\?$)
      | (?P<blank>[INVISIBLE])
      | (?P<curly>[“”„«»‟‘’‚'`][^“”„«»‟‘’‚'`"]*[“”„«»‟‘’‚'`]?)
      | (?P<other>[^\s\w"INVISIBLE]+?(?=[\s\w"(),\#INVISIBLE]|$))""".replace("INVISIBLE", INVISIBLE),
    re.VERBOSE,
)
_NAME = re.compile(r"(?=[-0-9./_]*[A-Za-z])[A-Za-z0-9]+(?:[-./_][A-Za-z0-9]+)*")
_NUMBER = re.compile(r"[0-9]+(?:\.[0-9]+)?")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_DAY_LIKE = re.compile(r"[0-9]{1,4}([-./])[0-9]{1,2}\1[0-9]{1,4}")
_ESCAPE = re.compile(r"\\(.)")


class Token(NamedTuple):
    """A word of a line; `kind` is a terminal of the grammar or a mark, `start` and `end` are offsets in the source."""

    kind: str
    text: str
    start: int
    end: int


class Words(NamedTuple):
    """The words of one line, the comment behind them (without `#`), and what is wrong with them.

    A line is `broken` when its words cannot be trusted, also where the reason has been told elsewhere.
    """

    tokens: tuple[Token, ...]
    comment: str | None
    problems: tuple[Diagnostic, ...]
    broken: bool


def split_line(source: Source, start: int, end: int) -> Words:
    """Read the words between two offsets of one line."""
    tokens: list[Token] = []
    problems: list[Diagnostic] = []
    comment = None
    is_torn = False
    for match in _PIECE.finditer(source.text, start, end):
        group = match.lastgroup
        piece = match[0]
        at, to = match.span()
        if group == "word":
            kind = classify_word(piece)
            if kind == OTHER:
                problems.append(_tell_bad_word(Span(source, at, to)))
                kind = NAME
            tokens.append(Token(kind, piece, at, to))
        elif group == "mark":
            tokens.append(Token(piece, piece, at, to))
        elif group == "comment":
            comment = piece[1:].strip()
        elif group == "blank":
            is_torn = is_torn or not _HARMLESS.match(piece)
        else:
            token, problem = _read_rest(group or "", Span(source, at, to))
            tokens.append(token)
            problems.extend(problem)
    return Words(tuple(tokens), comment, tuple(problems), is_torn or bool(problems))


@lru_cache(maxsize=4096)
def classify_word(word: str) -> str:
    """The kind of a word, or `OTHER` when it can be nothing."""
    if _NUMBER.fullmatch(word):
        return NUMBER
    if _DAY.fullmatch(word):
        return DAY if _exists(word) else OTHER
    return NAME if _NAME.fullmatch(word) else OTHER


def _exists(day: str) -> bool:
    try:
        date.fromisoformat(day)
    except ValueError:
        return False
    return True


def unescape(quoted: str) -> str:
    """The text inside the quotes."""
    inner = quoted[1:-1]
    return _ESCAPE.sub(r"\1", inner) if "\\" in inner else inner


def _read_rest(group: str, span: Span) -> tuple[Token, list[Diagnostic]]:
    if group == "text":
        return Token(TEXT, span.text, span.start, span.end), _find_bad_escapes(span)
    if group == "open":
        return Token(TEXT, span.text + '"', span.start, span.end), [messages.unclosed_text(span)]
    if group == "curly":
        return Token(TEXT, span.text, span.start, span.end), [messages.wrong_quotes(span)]
    return Token(OTHER, span.text, span.start, span.end), [messages.stray_character(span)]


def _find_bad_escapes(span: Span) -> list[Diagnostic]:
    if "\\" not in span.text:
        return []
    return [
        messages.unknown_escape(Span(span.source, span.start + match.start(), span.start + match.end()))
        for match in _ESCAPE.finditer(span.text)
        if match[1] not in '"\\'
    ]


def _tell_bad_word(span: Span) -> Diagnostic:
    if not span.text.isascii():
        return messages.foreign_letter(span)
    if _DAY_LIKE.fullmatch(span.text):
        return messages.impossible_day(span)
    return messages.malformed_name(span)
