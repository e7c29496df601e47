"""How often random cases hold each construct of the language that has a meaning of its own."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping
from typing import Any

from gauger.declaration.records import Agreement, Figure, Known, Licence, Step
from gauger.policy.model import (
    AttributeRef,
    Clause,
    ClauseException,
    Concept,
    Consequence,
    Document,
    Frozen,
    Governs,
    Inclusion,
    Measure,
    NoneOf,
    Object,
    Objection,
    Passage,
    PermittedBy,
    Reading,
    ReadsLike,
    Some,
    Test,
    Total,
    Version,
)
from gauger.text import Span
from tests.differential.random_declarations import RandomCase
from tests.oracle.lineage import TAKEN


def list_constructs(case: RandomCase) -> set[str]:
    """The constructs that occur in a case, in what its documents and records say."""
    found = set(list_circles(case.policy.documents))
    found |= {name for value in walk(case.policy.documents) for name in name_construct(value)}
    found |= {name for c in case.policy.vocabulary.concepts.values() for value in walk(c) for name in name_construct(value)}
    found |= {name for value in walk(case.declaration) for name in name_construct(value)}
    opened = {"further releases": case.declaration.releases.open, "further affiliates": case.declaration.parties_open}
    opened |= {"further agreements": case.declaration.agreements_open, "positions": bool(case.positions)}
    opened |= {"further steps": case.declaration.steps_open}
    return found | {name for name, there in opened.items() if there}


def list_circles(documents: Mapping[str, Document]) -> Iterator[str]:
    """Texts that come with themselves: with what they include, or passed through as a licence of their own."""
    for document in documents.values():
        reached, waiting = set[str](), [document.id]
        while waiting:
            led = {i.document for i in documents[waiting.pop()].includes} - reached
            reached |= led
            waiting += led
        yield from ["circle of inclusions"] if document.id in reached else []
        kinds = {p.kind for p in document.passes}
        itself = any(document.id in p.documents for p in document.passes) or ("licence" in kinds and document.licences)
        yield from ["passes itself through"] if itself else []


def walk(value: Any) -> Iterator[Any]:
    """The value and all that it holds."""
    yield value
    if isinstance(value, Mapping):
        for item in value.values():
            yield from walk(item)
    elif isinstance(value, tuple | list):
        for item in value:
            yield from walk(item)
    elif dataclasses.is_dataclass(value) and not isinstance(value, Span | type):
        for f in dataclasses.fields(value):
            yield from walk(getattr(value, f.name))


def name_construct(value: Any) -> Iterator[str]:
    match value:
        case Measure(affiliates=affiliates, on=on, moment=moment, months=months):
            taken = moment or ("a day" if on else "any months" if months else "when done")
            yield f"figure: {taken}"
            yield from ["figure: with affiliates"] if affiliates else []
        case Some(kind=kind):
            yield f"some {kind}"
        case Total():
            yield "sum"
        case PermittedBy(giver=giver):
            yield "permitted by" + (" from" if giver else "")
        case Test(other=AttributeRef(variable="source" | "data" as variable)):
            yield f"against {variable}"
        case Test(left=AttributeRef(variable=variable)) if variable in ("access", "source", "data", "tool"):
            yield f"test of {variable}"
        case NoneOf():
            yield "none of"
        case Object(covers=covers, sent=sent, layer=layer, when=when):
            said = {"covers": covers, "sent": sent, "layer": layer, "when": when}
            yield from (f"object: {name}" for name, there in said.items() if there)
        case Governs(everything=True):
            yield "governs everything"
        case Inclusion(when=when):
            yield "includes" + (" when" if when else "")
        case Version(announced=day) if day:
            yield "announced"
        case Frozen() | Objection() | Passage() | ReadsLike():
            yield type(value).__name__.lower()
        case Reading(implies=implies, excludes=excludes) if implies or excludes:
            yield "readings tied"
        case Concept(narrower=narrower) if narrower:
            yield "narrower than"
        case Consequence(when=when, leads_to=leads_to):
            yield "consequence"
            yield from (f"consequence {name}" for name, there in {"when": when, "leads to": leads_to}.items() if there)
        case ClauseException(provided=provided) if provided:
            yield "provided"
        case Clause(norm=norm, document=document):
            yield norm.kind + (" when" if value.when else "")
            yield from ["leads to"] if value.leads_to else []
            yield from ["in return"] if value.in_return else []
            yield from ["by others" + (" on access" if norm.act.on == "access" else "")] if norm.act.others else []
            yield from ["tool alone"] if {o.taken_from for o in norm.objects} == {"tool"} else []
            order = {*value.precedence.over, *value.precedence.under}
            yield from ["own document precedence"] if document in order else ["precedence"] if order else []
        case Document(admits=admits) if any(a.since or a.until for a in admits):
            yield "admits for a period"
        case Licence(id="other" | "unknown", tag=True):
            yield "tag other or unknown"
        case Licence(back=True):
            yield "covers earlier copies"
        case Figure(scope=scope) if scope:
            yield f"figure stated {scope}"
        case Agreement(renewed=renewed, objected=objected):
            yield from ["renewals not declared"] if renewed is None else ["objections declared"] if objected else []
        case Step(does=does, reaches=None, model_free=False) if does in TAKEN:
            yield "model not said"
        case Step(facts=facts) if isinstance(output := facts.get("output"), Known) and output.value == frozenset():
            yield "empty output"
