"""Options that several commands share, and what their texts mean."""

from __future__ import annotations

import os
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from gauger.app.defaults import FAIL_ON
from gauger.cli.terminal import refuse, report
from gauger.diagnostics import suggest
from gauger.text.values import replace

if TYPE_CHECKING:
    from gauger.app.checking import Asked
    from gauger.app.setting import Setting
    from gauger.configuration import Configuration
    from gauger.declaration.records import Position

AsOf = Annotated[str, typer.Option("--as-of", metavar="DATE", help="The day on which the question is asked; today if left out.")]
Policies = Annotated[
    list[Path], typer.Option("--policies", metavar="DIR", help="A folder of further policies; may be given more than once.")
]
Assume = Annotated[
    list[str], typer.Option("--assume", metavar="CHOICE=VALUE", help="Take a choice as settled; may be given more than once.")
]
Admit = Annotated[
    list[str], typer.Option("--admit", metavar="STANDING", help="Admit readings of this standing too: statement or reported.")
]
Positions = Annotated[
    list[Path], typer.Option("--positions", metavar="FILE", help="Readings that counsel adopts; may be given more than once.")
]
FailOn = Annotated[
    str,
    typer.Option(
        "--fail-on", metavar="VERDICT|none", show_default=False, help=f"The least severe verdict that fails.  [default: {FAIL_ON}]"
    ),
]
Output = Annotated[
    Path | None,
    typer.Option("--output", "-o", metavar="FILE", help="Write the result there, whole or not at all, and not to standard output."),
]
Format = Annotated[str, typer.Option("--format", metavar="text|json", help="How to print.")]


class _Run:
    """What every command of a run shares: typer hands its context to nobody who does not ask for it in his signature."""

    config: Path | None = None
    settings: Configuration | None = None


_run = _Run()


def read_settings() -> Configuration:
    """What the file of settings says that `--config` names or that is found from here upward, or exit code 2; read once in a run."""
    if _run.settings is None:
        _run.settings = _load_settings(_run.config)
    return _run.settings


def begin_run(config: Path | None) -> None:
    """A run of the command begins, with the file of settings that an option names."""
    _run.config, _run.settings = config, None


def _load_settings(named: Path | None) -> Configuration:
    from gauger.configuration import Configuration, find_file, load_configuration

    path = named or find_file(Path.cwd())
    if path is None:
        return Configuration()
    settings, mistakes = load_configuration(Path(os.path.relpath(path)))
    if report(mistakes) or settings is None:
        raise typer.Exit(2)
    return settings


def read_packs(named: Sequence[Path]) -> Sequence[Path]:
    """The folders of further policies that the options name, or the settings do where no option names one."""
    return named or read_settings().policies


def read_setting(packs: Sequence[Path]) -> Setting:
    """The policies, those of the settings where no option names any, or exit code 2 with every mistake in them."""
    from gauger.app.setting import load_setting

    setting, mistakes = load_setting(read_packs(packs))
    if setting is None:
        report(mistakes)
        raise typer.Exit(2)
    return setting


def read_asked(
    as_of: str, admit: Sequence[str], assume: Sequence[str], positions: Sequence[Path] = (), setting: Setting | None = None
) -> Asked:
    """How a check is asked for, or exit code 2; positions are held against the policies of the setting. What no option says settings do."""
    from gauger.app.checking import Asked
    from gauger.policy.model import Standing

    settings = read_settings()
    positions = positions or (settings.positions if setting is not None else ())
    admit = admit or settings.admit
    known = {s.value: s for s in (Standing.TEXT, Standing.STATEMENT, Standing.REPORTED)}
    for name in admit:
        pick(name, list(known), "--admit")
    asked = Asked(read_day(as_of), frozenset({Standing.TEXT, *(known[name] for name in admit)}), tuple(_pair(text) for text in assume))
    return replace(asked, positions=_hold(positions, setting, asked)) if positions and setting is not None else asked


def _hold(paths: Sequence[Path], setting: Setting, asked: Asked) -> tuple[Position, ...]:
    from gauger.app.positions import hold_positions

    held, mistakes = hold_positions(paths, setting.policy, asked.as_of, asked.admitted)
    if report(mistakes):
        raise typer.Exit(2)
    return held


def read_day(text: str) -> date:
    """A day as written; today where nothing is."""
    if not text:
        return date.today()  # noqa: DTZ011 - the user's own day is what "today" means at a terminal
    try:
        return date.fromisoformat(text)
    except ValueError:
        refuse(f"`{text}` is no day", "write a day as 2026-11-23")


def _pair(text: str) -> tuple[str, str]:
    key, equals, value = text.partition("=")
    if not equals or not key or not value:
        refuse(f"`{text}` settles nothing", "write --assume CHOICE=VALUE, with the choice as a report names it")
    return key.strip(), value.strip()


def pick(value: str, known: Sequence[str], option: str) -> str:
    """One of the known values, or exit code 2."""
    if value not in known:
        near = suggest(value, known)
        refuse(f"`{value}` is no value for `{option}`", f"did you mean `{near}`?" if near else f"one of: {', '.join(known)}")
    return value
