"""Which nodes a thing reaches along a pattern, and in which worlds: graph times pattern, each edge at most once per state of the pattern.

A state is a node and the number of models passed. What is reached in all worlds is found first: of a node that is, only the least number
counts, since whatever goes on from it with more models behind goes on with fewer. So these edges are looked at once each. What is left
hangs on choices; its components are visited in topological order, and only inside a cycle, which a catalogue may hold, are edges walked
again, as often as a simple path there can be long.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from gauger.lineage.graph import Edge, Graph, Node
from gauger.text.values import dataclass
from gauger.worlds import FALSE, TRUE, Formula, all_of, any_of

State = tuple[Node, int]


@dataclass(frozen=True, slots=True)
class Pattern:
    """Manners that every edge must have, and how many models may stand after the origin (`None`: any number)."""

    along: frozenset[str]
    through: int | None


def reach(graph: Graph, origin: Node, pattern: Pattern) -> Mapping[Node, Formula]:
    """For each node that a route from `origin` can reach, the worlds in which one does; the origin itself in all."""
    return _find(graph.out_of, graph.models, origin, pattern, back=False)


def reach_back(graph: Graph, target: Node, pattern: Pattern) -> Mapping[Node, Formula]:
    """For each node from which a route can reach `target`, the worlds in which one does; the target itself in all."""
    return _find(graph.into, graph.models, target, pattern, back=True)


def _find(
    ways: Mapping[Node, tuple[Edge, ...]], models: frozenset[Node], start: Node, pattern: Pattern, *, back: bool
) -> dict[Node, Formula]:
    least, hanging = _find_sure(ways, models, start, pattern, back=back)
    found: dict[Node, Formula] = dict.fromkeys(least, TRUE)
    if hanging:
        walk = _Walk(ways, models, pattern, least, back=back)
        for (node, _), formula in walk.spread(hanging).items():
            if node not in least:
                found[node] = any_of((found.get(node, FALSE), formula))
    return found


def _find_sure(
    ways: Mapping[Node, tuple[Edge, ...]], models: frozenset[Node], start: Node, pattern: Pattern, *, back: bool
) -> tuple[dict[Node, int], list[tuple[int, Edge]]]:
    """The least number of models on a route that is there in all worlds, by node; and the edges out of these nodes that hang on choices,
    each with the number where it starts."""
    along, through = pattern.along, pattern.through
    least: dict[Node, int] = {}
    hanging: list[tuple[int, Edge]] = []
    passed, waiting = 0, [start]
    while waiting and (through is None or passed <= through):
        later: list[Node] = []  # nodes that one more model leads to
        while waiting:
            node = waiting.pop()
            if node in least:
                continue
            least[node] = passed
            for edge in ways.get(node, ()):
                if edge.manner not in along and not edge.same:
                    continue
                if edge.guard is not TRUE:
                    hanging.append((passed, edge))
                    continue
                other = edge.tail if back else edge.head
                if other not in least:
                    (later if through is not None and edge.head in models and not edge.same else waiting).append(other)
        passed, waiting = passed + 1, later
    return least, hanging


class _Walk:
    """The part of a walk that hangs on choices: states that no route in all worlds reaches with as few models."""

    def __init__(
        self, ways: Mapping[Node, tuple[Edge, ...]], models: frozenset[Node], pattern: Pattern, least: Mapping[Node, int], *, back: bool
    ) -> None:
        self.ways, self.models, self.pattern, self.least, self.back = ways, models, pattern, least, back

    def spread(self, hanging: Iterable[tuple[int, Edge]]) -> dict[State, Formula]:
        """The worlds in which each state is reached."""
        reached: dict[State, Formula] = {}
        for passed, edge in hanging:
            target = self._follow(edge, passed)
            if target is not None:
                reached[target] = any_of((reached.get(target, FALSE), edge.guard))
        steps: dict[State, list[tuple[Edge, State]]] = {}
        for component in self._components(list(reached), steps):
            for _ in range(len(component)):
                for state in component:
                    here = reached.get(state, FALSE)
                    for edge, target in steps[state] if here != FALSE else ():
                        there = reached.get(target, FALSE)
                        if there is not here or edge.guard is not TRUE:
                            reached[target] = any_of((there, all_of((here, edge.guard))))
        return reached

    def _follow(self, edge: Edge, passed: int) -> State | None:
        """The state that an edge leads to; none where that is beyond the pattern, or reached in all worlds anyway."""
        counts = self.pattern.through is not None and edge.head in self.models and not edge.same
        now = passed + 1 if counts else passed
        node = edge.tail if self.back else edge.head
        if self.pattern.through is not None and now > self.pattern.through:
            return None
        return None if self.least.get(node, now + 1) <= now else (node, now)

    def _list_steps(self, state: State) -> list[tuple[Edge, State]]:
        node, passed = state
        along, found = self.pattern.along, []
        for edge in self.ways.get(node, ()):
            if edge.manner in along or edge.same:
                target = self._follow(edge, passed)
                if target is not None:
                    found.append((edge, target))
        return found

    def _components(self, starts: Iterable[State], steps: dict[State, list[tuple[Edge, State]]]) -> list[list[State]]:
        """Strongly connected components of the states reachable from `starts`, in topological order (Tarjan's algorithm, iterative).
        Writes down the steps from each state, so that each edge is looked at once per state."""
        index: dict[State, int] = {}
        low: dict[State, int] = {}
        on_stack: set[State] = set()
        stack: list[State] = []
        found: list[list[State]] = []
        work: list[tuple[State, Iterator[tuple[Edge, State]]]] = []

        def enter(state: State) -> None:
            index[state] = low[state] = len(index)
            stack.append(state)
            on_stack.add(state)
            steps[state] = self._list_steps(state)
            work.append((state, iter(steps[state])))

        for start in starts:
            if start not in index:
                enter(start)
            while work:
                state, rest = work[-1]
                for _, target in rest:
                    if target not in index:
                        enter(target)
                        break
                    if target in on_stack:
                        low[state] = min(low[state], index[target])
                else:
                    work.pop()
                    if work:
                        parent = work[-1][0]
                        low[parent] = min(low[parent], low[state])
                    if low[state] == index[state]:
                        component = []
                        while True:
                            member = stack.pop()
                            on_stack.discard(member)
                            component.append(member)
                            if member == state:
                                break
                        found.append(component[::-1])
        return found[::-1]


def find_routes(graph: Graph, origin: Node, target: Node, limit: int) -> tuple[tuple[Edge, ...], ...]:
    """Simple paths from `origin` to `target`, in the order of the declaration, at most `limit` of them."""
    useful = _ancestors(graph, target)
    found: list[tuple[Edge, ...]] = []
    path: list[Edge] = []
    visited = {origin}
    work = [iter(graph.out_of.get(origin, ()))]
    while work and len(found) < limit:
        edge = next(work[-1], None)
        if edge is None:
            work.pop()
            if path:
                visited.discard(path.pop().head)
        elif edge.head == target and origin != target:
            found.append((*path, edge))
        elif edge.head in useful and edge.head not in visited:
            path.append(edge)
            visited.add(edge.head)
            work.append(iter(graph.out_of.get(edge.head, ())))
    return tuple(found)


def _ancestors(graph: Graph, target: Node) -> set[Node]:
    found, waiting = {target}, [target]
    while waiting:
        for edge in graph.into.get(waiting.pop(), ()):
            if edge.tail not in found:
                found.add(edge.tail)
                waiting.append(edge.tail)
    return found
