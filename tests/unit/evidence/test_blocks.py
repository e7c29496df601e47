"""How a text is cut into blocks."""

from __future__ import annotations

from gauger.evidence.blocks import split_blocks

TEXT = """\
# 1. Title

First paragraph
goes on.

Setext heading
--------------
After it.

*   (a) item one
    continued
*   item two

    its second paragraph
ii. glued item

| Name | Says |
| --- | --- |
| **A** | use it |

> quoted words

***
"""


def test_every_kind_of_block_is_found_with_its_line() -> None:
    assert [(b.kind, b.line, b.normal) for b in split_blocks(TEXT)] == [
        ("heading", 1, "Title"),
        ("paragraph", 3, "First paragraph goes on."),
        ("heading", 6, "Setext heading"),
        ("paragraph", 8, "After it."),
        ("item", 10, "item one continued"),
        ("item", 12, "item two"),
        ("paragraph", 14, "its second paragraph"),
        ("item", 15, "glued item"),
        ("cell", 17, "Name"),
        ("cell", 17, "Says"),
        ("cell", 19, "A"),
        ("cell", 19, "use it"),
        ("paragraph", 21, "quoted words"),
    ]


def test_crlf_and_a_missing_last_line_break_change_nothing() -> None:
    joined = [b.normal for b in split_blocks(TEXT.replace("\n", "\r\n").rstrip())]
    assert joined == [b.normal for b in split_blocks(TEXT)]


def test_an_empty_text_has_no_blocks() -> None:
    assert split_blocks("") == ()
    assert split_blocks("\n---\n1.\n") == ()
