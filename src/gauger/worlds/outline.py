"""Formulas read once: which choices they mention, what they ask of each, and in which steps they are built from the bottom up.

A walk costs time in the number of different parts, and no stack however deep a formula nests.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from gauger.worlds.choices import Choice
from gauger.worlds.domains import Test, Value
from gauger.worlds.formula import And, Constant, Formula, Literal, Not, get_parts

CONSTANT, LITERAL, NOT, AND, OR = range(5)

Step = tuple[int, tuple[int, ...]]
"""What to do, and with what: CONSTANT (0 or 1), LITERAL (axis, number of the test), the others numbers of earlier steps."""

Asked = tuple[str, tuple[Value, ...]]
"""A test as a plain tuple, whose hash Python takes ten times faster."""


class Outline:
    """Grows with each formula that is added. Axes are choices in the order of first mention, and so are the tests of each."""

    def __init__(self) -> None:
        self.axis: dict[str, int] = {}  # by key, which is what makes a choice the same
        self.choices: list[Choice] = []
        self.steps: list[Step] = []
        self.asked: list[dict[Asked, int]] = []  # for each axis the tests made of it, each with its step
        self._at: dict[int, int] = {}
        self._kept: list[Formula] = []  # numbers of objects in `_at` stay theirs

    def add(self, formula: Formula) -> int:
        """The number of the step that makes a formula."""
        at, ask = self._at, self._ask
        self._kept.append(formula)
        if isinstance(formula, Literal):
            return ask(formula)
        root = at.get(id(formula))
        if root is not None:
            return root
        # Formulas begun, each with its parts that are still to come and the steps of those that have been.
        item: Formula = formula
        parts, steps = iter(get_parts(formula)), list[int]()
        begun: list[tuple[Formula, Iterator[Formula], list[int]]] = []
        while True:
            for part in parts:
                step = at.get(id(part))
                if step is None:
                    if not isinstance(part, Literal):
                        begun.append((item, parts, steps))
                        item, parts, steps = part, iter(get_parts(part)), []
                        break
                    step = at[id(part)] = ask(part)
                steps.append(step)
            else:
                at[id(item)] = step = self._append(_spell(item, steps))
                if not begun:
                    return step
                item, parts, steps = begun.pop()
                steps.append(step)

    def _append(self, step: Step) -> int:
        self.steps.append(step)
        return len(self.steps) - 1

    def _ask(self, item: Literal) -> int:
        choice, test = item.choice, item.test
        axis = self.axis.get(choice.key)
        if axis is None:
            axis = self.axis[choice.key] = len(self.choices)
            self.choices.append(choice)
            self.asked.append({})
        asked = self.asked[axis]
        key = (test.operator, test.values)
        step = asked.get(key)
        if step is None:
            step = asked[key] = self._append((LITERAL, (axis, len(asked))))
        return step


def _spell(item: Formula, steps: list[int]) -> Step:
    if isinstance(item, Not):
        return NOT, tuple(steps)
    if not steps:
        return CONSTANT, (int(item.value if isinstance(item, Constant) else isinstance(item, And)),)
    return AND if isinstance(item, And) else OR, tuple(steps)


def mentioned(formulas: Iterable[Formula]) -> dict[Choice, tuple[Test, ...]]:
    """Every choice that the formulas mention with the tests made of it, both in the order of first mention."""
    outline = Outline()
    for formula in formulas:
        outline.add(formula)
    return {choice: tuple([Test(*test) for test in asked]) for choice, asked in zip(outline.choices, outline.asked, strict=True)}
