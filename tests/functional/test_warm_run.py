"""What a warm run leaves out. Times are measured in `benchmarks/`; that nothing is imported in vain is held here."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.functional.command import AS_OF, ROOT

PROGRAM = """
import sys, gauger.cli.entry
sys.argv = ["gauger", *sys.argv[1:]]
try:
    gauger.cli.entry.main()
finally:
    print(*sorted(sys.modules), file=sys.stderr)
"""
READERS = {"lark", "yaml", "pydantic", "jsonschema", "tomllib", "gauger.language", "gauger.policy.resolution", "gauger.declaration.models"}
WORDING = {"gauger.declaration.messages", "gauger.app.messages", "gauger.diagnostics.rendering", "gauger.diagnostics.suggestion"}


def list_modules(cache: Path, *arguments: str) -> set[str]:
    """The modules that a run in a process of its own has imported when it leaves."""
    words = [sys.executable, "-c", PROGRAM, *arguments]
    env = {"GAUGER_CACHE": str(cache), "PYTHONPATH": str(ROOT / "src"), "PATH": ""}
    done = subprocess.run(words, capture_output=True, text=True, encoding="utf-8", cwd=ROOT, env=env, check=False)
    assert done.stdout
    return set(done.stderr.split())


@pytest.mark.parametrize("format_", ["text", "json"])
def test_a_warm_check_imports_nothing_that_reads_or_words_mistakes(format_: str, tmp_path: Path) -> None:
    arguments = ("check", "examples/olmocr/declaration.yaml", "--as-of", AS_OF, "--format", format_)
    cold, warm = list_modules(tmp_path, *arguments), list_modules(tmp_path, *arguments)
    assert {"lark", "yaml", "pydantic"} <= cold
    assert not warm & (READERS | WORDING)


def test_the_version_is_told_before_anything_is_imported(tmp_path: Path) -> None:
    found = list_modules(tmp_path, "--version")
    assert {name for name in found if name.startswith("gauger")} == {"gauger", "gauger.cli", "gauger.cli.entry"}
    assert "typer" not in found
