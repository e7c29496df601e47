"""What the grammar would have taken, in words."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import get_args

from gauger.language.tree import Operator

END = "$END"
"""Lark's name for the end of the line."""

_CLASSES = {"A_NAME": "a name", "A_TEXT": "a quoted text", "A_DAY": "a day", "A_NUMBER": "a number", END: "the end of the line"}
_VALUE = frozenset({"A_NAME", "A_TEXT", "A_DAY", "A_NUMBER", "yes", "no"})
_COMPARISON = frozenset({"is", "in", "overlaps", "includes", "more", "at", "less", "starts", "contains", "before", "on"})
_MEASURE = frozenset({"with", "as", "over"})
_CONDITION = frozenset({"always", "never", "all", "any", "none", "some", "sum", "permitted", "A_NAME"})
_MULTIPLE = frozenset({"thousand", "million", "billion"})
_CLAUSES = frozenset({"when", "except", "provided", "assuming", "requires", "forbids", "permits"})
_SETS = (
    (_VALUE, "a value"),
    (_COMPARISON | _MEASURE | {"("}, "a comparison such as `is` or `in`"),
    (_CONDITION, "a condition"),
)


def describe_expected(expected: Collection[str]) -> str:
    """A phrase for terminals and keywords: `a name`, `` `,` or the end of the line ``, `a condition`."""
    left = set(expected) - _MULTIPLE
    words = []
    for members, phrase in _SETS:
        if members <= left:
            left -= members
            words.append(phrase)
    words += [_CLASSES[t] for t in _CLASSES if t in left and t != END]
    words += [f"`{t}`" for t in sorted(left) if t not in _CLASSES]
    words += [_CLASSES[END]] if END in left else []
    return join_words(words)


def join_words(words: Sequence[str], last: str = "or") -> str:
    """`a`, `a or b`, `a, b or c`."""
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} {last} {words[-1]}"


def find_hint(expected: Collection[str], kind: str, word: str, before: str) -> str | None:
    """What to do when `word` stands where it should not, behind the word `before`, where experience knows."""
    if word in ("and", "or") and "," not in expected:
        block = "all of" if word == "and" else "any of"
        return f"put each condition on a line of its own below `{block}`"
    if "A_TEXT" in expected and "A_NAME" not in expected:
        return "put the text in double quotes"
    if "A_DAY" in expected and "A_NAME" not in expected:
        return "write a day as year-month-day: `2026-03-27`"
    if "A_NAME" in expected and kind == "A_TEXT":
        return "a name stands without quotes"
    if set(expected) >= _COMPARISON:
        return f"comparisons are {', '.join(f'`{c}`' for c in get_args(Operator))}"
    if kind == "," and before.isdigit():
        return "write a number without commas, or as `700 million`"
    if before == "when" and END in expected:
        return "put each condition on a line of its own, indented below"
    if END in expected and word in _CLAUSES:
        return f"`{word}` begins a line of its own"
    if "," in expected and kind.startswith("A_"):
        return "items of a list are separated by commas"
    return None
