"""What would be otherwise, for a person: what is supposed, which pipelines lose what and for whom, which findings change, what remains."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from gauger.findings.model import Change, Changes, Duty, Lost, Repair, Repaired, Verdict, tell_verdict
from gauger.reports.finding import cite_place, describe_position, shorten
from gauger.reports.layout import DISCLAIMER, Style, count, headline, wrap

REPAIRS_SHOWN = 5


def render_changes(reports: Sequence[Changes], style: Style) -> str:
    """All declarations, after what holds for all of them."""
    lines = [*_supposed(reports, style), *_overview(reports, style)]
    for report in reports:
        lines += ["", *_changes(report, style)]
    return "\n".join([*lines, "", *_foot(reports, style), ""])


def _supposed(reports: Sequence[Changes], style: Style) -> Iterator[str]:
    first = reports[0]
    for line in first.supposed:
        yield from wrap(f"supposing that {line}", style, "", "  ")
    for hypothesis in first.hypothetical:
        yield from headline("HYPOTHETICAL", "bold", f"{hypothesis.title} ({hypothesis.document}): no such rule is in force", style)
        yield from wrap(hypothesis.says, style)
        yield from wrap(f"Supposed from {hypothesis.begins} on: it says nothing of what is done before.", style)
        yield from wrap(hypothesis.url, style)


def _overview(reports: Sequence[Changes], style: Style) -> Iterator[str]:
    """Every pipeline with what it would lose, where there are several."""
    if len(reports) < 2:
        return
    yield ""
    yield style.paint("WHICH PIPELINES LOSE WHAT", "bold")
    for report in reports:
        lost = "; ".join(f"{_describe(one)}: {_word(one.verdict, one.duty, one.norm)}" for one in report.lost) or "nothing"
        yield from wrap(f"- {report.project} ({report.party}): {lost}", style, "  ", "    ")


def _changes(report: Changes, style: Style) -> Iterator[str]:
    yield from headline(report.project, "bold", f"({report.declaration}), as of {report.as_of}", style)
    for held in report.positions:
        yield from wrap(f"under the position of {describe_position(held)}", style, "", "  ")
    told = [f"{count(len(report.worse), 'finding')} worse"] if report.worse else []
    told += [f"{len(report.better)} better"] if report.better else []
    told += [f"{len(report.unjudged)} no longer examined"] if report.unjudged else []
    yield from wrap(
        ", ".join(told) + f", {report.same} as before" if told else f"nothing changes: {report.same} as before", style, "", "  "
    )
    yield from _lost(report, style)
    yield from _list("WORSE", report.worse, style)
    yield from _list("BETTER", report.better, style)
    yield from _unjudged(report, style)
    if report.unexamined:
        yield ""
        yield style.paint("NOT EXAMINED THEN", "bold")
        for gap in report.unexamined:
            yield from wrap(f"{gap.source}: {gap.reason} ({gap.span})", style, "  ", "    ")
    yield from _remains(report, style)


# --- who loses what ----------------------------------------------------------------------------------------------------


def _lost(report: Changes, style: Style) -> Iterator[str]:
    if not report.lost:
        return
    yield ""
    yield style.paint("WHAT IS AT STAKE", "bold")
    for lost in report.lost:
        yield from wrap(
            f"- for {lost.by}: {_describe(lost)}: {_word(lost.verdict, lost.duty, lost.norm)} ({lost.span})", style, "  ", "    "
        )
        if lost.turns_on:
            yield from wrap(f"turns on {', '.join(dict.fromkeys(shorten(key) for key in lost.turns_on))}", style, "    ", "      ")
        for cited in lost.leads_to:
            yield from wrap(f"leads to {cited.name} ({cited.pinpoint}): {cited.says}", style, "    ", "      ")


def _describe(lost: Lost) -> str:
    """What is lost: a release with its form and whom it is for, else what is made or asked by doing what."""
    thing = lost.artifact or "what comes of it"
    if not (lost.form or lost.to):
        return f"{thing} ({lost.act})"
    form = f" as {lost.form}" if lost.form else ""
    to = f" to {', '.join(lost.to)}" if lost.to else ""
    return f"{thing}, let out{form}{to}"


def _word(verdict: Verdict | None, duty: Duty | None, norm: str) -> str:
    if verdict is None:
        return "nothing"
    word = tell_verdict(verdict, norm)
    return f"{word} (duty {duty})" if duty else word


# --- findings ----------------------------------------------------------------------------------------------------------


def _list(title: str, changes: Sequence[Change], style: Style) -> Iterator[str]:
    """Findings that change; those of one clause on one act that change alike are told together, with all their sources."""
    if not changes:
        return
    yield ""
    yield style.paint(title, "bold")
    alike: dict[tuple[str, ...], list[Change]] = {}
    for change in changes:
        alike.setdefault((cite_place(change.finding), change.finding.clause, change.finding.act, _step(change), change.because), []).append(
            change
        )
    for (place, _, act, step, because), group in alike.items():
        sources = "; ".join(change.finding.source for change in group)
        yield from wrap(f"- {step}: {place}, {act}, from {sources}", style, "  ", "    ")
        yield from wrap(group[0].finding.citation.paraphrase, style, "    ", "    ")
        if because:
            yield from wrap(because, style, "    ", "    ")


def _unjudged(report: Changes, style: Style) -> Iterator[str]:
    """What is not better, for want of anything to judge: under each reason the findings that were not clear, and how many were."""
    reasons: dict[str, list[Change]] = {}
    for change in report.unjudged:
        reasons.setdefault(change.because, []).append(change)
    if reasons:
        yield ""
        yield from headline("NO LONGER EXAMINED", "bold", "what was not there yet makes nothing better", style)
    for reason, changes in reasons.items():
        yield from wrap(f"- {reason}", style, "  ", "    ")
        clear = [change for change in changes if change.before is Verdict.CLEAR]
        exposed = [change for change in changes if change.before is not Verdict.CLEAR]
        for told in dict.fromkeys(f"{cite_place(c.finding)}, {c.finding.act}" for c in exposed):
            words = dict.fromkeys(
                _word(c.before, c.duty_before, c.finding.norm) for c in exposed if f"{cite_place(c.finding)}, {c.finding.act}" == told
            )
            yield from wrap(f"was {', '.join(words)}: {told}", style, "    ", "      ")
        if clear:
            yield from wrap(
                f"{'and ' if exposed else ''}{count(len(clear), 'finding')} that {'was' if len(clear) == 1 else 'were'} clear",
                style,
                "    ",
                "      ",
            )


def _step(change: Change) -> str:
    norm = change.finding.norm
    return f"{_word(change.before, change.duty_before, norm)} to {_word(change.after, change.duty_after, norm)}"


# --- what remains ------------------------------------------------------------------------------------------------------


def _remains(report: Changes, style: Style) -> Iterator[str]:
    """What would clear all findings that are worse, and what each thing by itself where that costs less or nothing clears them all."""
    if report.repairs is None:
        return
    yield ""
    yield from headline("WHAT REMAINS", "bold", f"to clear what is worse, up to a cost of {report.limit}", style)
    if not report.repairs.repairs:
        yield "  no set of edits does"
    yield from _repairs(report.repairs.repairs, style, "  ")
    cheapest = _cost(report.repairs)
    for lost in report.lost if len(report.lost) > 1 else ():
        if lost.remains is not None and (cheapest is None or (_cost(lost.remains) or cheapest) < cheapest):
            yield from wrap(f"for {_describe(lost)} alone:", style, "  ", "    ")
            if not lost.remains.repairs:
                yield "    no set of edits does"
            yield from _repairs(lost.remains.repairs, style, "    ")


def _cost(repaired: Repaired) -> int | None:
    return min((repair.cost for repair in repaired.repairs), default=None)


def _repairs(repairs: Sequence[Repair], style: Style, indent: str) -> Iterator[str]:
    for repair in repairs[:REPAIRS_SHOWN]:
        modelled = " (clear as modelled)" if repair.as_modelled else ""
        told = f"{repair.cost:>2}  {'; '.join(made.says for made in repair.edits)}{modelled}"
        yield from wrap(told, style, indent, f"{indent}    ")
    if len(repairs) > REPAIRS_SHOWN:
        yield from wrap(f"and {len(repairs) - REPAIRS_SHOWN} more (`--format json` lists them)", style, f"{indent}    ")


def _foot(reports: Sequence[Changes], style: Style) -> Iterator[str]:
    made = [r.repairs for r in reports] + [lost.remains for r in reports for lost in r.lost]
    redone = any(repair.redone for repaired in made if repaired is not None for repair in repaired.repairs)
    past = "What was done before stays as it was done; what remains clears the pipeline as it would stand. " if redone else ""
    unreal = "No rule marked hypothetical is in force. " if reports[0].hypothetical else ""
    yield from wrap(f"{past}{unreal}{DISCLAIMER}", style, "", "")
