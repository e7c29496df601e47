"""The mutator itself, on functions small enough to see what must come of them."""

from __future__ import annotations

import gc
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from tests.mutation.mutants import Mutant, list_mutants
from tests.mutation.patching import list_functions
from tests.mutation.run import compute_share
from tests.mutation.suite import Measured
from tests.mutation.survivors import compare
from tests.mutation.trial import Result, try_mutant

NAME = "tests.mutation.tiny"
TEXT = '''
from functools import cache

LIMIT = 3

def is_small(value, least: int = 1):
    """Whether it is between 1 and 3, or `not`."""
    if least <= value:
        return value < LIMIT
    return False

class Box:
    size: int = 1

    @property
    def signs(self):
        pick = lambda word: word == "plus"
        return [1 for word in ("plus", "minus") if pick(word)]

@cache
def find(items):
    assert items is not None
    best = max(items)
    if best > 9:
        best = 9
    while best < 0:
        best += 1
    return best
'''

MUTANTS = [
    "LIMIT | LIMIT = 3 => LIMIT = 4",
    "is_small | def is_small(value, least: int=1): => def is_small(value, least: int=2):",
    "is_small | if least <= value: => if False:",
    "is_small | if least <= value: => if True:",
    "is_small | if least <= value: => if least < value:",
    "is_small | return value < LIMIT => return None",
    "is_small | return value < LIMIT => return value <= LIMIT",
    "is_small | return False => return True",
    "is_small | return False => return None",
]


@dataclass(frozen=True)
class Item:
    """A test as far as a trial looks at it."""

    nodeid: str


class Suite:
    """Tests are expressions of the module that must be true."""

    def __init__(self, module: ModuleType) -> None:
        self._module = module

    def run(self, item: Any) -> None:
        assert eval(item.nodeid, dict(vars(self._module)))

    def forget(self) -> None:
        self._module.find.cache_clear()


@pytest.fixture
def module(tmp_path: Path) -> Iterator[ModuleType]:
    path = tmp_path / "tiny.py"
    path.write_text(TEXT)
    made = sys.modules[NAME] = ModuleType(NAME)
    made.__dict__["__file__"] = str(path)
    exec(compile(TEXT, str(path), "exec"), made.__dict__)
    yield made
    del sys.modules[NAME]


def list_named(module: ModuleType) -> dict[str, Mutant]:
    return {f"{mutant.name} | {mutant.text}": mutant for mutant in list_mutants(NAME, Path(str(module.__file__))).found}


def try_named(module: ModuleType, name: str, *tests: str) -> Result:
    items: list[Any] = [Item(test) for test in tests]
    path = Path(str(module.__file__))
    measured = [Measured(item, 0.1, {}) for item in items]
    return try_mutant(list_named(module)[name], str(path), measured, Suite(module), list_functions(path.parent))


def test_a_change_is_named_by_its_text_and_what_cannot_be_changed_is_counted(module: ModuleType) -> None:
    assert [name for name in list_named(module) if not name.startswith(("Box", "find"))] == MUTANTS
    assert list_mutants(NAME, Path(str(module.__file__))).skipped == 1  # the default of `size`


def test_no_assertion_is_changed(module: ModuleType) -> None:
    assert not [name for name in list_named(module) if "is not None" in name]


@pytest.mark.parametrize(
    ("name", "test"),
    [
        ("LIMIT | LIMIT = 3 => LIMIT = 4", "not is_small(3)"),
        ("is_small | def is_small(value, least: int=1): => def is_small(value, least: int=2):", "is_small(1)"),
        ("is_small | if least <= value: => if least < value:", "is_small(1)"),
        ("is_small | return value < LIMIT => return value <= LIMIT", "not is_small(3)"),
        ("Box.signs | pick = lambda word: word == 'plus' => pick = lambda word: word == 'not plus'", "Box().signs == [1]"),
        (
            "Box.signs | return [1 for word in ('plus', 'minus') if pick(word)] => return [1 for word in ('plus', 'minus')]",
            "len(Box().signs) == 1",
        ),
        ("find | best = max(items) => best = min(items)", "find((1, 2)) == 2"),
    ],
)
def test_a_mutant_is_killed_by_the_test_that_sees_it(module: ModuleType, name: str, test: str) -> None:
    result = try_named(module, name, "True", test)
    assert (result.outcome, result.killer) == ("killed", test)


def test_what_has_been_kept_by_a_function_hides_no_mutant(module: ModuleType) -> None:
    assert module.find((1, 2)) == 2
    assert try_named(module, "find | return best => return None", "find((1, 2)) == 2").outcome == "killed"


def test_an_equivalent_mutant_survives(module: ModuleType) -> None:
    name, text = "find", "if best > 9: => if best >= 9:"
    result = try_named(module, f"{name} | {text}", "find((1, 9)) == 9", "find((10,)) == 9", "find((2,)) == 2")
    assert result.outcome == "survived"
    listed = {f"{NAME}:{name}": {text: "equivalent: nine becomes nine"}}
    assert not compare([result], listed).unlisted
    assert compare([result], {}).unlisted == [result]
    assert compare([Result(result.mutant, "killed")], listed).killed


def test_what_does_not_end_is_said_apart(module: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tests.mutation.trial.EXTRA", 0.0)
    monkeypatch.setattr("tests.mutation.trial.TIMES", 1)
    assert try_named(module, "find | best += 1 => pass", "find((-1,)) == 0").outcome == "timed out"


def test_what_no_test_executes_counts_as_alive(module: ModuleType) -> None:
    assert try_named(module, MUTANTS[0]).outcome == "not covered"
    assert compute_share({"killed": 6, "timed out": 3, "not covered": 1, "skipped": 5}) == 90.0
    assert compute_share({"skipped": 5}) == 0.0


def test_what_the_collector_leaves_alone_is_found(module: ModuleType) -> None:
    gc.freeze()
    found = list_functions(Path(str(module.__file__)).parent)
    assert any(one is module.is_small for functions in found.values() for one in functions)
