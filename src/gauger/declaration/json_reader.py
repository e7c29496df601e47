"""JSON text to a tree, strictly: what the standard refuses is refused, and keys that stand twice are mistakes."""

from __future__ import annotations

import re
from decimal import Decimal
from json import JSONDecodeError
from json.decoder import scanstring  # type: ignore[attr-defined]

from gauger.declaration import messages
from gauger.declaration.tree import Branch, Entry, Leaf, Row, Tree
from gauger.diagnostics import Diagnostic
from gauger.text import Source, Span

DEPTH_LIMIT = 100
_SPACE = re.compile(r"[ \t\r\n]*")
_NUMBER = re.compile(r"-?(0|[1-9][0-9]{0,29})(\.[0-9]{1,30})?([eE][+-]?[0-9]{1,2})?(?![0-9.eE+-])")
_WORDS = {"true": True, "false": False, "null": None}
_WORD = re.compile(r"[A-Za-z0-9_+.-]+")


class _RefusedError(Exception):
    """Nothing behind this place is worth reading."""

    def __init__(self, mistake: Diagnostic) -> None:
        super().__init__(mistake.message)
        self.mistake = mistake


def read_json(source: Source) -> tuple[Tree | None, tuple[Diagnostic, ...]]:
    """The one value of a JSON text; keys that stand twice come as mistakes beside it."""
    reader = _Reader(source)
    try:
        tree, at = reader.read_value(reader.skip(0), 0)
        at = reader.skip(at)
        if at < len(source.text):
            reader.refuse(at, "something stands behind the end")
    except _RefusedError as refused:
        return None, (*reader.mistakes, refused.mistake)
    return tree, tuple(reader.mistakes)


class _Reader:
    def __init__(self, source: Source) -> None:
        self.source = source
        self.text = source.text
        self.mistakes: list[Diagnostic] = []

    def refuse(self, at: int, problem: str) -> None:
        raise _RefusedError(messages.broken_json(Span(self.source, at, min(at + 1, len(self.text))), problem))

    def skip(self, at: int) -> int:
        match = _SPACE.match(self.text, at)
        return match.end() if match is not None else at

    def read_value(self, at: int, depth: int) -> tuple[Tree, int]:
        if depth > DEPTH_LIMIT:
            raise _RefusedError(messages.nested_too_deep(Span(self.source, at, at + 1), DEPTH_LIMIT))
        first = self.text[at : at + 1]
        if first == "{":
            return self._read_branch(at, depth)
        if first == "[":
            return self._read_row(at, depth)
        if first == '"':
            return self._read_string(at)
        return self._read_word(at)

    def _read_string(self, at: int) -> tuple[Leaf, int]:
        try:
            value, end = scanstring(self.text, at + 1, True)
        except JSONDecodeError as error:
            raise _RefusedError(
                messages.broken_json(Span(self.source, at, at + 1), error.msg.lower().removesuffix(" starting at"))
            ) from None
        return Leaf(value, value, Span(self.source, at, end)), end

    def _read_word(self, at: int) -> tuple[Leaf, int]:
        number = _NUMBER.match(self.text, at)
        if number is not None:
            return Leaf(Decimal(number.group()), number.group(), Span(self.source, at, number.end())), number.end()
        match = _WORD.match(self.text, at)
        word = match.group() if match is not None else ""
        if word not in _WORDS:
            self.refuse(at, f"`{word}` is no value" if word else "a value must stand here")
        end = at + len(word)
        return Leaf(_WORDS[word], word, Span(self.source, at, end)), end

    def _read_row(self, at: int, depth: int) -> tuple[Row, int]:
        items: list[Tree] = []
        here = self.skip(at + 1)
        while self.text[here : here + 1] != "]":
            item, here = self.read_value(here, depth + 1)
            items.append(item)
            here = self._read_comma(here, "]")
        return Row(tuple(items), Span(self.source, at, here + 1)), here + 1

    def _read_branch(self, at: int, depth: int) -> tuple[Branch, int]:
        entries: dict[str, Entry] = {}
        here = self.skip(at + 1)
        while self.text[here : here + 1] != "}":
            entry, here = self._read_entry(here, depth)
            if entry.key in entries:
                self.mistakes.append(messages.duplicate_key(entry.key, entry.place, entries[entry.key].place))
            entries.setdefault(entry.key, entry)
            here = self._read_comma(here, "}")
        return Branch(entries, Span(self.source, at, here + 1)), here + 1

    def _read_entry(self, at: int, depth: int) -> tuple[Entry, int]:
        if self.text[at : at + 1] != '"':
            self.refuse(at, "a key in double quotes must stand here")
        key, here = self._read_string(at)
        here = self.skip(here)
        if self.text[here : here + 1] != ":":
            self.refuse(here, "`:` must stand here")
        value, here = self.read_value(self.skip(here + 1), depth + 1)
        return Entry(key.written, key.span, value), here

    def _read_comma(self, at: int, closing: str) -> int:
        """Where the next item begins, or the closing bracket stands."""
        here = self.skip(at)
        if self.text[here : here + 1] == closing:
            return here
        if self.text[here : here + 1] != ",":
            self.refuse(here, f"`,` or `{closing}` must stand here")
        here = self.skip(here + 1)
        if self.text[here : here + 1] == closing:
            self.refuse(here, "a value must follow the comma")
        return here
