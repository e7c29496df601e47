"""What a pattern reaches, against all simple paths walked one by one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise, permutations, product
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from gauger.declaration.records import Manner
from gauger.lineage import Edge, Graph, Pattern, find_routes, reach, reach_back
from gauger.text import Source, Span
from gauger.worlds import FALSE, TRUE, Choice, Formula, literal
from gauger.worlds.domains import Test as Asked
from gauger.worlds.domains import YesNo
from tests.unit.worlds.test_formula import says

NOWHERE = Span(Source("graph", ""), 0, 0)
GUARDS: list[Formula] = [literal(Choice(f"fact:{name}", "fact", YesNo()), Asked("is", ("yes",))) for name in "ab"]
NODES = ("n0", "n1", "n2", "n3", "n4")
MANNERS: tuple[Manner, ...] = ("copy", "label", "weights")


@dataclass(frozen=True)
class Scene:
    graph: Graph
    origin: str
    pattern: Pattern


def make_graph(edges: list[Edge], models: frozenset[str]) -> Graph:
    return Graph(
        nodes=NODES,
        models=models,
        out_of={n: tuple(e for e in edges if e.tail == n) for n in NODES},
        into={n: tuple(e for e in edges if e.head == n) for n in NODES},
    )


@st.composite
def scenes(draw: st.DrawFn) -> Scene:
    node = st.sampled_from(NODES)
    made = st.builds(Edge, node, node, st.sampled_from(MANNERS), st.sampled_from([TRUE, TRUE, *GUARDS]), st.just("s"), st.just(NOWHERE))
    edges = draw(st.lists(made, max_size=9))
    models = draw(st.frozensets(node))
    along = draw(st.frozensets(st.sampled_from(MANNERS), min_size=1))
    return Scene(make_graph(edges, models), draw(node), Pattern(along, draw(st.none() | st.integers(0, 2))))


def walk(graph: Graph, path: list[Edge], node: str, seen: frozenset[str]) -> Iterator[tuple[str, list[Edge]]]:
    """Every simple path from where one stands, the empty one included."""
    yield node, path
    for edge in graph.out_of[node]:
        if edge.head not in seen:
            yield from walk(graph, [*path, edge], edge.head, seen | {edge.head})


def counts(graph: Graph, pattern: Pattern, path: list[Edge]) -> bool:
    models = sum(edge.head in graph.models for edge in path)
    return all(e.manner in pattern.along for e in path) and (pattern.through is None or models <= pattern.through)


def worlds() -> list[dict[str, str]]:
    return [{"fact:a": a, "fact:b": b} for a, b in product(("yes", "no"), repeat=2)]


@settings(deadline=None, max_examples=100)
@given(scenes())
def test_what_is_reached_is_what_some_simple_path_reaches(scene: Scene) -> None:
    paths = [(end, p) for end, p in walk(scene.graph, [], scene.origin, frozenset({scene.origin})) if counts(scene.graph, scene.pattern, p)]
    reached = reach(scene.graph, scene.origin, scene.pattern)
    assert set(reached) == {end for end, _ in paths}
    for node, world in product(NODES, worlds()):
        wanted = any(end == node and all(says(e.guard, world) for e in path) for end, path in paths)
        assert says(reached.get(node, FALSE), world) == wanted


@settings(deadline=None, max_examples=80)
@given(scenes(), st.sampled_from(NODES), st.integers(1, 6))
def test_routes_are_the_simple_paths_up_to_the_limit(scene: Scene, target: str, limit: int) -> None:
    every = [tuple(p) for end, p in walk(scene.graph, [], scene.origin, frozenset({scene.origin})) if end == target and p]
    found = find_routes(scene.graph, scene.origin, target, 1_000)
    assert sorted(map(repr, found)) == sorted(map(repr, every))
    assert find_routes(scene.graph, scene.origin, target, limit) == found[:limit]


def chain(*manners: Manner) -> Graph:
    edges = [Edge(NODES[n], NODES[n + 1], manner, TRUE, "s", NOWHERE) for n, manner in enumerate(manners)]
    return make_graph(edges, frozenset({"n0", "n2", "n4"}))


def test_models_are_counted_after_the_origin_and_the_last_included() -> None:
    graph = chain("copy", "copy", "copy", "copy")
    copy = frozenset({"copy"})
    assert list(reach(graph, "n0", Pattern(copy, 1))) == ["n0", "n1", "n2", "n3"]
    assert list(reach(graph, "n0", Pattern(copy, 0))) == ["n0", "n1"]
    assert list(reach(graph, "n0", Pattern(copy, 2))) == list(NODES)
    assert list(reach(graph, "n1", Pattern(copy, 1))) == ["n1", "n2", "n3"]


def test_a_manner_outside_the_pattern_ends_the_route() -> None:
    assert list(reach(chain("copy", "label", "copy", "copy"), "n0", Pattern(frozenset({"copy"}), None))) == ["n0", "n1"]


def test_long_chains_and_cycles_are_walked_without_recursion() -> None:
    names = [f"m{n}" for n in range(5_000)]
    edges = [Edge(a, b, "weights", TRUE, "s", NOWHERE) for a, b in pairwise(names)]
    graph = Graph(tuple(names), frozenset(), {e.tail: (e,) for e in edges}, {e.head: (e,) for e in edges})
    assert len(reach(graph, "m0", Pattern(frozenset({"weights"}), None))) == 5_000
    assert len(find_routes(graph, "m0", "m4999", 3)[0]) == 4_999


# --- from the other end, and how often an edge is looked at ------------------------------------------------------------


@settings(deadline=None, max_examples=100)
@given(scenes())
def test_walking_back_finds_what_walking_on_does(scene: Scene) -> None:
    for origin, target in product(NODES, repeat=2):
        ahead = reach(scene.graph, origin, scene.pattern).get(target, FALSE)
        back = reach_back(scene.graph, target, scene.pattern).get(origin, FALSE)
        assert [says(ahead, world) for world in worlds()] == [says(back, world) for world in worlds()]


class Watched(tuple[Edge, ...]):
    """Edges that count how often each is looked at."""

    seen: Counter[int]

    def __iter__(self) -> Iterator[Edge]:
        for edge in super().__iter__():
            self.seen[id(edge)] += 1
            yield edge


def watch(graph: Graph) -> tuple[Graph, Counter[int]]:
    seen: Counter[int] = Counter()
    watched = {}
    for node, edges in graph.out_of.items():
        watched[node] = Watched(edges)
        watched[node].seen = seen
    return replace(graph, out_of=watched), seen


def draw_layers(chance: Random, *, guarded: bool) -> Graph:
    """Five layers of ten nodes, every second one of models; few of the edges hang on a choice."""
    names = [[f"l{layer}_{place}" for place in range(10)] for layer in range(5)]
    edges = [
        Edge(tail, head, "copy", chance.choice(GUARDS) if guarded and chance.random() < 0.3 else TRUE, "s", NOWHERE)
        for below, above in pairwise(names)
        for tail, head in product(below, above)
        if chance.random() < 0.4
    ]
    nodes = tuple(name for layer in names for name in layer)
    models = frozenset(name for layer in names[::2] for name in layer)
    ways = {n: tuple(e for e in edges if e.tail == n) for n in nodes}
    return Graph(nodes, models, ways, {n: tuple(e for e in edges if e.head == n) for n in nodes})


@settings(deadline=None, max_examples=60)
@given(st.integers(0, 10_000), st.none() | st.integers(1, 3))
def test_where_nothing_hangs_on_a_choice_each_edge_is_looked_at_once(seed: int, through: int | None) -> None:
    graph, seen = watch(draw_layers(Random(seed), guarded=False))
    found = reach(graph, "l0_0", Pattern(frozenset({"copy"}), through))
    assert set(found.values()) == {TRUE}
    assert max(seen.values(), default=1) == 1


@settings(deadline=None, max_examples=60)
@given(st.integers(0, 10_000), st.integers(1, 3))
def test_an_edge_is_looked_at_at_most_once_for_each_state_of_the_pattern(seed: int, through: int) -> None:
    """The states are the numbers of models passed, nought included; the origin's side of an edge may also be reached in all worlds."""
    graph, seen = watch(draw_layers(Random(seed), guarded=True))
    reach(graph, "l0_0", Pattern(frozenset({"copy"}), through))
    assert max(seen.values(), default=1) <= through + 1


