"""One finding on one screen: what every report for people shows of it."""

from __future__ import annotations

from collections.abc import Iterator

from gauger.findings.model import Choice, ConsequenceCited, DecidingSet, Finding, Path, PositionHeld, Verdict, tell_verdict
from gauger.reports.layout import Style, field, headline, wrap

SETS_SHOWN = 4
FACTS_SHOWN = 6
PATHS_SHOWN = 3


def render_finding(finding: Finding, style: Style) -> Iterator[str]:
    """One finding on one screen."""
    duty = f" (duty {finding.duty})" if finding.duty else ""
    modelled = " as modelled" if finding.as_modelled else ""
    known = "" if finding.counts else " (known)"
    yield from headline(
        f"{finding.word.upper()}{modelled}{duty}{known}", finding.verdict.word, f"{cite_place(finding)}{_versions(finding)}", style
    )
    yield from wrap(finding.citation.paraphrase, style)
    yield from wrap(finding.citation.url, style)
    yield from field("act", f"{finding.act} ({finding.location})", style)
    yield from field("source", finding.source, style)
    yield from _paths(finding, style)
    yield from _title(finding, style)
    yield from _why(finding, style)
    yield from _facts(finding, style)
    yield from _more(finding, style)


def cite_place(finding: Finding) -> str:
    """Title and pinpoint, as lawyers cite."""
    return f"{finding.citation.title} {finding.citation.pinpoint}"


def _versions(finding: Finding) -> str:
    versions = ", ".join(str(v) for v in finding.citation.versions)
    secondary = ", secondary source" if finding.citation.standing == "secondary" else ""
    noun = "versions" if len(finding.citation.versions) > 1 else "version"
    return f" ({noun} {versions}{secondary})" if versions else secondary


def _paths(finding: Finding, style: Style) -> Iterator[str]:
    """Paths that differ in where they pass; those that differ in manner alone are one line here."""
    passing: dict[tuple[str, ...], Path] = {}
    for path in finding.paths:
        passing.setdefault((path.origin, *(hop.node for hop in path.hops)), path)
    shown = list(passing.values())
    for path in shown[:PATHS_SHOWN]:
        yield from field("path", _path(path), style)
    if len(shown) > PATHS_SHOWN:
        yield from field("", f"and {len(shown) - PATHS_SHOWN} more (`gauger explain` lists them)", style)


def _path(path: Path) -> str:
    hops = "".join(f" -{hop.manner}-> {hop.node} ({hop.span.begin.line}:{hop.span.begin.column})" for hop in path.hops)
    return path.origin + hops


def _title(finding: Finding, style: Style) -> Iterator[str]:
    """What title hangs on: a clause that assigns it forbids nothing, and loses it to the breach of others."""
    clauses = "; ".join(dict.fromkeys(f"{hung.title} {hung.pinpoint}" for hung in finding.hangs_on))
    if clauses:
        lost = finding.verdict is Verdict.PROHIBITED
        yield from field("lost by" if lost else "hangs on", f"{'breach of' if lost else 'compliance with'} {clauses}", style)


def tell_outcome(finding: Finding, *, breach: bool) -> str:
    """What is so in a world with a breach, or in one without."""
    if finding.norm == "assigns":
        return "lost" if breach else "kept"
    return "exposed" if breach else "clear"


def _why(finding: Finding, style: Style) -> Iterator[str]:
    if finding.causes:
        yield from field("turns on", " and ".join(finding.causes), style)
    named = {choice.key: choice for choice in finding.choices}
    for key in finding.pivots:
        yield from _choice(named[key], style)
    for found in finding.deciding_sets[:SETS_SHOWN]:
        yield from field(f"{tell_outcome(finding, breach=found.breach)} if", _set(found), style)
    if len(finding.deciding_sets) > SETS_SHOWN or not finding.complete:
        yield from field("", "more deciding sets with `gauger explain`", style)
    for exception in finding.exceptions:
        reason = f" ({'; '.join(exception.because[:2])})" if exception.because and exception.holds != "always" else ""
        holds = {"always": "holds", "never": "does not hold", "in some worlds": "holds in some worlds"}[exception.holds]
        yield from field("exception", f"{exception.name}, {exception.pinpoint}: {holds}{reason}", style)
    for other in finding.conflicts:
        place = f" ({other.span})" if other.span is not None else ""
        text = f"{other.title} {other.pinpoint}{place}, {other.clause}" if other.title else f"{other.clause} {other.pinpoint}"
        yield from field("against it", f"{text}: {other.says} {_settled(other.settled)}", style)


