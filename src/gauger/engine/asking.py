"""What every answer to a missing fact would do to every finding that it bears on."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from datetime import date

from gauger.declaration.records import Declaration
from gauger.engine.breach import build_breach
from gauger.engine.case import Case
from gauger.engine.judgements import judge
from gauger.engine.question import Question
from gauger.engine.sources import find_sources
from gauger.findings.model import Answer, Exposure, Inquiry
from gauger.policy.model import Policy
from gauger.text.values import replace
from gauger.worlds import Choice, Formula, NoWorld, Query, all_of, decide, literal, mentioned, negate
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
    asked = {name: (query, *_find_tests(key, query)) for name, query in queries.items()}
    domain = next(choice.domain for _, choice, _ in asked.values())
    tests = tuple(dict.fromkeys(test for _, _, made in asked.values() for test in made))
    for label, truths, days in _list_values(domain, tests):
        outcomes: dict[str, list[str]] = {}
        for name, (query, about, made) in asked.items():
            given = [_holds(about, test, truths[test]) for test in made]
            given += [literal(about, days)] if days is not None else []
            outcome = _try(query, all_of(given))
            outcomes.setdefault("lost" if outcome == "prohibited" and name in titles else outcome, []).append(name)
        groups = (
            tuple(outcomes.get(word, ())) for word in ("clear", "conditional", "unmet", "unsettled", "prohibited", "lost", "impossible")
        )
        yield Answer(label, *groups)


def _find_tests(key: str, query: Query) -> tuple[Choice, tuple[Test, ...]]:
    """The choice of that key as a finding mentions it, with the tests that it makes."""
    formulas = (query.breach, query.performed, query.undone, *query.given)
    return next((choice, tests) for choice, tests in mentioned(formulas).items() if choice.key == key)


def _holds(choice: Choice, test: Test, truth: bool) -> Formula:
    return literal(choice, test) if truth else negate(literal(choice, test))


def _list_values(domain: Domain, tests: tuple[Test, ...]) -> Iterator[tuple[str, Mapping[Test, bool], Test | None]]:
    """The values that the tests tell apart, with the truth of each; of sets, which are too many, the empty one and those of one member.

    Days before a text's period and after it pass the same tests, and are not the same: what else is done lies before or after them.
    """
    if isinstance(domain, SomeOf | Entries):
        yield "none of these", dict.fromkeys(tests, False), None
        for label, truths in list_members(domain, tests):
            yield label, dict(zip(tests, truths, strict=True)), None
        return
    for label, truths, first, last in cut(domain, tests):
        days = Test("within", (date.fromordinal(first), date.fromordinal(last + 1))) if isinstance(domain, Days) else None
        yield label, dict(zip(tests, truths, strict=True)), days


def _try(query: Query, given: Formula) -> str:
    try:
        decision = decide(replace(query, given=(*query.given, given)), explain=False)
    except NoWorld:
        return "impossible"
    if decision.outcome == "conditional" and decision.unmet:
        return "unmet"
    return "unsettled" if decision.outcome in {"open", "grey"} else decision.outcome
