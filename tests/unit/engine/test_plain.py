"""What the engine and the graph read of records by name is among what is never taken as read in one way alone."""

from __future__ import annotations

import re
from pathlib import Path

import gauger.engine
import gauger.lineage
from gauger.engine.plain import READ_ELSEWHERE

ROOMS = [Path(str(room.__file__)).parent for room in (gauger.engine, gauger.lineage)]
READ = re.compile(r'facts(?:\.get\(|\[)"([a-z-]+)"')


def test_every_fact_that_is_read_by_its_name_is_listed() -> None:
    read = {name for room in ROOMS for path in room.glob("*.py") for name in READ.findall(path.read_text("utf-8"))}
    assert {"output", "stage"} <= read
    assert read - READ_ELSEWHERE == set()
