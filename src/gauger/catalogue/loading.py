"""Reads `policies/catalogue/`: a few files of entries, some 3 ms, so nothing of them is kept between runs."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal

from gauger.catalogue.entries import Catalogue, Entry, FactValue

_FACTS = frozenset({"family", "capabilities", "openness"})
_KEYS = _FACTS | {"publisher", "license", "released"}


def find_directory() -> Path:
    """Where the catalogue is: package data when installed, the folder `policies` in a checkout."""
    package = Path(__file__).parents[1]
    shipped = package / "data" / "policies" / "catalogue"
    return shipped if shipped.is_dir() else package.parents[1] / "policies" / "catalogue"


def load_catalogue(directory: Path | None = None) -> Catalogue:
    """All entries of a directory, by default the one that is shipped.

    Asking for its entries raises `ValueError` when a file is wrong: that is a mistake of ours and no user's.
    """
    texts = [path.read_bytes() for path in sorted((directory or find_directory()).glob("*.yaml"))]
    return Catalogue(lambda: _read_entries(texts), hashlib.sha256(b"\0".join(texts)).hexdigest())


def _read_entries(texts: list[bytes]) -> tuple[Entry, ...]:
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    return tuple(_build_entry(row) for text in texts for row in yaml.load(text, Loader=loader) or [])


def _build_entry(row: Mapping[str, Any]) -> Entry:
    kind: Literal["model", "dataset"] = "model" if "model" in row else "dataset"
    if set(row) != {"ids", kind, "source"} or not set(row[kind]) <= _KEYS:
        raise ValueError(f"an entry of the catalogue has ids, one of model and dataset with known keys, and source: {row}")
    values = {key: value["value"] if isinstance(value, dict) else value for key, value in row[kind].items()}
    licence = values.get("license")
    return Entry(
        kind=kind,
        ids=tuple(row["ids"]),
        publisher=values.get("publisher"),
        licences=(licence,) if isinstance(licence, str) else tuple(licence) if licence is not None else None,
        released=values.get("released"),
        facts={key: _freeze(values[key]) for key in sorted(_FACTS) if key in values},
        sources={key: value["source"] if isinstance(value, dict) else row["source"] for key, value in row[kind].items()},
    )


def _freeze(value: Any) -> FactValue:
    return tuple(value) if isinstance(value, list) else str(value)
