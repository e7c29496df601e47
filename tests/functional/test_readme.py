"""What the README shows is what the program does."""

from __future__ import annotations

import os
import re
import shlex

from tests.functional.command import ROOT, run_gauger

README = (ROOT / "README.md").read_text(encoding="utf-8")
GOLDEN = ROOT / "examples" / "olmocr" / "expected" / "check.txt"


def _find_blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", README, re.DOTALL | re.MULTILINE)


def _shorten(golden: str) -> str:
    """What was examined, the first finding up to what decides it, the summary."""
    head, _, rest = golden.partition("\n\n")
    finding = re.search(r"^GREY .*?^  exposed if [^\n]*$", rest, re.DOTALL | re.MULTILINE)
    assert finding is not None
    return f"{head}\n…\n{finding[0]}\n…\n{golden.rstrip().rpartition(chr(10) * 2)[2]}\n"


def test_terminal_result_is_the_golden_output() -> None:
    """Shortened as the lines of `…` say. `GAUGER_REGENERATE=1` writes it anew."""
    (shown,) = _find_blocks("console")
    prompt = "$ gauger check examples/olmocr/declaration.yaml --as-of 2026-11-23\n"
    expected = prompt + _shorten(GOLDEN.read_text(encoding="utf-8"))
    if os.environ.get("GAUGER_REGENERATE"):
        (ROOT / "README.md").write_text(README.replace(shown, expected), encoding="utf-8")
        return
    assert shown == expected


def test_each_command_is_one_line_that_sets_itself_up() -> None:
    verdict, tests = (block.strip() for block in _find_blocks("sh"))
    for command in (verdict, tests):
        assert "\n" not in command
        assert command.startswith("python3 -m venv .venv && .venv/bin/pip install ")
    assert tests.endswith(" && sh tests/run.sh .venv/bin")


def test_first_command_ends_in_a_verdict() -> None:
    """Its last part, with the program that is installed here."""
    last = _find_blocks("sh")[0].strip().rpartition(" && ")[2]
    program, *arguments = shlex.split(last)
    assert program == ".venv/bin/gauger"
    run = run_gauger(*arguments)
    assert run.code == 0
    assert run.out == GOLDEN.read_text(encoding="utf-8")


def test_ci_runs_the_test_command() -> None:
    lines = (ROOT / ".ci" / "run").read_text(encoding="utf-8").splitlines()
    assert lines[-1] == _find_blocks("sh")[1].strip()


def test_every_command_is_named() -> None:
    listed = set(re.findall(r"^  ([a-z]+) ", run_gauger("--help").out.partition("Commands:")[2], re.MULTILINE))
    assert listed
    assert {name for name in listed if f"gauger {name}" not in README} == set()


def test_links_lead_somewhere() -> None:
    for page in [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *(ROOT / "docs").glob("*.md"), *(ROOT / "examples").glob("*/README.md")]:
        for target in re.findall(r"\]\(([^)#]+)[^)]*\)", page.read_text(encoding="utf-8")):
            assert target.startswith("http") or (page.parent / target).exists(), f"{page.name}: {target}"
