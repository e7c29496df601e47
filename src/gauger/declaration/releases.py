"""What is let out, and how."""

from __future__ import annotations

from gauger.declaration import messages
from gauger.declaration.artifacts import Drafts, refer_artifact
from gauger.declaration.countries import check_countries
from gauger.declaration.reading import STRUCTURE, Report, read_days, read_facts, read_list, read_place, read_word
from gauger.declaration.records import Fact, Known, Lasting, Listed, Release, When
from gauger.declaration.steps import find_free_id
from gauger.declaration.tree import Branch


def build_releases(tree: Branch, drafts: Drafts, report: Report) -> Listed[Release]:
    """The releases in the order of the file; open when left out or marked so."""
    found = read_list(tree, "releases")
    branches = [item for item in found[0] if isinstance(item, Branch)] if found is not None else []
    built: dict[str, tuple[Release, Branch]] = {}
    for branch in branches:
        release = _build_release(branch, drafts, built, report)
        if release is not None:
            built[release.id] = (release, branch)
    return Listed(tuple(release for release, _ in built.values()), found is None or found[1])


def _build_release(branch: Branch, drafts: Drafts, built: dict[str, tuple[Release, Branch]], report: Report) -> Release | None:
    word, name = read_word(branch, "artifact"), read_word(branch, "id")
    artifact = refer_artifact(drafts, word, "artifact", None, report) if word is not None else None
    when = read_days(branch, "date", report)
    facts = _add_day(read_facts(branch, STRUCTURE["release"], report), when, branch)
    check_countries(facts, branch, report)
    if name is not None and name.written in built:
        report.add(messages.same_id(name.span, "releases", name.written, read_place(built[name.written][1], "id")))
        return None
    if artifact is None or word is None:
        return None
    identity = name.written if name is not None else find_free_id(f"{artifact}.release", built)
    return Release(identity, artifact, when, facts, (name or word).span)


def _add_day(facts: dict[str, Fact], when: When, branch: Branch) -> dict[str, Fact]:
    if isinstance(when, Lasting) and when.first == when.last:
        return {**facts, "date": Known(when.first, read_place(branch, "date"))}
    return facts
