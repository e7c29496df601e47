"""TOML text to a tree.

The standard reader gives no places, so the place of a key is the first that fits its path, which may be wrong where keys repeat.
"""

from __future__ import annotations

import re
import tomllib
from datetime import date, datetime, time
from decimal import Decimal

from gauger.declaration import messages
from gauger.declaration.tree import Branch, Entry, Leaf, Row, Tree
from gauger.diagnostics import Diagnostic
from gauger.text import Source, Span

_PLACE = re.compile(r"\s*\(at (?:line (\d+), column (\d+)|end of document)\)$")
_DEEPEST = 100
_LARGEST = 100  # powers of ten; what is larger or smaller is no number that a declaration means, and dear to write out


def read_toml(source: Source) -> tuple[Tree | None, tuple[Diagnostic, ...]]:
    """A TOML text as a tree. A mistake of syntax ends the reading."""
    if _measure_depth(source.text) > _DEEPEST:
        return None, (messages.nested_too_deep(Span(source, 0, 1), _DEEPEST),)
    try:
        values = tomllib.loads(source.text, parse_float=Decimal)
    except tomllib.TOMLDecodeError as error:
        return None, (_describe_error(source, str(error)),)
    except ValueError:  # a number with more digits than Python reads, which is no decode error and has no place
        return None, (messages.broken_toml(Span(source, 0, 1), "a number has too many digits"),)
    return _build_tree(source, values, 0, Span(source, 0, len(source.text)))[0], ()


def _measure_depth(text: str) -> int:
    """An upper bound of the nesting, brackets in texts included: the standard reader recurses without a limit of its own."""
    depth = deepest = 0
    for character in text:
        depth += (character in "[{") - (character in "]}")
        deepest = max(deepest, depth)
    return deepest


def _describe_error(source: Source, text: str) -> Diagnostic:
    match = _PLACE.search(text)
    at = len(source.text)
    if match is not None and match.group(1) is not None:
        starts = [0, *(found.end() for found in re.finditer("\n", source.text))]
        at = min(starts[min(int(match.group(1)), len(starts)) - 1] + int(match.group(2)) - 1, at)
    problem = _PLACE.sub("", text)
    return messages.broken_toml(Span(source, at, min(at + 1, len(source.text))), problem[:1].lower() + problem[1:])


def _build_tree(source: Source, value: object, at: int, span: Span) -> tuple[Tree, int]:
    """The tree of a value that begins at or after `at`, and where to go on looking."""
    if isinstance(value, dict):
        return _build_branch(source, value, at, span)
    if isinstance(value, list):
        items: list[Tree] = []
        for item in value:
            tree, at = _build_tree(source, item, at, span)
            items.append(tree)
        return Row(tuple(items), _join(items, span)), at
    written = _write_scalar(value)
    found = _find_text(source, written, at, span)
    return Leaf(_convert_scalar(value, written), written, found), max(at, found.end if found is not span else at)


def _build_branch(source: Source, value: dict[str, object], at: int, span: Span) -> tuple[Branch, int]:
    entries: dict[str, Entry] = {}
    furthest = at
    for key, inner in value.items():
        place = _find_key(source, key, at, span)
        tree, end = _build_tree(source, inner, place.end if place is not span else at, place)
        entries[key] = Entry(key, place, tree)
        furthest = max(furthest, end)
    return Branch(entries, _join([entry.value for entry in entries.values()], span)), furthest


def _find_key(source: Source, key: str, at: int, otherwise: Span) -> Span:
    name = re.escape(key)
    match = re.compile(rf"(?m)(?<=[\s.,{{\[\"'])({name})(?=[\"']?\s*[=.\]])|^({name})(?=[\"']?\s*[=.])").search(source.text, at)
    return Span(source, match.start(), match.end()) if match is not None else otherwise


def _find_text(source: Source, written: str, at: int, otherwise: Span) -> Span:
    found = source.text.find(written, at) if written else -1
    return Span(source, found, found + len(written)) if found >= 0 else otherwise


def _join(trees: list[Tree], otherwise: Span) -> Span:
    return otherwise.to(trees[-1].span) if trees else otherwise


def _write_scalar(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return value.isoformat() if isinstance(value, date | datetime | time) else str(value)


def _convert_scalar(value: object, written: str) -> str | Decimal | bool:
    if isinstance(value, bool):
        return value
    if isinstance(value, int):
        return Decimal(value)
    return value if isinstance(value, Decimal) and value.is_finite() and abs(value.adjusted()) < _LARGEST else written
