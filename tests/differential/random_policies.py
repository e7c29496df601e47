"""Random policies over a made-up vocabulary: nothing here depends on the words that the project ships."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import Any, TypeVar

from gauger.policy.model import (
    Act,
    Admits,
    AllOf,
    AnyOf,
    Attribute,
    AttributeRef,
    CallConcept,
    CallDefinition,
    Channel,
    Clause,
    ClauseException,
    Concept,
    Condition,
    Constant,
    Definition,
    Document,
    Governs,
    NoneOf,
    Norm,
    Object,
    Operator,
    Pattern,
    PermittedBy,
    Policy,
    Precedence,
    Publisher,
    Reading,
    Reads,
    Some,
    Standing,
    Test,
    Value,
    Variable,
    Version,
    Vocabulary,
)
from gauger.text import Source, Span

T = TypeVar("T")
NOWHERE = Span(Source("random", ""), 0, 0)
START = date(2025, 1, 1)
MANNERS = frozenset({"copy", "rewrite", "transcribe", "seed", "label", "judge", "select", "reward", "logits", "weights", "teach"})


def day(n: int) -> date:
    return START + timedelta(days=n)


def attribute(entity: Any, name: str, kind: Any, *values: str) -> Attribute:
    return Attribute(entity, name, kind, values, "…", NOWHERE)


ATTRIBUTES = {
    a.key: a
    for a in (
        attribute("party", "size", "number"),
        attribute("party", "place", "name"),
        attribute("model", "sort", "one of", "round", "square", "flat"),
        attribute("model", "skills", "some of", "sing", "dance"),
        attribute("model", "grown", "yes or no"),
        attribute("dataset", "sort", "one of", "round", "square"),
        attribute("step", "output", "some of", "words", "logits"),
        attribute("step", "stage", "one of", "sft", "rl", "preference-optimisation", "distillation"),
        attribute("step", "rough", "yes or no"),
        attribute("release", "to", "some of", "all", "few"),
        attribute("release", "name", "text"),
        attribute("release", "paid", "yes or no"),
        attribute("release", "date", "day"),
        attribute("publisher", "wares", "some of", "sing", "dance"),
    )
}
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
OBJECTS = {
    o.name: o
    for o in (
        Object("answers", "access", "used", "…", NOWHERE),
        Object("hints", "access", "hinted", "…", NOWHERE),
        Object("weights", "model", "descends", "…", NOWHERE),
        Object("rows", "dataset", "used", "…", NOWHERE),
    )
}
SUBJECT_TESTS: dict[str, tuple[tuple[str, Operator, tuple[Value, ...]], ...]] = {
    "party.size": (("size", "more than", (Decimal(10),)), ("size", "at most", (Decimal(5),)), ("size", "at least", (Decimal(10),))),
    "party.place": (("place", "in", ("US", "DE")), ("place", "is", ("DE",))),
    "model.sort": (("sort", "is", ("round",)), ("sort", "in", ("round", "flat"))),
    "model.skills": (("skills", "includes", ("sing",)), ("skills", "overlaps", ("sing", "dance"))),
    "model.grown": (("grown", "is", (True,)),),
    "dataset.sort": (("sort", "is", ("round",)),),
    "step.rough": (("rough", "is", (True,)),),
    "release.to": (("to", "overlaps", ("all",)), ("to", "includes", ("few",))),
    "release.name": (("name", "starts with", ("Oak",)), ("name", "contains", ("elm",))),
    "release.paid": (("paid", "is", (True,)),),
    "release.date": (("date", "before", (day(200),)), ("date", "on or after", (day(150),))),
}


@dataclass(frozen=True)
class Dice:
    """A random source with the few throws that the generators make."""

    rng: Random

    def chance(self, percent: int) -> bool:
        return self.rng.randrange(100) < percent

    def one(self, items: Sequence[T]) -> T:
        return items[self.rng.randrange(len(items))]

    def some(self, items: Sequence[T], least: int = 0, most: int | None = None) -> tuple[T, ...]:
        count = self.rng.randint(least, min(len(items), len(items) if most is None else most))
        return tuple(items[i] for i in sorted(self.rng.sample(range(len(items)), count)))

    def number(self, first: int, last: int) -> int:
        return self.rng.randint(first, last)


def make_test(d: Dice, variable: Variable, key: str) -> Test:
    name, operator, values = d.one(SUBJECT_TESTS[key])
    if key == "model.skills" and d.chance(40):
        other = AttributeRef("publisher", ATTRIBUTES["publisher.wares"])
        return Test(AttributeRef(variable, ATTRIBUTES[key]), "overlaps", (), other, NOWHERE)
    return Test(AttributeRef(variable, ATTRIBUTES[f"{key.partition('.')[0]}.{name}"]), operator, values, None, NOWHERE)


def make_leaf(d: Dice, subject: Variable, *, alone: bool = False) -> Condition:
    """A test of the subject, or now and then of the party; `alone` inside a term, which knows its parameters only."""
    if subject == "party" or (not alone and d.chance(12)):
        return make_test(d, "party", d.one(("party.size", "party.place")))
    if subject == "release":
        return make_test(d, "release", d.one(("release.to", "release.name", "release.paid", "release.date")))
    if subject == "access":
        return make_test(d, "access", "step.rough")
    if subject == "dataset":
        return make_test(d, "dataset", "dataset.sort")
    if d.chance(20):
        return make_some(d)
    return make_test(d, "model", d.one(("model.sort", "model.skills", "model.grown")))


def make_some(d: Dice) -> Condition:
    if d.chance(30):
        return Some("base", "model", make_test_against_values(d, "base", ("model.sort", "model.grown")), NOWHERE)
    tests = tuple(make_test_against_values(d, "release", ("release.to", "release.paid")) for _ in range(d.number(1, 2)))
    return Some("release", "model", AllOf(tests), NOWHERE)


def make_test_against_values(d: Dice, variable: Variable, keys: Sequence[str]) -> Test:
    key = d.one(keys)
    name, operator, values = d.one(SUBJECT_TESTS[key])
    return Test(AttributeRef(variable, ATTRIBUTES[f"{key.partition('.')[0]}.{name}"]), operator, values, None, NOWHERE)


def make_condition(d: Dice, subject: Variable, depth: int = 2, *, alone: bool = False) -> Condition:
    if depth == 0 or d.chance(60):
        return make_leaf(d, subject, alone=alone)
    items = tuple(make_condition(d, subject, depth - 1, alone=alone) for _ in range(d.number(1, 2)))
    groups: tuple[Condition, ...] = (AllOf(items), AnyOf(items), NoneOf(items))
    return d.one(groups)


# --- vocabulary --------------------------------------------------------------------------------------------------------


def reading(name: str, standing: Standing, when: Condition | None, pattern: Pattern | None = None) -> Reading:
    return Reading(name, "…", standing, when, pattern, (), NOWHERE)


def concept(d: Dice, name: str, parameters: tuple[str, ...], readings: tuple[Reading, ...]) -> Concept:
    return Concept(name, parameters, "…?", readings, (), "…" if d.chance(50) else None, None, NOWHERE)


def make_patterns(d: Dice, name: str) -> Concept:
    """A concept that ties: nearer and farther readings, some not supported by the text."""
    more, less = d.some(sorted(MANNERS), 0, 3), d.some(sorted(MANNERS), 0, 2)
    near = reading("near", Standing.TEXT, None, Pattern(frozenset({"copy", "label", *more}), d.one((1, 1, 2, None))))
    far = reading("far", Standing.TEXT, None, Pattern(MANNERS - frozenset(less), d.one((None, None, 2))))
    rumour = reading("rumour", d.one((Standing.STATEMENT, Standing.REPORTED)), None, Pattern(MANNERS, None))
    return concept(d, name, ("model", "output"), d.one(((near, far), (far,), (far,), (near,), (far, rumour), (near, far, rumour))))


def make_vague(d: Dice, name: str) -> Concept:
    """A concept of a model, decided by its facts."""
    narrow = reading("narrow", Standing.TEXT, make_condition(d, "model", 1, alone=True))
    wide = reading("wide", d.one((Standing.TEXT, Standing.TEXT, Standing.STATEMENT)), make_condition(d, "model", 1, alone=True))
    sure = reading("sure", Standing.TEXT, Constant(True))
    return concept(d, name, ("model", "publisher"), d.one(((narrow, wide), (narrow, sure), (narrow,), (narrow, wide, sure))))


def make_vocabulary(d: Dice) -> Vocabulary:
    by_weights = reading("by-weights", Standing.TEXT, None, Pattern(frozenset({"weights"}), None))
    descends = concept(d, "descends", ("model", "weights"), (by_weights,))
    always: Condition = Constant(True)
    reached = make_condition(d, "party", 0) if d.chance(30) else always
    downstream = reading("downstream", d.one((Standing.TEXT, Standing.STATEMENT)), reached)
    bound = concept(d, "bound", ("party", "access"), (reading("privity", Standing.TEXT, Constant(False)), downstream))
    concepts = (make_patterns(d, "used"), make_patterns(d, "hinted"), descends, bound, make_vague(d, "rivals"))
    shown = Definition("shown", ("model",), "…", make_some(d), NOWHERE)
    named = {c.name: c for c in concepts}
    return Vocabulary(ATTRIBUTES, ACTS, OBJECTS, named, {"shown": shown}, {}, "bound" if d.chance(90) else None)


# --- documents ---------------------------------------------------------------------------------------------------------


def make_when(d: Dice, act: Act) -> Condition | None:
    if d.chance(45):
        return None
    if act.subject == "model" and d.chance(45):
        return CallConcept("rivals", ("model", "publisher"), NOWHERE)
    if act.subject == "model" and d.chance(15):
        return CallDefinition("shown", ("model",), NOWHERE)
    subject: Variable = "release" if act.on == "release" and d.chance(70) else "access" if act.on == "access" else "model"
    return make_condition(d, "dataset" if act.subject == "dataset" and subject == "model" else subject)


def make_norm(d: Dice, act: Act) -> Norm:
    kinds = ("forbids", "forbids", "forbids", "forbids", "permits", "requires", "requires", "requires", "silent", "requires")
    kind: Any = d.one(kinds if act.on == "release" else kinds[:9])
    names = ("answers", "answers", "answers", "hints", "answers", "weights", "rows")[: 4 if act.on == "access" else 7]
    bare = d.chance(60 if act.on == "access" else 4)
    objects = () if bare else tuple(OBJECTS[n] for n in sorted({d.one(names), *d.some(names, 0, 1)}))
    required = None
    if kind == "requires":
        required = make_leaf(d, "release") if act.on == "release" else make_leaf(d, "party" if act.subject != "model" else "model")
    return Norm(kind, act, objects, required)


def period(d: Dice) -> tuple[date | None, date | None]:
    since = day(d.number(20, 150)) if d.chance(20) else None
    until = day(d.number(160, 260)) if d.chance(15) else None
    return since, until


def make_clause(d: Dice, document: str, n: int, earlier: dict[str, ClauseException]) -> Clause:
    act = d.one((*ACTS.values(), ACTS["make model"], ACTS["make model"], ACTS["show model"]))
    since, until = period(d)
    when = make_when(d, act)
    if d.chance(12):
        gate = NoneOf((PermittedBy(d.one((("letter",), ("form", "letter"))), NOWHERE),))
        when = gate if when is None else AllOf((when, gate))
    reads = (Reads("rivals", "narrow", "…"),) if d.chance(8) else ()
    precedence = Precedence(
        over=(d.one(("c0", "c1", "p/one", "p/two")),) if d.chance(12) else (),
        under=(d.one(("c0", "c1", "p/one", "p/two")),) if d.chance(12) else (),
        over_forms=("letter",) if d.chance(8) else (),
        under_forms=("letter",) if d.chance(8) else (),
    )
    standing = Standing.SECONDARY if d.chance(4) else Standing.TEXT
    norm = make_norm(d, act)
    exceptions = [e for e in earlier if spoken_of(earlier, e) <= in_scope(norm)]
    named = d.some(exceptions, 0, 2) if d.chance(55) else ()
    if d.chance(42):  # a plain duty: a requirement, or an exception on terms, without further conditions
        when, named = None, tuple(exceptions[:1])
    return Clause(
        document, f"c{n}", f"{n + 1}.1", "…", None, since, until, act.family, standing, norm, when, (),
        named, precedence, reads, (), None, None, NOWHERE,
    )  # fmt: skip


def in_scope(norm: Norm) -> set[str]:
    """The variables that conditions of a clause may test."""
    found = {"party", "publisher"}
    if norm.act.on != "access":
        found |= {norm.act.subject, norm.act.on}
    return found | {"access", "source"} if all(o.taken_from == "access" for o in norm.objects) else found


def spoken_of(exceptions: dict[str, ClauseException], name: str) -> set[str]:
    """The variables that an exception tests, and those of its own exceptions."""
    e = exceptions[name]
    inner = [spoken_of(exceptions, other) for other in e.exceptions]
    return set().union(*inner, *(variables_of(c) for c in (e.when, e.provided) if c is not None))


def variables_of(condition: Condition) -> set[str]:
    if isinstance(condition, Test):
        return {condition.left.variable}
    if isinstance(condition, AllOf | AnyOf | NoneOf):
        return set().union(*(variables_of(i) for i in condition.items))
    return {condition.of} if isinstance(condition, Some) else set()


def make_exception(d: Dice, document: str, n: int, earlier: Sequence[str]) -> ClauseException:
    since, until = period(d) if d.chance(30) else (None, None)
    if n == 0 and d.chance(60):
        return ClauseException(
            document, "e0", "e.0", "…", None, None, None, None, make_leaf(d, d.one(("party", "party", "model"))), (), NOWHERE
        )
    subject: Variable = d.one(("model", "model", "party", "release"))
    provided = make_leaf(d, d.one(("release", "model", "party"))) if d.chance(65) else None
    when = None if provided and d.chance(70) else make_condition(d, subject, 1)
    return ClauseException(document, f"e{n}", f"e.{n}", "…", None, since, until, when, provided, d.some(earlier, 0, 1), NOWHERE)


def make_document(d: Dice, id_: str, channels: Sequence[str], earlier: Sequence[str]) -> Document:
    publisher = id_.partition("/")[0]
    count = d.number(0, 3)
    exceptions: dict[str, ClauseException] = {}
    for n in range(count):
        exceptions[f"e{n}"] = make_exception(d, id_, n, list(exceptions))
    clauses = {f"c{n}": make_clause(d, id_, n, exceptions) for n in range(d.number(2, 4))}
    starts = sorted(d.number(-200, 60) if d.chance(70) else d.number(60, 160) for _ in range(d.number(1, 2)))
    routing = make_leaf(d, d.one(("party", "access"))) if d.chance(15) else None
    standing = Standing.SECONDARY if d.chance(10) else Standing.TEXT
    own = d.some([c for c in channels if c.startswith(publisher)], 0 if d.chance(20) else 1)
    own_concepts = {"rivals": make_vague(d, "rivals")} if d.chance(10) else {}
    order = Precedence(over=d.some(earlier, 0, 1) if d.chance(30) else (), under=d.some(earlier, 0, 1) if d.chance(20) else (),
                       over_forms=("letter",) if d.chance(10) else (), under_forms=("letter",) if d.chance(10) else ())  # fmt: skip
    return Document(
        id=id_, title="…", publisher=publisher, url="https://example.org/", standing=standing, encoded_by="…", encoded_on=START, doubts=(),
        governs=(Governs(own, routing),) if own else (), licences=(f"lic-{publisher}",) if d.chance(50) else (),
        includes=d.some(earlier, 0, 1) if d.chance(50) else (), precedence=order,
        reads=(Reads("rivals", "narrow", "…"),) if d.chance(6) else (),
        admits=(Admits("bound", "downstream", None, None),) if d.chance(50) else (),
        versions=tuple(Version(day(n), (), NOWHERE) for n in sorted(set(starts))),
        clauses=clauses, exceptions=exceptions, consequences={}, concepts=own_concepts, span=NOWHERE,
    )  # fmt: skip


def random_policy(d: Dice) -> Policy:
    """One to three documents of one or two publishers."""
    channels = {c: Channel(c, "…", c.partition("/")[0], NOWHERE) for c in ("p/api", "p/app", "q/api")}
    documents: dict[str, Document] = {}
    for id_ in d.one((("p/one",), ("p/one", "p/two"), ("p/one", "q/one"), ("p/one", "p/two", "q/one"))):
        documents[id_] = make_document(d, id_, list(channels), list(documents))
    publishers = {p: Publisher(p, "…", {"wares": frozenset(d.some(("sing", "dance"), 1))}, NOWHERE) for p in ("p", "q")}
    return Policy(make_vocabulary(d), publishers, channels, documents)
