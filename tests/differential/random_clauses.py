"""Random clauses and exceptions over the made-up vocabulary."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from gauger.policy.model import (
    PASSED_THROUGH,
    Act,
    AllOf,
    AnyOf,
    CallConcept,
    CallDefinition,
    Clause,
    ClauseException,
    Condition,
    Consequence,
    Cure,
    NoneOf,
    Norm,
    Precedence,
    Reads,
    ReadsLike,
    Standing,
    Variable,
    Version,
)
from tests.differential.random_conditions import make_condition, make_figure, make_gate, make_leaf, make_pair, make_test, variables_of
from tests.differential.random_words import (
    ACTS,
    NOWHERE,
    OBJECTS,
    OTHERS_ACTS,
    OWN_MODEL,
    OWN_OUTPUT,
    TERMS,
    Dice,
    day,
)

# --- clauses -----------------------------------------------------------------------------------------------------------


def make_when(d: Dice, norm: Norm, own: bool) -> Condition | None:
    act = norm.act
    if d.chance(30 if d.themes else 45):
        return None
    if norm.objects and "source" in in_scope(norm) and d.chance(4):
        return make_comparison(d, norm)
    if "duties" in d.themes and norm.kind == "forbids":
        return make_duty(d, norm)
    if act.subject == "model" and d.chance(75 if d.themes & TERMS else 30):
        return make_call(d, own)
    if act.subject == "model" and d.chance(15):
        return CallDefinition("shown", ("model",), NOWHERE)
    if norm.objects and "source" in in_scope(norm) and d.about("figures", 60, 8):
        return make_condition(d, "source", 1)
    if "access" in in_scope(norm) and (norm.objects or act.on == "access") and d.about("figures", 30):
        return make_figure(d, "access.date")
    if "tool" in in_scope(norm) and d.chance(60):
        return make_condition(d, "tool", 1)
    if norm.objects and "data" in in_scope(norm) and d.chance(85):
        beside = act.subject in ("model", "dataset") and d.chance(35)
        return make_pair(d, "dataset" if act.subject == "dataset" else "model", "data") if beside else make_leaf(d, "data")
    if "access" in in_scope(norm) and d.about("channels", 70):
        return make_condition(d, "access", 1)
    if d.themes & {"figures", "parts", "agreements"} and d.chance(60):
        return make_condition(d, "release" if act.on == "release" and "parts" in d.themes else "party", 1)
    subject: Variable = "release" if act.on == "release" and d.chance(70) else "access" if act.on == "access" else "model"
    return make_condition(d, "dataset" if act.subject == "dataset" and subject == "model" else subject)


def make_comparison(d: Dice, norm: Norm) -> Condition:
    """What is made, or what the publisher offers, against the model reached; now and then beside a test of that model alone."""
    pair = make_pair(d, "model" if norm.act.subject == "model" and d.chance(85) else "publisher", "source")
    items = (pair, make_leaf(d, "source"))
    groups: tuple[Condition, ...] = (AllOf(items), AnyOf(items), NoneOf(items))
    return d.one(groups) if d.chance(35) else pair


def make_call(d: Dice, own: bool) -> Condition:
    """One of the vague terms, or two of them."""
    names = ["rivals", *(["kin", "kin"] if own else []), *(["vast"] if d.themes & TERMS else [])]
    calls = tuple(CallConcept(name, ("model", "publisher"), NOWHERE) for name in d.some(names, 1, 2))
    groups: tuple[Condition, ...] = (AllOf(calls), AnyOf(calls))
    return calls[0] if len(calls) == 1 else d.one(groups)


def make_norm(d: Dice) -> Norm:
    if d.about("title", 35):
        return make_title(d)
    act = d.one((*ACTS.values(), ACTS["make model"], ACTS["make model"], ACTS["show model"]))
    if d.themes and d.chance(60):
        act = ACTS["show model" if "duties" in d.themes and d.chance(50) else "make model"]
    if d.about("others", 45):
        act = d.one(list(OTHERS_ACTS.values()))
    kind: Any = make_kind(d, act)
    bare = d.chance(60 if act.on == "access" else 10 if act.on == "release" else 4) or (act.on == "release" and d.about("licences", 25))
    objects = () if bare else make_objects(d, act)
    norm = Norm(kind, act, objects, None)
    return replace(norm, requires=make_duty(d, norm)) if kind == "requires" else norm


def make_kind(d: Dice, act: Act) -> str:
    """Bans and duties mostly; leave where several grantors speak, duties where a case is about them."""
    if d.about("duties", 80):
        return d.one(("forbids", "requires", "requires"))
    if d.about("stacks", 25):
        return "permits"
    if d.themes:
        return d.one((*(["forbids"] * 6), "requires", "requires", "requires", "permits", "permits", "silent"))
    kinds = ("forbids", "forbids", "forbids", "forbids", "permits", "requires", "requires", "requires", "silent", "requires")
    return d.one(kinds if act.on == "release" else kinds[:9])


def make_duty(d: Dice, norm: Norm) -> Condition:
    """A test of what the act can be made to meet; where a case is about duties, mostly one that others speak of as well."""
    act = norm.act
    if norm.objects and "source" in in_scope(norm) and act.subject == "model" and d.chance(6):
        return make_pair(d, "model", "source")
    if "duties" in d.themes and act.on == "release":
        return make_test(d, "release", "release.name", "release.name", "release.paid")
    if "duties" in d.themes and act.subject == "model":
        return make_test(d, "model", "model.sort", "model.sort", "model.skills")
    subject = "release" if act.on == "release" else "access" if act.on == "access" and d.about("channels", 70) else "party"
    return make_leaf(d, "model" if act.on == "step" and act.subject == "model" else subject)


def make_objects(d: Dice, act: Act) -> tuple[Any, ...]:
    names = ["answers", "answers", "answers", "answers", "answers", "hints", "rough-answers", "round-answers", "prompts", "all", "all"]
    if act.on != "access":
        names += ["weights", "rows"]
        names = (
            ["answers", "weights", "round-weights", "rows", "rows", "order", "texts", "order", "texts"]
            if d.about("licences", 75)
            else names
        )
        names = ["answers", "saw", "saw"] if d.about("tools", 60) else names
        if d.about("tools", 25):
            return (OBJECTS["saw"],)
    return tuple(OBJECTS[n] for n in sorted({d.one(names), *d.some(names, 0, 1)}))


def make_title(d: Dice) -> Norm:
    """Title to output arises with the access, title to a model with its making; it may hang on compliance."""
    on_output = d.chance(35)
    objects = () if on_output else make_objects(d, OWN_MODEL)
    return Norm("assigns", OWN_OUTPUT if on_output else OWN_MODEL, objects, None, d.chance(85))


def make_period(d: Dice, versions: Sequence[Version]) -> tuple[date | None, date | None]:
    """A clause may come with a version or at any other time, and end at any time."""
    since = day(d.number(20, 150)) if d.chance(20) else None
    if d.about("standing", 60):
        since = d.one(versions).date
    until = day(d.number(160, 260)) if d.chance(15) else day(d.number(-50, 120)) if since is None and d.about("standing", 35) else None
    return since, until


@dataclass(frozen=True)
class Frame:
    """What stands already when a clause is made: its document's name, versions and exceptions, all texts, and whether it has a term."""

    document: str
    versions: tuple[Version, ...]
    exceptions: dict[str, ClauseException]
    texts: Sequence[str]
    own: bool
    consequences: dict[str, Consequence]


