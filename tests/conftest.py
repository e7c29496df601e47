"""What holds for every test."""

from __future__ import annotations

import gc

from gauger.cli.entry import COLLECT_AFTER


def pytest_collection_finish() -> None:
    """As the program does: tests make many values, most of them in use, and looking through them took a twentieth of the time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(COLLECT_AFTER, *gc.get_threshold()[1:])
