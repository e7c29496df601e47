"""`gauger baseline write`, and what a baseline does to a check."""

# Annotations are values here: as texts, typer would compile each of them twice in every run.

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from gauger.cli.configuring import SetDeclarations, list_declarations
from gauger.cli.options import Admit, AsOf, Output, Policies, Positions, read_asked, read_setting, read_settings
from gauger.cli.terminal import deliver, refuse, report, tell

if TYPE_CHECKING:
    from gauger.findings.model import Exposure
    from gauger.gate import Baseline

app = typer.Typer(help="What was there before, and does not fail a check.", no_args_is_help=True, rich_markup_mode=None)


@app.callback()
def baseline() -> None:
    """What was there before, and does not fail a check."""


@app.command()
def write(
    declarations: SetDeclarations = [],  # noqa: B006 - typer reads the default and never hands it out twice
    as_of: AsOf = "",
    policies: Policies = [],  # noqa: B006
    admit: Admit = [],  # noqa: B006
    positions: Positions = [],  # noqa: B006
    output: Output = None,
) -> None:
    """Write down every finding that is not clear, so that a check with this baseline fails on what is new alone."""
    from gauger import __version__
    from gauger.app.baselines import write_baseline
    from gauger.app.checking import check_files

    settings = read_settings()
    path = output or settings.baseline
    if path is None:
        refuse("there is no file to write the baseline to", "`--output FILE`, or set `baseline` in `gauger.toml`")
    setting = read_setting(policies)
    asked = read_asked(as_of, admit, (), positions, setting)
    results = check_files(declarations or list_declarations(settings), setting, asked)
    broken = [report(result.diagnostics) for result in results]
    if any(broken):
        raise typer.Exit(2)
    exposures = [result.exposure for result in results if result.exposure is not None]
    deliver(write_baseline(path, exposures, asked.as_of, __version__), path)
    tell(f"{path}: {sum(f.severity > 0 for e in exposures for f in e.findings)} findings, known from now on")


def open_baseline(named: Path | None) -> "tuple[Path, Baseline] | None":
    """The baseline that the option names or the settings do, or exit code 2."""
    path = named or read_settings().baseline
    if path is None:
        return None
    from gauger.app.baselines import read_baseline

    found, mistakes = read_baseline(path)
    if report(mistakes) or found is None:
        raise typer.Exit(2)
    return path, found


def hold_against(opened: "tuple[Path, Baseline] | None", exposures: "Sequence[Exposure]") -> "list[Exposure]":
    """The exposures, with what the baseline knows no longer counting; what it knows and is gone is told."""
    if opened is None:
        return list(exposures)
    from gauger.app.baselines import name_exposures
    from gauger.gate import find_gone, mark_known

    path, known = opened
    named = name_exposures(path, exposures)
    gone = len(list(find_gone(named, known)))
    if gone:
        tell(f"{path}: {gone} of what it knows {'is' if gone == 1 else 'are'} gone; `gauger baseline write` forgets it")
    return [mark_known(name, exposure, known) for name, exposure in named]
