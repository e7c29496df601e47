"""Text of policies to tree and back; the only room that knows lark.

Importing the room does not import lark: the parser is loaded when something is parsed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gauger.diagnostics import Diagnostic
    from gauger.language.tree import File
    from gauger.text import Source

__all__ = ["format_file", "parse"]


def parse(source: Source) -> tuple[File, tuple[Diagnostic, ...]]:
    """Read one policy file: a tree of what could be read, and every mistake in the order of their places."""
    from gauger.language import parser

    return parser.parse(source)


def format_file(file: File) -> str:
    """The canonical text of a tree; formatting it again changes nothing."""
    from gauger.language import formatter

    return formatter.format_file(file)
