"""`python -m gauger.evidence`: verify, or write locks first."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from gauger.evidence.__main__ import run

Write = Callable[[dict[str, str]], Path]

TERMS = """\
publisher acme
  title    "Acme"
channel acme/api
  title    "Acme API"

document acme/terms
  title      "Terms"
  publisher  acme
  url        "https://example.org"
  encoded    by "an author" on 2026-03-01
  governs    acme/api

  version 2026-01-01
    recorded collection "Acme/Terms of Service.md" until 2026-02-01
  version 2026-02-01
    recorded collection "Acme/Terms of Service.md" from 2026-02-01

  clause no-training
    at       "2.1"
    says     "Outputs train nothing."
    locate   "use Output to train"
    forbids  train model using output
"""
VOCABULARY = """\
act train model
  says   "Training."
  on     step
  does   train
  family training
object output
  says    "What a model returned."
  from    access
  tied by uses
concept uses(model, output)
  asks    "Does the model use the output?"
  reading verbatim
    says    "Word for word."
    along   copy
concept bound(party, access)
  asks    "Does the text bind?"
  reading privity
    says    "Only who accepted."
    when    never
binding by bound
"""


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    (tmp_path / "pack").mkdir()
    (tmp_path / "pack" / "terms.tos").write_text(TERMS, encoding="utf-8")
    (tmp_path / "pack" / "words.tos").write_text(VOCABULARY, encoding="utf-8")
    return tmp_path / "pack"


def test_locks_are_asked_for_then_written_then_kept(
    pack: Path, root: Path, texts: dict[str, str], write_texts: Write, capsys: pytest.CaptureFixture[str]
) -> None:
    write_texts(texts)
    assert run([str(root), str(pack)]) == 1
    assert capsys.readouterr().out.endswith("2 unlocked\n")
    assert run([str(root), "--write", str(pack)]) == 0
    assert capsys.readouterr().out == f"wrote {pack / 'terms.lock'}\n2 verified\n"
    assert run([str(root), str(pack)]) == 0


def test_an_archive_that_is_not_named_or_not_there_is_a_usage_error(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run([]) == 2
    assert run([str(tmp_path / "nowhere")]) == 2
    assert capsys.readouterr().err == "usage: python -m gauger.evidence ARCHIVE [--write] [DIR...]\n" * 2


def test_policies_that_do_not_load_are_not_verified(pack: Path, root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (pack / "terms.tos").write_text("document\n", encoding="utf-8")
    assert run([str(root), str(pack)]) == 2
    assert capsys.readouterr().err == "the policies do not load: see python -m gauger.library\n"
