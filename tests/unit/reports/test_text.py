"""The report for people: whole texts in tests/golden, and what must hold of any of them."""

from __future__ import annotations

import os
import re
import shlex
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gauger.findings.model import Assignment, Choice, Exposure, HangsOn, Verdict, Witness
from gauger.reports.explanation import render_explanation
from gauger.reports.layout import DISCLAIMER, Style, count, escape, wrap
from gauger.reports.outline import render_outline
from gauger.reports.text import render_text
from tests.unit.findings.building import CONCLUSION, CONSIDERED, GAP, RELEASES, UNMADE, cite, expose, make_finding, settle

GOLDEN = Path(__file__).parents[2] / "golden"
UPDATE = "GAUGER_REGENERATE"

KEPT = make_finding().deciding_sets[1]
OPEN = settle(
    Verdict.OPEN,
    source="acme/small via acme/api at ask",
    missing=make_finding().missing,
    pivots=(RELEASES.key,),
    choices=(RELEASES,),
    causes=("fact",),
    deciding_sets=(KEPT,),
)
TITLE = make_finding(
    norm="assigns", act="own output: ask", clause="title", paths=(),
    hangs_on=(
        HangsOn("acme/terms#no-competing", "Acme Terms", "3.3(e)", Verdict.GREY),
        HangsOn("acme/policy#naming", "Acme Policy", "4", Verdict.CONDITIONAL),
    ),
)  # fmt: skip
FULL = expose(
    make_finding(),
    settle(Verdict.PROHIBITED, as_modelled=True, residue=("competes: other readings",), name="no-extraction"),
    settle(Verdict.PROHIBITED, norm="assigns", act="own output: ask", hangs_on=TITLE.hangs_on, name="title"),
    settle(Verdict.CONDITIONAL, duty="unmet", name="naming", remedy="Begin the name with Acme.", norm="requires"),
    settle(Verdict.CONDITIONAL, duty="unshown", name="notice", norm="requires"),
    replace(OPEN, id="acme/terms#a@train:ask", clause="a"),
    replace(OPEN, id="acme/terms#b@train:ask", clause="b", citation=cite(pinpoint="4.1"), remedy="Declare the releases."),
    settle(Verdict.GREY, citation=cite(standing="secondary", pinpoint="5", versions=()), name="reported"),
    settle(Verdict.CLEAR, name="quiet", norm="silent", citation=cite(pinpoint="6")),
    settle(Verdict.CLEAR, name="free", norm="permits", citation=cite(pinpoint="7")),
    settle(Verdict.CLEAR, name="kept", citation=cite(pinpoint="8"), holds_while=make_finding().holds_while, as_modelled=True,
           exceptions=(replace(make_finding().exceptions[0], holds="always"),), notes=("not bound",)),
    unexamined=(GAP, UNMADE),
    considered=(CONSIDERED,),
    dormant=(settle(Verdict.PROHIBITED, name="weights", remedy="Keep the weights."), settle(Verdict.GREY, name="name")),
    characterisations=(CONCLUSION, replace(CONCLUSION, asks=())),
)  # fmt: skip
NOTHING = expose(examined=replace(expose().examined, steps=1, sources=0, releases=0, clauses=0, documents=(), terms_last_seen=None))


def compare(name: str, text: str) -> None:
    """A text against its golden file, which is written anew when asked for."""
    path = GOLDEN / name
    if os.environ.get(UPDATE):
        path.write_text(text, encoding="utf-8")
    assert text == path.read_text(encoding="utf-8")


REPORTS: list[tuple[str, Sequence[Exposure], Style, bool]] = [
    ("full-80.txt", [FULL], Style(80), False),
    ("full-40.txt", [FULL], Style(40), False),
    ("full-120-verbose.txt", [FULL], Style(120), True),
    ("full-80-color.txt", [FULL], Style(80, color=True), False),
    ("nothing.txt", [NOTHING], Style(80), False),
    ("two.txt", [NOTHING, expose(settle(Verdict.CLEAR))], Style(80), False),
]


