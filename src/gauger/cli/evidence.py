"""`gauger terms verify` and `drift`: policies against an archive of recorded terms that the user has."""

# Annotations are values here: as texts, typer would compile each of them twice in every run.

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from gauger.cli.options import Format, Output, Policies, pick, read_day, read_setting, read_settings
from gauger.cli.terminal import deliver, find_width, refuse, report

if TYPE_CHECKING:
    from gauger.evidence import Archive
    from gauger.policy.model import Policy

ArchivePlaces = Annotated[
    list[str],
    typer.Option(
        "--archive", metavar="[NAME=]PATH", show_default=False,
        help="Recorded terms: a git repository, a folder of dated texts, or a folder of such; may be given more than once.",
    ),
]  # fmt: skip
Documents = Annotated[list[str], typer.Argument(metavar="DOCUMENT…", help="Ids of documents; all of them if left out.")]


def verify(
    documents: Documents = [],  # noqa: B006 - typer reads the default and never hands it out twice
    archive: ArchivePlaces = [],  # noqa: B006
    policies: Policies = [],  # noqa: B006
    format_: Format = "text",
    output: Output = None,
) -> None:
    """Look every cited passage up in recorded texts: 0 each stands there as encoded, 1 one does not, 2 unusable, 3 none is recorded."""
    from gauger.app import verifying
    from gauger.reports.layout import Style
    from gauger.reports.outline import render_outline

    pick(format_, ("text", "json"), "--format")
    setting = read_setting(policies)
    check_documents(setting.policy, documents)
    verification = verifying.verify_terms(setting.policy, documents, read_archive(archive))
    if format_ == "json":
        from gauger.reports.json import render_plain_json

        deliver(render_plain_json(verifying.describe_verification(verification)), output)
    else:
        deliver(render_outline(verifying.outline_verification(verification), Style(find_width())), output)
    report(verifying.list_failures(verification))
    if verifying.has_failed(verification):
        raise typer.Exit(1)
    raise typer.Exit(2 if verifying.list_refusals(verification) else 0 if verifying.has_looked(verification) else 3)


Since = Annotated[
    str,
    typer.Option(
        "--since", metavar="DATE", show_default=False,
        help="Tell what changed from this day on; if left out, what changed after the texts were encoded.",
    ),
]  # fmt: skip


def drift(
    documents: Documents = [],  # noqa: B006
    archive: ArchivePlaces = [],  # noqa: B006
    since: Since = "",
    policies: Policies = [],  # noqa: B006
    format_: Format = "text",
    output: Output = None,
) -> None:
    """Walk the history of recorded texts: 0 all is encoded so, 1 an encoded passage changed, 2 unusable, 3 nothing is recorded."""
    from gauger.app import drifting
    from gauger.reports.layout import Style
    from gauger.reports.outline import render_outline
    from gauger.reports.wording import mark_changes

    pick(format_, ("text", "json"), "--format")
    start = read_day(since) if since else None
    setting = read_setting(policies)
    check_documents(setting.policy, documents)
    found = drifting.find_drift(setting.policy, read_archive(archive), start, documents)
    if format_ == "json":
        from gauger.reports.json import render_plain_json

        deliver(render_plain_json(drifting.describe_drift(found)), output)
    else:
        deliver(render_outline(drifting.outline_drift(found, mark_changes), Style(find_width())), output)
    raise typer.Exit(1 if found.unencoded else 2 if found.is_unreadable else 0 if found.has_looked else 3)


def check_documents(policy: "Policy", documents: Sequence[str]) -> None:
    """Exit code 2 for a document that there is not."""
    from gauger.app.terms import find_document

    for document in documents:
        found = find_document(policy, document)
        if isinstance(found, str):
            refuse(found, "`gauger terms` lists the documents")


def read_archive(places: Sequence[str]) -> "Archive":
    """The archive that the options name, or the settings do where no option names one, or exit code 2."""
    from gauger.app.verifying import read_places

    places = places or read_settings().archive
    if not places:
        refuse("no archive is named", "`--archive PATH`: a repository laid out as those of Open Terms Archive, or a folder of dated texts")
    found, wrong = read_places(places)
    if found is None:
        refuse("; ".join(wrong), "name a folder that holds recorded terms")
    return found
