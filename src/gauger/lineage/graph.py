"""The lineage graph of a declaration (`docs/semantics.md`, 4).

INVARIANT: an output node has no edge into it but `teach` from its model, so no route returns to its origin.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from gauger.declaration.records import Declaration, Known, Lasting, Manner, Step
from gauger.lineage.guards import UNGUARDED, Guards
from gauger.lineage.manners import CONSUMED, RETURNED, STEERED
from gauger.text import Span
from gauger.text.values import dataclass, field, replace
from gauger.worlds import FALSE, TRUE, Choice, Formula, all_of, any_of, literal, negate
from gauger.worlds.domains import OneOf, SomeOf, Test

Node = str
TRAINING = frozenset({"train", "adapt"})
JUDGING = frozenset({"judge", "verify", "filter", "evaluate"})
"""Kinds of step whose results can steer a training that does not say what did."""


@dataclass(frozen=True, slots=True)
class Edge:
    """`tail` entered `head` in this manner, through `step`, in the worlds of `guard`.

    `same`: what came out is the model that went in, in another precision; such an edge meets every pattern and adds no model to a route.
    """

    tail: Node
    head: Node
    manner: Manner
    guard: Formula
    step: str
    span: Span = field(compare=False, repr=False)
    same: bool = False


@dataclass(frozen=True, slots=True)
class Graph:
    """`into` and `out_of` hold the edges by head and by tail; `models` are the nodes that count as models on a route."""

    nodes: tuple[Node, ...]
    models: frozenset[Node]
    out_of: Mapping[Node, tuple[Edge, ...]]
    into: Mapping[Node, tuple[Edge, ...]]


def output_of(step: str) -> Node:
    """The node of what the model that `step` runs returned."""
    return f"output of {step}"


def build_graph(declaration: Declaration, guards: Guards = UNGUARDED) -> Graph:
    """All nodes and edges, in the order of the declaration, each where its guards let it be."""
    behind = {output_of(step.id): step.id for step in declaration.steps.values()}
    made = (edge for step in declaration.steps.values() for edge in _edges_of(step, declaration))
    edges = list(made) if guards is UNGUARDED else [_guard(edge, guards, behind) for edge in made]
    nodes = [*declaration.artifacts, *(output_of(s.id) for s in declaration.steps.values() if s.reaches)]
    out_of: dict[Node, list[Edge]] = {node: [] for node in nodes}
    into: dict[Node, list[Edge]] = {node: [] for node in nodes}
    for edge in edges:
        out_of[edge.tail].append(edge)
        into[edge.head].append(edge)
    return Graph(
        nodes=tuple(nodes),
        models=frozenset(a.id for a in declaration.artifacts.values() if a.kind == "model"),
        out_of={node: tuple(found) for node, found in out_of.items()},
        into={node: tuple(found) for node, found in into.items()},
    )


def _guard(edge: Edge, guards: Guards, behind: Mapping[Node, str]) -> Edge:
    """The edge where its step is done and takes what it comes from, and where the step behind that, for what a model returned, is."""
    came = guards.of(behind[edge.tail]) if edge.tail in behind else guards.of_input(edge.step, edge.tail)
    there = all_of((edge.guard, guards.of(edge.step), came))
    return edge if there == edge.guard else replace(edge, guard=there)


def _edges_of(step: Step, declaration: Declaration) -> Iterator[Edge]:
    for product in step.yields:
        if step.does in TRAINING and declaration.artifacts[product].kind != "model":
            continue  # a log or a checkpoint list: what trains enters the model
        if step.reaches:
            yield from _guarded(output_of(step.id), product, _returned(step), step)
        yield from _data_edges(step, product, declaration)
        yield from _base_edges(step, product, declaration)
        yield from _tool_edges(step, product, declaration)
        yield from _feedback_edges(step, product, declaration)
    if step.reaches:
        yield Edge(step.reaches, output_of(step.id), "teach", TRUE, step.id, step.span)


Manners = tuple[tuple[Manner, Formula], ...]
"""In which manners something enters, each with the worlds in which it does."""


def _guarded(tail: Node, head: Node, manners: Manners, step: Step) -> Iterator[Edge]:
    for manner, guard in manners:
        if guard != FALSE:
            yield Edge(tail, head, manner, guard, step.id, step.span)


def _returned(step: Step) -> Manners:
    """In which manners what a model returned enters what the step yields."""
    if step.does in TRAINING:
        soft = any_of((_takes_logits(step), _is_stage(step, "distillation")))
        steered = ((manner, all_of((guard, negate(soft)))) for manner, guard in _steered(step, "copy"))
        return (("logits", soft), *steered)
    usual = RETURNED.get(step.does)
    if usual is None:
        return ()
    return ((usual, TRUE), ("logits", _takes_logits(step)))


def _feedback_edges(step: Step, product: Node, declaration: Declaration) -> Iterator[Edge]:
    """What steers a training: a check by program returns nothing that a model said, so nothing of it does."""
    for source in step.feedback:
        if declaration.steps[source].reaches:
            yield from _guarded(output_of(source), product, _steered(step, "select"), step)
    if not step.feedback_open:
        return
    later = _made_from(declaration, step)
    for other in declaration.steps.values():
        can = other.reaches and other.does in JUDGING and other.id not in step.feedback and not _is_too_late(other, step)
        if can and not _inputs(other, declaration) & later:
            included = _includes(step, "feedback", other.id)
            manners = tuple((manner, all_of((guard, included))) for manner, guard in _steered(step, "select"))
            yield from _guarded(output_of(other.id), product, manners, step)


def _taken(step: Step) -> frozenset[object] | None:
    """What a step is declared to have taken from the model; none where nothing is declared."""
    fact = step.facts.get("output")
    match fact:
        case None:
            return None
        case Known(value):
            return value if isinstance(value, frozenset) else frozenset({value})
        case _:
            return frozenset()


def _takes_logits(step: Step) -> Formula:
    taken = _taken(step)
    if taken is None:
        return literal(Choice(f"fact:{step.id}.output", "fact", SomeOf()), Test("includes", ("logits",)))
    return TRUE if "logits" in taken else FALSE


def _is_stage(step: Step, stage: str) -> Formula:
    fact = step.facts.get("stage")
    if fact is None:
        return literal(Choice(f"fact:{step.id}.stage", "fact", OneOf(())), Test("is", (stage,)))
    return TRUE if isinstance(fact, Known) and fact.value == stage else FALSE


def _steered(step: Step, otherwise: Manner) -> Manners:
    """In which manner what steers a training enters the model, by the stage of training."""
    stages = tuple((manner, _is_stage(step, stage)) for stage, manner in STEERED.items())
    return (*stages, (otherwise, negate(any_of(guard for _, guard in stages))))


def _data_edges(step: Step, product: Node, declaration: Declaration) -> Iterator[Edge]:
    entries: list[tuple[Node, Manner | None, Formula, Span]] = [(use.artifact, use.manner, TRUE, use.span) for use in step.data.items]
    if step.data.open:
        listed = {use.artifact for use in step.data.items}
        others = _candidates(declaration, step, "dataset", listed)
        entries += [(other, None, _includes(step, "data", other), step.span) for other in others]
    for dataset, written, there, span in entries:
        for manner, guard in ((written, TRUE),) if written else _consumed(step, dataset, declaration):
            if guard != FALSE:
                yield Edge(dataset, product, manner, all_of((there, guard)), step.id, span)


def _consumed(step: Step, dataset: Node, declaration: Declaration) -> Manners:
    """How a dataset enters what the step yields, where nothing is written: what holds probabilities is learnt from as such too."""
    usual = CONSUMED.get(step.does)
    if usual is None:
        return ()
    makers = [maker for maker in declaration.steps.values() if dataset in maker.yields and maker.reaches]
    soft = any_of(_takes_logits(maker) for maker in makers) if step.does in TRAINING else FALSE
    return ((usual, TRUE), ("logits", soft))


def _base_edges(step: Step, product: Node, declaration: Declaration) -> Iterator[Edge]:
    for base in step.base.items:
        yield Edge(base, product, "weights", TRUE, step.id, step.span, same=step.does == "quantise")
    if step.base.open:
        for other in _candidates(declaration, step, "model", set(step.base.items)):
            yield Edge(other, product, "weights", _includes(step, "from", other), step.id, step.span, same=step.does == "quantise")


def _tool_edges(step: Step, product: Node, declaration: Declaration) -> Iterator[Edge]:
    for tool in step.tools.items:
        yield Edge(tool, product, "tool", TRUE, step.id, step.span)
    if step.tools.open:
        for other in _candidates(declaration, step, "tool", set(step.tools.items)):
            yield Edge(other, product, "tool", _includes(step, "tools", other), step.id, step.span)


def _includes(step: Step, attribute: str, entry: Node) -> Formula:
    choice = Choice(f"fact:{step.id}.{attribute}", "fact", SomeOf())
    return literal(choice, Test("includes", (entry,)))


def _candidates(declaration: Declaration, step: Step, kind: str, listed: set[str]) -> Iterator[Node]:
    """Declared artifacts that an open list could hold: of the right kind, made in time, and not made by the step or from what it yields."""
    later = _made_from(declaration, step)
    for artifact in declaration.artifacts.values():
        # A model that nobody has the weights of (it is known to have no licence) cannot be anybody's starting point.
        closed = kind == "model" and artifact.licences == ()
        makers = [maker for maker in declaration.steps.values() if artifact.id in maker.yields]
        late = bool(makers) and all(_is_too_late(maker, step) for maker in makers)
        if artifact.kind == kind and artifact.id not in later and artifact.id not in listed and not closed and not late:
            yield artifact.id


def _is_too_late(other: Step, step: Step) -> bool:
    """Whether what `other` returned or made cannot have entered `step`, which was over before it began."""
    return isinstance(other.when, Lasting) and isinstance(step.when, Lasting) and other.when.first > step.when.last


def _made_from(declaration: Declaration, first: Step) -> set[Node]:
    """What a step yields, and what is made of that."""
    found, waiting = set(first.yields), list(first.yields)
    while waiting:
        node = waiting.pop()
        for step in declaration.steps.values():
            if node in _inputs(step, declaration):
                waiting += [p for p in step.yields if p not in found]
                found.update(step.yields)
    return found


def _inputs(step: Step, declaration: Declaration) -> set[Node]:
    """The artifacts that go into a step, the models behind its feedback included."""
    judges = {declaration.steps[f].reaches for f in step.feedback if f in declaration.steps}
    every = {*step.base.items, *(u.artifact for u in step.data.items), *step.tools.items, step.reaches, *judges}
    return {node for node in every if node is not None}
