"""Stories through `gauger test`; `tests/stories` has all of them without the command."""

from __future__ import annotations

import re

from tests.functional.command import ROOT, run_gauger

STORIES = sorted((ROOT / "tests" / "stories").glob("*.yaml"))[::6]


def test_stories_come_out_as_told() -> None:
    run = run_gauger("test", *STORIES)
    assert (run.code, run.err) == (0, ""), run.out + run.err
    found = re.search(r"^(\d+) cases: (\d+) passed, 0 failed$", run.out, re.MULTILINE)
    assert found is not None
    assert int(found[1]) == int(found[2]) >= len(STORIES) >= 6
