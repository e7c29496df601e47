"""Figures: numbers that hold over time, taken as a condition asks (`docs/semantics.md`, 6).

What is stated may leave days open, or not say whose the number is; each gap is one unknown number, shared by every condition that takes
the figure in the same way.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from decimal import Decimal

from gauger.declaration.records import Figure, Figures, Guarded, Known, NotApplicable, Parts, Step
from gauger.engine.calendar import known_days, obtaining, on_some_day
from gauger.engine.case import Case, Done, Moment
from gauger.engine.scope import Bound, Scope, is_left_out
from gauger.engine.trace import Trace
from gauger.findings.model import ReliedOn
from gauger.policy.model import Attribute, Measure
from gauger.text.values import dataclass
from gauger.worlds import FALSE, TRUE, Choice, Formula, all_of, any_of, literal, negate
from gauger.worlds.domains import Numbers, Test, cut, holds

EVERY = frozenset({"less than", "at most"})
"""Comparisons that must hold whenever the figure is taken; the others need hold once. Each is the other's denial."""

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Taken:
    """A figure as a condition takes it: the statements about it, those of the other scope, and the key of what they leave open.

    What somebody has alone is no more than with affiliates: the `others` are floors where `above` is so, and ceilings else.
    """

    figures: tuple[Figure, ...]
    others: tuple[Figure, ...]
    above: bool
    key: str


def compare_figure(case: Case, scope: Scope, bound: Bound, attribute: Attribute, measure: Measure, test: Test, trace: Trace) -> Formula:
    """The worlds in which a figure passes a test, taken as the measure says."""
    name = f"{bound.id}.{attribute.name}"
    fact = None if name in case.freed else bound.facts.get(attribute.name)
    if isinstance(fact, NotApplicable):
        trace.rely(ReliedOn(name, "not applicable", fact.span))
        return FALSE
    if fact is None and is_left_out(case, bound, attribute):
        trace.rely(ReliedOn(name, "none declared", bound.span, absence=True))
        return FALSE
    if isinstance(fact, Known):
        trace.rely(ReliedOn(name, f"{fact.value:f}", fact.span, fact.origin))
        return TRUE if holds(test, fact.value) else FALSE
    assert not isinstance(fact, Parts | Guarded)
    taken = _take(fact, bound, attribute, measure)
    if isinstance(fact, Figures):
        _rely(fact, taken, name, trace)
    if measure.months is not None:
        return _over_any(case, scope, taken, measure.months, test)
    if measure.on is not None:
        return _on_day(taken, measure.on, test)
    if measure.moment is not None:
        return _at_moment(case, scope, taken, measure.moment, test)
    return _on_days_of(case, scope.days_of, taken, test)


def _take(fact: Figures | None, bound: Bound, attribute: Attribute, measure: Measure) -> Taken:
    """The statements that speak of the scope asked for; one that does not say whose number it is speaks of either."""
    wanted = "affiliates" if measure.affiliates else "alone"
    stated = fact.items if isinstance(fact, Figures) else ()
    figures = tuple(f for f in stated if f.scope in {None, wanted})
    others = tuple(f for f in stated if f.scope not in {None, wanted})
    suffix = " with affiliates" if measure.affiliates else ""
    return Taken(figures, others, measure.affiliates, f"fact:{bound.id}.{attribute.name}{suffix}")


def _rely(fact: Figures, taken: Taken, name: str, trace: Trace) -> None:
    shown = ", ".join(f"{figure.value:f}{_days_words(figure)}" for figure in taken.figures)
    trace.rely(ReliedOn(name, shown or "stated otherwise", fact.span, fact.origin))


def _days_words(figure: Figure) -> str:
    since, until = figure.since, figure.until
    if since is not None and since == until:
        return f" on {since}"
    return (f" from {since}" if since is not None else "") + (f" until {until}" if until is not None else "")


def _ask(taken: Taken, moment: str, test: Test, floors: Sequence[Figure], ceilings: Sequence[Figure] = ()) -> Formula:
    """The number that nobody stated: no less than what must be part of it, or no more than what it must be part of."""
    least = max((figure.value for figure in floors), default=None)
    most = max((figure.value for figure in ceilings), default=None)
    return ask_number(f"{taken.key} {moment}", least, most, test)


def ask_number(key: str, least: Decimal | None, most: Decimal | None, test: Test) -> Formula:
    """What is asked of a number within bounds; nothing is, where all that lie between them pass or none does."""
    choice = Choice(key, "fact", Numbers(least, most))
    passing = {passed for _, (passed,), *_ in cut(choice.domain, [test])} if (least, most) != (None, None) else {True, False}
    return literal(choice, test) if len(passing) > 1 else TRUE if True in passing else FALSE


def _joined(test: Test, formulas: Iterable[Formula]) -> Formula:
    """Taken several times: a comparison of `EVERY` must hold each time, another one once."""
    return all_of(formulas) if test.operator in EVERY else any_of(formulas)


# --- on a day ----------------------------------------------------------------------------------------------------------


def _on_day(taken: Taken, day: date, test: Test) -> Formula:
    """On a day that is known. Statements that contradict each other all count."""
    stated = [figure for figure in taken.figures if covers(figure, day)]
    if not stated:
        others = [figure for figure in taken.others if covers(figure, day)]
        return _ask(taken, f"as of {day}", test, others if taken.above else (), () if taken.above else others)
    return _joined(test, [TRUE if holds(test, figure.value) else FALSE for figure in stated])


