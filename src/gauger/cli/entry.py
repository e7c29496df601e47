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
    except BrokenPipeError:
        from gauger.cli.terminal import discard_output

        discard_output()  # whoever read our output has seen enough
        sys.exit(1)
    except Exception as error:
        if os.environ.get("GAUGER_DEBUG"):
            raise
        print(f"gauger: internal error: {type(error).__name__}: {error}", file=sys.stderr)
        print("this is a bug of ours: please report it; GAUGER_DEBUG=1 shows where it happened", file=sys.stderr)
        sys.exit(70)


def _print_version() -> bool:
    """Whether the version could be printed; where it could not, the command itself says why."""
    from gauger import __version__

    try:
        print(f"gauger {__version__}", flush=True)
    except BrokenPipeError:
        raise
    except OSError:
        return False
    return True
