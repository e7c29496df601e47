"""What is offered in place of a teacher, a starting point or a dataset where the user names nothing."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from gauger.catalogue.loading import find_directory
from gauger.text.values import dataclass

Role = Literal["teacher", "base", "dataset"]


@dataclass(frozen=True, slots=True)
class Offer:
    """A hub id for a role. `via` and `gives` are a teacher's: its channel, and what can be taken from it (empty: anything)."""

    role: Role
    reference: str
    via: str = ""
    gives: tuple[str, ...] = ()


def load_offers(path: Path | None = None) -> tuple[Offer, ...]:
    """The offers of a file, by default the one that is shipped. Raises `ValueError` with every line that is wrong: a mistake of ours."""
    import yaml

    path = path or find_directory().parent / "alternatives.yaml"
    text = path.read_text("utf-8")
    node, rows = yaml.compose(text, yaml.SafeLoader), yaml.safe_load(text) or []
    lines = [item.start_mark.line + 1 for item in node.value] if isinstance(rows, list) and node is not None else [1]
    built = [(line, row, _build_offer(row)) for line, row in zip(lines, rows if isinstance(rows, list) else [rows], strict=False)]
    rule = "an offer has one of teacher, base and dataset, and a teacher `via` and `gives`"
    wrong = [f"{path}:{line}: {rule}: {row}" for line, row, offer in built if offer is None]
    if wrong:
        raise ValueError("\n".join(wrong))
    return tuple(offer for _, _, offer in built if offer is not None)


def _build_offer(row: object) -> Offer | None:
    roles: tuple[Role, ...] = ("teacher", "base", "dataset")
    role = next((role for role in roles if role in row), None) if isinstance(row, dict) else None
    if role is None or not isinstance(row, dict) or not set(row) <= {role, *(("via", "gives") if role == "teacher" else ())}:
        return None
    return Offer(role, str(row[role]), str(row.get("via", "")), tuple(row.get("gives", ())))
