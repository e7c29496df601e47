"""The console script itself: where output ends, and what a bug of ours looks like."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from pathlib import Path

import pytest
import typer

from gauger import __version__
from gauger.cli import entry, terminal
from tests.unit.cli.running import AS_OF, CLEAR

MAIN = "from gauger.cli.entry import main; main()"
needs_full = pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")


def call_main(monkeypatch: pytest.MonkeyPatch, *arguments: str) -> int:
    monkeypatch.setattr(sys, "argv", ["gauger", *arguments])
    try:
        entry.main()
    except SystemExit as end:
        return int(end.code or 0)
    return 0


def test_the_version_needs_no_command(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    assert call_main(monkeypatch, "--version") == 0
    assert capsys.readouterr().out == f"gauger {__version__}\n"


def test_commands_run_and_their_code_is_the_exit_code(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    assert call_main(monkeypatch, "schema", "nothing") == 2
    assert capsys.readouterr().err.startswith("error: `nothing` is no value for `schema`")


def test_a_bug_of_ours_ends_in_seventy_and_no_traceback(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def fail(**_: object) -> None:
        raise KeyError("teacher")

    monkeypatch.delenv("GAUGER_DEBUG", raising=False)
    monkeypatch.setattr("gauger.cli.commands.app", fail)
    assert call_main(monkeypatch, "check") == 70
    assert capsys.readouterr().err == (
        "gauger: internal error: KeyError: 'teacher'\nthis is a bug of ours: please report it; GAUGER_DEBUG=1 shows where it happened\n"
    )
    monkeypatch.setenv("GAUGER_DEBUG", "1")
    with pytest.raises(KeyError, match="teacher"):
        call_main(monkeypatch, "check")


@needs_full
@pytest.mark.parametrize("arguments", [("--version",), ("--help",), ("check", str(CLEAR), *AS_OF), ("terms",)])
def test_output_that_cannot_be_written_is_told(arguments: tuple[str, ...]) -> None:
    with Path("/dev/full").open("w") as full:
        done = subprocess.run([sys.executable, "-c", MAIN, *arguments], stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert (done.returncode, done.stderr) == (2, "error: the result cannot be written: no space left on device\n")


@pytest.mark.parametrize(("arguments", "code"), [(("terms",), 0), (("check", str(CLEAR), *AS_OF), 0), (("terms", "show", "x/y"), 2)])
def test_a_reader_who_leaves_early_changes_no_exit_code(arguments: tuple[str, ...], code: int) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run([sys.executable, "-c", MAIN, *arguments], stdout=writing, stderr=writing, check=False)
    os.close(writing)
    assert done.returncode == code


@pytest.mark.parametrize("shut", ["2>&-", pytest.param("2>/dev/full", marks=needs_full)])
@pytest.mark.parametrize(("arguments", "code"), [("check nothing.yaml", 2), ("terms show x/y", 2), ("check --nope", 2)])
def test_messages_that_nobody_can_read_change_no_exit_code(arguments: str, code: int, shut: str) -> None:
    line = f'"{sys.executable}" -c "{MAIN}" {arguments} {shut}'
    assert subprocess.run(line, shell=True, stdout=subprocess.DEVNULL, check=False).returncode == code


def test_a_report_without_a_standard_output_is_refused() -> None:
    line = f'"{sys.executable}" -c "{MAIN}" check "{CLEAR}" {" ".join(AS_OF)} >&-'
    done = subprocess.run(line, shell=True, stderr=subprocess.PIPE, text=True, check=False)
    assert (done.returncode, done.stderr) == (2, "error: there is no standard output to write the result to\n")


def test_without_standard_output_there_is_a_message(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(sys, "stdout", None)
    with pytest.raises(typer.Exit) as end:
        terminal.say("text")
    assert end.value.exit_code == 2
    assert capsys.readouterr().err == "error: there is no standard output to write the result to\n"


def test_what_the_encoding_cannot_hold_is_escaped(monkeypatch: pytest.MonkeyPatch) -> None:
    stream = io.TextIOWrapper(io.BytesIO(), encoding="ascii")
    monkeypatch.setattr(sys, "stdout", stream)
    terminal.say("grün → 中\n")
    assert stream.buffer.getvalue() == b"gr\\xfcn \\u2192 \\u4e2d\n"


def test_arguments_are_written_out_in_messages(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(typer.Exit):
        terminal.refuse("there is no `a\x1b[31mb`", "did you mean `\u202ex`?")
    assert capsys.readouterr().err == "error: there is no `a\\x1b[31mb`\n  = help: did you mean `\\u202ex`?\n"
