"""What an unquoted word means: `no`, `on`, `1:30`, `0o7` and `.5` are text, and days stay text until a day is asked for."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gauger.declaration.tree import Scalar

_NUMBER = re.compile(r"-?(0|[1-9][0-9]{0,29})(\.[0-9]{1,30})?([eE][+-]?[0-9]{1,2})?")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_WORDS: dict[str, Scalar] = {
    "": None, "~": None, "null": None, "true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False,
}  # fmt: skip
UNKNOWN = "unknown"
NOT_APPLICABLE = "not applicable"


def resolve_word(written: str) -> Scalar:
    """The value of an unquoted scalar."""
    if written in _WORDS:
        return _WORDS[written]
    return Decimal(written) if _NUMBER.fullmatch(written) else written


def looks_like_day(text: str) -> bool:
    """Four digits, two, two; whether the day exists is another question."""
    return _DAY.fullmatch(text) is not None


def parse_day(text: str) -> date | None:
    """A day written `2026-03-31`, if it is one and exists."""
    if not looks_like_day(text):
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def parse_yes_no(value: object) -> bool | None:
    """`true`, `false`, `yes`, `no`, for keys that ask for it."""
    if isinstance(value, bool):
        return value
    return {"yes": True, "no": False}.get(value) if isinstance(value, str) else None
