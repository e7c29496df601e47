"""Steps of the declarant's side under `steps`, and strangers' steps under the `origin` of an artifact."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import cast

from gauger.declaration import messages
from gauger.declaration.artifacts import Drafts, Kind, refer_artifact
from gauger.declaration.parties import DECLARANT, STRANGERS
from gauger.declaration.reading import (
    STRUCTURE,
    Report,
    is_not_applicable,
    read_days,
    read_facts,
    read_list,
    read_place,
    read_text,
    read_word,
    read_words,
)
from gauger.declaration.records import DataUse, Listed, Manner, Party, Step, StepKind
from gauger.declaration.tree import Branch, Leaf, Tree
from gauger.text.values import dataclass

TRAINING = frozenset({"train", "adapt"})
STARTING = frozenset({"train", "adapt", "merge", "quantise"})
CONSUMING = TRAINING | {"generate", "seed", "label", "judge", "filter", "verify", "convert", "rewrite"}
"""Kinds of step that can take data in; where they do not say which, it is unknown."""


@dataclass(frozen=True, slots=True)
class _Place:
    """A step before it is read: its id, who does it unless said, and what it yields unless said."""

    id: str
    branch: Branch
    by: str
    yields: str | None


def build_steps(tree: Branch, drafts: Drafts, parties: Mapping[str, Party], report: Report) -> dict[str, Step]:
    """All steps by id. References are looked up after every id is known, so the order of the file does not matter."""
    places = _place_steps(tree, report)
    for name in list(drafts.items):
        _place_origin(name, drafts, places, report)
    built = (_build_step(place, drafts, parties, places, report) for place in places.values())
    return {step.id: step for step in built if step is not None}


def _place_steps(tree: Branch, report: Report) -> dict[str, _Place]:
    found = read_list(tree, "steps")
    branches = [item for item in found[0] if isinstance(item, Branch)] if found is not None else []
    places: dict[str, _Place] = {}
    for branch in sorted(branches, key=lambda branch: read_word(branch, "id") is None):  # written ids come first: they do not give way
        _add_place(places, branch, read_text(branch, "does") or "step", DECLARANT, None, report)
    return places


def _place_origin(name: str, drafts: Drafts, places: dict[str, _Place], report: Report) -> None:
    branch = drafts.items[name].branch
    found = read_list(branch, "origin") if branch is not None else None
    for item in found[0] if found is not None else ():
        if isinstance(item, Branch):
            _add_place(places, item, f"{name}.origin", STRANGERS, name, report)


def _add_place(places: dict[str, _Place], branch: Branch, stem: str, by: str, yields: str | None, report: Report) -> None:
    word = read_word(branch, "id")
    if word is not None and word.written in places:
        report.add(messages.same_id(word.span, "steps", word.written, read_place(places[word.written].branch, "id")))
        return
    name = word.written if word is not None else find_free_id(stem, places)
    places[name] = _Place(name, branch, by, yields)


def find_free_id(stem: str, taken: Mapping[str, object]) -> str:
    """`stem`, else `stem.2` and so on. Numbers are doubled to find a free one and halved to find the least: a file may have many."""
    if stem not in taken:
        return stem
    above = 2
    while f"{stem}.{above}" in taken:
        above *= 2
    below = above // 2
    while above - below > 1:
        middle = (above + below) // 2
        below, above = (middle, above) if f"{stem}.{middle}" in taken else (below, middle)
    return f"{stem}.{above}"


# --- one step ----------------------------------------------------------------------------------------------------------


def _build_step(place: _Place, drafts: Drafts, parties: Mapping[str, Party], places: Mapping[str, _Place], report: Report) -> Step | None:
    branch = place.branch
    does = read_text(branch, "does") or "generate"
    reaches = read_word(branch, "with")
    for key in ("via", "served-by"):
        if read_word(branch, key) is not None and branch.find("with") is None:
            report.add(messages.channel_without_model(read_place(branch, key), place.id))
    return Step(
        id=place.id,
        does=cast(StepKind, does),
        by=_refer_party(place, parties, report),
        reaches=refer_artifact(drafts, reaches, "with", "model", report) if reaches is not None else None,
        via=read_text(branch, "via"),
        when=read_days(branch, "date", report),
        yields=_read_yields(place, drafts, report),
        base=_read_base(branch, does, drafts, report),
        data=_read_data(place, does, drafts, report),
        feedback=_read_feedback(branch, places, report),
        feedback_open=_is_feedback_open(branch, does),
        model_free=is_not_applicable(branch.find("with")),
        host=read_text(branch, "served-by"),
        on_behalf=_read_beneficiaries(branch, parties, report),
        tools=_read_tools(branch, drafts, report),
        facts=read_facts(branch, STRUCTURE["step"], report),
        span=(read_word(branch, "id") or read_word(branch, "does") or branch).span,
    )


def _read_beneficiaries(branch: Branch, parties: Mapping[str, Party], report: Report) -> tuple[str, ...] | None:
    """For whom it was done; absent when nobody says."""
    if read_list(branch, "for") is None:
        return None
    words = read_words(branch, "for")
    for word in words:
        if word.written not in parties:
            report.add(messages.unknown_party(word.span, "for", word.written, report.offer(parties)))
    return tuple(word.written for word in words if word.written in parties)


def _read_tools(branch: Branch, drafts: Drafts, report: Report) -> Listed[str]:
    found = read_list(branch, "tools")
    if found is None:
        return Listed((), True)
    names = (refer_artifact(drafts, item, "tools", "tool", report) for item in found[0] if isinstance(item, Leaf))
    return Listed(tuple(name for name in names if name is not None), found[1])


def _refer_party(place: _Place, parties: Mapping[str, Party], report: Report) -> str:
    word = read_word(place.branch, "by")
    if word is None or word.written in parties:
        return word.written if word is not None else place.by
    report.add(messages.unknown_party(word.span, "by", word.written, report.offer(parties)))
    return place.by


def _read_yields(place: _Place, drafts: Drafts, report: Report) -> tuple[str, ...]:
    words = read_words(place.branch, "yields")
    if not words and place.yields is not None:
        return (place.yields,)
    names = (refer_artifact(drafts, word, "yields", None, report) for word in words)
    return tuple(name for name in names if name is not None)


def _read_base(branch: Branch, does: str, drafts: Drafts, report: Report) -> Listed[str]:
    found = read_list(branch, "from")
    if found is None:
        scratch = does == "train" and read_text(branch, "stage") == "pretraining"
        return Listed((), does in STARTING and not scratch)
    names = (refer_artifact(drafts, item, "from", "model", report) for item in found[0] if isinstance(item, Leaf))
    return Listed(tuple(name for name in names if name is not None), found[1])


def _read_data(place: _Place, does: str, drafts: Drafts, report: Report) -> Listed[DataUse]:
    found = read_list(place.branch, "data")
    if found is None:
        return Listed((), does in CONSUMING)
    uses = tuple(use for item in found[0] if (use := _read_use(item, drafts, report)) is not None)
    total = sum((use.share for use in uses if use.share is not None and use.share <= 1), Decimal(0))
    if total > 1:
        report.add(messages.shares_exceed_one(place.branch.place("data"), place.id, f"{total.normalize():f}"))
    return Listed(uses, found[1])


def _read_use(item: Tree, drafts: Drafts, report: Report) -> DataUse | None:
    word = item if isinstance(item, Leaf) else read_word(item, "artifact") if isinstance(item, Branch) else None
    if word is None:
        return None
    kind: Kind = "dataset"
    name = refer_artifact(drafts, word, "data", kind, report)
    if name is None:
        return None
    branch = item if isinstance(item, Branch) else None
    share = read_word(branch, "share") if branch is not None else None
    return DataUse(
        artifact=name,
        manner=cast("Manner | None", read_text(branch, "manner")) if branch is not None else None,
        share=share.value if share is not None and isinstance(share.value, Decimal) else None,
        span=word.span,
    )


def _is_feedback_open(branch: Branch, does: str) -> bool:
    found = read_list(branch, "feedback")
    return does in TRAINING if found is None else found[1]


def _read_feedback(branch: Branch, places: Mapping[str, _Place], report: Report) -> tuple[str, ...]:
    words = read_words(branch, "feedback")
    for word in words:
        if word.written not in places:
            report.add(messages.unknown_step(word.span, word.written, report.offer(places)))
    return tuple(word.written for word in words if word.written in places)
