"""What holds of every edit of every text, in all three formats."""

from __future__ import annotations

import itertools
import json
import random
import tomllib
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from gauger.declaration import Format, read_tree
from gauger.declaration.editing import Append, Drop, Edit, Place, Put, edit_text
from gauger.declaration.tree import Leaf, Row, Tree
from gauger.text import Source
from tests.unit.declaration.texts import Text, draw_map, draw_value, repeat_values, write_json, write_toml, write_yaml

WRITERS = {"yaml": write_yaml, "json": write_json, "toml": write_toml}
FORMATS: list[Format] = ["yaml", "json", "toml"]
SEEDS = st.integers(0, 2**40)


def make_text(format_: Format, seed: int) -> tuple[Text, str, dict[str, Any], random.Random]:
    rng = random.Random(seed)
    value = draw_map(rng, 3, itertools.count()) or {"k": "v"}
    text = WRITERS[format_](rng, value)
    return text, text.finish(), value, rng


def build_plain(tree: Tree) -> Any:
    """Dicts, lists, words and numbers, told apart."""
    if isinstance(tree, Leaf):
        return (type(tree.value).__name__, tree.value if isinstance(tree.value, Decimal) else tree.written)
    if isinstance(tree, Row):
        return [build_plain(item) for item in tree.items]
    return {entry.key: build_plain(entry.value) for entry in tree}


def tell_apart(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {key: tell_apart(item) for key, item in value.items()}
    if isinstance(value, bool):
        return ("bool", str(value).lower())
    if isinstance(value, str | Decimal):
        return (type(value).__name__, value)
    return [tell_apart(item) for item in value]


def read_plain(text: str, format_: Format) -> Any:
    tree, mistakes = read_tree(Source("x", text), format_)
    assert mistakes == ()
    assert tree is not None
    return build_plain(tree)


# --- edits, and what they mean -----------------------------------------------------------------------------------------


def list_places(value: Any, place: Place = ()) -> list[Place]:
    parts: Any = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [found for key, item in parts for found in ((*place, key), *list_places(item, (*place, key)))]


def find(value: Any, place: Place) -> Any:
    for part in place:
        value = value[part]
    return value


def draw_edits(rng: random.Random, value: dict[str, Any]) -> list[Edit]:
    """Some edits of which none is inside another."""
    names = itertools.count(1000)
    edits: list[Edit] = []
    for _ in range(rng.randrange(1, 5)):
        edit = draw_edit(rng, value, names)
        whole = [known.place for known in edits if not isinstance(known, Append)] + [edit.place] * (not isinstance(edit, Append))
        places = [known.place for known in edits] + [edit.place]
        apart = not any(a is not b and b[: len(a)] == a for a in whole for b in places) and len({*places}) == len(places)
        if apart and not any(isinstance(part, str) and part in ("complete", "items") for part in edit.place[-1:]):
            edits.append(edit)
    return edits


def draw_edit(rng: random.Random, value: dict[str, Any], names: Any) -> Edit:
    place = rng.choice(list_places(value))
    comment = rng.choice([None, None, "asked"])
    new = draw_value(rng, rng.randrange(3), names)
    kind = rng.randrange(4)
    if kind == 0:
        return Drop(place)
    if kind == 1:
        return Append(place, new, comment)
    if kind == 2:
        return Put(place, new, comment)
    around = find(value, place)
    if isinstance(around, dict):
        return Put((*place, f"k{next(names)}", *rng.choice([(), ("deep",), (0, "deep")])), new, comment)
    return Put((*place, len(around)), new, comment) if isinstance(around, list) else Put(place, new, comment)


def apply_edits(value: Any, edits: Sequence[Edit], place: Place = ()) -> Any:
    """What edits mean, told from the inside out: all of them speak of places in the value as it was."""
    here = [edit for edit in edits if edit.place == place]
    changed = next((edit.value for edit in here if isinstance(edit, Put)), None)
    if changed is None:
        dropped = {edit.place for edit in edits if isinstance(edit, Drop)}
        changed = value
        if isinstance(value, dict):
            changed = {key: apply_edits(item, edits, (*place, key)) for key, item in value.items() if (*place, key) not in dropped}
        elif isinstance(value, list):
            changed = [apply_edits(item, edits, (*place, n)) for n, item in enumerate(value) if (*place, n) not in dropped]
        add_puts(value, changed, edits, place)
    for edit in here:
        changed = append(changed, edit.value) if isinstance(edit, Append) else changed
    return changed


def add_puts(value: Any, changed: Any, edits: Sequence[Edit], place: Place) -> None:
    """What is put where nothing was, with all that must stand around it."""
    for edit in edits:
        rest = edit.place[len(place) :]
        if not isinstance(edit, Put) or edit.place[: len(place)] != place or not rest or rest[0] in list_keys(value):
            continue
        new: Any = edit.value
        for part in reversed(rest[1:]):
            new = {part: new} if isinstance(part, str) else [new]
        if isinstance(changed, dict):
            changed[rest[0]] = new
        else:
            changed.append(new)


def list_keys(value: Any) -> list[str | int]:
    return list(value) if isinstance(value, dict) else list(range(len(value))) if isinstance(value, list) else []


def append(value: Any, new: Any) -> Any:
    if isinstance(value, dict) and "complete" in value:
        return {**value, "items": append(value["items"], new)}
    return [*value, new] if isinstance(value, list) else [value, new]


# --- the properties ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("format_", FORMATS)
@settings(max_examples=150, deadline=None)
@given(SEEDS)
def test_no_edits_change_nothing(format_: Format, seed: int) -> None:
    _, written, value, _ = make_text(format_, seed)
    assert read_plain(written, format_) == tell_apart(value)
    assert edit_text(Source("x", written), [], format_) == (written, ())


@pytest.mark.parametrize("format_", FORMATS)
@settings(max_examples=125, deadline=None)
@given(SEEDS)
def test_an_edit_changes_what_it_says_and_nothing_else(format_: Format, seed: int) -> None:
    text, written, value, rng = make_text(format_, seed)
    edits = draw_edits(rng, value)
    edited, mistakes = edit_text(Source("x", written), edits, format_)
    if format_ == "toml" and (not apply_edits(value, edits) or any(is_no_table(text, edit) for edit in edits)):
        return  # a file without a word in it is none, and an array of tables holds nothing else
    assert mistakes == ()
    assert edited is not None
    assert read_plain(edited, format_) == tell_apart(apply_edits(value, edits))
    assert edited.endswith("\n") == written.endswith("\n")
    assert "\r" not in edited if text.line_break == "\n" else "\n" not in edited.replace("\r\n", "") or written.count("\n") < 2
    assert_in_order([words for words, place in text.comments if not is_lost(place, edits)], edited)
    assert_in_order([line for line, about in text.lines() if not any(is_touched(text, value, place, edits) for place in about)], edited)


@settings(max_examples=150, deadline=None)
@given(SEEDS)
def test_what_is_repeated_changes_in_one_place_or_not_at_all(seed: int) -> None:
    rng = random.Random(seed)
    value = repeat_values(rng, draw_map(rng, 3, itertools.count()) or {"k": "v"})
    written = write_yaml(rng, value, repeats=True).finish()
    edits = draw_edits(rng, value)
    edited, mistakes = edit_text(Source("x", written), edits, "yaml")
    assert {mistake.code for mistake in mistakes} <= {"G331"}
    assert edited is None or read_plain(edited, "yaml") == tell_apart(apply_edits(value, edits))


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=20) | st.text("-?:,[]{}#&*!|>'\"%@`=<~ .0123456789eExo_+\n\tab", max_size=8))
def test_text_is_text_to_every_reader(text: str) -> None:
    """Whoever reads it: our readers, YAML 1.1, JSON and TOML; beside a key, as one, in a list and in brackets."""
    value: dict[str, Any] = {"a": text, "b": [text, 1], "c": [[text], {"k": text}], "d": {text: text}} if text != "<<" else {"a": text}
    edits = [Put((key,), item) for key, item in value.items()]
    yaml_text, json_text, toml_text = (edit_text(Source("x", START[format_]), edits, format_)[0] or "" for format_ in FORMATS)
    assert json.loads(json_text) == tomllib.loads(toml_text) == {"z": 1, **value}
    assert yaml.safe_load(yaml_text) == {"z": 1, **value}


