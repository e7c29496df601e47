"""The record of what happened under terms: suspensions, allegations, admissions, rules. It is shown and never an input to a verdict."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Literal, get_args

from gauger.catalogue.loading import find_directory
from gauger.text.values import dataclass

Act = Literal["supply-ended", "warning", "access-limited", "rule-published", "allegation", "official", "testimony", "report"]
Standing = Literal["reported", "alleged", "disputed", "admitted", "published"]

_KEYS = frozenset({"id", "date", "by", "towards", "act", "what", "standing", "sources", "touches"})
_DATE = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2})?)?$")


@dataclass(frozen=True, slots=True)
class Touch:
    """Clauses of a publisher, of some families."""

    publisher: str
    families: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened. `date` is a day, a month or a year; `answer` is what the other side is reported to say (empty: nothing)."""

    id: str
    date: str
    by: str
    towards: tuple[str, ...]
    act: Act
    what: str
    answer: str
    standing: Standing
    sources: tuple[str, ...]
    touches: tuple[Touch, ...]


def load_events(path: Path | None = None) -> tuple[Event, ...]:
    """The events of a file, by default those that are shipped. Raises `ValueError` with every entry that is wrong: a mistake of ours."""
    import yaml

    path = path or find_directory().parent / "record" / "enforcement.yaml"
    rows = yaml.load(path.read_text("utf-8"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)) or []
    wrong = [f"{path}: an event has {', '.join(sorted(_KEYS))} and perhaps answer: {row}" for row in rows if not _is_event(row)]
    if wrong:
        raise ValueError("\n".join(wrong))
    return tuple(_build_event(row) for row in rows)


def find_events(events: Sequence[Event], publisher: str, family: str) -> tuple[Event, ...]:
    """The events that touch a publisher's clauses of a family, newest first."""
    touching = [e for e in events if any(touch.publisher == publisher and family in touch.families for touch in e.touches)]
    return tuple(sorted(touching, key=lambda event: event.date, reverse=True))


def _is_event(row: object) -> bool:
    return (
        isinstance(row, dict)
        and set(row) >= _KEYS
        and set(row) <= _KEYS | {"answer"}
        and row["act"] in get_args(Act)
        and row["standing"] in get_args(Standing)
        and _DATE.match(str(row["date"])) is not None
        and bool(row["sources"])
        and all(isinstance(touch, dict) and set(touch) == {"publisher", "families"} for touch in row["touches"])
    )


def _build_event(row: Mapping[str, Any]) -> Event:
    return Event(
        id=row["id"], date=str(row["date"]), by=row["by"], towards=tuple(row["towards"]), act=row["act"], what=row["what"],
        answer=row.get("answer", ""), standing=row["standing"], sources=tuple(row["sources"]),
        touches=tuple(Touch(touch["publisher"], tuple(touch["families"])) for touch in row["touches"]),
    )  # fmt: skip
