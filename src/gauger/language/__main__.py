"""`python -m gauger.language FILE...` parses files and prints what is wrong with them; exit code 2 when anything is."""

from __future__ import annotations

import sys
from pathlib import Path

from gauger.diagnostics import render
from gauger.language import parse
from gauger.text import Source


def main(paths: list[str]) -> int:
    """Print the mistakes of each file; 2 when there are any, else 0."""
    problems = [d for path in paths for d in parse(Source(path, Path(path).read_bytes().decode("utf-8", "replace")))[1]]
    for problem in problems:
        print(render(problem), end="\n\n")
    return 2 if problems else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
