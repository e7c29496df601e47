"""The commands in this process, with a terminal of eighty columns and no colour."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import chdir
from dataclasses import dataclass
from pathlib import Path

from typer.testing import CliRunner, Result

from gauger.cli.commands import app

ROOT = Path(__file__).parents[3]
AS_OF = ("--as-of", "2026-11-23")
GREY = ROOT / "examples" / "olmocr" / "declaration.yaml"
CLEAR = ROOT / "examples" / "own-model" / "declaration.yaml"
PROHIBITED = ROOT / "examples" / "competitor-through-api" / "declaration.yaml"


def run(*arguments: str | Path, env: Mapping[str, str | None] | None = None) -> Result:
    """What came of a command; an exception that would reach the entry is raised here."""
    surroundings = {"COLUMNS": "80", "NO_COLOR": "1", "FORCE_COLOR": None, **(env or {})}
    return CliRunner().invoke(app, [str(a) for a in arguments], env=surroundings, catch_exceptions=False, prog_name="gauger")


@dataclass(frozen=True, slots=True)
class Run:
    """What came of a run."""

    code: int
    out: str
    err: str


def run_gauger(*arguments: str | Path, cwd: Path = ROOT) -> Run:
    """The command as it runs in a folder."""
    with chdir(cwd):
        result = run(*arguments)
    return Run(result.exit_code, result.stdout, result.stderr)


def write(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path
