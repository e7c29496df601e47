"""Where records and facts stand in a file, by what a span or a key says."""

from __future__ import annotations

import pytest

from gauger.declaration import read_tree
from gauger.declaration.places import find_fact, find_place, find_record, get_tree, is_open, list_items
from gauger.declaration.tree import Leaf, Tree
from gauger.text import Source, Span

TEXT = """\
party: {name: Acme}
parties:
  helper: {name: Helper}
artifacts:
  rows:
    dataset: acme/rows
    origin:
      - {does: generate, with: closed/big}
  other: {dataset: acme/other, origin: {does: convert}}
steps:
  - {id: one, does: train, data: {complete: false, items: [rows, other]}}
  - id: two
    facts: {mood: good}
    data: rows
releases: {artifact: student, name: Us}
agreements:
  - {document: a/b, permission: [{form: email}]}
tools: unknown
"""
SOURCE = Source("gauger.yaml", TEXT)


def tree() -> Tree:
    found, mistakes = read_tree(SOURCE, "yaml")
    assert mistakes == ()
    assert found is not None
    return found


def span(text: str) -> Span:
    at = TEXT.index(text)
    return Span(SOURCE, at, at + len(text))


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Acme", ("party",)),
        ("Helper", ("parties", "helper")),
        ("acme/rows", ("artifacts", "rows")),
        ("closed/big", ("artifacts", "rows", "origin", 0)),
        ("convert", ("artifacts", "other", "origin", 0)),
        ("one", ("steps", 0)),
        ("[rows, other]", ("steps", 0)),
        ("mood: good", ("steps", 1)),
        ("Us", ("releases", 0)),
        ("email", ("agreements", 0)),
    ],
)
def test_a_record_is_found_by_anything_in_it(text: str, place: tuple[object, ...]) -> None:
    assert find_record(tree(), span(text)) == place


def test_the_innermost_place_of_an_open_list_counts_without_items() -> None:
    assert find_place(tree(), span("other]")) == ("steps", 0, "data")
    assert find_place(tree(), Span(SOURCE, TEXT.index("other]"), TEXT.index("other]") + 5)) == ("steps", 0, "data", 1)


def test_what_is_nowhere_has_no_place() -> None:
    assert find_place(tree(), Span(SOURCE, len(TEXT), len(TEXT) + 9)) == ()
    assert find_record(tree(), Span(SOURCE, len(TEXT), len(TEXT) + 9)) == ()


def test_a_fact_stands_under_facts_where_it_does_and_beside_the_rest_else() -> None:
    assert find_fact(tree(), ("steps", 1), "mood") == ("steps", 1, "facts", "mood")
    assert find_fact(tree(), ("steps", 1), "conduct") == ("steps", 1, "conduct")
    assert find_fact(tree(), ("steps", 0), "mood") == ("steps", 0, "mood")


def test_things_are_got_by_their_places() -> None:
    got = get_tree(tree(), ("steps", 0, "data", 1))
    assert isinstance(got, Leaf)
    assert got.written == "other"
    single = get_tree(tree(), ("steps", 1, "data", 0))
    assert isinstance(single, Leaf)
    assert single.written == "rows"
    for nowhere in (("steps", 7), ("nothing",), ("party", "name", "more"), ("steps", 1, "data", 1), ("tools", 0)):
        assert get_tree(tree(), nowhere) is None


def test_lists_are_listed_however_they_are_written() -> None:
    named = {key: get_tree(tree(), key) for key in (("steps", 0, "data"), ("steps", 1, "data"), ("releases",), ("tools",))}
    assert [len(list_items(found)) for found in named.values() if found is not None] == [2, 1, 1, 0]
    assert [is_open(found) for found in named.values()] == [True, False, False, False]
    assert not is_open(None)
