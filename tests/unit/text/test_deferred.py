"""Modules that are imported when they are needed."""

import sys

import pytest

from gauger.text.deferred import Deferred


def test_a_module_is_imported_when_something_of_it_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, "colorsys", raising=False)
    module = Deferred("colorsys")
    assert "colorsys" not in sys.modules
    assert module.ONE_THIRD == 1 / 3
    assert "colorsys" in sys.modules


def test_what_a_module_lacks_is_said_as_usual() -> None:
    with pytest.raises(AttributeError, match="module 'colorsys' has no attribute 'taste'"):
        Deferred("colorsys").taste  # noqa: B018 - asking is the test
