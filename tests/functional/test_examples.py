"""Every declaration under `examples/` gives exactly what lies in `expected/` beside it.

`GAUGER_REGENERATE=1 pytest tests/functional/test_examples.py` writes what the command prints now; read the difference before committing it.
"""

from __future__ import annotations

import json
import os
import re
from pathlib import Path

import pytest

from tests.functional.command import AS_OF, ROOT, run_gauger

EXAMPLES = ROOT / "examples"
EXIT_CODES = {
    "olmocr/declaration.yaml": 4,
    "competitor-through-api/declaration.yaml": 1,
    "open-weight-teachers/declaration.yaml": 1,
    "open-weight-teachers/renamed.yaml": 0,
    "mixed-teachers/declaration.yaml": 0,
    "classifier-kept-and-released/kept.yaml": 0,
    "classifier-kept-and-released/released.yaml": 0,
    "own-model/declaration.yaml": 0,
    "reasoning-traces/openai-through-a-reseller.yaml": 1,
    "reasoning-traces/deepseek.yaml": 1,
}


def test_every_declaration_is_run() -> None:
    assert {p.relative_to(EXAMPLES).as_posix() for p in EXAMPLES.glob("*/*.yaml")} == set(EXIT_CODES)


@pytest.mark.parametrize("name", EXIT_CODES)
@pytest.mark.parametrize("form", ["text", "json"])
def test_example(name: str, form: str) -> None:
    run = run_gauger("check", f"examples/{name}", "--as-of", AS_OF, "--format", form)
    expected = _find_expected(EXAMPLES / name, {"text": "txt", "json": "json"}[form])
    printed = _mask(run.out)
    if os.environ.get("GAUGER_REGENERATE"):
        expected.parent.mkdir(exist_ok=True)
        expected.write_text(printed, encoding="utf-8")
    assert (run.code, run.err) == (EXIT_CODES[name], "")
    assert printed == expected.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", EXIT_CODES)
def test_text_fits_eighty_columns(name: str) -> None:
    lines = _find_expected(EXAMPLES / name, "txt").read_text(encoding="utf-8").splitlines()
    wide = [line for line in lines if len(line) > 80 and len(line.split()) > 2]
    assert wide == []


@pytest.mark.parametrize("name", EXIT_CODES)
def test_no_word_accuses(name: str) -> None:
    """A finding is an exposure under a cited clause and a reading."""
    told = _find_expected(EXAMPLES / name, "txt").read_text(encoding="utf-8").casefold()
    assert re.findall(r"violat\w*|attack\w*|illegal\w*|infring\w*|steal\w*", told) == []


@pytest.mark.parametrize("folder", sorted({name.split("/")[0] for name in EXIT_CODES}))
def test_readme_tells_facts_and_meaning(folder: str) -> None:
    text = (EXAMPLES / folder / "README.md").read_text(encoding="utf-8")
    assert "## The facts" in text
    assert "## What the result means" in text


def _find_expected(declaration: Path, suffix: str) -> Path:
    """`check` for a folder's only declaration, else the name of the declaration."""
    stem = "check" if declaration.stem == "declaration" else declaration.stem
    return declaration.parent / "expected" / f"{stem}.{suffix}"


def _mask(printed: str) -> str:
    """Without the digest of all policies, which every edit of any policy changes."""
    if not printed.startswith("{"):
        return printed
    report = json.loads(printed)
    assert re.fullmatch(r"[0-9a-f]{64}", report["policies_digest"])
    return printed.replace(report["policies_digest"], "0" * 64, 1)
