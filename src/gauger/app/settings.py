"""Settings as they stand for a run: every value with its origin, and families against the policies."""

from __future__ import annotations

from collections.abc import Iterator

from gauger.app.defaults import FAIL_ON, STALE_AFTER
from gauger.configuration import KEYS, Configuration
from gauger.diagnostics import Diagnostic
from gauger.policy.model import Policy
from gauger.text.values import dataclass

Value = str | int | tuple[str, ...]
DEFAULT = "default"


@dataclass(frozen=True, slots=True)
class Described:
    """One setting; `origin` is the place in the file, or that nobody set it."""

    key: str
    value: Value
    origin: str


def describe_settings(settings: Configuration) -> tuple[Described, ...]:
    """All of them, those of families after the threshold that they depart from."""
    return tuple(described for key in KEYS for described in _describe(key, settings))


def _describe(key: str, settings: Configuration) -> Iterator[Described]:
    if key == "fail-on":
        place = "fail-on.default" if settings.families else key
        yield Described(key, settings.fail_on or FAIL_ON, _find_origin(settings, place if settings.fail_on else ""))
        for family, word in settings.families.items():
            yield Described(f"{key}.{family}", word, _find_origin(settings, f"{key}.{family}"))
        return
    values: dict[str, Value] = {
        "declarations": settings.declarations,
        "policies": tuple(str(path) for path in settings.policies),
        "positions": tuple(str(path) for path in settings.positions),
        "archive": settings.archive,
        "admit": settings.admit,
        "baseline": str(settings.baseline) if settings.baseline is not None else "",
        "stale-after": STALE_AFTER if settings.stale_after is None else settings.stale_after,
    }
    yield Described(key, values[key], _find_origin(settings, key))


def _find_origin(settings: Configuration, place: str) -> str:
    span = settings.places.get(place)
    return DEFAULT if span is None else f"{settings.file}:{span.begin.line}"


def check_families(settings: Configuration, policy: Policy) -> Iterator[Diagnostic]:
    """A threshold for a family that no clause is of would hold for nothing."""
    from gauger.configuration.messages import unknown_family

    known = sorted({clause.family for document in policy.documents.values() for clause in document.clauses.values()})
    for family in settings.families:
        if family not in known:
            yield unknown_family(family, known, settings.places[f"fail-on.{family}"])
