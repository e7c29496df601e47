"""What a finding refuses to be, and how verdicts rank."""

from __future__ import annotations

from dataclasses import FrozenInstanceError
from typing import Any

import pytest

from gauger.findings.model import Verdict
from tests.unit.findings.building import cite, make_finding


@pytest.mark.parametrize(
    ("more", "message"),
    [
        ({"citation": cite(document="")}, "finding `acme/terms#no-competing@train:ask` has no citation"),
        ({"citation": cite(pinpoint="")}, "finding `acme/terms#no-competing@train:ask` has no citation"),
        ({"derivation": ()}, "finding `acme/terms#no-competing@train:ask` has no derivation"),
    ],
)
def test_a_finding_that_cannot_say_where_it_comes_from_is_refused(more: dict[str, Any], message: str) -> None:
    with pytest.raises(ValueError, match=f"^{message}$"):
        make_finding(**more)


def test_verdicts_rank_from_clear_to_prohibited() -> None:
    assert [v.word for v in sorted(Verdict)] == ["clear", "conditional", "open", "grey", "prohibited"]


def test_a_finding_does_not_change() -> None:
    finding = make_finding()
    with pytest.raises(FrozenInstanceError):
        finding.verdict = Verdict.CLEAR  # type: ignore[misc]
