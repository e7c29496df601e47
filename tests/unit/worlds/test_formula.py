"""Building formulas simplifies, and never changes what they say."""

from __future__ import annotations

from decimal import Decimal
from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from gauger.worlds import FALSE, TRUE, And, Choice, Formula, Literal, Not, Or, all_of, any_of, literal, negate
from gauger.worlds.domains import Numbers, Options
from gauger.worlds.domains import Test as Asked
from gauger.worlds.formula import Constant

CHOICES = tuple(Choice(f"fact:{name}", "fact", Options(("x", "y", "z"))) for name in "abc")
X, Y = Asked("is", ("x",)), Asked("is", ("y", "z"))
A, B, C = (literal(choice, X) for choice in CHOICES)

FORMULAS: st.SearchStrategy[Formula] = st.recursive(
    st.sampled_from((TRUE, FALSE, A, B, C, literal(CHOICES[0], Y))),
    lambda inner: inner.map(negate) | st.lists(inner, max_size=3).map(all_of) | st.lists(inner, max_size=3).map(any_of),
    max_leaves=8,
)


def says(item: Formula, world: dict[str, str]) -> bool:
    """What a formula says of one world, read off its structure."""
    match item:
        case Constant(value):
            return value
        case Literal(choice, test):
            return world[choice.key] in test.values
        case Not(inner):
            return not says(inner, world)
        case And(items):
            return all(says(i, world) for i in items)
        case Or(items):
            return any(says(i, world) for i in items)


def worlds() -> list[dict[str, str]]:
    return [dict(zip([c.key for c in CHOICES], values, strict=True)) for values in product("xyz", repeat=3)]


@settings(deadline=None)
@given(st.lists(FORMULAS, max_size=3))
def test_simplifying_changes_no_world(items: list[Formula]) -> None:
    for world in worlds():
        assert says(all_of(items), world) == all(says(i, world) for i in items)
        assert says(any_of(items), world) == any(says(i, world) for i in items)
        assert says(negate(all_of(items)), world) == any(not says(i, world) for i in items)


@settings(deadline=None)
@given(FORMULAS)
def test_constants_stand_alone_and_nothing_is_nested_in_its_like(item: Formula) -> None:
    stack = [item]
    while stack:
        node = stack.pop()
        inner = (node.item,) if isinstance(node, Not) else node.items if isinstance(node, And | Or) else ()
        assert not any(isinstance(i, Constant) for i in inner)
        assert not (isinstance(node, Not) and isinstance(node.item, Not))
        assert not any(type(i) is type(node) for i in inner)
        assert len(set(inner)) == len(inner)
        stack += inner


def test_nothing_and_one_thing() -> None:
    assert (all_of([]), any_of([]), all_of([A]), any_of([A])) == (TRUE, FALSE, A, A)
    assert (all_of([A, FALSE, B]), any_of([A, TRUE, B])) == (FALSE, TRUE)
    assert (all_of([A, A, TRUE]), any_of([A, FALSE, A])) == (A, A)
    assert (negate(TRUE), negate(FALSE), negate(negate(A))) == (FALSE, TRUE, A)
    assert all_of([A, all_of([B, C])]) == And((A, B, C))


def grow(depth: int) -> Formula:
    """A formula that nests as deep as asked, no part of it alike to another."""
    made = A
    for n in range(depth):
        here = literal(Choice(f"fact:{n}", "fact", Options(("x", "y"))), X)
        made = any_of((negate(all_of((made, here))), B)) if n % 2 else all_of((any_of((made, here)), C))
    return made


def test_formulas_as_deep_as_a_pipeline_is_long_compare_and_hash() -> None:
    one, other = grow(3000), grow(3000)
    assert one is not other
    assert one == other
    assert {one: 1}[other] == 1
    assert one != grow(3001)
    assert all_of((one, other)) == one


def test_parts_that_are_shared_are_looked_at_once() -> None:
    """Written out they would be 2^200 parts."""
    one, other = A, literal(Choice("fact:a", "fact", Options(("x", "y", "z"))), X)
    for n in range(200):
        one, other = (_twice(item, n) for item in (one, other))
    assert one == other
    assert hash(one) == hash(other)


def _twice(item: Formula, n: int) -> Formula:
    return any_of((all_of((item, B)), all_of((item, C)))) if n % 2 else all_of((any_of((item, B)), any_of((item, C))))


def test_formulas_of_different_kinds_or_parts_are_different() -> None:
    different = [A, Not(A), And((A, B)), Or((A, B)), And((B, A)), And((A, B, C)), And(()), Or(()), TRUE, FALSE, literal(CHOICES[0], Y)]
    assert all((one == other) == (m == n) for m, one in enumerate(different) for n, other in enumerate(different))
    assert And((A, B)) == And((literal(CHOICES[0], X), B))
    assert And((A, B)) != "a and b"


def test_formulas_that_hash_alike_are_compared_part_by_part() -> None:
    """To Python minus one and minus two have one hash."""
    size = Choice("fact:size", "fact", Numbers())
    one, two = (literal(size, Asked("more than", (Decimal(least),))) for least in (-1, -2))
    assert hash(one) == hash(two)
    for built in (lambda item: Not(item), lambda item: And((item, A)), lambda item: Or((A, Not(item)))):
        assert hash(built(one)) == hash(built(two))
        assert (built(one) == built(two)) is False


def test_what_is_built_of_the_same_parts_in_another_way_is_hashed_apart() -> None:
    built = [A, B, Not(A), Not(B), And((A, B)), Or((A, B)), And((B, A)), Or((B, A))]
    assert len({hash(item) for item in built}) == len(built)
