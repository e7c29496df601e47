"""A made-up vocabulary, and the throws that random policies and pipelines are made with. Nothing here depends on words that ship."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import Any, TypeVar

from gauger.policy.model import Act, Attribute, AttributeRef, Object, Operator, Part, Test, Value
from gauger.text import Source, Span

T = TypeVar("T")
NOWHERE = Span(Source("random", ""), 0, 0)
START = date(2025, 1, 1)
MANNERS = frozenset({"copy", "rewrite", "transcribe", "seed", "label", "judge", "select", "reward", "logits", "weights", "teach", "tool"})
STEP_KINDS = ("generate", "label", "judge", "filter", "verify", "convert", "rewrite", "seed",
              "train", "adapt", "merge", "quantise", "evaluate", "serve")  # fmt: skip

THEMES = ("parts", "figures", "agreements", "standing", "licences", "others", "title", "ties", "likes", "stacks", "tools", "channels",
          "duties")  # fmt: skip
TERMS = {"ties", "likes"}
"""What a case is about; each of them needs facts and texts that fit each other before it matters to a verdict."""


def day(n: int) -> date:
    return START + timedelta(days=n)


@dataclass(frozen=True)
class Dice:
    """A random source with the few throws that the generators make, and what the case at hand is about."""

    rng: Random
    themes: frozenset[str] = frozenset()

    def chance(self, percent: int) -> bool:
        return self.rng.randrange(100) < percent

    def one(self, items: Sequence[T]) -> T:
        return items[self.rng.randrange(len(items))]

    def some(self, items: Sequence[T], least: int = 0, most: int | None = None) -> tuple[T, ...]:
        count = self.rng.randint(least, min(len(items), len(items) if most is None else most))
        return tuple(items[i] for i in sorted(self.rng.sample(range(len(items)), count)))

    def number(self, first: int, last: int) -> int:
        return self.rng.randint(first, last)

    def about(self, theme: str, percent: int, else_percent: int = 0) -> bool:
        """A chance that is good where the case is about something, and slight or none elsewhere."""
        return self.chance(percent if theme in self.themes else else_percent)


# --- vocabulary --------------------------------------------------------------------------------------------------------


def attribute(entity: Any, name: str, kind: Any, *values: str, absent: bool = False) -> Attribute:
    return Attribute(entity, name, kind, values, "…", NOWHERE, absent)


ATTRIBUTES = {
    a.key: a
    for a in (
        attribute("party", "size", "number"),
        attribute("party", "place", "name"),
        attribute("party", "turnover", "figure"),
        attribute("owner", "kind", "one of", "rival", "friend"),
        attribute("owner", "share", "number"),
        attribute("model", "sort", "one of", "round", "square", "flat"),
        attribute("model", "skills", "some of", "sing", "dance"),
        attribute("model", "grown", "yes or no"),
        attribute("model", "knack", "name"),
        attribute("model", "flaws", "some of", "cracks", "stains", absent=True),
        attribute("dataset", "sort", "one of", "round", "square"),
        attribute("tool", "sort", "one of", "round", "square"),
        attribute("tool", "flaws", "some of", "cracks", "stains", absent=True),
        attribute("step", "output", "some of", "words", "logits"),
        attribute("step", "stage", "one of", "sft", "rl", "preference-optimisation", "distillation"),
        attribute("step", "rough", "yes or no"),
        attribute("step", "via", "name"),
        attribute("step", "served-by", "name"),
        attribute("release", "to", "some of", "all", "few"),
        attribute("release", "name", "text"),
        attribute("release", "paid", "yes or no"),
        attribute("release", "marked", "yes or no", absent=True),
        attribute("release", "date", "day"),
        attribute("credit", "phrase", "text"),
        attribute("credit", "place", "one of", "cover", "inside"),
        attribute("agreement", "document", "name"),
        attribute("agreement", "with", "name"),
        attribute("agreement", "form", "one of", "click", "signed"),
        attribute("agreement", "accepted", "day"),
        attribute("publisher", "wares", "some of", "sing", "dance"),
    )
}
PARTS = {p.name: p for p in (Part("owner", "party", "…", NOWHERE), Part("credit", "release", "…", NOWHERE, absent=True))}
ACTS = {
    f"{a.name} {a.subject}": a
    for a in (
        Act("make", "model", "step", ("train", "adapt"), "making", "…", NOWHERE),
        Act("bend", "model", "step", ("adapt",), "making", "…", NOWHERE),
        Act("gather", "dataset", "step", ("generate", "label", "convert", "rewrite"), "gathering", "…", NOWHERE),
        Act("show", "model", "release", (), "showing", "…", NOWHERE),
        Act("show", "dataset", "release", (), "showing", "…", NOWHERE),
        Act("touch", "service", "access", (), "touching", "…", NOWHERE),
    )
}
OTHERS_ACTS = {
    f"{a.name} {a.subject}": a
    for a in (
        Act("help-make", "model", "step", ("train", "adapt"), "helping", "…", NOWHERE, True),
        Act("help-gather", "dataset", "step", ("generate", "label", "convert", "rewrite"), "helping", "…", NOWHERE, True),
        Act("lend", "service", "access", (), "helping", "…", NOWHERE, True),
    )
}
OWN_OUTPUT = Act("own", "output", "access", (), "title", "…", NOWHERE)
OWN_MODEL = Act("own", "model", "step", STEP_KINDS, "title", "…", NOWHERE)
ROUGH = Test(AttributeRef("access", ATTRIBUTES["step.rough"]), "is", (True,), None, NOWHERE)
ROUND = Test(AttributeRef("source", ATTRIBUTES["model.sort"]), "is", ("round",), None, NOWHERE)
OBJECTS = {
    o.name: o
    for o in (
        Object("answers", "access", "used", "…", NOWHERE),
        Object("hints", "access", "hinted", "…", NOWHERE),
        Object("rough-answers", "access", "used", "…", NOWHERE, None, ROUGH),
        Object("round-answers", "access", "hinted", "…", NOWHERE, None, ROUND),
        Object("weights", "model", "descends", "…", NOWHERE),
        Object("round-weights", "model", "descends", "…", NOWHERE, None, ROUND),
        Object("rows", "dataset", "used", "…", NOWHERE),
        Object("order", "dataset", "used", "…", NOWHERE, "database"),
        Object("texts", "dataset", "used", "…", NOWHERE, "contents"),
        Object("prompts", "access", "used", "…", NOWHERE, sent=True),
        Object("all", "access", "used", "…", NOWHERE, covers=("answers", "hints")),
        Object("saw", "tool", "employed", "…", NOWHERE),
    )
}
SUBJECT_TESTS: dict[str, tuple[tuple[str, Operator, tuple[Value, ...]], ...]] = {
    "party.size": (("size", "more than", (Decimal(10),)), ("size", "at most", (Decimal(5),)), ("size", "at least", (Decimal(10),))),
    "party.place": (("place", "in", ("US", "DE")), ("place", "is", ("DE",))),
    "owner.kind": (("kind", "is", ("rival",)),),
    "owner.share": (("share", "more than", (Decimal(40),)), ("share", "at most", (Decimal(20),))),
    "model.sort": (("sort", "is", ("round",)), ("sort", "in", ("round", "flat")), ("sort", "is", ("square",))),
    "model.skills": (("skills", "includes", ("sing",)), ("skills", "overlaps", ("sing", "dance"))),
    "model.grown": (("grown", "is", (True,)),),
    "model.flaws": (("flaws", "overlaps", ("cracks",)),),
    "dataset.sort": (("sort", "is", ("round",)),),
    "tool.sort": (("sort", "is", ("round",)), ("sort", "in", ("square",))),
    "tool.flaws": (("flaws", "overlaps", ("cracks",)),),
    "step.rough": (("rough", "is", (True,)),),
    "step.via": (("via", "is", ("p/api",)), ("via", "in", ("p/app", "local")), ("via", "starts with", ("R/",))),
    "step.served-by": (("served-by", "is", ("h/hub",)), ("served-by", "contains", ("hub", "Api"))),
    "release.to": (("to", "overlaps", ("all",)), ("to", "includes", ("few",))),
    "release.name": (("name", "starts with", ("Oak",)), ("name", "contains", ("elm",)), ("name", "starts with", ("Elm",))),
    "release.paid": (("paid", "is", (True,)),),
    "release.marked": (("marked", "is", (True,)),),
    "release.date": (("date", "before", (day(200),)), ("date", "on or after", (day(150),))),
    "credit.phrase": (("phrase", "starts with", ("Oak",)), ("phrase", "contains", ("elm",)), ("phrase", "is", ("oak & elm",))),
    "credit.place": (("place", "is", ("cover",)),),
    "agreement.document": (("document", "is", ("p/one",)), ("document", "starts with", ("p/",))),
    "agreement.with": (("with", "is", ("owner-inc",)),),
    "agreement.form": (("form", "is", ("signed",)), ("form", "is", ("click",))),
    "agreement.accepted": (("accepted", "before", (day(0),)), ("accepted", "on or after", (day(0),)), ("accepted", "is", (day(-100),))),
}
PAIRS: dict[str, tuple[tuple[str, Operator, str], ...]] = {
    "model": (
        ("sort", "is", "sort"), ("sort", "is", "sort"), ("skills", "overlaps", "skills"), ("skills", "includes", "knack"),
        ("knack", "in", "skills"), ("knack", "is", "knack"), ("grown", "is", "grown"), ("flaws", "overlaps", "flaws"),
    ),
    "dataset": (("sort", "is", "sort"),),
    "publisher": (("wares", "overlaps", "skills"),),
}  # fmt: skip
"""What is compared with an attribute of the model or data reached, on its right."""
