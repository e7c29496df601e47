"""Files in which counsel adopts readings: from text to positions, or to every mistake in them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from gauger.declaration.files import read_source
from gauger.declaration.loading import FORMATS, read_tree
from gauger.declaration.reading import read_branch, read_day, read_list, read_place, read_text, read_words
from gauger.declaration.records import Position
from gauger.declaration.tree import Branch, Tree
from gauger.diagnostics import Diagnostic


def load_positions(path: Path) -> tuple[tuple[Position, ...], tuple[Diagnostic, ...]]:
    """The positions of a file, one for each document that one names; none where something is wrong with the file."""
    from gauger.declaration import messages

    format_ = FORMATS.get(path.suffix.lower())
    source, mistakes = read_source(path)
    if source is None:
        return (), mistakes
    if format_ is None:
        return (), (messages.unknown_format(str(path)),)
    tree, mistakes = read_tree(source, format_)
    if tree is None or mistakes:
        return (), mistakes
    return read_positions(tree)


def read_positions(tree: Tree) -> tuple[tuple[Position, ...], tuple[Diagnostic, ...]]:
    """The positions of a tree, and what its models refuse."""
    from gauger.declaration import messages
    from gauger.declaration.models import PositionsModel
    from gauger.declaration.shapes import check_shape

    mistakes = check_shape(tree, PositionsModel)
    branch = read_branch(tree)
    if mistakes or branch is None:
        return (), mistakes
    found = read_list(branch, "positions")
    branches = [item for item in found[0] if isinstance(item, Branch)] if found is not None else []
    backwards = [messages.position_ends_before(b.place("until"), b.place("on")) for b in branches if _is_backwards(b)]
    return (() if backwards else tuple(p for b in branches for p in _build(b))), tuple(backwards)


def _is_backwards(branch: Branch) -> bool:
    on, until = read_day(branch, "on"), read_day(branch, "until")
    return on is not None and until is not None and until < on


def _build(branch: Branch) -> Iterator[Position]:
    on, until = read_day(branch, "on"), read_day(branch, "until")
    assert on is not None
    assert until is not None
    words = {key: read_text(branch, key) or "" for key in ("concept", "reading", "by", "role", "because")}
    evidence = read_text(branch, "evidence")
    places = tuple((key, read_place(branch, key)) for key in ("concept", "reading", "on", "until"))
    for document in read_words(branch, "document"):
        yield Position(document.written, **words, on=on, until=until, span=document.span, evidence=evidence, places=places)
