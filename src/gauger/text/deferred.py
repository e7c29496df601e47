"""A module that is imported when something of it is first asked for: what words mistakes is not needed where there is none."""

from __future__ import annotations

from importlib import import_module
from typing import Any


class Deferred:
    """Stands for a module under its name. For the type checker, import the module itself under `TYPE_CHECKING`."""

    def __init__(self, module: str) -> None:
        self._module = module

    def __getattr__(self, name: str) -> Any:
        return getattr(import_module(self._module), name)
