"""A file of settings to values, or to every mistake in it. Nothing is guessed: a key that is not known sets nothing and is an error."""

from __future__ import annotations

import os
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path, PurePath
from typing import Any

from gauger.configuration import messages
from gauger.configuration.discovery import OWN, SHARED, has_settings
from gauger.configuration.model import KEYS, THRESHOLDS, Configuration
from gauger.declaration.files import read_source
from gauger.declaration.loading import read_tree
from gauger.declaration.tree import Branch, Entry, Leaf, Row, Tree
from gauger.diagnostics import Diagnostic
from gauger.diagnostics.suggestion import suggest
from gauger.text import Span
from gauger.text.values import replace

Mistakes = list[Diagnostic]
STANDINGS = ("statement", "reported")


def load_configuration(path: Path) -> tuple[Configuration | None, tuple[Diagnostic, ...]]:
    """The settings of a file, by its name one of its own or a shared one; absent when there is any error. Warnings may come with them."""
    source, mistakes = read_source(path)
    if source is None:
        return None, mistakes
    tree, wrong = read_tree(source, "toml")
    if tree is None or wrong:
        return None, wrong
    table = _find_table(tree) if path.name == SHARED else tree
    if not isinstance(table, Branch):
        return None, (messages.no_table(path.name, table.span if table is not None else Span(source, 0, 1)),)
    found: Mistakes = []
    settings = _read_table(table, path, found)
    if path.name == OWN and has_settings(path.with_name(SHARED)):
        found.append(messages.shared_beside(OWN, SHARED, table.span))
    return (None if any(m.severity == "error" for m in found) else settings), tuple(found)


def _find_table(tree: Tree) -> Tree | None:
    tool = tree.find("tool") if isinstance(tree, Branch) else None
    return tool.find("gauger") if isinstance(tool, Branch) else None


def _read_table(table: Branch, path: Path, found: Mistakes) -> Configuration:
    settings = Configuration(file=path)
    places: dict[str, Span] = {}
    for entry in table:
        read = _READERS.get(entry.key)
        if read is None:
            found.append(messages.unknown_key(entry.key, KEYS, entry.place))
            continue
        places[entry.key] = entry.place
        if isinstance(entry.value, Branch):
            places |= {f"{entry.key}.{inner.key}": inner.place for inner in entry.value}
        elif isinstance(entry.value, Row):
            places |= {f"{entry.key}.{item.written}": item.span for item in entry.value.items if isinstance(item, Leaf)}
        settings = replace(settings, **read(entry, path.parent, found))
    return replace(settings, places=places)


def _read_declarations(entry: Entry, _folder: Path, found: Mistakes) -> dict[str, Any]:
    patterns = _read_texts(entry, "a pattern of files, or a list of such, under the folder of the settings", found)
    for text, span in patterns:
        if PurePath(text).is_absolute() or not text:
            found.append(messages.wrong_value(entry.key, "a pattern under the folder of the settings", span))
    return {"declarations": tuple(text for text, _ in patterns)}


def _read_folders(entry: Entry, folder: Path, found: Mistakes) -> dict[str, Any]:
    return {entry.key: tuple(_place(folder, text) for text, _ in _read_texts(entry, "a path, or a list of such", found))}


def _read_baseline(entry: Entry, folder: Path, found: Mistakes) -> dict[str, Any]:
    if isinstance(entry.value, Leaf) and isinstance(entry.value.value, str):
        return {"baseline": _place(folder, entry.value.value)}
    found.append(messages.wrong_value(entry.key, "the path of a file", entry.value.span if isinstance(entry.value, Leaf) else entry.place))
    return {}


def _read_archive(entry: Entry, folder: Path, found: Mistakes) -> dict[str, Any]:
    """Each with the name that it goes by, if it has one: only what stands after the name is a path."""
    written = _read_texts(entry, "a path, with the name of the collection and `=` before it if need be, or a list of such", found)
    named = [(text.partition("=") if "=" in text else ("", "", text)) for text, _ in written]
    return {"archive": tuple(f"{name}{equals}{_place(folder, path)}" for name, equals, path in named)}


def _place(folder: Path, written: str) -> Path:
    return Path(os.path.relpath(folder / written)) if not PurePath(written).is_absolute() else Path(written)


def _read_admit(entry: Entry, _folder: Path, found: Mistakes) -> dict[str, Any]:
    words = _read_texts(entry, "`statement`, `reported`, or a list of these", found)
    for word, span in words:
        _check_word(entry.key, word, STANDINGS, span, found)
    return {"admit": tuple(word for word, _ in words)}


def _read_fail_on(entry: Entry, _folder: Path, found: Mistakes) -> dict[str, Any]:
    """One threshold, or a table: `default` is that of every family which it does not name."""
    if not isinstance(entry.value, Branch):
        return {"fail_on": _read_threshold(entry.key, entry.value, found)}
    words = {inner.key: _read_threshold(f"fail-on.{inner.key}", inner.value, found) for inner in entry.value}
    return {"fail_on": words.pop("default", None), "families": {key: word for key, word in words.items() if word is not None}}


def _read_threshold(key: str, value: Tree, found: Mistakes) -> str | None:
    if not isinstance(value, Leaf) or not isinstance(value.value, str):
        found.append(messages.wrong_value(key, f"one of {', '.join(THRESHOLDS)}", value.span))
        return None
    _check_word(key, value.value, THRESHOLDS, value.span, found)
    return value.value


def _read_days(entry: Entry, _folder: Path, found: Mistakes) -> dict[str, Any]:
    value = entry.value.value if isinstance(entry.value, Leaf) else None
    if not isinstance(value, Decimal) or value != value.to_integral_value() or value < 0:
        found.append(messages.wrong_value(entry.key, "a number of days, 0 for never", entry.value.span))
        return {}
    return {"stale_after": int(value)}


def _read_texts(entry: Entry, wanted: str, found: Mistakes) -> list[tuple[str, Span]]:
    """The texts of a list, or one text where a list of one is meant."""
    items = entry.value.items if isinstance(entry.value, Row) else (entry.value,)
    texts = []
    for item in items:
        if isinstance(item, Leaf) and isinstance(item.value, str):
            texts.append((item.value, item.span))
        else:
            found.append(messages.wrong_value(entry.key, wanted, item.span))
    return texts


def _check_word(key: str, word: str, known: tuple[str, ...], span: Span, found: Mistakes) -> None:
    if word not in known:
        found.append(messages.wrong_value(key, f"one of {', '.join(known)}", span, suggest(word, known)))


_READERS: dict[str, Callable[[Entry, Path, Mistakes], dict[str, Any]]] = {
    "declarations": _read_declarations,
    "policies": _read_folders,
    "positions": _read_folders,
    "archive": _read_archive,
    "admit": _read_admit,
    "fail-on": _read_fail_on,
    "baseline": _read_baseline,
    "stale-after": _read_days,
}
