"""A decided bearing to the one Finding type, with everything that a report may want to show."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from typing import Literal

from gauger.declaration.records import Position
from gauger.engine.adoption import adopted, is_among
from gauger.engine.bearings import Bearing, applies, duty, excepts
from gauger.engine.breach import Breach, build_breach, can_be_breached, list_conditions
from gauger.engine.calendar import day_order, in_force, versions_in_force
from gauger.engine.case import Case
from gauger.engine.clashes import as_reported, list_rivals, tested_facts
from gauger.engine.conditions import NO_LEAVE, UNMODELLED, USUAL, counted_readings, find_concept, formula_of
from gauger.engine.connections import connect, rely_on_ties
from gauger.engine.entries import rely_on_releases
from gauger.engine.judgements import RESIDUAL, judge, judge_deed, judge_residual
from gauger.engine.questions import choice_of, concept_of, missing_of
from gauger.engine.scope import Scope
from gauger.engine.sources import Source
from gauger.engine.trace import Trace
from gauger.findings.model import (
    Assignment,
    Cause,
    Citation,
    ConsequenceCited,
    DecidingSet,
    ExceptionConsidered,
    Finding,
    HangsOn,
    HoldsWhile,
    Hop,
    Path,
    PositionHeld,
    ReliedOn,
    Verdict,
    Witness,
    tell_verdict,
)
from gauger.lineage import Edge, Pattern, find_routes
from gauger.policy.model import Consequence, Cure, Standing
from gauger.text.values import replace
from gauger.worlds import FALSE, TRUE, Choice, Decision, Formula, NoWorld, Query, all_of, any_of, decide, mentioned, negate
from gauger.worlds.decision import Unfit, is_named
from gauger.worlds.domains import Options

ROUTES_LIMIT = 64


def build_finding(case: Case, bearing: Bearing, others: Sequence[Bearing]) -> tuple[Finding, tuple[Unfit, ...]]:
    """Decide a bearing and say everything about it, and what is assumed of its choices that they cannot be. Raises `NoWorld`."""
    breach = build_breach(case, bearing, others)
    decision = decide(breach.query)
    owed = all_of((applies(case, bearing, Trace()), as_reported(bearing)))
    led = tuple(_consequences(case, bearing, bearing.clause.leads_to, TRUE))
    returned = tuple(_consequences(case, bearing, bearing.clause.in_return, owed))
    finding = _describe(case, bearing, others, breach, decision, tuple(cited for cited, _ in led), tuple(cited for cited, _ in returned))
    return finding, (*decision.unfit, *(one for _, unfit in (*led, *returned) for one in unfit))


def _describe(
    case: Case,
    bearing: Bearing,
    others: Sequence[Bearing],
    breach: Breach,
    decision: Decision,
    consequences: tuple[ConsequenceCited, ...],
    in_return: tuple[ConsequenceCited, ...],
) -> Finding:
    verdict = Verdict[decision.outcome.upper()]
    clause, residue = bearing.clause, find_residue(case, bearing, decision)
    return Finding(
        id=bearing.id,
        verdict=verdict,
        duty=("unmet" if decision.unmet else "unshown") if verdict is Verdict.CONDITIONAL else None,
        as_modelled=bool(residue) and verdict in {Verdict.CLEAR, Verdict.PROHIBITED},
        family=clause.family,
        norm=clause.norm.kind,
        document=bearing.document.id,
        clause=clause.name,
        act=act_words(bearing),
        source=source_words(bearing.source),
        citation=_citation(case, bearing),
        location=bearing.deed.span,
        causes=_causes(verdict, decision),
        choices=tuple(choice_of(case, choice, cells) for choice, cells in decision.choices),
        pivots=tuple(choice.key for choice in decision.pivots),
        deciding_sets=tuple(DecidingSet(_assignments(d.given), d.breach) for d in decision.deciding),
        complete=decision.complete,
        worlds=(decision.breached, decision.admissible),
        witnesses=tuple(_witnesses(decision)),
        facts_relied_on=tuple(breach.trace.relied_on.values()),
        missing=tuple(missing_of(case, choice) for choice in _wanted(decision)),
        settled_by=tuple(Assignment(choice.key, label) for choice, label, _ in decision.settled_by),
        holds_while=tuple(_holds_while(case, bearing, others, breach, verdict)),
        exceptions=tuple(_exceptions(case, bearing)),
        paths=tuple(_paths(case, bearing)),
        consequences=consequences,
        in_return=in_return,
        defects=clause.defects,
        positions=tuple(_positions(case, decision)),
        conflicts=breach.opposed,
        assuming=clause.assuming,
        remedy=clause.remedy,
        residue=residue,
        notes=tuple(_notes(bearing, breach)),
        derivation=(*breach.trace.lines, _conclusion(bearing, verdict, decision)),
        hangs_on=_find_breached(case, bearing, others) if clause.norm.kind == "assigns" and verdict is not Verdict.CLEAR else (),
    )


def act_words(bearing: Bearing) -> str:
    act = bearing.clause.norm.act
    return f"{act.name} {act.subject}: {bearing.deed.id}"


def source_words(source: Source) -> str:
    """The artifact and its route, as a reader would say it."""
    if source.step is not None:
        via = source.step.via or "an undeclared channel"
        return f"{source.artifact.reference} via {via} at {source.step.id}"
    licences = " and ".join(licence.id for licence in source.artifact.licences or ()) or "an undeclared licence"
    return f"{source.artifact.reference} under {licences}"


def _citation(case: Case, bearing: Bearing) -> Citation:
    document, clause = bearing.document, bearing.clause
    secondary = Standing.SECONDARY in (document.standing, clause.standing)
    return Citation(
        document=document.id,
        title=document.title,
        versions=versions_in_force(case, document, clause, [done for way in bearing.ways for _, done in way.days]),
        pinpoint=clause.at,
        paraphrase=clause.says,
        url=document.url,
        locator=clause.locate,
        standing="secondary" if secondary else "text",
        last_seen=case.question.last_seen.get(clause.key),
    )


def _causes(verdict: Verdict, decision: Decision) -> tuple[Cause, ...]:
    """Kinds of the choices in the smallest deciding sets of each outcome; where all worlds agree there are none."""
    if verdict is Verdict.CONDITIONAL:
        return ("duty",)
    if not decision.complete:
        return tuple(sorted({choice.kind for choice in decision.pivots}))
    found: dict[Cause, None] = {}
    for outcome in (True, False):
        sets = [d for d in decision.deciding if d.breach is outcome]
        least = min((len(d.given) for d in sets), default=0)
        found.update(dict.fromkeys(choice.kind for d in sets if len(d.given) == least for choice, _ in d.given))
    return tuple(sorted(found or {choice.kind for choice in decision.pivots}))


def _assignments(given: Sequence[tuple[Choice, str]]) -> tuple[Assignment, ...]:
    return tuple(Assignment(choice.key, label) for choice, label in given)


def _witnesses(decision: Decision) -> Iterator[Witness]:
    for world, breach in ((decision.witness_in, True), (decision.witness_out, False)):
        if world is not None:
            yield Witness(_assignments(world), breach)


def _wanted(decision: Decision) -> list[Choice]:
    """Missing facts that can matter: pivots, and whatever a deciding set names."""
    named = {choice for d in decision.deciding for choice, _ in d.given} | set(decision.pivots)
    return [choice for choice, _ in decision.choices if choice.kind == "fact" and choice in named]


def _list_absences(case: Case, bearing: Bearing, others: Sequence[Bearing], breach: Breach) -> Iterable[ReliedOn]:
    """The absences that a verdict rests on: of the clause, of what stands against it or could, of what a title hangs on compliance with,
    of what ties readings, and of texts that say nothing here as things are. Title hangs also on that nothing more is let out.
    """
    asked = list_conditions(case, bearing, others) if bearing.clause.norm.conditional else []
    trace = Trace({**case.list_passed_over(bearing.source.id), **breach.trace.relied_on})
    for other in (*asked, *(rival for one in (bearing, *asked) for rival in list_rivals(case, one, others))):
        for fact in _list_absences_of(case, other):
            trace.rely(fact)
    rely_on_ties(case, bearing.scope, (breach.query.breach, breach.query.performed, breach.query.undone), trace)
    if bearing.clause.norm.conditional and not case.declaration.releases.open:
        for artifact in case.declaration.artifacts:
            if case.made_by_own_side(artifact):
                rely_on_releases(case, artifact, trace)
    return [fact for fact in trace.relied_on.values() if fact.absence]


def _list_absences_of(case: Case, other: Bearing) -> list[ReliedOn]:
    """Those that a clause asks about on its own, looked for once: it stands beside many."""
    key = ("absences", other.id, other.deed.subject)
    found: list[ReliedOn] | None = case.judged.get(key)
    if found is None:
        trace = Trace(dict(other.trace.relied_on))
        applies(case, other, trace)
        duty(case, other, trace)
        found = case.judged[key] = [fact for fact in trace.relied_on.values() if fact.absence]
    return found


def _holds_while(case: Case, bearing: Bearing, others: Sequence[Bearing], breach: Breach, verdict: Verdict) -> Iterator[HoldsWhile]:
    """Each declared absence that the verdict rests on and would not survive."""
    if verdict is Verdict.PROHIBITED or not can_be_breached(bearing.clause.norm):
        return
    for fact in _list_absences(case, bearing, others, breach):
        other = _verdict_without(case, bearing, fact.fact)
        if other is not None and other != verdict:
            yield HoldsWhile(fact.fact, other, fact.span)


def _verdict_without(case: Case, bearing: Bearing, fact: str) -> Verdict | None:
    """The verdict were the fact not declared; none where the clause would not even bear, or nothing could then be so."""
    freed = case.without(fact)
    everything = bearing.clause.norm.kind == "assigns"  # title hangs on all that is done with the source
    bearings = judge(freed, bearing.source).bearings if everything else judge_deed(freed, bearing.source, bearing.deed)
    same = next((b for b in bearings if b.id == bearing.id), None)
    if same is None:
        return None
    with suppress(NoWorld):
        return Verdict[decide(build_breach(freed, same, bearings).query, explain=False).outcome.upper()]
    return None


def find_residue(case: Case, bearing: Bearing, decision: Decision) -> tuple[str, ...]:
    """Residues of concepts on whose unmodelled readings the verdict would hang."""
    if decision.outcome not in {"clear", "prohibited"} or not can_be_breached(bearing.clause.norm):
        return ()
    others = judge_residual(case, bearing.source)
    wider = next((other for other in others if other.id == bearing.id), bearing)
    found = None
    with suppress(NoWorld):
        found = decide(_without_duties(case, wider, build_breach(case, wider, others, RESIDUAL).query), explain=False)
    if found is None or found.outcome == decision.outcome:
        return ()
    # The choice of a reading has it, and not only what such a reading would say: that need not matter where a reading is tied to others.
    asked = [choice for choice, _ in found.choices if _has_further(choice)] or _list_further(case, wider, others)
    named = sorted(choice.key.partition(":")[2] for choice in asked)
    concepts = (concept_of(case, place) for place in named)
    return tuple(dict.fromkeys(f"{concept.name}: {concept.residue}" for concept in concepts))


def _without_duties(case: Case, bearing: Bearing, query: Query) -> Query:
    """The breach alone. What only a duty would ask, were it taken otherwise, brings in ties that limit nothing here."""
    if not query.has_duty:
        return query
    alone = (query.breach, query.breach, query.breach)
    return replace(query, performed=query.breach, undone=query.breach, has_duty=False, given=connect(case, bearing.scope, alone, RESIDUAL))


def _list_further(case: Case, bearing: Bearing, others: Sequence[Bearing]) -> list[Choice]:
    """Readings of what is said of the same act: under a further one a duty and a ban can stand against each other, as they else do not."""
    beside = [other for other in others if other.deed == bearing.deed]
    duties = [other for other in beside if other.clause.norm.kind == "requires"]
    freed = case.without(*(fact for duty in duties for fact in tested_facts(case, duty)))
    conditions = [formula_of(freed, other.scope, other.clause.when, Trace(), RESIDUAL) for other in beside]
    return [choice for choice in mentioned(conditions) if _has_further(choice)]


def _has_further(choice: Choice) -> bool:
    return isinstance(choice.domain, Options) and UNMODELLED in choice.domain.values


def _exceptions(case: Case, bearing: Bearing) -> Iterator[ExceptionConsidered]:
    for name in bearing.clause.exceptions:
        trace = Trace()
        formula = excepts(case, bearing, name, trace)
        exception = bearing.document.exceptions[name]
        choices = decide_alone(case, bearing.scope, formula).choices
        leave = [line for line in trace.lines if line.startswith(NO_LEAVE)]
        because = leave + [f"{fact.fact} is {fact.value}" for fact in trace.relied_on.values()]
        because += [line for line in trace.lines if line not in leave]
        because += [f"{choice.key} is not settled" for choice, _ in choices]
        holds = _tell_where_it_bears(case, bearing, formula)
        yield ExceptionConsidered(name, exception.at, exception.says, holds, tuple(because))


def decide_alone(case: Case, scope: Scope, formula: Formula) -> Decision:
    """Whether a formula holds always, never or in some worlds that ties, positions and assumptions leave."""
    given = connect(case, scope, [formula], USUAL)
    query = Query(formula, formula, formula, has_duty=False, given=given, order=day_order(case))
    for assumed in case.question.assume:
        # What is assumed of the finding may be admissible there and not where this part of it is alone.
        with suppress(NoWorld):
            narrowed = replace(query, assume=(*query.assume, assumed))
            decide(narrowed, explain=False)
            query = narrowed
    try:
        return decide(query, explain=False)
    except NoWorld:  # what the texts say of their words is then no help; it contradicts itself over what the finding itself does not ask
        return decide(replace(query, given=(), assume=()), explain=False)


def _positions(case: Case, decision: Decision) -> Iterator[PositionHeld]:
    held = adopted(case)
    for choice, _ in decision.choices:
        if choice.key in held and is_among(held[choice.key], choice):
            yield describe_position(choice.key, held[choice.key])


def describe_position(choice: str, position: Position) -> PositionHeld:
    """A position as reports show it."""
    p = position
    return PositionHeld(choice, p.document, p.concept, p.reading, p.by, p.role, p.because, p.on, p.until, p.evidence, p.span)


def _consequences(
    case: Case, bearing: Bearing, first: Sequence[str], start: Formula
) -> Iterator[tuple[ConsequenceCited, tuple[Unfit, ...]]]:
    """What a clause leads to where `start` holds, and what that leads to in turn, nearest first; with what is assumed that it cannot be.

    Each follows, where the clause bears, in the worlds in which it is in force and its condition is met and something that leads to it
    follows; what is in force on no day of the finding is left out.
    """
    table = bearing.document.consequences
    names = list(first)
    for name in names:
        names += [led for led in table[name].leads_to if led not in names]
    before = {name: () if name in first else tuple(n for n in names if name in table[n].leads_to) for name in names}

    def follows(name: str) -> Formula:
        led = start if name in first else any_of(follows(n) for n in before[name])
        return all_of((led, in_time[name], formula_of(case, bearing.scope, table[name].when, Trace())))

    in_time = {name: _in_time(case, bearing, table[name]) for name in names}
    for name in (name for name in names if in_time[name] != FALSE):
        found = table[name]
        holds = _tell_where_it_bears(case, bearing, follows(name))
        keys: tuple[str, ...] = ()
        unfit: tuple[Unfit, ...] = ()
        if holds == "in some worlds" or case.question.assume:
            decision = decide_alone(case, bearing.scope, follows(name))
            keys = tuple(c.key for c, _ in decision.choices if holds == "in some worlds" or _is_assumed(case, c.key))
            unfit = decision.unfit
        cited = ConsequenceCited(found.name, found.at, found.says, holds, before[name], _cure_words(found.cure), found.survives, keys)
        yield cited, unfit


def _is_assumed(case: Case, choice: str) -> bool:
    return any(is_named(choice, written) for written, _ in case.question.assume)


def _in_time(case: Case, bearing: Bearing, consequence: Consequence) -> Formula:
    """The worlds in which a consequence is in force on a day by which the version is told in some way in which the clause bears."""
    forced = [(way.bears, in_force(case, bearing.document, consequence, way.days)) for way in bearing.ways]
    return any_of(formula if bearing.bears == FALSE else all_of((bears, formula)) for bears, formula in forced)


def _tell_where_it_bears(case: Case, bearing: Bearing, formula: Formula) -> Literal["always", "never", "in some worlds"]:
    """Whether a formula holds in all, none or some of the worlds in which the clause bears; in all worlds where it bears in none."""
    for within in (bearing.bears, TRUE):
        met, unmet = (decide_alone(case, bearing.scope, all_of((within, f))).breached > 0 for f in (formula, negate(formula)))
        if met or unmet:
            return "in some worlds" if met and unmet else "always" if met else "never"
    return "never"


def _cure_words(cure: Cure | None) -> str | None:
    return f"{cure.days} {'business ' if cure.business else ''}days" if cure is not None else None


def _notes(bearing: Bearing, breach: Breach) -> Iterator[str]:
    yield from breach.trace.notes
    if Standing.SECONDARY in (bearing.document.standing, bearing.clause.standing):
        yield "the text is known from a secondary source only, so this is grey at most"


def _conclusion(bearing: Bearing, verdict: Verdict, decision: Decision) -> str:
    norm = bearing.clause.norm.kind
    how = "title does not vest" if norm == "assigns" else "exposed under the clause"
    return f"{tell_verdict(verdict, norm)}: {how} in {decision.breached} of {decision.admissible} admissible worlds"


def _find_breached(case: Case, bearing: Bearing, others: Sequence[Bearing]) -> tuple[HangsOn, ...]:
    """The clauses whose breach takes a title: those that are breached in every world, and where there is none all that may be."""
    found: dict[HangsOn, bool] = {}
    for other in list_conditions(case, bearing, others):
        decision = decide(build_breach(case, other, others).query, explain=False)
        if decision.outcome != "clear":
            verdict = Verdict[decision.outcome.upper()]
            found[HangsOn(other.clause.key, other.document.title, other.clause.at, verdict)] = (
                verdict is Verdict.PROHIBITED or decision.unmet
            )
    return tuple(one for one, surely in found.items() if surely) or tuple(found)


# --- paths -------------------------------------------------------------------------------------------------------------


def _paths(case: Case, bearing: Bearing) -> Iterator[Path]:
    if bearing.deed.subject is None:
        return
    for origin in dict.fromkeys(bearing.scope.origins.values()):
        routes = find_routes(case.graph, origin, bearing.deed.subject, ROUTES_LIMIT)
        for route in ((),) if origin == bearing.deed.subject else routes:
            hops = tuple(Hop(edge.head, edge.manner, edge.span) for edge in route)
            yield Path(origin, hops, tuple(_counting(case, bearing, route)))


def _counting(case: Case, bearing: Bearing, route: Sequence[Edge]) -> Iterator[str]:
    """The readings of the tie under which a route counts."""
    for thing in bearing.clause.norm.objects:
        concept = find_concept(case, bearing.document, thing.concept)
        for reading in counted_readings(case, bearing.scope, concept):
            assert reading.pattern is not None  # a concept whose readings have none ties nothing
            if matches(case, Pattern(reading.pattern.along, reading.pattern.through), route):
                yield f"{concept.name}: {reading.name}"


def matches(case: Case, pattern: Pattern, route: Sequence[Edge]) -> bool:
    """Whether one route meets a pattern."""
    models = sum(edge.head in case.graph.models and not edge.same for edge in route)
    return all(edge.manner in pattern.along or edge.same for edge in route) and (pattern.through is None or models <= pattern.through)
