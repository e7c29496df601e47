"""Every path that a finding shows is there: edge by edge in the lineage of the declaration, from the source to what is done with it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

import pytest

from gauger.engine.case import FURTHER
from gauger.findings.model import Exposure, Finding, Path, Verdict
from gauger.lineage import Edge, Graph, build_graph, output_of
from gauger.policy.model import Clause, Reading, Standing
from gauger.worlds import FALSE
from tests.properties.cases import Posed, example_answers, random_cases, story_cases, try_answer

COUNT = 55


def posed(where: str) -> Iterator[tuple[Posed, Exposure]]:
    if where == "shipped":
        yield from example_answers().values()
    cases = random_cases("paths", COUNT) if where == "random" else list(story_cases().values())[::6]
    yield from ((case, found) for case in cases if (found := try_answer(case)) is not None)


@pytest.mark.parametrize("where", ["random", "shipped"])
def test_every_path_is_one_of_the_declaration(where: str) -> None:
    seen: Counter[str] = Counter()
    for case, exposure in posed(where):
        graph = build_graph(case.declaration)
        for finding in (*exposure.findings, *exposure.dormant):
            clause = case.policy.documents[finding.document].clauses[finding.clause]
            for path in finding.paths:
                edges = list(walk(graph, path))
                origins, subjects = find_ends(case, finding)
                assert path.origin in origins, finding.id
                assert (edges[-1].head if edges else path.origin) in subjects, finding.id
                must, may = count_under(case, graph, clause, edges)
                assert must <= set(path.counts_under) <= may, finding.id
                seen.update([f"{len(edges)} edges", "counting" if path.counts_under else "not counting", *(e.manner for e in edges)])
            seen["paths"] += len(finding.paths)
            if clause.norm.objects and clause.norm.act.on != "access":
                assert finding.paths, finding.id
                assert finding.verdict is Verdict.CLEAR or any(p.counts_under for p in finding.paths), finding.id
    print(f"{where}: {dict(seen.most_common())}")
    assert (seen["paths"] > 200, seen["3 edges"] + seen["4 edges"] > 10, seen["not counting"] > 5) == (True, True, True)


def walk(graph: Graph, path: Path) -> Iterator[Edge]:
    """The edges that a path names: each is there in some world and starts where the one before it ends, and no node comes twice."""
    at, passed = path.origin, {path.origin}
    assert at in graph.nodes
    for hop in path.hops:
        found = [e for e in graph.out_of[at] if (e.head, e.manner, e.span) == (hop.node, hop.manner, hop.span) and e.guard != FALSE]
        assert found, (at, hop)
        assert hop.node not in passed
        yield found[0]
        at = hop.node
        passed.add(at)


def find_ends(case: Posed, finding: Finding) -> tuple[set[str], set[str]]:
    """Where a path of a finding starts, and where it ends, by the finding's id."""
    act, _, source = finding.id.partition("@")[2].rpartition(":")
    steps = case.declaration.steps
    released = {r.id: r.artifact for r in case.declaration.releases.items}
    origins = {output_of(source)} if source in steps else {source}
    return origins, set(steps[act].yields) if act in steps else {released[act] if act in released else act.removesuffix(FURTHER)}


def count_under(case: Posed, graph: Graph, clause: Clause, edges: Sequence[Edge]) -> tuple[set[str], set[str]]:
    """The readings under which a path must count, and those under which it may: which of them are admitted is told elsewhere."""
    document = case.policy.documents[clause.document]
    must: set[str] = set()
    may: set[str] = set()
    for name in {thing.concept for thing in clause.norm.objects}:
        concept = document.concepts.get(name) or case.policy.vocabulary.concepts[name]
        matching = [reading for reading in concept.readings if does_match(graph, reading, edges)]
        may |= {f"{name}: {reading.name}" for reading in matching}
        named = [o.concept for o in (*document.reads, *clause.reads)] + [o.concept for o in (*document.likes, *clause.likes)]
        if name not in named:
            must |= {f"{name}: {reading.name}" for reading in matching if reading.standing is Standing.TEXT}
    return must, may


def does_match(graph: Graph, reading: Reading, edges: Sequence[Edge]) -> bool:
    """Whether every edge has one of the manners, and no more models stand behind the origin than may; a quantised model is the same one."""
    if reading.pattern is None:
        return True
    models = sum(edge.head in graph.models for edge in edges if not edge.same)
    manners = {edge.manner for edge in edges if not edge.same}
    return manners <= reading.pattern.along and models <= (len(edges) if reading.pattern.through is None else reading.pattern.through)
