"""What would be otherwise: the same declaration on another day, in another place, let out in another form, or under other rules."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path

from gauger.app import messages
from gauger.app.beginnings import find_beginnings
from gauger.app.checking import Asked, type_declaration
from gauger.app.losses import EVERYTHING, compare_exposures, find_remaining, list_lost, name_party
from gauger.app.repairing import Wanted, find_alternatives
from gauger.app.setting import Setting
from gauger.declaration import load
from gauger.declaration.countries import CODES, UNIONS
from gauger.declaration.records import Declaration, Fact, Known, Listed, Planned, Release
from gauger.diagnostics import Diagnostic, suggest
from gauger.engine import Question, Refused, evaluate
from gauger.findings.model import Changes, Exposure, Hypothesis, Lost, Repaired
from gauger.library import find_scenarios
from gauger.repair import Task
from gauger.text.values import dataclass, replace


@dataclass(frozen=True, slots=True)
class Supposed:
    """What is supposed beside the rules: a day on which everything is done, where the party is and lets things out, and in which form."""

    day: date | None = None
    regions: tuple[str, ...] = ()
    form: str | None = None


@dataclass(frozen=True, slots=True)
class Compared:
    """What came of one declaration; `changes` is absent when there are errors."""

    name: str
    changes: Changes | None
    diagnostics: tuple[Diagnostic, ...]


def find_scenario(name: str) -> Path | Diagnostic:
    """The folder of a scenario that comes with the program, or of one that lies elsewhere."""
    known = list_scenarios()
    if name in known:
        return find_scenarios() / name
    if Path(name).is_dir():
        return Path(name)
    return messages.no_such_scenario(name, suggest(name, known), known)


def list_scenarios() -> tuple[str, ...]:
    """The names of the scenarios that come with the program."""
    folder = find_scenarios()
    return tuple(sorted(entry.name for entry in folder.iterdir() if entry.is_dir())) if folder.is_dir() else ()


def compare_file(path: Path, before: Setting, after: Setting, asked: Asked, supposed: Supposed, limit: int) -> Compared:
    """One declaration as it is under the rules `before`, and as supposed under those `after`."""
    declaration, mistakes = load(path, catalogue=before.catalogue)
    # Facts that only the rules supposed ask for are declared too: those in force pass them by.
    typed, wrong = type_declaration(declaration, after, asked) if declaration is not None else (None, ())
    mistakes = (*mistakes, *wrong)
    if typed is None:
        return Compared(str(path), None, mistakes)
    changed = _suppose(typed, supposed, after)
    then = replace(asked, as_of=supposed.day or asked.as_of)
    try:
        now = evaluate(before.policy, typed, _ask(asked, before))
        other = evaluate(after.policy, changed, _ask(then, after))
    except Refused as refused:
        return Compared(str(path), None, (*mistakes, *(messages.refused(problem, typed.name) for problem in refused.problems)))
    beginnings = find_beginnings(after.policy, changed, _ask(then, after)) if supposed.day is not None else EVERYTHING
    found = compare_exposures(now, other, beginnings)
    lost, repairs = _remain(changed, other, after, then, tuple(list_lost(changed, found.worse)), limit)
    seen = {(gap.kind, gap.source, gap.reason) for gap in now.unexamined}
    changes = Changes(
        project=other.project,
        declaration=other.examined.declaration,
        party=name_party(typed.declarant),
        as_of=asked.as_of,
        supposed=(*_describe(supposed), *_list_rules(before, after)),
        hypothetical=tuple(_list_hypotheses(before, after)),
        policies_digest=other.policies_digest,
        declaration_digest=other.declaration_digest,
        worse=found.worse,
        better=found.better,
        unjudged=found.unjudged,
        same=found.same,
        lost=lost,
        unexamined=tuple(gap for gap in other.unexamined if (gap.kind, gap.source, gap.reason) not in seen),
        repairs=repairs,
        limit=limit,
        positions=other.positions,
    )
    return Compared(str(path), changes, mistakes)


def _ask(asked: Asked, setting: Setting) -> Question:
    return Question(asked.as_of, asked.admitted, asked.assume, asked.positions, setting.last_seen)


# --- what is supposed --------------------------------------------------------------------------------------------------


def _describe(supposed: Supposed) -> Iterator[str]:
    if supposed.day is not None:
        yield f"everything is done on {supposed.day}"
    if supposed.regions:
        yield f"the party is established, does business and lets things out in {', '.join(supposed.regions)}"
    if supposed.form is not None:
        yield f"what is let out is let out as {supposed.form}"


def check_supposed(supposed: Supposed, setting: Setting) -> Iterator[Diagnostic]:
    """Everything that is wrong with what is supposed."""
    attribute = setting.policy.vocabulary.attributes.get("release.form")
    if supposed.form is not None and attribute is not None and supposed.form not in attribute.values:
        yield messages.no_such_form(supposed.form, attribute.values)
    yield from (messages.no_such_region(code, suggest(code, CODES)) for code in supposed.regions if code not in CODES | UNIONS)


def _suppose(declaration: Declaration, supposed: Supposed, setting: Setting) -> Declaration:
    if supposed.form is not None:
        declaration = _let_out(declaration, supposed.form)
    if supposed.regions:
        declaration = _place(declaration, supposed.regions, setting)
    return _date(declaration) if supposed.day is not None else declaration


def _date(declaration: Declaration) -> Declaration:
    """Everything that the declaring side does, done on the day of the question; what strangers did stays done when it was."""
    own = {p.id for p in declaration.parties.values() if p.role != "stranger"}
    steps = {s.id: replace(s, when=Planned()) if s.by in own else s for s in declaration.steps.values()}
    dated = tuple(
        replace(r, when=Planned(), facts={key: fact for key, fact in r.facts.items() if key != "date"}) for r in declaration.releases.items
    )
    return replace(declaration, steps=steps, releases=Listed(dated, declaration.releases.open))


def _place(declaration: Declaration, regions: Sequence[str], setting: Setting) -> Declaration:
    """The party and its releases in these countries; where the first named is a union, the party's own country stays as declared."""
    party, sets = declaration.declarant, {name.upper(): values for name, values in setting.policy.vocabulary.sets.items()}
    members = {str(value) for code in regions if code in UNIONS for value in sets.get(code, ())}
    every: frozenset[str] = frozenset({*regions, *members})

    def state(facts: Mapping[str, Fact], **values: str | frozenset[str]) -> dict[str, Fact]:
        return {**facts, **{key.replace("_", "-"): Known(value, party.span) for key, value in values.items()}}

    where = {} if regions[0] in UNIONS else {"established_in": regions[0]}
    moved = replace(party, facts=state(party.facts, **where, operates_in=every))
    offered = tuple(replace(r, facts=state(r.facts, regions=every)) for r in declaration.releases.items)
    return replace(declaration, parties={**declaration.parties, party.id: moved}, releases=Listed(offered, declaration.releases.open))