def make_clause(d: Dice, frame: Frame, n: int) -> Clause:
    document, earlier, texts, own = frame.document, frame.exceptions, frame.texts, frame.own
    norm = make_norm(d)
    since, until = make_period(d, frame.versions)
    when = make_when(d, norm, own)
    if d.about("agreements", 40, 12):
        givers = ["q", "p", "owner-inc", "z", *(["source"] if norm.objects and "source" in in_scope(norm) else [])]
        gate = make_gate(d, givers)
        when = gate if when is None else AllOf((when, gate))
    reads = (Reads("kin" if own and d.chance(50) else "rivals", "narrow", "…"),) if d.chance(8) else ()
    likes = make_likes(d, document, texts, {r.concept for r in reads}) if d.about("likes", 25) else ()
    standing = Standing.SECONDARY if d.chance(4) else Standing.TEXT
    exceptions = [e for e in earlier if spoken_of(earlier, e) <= in_scope(norm)]
    named = d.some(exceptions, 0, 2) if d.chance(55) else ()
    leads_to, in_return = make_leads(d, frame, norm)
    if d.chance(46):  # a plain duty: a requirement, or an exception on terms, without further conditions
        when, named = None, tuple(exceptions[:1])
    return Clause(
        document, f"c{n}", f"{n + 1}.1", "…", None, since, until, norm.act.family, standing, norm, when, (),
        named, make_order(d, document, ("c0", "c1", *texts), 12, 8), reads, leads_to, None, None, NOWHERE, likes, in_return,
    )  # fmt: skip


