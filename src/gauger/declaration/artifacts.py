"""Models and datasets: first drafts with ids and kinds, to which steps may add models named inline; then records."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Literal

from gauger.catalogue import Catalogue, Entry, find_entry
from gauger.declaration import messages
from gauger.declaration.licences import read_choice, read_licences
from gauger.declaration.parties import DECLARANT
from gauger.declaration.reading import (
    STRUCTURE,
    Report,
    read_branch,
    read_day,
    read_days,
    read_facts,
    read_list,
    read_text,
    read_word,
    read_yes_no,
)
from gauger.declaration.records import Artifact, Fact, Known, Licence, Party, Step
from gauger.declaration.tree import Branch, Leaf
from gauger.text import Span
from gauger.text.values import dataclass, field

Kind = Literal["model", "dataset", "tool"]
KINDS: tuple[Kind, ...] = ("model", "dataset", "tool")


@dataclass(frozen=True, slots=True)
class Draft:
    """An artifact before it is known who made it. `branch` is absent for one that is named inline."""

    id: str
    kind: Kind
    reference: str
    branch: Branch | None
    span: Span
    facts: Mapping[str, Fact]


@dataclass(slots=True)
class Drafts:
    """Artifacts by id. `names` has those too that are too broken to draft, so that naming them is no second mistake."""

    catalogue: Catalogue
    items: dict[str, Draft] = field(default_factory=dict)
    names: set[str] = field(default_factory=set)


def draft_artifacts(tree: Branch, catalogue: Catalogue, report: Report) -> Drafts:
    """What stands under `artifacts`."""
    drafts = Drafts(catalogue)
    for entry in read_branch(tree.find("artifacts")) or ():
        drafts.names.add(entry.key)
        branch = read_branch(entry.value)
        draft = _draft(entry.key, entry.place, branch, report) if branch is not None else None
        if draft is not None:
            drafts.items[draft.id] = draft
    return drafts


def _draft(name: str, span: Span, branch: Branch, report: Report) -> Draft | None:
    kinds = [kind for kind in KINDS if branch.find(kind) is not None]
    facts = read_facts(branch, STRUCTURE["artifact"], report)
    if len(kinds) > 1:
        report.add(messages.several_kinds(span, name, kinds))
    elif not kinds:
        report.add(messages.no_kind(span, name))
    else:
        return Draft(name, kinds[0], read_text(branch, kinds[0]) or "", branch, span, facts)
    return None


def refer_artifact(drafts: Drafts, leaf: Leaf, key: str, wanted: Kind | None, report: Report) -> str | None:
    """The id of the artifact that a word names; a hub id in its place makes an artifact of its own. Absent when it is a mistake."""
    name = leaf.written
    if name not in drafts.names and wanted is not None and ("/" in name or _find_known(drafts.catalogue, wanted, name) is not None):
        drafts.names.add(name)
        drafts.items[name] = Draft(name, wanted, name, None, leaf.span, {})
    draft = drafts.items.get(name)
    if name not in drafts.names:
        report.add(messages.unknown_artifact(leaf.span, key, name, report.offer(drafts.names)))
    elif draft is not None and wanted is not None and draft.kind != wanted:
        report.add(messages.wrong_artifact(leaf.span, key, name, draft.kind, wanted))
        return None
    return draft.id if draft is not None else None


def _find_known(catalogue: Catalogue, kind: Kind, reference: str) -> Entry | None:
    """What the catalogue knows; it knows nothing of tools."""
    return find_entry(catalogue, kind, reference) if kind != "tool" else None


# --- records -----------------------------------------------------------------------------------------------------------


def build_artifacts(drafts: Drafts, steps: Mapping[str, Step], parties: Mapping[str, Party], report: Report) -> dict[str, Artifact]:
    """Records of all drafts, what the catalogue knows filled in where the declaration is silent."""
    made = {name for step in steps.values() if parties[step.by].role != "stranger" for name in step.yields}
    spaces = _read_spaces(parties[DECLARANT])
    return {draft.id: _build_artifact(draft, draft.id in made, spaces, drafts.catalogue, report) for draft in drafts.items.values()}


def build_known(kind: Kind, reference: str, catalogue: Catalogue, span: Span) -> Artifact:
    """An artifact of others that a declaration would name by its id alone."""
    return _build_artifact(Draft(reference, kind, reference, None, span, {}), False, frozenset(), catalogue, Report())


def _read_spaces(party: Party) -> frozenset[str]:
    found: set[str] = set()
    for key in ("name", "namespace"):
        fact = party.facts.get(key)
        if isinstance(fact, Known):
            values = fact.value if isinstance(fact.value, frozenset) else {fact.value}
            found.update(str(value).lower() for value in values)
    return frozenset(found)


def _build_artifact(draft: Draft, made: bool, spaces: frozenset[str], catalogue: Catalogue, report: Report) -> Artifact:
    known = _find_known(catalogue, draft.kind, draft.reference)
    branch = draft.branch
    space = draft.reference.split("/")[0] if "/" in draft.reference else None
    publisher = _choose_publisher(draft, space, known)
    says = read_yes_no(branch, "own") if branch is not None else None
    own = says if says is not None else made or (publisher is not None and str(publisher.value).lower() in spaces)
    released = (read_day(branch, "released") if branch is not None else None) or (known.released if known is not None else None)
    origin = read_list(branch, "origin") if branch is not None else None
    licences = _choose_licences(branch, known, report)
    return Artifact(
        id=draft.id,
        kind=draft.kind,
        reference=draft.reference,
        publisher=str(publisher.value) if publisher is not None else None,
        own=own,
        licences=licences,
        released=released,
        facts=_fill_facts(draft, publisher, known, released),
        span=draft.span,
        origin_closed=origin is not None and not origin[1],
        under=read_choice(branch, licences, report) if branch is not None else None,
        obtained=read_days(branch, "obtained", report) if branch is not None else None,
    )


def _choose_publisher(draft: Draft, space: str | None, known: Entry | None) -> Known | None:
    written = read_word(draft.branch, "publisher") if draft.branch is not None else None
    if written is not None:
        return Known(written.written, written.span)
    if known is not None and known.publisher is not None:
        return Known(known.publisher, draft.span, known.origin("publisher"))
    return Known(space, draft.span, "read off the id") if space is not None else None


def _choose_licences(branch: Branch | None, known: Entry | None, report: Report) -> tuple[Licence, ...] | None:
    found = read_licences(branch, report) if branch is not None else None
    if found is not None or known is None or known.licences is None:
        return found
    return tuple(Licence(name) for name in known.licences)


def _fill_facts(draft: Draft, publisher: Known | None, known: Entry | None, released: date | None) -> dict[str, Fact]:
    facts: dict[str, Fact] = {}
    if released is not None:
        written = draft.branch is not None and draft.branch.find("released") is not None
        facts["released"] = Known(released, draft.span, "declared" if written or known is None else known.origin("released"))
    if draft.reference:
        facts["id"] = Known(draft.reference, draft.span)
    if publisher is not None:
        facts["publisher"] = publisher
    for key, value in (known.facts if known is not None else {}).items():
        scalar = frozenset(value) if isinstance(value, tuple) else value
        facts[key] = Known(scalar, draft.span, known.origin(key) if known is not None else "catalogue")
    return {**facts, **draft.facts}
