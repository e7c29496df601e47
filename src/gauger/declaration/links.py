"""How steps hang together: nothing is made from itself."""

from __future__ import annotations

from collections.abc import Mapping

from gauger.declaration import messages
from gauger.declaration.reading import Report
from gauger.declaration.records import Party, Step


def check_links(steps: Mapping[str, Step], parties: Mapping[str, Party], report: Report) -> None:
    """Reports steps that yield what they take, and circles of steps; of circles that share a step, one."""
    selfish = {step.id for step in steps.values() if _check_own_input(step, report)}
    own = {step.id: step for step in steps.values() if step.id not in selfish and parties[step.by].role != "stranger"}
    named: set[str] = set()
    for circle in _find_circles(_list_before(own)):
        if named.isdisjoint(circle):
            report.add(messages.steps_in_circle(steps[circle[0]].span, circle))
        named.update(circle)


def _list_before(steps: Mapping[str, Step]) -> dict[str, list[str]]:
    """By step, those that yield what it takes, and those whose feedback it takes."""
    makers: dict[str, list[str]] = {}
    for step in steps.values():
        for name in step.yields:
            makers.setdefault(name, []).append(step.id)
    return {
        step.id: sorted({maker for name in list_inputs(step) for maker in makers.get(name, ())} | set(step.feedback))
        for step in steps.values()
    }


def list_inputs(step: Step) -> tuple[str, ...]:
    """The artifacts that a step takes: the model it runs, the models it starts from, its data and its tools."""
    reached = (step.reaches,) if step.reaches is not None else ()
    return (*reached, *step.base.items, *(use.artifact for use in step.data.items), *step.tools.items)


def _check_own_input(step: Step, report: Report) -> bool:
    for name in list_inputs(step):
        if name in step.yields:
            report.add(messages.yields_own_input(step.span, step.id, name))
            return True
    return False


def _find_circles(before: Mapping[str, list[str]]) -> list[tuple[str, ...]]:
    """One circle for each step that is met again while those before it are walked; in the order in which things are made."""
    done: set[str] = set()
    circles: list[tuple[str, ...]] = []
    for start in sorted(before):
        path: dict[str, None] = {}  # ordered, and quick to look into
        stack: list[tuple[str, int]] = [(start, 0)]
        while stack:
            name, index = stack.pop()
            if index == 0:
                if name in done or name not in before:
                    continue
                path[name] = None
            if index < len(before[name]):
                stack.append((name, index + 1))
                following = before[name][index]
                if following in path:
                    walked = list(path)
                    circles.append(_turn(tuple(reversed(walked[walked.index(following) :]))))
                else:
                    stack.append((following, 0))
            else:
                done.add(path.popitem()[0])
    return circles


def _turn(circle: tuple[str, ...]) -> tuple[str, ...]:
    """The same circle beginning at its least name, so that the order of the file does not show."""
    at = circle.index(min(circle))
    return circle[at:] + circle[:at]
