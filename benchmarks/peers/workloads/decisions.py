"""W1: clauses with exceptions over some twenty attributes, and pipelines of which every fact is known.

A clause is a conjunction of tests, and so is each of its exceptions, which may have exceptions of their own. A clause *fires* on a pipeline
when all its tests hold and none of its exceptions does. Asked for are the ids of all clauses that fire.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from random import Random
from typing import Literal

Kind = Literal["one of", "some of", "number", "yes or no", "text", "day"]
Scope = Literal["train", "release"]
Value = str | int | bool | tuple[str, ...]
"""A name or text, a number or the ordinal of a day, yes or no, a set of names in order."""
Facts = Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class Attribute:
    """`entity.name`. `values` are names, beginnings of texts, or the marks at which numbers and days are tested."""

    key: str
    kind: Kind
    values: tuple[str | int, ...]

    @property
    def entity(self) -> str:
        return self.key.partition(".")[0]

    @property
    def name(self) -> str:
        return self.key.partition(".")[2]


@dataclass(frozen=True, slots=True)
class Test:
    """A comparison of one attribute, in the words of the clause language."""

    attribute: Attribute
    operator: str
    operands: tuple[str | int | bool, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """A clause or an exception: it holds when all tests do and no exception does."""

    id: str
    scope: Scope
    tests: tuple[Test, ...]
    exceptions: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Decisions:
    """Clauses, and pipelines as facts by attribute; a fact that is not there is missing."""

    clauses: tuple[Part, ...]
    cases: tuple[Facts, ...]


MARKS = (10, 20, 50, 100, 200, 500, 1000)
DAYS = tuple(date(year, month, 1).toordinal() for year in (2022, 2023, 2024) for month in (1, 7))
BEGINNINGS = ("north", "south", "east", "west", "inner", "outer")
ATTRIBUTES = (
    Attribute("party.sector", "one of", ("retail", "health", "finance", "research", "media", "public")),
    Attribute("party.seat", "one of", ("at", "de", "fr", "jp", "us")),
    Attribute("party.users", "number", MARKS),
    Attribute("party.staff", "number", MARKS),
    Attribute("party.regions", "some of", ("africa", "america", "asia", "europe", "oceania")),
    Attribute("party.certified", "yes or no", ()),
    Attribute("party.founded", "day", DAYS),
    Attribute("model.task", "one of", ("chat", "classification", "code", "embedding", "ranking", "speech")),
    Attribute("model.breadth", "one of", ("narrow", "middling", "general")),
    Attribute("model.capabilities", "some of", ("text", "image", "audio", "video", "tools", "code")),
    Attribute("model.languages", "some of", ("de", "en", "fr", "ja", "zh")),
    Attribute("model.size", "number", MARKS),
    Attribute("model.label", "text", BEGINNINGS),
    Attribute("model.open", "yes or no", ()),
    Attribute("model.cutoff", "day", DAYS),
    Attribute("step.method", "one of", ("plain", "adapter", "reward", "curriculum")),
    Attribute("step.hours", "number", MARKS),
    Attribute("step.audited", "yes or no", ()),
    Attribute("release.to", "some of", ("public", "customers", "partners", "employees")),
    Attribute("release.price", "number", MARKS),
    Attribute("release.notice", "yes or no", ()),
    Attribute("release.title", "text", BEGINNINGS),
)
IN_SCOPE: Mapping[Scope, tuple[str, ...]] = {"train": ("party", "model", "step"), "release": ("party", "model", "release")}


def make(clauses: int, cases: int, seed: int = 11) -> Decisions:
    """As many clauses and pipelines; fewer of either are the first of more."""
    drawn = draw_clauses(Random(seed))
    chance = Random(seed + 1)
    return Decisions(tuple(next(drawn) for _ in range(clauses)), tuple(draw_facts(chance) for _ in range(cases)))


# --- clauses --------------------------------------------------------------------------------------------------------------


def draw_clauses(chance: Random) -> Iterator[Part]:
    """Clauses without end, named by their number."""
    number = 0
    while True:
        scope: Scope = chance.choice(("train", "release"))
        tests = draw_tests(chance, scope, chance.randint(1, 4))
        exceptions = tuple(_draw_exception(chance, scope, f"e{number}-{place}") for place in range(chance.randint(0, 3)))
        yield Part(f"c{number}", scope, tests, exceptions)
        number += 1


def _draw_exception(chance: Random, scope: Scope, name: str) -> Part:
    inner: tuple[Part, ...] = ()
    if chance.random() < 0.25:
        inner = (Part(f"{name}-but", scope, draw_tests(chance, scope, chance.randint(1, 2)), ()),)
    return Part(name, scope, draw_tests(chance, scope, chance.randint(1, 3)), inner)


def draw_tests(chance: Random, scope: Scope, count: int) -> tuple[Test, ...]:
    """Tests of different attributes that a clause of this scope can speak of."""
    known = [a for a in ATTRIBUTES if a.entity in IN_SCOPE[scope]]
    return tuple(_draw_test(chance, attribute) for attribute in chance.sample(known, count))


def _draw_test(chance: Random, attribute: Attribute) -> Test:
    match attribute.kind:
        case "one of":
            return Test(attribute, "in", _draw_some(chance, attribute.values, 1, 3))
        case "some of":
            return Test(attribute, "overlaps", _draw_some(chance, attribute.values, 1, 2))
        case "number":
            return Test(attribute, chance.choice(("more than", "at least", "less than", "at most")), (chance.choice(attribute.values),))
        case "yes or no":
            return Test(attribute, "is", (chance.random() < 0.5,))
        case "text":
            return Test(attribute, "starts with", (chance.choice(attribute.values),))
        case "day":
            return Test(attribute, chance.choice(("before", "on or after")), (chance.choice(attribute.values),))


def _draw_some(chance: Random, values: Sequence[str | int], least: int, most: int) -> tuple[str | int, ...]:
    chosen = set(chance.sample(range(len(values)), chance.randint(least, most)))
    return tuple(value for place, value in enumerate(values) if place in chosen)


# --- pipelines ------------------------------------------------------------------------------------------------------------


def draw_facts(chance: Random) -> Facts:
    """A pipeline of which everything is known."""
    return {attribute.key: _draw_value(chance, attribute) for attribute in ATTRIBUTES}


def _draw_value(chance: Random, attribute: Attribute) -> Value:
    match attribute.kind:
        case "one of":
            return chance.choice(attribute.values)
        case "some of":
            return tuple(str(value) for value in _draw_some(chance, attribute.values, 0, 3))
        case "yes or no":
            return chance.random() < 0.5
        case "text":
            return f"{chance.choice((*attribute.values, 'plain'))}-{chance.randint(1, 99)}"
        case _:  # a number or a day: on a mark, beside it, or between marks
            return int(chance.choice(attribute.values)) + chance.choice((-1, 0, 1, 7))
