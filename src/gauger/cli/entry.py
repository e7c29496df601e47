"""The console script. `--version` is answered before anything is imported, and a bug ends in exit code 70, not in a traceback."""

from __future__ import annotations

import gc
import os
import sys

COLLECT_AFTER = 100_000
"""Further living values after which the garbage collector looks: a check makes fewer, all of them in use, a long run makes more."""


def main() -> None:
    """Run the program on `sys.argv` and leave with its exit code."""
    gc.set_threshold(COLLECT_AFTER, *gc.get_threshold()[1:])
    try:
        _run()
    finally:
        gc.freeze()  # or the interpreter would look through everything once more on its way out: together a seventh of a check


def _run() -> None:
    try:
        if sys.argv[1:] in (["--version"], ["-V"]) and _print_version():
            return
        from gauger.cli.commands import app

        app(prog_name="gauger")
    except Exception as error:
        _end(error)


def _end(error: Exception) -> None:
    """The exit code of what no command answers for: help that nobody can read, and bugs."""
    from contextlib import suppress

    import typer

    from gauger.cli.terminal import refuse_output, tell

    if isinstance(error, OSError) and error.filename is None:  # a stream: whatever is opened by its name has one
        with suppress(typer.Exit):  # nobody is left to catch it
            refuse_output(error)
        sys.exit(2)
    if os.environ.get("GAUGER_DEBUG"):
        raise error
    tell(f"gauger: internal error: {type(error).__name__}: {error}")
    tell("this is a bug of ours: please report it; GAUGER_DEBUG=1 shows where it happened")
    sys.exit(70)


def _print_version() -> bool:
    """Whether the version could be printed; where it could not, the command itself says why."""
    from gauger import __version__

    if sys.stdout is None:
        return False
    try:
        print(f"gauger {__version__}", flush=True)
    except OSError:
        return False
    return True
