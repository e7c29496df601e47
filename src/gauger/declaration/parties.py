"""Who does things: the declarant, and others by id."""

from __future__ import annotations

from typing import cast

from gauger.declaration import messages
from gauger.declaration.countries import check_countries
from gauger.declaration.reading import STRUCTURE, Report, read_branch, read_facts, read_text
from gauger.declaration.records import Party, Role
from gauger.declaration.tree import Branch
from gauger.text import Span

DECLARANT = "declarant"
STRANGERS = "strangers"


def build_parties(tree: Branch, report: Report) -> dict[str, Party]:
    """All parties by id: the declarant first, and `strangers`, who did what nobody is named for."""
    written = read_branch(tree.find("party"))
    parties = {DECLARANT: _build_party(DECLARANT, "declarant", written, tree.place("party"), report)}
    others = read_branch(tree.find("parties"))
    for entry in others or ():
        branch = read_branch(entry.value)
        if branch is None:
            continue
        role = read_text(branch, "role") or "stranger"
        if entry.key == DECLARANT:
            report.add(messages.two_declarants(entry.place, entry.key))
        elif role != DECLARANT:  # which `shapes.py` refuses
            parties[entry.key] = _build_party(entry.key, cast(Role, role), branch, entry.place, report)
    parties.setdefault(STRANGERS, Party(STRANGERS, "stranger", {}, tree.place("parties")))
    return parties


def _build_party(name: str, role: Role, branch: Branch | None, span: Span, report: Report) -> Party:
    facts = read_facts(branch, STRUCTURE["party"], report) if branch is not None else {}
    check_countries(facts, branch, report)
    return Party(name, role, facts, span)
