"""A policy as JSON and back: a table of values in which each differing value stands once and refers to earlier ones by number.

An entry is `[sort, part, …]`. A part that is a number refers to an entry; a text, a truth value and null stand for themselves. Sorts
below `_FIRST_CLASS` are containers and scalars, the others are the frozen dataclasses of `gauger.policy.model` in the order of their names.
The last entry is the policy.
"""

from __future__ import annotations

import gc
import json
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from gauger.policy import model
from gauger.policy.model import Policy, Standing
from gauger.text import Source, Span

VERSION = 1

_MEMBERS = (member for _, member in sorted(vars(model).items()) if isinstance(member, type))
_CLASSES: tuple[type, ...] = tuple(m for m in _MEMBERS if m.__module__ == model.__name__ and "__dataclass_fields__" in vars(m))
_TUPLE, _FROZENSET, _MAPPING, _DECIMAL, _DATE, _SPAN, _INTEGER, _STANDING, _FIRST_CLASS = range(9)
_SORTS = {c: _FIRST_CLASS + i for i, c in enumerate(_CLASSES)}

_ARITIES = [len(c.__match_args__) for c in _CLASSES]  # type: ignore[attr-defined]

Part = str | bool | int | None


def describe_schema() -> str:
    """Names of all classes and their fields: a compiled policy of another schema is not read."""
    return ";".join(f"{c.__name__}({','.join(_get_fields(c))})" for c in _CLASSES)


def _get_fields(cls: type) -> tuple[str, ...]:
    fields: tuple[str, ...] = cls.__match_args__  # type: ignore[attr-defined]
    return fields


# --- encoding ----------------------------------------------------------------------------------------------------------


class _Table:
    """Entries so far, and the number of each; recursion is as deep as conditions nest, which the resolver bounds."""

    def __init__(self, sources: Sequence[str]) -> None:
        self.entries: list[list[Part]] = []
        self._numbers: dict[str, int] = {}
        self._files = {name: number for number, name in enumerate(sources)}

    def add(self, value: Any) -> Part:
        """The part that stands for a value."""
        match value:
            case Standing():
                return self._enter(_STANDING, [value.value])
            case None | str() | bool():
                return value
            case int():
                return self._enter(_INTEGER, [str(value)])
            case Decimal():
                return self._enter(_DECIMAL, [str(value)])
            case date():
                return self._enter(_DATE, [value.isoformat()])
            case tuple():
                return self._enter(_TUPLE, [self.add(v) for v in value])
            case frozenset():
                return self._enter(_FROZENSET, [self.add(v) for v in sorted(value, key=lambda v: (type(v).__name__, v))])
            case Mapping():
                return self._enter(_MAPPING, [self.add(v) for pair in value.items() for v in pair])
            case Span():
                return self._enter(_SPAN, [self._files[value.source.name], value.start, value.end])
            case _:
                return self._enter(_SORTS[type(value)], [self.add(getattr(value, f)) for f in _get_fields(type(value))])

    def _enter(self, sort: int, parts: list[Part]) -> int:
        entry: list[Part] = [sort, *parts]
        key = repr(entry)
        if key not in self._numbers:
            self._numbers[key] = len(self.entries)
            self.entries.append(entry)
        return self._numbers[key]


def encode_policy(policy: Policy, sources: Sequence[str]) -> bytes:
    """The policy as JSON; `sources` are the names of its files, which spans refer to by number."""
    table = _Table(sources)
    table.add(policy)
    return json.dumps(table.entries, ensure_ascii=False, separators=(",", ":")).encode()


# --- decoding ----------------------------------------------------------------------------------------------------------


def decode_policy(payload: bytes, sources: Sequence[Source]) -> Policy | None:
    """The policy, its spans in these sources; nothing when the bytes are not a policy."""
    collecting = gc.isenabled()
    gc.disable()  # thousands of small objects and no garbage: the collector would only walk them again and again
    try:
        values = _decode_entries(json.loads(payload), sources)
    except (ValueError, TypeError, LookupError, ArithmeticError, RecursionError):
        return None
    finally:
        if collecting:
            gc.enable()
    policy = values[-1] if values else None
    return policy if isinstance(policy, Policy) else None


def _decode_entries(entries: list[list[Any]], sources: Sequence[Source]) -> list[Any]:
    """One loop with little in it: it runs thousands of times on every start."""
    values: list[Any] = []
    for entry in entries:
        sort = entry[0]
        if sort == _SPAN:
            _, file, start, end = entry
            values.append(Span(sources[file], start, end))
            continue
        given = [values[p] if p.__class__ is int else p for p in entry[1:]]
        if sort < _FIRST_CLASS:
            values.append(_build_value(sort, given))
            continue
        if len(given) != _ARITIES[sort - _FIRST_CLASS]:
            raise ValueError(len(given))
        values.append(_CLASSES[sort - _FIRST_CLASS](*given))
    return values


def _build_value(sort: int, given: list[Any]) -> Any:
    match sort:
        case 0:  # _TUPLE
            return tuple(given)
        case 1:  # _FROZENSET
            return frozenset(given)
        case 2:  # _MAPPING
            return dict(zip(given[::2], given[1::2], strict=True))
        case 3:  # _DECIMAL
            return Decimal(given[0])
        case 4:  # _DATE
            return date.fromisoformat(given[0])
        case 6:  # _INTEGER
            return int(given[0])
        case 7:  # _STANDING
            return Standing(given[0])
        case _:
            raise ValueError(sort)