def test_a_sure_way_with_fewer_models_makes_others_superfluous() -> None:
    """By way of a model the target is reached too, in some worlds; without one it is in all, so nothing hangs on the choice."""
    edges = [
        Edge("n0", "n1", "copy", GUARDS[0], "s", NOWHERE),
        Edge("n1", "n3", "copy", TRUE, "s", NOWHERE),
        Edge("n0", "n3", "copy", TRUE, "s", NOWHERE),
    ]
    reached = reach(make_graph(edges, frozenset({"n1"})), "n0", Pattern(frozenset({"copy"}), 3))
    assert reached == {"n0": TRUE, "n1": GUARDS[0], "n3": TRUE}


def edge(tail: str, head: str, guard: Formula = TRUE) -> Edge:
    return Edge(tail, head, "copy", guard, "s", NOWHERE)


COPY = Pattern(frozenset({"copy"}), None)


def test_what_hangs_on_no_choice_does_not_mention_it_further_on() -> None:
    """What is reached anyway is not gone on from a second time, so the second choice alone decides about the last node."""
    edges = [edge("n0", "n1", GUARDS[0]), edge("n1", "n2"), edge("n0", "n2"), edge("n2", "n3", GUARDS[1])]
    for through in (None, 3):
        reached = reach(make_graph(edges, frozenset({"n2"})), "n0", replace(COPY, through=through))
        assert reached == {"n0": TRUE, "n1": GUARDS[0], "n2": TRUE, "n3": GUARDS[1]}


