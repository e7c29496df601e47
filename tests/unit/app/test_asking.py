"""Questions about a text, and what comes of an answer in it."""

from __future__ import annotations

from datetime import date
from functools import cache

from gauger.app.asking import Inquired, answer, find_place, inquire
from gauger.app.checking import Asked
from gauger.app.setting import Setting, load_setting
from tests.unit.cli.running import GREY

ASKED = Asked(date(2026, 11, 23))
TEXT = GREY.read_text(encoding="utf-8")


@cache
def setting() -> Setting:
    found, mistakes = load_setting()
    assert found is not None, mistakes
    return found


def ask(text: str = TEXT, name: str = "gauger.yaml") -> Inquired:
    return inquire(name, text, setting(), ASKED)


def test_questions_come_most_worth_knowing_first() -> None:
    found = ask().inquiries
    assert found is not None
    worth = [(i.ask.sure, i.ask.settles, i.ask.touches) for i in found.inquiries]
    assert worth == sorted(worth, reverse=True)
    assert [i.ask.key for i in found.inquiries] == [f"fact:ocr.release.{key}" for key in ("change-notices", "licence-copy", "notice-file")]


def test_a_finding_whose_duty_is_not_shown_is_not_settled() -> None:
    found = ask()
    assert found.inquiries is not None
    assert found.exposure is not None
    asked_about = {f.id for f in found.exposure.findings if f.missing}
    assert asked_about
    assert asked_about <= set(found.inquiries.unsettled)


def test_what_an_answer_is_said_to_do_it_does() -> None:
    before = ask()
    assert before.inquiries is not None
    for inquiry in before.inquiries.inquiries:
        slot = find_place(inquiry.ask, before, setting())
        assert slot is not None
        assert inquiry.answers
        for given in inquiry.answers:
            after = answer("gauger.yaml", inquiry.ask, slot, given.value, before, setting(), ASKED)
            assert isinstance(after, Inquired)
            assert after.exposure is not None
            verdicts = {f.id: f.severity.word for f in after.exposure.findings}
            assert [verdicts[name] for name in given.clear] == ["clear"] * len(given.clear)
            duties = {f.id: f.duty for f in after.exposure.findings}
            assert [duties[name] for name in given.unmet] == ["unmet"] * len(given.unmet)
            assert [verdicts[name] for name in given.prohibited] == ["prohibited"] * len(given.prohibited)
            assert after.inquiries is not None
            assert inquiry.ask.key not in {i.ask.key for i in after.inquiries.inquiries}


def test_an_answer_of_another_sort_is_a_mistake() -> None:
    before = ask()
    assert before.inquiries is not None
    inquiry = before.inquiries.inquiries[0]
    slot = find_place(inquiry.ask, before, setting())
    assert slot is not None
    after = answer("gauger.yaml", inquiry.ask, slot, "perhaps", before, setting(), ASKED)
    assert not isinstance(after, Inquired)
    assert [m.code for m in after] == ["G485"]


def test_an_answer_that_looks_like_a_slip_is_taken_and_pointed_out() -> None:
    text = TEXT.replace("    via: openai/api\n", "")
    before = ask(text)
    assert before.inquiries is not None
    inquiry = next(i for i in before.inquiries.inquiries if i.ask.key == "fact:label-pages.via")
    slot = find_place(inquiry.ask, before, setting())
    assert slot is not None
    after = answer("gauger.yaml", inquiry.ask, slot, "opnai/api", before, setting(), ASKED)
    assert isinstance(after, Inquired)
    assert [(m.code, m.severity, m.help) for m in after.diagnostics] == [("G464", "warning", "did you mean `openai/api`?")]
    assert before.diagnostics == ()


def test_a_text_with_mistakes_has_no_questions_and_all_its_mistakes() -> None:
    found = ask(TEXT.replace("does: train", "does: trian").replace("does: convert", "does: convrt"))
    assert found.inquiries is None
    assert len([m for m in found.diagnostics if m.severity == "error"]) == 4


def test_a_conclusion_is_flagged_and_the_facts_beneath_it_are_asked_for() -> None:
    plain = ask(TEXT.replace("task: ocr, ", ""))
    concluded = ask(TEXT.replace("task: ocr, ", "competes: no, "))
    assert plain.inquiries is not None
    assert concluded.inquiries is not None
    assert concluded.exposure is not None
    assert [c.concept for c in concluded.exposure.characterisations] == ["competes"]
    assert {i.ask.key for i in plain.inquiries.inquiries} <= {i.ask.key for i in concluded.inquiries.inquiries}
