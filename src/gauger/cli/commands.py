"""The commands, in the order in which `gauger --help` lists them. Each is a few lines: read arguments, call a use case, print."""

# Annotations are values here: as texts, typer would compile each of them twice in every run.

from pathlib import Path
from typing import Annotated

import typer

from gauger.app.defaults import COST, STALE_AFTER
from gauger.cli import baselines, configuring, exporting, terms, testing
from gauger.cli.configuring import SetDeclarations
from gauger.cli.evidence import ArchivePlaces, read_archive
from gauger.cli.options import (
    Admit,
    AsOf,
    Assume,
    FailOn,
    Format,
    Policies,
    Positions,
    begin_run,
    pick,
    read_asked,
    read_day,
    read_packs,
    read_setting,
    read_settings,
)
from gauger.cli.terminal import find_width, refuse, report, say, tell, wants_color

app = typer.Typer(
    name="gauger",
    help="What the terms of teachers, data and base models say about how a model was made. Gauger informs; it gives no legal advice.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
app.add_typer(terms.app, name="terms")
app.add_typer(configuring.app, name="config")
app.add_typer(baselines.app, name="baseline")

CheckFormat = Annotated[str, typer.Option("--format", metavar="|".join(exporting.FORMATS), help="How to print.")]
Declaration = Annotated[Path, typer.Argument(metavar="DECLARATION", help="A declaration.", show_default=False)]
Declarations = Annotated[list[Path], typer.Argument(metavar="DECLARATION…", help="Declarations: YAML, JSON or TOML.", show_default=False)]


@app.callback(invoke_without_command=True)
def version(
    config: Annotated[
        Path | None,
        typer.Option("--config", metavar="FILE", help="Settings; if left out, those of the nearest folder upward.", show_default=False),
    ] = None,
    *,
    shown: Annotated[bool, typer.Option("--version", "-V", help="Print the version and stop.")] = False,
) -> None:
    """What the terms of teachers, data and base models say about how a model was made. Gauger informs; it gives no legal advice."""
    begin_run(config)
    if shown:
        from gauger import __version__

        say(f"gauger {__version__}\n")
        raise typer.Exit(0)


@app.command()
def check(
    declarations: SetDeclarations = [],  # noqa: B006 - typer reads the default and never hands it out twice
    as_of: AsOf = "",
    format_: CheckFormat = "text",
    policies: Policies = [],  # noqa: B006
    fail_on: FailOn = "",
    assume: Assume = [],  # noqa: B006
    admit: Admit = [],  # noqa: B006
    positions: Positions = [],  # noqa: B006
    stale_after: Annotated[
        int | None,
        typer.Option(
            "--stale-after",
            metavar="DAYS",
            min=0,
            show_default=False,
            help=f"Warn of texts not seen for longer; 0 for never.  [default: {STALE_AFTER}]",
        ),
    ] = None,
    baseline: Annotated[
        Path | None,
        typer.Option("--baseline", metavar="FILE", show_default=False, help="Fail only on what this baseline does not know."),
    ] = None,
    output: Annotated[
        list[str],
        typer.Option(
            "--output",
            "-o",
            metavar="[FORMAT=]FILE",
            show_default=False,
            help="Write a report there, whole or not at all; may be given more than once. Without a format, that of `--format`.",
        ),
    ] = [],  # noqa: B006
    *,
    verbose: Annotated[bool, typer.Option("--verbose", "-v", help="Clear findings in full, and the clauses considered.")] = False,
) -> None:
    """Judge declarations against the terms in force: 0 passed, 1 threshold reached, 2 unusable input, 3 nothing checked, 4 undetermined."""
    from gauger.app.checking import check_files
    from gauger.gate import judge

    wanted = exporting.read_wanted(format_, output)
    settings = read_settings()
    paths = declarations or configuring.list_declarations(settings)
    setting = read_setting(policies)
    thresholds = configuring.read_thresholds(fail_on, settings, setting)
    asked = read_asked(as_of, admit, assume, positions, setting)
    known = baselines.open_baseline(baseline)
    results = check_files(paths, setting, asked)
    broken = [report(result.diagnostics) for result in results]
    exposures = baselines.hold_against(known, [result.exposure for result in results if result.exposure is not None])
    oldest = next(days for days in (stale_after, settings.stale_after, STALE_AFTER) if days is not None)
    if oldest:
        from gauger.app.staleness import list_stale

        report(list_stale(setting.policy, exposures, oldest))
    mistakes = [diagnostic for result in results for diagnostic in result.diagnostics]
    exporting.export(wanted, exporting.Results(exposures, mistakes, thresholds, verbose))
    raise typer.Exit(judge(exposures, thresholds, unusable=any(broken)))


@app.command()
def explain(
    declaration: Declaration,
    finding: Annotated[str, typer.Argument(metavar="FINDING", help="The id of a finding, or a part that only it has.", show_default=False)],
    as_of: AsOf = "",
    format_: Format = "text",
    policies: Policies = [],  # noqa: B006
    assume: Assume = [],  # noqa: B006
    admit: Admit = [],  # noqa: B006
    positions: Positions = [],  # noqa: B006
    archive: ArchivePlaces = [],  # noqa: B006
) -> None:
    """Show the whole derivation of one finding, with every exception that was considered, and the passages with an archive."""
    import sys

    from gauger.app.checking import check_file
    from gauger.app.explaining import find_finding
    from gauger.app.recounting import describe_events, list_events
    from gauger.reports.explanation import render_explanation
    from gauger.reports.json import render_finding_json
    from gauger.reports.layout import Style
    from gauger.reports.record import render_events

    pick(format_, ("text", "json"), "--format")
    if archive and format_ == "json":
        refuse("`--archive` and `--format json` do not go together", "passages are shown to people, and written nowhere")
    setting = read_setting(policies)
    result = check_file(declaration, setting, read_asked(as_of, admit, assume, positions, setting))
    if report(result.diagnostics) or result.exposure is None:
        raise typer.Exit(2)
    found = find_finding(result.exposure, finding)
    if isinstance(found, str):
        refuse(found, "`gauger check` prints the id of each finding")
    style = Style(find_width(), wants_color(sys.stdout))
    events = list_events(setting.policy, found)
    if format_ == "json":
        say(render_finding_json(found, describe_events(events)))
    else:
        say(render_explanation(found, style) + render_events(events, style))
    if archive:
        from gauger.app.exhibiting import list_exhibits
        from gauger.reports.exhibits import render_exhibits

        exhibits, refusals = list_exhibits(setting.policy, found, read_archive(archive))
        say(f"\n{render_exhibits(exhibits, style)}")
        if report(refusals):
            raise typer.Exit(2)


@app.command()
def questions(
    declaration: Declaration,
    as_of: AsOf = "",
    format_: Format = "text",
    policies: Policies = [],  # noqa: B006
    admit: Admit = [],  # noqa: B006
    positions: Positions = [],  # noqa: B006
    *,
    ask: Annotated[bool, typer.Option("--ask", help="Take answers, one question at a time, and write them into the declaration.")] = False,
) -> None:
    """Ask for the facts that are missing, most worth knowing first: 0 none is missing, 1 some are, 2 unusable input."""
    import sys

    from gauger.app.asking import inquire
    from gauger.declaration.files import read_source
    from gauger.declaration.loading import FORMATS
    from gauger.reports.json import render_report_json
    from gauger.reports.layout import Style
    from gauger.reports.questions import render_questions

    pick(format_, ("text", "json"), "--format")
    if ask and format_ == "json":
        refuse("`--ask` holds a conversation, which is no JSON", "leave one of `--ask` and `--format json` out")
    setting = read_setting(policies)
    asked = read_asked(as_of, admit, (), positions, setting)
    source, mistakes = read_source(declaration)
    if declaration.suffix.lower() not in FORMATS:
        refuse(f"`{declaration}` is no declaration", f"its name ends in {', '.join(FORMATS)}")
    if report(mistakes) or source is None:
        raise typer.Exit(2)
    found = inquire(source.name, source.text, setting, asked)
    if report(found.diagnostics) or found.inquiries is None:
        raise typer.Exit(2)
    style = Style(find_width(), wants_color(sys.stdout))
    left = found.inquiries
    if ask:
        from gauger.cli.dialogue import hold_dialogue

        left = hold_dialogue(declaration, found, setting, asked, style)
    else:
        say(render_report_json(left) if format_ == "json" else render_questions(left, style))
    raise typer.Exit(1 if left.inquiries else 0)


@app.command()
def repair(
    declaration: Declaration,
    as_of: AsOf = "",
    format_: Format = "text",
    policies: Policies = [],  # noqa: B006
    admit: Admit = [],  # noqa: B006
    positions: Positions = [],  # noqa: B006
    findings: Annotated[
        list[str], typer.Option("--finding", metavar="FINDING", help="The id of a finding to clear, or a part of it; all if left out.")
    ] = [],  # noqa: B006
    up_to: Annotated[int, typer.Option("--up-to", metavar="COST", min=1, help="The cost up to which every repair is listed.")] = COST,
    teachers: Annotated[
        list[str], typer.Option("--teacher", metavar="MODEL[@CHANNEL]", help="A model that can stand in for a teacher.")
    ] = [],  # noqa: B006
    bases: Annotated[list[str], typer.Option("--base", metavar="MODEL", help="A model that training can start from instead.")] = [],  # noqa: B006
    datasets: Annotated[list[str], typer.Option("--dataset", metavar="DATASET", help="A dataset that can be taken instead.")] = [],  # noqa: B006
    apply: Annotated[list[int], typer.Option("--apply", metavar="N", min=1, help="Write repair N into the declaration.")] = [],  # noqa: B006
) -> None:
    """List every smallest change after which findings are clear: 0 there is one, 1 there is none, 2 unusable input."""
    import sys

    from gauger.app.repairing import Wanted, apply_repair, repair_file
    from gauger.reports.json import render_report_json
    from gauger.reports.layout import Style
    from gauger.reports.repairs import render_repairs

    pick(format_, ("text", "json"), "--format")
    if len(apply) > 1:
        refuse("one repair is written at a time", "give `--apply` once; what is left then, the next run lists")
    setting = read_setting(policies)
    asked = read_asked(as_of, admit, (), positions, setting)
    mended = repair_file(declaration, setting, asked, Wanted(tuple(findings), up_to, tuple(teachers), tuple(bases), tuple(datasets)))
    if report(mended.diagnostics) or mended.mending is None:
        raise typer.Exit(2)
    found = mended.mending.together.repairs
    for number in apply:
        if number > len(found):
            known = f"there {'is one' if len(found) == 1 else f'are {len(found)}'}; leave `--apply` out to see them"
            refuse(f"there is no repair {number}", known if found else f"nothing up to a cost of {up_to} can be written; see `--up-to`")
        if report(apply_repair(declaration, mended, found[number - 1], setting)):
            raise typer.Exit(2)
    style = Style(find_width(), wants_color(sys.stdout))
    say(render_report_json(mended.mending) if format_ == "json" else render_repairs(mended.mending, style))
    for number in apply:
        tell(f"repair {number} is written to {declaration}")
    raise typer.Exit(0 if found or not mended.mending.findings else 1)


@app.command()
def whatif(
    declarations: Declarations,
    as_of: AsOf = "",
    format_: Format = "text",
    policies: Policies = [],  # noqa: B006
    assume: Assume = [],  # noqa: B006
    admit: Admit = [],  # noqa: B006
    positions: Positions = [],  # noqa: B006
    on: Annotated[str, typer.Option("--on", metavar="DATE", help="Everything is done on this day.")] = "",
    region: Annotated[list[str], typer.Option("--region", metavar="CODE", help="The party is, and lets things out, there.")] = [],  # noqa: B006
    form: Annotated[str, typer.Option("--form", metavar="FORM", help="What is let out is let out in this form.")] = "",
    scenarios: Annotated[
        list[str], typer.Option("--scenario", metavar="NAME|DIR", help="Rules that are not in force; see docs/how-to/scenarios.md.")
    ] = [],  # noqa: B006
    up_to: Annotated[
        int, typer.Option("--up-to", metavar="COST", min=0, help="The cost up to which remedies are listed; 0 for none.")
    ] = COST,
) -> None:
    """Show what would change on another day, in another place or form, or under other rules: 0 nothing is worse, 1 something is."""
    import sys

    from gauger.app.supposing import Supposed, check_supposed, compare_file, find_scenario
    from gauger.reports.changes import render_changes
    from gauger.reports.json import render_reports_json
    from gauger.reports.layout import Style

    pick(format_, ("text", "json"), "--format")
    folders = [find_scenario(name) for name in scenarios]
    if not (folders or on or region or form):
        from gauger.app.messages import nothing_supposed

        report((nothing_supposed(),))
        raise typer.Exit(2)
    if report(folder for folder in folders if not isinstance(folder, Path)):
        raise typer.Exit(2)
    packs = read_packs(policies)
    before, after = read_setting(packs), read_setting([*packs, *(folder for folder in folders if isinstance(folder, Path))])
    asked = read_asked(as_of, admit, assume, positions, before)
    supposed = Supposed(read_day(on) if on else None, tuple(region), form or None)
    if report(check_supposed(supposed, after)):
        raise typer.Exit(2)
    results = [compare_file(path, before, after, asked, supposed, up_to) for path in declarations]
    broken = [report(result.diagnostics) for result in results]
    if any(broken):
        raise typer.Exit(2)
    changes = [result.changes for result in results if result.changes is not None]
    say(render_reports_json(changes) if format_ == "json" else render_changes(changes, Style(find_width(), wants_color(sys.stdout))))
    raise typer.Exit(1 if any(change.worse for change in changes) else 0)


@app.command("fmt")
def format_policies(
    paths: Annotated[list[Path], typer.Argument(metavar="PATH…", help="Policy files, or folders of them.", show_default=False)],
    *,
    check_only: Annotated[bool, typer.Option("--check", help="Change nothing; exit 1 when something would change.")] = False,
) -> None:
    """Write policies in their one canonical form."""
    from gauger.app.formatting import format_files

    results = format_files(paths, write=not check_only)
    broken = [report(result.diagnostics) for result in results]
    changed = [result.name for result in results if result.changed]
    for name in changed:
        say(f"{'would change' if check_only else 'changed'} {name}\n")
    if any(broken) or not results:
        if not results:
            refuse("there is no policy file here", "policy files end in `.tos`")
        raise typer.Exit(2)
    raise typer.Exit(1 if check_only and changed else 0)


@app.command()
def lint(policies: Policies = [], as_of: AsOf = "") -> None:  # noqa: B006
    """Find what is wrong with policies beyond mistakes: clauses that cannot apply, readings that never matter, clauses without a case."""
    from gauger.app.linting import lint_policies

    packs = read_packs(policies)
    found = lint_policies(read_setting(packs), packs, read_day(as_of))
    report(found)
    say(f"{len(found)} warnings\n" if len(found) != 1 else "1 warning\n")
    raise typer.Exit(1 if found else 0)


app.command("test")(testing.run_cases)
app.command("selftest")(configuring.selftest)


@app.command()
def schema(
    name: Annotated[
        str, typer.Argument(metavar="declaration|positions|findings|questions|repairs|changes", help="Which schema.", show_default=False)
    ],
) -> None:
    """Print a JSON Schema: of declarations, of files of positions, or of what other commands print with `--format json`."""
    import json

    pick(name, ("declaration", "positions", "findings", "questions", "repairs", "changes"), "schema")
    if name == "declaration":
        from gauger.declaration import declaration_schema as build
    elif name == "positions":
        from gauger.declaration import positions_schema as build
    elif name == "findings":
        from gauger.reports.json import findings_schema as build
    else:
        from functools import partial

        from gauger.reports.json import report_schema

        build = partial(report_schema, name)
    say(json.dumps(build(), indent=2, ensure_ascii=False) + "\n")
