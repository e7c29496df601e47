"""How steps hang together: nothing is made from itself."""

from __future__ import annotations

from collections.abc import Mapping

from gauger.declaration import messages
from gauger.declaration.reading import Report
from gauger.declaration.records import Step


def check_links(steps: Mapping[str, Step], report: Report) -> None:
    """Reports steps that yield what they take, and circles of steps."""
    selfish = {step.id for step in steps.values() if _check_own_input(step, report)}
    makers: dict[str, list[str]] = {}
    for step in steps.values():
        for name in step.yields if step.id not in selfish else ():
            makers.setdefault(name, []).append(step.id)
    after = {
        step.id: sorted({maker for name in list_inputs(step) for maker in makers.get(name, ())} | set(step.feedback))
        for step in steps.values()
        if step.id not in selfish
    }
    for circle in _find_circles(after):
        report.add(messages.steps_in_circle(steps[circle[0]].span, circle))


def list_inputs(step: Step) -> tuple[str, ...]:
    """The artifacts that a step takes: the model it runs, the models it starts from, its data."""
    reached = (step.reaches,) if step.reaches is not None else ()
    return (*reached, *step.base.items, *(use.artifact for use in step.data.items))


def _check_own_input(step: Step, report: Report) -> bool:
    for name in list_inputs(step):
        if name in step.yields:
            report.add(messages.yields_own_input(step.span, step.id, name))
            return True
    return False


def _find_circles(after: Mapping[str, list[str]]) -> list[tuple[str, ...]]:
    """One circle for each step that is met again while its predecessors are walked; in the order in which things are made."""
    done: set[str] = set()
    circles: list[tuple[str, ...]] = []
    for start in sorted(after):
        path: list[str] = []
        stack: list[tuple[str, int]] = [(start, 0)]
        while stack:
            name, index = stack.pop()
            if index == 0:
                if name in done or name not in after:
                    continue
                path.append(name)
            if index < len(after[name]):
                stack.append((name, index + 1))
                following = after[name][index]
                if following in path:
                    circles.append(_turn(tuple(reversed(path[path.index(following) :]))))
                else:
                    stack.append((following, 0))
            else:
                done.add(path.pop())
    return circles


def _turn(circle: tuple[str, ...]) -> tuple[str, ...]:
    """The same circle beginning at its least name, so that the order of the file does not show."""
    at = circle.index(min(circle))
    return circle[at:] + circle[:at]
