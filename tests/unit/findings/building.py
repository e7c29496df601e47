"""A finding with something in every field, and ways to vary it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from gauger.findings.model import (
    Assignment,
    Characterisation,
    Choice,
    Citation,
    ConsequenceCited,
    Considered,
    DecidingSet,
    Examined,
    ExceptionConsidered,
    Exposure,
    Finding,
    HoldsWhile,
    Hop,
    Missing,
    Opposed,
    Path,
    ReliedOn,
    Unexamined,
    Verdict,
    Witness,
)
from gauger.text import Source, Span

TEXT = "\n".join(f"line {n} of the declaration" for n in range(1, 31))
SOURCE = Source("gauger.yaml", TEXT)
COMPETES = Choice(
    key="reading:acme/terms:competes",
    kind="reading",
    question="Do the two compete?",
    values=("substitute", "any-overlap"),
    explanations=("Buyers could take one for the other.", "The two share a capability."),
)
RELEASES = Choice("fact:student.releases", "fact", "Is `student` let out in any way that is not declared?", ("none of these", "to public"))


def span(line: int, column: int = 3) -> Span:
    """A few characters of a line of the declaration."""
    start = sum(len(text) + 1 for text in TEXT.split("\n")[: line - 1]) + column - 1
    return Span(SOURCE, start, start + 4)


def cite(**more: Any) -> Citation:
    cited = Citation(
        document="acme/terms",
        title="Acme Terms",
        versions=(date(2025, 5, 31), date(2026, 1, 1)),
        pinpoint="3.3(e)",
        paraphrase="Output is not used to develop models that compete with the publisher's products.",
        url="https://acme.example/terms",
        locator="use output to develop",
        standing="text",
        last_seen=date(2026, 5, 1),
    )
    return replace(cited, **more)


def make_finding(**more: Any) -> Finding:
    """Grey, turning on a reading and a fact."""
    wide, released = Assignment(COMPETES.key, "any-overlap"), Assignment(RELEASES.key, "to public")
    narrow, kept = Assignment(COMPETES.key, "substitute"), Assignment(RELEASES.key, "none of these")
    found = Finding(
        id="acme/terms#no-competing@train:ask",
        verdict=Verdict.GREY,
        duty=None,
        as_modelled=False,
        family="training",
        norm="forbids",
        document="acme/terms",
        clause="no-competing",
        act="train model: train",
        source="acme/big via acme/api at ask",
        citation=cite(),
        location=span(20),
        causes=("fact", "reading"),
        choices=(COMPETES, RELEASES),
        pivots=(COMPETES.key, RELEASES.key),
        deciding_sets=(DecidingSet((narrow,), False), DecidingSet((kept,), False), DecidingSet((wide, released), True)),
        complete=True,
        worlds=(1, 4),
        witnesses=(Witness((wide, released), True), Witness((narrow, kept), False)),
        facts_relied_on=(ReliedOn("student.task", "chat", span(8)), ReliedOn("base.family", "qwen", span(7), "catalogue: model card")),
        missing=(Missing(RELEASES.key, RELEASES.question, span(8)),),
        settled_by=(kept,),
        holds_while=(HoldsWhile("student.releases", Verdict.PROHIBITED, span(25)),),
        exceptions=(
            ExceptionConsidered("classifier", "17(a)", "Classifiers that stay inside are free.", "never", ("student.task is chat",)),
            ExceptionConsidered("ordered", "16.2", "An order form may say otherwise.", "in some worlds", ()),
        ),
        paths=(
            Path("output of ask", (Hop("rows", "copy", span(18)), Hop("student", "copy", span(21))), ("uses: verbatim",)),
            Path("output of ask", (Hop("student", "judge", span(22)),), ()),
        ),
        consequences=(ConsequenceCited("suspension", "8.2", "Access may be limited."),),
        conflicts=(Opposed("acme/policy#free", "2", "Output is free to use.", None),),
        assuming=("lawful", "within-these-terms"),
        remedy="Ask for leave in writing.",
        residue=("competes: other readings",),
        notes=("a permission ended the day before",),
        derivation=("in force on the days of the act: yes", "grey: the clause is breached in 1 of 4 admissible worlds"),
        later=("doing this on 2026-06-01 would be prohibited under Acme Terms 3.2",),
    )
    return replace(found, **more)


def settle(verdict: Verdict, **more: Any) -> Finding:
    """A finding in which nothing is left open."""
    name = more.pop("name", verdict.word)
    emptied = (
        "causes",
        "choices",
        "pivots",
        "deciding_sets",
        "witnesses",
        "missing",
        "settled_by",
        "holds_while",
        "exceptions",
        "conflicts",
    )
    bare = ("notes", "later", "assuming", "consequences", "residue", "paths", "facts_relied_on")
    plain: dict[str, Any] = dict.fromkeys((*emptied, *bare), ())
    plain |= {"id": f"acme/terms#{name}@train:ask", "clause": name, "worlds": (int(verdict > 0), 1), "remedy": None}
    return make_finding(**{"verdict": verdict, **plain, **more})


def expose(*findings: Finding, **more: Any) -> Exposure:
    """An exposure of one declaration."""
    seen = Examined("gauger.yaml", 3, 2, 1, 14, ("acme/policy", "acme/terms"), date(2026, 5, 1))
    made = Exposure("support assistant", date(2026, 6, 1), "p" * 64, "d" * 64, seen, (), findings, (), (), ())
    return replace(made, **more)


GAP = Unexamined("terms", "ask", "no installed document governs `acme/other`", span(15))
UNMADE = Unexamined("lineage", "rows", "how `rows` was made is not declared", span(9))
CONSIDERED = Considered("acme/terms#naming", "ask", "speaks of nothing that is declared over this source")
CONCLUSION = Characterisation("student.competes", "competes", ("student.task", "student.releases"), span(8))
