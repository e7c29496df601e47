"""Every mistake of this room has a page, and the page's example makes exactly that mistake."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from gauger.app import messages
from gauger.app.cases import read_cases
from gauger.app.positions import hold_positions
from gauger.app.setting import load_setting
from gauger.declaration import read_tree
from gauger.declaration.positions import read_positions
from gauger.text import Source

ROOT = Path(__file__).parents[3]
CODES = sorted(set(re.findall(r'"(G4\d\d)"', Path(messages.__file__).read_text(encoding="utf-8"))))
AS_OF = date(2026, 11, 23)
EXAMPLE = re.compile(r"```yaml\n(.*?)```", re.DOTALL)


def page_of(code: str) -> str:
    return (ROOT / "docs" / "errors" / f"{code}.md").read_text(encoding="utf-8")


def test_codes_are_found_in_the_messages() -> None:
    assert {"G450", "G460", "G464"} <= set(CODES)


@pytest.mark.parametrize("code", CODES)
def test_a_code_has_a_page(code: str) -> None:
    assert page_of(code).startswith(f"# {code}: ")


@pytest.mark.parametrize("code", [code for code in CODES if EXAMPLE.search(page_of(code))])
def test_the_example_of_a_page_makes_that_mistake(code: str, tmp_path: Path) -> None:
    found = EXAMPLE.search(page_of(code))
    setting, _ = load_setting()
    assert found is not None
    assert setting is not None
    tree, mistakes = read_tree(Source("example.cases.yaml", found[1]))
    assert tree is not None
    assert mistakes == ()
    if "positions:" in found[1]:
        positions, wrong = read_positions(tree)
        assert wrong == ()
        path = tmp_path / "positions.yaml"
        path.write_text(found[1], encoding="utf-8")
        assert [m.code for m in hold_positions([path], setting.policy, AS_OF, frozenset())[1]] == [code]
        assert positions
    else:
        assert [m.code for m in read_cases(tree, "openai/services-agreement", setting.policy)[1]] == [code]
