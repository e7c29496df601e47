"""W2: which dated sources stand behind a model. A layered graph of models and datasets over accesses to somebody else's model.

An edge has a manner; a few exist only as one of four choices turns out. Asked for, for a model, a set of manners and a number: every access
whose output reaches the model along these manners with at most so many models after it, the model included; the version of the terms that
was in force on the day of the access; and whether it reaches it in all worlds (*always*) or in some (*sometimes*).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from random import Random

CHOICES = 4
LAYERS = 12
START = date(2023, 1, 1).toordinal()
DAYS = 1200
VERSIONS = tuple(START - 30 + 200 * number for number in range(7))
"""Days from which versions of the terms are in force, each until the next."""
CONSUMED = ("copy", "rewrite", "transcribe", "label", "select", "seed")
WIDE = ("copy", "rewrite", "transcribe", "label", "select", "seed", "logits", "weights", "teach")
NARROW = ("copy", "rewrite", "label", "logits", "weights", "teach")
SOFT = ("logits", "label", "weights")
Guard = tuple[int, bool] | None
"""The choice on which an edge hangs and the side of it on which it exists."""
Answer = list[tuple[str, str, str]]


@dataclass(frozen=True, slots=True)
class Run:
    """A model run in a step: somebody else's (`model` empty) on a day, or one of the graph. `returns`: how it enters the product."""

    model: str
    day: int
    returns: tuple[tuple[str, Guard], ...]
    choice: int | None = None


@dataclass(frozen=True, slots=True)
class Making:
    """How a model or dataset was made: `inputs` with their manners, and at most one run."""

    product: str
    kind: str
    inputs: tuple[tuple[str, str], ...]
    run: Run | None


@dataclass(frozen=True, slots=True)
class Edge:
    tail: str
    head: str
    manner: str
    guard: Guard = None


@dataclass(frozen=True, slots=True)
class Asked:
    """A question: the model, the manners, and how many models may stand after the origin."""

    target: str
    along: tuple[str, ...]
    through: int


@dataclass(frozen=True, slots=True)
class Lineage:
    """The makings in an order in which everything is made before it is used, and the questions."""

    makings: tuple[Making, ...]
    cases: tuple[Asked, ...]

    def list_edges(self) -> Iterator[Edge]:
        """Every edge of the graph; the output of a run is a node of its own."""
        for making in self.makings:
            yield from (Edge(tail, making.product, manner) for tail, manner in making.inputs)
            if making.run:
                output = name_output(making)
                if making.run.model:
                    yield Edge(making.run.model, output, "teach")
                yield from (Edge(output, making.product, manner, guard) for manner, guard in making.run.returns)

    def list_sources(self) -> Iterator[tuple[str, int]]:
        """The outputs of somebody else's model, each with its day."""
        for making in self.makings:
            if making.run and not making.run.model:
                yield name_output(making), making.run.day

    def list_models(self) -> list[str]:
        return [making.product for making in self.makings if making.kind == "model"]


def name_output(making: Making) -> str:
    return f"out_{making.product}"


# --- drawing --------------------------------------------------------------------------------------------------------------


def make(edges: int, cases: int, seed: int = 17) -> Lineage:
    """A graph of about so many edges: at the bottom what was taken from elsewhere, above it layers of datasets and of models in turn."""
    chance = Random(f"{seed} {edges}")
    width = max(3, round(edges / (LAYERS * 3.1)))
    makings: list[Making] = [_draw_access(chance, f"d0_{place}") for place in range(width)]
    makings += [_draw_hanging(chance, choice, f"h{choice}") for choice in range(CHOICES)]
    datasets, models = [m.product for m in makings if m.kind == "dataset"], [m.product for m in makings if m.kind == "model"]
    for layer in range(1, LAYERS):
        kind = "model" if layer % 3 == 2 else "dataset"
        made = [_draw_making(chance, f"{kind[0]}{layer}_{place}", kind, datasets, models, width) for place in range(width)]
        makings += made
        (models if kind == "model" else datasets).extend(making.product for making in made)
    targets = [making.product for making in makings if making.kind == "model"][-width:]
    return Lineage(tuple(makings), tuple(_draw_question(chance, targets, place) for place in range(cases)))


def _draw_access(chance: Random, product: str) -> Making:
    returns = (("copy" if chance.random() < 0.7 else "label", None),)
    return Making(product, "dataset", (), Run("", START + chance.randrange(DAYS), returns))


def _draw_hanging(chance: Random, choice: int, product: str) -> Making:
    """An access of which nobody says whether probabilities were taken; half of them train a model on it, which then learns otherwise."""
    day = START + chance.randrange(DAYS)
    if choice % 2:
        return Making(product, "model", (), Run("", day, (("logits", (choice, True)), ("copy", (choice, False))), choice))
    return Making(product, "dataset", (), Run("", day, (("copy", None), ("logits", (choice, True))), choice))


def _draw_making(chance: Random, product: str, kind: str, datasets: list[str], models: list[str], width: int) -> Making:
    """Three inputs, most from the layers just below; a model may start from another, a dataset may be what another model returned."""
    recent = 2 * width if chance.random() < 0.9 else len(datasets)
    inputs = {_choose_last(chance, datasets, recent): chance.choice(CONSUMED) for _ in range(3)}
    if kind == "model" and chance.random() < 0.3:
        inputs[f"h{chance.randrange(0, CHOICES, 2)}"] = "label"
    found = list(inputs.items())
    run = None
    if kind == "model" and chance.random() < 0.4:
        base = _choose_last(chance, models, width) if chance.random() < 0.5 else f"h{chance.randrange(1, CHOICES, 2)}"
        found.append((base, "weights"))
    elif models and kind == "dataset" and chance.random() < 0.2:
        run = Run(_choose_last(chance, models, width), START + chance.randrange(DAYS), (("copy", None),))
    return Making(product, kind, tuple(found), run)


def _choose_last(chance: Random, names: list[str], count: int) -> str:
    """One of the last so many names, without a list of them: a graph of a million edges is drawn in time linear in its edges."""
    return names[chance.randrange(max(0, len(names) - count), len(names))]


def _draw_question(chance: Random, targets: list[str], place: int) -> Asked:
    along, through = ((WIDE, 4), (NARROW, 3), (SOFT, 2), (WIDE, 2), (NARROW, 4))[place % 5]
    return Asked(chance.choice(targets), along, through)