def covers(figure: Figure, day: date) -> bool:
    """Whether a statement speaks of a day."""
    return (figure.since is None or figure.since <= day) and (figure.until is None or day <= figure.until)


def _at_moment(case: Case, scope: Scope, taken: Taken, moment: str, test: Test) -> Formula:
    """When the model reached came out, when a copy was obtained, or on the days of the access."""
    variable, _, what = moment.partition(".")
    if variable not in scope.variables:
        return FALSE
    bound = scope.variables[variable]
    if what == "date":
        assert isinstance(bound.record, Step)
        return _on_days_of(case, (bound.record,), taken, test)
    if what == "obtained":
        return _on_days_of(case, (obtaining(case, case.declaration.artifacts[bound.id]),), taken, test)
    released = bound.facts.get("released")
    if isinstance(released, Known) and isinstance(released.value, date):
        return _on_day(taken, released.value, test)
    always = [figure for figure in taken.figures if figure.since is None and figure.until is None]
    if always:
        return _joined(test, [TRUE if holds(test, figure.value) else FALSE for figure in always])
    return _ask(taken, f"when {bound.id} was released", test, ())


# --- when the act is done ----------------------------------------------------------------------------------------------


def _on_days_of(case: Case, days_of: Sequence[Done], taken: Taken, test: Test) -> Formula:
    """On the days of the finding: each statement counts where one of these days is its own, and what nobody stated is one number."""
    return _joined(test, [_on_days(case, done, taken, test) for done in days_of])


def _on_days(case: Case, done: Done, taken: Taken, test: Test) -> Formula:
    known, moment = known_days(case, done), _name_moment(done)
    if known is not None:
        return _joined(test, _on_known_days(taken, known, moment, test))
    parts = [
        _where(on_some_day(case, done, *_period(figure)), TRUE if holds(test, figure.value) else FALSE, test) for figure in taken.figures
    ]
    outside = negate(any_of(on_some_day(case, done, *_period(figure)) for figure in taken.figures))
    return _joined(test, [*parts, _where(outside, _ask(taken, moment, test, ()), test)])


def _name_moment(done: Done) -> str:
    return f"when {done.id} was {done.attribute}" if isinstance(done, Moment) else f"at {done.id}"


def _where(there: Formula, passes: Formula, test: Test) -> Formula:
    """What counts only where `there` holds: asked of every taking it is no objection elsewhere, asked of one it is no support."""
    return any_of((negate(there), passes)) if test.operator in EVERY else all_of((there, passes))


def _period(figure: Figure) -> tuple[date, date]:
    """First day, and the day after the last."""
    return figure.since or date.min, figure.until + ONE_DAY if figure.until is not None and figure.until < date.max else date.max


def _on_known_days(taken: Taken, days: tuple[date, date], moment: str, test: Test) -> Iterator[Formula]:
    stated = [figure for figure in taken.figures if _meets(figure, *days)]
    for figure in stated:
        yield TRUE if holds(test, figure.value) else FALSE
    if not _covered(stated, *days):
        others = [figure for figure in taken.others if _meets(figure, *days)]
        around = others if not taken.above and _covered(others, *days) else ()
        yield _ask(taken, moment, test, others if taken.above else (), around)


def _meets(figure: Figure, first: date, last: date) -> bool:
    return (figure.since is None or figure.since <= last) and (figure.until is None or first <= figure.until)


def _covered(figures: Sequence[Figure], first: date, last: date) -> bool:
    """Whether together they speak of every day."""
    day = first
    for figure in sorted(figures, key=lambda f: f.since or date.min):
        if (figure.since or date.min) > day:
            return False
        if figure.until is None or figure.until >= last:
            return True
        day = max(day, figure.until + ONE_DAY)
    return False


# --- over any so many months -------------------------------------------------------------------------------------------


def _over_any(case: Case, scope: Scope, taken: Taken, months: int, test: Test) -> Formula:
    """The largest that there had been when the act was done.

    Statements are a floor: there may have been more when nobody looked, unless one of them holds for all days.
    """
    begun = [(figure, _has_begun(case, scope, figure)) for figure in (*taken.figures, *(taken.others if taken.above else ()))]
    always = any(figure.since is None and figure.until is None for figure in taken.figures)
    sure = [figure for figure, there in begun if there == TRUE]

    def unstated(asked: Test, otherwise: Formula) -> Formula:
        return otherwise if always else _ask(taken, f"over any {months} months", asked, sure)

    if test.operator == "is":
        larger = any_of(there for figure, there in begun if holds(Test("more than", test.values), figure.value))
        equal = any_of((unstated(test, FALSE), *(there for figure, there in begun if holds(test, figure.value))))
        return all_of((negate(larger), unstated(Test("at most", test.values), TRUE), equal))
    parts = [_where(there, TRUE if holds(test, figure.value) else FALSE, test) for figure, there in begun]
    return _joined(test, [*parts, unstated(test, TRUE if test.operator in EVERY else FALSE)])


def _has_begun(case: Case, scope: Scope, figure: Figure) -> Formula:
    """The worlds in which what a statement speaks of had begun on some day of the finding."""
    return any_of(on_some_day(case, done, figure.since or date.min, date.max) for done in scope.days_of)
