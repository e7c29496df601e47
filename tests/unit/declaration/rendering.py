"""Blocks of a text file: the name of a case, what is read, and what is said about it.

`python -m tests.unit.declaration.rendering` writes what is said anew.
"""

from __future__ import annotations

from pathlib import Path
from typing import cast

from gauger.catalogue import load_catalogue
from gauger.declaration import Format, load_text
from gauger.diagnostics.rendering import render

EXPECTED = Path(__file__).with_name("mistakes.txt")
_BLOCK, _SAID = "=== ", "--- says ---\n"


def read_blocks() -> dict[str, tuple[str, str]]:
    """Input and expected messages by the name of the case."""
    blocks: dict[str, tuple[str, str]] = {}
    for block in EXPECTED.read_text("utf-8").split(_BLOCK)[1:]:
        name, _, rest = block.partition("\n")
        given, _, said = rest.partition(_SAID)
        blocks[name] = given, said.rstrip("\n")
    return blocks


def render_mistakes(name: str, text: str) -> str:
    """Everything that loading a text says, message under message."""
    _, mistakes = load_text(name, text, cast(Format, name.rpartition(".")[2]), catalogue=load_catalogue())
    return "\n\n".join(render(mistake) for mistake in mistakes)


def main() -> None:
    texts = [f"{_BLOCK}{name}\n{given}{_SAID}{render_mistakes(name, given)}\n\n" for name, (given, _) in read_blocks().items()]
    EXPECTED.write_text("".join(texts), "utf-8")


if __name__ == "__main__":
    main()
