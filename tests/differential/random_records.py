"""Random facts, days, licences, agreements: the records of which random pipelines are made."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from gauger.declaration.records import (
    UNKNOWN_FORM,
    Agreement,
    Fact,
    Facts,
    Figure,
    Figures,
    Known,
    Lasting,
    Licence,
    NotApplicable,
    Part,
    Parts,
    Permission,
    Uncertain,
    When,
)
from gauger.policy.model import Policy
from tests.differential.random_words import NOWHERE, Dice, day

VALUES: dict[str, dict[str, tuple[Any, ...]]] = {
    "party": {"size": (Decimal(3), Decimal(10), Decimal(50)), "place": ("US", "de", "FR")},
    "model": {
        "sort": ("round", "square", "flat"),
        "skills": (frozenset({"sing"}), frozenset({"sing", "dance"}), frozenset()),
        "grown": (True, False),
        "knack": ("sing", "Dance"),
    },
    "dataset": {"sort": ("round", "square")},
    "tool": {"sort": ("round", "square")},
    "access": {
        "output": (frozenset({"words"}), frozenset({"words"}), frozenset({"words", "logits"}), frozenset({"logits"}), frozenset()),
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
ABSENT: dict[str, dict[str, tuple[Any, ...]]] = {
    "model": {"flaws": (frozenset({"cracks"}), frozenset({"stains"}), frozenset())},
    "tool": {"flaws": (frozenset({"cracks"}), frozenset({"stains"}), frozenset())},
    "release": {"marked": (True, False)},
}
STRUCTURAL = ("output", "stage")

# --- facts -------------------------------------------------------------------------------------------------------------


def make_facts(d: Dice, entity: str, id_: str, missing: int) -> Facts:
    """Facts of which `missing` percent are left out, and a few do not apply; what shapes the lineage is rarely left out."""
    facts: dict[str, Fact] = {}
    for name, values in VALUES[entity].items():
        if not d.chance(12 if name in STRUCTURAL else missing):
            facts[name] = NotApplicable(NOWHERE) if d.chance(3) else Known(d.one(values), NOWHERE)
    for name, values in ABSENT.get(entity, {}).items():
        if d.about("parts", 50, 20):
            facts[name] = NotApplicable(NOWHERE) if d.chance(3) else Known(d.one(values), NOWHERE)
    if entity == "party" and d.about("figures", 90):
        facts |= make_turnover(d, missing)
    part = {"party": "owner", "release": "credit"}.get(entity)
    if part and d.about("parts", 95 - missing):
        facts[part] = NotApplicable(NOWHERE) if d.chance(3) else make_parts(d, part, id_, missing)
    return facts


def make_parts(d: Dice, part: str, owner: str, missing: int) -> Parts:
    """A few entries, complete or not, with facts left out here and there."""
    values: dict[str, tuple[Any, ...]] = {"kind": ("rival", "friend"), "share": (Decimal(10), Decimal(30), Decimal(50))}
    if part == "credit":
        values = {"phrase": ("Oak & Elm", "oak", "birch elm"), "place": ("cover", "inside")}
    entries = []
    for n in range(1, d.number(0, 2) + 1):
        facts: dict[str, Fact] = {name: Known(d.one(held), NOWHERE) for name, held in values.items() if not d.chance(missing)}
        facts |= {name: NotApplicable(NOWHERE) for name in facts if d.chance(3)}
        entries.append(Part(f"{owner}.{part}.{n}", facts, NOWHERE))
    return Parts(tuple(entries), missing > 0 and d.chance(25), NOWHERE)


def make_turnover(d: Dice, missing: int) -> dict[str, Fact]:
    """A bare number, figures for some days and scopes, or nothing."""
    if d.chance(15) or (missing and d.chance(10)):
        return {"turnover": Known(Decimal(d.one((10, 20, 40, 90))), NOWHERE)} if d.chance(60) else {}
    figures = []
    for _ in range(d.number(1, 3)):
        since, until = d.one((None, None, -420, 0, 40, 90)), d.one((None, None, None, 100, 180))
        scope: Any = d.one((None, None, "alone", "affiliates"))
        value = Decimal(d.one((10, 20, 40, 90)))
        figures.append(Figure(value, None if since is None else day(since), None if until is None else day(until), scope, NOWHERE))
    return {"turnover": Figures(tuple(figures), NOWHERE)}


def make_days(d: Dice, around: int, *, settled: bool) -> When:
    """A day near a place in the year; places grow along the pipeline, so that declared days never contradict each other."""
    throw = 0 if settled else d.number(0, 99)
    if throw < 62:
        return Lasting(day(around), day(around + d.one((0, 0, 3, 9))))
    if throw < 80:
        return Uncertain(day(around - d.number(0, 60)), day(min(around + d.number(0, 60), 300)))
    return None


# --- licences ----------------------------------------------------------------------------------------------------------


def make_licences(d: Dice, plain: tuple[str, ...] | None) -> tuple[Licence, ...] | None:
    """Plain ones, or of layers, of days, of metadata and text, of a choice."""
    if plain is None or not d.about("licences", 75):
        return None if plain is None else tuple(Licence(name.upper() if d.chance(10) else name) for name in plain)
    one, other = d.some(("lic-p", "lic-q", "lic-p2", "lic-none"), 2, 2)
    first, turn = d.one((None, day(-100))), d.number(-60, 200)
    cases: tuple[tuple[Licence, ...], ...] = (
        (Licence(one, "database"), Licence(other, "contents")),
        (Licence(one, "contents"), Licence(other)),
        (Licence(one, until=day(turn)), Licence(other, since=day(turn + 1))),
        (Licence(one, since=first, until=day(turn)), Licence(other, since=day(turn + 1), back=True)),
        (Licence(one, since=first, until=day(turn)), Licence(other, since=day(turn + 1), back=True)),
        (Licence(one, since=first, until=day(turn)), Licence(other, since=day(turn + 1), back=True)),
        (Licence(one, since=first, until=day(turn)), Licence(other, since=day(turn + 1), back=True)),
        (Licence(one, since=first, until=day(turn)), Licence(other, since=day(turn + 1), back=True)),
        (Licence(one, since=first, until=day(turn)), Licence(other, since=day(turn + 1), back=True)),
        (Licence(one, tag=True), Licence(other)),
        (Licence(d.one(("other", "unknown")), tag=True), Licence(other)),
        (Licence(d.one(("other", "unknown")), tag=True), Licence(other)),
        (Licence(d.one(("other", "unknown")), tag=True), Licence(other)),
        (Licence(d.one(("other", "unknown")), tag=True), Licence(other)),
        (Licence(one, tag=True), Licence(one), Licence(other)),
        (Licence(one, choice="either"), Licence(other, choice="either")),
        (Licence(one, choice="either"), Licence(other, choice="either"), Licence("lic-p", "contents", until=day(turn))),
    )
    return d.one(cases)


# --- agreements --------------------------------------------------------------------------------------------------------


def make_agreements(d: Dice, policy: Policy) -> tuple[Agreement, ...]:
    found = []
    for document in policy.documents.values():
        turns = [v.date for v in document.versions]
        if d.chance(70 if d.themes & {"standing", "agreements"} else 35):
            found.append(make_agreement(d, document.id, None, turns))
            if d.about("agreements", 10) or d.about("standing", 8):
                found.append(make_agreement(d, document.id, None, turns))
    if d.about("agreements", 60, 5):
        found.append(make_agreement(d, None, d.one(("owner-inc", "z")), []))
    return tuple(found)


def make_agreement(d: Dice, document: str | None, partner: str | None, turns: list[date]) -> Agreement:
    """Accepted, renewed and objected to on days of which some lie about the days on which the text changed."""
    permissions = tuple(make_permission(d) for _ in range(d.number(1, 2))) if d.chance(30 if "standing" in d.themes else 80) else ()
    near = [day(n) for n in (-150, -100, 0, 20)] + [turn + timedelta(days=n) for turn in turns for n in (-20, 0, 5)]
    accepted = None if d.chance(25) else d.one(near[:5] if d.chance(50) else near)
    renewed = None if d.chance(40) else tuple(sorted(d.some(sorted({*near, day(100), day(170)}), 0, 2)))
    objected = None if d.chance(50) else tuple(sorted(d.some(sorted({*near[4:], day(30)}), 0, 2)))
    form = None if d.chance(30) else d.one(("click", "signed"))
    return Agreement(document, accepted, permissions, NOWHERE, partner, form, renewed, objected)


def make_permission(d: Dice) -> Permission:
    clauses = d.one((("c0",), ("c1",), ("1.1",), ("c0", "c2"), ("2",), ("p/one#c0", "c1")))
    given = None if d.chance(15) else day(d.one((-300, -100, 0, 100)))
    endless = d.chance(30)
    until = None if endless or d.chance(15) else day(d.one((120, 250, 299, 500)))
    return Permission(clauses, UNKNOWN_FORM if d.chance(10) else d.one(("letter", "form")), None, given, until, endless, NOWHERE)
