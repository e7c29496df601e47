"""What a project sets once for every run: `gauger.toml`, or `[tool.gauger]` of `pyproject.toml`."""

from pathlib import Path

from gauger.configuration.discovery import NAMES, find_file, find_root
from gauger.configuration.model import KEYS, THRESHOLDS, Configuration
from gauger.diagnostics import Diagnostic


def load_configuration(path: Path) -> tuple[Configuration | None, tuple[Diagnostic, ...]]:
    """The settings of a file; see `gauger.configuration.reading`, which a project without settings does not need."""
    from gauger.configuration import reading

    return reading.load_configuration(path)


def expand_patterns(settings: Configuration) -> tuple[tuple[Path, ...], tuple[Diagnostic, ...]]:
    """The declarations that settings name; see `gauger.configuration.patterns`."""
    from gauger.configuration import patterns

    return patterns.expand_patterns(settings)


__all__ = ["KEYS", "NAMES", "THRESHOLDS", "Configuration", "expand_patterns", "find_file", "find_root", "load_configuration"]
