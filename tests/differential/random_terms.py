"""Random terms with readings, and the vocabulary that they stand in."""

from __future__ import annotations

from dataclasses import replace

from gauger.policy.model import (
    CallConcept,
    Concept,
    Condition,
    Constant,
    Definition,
    Pattern,
    Reading,
    Standing,
    Tie,
    Vocabulary,
)
from tests.differential.random_conditions import make_condition, make_some
from tests.differential.random_words import (
    ACTS,
    ATTRIBUTES,
    MANNERS,
    NOWHERE,
    OBJECTS,
    OTHERS_ACTS,
    PARTS,
    TERMS,
    Dice,
)


def reading(name: str, standing: Standing, when: Condition | None, pattern: Pattern | None = None) -> Reading:
    return Reading(name, "…", standing, when, pattern, (), NOWHERE)


def concept(d: Dice, name: str, parameters: tuple[str, ...], readings: tuple[Reading, ...]) -> Concept:
    return Concept(name, parameters, "…?", readings, (), "what nobody thought of" if d.chance(50) else None, None, NOWHERE)


def make_patterns(d: Dice, name: str) -> Concept:
    """A concept that ties: nearer and farther readings, some not supported by the text."""
    more, less = d.some(sorted(MANNERS), 0, 3), d.some(sorted(MANNERS - {"copy"}), 0, 2)
    near = reading("near", Standing.TEXT, None, Pattern(frozenset({"copy", "label", *more}), d.one((1, 1, 2, None))))
    far = reading("far", Standing.TEXT, None, Pattern(MANNERS - frozenset(less), d.one((None, None, 2))))
    rumour = reading("rumour", d.one((Standing.STATEMENT, Standing.REPORTED)), None, Pattern(MANNERS, None))
    return concept(d, name, ("model", "output"), d.one(((near, far), (far,), (far,), (near,), (far, rumour), (near, far, rumour))))


def make_vague(d: Dice, name: str) -> Concept:
    """A concept of a model, decided by its facts."""
    narrow = reading("narrow", Standing.TEXT, make_condition(d, "model", 1, alone=True))
    wide = reading("wide", d.one((Standing.TEXT, Standing.TEXT, Standing.STATEMENT)), make_condition(d, "model", 1, alone=True))
    sure = reading("sure", Standing.TEXT, Constant(True))
    chosen = (
        ((narrow, wide), (narrow, wide, sure)) if d.themes & TERMS else ((narrow, wide), (narrow, sure), (narrow,), (narrow, wide, sure))
    )
    return concept(d, name, ("model", "publisher"), d.one(chosen))


def make_vocabulary(d: Dice) -> Vocabulary:
    by_weights = reading("by-weights", Standing.TEXT, None, Pattern(frozenset({"weights"}), None))
    always: Condition = Constant(True)
    reached = make_condition(d, "party", 0) if d.chance(30) else always
    downstream = reading("downstream", d.one((Standing.TEXT, Standing.STATEMENT)), reached)
    concepts = [
        make_patterns(d, "used"), make_patterns(d, "hinted"), concept(d, "descends", ("model", "weights"), (by_weights,)),
        concept(d, "bound", ("party", "access"), (reading("privity", Standing.TEXT, Constant(False)), downstream)),
        make_vague(d, "rivals"),
    ]  # fmt: skip
    if "tools" in d.themes:
        direct = reading("direct", Standing.TEXT, None, Pattern(frozenset({"tool"}), 1))
        anyhow = reading("anyhow", Standing.TEXT, None, Pattern(MANNERS, None))
        concepts.append(concept(d, "employed", ("model", "saw"), d.one(((direct,), (anyhow,), (direct, anyhow)))))
    if d.themes & TERMS:
        concepts.append(make_vague(d, "vast"))
    shown = Definition("shown", ("model",), "…", make_some(d), NOWHERE)
    named = {c.name: c for c in tie(d, concepts)}
    objects = {n: o for n, o in OBJECTS.items() if o.concept in named}
    return Vocabulary(
        ATTRIBUTES, {**ACTS, **OTHERS_ACTS}, objects, named, {"shown": shown}, {}, "bound" if d.chance(90) else None, PARTS
    )  # fmt: skip


def tie(d: Dice, concepts: list[Concept]) -> list[Concept]:
    """Readings that go with one another or do not, and a concept that is narrower than another."""
    tied: list[Concept] = []
    for c in concepts:
        others = [o for o in concepts if o.name != c.name]
        readings = tuple(tie_reading(d, r, others) if d.about("ties", 35) else r for r in c.readings)
        narrower = (CallConcept("vast", ("model", "publisher"), NOWHERE),) if c.name == "rivals" and d.about("ties", 60) else ()
        tied.append(replace(c, readings=readings, narrower=narrower))
    return tied


def tie_reading(d: Dice, r: Reading, others: list[Concept]) -> Reading:
    other = d.one([o for o in others if o.name in ("rivals", "vast")] + [o for o in others if len(o.readings) > 1])
    tied = (Tie(other.name, d.one(other.readings).name),)
    return replace(r, implies=tied) if d.chance(50) else replace(r, excludes=tied)
