"""What may be asked for: a value put, an item appended, a key or an item dropped."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import TypeAlias

from gauger.text.values import dataclass

Place: TypeAlias = tuple[str | int, ...]
"""Keys and positions from the root: `("steps", 1, "date")`. Position 0 of what stands in place of a list of one is that one itself."""

Plain: TypeAlias = str | Decimal | int | bool | date | Sequence["Plain"] | Mapping[str, "Plain"]
"""A value to write. A day is a `date`; a text that looks like one is written in quotes."""


@dataclass(frozen=True, slots=True)
class Put:
    """Sets what stands at a place, or adds it as the last key or item there. Parents that are missing are made."""

    place: Place
    value: Plain
    comment: str | None = None


@dataclass(frozen=True, slots=True)
class Append:
    """Adds an item at the end of the list at a place, under `items` where the list is written as open.

    What stands in place of a list of one becomes the first of two. A list that is missing, unknown or not applicable begins with the item.
    """

    place: Place
    value: Plain
    comment: str | None = None


@dataclass(frozen=True, slots=True)
class Drop:
    """Removes a key or an item. A list or a mapping that loses its last one stays, empty."""

    place: Place


Edit: TypeAlias = Put | Append | Drop


def name_place(place: Place) -> str:
    """`steps[1].date`, as messages call a place; `$` for the root."""
    words = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in place)
    return words.removeprefix(".") or "$"
