"""One finding with everything behind it: each element, each exception, every path, every deciding set, both witnesses."""

from __future__ import annotations

from collections.abc import Iterator

from gauger.findings.model import Assignment, Choice, Finding, Path, Verdict
from gauger.reports.finding import render_finding, tell_outcome
from gauger.reports.layout import DISCLAIMER, Style, escape, wrap


def render_explanation(finding: Finding, style: Style) -> str:
    """The finding as a report shows it, then its derivation."""
    lines = [*render_finding(finding, style)]
    for title, body in _sections(finding):
        if body:
            lines += ["", style.paint(title, "bold")]
            lines += [line for text in body for line in wrap(f"- {text}", style, "  ", "    ")]
    return "\n".join([*lines, *_witnesses(finding, style), "", DISCLAIMER, ""])


def _sections(finding: Finding) -> Iterator[tuple[str, list[str]]]:
    yield "DERIVATION", list(finding.derivation)
    yield "EXCEPTIONS CONSIDERED", [_exception(finding, index) for index in range(len(finding.exceptions))]
    otherwise = ", WERE IT OTHERWISE" if finding.verdict is Verdict.CLEAR else ""
    yield f"CONSEQUENCES{otherwise}", [f"{c.name} ({c.pinpoint}): {c.says}" for c in finding.consequences]
    yield "PATHS", [_path(path) for path in finding.paths]
    yield "FACTS RELIED ON", [f"{f.fact}: {f.value} ({f.span}, {f.origin})" for f in finding.facts_relied_on]
    yield "WHAT IS NOT SETTLED", [f"{c.key}: {c.question} One of: {'; '.join(c.values)}" for c in finding.choices]
    yield "WHAT SUPPORTS THE READINGS", [text for choice in finding.choices for text in _authorities(choice)]
    yield (
        "WHAT DECIDES IT",
        [f"{_given(d.given)}: {tell_outcome(finding, breach=d.breach)}" for d in finding.deciding_sets] + _unfinished(finding),
    )


def _authorities(choice: Choice) -> Iterator[str]:
    for value, authorities in zip(choice.values, choice.authorities, strict=False):
        yield from (f"{value}: {found.by} ({found.standing}), {found.at}" for found in authorities)


def _exception(finding: Finding, index: int) -> str:
    exception = finding.exceptions[index]
    because = f" Because: {'; '.join(exception.because)}." if exception.because else ""
    return f"{exception.name} ({exception.pinpoint}) holds {exception.holds}: {exception.says}{because}"


def _path(path: Path) -> str:
    hops = "".join(f" -{hop.manner}-> {hop.node} ({hop.span})" for hop in path.hops)
    counts = f"; counts under {', '.join(path.counts_under)}" if path.counts_under else "; counts under no admitted reading"
    return f"{path.origin}{hops}{counts}"


def _given(given: tuple[Assignment, ...]) -> str:
    return " and ".join(f"{a.key} is {a.value}" for a in given)


def _witnesses(finding: Finding, style: Style) -> Iterator[str]:
    """Options that replay a world, one a line however long, so that a shell takes them as they are copied."""
    if finding.witnesses:
        yield from ("", style.paint("WITNESSES", "bold"))
    for witness in finding.witnesses:
        yield f"  - {tell_outcome(finding, breach=witness.breach)}:"
        yield " \\\n".join(f"    --assume {_quote(f'{a.key}={a.value}')}" for a in witness.world)


def _quote(text: str) -> str:
    return "'" + escape(text).replace("'", "'\"'\"'") + "'"


def _unfinished(finding: Finding) -> list[str]:
    return [] if finding.complete else ["there are more; the list stops here"]