START = {"yaml": "z: 1\n", "json": '{"z": 1}', "toml": "z = 1\n"}


def is_no_table(text: Text, edit: Edit) -> bool:
    """Whether something is asked for that TOML cannot say where a header stands for a table."""
    if isinstance(edit, Append) and edit.place in text.single:
        return True
    if isinstance(edit, Drop) or (isinstance(edit.value, Mapping) and edit.place not in text.tables):
        return False
    return edit.place in text.tables or edit.place[:-1] in text.tables


def is_lost(place: Place, edits: Sequence[Edit]) -> bool:
    """Whether a comment about a place goes with what is dropped or replaced."""
    return any(place[: len(edit.place)] == edit.place for edit in edits if not isinstance(edit, Append))


def is_touched(text: Text, value: Any, place: Place, edits: Sequence[Edit]) -> bool:
    """Whether an edit may change a line about a place: what it is about, brackets around that, and what moves up to a dash."""
    dropped = {edit.place for edit in edits if isinstance(edit, Drop)}
    for edit in edits:
        around = edit.place[:-1]
        inner = [flow for flow in text.flows if edit.place[: len(flow)] == flow]
        keys: list[Any] = list_keys(find(value, around)) if isinstance(edit, Drop) else []
        beside = [(*around, key) for key in keys if edit.place[-1] == keys[0] and (*around, key) not in dropped][:1]
        if place == around or any(place[: len(whole)] == whole for whole in (edit.place, *inner, *beside)):
            return True
    return False


def assert_in_order(wanted: list[str], edited: str) -> None:
    """Every line or comment is still there, in the same order."""
    at = 0
    for words in wanted:
        found = edited.find(words, at)
        assert found >= 0, words
        at = found + len(words)
