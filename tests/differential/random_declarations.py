"""Random pipelines for the random policies: a few steps, several hops, own and stranger steps, and things left unsaid."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from random import Random
from typing import Any

from gauger.declaration.records import (
    UNKNOWN_FORM,
    Agreement,
    Artifact,
    DataUse,
    Declaration,
    Facts,
    Known,
    Lasting,
    Listed,
    NotApplicable,
    Party,
    Permission,
    Planned,
    Release,
    Step,
    Uncertain,
    When,
)
from gauger.policy.model import Policy, Standing
from tests.differential.random_policies import NOWHERE, Dice, day, random_policy

AS_OF = day(300)
VALUES: dict[str, dict[str, tuple[Any, ...]]] = {
    "party": {"size": (Decimal(3), Decimal(10), Decimal(50)), "place": ("US", "de", "FR")},
    "model": {
        "sort": ("round", "square", "flat"),
        "skills": (frozenset({"sing"}), frozenset({"sing", "dance"}), frozenset()),
        "grown": (True, False),
    },
    "dataset": {"sort": ("round", "square")},
    "access": {
        "output": (frozenset({"words"}), frozenset({"words"}), frozenset({"words", "logits"}), frozenset({"logits"})),
        "rough": (True, False),
    },
    "training": {
        "stage": ("sft", "rl", "preference-optimisation", "distillation"),
        "rough": (True, False),
        "output": (frozenset({"words"}),),
    },
    "release": {
        "to": (frozenset({"all"}), frozenset({"few"}), frozenset({"all", "few"}), frozenset()),
        "name": ("Oak 1", "oak-elm", "Birch", "Elm"),
        "paid": (True, False),
    },
}  # fmt: skip
STRUCTURAL = ("output", "stage")


@dataclass(frozen=True)
class RandomCase:
    """One question for both evaluators."""

    policy: Policy
    declaration: Declaration
    as_of: date
    admitted: frozenset[Standing]


def make_facts(d: Dice, entity: str, missing: int) -> Facts:
    """Facts of which `missing` percent are left out, and a few do not apply; what shapes the lineage is rarely left out."""
    facts: dict[str, Known | NotApplicable] = {}
    for name, values in VALUES[entity].items():
        if d.chance(12 if name in STRUCTURAL else missing):
            continue
        facts[name] = NotApplicable(NOWHERE) if d.chance(3) else Known(d.one(values), NOWHERE)
    return facts


def make_days(d: Dice, around: int, *, settled: bool) -> When:
    """A day near a place in the year; places grow along the pipeline, so that declared days never contradict each other."""
    throw = 0 if settled else d.number(0, 99)
    if throw < 62:
        return Lasting(day(around), day(around + d.one((0, 0, 3, 9))))
    if throw < 80:
        return Uncertain(day(around - d.number(0, 60)), day(min(around + d.number(0, 60), 300)))
    return None


@dataclass
class Workshop:
    """A declaration being made."""

    d: Dice
    missing: int
    steps: dict[str, Step] = field(default_factory=dict)
    artifacts: dict[str, Artifact] = field(default_factory=dict)

    def artifact(self, id_: str, kind: Any, publisher: str | None, licences: tuple[str, ...] | None, **more: Any) -> str:
        facts = make_facts(self.d, kind, self.missing)
        self.artifacts[id_] = Artifact(id_, kind, id_, publisher, publisher is None, licences, more.get("released"), facts, NOWHERE)
        return id_

    def of(self, kind: str, *, own: bool | None = None) -> list[str]:
        return [a.id for a in self.artifacts.values() if a.kind == kind and own in (None, a.own)]

    def datasets(self, n: int, used: float = 2) -> tuple[DataUse, ...]:
        chosen = self.d.some(self.of("dataset"), 0, int(used))
        latest = self.of("dataset")[-1:] if self.d.chance(75) else []
        ids = dict.fromkeys([*chosen, *latest])
        return tuple(DataUse(a, self.d.one(("copy", "rewrite")) if n and self.d.chance(10) else None, None, NOWHERE) for a in ids)

    def add(self, id_: str, does: Any, by: str, place: int, **more: Any) -> None:
        facts = make_facts(self.d, "training" if does in ("train", "adapt") else "access", self.missing)
        empty: Listed[Any] = Listed((), False)
        when = Planned() if more.get("planned") else make_days(self.d, place, settled=self.missing == 0)
        self.steps[id_] = Step(
            id_, does, by, more.get("reaches"), more.get("via"), when, more["yields"], more.get("base", empty), more.get("data", empty),
            more.get("feedback", ()), facts, NOWHERE, more.get("feedback_open", False),
        )  # fmt: skip

    def channel(self, model: str) -> str | None:
        artifact = self.artifacts[model]
        if self.missing and self.d.chance(15):
            return None
        channels = {"p": ("p/api", "p/api", "p/app"), "q": ("q/api",)}.get(artifact.publisher or "", ("local",))
        return "local" if self.d.chance(15) else self.d.one(channels)

    def access(self, id_: str, by: str, place: int, product: str) -> None:
        """A step that takes something from a model, with or without data going in."""
        model = self.d.one(["teacher", "teacher", "teacher", *self.of("model")])
        does = self.d.one(("generate", "generate", "generate", "label", "convert", "rewrite", "judge", "filter", "verify", "seed"))
        data = Listed(self.datasets(0, 1), self.d.chance(5)) if does != "generate" or self.d.chance(20) else None
        self.artifact(product, "dataset", None if by != "somebody" else "q", None if by != "somebody" or self.d.chance(50) else ("lic-q",))
        more = {"data": data} if data else {}
        self.add(id_, does, by, place, reaches=model, via=self.channel(model), yields=(product,), **more)

    def training(self, id_: str, by: str, place: int, product: str, *, last: bool) -> None:
        d = self.d
        base = Listed(d.some([m for m in self.of("model") if m != "teacher"], 0, 1), d.chance(6))
        data = Listed(self.datasets(1), d.chance(8))
        accesses = [s.id for s in self.steps.values() if s.reaches and s.does in ("judge", "verify", "filter", "label")]
        feedback = d.some(accesses, 0, 1) if d.chance(70) else ()
        reached = {"reaches": "teacher", "via": self.channel("teacher")} if d.chance(6) else {}
        self.artifact(product, "model", None, None)
        planned = last and d.chance(15)
        does = d.one(("train", "train", "adapt"))
        more = {"base": base, "data": data, "feedback": feedback, "feedback_open": d.chance(6), **reached}
        self.add(id_, does, by, place, yields=(product,), planned=planned, **more)

    def quantising(self, id_: str, by: str, place: int, product: str) -> None:
        """The same model in another precision."""
        base: Listed[str] = Listed(tuple(self.of("model", own=True)[-1:]), self.d.chance(6))
        self.artifact(product, "model", None, None)
        self.add(id_, "quantise", by, place, yields=(product,), base=base)

    def plain(self, id_: str, by: str, place: int, product: str) -> None:
        """A step without a model: a human or a script."""
        does = self.d.one(("filter", "rewrite", "convert", "label", "evaluate"))
        data = Listed(self.datasets(0), False)
        self.artifact(product, "dataset", None, None)
        self.add(id_, does, by, place, yields=(product,), data=data)


def make_steps(w: Workshop) -> None:
    d = w.d
    w.artifact("teacher", "model", "p", d.one(((), (), None, ("lic-p",))), released=day(-400) if d.chance(60) else None)
    w.artifact("base", "model", d.one(("p", "q")), d.one((("lic-p",), ("lic-q",), None)))
    if d.chance(30):
        w.artifact("rows", "dataset", d.one(("p", "q")), d.one((("lic-p",), ("lic-q",), None)))
    count = d.number(2, 5)
    for n in range(count):
        place, by = 30 + 35 * n, d.one(("us", "us", "us", "us", "hired", "somebody"))
        made = any(s.does in ("train", "adapt") for s in w.steps.values())
        if n == count - 1 and (not made or d.chance(60)):
            w.training(f"s{n}", "us" if by == "somebody" else by, place, f"m{n}", last=True)
        elif n == 0 or d.chance(55):
            w.access(f"s{n}", by, place, f"d{n}")
        elif d.chance(70):
            w.training(f"s{n}", "us" if d.chance(85) else by, place, f"m{n}", last=False)
        elif made and d.chance(60):
            w.quantising(f"s{n}", "us", place, f"m{n}")
        else:
            w.plain(f"s{n}", by, place, f"d{n}")


def make_releases(w: Workshop) -> Listed[Release]:
    d = w.d
    if d.chance(25):
        return Listed((), w.missing > 0 and d.chance(45))
    chosen = d.some(w.of("model", own=True) + w.of("dataset", own=True)[-1:], 1, 2)
    releases = []
    for a in chosen:
        days = (Planned(), Planned(), Lasting(day(250), day(250)), Uncertain(day(190), day(280)), None)
        when = d.one(days[:3] if w.missing == 0 else days)
        releases.append(Release(f"{a}.release", a, when, make_facts(d, "release", w.missing), NOWHERE))
    return Listed(tuple(releases), w.missing > 0 and d.chance(15))


def make_agreements(d: Dice, policy: Policy) -> tuple[Agreement, ...]:
    found = []
    for document in policy.documents:
        if d.chance(35):
            permissions = tuple(make_permission(d) for _ in range(d.number(1, 2))) if d.chance(80) else ()
            found.append(Agreement(document, None, permissions, NOWHERE))
    return tuple({a.document: a for a in found}.values())


def make_permission(d: Dice) -> Permission:
    clauses = d.one((("c0",), ("c1",), ("1.1",), ("c0", "c2"), ("2",), ("p/one#c0", "c1")))
    given = None if d.chance(15) else day(d.one((-300, -100, 0, 100)))
    endless = d.chance(30)
    until = None if endless or d.chance(15) else day(d.one((120, 250, 299, 500)))
    return Permission(clauses, UNKNOWN_FORM if d.chance(10) else d.one(("letter", "form")), None, given, until, endless, NOWHERE)


def random_case(rng: Random) -> RandomCase:
    """A policy and a declaration that fit each other."""
    d = Dice(rng)
    policy = random_policy(d)
    w = Workshop(d, d.one((0, 0, 8, 20, 35)))
    make_steps(w)
    releases = make_releases(w)
    roles = (("us", "declarant"), ("hired", d.one(("contractor", "affiliate"))), ("somebody", "stranger"))
    parties = {id_: Party(id_, role, make_facts(d, "party", w.missing), NOWHERE) for id_, role in roles}  # type: ignore[arg-type]
    declaration = Declaration(
        "random", "random", parties, make_agreements(d, policy), w.artifacts, without_contradictions(w.steps), releases, steps_open=False
    )
    admitted = frozenset({Standing.STATEMENT}) if d.chance(15) else frozenset[Standing]()
    return RandomCase(policy, declaration, AS_OF, admitted)


def without_contradictions(steps: dict[str, Step]) -> dict[str, Step]:
    """An uncertain day may not end before an earlier step begins: both are moved to the place they were made around."""
    latest = max((s.when.first for s in steps.values() if isinstance(s.when, Lasting)), default=day(0))
    return {
        id_: replace(s, when=replace(s.when, last=min(max(s.when.last, latest), day(300)))) if isinstance(s.when, Uncertain) else s
        for id_, s in steps.items()
    }
