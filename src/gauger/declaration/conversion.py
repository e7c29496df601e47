"""A tree to records. Every mistake of meaning is reported; what is mistaken is left out and the rest goes on."""

from __future__ import annotations

from gauger.catalogue import Catalogue
from gauger.declaration.agreements import build_agreements
from gauger.declaration.artifacts import build_artifacts, draft_artifacts
from gauger.declaration.links import check_links
from gauger.declaration.parties import build_parties
from gauger.declaration.reading import Report, is_unknown, read_list, read_text
from gauger.declaration.records import Declaration
from gauger.declaration.releases import build_releases
from gauger.declaration.steps import build_steps
from gauger.declaration.tree import Branch
from gauger.diagnostics import Diagnostic


def convert(tree: Branch, *, name: str, project: str, digest: str, catalogue: Catalogue) -> tuple[Declaration, tuple[Diagnostic, ...]]:
    """The records of a declaration, and the mistakes in what it says. With no mistake, every id in the records exists."""
    report = Report()
    parties = build_parties(tree, report)
    drafts = draft_artifacts(tree, catalogue, report)
    steps = build_steps(tree, drafts, parties, report)
    artifacts = build_artifacts(drafts, steps, parties, report)
    releases = build_releases(tree, drafts, report)
    check_links(steps, parties, report)
    written = read_list(tree, "steps")
    agreements = build_agreements(tree, report)
    return (
        Declaration(
            name=name,
            project=read_text(tree, "project") or project,
            parties=parties,
            parties_open=is_unknown(tree.find("parties")),
            agreements=agreements.items,
            agreements_open=agreements.open,
            artifacts=artifacts,
            steps=steps,
            releases=releases,
            steps_open=written is None or written[1],
            digest=digest,
        ),
        tuple(report.mistakes),
    )