def test_of_the_ways_there_are_in_all_worlds_that_with_the_fewest_models_is_gone_on_from() -> None:
    """By way of the model the third node is reached with one more behind; nothing is looked at again for that."""
    graph, seen = watch(make_graph([edge("n0", "n1"), edge("n1", "n2"), edge("n0", "n2"), edge("n2", "n3")], frozenset({"n1"})))
    assert reach(graph, "n0", replace(COPY, through=3)) == dict.fromkeys(("n0", "n1", "n2", "n3"), TRUE)
    assert set(seen.values()) == {1}


def test_a_cycle_is_entered_anywhere_whatever_the_order_of_the_edges() -> None:
    """The ring is entered by one choice here and by another there; what hangs on it is reached by either."""
    ring = [edge("n1", "n2"), edge("n2", "n3"), edge("n3", "n1")]
    ways = [edge("n0", "n1", GUARDS[0]), edge("n0", "n3", GUARDS[1]), edge("n2", "n4")]
    for order in permutations([*ring, *ways]):
        reached = reach(make_graph(list(order), frozenset()), "n0", COPY)
        for world in worlds():
            assert [says(reached[node], world) for node in NODES] == [True, *["yes" in world.values()] * 4]


def test_a_cycle_beside_another_is_left_by_what_enters_it_last() -> None:
    """Two rings joined by one edge: what is found in the first goes on into the second, in any order of the edges."""
    rings = [edge("n1", "n2"), edge("n2", "n1"), edge("n3", "n4"), edge("n4", "n3")]
    ways = [edge("n0", "n1", GUARDS[0]), edge("n0", "n3", GUARDS[1]), edge("n2", "n3")]
    for seed in range(300):
        order = Random(seed).sample([*rings, *ways], 7)
        reached = reach(make_graph(order, frozenset()), "n0", COPY)
        for world in worlds():
            first, second = world["fact:a"] == "yes", "yes" in world.values()
            assert [says(reached[node], world) for node in NODES] == [True, first, first, second, second]
