"""Random pipelines for the random policies: a few steps, several hops, own and stranger steps, and things left unsaid."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from random import Random
from typing import Any

from gauger.declaration.records import (
    NO_TOOLS,
    Artifact,
    DataUse,
    Declaration,
    Known,
    Lasting,
    Listed,
    Party,
    Planned,
    Position,
    Release,
    Step,
    Uncertain,
)
from gauger.policy.model import Policy, Standing
from tests.differential.random_policies import random_policy
from tests.differential.random_records import make_agreements, make_days, make_facts, make_licences
from tests.differential.random_words import NOWHERE, THEMES, Dice, day

AS_OF = day(300)
EMPTY: Listed[Any] = Listed((), False)


@dataclass(frozen=True)
class RandomCase:
    """One question for both evaluators."""

    policy: Policy
    declaration: Declaration
    as_of: date
    admitted: frozenset[Standing]
    positions: tuple[Position, ...] = ()


@dataclass
class Workshop:
    """A declaration being made."""

    d: Dice
    missing: int
    policy: Policy
    steps: dict[str, Step] = field(default_factory=dict)
    artifacts: dict[str, Artifact] = field(default_factory=dict)

    def artifact(self, id_: str, kind: Any, publisher: str | None, licences: tuple[str, ...] | None, **more: Any) -> str:
        d, released = self.d, more.get("released")
        brought = {"released": released, "publisher": publisher}
        facts = {**make_facts(d, kind, id_, self.missing), **{k: Known(v, NOWHERE) for k, v in brought.items() if v}}
        carried = make_licences(d, licences)
        obtained = make_days(d, d.number(-80, 200), settled=self.missing == 0) if d.about("licences", 80) else None
        under = next((x.id for x in carried or () if x.choice), None) if d.chance(60) else None
        self.artifacts[id_] = Artifact(
            id_, kind, id_, publisher, publisher is None, carried, released, facts, NOWHERE, False, under, obtained
        )  # fmt: skip
        return id_

    def of(self, kind: str, *, own: bool | None = None) -> list[str]:
        return [a.id for a in self.artifacts.values() if a.kind == kind and own in (None, a.own)]

    def datasets(self, n: int, used: float = 2) -> tuple[DataUse, ...]:
        chosen = self.d.some(self.of("dataset"), 0, int(used))
        latest = self.of("dataset")[-1:] if self.d.chance(90 if n else 60) else []
        rows = ["rows"] if "rows" in self.artifacts and self.d.about("licences", 85) else []
        ids = dict.fromkeys([*chosen, *rows, *latest])
        return tuple(DataUse(a, self.d.one(("copy", "rewrite")) if n and self.d.chance(10) else None, None, NOWHERE) for a in ids)

    def add(self, id_: str, does: Any, by: str, place: int, **more: Any) -> None:
        facts = make_facts(self.d, "training" if does in ("train", "adapt") else "access", id_, self.missing)
        when = Planned() if more.get("planned") else make_days(self.d, place, settled=self.missing == 0)
        self.steps[id_] = Step(
            id_, does, by, more.get("reaches"), more.get("via"), when, more["yields"], more.get("base", EMPTY), more.get("data", EMPTY),
            more.get("feedback", ()), facts, NOWHERE, more.get("feedback_open", False), self.d.chance(10),
            self.host() if more.get("reaches") else None, self.beneficiaries(), self.tools(),
        )  # fmt: skip

    # --- who served it, for whom, with what ----------------------------------------------------------------------------

    def channel(self, model: str) -> str | None:
        artifact = self.artifacts[model]
        if self.missing and self.d.chance(15):
            return None
        routed = [c for t in self.policy.documents.values() if t.publisher in ("r", "h") for g in t.governs for c in g.channels]
        if self.d.about("stacks", 75) or self.d.about("channels", 20):
            return self.d.one(routed or ["r/gate"])
        channels = {"p": ("p/api", "p/api", "p/app"), "q": ("q/api",)}.get(artifact.publisher or "", ("local",))
        return "local" if self.d.about("licences", 45, 15) else self.d.one(channels)

    def host(self) -> str | None:
        served = self.d.themes & {"stacks", "channels"} and not (self.missing and self.d.chance(25))
        return self.d.one(("h/hub", "h/hub", "p/api")) if served else None

    def beneficiaries(self) -> tuple[str, ...] | None:
        if "others" not in self.d.themes:
            return ()
        return None if self.missing and self.d.chance(25) else self.d.one(((), (), ("somebody",), ("hired",), ("hired", "somebody")))

    def tools(self) -> Listed[str]:
        tools = self.of("tool")
        return Listed(self.d.some(tools, 0, 1), self.missing > 0 and self.d.chance(20)) if tools else NO_TOOLS

    # --- steps ---------------------------------------------------------------------------------------------------------

    def access(self, id_: str, by: str, place: int, product: str) -> None:
        """A step that takes something from a model, with or without data going in."""
        model = self.d.one(["teacher", "teacher", "teacher", *self.of("model")])
        does = self.d.one((*(["generate"] * 6), "label", "label", "convert", "rewrite", "judge", "filter", "verify", "seed"))
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
    carried = (("lic-p",), ("lic-p2",), None) if "stacks" in d.themes else ((), (), None, ("lic-p",))
    w.artifact("teacher", "model", "p", d.one(carried), released=day(-400) if d.chance(60) else None)
    w.artifact("base", "model", d.one(("p", "q", *(("z",) if "agreements" in d.themes else ()))), d.one((("lic-p",), ("lic-q",), None)))
    if d.about("licences", 80, 30):
        w.artifact("rows", "dataset", d.one(("p", "q")), d.one((("lic-p",), ("lic-q",), ("lic-p2", "lic-q"), None)))
    if "tools" in d.themes:
        w.artifact("kit", "tool", d.one(("p", "q")), d.one((("lic-p",), ("lic-q",), ("lic-p", "lic-p2"))))
    count = d.number(2, 5)
    for n in range(count):
        place, by = (
            30 + 35 * n,
            d.one(("us", "us", "us", "us", "hired", "somebody", *(("hired", "somebody") if "others" in d.themes else ()))),
        )
        made = any(s.does in ("train", "adapt") for s in w.steps.values())
        if n == count - 1 and (not made or d.chance(60)):
            w.training(f"s{n}", "us" if by == "somebody" and not d.about("others", 40) else by, place, f"m{n}", last=True)
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
    if d.chance(20):
        return Listed((), w.missing > 0 and d.chance(45))
    foreign = [a for a in ("rows", "base") if a in w.artifacts and d.about("licences", 35, 6)]
    chosen = d.some(w.of("model", own=True) + w.of("dataset", own=True)[-1:], 1, 2)
    releases = []
    for a in (*chosen, *foreign):
        days = (Planned(), Planned(), Lasting(day(250), day(250)), Uncertain(day(190), day(280)), None)
        when = d.one(days[:3] if w.missing == 0 else days)
        releases.append(Release(f"{a}.release", a, when, make_facts(d, "release", f"{a}.release", w.missing), NOWHERE))
    return Listed(tuple(releases), w.missing > 0 and d.chance(15))


def choose_themes(d: Dice) -> frozenset[str]:
    return frozenset(d.some(THEMES, 1, 1 if d.chance(60) else 2)) if d.chance(85) else frozenset[str]()


def random_case(rng: Random) -> RandomCase:
    """A policy and a declaration that fit each other, about one or two things or nothing in particular."""
    d = Dice(rng)
    d = Dice(rng, choose_themes(d))
    policy = random_policy(d)
    w = Workshop(d, d.one((0, 0, 8, 20, 35)), policy)
    make_steps(w)
    releases = make_releases(w)
    roles = (("us", "declarant"), ("hired", d.one(("contractor", "affiliate", "affiliate"))), ("somebody", "stranger"))
    parties = {id_: Party(id_, role, make_facts(d, "party", id_, w.missing), NOWHERE) for id_, role in roles}  # type: ignore[arg-type]
    steps = without_contradictions(w.steps)
    declaration = Declaration(
        "random", "random", parties, make_agreements(d, policy), w.artifacts, steps, releases, steps_open=w.missing > 0 and d.chance(8),
        agreements_open=w.missing > 0 and d.about("agreements", 35), parties_open=w.missing > 0 and d.about("others", 35, 5),
    )  # fmt: skip
    admitted = frozenset({Standing.STATEMENT}) if d.chance(15) else frozenset[Standing]()
    return RandomCase(policy, declaration, AS_OF, admitted, make_positions(d, policy) if d.chance(15) else ())


def make_positions(d: Dice, policy: Policy) -> tuple[Position, ...]:
    """Somebody adopts how a document reads one of its words."""
    document = d.one(list(policy.documents.values()))
    concepts = [c for c in policy.vocabulary.concepts.values() if c.name in ("used", "hinted", "rivals", "vast", "bound")]
    concept = d.one(concepts)
    reading = d.one([r for r in concept.readings if r.standing is Standing.TEXT])
    return (Position(document.id, concept.name, reading.name, "somebody", "counsel", "…", day(0), day(400), NOWHERE),)


def without_contradictions(steps: dict[str, Step]) -> dict[str, Step]:
    """An uncertain day may not end before an earlier step begins: both are moved to the place they were made around."""
    latest = max((s.when.first for s in steps.values() if isinstance(s.when, Lasting)), default=day(0))
    return {
        id_: replace(s, when=replace(s.when, last=min(max(s.when.last, latest), day(300)))) if isinstance(s.when, Uncertain) else s
        for id_, s in steps.items()
    }
