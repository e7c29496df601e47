"""Which nodes a thing reaches along a pattern, and in which worlds: graph times pattern, each edge once per state of the pattern.

A state is a node and the number of models passed. Components are visited in topological order; only inside a cycle, which a
catalogue may hold, are edges walked again, as often as a simple path there can be long.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

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
    reached: dict[State, Formula] = {(origin, 0): TRUE}
    for component in _components(graph, origin, pattern):
        rounds = len(component) if len(component) > 1 else 1
        for _ in range(rounds):
            for state in component:
                here = reached.get(state, FALSE)
                if here != FALSE:
                    _spread(graph, pattern, state, here, reached)
    found: dict[Node, list[Formula]] = {}
    for (node, _), formula in reached.items():
        found.setdefault(node, []).append(formula)
    return {node: any_of(formulas) for node, formulas in found.items()}


def _spread(graph: Graph, pattern: Pattern, state: State, here: Formula, reached: dict[State, Formula]) -> None:
    for edge, target in _steps(graph, pattern, state):
        reached[target] = any_of((reached.get(target, FALSE), all_of((here, edge.guard))))


def _steps(graph: Graph, pattern: Pattern, state: State) -> Iterator[tuple[Edge, State]]:
    node, passed = state
    for edge in graph.out_of.get(node, ()):
        if edge.manner not in pattern.along and not edge.same:
            continue
        counts = pattern.through is not None and edge.head in graph.models and not edge.same
        now = passed + 1 if counts else passed
        if pattern.through is None or now <= pattern.through:
            yield edge, (edge.head, now)


def _components(graph: Graph, origin: Node, pattern: Pattern) -> list[list[State]]:
    """Strongly connected components of the states reachable from the origin, in topological order (Tarjan's algorithm, iterative)."""
    index: dict[State, int] = {}
    low: dict[State, int] = {}
    on_stack: set[State] = set()
    stack: list[State] = []
    found: list[list[State]] = []
    start = (origin, 0)
    work: list[tuple[State, Iterator[tuple[Edge, State]]]] = []

    def enter(state: State) -> None:
        index[state] = low[state] = len(index)
        stack.append(state)
        on_stack.add(state)
        work.append((state, _steps(graph, pattern, state)))

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
