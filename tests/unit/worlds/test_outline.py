"""Formulas read once: axes and tests in the order of first mention, steps from the bottom up, each part once."""

from __future__ import annotations

from gauger.worlds import FALSE, TRUE, And, Choice, Formula, Or, all_of, any_of, literal, mentioned, negate
from gauger.worlds.domains import Options
from gauger.worlds.domains import Test as Asked
from gauger.worlds.outline import AND, CONSTANT, LITERAL, NOT, OR, Outline

CHOICES = tuple(Choice(f"fact:{name}", "fact", Options(("x", "y", "z"))) for name in "abc")
X, Y = Asked("is", ("x",)), Asked("is", ("y", "z"))
A, B, C = (literal(choice, X) for choice in CHOICES)


def test_choices_are_mentioned_once_in_the_order_of_first_mention() -> None:
    shared = any_of([B, negate(A)])
    other = literal(CHOICES[0], Y)
    found = mentioned([all_of([shared, C]), shared, any_of([other, C]), TRUE])
    assert list(found.items()) == [(CHOICES[1], (X,)), (CHOICES[0], (X, Y)), (CHOICES[2], (X,))]


def test_one_fact_is_one_choice_whatever_its_domain() -> None:
    again = Choice("fact:a", "reading", Options(("other",)))
    assert list(mentioned([all_of([A, literal(again, Y)])])) == [CHOICES[0]]


def test_steps_come_in_the_order_in_which_they_can_be_taken() -> None:
    outline = Outline()
    shared = any_of([A, B])
    last = outline.add(all_of([shared, negate(any_of([shared, C]))]))
    assert outline.steps == [
        (LITERAL, (0, 0)), (LITERAL, (1, 0)), (OR, (0, 1)), (LITERAL, (2, 0)), (OR, (0, 1, 3)), (NOT, (4,)), (AND, (2, 5)),
    ]  # fmt: skip
    assert last == 6


def test_what_is_known_is_not_read_again() -> None:
    outline = Outline()
    formula = all_of([A, any_of([B, C])])
    first, steps = outline.add(formula), list(outline.steps)
    assert (outline.add(formula), outline.add(formula.items[1] if isinstance(formula, And) else formula)) == (first, first - 1)
    assert outline.add(literal(Choice("fact:a", "fact", Options(("x", "y", "z"))), X)) == 0
    assert outline.steps == steps
    assert outline.add(literal(CHOICES[0], Y)) == len(steps)
    assert outline.axis == {"fact:a": 0, "fact:b": 1, "fact:c": 2}
    assert [[Asked(*test) for test in asked] for asked in outline.asked] == [[X, Y], [X], [X]]


def test_formulas_that_nobody_keeps_are_told_apart() -> None:
    """Python gives the number of an object that is gone to the next one."""
    outline = Outline()
    steps = [outline.add(negate(literal(Choice(f"fact:{n}", "fact", Options(("x", "y"))), X))) for n in range(50)]
    assert [outline.steps[step] for step in steps] == [(NOT, (step - 1,)) for step in steps]
    assert len(set(steps)) == 50


def test_what_joins_nothing_is_a_constant() -> None:
    outline = Outline()
    for formula, value in ((TRUE, 1), (FALSE, 0), (And(()), 1), (Or(()), 0)):
        assert outline.steps[outline.add(formula)] == (CONSTANT, (value,))


def test_depth_takes_no_stack() -> None:
    outline, made = Outline(), A
    for n in range(5000):
        here: Formula = literal(Choice(f"fact:{n}", "fact", Options(("x", "y"))), X)
        made = any_of((made, here)) if n % 2 else all_of((made, here))
    outline.add(made)
    assert (len(outline.choices), len(outline.steps)) == (5001, 10001)
