"""What would clear findings, for a person: the cheapest first, each edit with the findings that need it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from gauger.findings.model import Finding, Mending, Repair, Repaired
from gauger.reports.finding import cite_place, describe_position
from gauger.reports.layout import DISCLAIMER, Style, count, headline, wrap


def render_repairs(mending: Mending, style: Style) -> str:
    """All repairs. Those that clear everything asked for are numbered as `--apply` takes them; alike ones are told as one."""
    return "\n".join([*_head(mending, style), *_together(mending, style), *_apart(mending, style), *_foot(mending, style), ""])


def _head(mending: Mending, style: Style) -> Iterator[str]:
    yield from headline(mending.project, "bold", f"({mending.declaration}), as of {mending.as_of}", style)
    for held in mending.positions:
        yield from wrap(f"under the position of {describe_position(held)}", style, "", "  ")
    if not mending.findings:
        yield "every finding is clear: there is nothing to repair"
    for finding in mending.findings:
        yield from headline(_word(finding), finding.severity.word, f"{cite_place(finding)}, {finding.act}, from {finding.source}", style)


def _word(finding: Finding) -> str:
    return f"{finding.word} ({finding.duty})" if finding.duty else finding.word


def _together(mending: Mending, style: Style) -> Iterator[str]:
    if not mending.findings:
        return
    yield ""
    what = f"TO CLEAR ALL {len(mending.findings)}" if len(mending.findings) > 1 else "TO CLEAR IT"
    yield style.paint(what, "bold") + f"  {_found(mending.together, mending.limit)}"
    for numbers, group in _number(group_alike(mending.together.repairs)):
        yield ""
        yield from _repair(numbers, group, mending, style)


def _found(repaired: Repaired, limit: int) -> str:
    if not repaired.repairs:
        return f"no set of edits up to a cost of {limit} does"
    return f"{count(len(repaired.repairs), 'smallest set')} of edits up to a cost of {limit}"


def _number(groups: Iterable[tuple[Repair, ...]]) -> Iterator[tuple[range, tuple[Repair, ...]]]:
    first = 1
    for group in groups:
        yield range(first, first + len(group)), group
        first += len(group)


def group_alike(repairs: Sequence[Repair]) -> Iterator[tuple[Repair, ...]]:
    """Repairs beside one another that differ in one and the same edit, and in nothing else that is told of them."""
    group: tuple[Repair, ...] = ()
    for repair in repairs:
        if group and find_difference((*group, repair)) is None:
            yield group
            group = ()
        group = (*group, repair)
    if group:
        yield group


def find_difference(repairs: Sequence[Repair]) -> int | None:
    """The place of the one edit in which repairs differ that are about the same; none where it is not one, or more differs."""
    kinds = {(r.cost, tuple((made.about, made.cost, made.answers) for made in r.edits), r.redone, bool(r.as_modelled)) for r in repairs}
    if len(kinds) != 1:
        return None
    places = [n for n, made in enumerate(zip(*(r.edits for r in repairs), strict=True)) if len({one.label for one in made}) > 1]
    return places[0] if len(places) == 1 else None


def _repair(numbers: range, group: Sequence[Repair], mending: Mending, style: Style) -> Iterator[str]:
    """The edits of repairs that differ in one at most. Which finding needs an edit is said where it is not all of them alike."""
    repair, differs = group[0], find_difference(group)
    mark, each = (f"{numbers[0]}.", "") if len(group) == 1 else (f"{numbers[0]} to {numbers[-1]}.", " each")
    yield from wrap(f"cost {repair.cost}{each}", style, f"{mark} ")
    named = {finding.id: f"{finding.citation.title} {finding.citation.pinpoint}" for finding in mending.findings}
    every = set(mending.together.targets)
    for place, made in enumerate(repair.edits):
        if place == differs:
            yield "   - one of:"
            for number, other in zip(numbers, group, strict=True):
                yield from wrap(f"{number}. {other.edits[place].says}", style, "     ", " " * (7 + len(str(number))))
        else:
            yield from wrap(f"- {made.says}", style, "   ", "     ")
        if set(made.answers) != every or len(every) > 1:
            needed = dict.fromkeys(named.get(name, f"{name}, which the other edits bring") for name in made.answers)
            yield from wrap(f"for {'; '.join(needed)}", style, "     ", "     ")
    if repair.redone:
        yield from wrap(f"done again on {mending.as_of}: {', '.join(repair.redone)}", style, "   ", "     ")
    if repair.as_modelled:
        yield from wrap("clear as modelled: readings that nobody has modelled could say otherwise", style, "   ", "     ")


def _apart(mending: Mending, style: Style) -> Iterator[str]:
    """Each finding by itself, those with the same repairs told together; left out where that says nothing new."""
    groups: dict[tuple[object, ...], list[Repaired]] = {}
    for repaired in mending.apart:
        groups.setdefault(tuple(_outline(repair) for repair in repaired.repairs), []).append(repaired)
    whole = tuple(_outline(repair) for repair in mending.together.repairs)
    if set(groups) <= {whole}:
        return
    yield ""
    yield style.paint("ONE BY ONE", "bold")
    for group in groups.values():
        yield ""
        for repaired in group:
            yield from wrap(repaired.targets[0], style, "")
        yield from _brief(group[0].repairs, mending, style)


def _outline(repair: Repair) -> tuple[tuple[str, str], ...]:
    return tuple((made.about, made.label) for made in repair.edits)


def _brief(repairs: Sequence[Repair], mending: Mending, style: Style) -> Iterator[str]:
    if not repairs:
        yield from wrap(f"no set of edits up to a cost of {mending.limit} clears it", style, "   ")
    for group in group_alike(repairs):
        yield from _tell_briefly(group, style)


def _tell_briefly(group: Sequence[Repair], style: Style) -> Iterator[str]:
    """One sentence for repairs that differ in one edit, the ways of that below it."""
    differs = find_difference(group)
    says = [made.says if place != differs else "one of the following" for place, made in enumerate(group[0].edits)]
    yield from wrap(f"{group[0].cost:>2}  {'; '.join(says)}", style, "   ", "       ")
    if differs is not None:
        for repair in group:
            yield from wrap(f"- {repair.edits[differs].says}", style, "       ", "         ")


def _foot(mending: Mending, style: Style) -> Iterator[str]:
    yield ""
    redone = any(repair.redone for repaired in (mending.together, *mending.apart) for repair in repaired.repairs)
    past = "What was done before stays as it was done; a repair clears the pipeline as it would stand. " if redone else ""
    yield from wrap(f"{past}{DISCLAIMER}", style, "", "")
