"""What would be otherwise, for people: one whole text in tests/golden, and what must hold of any."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pytest

from gauger.findings.model import Change, Changes, ConsequenceCited, Hypothesis, Lost, Made, Repair, Repaired, Verdict
from gauger.reports.changes import REPAIRS_SHOWN, render_changes
from gauger.reports.layout import Style
from tests.unit.findings.building import COMPETES, GAP, RELEASES, cite, settle, span
from tests.unit.reports.test_text import compare

SUPPOSED = Hypothesis(
    "moon/rule", "A made-up rule", "Modelled on nothing. No such rule is in force.", "https://moon.example/rule", date(2026, 1, 1)
)
BAN = settle(Verdict.PROHIBITED, name="ban", act="release model: first", citation=cite(title="A made-up rule", pinpoint="1"))


def offer(cost: int, says: str, *, modelled: bool = False, redone: bool = False) -> Repair:
    made = Made("about", says, says, cost, (BAN.id,))
    return Repair(cost, (made,), ("train",) if redone else (), (BAN.id,) if modelled else ())


def repaired(*repairs: Repair) -> Repaired:
    return Repaired((BAN.id,), repairs)


RELEASE = Lost(
    act="release model: first",
    by="Acme AI",
    artifact="student",
    form="hosted-api",
    to=("customers", "public"),
    verdict=Verdict.PROHIBITED,
    duty=None,
    norm="forbids",
    findings=(BAN.id,),
    turns_on=(COMPETES.key, RELEASES.key),
    leads_to=(ConsequenceCited("exclusion", "4", "The supplier may be kept out."),),
    remains=repaired(offer(6, "keep `student` internal")),
    span=span(20),
)
USE = replace(RELEASE, act="use model: train", form="", to=(), turns_on=(), leads_to=(), remains=repaired(), span=span(15))
TOO_OLD = "no text of `acme/terms` was in force on 2026-06-01: the oldest that is encoded is of 2026-07-01"
TOO_EARLY = "`ask` could not be done on 2026-06-01: `big` was released on 2026-08-01"
LOSS = Changes(
    project="assistant",
    declaration="gauger.yaml",
    party="Acme AI",
    as_of=date(2026, 6, 1),
    supposed=("everything is done on 2026-06-01",),
    hypothetical=(SUPPOSED,),
    policies_digest="p" * 64,
    declaration_digest="d" * 64,
    worse=(
        Change(BAN, None, None, Verdict.PROHIBITED, None),
        Change(replace(BAN, id="other", source="acme/small at rank"), None, None, Verdict.PROHIBITED, None),
        Change(
            settle(Verdict.CONDITIONAL, name="naming", duty="unmet"),
            Verdict.CONDITIONAL,
            "unshown",
            Verdict.CONDITIONAL,
            "unmet",
            TOO_EARLY,
        ),
    ),
    better=(Change(settle(Verdict.GREY, name="gone"), Verdict.GREY, None, None, None),),
    unjudged=(
        *(
            Change(settle(verdict, name=name, act=f"train model: {name}"), verdict, None, None, None, because=TOO_OLD)
            for verdict, name in ((Verdict.GREY, "train"), (Verdict.OPEN, "train"), (Verdict.CLEAR, "tune"))
        ),
        Change(settle(Verdict.CLEAR, name="early"), Verdict.CLEAR, None, None, None, because=TOO_EARLY),
        Change(settle(Verdict.CLEAR, name="early"), Verdict.CLEAR, None, None, None, because=TOO_EARLY),
    ),
    same=4,
    lost=(RELEASE, USE),
    unexamined=(GAP,),
    repairs=repaired(offer(9, "start from `free/base` in place of `acme/base`", redone=True, modelled=True)),
    limit=12,
    positions=(),
)
NONE = replace(LOSS, project="helper", worse=(), better=(), unjudged=(), lost=(), unexamined=(), repairs=None)


def show(*reports: Changes, width: int = 80) -> str:
    return render_changes(reports, Style(width))


def test_changes_are_word_for_word() -> None:
    compare("changes-80.txt", show(LOSS, NONE))


@pytest.mark.parametrize("width", [40, 60, 80, 120])
def test_no_line_is_wider_than_the_terminal_and_no_word_is_lost(width: int) -> None:
    text = show(LOSS, NONE, width=width)
    assert [line for line in text.splitlines() if len(line) > width and len(line.split()) > 2] == []
    assert text.split() == show(LOSS, NONE).split()


def test_what_every_pipeline_loses_is_told_first_where_there_are_several() -> None:
    assert "WHICH PIPELINES LOSE WHAT" not in show(LOSS)
    several = show(LOSS, NONE).splitlines()
    assert several[several.index("WHICH PIPELINES LOSE WHAT") + 3] == "  - helper (Acme AI): nothing"


def test_no_rule_supposed_is_told_as_one_in_force() -> None:
    assert "no such rule is in force" in show(LOSS)
    assert show(LOSS).rstrip().endswith("No rule marked hypothetical is in force. Gauger informs; it\ngives no legal advice.")
    assert "in force" not in show(replace(LOSS, hypothetical=(), unjudged=()))


def test_a_release_tells_its_form_and_whom_it_is_for_and_a_step_what_is_done() -> None:
    text = show(LOSS)
    assert "  - for Acme AI: student, let out as hosted-api to customers, public: prohibited\n" in text
    assert "  - for Acme AI: student (use model: train): prohibited (gauger.yaml:15:3)\n" in text
    assert "let out: prohibited" not in show(replace(LOSS, lost=(replace(RELEASE, form="", to=()),)))


def test_findings_that_change_alike_are_told_once_with_all_their_sources() -> None:
    text = " ".join(show(LOSS).split())
    assert text.count("nothing to prohibited: A made-up rule 1, release model: first, from") == 1
    assert f"from {BAN.source}; acme/small at rank" in text
    assert "conditional (duty unshown) to conditional (duty unmet): Acme Terms 3.3(e)" in text


def test_what_remains_for_one_thing_alone_is_told_where_it_costs_less() -> None:
    text = show(LOSS)
    assert "alone:\n     6  keep `student` internal" in text
    dear = replace(LOSS, lost=(replace(RELEASE, remains=repaired(offer(9, "keep `student` internal"))), USE))
    assert " alone:" not in show(dear)
    assert " alone:" not in show(replace(LOSS, lost=(RELEASE,)))
    assert "alone:\n    no set of edits does" in show(replace(LOSS, repairs=repaired()))


def test_of_many_ways_the_cheapest_are_told_and_the_others_counted() -> None:
    many = replace(LOSS, lost=(RELEASE,), repairs=repaired(*(offer(n, f"way {n}") for n in range(1, REPAIRS_SHOWN + 3))))
    told = re.findall(r"way (\d+)", show(many))
    assert told == [str(n) for n in range(1, REPAIRS_SHOWN + 1)]
    assert "and 2 more (`--format json` lists them)" in show(many)


def test_the_past_is_spoken_of_where_something_is_done_again() -> None:
    past = "What was done before stays as it was done"
    assert past in show(LOSS)
    assert past not in show(replace(LOSS, repairs=repaired(offer(9, "change it"))))


def test_what_is_no_longer_examined_is_never_told_as_better() -> None:
    text = show(replace(LOSS, worse=(), better=(), lost=(), repairs=None))
    assert "\n5 no longer examined, 4 as before\n" in text
    assert "BETTER" not in text
    assert "nothing changes" not in text


def test_a_title_that_would_be_lost_is_not_told_as_prohibited() -> None:
    title = settle(Verdict.PROHIBITED, name="title", act="own output: ask", norm="assigns")
    lost = replace(USE, act="own output: ask", norm="assigns")
    report = replace(LOSS, worse=(Change(title, Verdict.CLEAR, None, Verdict.PROHIBITED, None),), better=(), unjudged=(), lost=(lost,))
    text = " ".join(show(report, report).split())
    assert "student (own output: ask): title lost" in text
    assert "clear to title lost: Acme Terms 3.3(e), own output: ask" in text
    assert "prohibited" not in text
