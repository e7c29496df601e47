"""Parse, print, parse gives the same tree; printing again changes nothing. On generated trees and on every shipped policy."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from gauger.language import format_file, parse
from gauger.language.arrangement import arrange
from gauger.language.formatter import WIDTH
from gauger.language.tree import File
from gauger.text import Source
from tests.unit.language.programs import POLICIES, load_source
from tests.unit.language.trees import files


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(files())
def test_a_printed_tree_is_read_back(file: File) -> None:
    text = format_file(file)
    again, problems = parse(Source("printed", text))
    assert [p.message for p in problems] == []
    assert again == arrange(file)
    assert format_file(again) == text


@settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
@given(files())
def test_arranging_twice_is_arranging_once(file: File) -> None:
    assert arrange(arrange(file)) == arrange(file)


@pytest.mark.parametrize("path", POLICIES, ids=lambda p: f"{p.parent.name}/{p.stem}")
def test_a_shipped_policy_keeps_its_tree(path: Path) -> None:
    source = load_source(path)
    file, problems = parse(source)
    assert problems == ()
    text = format_file(file)
    again, problems = parse(Source(source.name, text))
    assert problems == ()
    assert again == arrange(file)
    assert format_file(again) == text


def test_lists_wrap_at_the_width() -> None:
    text = "set many is " + ", ".join(f"value-{n:03}" for n in range(40)) + "\n"
    lines = format_file(parse(Source("", text))[0]).splitlines()
    assert lines[0] == "set many is"
    assert all(len(line) <= WIDTH for line in lines)
    assert all(len(line) + len(", value-000") > WIDTH for line in lines[1:-1])


def test_a_line_of_exactly_the_width_stays_whole() -> None:
    items = ["a" * 40, "b" * (WIDTH - len("set many is ") - 42)]
    text = f"set many is {items[0]}, {items[1]}\n"
    assert len(text) == WIDTH + 1
    assert format_file(parse(Source("", text))[0]) == text
    longer = text.replace("b\n", "bb\n")
    assert format_file(parse(Source("", longer))[0]) == f"set many is\n  {items[0]}, {items[1]}b\n"


def test_a_comparison_with_a_single_value_stays_whole() -> None:
    """The reader goes on behind the signs of a list only."""
    figure = f"party.{'a' * 40} with affiliates as of source.released"
    reading = f'  reading much\n    says   "Much."\n    when   {figure} at least model.{"b" * 40}\n'
    text = f'concept great(model)\n  asks     "How great?"\n{reading}'
    printed = format_file(parse(Source("", text))[0])
    assert printed == text
    assert parse(Source("", printed))[1] == ()
