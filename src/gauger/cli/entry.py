"""The console script. `--version` is answered before anything is imported, and a bug ends in exit code 70, not in a traceback."""

from __future__ import annotations

import os
import sys


def main() -> None:
    """Run the program on `sys.argv` and leave with its exit code."""
    if sys.argv[1:] in (["--version"], ["-V"]):
        from gauger import __version__

        print(f"gauger {__version__}")
        return
    try:
        from gauger.cli.commands import app

        app(prog_name="gauger")
    except BrokenPipeError:
        # Whoever read our output has seen enough; closing the descriptor keeps the interpreter from complaining at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)
    except Exception as error:
        if os.environ.get("GAUGER_DEBUG"):
            raise
        print(f"gauger: internal error: {type(error).__name__}: {error}", file=sys.stderr)
        print("this is a bug of ours: please report it; GAUGER_DEBUG=1 shows where it happened", file=sys.stderr)
        sys.exit(70)
