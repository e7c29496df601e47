"""What every answer to a missing fact would do to every finding that it bears on."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from datetime import date, timedelta

from gauger.declaration.records import Declaration
from gauger.engine.breach import build_breach
from gauger.engine.case import Case
from gauger.engine.judgements import judge
from gauger.engine.question import Question
from gauger.engine.sources import find_sources
from gauger.findings.model import Answer, Exposure, Inquiry
from gauger.policy.model import Policy
from gauger.text.values import replace
from gauger.worlds import TRUE, Choice, Formula, NoWorld, Query, all_of, decide, literal, mentioned, negate
from gauger.worlds.domains import Days, Domain, Entries, SomeOf, Test, cut, list_members

Queries = Mapping[str, Query]


def list_inquiries(policy: Policy, declaration: Declaration, question: Question, exposure: Exposure) -> tuple[Inquiry, ...]:
    """The questions of an exposure, each with its answers. A fact is cut at every mark of every finding, so one answer fits them all."""
    queries = _find_queries(Case(policy, declaration, question), {f.id for f in exposure.findings if f.missing})
    titles = {f.id for f in exposure.findings if f.norm == "assigns"}
    wanted = {ask.key: [f.id for f in exposure.findings if ask.key in {m.key for m in f.missing}] for ask in exposure.asks}
    return tuple(
        Inquiry(ask, tuple(_list_answers(ask.key, {name: queries[name] for name in wanted[ask.key]}, titles))) for ask in exposure.asks
    )


def _find_queries(case: Case, wanted: set[str]) -> Queries:
    found: dict[str, Query] = {}
    for source in find_sources(case):
        bearings = judge(case, source).bearings
        found.update({b.id: build_breach(case, b, bearings).query for b in bearings if b.id in wanted})
    return found


def _list_answers(key: str, queries: Queries, titles: Collection[str]) -> Iterator[Answer]:
    asked = {name: (query, *found) for name, query in queries.items() if (found := _find_tests(key, query)) is not None}
    choice = next((choice for _, choice, _ in asked.values()), None)
    tests = tuple(dict.fromkeys(test for _, _, made in asked.values() for test in made))
    for label, truths, days in list_values(choice.domain, tests) if choice is not None else ():
        outcomes: dict[str, list[str]] = {}
        for name, (query, about, made) in asked.items():
            outcome = _try(query, all_of((*(_holds(about, test, truths[test]) for test in made), _lies(about, days))))
            outcomes.setdefault("lost" if outcome == "prohibited" and name in titles else outcome, []).append(name)
        groups = (tuple(outcomes.get(word, ())) for word in ("clear", "conditional", "unsettled", "prohibited", "lost", "impossible"))
        yield Answer(label, *groups)


def _find_tests(key: str, query: Query) -> tuple[Choice, tuple[Test, ...]] | None:
    """The choice of that key as a finding mentions it, with the tests that it makes; none where it does not hang on it."""
    formulas = (query.breach, query.performed, query.undone, *query.given)
    return next(((choice, tests) for choice, tests in mentioned(formulas).items() if choice.key == key), None)


def _holds(choice: Choice, test: Test, truth: bool) -> Formula:
    return literal(choice, test) if truth else negate(literal(choice, test))


def _lies(choice: Choice, days: Days | None) -> Formula:
    """Days before and after a text's period pass the same tests, and are not the same: what else is done stands before or after them."""
    if days is None or not isinstance(choice.domain, Days):
        return TRUE
    # A last renewal lies before the first day of each finding, so an answer may name days that one of them does not ask about.
    meets = days.first <= choice.domain.last and choice.domain.first <= days.last
    return literal(choice, Test("within", (days.first, days.last + timedelta(days=1)))) if meets else TRUE


def list_values(domain: Domain, tests: tuple[Test, ...]) -> Iterator[tuple[str, Mapping[Test, bool], Days | None]]:
    """The values that the tests tell apart, with the truth of each and the days that it stands for; of sets, which are too many, the empty
    one and those of one member."""
    if isinstance(domain, SomeOf | Entries):
        yield "none of these", dict.fromkeys(tests, False), None
        for label, truths in list_members(domain, tests):
            yield label, dict(zip(tests, truths, strict=True)), None
        return
    for label, truths, first, last in cut(domain, tests):
        days = Days(date.fromordinal(first), date.fromordinal(last)) if isinstance(domain, Days) else None
        yield label, dict(zip(tests, truths, strict=True)), days


def _try(query: Query, given: Formula) -> str:
    try:
        decision = decide(replace(query, given=(*query.given, given)), explain=False)
    except NoWorld:
        return "impossible"
    if decision.outcome == "conditional" and decision.unmet:
        return "prohibited"
    return "unsettled" if decision.outcome in {"open", "grey"} else decision.outcome
