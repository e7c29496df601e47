"""The example of every page brings about the mistake that the page is about, and no other."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from gauger.catalogue import load_catalogue
from gauger.declaration import check_facts, load_text, read_tree
from gauger.declaration.positions import read_positions
from gauger.language import parse
from gauger.policy import resolve
from gauger.policy.model import Vocabulary
from gauger.text import Source

ROOT = Path(__file__).parents[3]
PAGES = sorted((ROOT / "docs" / "errors").glob("G3*.md"))
EXAMPLES = {page.stem: found for page in PAGES for found in re.findall(r"```yaml\n(.*?)```", page.read_text("utf-8"), re.DOTALL)}


@pytest.fixture(scope="module")
def vocabulary() -> Vocabulary:
    files = [parse(Source(path.name, path.read_text("utf-8")))[0] for path in sorted((ROOT / "policies" / "vocabulary").glob("*.tos"))]
    policy, mistakes = resolve(files)
    assert policy is not None, mistakes
    return policy.vocabulary


@pytest.mark.parametrize("code", EXAMPLES)
def test_the_example_brings_about_the_mistake(code: str, vocabulary: Vocabulary) -> None:
    if "positions:" in EXAMPLES[code]:
        tree, unread = read_tree(Source("positions.yaml", EXAMPLES[code]))
        assert tree is not None
        assert {mistake.code for mistake in (*unread, *read_positions(tree)[1])} == {code}
        return
    declaration, mistakes = load_text("gauger.yaml", EXAMPLES[code], catalogue=load_catalogue())
    if declaration is not None:
        _, mistakes = check_facts(declaration, vocabulary)
    assert {mistake.code for mistake in mistakes} == {code}


@pytest.mark.parametrize("page", PAGES, ids=[page.stem for page in PAGES])
def test_a_page_has_a_title_and_a_way_out(page: Path) -> None:
    text = page.read_text("utf-8")
    assert text.startswith(f"# {page.stem}: ")
    assert "**What to do.** " in text
