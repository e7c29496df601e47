"""What can be so under some answer, against every answer tried."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gauger.worlds import FALSE, TRUE, Choice, Formula, algebra, all_of, any_of, is_possible, mentioned, negate, project, some_answer
from gauger.worlds.decision import order_pairs
from gauger.worlds.space import find_worlds
from tests.unit.worlds.shapes import make_literals
from tests.unit.worlds.test_decision import before, day_choice
from tests.unit.worlds.test_formula import CHOICES, FORMULAS, A, B, C, says

KEYS = [choice.key for choice in CHOICES]


@pytest.mark.parametrize("limit", [algebra.TABLE_LIMIT, 0])
@settings(deadline=None)
@given(wanted=st.lists(FORMULAS, max_size=3), unwanted=FORMULAS, free=st.sets(st.sampled_from(KEYS)))
def test_some_answer_is_one_that_leaves_all_that_is_wanted_possible(
    limit: int, wanted: list[Formula], unwanted: Formula, free: set[str]
) -> None:
    worlds = [dict(zip(KEYS, values, strict=True)) for values in product("xyz", repeat=len(KEYS))]
    answers: dict[tuple[str, ...], list[dict[str, str]]] = {}
    for world in worlds:
        answers.setdefault(tuple(world[key] for key in KEYS if key not in free), []).append(world)
    expected = any(
        all(any(says(item, w) for w in ways) for item in wanted) and not any(says(unwanted, w) for w in ways) for ways in answers.values()
    )
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(algebra, "TABLE_LIMIT", limit)
        assert some_answer(wanted, unwanted, lambda choice: choice.key in free) == expected


def test_nothing_wanted_is_always_possible() -> None:
    assert some_answer([], FALSE, lambda _: True)
    assert not some_answer([TRUE], TRUE, lambda _: True)


def test_of_many_choices_only_the_free_ones_are_given_up() -> None:
    literals = make_literals((2,) * 40)
    kept: set[Choice] = set(mentioned(literals[20:]))
    assert some_answer(literals[:20], FALSE, lambda choice: choice not in kept)
    assert not some_answer(literals[:21], literals[20], lambda choice: choice not in kept)


@pytest.mark.parametrize("limit", [algebra.TABLE_LIMIT, 0])
@settings(deadline=None)
@given(wanted=st.lists(FORMULAS, min_size=1, max_size=3), kept=st.sets(st.sampled_from(KEYS)))
def test_a_projection_holds_where_some_answer_to_the_others_satisfies_all(limit: int, wanted: list[Formula], kept: set[str]) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(algebra, "TABLE_LIMIT", limit)
        found = project(wanted, (), lambda choice: choice.key in kept)
        possible = is_possible(all_of(wanted))
    assert {choice.key for choice in mentioned([found])} <= kept
    worlds = [dict(zip(KEYS, values, strict=True)) for values in product("xyz", repeat=len(KEYS))]
    satisfied = [w for w in worlds if all(says(item, w) for item in wanted)]
    for world in worlds:
        assert says(found, world) == any(all(w[key] == world[key] for key in kept) for w in satisfied)
    assert possible == bool(satisfied)


def test_a_projection_knows_the_order_of_days() -> None:
    """The first is not after the second, which is left out, nor that after the third: a late first leaves no early third."""
    first, second, third = days = tuple(day_choice(name, 0, 30) for name in "abc")
    order = order_pairs(days, [(first, second), (second, third)])
    late, early = negate(before(first, 10)), before(third, 10)
    asked = any_of((before(second, 10), negate(before(second, 10)), late))  # all three are mentioned
    found = project([asked, late, any_of((early, negate(early)))], order, lambda choice: choice != second)
    assert not is_possible(all_of((found, early)))
    assert is_possible(all_of((found, negate(early))))


def test_a_projection_mentions_nothing_that_makes_no_difference() -> None:
    """What comes first in the formula holds or not, with the same left to say."""
    wanted = all_of((any_of((all_of((B, A)), all_of((negate(B), A)))), C))
    assert project([wanted], (), lambda _: True) == all_of((A, C))


def test_a_space_has_the_choices_of_formulas_beside_the_one_that_is_asked_about() -> None:
    space, worlds = find_worlds(A, [B, any_of((A, C))])
    assert space.choices == CHOICES
    assert space.algebra.count(worlds) == 9
