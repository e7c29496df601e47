"""Keeps the records of what was accepted, so that a warm run needs neither the models nor a parser.

A kept file lies in the user's cache, named by the digest of the content, of the catalogue and of this room. Its first line is the
checksum of the rest: what is damaged, foreign or stale is not read, and is written anew without a word.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from gauger import __version__
from gauger.declaration import records
from gauger.text import Source, Span
from gauger.text.values import replace

_CLASSES = {
    kind.__name__: kind
    for kind in (
        records.Known, records.NotApplicable, records.Part, records.Parts, records.Figure, records.Figures, records.Licence,
        records.Lasting, records.Uncertain, records.Planned, records.Party, records.Permission,
        records.Agreement, records.Artifact, records.DataUse, records.Listed, records.Step, records.Release, records.Declaration,
    )
}  # fmt: skip
_FIELDS: Mapping[str, tuple[str, ...]] = MappingProxyType({name: kind.__match_args__ for name, kind in _CLASSES.items()})


KEPT = 200
"""Declarations whose records stay in the cache."""


def find_cache() -> Path:
    """`GAUGER_CACHE`, else the user's cache directory as XDG has it."""
    given = os.environ.get("GAUGER_CACHE")
    if given:
        return Path(given)
    return Path(os.environ.get("XDG_CACHE_HOME") or Path("~/.cache").expanduser()) / "gauger"


def build_key(content: str, project: str, catalogue: str) -> str:
    """The name under which records are kept: another catalogue or another version of this room makes other records."""
    return hashlib.sha256(
        "\n".join((content, project, catalogue, __version__, _describe_room())).encode("utf-8", "surrogatepass")
    ).hexdigest()


@cache
def _describe_room() -> str:
    with os.scandir(Path(__file__).parent) as entries:
        seen = [(entry.name, entry.stat().st_mtime_ns, entry.stat().st_size) for entry in entries if entry.name.endswith(".py")]
    return repr(sorted(seen))


def find_records(key: str, source: Source) -> records.Declaration | None:
    """The records kept under a key, their places in `source`; absent when there are none or when they are not as they were written."""
    try:
        checksum, _, body = _find_file(key).read_bytes().partition(b"\n")
        if hashlib.sha256(key.encode() + body).hexdigest().encode() != checksum:
            return None
        found = _decode(json.loads(body), source)
        return replace(found, name=source.name) if isinstance(found, records.Declaration) else None
    except (OSError, ValueError, TypeError, LookupError, RuntimeError, InvalidOperation):
        return None


def keep_records(key: str, declaration: records.Declaration) -> None:
    """Keeps records; a cache that cannot be written is done without."""
    body = json.dumps(_encode(declaration), separators=(",", ":")).encode()
    try:
        path = _find_file(key)
        path.parent.mkdir(parents=True, exist_ok=True)
        partial = path.with_suffix(f".{os.getpid()}")
        partial.write_bytes(hashlib.sha256(key.encode() + body).hexdigest().encode() + b"\n" + body)
        partial.replace(path)
        _prune(path.parent)
    except (OSError, ValueError, RuntimeError):
        return


def _prune(folder: Path) -> None:
    """The oldest go, so that a cache that nobody looks after stays small."""
    kept = sorted(folder.glob("*.json"), key=lambda path: path.stat().st_mtime_ns, reverse=True)
    for path in kept[KEPT:]:
        path.unlink(missing_ok=True)


def _find_file(key: str) -> Path:
    return find_cache() / "declarations" / f"{key}.json"


# --- the codec: what JSON has stands for itself, everything else is a list that begins with its kind -----------------------------------


def _encode(value: Any) -> Any:
    if value is None or isinstance(value, bool | str):
        return value
    if isinstance(value, Span):
        return ["Span", value.start, value.end]
    if isinstance(value, Decimal):
        return ["Decimal", str(value)]
    if isinstance(value, date):
        return ["date", value.isoformat()]
    name = type(value).__name__
    if _CLASSES.get(name) is type(value):
        return [name, *(_encode(getattr(value, key)) for key in _FIELDS[name])]
    if isinstance(value, Mapping):
        return ["dict", *((key, _encode(item)) for key, item in value.items())]
    return ["frozenset" if isinstance(value, frozenset) else "tuple", *_list_parts(value)]


def _list_parts(value: frozenset[Any] | tuple[Any, ...]) -> list[Any]:
    """The parts of a set in an order that does not hang on the hash seed; those of a tuple in their own."""
    parts = [_encode(item) for item in value]
    return sorted(parts, key=json.dumps) if isinstance(value, frozenset) else parts


def _decode(value: Any, source: Source) -> Any:
    if not isinstance(value, list):
        return value
    kind, *parts = value
    if kind == "Span":
        return Span(source, parts[0], parts[1])
    if kind == "Decimal":
        return Decimal(parts[0])
    if kind == "date":
        return date.fromisoformat(parts[0])
    if kind == "dict":
        return {key: _decode(item, source) for key, item in parts}
    decoded = [_decode(item, source) for item in parts]
    if kind == "tuple":
        return tuple(decoded)
    return frozenset(decoded) if kind == "frozenset" else _CLASSES[kind](*decoded)
