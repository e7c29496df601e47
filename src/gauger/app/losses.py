"""What comes of a supposition: which findings change, who loses what by it, and what remains."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from gauger.app.beginnings import Beginnings, name_act
from gauger.declaration.records import Declaration, Known, Party, Release, Step
from gauger.findings.model import Change, ConsequenceCited, Exposure, Finding, Lost, Repaired, Verdict
from gauger.repair import Task, find_repairs
from gauger.text.values import dataclass

EVERYTHING = Beginnings()


@dataclass(frozen=True, slots=True)
class Compared:
    """Findings that are worse, that are better, and that cannot be held against what was, each worst first; how many stay as they are."""

    worse: tuple[Change, ...]
    better: tuple[Change, ...]
    unjudged: tuple[Change, ...]
    same: int


def compare_exposures(now: Exposure, other: Exposure, beginnings: Beginnings = EVERYTHING) -> Compared:
    """What becomes of each finding. One that goes for want of a text, or of what its act takes, is no better for it."""
    before, after = ({f.id: f for f in exposure.findings} for exposure in (now, other))
    worse, better, unjudged, same = [], [], [], 0
    for name in sorted({*before, *after}):
        old, new = before.get(name), after.get(name)
        step = _severity(new) - _severity(old)
        change = _change(old, new, beginnings)
        if step > 0:
            worse.append(change)
        elif change.because and (step < 0 or new is None):
            unjudged.append(change)
        elif step < 0:
            better.append(change)
        else:
            same += 1
    return Compared(_sort(worse), _sort(better), _sort(unjudged), same)


def _change(old: Finding | None, new: Finding | None, beginnings: Beginnings) -> Change:
    finding = new or old
    assert finding is not None
    return Change(
        finding,
        old.verdict if old is not None else None,
        old.duty if old is not None else None,
        new.verdict if new is not None else None,
        new.duty if new is not None else None,
        beginnings.explain(finding, gone=new is None),
    )


def _severity(finding: Finding | None) -> int:
    """A clause that would say nothing is as good as a clear one."""
    return finding.severity if finding is not None else Verdict.CLEAR


def _sort(changes: Iterable[Change]) -> tuple[Change, ...]:
    return tuple(sorted(changes, key=_rank))


def _rank(change: Change) -> tuple[int, str]:
    return -change.finding.severity, change.finding.id


# --- who loses what ----------------------------------------------------------------------------------------------------


def list_lost(declaration: Declaration, worse: Sequence[Change]) -> Iterator[Lost]:
    """What is done, or let out, that worse findings are about, each once, in the order of the worst of them."""
    found: dict[str, list[Finding]] = {}
    for change in worse:
        found.setdefault(change.finding.act, []).append(change.finding)
    for act, findings in found.items():
        name = name_act(findings[0])
        release = next((r for r in declaration.releases.items if r.id == name), None)
        step = declaration.steps.get(name)
        yield Lost(
            act=act,
            by=name_party(_find_doer(declaration, step)),
            artifact=release.artifact if release is not None else ", ".join(step.yields) if step is not None else "",
            form=_read_form(release),
            to=_read_recipients(release),
            verdict=findings[0].verdict,
            duty=findings[0].duty,
            norm=findings[0].norm,
            findings=tuple(f.id for f in findings),
            turns_on=tuple(dict.fromkeys(key for f in findings for key in (*(m.key for m in f.missing), *f.pivots))),
            leads_to=tuple(_list_consequences(findings)),
            remains=None,
            span=findings[0].location,
        )


def _find_doer(declaration: Declaration, step: Step | None) -> Party:
    return declaration.parties[step.by] if step is not None and step.by in declaration.parties else declaration.declarant


def name_party(party: Party) -> str:
    """Its name as declared."""
    name = party.facts.get("name")
    return str(name.value) if isinstance(name, Known) and isinstance(name.value, str) else "the declarant"


def _read_form(release: Release | None) -> str:
    form = release.facts.get("form") if release is not None else None
    return str(form.value) if isinstance(form, Known) else ""


def _read_recipients(release: Release | None) -> tuple[str, ...]:
    to = release.facts.get("to") if release is not None else None
    return tuple(sorted(map(str, to.value))) if isinstance(to, Known) and isinstance(to.value, frozenset) else ()


def _list_consequences(findings: Sequence[Finding]) -> Iterator[ConsequenceCited]:
    seen: set[tuple[str, str]] = set()
    for finding in findings:
        for cited in finding.consequences:
            if cited.holds != "never" and (finding.document, cited.name) not in seen:
                seen.add((finding.document, cited.name))
                yield cited


# --- what remains ------------------------------------------------------------------------------------------------------


def find_remaining(task: Task, lost: Sequence[Lost]) -> tuple[Repaired, tuple[Repaired, ...]]:
    """What would clear all that is lost, and what would clear each by itself."""
    together = find_repairs(task, tuple(name for one in lost for name in one.findings))
    apart = tuple(find_repairs(task, one.findings) for one in lost) if len(lost) > 1 else (together,)
    return together, apart
