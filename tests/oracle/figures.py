"""Numbers that are measured over time. Section 6 of docs/semantics.md."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from gauger.declaration.records import Figure, Figures, Known
from gauger.policy.model import AttributeRef, Measure
from tests.oracle.cells import Numbers
from tests.oracle.matter import Matter
from tests.oracle.pipeline import Thing
from tests.oracle.statements import DAY, Compare, OnDays, Statement, both, either, follows, negate
from tests.oracle.worlds import possible

UNBOUNDED = Numbers(None, None)


@dataclass(frozen=True)
class Stated:
    """The statements of the scope asked for, those of the other scope, and whether these are floors (else ceilings)."""

    name: str
    figures: list[Figure]
    others: list[Figure]
    above: bool

    def unknown(self, others: list[Figure]) -> Numbers:
        """A number that nobody states: no less than what is alone, or no more than what is with affiliates."""
        values = [f.value for f in others]
        return Numbers(max(values, default=None), None) if self.above else Numbers(None, max(values, default=None))


def compare_figure(m: Matter, thing: Thing, left: AttributeRef, question: Compare) -> Statement:
    """A bare number is that number whenever it is taken; else the statements count whose scope is the one asked for or not said."""
    case, measure = m.case, left.measure or Measure()
    declared = case.declared(thing, left.attribute.name)
    if case.left_out(thing, left.attribute):
        return False
    if declared is not None and not isinstance(declared, Figures):
        return isinstance(declared, Known) and question(declared.value)
    items = list(declared.items) if declared else []
    scope = "affiliates" if measure.affiliates else "alone"
    name = f"fact:{thing.id}.{left.attribute.name}" + (" with affiliates" if measure.affiliates else "")
    figures = [f for f in items if f.scope in (scope, None)]
    stated = Stated(name, figures, [f for f in items if f.scope not in (scope, None)], measure.affiliates)
    if measure.months is not None:
        return over_any(m, stated, measure.months, question)
    if measure.on is not None:
        return on_day(m, stated, measure.on, question)
    match measure.moment:
        case "source.released":
            return on_release(m, stated, question)
        case "source.obtained" | "data.obtained":
            taken = m.things().get(measure.moment.partition(".")[0])
            if taken is None:
                return False
            id_ = taken.id
            return when_done(m, stated, [(f"{id_}.obtained", f"when {id_} was obtained")], question)
        case "access.date":
            access = m.things().get("access")
            return access is not None and when_done(m, stated, [(f"{access.id}.date", f"at {access.id}")], question)
    return when_done(m, stated, list(m.moments()), question)


def held(operator: str, times: Iterable[Statement]) -> Statement:
    """`less than` and `at most` must hold each time, others once."""
    return both(*times) if operator in ("less than", "at most") else either(times)


def on_day(m: Matter, stated: Stated, day: date, question: Compare) -> Statement:
    """As of a day: the statements that cover it, else one unknown number."""
    covering = [question(f.value) for f in stated.figures if covers(f).has(day)]
    beside = stated.unknown([f for f in stated.others if covers(f).has(day)])
    return held(question.operator, covering) if covering else m.case.ask(f"{stated.name} as of {day}", beside, question)


def on_release(m: Matter, stated: Stated, question: Compare) -> Statement:
    """As of the day on which the model reached came out; where that is not known, statements without days cover it."""
    source = m.things().get("source")
    if source is None:
        return False
    released = source.facts.get("released")
    if isinstance(released, Known) and isinstance(released.value, date):
        return on_day(m, stated, released.value, question)
    covering = [question(f.value) for f in stated.figures if f.since is None and f.until is None]
    key = f"{stated.name} when {source.id} was released"
    return held(question.operator, covering) if covering else m.case.ask(key, UNBOUNDED, question)


def when_done(m: Matter, stated: Stated, moments: list[tuple[str, str]], question: Compare) -> Statement:
    """When it is done: the statements that cover some day of it, and one unknown number where none covers a day of it."""
    times: list[tuple[Statement, Statement]] = []
    for day, words in moments:
        times += [(m.case.on(day, covers(f)), question(f.value)) for f in stated.figures]
        times.append((uncovered(m, day, stated.figures), m.case.ask(f"{stated.name} {words}", around(m, day, stated), question)))
    if question.operator in ("less than", "at most"):
        return both(*(follows(taken, fits) for taken, fits in times))
    return either(both(taken, fits) for taken, fits in times)


def around(m: Matter, day: str, stated: Stated) -> Numbers:
    """Within what is stated in the other scope on days that are known: a floor on some of them, a ceiling on all."""
    on_them = [] if m.case.days(day)[2] else [f for f in stated.others if m.case.on(day, covers(f)) is True]
    return stated.unknown(on_them if stated.above or uncovered(m, day, on_them) is False else [])


def over_any(m: Matter, stated: Stated, months: int, question: Compare) -> Statement:
    """The largest that had begun by then is a floor: the number is one that nobody states, or the floor where that is more.

    It is the largest itself where one is stated for all days.
    """
    counted = [*stated.figures, *(stated.others if stated.above else [])]
    begun = [(either(m.case.on(t, OnDays(f.since, None)) for t, _ in m.moments()), f.value) for f in counted]
    always = any(f.since is None and f.until is None for f in stated.figures)
    key = f"{stated.name} over any {months} months"

    def is_so(compare: Compare) -> Statement:
        """Of what nobody states, which is less than anything where all is stated."""
        return compare.operator in ("less than", "at most") if always else m.case.ask(key, UNBOUNDED, compare)

    if question.operator in ("less than", "at most"):
        return both(is_so(question), *(follows(there, question(value)) for there, value in begun))
    if question.operator in ("more than", "at least"):
        return either([is_so(question), *(both(there, question(value)) for there, value in begun)])
    no_more = Compare("at most", question.values)
    equal = either([is_so(question), *(both(there, question(value)) for there, value in begun)])
    return both(is_so(no_more), *(follows(there, no_more(value)) for there, value in begun), equal)


def uncovered(m: Matter, day: str, figures: list[Figure]) -> Statement:
    first, last, unknown = m.case.days(day)
    if unknown:
        elsewhere = negate(either(m.case.on(day, covers(f)) for f in figures))
        return elsewhere if possible(m.case.domains, elsewhere)[0] else False
    return any(not any(covers(f).has(first + n * DAY) for f in figures) for n in range((last - first).days + 1))


def covers(figure: Figure) -> OnDays:
    return OnDays(figure.since, figure.until + DAY if figure.until else None)
