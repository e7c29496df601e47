"""A small scene for cases worked out by hand: a model is asked in February, and in April another is trained on its answers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from gauger.declaration.records import (
    Artifact,
    DataUse,
    Declaration,
    Known,
    Lasting,
    Licence,
    Listed,
    NotApplicable,
    Party,
    Release,
    Step,
)
from gauger.policy.model import (
    AllOf,
    AttributeRef,
    Channel,
    Clause,
    ClauseException,
    Concept,
    Document,
    Governs,
    NoneOf,
    Norm,
    Pattern,
    Policy,
    Precedence,
    Publisher,
    Some,
    Standing,
    Version,
    Vocabulary,
)
from gauger.policy.model import Test as Comparison
from tests.differential.random_terms import reading
from tests.differential.random_words import ACTS, ATTRIBUTES, NOWHERE, OBJECTS, OTHERS_ACTS, PARTS
from tests.oracle.enumerator import Judged, judge

AS_OF = date(2026, 1, 1)
ID = "p/one#ban@train:ask"


def keys(*names: str) -> frozenset[str]:
    return frozenset(names)


def is_sort(*values: str) -> Comparison:
    return Comparison(AttributeRef("model", ATTRIBUTES["model.sort"]), "in", values, None, NOWHERE)


def shown_to_all() -> Some:
    to_all = Comparison(AttributeRef("release", ATTRIBUTES["release.to"]), "includes", ("all",), None, NOWHERE)
    return Some("release", "model", to_all, NOWHERE)


def concept(name: str, *readings: Any, parameters: tuple[str, ...] = ("model", "output"), residue: str | None = None) -> Concept:
    return Concept(name, parameters, "…?", readings, (), residue, None, NOWHERE)


def clause(kind: Any = "forbids", name: str = "ban", act: str = "make model", objects: Iterable[str] = ("answers",), **more: Any) -> Clause:
    norm = Norm(kind, {**ACTS, **OTHERS_ACTS}[act], tuple(OBJECTS[o] for o in objects), more.pop("requires", None))
    text, order = Standing.TEXT, Precedence()
    made = Clause("p/one", name, name, "…", None, None, None, "x", text, norm, None, (), (), order, (), (), None, None, NOWHERE)
    return replace(made, **more)


def exception(name: str, **more: Any) -> ClauseException:
    return replace(ClauseException("p/one", name, name, "…", None, None, None, None, None, (), NOWHERE), **more)


def document(*clauses: Clause, id_: str = "p/one", exceptions: tuple[ClauseException, ...] = (), **more: Any) -> Document:
    made = Document(
        id=id_, title="…", publisher="p", url="…", standing=Standing.TEXT, encoded_by="…", encoded_on=AS_OF, doubts=(),
        governs=(Governs(("p/api",), None),), licences=(), includes=(), precedence=Precedence(), reads=(), admits=(),
        versions=(Version(date(2024, 1, 1), (), NOWHERE),), clauses={c.name: replace(c, document=id_) for c in clauses},
        exceptions={e.name: replace(e, document=id_) for e in exceptions}, consequences={}, concepts={}, span=NOWHERE,
    )  # fmt: skip
    return replace(made, **more)


ANYHOW = Pattern(frozenset({"copy", "label", "transcribe", "teach"}), None)
NEAR = Pattern(frozenset({"copy", "label", "transcribe"}), 1)
USED = concept("used", reading("any", Standing.TEXT, None, ANYHOW))
BOUND = concept("bound", reading("privity", Standing.TEXT, NoneOf((AllOf(()),))), reading("downstream", Standing.STATEMENT, AllOf(())),
                parameters=("party", "access"))  # fmt: skip


def policy(*documents: Document, concepts: tuple[Concept, ...] = ()) -> Policy:
    """p has two channels, r passes models on through its gate, and h serves them at its hub."""
    named = {c.name: c for c in (USED, BOUND, *concepts)}
    vocabulary = Vocabulary(ATTRIBUTES, ACTS, OBJECTS, named, {}, {}, "bound", PARTS)
    channels = {c: Channel(c, "…", c[0], NOWHERE, c == "h/hub") for c in ("p/api", "p/app", "r/gate", "h/hub")}
    return Policy(vocabulary, {p: Publisher(p, "…", {}, NOWHERE) for p in "pqrh"}, channels, {d.id: d for d in documents})


def known(**facts: Any) -> dict[str, Any]:
    return {name: NotApplicable(NOWHERE) if value is NotApplicable else Known(value, NOWHERE) for name, value in facts.items()}


def model(id_: str, own: bool = True, **facts: Any) -> Artifact:
    return Artifact(id_, "model", id_, None if own else "p", own, None if own else (), None, known(**facts), NOWHERE)


def dataset(id_: str, *licences: Licence, **more: Any) -> Artifact:
    """Our own without licences, else of publisher p."""
    made = Artifact(id_, "dataset", id_, "p" if licences else None, not licences, licences or None, None, {}, NOWHERE)
    return replace(made, **more)


def step(id_: str, does: Any, month: int, **more: Any) -> Step:
    day = date(2025, month, 1)
    made = Step(id_, does, "us", None, None, Lasting(day, day), (), Listed((), False), Listed((), False), (), known(rough=True), NOWHERE)
    return replace(made, **more)


ASK = step("ask", "generate", 2, reaches="teacher", via="p/api", yields=("rows",))
TRAIN = step("train", "train", 4, yields=("student",), data=Listed((DataUse("rows", None, None, NOWHERE),), False))


def release(**facts: Any) -> Release:
    return Release("student.release", "student", Lasting(date(2025, 6, 1), date(2025, 6, 1)), known(**facts), NOWHERE)


def declaration(*steps: Step, releases: Listed[Release] | None = None, **more: Any) -> Declaration:
    facts = more.pop("student", {"sort": "round"})
    artifacts = (model("teacher", own=False), dataset("rows"), model("student", **facts), *more.pop("artifacts", ()))
    others = {"they": Party("they", "stranger", {}, NOWHERE), "sister": Party("sister", "affiliate", known(place="DE"), NOWHERE)}
    parties = {"us": Party("us", "declarant", {**known(size=Decimal(10)), **more.pop("us", {})}, NOWHERE), **others}
    chosen = {s.id: s for s in (steps or (ASK, TRAIN))}
    named, agreements = {a.id: a for a in artifacts}, more.pop("agreements", ())
    made = Declaration("d", "d", parties, agreements, named, chosen, releases or Listed((), False), False)
    return replace(made, **more)


def find(p: Policy, d: Declaration, id_: str = ID, **more: Any) -> Judged:
    return judge(p, d, AS_OF, **more)[id_]
