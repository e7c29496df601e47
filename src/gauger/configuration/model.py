"""Settings with the place of each."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from gauger.text import Span
from gauger.text.values import dataclass, field

THRESHOLDS = ("clear", "conditional", "open", "grey", "prohibited", "none")
"""The words of a threshold: the least severe verdict that fails, or that none does."""


@dataclass(frozen=True, slots=True)
class Configuration:
    """What a file of settings says; what it leaves out is empty or None, and the defaults of the commands stand.

    Folders and files are under `file`'s folder as the settings have them. `families` are thresholds of single families, by their names.
    """

    file: Path | None = None
    declarations: tuple[str, ...] = ()
    policies: tuple[Path, ...] = ()
    positions: tuple[Path, ...] = ()
    archive: tuple[str, ...] = ()
    admit: tuple[str, ...] = ()
    fail_on: str | None = None
    families: Mapping[str, str] = field(default_factory=dict)
    stale_after: int | None = None
    baseline: Path | None = None
    places: Mapping[str, Span] = field(default_factory=dict)
    """Where each setting is written, by its key; of families by `fail-on.<family>`, of what a list holds by `<key>.<text>`."""

    @property
    def folder(self) -> Path:
        """What paths and patterns of the settings are under."""
        return self.file.parent if self.file is not None else Path()


KEYS = ("declarations", "policies", "positions", "archive", "admit", "fail-on", "baseline", "stale-after")
"""The keys of a file of settings, in the order in which they are shown."""
