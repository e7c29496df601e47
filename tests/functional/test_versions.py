"""What `gauger terms diff` shows of shipped documents holds: the declaration that it writes is judged so under either version."""

from __future__ import annotations

from datetime import date

import pytest

from gauger.app.anybody import write_declaration
from gauger.app.checking import Asked, type_declaration
from gauger.app.setting import Setting, load_setting
from gauger.app.versions import compare_versions, find_version, freeze
from gauger.catalogue import Catalogue
from gauger.declaration.loading import load_text
from gauger.engine import Question, evaluate
from gauger.engine.comparing import Shown
from gauger.findings.model import Verdict
from gauger.policy.model import Document, Version

DAY = date(2026, 11, 26)
PAIRS = [
    ("xai/enterprise-terms", "2026-05-12", "2026-08-14"),
    ("xai/acceptable-use-policy", "2026-06-26", "2026-08-14"),
    ("mistral/commercial-terms", "2025-12-11", "2026-03-12"),
    ("meta/api-terms", "2025-04-29", "2026-07-08"),
    ("anthropic/usage-policy", "2024-06-06", "2025-09-15"),
]


@pytest.fixture(scope="module")
def setting() -> Setting:
    found, mistakes = load_setting()
    assert found is not None, mistakes
    return found


def judge(setting: Setting, document: Document, version: Version, text: str, act: str) -> set[Verdict]:
    """The verdicts of what a document forbids or asks for, of an act over what is taken, under one of its versions."""
    declaration, mistakes = load_text("anybody.yaml", text, catalogue=Catalogue())
    assert declaration is not None, mistakes
    typed, mistakes = type_declaration(declaration, setting, Asked(DAY))
    assert typed is not None, mistakes
    found = evaluate(freeze(setting.policy, document, version), typed, Question(DAY), otherwise=False).findings
    return {
        f.verdict
        for f in found
        if f.document == document.id
        and f.norm in {"forbids", "requires"}
        and f.id.partition("@")[2].rpartition(":")[0] == act
        and (act == "measure" or not f.id.endswith(":measure"))
    }


@pytest.mark.parametrize(("name", "earlier", "later"), PAIRS)
def test_a_declaration_that_shows_a_difference_is_judged_so(name: str, earlier: str, later: str, setting: Setting) -> None:
    document = setting.policy.documents[name]
    first, second = find_version(document, earlier), find_version(document, later)
    assert isinstance(first, Version)
    assert isinstance(second, Version)
    compared = compare_versions(setting, document, first, second, DAY)
    shown = [(first, second, *found) for found in compared.freed] + [(second, first, *found) for found in compared.barred]
    judged = [found for found in shown if _can_be_written(setting, document, found[3])]
    assert judged
    for barring, freeing, act, found in judged:
        text = write_declaration(setting, document, DAY, found)
        assert judge(setting, document, barring, text, act) & {Verdict.PROHIBITED, Verdict.CONDITIONAL}, text
        assert judge(setting, document, freeing, text, act) <= {Verdict.CLEAR}, text


def _can_be_written(setting: Setting, document: Document, shown: Shown) -> bool:
    return shown.sureness == "whatever is read into it" and not write_declaration(setting, document, DAY, shown).startswith("#")


def test_the_reversal_of_august_2026_at_a_glance(setting: Setting) -> None:
    """Measuring is free again, and what anybody trains on outputs is forbidden where it was only forbidden to some."""
    document = setting.policy.documents["xai/enterprise-terms"]
    first, second = find_version(document, "2026-05-12"), find_version(document, "2026-08-14")
    assert isinstance(first, Version)
    assert isinstance(second, Version)
    compared = compare_versions(setting, document, first, second, DAY)
    fates = {change.clause.name: change.fate for change in compared.changes}
    assert {name: fates[name] for name in ("no-benchmark", "no-training-of-own-models", "no-training")} == {
        "no-benchmark": "removed", "no-training-of-own-models": "removed", "no-training": "added",
    }  # fmt: skip
    assert [act for act, _ in compared.freed] == ["collect", "measure"]
