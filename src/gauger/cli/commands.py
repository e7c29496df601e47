"""The commands, in the order in which `gauger --help` lists them. Each is a few lines: read arguments, call a use case, print."""

# Annotations are values here: as texts, typer would compile each of them twice in every run.

from pathlib import Path
from typing import Annotated

import typer

from gauger.cli import terms
from gauger.cli.options import Admit, AsOf, Assume, Format, Policies, pick, read_asked, read_setting
from gauger.cli.terminal import find_width, refuse, report, say, wants_color

app = typer.Typer(
    name="gauger",
    help="What the terms of teachers, data and base models say about how a model was made. Gauger informs; it gives no legal advice.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
app.add_typer(terms.app, name="terms")

FAIL_ON = ("clear", "conditional", "open", "grey", "prohibited", "none")
Declarations = Annotated[list[Path], typer.Argument(metavar="DECLARATION…", help="Declarations: YAML, JSON or TOML.", show_default=False)]


@app.callback(invoke_without_command=True)
def version(*, shown: Annotated[bool, typer.Option("--version", "-V", help="Print the version and stop.")] = False) -> None:
    """What the terms of teachers, data and base models say about how a model was made. Gauger informs; it gives no legal advice."""
    if shown:
        from gauger import __version__

        say(f"gauger {__version__}\n")
        raise typer.Exit(0)


@app.command()
def check(
    declarations: Declarations,
    as_of: AsOf = "",
    format_: Format = "text",
    policies: Policies = [],  # noqa: B006 - typer reads the default and never hands it out twice
    fail_on: Annotated[str, typer.Option("--fail-on", metavar="VERDICT|none", help="The least severe verdict that fails.")] = "prohibited",
    assume: Assume = [],  # noqa: B006
    admit: Admit = [],  # noqa: B006
    *,
    verbose: Annotated[bool, typer.Option("--verbose", "-v", help="Clear findings in full, and the clauses considered.")] = False,
) -> None:
    """Judge declarations against the terms in force: 0 passed, 1 threshold reached, 2 unusable input, 3 nothing checked, 4 undetermined."""
    import sys

    from gauger.app.checking import check_files
    from gauger.findings.model import Verdict
    from gauger.gate import judge

    pick(format_, ("text", "json"), "--format")
    threshold = None if pick(fail_on, FAIL_ON, "--fail-on") == "none" else Verdict[fail_on.upper()]
    asked = read_asked(as_of, admit, assume)
    results = check_files(declarations, read_setting(policies), asked)
    broken = [report(result.diagnostics) for result in results]
    exposures = [result.exposure for result in results if result.exposure is not None]
    if format_ == "json":
        from gauger.reports.json import render_json

        say(render_json(exposures))
    elif exposures:
        from gauger.reports.layout import Style
        from gauger.reports.text import render_text

        say(render_text(exposures, Style(find_width(), wants_color(sys.stdout)), verbose=verbose))
    raise typer.Exit(judge(exposures, threshold, unusable=any(broken)))


@app.command()
def explain(
    declaration: Annotated[Path, typer.Argument(metavar="DECLARATION", help="A declaration.", show_default=False)],
    finding: Annotated[str, typer.Argument(metavar="FINDING", help="The id of a finding, or a part that only it has.", show_default=False)],
    as_of: AsOf = "",
    format_: Format = "text",
    policies: Policies = [],  # noqa: B006
    assume: Assume = [],  # noqa: B006
    admit: Admit = [],  # noqa: B006
) -> None:
    """Show the whole derivation of one finding, with every exception that was considered."""
    import sys

    from gauger.app.checking import check_file
    from gauger.app.explaining import find_finding
    from gauger.reports.explanation import render_explanation
    from gauger.reports.json import render_finding_json
    from gauger.reports.layout import Style

    pick(format_, ("text", "json"), "--format")
    result = check_file(declaration, read_setting(policies), read_asked(as_of, admit, assume))
    if report(result.diagnostics) or result.exposure is None:
        raise typer.Exit(2)
    found = find_finding(result.exposure, finding)
    if isinstance(found, str):
        refuse(found, "`gauger check` prints the id of each finding")
    style = Style(find_width(), wants_color(sys.stdout))
    say(render_finding_json(found) if format_ == "json" else render_explanation(found, style))


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

    found = lint_policies(read_setting(policies), policies, read_asked(as_of, (), ()).as_of)
    report(found)
    say(f"{len(found)} warnings\n" if len(found) != 1 else "1 warning\n")
    raise typer.Exit(1 if found else 0)


@app.command("test")
def run_cases(
    paths: Annotated[
        list[Path], typer.Argument(metavar="PATH…", help="Files of cases, or folders; the shipped policies if left out.")
    ] = [],  # noqa: B006
    policies: Policies = [],  # noqa: B006
    only: Annotated[str, typer.Option("--only", metavar="TEXT", help="Run the cases whose names hold this text.")] = "",
) -> None:
    """Run the cases beside policies. A run without a case fails."""
    from gauger.app.testing import run_files
    from gauger.reports.cases import render_cases

    result = run_files(paths, read_setting(policies), policies, only)
    broken = report(result.diagnostics)
    say(render_cases(result.outcomes))
    raise typer.Exit(2 if broken else 0 if result.outcomes and all(outcome.passed for outcome in result.outcomes) else 1)


@app.command()
def schema(name: Annotated[str, typer.Argument(metavar="declaration|findings", help="Which schema.", show_default=False)]) -> None:
    """Print a JSON Schema: of declarations, or of the findings that `check --format json` prints."""
    import json

    pick(name, ("declaration", "findings"), "schema")
    if name == "declaration":
        from gauger.declaration import declaration_schema as build
    else:
        from gauger.reports.json import findings_schema as build
    say(json.dumps(build(), indent=2, ensure_ascii=False) + "\n")
