"""What the terminal is like, and how to speak to it: results on standard output, messages on standard error."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import NoReturn, TextIO

import typer

from gauger.diagnostics import Diagnostic


def wants_color(stream: TextIO | None) -> bool:
    """NO_COLOR and FORCE_COLOR are honoured; no colour into a pipe. A stream that the shell has closed is absent."""
    if stream is None or os.environ.get("NO_COLOR"):
        return False
    return bool(os.environ.get("FORCE_COLOR")) or stream.isatty()


def find_width() -> int:
    """Columns of the terminal, 80 where there is none, never less than 40 nor more than 120."""
    return min(max(shutil.get_terminal_size((80, 24)).columns, 40), 120)


def say(text: str) -> None:
    """A result. What the output's encoding cannot hold is escaped; a reader who leaves early has seen enough, and the exit code stands."""
    if sys.stdout is None:
        refuse("there is no standard output to write the result to")
    encoding = sys.stdout.encoding or "utf-8"
    try:
        sys.stdout.write(text.encode(encoding, "backslashreplace").decode(encoding))
        sys.stdout.flush()
    except BrokenPipeError:
        discard(sys.stdout)
    except OSError as error:
        refuse_output(error)


def deliver(text: str, output: Path | None) -> None:
    """A result: into a file where one is named, whole or not at all, else to standard output."""
    if output is None:
        say(text)
        return
    from gauger.app.writing import replace_file

    try:
        replace_file(output, text.encode("utf-8", "backslashreplace"))
    except OSError as error:
        refuse(f"`{output}` cannot be written: {(error.strerror or type(error).__name__).lower()}", "it was left as it was")


def refuse_output(error: OSError) -> NoReturn:
    """Standard output cannot be written: exit code 2."""
    discard(sys.stdout)
    refuse(f"the result cannot be written: {(error.strerror or type(error).__name__).lower()}")


def tell(text: str) -> None:
    """A message. Where nobody can read it, the exit code still says what came of the run."""
    if sys.stderr is None:
        return
    try:
        print(text, file=sys.stderr, flush=True)
    except OSError:
        discard(sys.stderr)


def discard(stream: TextIO | None) -> None:
    """Let go of what a stream still holds, so that the interpreter does not try once more at exit."""
    if stream is not None:
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def report(diagnostics: Iterable[Diagnostic]) -> bool:
    """Diagnostics to standard error; true when one of them is an error."""
    from gauger.diagnostics import render

    found = list(diagnostics)
    for diagnostic in found:
        tell(render(diagnostic, color=wants_color(sys.stderr), width=max(find_width(), 80)))
    return any(diagnostic.severity == "error" for diagnostic in found)


def refuse(message: str, help_: str | None = None) -> NoReturn:
    """A mistake in the arguments: exit code 2."""
    from gauger.reports.layout import escape

    tell(f"error: {escape(message)}")
    if help_:
        tell(f"  = help: {escape(help_)}")
    raise typer.Exit(2)
