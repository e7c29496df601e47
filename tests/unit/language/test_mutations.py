"""Every word of the shipped policies dropped, doubled, swapped with its neighbour and misspelt: what is said points at the line.

By default a fixed sample; `GAUGER_EVERY_MUTATION=1` runs all of them (several minutes). `pytest -s` shows the figures.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import NamedTuple

import pytest

from gauger.language import parse
from gauger.language.layout import Line, read_layout
from gauger.text import Source
from tests.unit.language.programs import POLICIES

SAMPLE = 500


class Mutant(NamedTuple):
    path: Path
    kind: str
    line: int
    text: str


def test_mistakes_are_told_on_their_line() -> None:
    if not POLICIES:
        pytest.skip("no policies in this checkout")
    every = os.environ.get("GAUGER_EVERY_MUTATION") == "1"
    sites = [(path, text, index) for path in POLICIES for text in [path.read_text("utf-8")] for index in range(count_words(text))]
    stride = 1 if every else max(1, 4 * len(sites) // SAMPLE)
    told: Counter[str] = Counter()
    silent: Counter[str] = Counter()
    astray: list[str] = []
    for path, text, index in sites[::stride]:
        for mutant in mutate(path, text, index):
            problems = parse(Source(path.name, mutant.text))[1]
            if not problems:
                silent[mutant.kind] += 1
                continue
            told[mutant.kind] += 1
            lines = {n for p in problems for label in p.labels for n in range(label.span.begin.line, label.span.finish.line + 1)}
            if mutant.line not in lines:
                astray.append(f"{path.name}:{mutant.line} {mutant.kind}")
    total = sum(told.values())
    share = 1 - len(astray) / total
    print(f"\n{total + sum(silent.values())} mutants, {total} with mistakes {dict(told)}, still well formed {dict(silent)}")
    print(f"{share:.2%} touch the mutated line; astray: {Counter(a.split(' ')[1] for a in astray)} {astray[:20]}")
    assert share >= 0.95


def list_words(text: str) -> list[tuple[int, int, int | None]]:
    """Start and end of each word, and the index of the next one on its line."""
    words: list[tuple[int, int, int | None]] = []
    for line in walk(read_layout(Source("", text)).lines):
        for place, token in enumerate(line.tokens):
            words.append((token.start, token.end, len(words) + 1 if place + 1 < len(line.tokens) else None))
    return words


def count_words(text: str) -> int:
    return sum(len(line.tokens) for line in walk(read_layout(Source("", text)).lines))


def walk(lines: tuple[Line, ...]) -> Iterator[Line]:
    for line in lines:
        yield line
        yield from chain.from_iterable(walk((child,)) for child in line.children)


def mutate(path: Path, text: str, index: int) -> Iterator[Mutant]:
    words = list_words(text)
    start, end, following = words[index]
    word = text[start:end]
    line = text.count("\n", 0, start) + 1
    yield Mutant(path, "drop", line, text[:start] + text[end:])
    yield Mutant(path, "double", line, text[:start] + word + " " + text[start:])
    if following is not None:
        left, right, _ = words[following]
        yield Mutant(path, "swap", line, text[:start] + text[left:right] + text[end:left] + word + text[right:])
    if len(word) > 1:
        middle = len(word) // 2
        yield Mutant(path, "misspell", line, text[:start] + word[:middle] + word[middle - 1] + word[middle:] + text[end:])
