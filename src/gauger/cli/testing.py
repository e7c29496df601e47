"""`gauger test`: the cases beside policies, what they cover, and what they would not notice."""

# Annotations are values here: as texts, typer would compile each of them twice in every run.

from pathlib import Path
from typing import Annotated

import typer

from gauger.cli.options import Output, Policies, pick, read_packs, read_setting
from gauger.cli.terminal import deliver, refuse, report

Coverage = Annotated[
    bool, typer.Option("--coverage", help="Name the clauses, outcomes, exceptions, readings and versions that no case shows; fail on any.")
]
Mutate = Annotated[
    bool, typer.Option("--mutate", help="Make each condition wrong in turn and name what no case notices; fail where no reason is given.")
]


def run_cases(
    paths: Annotated[
        list[Path], typer.Argument(metavar="PATH…", help="Files of cases, or folders; the shipped policies if left out.")
    ] = [],  # noqa: B006 - typer reads the default and never hands it out twice
    policies: Policies = [],  # noqa: B006
    only: Annotated[str, typer.Option("--only", metavar="TEXT", help="Run the cases whose names hold this text.")] = "",
    *,
    coverage: Coverage = False,
    mutate: Mutate = False,
    jobs: Annotated[int, typer.Option("--jobs", metavar="N", min=0, help="How many processes; 0 for one for each processor.")] = 0,
    format_: Annotated[str, typer.Option("--format", metavar="text|junit", help="How to print.")] = "text",
    output: Output = None,
) -> None:
    """Run the cases beside policies. A run without a case fails."""
    import os

    from gauger.app.testing import mutate_files, run_files

    pick(format_, ("text", "junit"), "--format")
    if only and (coverage or mutate):
        refuse("`--only` goes neither with `--coverage` nor with `--mutate`", "some cases say nothing of what all of them show")
    packs = read_packs(policies)
    setting, processes = read_setting(packs), jobs or os.cpu_count() or 1
    tested = run_files(paths, setting, packs, only, jobs=processes, coverage=coverage)
    mutated = mutate_files(paths, setting, packs, jobs=processes) if mutate and tested.passed else None
    broken = report((*tested.diagnostics, *(mutated.diagnostics if mutated is not None else ())))
    if format_ == "junit":
        from gauger.reports.junit import render_junit

        deliver(render_junit(tested.outcomes, tested.coverage, mutated), output)
    else:
        from gauger.reports.cases import render_cases, render_coverage, render_mutated

        shown = render_coverage(tested.coverage) if tested.coverage is not None else ""
        shown += render_mutated(mutated) if mutated is not None else ""
        deliver(shown + render_cases(tested.outcomes), output)
    whole = (tested.coverage is None or tested.coverage.complete) and (mutated is None or mutated.explained)
    raise typer.Exit(2 if broken else 0 if tested.passed and whole else 1)
