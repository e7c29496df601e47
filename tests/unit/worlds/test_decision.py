"""A decision against a naive enumeration of the worlds, written here and nowhere else (`docs/semantics.md`, 8)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from itertools import combinations, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gauger.worlds import FALSE, TRUE, Choice, Decision, Formula, Kind, NoWorld, Query, all_of, any_of, decide, literal, mentioned, negate
from gauger.worlds import algebra as algebra_room
from gauger.worlds.decision import SETS_LIMIT, BadAssumption, Before, Deciding, order_pairs
from gauger.worlds.domains import Days, Numbers, Options, YesNo
from gauger.worlds.domains import Test as Asked
from tests.unit.worlds.test_formula import says

World = dict[str, str]
DAY = date(2026, 1, 1)


def choice(name: str, kind: Kind = "fact", values: tuple[str, ...] = ("x", "y")) -> Choice:
    return Choice(f"{kind}:{name}", kind, Options(values))


def when(of: Choice, *values: str) -> Formula:
    return literal(of, Asked("is", values))


KINDS: tuple[Kind, ...] = ("reading", "fact", "fact", "conflict", "source")
CHOICES = tuple(choice(name, kind, ("x", "y", "z")[: 2 + n % 2]) for n, (name, kind) in enumerate(zip("abcde", KINDS, strict=True)))
LITERALS = [when(c, *values) for c in CHOICES for values in (("x",), ("y",), ("x", "z"))]
FORMULAS = st.recursive(
    st.sampled_from([TRUE, FALSE, *LITERALS]),
    lambda inner: inner.map(negate) | st.lists(inner, max_size=3).map(all_of) | st.lists(inner, max_size=3).map(any_of),
    max_leaves=8,
)


@st.composite
def queries(draw: st.DrawFn) -> Query:
    breach, duty, has_duty = draw(FORMULAS), draw(FORMULAS), draw(st.booleans())
    declared = all_of((breach, negate(duty))) if has_duty else breach
    performed, undone = (FALSE if draw(st.booleans()) else all_of((breach, duty)), breach) if has_duty else (declared, declared)
    given_ = tuple(draw(st.lists(st.sampled_from(LITERALS) | FORMULAS, max_size=2)))
    assume = tuple((c.key, draw(st.sampled_from(("x", "Y")))) for c in draw(st.lists(st.sampled_from(CHOICES), max_size=1)))
    return Query(declared, performed, undone, has_duty, given_, (), assume)


@dataclass(frozen=True)
class Expected:
    """What the definitions say; assignments are sets of (key, value)."""

    outcome: str
    unmet: bool
    pivots: set[str]
    deciding: set[tuple[frozenset[tuple[str, str]], bool]]
    worlds: list[World]
    breached: list[World]
    settled_by: set[tuple[str, str, bool]]


def enumerate_query(query: Query, keys: dict[str, tuple[str, ...]]) -> Expected:
    """Every definition of section 8 taken literally over the choices named."""
    every = [dict(zip(keys, values, strict=True)) for values in product(*keys.values())]
    assumed = dict(query.assume)
    touching = [g for g in query.given if any(c.key in keys for c in mentioned([g]))]
    worlds = [w for w in every if all(says(g, w) for g in touching) and all(assumed.get(k, v).casefold() == v for k, v in w.items())]
    breached = [w for w in worlds if says(query.breach, w)]
    clear = [w for w in worlds if w not in breached]
    pivots = {k for k in keys for w in breached for o in clear if all(w[other] == o[other] for other in keys if other != k)}
    facts = [k for k in keys if k.startswith("fact:")]
    found = Expected(
        _outcome(query, worlds, breached, facts), False, pivots, _deciding(_asked(query, keys), worlds, breached), worlds, breached, set()
    )
    settled = {
        (k, value, w in breached)
        for k in facts for w in worlds for value in [w[k]]
        if len({o in breached for o in worlds if o[k] == value}) == 1
    } if breached and clear else set()  # fmt: skip
    return replace(found, unmet=found.outcome == "conditional" and breached == worlds, settled_by=settled)


def _outcome(query: Query, worlds: list[World], breached: list[World], facts: list[str]) -> str:
    if not breached:
        return "clear"
    if query.has_duty and not any(says(query.performed, w) for w in worlds) and all(says(query.undone, w) for w in worlds):
        return "conditional"
    if breached == worlds:
        return "prohibited"
    answers = {tuple(w[f] for f in facts) for w in worlds}
    settled = all(len({w in breached for w in worlds if tuple(w[f] for f in facts) == answer}) == 1 for answer in answers)
    return "open" if settled else "grey"


def _asked(query: Query, keys: dict[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    """Facts, and what the breach mentions: a reading that only a constraint brings in decides nothing."""
    told = {c.key for c in mentioned([query.breach, query.performed, query.undone])}
    return {key: values for key, values in keys.items() if key.startswith("fact:") or key in told}


def _deciding(keys: dict[str, tuple[str, ...]], worlds: list[World], breached: list[World]) -> set[tuple[frozenset[tuple[str, str]], bool]]:
    found: dict[frozenset[tuple[str, str]], bool] = {}
    if not breached or breached == worlds:
        return set()
    for size in range(1, len(keys) + 1):
        for chosen in combinations(keys, size):
            for values in product(*(keys[k] for k in chosen)):
                part = dict(zip(chosen, values, strict=True))
                outcomes = {w in breached for w in worlds if part.items() <= w.items()}
                if len(outcomes) == 1 and not any(smaller < part.items() for smaller in found):
                    found[frozenset(part.items())] = outcomes.pop()
    return set(found.items())


def parts(deciding: tuple[Deciding, ...]) -> list[tuple[frozenset[tuple[str, str]], bool]]:
    return [(frozenset((c.key, label) for c, label in d.given), d.breach) for d in deciding]


def decide_or_none(query: Query) -> Decision | None:
    try:
        return decide(query)
    except NoWorld:
        return None


@settings(deadline=None, max_examples=400)
@given(queries())
def test_a_decision_is_what_the_definitions_say(query: Query) -> None:
    found = decide_or_none(query)
    if found is None:
        every = enumerate_query(query, {c.key: c.domain.values for c in CHOICES if isinstance(c.domain, Options)})
        assert every.worlds == []
        return
    expected = enumerate_query(query, {c.key: tuple(cell.label for cell in cells) for c, cells in found.choices})
    assert (found.outcome, found.unmet) == (expected.outcome, expected.unmet)
    assert {c.key for c in found.pivots} == expected.pivots
    assert (found.breached, found.admissible) == (len(expected.breached), len(expected.worlds))
    deciding = parts(found.deciding)
    assert set(deciding) == expected.deciding
    assert len(deciding) == len(expected.deciding)
    assert [len(part) for part, _ in deciding] == sorted(len(part) for part, _ in deciding)
    assert found.complete
    assert {(c.key, label, breach) for c, label, breach in found.settled_by} == expected.settled_by
    assert_witnesses(found, expected)


def assert_witnesses(found: Decision, expected: Expected) -> None:
    if not expected.breached or expected.breached == expected.worlds:
        assert (found.witness_in, found.witness_out) == (None, None)
        return
    assert found.witness_in is not None
    assert found.witness_out is not None
    assert {c.key: label for c, label in found.witness_in} in expected.breached
    outside = {c.key: label for c, label in found.witness_out}
    assert outside in expected.worlds
    assert outside not in expected.breached


@settings(deadline=None, max_examples=200)
@given(queries())
def test_tables_and_diagrams_decide_alike(query: Query) -> None:
    by_table = decide_or_none(query)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(algebra_room, "TABLE_LIMIT", 0)
        assert decide_or_none(query) == by_table


@settings(deadline=None)
@given(queries())
def test_without_explanation_the_outcome_is_the_same(query: Query) -> None:
    full = decide_or_none(query)
    if full is not None:
        assert decide(query, explain=False) == replace(full, deciding=(), complete=True, settled_by=())


# --- worked out by hand ------------------------------------------------------------------------------------------------

COMPETES, RELEASED = choice("competes", "reading", ("narrow", "wide")), choice("released", "fact", ("yes", "no"))


def plain(breach: Formula, **more: object) -> Query:
    return replace(Query(breach, breach, breach, has_duty=False), **more)  # type: ignore[arg-type]


def test_a_reading_and_a_fact_are_grey_and_say_which_answer_settles_it() -> None:
    found = decide(plain(all_of((when(COMPETES, "wide"), when(RELEASED, "yes")))))
    assert (found.outcome, found.breached, found.admissible) == ("grey", 1, 4)
    assert found.pivots == (COMPETES, RELEASED)
    assert found.deciding == (
        Deciding(((COMPETES, "narrow"),), False),
        Deciding(((RELEASED, "no"),), False),
        Deciding(((COMPETES, "wide"), (RELEASED, "yes")), True),
    )
    assert found.settled_by == ((RELEASED, "no", False),)


def test_facts_alone_leave_it_open() -> None:
    assert decide(plain(when(RELEASED, "yes"))).outcome == "open"


def test_a_duty_is_conditional_and_unmet_where_every_world_breaches() -> None:
    shown = when(RELEASED, "no")
    assert decide(Query(TRUE, FALSE, TRUE, has_duty=True)).unmet
    unshown = decide(Query(shown, FALSE, TRUE, has_duty=True))
    assert (unshown.outcome, unshown.unmet) == ("conditional", False)
    assert decide(Query(TRUE, FALSE, shown, has_duty=True)).outcome == "prohibited"
    assert decide(Query(TRUE, FALSE, TRUE, has_duty=False)).outcome == "prohibited"


def test_constraints_count_where_they_touch_and_are_closed_under_touching() -> None:
    far, near, apart = choice("far"), choice("near"), choice("apart")
    given_ = (any_of((when(far, "x"), when(near, "x"))), any_of((when(COMPETES, "narrow"), when(near, "y"))), when(apart, "x"))
    found = decide(plain(when(COMPETES, "wide"), given=given_))
    assert [c.key for c, _ in found.choices] == [COMPETES.key, near.key, far.key]
    # wide needs near=y, which needs far=x: one world; narrow goes with near=x (two) and with near=y and far=x (one).
    assert (found.breached, found.admissible) == (1, 4)


def test_no_world_is_an_error_that_names_its_choices() -> None:
    with pytest.raises(NoWorld) as stuck:
        decide(plain(when(COMPETES, "wide"), given=(when(COMPETES, "narrow"),), assume=((COMPETES.key, "wide"),)))
    assert (stuck.value.choices, str(stuck.value)) == ((COMPETES,), "reading:competes")


def test_an_assumption_takes_a_label_or_a_value_of_the_domain() -> None:
    size = Choice("fact:us.size", "fact", Numbers())
    query = plain(literal(size, Asked("more than", (Decimal(10),))))
    assert [cell.label for cell in decide(query).choices[0][1]] == ["less than 10 or exactly 10", "more than 10"]
    for value, outcome in (("12", "prohibited"), ("10", "clear"), ("More than 10", "prohibited"), ("less than 10 or exactly 10", "clear")):
        assert decide(replace(query, assume=((size.key, value),))).outcome == outcome


@pytest.mark.parametrize("value", ["many", "NaN"])
def test_a_value_that_no_cell_holds_is_refused_with_the_labels(value: str) -> None:
    released = Choice("fact:paid", "fact", YesNo())
    with pytest.raises(BadAssumption) as bad:
        decide(plain(literal(released, Asked("is", (True,))), assume=(("fact:paid", value),)))
    assert (bad.value.choice, bad.value.value, bad.value.labels) == (released, value, ("yes", "no"))
    assert str(bad.value) == f"fact:paid={value}"


def test_an_assumption_about_a_choice_that_is_not_mentioned_changes_nothing() -> None:
    query = plain(when(COMPETES, "wide"))
    assert decide(replace(query, assume=(("fact:other", "x"),))) == decide(query)


# --- days --------------------------------------------------------------------------------------------------------------


def day_choice(name: str, first: int, last: int) -> Choice:
    return Choice(f"fact:{name}.date", "fact", Days(DAY + timedelta(first), DAY + timedelta(last)))


def before(of: Choice, n: int) -> Formula:
    return literal(of, Asked("before", (DAY + timedelta(n),)))


def test_what_must_come_first_leaves_out_worlds() -> None:
    """asked on 0..30, trained on 0..30, asking not after training: training before the tenth and asking from the tenth on is no world."""
    asked, trained = day_choice("ask", 0, 30), day_choice("train", 0, 30)
    query = plain(all_of((before(trained, 10), negate(before(asked, 10)))))
    assert decide(query).outcome == "open"
    ordered = decide(replace(query, order=(Before(asked, trained),)))
    assert (ordered.outcome, ordered.admissible) == ("clear", 3)
    assert decide(replace(query, order=(Before(trained, asked),))).outcome == "open"


def test_an_order_of_days_that_are_not_mentioned_is_left_alone() -> None:
    asked, trained = day_choice("ask", 0, 30), day_choice("train", 0, 30)
    assert decide(plain(before(asked, 10), order=(Before(asked, trained),))).admissible == 2


PAIRS = st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), max_size=4)
BOUNDS = st.lists(st.tuples(st.integers(0, 6), st.integers(0, 6)), min_size=4, max_size=4)


@settings(deadline=None)
@given(BOUNDS, PAIRS)
def test_ordered_cells_are_a_world_exactly_when_days_can_be_chosen(bounds: list[tuple[int, int]], pairs: list[tuple[int, int]]) -> None:
    days = [day_choice(str(n), min(b), max(b)) for n, b in enumerate(bounds)]
    rules = [(min(p), max(p)) for p in pairs if p[0] != p[1]]
    every = any_of(before(d, 3) for d in days)
    mention = any_of((every, negate(all_of(negate(before(d, 3)) for d in days))))
    order = order_pairs(tuple(days), [(days[a], days[b]) for a, b in rules])
    ranges = [range(min(b), max(b) + 1) for b in bounds]
    possible = {tuple(value < 3 for value in values) for values in product(*ranges) if all(values[a] <= values[b] for a, b in rules)}
    try:
        found = decide(plain(mention, order=order))
    except NoWorld:
        assert not possible
        return
    assert found.admissible == len(possible)


# --- many choices ------------------------------------------------------------------------------------------------------


def test_forty_choices_are_decided_with_exact_pivots() -> None:
    """Breached when one of twenty pairs holds together: every choice can flip it, and there are too many ways for it to be clear."""
    many = [choice(f"c{n}", "reading") for n in range(40)]
    found = decide(plain(any_of(all_of((when(a, "x"), when(b, "x"))) for a, b in zip(many[::2], many[1::2], strict=True))))
    assert found.outcome == "grey"
    assert found.pivots == tuple(many)
    assert (found.admissible, found.breached) == (2**40, 2**40 - 3**20)
    assert not found.complete
    assert len(found.deciding) < SETS_LIMIT
    listed = {frozenset(c.key for c, _ in d.given) for d in found.deciding if d.breach}
    assert frozenset({"reading:c0", "reading:c1"}) in listed  # the list stops, and what it holds is right
    assert listed <= {frozenset({a.key, b.key}) for a, b in zip(many[::2], many[1::2], strict=True)}


def test_forty_choices_that_must_all_hold_are_listed_in_full_up_to_the_limit() -> None:
    many = [choice(f"c{n}", "fact") for n in range(40)]
    found = decide(plain(all_of(when(c, "x") for c in many)))
    assert (found.outcome, found.breached, found.admissible) == ("open", 1, 2**40)
    assert [d.given for d in found.deciding if not d.breach] == [((c, "y"),) for c in many]
    assert found.settled_by == tuple((c, "y", False) for c in many)
