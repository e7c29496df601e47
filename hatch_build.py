"""Compiles the policies into the wheel, so that whoever installs it never waits for them to be read."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CompiledPolicies(BuildHookInterface[Any]):
    """Puts `gauger/data/policies.compiled` into a wheel; an editable install reads the policies of the checkout and needs none."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile from this tree. A policy with mistakes stops the build."""
        if version == "editable":
            return
        sys.path.insert(0, str(Path(self.root) / "src"))
        from gauger.library import compile_to

        self.folder = tempfile.TemporaryDirectory()
        compiled = Path(self.folder.name) / "policies.compiled"
        compile_to(compiled)
        build_data["force_include"][str(compiled)] = "gauger/data/policies.compiled"

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:  # noqa: ARG002
        """Leave nothing behind."""
        if version != "editable":
            self.folder.cleanup()
