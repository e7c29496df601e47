"""What settings mean to the commands, and `gauger config show`."""

# Annotations are values here: as texts, typer would compile each of them twice in every run.

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from gauger.app.defaults import FAIL_ON
from gauger.cli.options import FailOn, Format, Output, Policies, pick, read_asked, read_setting, read_settings
from gauger.cli.terminal import deliver, refuse, report, say

if TYPE_CHECKING:
    from gauger.app.setting import Setting
    from gauger.configuration import Configuration
    from gauger.findings.model import Verdict
    from gauger.gate import Thresholds

SetDeclarations = Annotated[
    list[Path],
    typer.Argument(metavar="DECLARATION…", help="Declarations: YAML, JSON or TOML; those of the settings if left out.", show_default=False),
]

app = typer.Typer(help="What is set for every run of a project.", no_args_is_help=True, rich_markup_mode=None)


@app.callback()
def config() -> None:
    """What is set for every run of a project."""


@app.command()
def show(format_: Format = "text", output: Output = None) -> None:
    """Print every setting with its value and where that comes from."""
    from gauger.app.settings import describe_settings
    from gauger.reports.settings import render_settings

    pick(format_, ("text", "json"), "--format")
    described = describe_settings(read_settings())
    if format_ == "json":
        from gauger.reports.json import render_plain_json

        deliver(render_plain_json({s.key: {"value": s.value, "origin": s.origin} for s in described}), output)
    else:
        deliver(render_settings(described), output)


def selftest(policies: Policies = [], fail_on: FailOn = "") -> None:  # noqa: B006 - typer reads the default and never hands it out twice
    """Prove that the gate can fail: 0 a bundled declaration that must be prohibited is, and ends a check with 1; 1 it does not."""
    from gauger.app.selftesting import prove_gate

    settings, setting = read_settings(), read_setting(policies)
    proof = prove_gate(setting, read_asked("", (), (), (), setting), read_thresholds(fail_on, settings, setting))
    report(proof.diagnostics)
    if proof.finding is not None:
        say(f"prohibited, as it must be: {proof.finding.id}\n")
    else:
        say("nothing is prohibited in a declaration of which something must be\n")
    say(f"a check of it ends with exit code {proof.code:d}: the gate {'can fail' if proof.holds else 'lets it pass'}\n")
    raise typer.Exit(0 if proof.holds else 1)


def list_declarations(settings: "Configuration") -> Sequence[Path]:
    """The declarations that the settings name; exit code 2 where they say nothing of them, 3 where what they say names no file."""
    from gauger.configuration import expand_patterns

    if not settings.declarations:
        refuse("no declaration is named", "name one, or set `declarations` in `gauger.toml`")
    found, missed = expand_patterns(settings)
    report(missed)
    if not found:
        raise typer.Exit(3)
    return found


def read_thresholds(written: str, settings: "Configuration", setting: "Setting") -> "Thresholds":
    """The threshold of the option, for every family; or those of the settings, whose families there must be, or exit code 2."""
    from gauger.configuration import THRESHOLDS
    from gauger.gate import Thresholds

    if written:
        return Thresholds(_read_threshold(pick(written, THRESHOLDS, "--fail-on")))
    if settings.families:
        from gauger.app.settings import check_families

        if report(check_families(settings, setting.policy)):
            raise typer.Exit(2)
    families = {family: _read_threshold(word) for family, word in settings.families.items()}
    return Thresholds(_read_threshold(settings.fail_on or FAIL_ON), families)


def _read_threshold(word: str) -> "Verdict | None":
    from gauger.findings.model import Verdict

    return None if word == "none" else Verdict[word.upper()]
