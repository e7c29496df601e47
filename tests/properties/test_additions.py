"""What nothing leads to changes nothing that is said.

An open list can hold whatever is declared, so what is added is such that it can stand in none: of a kind that no open list holds, known to
have no licence, or made when everything that could have taken it was over.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import fields, replace
from datetime import timedelta
from typing import Any

import pytest

from gauger.declaration.records import Artifact, Declaration, Lasting, Licence, Listed, Party, Role, Step
from gauger.findings.model import Exposure
from gauger.policy.model import Channel, Document, Governs, Policy
from tests.differential.random_words import NOWHERE
from tests.properties.cases import Posed, example_answers, find, random_cases, setting, story_cases, try_answer

COUNT = 70
NOTHING: Listed[Any] = Listed((), False)
KINDS = ("model of theirs", "model without a licence", "model of ours", "dataset", "tool", "late dataset", "stranger", "contractor")
LISTS = {"model": "base", "dataset": "data", "tool": "tools"}
ROLES: tuple[Role, ...] = ("stranger", "contractor")
MAY_DIFFER = {"examined"}


def posed(where: str) -> Iterator[tuple[Posed, Exposure]]:
    if where == "shipped":
        yield from example_answers().values()
    cases = random_cases("additions3", COUNT) if where == "random" else list(story_cases().values())[::12]
    yield from ((case, found) for case in cases if (found := try_answer(case)) is not None)


@pytest.mark.parametrize("where", ["random", "shipped"])
def test_what_nothing_leads_to_changes_nothing(where: str) -> None:
    """All of it at once, as far as it can stand in no open list."""
    added: Counter[str] = Counter()
    beside_open: Counter[str] = Counter()
    apart = add_text(setting().policy)
    for case, found in posed(where):
        kinds, declaration = add_records(case)
        more = replace(case, policy=apart if where == "shipped" else add_text(case.policy), declaration=declaration)
        assert list(differences(found, find(more))) == [], kinds
        added.update(kinds if found.findings else ())
        beside_open.update(kinds if any(s.base.open or s.data.open or s.tools.open for s in case.declaration.steps.values()) else ())
    print(f"{where}, beside findings: {dict(added)}; beside open lists: {dict(beside_open)}")
    assert [kind for kind in KINDS if added[kind] < 5 and (where, kind) != ("shipped", "tool")] == []
    assert beside_open["model without a licence"] + beside_open["late dataset"] >= 15


def differences(before: Exposure, after: Exposure) -> Iterator[str]:
    """What is said otherwise, places included. How many steps were looked at is no finding."""
    yield from (f.name for f in fields(Exposure) if f.name not in MAY_DIFFER and getattr(before, f.name) != getattr(after, f.name))
    yield from (f.id for f, g in zip(before.findings, after.findings, strict=False) if f != g)


# --- what is added -----------------------------------------------------------------------------------------------------


def add_records(case: Posed) -> tuple[list[str], Declaration]:
    """The kinds of what is added, and the declaration with it."""
    declared, kinds = case.declaration, ["stranger", "contractor"]
    bystanders = {role: Party(f"other {role}", role, {}, NOWHERE) for role in ROLES}
    declared = replace(declared, parties={**declared.parties, **{p.id: p for p in bystanders.values()}})
    licence = next((licence for d in case.policy.documents.values() for licence in d.licences), "unheard-of")
    theirs = Artifact("aside", "model", "x/aside", "q", False, (Licence(licence),), None, {}, NOWHERE)
    ours = replace(theirs, own=True, publisher=None, licences=None)
    found = {"model without a licence": replace(theirs, licences=()), "model of theirs": theirs, "model of ours": ours}
    found |= {"dataset": replace(theirs, kind="dataset"), "tool": replace(theirs, kind="tool")}
    for kind, artifact in found.items():
        taking = [s for s in declared.steps.values() if getattr(s, LISTS[artifact.kind]).open]
        if artifact.licences == () or not taking:
            kinds.append(kind)
            declared = with_artifact(declared, replace(artifact, id=f"aside {kind}"))
        elif kind == "dataset" and all(isinstance(s.when, Lasting) for s in taking):
            kinds.append("late dataset")
            declared = with_late(declared, artifact)
    return kinds, declared


def with_artifact(declaration: Declaration, artifact: Artifact) -> Declaration:
    return replace(declaration, artifacts={**declaration.artifacts, artifact.id: artifact})


def with_late(declaration: Declaration, artifact: Artifact) -> Declaration:
    """A dataset that somebody else made by hand after everything that is declared."""
    last = max(s.when.last for s in declaration.steps.values() if isinstance(s.when, Lasting))
    when = Lasting(last + timedelta(days=1), last + timedelta(days=1))
    step = Step("afterwards", "convert", "other stranger", None, None, when, (artifact.id,), NOTHING, NOTHING, (), {}, NOWHERE)
    step = replace(step, model_free=True)
    return replace(with_artifact(declaration, artifact), steps={**declaration.steps, step.id: step})


def add_text(policy: Policy) -> Policy:
    """One more text: the first again, as one of somebody else for a channel of his own."""
    document = next(d for d in policy.documents.values() if d.clauses and not d.includes)
    parts: dict[str, Any] = {
        name: {key: replace(part, document="aside/terms") for key, part in getattr(document, name).items()}
        for name in ("clauses", "exceptions", "consequences", "concepts")
    }
    aside: Document = replace(
        document, id="aside/terms", publisher="aside", governs=(Governs(("aside/api",), None),), licences=(), passes=(), **parts
    )
    publisher = replace(next(iter(policy.publishers.values())), id="aside")
    channel = Channel("aside/api", "…", "aside", NOWHERE)
    return replace(
        policy,
        publishers={**policy.publishers, publisher.id: publisher},
        channels={**policy.channels, channel.id: channel},
        documents={**policy.documents, aside.id: aside},
    )
