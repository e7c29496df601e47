"""The way into this room: a file, a text or a node to a `Declaration`, or to every mistake in it."""

from __future__ import annotations

import hashlib
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Literal

from gauger.catalogue import Catalogue
from gauger.declaration.files import check_text, read_source
from gauger.declaration.keeping import build_key, find_records, keep_records
from gauger.declaration.records import Declaration
from gauger.diagnostics import Diagnostic
from gauger.text import Source

if TYPE_CHECKING:
    from gauger.declaration.tree import Tree

Format = Literal["yaml", "json", "toml"]
Loaded = tuple[Declaration | None, tuple[Diagnostic, ...]]
FORMATS: dict[str, Format] = {".yaml": "yaml", ".yml": "yaml", ".json": "json", ".toml": "toml"}


def load(path: Path, *, catalogue: Catalogue) -> Loaded:
    """The declaration in a file, by the ending of its name; absent when there is any error. Never raises for what a file holds."""
    format_ = FORMATS.get(path.suffix.lower())
    source, mistakes = read_source(path)
    if source is None:
        return None, mistakes
    if format_ is None:
        from gauger.declaration import messages

        return None, (messages.unknown_format(str(path)),)
    return _load_source(source, format_, catalogue, keep=True)


def load_text(name: str, text: str, format: Format = "yaml", *, catalogue: Catalogue) -> Loaded:  # noqa: A002
    """The declaration in a text that its reader knows as `name`."""
    source, mistakes = check_text(Source(name, text))
    return _load_source(source, format, catalogue, keep=False) if source is not None else (None, mistakes)


def load_node(tree: Tree, *, catalogue: Catalogue, project: str = "") -> Loaded:
    """The declaration in a part of a larger file (a case): spans point into that file."""
    return _load_tree(tree, "", project, catalogue)


def read_tree(source: Source, format: Format = "yaml") -> tuple[Tree | None, tuple[Diagnostic, ...]]:  # noqa: A002
    """A text as a tree with places, nothing interpreted. A tree may come with mistakes such as a key that stands twice."""
    if format == "json":
        from gauger.declaration.json_reader import read_json

        return read_json(source)
    if format == "toml":
        from gauger.declaration.toml_reader import read_toml

        return read_toml(source)
    from gauger.declaration.yaml_reader import read_yaml

    return read_yaml(source)


def _load_source(source: Source, format_: Format, catalogue: Catalogue, *, keep: bool) -> Loaded:
    digest = hashlib.sha256(f"{format_}\n{source.text}".encode("utf-8", "surrogatepass")).hexdigest()
    project = PurePath(source.name).stem
    key = build_key(digest, project, catalogue.digest)
    kept = find_records(key, source) if keep else None
    if kept is not None:
        return kept, ()
    from gauger.declaration.messages import CUT_CODES

    tree, mistakes = read_tree(source, format_)
    if tree is None or any(mistake.code in CUT_CODES for mistake in mistakes):
        return None, _sort_mistakes(mistakes)
    declaration, more = _load_tree(tree, digest, project, catalogue)
    if declaration is not None and keep and not mistakes and not more:
        keep_records(key, declaration)
    return (None if mistakes else declaration), _sort_mistakes((*mistakes, *more))


def _load_tree(tree: Tree, digest: str, project: str, catalogue: Catalogue) -> Loaded:
    from gauger.declaration.conversion import convert
    from gauger.declaration.shapes import check_shape
    from gauger.declaration.tree import Branch

    shape = check_shape(tree)
    if not isinstance(tree, Branch):
        return None, shape
    declaration, meaning = convert(tree, name=tree.span.source.name, project=project, digest=digest, catalogue=catalogue)
    mistakes = _sort_mistakes((*shape, *meaning))
    return (None if any(mistake.severity == "error" for mistake in mistakes) else declaration), mistakes


def _sort_mistakes(mistakes: tuple[Diagnostic, ...]) -> tuple[Diagnostic, ...]:
    """In the order of the file, each once."""
    unique = dict.fromkeys(mistakes)
    return tuple(sorted(unique, key=lambda mistake: (mistake.span.start if mistake.span is not None else -1, mistake.code)))
