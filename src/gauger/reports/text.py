"""The report that a person reads in a terminal or in CI: what was examined, then findings worst first, then one line of summary."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from gauger.findings.model import Exposure, Finding, Verdict, tell_verdict
from gauger.reports.finding import cite_place, describe_position, render_finding
from gauger.reports.layout import DISCLAIMER, Style, count, field, headline, wrap

ASKS_SHOWN = 5
TITLE_LOST = tell_verdict(Verdict.PROHIBITED, "assigns")


def render_text(exposures: Sequence[Exposure], style: Style, *, verbose: bool = False) -> str:
    """All exposures, one after another, and the summary. `verbose` shows clear findings in full and the clauses considered."""
    lines = [line for exposure in exposures for line in _exposure(exposure, style, verbose=verbose)]
    return "\n".join([*lines, *_summary(exposures, style), ""])


def _exposure(exposure: Exposure, style: Style, *, verbose: bool) -> Iterator[str]:
    yield from _head(exposure, style)
    yield from _unexamined(exposure, style)
    yield from _characterisations(exposure, style)
    yield from _asks(exposure, style)
    for group in _groups([f for f in exposure.findings if verbose or f.verdict is not Verdict.CLEAR]):
        yield ""
        yield from _group(group, style) if len(group) > 1 else render_finding(group[0], style)
    if not verbose:
        yield from _clear([f for f in exposure.findings if f.verdict is Verdict.CLEAR], style)
    yield from _dormant(exposure, style)
    if verbose:
        yield from _considered(exposure, style)
    yield ""


def _head(exposure: Exposure, style: Style) -> Iterator[str]:
    seen = exposure.examined
    yield from headline(exposure.project, "bold", f"({seen.declaration}), as of {exposure.as_of}", style)
    what = [count(seen.steps, "step"), count(seen.sources, "source"), count(seen.releases, "release")]
    texts = f"{count(seen.clauses, 'clause')} of {count(len(seen.documents), 'document')}"
    last = f", last seen {seen.terms_last_seen}" if seen.terms_last_seen else ""
    yield from wrap(f"examined: {', '.join(what)}; {texts}{last}", style, "", "  ")
    for held in exposure.positions:
        yield from wrap(f"under the position of {describe_position(held)}", style, "", "  ")


def _unexamined(exposure: Exposure, style: Style) -> Iterator[str]:
    if exposure.unexamined:
        yield ""
        yield style.paint("NOT EXAMINED", "bold")
        for gap in exposure.unexamined:
            yield from wrap(f"{gap.source}: {gap.reason} ({gap.span})", style, "  ", "    ")


def _characterisations(exposure: Exposure, style: Style) -> Iterator[str]:
    for found in exposure.characterisations:
        yield ""
        asks = f" What would decide it: {', '.join(found.asks)}." if found.asks else ""
        yield from wrap(f"not relied on: `{found.fact}` is the conclusion itself ({found.span}).{asks}", style, "", "  ")


def _asks(exposure: Exposure, style: Style) -> Iterator[str]:
    """What to declare first; only worth a heading where there is a choice of questions."""
    if len(exposure.asks) < 2:
        return
    yield ""
    yield style.paint("DECLARE FIRST", "bold") + f"  what {count(len(exposure.asks), 'missing fact')} would settle"
    for ask in exposure.asks[:ASKS_SHOWN]:
        worth = f"settles {ask.settles} of the {ask.touches} that it bears on" if ask.settles else f"bears on {ask.touches}"
        yield from wrap(f"- {ask.question} ({worth}; {ask.span})", style, "  ", "    ")


# --- findings ----------------------------------------------------------------------------------------------------------


def _groups(findings: Sequence[Finding]) -> list[list[Finding]]:
    """Findings that one answer to one missing fact would clear are told together; every other finding stands alone."""
    groups: dict[object, list[Finding]] = {}
    for finding in findings:
        answer = _clearing(finding)
        groups.setdefault(finding.id if answer is None else (answer, finding.source, finding.counts), []).append(finding)
    return list(groups.values())


def _clearing(finding: Finding) -> tuple[str, str] | None:
    """The answer that clears a finding, where it hangs on one missing fact alone, beside readings perhaps."""
    if finding.verdict not in {Verdict.OPEN, Verdict.GREY} or len(finding.missing) != 1:
        return None
    single = [d.given[0] for d in finding.deciding_sets if not d.breach and len(d.given) == 1]
    return next(((a.key, a.value) for a in single if a.key == finding.missing[0].key), None)


def _group(group: Sequence[Finding], style: Style) -> Iterator[str]:
    first, answer = group[0], _clearing(group[0])
    assert answer is not None
    name, word = answer[0].partition(":")[2], first.verdict.word
    known = "" if first.counts else " (known)"
    yield from headline(f"{word.upper()}{known}", word, f"{len(group)} clauses, all clear if {name} is {answer[1]}", style)
    for missing in first.missing:
        yield from field("missing", f"{missing.question} ({missing.span})", style)
    yield from field("source", first.source, style)
    for finding in group:
        yield from wrap(f"- {finding.word}: {cite_place(finding)}: {finding.citation.paraphrase}", style, "  ", "    ")


# --- the rest ----------------------------------------------------------------------------------------------------------


def _clear(findings: Sequence[Finding], style: Style) -> Iterator[str]:
    if not findings:
        return
    yield ""
    yield from headline(f"CLEAR  {count(len(findings), 'clause')} considered", "clear", "(in full with --verbose)", style)
    alike: dict[tuple[str, str, str], list[str]] = {}
    for finding in findings:
        alike.setdefault((finding.citation.title, finding.act, _reason(finding)), []).append(finding.citation.pinpoint)
    for (title, act, reason), pinpoints in alike.items():
        yield from wrap(f"- {title} {'; '.join(dict.fromkeys(pinpoints))}, {act}{reason}", style, "  ", "    ")


def _reason(finding: Finding) -> str:
    """Why a clear finding is clear, in a few words."""
    words = {"silent": ": silent, which is no permission", "permits": ": permits it"}.get(finding.norm, "")
    held = [e.name for e in finding.exceptions if e.holds == "always"]
    words += f": exception {', '.join(held)}" if held else ""
    words += f" while {', '.join(h.fact for h in finding.holds_while)} stays as declared" if finding.holds_while else ""
    words += " (as modelled)" if finding.as_modelled else ""
    return words + "".join(f"; {note}" for note in (*finding.notes, *finding.later))


def _dormant(exposure: Exposure, style: Style) -> Iterator[str]:
    if exposure.dormant:
        yield ""
        yield style.paint("IF IT WERE RELEASED", "bold")
        alike: dict[tuple[str, str, str], list[str]] = {}
        for finding in exposure.dormant:
            remedy = f" {finding.remedy}" if finding.remedy else ""
            told = (finding.word, cite_place(finding), f"{finding.citation.paraphrase}{remedy}")
            alike.setdefault(told, []).append(finding.act.rpartition(": ")[2].removesuffix(".release.further"))
        for (word, place, says), released in alike.items():
            yield from wrap(f"- {', '.join(dict.fromkeys(released))}, {word}: {place}: {says}", style, "  ", "    ")


def _considered(exposure: Exposure, style: Style) -> Iterator[str]:
    if exposure.considered:
        yield ""
        yield style.paint("OTHER CLAUSES OF THE SAME TEXTS", "bold")
        for entry in exposure.considered:
            yield from wrap(f"- {entry.clause} ({entry.source}): {entry.reason}", style, "  ", "    ")


def _summary(exposures: Sequence[Exposure], style: Style) -> Iterator[str]:
    findings = [finding for exposure in exposures for finding in exposure.findings]
    words = Counter(finding.word for finding in sorted(findings, key=lambda finding: (-finding.verdict, finding.norm == "assigns")))
    counts = [f"{count(number, 'title')} lost" if word == TITLE_LOST else f"{number} {word}" for word, number in words.items()]
    gaps = sum(len({gap.source for gap in exposure.unexamined if gap.kind == "terms"}) for exposure in exposures)
    unmet = sum(f.duty == "unmet" for exposure in exposures for f in exposure.findings)
    torn = sum(f.duty == "irreconcilable" for exposure in exposures for f in exposure.findings)
    unknown = any(exposure.unexamined for exposure in exposures)
    parts = [", ".join(counts) or ("no findings" if unknown else "no findings: nobody else's terms are reached")]
    parts += [f"{count(unmet, 'duty', 'duties')} unmet"] if unmet else []
    parts += [f"{count(torn, 'duty', 'duties')} that cannot all be met"] if torn else []
    parts += [f"{count(gaps, 'source')} not examined"] if gaps else []
    known = sum(not finding.counts for finding in findings)
    parts += [f"{known} known to the baseline, which cannot fail"] if known else []
    yield from wrap(f"{'; '.join(parts)}. {DISCLAIMER}", style, "", "")