def _let_out(declaration: Declaration, form: str) -> Declaration:
    """Every release in another form; where nothing is let out, the models that nothing else is made from."""
    span = declaration.declarant.span
    items = declaration.releases.items or tuple(
        Release(f"{name}.release", name, Planned(), {"to": Known(frozenset({"public"}), span)}, declaration.artifacts[name].span)
        for name in _list_results(declaration)
    )
    formed = tuple(replace(r, facts={**r.facts, "form": Known(form, r.span)}) for r in items)
    return replace(declaration, releases=Listed(formed, declaration.releases.open))


def _list_results(declaration: Declaration) -> Iterator[str]:
    used = {name for step in declaration.steps.values() for name in (*step.base.items, step.reaches)}
    own = {p.id for p in declaration.parties.values() if p.role != "stranger"}
    made = {name for step in declaration.steps.values() if step.by in own for name in step.yields}
    yield from (a.id for a in declaration.artifacts.values() if a.kind == "model" and a.id in made and a.id not in used)


def _list_hypotheses(before: Setting, after: Setting) -> Iterator[Hypothesis]:
    for document in after.policy.documents.values():
        if document.hypothetical is not None and document.id not in before.policy.documents:
            yield Hypothesis(document.id, document.title, document.hypothetical, document.url, document.versions[0].date)


def _list_rules(before: Setting, after: Setting) -> Iterator[str]:
    """Texts that are added and that nobody has marked hypothetical: they are supposed as well, and a report must say so."""
    for document in after.policy.documents.values():
        if document.hypothetical is None and document.id not in before.policy.documents:
            yield f"{document.title} ({document.id}) is among the rules"


# --- what remains ------------------------------------------------------------------------------------------------------


def _remain(
    declaration: Declaration, exposure: Exposure, setting: Setting, asked: Asked, lost: Sequence[Lost], limit: int
) -> tuple[tuple[Lost, ...], Repaired | None]:
    """What is lost with what would clear it under the rules supposed, each by itself and all together."""
    if not lost or not limit:
        return tuple(lost), None
    others, _ = find_alternatives(Wanted(), declaration, setting)
    task = Task(setting.policy, declaration, _ask(asked, setting), exposure, others, limit)
    together, apart = find_remaining(task, lost)
    return tuple(replace(one, remains=repaired) for one, repaired in zip(lost, apart, strict=True)), together
