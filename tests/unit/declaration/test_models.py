"""The published schema is the one of the models."""

from __future__ import annotations

import json
import runpy
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from gauger.catalogue import Catalogue
from gauger.declaration import declaration_schema, load_text, positions_schema, read_tree
from gauger.declaration.models import ArtifactModel, DeclarationModel, OriginModel, OtherPartyModel, ReleaseModel, StepModel
from gauger.declaration.reading import STRUCTURE
from gauger.declaration.tree import build_plain
from gauger.text import Source

ROOT = Path(__file__).parents[3]
PUBLISHED = ROOT / "docs" / "reference" / "declaration.schema.json"
EXAMPLES = [*sorted((ROOT / "examples").glob("*/*.yaml")), *sorted((ROOT / "tests" / "stories").glob("*.yaml"))]


def test_the_published_schema_is_generated() -> None:
    assert json.loads(PUBLISHED.read_text("utf-8")) == declaration_schema()


def test_the_room_prints_what_is_published(capsys: pytest.CaptureFixture[str]) -> None:
    runpy.run_module("gauger.declaration", run_name="__main__")
    assert capsys.readouterr().out == PUBLISHED.read_text("utf-8")


def test_the_published_schema_of_positions_is_generated() -> None:
    assert json.loads(PUBLISHED.with_name("positions.schema.json").read_text("utf-8")) == positions_schema()
    jsonschema.Draft202012Validator.check_schema(positions_schema())


def test_the_schema_is_a_schema() -> None:
    jsonschema.Draft202012Validator.check_schema(declaration_schema())


def test_every_field_is_described() -> None:
    schema = declaration_schema()
    objects = [schema, *schema["$defs"].values()]
    missing = [
        f"{item['title']}.{key}" for item in objects for key, field in item.get("properties", {}).items() if "description" not in field
    ]
    assert missing == []


@pytest.mark.parametrize(
    ("entity", "model", "facts"),
    [
        ("party", OtherPartyModel, {"name", "namespace"}),
        ("artifact", ArtifactModel, set()),
        ("step", StepModel, {"stage", "output", "conduct"}),
        ("release", ReleaseModel, {"name", "form", "license", "to"}),
    ],
)
def test_every_key_is_structure_or_a_fact(entity: str, model: type[Any], facts: set[str]) -> None:
    keys = {field.alias or name for name, field in model.model_fields.items()}
    assert keys == STRUCTURE[entity] | facts
    assert set(OriginModel.model_fields) == set(StepModel.model_fields)


def read_declarations(path: Path) -> list[Any]:
    """The declaration in a file, or those of its cases."""
    tree, _ = read_tree(Source(path.name, path.read_text("utf-8")))
    assert tree is not None
    value = build_plain(tree)
    return [case["declaration"] for case in value] if isinstance(value, list) else [value]


@pytest.mark.parametrize("path", EXAMPLES, ids=[f"{path.parent.name}/{path.stem}" for path in EXAMPLES])
def test_examples_fit_the_schema(path: Path) -> None:
    validator = jsonschema.Draft202012Validator(declaration_schema())
    for declaration in read_declarations(path):
        if isinstance(declaration, dict) and "gauger" in declaration:
            validator.validate(declaration)


@pytest.mark.parametrize(
    ("text", "fits"),
    [
        ("gauger: 1", True),
        ("gauger: 2", False),
        ("gauger: 1\nrelease: []", False),
        ("gauger: 1\nsteps: [{does: train, date: planned}]", True),
        ("gauger: 1\nsteps: [{does: train, date: soon}]", False),
        ("gauger: 1\nsteps: [{does: tune}]", False),
        ("gauger: 1\nsteps: {complete: no, items: [{does: train}]}", True),
        ("gauger: 1\nsteps: {complete: perhaps, items: []}", False),
        ("gauger: 1\nartifacts: {m: {model: a/m, own: maybe}}", False),
        ("gauger: 1\nartifacts: {m: {model: a/m, size: {layers: 3}}}", True),
        ("gauger: 1\nartifacts: {m: {model: a/m, size: {layers: {deep: 3}}}}", False),
        ("gauger: 1\nartifacts: {m: {model: a/m, notes: {complete: no, items: [{place: x}, y]}}}", True),
        ("gauger: 1\nparties: {p: {name: P}}", False),
    ],
)
def test_the_schema_and_the_loader_agree(text: str, fits: bool) -> None:
    tree, _ = read_tree(Source("x", text))
    assert tree is not None
    valid = jsonschema.Draft202012Validator(declaration_schema()).is_valid(build_plain(tree))
    declaration, _ = load_text("x", text, catalogue=Catalogue())
    assert valid is fits
    assert (declaration is not None) is fits
    assert DeclarationModel.model_fields["gauger"].is_required()
