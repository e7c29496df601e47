"""A single value, or a key, as text: bare where every reader takes it for what it is, else in quotes."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from decimal import Decimal

from gauger.declaration.editing.operations import write_number
from gauger.declaration.loading import Format
from gauger.declaration.scalars import resolve_word

Scalar = str | Decimal | int | bool | date
_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t", "\b": "\\b", "\f": "\\f"}
_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Cn", "Co", "Zl", "Zp"})
_JOINERS = "\u200c\u200d"  # scripts and emoji need them
_BARE_KEY = re.compile(r"[A-Za-z0-9_-]+")
_NOT_FIRST = re.compile(r"[-?:,\[\]{}#&*!|>'\"%@`=\s]|\.\.\.|<<")
_NOT_WITHIN = re.compile(r":(?:\s|$)|\s#|\s$")
_NOT_IN_BRACKETS = re.compile(r"[,?\[\]{}]")  # `?` too ends text in brackets for some readers
_OTHERWISE = re.compile(  # what YAML 1.1 or 1.2 takes for no text, and we may
    r"~|y|n|yes|no|on|off|true|false|null|[-+]?\.(?:inf|nan)|[-+]?[0-9][0-9_,]*(?::[0-5]?[0-9])+(?:\.[0-9_]*)?|0o[0-7]+"
    r"|[-+]?(?:0b[01_]+|0x[0-9a-f_]+|(?=\.?[0-9])[0-9_]*\.?[0-9_]*(?:e[-+]?[0-9]+)?)"
    r"|[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?:(?:t|\s+)[0-9].*)?",
    re.IGNORECASE,
)


def write_scalar(value: Scalar, format_: Format, *, flow: bool = True, quote: str = "") -> str:
    """A value as it is written in a format, in brackets or not. Without a `quote`, text has one only where it must."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, date):
        return f'"{value.isoformat()}"' if format_ == "json" else value.isoformat()
    if isinstance(value, int | Decimal):
        return write_number(value)
    return _write_text(value, format_, flow, quote)


def write_key(key: str, format_: Format, *, flow: bool = True, quote: str = "") -> str:
    """A key of a mapping or a table."""
    if format_ == "toml" and not quote and _BARE_KEY.fullmatch(key):
        return key
    return _write_text(key, format_, flow, quote)


def is_plain(text: str, *, flow: bool) -> bool:
    """Whether a text stands in YAML without quotes and is still text, whoever reads it."""
    if not text or _NOT_FIRST.match(text) or _NOT_WITHIN.search(text) or (flow and _NOT_IN_BRACKETS.search(text)):
        return False
    return resolve_word(text) is text and _OTHERWISE.fullmatch(text) is None and not any(map(_must_escape, text))


def _write_text(text: str, format_: Format, flow: bool, quote: str) -> str:
    if format_ == "yaml" and not quote and is_plain(text, flow=flow):
        return text
    if quote == "'" and format_ != "json" and not any(map(_must_escape, text)) and (format_ == "yaml" or "'" not in text):
        return "'" + text.replace("'", "''") + "'"
    return '"' + "".join(_ESCAPES.get(character) or _escape(character, format_) for character in text) + '"'


def _must_escape(character: str) -> bool:
    """What cannot be seen would make the text read otherwise than it looks."""
    return unicodedata.category(character) in _UNSEEN and character not in _JOINERS


def _escape(character: str, format_: Format) -> str:
    if not _must_escape(character):
        return character
    if ord(character) < 0x10000:
        return f"\\u{ord(character):04x}"
    if format_ != "json":
        return f"\\U{ord(character):08x}"
    high, low = divmod(ord(character) - 0x10000, 0x400)
    return f"\\u{0xD800 + high:04x}\\u{0xDC00 + low:04x}"


def find_quote(written: list[str]) -> str:
    """The quote in which all of several texts stand, if there is one."""
    quotes = {text[:1] for text in written}
    return quotes.pop() if quotes in ({"'"}, {'"'}) else ""