@pytest.mark.parametrize(("name", "exposures", "style", "verbose"), REPORTS, ids=[r[0] for r in REPORTS])
def test_reports_are_word_for_word(name: str, exposures: Sequence[Exposure], style: Style, verbose: bool) -> None:
    compare(name, render_text(exposures, style, verbose=verbose))


@pytest.mark.parametrize("style", [Style(80), Style(60, color=True)], ids=["plain", "color"])
def test_explanations_are_word_for_word(style: Style) -> None:
    finding = make_finding(complete=False)
    compare(f"explanation-{style.width}.txt", render_explanation(finding, style))


def test_an_explanation_of_what_is_settled_leaves_out_what_there_is_not() -> None:
    text = render_explanation(settle(Verdict.CLEAR), Style(80))
    assert "DERIVATION" in text
    assert not any(title in text for title in ("PATHS", "WITNESSES", "WHAT DECIDES IT", "WHAT IS NOT SETTLED", "EXCEPTIONS CONSIDERED"))


def test_witnesses_are_options_that_a_shell_takes_as_they_are_copied() -> None:
    """One a line, joined for the shell; no width breaks a value, and no quote in a name ends it."""
    world = (Assignment("fact:it's.name", "one that begins with `Llama`, or another text altogether"), Assignment("fact:b.to", "public"))
    text = render_explanation(make_finding(witnesses=(Witness(breach=True, world=world),)), Style(40))
    copied = text.partition("  - exposed:\n")[2].partition("\n\n")[0]
    assert shlex.split(copied.replace("\\\n", " ")) == [part for a in world for part in ("--assume", f"{a.key}={a.value}")]


def test_what_a_clear_clause_would_lead_to_is_not_said_to_follow() -> None:
    text = render_explanation(replace(make_finding(), verdict=Verdict.CLEAR), Style(80))
    assert "  if exposed  suspension" in text
    assert "CONSEQUENCES, WERE IT OTHERWISE" in text
    assert "leads to" not in text


def test_a_source_with_two_gaps_is_one_source() -> None:
    gaps = (GAP, replace(GAP, reason="no encoded version of `acme/terms` is older than 2026-01-01"))
    assert render_text([expose(unexamined=gaps)], Style(200)).splitlines()[-1].endswith("; 1 source not examined. " + DISCLAIMER)


def test_colour_adds_nothing_but_colour() -> None:
    colored = render_text([FULL], Style(80, color=True))
    assert "\x1b[31;1mPROHIBITED" in colored
    assert re.sub(r"\x1b\[[0-9;]*m", "", colored) == render_text([FULL], Style(80))


def test_the_words_are_those_of_the_house() -> None:
    for name in ("full-80.txt", "explanation-80.txt", "full-120-verbose.txt"):
        text = (GOLDEN / name).read_text(encoding="utf-8").casefold()
        assert "violation" not in text
        assert "attack" not in text
        assert " ".join(text.split()).count("it gives no legal advice") == 1


@pytest.mark.parametrize("width", [40, 60, 80, 120])
def test_no_line_that_can_be_broken_is_wider_than_asked(width: int) -> None:
    for line in render_text([FULL], Style(width), verbose=True).splitlines():
        assert len(line) <= width or " " not in line.strip() or line.startswith("  id ")


def test_many_of_a_kind_are_cut_short_and_say_so() -> None:
    path, fact, found = make_finding().paths[0], make_finding().facts_relied_on[0], make_finding().deciding_sets[0]
    elsewhere = tuple(replace(path, origin=f"output of ask-{n}") for n in range(5))
    long = make_finding(paths=(*elsewhere, elsewhere[0]), facts_relied_on=(fact,) * 8, deciding_sets=(found,) * 5)
    text = render_text([expose(long)], Style(120))
    assert text.count("-copy-> rows") == 3
    assert "and 2 more (`gauger explain` lists them)" in text
    assert text.count("student.task chat (8:3)") == 6
    assert "; and 2 more" in text
    assert text.count("clear if") == 4
    assert "more deciding sets with `gauger explain`" in text


def test_no_answer_alone_is_said_where_none_settles_it() -> None:
    assert "settled by  no single answer" in render_text([expose(make_finding(settled_by=()))], Style(120))


