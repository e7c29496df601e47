"""What a project sets once for every run: `gauger.toml`, or `[tool.gauger]` of `pyproject.toml`."""

from gauger.configuration.discovery import NAMES, find_file
from gauger.configuration.model import KEYS, THRESHOLDS, Configuration
from gauger.configuration.patterns import expand_patterns
from gauger.configuration.reading import load_configuration

__all__ = ["KEYS", "NAMES", "THRESHOLDS", "Configuration", "expand_patterns", "find_file", "load_configuration"]
