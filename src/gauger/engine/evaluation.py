"""The way in: policy, declaration and question to an exposure."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from contextlib import suppress
from datetime import date
from functools import partial

from gauger.declaration.records import Declaration
from gauger.engine.acts import Deed, days_of
from gauger.engine.adoption import adopted
from gauger.engine.bearings import Bearing
from gauger.engine.breach import build_breach
from gauger.engine.calendar import contradicting_days, day_order, known_days
from gauger.engine.case import FURTHER, Case
from gauger.engine.coverage import find_characterisations, find_unexamined
from gauger.engine.duties import find_irreconcilable
from gauger.engine.explanation import act_words, build_finding, describe_position, find_residue, source_words
from gauger.engine.judgements import Judged, judge, judge_deeds
from gauger.engine.question import Contradiction, Question, Refused, UnknownAssumption
from gauger.engine.questions import rank_asks
from gauger.engine.sources import Source, find_sources
from gauger.findings.model import Considered, Examined, Exposure, Finding, Unexamined, Verdict
from gauger.policy.model import Policy
from gauger.text.values import dataclass, replace
from gauger.worlds import Decision, NoWorld, Query, decide
from gauger.worlds.decision import Unfit, is_named

Problems = list[UnknownAssumption | Contradiction]


@dataclass(frozen=True, slots=True)
class Survey:
    """How severe each finding is, by its id, and what went unexamined."""

    severities: Mapping[str, Verdict]
    unexamined: tuple[Unexamined, ...]


def evaluate(policy: Policy, declaration: Declaration, question: Question, *, otherwise: bool = True) -> Exposure:
    """All findings of one declaration, worst first, then by id, and (unless not asked for) what would be `otherwise`: were the same done
    on the day of the question, or were what is kept let out. Raises `Refused` with every reason why the question cannot be answered.
    """
    case = Case(policy, declaration, question)
    impossible = tuple(_impossible_days(case))
    if impossible:
        raise Refused(impossible)
    judged = [judge(case, source) for source in find_sources(case)]
    engaged = [(entry, bearing) for entry in judged for bearing in entry.bearings if _is_engaged(case, bearing)]
    findings, problems = _findings(case, engaged)
    if problems:
        raise Refused(tuple(problems))
    conditional = {f.id for f in findings if f.verdict is Verdict.CONDITIONAL}
    met = {f.id for f in findings if f.verdict is Verdict.CLEAR}
    against = find_irreconcilable(case, *([bearing for _, bearing in engaged if bearing.id in ids] for ids in (conditional, met)))
    findings = [replace(f, duty="irreconcilable", conflicts=(*f.conflicts, *against[f.id])) if f.id in against else f for f in findings]
    later = _later(case, findings) if otherwise else {}
    findings = [replace(f, later=later.get((f.document, f.act, f.source), ())) for f in findings]
    return Exposure(
        project=declaration.project,
        as_of=question.as_of,
        policies_digest=policy.digest,
        declaration_digest=declaration.digest,
        examined=_examined(case, judged),
        unexamined=find_unexamined(case, [(entry.source, entry.stack) for entry in judged]),
        findings=tuple(sorted(findings, key=_rank)),
        considered=tuple(_considered(case, judged, {f.id for f in findings})),
        dormant=tuple(sorted(_dormant(case, findings), key=_rank)) if otherwise else (),
        characterisations=find_characterisations(case),
        asks=rank_asks(findings),
        positions=tuple(describe_position(key, position) for key, position in adopted(case).items()),
    )


def survey(policy: Policy, declaration: Declaration, question: Question) -> Survey:
    """How severe each finding is, and no more: what is asked when many declarations that differ in little are held against one another.

    Raises as `evaluate` does. A finding whose clause bears in no world is clear here and is none there.
    """
    case = Case(policy, declaration, question)
    impossible = tuple(_impossible_days(case))
    if impossible:
        raise Refused(impossible)
    judged = [judge(case, source) for source in find_sources(case)]
    severities: dict[str, Verdict] = {}
    conditional: list[Bearing] = []
    met: list[Bearing] = []
    problems: Problems = []
    for entry in judged:
        for bearing in entry.bearings:
            try:
                decision = _decide(build_breach(case, bearing, entry.bearings).query)
            except NoWorld as stuck:
                problems.append(Contradiction(bearing.id, tuple(c.key for c in stuck.choices)))
                continue
            verdict = Verdict[decision.outcome.upper()]
            severities[bearing.id] = Verdict.PROHIBITED if decision.unmet else verdict
            conditional += [bearing] if verdict is Verdict.CONDITIONAL else []
            met += [bearing] if verdict is Verdict.CLEAR else []
    if problems:
        raise Refused(tuple(problems))
    severities.update(dict.fromkeys(find_irreconcilable(case, conditional, met), Verdict.PROHIBITED))
    return Survey(severities, find_unexamined(case, [(entry.source, entry.stack) for entry in judged]))


def list_modelled(policy: Policy, declaration: Declaration, question: Question, wanted: Collection[str]) -> tuple[str, ...]:
    """Those of the wanted findings, by id, that are clear or prohibited as modelled, as `evaluate` would say of them."""
    case = Case(policy, declaration, question)
    found: list[str] = []
    for source in find_sources(case):
        if not any(name.endswith(f":{source.id}") for name in wanted):
            continue
        bearings = judge(case, source).bearings
        for bearing in bearings:
            if bearing.id in wanted and _is_engaged(case, bearing):
                decision = _decide(build_breach(case, bearing, bearings).query)
                found += [bearing.id] if find_residue(case, bearing, decision) else []
    return tuple(found)


def _impossible_days(case: Case) -> Iterator[Contradiction]:
    for used, using in contradicting_days(case):
        if used in case.dated:
            yield Contradiction("", (f"fact:{used}.date", f"fact:{using}.date"), (case.dated[used].span, case.dated[using].span))
        else:
            spans = (case.declaration.artifacts[used].span, case.dated[using].span)
            yield Contradiction("", (f"fact:{used}.obtained", f"fact:{using}.date"), spans)


def _rank(finding: Finding) -> tuple[int, bool, str]:
    """Worst first; a duty that is not met, or cannot be, ranks with prohibited, right behind it."""
    return (-finding.severity, finding.severity is not finding.verdict, finding.id)


def _is_engaged(case: Case, bearing: Bearing) -> bool:
    """Whether some world has the clause bear, counting readings of every standing."""
    return _decide(Query(bearing.widest, bearing.widest, bearing.widest, has_duty=False, order=day_order(case))).breached > 0


def _decide(query: Query) -> Decision:
    return decide(query, explain=False)


def _decide_otherwise(query: Query) -> Decision | None:
    """The same for what would be otherwise; none where an assumption leaves no world."""
    try:
        return _decide(query)
    except NoWorld:
        return None


def _findings(case: Case, engaged: list[tuple[Judged, Bearing]]) -> tuple[list[Finding], Problems]:
    built: list[tuple[Finding, tuple[Unfit, ...]]] = []
    problems: Problems = []
    for entry, bearing in engaged:
        try:
            built.append(build_finding(case, bearing, entry.bearings))
        except NoWorld as stuck:
            problems.append(Contradiction(bearing.id, tuple(c.key for c in stuck.choices)))
    return [finding for finding, _ in built], [*problems, *_unknown_assumptions(case.question, built, problems)]


def _unknown_assumptions(
    question: Question, built: list[tuple[Finding, tuple[Unfit, ...]]], problems: Problems
) -> Iterator[UnknownAssumption]:
    """Assumptions about nothing, and such as no choice can have. Findings cut a fact at different marks, so a value that one prints may be
    none of another's: there it settles nothing.

    A choice over which deciding failed is known all the same: what is wrong with it has been said.
    """
    keys = {key for finding, _ in built for key in _list_keys(finding)}
    told = {key for p in problems if isinstance(p, Contradiction) for key in p.choices}
    for key, value in question.assume:
        bad = {u.choice.key: u for _, unfit in built for u in unfit if u.value == value and is_named(u.choice.key, key)}
        if not any(is_named(known, key) for known in keys | told):
            yield UnknownAssumption(key, value, tuple(sorted(keys)), about_key=True)
        elif bad and not any(_is_settled(finding, key, {u.choice.key for u in unfit if u.value == value}) for finding, unfit in built):
            yield from (UnknownAssumption(u.choice.key, value, u.labels, about_key=False) for u in bad.values())


def _list_keys(finding: Finding) -> Iterator[str]:
    """What is not settled of a finding, or of what follows from it alone."""
    yield from (choice.key for choice in finding.choices)
    yield from (key for cited in (*finding.consequences, *finding.in_return) for key in cited.hangs_on)


def _is_settled(finding: Finding, written: str, unfit: set[str]) -> bool:
    """Whether what is assumed settles something of a finding."""
    return any(is_named(key, written) and key not in unfit for key in _list_keys(finding))


def _examined(case: Case, judged: list[Judged]) -> Examined:
    documents = sorted({name for entry in judged for name in entry.stack.binding})
    clauses = {c.key for name in documents for c in case.policy.documents[name].clauses.values()}
    seen = [day for key in clauses if (day := case.question.last_seen.get(key)) is not None]
    return Examined(
        declaration=case.declaration.name,
        steps=len(case.declaration.steps),
        sources=len(judged),
        releases=len(case.declaration.releases.items),
        clauses=len(clauses),
        documents=tuple(documents),
        terms_last_seen=max(seen, default=None),
    )


def _considered(case: Case, judged: list[Judged], found: set[str]) -> Iterator[Considered]:
    """Clauses of the texts that reach a source without bearing on anything done with it."""
    for entry in judged:
        spoken = {b.clause.key for b in entry.bearings if b.id in found}
        for name in entry.stack.binding:
            for clause in case.policy.documents[name].clauses.values():
                if clause.key not in spoken:
                    yield Considered(clause.key, entry.source.id, "speaks of nothing that is declared over this source")


# --- what would be otherwise -------------------------------------------------------------------------------------------


def _dormant(case: Case, findings: list[Finding]) -> Iterator[Finding]:
    """What letting out an artifact that is declared as kept would bring."""
    kept = [
        a.id for a in case.declaration.artifacts.values() if a.kind == "model" and case.made_by_own_side(a.id) and not _released(case, a.id)
    ]
    if not kept or case.declaration.releases.open:
        return
    opened = case.with_releases(*kept)
    known = {finding.id for finding in findings}
    for source in find_sources(opened):
        bearings = judge_deeds(opened, source, lambda deed: deed.id.endswith(FURTHER))
        for bearing in bearings:
            told = bearing.id in known or bearing.clause.norm.kind not in {"forbids", "requires"}
            decision = None if told else _decide_otherwise(build_breach(opened, bearing, bearings).query)
            if decision is not None and decision.breached:
                with suppress(NoWorld):
                    yield build_finding(opened, bearing, bearings)[0]


def _released(case: Case, artifact: str) -> bool:
    return any(release.artifact == artifact for release in case.declaration.releases.items)


def _later(case: Case, findings: list[Finding]) -> Mapping[tuple[str, str, str], tuple[str, ...]]:
    """What the texts in force on the day of the question would say of the same acts done then, where that differs."""
    before = {finding.id: finding.verdict for finding in findings}
    found: dict[tuple[str, str, str], list[str]] = {}
    announced = _announced(case, {finding.document for finding in findings})
    now = list(_judge_on(case, case.question.as_of, past=not announced))
    for bearing, verdict in now:
        if _is_past(case, bearing.source, bearing.deed) and verdict != before.get(bearing.id, Verdict.CLEAR):
            line = f"doing this on {case.question.as_of} would be {verdict.word} under {bearing.document.title} {bearing.clause.at}"
            found.setdefault(_place(bearing), []).append(line)
    today = {bearing.id: verdict for bearing, verdict in now}
    for day in announced:
        for bearing, verdict in _judge_on(case, day):
            if verdict != today.get(bearing.id, Verdict.CLEAR):
                line = f"doing this from {day} on would be {verdict.word} under {bearing.document.title} {bearing.clause.at}, as announced"
                found.setdefault(_place(bearing), []).append(line)
    return {place: tuple(lines) for place, lines in found.items()}


def _judge_on(case: Case, day: date, *, past: bool = False) -> Iterator[tuple[Bearing, Verdict]]:
    """What forbids or requires something, and how it would come out were everything done on a day, or with `past` what is over."""
    then = case.asking(replace(case.question, as_of=day)).at_present()
    for source in find_sources(then):
        bearings = judge_deeds(then, source, partial(_is_past, case, source)) if past else judge(then, source).bearings
        for bearing in bearings:
            if bearing.clause.norm.kind in {"forbids", "requires"} and _is_engaged(then, bearing):
                decision = _decide_otherwise(build_breach(then, bearing, bearings).query)
                if decision is not None:
                    yield bearing, Verdict[decision.outcome.upper()]


def _announced(case: Case, documents: set[str]) -> list[date]:
    """The days from which texts will count that are announced and not yet in force."""
    as_of = case.question.as_of
    versions = (version for name in documents for version in case.policy.documents[name].versions)
    return sorted({v.date for v in versions if v.announced is not None and v.announced <= as_of < v.date})


def _is_past(case: Case, source: Source, deed: Deed) -> bool:
    days = [known_days(case, done) for done in days_of(source, deed)]
    return all(day is not None and day[1] < case.question.as_of for day in days)


def _place(bearing: Bearing) -> tuple[str, str, str]:
    return (bearing.document.id, act_words(bearing), source_words(bearing.source))