def make_leads(d: Dice, frame: Frame, norm: Norm) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What a breach leads to, and what using a permission costs, of what tests nothing that the clause does not know."""
    consequences = frame.consequences
    if not consequences:
        return (), ()
    fitting = [c for c in consequences if tested_on_the_way(consequences, c) <= in_scope(norm)]
    costs = d.some(fitting, 0, 1) if norm.kind == "permits" or d.chance(20) else ()
    return d.some(fitting, 0, 2) if norm.kind in ("forbids", "requires", "assigns") else (), costs


def make_order(d: Dice, document: str, texts: Sequence[str], chance: int, form_chance: int) -> Precedence:
    if d.about("duties", 10, 3) and any("/" not in t for t in texts):  # all else in its own document
        return Precedence(over=(document,)) if d.chance(50) else Precedence(under=(document,))
    passed = (PASSED_THROUGH,) if d.about("stacks", 30) and document[0] in "rh" else ()
    return Precedence(
        over=(d.one(texts),) if texts and d.chance(chance) else (),
        under=(d.one(texts),) if texts and d.chance(chance + (25 if "stacks" in d.themes else 0)) else passed,
        over_forms=("letter",) if d.chance(form_chance) else (),
        under_forms=("letter",) if d.chance(form_chance) else (),
    )


def make_likes(d: Dice, document: str, texts: Sequence[str], but: set[str]) -> tuple[ReadsLike, ...]:
    others = [t for t in texts if t != document]
    names = d.some([n for n in ("rivals", "vast", "used") if n not in but], 1, 2)
    return tuple(ReadsLike(name, d.one(others), "…") for name in names) if others else ()


def in_scope(norm: Norm) -> set[str]:
    """The variables that conditions of a clause may test."""
    found = {"party", "publisher"}
    if norm.act.on != "access":
        found |= {norm.act.subject, norm.act.on}
    sources = {o.taken_from for o in norm.objects}
    found |= {"data"} if sources == {"dataset"} else {"tool"} if sources == {"tool"} else set()
    return found | ({"access"} if sources <= {"access"} else set()) | ({"source"} if sources <= {"access", "model"} else set())


# --- consequences ------------------------------------------------------------------------------------------------------


def tested_on_the_way(consequences: dict[str, Consequence], name: str) -> set[str]:
    """The variables that a consequence tests, and those to which it leads."""
    further = [tested_on_the_way(consequences, led) for led in consequences[name].leads_to]
    return set().union(variables_of(consequences[name].when), *further)


def make_consequence(d: Dice, document: str, versions: Sequence[Version], n: int, earlier: Sequence[str]) -> Consequence:
    """It leads to what was made before it, so that nothing leads to itself."""
    since, until = make_period(d, versions) if d.chance(40) else (None, None)
    when = make_condition(d, d.one(("party", "party", "model", "release")), 1) if d.chance(60) else None
    cure = Cure(d.number(5, 30), d.chance(50)) if d.chance(30) else None
    leads_to = d.some(earlier, 0, 2)
    return Consequence(document, f"k{n}", f"k.{n}", "…", None, NOWHERE, when, cure, d.chance(30), leads_to, since, until)


# --- exceptions --------------------------------------------------------------------------------------------------------


def spoken_of(exceptions: dict[str, ClauseException], name: str) -> set[str]:
    """The variables that an exception tests, and those of its own exceptions."""
    e = exceptions[name]
    inner = [spoken_of(exceptions, other) for other in e.exceptions]
    return set().union(*inner, *(variables_of(c) for c in (e.when, e.provided) if c is not None))


def make_exception(d: Dice, document: str, versions: Sequence[Version], n: int, earlier: Sequence[str]) -> ClauseException:
    since, until = make_period(d, versions) if d.chance(30) else (None, None)
    if n == 0 and d.chance(60):
        return ClauseException(
            document, "e0", "e.0", "…", None, None, None, None, make_leaf(d, d.one(("party", "party", "model"))), (), NOWHERE
        )
    more: tuple[Variable, ...] = (*(("access",) if "channels" in d.themes else ()), *(("tool",) if "tools" in d.themes else ()))
    subject: Variable = d.one(("model", "model", "party", "release", *more))
    provided = make_leaf(d, d.one(("release", "model", "party"))) if d.chance(65) else None
    when = None if provided and d.chance(70) else make_pair(d, "model", "source") if d.chance(10) else make_condition(d, subject, 1)
    return ClauseException(document, f"e{n}", f"e.{n}", "…", None, since, until, when, provided, d.some(earlier, 0, 1), NOWHERE)