def test_a_written_order_is_told() -> None:
    settled = replace(make_finding().conflicts[0], settled="the other text prevails, as written")
    assert "(the other text prevails, as written)" in render_text([expose(make_finding(conflicts=(settled,)))], Style(120))


def test_a_set_that_settles_everything_names_nothing() -> None:
    found = replace(make_finding().deciding_sets[0], given=())
    assert "clear if    nothing else is settled" in render_text([expose(make_finding(deciding_sets=(found,)))], Style(120))


# --- hostile texts -----------------------------------------------------------------------------------------------------

HOSTILE = "a\x1b[31mb\x07c\u202edcba\u2066e\x9b2Jf\u2028g\r\x7f"


def test_names_can_neither_steer_a_terminal_nor_turn_the_line_around() -> None:
    choice = Choice(f"fact:{HOSTILE}.x", "fact", HOSTILE, (HOSTILE,))
    finding = make_finding(source=HOSTILE, act=HOSTILE, notes=(HOSTILE,), choices=(choice,), pivots=(choice.key,), remedy=HOSTILE)
    exposure = expose(finding, settle(Verdict.CLEAR, act=HOSTILE), project=HOSTILE, considered=(replace(CONSIDERED, source=HOSTILE),))
    texts = [
        render_text([exposure], Style(80)),
        render_text([exposure], Style(80), verbose=True),
        render_explanation(finding, Style(80)),
        render_outline([(0, HOSTILE)], Style(80)),
    ]
    for text in texts:
        assert "a\\x1b[31mb\\x07c\\u202edcba\\u2066e" in text
        assert all(c == "\n" or c.isprintable() for c in text)


@settings(deadline=None)
@given(st.text())
def test_nothing_invisible_is_left(text: str) -> None:
    shown = escape(text)
    assert all(c.isprintable() or c in "\n\t\u00a0\u00ad\u200c\u200d\u202f" for c in shown)
    if text.isprintable():
        assert shown == text


def test_scripts_that_need_joiners_keep_them() -> None:
    assert escape("می\u200cخواهم 👩\u200d💻") == "می\u200cخواهم 👩\u200d💻"


# --- small parts -------------------------------------------------------------------------------------------------------


def test_what_cannot_be_broken_stays_whole() -> None:
    address = "https://acme.example/" + "x" * 60
    assert list(wrap(f"see {address} now", Style(40), "  ", "    ")) == ["  see", f"    {address}", "    now"]


def test_counts() -> None:
    assert [count(0, "step"), count(1, "step"), count(2, "duty", "duties"), count(1, "duty", "duties")] == [
        "0 steps", "1 step", "2 duties", "1 duty"
    ]  # fmt: skip


def test_outlines_hang_under_their_level() -> None:
    text = render_outline([(0, "acme/terms: Acme Terms"), (1, "a line that does not fit into forty columns")], Style(40))
    assert text == "acme/terms: Acme Terms\n  a line that does not fit into forty\n      columns\n"


def test_title_is_lost_by_the_breach_of_others_and_nothing_of_it_is_prohibited() -> None:
    lost = settle(Verdict.PROHIBITED, norm="assigns", act="own output: ask", hangs_on=TITLE.hangs_on)
    text = " ".join(render_text((expose(lost),), Style()).split())
    assert "TITLE LOST Acme Terms 3.3(e)" in text
    assert "lost by breach of Acme Terms 3.3(e); Acme Policy 4" in text
    assert "1 title lost. Gauger informs" in text
    assert "2 titles lost. Gauger informs" in " ".join(render_text((expose(lost, replace(lost, id="other")),), Style()).split())
    assert "prohibited" not in text.casefold().replace("#prohibited@", "")


def test_title_that_may_be_lost_hangs_on_compliance() -> None:
    text = " ".join(render_text((expose(TITLE),), Style()).split())
    assert "hangs on compliance with Acme Terms 3.3(e); Acme Policy 4" in text
    assert "kept if competes is substitute" in text
    assert "lost if competes is any-overlap" in text
    assert "else title lost" in text
    assert "exposed" not in text.replace("exposed under the clause", "")
    told = " ".join(render_explanation(TITLE, Style()).split())
    assert "reading:acme/terms:competes is any-overlap and fact:student.releases is to public: lost" in told
