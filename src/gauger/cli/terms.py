"""`gauger terms`: what is encoded, clause by clause."""

# Annotations are values here: as texts, typer would compile each of them twice in every run.

from collections.abc import Iterable
from typing import Annotated

import typer

from gauger.cli import comparing, evidence
from gauger.cli.options import Policies, read_setting
from gauger.cli.terminal import find_width, refuse, say

app = typer.Typer(help="What is encoded: documents, versions, clauses and readings.", no_args_is_help=False, invoke_without_command=True)


@app.callback()
def terms(context: typer.Context, policies: Policies = []) -> None:  # noqa: B006
    """List documents with their versions and clauses."""
    if context.invoked_subcommand is None:
        from gauger.app.terms import outline_policy

        _print(outline_policy(read_setting(policies).policy))


@app.command()
def show(
    document: Annotated[str, typer.Argument(metavar="DOCUMENT", help="The id of a document.", show_default=False)],
    clause: Annotated[str, typer.Argument(metavar="CLAUSE", help="The name or the pinpoint of a clause; the document if left out.")] = "",
    policies: Policies = [],  # noqa: B006
) -> None:
    """Show a document, or one of its clauses with the readings of what it leaves open."""
    from gauger.app.terms import find_clause, find_document, outline_clause, outline_document

    policy = read_setting(policies).policy
    found = find_document(policy, document)
    if isinstance(found, str):
        refuse(found, "`gauger terms` lists the documents")
    if not clause:
        _print(outline_document(found))
        return
    provision = find_clause(found, clause)
    if isinstance(provision, str):
        refuse(provision, f"`gauger terms show {document}` lists the clauses")
    _print(outline_clause(policy, found, provision))


app.command("verify")(evidence.verify)
app.command("drift")(evidence.drift)
app.command("diff")(comparing.diff)


def _print(outline: Iterable[tuple[int, str]]) -> None:
    from gauger.reports.layout import Style
    from gauger.reports.outline import render_outline

    say(render_outline(outline, Style(find_width())))
