"""The page about declarations is true."""

from __future__ import annotations

import re
from pathlib import Path

from gauger.catalogue import load_catalogue
from gauger.declaration import load_text
from gauger.declaration.models import DeclarationModel, OtherPartyModel, StepModel

PAGE = (Path(__file__).parents[3] / "docs" / "reference" / "declaration.md").read_text("utf-8")


def test_its_example_loads() -> None:
    example = re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL)[0]
    declaration, mistakes = load_text("gauger.yaml", example, catalogue=load_catalogue())
    assert mistakes == ()
    assert declaration is not None
    assert set(declaration.artifacts) == {"dialogues", "student", "openai/gpt-5.5", "Qwen/Qwen3-8B-Base"}


def test_it_names_every_key() -> None:
    pending: list[type] = [DeclarationModel, OtherPartyModel, StepModel]
    keys = {field.alias or name for model in pending for name, field in model.model_fields.items()}  # type: ignore[attr-defined]
    assert {key for key in keys if f"`{key}`" not in PAGE} <= {"gauger", "project"}


def test_its_links_lead_somewhere() -> None:
    for target in re.findall(r"\]\(([^)]+)\)", PAGE):
        assert (Path(__file__).parents[3] / "docs" / "reference" / target).exists(), target
