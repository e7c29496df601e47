"""Licences of an artifact: one or several, alternatives, layers, and days between which copies were let out under each."""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast

from gauger.declaration import messages
from gauger.declaration.reading import Report, read_day, read_list, read_text, read_word, read_yes_no
from gauger.declaration.records import Layer, Licence
from gauger.declaration.tree import Branch, Leaf
from gauger.text import Span
from gauger.text.values import replace

NO_LICENCE = "none"


def read_licences(branch: Branch, report: Report) -> tuple[Licence, ...] | None:
    """What stands under `license`; absent when unknown, empty when there is none."""
    found = read_list(branch, "license")
    if found is None:
        return None
    licences: list[Licence] = []
    for item in found[0]:
        if isinstance(item, Leaf):
            licences += build_licences(item.written, item.span, report)
        elif isinstance(item, Branch):
            licences += _build_entry(item, report)
    return tuple(licences)


def build_licences(written: str, span: Span, report: Report) -> Iterator[Licence]:
    """The licences of an SPDX expression: all that are joined by `AND`, or alternatives joined by `OR`."""
    if written.lower() == NO_LICENCE:
        return
    alternatives, together = _split(written, " OR "), _split(written, " AND ")
    if len(alternatives) > 1 and len(together) > 1:
        report.add(messages.mixed_licence(span, written))
        return
    choice = written if len(alternatives) > 1 else None
    yield from (Licence(name, choice=choice) for name in (alternatives if choice else together))


def _split(written: str, word: str) -> list[str]:
    return [part.strip() for part in written.strip("()").split(word)]


def _build_entry(branch: Branch, report: Report) -> Iterator[Licence]:
    word = read_word(branch, "id")
    if word is None:
        return
    for licence in build_licences(word.written, word.span, report):
        yield replace(
            licence,
            layer=cast("Layer | None", read_text(branch, "layer")),
            since=read_day(branch, "from"),
            until=read_day(branch, "until"),
            back=read_yes_no(branch, "covers-earlier-copies") is True,
            tag=read_text(branch, "standing") == "tag",
        )


def read_choice(branch: Branch, licences: tuple[Licence, ...] | None, report: Report) -> str | None:
    """The alternative that was chosen."""
    word = read_word(branch, "under")
    if word is None:
        return None
    offered = [licence.id for licence in licences or () if licence.choice is not None]
    named = next((name for name in offered if name.casefold() == word.written.casefold()), None)
    if named is None:
        report.add(messages.unknown_choice_of_licence(word.span, word.written, report.offer(offered)))
    return named
