"""Settings to text: one a line, with its value as a file of settings would have it and where it comes from."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Protocol


class Shown(Protocol):
    """A setting as a reader sees it."""

    @property
    def key(self) -> str: ...
    @property
    def value(self) -> str | int | tuple[str, ...]: ...
    @property
    def origin(self) -> str: ...


def render_settings(described: Sequence[Shown]) -> str:
    """Lines `key = value  # origin`, the origins in one column."""
    lines = [(f"{setting.key} = {_write(setting.value)}", setting.origin) for setting in described]
    width = max(len(left) for left, _ in lines)
    return "".join(f"{left:<{width}}  # {origin}\n" for left, origin in lines)


def _write(value: str | int | tuple[str, ...]) -> str:
    return json.dumps(list(value) if isinstance(value, tuple) else value, ensure_ascii=False)