def _settled(settled: str | None) -> str:
    return f"({settled})" if settled else "(no written order between them)"


def _choice(choice: Choice, style: Style) -> Iterator[str]:
    yield from field(choice.kind, choice.question, style)
    for value, says in zip(choice.values, choice.explanations, strict=False):
        if says:
            yield from wrap(f"{value}: {says}", style, " " * 16, " " * 18)


def _set(found: DecidingSet) -> str:
    return " and ".join(f"{shorten(a.key)} is {a.value}" for a in found.given) or "nothing else is settled"


def shorten(key: str) -> str:
    """A choice by the part of its key that readers know it by."""
    kind, _, rest = key.partition(":")
    return rest.rpartition(":")[2] if kind == "reading" else rest


def _facts(finding: Finding, style: Style) -> Iterator[str]:
    shown = [
        f"{fact.fact} {fact.value} ({fact.span.begin.line}:{fact.span.begin.column})" for fact in finding.facts_relied_on[:FACTS_SHOWN]
    ]
    if shown:
        more = len(finding.facts_relied_on) - len(shown)
        yield from field("relies on", "; ".join(shown) + (f"; and {more} more" if more > 0 else ""), style)
    for missing in finding.missing:
        yield from field("missing", f"{missing.question} ({missing.span})", style)
    if finding.verdict in {Verdict.GREY, Verdict.OPEN} and finding.missing:
        answers = "; ".join(f"{shorten(a.key)} = {a.value}" for a in finding.settled_by) or "no single answer"
        yield from field("settled by", answers, style)


def describe_position(held: PositionHeld) -> str:
    """Whose position it is, what it says, why, and for how long."""
    who = f"{held.by}, {held.role} ({held.on} until {held.until})"
    return f"{who}: `{held.concept}` of {held.document} is read as `{held.reading}`, because {held.because} ({held.span})"


def _consequence(cited: ConsequenceCited) -> str:
    """A consequence with what leads to it, what averts it and what it outlasts."""
    marks = [f"cure within {cited.cure}"] if cited.cure else []
    marks += ["survives the agreement"] if cited.survives else []
    marks += ["in some cases"] if cited.holds == "in some worlds" else ["not here"] if cited.holds == "never" else []
    after = f" after {' or '.join(cited.after)}" if cited.after else ""
    return f"{cited.name} ({', '.join([cited.pinpoint, *marks])}){after}"


def _more(finding: Finding, style: Style) -> Iterator[str]:
    for held in finding.holds_while:
        yield from field(
            "holds while", f"{held.fact} stays as declared; else {tell_verdict(held.verdict, finding.norm)} ({held.span})", style
        )
    if finding.assuming:
        yield from field("assuming", ", ".join(finding.assuming), style)
    if finding.consequences:
        label = f"if {tell_outcome(finding, breach=True)}" if finding.verdict is Verdict.CLEAR else "leads to"
        yield from field(label, "; ".join(_consequence(c) for c in finding.consequences), style)
    if finding.in_return:
        yield from field("in return", "; ".join(f"{c.name} ({c.pinpoint}): {c.says}" for c in finding.in_return), style)
    if finding.remedy:
        yield from field("remedy", finding.remedy, style)
    for text in finding.residue if finding.as_modelled else ():
        yield from field("residue", text, style)
    for position in finding.positions:
        yield from field("position", describe_position(position), style)
    for text in finding.defects:
        yield from field("defect", text, style)
    for text in (*finding.notes, *finding.later):
        yield from field("note", text, style)
    yield from field("id", finding.id, style)
