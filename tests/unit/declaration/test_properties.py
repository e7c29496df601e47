"""What holds of every declaration."""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from gauger.catalogue import load_catalogue
from gauger.declaration import declaration_schema, load_text, read_tree
from gauger.declaration.models import DeclarationModel
from gauger.declaration.shapes import check_shape
from gauger.declaration.tree import build_plain
from gauger.text import Source

HERE = Path(__file__).parent
CATALOGUE = load_catalogue()
VALIDATOR = jsonschema.Draft202012Validator(declaration_schema(), format_checker=jsonschema.FormatChecker())


def plain(text: str) -> Any:
    tree, mistakes = read_tree(Source("x", text))
    assert tree is not None
    assert mistakes == ()
    return build_plain(tree)


def shuffle(value: Any, seed: random.Random) -> Any:
    """The same with the keys of every mapping in another order."""
    if isinstance(value, dict):
        keys = list(value)
        seed.shuffle(keys)
        return {key: shuffle(value[key], seed) for key in keys}
    return [shuffle(item, seed) for item in value] if isinstance(value, list) else value


@settings(max_examples=60, deadline=None)
@given(st.randoms(use_true_random=False))
def test_the_order_of_keys_changes_nothing(seed: random.Random) -> None:
    sample = plain((HERE / "sample.yaml").read_text("utf-8"))
    first, _ = load_text("x", json.dumps(sample), "json", catalogue=CATALOGUE)
    second, mistakes = load_text("x", json.dumps(shuffle(sample, seed)), "json", catalogue=CATALOGUE)
    assert mistakes == ()
    assert first is not None
    assert second is not None
    assert (first.parties, first.agreements, first.artifacts) == (second.parties, second.agreements, second.artifacts)
    assert (first.steps, first.releases) == (second.steps, second.releases)


WORDS = st.sampled_from(
    ["openai/gpt-4o", "m", "d", "unknown", "not applicable", "train", "generate", "2026-03-01", "2026-02-30", "planned", "no", ""]
)
SCALARS = WORDS | st.booleans() | st.integers(-2, 2) | st.none() | st.integers(-5, 25).map(lambda tenths: tenths / 10)
_KEYS = (
    "gauger project party parties agreements artifacts steps releases id does with via date between data from yields artifact share manner "
    "complete items model dataset license own facts role task origin"
)
KEYS = st.sampled_from(_KEYS.split())
TREES = st.recursive(SCALARS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=4), max_leaves=12)


@settings(max_examples=130, deadline=None)
@given(st.dictionaries(KEYS, TREES, max_size=5))
def test_nothing_makes_it_raise_and_the_models_decide(content: dict[str, Any]) -> None:
    text = json.dumps({"gauger": 1, **content})
    declaration, mistakes = load_text("x.json", text, "json", catalogue=CATALOGUE)
    tree, _ = read_tree(Source("x.json", text), "json")
    assert tree is not None
    shape = check_shape(tree)
    assert (shape == ()) is accepts(build_plain(tree))
    assert set(shape) <= set(mistakes)
    assert (declaration is None) is any(mistake.severity == "error" for mistake in mistakes)
    assert all(mistake.labels for mistake in mistakes)


@settings(max_examples=130, deadline=None)
@given(st.dictionaries(KEYS, TREES, max_size=5))
def test_what_the_models_accept_the_schema_accepts(content: dict[str, Any]) -> None:
    value = {"gauger": 1, **content}
    if accepts(value):
        VALIDATOR.validate(value)


def accepts(value: object) -> bool:
    try:
        DeclarationModel.model_validate(value)
    except ValidationError:
        return False
    return True


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=60))
def test_no_text_makes_it_raise(text: str) -> None:
    for format_ in ("yaml", "json", "toml"):
        declaration, mistakes = load_text("x", text, format_, catalogue=CATALOGUE)
        assert (declaration is None) == bool(mistakes)


@settings(max_examples=130, deadline=None)
@given(st.data())
def test_no_damage_to_the_sample_makes_it_raise(data: st.DataObject) -> None:
    text = (HERE / "sample.yaml").read_text("utf-8")
    at = data.draw(st.integers(0, len(text) - 1))
    length = data.draw(st.integers(0, 5))
    damaged = text[:at] + data.draw(st.text("[]{}:,-&*!|>'\"#%@ \n\tab01", max_size=4)) + text[at + length :]
    declaration, mistakes = load_text("x", damaged, catalogue=CATALOGUE)
    assert (declaration is None) == bool(mistakes)


@pytest.mark.parametrize("name", ["sample.yaml", "sample.json"])
def test_samples_fit_the_schema(name: str) -> None:
    VALIDATOR.validate(plain((HERE / name).read_text("utf-8")))
