"""Whether the gate can fail at all."""

from __future__ import annotations

from datetime import date

import pytest

from gauger.app.checking import Asked
from gauger.app.selftesting import prove_gate
from gauger.app.setting import load_setting
from gauger.findings.model import Verdict
from gauger.gate import Outcome, Thresholds
from gauger.text.values import replace

AS_OF = date(2026, 11, 23)


def test_the_bundled_declaration_is_prohibited_in_every_reading() -> None:
    setting, _ = load_setting(())
    assert setting is not None
    proof = prove_gate(setting, Asked(AS_OF), Thresholds(Verdict.PROHIBITED))
    assert (proof.holds, proof.code, proof.diagnostics) == (True, Outcome.REACHED, ())
    assert proof.finding is not None
    assert proof.finding.worlds[0] == proof.finding.worlds[1]


@pytest.mark.parametrize("default", [None, Verdict.PROHIBITED])
def test_a_library_without_the_text_proves_nothing(default: Verdict | None) -> None:
    setting, _ = load_setting(())
    assert setting is not None
    empty = replace(setting, policy=replace(setting.policy, documents={}))
    proof = prove_gate(empty, Asked(AS_OF), Thresholds(default))
    assert (proof.holds, proof.finding, proof.code) == (False, None, Outcome.NOTHING_CHECKED)
