"""Blocks of a text file: the name of a case, a text, what is asked for, and the text that comes of it or what is said instead.

`python -m tests.unit.declaration.edited` writes what comes of it anew.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import cast

from gauger.declaration import Format
from gauger.declaration.editing import Append, Drop, Edit, Put, edit_text
from gauger.diagnostics.rendering import render
from gauger.text import Source

EXPECTED = Path(__file__).with_name("edits.txt")
_BLOCK, _EDITS, _GIVES = "=== ", "--- edits ---\n", "--- gives ---\n"
_NAMES = {"Append": Append, "Drop": Drop, "Put": Put, "Decimal": Decimal, "date": date}


def read_cases() -> dict[str, tuple[str, str, str]]:
    """Text, edits and outcome by the name of the case."""
    cases: dict[str, tuple[str, str, str]] = {}
    for block in EXPECTED.read_text("utf-8").split(_BLOCK)[1:]:
        name, _, rest = block.partition("\n")
        given, _, rest = rest.partition(_EDITS)
        edits, _, gives = rest.partition(_GIVES)
        cases[name] = given, edits, gives.removesuffix("\n")
    return cases


def make_edits(name: str, given: str, written: str) -> str:
    """The edited text, or the messages."""
    edits: list[Edit] = [eval(line, dict(_NAMES)) for line in written.splitlines()]
    edited, mistakes = edit_text(Source(name, given), edits, cast(Format, name.rpartition(".")[2]))
    return edited if edited is not None else "\n\n".join(render(mistake) for mistake in mistakes) + "\n"


def main() -> None:
    cases = read_cases().items()
    texts = [f"{_BLOCK}{name}\n{given}{_EDITS}{edits}{_GIVES}{make_edits(name, given, edits)}\n" for name, (given, edits, _) in cases]
    EXPECTED.write_text("".join(texts), "utf-8")


if __name__ == "__main__":
    main()
