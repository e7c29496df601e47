"""`gauger terms diff`: two versions of a document, by what they mean."""

# Annotations are values here: as texts, typer would compile each of them twice in every run.

from pathlib import Path
from typing import Annotated

import typer

from gauger.cli.options import AsOf, Format, Output, Policies, pick, read_day, read_setting
from gauger.cli.terminal import deliver, find_width, refuse, report


def diff(
    document: Annotated[str, typer.Argument(metavar="DOCUMENT", help="The id of a document.", show_default=False)],
    earlier: Annotated[
        str, typer.Argument(metavar="V1", help="The date of a version, or a day on which one was in force.", show_default=False)
    ],
    later: Annotated[str, typer.Argument(metavar="V2", help="The same of the other.", show_default=False)],
    declarations: Annotated[
        Path | None,
        typer.Option(
            "--declarations", metavar="DIR", help="Judge the declarations in this folder under either version.", show_default=False
        ),
    ] = None,
    as_of: AsOf = "",
    policies: Policies = [],  # noqa: B006 - typer reads the default and never hands it out twice
    format_: Format = "text",
    output: Output = None,
) -> None:
    """Tell what two versions mean otherwise, over every world: 0 nobody is treated otherwise, 1 somebody is, 2 unusable."""
    from gauger.app import version_outlines as outlines
    from gauger.app import versions
    from gauger.app.terms import find_document
    from gauger.reports.layout import Style
    from gauger.reports.outline import render_outline

    pick(format_, ("text", "json"), "--format")
    setting = read_setting(policies)
    found = find_document(setting.policy, document)
    if isinstance(found, str):
        refuse(found, "`gauger terms` lists the documents")
    sides = [versions.find_version(found, written) for written in (earlier, later)]
    for side in sides:
        if isinstance(side, str):
            refuse(side, f"versions: {', '.join(str(version.date) for version in found.versions)}")
    first, second = (side for side in sides if not isinstance(side, str))
    day = read_day(as_of)
    compared = versions.compare_versions(setting, found, first, second, day)
    if declarations is not None and not declarations.is_dir():
        refuse(f"`{declarations}` is no folder", "name a folder that holds declarations")
    paths = versions.list_declarations(declarations) if declarations is not None else ()
    recomputed = tuple(versions.recompute(setting, found, (first, second), paths, day))
    if format_ == "json":
        from gauger.reports.json import render_plain_json

        shown = outlines.list_shown(setting, compared, day)
        deliver(render_plain_json(outlines.describe_comparison(compared, recomputed, shown)), output)
    else:
        outline = (*outlines.outline_comparison(compared), *outlines.outline_recomputed(recomputed))
        deliver(render_outline(outline, Style(find_width())), output)
    broken = [report(one.diagnostics) for one in recomputed]
    if any(broken):
        raise typer.Exit(2)
    raise typer.Exit(1 if compared.freed or compared.barred or any(one.changes for one in recomputed) else 0)
